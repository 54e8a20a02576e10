//! The inspector: how an answer came, and the same for other programs and for support.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{Evidence, Inspection, MessageId, RequestLanguage, VendorCheck};

use super::Reply;

#[tauri::command]
pub async fn inspect_message(chat: State<'_, Chat>, message_id: MessageId) -> Reply<Inspection> {
    Ok(chat.inspector.inspect_message(message_id).await?)
}

/// What verifying the vendor of an answer would send.
#[tauri::command]
pub async fn check_vendor(chat: State<'_, Chat>, message_id: MessageId) -> Reply<VendorCheck> {
    Ok(chat.turns.check_vendor(message_id).await?)
}

#[tauri::command]
pub async fn verify_vendor(chat: State<'_, Chat>, message_id: MessageId) -> Reply<Evidence> {
    Ok(chat.turns.verify_vendor(message_id).await?)
}

#[tauri::command]
pub async fn write_request(
    chat: State<'_, Chat>,
    message_id: MessageId,
    number: u32,
    language: RequestLanguage,
) -> Reply<String> {
    Ok(chat.inspector.write_request(message_id, number, language).await?)
}

#[tauri::command]
pub async fn write_report(chat: State<'_, Chat>, message_id: MessageId, has_content: bool) -> Reply<String> {
    Ok(chat.inspector.write_report(message_id, has_content).await?)
}
