//! From database rows to what the page sees. The only place where an answer that is not running is rendered.

use base64::{Engine, prelude::BASE64_STANDARD};

use yourouter_attachments::BlobStore;
use yourouter_markdown as markdown;
use yourouter_protocol::{
    AttachmentView, ConversationId, ConversationSummary, ConversationView, Draft, MessageId, MessageState,
    MessageView, MessageWindow, Result, Role, RunningTurn, TurnView,
};
use yourouter_store::{Attachment, BranchMessage, Conversation, Outcome, Part, Turn, Window};

use super::{
    Chat, Inner,
    live::locked,
    send_as::{page_count, send_options_of},
};

impl Chat {
    pub(super) fn summary(&self, row: Conversation) -> ConversationSummary {
        let is_running = self.state().running.values().any(|running| running.conversation_id == row.id);
        let Conversation { id, title, route, updated_at_ms, is_unread, .. } = row;
        ConversationSummary { id, title, route, updated_at_ms, is_running, is_unread }
    }

    /// Blocking.
    pub(super) fn conversation_view(
        &self,
        inner: &Inner,
        row: Conversation,
        part: Part,
    ) -> Result<ConversationView> {
        let (text, parameters) = (row.draft_text.clone(), row.parameters.clone());
        // Looked at first: a file that gets its row between the two looks is then in both, and not in neither.
        let mut pending = self.state().pending.in_draft(row.id);
        let drafted = inner.store.draft_attachments(row.id)?;
        pending.retain(|file| drafted.iter().all(|row| row.id != file.id));
        let window = self.window_view(inner, row.id, part)?;
        let attachments = drafted.into_iter().map(|file| attachment_view(&inner.files, file)).collect();
        let draft = Draft { text, attachments, pending };
        Ok(ConversationView { summary: self.summary(row), window, draft, parameters })
    }

    /// A part of a conversation's current branch. Blocking.
    pub(super) fn window_view(&self, inner: &Inner, id: ConversationId, part: Part) -> Result<MessageWindow> {
        let Window { messages, has_earlier, has_later } = inner.store.window(id, part)?;
        let messages = messages.into_iter().map(|message| self.message_view(inner, message));
        Ok(MessageWindow { messages: messages.collect::<Result<_>>()?, has_earlier, has_later })
    }

    /// These messages. Blocking.
    pub(super) fn message_views(&self, inner: &Inner, ids: &[MessageId]) -> Result<Vec<MessageView>> {
        let messages = inner.store.branch_messages(ids)?;
        messages.into_iter().map(|message| self.message_view(inner, message)).collect()
    }

    fn message_view(&self, inner: &Inner, found: BranchMessage) -> Result<MessageView> {
        let id = found.message.id;
        let running = self.running_turn(id);
        let ended = match found.message.state {
            // It ended between the two looks.
            MessageState::Streaming if running.is_none() => inner.store.branch_messages(&[id])?.pop(),
            _ => None,
        };
        let BranchMessage { message, versions, turn, attachments } = ended.unwrap_or(found);
        let is_answer = message.role != Role::User;
        let shows_whole = is_answer && running.is_none() && !message.is_unreadable;
        Ok(MessageView {
            id,
            parent_id: message.parent_id,
            role: message.role,
            state: if running.is_some() { MessageState::Streaming } else { message.state },
            is_unreadable: message.is_unreadable,
            html: match message.state {
                _ if !shows_whole => String::new(),
                // Of another program, and not at its end.
                MessageState::Streaming => markdown::render(&message.text),
                _ => inner.rendered.html(id, &message.text),
            },
            text: if is_answer || message.is_unreadable { String::new() } else { message.text },
            reasoning: if shows_whole { message.reasoning } else { String::new() },
            attachments: attachments.into_iter().map(|file| attachment_view(&inner.files, file)).collect(),
            created_at_ms: message.created_at_ms,
            versions,
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
        end,
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
        end,
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
        is_unreadable: facts.is_unreadable,
        is_restricted: facts.is_restricted,
        is_xfa: facts.is_xfa,
        is_pasted: facts.is_pasted,
        page_images,
        not_drawn: facts.not_drawn,
        whole_bytes: Some(facts.whole_bytes).filter(|bytes| *bytes > 0),
        data_bytes: Some(facts.data_bytes).filter(|bytes| *bytes > 0),
        frames: Some(facts.frames).filter(|frames| *frames > 1),
    }
}

fn data_url(bytes: &[u8]) -> String {
    let media_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes))
}
