//! Exports and imports of conversations as the page asks for them. Invariant: no path comes from the page.

use serde::{Deserialize, Serialize};

/// What an exported conversation is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// One page that needs nothing beside it.
    Html,
    /// The sources of the messages, one after the other.
    Markdown,
    /// All of it, to be imported again.
    Json,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The file, or the folder if it was asked for all conversations, as people read it.
    pub place: String,
    /// How many conversations were written.
    pub count: u32,
    /// Whether the person stopped it before all were.
    pub is_stopped: bool,
}

/// A chat that an import left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LeftOutChat {
    /// Its title, or where it stood.
    pub title: String,
    /// Why, in words.
    pub why: String,
}

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// New chats.
    pub added: u32,
    /// Chats that were there, and have more messages now.
    pub updated: u32,
    /// Chats that were there with all of it.
    pub unchanged: u32,
    /// New folders.
    pub folders: u32,
    /// New saved prompts.
    pub prompts: u32,
    /// How many were left out.
    pub left_out: u32,
    /// The first of those.
    pub told: Vec<LeftOutChat>,
    /// Whether the person stopped it.
    pub is_stopped: bool,
}
