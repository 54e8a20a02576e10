//! Conversations into files. Where to is asked with native dialogs; the page learns it and names no path itself.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::words::dialogs as words;
use yourouter_protocol::{ConversationId, ExportFormat, Exported, ImportReport};

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

/// Asks where to, and exports these conversations there, or all: each into a file of its own, or as JSON into one.
#[tauri::command]
pub async fn export_conversations<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    conversation_ids: Option<Vec<ConversationId>>,
    format: ExportFormat,
) -> Reply<Option<Exported>> {
    if format == ExportFormat::Json {
        return match dialogs::pick_export(&window, &format!("{}.json", words::export_all_name()), format)
            .await
        {
            Some(path) => Ok(Some(chat.exports.export_json(conversation_ids, path).await?)),
            None => Ok(None),
        };
    }
    match dialogs::pick_folder(&window, words::export_chats()).await {
        Some(folder) => Ok(Some(chat.exports.export_some(conversation_ids, format, folder).await?)),
        None => Ok(None),
    }
}

/// Asks for exports of other programs or this one, and takes their conversations in.
#[tauri::command]
pub async fn import_chats<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
) -> Reply<Option<ImportReport>> {
    let picked = dialogs::pick_imports(&window).await;
    if picked.is_empty() {
        return Ok(None);
    }
    Ok(Some(chat.imports.import_chats(picked).await?))
}

#[tauri::command]
pub fn stop_import(chat: State<'_, Chat>) {
    chat.imports.stop_import();
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
