//! The search over all chats, and within one. It joins the index to the history; neither knows the other.
//!
//! The index is brought up to date before each search, for a moment; what takes longer goes on in the background, and
//! the page is told how far it is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::tz::TimeZone;

use yourouter_protocol::{
    ChatHit, ConversationId, Error, MessageId, Result, SearchCount, SearchOrder, SearchPage, SearchRequest,
};
use yourouter_search::{
    Document, File, History, Index, MAX_RESULT_BYTES, Mark, Query, Texts, Title, occurrences,
};
use yourouter_store::{ChatMark, SearchedChat, SearchedFile, SearchedMessage, SearchedTexts, Store};

use super::storage::Storage;

/// How long a search waits for what is not indexed yet.
const MOMENT: Duration = Duration::from_millis(30);
/// How long the background writes at a time, and rests after it: others may want the disk.
const SLICE: Duration = Duration::from_millis(250);
const REST: Duration = Duration::from_millis(20);

/// The index of all messages, and whether it is being filled in the background.
pub struct Search {
    storage: Storage,
    index: Arc<Index>,
    is_filling: Arc<AtomicBool>,
}

impl Search {
    pub(super) fn new(storage: Storage, index: Index) -> Self {
        Self { storage, index: Arc::new(index), is_filling: Arc::default() }
    }

    /// A page of messages and titles that have what was asked for.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for a cursor that no page gave.
    pub async fn search_chats(&self, request: SearchRequest) -> Result<SearchPage> {
        let query = Query::parse(&request.text, &TimeZone::system());
        if query.is_empty() {
            return Ok(SearchPage::default());
        }
        let cursor = request.cursor.map(|cursor| cursor.parse());
        let cursor = cursor.transpose().map_err(|_| Error::Internal("a malformed cursor".to_owned()))?;
        let index = Arc::clone(&self.index);
        let page = self
            .storage
            .run(move |storage| {
                let history = StoredHistory(&storage.store);
                let progress = index.try_catch_up(&history, MOMENT)?;
                let mut page = match request.order {
                    SearchOrder::Newest => index.search(&history, &query, cursor)?,
                    SearchOrder::Best => index.search_best(&history, &query)?,
                };
                page.indexed_percent = progress.percent();
                Ok(page)
            })
            .await?;
        if page.indexed_percent.is_some() {
            self.begin_indexing();
        }
        Ok(page)
    }

    /// How many hits there are, to a thousand.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn count_hits(&self, text: String) -> Result<SearchCount> {
        let query = Query::parse(&text, &TimeZone::system());
        let index = Arc::clone(&self.index);
        self.storage.run(move |storage| index.count(&StoredHistory(&storage.store), &query)).await
    }

    /// The messages of a chat that have a text, in any case and width: those of the branch that is shown from its
    /// beginning on, then the others.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn find_in_chat(&self, id: ConversationId, text: String) -> Result<Vec<ChatHit>> {
        self.storage
            .run(move |storage| {
                let mut hits = Vec::new();
                storage.store.each_text(id, |message_id, seq, is_on_branch, words| {
                    let count = occurrences(words, &text);
                    if count > 0 {
                        hits.push(ChatHit { message_id, seq, count, is_on_branch });
                    }
                })?;
                hits.sort_by_key(|hit| !hit.is_on_branch);
                Ok(hits)
            })
            .await
    }

    /// Throws the index away, after everything was replaced, and begins again.
    pub(crate) fn begin_again(&self) {
        self.index.forget_all();
        self.begin_indexing();
    }

    /// Takes out of the index what is removed from the history for good, from now on.
    pub(crate) fn forget_removed(&self) {
        let (storage, index) = (self.storage.clone(), Arc::clone(&self.index));
        tokio::spawn(async move {
            loop {
                storage.removed.notified().await;
                let index = Arc::clone(&index);
                // What fails now is done at the next start. Nothing of it is found meanwhile.
                let _later = storage.run(move |storage| forget(&index, &StoredHistory(&storage.store))).await;
            }
        });
    }

    /// Indexes what is missing, in the background, unless that is under way.
    pub fn begin_indexing(&self) {
        if self.is_filling.swap(true, Ordering::Relaxed) {
            return;
        }
        let (storage, index) = (self.storage.clone(), Arc::clone(&self.index));
        let is_filling = Arc::clone(&self.is_filling);
        std::thread::spawn(move || {
            // A failure is met again, and told, by the next search.
            drop(fill(&index, &StoredHistory(&storage.store)));
            is_filling.store(false, Ordering::Relaxed);
        });
    }
}

/// Brings the index to the end of the history, slice by slice.
fn fill(index: &Index, history: &StoredHistory<'_>) -> Result<()> {
    while !index.catch_up(history, SLICE)?.is_done {
        std::thread::sleep(REST);
    }
    forget(index, history)
}

/// Takes out of the index what is gone from the history, and merges what is left.
fn forget(index: &Index, history: &StoredHistory<'_>) -> Result<()> {
    index.forget_gone(history)?;
    while !index.merge(SLICE)? {
        std::thread::sleep(REST);
    }
    Ok(())
}

/// The store as the search reads it.
struct StoredHistory<'a>(&'a Store);

impl History for StoredHistory<'_> {
    fn newest(&self) -> Result<i64> {
        self.0.newest_message_seq()
    }

    fn message_id(&self, seq: i64) -> Result<Option<MessageId>> {
        self.0.message_id_at(seq)
    }

    fn count_through(&self, seq: i64) -> Result<i64> {
        self.0.count_messages_through(seq)
    }

    fn numbers(&self, after: i64, through: i64) -> Result<Vec<i64>> {
        self.0.message_seqs(after, through)
    }

    fn after(&self, seq: i64, most: usize) -> Result<Vec<Document>> {
        let read = self.0.searched_after(seq, most, MAX_RESULT_BYTES)?;
        Ok(read.into_iter().map(|(message, read)| document(message, texts(read))).collect())
    }

    fn texts(&self, seqs: &[i64]) -> Result<Vec<Texts>> {
        Ok(self.0.searched_texts(seqs, MAX_RESULT_BYTES)?.into_iter().map(texts).collect())
    }

    fn complete(&self, read: Vec<(i64, Texts)>) -> Result<Vec<Document>> {
        let seqs: Vec<i64> = read.iter().map(|(seq, _)| *seq).collect();
        let mut messages = self.0.searched(&seqs)?.into_iter().peekable();
        let both = read.into_iter().filter_map(|(seq, texts)| {
            messages.next_if(|message| message.seq == seq).map(|message| document(message, texts))
        });
        Ok(both.collect())
    }

    fn titles_after(&self, change: i64, most: usize) -> Result<Vec<(i64, Title)>> {
        let changed = self.0.searched_titles_after(change, most)?;
        Ok(changed.into_iter().map(|(change, chat)| (change, title(chat))).collect())
    }

    fn titles(&self, seqs: &[i64]) -> Result<Vec<Title>> {
        Ok(self.0.searched_chats(seqs)?.into_iter().map(title).collect())
    }

    fn newest_titles(&self, before_ms: i64, most: usize) -> Result<Vec<Title>> {
        Ok(self.0.searched_newest_chats(before_ms, most)?.into_iter().map(title).collect())
    }

    fn marked(&self, mark: Mark, most: usize) -> Result<Vec<i64>> {
        let mark = match mark {
            Mark::Pinned => ChatMark::Pinned,
            Mark::Archived => ChatMark::Archived,
        };
        self.0.marked_chats(mark, most)
    }
}

fn document(message: SearchedMessage, texts: Texts) -> Document {
    Document {
        seq: message.seq,
        id: message.id,
        conversation: title(message.chat),
        role: message.role,
        is_settled: message.is_settled,
        created_at_ms: message.created_at_ms,
        model: message.model,
        vendors: message.vendors,
        texts,
    }
}

fn texts(read: SearchedTexts) -> Texts {
    let file = |SearchedFile { name, is_image }| File { name, is_image };
    Texts {
        text: read.text,
        reasoning: read.reasoning,
        results: read.results,
        files: read.files.into_iter().map(file).collect(),
    }
}

fn title(chat: SearchedChat) -> Title {
    Title {
        seq: chat.seq,
        id: chat.id,
        text: chat.title,
        head: chat.head,
        route: chat.route,
        updated_at_ms: chat.updated_at_ms,
        is_pinned: chat.is_pinned,
        is_archived: chat.is_archived,
        is_deleted: chat.is_deleted,
    }
}
