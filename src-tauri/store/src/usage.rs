//! What the scoreboard counts: one row for each HTTP request for an answer, with what its answer reported.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{
    Store,
    values::{Json, known},
};
use yourouter_protocol::{ConversationId, Failure, FailureCode, FolderId, MessageState, Result};

/// What of a request is counted, `t` being its turn, `s` its step, `p` its attempt and `g` the gateway.
pub(super) const COUNTED: &str = "(SELECT c.id FROM conversations c WHERE c.seq = t.conversation_seq) AS conversation_id,
    t.started_at_ms, g.base_url, s.model, p.vendor, p.failure_json, t.state,
    p.seq <> (SELECT min(q.seq) FROM attempts q WHERE q.step_seq = s.seq) AS is_retry,
    p.seq = (SELECT max(q.seq) FROM attempts q WHERE q.step_seq = s.seq) AS is_last,
    s.first_token_ms, s.duration_ms, s.prompt_tokens, s.completion_tokens, s.cached_tokens, s.reasoning_tokens";

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRequest {
    /// The conversation that it was made in.
    pub conversation_id: ConversationId,
    /// When its turn began, in milliseconds since 1970 (UTC).
    pub at_ms: i64,
    /// The base URL that was asked.
    pub base_url: String,
    /// The model that was asked for.
    pub model: String,
    /// The vendor that was asked for.
    pub vendor: String,
    /// Why it failed.
    pub failure: Option<FailureCode>,
    /// Whether one of its answer went before it.
    pub is_retry: bool,
    /// What its answer reported, on the last request of an answer alone.
    pub answer: Option<CountedAnswer>,
}

/// What an answer reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CountedAnswer {
    /// Whether it failed for good.
    pub has_failed: bool,
    /// From sending the request to the first token.
    pub first_token_ms: Option<u64>,
    /// From sending it to the end.
    pub duration_ms: Option<u64>,
    /// Tokens read.
    pub prompt_tokens: Option<u64>,
    /// Tokens written.
    pub completion_tokens: Option<u64>,
    /// Of those read, the ones from a prompt cache.
    pub cached_tokens: Option<u64>,
    /// Of those written, the ones of reasoning.
    pub reasoning_tokens: Option<u64>,
}

/// A conversation that requests were made in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedChat {
    /// What it is called.
    pub title: String,
    /// The folders that it is in.
    pub folders: Vec<(FolderId, String)>,
}

impl Store {
    /// The requests for answers since a time, oldest first. Those of deleted chats are gone with them.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn counted_requests(&self, since_ms: i64) -> Result<Vec<CountedRequest>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&of_turns("t.started_at_ms >= ?1"))?;
            let rows = statement.query_map(params![since_ms], counted)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The requests for answers in one conversation, oldest first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn counted_requests_of(&self, id: ConversationId) -> Result<Vec<CountedRequest>> {
        self.connections.read(|transaction| {
            let own = "t.conversation_seq = (SELECT seq FROM conversations WHERE id = ?1)";
            let mut statement = transaction.prepare_cached(&of_turns(own))?;
            let rows = statement.query_map(params![id], counted)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The conversations that have messages, with the folders that they are in.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn counted_chats(&self) -> Result<HashMap<ConversationId, CountedChat>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT c.id, c.title, f.id AS folder_id, f.name FROM conversations c
                 LEFT JOIN folder_conversations i ON i.conversation_seq = c.seq
                 LEFT JOIN folders f ON f.seq = i.folder_seq
                 WHERE c.head_seq IS NOT NULL ORDER BY c.seq, f.seq",
            )?;
            let mut chats: HashMap<ConversationId, CountedChat> = HashMap::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let title = row.get("title")?;
                let chat = chats.entry(row.get("id")?).or_insert(CountedChat { title, folders: Vec::new() });
                if let Some(folder) = row.get::<_, Option<FolderId>>("folder_id")? {
                    chat.folders.push((folder, row.get("name")?));
                }
            }
            Ok(chats)
        })
    }

    /// The limit of spend that was waived for a conversation.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn waived_limit(&self, id: ConversationId) -> Result<Option<u64>> {
        self.connections.read(|transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT waived_limit FROM conversations WHERE id = ?1")?;
            Ok(statement.query_row(params![id], |row| row.get(0)).optional()?.flatten())
        })
    }

    /// Waives a limit of spend for a conversation, or none.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn set_waived_limit(&self, id: ConversationId, limit: Option<u64>) -> Result<()> {
        self.connections.write(|transaction| {
            transaction
                .execute("UPDATE conversations SET waived_limit = ?2 WHERE id = ?1", params![id, limit])?;
            Ok(())
        })
    }
}

/// The requests of turns that something holds for.
fn of_turns(holds: &str) -> String {
    format!(
        "SELECT {COUNTED} FROM turns t
         CROSS JOIN steps s ON s.turn_seq = t.seq
         CROSS JOIN gateways g ON g.seq = s.gateway_seq
         CROSS JOIN attempts p ON p.step_seq = s.seq
         WHERE {holds} AND s.is_copy = 0
         ORDER BY p.seq"
    )
}

pub(super) fn counted(row: &Row<'_>) -> rusqlite::Result<CountedRequest> {
    let Json(failure) = row.get::<_, Json<Option<Failure>>>("failure_json")?;
    let answer = CountedAnswer {
        has_failed: known::<MessageState>(row, "state")? == Some(MessageState::Failed),
        first_token_ms: row.get("first_token_ms")?,
        duration_ms: row.get("duration_ms")?,
        prompt_tokens: row.get("prompt_tokens")?,
        completion_tokens: row.get("completion_tokens")?,
        cached_tokens: row.get("cached_tokens")?,
        reasoning_tokens: row.get("reasoning_tokens")?,
    };
    Ok(CountedRequest {
        conversation_id: row.get("conversation_id")?,
        at_ms: row.get("started_at_ms")?,
        base_url: row.get("base_url")?,
        model: row.get("model")?,
        vendor: row.get("vendor")?,
        failure: failure.map(|failure| failure.code),
        is_retry: row.get("is_retry")?,
        answer: row.get::<_, bool>("is_last")?.then_some(answer),
    })
}
