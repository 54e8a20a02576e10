//! The text around a hit, with what was looked for marked in it.

use yourouter_protocol::SnippetPiece;

use super::{folded::Traced, query::Term};

/// Characters of text before the first mark.
const BEFORE: usize = 48;
/// Characters of a snippet.
const LENGTH: usize = 220;

/// The pieces of a whole text.
pub(crate) fn marked(text: &str, terms: &[Term]) -> Vec<SnippetPiece> {
    pieces(text, 0..text.len(), &ranges(text, terms))
}

/// The pieces of a text around its first hit, on one line.
pub(crate) fn around(text: &str, terms: &[Term]) -> Vec<SnippetPiece> {
    let ranges = ranges(text, terms);
    let hit = ranges.first().map_or(0, |(start, _)| *start);
    let start = back(text, hit, BEFORE);
    let end = forth(text, start, LENGTH).max(ranges.first().map_or(0, |(_, end)| forth(text, *end, 0)));
    let mut pieces = pieces(text, start..end, &ranges);
    for piece in &mut pieces {
        piece.text = one_line(&if piece.is_hit { piece.text.clone() } else { without_marks(&piece.text) });
    }
    if let Some(first) = pieces.first_mut().filter(|_| start > 0) {
        first.text.insert(0, '…');
    }
    if let Some(last) = pieces.last_mut().filter(|_| end < text.len()) {
        last.text.push('…');
    }
    pieces
}

/// Where the terms stand in a text, in bytes: in order, without overlaps.
fn ranges(text: &str, terms: &[Term]) -> Vec<(usize, usize)> {
    let traced = Traced::new(text);
    let mut ranges: Vec<(usize, usize)> = terms
        .iter()
        .flat_map(|term| term.places(&traced.text).map(|at| (at, at + term.text.len())))
        .map(|(start, end)| (traced.origin(start), traced.origin(end).max(traced.origin(start) + 1)))
        .collect();
    ranges.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        let end = forth(text, end, 0);
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn pieces(text: &str, within: std::ops::Range<usize>, ranges: &[(usize, usize)]) -> Vec<SnippetPiece> {
    let mut pieces = Vec::new();
    let mut at = within.start;
    let mut add = |from: usize, to: usize, is_hit: bool| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            pieces.push(SnippetPiece { text: text.to_owned(), is_hit });
        }
    };
    for (start, end) in ranges {
        if *start < at || *start >= within.end {
            continue;
        }
        let end = (*end).min(within.end);
        add(at, *start, false);
        add(*start, end, true);
        at = end;
    }
    add(at, within.end, false);
    pieces
}

/// At most `characters` before `at`, from the beginning of a word.
fn back(text: &str, at: usize, characters: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let Some((start, _)) = before.char_indices().rev().nth(characters) else { return 0 };
    let cut = before.get(start..).unwrap_or_default();
    // Where words stand apart.
    let space = cut.char_indices().find(|(_, one)| one.is_whitespace());
    start + space.map_or(0, |(at, space)| at + space.len_utf8())
}

/// At most `characters` after `at`, between two characters.
fn forth(text: &str, at: usize, characters: usize) -> usize {
    let at = (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let rest = text.get(at..).unwrap_or_default();
    rest.char_indices().nth(characters).map_or(text.len(), |(length, _)| at + length)
}

/// Without the marks of Markdown that only disturb here: fences, emphasis, headings.
fn without_marks(text: &str) -> String {
    let lines = text
        .split_inclusive('\n')
        .map(|line| line.strip_prefix('#').map_or(line, |rest| rest.trim_start_matches(['#', ' '])));
    lines.collect::<String>().replace("```", "").replace("**", "").replace('`', "")
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        let character = if character.is_whitespace() || character.is_control() { ' ' } else { character };
        if character != ' ' || !line.ends_with(' ') {
            line.push(character);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{around, marked};
    use crate::Query;
    use yourouter_protocol::SnippetPiece;

    fn shown(pieces: &[SnippetPiece]) -> String {
        pieces
            .iter()
            .map(|one| if one.is_hit { format!("[{}]", one.text) } else { one.text.clone() })
            .collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_is_written() {
        for (text, typed, wanted) in [
            ("Cafe\u{301} au lait", "CAFÉ LA", "[Cafe\u{301}] au [la]it"),
            ("ﾊﾟｿｺﾝ", "パ", "[ﾊﾟ]ｿｺﾝ"),
            ("aaa", "aa a", "[aaa]"),
            ("nothing", "else", "nothing"),
        ] {
            let query = Query::parse(typed, &TimeZone::UTC);
            assert_eq!(shown(&marked(text, &query.terms)), wanted);
        }
    }

    #[test]
    fn a_snippet_is_one_short_line_around_the_hit() {
        let text = format!("{}the\nhit {}", "before ".repeat(40), "behind ".repeat(80));
        let query = Query::parse("\"the hit\"", &TimeZone::UTC);
        let shown = shown(&around(&text, &query.terms));
        assert!(
            shown.starts_with("…before ") && shown.ends_with('…') && shown.contains("[the hit] behind"),
            "{shown}"
        );
        assert!(shown.chars().count() < super::LENGTH + 10);
        let long = "字".repeat(1000);
        let query = Query::parse(&"字".repeat(500), &TimeZone::UTC);
        assert!(around(&long, &query.terms).iter().any(|piece| piece.is_hit));
    }
}
