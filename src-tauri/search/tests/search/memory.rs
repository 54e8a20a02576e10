//! A history in memory, and the index beside it.

use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    time::Duration,
};

use jiff::tz::TimeZone;
use tempfile::TempDir;
use yourouter_protocol::{ConversationId, MessageId, Result, Role, Route, SearchPage};
use yourouter_search::{Document, History, Index, Mark, Query, Texts, Title};

/// Long enough for any test.
pub const LONG: Duration = Duration::from_secs(600);

#[derive(Default)]
pub struct Memory {
    pub titles: RefCell<Vec<(i64, Title)>>,
    pub documents: RefCell<Vec<Document>>,
    /// Of how many messages the texts were asked for.
    pub texts_read: Cell<usize>,
}

impl Memory {
    /// A conversation; gives its number.
    pub fn chat(&self, title: &str) -> i64 {
        let mut titles = self.titles.borrow_mut();
        let seq = titles.len() as i64 + 1;
        let title = Title {
            seq,
            id: ConversationId::new(),
            text: title.to_owned(),
            head: Some(MessageId::new()),
            route: Route::default(),
            updated_at_ms: seq,
            is_pinned: false,
            is_archived: false,
            is_deleted: false,
        };
        titles.push((seq, title));
        seq
    }

    /// A settled question in a conversation, changed before it is written; gives its number.
    pub fn say(&self, chat: i64, text: &str, change: impl FnOnce(&mut Document)) -> i64 {
        let seq = self.documents.borrow().last().map_or(0, |last| last.seq) + 1;
        let mut document = Document {
            seq,
            id: MessageId::new(),
            conversation: self.title(chat),
            role: Role::User,
            is_settled: true,
            created_at_ms: seq,
            model: String::new(),
            vendors: Vec::new(),
            texts: Texts { text: text.to_owned(), ..Texts::default() },
        };
        change(&mut document);
        self.documents.borrow_mut().push(document);
        seq
    }

    /// Changes a conversation as an update of its row does.
    pub fn change(&self, chat: i64, change: impl FnOnce(&mut Title)) {
        let next = self.titles.borrow().iter().map(|(change, _)| *change).max().unwrap_or(0) + 1;
        let mut titles = self.titles.borrow_mut();
        let (at, title) = titles.iter_mut().find(|(_, title)| title.seq == chat).unwrap();
        let before = title.text.clone();
        change(title);
        if title.text != before {
            *at = next;
        }
    }

    fn title(&self, chat: i64) -> Title {
        self.titles.borrow().iter().find(|(_, title)| title.seq == chat).unwrap().1.clone()
    }

    fn current(&self, document: &Document) -> Document {
        Document { conversation: self.title(document.conversation.seq), ..document.clone() }
    }
}

impl History for Memory {
    fn newest(&self) -> Result<i64> {
        Ok(self.documents.borrow().last().map_or(0, |last| last.seq))
    }

    fn message_id(&self, seq: i64) -> Result<Option<MessageId>> {
        Ok(self.documents.borrow().iter().find(|document| document.seq == seq).map(|document| document.id))
    }

    fn count_through(&self, seq: i64) -> Result<i64> {
        Ok(self.documents.borrow().iter().filter(|document| document.seq <= seq).count() as i64)
    }

    fn numbers(&self, after: i64, through: i64) -> Result<Vec<i64>> {
        let documents = self.documents.borrow();
        Ok(documents
            .iter()
            .map(|document| document.seq)
            .filter(|seq| (after + 1..=through).contains(seq))
            .collect())
    }

    fn after(&self, seq: i64, most: usize) -> Result<Vec<Document>> {
        let documents = self.documents.borrow();
        let from = documents.partition_point(|document| document.seq <= seq);
        Ok(documents[from..].iter().take(most).map(|document| self.current(document)).collect())
    }

    fn texts(&self, seqs: &[i64]) -> Result<Vec<Texts>> {
        self.texts_read.set(self.texts_read.get() + seqs.len());
        let documents = self.documents.borrow();
        let find = |seq: &i64| documents.binary_search_by_key(seq, |document| document.seq).ok();
        Ok(seqs
            .iter()
            .map(|seq| find(seq).map(|at| documents[at].texts.clone()).unwrap_or_default())
            .collect())
    }

    fn complete(&self, read: Vec<(i64, Texts)>) -> Result<Vec<Document>> {
        let documents = self.documents.borrow();
        let find = |seq: i64| documents.binary_search_by_key(&seq, |document| document.seq).ok();
        let whole = read.into_iter().filter_map(|(seq, texts)| Some((find(seq)?, texts)));
        Ok(whole.map(|(at, texts)| Document { texts, ..self.current(&documents[at]) }).collect())
    }

    fn titles_after(&self, change: i64, most: usize) -> Result<Vec<(i64, Title)>> {
        let mut changed: Vec<_> =
            self.titles.borrow().iter().filter(|(at, _)| *at > change).cloned().collect();
        changed.sort_by_key(|(at, _)| *at);
        changed.truncate(most);
        Ok(changed)
    }

    fn titles(&self, seqs: &[i64]) -> Result<Vec<Title>> {
        let titles = self.titles.borrow();
        let find =
            |seq: &i64| titles.iter().find(|(_, title)| title.seq == *seq).map(|(_, title)| title.clone());
        Ok(seqs.iter().filter_map(find).collect())
    }

    fn newest_titles(&self, before_ms: i64, most: usize) -> Result<Vec<Title>> {
        let titles = self.titles.borrow();
        let is_listed = |title: &Title| !title.is_deleted && title.updated_at_ms < before_ms;
        let mut newest: Vec<Title> =
            titles.iter().map(|(_, title)| title.clone()).filter(is_listed).collect();
        newest.sort_by_key(|title| Reverse((title.updated_at_ms, title.seq)));
        newest.truncate(most);
        Ok(newest)
    }

    fn marked(&self, mark: Mark, most: usize) -> Result<Vec<i64>> {
        let bears = |title: &Title| match mark {
            Mark::Pinned => title.is_pinned,
            Mark::Archived => title.is_archived,
        };
        Ok(self
            .titles
            .borrow()
            .iter()
            .filter(|(_, title)| bears(title))
            .map(|(_, title)| title.seq)
            .take(most)
            .collect())
    }
}

/// A history with its index.
pub struct Desk {
    pub history: Memory,
    pub index: Index,
    pub folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::new(folder.path().join("search.sqlite"));
        Self { history: Memory::default(), index, folder }
    }

    pub fn catch_up(&self) {
        assert!(self.index.catch_up(&self.history, LONG).unwrap().is_done);
    }

    /// The first page of what is found now.
    pub fn page(&self, typed: &str) -> SearchPage {
        self.catch_up();
        let query = Query::parse(typed, &TimeZone::UTC);
        self.index.search(&self.history, &query, None).unwrap()
    }

    /// The numbers of all messages that are found, in the order in which they come.
    pub fn found(&self, typed: &str) -> Vec<i64> {
        self.catch_up();
        let query = Query::parse(typed, &TimeZone::UTC);
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.index.search(&self.history, &query, cursor).unwrap();
            let documents = self.history.documents.borrow();
            found.extend(
                page.hits
                    .iter()
                    .filter_map(|hit| documents.iter().find(|one| one.id == hit.message_id))
                    .map(|one| one.seq),
            );
            match page.next {
                Some(next) => cursor = Some(next.parse().unwrap()),
                None => return found,
            }
        }
    }

    /// The titles that are found, in the order in which they come.
    pub fn titles(&self, typed: &str) -> Vec<String> {
        let page = self.page(typed);
        let of_title = page.hits.iter().filter(|hit| hit.snippet.is_empty());
        of_title.map(|hit| hit.title.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }
}
