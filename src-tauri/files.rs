//! Files that come into the program and leave it by the desktop's ways: dialogs, drags, the clipboard, other programs.
//!
//! Invariant: a path comes from the person or the desktop, never from the page.

pub mod clipboard;
pub mod copies;
pub mod dialogs;
#[cfg(target_os = "linux")]
pub mod drag_out;
#[cfg(target_os = "linux")]
pub mod drops;
#[cfg(target_os = "linux")]
mod mounts;
#[cfg(target_os = "linux")]
pub mod system_pictures;
