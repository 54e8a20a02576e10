//! The scoreboard of the person's own requests, and trials.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    ChatUsage, ContextQuery, ContextView, ConversationId, LimitScope, MessageId, Route, SendEstimate,
    SpendLimit, StartTrials, TrialView, TrialsEstimate, UsagePeriod, UsageReport,
};

use super::Reply;
use crate::files::dialogs;

#[tauri::command]
pub async fn load_usage(chat: State<'_, Chat>, period: UsagePeriod) -> Reply<UsageReport> {
    Ok(chat.load_usage(period).await?)
}

#[tauri::command]
pub async fn load_chat_usage(chat: State<'_, Chat>, conversation_id: ConversationId) -> Reply<ChatUsage> {
    Ok(chat.load_chat_usage(conversation_id).await?)
}

/// The limits of spend that a message would count against.
#[tauri::command]
pub async fn load_limits(
    chat: State<'_, Chat>,
    conversation_id: Option<ConversationId>,
) -> Reply<Vec<SpendLimit>> {
    Ok(chat.load_limits(conversation_id).await?)
}

/// Stops asking about limits for this chat, day or month, or asks again.
#[tauri::command]
pub async fn waive_limits(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    scopes: Vec<LimitScope>,
    is_waived: bool,
) -> Reply<()> {
    Ok(chat.waive_limits(conversation_id, scopes, is_waived).await?)
}

/// What a draft will come to, as it was saved last; `once` is another route for it alone.
#[tauri::command]
pub async fn estimate_send(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    once: Option<Route>,
) -> Reply<SendEstimate> {
    Ok(chat.estimate_send(conversation_id, once).await?)
}

/// What the next message sends, part by part.
#[tauri::command]
pub async fn load_context(chat: State<'_, Chat>, query: ContextQuery) -> Reply<ContextView> {
    Ok(chat.load_context(query).await?)
}

#[tauri::command]
pub async fn exclude_messages(
    chat: State<'_, Chat>,
    message_ids: Vec<MessageId>,
    is_left_out: bool,
) -> Reply<()> {
    Ok(chat.conversations.exclude_messages(message_ids, is_left_out).await?)
}

#[tauri::command]
pub async fn pin_message(chat: State<'_, Chat>, message_id: MessageId, is_pinned: bool) -> Reply<()> {
    Ok(chat.conversations.pin_message(message_id, is_pinned).await?)
}

/// Those that are excluded now and were not before.
#[tauri::command]
pub async fn exclude_through(
    chat: State<'_, Chat>,
    message_id: MessageId,
    whole_turns: bool,
) -> Reply<Vec<MessageId>> {
    Ok(chat.conversations.exclude_through(message_id, whole_turns).await?)
}

/// Those that were excluded.
#[tauri::command]
pub async fn include_all(chat: State<'_, Chat>, conversation_id: ConversationId) -> Reply<Vec<MessageId>> {
    Ok(chat.conversations.include_all(conversation_id).await?)
}

/// What trials will come to.
#[tauri::command]
pub async fn estimate_trials(chat: State<'_, Chat>, start: StartTrials) -> Reply<TrialsEstimate> {
    Ok(chat.estimate_trials(start).await?)
}

#[tauri::command]
pub async fn start_trials(chat: State<'_, Chat>, start: StartTrials) -> Reply<ConversationId> {
    Ok(chat.trials.start_trials(start).await?)
}

#[tauri::command]
pub fn stop_trial(chat: State<'_, Chat>, conversation_id: ConversationId) {
    chat.trials.stop_trial(conversation_id);
}

#[tauri::command]
pub async fn load_trials(chat: State<'_, Chat>) -> Reply<Vec<TrialView>> {
    Ok(chat.load_trials().await?)
}

/// Asks where to, and writes the figures there; whether they were written.
#[tauri::command]
pub async fn export_usage<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    period: UsagePeriod,
) -> Reply<bool> {
    let Some(path) = dialogs::pick_csv(&window).await else { return Ok(false) };
    chat.export_usage(period, &path).await?;
    Ok(true)
}
