//! How rows stand in columns, and back; single values are in [`super::values`].

use rusqlite::Row;

use super::{
    rows::{Attachment, Conversation, Message, Outcome, Turn},
    values::{Json, known},
};
use yourouter_protocol::{AttachmentKind, Attempt, FolderId, MessageFlags, MessageState, Role, Route, Usage};

type Read<T> = rusqlite::Result<T>;

/// What [`conversation`] reads from [`CONVERSATION_TABLES`].
pub(super) const CONVERSATION: &str =
    "SELECT c.id, c.title, c.model, c.vendor, c.routing, c.api_format, g.base_url AS gateway, c.parameters_json, h.id AS head_id, c.draft_text,
        c.is_unread, c.created_at_ms, c.updated_at_ms, c.context_changed_at_ms, c.is_prompt_excluded, c.pinned_at_ms IS NOT NULL AS is_pinned,
        c.archived_at_ms IS NOT NULL AS is_archived, c.deleted_at_ms,
        (SELECT group_concat(f.id, ' ') FROM folder_conversations i CROSS JOIN folders f ON f.seq = i.folder_seq
            WHERE i.conversation_seq = c.seq) AS folder_ids";

/// Conversations `c` with their heads and the gateways that they name.
pub(super) const CONVERSATION_TABLES: &str = "FROM conversations c LEFT JOIN messages h ON h.seq = c.head_seq
    LEFT JOIN gateways g ON g.seq = c.gateway_seq";

/// What [`message`] reads from [`MESSAGE_TABLES`]. What is not folded in yet of a running answer is read along.
pub(super) const MESSAGE: &str = "m.id, c.id AS conversation_id, p.id AS parent_id, m.role, m.state, m.created_at_ms, m.is_left_out, m.is_pinned,
    (SELECT coalesce(group_concat(k.text, '' ORDER BY k.position), '') FROM parts k
        WHERE k.message_seq = m.seq AND k.kind = 'text')
    || iif(m.state = 'streaming', (SELECT coalesce(group_concat(k.text, '' ORDER BY k.seq), '') FROM part_chunks k
        WHERE k.message_seq = m.seq AND k.kind = 'text'), '') AS text,
    (SELECT coalesce(group_concat(k.text, '' ORDER BY k.position), '') FROM parts k
        WHERE k.message_seq = m.seq AND k.kind = 'reasoning')
    || iif(m.state = 'streaming', (SELECT coalesce(group_concat(k.text, '' ORDER BY k.seq), '') FROM part_chunks k
        WHERE k.message_seq = m.seq AND k.kind = 'reasoning'), '') AS reasoning,
    EXISTS (SELECT 1 FROM parts k WHERE k.message_seq = m.seq AND k.kind NOT IN
        ('text', 'reasoning', 'tool_call', 'tool_result', 'file', 'image', 'citation')) AS has_unknown_parts";

/// Messages `m` with their conversation `c` and their parent `p`. `CROSS JOIN` keeps SQLite from another order.
pub(super) const MESSAGE_TABLES: &str = "messages m
    CROSS JOIN conversations c ON c.seq = m.conversation_seq
    LEFT JOIN messages p ON p.seq = m.parent_seq";

/// What [`turn`] reads from [`TURN_TABLES`].
pub(super) const TURN: &str =
    "t.id, m.id AS message_id, s.model, s.vendor, s.routing, s.api_format, coalesce(g.base_url, '') AS base_url,
    s.vendor_reported, s.first_token_ms, s.duration_ms, s.reasoning_ms, s.prompt_tokens, s.completion_tokens,
    s.cached_tokens, s.reasoning_tokens,
    s.finish_reason, s.request_id, s.failure_json, s.end_json, s.marks_json, s.signature_accepted_by, s.omissions_json, s.seq AS step_seq,
    iif(t.state = 'interrupted', NULL, max(0, t.ended_at_ms - t.started_at_ms)) AS took_ms";

/// Steps `s` with their turn `t`, gateway `g` and message `m`.
pub(super) const TURN_TABLES: &str = "steps s
    CROSS JOIN turns t ON t.seq = s.turn_seq
    CROSS JOIN messages m ON m.seq = s.message_seq
    LEFT JOIN gateways g ON g.seq = s.gateway_seq";

/// What [`attempt`] reads, from `attempts p`.
pub(super) const ATTEMPT: &str =
    "p.vendor, p.status, p.duration_ms, p.request_id, p.failure_json, p.overrides_json";

/// What [`attachment`] reads, from `attachments a`.
pub(super) const ATTACHMENT: &str =
    "a.id, a.name, a.kind, a.media_type, a.size_bytes, a.sha256, a.width, a.height, a.thumbnail,
    a.pages, a.facts_json, a.send_as, a.sent_as, a.is_left_out";

/// Reads [`CONVERSATION`].
pub(super) fn conversation(row: &Row<'_>) -> Read<Conversation> {
    Ok(Conversation {
        id: row.get("id")?,
        title: row.get("title")?,
        route: Route { gateway: row.get("gateway")?, ..route(row)? },
        parameters: json(row, "parameters_json")?,
        head: row.get("head_id")?,
        draft_text: row.get("draft_text")?,
        is_unread: row.get("is_unread")?,
        is_pinned: row.get("is_pinned")?,
        is_archived: row.get("is_archived")?,
        deleted_at_ms: row.get("deleted_at_ms")?,
        folders: folders(row)?,
        created_at_ms: row.get("created_at_ms")?,
        updated_at_ms: row.get("updated_at_ms")?,
        context_changed_at_ms: row.get("context_changed_at_ms")?,
        is_prompt_excluded: row.get("is_prompt_excluded")?,
    })
}

/// Reads [`MESSAGE`]. What another version wrote, and this one does not know, makes the message unreadable.
pub(super) fn message(row: &Row<'_>) -> Read<Message> {
    let (role, state) = (known(row, "role")?, known(row, "state")?);
    Ok(Message {
        id: row.get("id")?,
        conversation_id: row.get("conversation_id")?,
        parent_id: row.get("parent_id")?,
        is_unreadable: role.is_none() || state.is_none() || row.get("has_unknown_parts")?,
        role: role.unwrap_or(Role::Assistant),
        state: state.unwrap_or(MessageState::Done),
        text: row.get("text")?,
        reasoning: row.get("reasoning")?,
        created_at_ms: row.get("created_at_ms")?,
        flags: flags(row)?,
    })
}

/// What a person decided about sending a message.
pub(super) fn flags(row: &Row<'_>) -> Read<MessageFlags> {
    Ok(MessageFlags { is_left_out: row.get("is_left_out")?, is_pinned: row.get("is_pinned")? })
}

/// Reads [`TURN`].
pub(super) fn turn(row: &Row<'_>) -> Read<Turn> {
    let usage = Usage {
        prompt_tokens: row.get("prompt_tokens")?,
        completion_tokens: row.get("completion_tokens")?,
        cached_tokens: row.get("cached_tokens")?,
        reasoning_tokens: row.get("reasoning_tokens")?,
    };
    Ok(Turn {
        id: row.get("id")?,
        message_id: row.get("message_id")?,
        route: route(row)?,
        base_url: row.get("base_url")?,
        outcome: Outcome {
            vendor_reported: row.get("vendor_reported")?,
            first_token_ms: row.get("first_token_ms")?,
            duration_ms: row.get("duration_ms")?,
            took_ms: row.get("took_ms")?,
            reasoning_ms: row.get("reasoning_ms")?,
            usage: (usage != Usage::default()).then_some(usage),
            finish_reason: row.get("finish_reason")?,
            end: json(row, "end_json")?,
            request_id: row.get("request_id")?,
            failure: json(row, "failure_json")?,
            marks: json(row, "marks_json")?,
            signature_accepted_by: row.get("signature_accepted_by")?,
        },
        attempts: Vec::new(),
        omissions: json(row, "omissions_json")?,
    })
}

/// Reads [`ATTEMPT`].
pub(super) fn attempt(row: &Row<'_>) -> Read<Attempt> {
    Ok(Attempt {
        vendor: row.get("vendor")?,
        status: row.get("status")?,
        duration_ms: row.get("duration_ms")?,
        request_id: row.get("request_id")?,
        failure: json(row, "failure_json")?,
        overrides: json(row, "overrides_json")?,
    })
}

/// Reads [`ATTACHMENT`].
pub(super) fn attachment(row: &Row<'_>) -> Read<Attachment> {
    let width: Option<u32> = row.get("width")?;
    Ok(Attachment {
        id: row.get("id")?,
        name: row.get("name")?,
        // Of a later version's kind nothing is known but its bytes.
        kind: known(row, "kind")?.unwrap_or(AttachmentKind::Text),
        media_type: row.get("media_type")?,
        size_bytes: row.get("size_bytes")?,
        sha256: row.get("sha256")?,
        pixels: width.zip(row.get("height")?),
        thumbnail: row.get("thumbnail")?,
        pages: row.get("pages")?,
        facts: json(row, "facts_json")?,
        send_as: known(row, "send_as")?,
        sent_as: known(row, "sent_as")?,
        is_left_out: row.get("is_left_out")?,
    })
}

fn folders(row: &Row<'_>) -> Read<Vec<FolderId>> {
    let ids: Option<String> = row.get("folder_ids")?;
    Ok(ids.unwrap_or_default().split(' ').filter_map(FolderId::parse).collect())
}

/// Where a conversation's requests go, or a step's went.
pub(super) fn route(row: &Row<'_>) -> Read<Route> {
    let api_format = known(row, "api_format")?.unwrap_or_default();
    let routing = known(row, "routing")?.unwrap_or_default();
    Ok(Route { routing, api_format, ..Route::new(row.get::<_, String>("model")?, row.get("vendor")?) })
}

fn json<T: Default + serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> Read<T> {
    Ok(row.get::<_, Json<T>>(column)?.0)
}
