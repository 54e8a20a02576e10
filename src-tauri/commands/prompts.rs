//! The prompt library.

use tauri::State;
use yourouter_chat_core::Chat;
use yourouter_protocol::{Prompt, PromptId, SavePrompt};

use super::Reply;

#[tauri::command]
pub async fn load_prompts(chat: State<'_, Chat>) -> Reply<Vec<Prompt>> {
    Ok(chat.prompts.load_prompts().await?)
}

#[tauri::command]
pub async fn save_prompt(chat: State<'_, Chat>, prompt: SavePrompt) -> Reply<Vec<Prompt>> {
    Ok(chat.prompts.save_prompt(prompt).await?)
}

#[tauri::command]
pub async fn delete_prompt(chat: State<'_, Chat>, prompt_id: PromptId) -> Reply<Vec<Prompt>> {
    Ok(chat.prompts.delete_prompt(prompt_id).await?)
}
