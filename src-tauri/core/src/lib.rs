//! Everything that YouRouter Chat does, without a window.
//!
//! Read in this order: [`protocol`] is all that the page can see; [`chat`] holds the use cases and joins the leaves
//! below it; [`gateway`] talks HTTP, [`markdown`] turns an answer into safe HTML while it arrives, [`store`] keeps
//! conversations in SQLite, [`attachment`] checks and prepares files, [`transfer`] writes conversations into files of
//! their own. [`error`] is the one error type, [`secret`] the one holder of a key.
//!
//! Invariant: this crate never depends on tauri, keyring or rfd, and its leaves do not import each other.

pub mod attachment;
pub mod chat;
pub mod error;
pub mod gateway;
pub mod markdown;
pub mod protocol;
pub mod secret;
pub mod store;
pub mod transfer;

pub use chat::{Chat, EventSink, Keychain, Parts};
pub use error::{Error, Result};
pub use secret::Secret;
