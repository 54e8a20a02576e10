//! Web addresses in plain text become links (GFM 0.29, 6.9): `https://…`, `http://…` and `www.…`.
//!
//! Invariant: this only finds them; `link` checks each like any other target.

use std::ops::Range;

/// The first web address at or after `from`, and its target.
pub(super) fn next(text: &str, from: usize) -> Option<(Range<usize>, String)> {
    // Most text holds none: two quick looks before the careful ones.
    if !text.contains(':') && !text.contains("www.") {
        return None;
    }
    let mut from = from;
    loop {
        let rest = text.get(from..)?;
        let at = from + START.iter().filter_map(|start| rest.find(start)).min()?;
        let before = text.get(..at)?.chars().next_back();
        let address = text.get(at..)?;
        let length = length(address);
        let named = address.find("//").map_or(4, |slashes| slashes + 2);
        if before.is_none_or(|c| !c.is_ascii_alphanumeric()) && length > named {
            let target = address.get(..length)?;
            let scheme = if target.starts_with("www.") { "https://" } else { "" };
            return Some((at..at + length, format!("{scheme}{target}")));
        }
        from = at + 1;
    }
}

const START: [&str; 3] = ["https://", "http://", "www."];

/// How much of the text belongs to the address: up to white space, `<` or wide punctuation, without the marks that
/// end a sentence and without a bracket that was opened before it.
fn length(address: &str) -> usize {
    let ends =
        |c: char| c.is_whitespace() || c == '<' || "，。、；：！？（）【】《》「」『』“”‘’\"".contains(c);
    let mut length = address.find(ends).unwrap_or(address.len());
    while let Some((at, last)) = address.get(..length).and_then(|address| address.char_indices().next_back())
    {
        let part = address.get(..length).unwrap_or_default();
        let opened_before = last == ')' && part.matches(')').count() > part.matches('(').count();
        if !opened_before && !"?!.,:;*_~'".contains(last) {
            break;
        }
        length = at;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let (mut from, mut found) = (0, Vec::new());
        while let Some((range, target)) = next(text, from) {
            from = range.end;
            found.push(target);
        }
        found
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(
            found("See https://a.example/b?c=d&e. Or (www.a.example/f)!"),
            ["https://a.example/b?c=d&e", "https://www.a.example/f"]
        );
        assert_eq!(found("https://a.example/wiki/A_(b)"), ["https://a.example/wiki/A_(b)"]);
        assert_eq!(found("见https://a.example/路径，然后"), ["https://a.example/路径"]);
    }

    #[test]
    fn what_only_looks_like_one_stays_text() {
        assert_eq!(found("xhttps://a.example https:// http://. awww.b www."), Vec::<String>::new());
    }
}
