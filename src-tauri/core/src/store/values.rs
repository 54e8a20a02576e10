//! How a single value stands in a column, and back: identifiers as hyphenated text, enumerations as words, JSON.
//!
//! Invariant: a word stored here is never changed, as files with it exist; it need not be the word of the page.

use rusqlite::{
    Row, ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::protocol::{
    AttachmentId, AttachmentKind, ConversationId, MessageId, MessageState, RequestOutcome, RequestPurpose,
    Role, SentForm, TurnId, Vendor, Wire,
};

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
    Role { User = "user", Assistant = "assistant" }
    MessageState {
        Streaming = "streaming", Done = "done", Failed = "failed", Stopped = "stopped", Interrupted = "interrupted"
    }
    AttachmentKind { Image = "image", Pdf = "pdf", Text = "text" }
    SentForm { Image = "image", Pdf = "pdf", Text = "text", Pages = "pages" }
    Wire { Chat = "chat", Native = "native" }
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

ids!(ConversationId, MessageId, TurnId, AttachmentId);

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

/// A value as the JSON text of a column. What another version of the program wrote takes its default, as it must not
/// hide the row that it stands in.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let json = serde_json::to_string(&self.0);
        Ok(json.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?.into())
    }
}

impl<T: Default + DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let read = value.as_str().ok().and_then(|json| serde_json::from_str(json).ok());
        Ok(Self(read.unwrap_or_default()))
    }
}

/// A value that may be missed: `None` also for a word of a later version, which this one does not know.
pub(super) fn known<T: FromSql>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    Ok(T::column_result(row.get_ref(column)?).ok())
}

#[cfg(test)]
mod tests {
    use rusqlite::{
        Connection, ToSql,
        types::{FromSql, Value},
    };

    use super::{Json, known};
    use crate::protocol::{FileFacts, Role, SentForm};

    /// Through a column, as SQLite has it.
    fn read<T: FromSql>(value: &dyn ToSql) -> rusqlite::Result<T> {
        Connection::open_in_memory()?.query_row("SELECT ?1", [value], |row| row.get(0))
    }

    pub(super) fn assert_round_trip<T: ToSql + FromSql + PartialEq + std::fmt::Debug>(value: T, word: &str) {
        assert_eq!(read(&value), Ok(Value::Text(word.to_owned())));
        assert_eq!(read(&value), Ok(value));
    }

    #[test]
    fn a_word_that_nobody_wrote_is_refused_unless_it_may_be_missed() {
        assert!(read::<Role>(&"USER").is_err());
        let form = |word: Option<&str>| {
            let connection = Connection::open_in_memory().unwrap();
            connection.query_row("SELECT ?1 AS form", [word], |row| known(row, "form")).unwrap()
        };
        assert_eq!(form(Some("pages")), Some(SentForm::Pages));
        assert_eq!(form(Some("hologram")), None);
        assert_eq!(form(None), None);
    }

    #[test]
    fn json_of_another_version_takes_its_default() {
        let facts = FileFacts { is_scan: true, ..FileFacts::default() };
        assert_eq!(read::<Json<FileFacts>>(&Json(&facts)).unwrap().0, facts);
        for other in ["{\"isScan\": \"very\"}", "", "[]"] {
            assert_eq!(read::<Json<FileFacts>>(&other).unwrap().0, FileFacts::default(), "{other}");
        }
        assert_eq!(read::<Json<Option<Role>>>(&None::<String>).unwrap().0, None);
    }
}
