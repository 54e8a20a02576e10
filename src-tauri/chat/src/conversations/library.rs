//! What a person does with conversations as a whole: lists them, names, pins, archives, deletes and restores them, one or
//! a thousand in one call, and begins a new one from a message.
//!
//! Invariant: the page hears of all rows of a call in one event.

use std::{sync::Arc, time::Duration};

use yourouter_protocol::words::details;
use yourouter_protocol::{
    AppEvent, BranchNode, ConversationId, ConversationList, ConversationPage, ConversationSummary,
    ConversationView, Error, FolderId, MessageId, Result,
};
use yourouter_store::{Change, Conversation, Part};

use super::Conversations;
use crate::{excerpt::excerpt, now_ms};

/// How long a deleted conversation can be restored.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often the program looks for conversations that were deleted long ago.
const LOOKED_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// How many are removed for good in one transaction: others may want to write.
const PURGED_AT_ONCE: usize = 50;
/// How many characters of a title are kept.
const MAX_TITLE: usize = 200;
/// What tells the title of a conversation that was begun from a message of another.
const FORKED: &str = " (branch)";

impl Conversations {
    /// The page of a list that begins at `cursor`, which a page before gave.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for a cursor that no page gave.
    pub async fn list_conversations(
        &self,
        list: ConversationList,
        cursor: Option<String>,
    ) -> Result<ConversationPage> {
        let page = self
            .storage
            .run(move |storage| storage.store.conversation_page(&list, cursor.as_deref()))
            .await?;
        Ok(self.page(page))
    }

    /// All conversations of a list, in its order: what selecting all of them means.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn list_conversation_ids(&self, list: ConversationList) -> Result<Vec<ConversationId>> {
        self.storage.run(move |storage| storage.store.listed_ids(&list)).await
    }

    /// All conversations of a folder, archived ones included: what exporting it means.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn list_filed_conversations(&self, id: FolderId) -> Result<Vec<ConversationId>> {
        self.storage.run(move |storage| storage.store.filed_ids(id)).await
    }

    /// Gives a conversation a title that stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a title without a letter, [`Error::Storage`].
    pub async fn rename_conversation(
        &self,
        id: ConversationId,
        title: String,
    ) -> Result<ConversationSummary> {
        let words: Vec<String> =
            title.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect()).collect();
        let title: String = words.join(" ").chars().take(MAX_TITLE).collect();
        if title.is_empty() {
            return Err(Error::invalid(details::chat_name_missing()));
        }
        let row = self.storage.run(move |storage| storage.store.rename_conversation(id, &title)).await?;
        Ok(self.announce(row))
    }

    /// Puts conversations above the others, or back among them.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn pin_conversations(&self, ids: Vec<ConversationId>, is_pinned: bool) -> Result<()> {
        self.change(ids, Change::Pinned(is_pinned.then(now_ms))).await.map(drop)
    }

    /// Puts conversations away, or brings them back.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn archive_conversations(&self, ids: Vec<ConversationId>, is_archived: bool) -> Result<()> {
        self.change(ids, Change::Archived(is_archived.then(now_ms))).await.map(drop)
    }

    /// Puts conversations into a folder, or takes them out of it. Gives those that were not there before.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for a folder that is not there.
    pub async fn file_conversations(
        &self,
        ids: Vec<ConversationId>,
        folder: FolderId,
        is_in: bool,
    ) -> Result<Vec<ConversationId>> {
        self.change(ids, if is_in { Change::Filed(folder) } else { Change::Unfiled(folder) }).await
    }

    /// Deletes conversations, so that they can be restored for 30 days. Answers that are being written in them stop.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn delete_conversations(&self, ids: Vec<ConversationId>) -> Result<()> {
        self.running.stop_in(&ids);
        self.change(ids, Change::Deleted(Some(now_ms()))).await.map(drop)
    }

    /// Brings deleted conversations back to where they were.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn restore_conversations(&self, ids: Vec<ConversationId>) -> Result<()> {
        self.change(ids, Change::Deleted(None)).await.map(drop)
    }

    /// Removes deleted conversations for good, with their files.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn purge_conversations(&self, ids: Vec<ConversationId>) -> Result<()> {
        self.purge(ids, i64::MAX).await
    }

    /// Begins a new conversation with a copy of the branch up to a message, and opens it.
    ///
    /// # Errors
    /// [`Error::AnswerRunning`] while that message is being written, [`Error::Storage`].
    pub async fn fork_conversation(self: &Arc<Self>, message: MessageId) -> Result<ConversationView> {
        let view = self.show(Part::Newest, move |store| store.fork(message, FORKED, now_ms())).await?;
        self.sink.app(AppEvent::ConversationChanged { conversation: view.summary.clone() });
        Ok(view)
    }

    /// Where the branches of a conversation part and end.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_branches(&self, id: ConversationId) -> Result<Vec<BranchNode>> {
        let mut nodes = self.storage.run(move |storage| storage.store.branch_tree(id)).await?;
        for node in &mut nodes {
            node.excerpt = excerpt(node.role, &node.excerpt);
        }
        Ok(nodes)
    }

    /// Gives the conversations that it changed.
    async fn change(&self, ids: Vec<ConversationId>, change: Change) -> Result<Vec<ConversationId>> {
        let rows = self.storage.run(move |storage| storage.store.change_conversations(&ids, change)).await?;
        let changed = rows.iter().map(|row| row.id).collect();
        self.announce_all(rows);
        Ok(changed)
    }

    /// Tells the window about many rows at once.
    pub(super) fn announce_all(&self, rows: Vec<Conversation>) {
        if rows.is_empty() {
            return;
        }
        let conversations = self.summaries(rows);
        let current = self.current();
        if let Some(shown) = conversations.iter().find(|row| current == Some(row.id)) {
            self.sink.shown(shown);
        }
        self.sink.app(AppEvent::ConversationsChanged { conversations });
    }

    /// Removes what was deleted 30 days ago, now and from time to time.
    pub(crate) fn purge_in_time(self: &Arc<Self>) {
        let conversations = Arc::clone(self);
        tokio::spawn(async move {
            loop {
                let before_ms = now_ms() - i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
                let due =
                    conversations.storage.run(move |storage| storage.store.deleted_before(before_ms)).await;
                // What cannot be removed now is when the program looks again.
                let _later = conversations.purge(due.unwrap_or_default(), before_ms).await;
                tokio::time::sleep(LOOKED_EVERY).await;
            }
        });
    }

    async fn purge(&self, ids: Vec<ConversationId>, before_ms: i64) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        for some in ids.chunks(PURGED_AT_ONCE) {
            let some = some.to_vec();
            let conversation_ids =
                self.storage.run(move |storage| storage.store.purge(&some, before_ms)).await?;
            self.sink.app(AppEvent::ConversationsRemoved { conversation_ids });
        }
        self.storage.removed.notify_one();
        self.attachments.remove_unused().await
    }
}
