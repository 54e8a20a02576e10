//! The page's own process, which the system may end: no memory is left, a driver fails. The window comes back by itself.
//!
//! Nothing is lost with it but what was typed in the last moment: the core owns the answers, and a page that starts anew
//! asks for the conversation with what of its running answer there is (ARCHITECTURE.md, "One message, from key press to screen and disk").

use std::{
    cell::RefCell,
    collections::VecDeque,
    time::{Duration, Instant},
};
use yourouter_protocol::words::dialogs;

use tauri::WebviewWindow;
use webkit2gtk::WebViewExt;

use crate::startup::{
    dialog::{self, Choice},
    error::Way,
};

/// A page that ends this often within [`WINDOW`] would do so for ever.
const MAX_ENDS: usize = 3;
const WINDOW: Duration = Duration::from_secs(60);

/// Loads the page anew whenever its process has ended.
///
/// # Errors
/// What the runtime says if the window is gone.
pub fn revive(window: &WebviewWindow) -> tauri::Result<()> {
    let app = tauri::Manager::app_handle(window).clone();
    window.with_webview(move |webview| {
        let ends = RefCell::new(Ends::default());
        webview.inner().connect_web_process_terminated(move |view, reason| {
            tracing::error!(?reason, "the web view's process ended");
            let is_hopeless = ends.borrow_mut().add(Instant::now());
            if is_hopeless
                && dialog::ask(dialogs::window_fails_title(), dialogs::window_fails_body(), &[Way::TryAgain])
                    == Choice::Quit
            {
                return app.exit(0);
            }
            view.reload();
        });
    })
}

/// When the process ended lately.
#[derive(Default)]
struct Ends(VecDeque<Instant>);

impl Ends {
    /// Adds one; gives whether there were too many, and begins to count anew then.
    fn add(&mut self, now: Instant) -> bool {
        self.0.retain(|end| now.duration_since(*end) < WINDOW);
        self.0.push_back(now);
        let is_hopeless = self.0.len() > MAX_ENDS;
        if is_hopeless {
            self.0.clear();
        }
        is_hopeless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_ends_again_and_again_is_not_started_for_ever() {
        let (mut ends, start) = (Ends::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!([0, 1, 2, 3].map(|second| ends.add(at(second))), [false, false, false, true]);
        assert_eq!(
            [4, 5, 6, 70, 71].map(|second| ends.add(at(second))),
            [false; 5],
            "two a minute are bearable"
        );
    }
}
