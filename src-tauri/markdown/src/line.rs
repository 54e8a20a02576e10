//! Line ends and what no parser should see: CRLF and CR become LF, NUL becomes U+FFFD (CommonMark 0.31.2, 2.3),
//! and so do the noncharacters that `marks` needs.

use super::marks::RESERVED;
use std::borrow::Cow;

/// The source as it is parsed: with an end to its last line too, whether that has come or not.
pub(super) fn normalized(source: &str) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(source);
    if source.contains(['\r', '\0']) {
        source = Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"));
    }
    if source.contains(is_reserved) {
        source = Cow::Owned(source.replace(is_reserved, "\u{fffd}"));
    }
    if !source.ends_with('\n') {
        source.to_mut().push('\n');
    }
    source
}

fn is_reserved(c: char) -> bool {
    RESERVED.contains(&c)
}

/// Cuts a source that arrives in pieces into normalised lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    open: String,
    after_cr: bool,
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
            self.open.push_str(before);
            let mut chars = special.chars();
            let first = chars.next().unwrap_or_default();
            let after = chars.as_str();
            rest = after;
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
        self.open.push_str(rest);
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
    fn lines_are_the_same_wherever_the_source_is_cut() {
        let source = "a\r\nb\rc\n\nd\0e\r\r\n\u{fdd0}f";
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
