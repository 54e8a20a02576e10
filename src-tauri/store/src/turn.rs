//! One turn's life in the database: begun in one transaction, appended to, and ended in one transaction.
//!
//! What comes of an answer goes to `part_chunks`, so that appending costs what was added and not what is there; it is
//! folded into the message's parts when the turn ends (`parts`).
//! Invariant: a message that is not `streaming` any more does not change.

use std::slice;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{
    Message, NewTurn, Outcome, Progress, Store, attachment, branch, expect_one, gateway, parts, received,
    sealed, send_as, values::Json,
};
use yourouter_protocol::{Error, Lane, MessageId, MessageState, Result, Role, TurnId, Usage};

impl Store {
    /// Begins a turn: writes its rows, moves the head to the answer, and clears the draft if it is what was asked.
    ///
    /// # Errors
    /// `Error::Internal` if the rows contradict each other, or if an attachment is not in the draft; nothing is
    /// written then. `Error::Storage`.
    pub fn begin_turn(&self, turn: &NewTurn) -> Result<()> {
        self.begin_turns(slice::from_ref(turn))
    }

    /// The lane that an answer was asked in, if it was in one.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn lane_of(&self, answer: MessageId) -> Result<Option<Lane>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT s.lane_json FROM messages m CROSS JOIN steps s ON s.message_seq = m.seq
                 WHERE m.id = ?1 AND s.lane_json IS NOT NULL ORDER BY s.seq DESC LIMIT 1",
            )?;
            let lane = statement.query_row([answer], |row| row.get::<_, Json<Option<Lane>>>(0)).optional()?;
            Ok(lane.and_then(|Json(lane)| lane))
        })
    }

    /// Begins the turns of several lanes: only the first one may bring the question that all of them answer. The head moves
    /// to the first answer.
    ///
    /// # Errors
    /// As [`Store::begin_turn`]; no turn has begun then.
    pub fn begin_turns(&self, lanes: &[NewTurn]) -> Result<()> {
        self.connections.write(|transaction| begin(transaction, lanes))
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
            let seq = streaming(transaction, message)?;
            parts::append(transaction, seq, text, reasoning)
        })
    }

    /// Keeps what came of a running turn since the last call, all of it or nothing.
    ///
    /// # Errors
    /// `Error::Internal` if the turn is not running, `Error::Storage`.
    pub fn keep_progress(&self, turn: TurnId, progress: &Progress) -> Result<()> {
        if progress.is_empty() {
            return Ok(());
        }
        self.connections.write_relaxed(|transaction| keep(transaction, turn, progress))
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
        let progress =
            Progress { text: text.to_owned(), reasoning: reasoning.to_owned(), ..Progress::default() };
        self.end_turn_keeping(turn, &progress, state, outcome, now_ms)
    }

    /// As [`Store::end_turn`], with all that came of the turn and is not written yet.
    ///
    /// # Errors
    /// As [`Store::end_turn`].
    pub fn end_turn_keeping(
        &self,
        turn: TurnId,
        progress: &Progress,
        state: MessageState,
        outcome: &Outcome,
        now_ms: i64,
    ) -> Result<()> {
        self.connections.write(|transaction| {
            keep(transaction, turn, progress)?;
            end(transaction, turn, &Ending { text: "", reasoning: "", state, outcome, now_ms })
        })
    }
}

/// How a turn ends, with what came since the last [`Store::append`].
pub(super) struct Ending<'a> {
    pub(super) text: &'a str,
    pub(super) reasoning: &'a str,
    pub(super) state: MessageState,
    pub(super) outcome: &'a Outcome,
    pub(super) now_ms: i64,
}

/// Writes the rows of turns that begin, each in a lane of its own.
pub(super) fn begin(transaction: &Transaction<'_>, lanes: &[NewTurn]) -> Result<()> {
    let Some(first) = lanes.first() else { return Ok(()) };
    let follows_head = follows_head(transaction, first)?;
    let mut head = None;
    for (lane, turn) in lanes.iter().enumerate() {
        let answer = insert_lane(transaction, turn, lane)?;
        head.get_or_insert(answer);
    }
    advance_conversation(transaction, first, head)?;
    if !follows_head || lanes.len() > 1 {
        // What stands before it may have been on another branch, and the question leads to its last lane.
        transaction.execute(branch::LEAD_TO_HEAD, [first.answer.conversation_id])?;
    }
    Ok(())
}

/// Gives the `seq` of the answer.
fn insert_lane(transaction: &Transaction<'_>, turn: &NewTurn, lane: usize) -> Result<i64> {
    refuse_if_contradictory(turn)?;
    if let Some(question) = &turn.question {
        if turn.copied_from.is_none() {
            clear_draft(transaction, question, turn.drafted_text.as_deref())?;
        }
        let seq = insert_message(transaction, question)?;
        attachment::bind(transaction, turn, question, seq)?;
        parts::insert(transaction, seq, &question.text, &question.reasoning)?;
    }
    let seq = insert_message(transaction, &turn.answer)?;
    if let (None, Some(continued)) = (&turn.question, &turn.copied_from) {
        received::copy(transaction, continued.message_id, seq)?;
    }
    parts::insert(transaction, seq, &turn.answer.text, &turn.answer.reasoning)?;
    send_as::note_sent(transaction, seq, &turn.sent_as)?;
    send_as::note_sent_again(transaction, &turn.sent_again_as)?;
    insert_turn(transaction, turn, seq, lane)?;
    Ok(seq)
}

/// Writes what came of a running turn.
fn keep(transaction: &Transaction<'_>, turn: TurnId, progress: &Progress) -> Result<()> {
    let (step, message) = running(transaction, turn)?;
    for attempt in &progress.attempts {
        transaction.execute(
            "INSERT INTO attempts (step_seq, vendor, status, duration_ms, request_id, failure_json, overrides_json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                step,
                attempt.vendor,
                attempt.status,
                attempt.duration_ms,
                attempt.request_id,
                attempt.failure.as_ref().map(Json),
                Json(&attempt.overrides),
            ],
        )?;
    }
    if progress.is_rewritten {
        transaction.execute(
            "DELETE FROM parts WHERE message_seq = ?1 AND kind IN ('text', 'reasoning')",
            [message],
        )?;
        transaction.execute("DELETE FROM part_chunks WHERE message_seq = ?1", [message])?;
    }
    if let Some(sources) = &progress.sources {
        received::replace_sources(transaction, message, sources)?;
    }
    if let Some(kept) = &progress.sealed {
        sealed::keep(transaction, message, kept)?;
    }
    if let Some(omissions) = &progress.omissions {
        transaction
            .execute("UPDATE steps SET omissions_json = ?2 WHERE seq = ?1", params![step, Json(omissions)])?;
    }
    parts::append(transaction, message, &progress.text, &progress.reasoning)
}

/// The rows of a running turn's last step and of the message that it writes.
fn running(transaction: &Transaction<'_>, turn: TurnId) -> Result<(i64, i64)> {
    transaction
        .prepare_cached(
            "SELECT s.seq, s.message_seq FROM turns t JOIN steps s ON s.turn_seq = t.seq
             WHERE t.id = ?1 AND t.state = 'running' ORDER BY s.seq DESC LIMIT 1",
        )?
        .query_row([turn], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(not_running)
}

/// Writes how a turn ended.
pub(super) fn end(transaction: &Transaction<'_>, turn: TurnId, ending: &Ending<'_>) -> Result<()> {
    let Ending { text, reasoning, state, outcome, now_ms } = *ending;
    if state == MessageState::Streaming {
        return Err(Error::Internal("a turn does not end while it is streaming".to_owned()));
    }
    let (step, message) = running(transaction, turn)?;
    parts::append(transaction, message, text, reasoning)?;
    settle(transaction, message, state)?;
    transaction.execute(
        "UPDATE conversations SET updated_at_ms = ?2
         WHERE seq = (SELECT conversation_seq FROM messages WHERE seq = ?1)",
        params![message, now_ms],
    )?;
    transaction.execute(
        "UPDATE turns SET state = ?2, ended_at_ms = ?3 WHERE id = ?1",
        params![turn, state, now_ms],
    )?;
    store_outcome(transaction, step, outcome)
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
    let running: Vec<i64> = transaction
        .prepare("SELECT seq FROM messages WHERE state = 'streaming'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for message in running {
        settle(&transaction, message, MessageState::Interrupted)?;
    }
    transaction.execute("UPDATE turns SET state = 'interrupted' WHERE state = 'running'", [])?;
    Ok(transaction.commit()?)
}

/// Ends a running message: what came of it becomes its parts.
fn settle(transaction: &Transaction<'_>, message: i64, state: MessageState) -> Result<()> {
    parts::fold(transaction, message)?;
    transaction.execute("UPDATE messages SET state = ?2 WHERE seq = ?1", params![message, state])?;
    Ok(())
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
        None => answer.parent_id.is_some() && turn.attachment_ids.is_empty(),
    };
    if is_answer_fit && is_question_fit {
        return Ok(());
    }
    Err(Error::Internal("the rows of a new turn contradict each other".to_owned()))
}

/// Whether a new turn goes on where the current branch ends.
fn follows_head(transaction: &Transaction<'_>, new: &NewTurn) -> Result<bool> {
    let first = new.question.as_ref().unwrap_or(&new.answer);
    Ok(transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM conversations c LEFT JOIN messages h ON h.seq = c.head_seq
             WHERE c.id = ?1 AND h.id IS ?2)",
        )?
        .query_row(params![first.conversation_id, first.parent_id], |row| row.get(0))?)
}

/// Gives the row's `seq`.
fn insert_message(transaction: &Transaction<'_>, message: &Message) -> Result<i64> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO messages
                 (id, conversation_seq, parent_seq, role, state, created_at_ms, is_left_out, is_pinned)
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
            message.flags.is_left_out,
            message.flags.is_pinned,
        ])?;
    if inserted != 1 {
        return Err(Error::Internal("a message follows one that is not in its conversation".to_owned()));
    }
    let seq = transaction.last_insert_rowid();
    branch::lead_on(transaction, seq)?;
    Ok(seq)
}

fn insert_turn(transaction: &Transaction<'_>, new: &NewTurn, answer_seq: i64, lane: usize) -> Result<()> {
    let turn = &new.turn;
    transaction.execute(
        "INSERT INTO turns (id, conversation_seq, lane, state, started_at_ms)
         SELECT ?1, conversation_seq, ?4, 'running', ?3 FROM messages WHERE seq = ?2",
        params![turn.id, answer_seq, new.answer.created_at_ms, lane as i64],
    )?;
    let turn_seq = transaction.last_insert_rowid();
    transaction.execute(
        "INSERT INTO steps (turn_seq, message_seq, gateway_seq, model, vendor, routing, api_format, omissions_json, lane_json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            turn_seq,
            answer_seq,
            gateway::row_of(transaction, &turn.base_url)?,
            turn.route.model,
            turn.route.vendor,
            turn.route.routing,
            turn.route.api_format,
            Json(&turn.omissions),
            new.lane.as_ref().map(Json),
        ],
    )?;
    Ok(())
}

/// Who writes in a chat that was put away or deleted wants it back.
fn advance_conversation(transaction: &Transaction<'_>, new: &NewTurn, head: Option<i64>) -> Result<()> {
    let changed = transaction.execute(
        "UPDATE conversations SET head_seq = ?2, updated_at_ms = ?3, title = iif(title = '', ?4, title),
             archived_at_ms = NULL, deleted_at_ms = NULL
         WHERE id = ?1",
        params![new.answer.conversation_id, head, new.answer.created_at_ms, new.title],
    )?;
    expect_one(changed, "conversation")
}

/// What was typed since the message went on its way is another draft, and stays.
fn clear_draft(transaction: &Transaction<'_>, question: &Message, drafted: Option<&str>) -> Result<()> {
    let id = question.conversation_id;
    let draft: Option<String> = transaction
        .query_row("SELECT draft_text FROM conversations WHERE id = ?1", [id], |row| row.get(0))
        .optional()?;
    let sent = drafted.map_or(question.text.as_str(), str::trim_end);
    if let Some(rest) = draft.as_deref().and_then(|draft| without_question(draft, sent)) {
        transaction.execute("UPDATE conversations SET draft_text = ?2 WHERE id = ?1", params![id, rest])?;
    }
    Ok(())
}

/// What of a draft comes after a question that it begins with, in paragraphs of their own; `None` if it does not.
fn without_question<'a>(draft: &'a str, question: &str) -> Option<&'a str> {
    if draft.trim_end() == question {
        return Some("");
    }
    draft.strip_prefix(question)?.strip_prefix("\n\n")
}

fn store_outcome(transaction: &Transaction<'_>, step: i64, outcome: &Outcome) -> Result<()> {
    let Usage { prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens } =
        outcome.usage.unwrap_or_default();
    transaction.execute(
        "UPDATE steps SET vendor_reported = ?2, first_token_ms = ?3, duration_ms = ?4, reasoning_ms = ?5,
             prompt_tokens = ?6, completion_tokens = ?7, finish_reason = ?8, request_id = ?9, failure_json = ?10,
             end_json = ?11, marks_json = ?12, cached_tokens = ?13, reasoning_tokens = ?14
         WHERE seq = ?1",
        params![
            step,
            outcome.vendor_reported,
            outcome.first_token_ms,
            outcome.duration_ms,
            outcome.reasoning_ms,
            prompt_tokens,
            completion_tokens,
            outcome.finish_reason,
            outcome.request_id,
            outcome.failure.as_ref().map(Json),
            outcome.end.as_ref().map(Json),
            Json(&outcome.marks),
            cached_tokens,
            reasoning_tokens,
        ],
    )?;
    Ok(())
}

/// The row of a message that is being written.
pub(super) fn streaming(transaction: &Transaction<'_>, message: MessageId) -> Result<i64> {
    transaction
        .prepare_cached("SELECT seq FROM messages WHERE id = ?1 AND state = 'streaming'")?
        .query_row([message], |row| row.get(0))
        .optional()?
        .ok_or_else(not_running)
}

fn not_running() -> Error {
    Error::Internal("this turn is not running".to_owned())
}
