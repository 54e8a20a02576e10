//! How the values of rows stand in columns, and back.
//!
//! Invariant: a word stored here is never changed, as files with it exist; it need not be the word of the page.

use rusqlite::{Row, types::Type};

use super::rows::{Attachment, Conversation, Message, Outcome, Turn};
use crate::protocol::{
    AttachmentId, AttachmentKind, Attempt, ConversationId, Failure, FileFacts, MessageId, MessageState, Role,
    Route, SentForm, TurnId, Usage, Vendor, Wire,
};

type Read<T> = rusqlite::Result<T>;

/// What [`conversation`] reads; conditions on `c` follow.
pub(super) const CONVERSATION: &str =
    "SELECT c.id, c.title, c.model, c.vendor, c.wire, c.parameters_json, h.id AS head_id, c.draft_text,
        c.created_at_ms, c.updated_at_ms
    FROM conversations c LEFT JOIN messages h ON h.seq = c.head_seq";

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
        id: parsed(row, "id", ConversationId::parse)?,
        title: row.get("title")?,
        route: route(row)?,
        parameters: lenient(row, "parameters_json")?,
        head: parsed_or_null(row, "head_id", MessageId::parse)?,
        draft_text: row.get("draft_text")?,
        created_at_ms: row.get("created_at_ms")?,
        updated_at_ms: row.get("updated_at_ms")?,
    })
}

/// Reads [`MESSAGE`].
pub(super) fn message(row: &Row<'_>) -> Read<Message> {
    Ok(Message {
        id: parsed(row, "id", MessageId::parse)?,
        conversation_id: parsed(row, "conversation_id", ConversationId::parse)?,
        parent_id: parsed_or_null(row, "parent_id", MessageId::parse)?,
        role: parsed(row, "role", |word| {
            [Role::User, Role::Assistant].into_iter().find(|it| role_word(*it) == word)
        })?,
        state: parsed(row, "state", |word| STATES.into_iter().find(|it| state_word(*it) == word))?,
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
        id: parsed(row, "id", TurnId::parse)?,
        message_id: parsed(row, "message_id", MessageId::parse)?,
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
            failure: failure(row)?,
        },
        attempts: Vec::new(),
    })
}

/// Reads [`ATTEMPT`].
pub(super) fn attempt(row: &Row<'_>) -> Read<(MessageId, Attempt)> {
    let vendor: String = row.get("vendor")?;
    let attempt = Attempt {
        vendor: Vendor::new(&vendor),
        status: row.get("status")?,
        duration_ms: row.get("duration_ms")?,
        request_id: row.get("request_id")?,
        failure: failure(row)?,
        adjustments: lenient(row, "adjustments_json")?,
    };
    Ok((message_id(row, "message_id")?, attempt))
}

/// What an older or newer program wrote must not hide the answer beside it, so it may be missed.
fn failure(row: &Row<'_>) -> Read<Option<Failure>> {
    let json: Option<String> = row.get("failure_json")?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

/// JSON of another version takes its default, as it must not hide the row.
fn lenient<T: Default + serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> Read<T> {
    let json: String = row.get(column)?;
    Ok(serde_json::from_str(&json).unwrap_or_default())
}

/// Reads [`ATTACHMENT`].
pub(super) fn attachment(row: &Row<'_>) -> Read<Attachment> {
    let width: Option<u32> = row.get("width")?;
    Ok(Attachment {
        id: parsed(row, "id", AttachmentId::parse)?,
        name: row.get("name")?,
        kind: parsed(row, "kind", |word| {
            [AttachmentKind::Image, AttachmentKind::Pdf, AttachmentKind::Text]
                .into_iter()
                .find(|it| kind_word(*it) == word)
        })?,
        media_type: row.get("media_type")?,
        size_bytes: row.get("size_bytes")?,
        sha256: row.get("sha256")?,
        pixels: width.zip(row.get("height")?),
        thumbnail: row.get("thumbnail")?,
        pages: row.get("pages")?,
        facts: facts(&row.get::<_, String>("facts_json")?),
        form: form(row, "form")?,
        sent_as: form(row, "sent_as")?,
        is_left_out: row.get("is_left_out")?,
    })
}

/// What another version of the program wrote may be missed; the file itself can still be sent.
pub(super) fn facts(json: &str) -> FileFacts {
    serde_json::from_str(json).unwrap_or_default()
}

/// A form of a later version is none that this one knows.
fn form(row: &Row<'_>, column: &str) -> Read<Option<SentForm>> {
    let word: Option<String> = row.get(column)?;
    Ok(word.and_then(|word| form_of(&word)))
}

/// The form for a word.
pub(super) fn form_of(word: &str) -> Option<SentForm> {
    [SentForm::Image, SentForm::Pdf, SentForm::Text, SentForm::Pages]
        .into_iter()
        .find(|it| form_word(*it) == word)
}

/// The word for a form.
pub(super) fn form_word(form: SentForm) -> &'static str {
    match form {
        SentForm::Image => "image",
        SentForm::Pdf => "pdf",
        SentForm::Text => "text",
        SentForm::Pages => "pages",
    }
}

/// Reads a message's id from the column of that name.
pub(super) fn message_id(row: &Row<'_>, column: &str) -> Read<MessageId> {
    parsed(row, column, MessageId::parse)
}

/// The word for a role.
pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

const STATES: [MessageState; 5] = [
    MessageState::Streaming,
    MessageState::Done,
    MessageState::Failed,
    MessageState::Stopped,
    MessageState::Interrupted,
];

/// The word for a state.
pub(super) fn state_word(state: MessageState) -> &'static str {
    match state {
        MessageState::Streaming => "streaming",
        MessageState::Done => "done",
        MessageState::Failed => "failed",
        MessageState::Stopped => "stopped",
        MessageState::Interrupted => "interrupted",
    }
}

/// The word for a kind of attachment.
pub(super) fn kind_word(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Image => "image",
        AttachmentKind::Pdf => "pdf",
        AttachmentKind::Text => "text",
    }
}

/// The word for an API.
pub(super) fn wire_word(wire: Wire) -> &'static str {
    match wire {
        Wire::Chat => "chat",
        Wire::Native => "native",
    }
}

fn route(row: &Row<'_>) -> Read<Route> {
    let vendor: String = row.get("vendor")?;
    let wire =
        parsed(row, "wire", |word| [Wire::Chat, Wire::Native].into_iter().find(|it| wire_word(*it) == word))?;
    Ok(Route { model: row.get("model")?, vendor: Vendor::new(&vendor), wire })
}

fn parsed<T>(row: &Row<'_>, column: &str, parse: impl Fn(&str) -> Option<T>) -> Read<T> {
    parsed_or_null(row, column, parse)?.ok_or_else(|| unreadable(row, column))
}

fn parsed_or_null<T>(row: &Row<'_>, column: &str, parse: impl Fn(&str) -> Option<T>) -> Read<Option<T>> {
    let Some(text) = row.get::<_, Option<String>>(column)? else {
        return Ok(None);
    };
    parse(&text).map(Some).ok_or_else(|| unreadable(row, column))
}

fn unreadable(row: &Row<'_>, column: &str) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or_default();
    rusqlite::Error::InvalidColumnType(index, column.to_owned(), Type::Text)
}
