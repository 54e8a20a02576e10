//! The index file: made, filled from the history in slices, and made again when it is lost or damaged.
//!
//! Invariant: `state.through` moves on in the transaction that writes what stands before it, so a filling that was
//! stopped anywhere goes on there.

mod file;
mod gone;
mod merge;
mod times;

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use yourouter_protocol::{Result, error::StorageProblem};

use super::{Document, History, Title, document::code_of, folded::folded, grams};

pub(crate) use times::Written;

/// How many messages are asked for at once.
const BATCH: usize = 256;
/// How many messages share a mark.
const MARKED: i64 = 1_000;

/// What went wrong, and with which file.
#[derive(Debug)]
pub(crate) enum Fault {
    Index(rusqlite::Error),
    History(yourouter_protocol::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Index(error)
    }
}

impl From<yourouter_protocol::Error> for Fault {
    fn from(error: yourouter_protocol::Error) -> Self {
        Self::History(error)
    }
}

/// How much of the history is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The number of the last message that is.
    pub through: i64,
    /// The number of the newest message.
    pub newest: i64,
    /// Whether nothing is missing.
    pub is_done: bool,
}

impl Progress {
    /// In per cent; `None` if nothing is missing.
    pub fn percent(&self) -> Option<u8> {
        let share = (self.through * 100).checked_div(self.newest).unwrap_or(0).clamp(0, 99);
        (!self.is_done).then_some(u8::try_from(share).unwrap_or(0))
    }
}

/// The index of a history. Its file is opened when it is first needed.
pub struct Index {
    path: PathBuf,
    /// Counts the files that stood at this path.
    generation: AtomicU64,
    writer: Mutex<Slot>,
    reader: Mutex<Slot>,
}

/// A connection, with the generation of the file that it is to.
type Slot = Option<(u64, Connection)>;

impl Index {
    /// The index in a file, which need not be there.
    pub fn new(path: PathBuf) -> Self {
        Self { path, generation: AtomicU64::new(0), writer: Mutex::default(), reader: Mutex::default() }
    }

    /// Indexes what is missing until it is done or `time` has passed. Blocking; one at a time.
    ///
    /// # Errors
    /// `Error::Storage` of the history, or if no index can be written here.
    pub fn catch_up(&self, history: &impl History, time: Duration) -> Result<Progress> {
        let mut writer = lock(&self.writer);
        self.healing(&mut writer, |connection| fill(connection, history, time))
    }

    /// As [`Index::catch_up`], but does not wait for another that is at it.
    ///
    /// # Errors
    /// As there.
    pub fn try_catch_up(&self, history: &impl History, time: Duration) -> Result<Progress> {
        match self.writer.try_lock() {
            Ok(mut writer) => self.healing(&mut writer, |connection| fill(connection, history, time)),
            Err(_) => self.read(|connection| progress(connection, history)),
        }
    }

    /// Takes out of the file what is not in the history any more. FTS5 only marks it as deleted
    /// until [`Index::merge`] is done. Blocking.
    ///
    /// # Errors
    /// As [`Index::catch_up`].
    pub fn forget_gone(&self, history: &impl History) -> Result<()> {
        let mut writer = lock(&self.writer);
        self.healing(&mut writer, |connection| gone::forget(connection, history))
    }

    /// Merges what was written piece by piece if it is much, or if something was deleted, until it is done or `time`
    /// has passed; gives whether nothing is left to do. The file gets smaller, and searches faster. Blocking.
    ///
    /// # Errors
    /// As [`Index::catch_up`].
    pub fn merge(&self, time: Duration) -> Result<bool> {
        let mut writer = lock(&self.writer);
        self.healing(&mut writer, |connection| Ok(merge::merge_if_due(connection, time)?))
    }

    /// Throws the file away. Blocking.
    pub fn forget_all(&self) {
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        (*writer, *reader) = (None, None);
        file::remove(&self.path);
    }

    /// Works on a connection that only reads, one at a time.
    pub(crate) fn read<T>(&self, work: impl Fn(&mut Connection) -> Result<T, Fault>) -> Result<T> {
        let mut reader = lock(&self.reader);
        self.healing(&mut reader, work)
    }

    /// A damaged index is thrown away, and made again by whoever fills it next.
    fn healing<T>(&self, slot: &mut Slot, work: impl Fn(&mut Connection) -> Result<T, Fault>) -> Result<T> {
        let error = match self.connected(slot).map_err(Fault::from).and_then(&work) {
            Ok(value) => return Ok(value),
            Err(Fault::History(error)) => return Err(error),
            Err(Fault::Index(error)) => yourouter_protocol::Error::from(error),
        };
        let is_damaged = match &error {
            yourouter_protocol::Error::Storage(source) => {
                matches!(source.problem, StorageProblem::Damaged | StorageProblem::Other)
            }
            _ => true,
        };
        if !is_damaged {
            return Err(error);
        }
        *slot = None;
        file::remove(&self.path);
        match self.connected(slot).map_err(Fault::from).and_then(&work) {
            Ok(value) => Ok(value),
            Err(Fault::History(error)) => Err(error),
            Err(Fault::Index(error)) => Err(error.into()),
        }
    }

    /// The connection to the file that stands there now: it may have been thrown away, also by a person.
    fn connected<'a>(&self, slot: &'a mut Slot) -> rusqlite::Result<&'a mut Connection> {
        if !self.path.exists() {
            self.generation.fetch_add(1, Ordering::Relaxed);
        }
        let generation = self.generation.load(Ordering::Relaxed);
        if slot.as_ref().is_some_and(|(opened, _)| *opened != generation) {
            *slot = None;
        }
        let connection = match slot.take() {
            Some((_, connection)) => connection,
            None => file::open(&self.path)?,
        };
        Ok(&mut slot.insert((generation, connection)).1)
    }
}

/// Through where it is indexed.
struct State {
    through: i64,
    title_change: i64,
}

fn state(connection: &Connection) -> Result<State, Fault> {
    Ok(connection
        .prepare_cached("SELECT through, title_change FROM state")?
        .query_row([], |row| Ok(State { through: row.get(0)?, title_change: row.get(1)? }))?)
}

/// How far it is, without changing anything.
fn progress(connection: &Connection, history: &impl History) -> Result<Progress, Fault> {
    let State { through, title_change } = state(connection)?;
    let newest = history.newest()?;
    let is_waiting: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM waiting)")?
        .query_row([], |row| row.get(0))?;
    let is_done = through >= newest
        && !is_waiting
        && valid_mark(connection, history)? == through
        && history.titles_after(title_change, 1)?.is_empty();
    Ok(Progress { through, newest, is_done })
}

fn fill(connection: &mut Connection, history: &impl History, time: Duration) -> Result<Progress, Fault> {
    let before = progress(connection, history)?;
    if before.is_done {
        return Ok(before);
    }
    let began = Instant::now();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let valid = valid_mark(&transaction, history)?;
    if valid < before.through {
        go_back(&transaction, valid)?;
    }
    take_waiting(&transaction, history)?;
    let mut is_done = false;
    while !is_done {
        let messages = take_messages(&transaction, history)?;
        let titles = take_titles(&transaction, history)?;
        is_done = messages + titles == 0;
        if began.elapsed() >= time {
            break;
        }
    }
    let State { through, .. } = state(&transaction)?;
    transaction.commit()?;
    Ok(Progress { through, newest: before.newest.max(through), is_done })
}

/// The number through which the index is about this history: a restored backup gives numbers to other messages.
fn valid_mark(connection: &Connection, history: &impl History) -> Result<i64, Fault> {
    let mut statement = connection.prepare_cached("SELECT seq, id FROM marks ORDER BY block DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, id): (i64, String) = (row.get(0)?, row.get(1)?);
        if history.message_id(seq)?.is_some_and(|found| found.to_string() == id) {
            return Ok(seq);
        }
    }
    Ok(0)
}

/// Forgets the messages after a number, and all titles, which are few.
fn go_back(transaction: &Transaction<'_>, valid: i64) -> Result<(), Fault> {
    for (table, after) in [("words", valid), ("thoughts", valid), ("titles", 0)] {
        let seqs: Vec<i64> = transaction
            .prepare(&format!("SELECT id FROM {table}_docsize WHERE id > ?1"))?
            .query_map([after], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut delete = transaction.prepare(&format!("DELETE FROM {table} WHERE rowid = ?1"))?;
        for seq in seqs {
            delete.execute([seq])?;
        }
    }
    transaction.execute("DELETE FROM waiting WHERE seq > ?1", [valid])?;
    transaction.execute("DELETE FROM marks WHERE seq > ?1", [valid])?;
    transaction
        .execute("UPDATE state SET unmerged = through + 1, through = ?1, title_change = 0", [valid])?;
    Ok(())
}

/// Messages that are not being written any more.
fn take_waiting(transaction: &Transaction<'_>, history: &impl History) -> Result<(), Fault> {
    let waiting: Vec<i64> = transaction
        .prepare_cached("SELECT seq FROM waiting ORDER BY seq")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let found = history.documents(&waiting)?;
    for seq in waiting {
        let document = found.iter().find(|document| document.seq == seq);
        if let Some(document) = document.filter(|document| document.is_settled) {
            put(transaction, document)?;
        }
        if document.is_none_or(|document| document.is_settled) {
            transaction.prepare_cached("DELETE FROM waiting WHERE seq = ?1")?.execute([seq])?;
        }
    }
    Ok(())
}

/// The next messages; gives how many.
fn take_messages(transaction: &Transaction<'_>, history: &impl History) -> Result<usize, Fault> {
    let documents = history.after(state(transaction)?.through, BATCH)?;
    for document in &documents {
        if document.is_settled {
            put(transaction, document)?;
        } else {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO waiting (seq) VALUES (?1)")?
                .execute([document.seq])?;
        }
        let mark =
            params![document.seq / MARKED, document.seq, document.id.to_string(), document.created_at_ms];
        transaction
            .prepare_cached(
                "INSERT INTO marks (block, seq, id, first_ms, last_ms) VALUES (?1, ?2, ?3, ?4, ?4)
                 ON CONFLICT (block) DO UPDATE SET seq = excluded.seq, id = excluded.id,
                     first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)",
            )?
            .execute(mark)?;
    }
    if let Some(last) = documents.last() {
        transaction
            .prepare_cached("UPDATE state SET through = ?1, unmerged = unmerged + ?2")?
            .execute(params![last.seq, documents.len()])?;
    }
    Ok(documents.len())
}

/// The next titles; gives how many.
fn take_titles(transaction: &Transaction<'_>, history: &impl History) -> Result<usize, Fault> {
    let mut titles = history.titles_after(state(transaction)?.title_change, BATCH)?;
    let Some((last, _)) = titles.last() else { return Ok(0) };
    transaction.prepare_cached("UPDATE state SET title_change = ?1")?.execute([last])?;
    // In the order of their numbers, as FTS5 wants them.
    titles.sort_by_key(|(_, title)| title.seq);
    for (_, title) in &titles {
        put_title(transaction, title)?;
    }
    Ok(titles.len())
}

fn put_title(transaction: &Transaction<'_>, title: &Title) -> Result<(), Fault> {
    let text = written([folded(&title.text)].iter(), String::new());
    transaction
        .prepare_cached("INSERT OR REPLACE INTO titles (rowid, grams) VALUES (?1, ?2)")?
        .execute(params![title.seq, text])?;
    Ok(())
}

fn put(transaction: &Transaction<'_>, document: &Document) -> Result<(), Fault> {
    let facts = facts(transaction, document)?;
    let texts = [&document.texts.text]
        .into_iter()
        .chain(&document.texts.results)
        .chain(document.texts.files.iter().map(|file| &file.name));
    let texts: Vec<String> = texts.map(|text| folded(text)).collect();
    transaction
        .prepare_cached("INSERT OR REPLACE INTO words (rowid, grams) VALUES (?1, ?2)")?
        .execute(params![document.seq, written(texts.iter(), facts.clone())])?;
    if !document.texts.reasoning.is_empty() {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO thoughts (rowid, grams) VALUES (?1, ?2)")?
            .execute(params![document.seq, written([folded(&document.texts.reasoning)].iter(), facts)])?;
    }
    Ok(())
}

/// Texts as the tokenizer of the index reads them.
fn written<'a>(texts: impl Iterator<Item = &'a String>, facts: String) -> String {
    let (mut grams, mut out) = (BTreeSet::new(), facts);
    grams::of_text(texts.map(String::as_str), &mut grams);
    grams::write(&grams, &mut out);
    out
}

/// What operators ask about, as words of the index.
fn facts(transaction: &Transaction<'_>, document: &Document) -> Result<String, Fault> {
    let mut facts = Vec::new();
    facts.push(grams::fact(grams::ROLE, grams::role(document.role)));
    facts.push(grams::fact(grams::CONVERSATION, &document.conversation.seq.to_string()));
    let vendors = document.vendors.iter().map(|vendor| (grams::VENDOR, folded(vendor)));
    let names = std::iter::once((grams::MODEL, folded(&document.model))).chain(vendors);
    for (kind, name) in names.filter(|(_, name)| !name.is_empty()) {
        facts.push(grams::fact(kind, &name));
        transaction
            .prepare_cached("INSERT OR IGNORE INTO names (kind, name) VALUES (?1, ?2)")?
            .execute(params![kind.to_string(), name])?;
    }
    let is_image = document.texts.files.iter().any(|file| file.is_image);
    let has = [
        ("file", !document.texts.files.is_empty()),
        ("image", is_image),
        ("code", !code_of(&document.texts.text).is_empty()),
    ];
    facts.extend(has.iter().filter(|(_, has)| *has).map(|(what, _)| grams::fact(grams::HAS, what)));
    facts.push(String::new());
    Ok(facts.join(" "))
}

/// The names of a kind that occur in the index.
pub(crate) fn names(connection: &Connection, kind: char) -> Result<Vec<String>, Fault> {
    let mut statement = connection.prepare_cached("SELECT name FROM names WHERE kind = ?1")?;
    Ok(statement.query_map([kind.to_string()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn lock<T>(guarded: &Mutex<T>) -> MutexGuard<'_, T> {
    guarded.lock().unwrap_or_else(PoisonError::into_inner)
}
