//! The Edit menu under GTK, where the toolkit's own items do nothing: the web view carries the commands out, in whatever
//! has the focus. Their keys belong to the web view and to the page (`ui/keyboard.js`); the menu only shows them.

use gtk::prelude::{AccelLabelExt, BinExt, Cast, GtkMenuItemExt};
use tauri::{
    AppHandle, Runtime, WebviewWindow,
    menu::{MenuItem, PredefinedMenuItem, Submenu},
};
use webkit2gtk::WebViewExt;
use yourouter_protocol::words::menus;

use super::menu::gtk_items;

const PREFIX: &str = "edit:";

/// The web view's name for a command (`WEBKIT_EDITING_COMMAND_*`), its words, its keys as GTK writes them.
const COMMANDS: [(&str, &str, &str); 7] = [
    ("Undo", menus::undo(), "<Control>z"),
    ("Redo", menus::redo(), "<Control><Shift>z"),
    ("Cut", menus::cut(), "<Control>x"),
    ("Copy", menus::copy(), "<Control>c"),
    ("Paste", menus::paste(), "<Control>v"),
    ("PasteAsPlainText", menus::paste_as_plain_text(), "<Control><Shift>v"),
    ("SelectAll", menus::select_all(), "<Control>a"),
];
/// Behind which of them a line stands.
const LAST_OF_GROUP: [&str; 2] = ["Redo", "PasteAsPlainText"];

/// Builds the menu.
///
/// # Errors
/// What the toolkit says.
pub fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    let menu = Submenu::new(app, menus::edit(), true)?;
    for (name, words, _) in COMMANDS {
        menu.append(&MenuItem::with_id(app, format!("{PREFIX}{name}"), words, true, None::<&str>)?)?;
        if LAST_OF_GROUP.contains(&name) {
            menu.append(&PredefinedMenuItem::separator(app)?)?;
        }
    }
    Ok(menu)
}

/// Shows the keys beside the items, without listening to them.
pub fn show_keys(window: &WebviewWindow) {
    for item in gtk_items(window).into_iter().filter_map(|item| item.downcast::<gtk::MenuItem>().ok()) {
        let words = item.label().unwrap_or_default();
        let Some((.., keys)) = COMMANDS.iter().find(|(_, known, _)| *known == words) else { continue };
        let (key, modifiers) = gtk::accelerator_parse(keys);
        if let Some(label) = item.child().and_then(|child| child.downcast::<gtk::AccelLabel>().ok()) {
            label.set_accel(key, modifiers);
        }
    }
}

/// Has the web view carry an item out; one that is not of this menu does nothing.
///
/// # Errors
/// What the runtime says if the window is gone.
pub fn carry_out<R: Runtime>(window: &WebviewWindow<R>, id: &str) -> tauri::Result<()> {
    let Some(name) = id.strip_prefix(PREFIX).map(str::to_owned) else { return Ok(()) };
    window.with_webview(move |webview| webview.inner().execute_editing_command(&name))
}
