//! How rows stand in columns, and back; single values are in [`super::values`].

use rusqlite::Row;

use super::{
    rows::{Attachment, Conversation, Message, Outcome, Turn},
    values::{Json, known},
};
use yourouter_protocol::{Attempt, MessageId, Route, Usage};

type Read<T> = rusqlite::Result<T>;

/// What [`conversation`] reads from [`CONVERSATION_TABLES`].
pub(super) const CONVERSATION: &str =
    "SELECT c.id, c.title, c.model, c.vendor, c.wire, c.parameters_json, h.id AS head_id, c.draft_text,
        c.created_at_ms, c.updated_at_ms";

/// Conversations `c` with their heads.
pub(super) const CONVERSATION_TABLES: &str =
    "FROM conversations c LEFT JOIN messages h ON h.seq = c.head_seq";

/// What [`message`] reads from [`MESSAGE_TABLES`]. What is not folded in yet of a running answer is read along.
pub(super) const MESSAGE: &str = "m.id, c.id AS conversation_id, p.id AS parent_id, m.role, m.state, m.created_at_ms,
    iif(m.state = 'streaming', m.text || (SELECT coalesce(group_concat(k.text, '' ORDER BY k.seq), '')
        FROM message_chunks k WHERE k.message_seq = m.seq), m.text) AS text,
    iif(m.state = 'streaming', m.reasoning || (SELECT coalesce(group_concat(k.reasoning, '' ORDER BY k.seq), '')
        FROM message_chunks k WHERE k.message_seq = m.seq), m.reasoning) AS reasoning";

/// Messages `m` with their conversation `c` and their parent `p`. `CROSS JOIN` keeps SQLite from another order.
pub(super) const MESSAGE_TABLES: &str = "messages m
    CROSS JOIN conversations c ON c.seq = m.conversation_seq
    LEFT JOIN messages p ON p.seq = m.parent_seq";

/// What [`turn`] reads, from `turns t` and its `messages m`.
pub(super) const TURN: &str =
    "t.id, m.id AS message_id, t.model, t.vendor, t.wire, t.base_url, t.vendor_reported,
    t.first_token_ms, t.duration_ms, t.reasoning_ms, t.prompt_tokens, t.completion_tokens, t.finish_reason,
    t.request_id, t.failure_json";

/// What [`attempt`] reads, from `messages m` and `attempts p`.
pub(super) const ATTEMPT: &str =
    "m.id AS message_id, p.vendor, p.status, p.duration_ms, p.request_id, p.failure_json, p.adjustments_json";

/// What [`attachment`] reads, from `attachments a`.
pub(super) const ATTACHMENT: &str =
    "a.id, a.name, a.kind, a.media_type, a.size_bytes, a.sha256, a.width, a.height, a.thumbnail,
    a.pages, a.facts_json, a.form, a.sent_as, a.is_left_out";

/// Reads [`CONVERSATION`].
pub(super) fn conversation(row: &Row<'_>) -> Read<Conversation> {
    Ok(Conversation {
        id: row.get("id")?,
        title: row.get("title")?,
        route: route(row)?,
        parameters: json(row, "parameters_json")?,
        head: row.get("head_id")?,
        draft_text: row.get("draft_text")?,
        created_at_ms: row.get("created_at_ms")?,
        updated_at_ms: row.get("updated_at_ms")?,
    })
}

/// Reads [`MESSAGE`].
pub(super) fn message(row: &Row<'_>) -> Read<Message> {
    Ok(Message {
        id: row.get("id")?,
        conversation_id: row.get("conversation_id")?,
        parent_id: row.get("parent_id")?,
        role: row.get("role")?,
        state: row.get("state")?,
        text: row.get("text")?,
        reasoning: row.get("reasoning")?,
        created_at_ms: row.get("created_at_ms")?,
    })
}

/// Reads [`TURN`].
pub(super) fn turn(row: &Row<'_>) -> Read<Turn> {
    let usage =
        Usage { prompt_tokens: row.get("prompt_tokens")?, completion_tokens: row.get("completion_tokens")? };
    Ok(Turn {
        id: row.get("id")?,
        message_id: row.get("message_id")?,
        route: route(row)?,
        base_url: row.get("base_url")?,
        outcome: Outcome {
            vendor_reported: row.get("vendor_reported")?,
            first_token_ms: row.get("first_token_ms")?,
            duration_ms: row.get("duration_ms")?,
            reasoning_ms: row.get("reasoning_ms")?,
            usage: (usage != Usage::default()).then_some(usage),
            finish_reason: row.get("finish_reason")?,
            request_id: row.get("request_id")?,
            failure: json(row, "failure_json")?,
        },
        attempts: Vec::new(),
    })
}

/// Reads [`ATTEMPT`].
pub(super) fn attempt(row: &Row<'_>) -> Read<(MessageId, Attempt)> {
    let attempt = Attempt {
        vendor: row.get("vendor")?,
        status: row.get("status")?,
        duration_ms: row.get("duration_ms")?,
        request_id: row.get("request_id")?,
        failure: json(row, "failure_json")?,
        overrides: json(row, "adjustments_json")?,
    };
    Ok((row.get("message_id")?, attempt))
}

/// Reads [`ATTACHMENT`].
pub(super) fn attachment(row: &Row<'_>) -> Read<Attachment> {
    let width: Option<u32> = row.get("width")?;
    Ok(Attachment {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        media_type: row.get("media_type")?,
        size_bytes: row.get("size_bytes")?,
        sha256: row.get("sha256")?,
        pixels: width.zip(row.get("height")?),
        thumbnail: row.get("thumbnail")?,
        pages: row.get("pages")?,
        facts: json(row, "facts_json")?,
        send_as: known(row, "form")?,
        sent_as: known(row, "sent_as")?,
        is_left_out: row.get("is_left_out")?,
    })
}

fn route(row: &Row<'_>) -> Read<Route> {
    Ok(Route { model: row.get("model")?, vendor: row.get("vendor")?, api_format: row.get("wire")? })
}

fn json<T: Default + serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> Read<T> {
    Ok(row.get::<_, Json<T>>(column)?.0)
}
