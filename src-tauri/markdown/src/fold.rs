//! What can be unfolded: `<details>` with its `<summary>`, which answers write in HTML around Markdown.
//!
//! The reader puts each of these tags in a paragraph of its own, so that what stands between them is read as Markdown.
//! Invariant: a tag counts only at the start of a line, or an end at the end of one; its attributes are not read.

use super::marks::SUMMARY;

/// Folds inside each other; deeper ones are not followed.
pub(super) const MAX_FOLDS: usize = 8;
pub(super) const OPEN: &str = "<details class=\"fold\">";
/// A fold in which the first paragraph begins.
pub(super) const OPEN_PARAGRAPH: &str = "<details class=\"fold\"><p>";
pub(super) const CLOSE: &str = "</details>";

/// What a block of raw HTML is if it is nothing but the tag of a fold: whether it begins one.
pub(super) fn begins(html: &str) -> Option<bool> {
    match html.trim() {
        BEGIN => Some(true),
        END => Some(false),
        _ => None,
    }
}

const BEGIN: &str = "<details>";
const END: &str = "</details>";

/// The lines in place of one that has such tags, each a block of its own; `None`: it has none.
pub(super) fn lines(text: &str) -> Option<Vec<String>> {
    let begins = text.starts_with('<')
        && [BEGIN, END, "<summary>", "</summary>"].iter().any(|tag| tagged(text, tag).is_some());
    let ends = || text.to_ascii_lowercase().trim_end().ends_with(END) && !text.contains('`');
    if !begins && !ends() {
        return None;
    }
    let (mut lines, mut rest) = (Vec::new(), text.trim());
    while !rest.is_empty() {
        if let Some(after) = tagged(rest, BEGIN) {
            lines.push(BEGIN.to_owned());
            rest = after;
        } else if let Some(after) = tagged(rest, END) {
            lines.push(END.to_owned());
            rest = after;
        } else if let Some(after) = tagged(rest, "</summary>") {
            rest = after;
        } else if let Some(after) = tagged(rest, "<summary>") {
            let end = after.to_ascii_lowercase().find("</summary>").unwrap_or(after.len());
            let (words, behind) = after.split_at_checked(end)?;
            lines.push(format!("{SUMMARY}{}", words.trim()));
            rest = behind;
        } else {
            let end = rest.to_ascii_lowercase().find(END).unwrap_or(rest.len());
            let (words, behind) = rest.split_at_checked(end)?;
            lines.push(words.trim_end().to_owned());
            rest = behind;
        }
        rest = rest.trim_start();
    }
    Some(lines)
}

/// What follows this tag, if the text begins with it, with attributes or without.
fn tagged<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let name = tag.strip_suffix('>')?;
    let (start, rest) = text.split_at_checked(name.len())?;
    if !start.eq_ignore_ascii_case(name) {
        return None;
    }
    let (attributes, after) = rest.split_once('>')?;
    let is_tag = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
    (is_tag && !attributes.contains('<')).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_becomes_a_line() {
        let cut = |text: &str| lines(text).map(|lines| lines.join("|").replace(SUMMARY, "S:"));
        assert_eq!(cut("<details open><summary>a <b>b</b></summary>c").unwrap(), "<details>|S:a <b>b</b>|c");
        assert_eq!(cut("words</details> after").as_deref(), None);
        assert_eq!(cut("words</DETAILS>").unwrap(), "words|</details>");
        assert_eq!(cut("<detailsx>"), None);
        assert_eq!(cut("a <details>"), None);
    }
}
