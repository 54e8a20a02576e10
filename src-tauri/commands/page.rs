//! The page itself: its snapshot, its settings, its links, its readiness.

use tauri::{AppHandle, Manager, Runtime, State, WebviewWindow};
use yourouter_chat_core::Chat;
use yourouter_protocol::{Error, LinkView, MenuState, Settings, SettingsChange, Snapshot};

use super::Reply;
use crate::{
    files::clipboard,
    system::{
        data_folder::{self, DataFolder},
        links,
    },
    window::{arrivals, diagnostics, menu},
};

#[tauri::command]
pub async fn load_snapshot(chat: State<'_, Chat>) -> Reply<Snapshot> {
    Ok(chat.load_snapshot().await?)
}

#[tauri::command]
pub async fn update_settings(chat: State<'_, Chat>, change: SettingsChange) -> Reply<Settings> {
    Ok(chat.settings.update_settings(change).await?)
}

/// What the person should know before the link opens; `text` is what the answer calls it.
#[tauri::command]
pub fn inspect_link(url: String, text: String) -> Reply<LinkView> {
    Ok(links::inspect(&url, &text)?)
}

#[tauri::command]
pub async fn open_link(url: String) -> Reply<()> {
    Ok(links::open(&url).await?)
}

/// The composer can be used: what may wait for it begins now. With `YOUROUTER_PRINT_READY=1` a line says so, for measuring the start.
#[tauri::command]
#[expect(clippy::print_stdout, reason = "asked for by the environment variable")]
pub async fn page_ready<R: Runtime>(app: AppHandle<R>, chat: State<'_, Chat>) -> Reply<()> {
    if std::env::var_os("YOUROUTER_PRINT_READY").is_some() {
        println!("ready");
    }
    chat.page_ready();
    arrivals::announce(&app);
    Ok(())
}

/// What the native menus can do now.
#[tauri::command]
pub async fn show_menu_state<R: Runtime>(app: AppHandle<R>, state: MenuState) -> Reply<()> {
    menu::show_state(&app, &state);
    Ok(())
}

/// Shows the data folder in the file manager.
#[tauri::command]
pub async fn open_data_folder<R: Runtime>(app: AppHandle<R>) -> Reply<()> {
    Ok(data_folder::open(app).await?)
}

/// Copies what helps to find out why something failed; gives it where the page has to copy it.
#[tauri::command]
pub async fn copy_diagnostics<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
) -> Reply<Option<String>> {
    let data_dir = window.state::<DataFolder>().0.clone();
    let gateway = chat.gateways.gateway();
    let gathering = tauri::async_runtime::spawn_blocking(move || diagnostics::gather(&data_dir, &gateway));
    let text = gathering.await.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(if clipboard::write_text(&window, text.clone())? { None } else { Some(text) })
}
