//! Copies of the whole database: taken while it is in use, checked, and put back.
//!
//! A copy is one state of the database in one file that needs no log beside it. It is read page by page with rests in
//! between, on a connection of its own, so neither who writes nor who reads waits for it. A copy may carry the contents of
//! attached files in a table of its own (`carried_files`), which the database in use never has.
//! Invariant: what is put back was checked to the last page before, and takes the place of all there is in one transaction.

use std::{fs::File, path::Path, time::Duration};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{Store, file, migration, turn};
use yourouter_protocol::{
    Error, Result,
    error::{StorageError, StorageProblem},
};

/// Pages that are copied at once, and the rest after them: others may want the disk.
const PAGES: i32 = 512;
const REST: Duration = Duration::from_millis(2);

/// Where a copy carries the contents of attached files.
const CARRIED: &str =
    "CREATE TABLE carried_files (sha256 TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT";

impl Store {
    /// Writes a copy of the present state to a file, which is made; blocks until it is on the disk and found sound.
    ///
    /// # Errors
    /// `Error::Storage`, also with [`StorageProblem::Damaged`] if the database is damaged; what was written is of no use then.
    pub fn back_up(&self, target: &Path) -> Result<()> {
        let source = self.connections.reader()?;
        // One state to the end, whatever is written meanwhile.
        source.execute_batch("BEGIN")?;
        source.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        let mut copy = made(target)?;
        copied(&source, &mut copy)?;
        drop(source);
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        refuse_if_unsound(&copy)?;
        drop(copy);
        synced(target)
    }

    /// Puts a copy that [`prepare_copy`] made ready in the place of everything, in one transaction.
    ///
    /// # Errors
    /// `Error::Storage`; the database is then as it was.
    pub fn replace_with(&self, prepared: &Path) -> Result<()> {
        let source = opened(prepared)?;
        self.connections.with_writer(|writer| {
            let backup = Backup::new(&source, writer)?;
            match backup.step(-1)? {
                StepResult::Done => Ok(()),
                _ => Err(StorageError::new(StorageProblem::Busy, "the database is in use").into()),
            }
        })
    }
}

/// Makes a copy of unknown origin ready to be put back: it is checked to the last page, is of this program and has its
/// tables and no others, and is brought to the newest form. The file is changed.
///
/// # Errors
/// `Error::Storage` with [`StorageProblem::Damaged`], [`StorageProblem::Newer`] or [`StorageProblem::Foreign`], or what the disk says.
pub fn prepare_copy(copy: &Path) -> Result<()> {
    file::refuse_if_unfit(copy, migration::LATEST, false)?;
    let mut connection = Connection::open_with_flags(copy, file::write_flags())?;
    connection.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;")?;
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    refuse_if_unsound(&connection)?;
    // Before anything is written: what stands in a trigger of a stranger's would run.
    refuse_if_foreign(&connection)?;
    migration::upgrade(&mut connection, migration::ALL)?;
    turn::interrupt_running(&mut connection)
}

/// Writes an empty database.
///
/// # Errors
/// `Error::Storage`
pub fn make_empty(target: &Path) -> Result<()> {
    let mut connection = made(target)?;
    migration::upgrade(&mut connection, migration::ALL)
}

/// Adds the contents of files to a copy; `read` gives those that are still there.
///
/// # Errors
/// `Error::Storage`
pub fn carry_files(copy: &Path, read: impl Fn(&str) -> Option<Vec<u8>>) -> Result<()> {
    let mut connection = Connection::open_with_flags(copy, file::write_flags())?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(CARRIED)?;
    let wanted: Vec<String> = transaction
        .prepare("SELECT sha256 FROM blobs WHERE refs > 0")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for sha256 in wanted {
        if let Some(bytes) = read(&sha256) {
            transaction.execute("INSERT INTO carried_files VALUES (?1, ?2)", (sha256, bytes))?;
        }
    }
    transaction.commit()?;
    drop(connection);
    synced(copy)
}

/// Hands over the contents of files that a copy carries, and takes them out of it.
///
/// # Errors
/// `Error::Storage`, and those of `keep`.
pub fn take_carried_files(copy: &Path, keep: impl Fn(&str, &[u8]) -> Result<()>) -> Result<()> {
    let connection = Connection::open_with_flags(copy, file::write_flags())?;
    if !has_carried(&connection)? {
        return Ok(());
    }
    let mut statement = connection.prepare("SELECT sha256, bytes FROM carried_files")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sha256: String = row.get(0)?;
        keep(&sha256, row.get_ref(1)?.as_blob().unwrap_or_default())?;
    }
    drop(rows);
    drop(statement);
    Ok(connection.execute_batch("DROP TABLE carried_files; VACUUM")?)
}

/// Looks up which contents a copy needs.
pub struct NeededFiles(Connection);

impl NeededFiles {
    /// Of a copy that nobody writes to.
    ///
    /// # Errors
    /// `Error::Storage`
    pub fn open(copy: &Path) -> Result<Self> {
        Ok(Self(opened(copy)?))
    }

    /// Whether it needs one.
    ///
    /// # Errors
    /// `Error::Storage`
    pub fn has(&self, sha256: &str) -> Result<bool> {
        Ok(self
            .0
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM blobs WHERE sha256 = ?1 AND refs > 0)")?
            .query_row([sha256], |row| row.get(0))?)
    }
}

/// Which form a copy has; `None` if it is none of this program.
pub fn format_of(copy: &Path) -> Option<i64> {
    let connection = opened(copy).ok()?;
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).ok()?;
    let format = connection.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
    (id == file::APPLICATION_ID).then_some(format)
}

/// Whether this version can read a form.
pub fn is_known_format(format: i64) -> bool {
    (1..=migration::LATEST).contains(&format)
}

/// Opens a copy that does not change, without a file beside it.
fn opened(copy: &Path) -> Result<Connection> {
    let address = format!("file:{}?immutable=1", escaped(copy));
    let flags = file::read_flags() | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(address, flags)?)
}

/// A path as it stands in the address of a file (SQLite, "URI Filenames").
fn escaped(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path }
}

/// An empty file that only its owner can read. What SQLite needs to undo a write is of no use here: a copy that is not
/// finished is thrown away.
fn made(target: &Path) -> Result<Connection> {
    file::make_if_absent(target)?;
    let connection = Connection::open_with_flags(target, file::write_flags())?;
    connection.execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")?;
    Ok(connection)
}

fn copied(source: &Connection, copy: &mut Connection) -> Result<()> {
    Ok(Backup::new(source, copy)?.run_to_completion(PAGES, REST, None)?)
}

fn synced(path: &Path) -> Result<()> {
    let synced = File::options().write(true).open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| StorageError::io("the backup", error).into())
}

/// Looks at each page, and whether all rows are there that others refer to.
fn refuse_if_unsound(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged(format!("the database is damaged: {verdict}")));
    }
    migration::refuse_if_broken(connection)
}

/// A database has the tables, indexes and triggers of its form, to the letter, and nothing else.
fn refuse_if_foreign(connection: &Connection) -> Result<()> {
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let migrations = migration::ALL.get(..usize::try_from(form).unwrap_or_default()).unwrap_or_default();
    let mut own = Connection::open_in_memory()?;
    migration::upgrade(&mut own, migrations)?;
    if schema(connection)? == schema(&own)? {
        return Ok(());
    }
    let words = "it has other tables than this program's databases of its version";
    Err(StorageError::new(StorageProblem::Foreign, words).into())
}

fn schema(connection: &Connection) -> Result<Vec<(String, String, String)>> {
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql <> ?1 ORDER BY type, name",
    )?;
    let rows = statement.query_map([CARRIED], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn has_carried(connection: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = ?1)";
    Ok(connection.query_row(sql, [CARRIED], |row| row.get(0))?)
}

fn damaged(words: String) -> Error {
    StorageError::new(StorageProblem::Damaged, words).into()
}
