//! Exports of conversations as the page asks for them. Invariant: no path comes from the page.

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
