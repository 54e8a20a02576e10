//! Conversations: the list, the blank one, and what belongs to a conversation as a whole.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Conversation, Store, columns, expect_one, unknown};
use yourouter_protocol::{ConversationId, Result, Route};

pub(super) fn list_sql() -> String {
    format!(
        "{} WHERE c.head_seq IS NOT NULL ORDER BY c.updated_at_ms DESC, c.seq DESC",
        columns::CONVERSATION
    )
}

impl Store {
    /// Conversations with at least one message, latest change first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn conversations(&self) -> Result<Vec<Conversation>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&list_sql())?;
            let rows = statement.query_map([], columns::conversation)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One conversation.
    ///
    /// # Errors
    /// `Error::Internal` if there is none.
    pub fn conversation(&self, id: ConversationId) -> Result<Conversation> {
        self.connections.read(|transaction| conversation(transaction, id))
    }

    /// The conversation without messages, made with `route` if there is none.
    ///
    /// One that is there keeps its own route and draft.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn blank_conversation(&self, route: &Route, now_ms: i64) -> Result<Conversation> {
        if let Some(blank) = self.connections.read(blank)? {
            return Ok(blank);
        }
        self.connections.write(|transaction| {
            // Looked for again: another program may have made it meanwhile.
            if let Some(blank) = blank(transaction)? {
                return Ok(blank);
            }
            let id = ConversationId::new();
            transaction.execute(
                "INSERT INTO conversations (id, model, vendor, wire, created_at_ms, updated_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
                params![id, route.model, route.vendor, route.api_format, now_ms],
            )?;
            conversation(transaction, id)
        })
    }

    /// Changes where a conversation's next message goes.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_route(&self, id: ConversationId, route: &Route) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET model = ?2, vendor = ?3, wire = ?4 WHERE id = ?1",
                params![id, route.model, route.vendor, route.api_format],
            )?;
            expect_one(changed, "conversation")
        })
    }

    /// Stores what stands in the composer.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_draft(&self, id: ConversationId, text: &str) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            let changed = transaction
                .prepare_cached("UPDATE conversations SET draft_text = ?2 WHERE id = ?1")?
                .execute(params![id, text])?;
            expect_one(changed, "conversation")
        })
    }
}

/// One conversation, or `Error::Internal`.
pub(super) fn conversation(transaction: &Transaction<'_>, id: ConversationId) -> Result<Conversation> {
    let sql = format!("{} WHERE c.id = ?1", columns::CONVERSATION);
    transaction
        .prepare_cached(&sql)?
        .query_row([id], columns::conversation)
        .optional()?
        .ok_or_else(|| unknown("conversation"))
}

fn blank(transaction: &Transaction<'_>) -> Result<Option<Conversation>> {
    let sql = format!("{} WHERE c.head_seq IS NULL ORDER BY c.created_at_ms LIMIT 1", columns::CONVERSATION);
    Ok(transaction.prepare_cached(&sql)?.query_row([], columns::conversation).optional()?)
}
