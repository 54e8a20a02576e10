//! Turns: sent, asked for again, stopped.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{AskLanes, RetryTurn, SendMessage, StartedTurn, TurnId};

use super::Reply;

#[tauri::command]
pub async fn send_message(chat: State<'_, Chat>, message: SendMessage) -> Reply<StartedTurn> {
    Ok(chat.turns.send_message(message).await?)
}

#[tauri::command]
pub async fn retry_turn(chat: State<'_, Chat>, retry: RetryTurn) -> Reply<StartedTurn> {
    Ok(chat.turns.retry_turn(retry).await?)
}

#[tauri::command]
pub async fn ask_lanes(chat: State<'_, Chat>, ask: AskLanes) -> Reply<StartedTurn> {
    Ok(chat.turns.ask_lanes(ask).await?)
}

#[tauri::command]
pub fn retry_now(chat: State<'_, Chat>, turn_id: TurnId) {
    chat.turns.retry_now(turn_id);
}

#[tauri::command]
pub fn stop_turn(chat: State<'_, Chat>, turn_id: TurnId) {
    chat.turns.stop_turn(turn_id);
}
