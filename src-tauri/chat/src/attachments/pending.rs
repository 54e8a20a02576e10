//! Files on their way into drafts: those that are being made ready, and those that were refused.
//!
//! Kept in memory and shown with the draft whenever it is opened, so that neither a switch of chats nor a page that
//! begins to listen late forgets one. How they are made ready is in `files`.
//! Invariant: a file stands here until it has a row, or until the person removes it.

use tokio_util::sync::CancellationToken;

use yourouter_protocol::{AttachmentId, ConversationId, Failure, PendingAttachment};

/// All of them, in the order in which they were attached.
#[derive(Default)]
pub(super) struct PendingAttachments(Vec<Arrival>);

struct Arrival {
    conversation_id: ConversationId,
    file: PendingAttachment,
    stop: CancellationToken,
}

impl PendingAttachments {
    /// A file begins to be made ready.
    pub(super) fn begin(&mut self, conversation_id: ConversationId, id: AttachmentId, name: String) {
        let file = PendingAttachment { id, name, failure: None };
        self.0.push(Arrival { conversation_id, file, stop: CancellationToken::new() });
    }

    /// What stops the work on a file; `None` if it was removed.
    pub(super) fn token(&self, id: AttachmentId) -> Option<CancellationToken> {
        self.0.iter().find(|arrival| arrival.file.id == id).map(|arrival| arrival.stop.clone())
    }

    /// Stops the work on a file, which is then refused.
    pub(super) fn stop(&self, id: AttachmentId) {
        self.token(id).iter().for_each(CancellationToken::cancel);
    }

    /// Stops the work on all files.
    pub(super) fn stop_all(&self) {
        self.0.iter().for_each(|arrival| arrival.stop.cancel());
    }

    /// Keeps why a file was refused; `false` if it was removed meanwhile.
    pub(super) fn refuse(&mut self, id: AttachmentId, failure: &Failure) -> bool {
        let Some(arrival) = self.0.iter_mut().find(|arrival| arrival.file.id == id) else { return false };
        arrival.file.failure = Some(failure.clone());
        true
    }

    /// Takes a file out, because it has a row now or was removed; `false` if it was not there any more.
    pub(super) fn end(&mut self, id: AttachmentId) -> bool {
        let before = self.0.len();
        self.0.retain(|arrival| arrival.file.id != id);
        self.0.len() < before
    }

    /// Those of a conversation's draft.
    pub(super) fn in_draft(&self, id: ConversationId) -> Vec<PendingAttachment> {
        let own = self.0.iter().filter(|arrival| arrival.conversation_id == id);
        own.map(|arrival| arrival.file.clone()).collect()
    }

    /// How many files of this draft are still being made ready.
    pub(super) fn count_underway(&self, id: ConversationId) -> usize {
        let is_underway =
            |arrival: &&Arrival| arrival.conversation_id == id && arrival.file.failure.is_none();
        self.0.iter().filter(is_underway).count()
    }
}
