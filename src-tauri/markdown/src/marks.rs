//! Finds the marks of formulas, `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, and environments without any, line by line, before
//! the Markdown parser reads them.
//!
//! A formula is written to the parser as what it already leaves alone: code. Inside a line its marks become runs of
//! back quotes longer than anyone types, between noncharacters that say which mark stood there; a mark alone in its
//! line becomes a fence. [`taken`] tells a formula from code, [`shown`] and [`source`] undo what did not become one.
//! The same pass helps emphasis beside letters that have no spaces around them (`beside`).
//! Invariant: what a line becomes depends on it and the lines before it only, so that streamed and whole agree.

use meaning::is_formula;
use std::borrow::Cow;

pub(super) use beside::is_wide;
pub(super) use lines::Marks;

mod beside;
mod containers;
mod inline;
mod lines;
mod meaning;
mod parts;
mod rows;

/// Noncharacters of Unicode that stand for marks here; `line` keeps them out of the source.
pub(super) const RESERVED: std::ops::RangeInclusive<char> = '\u{fdd0}'..='\u{fddc}';

/// A pair of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    Paren,
    Bracket,
    Dollar,
    Dollars,
    /// None: what stands between them has its own, `\begin{align}` and its like.
    Environment,
}

/// One mark: its pair, its own character, how it is written, how Markdown shows it where it is none.
struct Mark(Pair, char, &'static str, &'static str);

const MARKS: [Mark; 8] = [
    Mark(Pair::Paren, '\u{fdd0}', "\\(", "("),
    Mark(Pair::Paren, '\u{fdd1}', "\\)", ")"),
    Mark(Pair::Bracket, '\u{fdd2}', "\\[", "["),
    Mark(Pair::Bracket, '\u{fdd3}', "\\]", "]"),
    Mark(Pair::Dollar, '\u{fdd4}', "$", "$"),
    Mark(Pair::Dollar, '\u{fdd5}', "$", "$"),
    Mark(Pair::Dollars, '\u{fdd6}', "$$", "$$"),
    Mark(Pair::Environment, '\u{fdd9}', "", ""),
];

impl Pair {
    /// Back quotes in a row that stand for this pair, by kind, so that no two kinds make one code span.
    fn quotes(self) -> &'static str {
        const QUOTES: &str = "````````````````````````````````````````````````````````````````````";
        QUOTES.get(self as usize..).unwrap_or(QUOTES)
    }

    fn open(self) -> char {
        match self {
            Pair::Paren => '\u{fdd0}',
            Pair::Bracket => '\u{fdd2}',
            Pair::Dollar => '\u{fdd4}',
            Pair::Dollars => '\u{fdd6}',
            Pair::Environment => '\u{fdd9}',
        }
    }

    fn close(self) -> char {
        match self {
            Pair::Paren => '\u{fdd1}',
            Pair::Bracket => '\u{fdd3}',
            Pair::Dollar => '\u{fdd5}',
            Pair::Dollars => '\u{fdd6}',
            Pair::Environment => '\u{fdd9}',
        }
    }

    /// How the pair begins in the source.
    fn begin(self) -> &'static str {
        match self {
            Pair::Paren => "\\(",
            Pair::Bracket => "\\[",
            Pair::Dollar => "$",
            Pair::Dollars => "$$",
            Pair::Environment => "",
        }
    }

    /// How the pair ends in the source.
    fn end(self) -> &'static str {
        match self {
            Pair::Paren => "\\)",
            Pair::Bracket => "\\]",
            Pair::Dollar => "$",
            Pair::Dollars => "$$",
            Pair::Environment => "",
        }
    }

    /// Whether a formula between these marks stands by itself.
    pub fn is_display(self) -> bool {
        matches!(self, Pair::Bracket | Pair::Dollars | Pair::Environment)
    }
}

/// The pair whose mark the info string of a fence is.
pub(super) fn of_info(info: &str) -> Option<Pair> {
    [Pair::Bracket, Pair::Dollars, Pair::Environment].into_iter().find(|pair| info.chars().eq([pair.open()]))
}

/// The TeX of a code span that is a formula.
pub(super) fn taken(code: &str) -> Option<(Pair, Cow<'_, str>)> {
    let pair = [Pair::Paren, Pair::Bracket, Pair::Dollar, Pair::Dollars]
        .into_iter()
        .find(|pair| code.starts_with(pair.open()))?;
    let tex = code.strip_prefix(pair.open())?.strip_suffix(pair.close())?.trim();
    let tex = if tex.contains(PIPE) { Cow::Owned(tex.replace(PIPE, "|")) } else { Cow::Borrowed(tex) };
    is_formula(pair, &tex).then_some((pair, tex))
}

/// The text of a code span that was made of marks and is no formula, as Markdown shows it.
pub(super) fn refused(code: &str) -> Option<String> {
    let of = |c: char| MARKS.iter().find(|mark| mark.1 == c);
    let mut chars = code.chars();
    let first = of(chars.next()?)?;
    let last = chars.next_back().and_then(of);
    let mut text = first.3.to_owned();
    let mut inside = chars.as_str().chars().peekable();
    while let Some(c) = inside.next() {
        let escapes = c == '\\' && inside.peek().is_some_and(char::is_ascii_punctuation);
        text.extend(if escapes { inside.next() } else { Some(c) });
    }
    text.push_str(last.map_or("", |mark| mark.3));
    Some(shown(&text).into_owned())
}

/// Text as Markdown shows it, where marks made no formula.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    undone(text, |mark| mark.3)
}

/// Text as it was written: inside code, targets and titles.
pub(super) fn source(text: &str) -> Cow<'_, str> {
    undone(text, |mark| mark.2)
}

fn undone(text: &str, form: fn(&Mark) -> &'static str) -> Cow<'_, str> {
    if !text.contains(RESERVED_CHARS) && !text.contains(Pair::Environment.quotes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(RESERVED_CHARS) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        if let Some(after) = from.strip_prefix(PLAIN_BRACKET) {
            out.push('[');
            rest = after;
            continue;
        }
        if let Some(after) = from.strip_prefix(PIPE) {
            out.push('|');
            rest = after;
            continue;
        }
        let mark = chars.next().and_then(|c| MARKS.iter().find(|mark| mark.1 == c));
        rest = chars.as_str();
        let Some(mark) = mark else { continue };
        let fence = mark.0.quotes();
        let whole = rest.strip_prefix(fence).and_then(|after| after.strip_prefix(mark.1));
        if let Some(after) = whole {
            out.push_str(form(mark));
            rest = after;
        } else if out.ends_with(fence) {
            // The first line of a formula that stands in code.
            out.truncate(out.len() - fence.len());
            out.push_str(form(mark));
        }
    }
    out.push_str(rest);
    if out.contains(ABANDONED) {
        out = out.replace(ABANDONED, "");
    }
    // Longer ones first.
    for pair in [Pair::Bracket, Pair::Dollars, Pair::Environment] {
        if out.contains(pair.quotes()) {
            out = out.replace(pair.quotes(), pair.end());
        }
    }
    Cow::Owned(out)
}

const RESERVED_CHARS: [char; 13] = [
    '\u{fdd0}',
    '\u{fdd1}',
    '\u{fdd2}',
    '\u{fdd3}',
    '\u{fdd4}',
    '\u{fdd5}',
    '\u{fdd6}',
    '\u{fdd9}',
    PLAIN_BRACKET,
    NOTHING,
    PIPE,
    GOES_ON,
    SUMMARY,
];

/// Ends a formula of its own lines that nothing in the source ends: back quotes enough for every pair's.
const ABANDONED: &str = "````````````````````````````````````````````````````````````````````````";

/// Stands for no character, and is neither a letter nor punctuation nor a mark to the parser.
const NOTHING: char = '\u{fdd8}';

/// Begins the words by which a fold is called.
pub(super) const SUMMARY: char = '\u{fddc}';

/// Begins a part of a paragraph that is not its first.
pub(super) const GOES_ON: char = '\u{fddb}';

/// Stands for a pipe that parts no cells.
const PIPE: char = '\u{fdda}';

/// Stands for a square bracket among more in a row than any link has: the parser would keep each of them.
const PLAIN_BRACKET: char = '\u{fdd7}';
const MAX_BRACKETS: &str = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";

/// A whole, normalised source as the parser reads it.
pub(super) fn marked(source: &str) -> Cow<'_, str> {
    let mut marks = Marks::default();
    if source.len() <= parts::MAX_PART && !may_be_marked(source) && !source.contains(MAX_BRACKETS) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let end = if line.ends_with('\n') { "\n" } else { "" };
        out.push_str(&marks.line(line.strip_suffix('\n').unwrap_or(line)));
        out.push_str(end);
    }
    Cow::Owned(out)
}

/// Whether text can hold what is written anew: marks of formulas, emphasis or a heading that needs help, rows of tables.
fn may_be_marked(text: &str) -> bool {
    text.contains(['$', '\\', '|'])
        || text.contains('<')
        || text.contains("##")
        || text.contains("** ")
        || text.contains("```")
        || text.contains("~~~")
        || !text.is_ascii() && (text.contains('*') || text.contains("~~"))
}

fn flattened(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    let mut rest = text;
    while let Some(at) = rest.find(MAX_BRACKETS) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = from.trim_start_matches('[');
        out.extend(std::iter::repeat_n(PLAIN_BRACKET, from.len() - rest.len()));
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
