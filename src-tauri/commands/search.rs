//! The search over all chats, and within one.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{ChatHit, ConversationId, SearchCount, SearchPage, SearchRequest};

use super::Reply;

#[tauri::command]
pub async fn search_chats(chat: State<'_, Chat>, request: SearchRequest) -> Reply<SearchPage> {
    Ok(chat.search.search_chats(request).await?)
}

#[tauri::command]
pub async fn count_hits(chat: State<'_, Chat>, text: String) -> Reply<SearchCount> {
    Ok(chat.search.count_hits(text).await?)
}

#[tauri::command]
pub async fn find_in_chat(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    text: String,
) -> Reply<Vec<ChatHit>> {
    Ok(chat.search.find_in_chat(conversation_id, text).await?)
}
