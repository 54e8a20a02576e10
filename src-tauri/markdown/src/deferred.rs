//! Fenced blocks that are shown whole when they are closed: formulas and diagrams. Until then their source is shown.

use super::highlight::Highlighter;
use super::html::{self, Html};
use super::settle::{BlockEvent, Construct, Sink};
use super::{diagram, formula, marks};

/// What a block is held back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deferred {
    Formula,
    Diagram,
}

impl Deferred {
    /// By the language that its fence names.
    pub fn for_language(language: &str) -> Option<Self> {
        let is = |name: &str| language.eq_ignore_ascii_case(name);
        match language {
            _ if is("math") => Some(Self::Formula),
            _ if is(diagram::LANGUAGE) => Some(Self::Diagram),
            _ => marks::of_info(language).map(|_| Self::Formula),
        }
    }

    /// What it is called where it is shown as code.
    pub fn label(self) -> &'static str {
        match self {
            Self::Formula => "tex",
            Self::Diagram => diagram::LANGUAGE,
        }
    }

    /// A longer one (bytes) is code like any other.
    pub fn longest(self) -> usize {
        match self {
            Self::Formula => formula::LONGEST,
            Self::Diagram => diagram::LONGEST,
        }
    }

    /// The block as far as it has come.
    pub fn open(self, text: &str) -> Html {
        match self {
            Self::Formula => formula::open_block(&marks::source(text)),
            Self::Diagram => diagram::open_block(&marks::source(text)),
        }
    }

    /// Makes code of a block that became too long, and gives what its next lines are coloured with.
    pub fn given_up(self, text: &str, sink: &mut Sink<'_>) -> Highlighter {
        let mut highlighter = Highlighter::new(self.label());
        sink(BlockEvent::Open(Construct::Code { open: html::code_open(self.label()) }));
        for line in marks::source(text).lines() {
            sink(BlockEvent::Piece(highlighter.piece(line)));
        }
        highlighter
    }

    /// The whole block.
    pub fn closed(self, text: &str) -> Html {
        match self {
            Self::Formula => formula::block(&marks::source(text)),
            Self::Diagram => diagram::block(&marks::source(text)),
        }
    }
}
