//! Whole conversations out of the database, and into it: for exports that lose nothing, and for imports.
//!
//! An import only ever adds: what is there stays as it is, for it may have been gone on with.
//! Invariant: a conversation comes in whole or not at all, and with it no gateway, no vendor, no free field of requests.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use super::{Attachment, Store, branch, columns, parts, received, unknown, values::Json, window};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    Archived, ArchivedFile, ArchivedMessage, ArchivedParameters, ArchivedPart, ArchivedTurn, AttachmentId,
    ConversationId, Error, MessageId, MessageState, Parameters, Result, Source, TurnId,
};

/// What became of a conversation that was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It is new.
    Added,
    /// It was there, and has more messages now.
    Updated,
    /// It was there with all of them.
    Unchanged,
}

impl Store {
    /// A conversation with all of its messages.
    ///
    /// # Errors
    /// `Error::Internal` if there is none; `Error::Invalid` if it holds what this version does not know.
    pub fn archived(&self, id: ConversationId) -> Result<Archived> {
        self.connections.read(|transaction| archived(transaction, id))
    }

    /// The contents that the files of these conversations need, each once, in a fixed order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn contents(&self, ids: &[ConversationId]) -> Result<Vec<String>> {
        self.connections.read(|transaction| {
            let mut contents = BTreeSet::new();
            let mut statement = transaction.prepare_cached(
                "SELECT a.sha256 FROM conversations c JOIN attachments a ON a.conversation_seq = c.seq
                 WHERE c.id = ?1 AND a.message_seq IS NOT NULL",
            )?;
            for id in ids {
                for sha256 in statement.query_map([id], |row| row.get(0))? {
                    contents.insert(sha256?);
                }
            }
            Ok(contents.into_iter().collect())
        })
    }

    /// The messages of a conversation that are there already; none if it is not.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn known_messages(&self, id: ConversationId) -> Result<HashSet<MessageId>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT m.id FROM conversations c JOIN messages m ON m.conversation_seq = c.seq WHERE c.id = ?1",
            )?;
            Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Adds a conversation, or what of it is not there yet. `files` are those of its parts, by their ids. A new one comes
    /// into its folders, as far as they are there; one that is there stays where it is. What a crash of the system takes of
    /// it, another import brings again.
    ///
    /// # Errors
    /// `Error::Invalid` if it contradicts itself, or has a message of another conversation; nothing is written then.
    pub fn import(&self, chat: &Archived, files: &HashMap<AttachmentId, Attachment>) -> Result<Imported> {
        self.connections.write_relaxed(|transaction| import(transaction, chat, files))
    }
}

fn archived(transaction: &Transaction<'_>, id: ConversationId) -> Result<Archived> {
    let (seq, mut chat) = transaction
        .prepare_cached(
            "SELECT c.seq, c.title, c.title_source, c.model, c.parameters_json, c.created_at_ms, c.updated_at_ms,
                 c.pinned_at_ms, c.archived_at_ms, c.is_prompt_excluded, h.id FROM conversations c
             LEFT JOIN messages h ON h.seq = c.head_seq WHERE c.id = ?1",
        )?
        .query_row([id], |row| {
            let parameters = row.get::<_, Json<Parameters>>(4)?.0;
            let chat = Archived {
                id,
                title: row.get(1)?,
                is_title_own: row.get::<_, String>(2)? == "person",
                model: row.get(3)?,
                parameters: ArchivedParameters {
                    system_prompt: parameters.system_prompt,
                    temperature: parameters.temperature,
                    max_tokens: parameters.max_tokens,
                    reasoning_effort: parameters.reasoning_effort,
                },
                created_at_ms: row.get(5)?,
                updated_at_ms: row.get(6)?,
                pinned_at_ms: row.get(7)?,
                archived_at_ms: row.get(8)?,
                is_prompt_excluded: row.get(9)?,
                folders: Vec::new(),
                head: row.get(10)?,
                messages: Vec::new(),
            };
            Ok((row.get::<_, i64>(0)?, chat))
        })
        .optional()?
        .ok_or_else(|| unknown("conversation"))?;
    chat.folders = transaction
        .prepare_cached(
            "SELECT f.id FROM folder_conversations i JOIN folders f ON f.seq = i.folder_seq
             WHERE i.conversation_seq = ?1 ORDER BY f.id",
        )?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let seqs: Vec<i64> = transaction
        .prepare_cached("SELECT seq FROM messages WHERE conversation_seq = ?1 ORDER BY seq")?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for seq in seqs {
        chat.messages.push(archived_message(transaction, seq)?);
    }
    Ok(chat)
}

fn archived_message(transaction: &Transaction<'_>, seq: i64) -> Result<ArchivedMessage> {
    let message = transaction.prepare_cached(&window::message_sql())?.query_row([seq], columns::message)?;
    if message.is_unreadable {
        return Err(Error::Invalid(details::import_newer().to_owned()));
    }
    let is_running = message.state == MessageState::Streaming;
    let mut parts = archived_parts(transaction, seq)?;
    if is_running {
        // What is not folded in yet is known whole only.
        parts.retain(|part| !matches!(part, ArchivedPart::Text { .. } | ArchivedPart::Reasoning { .. }));
        let words = [
            (!message.reasoning.is_empty())
                .then(|| ArchivedPart::Reasoning { text: message.reasoning.clone() }),
            (!message.text.is_empty()).then(|| ArchivedPart::Text { text: message.text.clone() }),
        ];
        parts.extend(words.into_iter().flatten());
    }
    let turn = window::turn_of(transaction, seq)?.map(|turn| ArchivedTurn {
        route: turn.route,
        vendor_reported: turn.outcome.vendor_reported,
        first_token_ms: turn.outcome.first_token_ms,
        duration_ms: turn.outcome.duration_ms,
        reasoning_ms: turn.outcome.reasoning_ms,
        prompt_tokens: turn.outcome.usage.and_then(|usage| usage.prompt_tokens),
        completion_tokens: turn.outcome.usage.and_then(|usage| usage.completion_tokens),
        cached_tokens: turn.outcome.usage.and_then(|usage| usage.cached_tokens),
        reasoning_tokens: turn.outcome.usage.and_then(|usage| usage.reasoning_tokens),
        finish_reason: turn.outcome.finish_reason,
        request_id: turn.outcome.request_id,
        failure: turn.outcome.failure,
        end: turn.outcome.end,
        attempts: turn.attempts,
        omissions: turn.omissions,
    });
    Ok(ArchivedMessage {
        id: message.id,
        parent_id: message.parent_id,
        role: message.role,
        state: if is_running { MessageState::Interrupted } else { message.state },
        created_at_ms: message.created_at_ms,
        is_left_out: message.flags.is_left_out,
        is_pinned: message.flags.is_pinned,
        parts,
        turn,
    })
}

fn archived_parts(transaction: &Transaction<'_>, seq: i64) -> Result<Vec<ArchivedPart>> {
    let sql = format!(
        "SELECT k.kind AS part_kind, k.text AS part_text, k.json AS part_json, {} FROM parts k
         LEFT JOIN attachments a ON a.seq = k.attachment_seq WHERE k.message_seq = ?1 ORDER BY k.position",
        columns::ATTACHMENT
    );
    let mut statement = transaction.prepare_cached(&sql)?;
    let mut rows = statement.query([seq])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = || row.get::<_, String>("part_text");
        let json = || Ok::<Value, rusqlite::Error>(row.get::<_, Json<Value>>("part_json")?.0);
        found.push(match row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)? {
            parts::TEXT => ArchivedPart::Text { text: text()? },
            parts::REASONING => ArchivedPart::Reasoning { text: text()? },
            "tool_call" => ArchivedPart::ToolCall { json: json()? },
            "tool_result" => ArchivedPart::ToolResult { json: json()? },
            "citation" => ArchivedPart::Citation(row.get::<_, Json<Source>>("part_json")?.0),
            _ => ArchivedPart::File(archived_file(columns::attachment(row)?)),
        });
    }
    Ok(found)
}

fn archived_file(file: Attachment) -> ArchivedFile {
    ArchivedFile {
        id: file.id,
        name: file.name,
        file_kind: file.kind,
        sha256: file.sha256,
        send_as: file.send_as,
        sent_as: file.sent_as,
        is_left_out: file.is_left_out,
        is_pasted: file.facts.is_pasted,
    }
}

fn import(
    transaction: &Transaction<'_>,
    chat: &Archived,
    files: &HashMap<AttachmentId, Attachment>,
) -> Result<Imported> {
    let there: Option<(i64, Option<MessageId>)> = transaction
        .prepare_cached(
            "SELECT c.seq, h.id FROM conversations c LEFT JOIN messages h ON h.seq = c.head_seq WHERE c.id = ?1",
        )?
        .query_row([chat.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let seq = match there {
        Some((seq, _)) => seq,
        None => insert_conversation(transaction, chat)?,
    };
    let mut known: HashMap<MessageId, i64> = transaction
        .prepare_cached("SELECT id, seq FROM messages WHERE conversation_seq = ?1")?
        .query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let before = known.len();
    for message in &chat.messages {
        if !known.contains_key(&message.id) {
            let message_seq = insert_message(transaction, seq, message, &known, files)?;
            known.insert(message.id, message_seq);
        }
    }
    let is_more = known.len() > before;
    // A branch that was gone on with here stays the one that is shown.
    let is_theirs = |head: MessageId| chat.messages.iter().any(|message| message.id == head);
    let follows = there.is_none_or(|(_, head)| is_more && head.is_none_or(is_theirs));
    let head = chat.head.or(chat.messages.last().map(|message| message.id)).and_then(|head| known.get(&head));
    if let (true, Some(head)) = (follows, head) {
        transaction.execute("UPDATE conversations SET head_seq = ?2 WHERE seq = ?1", params![seq, head])?;
    } else if there.is_none() {
        return Err(Error::Invalid(details::import_headless().to_owned()));
    }
    // Each message that came in let its parent go on with it.
    transaction.execute(branch::LEAD_TO_HEAD, [chat.id])?;
    // Who imports a chat wants to see it.
    transaction.execute("UPDATE conversations SET deleted_at_ms = NULL WHERE seq = ?1", [seq])?;
    if there.is_some() && is_more {
        transaction.execute(
            "UPDATE conversations SET updated_at_ms = max(updated_at_ms, ?2) WHERE seq = ?1",
            params![seq, chat.updated_at_ms],
        )?;
    }
    Ok(match there {
        None => Imported::Added,
        Some(_) if is_more => Imported::Updated,
        Some(_) => Imported::Unchanged,
    })
}

fn insert_conversation(transaction: &Transaction<'_>, chat: &Archived) -> Result<i64> {
    let ArchivedParameters { system_prompt, temperature, max_tokens, reasoning_effort } =
        chat.parameters.clone();
    let parameters =
        Parameters { system_prompt, temperature, max_tokens, reasoning_effort, ..Parameters::default() };
    transaction
        .prepare_cached(
            "INSERT INTO conversations (id, title, title_source, model, vendor, parameters_json, created_at_ms,
                 updated_at_ms, pinned_at_ms, archived_at_ms, is_prompt_excluded)
             VALUES (?1, ?2, ?3, ?4, 'auto', ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            chat.id,
            chat.title,
            if chat.is_title_own { "person" } else { "program" },
            chat.model,
            Json(&parameters),
            chat.created_at_ms,
            chat.updated_at_ms,
            chat.pinned_at_ms,
            chat.archived_at_ms,
            chat.is_prompt_excluded,
        ])?;
    let seq = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO folder_conversations (conversation_seq, folder_seq)
             SELECT ?1, seq FROM folders WHERE id IN (SELECT value FROM json_each(?2))",
        )?
        .execute(params![seq, Json(&chat.folders)])?;
    Ok(seq)
}

fn insert_message(
    transaction: &Transaction<'_>,
    conversation: i64,
    message: &ArchivedMessage,
    known: &HashMap<MessageId, i64>,
    files: &HashMap<AttachmentId, Attachment>,
) -> Result<i64> {
    let parent = message.parent_id.map(|parent| known.get(&parent).copied());
    if parent == Some(None) {
        return Err(Error::Invalid(details::import_out_of_order().to_owned()));
    }
    let is_taken: bool = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM messages WHERE id = ?1)")?
        .query_row([message.id], |row| row.get(0))?;
    if is_taken {
        return Err(Error::Invalid(details::import_foreign_message().to_owned()));
    }
    let state = match message.state {
        MessageState::Streaming => MessageState::Interrupted,
        state => state,
    };
    transaction
        .prepare_cached(
            "INSERT INTO messages
                 (id, conversation_seq, parent_seq, role, state, created_at_ms, is_left_out, is_pinned)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            message.id,
            conversation,
            parent.flatten(),
            message.role,
            state,
            message.created_at_ms,
            message.is_left_out,
            message.is_pinned,
        ])?;
    let seq = transaction.last_insert_rowid();
    branch::lead_on(transaction, seq)?;
    for (position, part) in message.parts.iter().enumerate() {
        insert_part(transaction, seq, position, part, files)?;
    }
    if let Some(turn) = &message.turn {
        insert_turn(transaction, conversation, seq, state, message.created_at_ms, turn)?;
    }
    Ok(seq)
}

fn insert_part(
    transaction: &Transaction<'_>,
    message: i64,
    position: usize,
    part: &ArchivedPart,
    files: &HashMap<AttachmentId, Attachment>,
) -> Result<()> {
    let json_text;
    let (kind, text, json) = match part {
        ArchivedPart::Text { text } => (parts::TEXT, text.as_str(), None),
        ArchivedPart::Reasoning { text } => (parts::REASONING, text.as_str(), None),
        ArchivedPart::ToolCall { json } | ArchivedPart::ToolResult { json } => {
            json_text = json.to_string();
            let is_call = matches!(part, ArchivedPart::ToolCall { .. });
            (if is_call { "tool_call" } else { "tool_result" }, "", Some(json_text.as_str()))
        }
        ArchivedPart::Citation(source) => {
            return received::add_sources(transaction, message, std::slice::from_ref(source));
        }
        ArchivedPart::File(file) => {
            let is_taken: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM attachments WHERE id = ?1)")?
                .query_row([file.id], |row| row.get(0))?;
            if is_taken {
                return Err(Error::Invalid(details::import_foreign_file().to_owned()));
            }
            let file = files.get(&file.id).ok_or_else(|| unknown("attachment"))?;
            return received::add(transaction, message, file);
        }
    };
    transaction
        .prepare_cached(
            "INSERT INTO parts (message_seq, position, kind, text, json) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![message, position, kind, text, json])?;
    Ok(())
}

fn insert_turn(
    transaction: &Transaction<'_>,
    conversation: i64,
    message: i64,
    state: MessageState,
    started_at_ms: i64,
    turn: &ArchivedTurn,
) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO turns (id, conversation_seq, state, started_at_ms) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![TurnId::new(), conversation, state, started_at_ms])?;
    transaction
        .prepare_cached(
            "INSERT INTO steps (turn_seq, message_seq, model, vendor, api_format, vendor_reported, first_token_ms,
                 duration_ms, reasoning_ms, prompt_tokens, completion_tokens, finish_reason, request_id, failure_json,
                 end_json, cached_tokens, reasoning_tokens, omissions_json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            transaction.last_insert_rowid(),
            message,
            turn.route.model,
            turn.route.vendor,
            turn.route.api_format,
            turn.vendor_reported,
            turn.first_token_ms,
            turn.duration_ms,
            turn.reasoning_ms,
            turn.prompt_tokens,
            turn.completion_tokens,
            turn.finish_reason,
            turn.request_id,
            turn.failure.as_ref().map(Json),
            turn.end.as_ref().map(Json),
            turn.cached_tokens,
            turn.reasoning_tokens,
            Json(&turn.omissions),
        ])?;
    let step = transaction.last_insert_rowid();
    for attempt in &turn.attempts {
        transaction
            .prepare_cached(
                "INSERT INTO attempts (step_seq, vendor, status, duration_ms, request_id, failure_json, overrides_json)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                step,
                attempt.vendor,
                attempt.status,
                attempt.duration_ms,
                attempt.request_id,
                attempt.failure.as_ref().map(Json),
                Json(&attempt.overrides),
            ])?;
    }
    Ok(())
}
