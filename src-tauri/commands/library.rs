//! Conversations as a whole: listed, named, pinned, archived, filed, deleted, restored; and their folders.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    BranchNode, ConversationId, ConversationList, ConversationPage, ConversationSummary, ConversationView,
    FolderId, FolderView, MessageId, SaveFolder,
};

use super::Reply;

#[tauri::command]
pub async fn new_conversation(chat: State<'_, Chat>, folder_id: Option<FolderId>) -> Reply<ConversationView> {
    Ok(chat.conversations.new_conversation(folder_id).await?)
}

#[tauri::command]
pub async fn list_conversations(
    chat: State<'_, Chat>,
    list: ConversationList,
    cursor: Option<String>,
) -> Reply<ConversationPage> {
    Ok(chat.conversations.list_conversations(list, cursor).await?)
}

#[tauri::command]
pub async fn list_conversation_ids(
    chat: State<'_, Chat>,
    list: ConversationList,
) -> Reply<Vec<ConversationId>> {
    Ok(chat.conversations.list_conversation_ids(list).await?)
}

#[tauri::command]
pub async fn list_filed_conversations(
    chat: State<'_, Chat>,
    folder_id: FolderId,
) -> Reply<Vec<ConversationId>> {
    Ok(chat.conversations.list_filed_conversations(folder_id).await?)
}

#[tauri::command]
pub async fn rename_conversation(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    title: String,
) -> Reply<ConversationSummary> {
    Ok(chat.conversations.rename_conversation(conversation_id, title).await?)
}

#[tauri::command]
pub async fn pin_conversations(
    chat: State<'_, Chat>,
    conversation_ids: Vec<ConversationId>,
    is_pinned: bool,
) -> Reply<()> {
    Ok(chat.conversations.pin_conversations(conversation_ids, is_pinned).await?)
}

#[tauri::command]
pub async fn archive_conversations(
    chat: State<'_, Chat>,
    conversation_ids: Vec<ConversationId>,
    is_archived: bool,
) -> Reply<()> {
    Ok(chat.conversations.archive_conversations(conversation_ids, is_archived).await?)
}

#[tauri::command]
pub async fn file_conversations(
    chat: State<'_, Chat>,
    conversation_ids: Vec<ConversationId>,
    folder_id: FolderId,
    is_in: bool,
) -> Reply<Vec<ConversationId>> {
    Ok(chat.conversations.file_conversations(conversation_ids, folder_id, is_in).await?)
}

#[tauri::command]
pub async fn delete_conversations(chat: State<'_, Chat>, conversation_ids: Vec<ConversationId>) -> Reply<()> {
    Ok(chat.conversations.delete_conversations(conversation_ids).await?)
}

#[tauri::command]
pub async fn restore_conversations(
    chat: State<'_, Chat>,
    conversation_ids: Vec<ConversationId>,
) -> Reply<()> {
    Ok(chat.conversations.restore_conversations(conversation_ids).await?)
}

#[tauri::command]
pub async fn purge_conversations(chat: State<'_, Chat>, conversation_ids: Vec<ConversationId>) -> Reply<()> {
    Ok(chat.conversations.purge_conversations(conversation_ids).await?)
}

#[tauri::command]
pub async fn fork_conversation(chat: State<'_, Chat>, message_id: MessageId) -> Reply<ConversationView> {
    Ok(chat.conversations.fork_conversation(message_id).await?)
}

#[tauri::command]
pub async fn load_branches(chat: State<'_, Chat>, conversation_id: ConversationId) -> Reply<Vec<BranchNode>> {
    Ok(chat.conversations.load_branches(conversation_id).await?)
}

#[tauri::command]
pub async fn save_folder(chat: State<'_, Chat>, folder: SaveFolder) -> Reply<FolderView> {
    Ok(chat.conversations.save_folder(folder).await?)
}

#[tauri::command]
pub async fn delete_folder(chat: State<'_, Chat>, folder_id: FolderId) -> Reply<()> {
    Ok(chat.conversations.delete_folder(folder_id).await?)
}
