//! Reasoning that its maker signed or encrypted, with its maker: the newest, up to a number of bytes.
//!
//! Invariant: what stands in it is the gateway client's, and no export has it; an import brings none.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Store, branch};
use yourouter_protocol::{ApiFormat, MessageId, Result, Vendor};

/// All of it together, in bytes; with more the oldest goes, and only an answer's text is sent from then on.
const MOST_BYTES: i64 = 32 * 1024 * 1024;

/// Sealed reasoning of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReasoning {
    /// The gateway's origin.
    pub origin: String,
    /// The vendor that was asked.
    pub vendor: Vendor,
    /// The vendor that the gateway named.
    pub served_by: Option<String>,
    /// The model that was asked.
    pub model: String,
    /// The API.
    pub api_format: ApiFormat,
    /// What it is, as JSON.
    pub json: String,
}

impl Store {
    /// Sealed reasoning of the branch to `head`, by message.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn sealed_reasoning(&self, head: MessageId) -> Result<HashMap<MessageId, KeptReasoning>> {
        self.connections.read(|transaction| {
            let has_any: bool =
                transaction.prepare_cached(branch::HAS_SEALED)?.query_row([head], |row| row.get(0))?;
            if !has_any {
                return Ok(HashMap::new());
            }
            let mut statement = transaction.prepare_cached(&branch::sealed_sql())?;
            let rows = statement.query_map([head], |row| Ok((row.get("message_id")?, kept(row)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Sealed reasoning of one answer, if it has any.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn sealed_reasoning_of(&self, message: MessageId) -> Result<Option<KeptReasoning>> {
        self.connections.read(|transaction| {
            Ok(transaction
                .prepare_cached(
                    "SELECT r.* FROM messages m CROSS JOIN sealed_reasoning r ON r.message_seq = m.seq
                     WHERE m.id = ?1",
                )?
                .query_row([message], kept)
                .optional()?)
        })
    }

    /// Notes that a vendor took the reasoning of these answers back; gives those of which that was not known.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn note_accepted(&self, messages: &[MessageId], vendor: &str) -> Result<Vec<MessageId>> {
        self.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "UPDATE steps SET signature_accepted_by = ?2 WHERE signature_accepted_by IS NOT ?2
                 AND message_seq = (SELECT seq FROM messages WHERE id = ?1)",
            )?;
            let mut changed = Vec::new();
            for id in messages {
                if statement.execute(params![id, vendor])? > 0 {
                    changed.push(*id);
                }
            }
            Ok(changed)
        })
    }

    /// Forgets the reasoning of these answers, which its maker refused.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn forget_sealed(&self, messages: &[MessageId]) -> Result<()> {
        self.connections.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "DELETE FROM sealed_reasoning WHERE message_seq = (SELECT seq FROM messages WHERE id = ?1)",
            )?;
            for id in messages {
                statement.execute([id])?;
            }
            Ok(())
        })
    }
}

/// Keeps the reasoning of the message at `seq`; the oldest goes where all together is too much.
pub(super) fn keep(transaction: &Transaction<'_>, seq: i64, kept: &KeptReasoning) -> Result<()> {
    let KeptReasoning { origin, vendor, served_by, model, api_format, json } = kept;
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO sealed_reasoning
                 (message_seq, origin, vendor, served_by, model, api_format, json, size_bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            seq,
            origin,
            vendor,
            served_by,
            model,
            api_format,
            json,
            i64::try_from(json.len()).unwrap_or(i64::MAX)
        ])?;
    sweep(transaction, transaction.last_insert_rowid())
}

/// Gives the copy of a message what its original has.
pub(super) fn copy(transaction: &Transaction<'_>, original: i64, copy: i64) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO sealed_reasoning
                 (message_seq, origin, vendor, served_by, model, api_format, json, size_bytes)
             SELECT ?2, origin, vendor, served_by, model, api_format, json, size_bytes
             FROM sealed_reasoning WHERE message_seq = ?1",
        )?
        .execute([original, copy])?;
    Ok(())
}

/// Now and then: looking through all of it for each answer would cost more than a little too much does.
fn sweep(transaction: &Transaction<'_>, added: i64) -> Result<()> {
    const EVERY: i64 = 16;
    if added % EVERY == 0 {
        transaction.execute(
            "DELETE FROM sealed_reasoning WHERE seq <= (SELECT seq FROM (
                 SELECT seq, sum(size_bytes) OVER (ORDER BY seq DESC) AS total FROM sealed_reasoning)
             WHERE total > ?1 ORDER BY seq DESC LIMIT 1)",
            [MOST_BYTES],
        )?;
    }
    Ok(())
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptReasoning> {
    Ok(KeptReasoning {
        origin: row.get("origin")?,
        vendor: row.get("vendor")?,
        served_by: row.get("served_by")?,
        model: row.get("model")?,
        api_format: row.get("api_format")?,
        json: row.get("json")?,
    })
}
