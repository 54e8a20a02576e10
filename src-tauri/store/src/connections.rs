//! One connection that writes and a few that read, so that opening a conversation waits neither for an append nor for
//! another that reads.
//!
//! Invariant: every change goes through [`Connections::write`] or [`Connections::write_relaxed`], which begin a
//! transaction at once (`IMMEDIATE`), so that a second program waits instead of failing half-way.

use std::{
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{file, instance::Instance, migration, turn};
use yourouter_protocol::{
    Error, Result,
    error::{StorageError, StorageProblem},
    sql::keep_plans,
};

/// How long to wait for another program that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// After a long transaction the log shrinks to this many bytes again.
const LOG_BYTES: u32 = 16 * 1024 * 1024;
/// How many compiled statements are kept; more than this module has.
const STATEMENTS: usize = 64;
/// How many connections read at once; who comes later waits.
const MAX_READERS: usize = 3;

/// What a committed transaction survives.
#[derive(Clone, Copy)]
enum Durability {
    /// The end of the process.
    ProcessEnd,
    /// Also the loss of power.
    PowerLoss,
}

/// The connections to one database file.
pub(super) struct Connections {
    // Fields drop in this order: the writer closes after the readers, as only it can fold the log into the file, and
    // the instance ends last.
    readers: Readers,
    writer: Mutex<Connection>,
    /// The file as it was opened.
    identity: file::Identity,
    _instance: Instance,
}

impl Connections {
    /// Opens the file, making or migrating it, and settles turns that a program left running when it died.
    pub(super) fn open(path: &Path) -> Result<Self> {
        file::make_folder_of(path)?;
        let mut instance = Instance::begin(path)?;
        let was_absent = file::make_if_absent(path)?;
        // Another program may be making the file just now.
        file::refuse_if_unfit(path, migration::LATEST, was_absent || !instance.is_alone())?;
        let mut writer = writer(path).inspect_err(|_| {
            // What could not be made is no database that was emptied.
            if was_absent && instance.is_alone() {
                file::remove_if_empty(path);
            }
        })?;
        if instance.is_alone() {
            turn::interrupt_running(&mut writer)?;
        }
        instance.share()?;
        let readers = Readers { path: path.to_owned(), idle: Mutex::default(), returned: Condvar::new() };
        let identity = file::identity(path)?;
        Ok(Self { readers, writer: Mutex::new(writer), identity, _instance: instance })
    }

    /// Reads one consistent state of the database.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut reader = self.readers.take()?;
        let transaction = reader.connection()?.transaction()?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Changes the database in one transaction that survives the loss of power.
    pub(super) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.write_with(Durability::PowerLoss, work)
    }

    /// Changes the database in one transaction that survives the end of the process, without waiting for the disk.
    pub(super) fn write_relaxed<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.write_with(Durability::ProcessEnd, work)
    }

    /// A connection of one's own that only reads, for what takes long.
    pub(super) fn reader(&self) -> Result<Connection> {
        let connection = Connection::open_with_flags(&self.readers.path, file::read_flags())?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        keep_plans(&connection)?;
        Ok(connection)
    }

    /// Works on the connection that writes, which has no transaction then.
    pub(super) fn with_writer<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        file::refuse_if_gone(&self.readers.path, self.identity)?;
        connection.execute_batch("PRAGMA synchronous=FULL")?;
        work(&mut connection)
    }

    /// Takes over into the file what stands in the log, and empties the log.
    pub(super) fn fold_log(&self) -> Result<()> {
        let folded = lock(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        match folded {
            // The first column says whether another connection was in the way (SQLite, PRAGMA wal_checkpoint).
            Ok(0) => Ok(()),
            Ok::<i64, _>(_) => Err(StorageError::new(StorageProblem::Busy, "the log is in use").into()),
            Err(error) => Err(error.into()),
        }
    }

    fn write_with<T>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut connection = lock(&self.writer);
        file::refuse_if_gone(&self.readers.path, self.identity)?;
        connection.execute_batch(match durability {
            Durability::ProcessEnd => "PRAGMA synchronous=NORMAL",
            Durability::PowerLoss => "PRAGMA synchronous=FULL",
        })?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// Connections that read, opened when they are first needed.
struct Readers {
    path: PathBuf,
    idle: Mutex<Idle>,
    returned: Condvar,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    opened: usize,
}

impl Readers {
    /// A connection of one's own, until it is dropped.
    fn take(&self) -> Result<Reader<'_>> {
        let mut idle = lock(&self.idle);
        loop {
            if let Some(connection) = idle.connections.pop() {
                return Ok(Reader { readers: self, connection: Some(connection) });
            }
            if idle.opened < MAX_READERS {
                let connection = Connection::open_with_flags(&self.path, file::read_flags())?;
                connection.busy_timeout(BUSY_TIMEOUT)?;
                keep_plans(&connection)?;
                connection.set_prepared_statement_cache_capacity(STATEMENTS);
                idle.opened += 1;
                return Ok(Reader { readers: self, connection: Some(connection) });
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection that goes back when it is dropped.
struct Reader<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Reader<'_> {
    fn connection(&mut self) -> Result<&mut Connection> {
        self.connection
            .as_mut()
            .ok_or_else(|| Error::Internal("a connection was given back twice".to_owned()))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        lock(&self.readers.idle).connections.extend(self.connection.take());
        self.readers.returned.notify_one();
    }
}

/// A panic while the lock was held rolled its transaction back, so what it guards is as good as before.
fn lock<T>(guarded: &Mutex<T>) -> MutexGuard<'_, T> {
    guarded.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The one connection that writes, to a database that has the newest form.
fn writer(path: &Path) -> Result<Connection> {
    let mut writer = Connection::open_with_flags(path, file::write_flags())?;
    writer.busy_timeout(BUSY_TIMEOUT)?;
    keep_plans(&writer)?;
    writer.set_prepared_statement_cache_capacity(STATEMENTS);
    // Some network file systems cannot share the log; SQLite then keeps its older journal, which is as safe.
    writer.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    writer.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    writer.pragma_update(None, "synchronous", "FULL")?;
    migration::migrate(&mut writer, path, migration::ALL)?;
    writer.pragma_update(None, "foreign_keys", true)?;
    Ok(writer)
}
