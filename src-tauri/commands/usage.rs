//! The scoreboard of the person's own requests, and trials.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    ChatUsage, ConversationId, LimitScope, SpendLimit, StartTrials, TrialView, TrialsEstimate, UsagePeriod,
    UsageReport,
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
