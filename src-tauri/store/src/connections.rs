//! One connection that writes and one that reads, so that opening a conversation never waits for an append.
//!
//! Invariant: every change goes through [`Connections::write`] or [`Connections::write_relaxed`], which begin a
//! transaction at once (`IMMEDIATE`), so that a second program waits instead of failing half-way.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{file, instance::Instance, migration, turn};
use yourouter_protocol::{
    Result,
    error::{StorageError, StorageProblem},
};

/// How long to wait for another program that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// After a long transaction the log shrinks to this many bytes again.
const LOG_BYTES: u32 = 16 * 1024 * 1024;
/// How many compiled statements are kept; more than this module has.
const STATEMENTS: usize = 64;

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
    // Fields drop in this order: the writer closes after the reader, as only it can fold the log into the file, and
    // the instance ends last.
    reader: Mutex<Connection>,
    writer: Mutex<Connection>,
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
        let mut writer = Connection::open_with_flags(path, file::write_flags())?;
        writer.busy_timeout(BUSY_TIMEOUT)?;
        writer.set_prepared_statement_cache_capacity(STATEMENTS);
        // Some network file systems cannot share the log; SQLite then keeps its older journal, which is as safe.
        writer.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        writer.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        migration::migrate(&mut writer, path, migration::ALL)?;
        writer.pragma_update(None, "foreign_keys", true)?;
        if instance.is_alone() {
            turn::interrupt_running(&mut writer)?;
        }
        instance.share()?;

        let reader = Connection::open_with_flags(path, file::read_flags())?;
        reader.busy_timeout(BUSY_TIMEOUT)?;
        reader.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { reader: Mutex::new(reader), writer: Mutex::new(writer), _instance: instance })
    }

    /// Reads one consistent state of the database.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.reader);
        let transaction = connection.transaction()?;
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

/// A panic while the lock was held rolled its transaction back, so the connection is as good as before.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
