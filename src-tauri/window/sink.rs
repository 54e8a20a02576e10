//! Sends what happens in the core to the page, and keeps theme, menu and title in step.

use std::sync::OnceLock;

use tauri::{AppHandle, Emitter, Manager, Runtime};
use yourouter_chat_core::EventSink;
use yourouter_protocol::words::dialogs;
use yourouter_protocol::{AppEvent, ChatEvent, ConversationSummary};

use super::{
    menu,
    page::{self, MAIN},
    theme::{background, native_theme},
    zoom,
};

/// Sends events to the page and keeps menu and title in step, once there is an application with a window.
pub struct WindowSink<R: Runtime = tauri::Wry> {
    app: OnceLock<AppHandle<R>>,
}

impl<R: Runtime> WindowSink<R> {
    /// A sink for a window that does not stand yet.
    pub fn new() -> Self {
        Self { app: OnceLock::new() }
    }

    /// From now on events go to the application's window.
    pub fn connect(&self, app: &AppHandle<R>) {
        self.app.get_or_init(|| app.clone());
    }
}

impl<R: Runtime> Default for WindowSink<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Runtime> EventSink for WindowSink<R> {
    fn chat(&self, event: ChatEvent) {
        let Some(app) = self.app.get() else { return };
        // A page that is gone hears nothing; a new one asks for a snapshot.
        let _gone = app.emit_to(MAIN, "chat", event);
    }

    fn app(&self, event: AppEvent) {
        let Some(app) = self.app.get() else { return };
        if let AppEvent::SettingsChanged { settings } = &event
            && let Some(window) = app.get_webview_window(MAIN)
        {
            let _unsupported = window.set_theme(native_theme(settings.theme));
            let _unsupported = window.set_background_color(background(settings.theme));
            zoom::show(&window, settings.zoom_percent);
        }
        if let AppEvent::SettingsChanged { settings } = &event {
            menu::show_settings(app, settings);
        }
        page::emit(app, &event);
    }

    fn shown(&self, conversation: &ConversationSummary) {
        let Some(app) = self.app.get() else { return };
        menu::show_route(app, &conversation.route);
        if let Some(window) = app.get_webview_window(MAIN) {
            let title = if conversation.title.is_empty() { dialogs::new_chat() } else { &conversation.title };
            let _gone = window.set_title(&dialogs::window_title(title));
        }
    }
}
