//! How gateways are reached, and what left this computer. A proxy's password comes in and never goes out.

use tauri::{Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::{ChooseProxy, ConnectionReport, NetworkLog, NetworkView};

use super::Reply;
use crate::files::dialogs;

#[tauri::command]
pub fn load_network(chat: State<'_, Chat>) -> Reply<NetworkView> {
    Ok(chat.network.view())
}

#[tauri::command]
pub async fn load_network_log(chat: State<'_, Chat>) -> Reply<NetworkLog> {
    Ok(chat.network.load_network_log().await?)
}

#[tauri::command]
pub async fn choose_proxy(chat: State<'_, Chat>, choice: ChooseProxy) -> Reply<NetworkView> {
    Ok(chat.network.choose_proxy(choice).await?)
}

/// Asks for a file of certificates with the native dialog; nothing changes if the person cancels.
#[tauri::command]
pub async fn pick_authorities<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
) -> Reply<NetworkView> {
    match dialogs::pick_certificates(&window).await {
        Some(file) => Ok(chat.network.trust_authorities(&file).await?),
        None => Ok(chat.network.view()),
    }
}

#[tauri::command]
pub async fn forget_authorities(chat: State<'_, Chat>) -> Reply<NetworkView> {
    Ok(chat.network.forget_authorities().await?)
}

#[tauri::command]
pub async fn test_connection(chat: State<'_, Chat>) -> Reply<ConnectionReport> {
    Ok(chat.test_connection().await?)
}
