//! What the next message sends: its estimate, its parts, and what is excluded or pinned.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    ContextMessage, ContextQuery, ContextView, ConversationId, MessageId, Route, SendEstimate,
};

use super::Reply;

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

/// The page of its messages before one.
#[tauri::command]
pub async fn load_earlier_context(
    chat: State<'_, Chat>,
    query: ContextQuery,
    before: MessageId,
) -> Reply<Vec<ContextMessage>> {
    Ok(chat.load_earlier_context(query, before).await?)
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
pub async fn exclude_system_prompt(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    is_excluded: bool,
) -> Reply<()> {
    Ok(chat.conversations.exclude_system_prompt(conversation_id, is_excluded).await?)
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
