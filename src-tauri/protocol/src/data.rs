//! What lies on this computer, and the backups of it.

use serde::{Deserialize, Serialize};

use super::Snapshot;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// By itself, on a day on which the program was used.
    Daily,
    /// Because the person asked for it.
    Manual,
    /// Before another backup took the place of everything.
    Replaced,
    /// Before a newer version changed the database.
    Update,
}

/// A backup that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Which one: the name of its file.
    pub id: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// When, in milliseconds since 1970 (UTC).
    pub made_at_ms: i64,
    /// The bytes of its file.
    pub size_bytes: u64,
}

/// The bytes of one kind of data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DataSizes {
    /// The database: chats, drafts, settings, the network log.
    pub chats: u64,
    /// Of that, requests and replies as the inspector shows them.
    pub requests: u64,
    /// Attached files.
    pub files: u64,
    /// The index of the search.
    pub search: u64,
    /// Backups.
    pub backups: u64,
    /// The program's log.
    pub log: u64,
    /// Damaged databases that were set aside, with their files.
    pub set_aside: u64,
}

/// What the page of data and privacy shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DataReport {
    /// The folder that holds everything.
    pub folder: String,
    /// How many chats there are, those that can still be restored included.
    pub chats: u64,
    /// How many attached files are kept.
    pub files: u64,
    /// What takes how much.
    pub sizes: DataSizes,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// Why the last backup that was to be made is none, in words.
    pub failure: Option<String>,
}

/// What is left after everything was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// All that the page needs to show itself, as on the first day.
    pub snapshot: Snapshot,
    /// What the keychain kept, and why; empty if nothing.
    pub keys_left: Vec<String>,
    /// Files that could not be removed, and why; empty if there are none.
    pub files_left: Vec<String>,
}
