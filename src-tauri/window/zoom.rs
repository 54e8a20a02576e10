//! How large everything in the window is shown. The page keeps the figure with the settings and decides what follows it.

use tauri::{Runtime, WebviewWindow};

/// Shows everything in so many percent of its own size.
pub fn show<R: Runtime>(window: &WebviewWindow<R>, percent: u16) {
    // A platform that cannot leaves it as it is.
    let _unsupported = window.set_zoom(f64::from(percent) / 100.0);
}

/// Zooms with the wheel while Ctrl is held. The page must not listen to the wheel for that: the web view would wait for
/// it before it scrolls.
///
/// # Errors
/// What the runtime says if the window is gone.
#[cfg(target_os = "linux")]
pub fn listen_to_wheel(window: &WebviewWindow) -> tauri::Result<()> {
    use std::cell::Cell;

    use gtk::{gdk, glib::Propagation, prelude::WidgetExt};
    use yourouter_protocol::{AppEvent, MenuCommand};

    use super::page;

    let app = tauri::Manager::app_handle(window).clone();
    window.with_webview(move |webview| {
        // A touchpad turns it in small parts.
        let turned = Cell::new(0.0_f64);
        webview.inner().connect_scroll_event(move |_, event| {
            if !event.state().contains(gdk::ModifierType::CONTROL_MASK) {
                return Propagation::Proceed;
            }
            let by = match event.direction() {
                gdk::ScrollDirection::Up => -1.0,
                gdk::ScrollDirection::Down => 1.0,
                gdk::ScrollDirection::Smooth => event.delta().1,
                _ => 0.0,
            };
            turned.set(turned.get() + by);
            let command = if turned.get() <= -1.0 { MenuCommand::ZoomIn } else { MenuCommand::ZoomOut };
            if turned.get().abs() >= 1.0 {
                turned.set(0.0);
                page::emit(&app, &AppEvent::MenuChosen { command });
            }
            Propagation::Stop
        });
    })
}
