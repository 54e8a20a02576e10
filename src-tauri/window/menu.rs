//! The native menus. The Vendor menu shows and sets the pin of the conversation that the window shows.
//!
//! muda has no radio items, so the vendors are check items of which exactly one is checked; on GTK they are drawn as
//! radio items.

use tauri::{
    AppHandle, Manager, Runtime,
    menu::{CheckMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu, SubmenuBuilder},
};
use yourouter_attachments::Source;
use yourouter_chat_core::{Chat, vendors};
use yourouter_protocol::{AppEvent, MenuCommand, Vendor};

use super::page::{self, MAIN};
use crate::files::dialogs;

const VENDOR_PREFIX: &str = "vendor:";
const OTHER: &str = "vendor-other";
const ATTACH: &str = "attach";

/// The commands that the page carries out, with their words and shortcuts.
const COMMANDS: [(&str, MenuCommand, &str, &str); 6] = [
    ("new-chat", MenuCommand::NewChat, "New Chat", "CmdOrCtrl+N"),
    ("settings", MenuCommand::OpenSettings, "Settings…", "CmdOrCtrl+,"),
    ("search", MenuCommand::OpenSearch, "Search Chats…", "CmdOrCtrl+K"),
    ("picker", MenuCommand::OpenPicker, "Model and Vendor…", "CmdOrCtrl+M"),
    ("export", MenuCommand::OpenExport, "Export…", "CmdOrCtrl+Shift+S"),
    ("sidebar", MenuCommand::ToggleSidebar, "Show or Hide Sidebar", "CmdOrCtrl+B"),
];

/// The vendor items, kept so that their marks can follow the conversation.
struct VendorItems<R: Runtime> {
    documented: Vec<(Vendor, CheckMenuItem<R>)>,
    other: CheckMenuItem<R>,
}

/// Builds the menu bar.
///
/// # Errors
/// What the toolkit says.
pub fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let item = |id: &str| command_item(app, id);
    let attach = MenuItem::with_id(app, ATTACH, "Attach Files…", true, Some("CmdOrCtrl+U"))?;
    let file = SubmenuBuilder::new(app, "&File")
        .item(&item("new-chat")?)
        .item(&attach)
        .separator()
        .item(&item("export")?)
        .separator()
        .item(&item("settings")?)
        .separator()
        .item(&PredefinedMenuItem::close_window(app, None)?)
        .item(&PredefinedMenuItem::quit(app, None)?)
        .build()?;
    let edit = SubmenuBuilder::new(app, "&Edit")
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()?;
    let view = SubmenuBuilder::new(app, "&View")
        .item(&item("search")?)
        .item(&item("picker")?)
        .separator()
        .item(&item("sidebar")?)
        .build()?;
    Menu::with_items(app, &[&file, &edit, &view, &vendor_menu(app)?])
}

fn command_item<R: Runtime>(app: &AppHandle<R>, id: &str) -> tauri::Result<MenuItem<R>> {
    let found = COMMANDS.iter().find(|(known, ..)| *known == id);
    let (words, keys) = found.map_or((id, None), |(_, _, words, keys)| (*words, Some(*keys)));
    MenuItem::with_id(app, id, words, true, keys)
}

fn vendor_menu<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    let menu = Submenu::new(app, "V&endor", true)?;
    let mut documented = Vec::new();
    for (digit, vendor) in vendors().into_iter().enumerate() {
        let id = format!("{VENDOR_PREFIX}{}", vendor.value);
        let keys = format!("CmdOrCtrl+{digit}");
        let item = CheckMenuItem::with_id(app, id, &vendor.name, true, vendor.value == "auto", Some(keys))?;
        menu.append(&item)?;
        if documented.is_empty() {
            menu.append(&PredefinedMenuItem::separator(app)?)?;
        }
        documented.push((Vendor::new(&vendor.value), item));
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    let other = CheckMenuItem::with_id(app, OTHER, "Other…", true, false, None::<&str>)?;
    menu.append(&other)?;
    app.manage(VendorItems { documented, other });
    Ok(menu)
}

/// Marks the vendor of the conversation that is shown.
pub fn show_vendor<R: Runtime>(app: &AppHandle<R>, vendor: &Vendor) {
    let Some(items) = app.try_state::<VendorItems<R>>() else { return };
    // Each call reaches the toolkit's thread by itself; an item that is gone with its window needs no mark.
    for (known, item) in &items.documented {
        let _gone = item.set_checked(known == vendor);
    }
    let is_other = items.documented.iter().all(|(known, _)| known != vendor);
    let words = if is_other { format!("Other: {}", vendor.as_str()) } else { "Other…".to_owned() };
    let _gone = items.other.set_text(words);
    let _gone = items.other.set_checked(is_other);
}

/// Carries out a menu item.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, event: MenuEvent) {
    let id = event.id().as_ref();
    if let Some(vendor) = id.strip_prefix(VENDOR_PREFIX) {
        return pin(app, Vendor::new(vendor));
    }
    if id == ATTACH {
        return attach(app);
    }
    let command = match COMMANDS.iter().find(|(known, ..)| *known == id) {
        Some((_, command, ..)) => *command,
        None if id == OTHER => MenuCommand::OpenPicker,
        None => return,
    };
    if id == OTHER {
        mark_current(app);
    }
    page::emit(app, &AppEvent::MenuChosen { command });
}

/// Asks for files for the conversation that is shown.
fn attach<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let chat = app.state::<Chat>().inner().clone();
        let (Some(window), Some(id)) = (app.get_webview_window(MAIN), chat.conversations.current()) else {
            return;
        };
        let picked = dialogs::pick_files(&window).await;
        chat.attachments.attach(id, picked.into_iter().map(Source::Path).collect()).await;
    });
}

fn pin<R: Runtime>(app: &AppHandle<R>, vendor: Vendor) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let chat = app.state::<Chat>().inner().clone();
        if chat.conversations.pin_vendor(vendor).await.is_err() {
            mark_current(&app);
        }
    });
}

/// The toolkit toggles a check item by itself when it is chosen; this puts the marks right again.
fn mark_current<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let chat = app.state::<Chat>().inner().clone();
        if let Ok(route) = chat.conversations.current_route().await {
            show_vendor(&app, &route.vendor);
        }
    });
}

/// Draws the vendor items as radio items.
#[cfg(target_os = "linux")]
pub fn draw_radios(window: &tauri::WebviewWindow) {
    use gtk::prelude::{Cast, CheckMenuItemExt, ContainerExt, GtkMenuItemExt};

    let Ok(vbox) = window.default_vbox() else { return };
    let bars = vbox.children().into_iter().filter_map(|child| child.downcast::<gtk::MenuBar>().ok());
    let submenus = bars
        .flat_map(|bar| bar.children())
        .filter_map(|child| child.downcast::<gtk::MenuItem>().ok()?.submenu()?.downcast::<gtk::Menu>().ok());
    for item in submenus.flat_map(|menu| menu.children()) {
        if let Ok(item) = item.downcast::<gtk::CheckMenuItem>() {
            item.set_draw_as_radio(true);
        }
    }
}

/// Only GTK can draw check items as radio items.
#[cfg(not(target_os = "linux"))]
pub fn draw_radios(_window: &tauri::WebviewWindow) {}
