//! Conversations: the list, the blank one, and what belongs to a conversation as a whole.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Conversation, Store, columns, expect_one, gateway, unknown, values::Json};
use unicode_normalization::UnicodeNormalization;
use yourouter_protocol::{ConversationId, Parameters, Result, Route};

/// What the list has: conversations `c` with a message, neither archived nor deleted.
pub(super) const LISTED: &str =
    "c.head_seq IS NOT NULL AND c.archived_at_ms IS NULL AND c.deleted_at_ms IS NULL";

pub(super) fn list_sql() -> String {
    format!(
        "{} {} WHERE {LISTED} ORDER BY c.updated_at_ms DESC, c.seq DESC",
        columns::CONVERSATION,
        columns::CONVERSATION_TABLES
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
        // Looked for again: another program may have made it meanwhile.
        self.connections.write(|transaction| blank_or_new(transaction, route, now_ms))
    }

    /// Changes where a conversation's next message goes.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_route(&self, id: ConversationId, route: &Route) -> Result<()> {
        self.connections.write(|transaction| {
            let gateway = route.gateway.as_deref().map(|url| gateway::row_of(transaction, url)).transpose()?;
            let changed = transaction.execute(
                "UPDATE conversations SET model = ?2, vendor = ?3, routing = ?4, api_format = ?5, gateway_seq = ?6
                 WHERE id = ?1",
                params![id, route.model, route.vendor, route.routing, route.api_format, gateway],
            )?;
            expect_one(changed, "conversation")
        })
    }

    /// Changes what goes with a conversation's requests.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_parameters(&self, id: ConversationId, parameters: &Parameters) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET parameters_json = ?2 WHERE id = ?1",
                params![id, Json(parameters)],
            )?;
            expect_one(changed, "conversation")
        })
    }

    /// Notes that an answer came which nobody has seen, or that it was seen.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_unread(&self, id: ConversationId, is_unread: bool) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            let changed = transaction
                .execute("UPDATE conversations SET is_unread = ?2 WHERE id = ?1", params![id, is_unread])?;
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
    let sql = format!("{} {} WHERE c.id = ?1", columns::CONVERSATION, columns::CONVERSATION_TABLES);
    transaction
        .prepare_cached(&sql)?
        .query_row([id], columns::conversation)
        .optional()?
        .ok_or_else(|| unknown("conversation"))
}

/// The conversation without messages, made if there is none; one of a trial that is about to begin is none.
pub(super) fn blank_or_new(
    transaction: &Transaction<'_>,
    route: &Route,
    now_ms: i64,
) -> Result<Conversation> {
    if let Some(blank) = blank(transaction)? {
        return Ok(blank);
    }
    let id = ConversationId::new();
    let gateway = route.gateway.as_deref().map(|url| gateway::row_of(transaction, url)).transpose()?;
    transaction.execute(
        "INSERT INTO conversations
             (id, gateway_seq, model, vendor, routing, api_format, created_at_ms, updated_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        params![id, gateway, route.model, route.vendor, route.routing, route.api_format, now_ms],
    )?;
    conversation(transaction, id)
}

fn blank(transaction: &Transaction<'_>) -> Result<Option<Conversation>> {
    let sql = format!(
        "{} {} WHERE c.head_seq IS NULL AND c.deleted_at_ms IS NULL
             AND NOT EXISTS (SELECT 1 FROM trials t WHERE t.conversation_seq = c.seq) ORDER BY c.created_at_ms LIMIT 1",
        columns::CONVERSATION,
        columns::CONVERSATION_TABLES
    );
    Ok(transaction.prepare_cached(&sql)?.query_row([], columns::conversation).optional()?)
}

/// A text as it is compared: without case, full-width forms as their usual ones (NFKC).
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}
