//! The database file before it is used: made for its owner alone, and refused if it is not fit to be used.
//!
//! Invariant: a file that is refused is not changed by a single byte; nothing here ever replaces or empties one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use yourouter_protocol::{Error, Result};

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

/// Makes an empty file, and its folder, that only their owner can read; SQLite gives its log the same mode.
pub(super) fn make_if_absent(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| Error::Storage(format!("the database cannot be opened: {error}")))?;
    Ok(())
}

/// Refuses a file that is damaged, of another program, or of a newer version of this one.
///
/// # Errors
/// `Error::Storage`, with the reason.
pub(super) fn refuse_if_unfit(path: &Path, latest: i64) -> Result<()> {
    let bytes = fs::metadata(path).map_err(|error| Error::Storage(error.to_string()))?.len();
    if bytes == 0 {
        return refuse_if_emptied(path);
    }
    let header = read_header(path)?;
    if header.user_version > latest {
        return Err(Error::Storage(format!(
            "the database was written by a newer version of this program (format {}, this one knows {latest})",
            header.user_version
        )));
    }
    let is_new = header.user_version == 0 && header.application_id == 0 && !header.has_tables;
    if !is_new && header.application_id != APPLICATION_ID {
        return Err(Error::Storage("the file is the database of another program".to_owned()));
    }
    Ok(())
}

/// SQLite would take an empty file for a new one and throw its log away.
fn refuse_if_emptied(path: &Path) -> Result<()> {
    let log = beside(path, "-wal");
    match fs::metadata(log) {
        Ok(found) if found.len() > 0 => {
            Err(Error::Storage("the database is empty, but its log is not".to_owned()))
        }
        _ => Ok(()),
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
    builder.create(folder).map_err(|error| Error::Storage(format!("the data folder cannot be made: {error}")))
}
