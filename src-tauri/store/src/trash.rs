//! Deleted conversations, from the moment when they cannot be restored any more.
//!
//! Invariant: only what was deleted before is removed for good, and all that hangs on it goes in the same transaction.
//! The files' contents are removed afterwards, by whoever holds their folder (`Store::unused_blobs`).

use rusqlite::params;

use super::{Store, values::Json};
use yourouter_protocol::{ConversationId, Result};

impl Store {
    /// Conversations that were deleted before a moment.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn deleted_before(&self, before_ms: i64) -> Result<Vec<ConversationId>> {
        self.connections.read(|transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT id FROM conversations WHERE deleted_at_ms < ?1")?;
            let rows = statement.query_map([before_ms], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Removes those of `ids` that were deleted before `before_ms`, with their messages; gives those that are gone.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn purge(&self, ids: &[ConversationId], before_ms: i64) -> Result<Vec<ConversationId>> {
        self.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "DELETE FROM conversations
                 WHERE id IN (SELECT value FROM json_each(?1)) AND deleted_at_ms < ?2 RETURNING id",
            )?;
            let rows = statement.query_map(params![Json(ids), before_ms], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The contents that no attachment needs any more.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn unused_blobs(&self) -> Result<Vec<String>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT sha256 FROM blobs WHERE refs <= 0")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
