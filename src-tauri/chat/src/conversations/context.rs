//! What of a conversation its next requests have: messages that a person excludes and pins.
//!
//! Invariant: nothing is excluded but what a person names, and what is pinned is never excluded together with others.

use yourouter_protocol::{ConversationId, MessageId, Result, Role};
use yourouter_store::HistoryMessage;

use super::Conversations;
use crate::{now_ms, storage::Storage};

impl Conversations {
    /// Keeps messages of a conversation out of later requests, or takes them in again.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage); `internal` for a message that is not there.
    pub async fn exclude_messages(&self, ids: Vec<MessageId>, is_left_out: bool) -> Result<()> {
        self.storage.run(move |storage| storage.store.exclude_messages(&ids, is_left_out, now_ms())).await
    }

    /// Keeps the system prompt of a conversation out of later requests, or takes it in again.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage); `internal` for a conversation that is not there.
    pub async fn exclude_system_prompt(&self, id: ConversationId, is_excluded: bool) -> Result<()> {
        self.storage.run(move |storage| storage.store.exclude_prompt(id, is_excluded, now_ms())).await
    }

    /// Pins a message to the context, or lets it go.
    ///
    /// # Errors
    /// As [`Conversations::exclude_messages`].
    pub async fn pin_message(&self, id: MessageId, is_pinned: bool) -> Result<()> {
        self.storage.run(move |storage| storage.store.pin_message(id, is_pinned)).await
    }

    /// Excludes a message and all before it on its branch, but those that are pinned; of `whole_turns` neither the question
    /// nor the answer where one of them is. Gives those that are excluded now and were not before.
    ///
    /// # Errors
    /// As [`Conversations::exclude_messages`].
    pub async fn exclude_through(&self, id: MessageId, whole_turns: bool) -> Result<Vec<MessageId>> {
        let exclude = move |storage: &Storage| {
            let branch = storage.store.history(id)?;
            let stays = |turn: &&[HistoryMessage]| {
                !whole_turns || turn.iter().all(|message| !message.flags.is_pinned)
            };
            let free = turns_of(&branch).filter(stays).flatten();
            let free = free.filter(|message| !message.flags.is_pinned && !message.flags.is_left_out);
            let ids: Vec<MessageId> = free.map(|message| message.id).collect();
            storage.store.exclude_messages(&ids, true, now_ms())?;
            Ok(ids)
        };
        self.storage.run(exclude).await
    }

    /// Takes all messages of the branch that is shown into requests again. Gives those that were excluded.
    ///
    /// # Errors
    /// As [`Conversations::exclude_messages`].
    pub async fn include_all(&self, id: ConversationId) -> Result<Vec<MessageId>> {
        let include = move |storage: &Storage| {
            let head = storage.store.conversation(id)?.head;
            let branch = head.map(|head| storage.store.history(head)).transpose()?.unwrap_or_default();
            let excluded = branch.iter().filter(|message| message.flags.is_left_out);
            let ids: Vec<MessageId> = excluded.map(|message| message.id).collect();
            storage.store.exclude_messages(&ids, false, now_ms())?;
            Ok(ids)
        };
        self.storage.run(include).await
    }
}

/// A branch in turns: each question with what follows it up to the next one.
pub(crate) fn turns_of(branch: &[HistoryMessage]) -> impl Iterator<Item = &[HistoryMessage]> {
    branch.chunk_by(|_, next| next.role != Role::User)
}
