//! The database file before it is used: made for its owner alone, and refused if it is not fit to be used.
//!
//! Invariant: a file that is refused is not changed by a single byte; nothing here ever replaces or empties one.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use yourouter_protocol::{
    Error, Result,
    error::{StorageError, StorageProblem},
};

/// Marks the file as this program's (`PRAGMA application_id`): "YRCH".
pub(super) const APPLICATION_ID: i32 = 0x5952_4348;

/// What the file says of itself.
struct Header {
    application_id: i32,
    user_version: i64,
    has_tables: bool,
}

/// For the connection that writes.
pub(super) fn write_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// For a connection that cannot write.
pub(super) fn read_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Makes the folder of the database, for its owner alone.
///
/// # Errors
/// `Error::Storage`
pub(super) fn make_folder_of(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), make_folder)
}

/// Makes an empty file that only its owner can read; SQLite gives its log the same mode. Gives whether it was absent.
///
/// # Errors
/// `Error::Storage`
pub(super) fn make_if_absent(path: &Path) -> Result<bool> {
    let was_absent = matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StorageError::io("the database cannot be opened", error))?;
    Ok(was_absent)
}

/// Which file stands at a path. A system goes on writing to one that was deleted, and all of it is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(#[cfg(unix)] (u64, u64));

/// Looks which file stands at `path`.
///
/// # Errors
/// `Error::Storage` with [`StorageProblem::Gone`] if there is none.
pub(super) fn identity(path: &Path) -> Result<Identity> {
    match fs::metadata(path) {
        #[cfg(unix)]
        Ok(found) => {
            use std::os::unix::fs::MetadataExt;
            Ok(Identity((found.dev(), found.ino())))
        }
        #[cfg(not(unix))]
        Ok(_) => Ok(Identity()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(gone()),
        Err(error) => Err(StorageError::io("the database cannot be read", error).into()),
    }
}

/// Refuses to write to a file that is not at its place any more.
///
/// # Errors
/// `Error::Storage` with [`StorageProblem::Gone`].
pub(super) fn refuse_if_gone(path: &Path, opened: Identity) -> Result<()> {
    if identity(path)? == opened { Ok(()) } else { Err(gone()) }
}

fn gone() -> Error {
    let words = "the data folder or the database in it was deleted, moved or replaced while the program ran";
    StorageError::new(StorageProblem::Gone, words).into()
}

/// Refuses a file that is damaged, of another program, or of a newer version of this one.
///
/// # Errors
/// `Error::Storage`, with the reason.
pub(super) fn refuse_if_unfit(path: &Path, latest: i64, is_new: bool) -> Result<()> {
    let found = fs::metadata(path).map_err(|error| StorageError::io("the database cannot be read", error))?;
    if found.len() == 0 {
        return refuse_if_emptied(path, is_new);
    }
    let header = read_header(path)?;
    if header.user_version > latest {
        let words = format!(
            "the database was written by a newer version of this program (format {}, this one knows {latest})",
            header.user_version
        );
        return Err(StorageError::new(StorageProblem::Newer, words).into());
    }
    let is_new = header.user_version == 0 && header.application_id == 0 && !header.has_tables;
    if !is_new && header.application_id != APPLICATION_ID {
        let words = "the file is the database of another program";
        return Err(StorageError::new(StorageProblem::Foreign, words).into());
    }
    Ok(())
}

/// SQLite would take an empty file for a new one and throw its log away.
fn refuse_if_emptied(path: &Path, is_new: bool) -> Result<()> {
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    match (has_log, is_new) {
        (true, _) => {
            let words = "the database is empty, but its log is not";
            Err(StorageError::new(StorageProblem::Damaged, words).into())
        }
        (false, false) => Err(StorageError::new(StorageProblem::Damaged, "the database is empty").into()),
        (false, true) => Ok(()),
    }
}

/// Takes a database away again in which nothing was written.
pub(super) fn remove_if_empty(path: &Path) {
    let is_empty = |path: &Path| fs::metadata(path).is_ok_and(|found| found.len() == 0);
    if is_empty(path) && !fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0) {
        // What stays is said at the next start.
        let _ = fs::remove_file(path);
    }
}

/// The path with something after the file's name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A connection that cannot write leaves the file and its log as they are, also when it closes.
fn read_header(path: &Path) -> Result<Header> {
    let read_only = Connection::open_with_flags(path, read_flags()).and_then(|it| header_of(&it));
    match read_only {
        // A process that died while it made the file left a journal, which only a writing connection can undo.
        Err(error)
            if matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen)) =>
        {
            Ok(header_of(&Connection::open_with_flags(path, write_flags())?)?)
        }
        other => Ok(other?),
    }
}

fn header_of(connection: &Connection) -> rusqlite::Result<Header> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(Header {
        application_id: connection.pragma_query_value(None, "application_id", |row| row.get(0))?,
        user_version: connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        has_tables: connection
            .query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?,
    })
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    made.map_err(|error| StorageError::io("the data folder cannot be made", error).into())
}
