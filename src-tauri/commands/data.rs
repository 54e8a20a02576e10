//! What lies on this computer, and its backups. Where files are is asked with native dialogs.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::{Chat, Chosen};
use yourouter_protocol::{BackupView, DataReport, Deleted, Snapshot};

use super::Reply;
use crate::files::dialogs;

#[tauri::command]
pub async fn load_data(chat: State<'_, Chat>) -> Reply<DataReport> {
    Ok(chat.load_data().await?)
}

#[tauri::command]
pub async fn back_up_now(chat: State<'_, Chat>) -> Reply<BackupView> {
    Ok(chat.backups.back_up_now().await?)
}

/// Asks where to, and saves a backup there; whether the person did not cancel.
#[tauri::command]
pub async fn save_backup<R: Runtime>(window: WebviewWindow<R>, chat: State<'_, Chat>) -> Reply<bool> {
    match dialogs::pick_new_backup(&window).await {
        Some(path) => Ok(chat.backups.save_backup(path).await.map(|()| true)?),
        None => Ok(false),
    }
}

/// Puts a backup that is kept in the place of everything.
#[tauri::command]
pub async fn restore_backup(chat: State<'_, Chat>, id: String) -> Reply<Snapshot> {
    chat.restore_backup(Chosen::Kept(id)).await?;
    Ok(chat.load_snapshot().await?)
}

/// Asks for a file, and puts it in the place of everything; nothing happens if the person cancels.
#[tauri::command]
pub async fn restore_backup_file<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
) -> Reply<Option<Snapshot>> {
    let Some(path) = dialogs::pick_backup(&window).await else { return Ok(None) };
    chat.restore_backup(Chosen::File(path)).await?;
    Ok(Some(chat.load_snapshot().await?))
}

#[tauri::command]
pub async fn delete_everything(chat: State<'_, Chat>) -> Reply<Deleted> {
    Ok(chat.delete_everything().await?)
}
