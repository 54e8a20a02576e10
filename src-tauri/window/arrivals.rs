//! Files and wishes that starts of the program bring.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use tauri::{AppHandle, Manager, Runtime, WebviewWindow};
use yourouter_protocol::AppEvent;

use super::page::{self, MAIN};
use crate::startup::single_instance::Wish;

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
    announce(app);
    if let Some(window) = app.get_webview_window(MAIN) {
        raise(&window, wish.token);
    }
}

/// Tells the page of files that wait for a new chat, if there are any.
pub fn announce<R: Runtime>(app: &AppHandle<R>) {
    if app.try_state::<Arrivals>().is_some_and(|arrivals| !arrivals.lock().is_empty()) {
        page::emit(app, &AppEvent::FilesArrived);
    }
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
