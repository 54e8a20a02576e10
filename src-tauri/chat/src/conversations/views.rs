//! From database rows to what the page sees. The only place where an answer that is not running is rendered.

use yourouter_gateway::{Asked, judge};
use yourouter_markdown as markdown;
use yourouter_protocol::{
    Attempt, ConversationId, ConversationSummary, ConversationView, Draft, Error, Evidence, Mark, MessageId,
    MessageState, MessageView, MessageWindow, Result, Role, Route, TurnView,
};
use yourouter_store::{BranchMessage, Conversation, Outcome, Part, Turn, Window};

use super::Conversations;
use crate::{attachments::attachment_view, running::SHOWN_BYTES, storage::Storage};

impl Conversations {
    /// All of an over-long answer, as HTML.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown message.
    pub async fn load_whole_answer(&self, id: MessageId) -> Result<String> {
        let found = self.storage.run(move |storage| {
            let found = storage.store.branch_messages(&[id])?.pop();
            let whole = |BranchMessage { message, sources, .. }: BranchMessage| {
                markdown::render(&markdown::cited(&message.text, &sources))
            };
            found.map(whole).ok_or_else(|| Error::Internal("there is no such message".to_owned()))
        });
        found.await
    }

    pub(super) fn summary(&self, row: Conversation) -> ConversationSummary {
        let is_running = self.running.is_running(row.id);
        summary(row, is_running)
    }

    /// Many rows, for which the running turns are looked at once.
    pub(super) fn summaries(&self, rows: Vec<Conversation>) -> Vec<ConversationSummary> {
        let running = self.running.conversations();
        let one = |row: Conversation| {
            let is_running = running.contains(&row.id);
            summary(row, is_running)
        };
        rows.into_iter().map(one).collect()
    }

    /// Blocking.
    pub(super) fn conversation_view(&self, row: Conversation, part: Part) -> Result<ConversationView> {
        let Storage { store, files, .. } = &self.storage;
        let (text, parameters) = (row.draft_text.clone(), row.parameters.clone());
        // Looked at first: a file that gets its row between the two looks is then in both, and not in neither.
        let mut pending = self.attachments.pending(row.id);
        let drafted = store.draft_attachments(row.id)?;
        pending.retain(|file| drafted.iter().all(|row| row.id != file.id));
        let window = self.window_view(row.id, part)?;
        let attachments = drafted.into_iter().map(|file| attachment_view(files, file)).collect();
        let draft = Draft { text, attachments, pending };
        Ok(ConversationView { summary: self.summary(row), window, draft, parameters })
    }

    /// A part of a conversation's current branch. Blocking.
    pub(super) fn window_view(&self, id: ConversationId, part: Part) -> Result<MessageWindow> {
        let Window { messages, has_earlier, has_later } = self.storage.store.window(id, part)?;
        let messages = messages.into_iter().map(|message| self.message_view(message));
        Ok(MessageWindow { messages: messages.collect::<Result<_>>()?, has_earlier, has_later })
    }

    /// These messages. Blocking.
    pub(super) fn message_views(&self, ids: &[MessageId]) -> Result<Vec<MessageView>> {
        let messages = self.storage.store.branch_messages(ids)?;
        messages.into_iter().map(|message| self.message_view(message)).collect()
    }

    fn message_view(&self, found: BranchMessage) -> Result<MessageView> {
        let Storage { store, files, .. } = &self.storage;
        let id = found.message.id;
        let running = self.running.running_turn(id);
        let ended = match found.message.state {
            // It ended between the two looks.
            MessageState::Streaming if running.is_none() => store.branch_messages(&[id])?.pop(),
            _ => None,
        };
        let BranchMessage { mut message, versions, mut turn, attachments, sources } = ended.unwrap_or(found);
        if message.state == MessageState::Streaming
            && let Some(unwritten) = self.running.unwritten(id)
        {
            message.state = MessageState::Failed;
            (message.text, message.reasoning) = (unwritten.text, unwritten.reasoning);
            turn = Some(unwritten.turn);
        }
        let is_answer = message.role != Role::User;
        let shows_whole = is_answer && running.is_none() && !message.is_unreadable;
        let shown = shown(&message.text);
        let rest_bytes = if shows_whole { (message.text.len() - shown.len()) as u64 } else { 0 };
        Ok(MessageView {
            id,
            parent_id: message.parent_id,
            role: message.role,
            state: if running.is_some() { MessageState::Streaming } else { message.state },
            is_unreadable: message.is_unreadable,
            html: match message.state {
                _ if !shows_whole => String::new(),
                // Of another program, and not at its end.
                MessageState::Streaming => markdown::render(shown),
                // Not written yet, and perhaps with another end then.
                _ if self.running.unwritten(id).is_some() => markdown::render(shown),
                _ => self.rendered.html(id, &markdown::cited(shown, &sources)),
            },
            rest_bytes,
            text: if is_answer || message.is_unreadable { String::new() } else { message.text },
            reasoning: if shows_whole { message.reasoning } else { String::new() },
            attachments: attachments.into_iter().map(|file| attachment_view(files, file)).collect(),
            sources: markdown::source_views(&sources),
            created_at_ms: message.created_at_ms,
            versions,
            turn: turn.map(turn_view),
            running,
            flags: message.flags,
        })
    }
}

fn summary(row: Conversation, is_running: bool) -> ConversationSummary {
    let Conversation { id, title, route, updated_at_ms, is_unread, .. } = row;
    let Conversation { is_pinned, is_archived, deleted_at_ms, folders, .. } = row;
    ConversationSummary {
        id,
        title,
        route,
        updated_at_ms,
        is_running,
        is_unread,
        is_pinned,
        is_archived,
        deleted_at_ms,
        folders,
    }
}

/// What of an over-long answer is shown at once: whole blocks, as far as that can be told.
fn shown(text: &str) -> &str {
    if text.len() <= SHOWN_BYTES {
        return text;
    }
    let start = text.get(..text.floor_char_boundary(SHOWN_BYTES)).unwrap_or(text);
    let near = start.len() - start.len() / 8;
    let end = start.rfind("\n\n").or_else(|| start.rfind('\n')).filter(|end| *end > near);
    end.and_then(|end| start.get(..end)).unwrap_or(start)
}

pub(crate) fn turn_view(turn: Turn) -> TurnView {
    let Turn { id, route, base_url, outcome, attempts, omissions, .. } = turn;
    let Outcome {
        vendor_reported,
        first_token_ms,
        duration_ms,
        took_ms,
        reasoning_ms,
        usage,
        finish_reason,
        end,
        request_id,
        failure,
        marks,
        signature_accepted_by,
    } = outcome;
    let evidence =
        duration_ms.map(|_| evidence_of(&route, &attempts, &marks, signature_accepted_by.as_deref()));
    TurnView {
        id,
        route,
        base_url,
        vendor_reported,
        evidence,
        first_token_ms,
        duration_ms,
        took_ms,
        reasoning_ms,
        usage,
        finish_reason,
        end,
        request_id,
        failure,
        attempts,
        omissions,
    }
}

/// Who served an answer. Only the last attempt of a turn answered; a vendor that it named was the only one allowed then.
fn evidence_of(
    route: &Route,
    attempts: &[Attempt],
    marks: &[Mark],
    signature_accepted_by: Option<&str>,
) -> Evidence {
    let asked = attempts.last().map_or(&route.vendor, |attempt| &attempt.vendor);
    let pinned = (!asked.is_auto()).then(|| asked.as_str());
    judge(Asked { model: &route.model, pinned, signature_accepted_by }, marks)
}
