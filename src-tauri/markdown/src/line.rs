//! Line ends and what no parser should see: CRLF and CR become LF, NUL becomes U+FFFD (CommonMark 0.31.2, 2.3),
//! and so do the noncharacters that `marks` needs. Of combining marks on one letter only so many are read.

use super::marks::RESERVED;
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// The source as it is parsed: with an end to its last line too, whether that has come or not.
pub(super) fn normalized(source: &str) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(source);
    if source.contains(['\r', '\0']) {
        source = Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"));
    }
    if source.contains(is_reserved) {
        source = Cow::Owned(source.replace(is_reserved, "\u{fffd}"));
    }
    if !source.is_ascii() {
        let mut stack = Stack::default();
        if source.chars().any(|c| !matches!(stack.next(c), Next::Kept)) {
            let mut stack = Stack::default();
            source = Cow::Owned(source.chars().fold(String::with_capacity(source.len()), |mut out, c| {
                stack.push(c, &mut out);
                out
            }));
        }
    }
    if !source.ends_with('\n') {
        source.to_mut().push('\n');
    }
    source
}

/// Combining marks on one letter that are read; the web view's time for one letter grows with the square of their number,
/// and no script has so many (Unicode Standard Annex 15, "Stream-Safe Text Format", allows 30).
const MAX_STACKED: usize = 30;
/// What the reader sees in place of the others.
const MORE_STACKED: &str = " [more combining marks] ";

/// Counts the combining marks on the last letter.
#[derive(Debug, Clone, Default)]
struct Stack(usize);

enum Next {
    Kept,
    /// The first that is not read.
    Replaced,
    Dropped,
}

impl Stack {
    fn next(&mut self, c: char) -> Next {
        if c.is_ascii() || !is_combining_mark(c) {
            self.0 = 0;
            return Next::Kept;
        }
        self.0 += 1;
        match self.0.cmp(&(MAX_STACKED + 1)) {
            std::cmp::Ordering::Less => Next::Kept,
            std::cmp::Ordering::Equal => Next::Replaced,
            std::cmp::Ordering::Greater => Next::Dropped,
        }
    }

    fn push(&mut self, c: char, out: &mut String) {
        match self.next(c) {
            Next::Kept => out.push(c),
            Next::Replaced => out.push_str(MORE_STACKED),
            Next::Dropped => {}
        }
    }

    fn push_all(&mut self, text: &str, out: &mut String) {
        if text.is_ascii() {
            self.0 = if text.is_empty() { self.0 } else { 0 };
            out.push_str(text);
        } else {
            text.chars().for_each(|c| self.push(c, out));
        }
    }
}

fn is_reserved(c: char) -> bool {
    RESERVED.contains(&c)
}

/// Cuts a source that arrives in pieces into normalised lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    open: String,
    after_cr: bool,
    stack: Stack,
}

impl Lines {
    /// Takes more source; `line` is called with each line that is complete now, without its end.
    pub fn push(&mut self, delta: &str, mut line: impl FnMut(&str)) {
        let mut rest = delta;
        if self.after_cr && !rest.is_empty() {
            self.after_cr = false;
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        while let Some(at) = rest.find(|c| matches!(c, '\n' | '\r' | '\0') || is_reserved(c)) {
            let (before, special) = rest.split_at(at);
            self.stack.push_all(before, &mut self.open);
            let mut chars = special.chars();
            let first = chars.next().unwrap_or_default();
            let after = chars.as_str();
            rest = after;
            self.stack = Stack::default();
            if first == '\0' || is_reserved(first) {
                self.open.push('\u{fffd}');
                continue;
            }
            if special.starts_with('\r') {
                self.after_cr = after.is_empty();
                rest = after.strip_prefix('\n').unwrap_or(after);
            }
            line(&self.open);
            self.open.clear();
        }
        self.stack.push_all(rest, &mut self.open);
    }

    /// Takes so many bytes from the start of the last line.
    pub fn take(&mut self, bytes: usize) -> String {
        let rest = self.open.split_off(self.open.floor_char_boundary(bytes));
        std::mem::replace(&mut self.open, rest)
    }

    /// The last line, as far as it has come.
    pub fn open_line(&self) -> &str {
        &self.open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_marks_on_one_letter_only_some_are_read() {
        let shown = normalized(&format!("e{}x", "\u{301}".repeat(80_000))).into_owned();
        assert_eq!(shown, format!("e{} [more combining marks] x\n", "\u{301}".repeat(MAX_STACKED)));
        let usual = "e\u{301}o\u{308}\u{302} ก็ नि\n".repeat(100);
        assert_eq!(normalized(&usual), usual);
    }

    #[test]
    fn lines_are_the_same_wherever_the_source_is_cut() {
        let source = "a\r\nb\rc\n\nd\0e\r\r\n\u{fdd0}f".to_owned() + &"\u{301}".repeat(33) + "x\n\u{301}";
        let source = source.as_str();
        let expected: Vec<_> = normalized(source).lines().map(str::to_owned).collect();
        let cuts = |from: usize| (from..=source.len()).filter(|at| source.is_char_boundary(*at));
        for first in cuts(0) {
            for second in cuts(first) {
                let (mut lines, mut seen) = (Lines::default(), Vec::new());
                for part in [&source[..first], &source[first..second], &source[second..]] {
                    lines.push(part, |line| seen.push(line.to_owned()));
                }
                seen.push(lines.open_line().to_owned());
                assert_eq!(seen, expected, "cut at {first} and {second}");
            }
        }
    }
}
