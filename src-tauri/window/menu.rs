//! The native menus. The Vendor menu shows and sets the pin of the conversation that the window shows.
//!
//! muda has no radio items, so the vendors are check items of which exactly one is checked; on GTK they are drawn as
//! radio items. What most items do is the page's; it says which of them would do something now.

use tauri::{
    AppHandle, Manager, Runtime,
    menu::{CheckMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu},
};
use yourouter_chat_core::{Chat, vendors};
use yourouter_protocol::words::menus;
use yourouter_protocol::{AppEvent, MenuCommand, MenuState, Route, Routing, Settings, Vendor};

#[cfg(target_os = "linux")]
use super::edit_menu;
use super::{
    model_menu,
    page::{self, MAIN},
};
use crate::system::{data_folder, links};

const VENDOR_PREFIX: &str = "vendor:";
const STAY: &str = "vendor-stay";
const FIRST: &str = "vendor-first";
const CHOOSE_MODEL: &str = "choose-model";
/// What the program itself does, without the page.
const CLOSE: &str = "close";
const QUIT: &str = "quit";
const FULL_SCREEN: &str = "full-screen";
const DOCUMENTATION: &str = "documentation";
const DATA_FOLDER: &str = "data-folder";

const DOCUMENTATION_URL: &str = "https://docs.yourouter.ai";

/// The commands that the page carries out, with their words and keys. Those that only the page has keys for have none.
const COMMANDS: [(MenuCommand, &str, &str); 27] = [
    (MenuCommand::NewChat, menus::new_chat(), "CmdOrCtrl+N"),
    (MenuCommand::Attach, menus::attach(), "CmdOrCtrl+U"),
    (MenuCommand::OpenExport, menus::open_export(), "CmdOrCtrl+Shift+S"),
    (MenuCommand::OpenImport, menus::open_import(), "CmdOrCtrl+Shift+I"),
    (MenuCommand::OpenSettings, menus::open_settings(), "CmdOrCtrl+,"),
    (MenuCommand::OpenData, menus::open_data(), ""),
    (MenuCommand::OpenSearch, menus::open_search(), "CmdOrCtrl+K"),
    (MenuCommand::ToggleSidebar, menus::hide_sidebar(), "CmdOrCtrl+B"),
    (MenuCommand::OpenUsage, menus::open_usage(), "CmdOrCtrl+Shift+G"),
    (MenuCommand::ZoomIn, menus::zoom_in(), "CmdOrCtrl+Plus"),
    (MenuCommand::ZoomOut, menus::zoom_out(), "CmdOrCtrl+-"),
    (MenuCommand::ZoomReset, menus::zoom_reset(), "CmdOrCtrl+0"),
    (MenuCommand::OpenPicker, menus::open_picker(), "CmdOrCtrl+M"),
    (MenuCommand::Rename, menus::rename(), ""),
    (MenuCommand::Regenerate, menus::regenerate(), "CmdOrCtrl+R"),
    (MenuCommand::Stop, menus::stop(), ""),
    (MenuCommand::CopyAnswer, menus::copy_answer(), ""),
    (MenuCommand::Inspect, menus::inspect(), "CmdOrCtrl+Alt+I"),
    (MenuCommand::OpenCompare, menus::open_compare(), "CmdOrCtrl+Shift+C"),
    (MenuCommand::OpenTrials, menus::open_trials(), ""),
    (MenuCommand::OpenSystemPrompt, menus::open_system_prompt(), "CmdOrCtrl+Shift+P"),
    (MenuCommand::OpenParameters, menus::open_parameters(), ""),
    (MenuCommand::OpenContext, menus::open_context(), ""),
    (MenuCommand::OpenShortcuts, menus::open_shortcuts(), ""),
    (MenuCommand::CopyDiagnostics, menus::copy_diagnostics(), ""),
    (MenuCommand::ReportProblem, menus::report_problem(), ""),
    (MenuCommand::OpenAbout, menus::open_about(), ""),
];
const OTHER: MenuCommand = MenuCommand::OpenOtherVendor;

/// The items that follow what the window shows.
struct Items<R: Runtime> {
    commands: Vec<(MenuCommand, MenuItem<R>)>,
    documented: Vec<(Vendor, CheckMenuItem<R>)>,
    other: CheckMenuItem<R>,
    stay: CheckMenuItem<R>,
    first: CheckMenuItem<R>,
}

/// Builds the menu bar.
///
/// # Errors
/// What the toolkit says.
pub fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let commands = COMMANDS
        .iter()
        .map(|(command, words, keys)| {
            let keys = Some(*keys).filter(|keys| !keys.is_empty());
            // Grey until the page can carry it out.
            Ok((*command, MenuItem::with_id(app, id_of(*command), words, false, keys)?))
        })
        .collect::<tauri::Result<Vec<_>>>()?;
    let (vendor, items) = vendor_menu(app, commands)?;
    let own = |id: &str, words: &str, keys: Option<&str>| MenuItem::with_id(app, id, words, true, keys);

    let file = submenu(
        app,
        menus::file(),
        &items,
        &[
            &[MenuCommand::NewChat, MenuCommand::Attach],
            &[MenuCommand::OpenExport, MenuCommand::OpenImport],
            &[MenuCommand::OpenSettings, MenuCommand::OpenData],
        ],
    )?;
    file.append(&PredefinedMenuItem::separator(app)?)?;
    file.append(&own(CLOSE, menus::close(), Some("CmdOrCtrl+W"))?)?;
    file.append(&own(QUIT, menus::quit(), Some("CmdOrCtrl+Q"))?)?;

    let view = submenu(
        app,
        menus::view(),
        &items,
        &[
            &[MenuCommand::OpenSearch, MenuCommand::ToggleSidebar],
            &[MenuCommand::ZoomIn, MenuCommand::ZoomOut, MenuCommand::ZoomReset],
        ],
    )?;
    view.append(&PredefinedMenuItem::separator(app)?)?;
    view.append(&own(FULL_SCREEN, menus::full_screen(), Some("F11"))?)?;
    view.append(&PredefinedMenuItem::separator(app)?)?;
    view.append(&item(&items, MenuCommand::OpenUsage)?)?;

    let chat = submenu(
        app,
        menus::chat(),
        &items,
        &[
            &[MenuCommand::Regenerate, MenuCommand::Stop, MenuCommand::CopyAnswer, MenuCommand::Inspect],
            &[MenuCommand::OpenCompare, MenuCommand::OpenTrials],
            &[
                MenuCommand::OpenPicker,
                MenuCommand::OpenSystemPrompt,
                MenuCommand::OpenParameters,
                MenuCommand::OpenContext,
            ],
            &[MenuCommand::Rename],
        ],
    )?;

    let help = submenu(app, menus::help(), &items, &[&[MenuCommand::OpenShortcuts]])?;
    help.append(&own(DOCUMENTATION, menus::documentation(), None)?)?;
    help.append(&item(&items, MenuCommand::CopyDiagnostics)?)?;
    help.append(&item(&items, MenuCommand::ReportProblem)?)?;
    help.append(&PredefinedMenuItem::separator(app)?)?;
    help.append(&own(DATA_FOLDER, menus::data_folder(), None)?)?;
    help.append(&item(&items, MenuCommand::OpenAbout)?)?;

    let model = model_menu::build(app, &own(CHOOSE_MODEL, menus::choose_model(), None)?)?;
    app.manage(items);
    Menu::with_items(app, &[&file, &edit_menu(app)?, &view, &chat, &vendor, &model, &help])
}

/// A menu of the page's commands, with a line between the groups.
fn submenu<R: Runtime>(
    app: &AppHandle<R>,
    words: &str,
    items: &Items<R>,
    groups: &[&[MenuCommand]],
) -> tauri::Result<Submenu<R>> {
    let menu = Submenu::new(app, words, true)?;
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            menu.append(&PredefinedMenuItem::separator(app)?)?;
        }
        for command in *group {
            menu.append(&item(items, *command)?)?;
        }
    }
    Ok(menu)
}

fn item<R: Runtime>(items: &Items<R>, wanted: MenuCommand) -> tauri::Result<MenuItem<R>> {
    let found = items.commands.iter().find(|(command, _)| *command == wanted);
    found.map(|(_, item)| item.clone()).ok_or(tauri::Error::WindowNotFound)
}

/// Under GTK the toolkit's own items do nothing without a library that presses keys; there the web view edits.
#[cfg(target_os = "linux")]
fn edit_menu<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    edit_menu::build(app)
}

#[cfg(not(target_os = "linux"))]
fn edit_menu<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    tauri::menu::SubmenuBuilder::new(app, menus::edit())
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()
}

/// Their keys are those that no program has for its zoom or its tabs.
fn vendor_menu<R: Runtime>(
    app: &AppHandle<R>,
    commands: Vec<(MenuCommand, MenuItem<R>)>,
) -> tauri::Result<(Submenu<R>, Items<R>)> {
    let menu = Submenu::new(app, menus::vendor(), true)?;
    let mut documented = Vec::new();
    for (digit, vendor) in vendors().into_iter().enumerate() {
        let id = format!("{VENDOR_PREFIX}{}", vendor.value);
        let keys = format!("CmdOrCtrl+Alt+{digit}");
        let item = CheckMenuItem::with_id(app, id, &vendor.name, true, vendor.value == "auto", Some(keys))?;
        menu.append(&item)?;
        if documented.is_empty() {
            menu.append(&PredefinedMenuItem::separator(app)?)?;
        }
        documented.push((Vendor::new(&vendor.value), item));
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    let other = CheckMenuItem::with_id(app, id_of(OTHER), menus::other_vendor(), true, false, None::<&str>)?;
    menu.append(&other)?;
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    let stay = CheckMenuItem::with_id(app, STAY, menus::stay(), true, false, None::<&str>)?;
    let first = CheckMenuItem::with_id(app, FIRST, menus::take_over(), false, false, None::<&str>)?;
    menu.append(&stay)?;
    menu.append(&first)?;
    Ok((menu, Items { commands, documented, other, stay, first }))
}

fn id_of(command: MenuCommand) -> String {
    format!("{command:?}")
}

/// Puts the favourites and the recent routes into the Model menu.
pub fn show_settings<R: Runtime>(app: &AppHandle<R>, settings: &Settings) {
    model_menu::fill(app, settings);
}

/// Marks the route of the conversation that is shown.
pub fn show_route<R: Runtime>(app: &AppHandle<R>, route: &Route) {
    model_menu::show_route(app, route);
    let Route { vendor, routing, .. } = route;
    let stays = *routing == Routing::Stay;
    let Some(items) = app.try_state::<Items<R>>() else { return };
    // Each call reaches the toolkit's thread by itself; an item that is gone with its window needs no mark.
    for (known, item) in &items.documented {
        let _gone = item.set_checked(known == vendor && !stays);
    }
    let _gone = items.stay.set_checked(stays);
    // Automatic routing lets others take over as it is.
    let _gone = items.first.set_enabled(!vendor.is_auto());
    let _gone = items.first.set_checked(*routing == Routing::First);
    let is_other = items.documented.iter().all(|(known, _)| known != vendor);
    let words =
        if is_other { menus::other_vendor_named(vendor.as_str()) } else { menus::other_vendor().to_owned() };
    let _gone = items.other.set_text(words);
    let _gone = items.other.set_checked(is_other);
}

/// Makes grey what would do nothing now, and says what the sidebar's item would do.
pub fn show_state<R: Runtime>(app: &AppHandle<R>, state: &MenuState) {
    let Some(items) = app.try_state::<Items<R>>() else { return };
    let is_possible = |command: &MenuCommand| state.possible.contains(command);
    for (command, item) in &items.commands {
        let _gone = item.set_enabled(is_possible(command));
        if *command == MenuCommand::ToggleSidebar {
            let _gone = item.set_text(if state.is_sidebar_shown {
                menus::hide_sidebar()
            } else {
                menus::show_sidebar()
            });
        }
    }
    for (_, item) in &items.documented {
        let _gone = item.set_enabled(is_possible(&OTHER));
    }
    let _gone = items.other.set_enabled(is_possible(&OTHER));
    let _gone = items.stay.set_enabled(is_possible(&OTHER));
}

/// Carries out a menu item.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, event: MenuEvent) {
    let id = event.id().as_ref();
    if let Some(vendor) = id.strip_prefix(VENDOR_PREFIX) {
        return pin(app, Vendor::new(vendor));
    }
    if model_menu::chosen(app, id) {
        return;
    }
    if id == STAY || id == FIRST {
        return choose_routing(app, id == STAY);
    }
    let known = COMMANDS.iter().map(|(command, ..)| *command).chain([OTHER]);
    if let Some(command) = known.into_iter().find(|command| id_of(*command) == id) {
        if command == OTHER {
            mark_current(app);
        }
        return page::emit(app, &AppEvent::MenuChosen { command });
    }
    match id {
        CHOOSE_MODEL => page::emit(app, &AppEvent::MenuChosen { command: MenuCommand::OpenPicker }),
        QUIT => app.exit(0),
        CLOSE => with_window(app, |window| window.close()),
        FULL_SCREEN => with_window(app, |window| window.set_fullscreen(!window.is_fullscreen()?)),
        DOCUMENTATION => told(app, |_| links::open(DOCUMENTATION_URL)),
        DATA_FOLDER => told(app, data_folder::open),
        #[cfg(target_os = "linux")]
        _ => with_window(app, |window| edit_menu::carry_out(window, id)),
        #[cfg(not(target_os = "linux"))]
        _ => {}
    }
}

/// Does something with the window, if there is one; one that is going away needs nothing any more.
fn with_window<R: Runtime>(
    app: &AppHandle<R>,
    work: impl FnOnce(&tauri::WebviewWindow<R>) -> tauri::Result<()>,
) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _gone = work(&window);
    }
}

/// Does something beside the window's thread. What fails is said by the page, which has words for it.
fn told<R: Runtime, F>(app: &AppHandle<R>, work: impl FnOnce(AppHandle<R>) -> F)
where
    F: Future<Output = yourouter_protocol::Result<()>> + Send + 'static,
{
    let (app, work) = (app.clone(), work(app.clone()));
    tauri::async_runtime::spawn(async move {
        if let Err(error) = work.await {
            page::emit(&app, &AppEvent::MenuFailed { failure: error.into() });
        }
    });
}

fn pin<R: Runtime>(app: &AppHandle<R>, vendor: Vendor) {
    told(app, |app| async move {
        let chat = app.state::<Chat>().inner().clone();
        let pinned = chat.conversations.pin_vendor(vendor).await;
        if pinned.is_err() {
            mark_current(&app);
        }
        pinned.map(drop)
    });
}

/// Stays with whoever answered first, or lets others take over from the vendor, or not any more.
fn choose_routing<R: Runtime>(app: &AppHandle<R>, stays: bool) {
    told(app, move |app| async move {
        let chat = app.state::<Chat>().inner().clone();
        let chosen = async {
            let routing = match chat.conversations.current_route().await?.routing {
                _ if stays => Routing::Stay,
                Routing::First => Routing::Only,
                Routing::Only | Routing::Stay => Routing::First,
            };
            chat.conversations.choose_routing(routing).await
        };
        let chosen = chosen.await;
        if chosen.is_err() {
            mark_current(&app);
        }
        chosen.map(drop)
    });
}

/// The toolkit toggles a check item by itself when it is chosen; this puts the marks right again.
pub(super) fn mark_current<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let chat = app.state::<Chat>().inner().clone();
        if let Ok(route) = chat.conversations.current_route().await {
            show_route(&app, &route);
        }
    });
}

/// Draws the vendor items as radio items.
#[cfg(target_os = "linux")]
pub fn draw_radios(window: &tauri::WebviewWindow) {
    use gtk::prelude::{Cast, CheckMenuItemExt, GtkMenuItemExt};

    for item in gtk_items(window) {
        if let Ok(item) = item.downcast::<gtk::CheckMenuItem>() {
            // The one that is not one of several.
            item.set_draw_as_radio(
                item.label().is_none_or(|label| label.replace('_', "&") != menus::take_over()),
            );
        }
    }
}

/// The items of all menus of a window, as the toolkit has them.
#[cfg(target_os = "linux")]
pub(super) fn gtk_items(window: &tauri::WebviewWindow) -> Vec<gtk::Widget> {
    use gtk::prelude::{Cast, ContainerExt, GtkMenuItemExt};

    let Ok(vbox) = window.default_vbox() else { return Vec::new() };
    let bars = vbox.children().into_iter().filter_map(|child| child.downcast::<gtk::MenuBar>().ok());
    let submenus = bars
        .flat_map(|bar| bar.children())
        .filter_map(|child| child.downcast::<gtk::MenuItem>().ok()?.submenu()?.downcast::<gtk::Menu>().ok());
    submenus.flat_map(|menu| menu.children()).collect()
}

/// Only GTK can draw check items as radio items.
#[cfg(not(target_os = "linux"))]
pub fn draw_radios(_window: &tauri::WebviewWindow) {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COMMANDS, OTHER, id_of};

    #[test]
    fn each_command_and_each_key_stands_in_the_menus_once() {
        let ids: BTreeSet<_> =
            COMMANDS.iter().map(|(command, ..)| id_of(*command)).chain([id_of(OTHER)]).collect();
        assert_eq!(ids.len(), COMMANDS.len() + 1);
        let keys: Vec<_> = COMMANDS.iter().map(|(.., keys)| *keys).filter(|keys| !keys.is_empty()).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
