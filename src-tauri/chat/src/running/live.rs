//! What the page was told of a running answer.
//!
//! Locked while a patch is taken or an attempt is announced, so that a snapshot and the numbering of events agree.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use yourouter_markdown as markdown;
use yourouter_protocol::{Patch, RetryWait, RunningTurn, Vendor, millis};

/// Bytes of an answer's source that are shown at once. The rest is shown on demand: a web view needs some twenty times as
/// much memory, and nobody reads on by accident.
pub(crate) const SHOWN_BYTES: usize = 2_000_000;

/// A running answer as the page has it.
pub(crate) struct Live {
    markdown: markdown::Stream,
    /// What came after as much text as is shown at once.
    rest: String,
    seq: u32,
    shown_reasoning: String,
    pending_reasoning: String,
    /// Repeated by a patch in which only the reasoning grew.
    shown_tail: String,
    /// Set between two attempts.
    pub(crate) waiting: Option<Waiting>,
}

/// A wait before the next attempt.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) vendor: Vendor,
    pub(crate) until: Instant,
    pub(crate) number: u32,
    pub(crate) most: u32,
}

impl Live {
    /// An answer that begins with what another one left; with nothing, as a rule.
    pub(crate) fn beginning_with(text: &str, reasoning: &str) -> Self {
        let mut live = Self {
            markdown: markdown::Stream::new(),
            rest: String::new(),
            seq: 0,
            shown_reasoning: String::new(),
            pending_reasoning: String::new(),
            shown_tail: String::new(),
            waiting: None,
        };
        live.restart(text, reasoning);
        live
    }

    /// Puts other words in place of all that came. What was sent does not count any more: the page has to ask again.
    pub(crate) fn restart(&mut self, text: &str, reasoning: &str) {
        self.markdown = markdown::Stream::new();
        self.rest.clear();
        self.push_text(text);
        let tail = self.markdown.take_patch().map(|patch| patch.tail).unwrap_or_default();
        self.shown_tail = tail;
        reasoning.clone_into(&mut self.shown_reasoning);
        self.pending_reasoning.clear();
    }

    /// More text; what is beyond the length that is shown is kept and not rendered.
    pub(crate) fn push_text(&mut self, text: &str) {
        let room = SHOWN_BYTES.saturating_sub(self.markdown.source().len());
        let end = if self.rest.is_empty() { text.floor_char_boundary(room) } else { 0 };
        let (shown, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        if !shown.is_empty() {
            self.markdown.push(shown);
        }
        self.rest.push_str(rest);
    }

    /// All text so far.
    pub(crate) fn text(&self) -> String {
        [self.markdown.source(), &self.rest].concat()
    }

    /// Whether there is more text than is shown.
    pub(crate) fn has_rest(&self) -> bool {
        !self.rest.is_empty()
    }

    /// All reasoning so far.
    pub(crate) fn reasoning(&self) -> String {
        format!("{}{}", self.shown_reasoning, self.pending_reasoning)
    }

    /// The number of the event that is about to be sent.
    pub(crate) fn next_seq(&mut self) -> u32 {
        self.seq += 1;
        self.seq
    }

    pub(crate) fn push_reasoning(&mut self, text: &str) {
        self.pending_reasoning.push_str(text);
    }

    pub(crate) fn has_reasoning(&self) -> bool {
        !self.shown_reasoning.is_empty() || !self.pending_reasoning.is_empty()
    }

    /// What changed since the last patch, if anything did.
    pub(crate) fn take_patch(&mut self) -> Option<Patch> {
        let patch = match self.markdown.take_patch() {
            Some(patch) => patch,
            None if self.pending_reasoning.is_empty() => return None,
            None => Patch { tail: self.shown_tail.clone(), ..Patch::default() },
        };
        self.shown_tail.clone_from(&patch.tail);
        Some(self.with_reasoning(patch))
    }

    /// The end of the answer.
    pub(crate) fn last_patch(&mut self) -> Patch {
        let patch = self.markdown.finish();
        self.with_reasoning(patch)
    }

    /// All that the page needs to show the answer so far from nothing.
    pub(crate) fn running_turn(&self) -> RunningTurn {
        let mut patch = self.markdown.replay();
        patch.reasoning.clone_from(&self.shown_reasoning);
        RunningTurn { seq: self.seq, patch, waiting: self.waiting.as_ref().map(Waiting::view) }
    }

    fn with_reasoning(&mut self, mut patch: Patch) -> Patch {
        self.shown_reasoning.push_str(&self.pending_reasoning);
        patch.reasoning = std::mem::take(&mut self.pending_reasoning);
        patch
    }
}

impl Waiting {
    /// The wait as it is now.
    pub(crate) fn view(&self) -> RetryWait {
        RetryWait {
            vendor: self.vendor.clone(),
            wait_ms: millis(self.until.saturating_duration_since(Instant::now())),
            number: self.number,
            most: self.most,
        }
    }
}

/// The lock, also after a panic: what the page was told stays true.
pub(crate) fn locked(live: &Mutex<Live>) -> MutexGuard<'_, Live> {
    live.lock().unwrap_or_else(PoisonError::into_inner)
}
