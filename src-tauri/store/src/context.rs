//! Which messages of a conversation are sent: what a person excluded and pinned.
//!
//! Invariant: only flags change, never a word of a settled message.

use rusqlite::{ToSql, Transaction, params};

use super::{Store, expect_one};
use yourouter_protocol::{ConversationId, MessageId, Result};

impl Store {
    /// Keeps messages of one conversation out of later requests, or takes them in again; all of them or none.
    ///
    /// # Errors
    /// `Error::Internal` if one of them is not there, `Error::Storage`.
    pub fn exclude_messages(&self, ids: &[MessageId], is_left_out: bool, now_ms: i64) -> Result<()> {
        let Some(first) = ids.first() else { return Ok(()) };
        self.connections.write(|transaction| {
            let mut statement =
                transaction.prepare_cached("UPDATE messages SET is_left_out = ?2 WHERE id = ?1")?;
            for id in ids {
                expect_one(statement.execute(params![id, is_left_out])?, "message")?;
            }
            context_changed(transaction, "messages", first, now_ms)
        })
    }

    /// Keeps the instructions of a conversation out of later requests, or takes them in again.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation, `Error::Storage`.
    pub fn exclude_prompt(&self, id: ConversationId, is_excluded: bool, now_ms: i64) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET is_prompt_excluded = ?2, context_changed_at_ms = ?3 WHERE id = ?1",
                params![id, is_excluded, now_ms],
            )?;
            expect_one(changed, "conversation")
        })
    }

    /// Pins a message, so that it is not left out together with others, or lets it go.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message, `Error::Storage`.
    pub fn pin_message(&self, id: MessageId, is_pinned: bool) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction
                .execute("UPDATE messages SET is_pinned = ?2 WHERE id = ?1", params![id, is_pinned])?;
            expect_one(changed, "message")
        })
    }
}

/// What was counted of a conversation before counts no more: something of it, by its id in `table`, is sent or not anew.
pub(super) fn context_changed(
    transaction: &Transaction<'_>,
    table: &str,
    id: &dyn ToSql,
    now_ms: i64,
) -> Result<()> {
    let sql = format!(
        "UPDATE conversations SET context_changed_at_ms = ?2
         WHERE seq = (SELECT conversation_seq FROM {table} WHERE id = ?1)"
    );
    transaction.execute(&sql, params![id, now_ms])?;
    Ok(())
}
