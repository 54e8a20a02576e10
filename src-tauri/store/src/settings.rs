//! Settings as one JSON object, and small values by name.
//!
//! Invariant: what was stored can never keep the program from starting; what cannot be read takes its default.

use rusqlite::{OptionalExtension, ToSql, params, types::FromSql};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Store, values::Json};
use yourouter_protocol::{Result, Settings};

impl Store {
    /// The stored settings, or the defaults. A field that cannot be read takes its default and leaves the others be.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn settings(&self) -> Result<Settings> {
        let json: Option<String> = self.connections.read(|transaction| {
            Ok(transaction.query_row("SELECT json FROM settings", [], |row| row.get(0)).optional()?)
        })?;
        Ok(json.map(|json| lenient(&json)).unwrap_or_default())
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        self.connections.write(|transaction| {
            transaction
                .execute("INSERT OR REPLACE INTO settings (id, json) VALUES (1, ?1)", [Json(settings)])?;
            Ok(())
        })
    }

    /// A small value by name, such as the base URL or which origin has a key in the keychain.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn value(&self, name: &str) -> Result<Option<String>> {
        self.stored(name)
    }

    /// Stores or removes a small value.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn set_value(&self, name: &str, value: Option<&str>) -> Result<()> {
        self.store(name, value)
    }

    /// The small values whose names begin with something, by name.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn values_beginning(&self, with: &str) -> Result<Vec<(String, String)>> {
        self.connections.read(|transaction| {
            let mut statement = transaction
                .prepare("SELECT name, value FROM stored_values WHERE substr(name, 1, length(?1)) = ?1")?;
            let rows = statement.query_map([with], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A value that is kept as JSON; `None` also if another version wrote it in a form that this one cannot read.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn json_value<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        Ok(self.stored(name)?.and_then(|Json(value)| value))
    }

    /// Stores a value as JSON, or removes it.
    ///
    /// # Errors
    /// `Error::Storage`, `Error::Internal` for a value that JSON cannot hold.
    pub fn set_json_value<T: Serialize>(&self, name: &str, value: Option<&T>) -> Result<()> {
        self.store(name, value.map(Json))
    }

    fn stored<T: FromSql>(&self, name: &str) -> Result<Option<T>> {
        self.connections.read(|transaction| {
            Ok(transaction
                .query_row("SELECT value FROM stored_values WHERE name = ?1", [name], |row| row.get(0))
                .optional()?)
        })
    }

    fn store(&self, name: &str, value: Option<impl ToSql>) -> Result<()> {
        self.connections.write(|transaction| {
            match value {
                Some(value) => transaction.execute(
                    "INSERT OR REPLACE INTO stored_values (name, value) VALUES (?1, ?2)",
                    params![name, value],
                )?,
                None => transaction.execute("DELETE FROM stored_values WHERE name = ?1", [name])?,
            };
            Ok(())
        })
    }
}

/// Takes each field for itself, so that one word of another version does not cost all the others.
fn lenient(json: &str) -> Settings {
    let fields: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    let mut readable = Map::new();
    for (name, value) in fields {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        if serde_json::from_value::<Settings>(Value::Object(alone)).is_ok() {
            readable.insert(name, value);
        }
    }
    serde_json::from_value(Value::Object(readable)).unwrap_or_default()
}
