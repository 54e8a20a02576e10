//! Conversations: opened, routed, drafted.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    ConversationId, ConversationView, Direction, MessageId, MessageView, MessageWindow, Parameters, Route,
};

use super::Reply;

#[tauri::command]
pub async fn open_conversation(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    around: Option<MessageId>,
) -> Reply<ConversationView> {
    Ok(chat.conversations.open_conversation(conversation_id, around).await?)
}

#[tauri::command]
pub async fn load_first_messages(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
) -> Reply<MessageWindow> {
    Ok(chat.conversations.load_first_messages(conversation_id).await?)
}

#[tauri::command]
pub async fn load_messages(
    chat: State<'_, Chat>,
    message_id: MessageId,
    direction: Direction,
) -> Reply<MessageWindow> {
    Ok(chat.conversations.load_messages(message_id, direction).await?)
}

#[tauri::command]
pub async fn load_lanes(chat: State<'_, Chat>, message_id: MessageId) -> Reply<Vec<MessageView>> {
    Ok(chat.conversations.load_lanes(message_id).await?)
}

#[tauri::command]
pub async fn switch_version(chat: State<'_, Chat>, message_id: MessageId) -> Reply<ConversationView> {
    Ok(chat.conversations.switch_version(message_id).await?)
}

#[tauri::command]
pub async fn choose_route(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    route: Route,
) -> Reply<Route> {
    Ok(chat.conversations.choose_route(conversation_id, route).await?)
}

#[tauri::command]
pub async fn set_parameters(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    parameters: Parameters,
) -> Reply<Parameters> {
    Ok(chat.conversations.set_parameters(conversation_id, parameters).await?)
}

#[tauri::command]
pub async fn save_draft(chat: State<'_, Chat>, conversation_id: ConversationId, text: String) -> Reply<()> {
    Ok(chat.conversations.save_draft(conversation_id, text).await?)
}

#[tauri::command]
pub async fn load_source(chat: State<'_, Chat>, message_id: MessageId) -> Reply<String> {
    Ok(chat.conversations.load_source(message_id).await?)
}

/// All of an over-long answer, as HTML.
#[tauri::command]
pub async fn load_whole_answer(chat: State<'_, Chat>, message_id: MessageId) -> Reply<String> {
    Ok(chat.conversations.load_whole_answer(message_id).await?)
}
