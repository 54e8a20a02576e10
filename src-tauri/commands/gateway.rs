//! The gateway and its key. A key comes in and never goes out.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{GatewayView, ModelList, SaveGateway, Snapshot, StoreKey};

use super::Reply;

#[tauri::command]
pub async fn store_key(chat: State<'_, Chat>, request: StoreKey) -> Reply<GatewayView> {
    Ok(chat.gateways.store_key(request).await?)
}

#[tauri::command]
pub async fn forget_key(chat: State<'_, Chat>, gateway: Option<String>) -> Reply<GatewayView> {
    Ok(chat.gateways.forget_key(gateway).await?)
}

#[tauri::command]
pub async fn load_gateways(chat: State<'_, Chat>) -> Reply<Vec<GatewayView>> {
    Ok(chat.gateways.load_gateways().await?)
}

#[tauri::command]
pub async fn save_gateway(chat: State<'_, Chat>, gateway: SaveGateway) -> Reply<Vec<GatewayView>> {
    Ok(chat.save_gateway(gateway).await?)
}

#[tauri::command]
pub async fn remove_gateway(chat: State<'_, Chat>, base_url: String) -> Reply<Vec<GatewayView>> {
    Ok(chat.gateways.remove_gateway(base_url).await?)
}

#[tauri::command]
pub async fn make_default_gateway(chat: State<'_, Chat>, base_url: String) -> Reply<Vec<GatewayView>> {
    Ok(chat.gateways.make_default_gateway(base_url).await?)
}

#[tauri::command]
pub async fn set_gateway(chat: State<'_, Chat>, base_url: String) -> Reply<GatewayView> {
    Ok(chat.gateways.set_gateway(base_url).await?)
}

#[tauri::command]
pub async fn open_demo(chat: State<'_, Chat>) -> Reply<Snapshot> {
    chat.gateways.open_demo().await?;
    Ok(chat.load_snapshot().await?)
}

#[tauri::command]
pub async fn leave_demo(chat: State<'_, Chat>) -> Reply<Snapshot> {
    chat.gateways.leave_demo();
    Ok(chat.load_snapshot().await?)
}

#[tauri::command]
pub async fn list_models(chat: State<'_, Chat>, gateway: Option<String>) -> Reply<ModelList> {
    Ok(chat.gateways.list_models(gateway).await?)
}

#[tauri::command]
pub async fn refresh_models(chat: State<'_, Chat>, gateway: Option<String>) -> Reply<ModelList> {
    Ok(chat.gateways.refresh_models(gateway).await?)
}
