//! What the scoreboard counts: one row for each HTTP request for an answer, with what its answer reported.

use rusqlite::{Row, params};

use super::{
    Store,
    values::{Json, known},
};
use yourouter_protocol::{Failure, FailureCode, MessageState, Result};

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRequest {
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
}

impl Store {
    /// The requests for answers since a time, oldest first. Those of deleted chats are gone with them.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn counted_requests(&self, since_ms: i64) -> Result<Vec<CountedRequest>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT t.started_at_ms, g.base_url, s.model, p.vendor, p.failure_json, t.state,
                     p.seq <> (SELECT min(q.seq) FROM attempts q WHERE q.step_seq = s.seq) AS is_retry,
                     p.seq = (SELECT max(q.seq) FROM attempts q WHERE q.step_seq = s.seq) AS is_last,
                     s.first_token_ms, s.duration_ms, s.prompt_tokens, s.completion_tokens, s.cached_tokens
                 FROM turns t
                 CROSS JOIN steps s ON s.turn_seq = t.seq
                 CROSS JOIN gateways g ON g.seq = s.gateway_seq
                 CROSS JOIN attempts p ON p.step_seq = s.seq
                 WHERE t.started_at_ms >= ?1 AND s.is_copy = 0
                 ORDER BY p.seq",
            )?;
            let rows = statement.query_map(params![since_ms], counted)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
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
    };
    Ok(CountedRequest {
        at_ms: row.get("started_at_ms")?,
        base_url: row.get("base_url")?,
        model: row.get("model")?,
        vendor: row.get("vendor")?,
        failure: failure.map(|failure| failure.code),
        is_retry: row.get("is_retry")?,
        answer: row.get::<_, bool>("is_last")?.then_some(answer),
    })
}
