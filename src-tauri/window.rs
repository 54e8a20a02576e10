//! The one window: its page, its menus, what it is told and what is brought to it.

pub mod arrivals;
#[cfg(target_os = "linux")]
mod caret;
#[cfg(target_os = "linux")]
mod context_menu;
pub mod diagnostics;
#[cfg(target_os = "linux")]
mod edit_menu;
pub mod main_window;
pub mod menu;
mod model_menu;
pub mod page;
pub mod placement;
pub mod sink;
mod theme;
#[cfg(target_os = "linux")]
mod web_process;
mod zoom;
