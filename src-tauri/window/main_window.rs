//! The window: opened, kept from navigating anywhere, dropped on.

use std::path::Path;

use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, webview::NewWindowResponse,
};
#[cfg(not(target_os = "linux"))]
use tauri::{DragDropEvent, WindowEvent};
#[cfg(not(target_os = "linux"))]
use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
#[cfg(not(target_os = "linux"))]
use yourouter_protocol::AppEvent;
use yourouter_protocol::words::dialogs;

#[cfg(target_os = "linux")]
use super::{caret, context_menu, edit_menu, web_process};
use super::{
    menu,
    page::MAIN,
    placement::{self, Placement},
    theme::{background, native_theme},
    zoom,
};

/// Opens the window.
///
/// # Errors
/// What the system says when it has no display or no web view.
pub fn open(app: &AppHandle, data_dir: &Path) -> tauri::Result<()> {
    let settings = app.state::<Chat>().settings.current();
    let theme = settings.theme;
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title(dialogs::program())
        .min_inner_size(placement::MIN_SIZE.0, placement::MIN_SIZE.1)
        .data_directory(data_dir.join("webview"))
        .theme(native_theme(theme))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false);
    if let Some(color) = background(theme) {
        builder = builder.background_color(color);
    }
    // Under GTK `drops` takes more than the runtime's own handler would.
    #[cfg(target_os = "linux")]
    let builder = builder.disable_drag_drop_handler();
    let placement = Placement::load(app, data_dir);
    let window = placement.apply(builder).build()?;
    placement::remember(&window, placement, data_dir);
    zoom::show(&window, settings.zoom_percent);
    menu::draw_radios(&window);
    #[cfg(target_os = "linux")]
    edit_menu::show_keys(&window);
    #[cfg(target_os = "linux")]
    zoom::listen_to_wheel(&window)?;
    #[cfg(target_os = "linux")]
    context_menu::restrict(&window)?;
    #[cfg(target_os = "linux")]
    caret::rest(&window)?;
    #[cfg(target_os = "linux")]
    web_process::revive(&window)?;
    listen_to_drops(&window)
}

#[cfg(target_os = "linux")]
fn listen_to_drops(window: &WebviewWindow) -> tauri::Result<()> {
    crate::files::drops::listen(window, window.state::<Chat>().inner().clone())
}

#[cfg(not(target_os = "linux"))]
fn listen_to_drops(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            dragged(&handle, event);
        }
    });
    Ok(())
}

/// Nothing but the embedded page is ever loaded (attacks T3 and T10).
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // The same page's address on Windows.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(not(target_os = "linux"))]
fn dragged(app: &AppHandle, event: &DragDropEvent) {
    let chat = app.state::<Chat>().inner().clone();
    match event {
        DragDropEvent::Enter { paths, .. } => {
            let count = u32::try_from(paths.len()).unwrap_or(u32::MAX);
            chat.attachments.drag(AppEvent::DragEntered { count });
        }
        DragDropEvent::Leave => chat.attachments.drag(AppEvent::DragLeft),
        DragDropEvent::Drop { paths, .. } => {
            chat.attachments.drag(AppEvent::DragLeft);
            let sources = paths.iter().cloned().map(Source::Path).collect();
            // The one in which it was dropped, whichever is shown later.
            if let Some(id) = chat.conversations.current() {
                tauri::async_runtime::spawn(async move { chat.attachments.attach(id, sources).await });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_page;
    use tauri::Url;

    #[test]
    fn the_window_shows_the_embedded_page_and_nothing_else() {
        for (url, is_shown) in [
            ("tauri://localhost", true),
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://tauri.localhost.example.org/", false),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
            ("javascript:1", false),
        ] {
            assert_eq!(is_own_page(&Url::parse(url).unwrap()), is_shown, "{url}");
        }
    }
}
