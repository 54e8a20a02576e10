//! Line ends and what no parser should see: CRLF and CR become LF, NUL becomes U+FFFD (CommonMark 0.31.2, 2.3).

use std::borrow::Cow;

/// The source as it is parsed: with an end to its last line too, whether that has come or not.
pub(super) fn normalized(source: &str) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(source);
    if source.contains(['\r', '\0']) {
        source = Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"));
    }
    if !source.ends_with('\n') {
        source.to_mut().push('\n');
    }
    source
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
        while let Some(at) = rest.find(['\n', '\r', '\0']) {
            let (before, special) = rest.split_at(at);
            self.open.push_str(before);
            let after = special.get(1..).unwrap_or_default();
            rest = after;
            if special.starts_with('\0') {
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
        let source = "a\r\nb\rc\n\nd\0e\r\r\nf";
        let expected: Vec<_> = normalized(source).lines().map(str::to_owned).collect();
        for first in 0..=source.len() {
            for second in first..=source.len() {
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
