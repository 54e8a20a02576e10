//! One turn's life in the database: begun in one transaction, appended to, and ended in one transaction.
//!
//! What comes of an answer goes to `message_chunks`, so that appending costs what was added and not what is there;
//! it is folded into the message when the turn ends.
//! Invariant: a message that is not `streaming` any more does not change.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Message, NewTurn, Outcome, Store, expect_one, send_as, values::Json};
use yourouter_protocol::{
    AttachmentId, Attempt, Error, MessageId, MessageState, Replaced, Result, Role, TurnId, Usage,
};

/// Joins the chunks of `messages` to its own text and reasoning.
const FOLD: &str = "text = text || (SELECT coalesce(group_concat(k.text, '' ORDER BY k.seq), '')
        FROM message_chunks k WHERE k.message_seq = messages.seq),
    reasoning = reasoning || (SELECT coalesce(group_concat(k.reasoning, '' ORDER BY k.seq), '')
        FROM message_chunks k WHERE k.message_seq = messages.seq)";

impl Store {
    /// Begins a turn: writes its rows, moves the head to the answer, and clears the draft if it is what was asked.
    ///
    /// # Errors
    /// `Error::Internal` if the rows contradict each other, or if an attachment is not in the draft; nothing is
    /// written then. `Error::Storage`.
    pub fn begin_turn(&self, turn: &NewTurn) -> Result<()> {
        refuse_if_contradictory(turn)?;
        self.connections.write(|transaction| {
            if let Some(question) = &turn.question {
                if turn.copied_from.is_none() {
                    clear_draft(transaction, question)?;
                }
                let seq = insert_message(transaction, question)?;
                let copied = copy_attachments(transaction, turn.copied_from.as_ref(), question, seq)?;
                move_attachments(transaction, &turn.attachment_ids, question, seq, copied)?;
            }
            let seq = insert_message(transaction, &turn.answer)?;
            send_as::note_sent(transaction, seq, &turn.sent_as)?;
            send_as::note_sent_again(transaction, &turn.sent_again_as)?;
            insert_turn(transaction, turn, seq)?;
            advance_conversation(transaction, turn, seq)
        })
    }

    /// Appends what came since the last call.
    ///
    /// # Errors
    /// `Error::Internal` if the message is not being written.
    pub fn append(&self, message: MessageId, text: &str, reasoning: &str) -> Result<()> {
        if text.is_empty() && reasoning.is_empty() {
            return Ok(());
        }
        self.connections.write_relaxed(|transaction| {
            let appended = transaction
                .prepare_cached(
                    "INSERT INTO message_chunks (message_seq, text, reasoning)
                     SELECT seq, ?2, ?3 FROM messages WHERE id = ?1 AND state = 'streaming'",
                )?
                .execute(params![message, text, reasoning])?;
            if appended == 1 { Ok(()) } else { Err(not_running()) }
        })
    }

    /// Stores an HTTP request of a running turn.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn record_attempt(&self, turn: TurnId, attempt: &Attempt) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            transaction.execute(
                "INSERT INTO attempts
                     (turn_seq, vendor, status, duration_ms, request_id, failure_json, adjustments_json)
                 VALUES ((SELECT seq FROM turns WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    turn,
                    attempt.vendor,
                    attempt.status,
                    attempt.duration_ms,
                    attempt.request_id,
                    attempt.failure.as_ref().map(Json),
                    Json(&attempt.overrides),
                ],
            )?;
            Ok(())
        })
    }

    /// Ends a turn: the last text, the state and the outcome in one transaction.
    ///
    /// `text` and `reasoning` are what came since the last [`Store::append`], not the whole answer.
    ///
    /// # Errors
    /// `Error::Internal` if the turn is not running, or if `state` is `streaming`; nothing is written then.
    pub fn end_turn(
        &self,
        turn: TurnId,
        text: &str,
        reasoning: &str,
        state: MessageState,
        outcome: &Outcome,
        now_ms: i64,
    ) -> Result<()> {
        if state == MessageState::Streaming {
            return Err(Error::Internal("a turn does not end while it is streaming".to_owned()));
        }
        self.connections.write(|transaction| {
            let message: i64 = transaction
                .query_row(
                    "SELECT message_seq FROM turns WHERE id = ?1 AND state = 'running'",
                    [turn],
                    |row| row.get(0),
                )
                .optional()?
                .ok_or_else(not_running)?;
            transaction.execute(
                "INSERT INTO message_chunks (message_seq, text, reasoning) VALUES (?1, ?2, ?3)",
                params![message, text, reasoning],
            )?;
            transaction.execute(
                &format!("UPDATE messages SET state = ?2, {FOLD} WHERE seq = ?1"),
                params![message, state],
            )?;
            transaction.execute("DELETE FROM message_chunks WHERE message_seq = ?1", [message])?;
            transaction.execute(
                "UPDATE conversations SET updated_at_ms = ?2
                 WHERE seq = (SELECT conversation_seq FROM messages WHERE seq = ?1)",
                params![message, now_ms],
            )?;
            store_outcome(transaction, turn, state, outcome, now_ms)
        })
    }
}

/// Settles what a program left running when it died: the text so far stays, the answer is `interrupted`.
pub(super) fn interrupt_running(connection: &mut Connection) -> Result<()> {
    let is_any: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM messages WHERE state = 'streaming')
             OR EXISTS (SELECT 1 FROM turns WHERE state = 'running')",
        [],
        |row| row.get(0),
    )?;
    if !is_any {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(&format!(
        "UPDATE messages SET state = 'interrupted', {FOLD} WHERE state = 'streaming';
         DELETE FROM message_chunks;
         UPDATE turns SET state = 'interrupted' WHERE state = 'running';"
    ))?;
    Ok(transaction.commit()?)
}

fn refuse_if_contradictory(turn: &NewTurn) -> Result<()> {
    let answer = &turn.answer;
    let is_answer_fit = answer.role == Role::Assistant
        && answer.state == MessageState::Streaming
        && turn.turn.message_id == answer.id;
    let is_question_fit = match &turn.question {
        Some(question) => {
            question.role == Role::User
                && question.state == MessageState::Done
                && question.conversation_id == answer.conversation_id
                && answer.parent_id == Some(question.id)
        }
        None => answer.parent_id.is_some() && turn.attachment_ids.is_empty() && turn.copied_from.is_none(),
    };
    if is_answer_fit && is_question_fit {
        return Ok(());
    }
    Err(Error::Internal("the rows of a new turn contradict each other".to_owned()))
}

/// Gives the row's `seq`.
fn insert_message(transaction: &Transaction<'_>, message: &Message) -> Result<i64> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO messages (id, conversation_seq, parent_seq, role, state, created_at_ms, text, reasoning)
             SELECT ?1, c.seq, p.seq, ?4, ?5, ?6, ?7, ?8
             FROM conversations c LEFT JOIN messages p ON p.id = ?3 AND p.conversation_seq = c.seq
             WHERE c.id = ?2 AND (?3 IS NULL OR p.seq IS NOT NULL)",
        )?
        .execute(params![
            message.id,
            message.conversation_id,
            message.parent_id,
            message.role,
            message.state,
            message.created_at_ms,
            message.text,
            message.reasoning,
        ])?;
    if inserted == 1 {
        return Ok(transaction.last_insert_rowid());
    }
    Err(Error::Internal("a message follows one that is not in its conversation".to_owned()))
}

/// Copies another version's attachments to the question at `seq`, but for those that it drops; gives how many there are.
fn copy_attachments(
    transaction: &Transaction<'_>,
    source: Option<&Replaced>,
    question: &Message,
    seq: i64,
) -> Result<usize> {
    let Some(Replaced { message_id, dropped }) = source else {
        return Ok(0);
    };
    let mut originals: Vec<(i64, String)> = transaction
        .prepare_cached(
            "SELECT a.seq, a.id FROM messages m
             JOIN conversations c ON c.seq = m.conversation_seq
             JOIN attachments a ON a.message_seq = m.seq
             WHERE m.id = ?1 AND c.id = ?2 ORDER BY a.position",
        )?
        .query_map(params![message_id, question.conversation_id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    originals.retain(|(_, id)| dropped.iter().all(|dropped| dropped.to_string() != *id));
    for (position, (original, _)) in originals.iter().enumerate() {
        transaction
            .prepare_cached(
                "INSERT INTO attachments (id, conversation_seq, message_seq, position, name, kind, media_type,
                     size_bytes, sha256, width, height, thumbnail, pages, facts_json, form, sent_as, is_left_out)
                 SELECT ?2, conversation_seq, ?3, ?4, name, kind, media_type, size_bytes, sha256, width, height,
                     thumbnail, pages, facts_json, form, sent_as, is_left_out
                 FROM attachments WHERE seq = ?1",
            )?
            .execute(params![original, AttachmentId::new(), seq, position])?;
    }
    Ok(originals.len())
}

/// Binds the draft's attachments to the question at `seq`, from position `first` on.
fn move_attachments(
    transaction: &Transaction<'_>,
    ids: &[AttachmentId],
    question: &Message,
    seq: i64,
    first: usize,
) -> Result<()> {
    for (index, id) in ids.iter().enumerate() {
        let moved = transaction
            .prepare_cached(
                "UPDATE attachments SET message_seq = ?2, position = ?3
                 WHERE id = ?1 AND message_seq IS NULL
                     AND conversation_seq = (SELECT seq FROM conversations WHERE id = ?4)",
            )?
            .execute(params![id, seq, first + index, question.conversation_id])?;
        if moved != 1 {
            return Err(Error::Internal("an attachment is not in the draft".to_owned()));
        }
    }
    Ok(())
}

fn insert_turn(transaction: &Transaction<'_>, new: &NewTurn, answer_seq: i64) -> Result<()> {
    let turn = &new.turn;
    transaction.execute(
        "INSERT INTO turns (id, message_seq, state, model, vendor, wire, base_url, started_at_ms)
         VALUES (?1, ?2, 'running', ?3, ?4, ?5, ?6, ?7)",
        params![
            turn.id,
            answer_seq,
            turn.route.model,
            turn.route.vendor,
            turn.route.api_format,
            turn.base_url,
            new.answer.created_at_ms,
        ],
    )?;
    Ok(())
}

fn advance_conversation(transaction: &Transaction<'_>, new: &NewTurn, answer_seq: i64) -> Result<()> {
    let changed = transaction.execute(
        "UPDATE conversations SET head_seq = ?2, updated_at_ms = ?3, title = iif(title = '', ?4, title)
         WHERE id = ?1",
        params![new.answer.conversation_id, answer_seq, new.answer.created_at_ms, new.title],
    )?;
    expect_one(changed, "conversation")
}

/// What was typed since the message went on its way is another draft, and stays.
fn clear_draft(transaction: &Transaction<'_>, question: &Message) -> Result<()> {
    let id = question.conversation_id;
    let draft: Option<String> = transaction
        .query_row("SELECT draft_text FROM conversations WHERE id = ?1", [id], |row| row.get(0))
        .optional()?;
    if draft.is_some_and(|draft| draft.trim_end() == question.text) {
        transaction.execute("UPDATE conversations SET draft_text = '' WHERE id = ?1", [id])?;
    }
    Ok(())
}

fn store_outcome(
    transaction: &Transaction<'_>,
    turn: TurnId,
    state: MessageState,
    outcome: &Outcome,
    now_ms: i64,
) -> Result<()> {
    let Usage { prompt_tokens, completion_tokens } = outcome.usage.unwrap_or_default();
    transaction.execute(
        "UPDATE turns SET state = ?2, ended_at_ms = ?3, vendor_reported = ?4, first_token_ms = ?5, duration_ms = ?6,
             reasoning_ms = ?7, prompt_tokens = ?8, completion_tokens = ?9, finish_reason = ?10, request_id = ?11,
             failure_json = ?12
         WHERE id = ?1",
        params![
            turn,
            state,
            now_ms,
            outcome.vendor_reported,
            outcome.first_token_ms,
            outcome.duration_ms,
            outcome.reasoning_ms,
            prompt_tokens,
            completion_tokens,
            outcome.finish_reason,
            outcome.request_id,
            outcome.failure.as_ref().map(Json),
        ],
    )?;
    Ok(())
}

fn not_running() -> Error {
    Error::Internal("this turn is not running".to_owned())
}
