//! Values of a column that may be of another version of the program: JSON, and words that may be missed.

use rusqlite::{
    Row, ToSql,
    types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};

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
    use rusqlite::{Connection, ToSql, types::FromSql};

    use super::{Json, known};
    use yourouter_protocol::{FileFacts, Role, SendAs};

    /// Through a column, as SQLite has it.
    fn read<T: FromSql>(value: &dyn ToSql) -> rusqlite::Result<T> {
        Connection::open_in_memory()?.query_row("SELECT ?1", [value], |row| row.get(0))
    }

    #[test]
    fn a_word_that_nobody_wrote_is_none_where_it_may_be_missed() {
        let send_as = |word: Option<&str>| {
            let connection = Connection::open_in_memory().unwrap();
            connection.query_row("SELECT ?1 AS form", [word], |row| known(row, "form")).unwrap()
        };
        assert_eq!(send_as(Some("pages")), Some(SendAs::Pages));
        assert_eq!(send_as(Some("hologram")), None);
        assert_eq!(send_as(None), None);
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
