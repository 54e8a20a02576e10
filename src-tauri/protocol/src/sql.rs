//! How identifiers and enumerations stand in a column of SQLite, and back: hyphenated text, and words.
//!
//! Invariant: a word stored here is never changed, as files with it exist; it need not be the word of the page.

use rusqlite::{
    Connection, ErrorCode, ToSql,
    config::DbConfig,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

use crate::{
    ApiFormat, AttachmentId, AttachmentKind, ConversationId, Error, FolderId, GatewayLook, MessageId,
    MessageState, PromptId, RequestOutcome, RequestPurpose, Role, Routing, SendAs, TurnId, Vendor,
    error::{StorageError, StorageProblem},
};

/// Has the statements of a connection keep their plans when other values are bound (SQLite, "query planner stability
/// guarantee"). Otherwise it compiles a statement anew for each value that might make a partial index of use.
///
/// # Errors
/// As SQLite gives them.
pub fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Both directions from one list, which the compiler refuses if it misses a variant or has a word twice.
macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal),+ })+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(match self { $(Self::$variant => $word),+ }.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }
    )+

        #[test]
        fn every_word_comes_back_as_what_it_stands_for() {
            $($(tests::assert_round_trip($name::$variant, $word);)+)+
        }
    };
}

words! {
    Role { User = "user", Assistant = "assistant", System = "system", Tool = "tool" }
    MessageState {
        Streaming = "streaming", Done = "done", Failed = "failed", Stopped = "stopped", Interrupted = "interrupted"
    }
    AttachmentKind { Image = "image", Pdf = "pdf", Text = "text", Media = "media" }
    SendAs { Image = "image", Pdf = "pdf", Text = "text", Pages = "pages" }
    ApiFormat { Chat = "chat", Native = "native" }
    Routing { Only = "only", First = "first", Stay = "stay" }
    GatewayLook {
        Plain = "plain", Blue = "blue", Green = "green", Amber = "amber", Red = "red", Violet = "violet"
    }
    RequestPurpose { Chat = "chat", Models = "models", KeyCheck = "key check", ConnectionTest = "connection test" }
    RequestOutcome { Answered = "answered", Failed = "failed", Stopped = "stopped" }
}

macro_rules! ids {
    ($($name:ident),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )+};
}

ids!(ConversationId, MessageId, TurnId, AttachmentId, FolderId, PromptId);

impl ToSql for Vendor {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Vendor {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}

impl From<rusqlite::Error> for Error {
    /// SQLite's own words name tables and causes, never what a row holds.
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Internal(detail),
            // No file holds such a value.
            None if matches!(error, rusqlite::Error::ToSqlConversionFailure(_)) => Self::Internal(detail),
            code => {
                StorageError::new(code.map_or(StorageProblem::Other, problem), detail).caused_by(error).into()
            }
        }
    }
}

fn problem(code: ErrorCode) -> StorageProblem {
    match code {
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StorageProblem::Damaged,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StorageProblem::Busy,
        ErrorCode::DiskFull => StorageProblem::Full,
        ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen => {
            StorageProblem::NotAllowed
        }
        _ => StorageProblem::Other,
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::{
        Connection, StatementStatus, ToSql,
        types::{FromSql, Value},
    };

    use super::keep_plans;
    use crate::Role;

    /// Through a column, as SQLite has it.
    fn read<T: FromSql>(value: &dyn ToSql) -> rusqlite::Result<T> {
        Connection::open_in_memory()?.query_row("SELECT ?1", [value], |row| row.get(0))
    }

    pub(super) fn assert_round_trip<T: ToSql + FromSql + PartialEq + std::fmt::Debug>(value: T, word: &str) {
        assert_eq!(read(&value), Ok(Value::Text(word.to_owned())));
        assert_eq!(read(&value), Ok(value));
    }

    #[test]
    fn a_word_that_nobody_wrote_is_refused() {
        assert!(read::<Role>(&"USER").is_err());
    }

    #[test]
    fn a_statement_is_compiled_once_whatever_is_bound() {
        let connection = Connection::open_in_memory().unwrap();
        keep_plans(&connection).unwrap();
        let table = "CREATE TABLE chats (seq INTEGER, title TEXT); CREATE INDEX firsts ON chats (title) WHERE seq = 1";
        connection.execute_batch(table).unwrap();
        let mut statement = connection.prepare("SELECT title FROM chats WHERE seq = ?1").unwrap();
        for seq in 0..3 {
            assert!(!statement.exists([seq]).unwrap());
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
