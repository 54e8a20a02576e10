//! A line of HTML, XML or a template: tag names, attribute values, comments, the code of `<script>` and `<style>`, and
//! what a template inserts between and inside of them.
//!
//! Invariant: whatever stands in between, the line's text is written once and in order. `code` scans the code.

use super::table::{Insert, Language, known};
use super::{Html, Ink, State, code};

/// What a line of markup inherits from the lines before it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Page {
    has_begun: bool,
    place: State,
    element: Option<Element>,
    inserted: Option<Inserted>,
}

/// A `<script>` or `<style>`, from its name up to its end.
#[derive(Debug, Clone, Copy)]
struct Element {
    name: &'static str,
    /// What its text is written in; `None` is markup again.
    code: Option<&'static Language>,
    /// Whether its start tag has ended.
    is_open: bool,
    state: State,
}

/// Code that a template inserts.
#[derive(Debug, Clone, Copy, Default)]
struct Inserted {
    index: usize,
    state: State,
    /// Braces that are open, where one brace ends the code.
    depth: u32,
}

/// Adds a line, given without its end.
pub(super) fn line(language: &'static Language, page: &mut Page, line: &str, html: &mut Html) {
    if !page.has_begun && !line.trim_start().is_empty() {
        page.has_begun = true;
        let is_code = language.starts_inside && !line.trim_start().starts_with('<');
        page.inserted = is_code.then(Inserted::default);
    }
    let mut scanner = Scanner { language, page, html };
    let mut rest = line;
    while !rest.is_empty() {
        rest = scanner.step(rest);
    }
}

/// Goes on after a line that is not coloured, since it is too long.
pub(super) fn skip(page: &mut Page, line: &str) {
    let ends = page.element.is_some_and(|element| end_tag(line, element.name).is_some());
    if page.inserted.is_none() && ends {
        *page = Page { has_begun: true, ..Page::default() };
    }
}

struct Scanner<'p, 'h> {
    language: &'static Language,
    page: &'p mut Page,
    html: &'h mut Html,
}

impl Scanner<'_, '_> {
    /// Writes the beginning of `rest`, at least one character, unless what it stands in ends there; gives back what follows.
    fn step<'t>(&mut self, rest: &'t str) -> &'t str {
        if let Some(inserted) = self.page.inserted {
            return self.inserted(inserted, rest);
        }
        if let Some(element) = self.page.element.filter(|element| element.is_open) {
            return self.element(element, rest);
        }
        match self.page.place {
            State::Comment { index, .. } => {
                let close = self.language.blocks.get(index).map_or("-->", |(_, close)| close);
                let end = rest.find(close).map(|at| at + close.len());
                if end.is_some() {
                    self.page.place = State::Plain;
                }
                self.take(rest, end.unwrap_or(rest.len()), Some(Ink::Comment))
            }
            State::Quoted { index } => self.value(if index == 0 { '"' } else { '\'' }, rest),
            State::Tag => self.tag(rest),
            State::Plain | State::Raw { .. } => self.content(rest),
        }
    }

    fn inserted<'t>(&mut self, mut inserted: Inserted, rest: &'t str) -> &'t str {
        let insert = self.language.inserts.get(inserted.index).copied();
        let (Some(insert), language) = (insert, insert.and_then(|insert| known(insert.code))) else {
            self.page.inserted = None;
            return rest;
        };
        let end = match insert.close {
            "}" => closing_brace(rest, &mut inserted.depth),
            close => rest.find(close),
        };
        let after = self.code(language, &mut inserted.state, rest, end.unwrap_or(rest.len()));
        self.page.inserted = end.is_none().then_some(inserted);
        if end.is_none() { after } else { self.take(after, insert.close.len(), ink_of(insert.close, insert)) }
    }

    fn element<'t>(&mut self, mut element: Element, rest: &'t str) -> &'t str {
        let end = end_tag(rest, element.name);
        let insert = self.insert_in(rest, true).filter(|(at, _)| end.is_none_or(|end| *at < end));
        let length = insert.map(|(at, _)| at).or(end).unwrap_or(rest.len());
        let after = self.code(element.code, &mut element.state, rest, length);
        self.page.element = Some(element);
        match insert {
            Some((_, index)) => self.begin_insert(index, after),
            None if end.is_some() => {
                (self.page.element, self.page.place) = (None, State::Plain);
                after
            }
            None => after,
        }
    }

    fn code<'t>(
        &mut self,
        language: Option<&'static Language>,
        state: &mut State,
        rest: &'t str,
        length: usize,
    ) -> &'t str {
        let (code, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match language {
            Some(language) if !code.is_empty() => code::line(language, state, code, self.html),
            _ => {
                self.html.text(code);
            }
        }
        after
    }

    /// Text between tags.
    fn content<'t>(&mut self, rest: &'t str) -> &'t str {
        let comment = self.language.blocks.iter().position(|(open, _)| rest.starts_with(open));
        if let Some(index) = comment {
            self.page.place = State::Comment { index, depth: 1 };
            let length = self.language.blocks.get(index).map_or(0, |(open, _)| open.len());
            return self.take(rest, length, Some(Ink::Comment));
        }
        let insert = self.insert_in(rest, false);
        if let Some((0, index)) = insert {
            return self.begin_insert(index, rest);
        }
        if rest.starts_with('<') {
            return self.begin_tag(rest);
        }
        let comment = self.language.blocks.iter().filter_map(|(open, _)| rest.find(open)).min();
        let special = [rest.find('<'), comment, insert.map(|(at, _)| at)].into_iter().flatten().min();
        self.take(rest, special.unwrap_or(rest.len()), None)
    }

    fn begin_tag<'t>(&mut self, rest: &'t str) -> &'t str {
        let inside = rest.get(1..).unwrap_or_default();
        let marks = inside.len() - inside.trim_start_matches(['/', '!', '?']).len();
        let named = inside.get(marks..).unwrap_or_default();
        let length =
            named.len() - named.trim_start_matches(|c: char| c.is_alphanumeric() || "-_:.".contains(c)).len();
        // `a<5` is no tag.
        if !named.starts_with(char::is_alphabetic) {
            return self.take(rest, 1, None);
        }
        let name = named.get(..length).unwrap_or_default();
        let element = [("script", "javascript"), ("style", "css")]
            .into_iter()
            .find(|(known, _)| self.language.has_scripts && marks == 0 && name.eq_ignore_ascii_case(known));
        self.page.element = element.map(|(name, code)| Element {
            name,
            code: known(code),
            is_open: false,
            state: State::Plain,
        });
        self.page.place = State::Tag;
        let rest = self.take(rest, 1 + marks, None);
        self.take(rest, length, Some(Ink::Keyword))
    }

    /// Inside a tag.
    fn tag<'t>(&mut self, rest: &'t str) -> &'t str {
        let insert = self.insert_in(rest, false);
        let mark = rest.find(['"', '\'', '>']);
        if let Some((at, index)) = insert.filter(|(at, _)| mark.is_none_or(|mark| *at < mark)) {
            let rest = self.take(rest, at, None);
            return self.begin_insert(index, rest);
        }
        let before = rest.get(..mark.unwrap_or(rest.len())).unwrap_or_default();
        let rest = self.take(rest, before.len(), None);
        match rest.chars().next() {
            Some('>') => {
                self.page.place = State::Plain;
                self.page.element = self
                    .page
                    .element
                    .filter(|element| element.code.is_some() && !before.ends_with('/'))
                    .map(|element| Element { is_open: true, ..element });
                self.take(rest, 1, None)
            }
            Some(quote) => {
                self.page.place = State::Quoted { index: usize::from(quote == '\'') };
                let value = rest.get(1..).and_then(|inside| inside.split_once(quote));
                self.learn(before, value.map_or("", |(value, _)| value));
                let insert = self.insert_in(rest, false).map(|(at, _)| at);
                let end = rest.get(1..).and_then(|inside| inside.find(quote)).map(|at| at + 2);
                match (end, insert) {
                    // The value goes on after what is inserted there.
                    (_, Some(at)) if end.is_none_or(|end| at < end) => self.take(rest, at, Some(Ink::String)),
                    (Some(end), _) => {
                        self.page.place = State::Tag;
                        self.take(rest, end, Some(Ink::String))
                    }
                    (None, _) => self.take(rest, rest.len(), Some(Ink::String)),
                }
            }
            None => rest,
        }
    }

    /// Inside an attribute's value.
    fn value<'t>(&mut self, quote: char, rest: &'t str) -> &'t str {
        let end = rest.find(quote).map(|at| at + 1);
        match self.insert_in(rest, false).filter(|(at, _)| end.is_none_or(|end| *at < end)) {
            Some((at, index)) => {
                let rest = self.take(rest, at, Some(Ink::String));
                self.begin_insert(index, rest)
            }
            None => {
                if end.is_some() {
                    self.page.place = State::Tag;
                }
                self.take(rest, end.unwrap_or(rest.len()), Some(Ink::String))
            }
        }
    }

    /// What the attribute that `before` ends with says about the code of the element.
    fn learn(&mut self, before: &str, value: &str) {
        let before = before.trim_end().to_ascii_lowercase();
        let names_it = [" lang=", " type=", "\tlang=", "\ttype="].iter().any(|key| before.ends_with(key))
            || matches!(before.as_str(), "lang=" | "type=");
        if let (true, Some(element)) = (names_it, &mut self.page.element) {
            element.code = code_of(value, element.code);
        }
    }

    fn begin_insert<'t>(&mut self, index: usize, rest: &'t str) -> &'t str {
        self.page.inserted = Some(Inserted { index, ..Inserted::default() });
        match self.language.inserts.get(index).copied() {
            Some(insert) => self.take(rest, insert.open.len(), ink_of(insert.open, insert)),
            None => rest,
        }
    }

    /// Where the next code is inserted, and which.
    fn insert_in(&self, rest: &str, is_code: bool) -> Option<(usize, usize)> {
        let inserts = self.language.inserts.iter().enumerate();
        let wanted = inserts.filter(|(_, insert)| !(is_code && insert.in_text_only));
        // Of those that begin at one place the first is the longest.
        wanted.filter_map(|(index, insert)| Some((rest.find(insert.open)?, index))).min_by_key(|(at, _)| *at)
    }

    fn take<'t>(&mut self, text: &'t str, length: usize, ink: Option<Ink>) -> &'t str {
        let (taken, rest) = text.split_at_checked(length).unwrap_or((text, ""));
        match ink {
            Some(ink) => ink.write(taken, self.html),
            None => {
                self.html.text(taken);
            }
        }
        rest
    }
}

/// Braces are quiet, marks such as `<?php` are not.
fn ink_of(mark: &str, insert: Insert) -> Option<Ink> {
    let is_brace = mark.contains(['{', '}']) || insert.open == "---";
    (!is_brace).then_some(Ink::Keyword)
}

fn end_tag(text: &str, name: &str) -> Option<usize> {
    let is_it =
        |at: usize| text.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
    text.match_indices("</").map(|(at, _)| at).find(|at| is_it(*at))
}

fn closing_brace(text: &str, depth: &mut u32) -> Option<usize> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => *depth += 1,
            b'}' if *depth == 0 => return Some(at),
            b'}' => *depth -= 1,
            _ => {}
        }
    }
    None
}

/// The language that `lang` or `type` of an element names, as in `lang="ts"` or `type="text/babel"`.
fn code_of(value: &str, otherwise: Option<&'static Language>) -> Option<&'static Language> {
    let value = value.to_ascii_lowercase();
    let kind = value.rsplit_once('/').map_or(value.as_str(), |(_, kind)| kind).trim_start_matches("x-");
    match kind {
        _ if value.contains("json") || kind.ends_with("map") || kind.ends_with("rules") => known("json"),
        _ if value.contains("shader") => known("glsl"),
        _ if value.contains("template") || matches!(kind, "html" | "handlebars" | "mustache") => None,
        _ => known(kind).or(otherwise),
    }
}
