//! Formulas inside one line of text, the code spans that they do not stand in, and the emphasis around them.
//!
//! Invariant: one walk over the line; what was passed is looked at again a bounded number of times.

use super::beside::{Side, side};
use super::meaning::{is_formula, is_variable};
use super::{NOTHING, PIPE, Pair};

/// Longer formulas within one line are not looked for between single dollars.
const MAX_BETWEEN_DOLLARS: usize = 1000;
/// More dollars in groups, such as those of `\text{…}`, are not passed, so that each is looked at so often at most.
const MAX_IN_GROUPS: usize = 8;
/// Longer runs of back quotes are not looked for.
const MAX_QUOTES: usize = 16;

/// A walk over the text of one line.
pub(super) struct Scan<'l> {
    text: &'l str,
    at: usize,
    out: String,
    /// Whether emphasis can stand beside letters that have no spaces around them.
    is_wide: bool,
}

impl<'l> Scan<'l> {
    /// At the start of `text`; `prefix` stands before it.
    pub fn new(prefix: &str, text: &'l str) -> Self {
        Self { text, at: 0, out: prefix.to_owned(), is_wide: !text.is_ascii() }
    }

    /// The line, as the parser reads it, and the formula that is open at its end; `open`: at its start.
    pub fn finished(mut self, mut open: Option<Pair>) -> (String, Option<Pair>) {
        while self.at < self.text.len() {
            open = match open {
                Some(pair) => self.finish(pair),
                None => self.step(),
            };
        }
        (self.out, open)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn copy(&mut self, bytes: usize) {
        let mut end = (self.at + bytes).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        self.out.push_str(self.text.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    /// Copies what is one piece, in which no pipe parts cells.
    fn copy_whole(&mut self, bytes: usize) {
        let from = self.out.len();
        self.copy(bytes);
        self.hide_pipes(from);
    }

    /// Hides the pipes that were written from this place on, but for those that are escaped, as a cell has them.
    fn hide_pipes(&mut self, from: usize) {
        let Some(written) = self.out.get(from..).filter(|written| written.contains('|')) else { return };
        let (mut hidden, mut is_escaped) = (String::with_capacity(written.len() + 16), false);
        for c in written.chars() {
            hidden.push(if c == '|' && !is_escaped { PIPE } else { c });
            is_escaped = c == '\\' && !is_escaped;
        }
        self.out.truncate(from);
        self.out.push_str(&hidden);
    }

    fn mark(&mut self, pair: Pair, mark: char) {
        self.out.push(mark);
        self.out.push_str(pair.quotes());
        self.out.push(mark);
        self.at += pair.end().len();
    }

    /// Copies up to the end of an open formula; the pair again if it does not end here.
    fn finish(&mut self, pair: Pair) -> Option<Pair> {
        let from = self.out.len();
        while self.at < self.text.len() {
            if self.rest().starts_with(pair.end()) {
                self.hide_pipes(from);
                self.mark(pair, pair.close());
                return None;
            }
            let escaped = self.rest().starts_with('\\');
            self.copy(1 + usize::from(escaped));
        }
        Some(pair)
    }

    /// Copies up to the next mark, and over it; the pair that it opens.
    fn step(&mut self) -> Option<Pair> {
        let is_wide = self.is_wide;
        let is_mark = |c| matches!(c, '\\' | '$' | '`') || is_wide && matches!(c, '*' | '~');
        let next = self.rest().find(is_mark).unwrap_or(self.rest().len());
        self.copy(next);
        let rest = self.rest();
        match rest.bytes().next()? {
            b'`' => self.code(),
            mark @ (b'*' | b'~') => self.emphasis(mark),
            b'\\' => match rest.as_bytes().get(1) {
                Some(b'(') => return self.opened(Pair::Paren),
                Some(b'[') => return self.opened(Pair::Bracket),
                _ => self.copy(2),
            },
            _ => {
                let run = rest.bytes().take_while(|byte| *byte == b'$').count();
                match run {
                    1 => self.between_dollars(),
                    2 => return self.opened(Pair::Dollars),
                    _ => self.copy(run),
                }
            }
        }
        None
    }

    fn opened(&mut self, pair: Pair) -> Option<Pair> {
        self.mark(pair, pair.open());
        Some(pair)
    }

    /// Copies a run of marks of emphasis, or of two that strike out, so that the parser takes it for what it means.
    fn emphasis(&mut self, mark: u8) {
        let rest = self.rest();
        let run = rest.bytes().take_while(|byte| *byte == mark).count();
        let after = rest.get(run..).and_then(|rest| rest.chars().next());
        let side = side(self.out.chars().next_back(), after).filter(|_| mark == b'*' || run == 2);
        self.out.extend((side == Some(Side::Before)).then_some(NOTHING));
        self.copy(run);
        self.out.extend((side == Some(Side::Behind)).then_some(NOTHING));
    }

    /// Copies a code span, or back quotes that open none in this line.
    fn code(&mut self) {
        let rest = self.rest();
        let run = rest.bytes().take_while(|byte| *byte == b'`').count();
        let mut from = run;
        while let Some(at) = rest.get(from..).and_then(|rest| rest.find('`')) {
            if run > MAX_QUOTES {
                break;
            }
            let begin = from + at;
            let found = rest.bytes().skip(begin).take_while(|byte| *byte == b'`').count();
            from = begin + found;
            if found == run {
                return self.copy_whole(from);
            }
        }
        self.copy(run);
    }

    /// A formula between single dollars, or one dollar that is text: Pandoc's rule, but that a letter or digit of ASCII
    /// before it is enough for the latter, and what prices and variables look like. Between two dollars stands no third.
    fn between_dollars(&mut self) {
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let closing = self.closing_dollar().filter(|_| !before.is_some_and(|c| c.is_ascii_alphanumeric()));
        let Some(closing) = closing else { return self.copy(1) };
        let inside = self.text.get(self.at + 1..closing).unwrap_or_default();
        let after = self.text.get(closing + 1..).and_then(|text| text.chars().next());
        if !is_formula(Pair::Dollar, inside) || is_variable(inside, after) {
            return self.copy(1);
        }
        self.mark(Pair::Dollar, Pair::Dollar.open());
        self.copy_whole(closing - self.at);
        self.mark(Pair::Dollar, Pair::Dollar.close());
    }

    /// The next dollar that stands in no group, if that one may close.
    fn closing_dollar(&self) -> Option<usize> {
        let inside = self.rest().get(1..).filter(|inside| !inside.starts_with(char::is_whitespace))?;
        let bytes = inside.as_bytes();
        let (mut at, mut groups, mut passed) = (0, 0_usize, 0);
        let found = loop {
            match bytes.get(at).filter(|_| at <= MAX_BETWEEN_DOLLARS)? {
                b'\\' => at += 1,
                b'{' => groups += 1,
                b'}' => groups = groups.saturating_sub(1),
                b'$' if groups == 0 => break at,
                b'$' if passed == MAX_IN_GROUPS => return None,
                b'$' => passed += 1,
                _ => {}
            }
            at += 1;
        };
        let is_refused = |next: &u8| *next == b'$' || next.is_ascii_digit();
        let closes = found > 0
            && !inside.get(..found)?.ends_with(char::is_whitespace)
            && !bytes.get(found + 1).is_some_and(is_refused);
        closes.then_some(self.at + 1 + found)
    }
}
