//! Brings a database file to the newest form, after a copy was made of an older one.
//!
//! Invariant: a released migration is never changed, and all that are due are applied in one transaction together
//! with `user_version`, so that a crash leaves either the old form or the new one.

use std::{
    fs::{self, File},
    path::Path,
};

use rusqlite::{Connection, TransactionBehavior, backup::Progress};

use super::file::{APPLICATION_ID, beside};
use yourouter_protocol::{
    Result,
    error::{StorageError, StorageProblem},
};

/// All migrations; the first makes form 1 of an empty file.
pub(super) const ALL: &[&str] = &[include_str!("0001_first.sql")];

/// The newest form.
pub(super) const LATEST: i64 = ALL.len() as i64;

/// Applies what `migrations` holds beyond the file's `user_version`. Foreign keys are off meanwhile and afterwards, as
/// a migration may rebuild a table; they are checked before the transaction ends.
///
/// # Errors
/// `Error::Storage`; the database is then as it was.
pub(super) fn migrate(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<()> {
    let version = user_version(connection)?;
    if version > 0 && version < migrations.len() {
        refuse_if_damaged(connection)?;
        back_up(connection, path)?;
    }
    upgrade(connection, migrations)
}

/// As [`migrate`], without a copy of what was.
///
/// # Errors
/// As there.
pub(super) fn upgrade(connection: &mut Connection, migrations: &[&str]) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    if user_version(connection)? >= migrations.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again: another program may have migrated the file meanwhile.
    let version = user_version(&transaction)?;
    for migration in migrations.iter().skip(version) {
        transaction.execute_batch(migration)?;
    }
    refuse_if_broken(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version.max(migrations.len()))?;
    transaction.commit()?;
    Ok(())
}

/// Refuses a database with rows that refer to others which are not there.
pub(super) fn refuse_if_broken(connection: &Connection) -> Result<()> {
    let broken: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken == 0 {
        return Ok(());
    }
    let words = format!("{broken} rows of the database refer to rows that are not there");
    Err(StorageError::new(StorageProblem::Damaged, words).into())
}

fn user_version(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let impossible = || format!("the database has the impossible format {version}");
    usize::try_from(version).map_err(|_| StorageError::new(StorageProblem::Damaged, impossible()).into())
}

/// A migration rewrites tables, which would turn damage that can be repaired into loss.
fn refuse_if_damaged(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    let words = format!("the database is damaged: {verdict}");
    Err(StorageError::new(StorageProblem::Damaged, words).into())
}

/// Copies the database to `<file>.backup`, in place of an older copy only once the new one is on the disk.
fn back_up(connection: &Connection, path: &Path) -> Result<()> {
    let failed = |error| StorageError::io("the copy before the migration", error);
    let unfinished = beside(path, ".backup.part");
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(failed)?;
    }
    super::file::make_if_absent(&unfinished)?;
    connection.backup(rusqlite::MAIN_DB, &unfinished, None::<fn(Progress)>)?;
    File::options().write(true).open(&unfinished).and_then(|copy| copy.sync_all()).map_err(failed)?;
    fs::rename(&unfinished, beside(path, ".backup")).map_err(|error| failed(error).into())
}

#[cfg(test)]
mod tests;
