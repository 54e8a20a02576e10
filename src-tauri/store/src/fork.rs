//! A new conversation out of a branch of another one: copied up to a message, with all that hangs on it.
//!
//! Invariant: the copy shares nothing with what it was made of but the contents of files, which are counted.

use std::collections::HashMap;

use rusqlite::{Transaction, params};
use yourouter_protocol::{AttachmentId, ConversationId, Error, MessageId, Result, TurnId};

use super::{Conversation, Store, conversation, sealed, unknown};

/// The messages from the first one to `?1`, as they follow each other.
const BRANCH: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT seq, parent_seq FROM messages WHERE id = ?1
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
    )
    SELECT seq FROM branch ORDER BY seq";

impl Store {
    /// Copies the branch up to `message` into a new conversation, which has the same route, parameters and folders.
    ///
    /// # Errors
    /// `Error::AnswerRunning` while a message of it is being written, `Error::Internal` for an unknown one.
    pub fn fork(&self, message: MessageId, title_suffix: &str, now_ms: i64) -> Result<Conversation> {
        self.connections.write(|transaction| {
            let branch: Vec<i64> = transaction
                .prepare(BRANCH)?
                .query_map([message], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let last = branch.last().copied().ok_or_else(|| unknown("message"))?;
            let is_running: bool = transaction.query_row(
                "SELECT state = 'streaming' FROM messages WHERE seq = ?1",
                [last],
                |row| row.get(0),
            )?;
            if is_running {
                return Err(Error::AnswerRunning);
            }
            let id = ConversationId::new();
            let copy = copy_conversation(transaction, last, id, title_suffix, now_ms)?;
            let mut before: Option<i64> = None;
            for original in branch {
                let seq = copy_message(transaction, original, copy, before)?;
                if let Some(before) = before {
                    transaction
                        .prepare_cached("UPDATE messages SET next_seq = ?2 WHERE seq = ?1")?
                        .execute([before, seq])?;
                }
                let files = copy_files(transaction, original, copy, seq)?;
                copy_parts(transaction, original, seq, &files)?;
                copy_turn(transaction, original, copy, seq)?;
                sealed::copy(transaction, original, seq)?;
                before = Some(seq);
            }
            transaction
                .execute("UPDATE conversations SET head_seq = ?2 WHERE seq = ?1", params![copy, before])?;
            conversation::conversation(transaction, id)
        })
    }
}

fn copy_conversation(
    transaction: &Transaction<'_>,
    message: i64,
    id: ConversationId,
    title_suffix: &str,
    now_ms: i64,
) -> Result<i64> {
    transaction.execute(
        "INSERT INTO conversations (id, title, title_source, gateway_seq, model, vendor, routing, api_format, parameters_json,
             context_changed_at_ms, is_prompt_excluded, created_at_ms, updated_at_ms)
         SELECT ?2, c.title || ?3, c.title_source, c.gateway_seq, c.model, c.vendor, c.routing, c.api_format, c.parameters_json,
             c.context_changed_at_ms, c.is_prompt_excluded, ?4, ?4
         FROM messages m CROSS JOIN conversations c ON c.seq = m.conversation_seq WHERE m.seq = ?1",
        params![message, id, title_suffix, now_ms],
    )?;
    let seq = transaction.last_insert_rowid();
    transaction.execute(
        "INSERT INTO folder_conversations (conversation_seq, folder_seq)
         SELECT ?2, i.folder_seq FROM messages m
         CROSS JOIN folder_conversations i ON i.conversation_seq = m.conversation_seq WHERE m.seq = ?1",
        [message, seq],
    )?;
    Ok(seq)
}

fn copy_message(
    transaction: &Transaction<'_>,
    original: i64,
    conversation: i64,
    parent: Option<i64>,
) -> Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO messages
                 (id, conversation_seq, parent_seq, role, state, created_at_ms, is_left_out, is_pinned)
             SELECT ?2, ?3, ?4, role, state, created_at_ms, is_left_out, is_pinned FROM messages WHERE seq = ?1",
        )?
        .execute(params![original, MessageId::new(), conversation, parent])?;
    Ok(transaction.last_insert_rowid())
}

/// Gives the copies by the `seq` of what they were made of.
fn copy_files(
    transaction: &Transaction<'_>,
    original: i64,
    conversation: i64,
    message: i64,
) -> Result<HashMap<i64, i64>> {
    let files: Vec<i64> = transaction
        .prepare_cached("SELECT seq FROM attachments WHERE message_seq = ?1 ORDER BY position")?
        .query_map([original], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut copies = HashMap::with_capacity(files.len());
    for file in files {
        transaction
            .prepare_cached(
                "INSERT INTO attachments (id, conversation_seq, message_seq, position, name, kind, media_type,
                     size_bytes, sha256, width, height, thumbnail, pages, facts_json, send_as, sent_as, is_left_out)
                 SELECT ?2, ?3, ?4, position, name, kind, media_type, size_bytes, sha256, width, height, thumbnail,
                     pages, facts_json, send_as, sent_as, is_left_out
                 FROM attachments WHERE seq = ?1",
            )?
            .execute(params![file, AttachmentId::new(), conversation, message])?;
        let copy = transaction.last_insert_rowid();
        transaction
            .prepare_cached(
                "INSERT INTO attachment_blobs (attachment_seq, sha256)
                 SELECT ?2, sha256 FROM attachment_blobs WHERE attachment_seq = ?1",
            )?
            .execute([file, copy])?;
        copies.insert(file, copy);
    }
    Ok(copies)
}

fn copy_parts(
    transaction: &Transaction<'_>,
    original: i64,
    message: i64,
    files: &HashMap<i64, i64>,
) -> Result<()> {
    let parts: Vec<(i64, Option<i64>)> = transaction
        .prepare_cached("SELECT seq, attachment_seq FROM parts WHERE message_seq = ?1 ORDER BY position")?
        .query_map([original], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (part, file) in parts {
        transaction
            .prepare_cached(
                "INSERT INTO parts (message_seq, position, kind, text, json, attachment_seq)
                 SELECT ?2, position, kind, text, json, ?3 FROM parts WHERE seq = ?1",
            )?
            .execute(params![part, message, file.and_then(|file| files.get(&file).copied())])?;
    }
    Ok(())
}

/// The last model call behind the message, with its requests: what the figures under an answer are taken from.
fn copy_turn(transaction: &Transaction<'_>, original: i64, conversation: i64, message: i64) -> Result<()> {
    let step: Option<(i64, i64)> = transaction
        .prepare_cached("SELECT seq, turn_seq FROM steps WHERE message_seq = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_map([original], |row| Ok((row.get(0)?, row.get(1)?)))?
        .next()
        .transpose()?;
    let Some((step, turn)) = step else { return Ok(()) };
    transaction
        .prepare_cached(
            "INSERT INTO turns (id, conversation_seq, lane, state, started_at_ms, ended_at_ms)
             SELECT ?2, ?3, lane, state, started_at_ms, ended_at_ms FROM turns WHERE seq = ?1",
        )?
        .execute(params![turn, TurnId::new(), conversation])?;
    let turn = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO steps (turn_seq, message_seq, is_copy, marks_json, gateway_seq, model, vendor, routing, api_format, vendor_reported,
                 first_token_ms, duration_ms, reasoning_ms, prompt_tokens, completion_tokens, finish_reason, request_id,
                 failure_json, end_json, cached_tokens, reasoning_tokens, signature_accepted_by, omissions_json)
             SELECT ?2, ?3, 1, marks_json, gateway_seq, model, vendor, routing, api_format, vendor_reported, first_token_ms, duration_ms,
                 reasoning_ms, prompt_tokens, completion_tokens, finish_reason, request_id, failure_json, end_json,
                 cached_tokens, reasoning_tokens, signature_accepted_by, omissions_json
             FROM steps WHERE seq = ?1",
        )?
        .execute([step, turn, message])?;
    let copy = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO attempts (step_seq, vendor, status, duration_ms, request_id, failure_json, overrides_json)
             SELECT ?2, vendor, status, duration_ms, request_id, failure_json, overrides_json
             FROM attempts WHERE step_seq = ?1 ORDER BY seq",
        )?
        .execute([step, copy])?;
    Ok(())
}
