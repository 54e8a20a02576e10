//! What can be read of a damaged database, row by row, in a new one.
//!
//! The pages are read without SQLite (`salvage/pages`): the trees of the tables first, then pages that no tree leads to any
//! more, whose rows are told apart by their shape. Then the new database is made consistent (`salvage/mended.sql`): a message
//! whose parent is lost follows the one before it, one whose chat is lost gets a chat of its own.
//! Invariant: the damaged file is only read.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, Transaction, params_from_iter, types::Value};

use super::{file, migration};
use pages::{Pages, Row};
use yourouter_protocol::{ConversationId, MessageId, Result, error::StorageError};

mod pages;

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Chats with at least one message.
    pub chats: u64,
    /// Messages.
    pub messages: u64,
    /// Of these, messages of which no word was found.
    pub empty: u64,
    /// Pages and rows that could not be read.
    pub damaged: u64,
    /// All pages of the file.
    pub pages: u64,
}

/// A table of the present form.
struct Table {
    name: String,
    /// Whether its rows have numbers, the first column being that.
    is_numbered: bool,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: String,
    is_needed: bool,
}

/// Writes what can be read of a database into a new file, which must not be there.
///
/// # Errors
/// `Error::Storage` if the new file cannot be written or the old one not be read at all.
pub fn salvage(damaged: &Path, target: &Path) -> Result<Salvaged> {
    let source = Source::open(damaged)?;
    file::make_if_absent(target)?;
    let mut connection = Connection::open_with_flags(target, file::write_flags())?;
    migration::upgrade(&mut connection, migration::ALL)?;
    let tables = tables(&connection)?;
    let mut pages = Pages::open(&source.path())?;
    let transaction = connection.transaction()?;
    // They keep what is written right; here all of it comes as it was, and is made right at the end.
    let triggers = without_triggers(&transaction)?;
    take_rows(&mut pages, &tables, &transaction)?;
    mend(&transaction)?;
    transaction.execute_batch(&triggers)?;
    migration::refuse_if_broken(&transaction)?;
    let count = |sql: &str| transaction.query_row(sql, [], |row| row.get::<_, u64>(0));
    let salvaged = Salvaged {
        chats: count("SELECT count(*) FROM conversations WHERE head_seq IS NOT NULL")?,
        messages: count("SELECT count(*) FROM messages")?,
        empty: count(
            "SELECT count(*) FROM messages m WHERE m.state <> 'streaming'
             AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.message_seq = m.seq)",
        )?,
        damaged: pages.damaged,
        pages: pages.count().into(),
    };
    transaction.commit()?;
    Ok(salvaged)
}

/// Whether a file may have something to salvage: it is as long as pages are, or begins as a database does.
pub fn is_salvageable(path: &Path) -> bool {
    let begins = || {
        let mut begin = [0; 16];
        std::io::Read::read_exact(&mut fs::File::open(path).ok()?, &mut begin).ok()?;
        Some(begin == *b"SQLite format 3\0")
    };
    let length = fs::metadata(path).map_or(0, |found| found.len());
    length > 0 && (length.is_multiple_of(4096) || begins() == Some(true))
}

/// The file to read: the damaged one, or a copy of it into which its log was folded.
enum Source {
    Itself(PathBuf),
    Folded(tempfile::TempDir),
}

impl Source {
    fn open(damaged: &Path) -> Result<Self> {
        let log = file::beside(damaged, "-wal");
        if fs::metadata(&log).map_or(0, |found| found.len()) == 0 {
            return Ok(Self::Itself(damaged.to_owned()));
        }
        let failed = |error| StorageError::io("the damaged database", error);
        let folder = damaged.parent().unwrap_or(Path::new("."));
        let copies = tempfile::Builder::new().prefix("salvage-").tempdir_in(folder).map_err(failed)?;
        let source = Self::Folded(copies);
        fs::copy(damaged, source.path()).map_err(failed)?;
        fs::copy(&log, file::beside(&source.path(), "-wal")).map_err(failed)?;
        // If SQLite refuses even this, the file is read as it was without its log.
        let _unfolded = Connection::open_with_flags(source.path(), file::write_flags()).and_then(|copy| {
            copy.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        });
        Ok(source)
    }

    fn path(&self) -> PathBuf {
        match self {
            Self::Itself(path) => path.clone(),
            Self::Folded(folder) => folder.path().join("copy.sqlite"),
        }
    }
}

fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut statement = connection.prepare(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, !row.get::<_, bool>(1)?)))?;
    let mut tables = Vec::new();
    for table in found {
        let (name, is_numbered) = table?;
        let mut statement =
            connection.prepare(r#"SELECT name, type, "notnull" FROM pragma_table_info(?1)"#)?;
        let columns = statement.query_map([&name], |row| {
            Ok(Column { name: row.get(0)?, kind: row.get(1)?, is_needed: row.get(2)? })
        })?;
        let columns = columns.collect::<rusqlite::Result<_>>()?;
        tables.push(Table { name, is_numbered, columns });
    }
    Ok(tables)
}

/// Takes the triggers out; gives the words that put them back.
fn without_triggers(transaction: &Transaction<'_>) -> Result<String> {
    let mut statement = transaction.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let triggers: Vec<(String, String)> = found.collect::<rusqlite::Result<_>>()?;
    for (name, _) in &triggers {
        transaction.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    Ok(triggers.into_iter().map(|(_, sql)| sql + ";\n").collect())
}

/// Takes over all rows that can be read.
fn take_rows(pages: &mut Pages, tables: &[Table], into: &Transaction<'_>) -> Result<()> {
    let mut roots = Vec::new();
    pages.tree(1, &mut |row| {
        // `type`, `name`, `tbl_name`, `rootpage`, `sql` (SQLite, "Storage Of The SQL Database Schema").
        if let [Value::Text(kind), Value::Text(name), _, Value::Integer(root), ..] = row.columns.as_slice()
            && let Ok(root @ 1..) = u32::try_from(*root)
        {
            roots.push((kind == "table", name.clone(), root));
        }
        Ok(())
    })?;
    pages.note_free();
    for (is_table, name, root) in roots {
        let table = tables.iter().find(|table| is_table && table.name == name);
        pages.tree(root, &mut |row| match table {
            Some(table) if table.is_numbered == row.number.is_some() => table.put(into, row),
            _ => Ok(()),
        })?;
    }
    pages.strays(&mut |row| match tables.iter().find(|table| table.fits(&row)) {
        Some(table) => table.put(into, row),
        None => Ok(()),
    })
}

impl Table {
    /// Whether a row can be one of this table's, as no other's can: a table of strangers' rows is not taken for one.
    fn fits(&self, row: &Row) -> bool {
        let fits = |(column, value): (&Column, &Value)| match value {
            Value::Null => !column.is_needed,
            Value::Integer(_) => column.kind == "INTEGER",
            Value::Text(text) if column.name == "id" => text.len() == 36 && column.kind == "TEXT",
            Value::Text(_) => column.kind == "TEXT",
            Value::Blob(_) => column.kind == "BLOB",
            Value::Real(_) => column.kind == "REAL",
        };
        self.is_numbered
            && row.columns.len() == self.columns.len()
            && self.columns.iter().zip(&row.columns).all(fits)
    }

    /// Puts a row in, unless it cannot be one of this table's or another stands in its place.
    fn put(&self, into: &Transaction<'_>, row: Row) -> Result<()> {
        let mut values = row.columns;
        if values.len() > self.columns.len() || values.is_empty() {
            return Ok(());
        }
        // The number of a row stands beside it (SQLite, "Representation Of SQL Tables").
        if let (Some(number), Some(first)) = (row.number, values.first_mut()) {
            *first = Value::Integer(number);
        }
        let names: Vec<&str> =
            self.columns.iter().take(values.len()).map(|column| column.name.as_str()).collect();
        let marks = vec!["?"; values.len()].join(", ");
        let sql = format!("INSERT OR IGNORE INTO {} ({}) VALUES ({marks})", self.name, names.join(", "));
        match into.prepare_cached(&sql)?.execute(params_from_iter(values)) {
            // What the table refuses is none of its rows.
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                Ok(())
            }
            done => Ok(done.map(drop)?),
        }
    }
}

/// Makes the rows consistent.
fn mend(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch(include_str!("salvage/lost.sql"))?;
    give_ids(transaction, "lost_chats", &|| ConversationId::new().to_string())?;
    give_ids(transaction, "lost_messages", &|| MessageId::new().to_string())?;
    Ok(transaction.execute_batch(include_str!("salvage/mended.sql"))?)
}

/// Gives new identifiers.
fn give_ids(transaction: &Transaction<'_>, table: &str, id: &dyn Fn() -> String) -> Result<()> {
    let seqs: Vec<i64> = transaction
        .prepare(&format!("SELECT seq FROM {table}"))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut update = transaction.prepare(&format!("UPDATE {table} SET id = ?2 WHERE seq = ?1"))?;
    for seq in seqs {
        update.execute((seq, id()))?;
    }
    Ok(())
}
