//! What a request holds of a chat, part by part, and what it lacks.
//!
//! Invariant: whatever a request lacks of the chat has a word here, so that it can be said.

use serde::{Deserialize, Serialize};

/// What a person decided about sending a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageFlags {
    /// Whether it stays out of requests, until it is asked again itself.
    pub is_left_out: bool,
    /// Whether it is never left out together with others.
    pub is_pinned: bool,
}

/// What a request lacks of the chat, or has in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum OmissionKind {
    /// Messages that the person excluded, with their files.
    ExcludedMessages,
    /// Messages that a newer version of the program wrote, or of a role that is not sent.
    UnreadableMessages,
    /// Messages without words and files, as a failed answer leaves behind.
    EmptyMessages,
    /// Files that the person excluded.
    ExcludedFiles,
    /// Recordings and videos, which are not sent.
    MediaFiles,
    /// Files of which the end is missing: it was cut off, or the pages after the first ones are not sent.
    ShortenedFiles,
    /// Texts without the encoded data that was in them.
    FilesWithoutData,
    /// Documents and PDFs that are sent as text.
    FilesAsText,
    /// Calls of tools and their results.
    ToolCalls,
    /// Reasoning that another maker signed or encrypted.
    ForeignReasoning,
    /// Messages that are sent as one with the one before, because both are by the same side.
    MergedMessages,
}

/// What a request lacks of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Omission {
    /// What it is.
    pub kind: OmissionKind,
    /// How many there are.
    pub count: u32,
    /// The first ones: names of files, first words of messages.
    pub names: Vec<String>,
}

impl Omission {
    /// How many of one kind are named.
    pub const MOST_NAMED: usize = 12;
}
