//! The file of the index. It holds nothing that the history does not, so whatever is wrong with it is mended by a new one.

use std::{ffi::OsString, fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use yourouter_protocol::sql::keep_plans;

/// Another form of the file, or other grams in it, has another number (`PRAGMA user_version`).
const FORMAT: i64 = 4;
/// How long to wait for another program that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes that FTS5 gathers in memory before it writes them: fewer parts to merge.
const GATHERED_BYTES: i64 = 4 * 1024 * 1024;

/// After a long transaction the log shrinks to this many bytes again.
const LOG_BYTES: u32 = 4 * 1024 * 1024;

/// The tables of FTS5.
pub(super) const TABLES: [&str; 3] = ["words", "thoughts", "titles"];

const OTHER_TABLES: &str = "
    CREATE TABLE names (kind TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE waiting (seq INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE marks (block INTEGER PRIMARY KEY, seq INTEGER NOT NULL, id TEXT NOT NULL, first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), through INTEGER NOT NULL, title_change INTEGER NOT NULL,
        unmerged INTEGER NOT NULL) STRICT;
    INSERT INTO state (id, through, title_change, unmerged) VALUES (1, 0, 0, 0);";

/// Opens the file, making it if it is absent or of another form.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    make_private(path);
    let connection = connect(path)?;
    let format: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if format == FORMAT {
        return Ok(connection);
    }
    if format != 0 {
        drop(connection);
        remove(path);
        make_private(path);
        return made(connect(path)?);
    }
    made(connection)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    keep_plans(&connection)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(connection)
}

/// Another connection may be making the tables as well.
fn made(mut connection: Connection) -> rusqlite::Result<Connection> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let format: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if format != FORMAT {
        transaction.execute_batch(OTHER_TABLES)?;
        for table in TABLES {
            transaction.execute_batch(&format!(
                "CREATE VIRTUAL TABLE {table} USING fts5
                     (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
                 INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {GATHERED_BYTES});"
            ))?;
        }
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()?;
    Ok(connection)
}

/// Only its owner may read it: words of the history stand in it.
fn make_private(path: &Path) {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // If it cannot be made, SQLite says why.
    drop(options.open(path));
}

/// Throws the file away, with what SQLite keeps beside it.
pub(super) fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = OsString::from(path);
        name.push(suffix);
        drop(fs::remove_file(name));
    }
}
