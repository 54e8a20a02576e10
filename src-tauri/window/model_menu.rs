//! The native Model menu: the models that a person marked, and the routes that were used last.
//!
//! It is filled again when these change. Its marks follow the conversation that the window shows.

use std::sync::{Mutex, PoisonError};

use tauri::{
    AppHandle, Manager, Runtime,
    menu::{CheckMenuItem, MenuItem, PredefinedMenuItem, Submenu},
};
use yourouter_chat_core::Chat;
use yourouter_protocol::words::menus;
use yourouter_protocol::{Route, Routing, Settings, Vendor};

/// What the ids of its items begin with; a number follows.
const PREFIX: &str = "model:";

/// A menu that is longer than this is no short cut.
const MOST: usize = 12;

/// The menu and what stands in it.
struct ModelMenu<R: Runtime> {
    menu: Submenu<R>,
    shown: Mutex<Shown<R>>,
}

struct Shown<R: Runtime> {
    favourites: Vec<String>,
    recents: Vec<Route>,
    items: Vec<(Choice, CheckMenuItem<R>)>,
}

/// What an item chooses.
#[derive(Clone)]
enum Choice {
    /// A model, routed automatically by the gateway of the conversation.
    Model(String),
    /// All of a route.
    Route(Route),
}

impl Choice {
    fn words(&self) -> String {
        match self {
            Self::Model(model) => model.clone(),
            Self::Route(Route { model, vendor, routing, .. }) => match routing {
                Routing::Stay => menus::model_stay(model),
                Routing::First => menus::model_first(model, vendor.as_str()),
                Routing::Only => menus::model_only(model, vendor.as_str()),
            },
        }
    }

    fn is_for(&self, route: &Route) -> bool {
        match self {
            Self::Model(model) => *model == route.model,
            Self::Route(own) => own == route,
        }
    }
}

/// Builds the menu, which is filled by [`fill`].
///
/// # Errors
/// What the toolkit says.
pub(super) fn build<R: Runtime>(app: &AppHandle<R>, picker: &MenuItem<R>) -> tauri::Result<Submenu<R>> {
    let menu = Submenu::new(app, menus::model(), true)?;
    menu.append(picker)?;
    let shown = Shown { favourites: Vec::new(), recents: Vec::new(), items: Vec::new() };
    app.manage(ModelMenu { menu: menu.clone(), shown: Mutex::new(shown) });
    Ok(menu)
}

/// Puts the favourites and the recent routes into the menu, if they are others than before.
pub(super) fn fill<R: Runtime>(app: &AppHandle<R>, settings: &Settings) {
    let Some(held) = app.try_state::<ModelMenu<R>>() else { return };
    let mut shown = held.shown.lock().unwrap_or_else(PoisonError::into_inner);
    if shown.favourites == settings.favourite_models && shown.recents == settings.recent_routes {
        return;
    }
    shown.favourites.clone_from(&settings.favourite_models);
    shown.recents.clone_from(&settings.recent_routes);
    let favourites = shown.favourites.iter().take(MOST).cloned().map(Choice::Model).collect();
    let recents = shown.recents.iter().take(MOST).cloned().map(Choice::Route).collect();
    // An item that is gone with its window needs no place.
    shown.items = filled(app, &held.menu, [favourites, recents]).unwrap_or_default();
}

/// The first item, which leads to the picker, stays.
fn filled<R: Runtime>(
    app: &AppHandle<R>,
    menu: &Submenu<R>,
    groups: [Vec<Choice>; 2],
) -> tauri::Result<Vec<(Choice, CheckMenuItem<R>)>> {
    for _ in 1..menu.items()?.len() {
        menu.remove_at(1)?;
    }
    let mut items = Vec::new();
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        menu.append(&PredefinedMenuItem::separator(app)?)?;
        for choice in group {
            let id = format!("{PREFIX}{}", items.len());
            let item = CheckMenuItem::with_id(app, id, choice.words(), true, false, None::<&str>)?;
            menu.append(&item)?;
            items.push((choice, item));
        }
    }
    Ok(items)
}

/// Marks what the conversation that is shown has.
pub(super) fn show_route<R: Runtime>(app: &AppHandle<R>, route: &Route) {
    let Some(held) = app.try_state::<ModelMenu<R>>() else { return };
    let shown = held.shown.lock().unwrap_or_else(PoisonError::into_inner);
    for (choice, item) in &shown.items {
        let _gone = item.set_checked(choice.is_for(route));
    }
}

/// Carries out one of its items; whether it was one.
pub(super) fn chosen<R: Runtime>(app: &AppHandle<R>, id: &str) -> bool {
    let Some(number) = id.strip_prefix(PREFIX).and_then(|number| number.parse::<usize>().ok()) else {
        return false;
    };
    let Some(held) = app.try_state::<ModelMenu<R>>() else { return true };
    let shown = held.shown.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((choice, _)) = shown.items.get(number).cloned() else { return true };
    let chat = app.state::<Chat>().inner().clone();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let chosen = async {
            let route = match choice {
                Choice::Route(route) => route,
                Choice::Model(model) => {
                    let gateway = chat.conversations.current_route().await?.gateway;
                    Route { gateway, ..Route::new(model, Vendor::auto()) }
                }
            };
            chat.conversations.choose_shown_route(route).await
        };
        if chosen.await.is_err() {
            super::menu::mark_current(&app);
        }
    });
    true
}
