//! Code → five inks, line by line: keyword `hk`, string `hs`, number `hn`, comment `hc`, the name being defined `hf`;
//! and for differences `hi` and `hd`, a line inserted and deleted.
//!
//! One small scanner over a table of languages. Grammars of regular expressions (syntect 5.3 with the pure-Rust
//! engine and the 213 syntaxes of two-face 0.5) were measured first: 3 to 25 ms for each kB of code, 60 to 290 ms for
//! the worst line, 100 MB of memory and 3 MB in the binary; this takes about 15 µs for each kB, and 45 kB.
//! Invariant: the state after a line depends on the lines before it only, so that streamed and whole agree; a span
//! never crosses a line end. `table` reads the languages; `code`, `markup` and `marked` scan a line.

mod code;
mod marked;
mod markup;
mod table;

use super::html::Html;
use table::{Language, Mode};

/// Lines longer than this (bytes) are shown plainly.
const MAX_LINE: usize = 2048;

/// What a line inherits from the lines before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Plain,
    /// Inside the block comment with this index, nested so deep.
    Comment { index: usize, depth: u32 },
    /// Inside the string with this index.
    Quoted { index: usize },
    /// Inside a raw string that ends with so many hashes.
    Raw { hashes: usize },
    /// Inside a tag.
    Tag,
}

/// The colouring of one block of code.
#[derive(Debug, Clone, Default)]
pub(super) struct Highlighter {
    language: Option<&'static Language>,
    state: State,
    page: markup::Page,
}

impl Highlighter {
    /// For a block that was labelled so; unknown languages stay plain.
    pub fn new(label: &str) -> Self {
        Self { language: Language::named(label), ..Self::default() }
    }

    /// Adds the next line, given without its end, and a line feed.
    pub fn line(&mut self, line: &str, html: &mut Html) {
        match self.language {
            Some(language) if line.len() <= MAX_LINE => match language.mode {
                Mode::Code => code::line(language, &mut self.state, line, html),
                Mode::Markup => markup::line(language, &mut self.page, line, html),
                Mode::Diff => marked::diff(line, html),
                Mode::Headings => marked::heading(line, html),
            },
            _ => {
                markup::skip(&mut self.page, line);
                html.text(line);
            }
        }
        html.tag("\n");
    }

    /// The next line by itself.
    pub fn piece(&mut self, line: &str) -> Html {
        let mut html = Html::default();
        self.line(line, &mut html);
        html
    }

    /// The whole text of a block.
    pub fn text(label: &str, text: &str) -> Html {
        let (mut highlighter, mut html) = (Self::new(label), Html::default());
        text.lines().for_each(|line| highlighter.line(line, &mut html));
        html
    }
}

/// The five inks, and two for differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Keyword,
    String,
    Number,
    Comment,
    Name,
    Inserted,
    Deleted,
}

impl Ink {
    fn write(self, text: &str, html: &mut Html) {
        if text.is_empty() {
            return;
        }
        html.tag(match self {
            Ink::Keyword => "<span class=\"hk\">",
            Ink::String => "<span class=\"hs\">",
            Ink::Number => "<span class=\"hn\">",
            Ink::Comment => "<span class=\"hc\">",
            Ink::Name => "<span class=\"hf\">",
            Ink::Inserted => "<span class=\"hi\">",
            Ink::Deleted => "<span class=\"hd\">",
        });
        html.text(text).tag("</span>");
    }
}

#[cfg(test)]
mod tests;
