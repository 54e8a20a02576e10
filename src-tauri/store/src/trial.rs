//! Trials: a prompt that was asked several times of one model over several vendors. Its answers are those of the first
//! question of a conversation of its own, and go with it.

use rusqlite::{OptionalExtension, params};

use super::{
    CountedRequest, Store, gateway,
    usage::{COUNTED, counted},
};
use yourouter_protocol::{ConversationId, Result, Route};

/// A trial that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its conversation.
    pub id: ConversationId,
    /// The prompt's name.
    pub name: String,
    /// What was asked.
    pub text: String,
    /// The base URL that was asked.
    pub base_url: String,
    /// The model that was asked for.
    pub model: String,
    /// How often each vendor was to be asked.
    pub times: u32,
    /// In milliseconds since 1970 (UTC).
    pub started_at_ms: i64,
    /// Its requests, oldest first.
    pub requests: Vec<CountedRequest>,
}

/// Most trials that are shown.
const MOST: u32 = 500;

impl Store {
    /// Makes the conversation of a trial.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn begin_trial(
        &self,
        route: &Route,
        name: &str,
        title: &str,
        times: u32,
        now_ms: i64,
    ) -> Result<ConversationId> {
        self.connections.write(|transaction| {
            let id = ConversationId::new();
            let gateway =
                route.gateway.as_deref().map(|url| gateway::row_of(transaction, url)).transpose()?;
            transaction.execute(
                "INSERT INTO conversations
                     (id, title, gateway_seq, model, vendor, routing, api_format, created_at_ms, updated_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
                params![
                    id,
                    title,
                    gateway,
                    route.model,
                    route.vendor,
                    route.routing,
                    route.api_format,
                    now_ms
                ],
            )?;
            transaction.execute(
                "INSERT INTO trials (conversation_seq, name, times, started_at_ms) VALUES (?1, ?2, ?3, ?4)",
                params![transaction.last_insert_rowid(), name, times, now_ms],
            )?;
            Ok(id)
        })
    }

    /// Takes back a trial of which nothing was asked.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn forget_trial(&self, id: ConversationId) -> Result<()> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM conversations WHERE id = ?1 AND head_seq IS NULL", [id])?;
            Ok(())
        })
    }

    /// The trials whose conversations are not deleted, the newest first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn trials(&self) -> Result<Vec<Trial>> {
        self.connections.read(|transaction| {
            let mut found = transaction.prepare_cached(
                "SELECT c.seq, c.id, t.name, t.times, t.started_at_ms, q.seq AS question_seq,
                     (SELECT group_concat(k.text, '') FROM parts k WHERE k.message_seq = q.seq AND k.kind = 'text') AS text
                 FROM trials t
                 CROSS JOIN conversations c ON c.seq = t.conversation_seq
                 CROSS JOIN messages q ON q.seq = (SELECT min(m.seq) FROM messages m WHERE m.conversation_seq = c.seq)
                 WHERE c.deleted_at_ms IS NULL
                 ORDER BY t.started_at_ms DESC, c.seq DESC LIMIT ?1",
            )?;
            let mut requests = transaction.prepare_cached(&format!(
                "SELECT {COUNTED} FROM messages m
                 CROSS JOIN steps s ON s.message_seq = m.seq
                 CROSS JOIN turns t ON t.seq = s.turn_seq
                 CROSS JOIN gateways g ON g.seq = s.gateway_seq
                 CROSS JOIN attempts p ON p.step_seq = s.seq
                 WHERE m.parent_seq = ?1 ORDER BY p.seq"
            ))?;
            let mut place = transaction.prepare_cached(
                "SELECT g.base_url, s.model FROM messages m
                 CROSS JOIN steps s ON s.message_seq = m.seq
                 CROSS JOIN gateways g ON g.seq = s.gateway_seq
                 WHERE m.parent_seq = ?1 ORDER BY m.seq LIMIT 1",
            )?;
            let mut rows = found.query([MOST])?;
            let mut trials = Vec::new();
            while let Some(row) = rows.next()? {
                let question: i64 = row.get("question_seq")?;
                let asked = place.query_row([question], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                let Some((base_url, model)) = asked else { continue };
                trials.push(Trial {
                    id: row.get("id")?,
                    name: row.get("name")?,
                    text: row.get::<_, Option<String>>("text")?.unwrap_or_default(),
                    base_url,
                    model,
                    times: row.get("times")?,
                    started_at_ms: row.get("started_at_ms")?,
                    requests: requests.query_map([question], counted)?.collect::<rusqlite::Result<_>>()?,
                });
            }
            Ok(trials)
        })
    }
}
