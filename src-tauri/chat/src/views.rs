//! From database rows to what the page sees. The only place where an answer that is not running is rendered.

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_STANDARD};

use yourouter_attachments::BlobStore;
use yourouter_markdown as markdown;
use yourouter_protocol::{
    AttachmentView, ConversationSummary, ConversationView, Draft, MessageId, MessageState, MessageView,
    Result, Role, RunningTurn, TurnView,
};
use yourouter_store::{Attachment, Conversation, Message, Outcome, Turn};

use super::{
    Chat, Inner,
    live::locked,
    send_as::{page_count, send_options_of},
};

/// What stands beside the messages of a branch.
struct Beside {
    versions: HashMap<MessageId, Vec<MessageId>>,
    turns: HashMap<MessageId, Turn>,
    attachments: HashMap<MessageId, Vec<Attachment>>,
}

impl Chat {
    pub(super) fn summary(&self, row: Conversation) -> ConversationSummary {
        let is_running = self.state().running.values().any(|running| running.conversation_id == row.id);
        let Conversation { id, title, route, updated_at_ms, .. } = row;
        ConversationSummary { id, title, route, updated_at_ms, is_running }
    }

    /// Blocking.
    pub(super) fn conversation_view(&self, inner: &Inner, row: Conversation) -> Result<ConversationView> {
        let (text, parameters) = (row.draft_text.clone(), row.parameters.clone());
        // Looked at first: a file that gets its row between the two looks is then in both, and not in neither.
        let mut pending = self.state().pending.in_draft(row.id);
        let drafted = inner.store.draft_attachments(row.id)?;
        pending.retain(|file| drafted.iter().all(|row| row.id != file.id));
        let messages = match row.head {
            Some(head) => self.message_views(inner, head)?,
            None => Vec::new(),
        };
        let attachments = drafted.into_iter().map(|file| attachment_view(&inner.files, file)).collect();
        let draft = Draft { text, attachments, pending };
        Ok(ConversationView { summary: self.summary(row), messages, draft, parameters })
    }

    /// The branch that ends with `head`. Blocking.
    pub(super) fn message_views(&self, inner: &Inner, head: MessageId) -> Result<Vec<MessageView>> {
        let mut beside = Beside {
            versions: inner.store.versions(head)?,
            turns: inner.store.turns(head)?,
            attachments: inner.store.attachments(head)?,
        };
        let mut views = Vec::new();
        for message in inner.store.branch(head)? {
            views.push(self.message_view(inner, message, &mut beside)?);
        }
        Ok(views)
    }

    fn message_view(&self, inner: &Inner, message: Message, beside: &mut Beside) -> Result<MessageView> {
        let mut message = message;
        let mut turn = beside.turns.remove(&message.id);
        let running = self.running_turn(message.id);
        if running.is_none() && message.state == MessageState::Streaming {
            // It ended between the two looks.
            message = inner.store.message(message.id)?;
            turn = inner.store.turns(message.id)?.remove(&message.id);
        }
        let files = beside.attachments.remove(&message.id).unwrap_or_default();
        let is_answer = message.role == Role::Assistant;
        let shows_whole = is_answer && running.is_none();
        Ok(MessageView {
            id: message.id,
            parent_id: message.parent_id,
            role: message.role,
            state: if running.is_some() { MessageState::Streaming } else { message.state },
            html: if shows_whole { markdown::render(&message.text) } else { String::new() },
            text: if is_answer { String::new() } else { message.text },
            reasoning: if shows_whole { message.reasoning } else { String::new() },
            attachments: files.into_iter().map(|file| attachment_view(&inner.files, file)).collect(),
            created_at_ms: message.created_at_ms,
            versions: beside.versions.remove(&message.id).unwrap_or_else(|| vec![message.id]),
            turn: turn.map(turn_view),
            running,
        })
    }

    fn running_turn(&self, message: MessageId) -> Option<RunningTurn> {
        let live = self.state().running.values().find(|running| running.message_id == message)?.live.clone();
        Some(locked(&live).running_turn())
    }
}

pub(super) fn turn_view(turn: Turn) -> TurnView {
    let Turn { id, route, outcome, attempts, .. } = turn;
    let Outcome {
        vendor_reported,
        first_token_ms,
        duration_ms,
        reasoning_ms,
        usage,
        finish_reason,
        request_id,
        failure,
    } = outcome;
    TurnView {
        id,
        route,
        vendor_reported,
        first_token_ms,
        duration_ms,
        reasoning_ms,
        usage,
        finish_reason,
        request_id,
        failure,
        attempts,
    }
}

pub(super) fn attachment_view(files: &BlobStore, row: Attachment) -> AttachmentView {
    let (send_options, page_images) = (send_options_of(&row), page_count(&row));
    let Attachment { id, name, kind, media_type, size_bytes, sha256, pixels, thumbnail, pages, .. } = row;
    let Attachment { facts, send_as, sent_as, is_left_out, .. } = row;
    let is_missing = !files.holds(&sha256);
    AttachmentView {
        id,
        name,
        kind,
        media_type,
        size_bytes,
        pixels,
        pages,
        thumbnail: thumbnail.map(|bytes| data_url(&bytes)),
        is_missing,
        send_options,
        send_as,
        sent_as,
        is_left_out,
        text_tokens: facts.text.as_ref().map(|text| text.tokens),
        text_pages: facts.text.as_ref().and_then(|text| text.pages).filter(|read| Some(*read) < pages),
        is_cut: facts.text.is_some_and(|text| text.is_cut),
        picture_pages: facts.picture_pages,
        is_scan: facts.is_scan,
        is_pasted: facts.is_pasted,
        page_images,
        not_drawn: facts.not_drawn,
        whole_bytes: Some(facts.whole_bytes).filter(|bytes| *bytes > 0),
        frames: Some(facts.frames).filter(|frames| *frames > 1),
    }
}

fn data_url(bytes: &[u8]) -> String {
    let media_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes))
}
