//! Scans one line of code, left to right, once.

use super::table::{CommentsNeed, Language, Quote};
use super::{Html, Ink, State};

/// Whether the next name is being defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Nothing,
    Name,
    /// Inside the receiver that may stand before the name, as in `func (b *B) Take()`.
    Receiver(u32),
}

struct Scanner<'l, 'h> {
    language: &'static Language,
    line: &'l str,
    at: usize,
    html: &'h mut Html,
    expect: Expect,
    /// Whether a key may stand here.
    key_here: bool,
    may_be_regex: bool,
    /// The last character that is no white space.
    before: Option<char>,
}

/// Adds a line, given without its end.
pub(super) fn line(language: &'static Language, state: &mut State, line: &str, html: &mut Html) {
    let may_be_regex = language.regex;
    let mut scanner = Scanner {
        language,
        line,
        at: 0,
        html,
        expect: Expect::Nothing,
        key_here: true,
        may_be_regex,
        before: None,
    };
    scanner.resume(state);
    if language.sections && line.starts_with('[') && *state == State::Plain {
        scanner.take(line.len(), Some(Ink::Keyword));
    }
    while scanner.at < line.len() && *state == State::Plain {
        scanner.step(state);
    }
}

impl<'l> Scanner<'l, '_> {
    fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// Writes the next bytes.
    fn take(&mut self, length: usize, ink: Option<Ink>) {
        let (taken, _) =
            self.line.get(self.at..).unwrap_or_default().split_at_checked(length).unwrap_or_default();
        match ink {
            Some(ink) => ink.write(taken, self.html),
            None => {
                self.html.text(taken);
            }
        }
        self.at += length;
        self.before = taken.chars().rev().find(|c| !c.is_whitespace()).or(self.before);
    }

    /// Goes on with what the line before left open.
    fn resume(&mut self, state: &mut State) {
        match *state {
            State::Comment { index, depth } => self.comment(index, depth, 0, state),
            State::Quoted { index } => {
                if let Some(quote) = self.language.quotes.get(index).copied() {
                    self.quoted(index, quote, 0, state);
                }
            }
            State::Raw { hashes } => self.raw(hashes, 0, state),
            State::Plain | State::Tag => {}
        }
    }

    fn step(&mut self, state: &mut State) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if first.is_whitespace() {
            self.take(first.len_utf8(), None);
            return;
        }
        let block = self.language.blocks.iter().enumerate().find(|(_, (open, _))| rest.starts_with(open));
        if let Some((index, (open, _))) = block {
            self.comment(index, 1, open.len(), state);
            return;
        }
        if self.is_line_comment() {
            self.take(rest.len(), Some(Ink::Comment));
            return;
        }
        if self.string(state) {
            return;
        }
        if first.is_ascii_digit() {
            self.take(number_length(rest), Some(Ink::Number));
            self.expect = Expect::Nothing;
            return;
        }
        if self.sigil(first) || self.name(first, state) {
            return;
        }
        if self.may_be_regex && first == '/' && self.regex() {
            return;
        }
        self.mark(first);
    }

    fn is_line_comment(&self) -> bool {
        let rest = self.rest();
        let before = self.line.get(..self.at).and_then(|before| before.chars().next_back());
        let may_begin = match self.language.comments_need {
            CommentsNeed::Nothing => true,
            CommentsNeed::Space => before.is_none_or(char::is_whitespace),
            CommentsNeed::LineStart => self.before.is_none(),
        };
        may_begin
            && self.language.line_comments.iter().any(|start| {
                let after = rest.strip_prefix(start);
                let is_word = start.ends_with(char::is_alphanumeric);
                after.is_some_and(|after| !is_word || !after.starts_with(char::is_alphanumeric))
            })
    }

    /// A block comment from here on; `from` bytes of it are its opening.
    fn comment(&mut self, index: usize, mut depth: u32, from: usize, state: &mut State) {
        let Some((open, close)) = self.language.blocks.get(index).copied() else { return };
        let rest = self.rest();
        let mut end = from;
        while depth > 0 {
            let after = rest.get(end..).unwrap_or_default();
            let Some(closes) = after.find(close) else { break };
            let opens = after.find(open).filter(|at| self.language.nested && *at < closes);
            end += opens.map_or(closes + close.len(), |at| at + open.len());
            depth = if opens.is_some() { depth + 1 } else { depth - 1 };
        }
        if depth > 0 {
            // Opened again and again on this line, perhaps, without being closed.
            let after = rest.get(end..).unwrap_or_default();
            depth += if self.language.nested { after.matches(open).count() as u32 } else { 0 };
            end = rest.len();
        }
        *state = if depth > 0 { State::Comment { index, depth } } else { State::Plain };
        self.take(end, Some(Ink::Comment));
    }

    fn string(&mut self, state: &mut State) -> bool {
        let rest = self.rest();
        let quotes = self.language.quotes.iter().enumerate();
        let Some((index, quote)) = quotes.into_iter().find(|(_, quote)| rest.starts_with(quote.open)) else {
            return false;
        };
        if quote.character && character_length(rest).is_none() {
            return false;
        }
        let quote = *quote;
        let is_key = self.key_here && self.is_key(string_length(rest, quote, quote.open.len()).0);
        if is_key {
            let (length, _) = string_length(rest, quote, quote.open.len());
            self.take(length, Some(Ink::Name));
        } else {
            self.quoted(index, quote, quote.open.len(), state);
        }
        self.key_here = false;
        self.expect = Expect::Nothing;
        true
    }

    /// A string from here on; `from` bytes of it are its opening.
    fn quoted(&mut self, index: usize, quote: Quote, from: usize, state: &mut State) {
        let (length, closed) = string_length(self.rest(), quote, from);
        *state = if closed || !quote.multiline { State::Plain } else { State::Quoted { index } };
        self.take(length, Some(Ink::String));
    }

    /// A raw string with hashes from here on.
    fn raw(&mut self, hashes: usize, from: usize, state: &mut State) {
        let rest = self.rest();
        let close = format!("\"{}", "#".repeat(hashes));
        let end = rest.get(from..).and_then(|inside| inside.find(&close)).map(|at| from + at + close.len());
        *state = if end.is_some() { State::Plain } else { State::Raw { hashes } };
        self.take(end.unwrap_or(rest.len()), Some(Ink::String));
    }

    fn sigil(&mut self, first: char) -> bool {
        let only_first = matches!(first, '-' | '.' | ':');
        if !self.language.sigils.contains(first) || (only_first && self.before.is_some()) {
            return false;
        }
        let length = self.name_length(first.len_utf8());
        if length == first.len_utf8() {
            return false;
        }
        let word = self.rest().get(..length).unwrap_or_default();
        self.expect = if self.language.defines.contains(word) { Expect::Name } else { Expect::Nothing };
        self.take(length, Some(Ink::Keyword));
        true
    }

    fn name(&mut self, first: char, state: &mut State) -> bool {
        let next = self.rest().chars().nth(1);
        let block_start = match first {
            '_' => true,
            // A minus or the mark of a list, unless a name follows at once.
            '-' if next.is_none_or(|next| next.is_whitespace() || next.is_ascii_digit()) => false,
            '\'' => false,
            _ => first.is_alphabetic() || self.language.ident.contains(first),
        };
        if !block_start {
            return false;
        }
        let length = self.name_length(0);
        let word = self.rest().get(..length).unwrap_or_default();
        if self.language.hashes && matches!(word, "r" | "br" | "cr") {
            let after = self.rest().get(length..).unwrap_or_default();
            let hashes = after.len() - after.trim_start_matches('#').len();
            if after.get(hashes..).is_some_and(|after| after.starts_with('"')) {
                self.raw(hashes, length + hashes + 1, state);
                return true;
            }
        }
        let ink = self.ink_of(word, length);
        self.take(length, ink);
        self.key_here = false;
        true
    }

    fn ink_of(&mut self, word: &str, length: usize) -> Option<Ink> {
        let folded;
        let word = if self.language.fold {
            folded = word.to_ascii_lowercase();
            folded.as_str()
        } else {
            word
        };
        if self.key_here && self.is_key(length) {
            return Some(Ink::Name);
        }
        let after_dot = self.before == Some('.');
        if self.language.words.contains(word) && !after_dot {
            if self.language.defines.contains(word) {
                self.expect = Expect::Name;
            }
            return Some(Ink::Keyword);
        }
        if self.language.consts.contains(word) && !after_dot {
            self.expect = Expect::Nothing;
            return Some(Ink::Number);
        }
        if self.language.defines.contains(word) && !after_dot {
            self.expect = Expect::Name;
            return Some(Ink::Keyword);
        }
        if self.expect == Expect::Name {
            self.expect = Expect::Nothing;
            return Some(Ink::Name);
        }
        None
    }

    /// Whether what ends after `length` bytes is a key: followed by one of its marks, and that by white space where a
    /// mark can mean something else.
    fn is_key(&self, length: usize) -> bool {
        let rest = self.rest();
        let quoted = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let mut after = rest.get(length..).unwrap_or_default().trim_start().chars();
        let Some(mark) = after.next().filter(|mark| self.language.keys.contains(*mark)) else { return false };
        match (mark, after.next()) {
            ('=', next) => !matches!(next, Some('=' | '~' | '>')),
            (_, next) => quoted || next.is_none_or(char::is_whitespace),
        }
    }

    fn name_length(&self, from: usize) -> usize {
        let ident = &self.language.ident;
        let inside = |c: char| c.is_alphanumeric() || c == '_' || ident.contains(c);
        let name = self.rest().get(from..).unwrap_or_default();
        from + name.find(|c| !inside(c)).unwrap_or(name.len())
    }

    /// A regular expression, where a division cannot stand.
    fn regex(&mut self) -> bool {
        if self.before.is_some_and(|before| !"(,=:[!&|?{};+-*~<>%^".contains(before)) {
            return false;
        }
        let (mut escaped, mut class) = (false, false);
        for (at, c) in self.rest().char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    self.take(at + 1, Some(Ink::String));
                    return true;
                }
                _ => {}
            }
        }
        // Not closed: no later one on this line is.
        self.may_be_regex = false;
        false
    }

    /// Anything else: one character.
    fn mark(&mut self, first: char) {
        self.expect = match (self.expect, first) {
            (Expect::Name, '(') => Expect::Receiver(1),
            (Expect::Name, '*' | '&' | '.' | ':') => Expect::Name,
            (Expect::Receiver(depth), '(') => Expect::Receiver(depth + 1),
            (Expect::Receiver(1), ')') => Expect::Name,
            (Expect::Receiver(depth), ')') => Expect::Receiver(depth - 1),
            (Expect::Receiver(depth), _) => Expect::Receiver(depth),
            _ => Expect::Nothing,
        };
        self.key_here =
            matches!(first, '{' | ',' | ';' | '(') || (self.key_here && matches!(first, '-' | '.' | '?'));
        self.take(first.len_utf8(), None);
    }
}

/// Bytes of the string that begins here, and whether it is closed; `from` bytes are its opening.
fn string_length(rest: &str, quote: Quote, from: usize) -> (usize, bool) {
    let mut at = from;
    while let Some(after) = rest.get(at..).filter(|after| !after.is_empty()) {
        if quote.escapes && after.starts_with('\\') {
            at += 1 + after.chars().nth(1).map_or(0, char::len_utf8);
        } else if let Some(behind) = after.strip_prefix(quote.close) {
            at += quote.close.len();
            if !(quote.doubled && behind.starts_with(quote.close)) {
                return (at, true);
            }
            at += quote.close.len();
        } else {
            at += after.chars().next().map_or(1, char::len_utf8);
        }
    }
    (rest.len(), false)
}

/// Bytes of a character literal such as `'a'` or `'\n'`, which a lifetime or a type variable is not.
fn character_length(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    match chars.next()?.1 {
        '\\' => rest.char_indices().skip(3).take(10).find(|(_, c)| *c == '\'').map(|(at, _)| at + 1),
        '\'' => None,
        _ => chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1),
    }
}

fn number_length(rest: &str) -> usize {
    let hex = rest.len() > 1 && rest.starts_with('0') && matches!(rest.as_bytes().get(1), Some(b'x' | b'X'));
    let mut before = '0';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let inside = c.is_ascii_alphanumeric()
            || c == '_'
            || (c == '.' && next_is_digit)
            || (matches!(c, '+' | '-') && matches!(before, 'e' | 'E') && !hex && next_is_digit);
        if !inside {
            return at;
        }
        before = c;
    }
    rest.len()
}
