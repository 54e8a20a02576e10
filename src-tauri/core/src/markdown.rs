//! Markdown → safe HTML, whole or while it arrives.

use crate::protocol::Patch;

/// Renders a whole answer as sanitised HTML: the content of `.prose`.
pub fn render(_source: &str) -> String {
    todo!()
}

/// One answer that is being written.
pub struct Stream {}

impl Stream {
    /// An empty answer.
    pub fn new() -> Self {
        todo!()
    }

    /// More Markdown, cut anywhere.
    pub fn push(&mut self, _delta: &str) {
        todo!()
    }

    /// What changed on the screen since the last call; `None` if nothing did. `reasoning` is left empty.
    pub fn take_patch(&mut self) -> Option<Patch> {
        todo!()
    }

    /// The end of the answer: the last patch, with an empty tail, after which the screen equals [`render`].
    pub fn finish(&mut self) -> Patch {
        todo!()
    }

    /// All that was taken so far as one patch to an empty answer.
    pub fn replay(&self) -> Patch {
        todo!()
    }

    /// The source so far.
    pub fn source(&self) -> &str {
        todo!()
    }
}
