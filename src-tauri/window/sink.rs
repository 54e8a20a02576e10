//! Sends what happens in the core to the page, and keeps theme, menu and title in step.

use tauri::{AppHandle, Emitter, Manager, Runtime};
use yourouter_chat_core::EventSink;
use yourouter_protocol::{AppEvent, ChatEvent, ConversationSummary};

use super::{
    menu,
    page::{self, MAIN},
    theme::{background, native_theme},
};

/// Sends events to the page and keeps menu and title in step.
pub struct WindowSink<R: Runtime = tauri::Wry> {
    app: AppHandle<R>,
}

impl<R: Runtime> WindowSink<R> {
    /// A sink for the application's window.
    pub fn new(app: AppHandle<R>) -> Self {
        Self { app }
    }
}

impl<R: Runtime> EventSink for WindowSink<R> {
    fn chat(&self, event: ChatEvent) {
        // A page that is gone hears nothing; a new one asks for a snapshot.
        let _gone = self.app.emit_to(MAIN, "chat", event);
    }

    fn app(&self, event: AppEvent) {
        if let AppEvent::SettingsChanged { settings } = &event
            && let Some(window) = self.app.get_webview_window(MAIN)
        {
            let _unsupported = window.set_theme(native_theme(settings.theme));
            let _unsupported = window.set_background_color(background(settings.theme));
        }
        page::emit(&self.app, &event);
    }

    fn shown(&self, conversation: &ConversationSummary) {
        menu::show_vendor(&self.app, &conversation.route.vendor);
        if let Some(window) = self.app.get_webview_window(MAIN) {
            let title = if conversation.title.is_empty() { "New chat" } else { &conversation.title };
            let _gone = window.set_title(&format!("{title} - YouRouter Chat"));
        }
    }
}
