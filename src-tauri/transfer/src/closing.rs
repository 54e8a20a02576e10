//! What ends the blocks that a message leaves open, so that the next message in a Markdown file begins at the top level.
//!
//! Only two kinds of block outlive a blank line and an unindented paragraph (CommonMark 0.31.2, 4.5 and 4.6): a fence,
//! and raw HTML of the kinds 1 to 5. A parser says which of them swallows a paragraph that is put behind the message.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// A paragraph that no message ends with.
const PROBE: &str = "\n\nprobe\n";

/// The line that closes what `source` leaves open; none if a paragraph behind it would stand by itself.
pub fn line(source: &str) -> Option<String> {
    let probed = format!("{source}{PROBE}");
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut depth = 0_usize;
    let mut last = None;
    for (event, range) in Parser::new_ext(&probed, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    last = Some((tag, range.start));
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let (tag, start) = last?;
    let block = probed.get(start..).unwrap_or_default().trim_start();
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Some(fence(block)),
        Tag::HtmlBlock => Some(end_of_html(block)),
        _ => None,
    }
}

fn fence(block: &str) -> String {
    let mark = block.chars().next().unwrap_or('`');
    block.chars().take_while(|c| *c == mark).collect()
}

fn end_of_html(block: &str) -> String {
    let start = block.to_ascii_lowercase();
    let known = [("<!--", "-->"), ("<?", "?>"), ("<![cdata[", "]]>"), ("<!", ">")];
    if let Some((_, end)) = known.iter().find(|(begin, _)| start.starts_with(begin)) {
        return (*end).to_owned();
    }
    let name: String = start.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
    format!("</{name}>")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::line;

    #[test]
    fn what_stays_open_is_closed_and_nothing_else() {
        for (source, closing) in [
            ("", None),
            ("text\n- item\n  > quote", None),
            ("```rust\nfn main() {}\n```", None),
            ("```rust\nfn main() {}", Some("```")),
            ("~~~~\n```\n~~~", Some("~~~~")),
            ("   ````\nx", Some("````")),
            ("- ```\n  x", None),
            ("> ```\n> x", None),
            ("<!-- x", Some("-->")),
            ("<script>\n1", Some("</script>")),
            ("<PRE\nx", Some("</pre>")),
            ("<?php x", Some("?>")),
            ("<!DOCTYPE x", Some(">")),
            ("<![CDATA[ x", Some("]]>")),
            ("<div>\nx", None),
            ("| a |\n|---|\n| b", None),
            ("[^1]: note", None),
        ] {
            assert_eq!(line(source).as_deref(), closing, "{source:?}");
        }
    }

    proptest! {
        #[test]
        fn behind_the_closing_line_nothing_is_open(
            source in prop::collection::vec("[`~]{3,5}|<!--|-->|<pre>|</pre>|<\\?|[>\\-] |\n|\n\n|    |[a-z ]{1,5}", 0..12)
        ) {
            let source = source.concat();
            if let Some(closing) = line(&source) {
                prop_assert_eq!(line(&format!("{source}\n{closing}\n")), None, "{:?}", source);
            }
        }
    }
}
