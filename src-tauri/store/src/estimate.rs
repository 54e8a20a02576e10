//! What earlier answers of a model came to, for estimates of the next.

use rusqlite::params;

use super::Store;
use yourouter_protocol::Result;

/// An answer whose tokens were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedText {
    /// Its words.
    pub text: String,
    /// The tokens that were written.
    pub tokens: u64,
    /// Those of them that were reasoning.
    pub reasoning: u64,
}

impl Store {
    /// The newest answers of a model, at most `most`, whose tokens were told; what was stopped or failed is not among them.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn counted_texts(&self, model: &str, most: u32) -> Result<Vec<CountedText>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT (SELECT group_concat(k.text, '' ORDER BY k.position) FROM parts k
                         WHERE k.message_seq = s.message_seq AND k.kind = 'text') AS words,
                     s.completion_tokens, coalesce(s.reasoning_tokens, 0) AS reasoning
                 FROM steps s JOIN messages m ON m.seq = s.message_seq
                 WHERE s.model = ?1 AND s.completion_tokens > 0 AND m.state = 'done'
                 ORDER BY s.seq DESC LIMIT ?2",
            )?;
            let rows = statement.query_map(params![model, most], |row| {
                Ok(CountedText {
                    text: row.get::<_, Option<String>>("words")?.unwrap_or_default(),
                    tokens: row.get("completion_tokens")?,
                    reasoning: row.get("reasoning")?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
