//! The caret stops blinking after a while without input, as in GTK's own text fields. WebKitGTK blinks for ever, and each
//! blink paints the window: most of what an idle window costs (`cargo xtask bench growth`).
//!
//! Source: `GtkSettings:gtk-cursor-blink-timeout`. Blinking is slowed down rather than switched off, since WebKitGTK 2.50
//! paints without a pause while `GtkSettings:gtk-cursor-blink` is off.

use std::{cell::RefCell, rc::Rc, time::Duration};

use gtk::{
    glib::{self, ControlFlow, Propagation, SourceId},
    prelude::*,
};
use tauri::WebviewWindow;

/// `GtkSettings:gtk-cursor-blink-time` while the caret rests, in milliseconds: a day.
const RESTING_MS: i32 = 24 * 60 * 60 * 1000;

/// How long the page's process may take to learn of a changed setting: less than half a blink.
const SETTINGS_TAKE: Duration = Duration::from_millis(300);

/// Runs in the page: a caret that is set anew begins with being seen. In an empty field it can be set nowhere else, so a
/// space stands there meanwhile; neither is an event that anybody hears.
const SHOW_CARET: &str = "{ const field = document.activeElement, at = field?.selectionStart; \
    if (at != null && at === field.selectionEnd) { \
        const isEmpty = field.value === ''; \
        if (isEmpty) field.value = ' '; \
        field.setSelectionRange(0, field.value.length); \
        if (isEmpty) field.value = ''; \
        field.setSelectionRange(at, at); } }";

/// Lets the caret rest when nothing is typed or clicked, unless the system's carets do not blink at all.
///
/// # Errors
/// What the runtime says if the window is gone.
pub fn rest(window: &WebviewWindow) -> tauri::Result<()> {
    let page = window.clone();
    window.with_webview(move |webview| {
        let view = webview.inner();
        let blinking = gtk::Settings::default().filter(|settings| settings.is_gtk_cursor_blink());
        let (Some(settings), Some(toplevel)) = (blinking, view.toplevel()) else {
            return;
        };
        let blink_ms = settings.gtk_cursor_blink_time();
        let caret = Rc::new(Caret { settings, blink_ms, page, resting: RefCell::default() });
        caret.blink();
        let (pressed, focused) = (Rc::clone(&caret), Rc::clone(&caret));
        toplevel.connect_key_press_event(move |_, _| pressed.blink());
        toplevel.connect_focus_in_event(move |_, _| focused.blink());
        view.connect_button_press_event(move |_, _| caret.blink());
    })
}

struct Caret {
    settings: gtk::Settings,
    /// The system's own time of a blink, in milliseconds.
    blink_ms: i32,
    page: WebviewWindow,
    /// Fires when the caret has blinked long enough.
    resting: RefCell<Option<SourceId>>,
}

impl Caret {
    fn blink(self: &Rc<Self>) -> Propagation {
        self.settings.set_gtk_cursor_blink_time(self.blink_ms);
        let seconds = u64::try_from(self.settings.gtk_cursor_blink_timeout()).unwrap_or_default();
        let caret = Rc::clone(self);
        let source = glib::timeout_add_local(Duration::from_secs(seconds), move || {
            caret.resting.take();
            caret.settings.set_gtk_cursor_blink_time(RESTING_MS);
            let page = caret.page.clone();
            glib::timeout_add_local_once(SETTINGS_TAKE, move || {
                if let Err(error) = page.eval(SHOW_CARET) {
                    tracing::warn!(%error, "the caret may rest while it is not seen");
                }
            });
            ControlFlow::Break
        });
        if let Some(earlier) = self.resting.replace(Some(source)) {
            earlier.remove();
        }
        Propagation::Proceed
    }
}
