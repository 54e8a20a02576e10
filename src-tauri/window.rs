//! The window: opened, kept from navigating anywhere, told of events, dropped on.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tauri::{
    AppHandle, Emitter, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    webview::NewWindowResponse, window::Color,
};
#[cfg(not(target_os = "linux"))]
use tauri::{DragDropEvent, WindowEvent};
use tokio::sync::oneshot;
#[cfg(not(target_os = "linux"))]
use yourouter_attachments::Source;
use yourouter_chat_core::{Chat, EventSink};
use yourouter_protocol::{AppEvent, ChatEvent, ConversationSummary, Theme};

use crate::{menu, single_instance::Wish};

/// The one window's label, which the capability names too.
pub const MAIN: &str = "main";

/// Sends events to the page and keeps menu and title in step.
pub struct WindowSink<R: Runtime = tauri::Wry> {
    app: AppHandle<R>,
}

impl<R: Runtime> WindowSink<R> {
    /// A sink for the application's window.
    pub fn new(app: AppHandle<R>) -> Self {
        Self { app }
    }

    fn emit(&self, name: &str, payload: &(impl serde::Serialize + Clone)) {
        // A page that is gone hears nothing; a new one asks for a snapshot.
        let _gone = self.app.emit_to(MAIN, name, payload.clone());
    }
}

impl<R: Runtime> EventSink for WindowSink<R> {
    fn chat(&self, event: ChatEvent) {
        self.emit("chat", &event);
    }

    fn app(&self, event: AppEvent) {
        if let AppEvent::SettingsChanged { settings } = &event
            && let Some(window) = self.app.get_webview_window(MAIN)
        {
            let _unsupported = window.set_theme(native_theme(settings.theme));
            let _unsupported = window.set_background_color(background(settings.theme));
        }
        self.emit("app", &event);
    }

    fn shown(&self, conversation: &ConversationSummary) {
        menu::show_vendor(&self.app, &conversation.route.vendor);
        if let Some(window) = self.app.get_webview_window(MAIN) {
            let title = if conversation.title.is_empty() { "New chat" } else { &conversation.title };
            let _gone = window.set_title(&format!("{title} - YouRouter Chat"));
        }
    }
}

/// Opens the window.
///
/// # Errors
/// What the system says when it has no display or no web view.
pub fn open(app: &AppHandle, data_dir: &Path) -> tauri::Result<()> {
    let theme = app.state::<Chat>().settings().theme;
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("YouRouter Chat")
        .inner_size(1180.0, 800.0)
        .min_inner_size(420.0, 480.0)
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
    let window = builder.build()?;
    menu::draw_radios(&window);
    #[cfg(target_os = "linux")]
    crate::context_menu::restrict(&window)?;
    listen_to_drops(&window)
}

#[cfg(target_os = "linux")]
fn listen_to_drops(window: &WebviewWindow) -> tauri::Result<()> {
    crate::drops::listen(window, window.state::<Chat>().inner().clone())
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

fn native_theme(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// What stands in the window before the page paints, and behind the menu bar: the page's own `--bg`. Where the system
/// chooses the theme, it chooses this too.
fn background(theme: Theme) -> Option<Color> {
    match theme {
        Theme::Dark => Some(Color(0x18, 0x19, 0x1b, 0xff)),
        Theme::Light => Some(Color(0xff, 0xff, 0xff, 0xff)),
        Theme::System => None,
    }
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
            chat.drag(AppEvent::DragEntered { count });
        }
        DragDropEvent::Leave => chat.drag(AppEvent::DragLeft),
        DragDropEvent::Drop { paths, .. } => {
            chat.drag(AppEvent::DragLeft);
            let sources = paths.iter().cloned().map(Source::Path).collect();
            tauri::async_runtime::spawn(async move {
                if let Some(id) = chat.current() {
                    chat.attach(id, sources).await;
                }
            });
        }
        _ => {}
    }
}

/// Files that the program was started with, or that later starts handed over, until the page has opened a new chat for
/// them: it alone hears what becomes of each.
pub struct Arrivals(Mutex<Vec<PathBuf>>);

impl Arrivals {
    /// Those of the first start.
    pub fn new(files: Vec<PathBuf>) -> Self {
        Self(Mutex::new(files))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes them out.
    pub fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.lock())
    }
}

/// A later start brings the window to the front, and its files into a new chat's draft.
pub fn fulfil(app: &AppHandle, wish: Wish) {
    app.state::<Arrivals>().lock().extend(wish.files);
    announce_arrivals(app);
    if let Some(window) = app.get_webview_window(MAIN) {
        raise(&window, wish.token);
    }
}

/// Tells the page of files that wait for a new chat, if there are any.
pub fn announce_arrivals<R: Runtime>(app: &AppHandle<R>) {
    if app.try_state::<Arrivals>().is_some_and(|arrivals| !arrivals.lock().is_empty()) {
        let _gone = app.emit_to(MAIN, "app", AppEvent::FilesArrived);
    }
}

/// What `work` answers on the main thread, where the toolkit lives, at once or later; `None` if the window is going away.
pub async fn asked_on_main_thread<R: Runtime, T: Send + 'static>(
    window: &WebviewWindow<R>,
    work: impl FnOnce(oneshot::Sender<T>) + Send + 'static,
) -> Option<T> {
    let (answer, answered) = oneshot::channel();
    window.run_on_main_thread(move || work(answer)).ok()?;
    answered.await.ok()
}

/// Brings the window to the front; the token tells the desktop that a person asked for it.
#[cfg(target_os = "linux")]
fn raise(window: &WebviewWindow, token: String) {
    use gtk::prelude::GtkWindowExt;

    let own = window.clone();
    let _gone = window.run_on_main_thread(move || {
        let Ok(window) = own.gtk_window() else { return };
        window.deiconify();
        if !token.is_empty() {
            window.set_startup_id(&token);
        }
        window.present();
    });
}

#[cfg(not(target_os = "linux"))]
fn raise(window: &WebviewWindow, _token: String) {
    let _unsupported = window.unminimize();
    let _unsupported = window.set_focus();
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
