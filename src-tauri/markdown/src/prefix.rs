//! What the blocks of a streamed answer leave for those after them: definitions, the ids of headings, and how much of
//! the targets of references has been written out.
//!
//! One definition and many references are a square of bytes, so the parser writes targets out only up to the length of
//! what it reads (`link_ref_expansion_limit` in pulldown-cmark 0.13). It reads a streamed answer leaf by leaf, so that
//! its own limit would begin anew with each. Invariant: [`Targets`] counts as the parser does, for the answer so far.

use super::anchors::Anchors;
use super::definitions::{self, Definitions};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Tag};
use std::cell::Cell;
use std::sync::Arc;

/// Bytes of targets that the parser always writes out.
const ALWAYS: usize = 100_000;
/// Bytes of targets that a tail may show; it is rendered again and again.
const IN_TAIL: usize = 4096;

/// See above.
#[derive(Debug, Clone, Default)]
pub(super) struct SoFar {
    pub definitions: Arc<Definitions>,
    pub anchors: Arc<Anchors>,
    /// Formulas within lines.
    pub formulas: usize,
    /// A copy to try out a tail; it shares definitions and anchors and adds none.
    pub is_copy: bool,
    /// Bytes of the lines.
    read: usize,
    /// Bytes of the targets and titles that references were given.
    written_out: usize,
}

impl SoFar {
    /// For trying out a tail.
    pub fn copy(&self) -> Self {
        Self { is_copy: true, ..self.clone() }
    }

    /// Counts a line, given without its end.
    pub fn read(&mut self, line: &str) {
        self.read += line.len() + 1;
    }

    /// What the references of the next leaf may still take.
    pub fn targets(&self) -> Targets {
        let most = self.read.max(ALWAYS);
        let most = if self.is_copy { most.min(self.written_out + IN_TAIL) } else { most };
        Targets { spent: Cell::new(self.written_out), most, is_copy: self.is_copy }
    }

    /// Remembers what they took.
    pub fn keep(&mut self, targets: &Targets) {
        self.written_out = targets.spent.get();
    }
}

/// Counts the targets of the references in one leaf.
#[derive(Debug)]
pub(super) struct Targets {
    spent: Cell<usize>,
    most: usize,
    is_copy: bool,
}

impl Targets {
    /// Target and title of a reference to a definition that stands before the leaf.
    pub fn resolved(
        &self,
        link: &BrokenLink<'_>,
        definitions: &Definitions,
    ) -> Option<(CowStr<'static>, CowStr<'static>)> {
        if self.spent.get() >= self.most {
            return None;
        }
        let (target, title) = definitions::find(definitions, &link.reference)?;
        self.take(target.len() + title.len())?;
        Some((target.to_owned().into(), title.to_owned().into()))
    }

    /// Takes the target from a reference to a definition in the leaf itself, about which the parser does not ask.
    pub fn bounded<'e>(&self, mut event: Event<'e>) -> Event<'e> {
        let (Event::Start(Tag::Link { link_type, dest_url, title, .. })
        | Event::Start(Tag::Image { link_type, dest_url, title, .. })) = &mut event
        else {
            return event;
        };
        let is_own = matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        if is_own && self.take(dest_url.len() + title.len()).is_none() {
            *dest_url = "".into();
        }
        event
    }

    /// The last one of an answer may take more than is left, as in the parser.
    fn take(&self, bytes: usize) -> Option<()> {
        let spent = self.spent.get();
        let after = if self.is_copy { spent + bytes } else { spent + 1 };
        (after <= self.most).then(|| self.spent.set(spent + bytes))
    }
}
