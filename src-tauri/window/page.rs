//! The page in the window, by name.

use tauri::{AppHandle, Emitter, Runtime};
use yourouter_protocol::AppEvent;

/// The one window's label, which the capability names too.
pub const MAIN: &str = "main";

/// Sends the page an event of the application. A page that is gone hears nothing; a new one asks for a snapshot.
pub fn emit<R: Runtime>(app: &AppHandle<R>, event: &AppEvent) {
    let _gone = app.emit_to(MAIN, "app", event);
}
