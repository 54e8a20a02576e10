//! Conversations into files. Where to is asked with native dialogs; the page learns it and names no path itself.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::{ConversationId, ExportFormat, Exported};

use super::Reply;
use crate::{files::dialogs, system::programs};

/// Asks where to, and exports a conversation there; nothing happens if the person cancels.
#[tauri::command]
pub async fn export_conversation<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    format: ExportFormat,
) -> Reply<Option<Exported>> {
    let name = chat.exports.export_name(conversation_id, format).await?;
    match dialogs::pick_export(&window, &name, format).await {
        Some(path) => Ok(Some(chat.exports.export_conversation(conversation_id, format, path).await?)),
        None => Ok(None),
    }
}

/// Asks for a folder, and exports all conversations into it.
#[tauri::command]
pub async fn export_all<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    format: ExportFormat,
) -> Reply<Option<Exported>> {
    match dialogs::pick_folder(&window, "Export all chats").await {
        Some(folder) => Ok(Some(chat.exports.export_all(format, folder).await?)),
        None => Ok(None),
    }
}

#[tauri::command]
pub fn stop_export(chat: State<'_, Chat>) {
    chat.exports.stop_export();
}

/// Opens what was exported last in the program that the system has for it.
#[tauri::command]
pub async fn open_export(chat: State<'_, Chat>) -> Reply<()> {
    match chat.exports.last_export() {
        Some(place) => Ok(programs::open(&place).await?),
        None => Ok(()),
    }
}

/// Opens the folder of what was exported last.
#[tauri::command]
pub async fn show_export(chat: State<'_, Chat>) -> Reply<()> {
    let place = chat.exports.last_export();
    match place.as_deref().and_then(std::path::Path::parent) {
        Some(folder) => Ok(programs::open(folder).await?),
        None => Ok(()),
    }
}
