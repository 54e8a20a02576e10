//! How an answer ended, as the page says it: the reason, and what the reply held that was not taken.

use serde::{Deserialize, Serialize};

/// Why an answer ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum EndReason {
    /// The model came to its end.
    Complete,
    /// It reached the limit of tokens.
    Length,
    /// A filter stopped it.
    Filter,
    /// The model declined.
    Refusal,
    /// It asks for a tool, which this program did not offer.
    ToolCall,
    /// For a reason that only the vendor's word names.
    Other,
    /// Nobody said: it may be incomplete.
    #[default]
    Unmarked,
}

/// A part of a reply that was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SkippedKind {
    /// It is broken, or longer than is taken.
    Unreadable,
    /// An image.
    Image,
    /// A recording.
    Audio,
    /// A video.
    Video,
    /// Any other file.
    File,
}

/// How many parts of one kind were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SkippedParts {
    /// What they are.
    pub kind: SkippedKind,
    /// How many.
    pub count: u32,
}

/// A tool that a model asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestedTool {
    /// Its name.
    pub name: String,
    /// Its arguments as the model wrote them: JSON as a rule.
    pub arguments: String,
}

/// How an answer ended that did not fail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerEnd {
    /// Why.
    pub reason: EndReason,
    /// The limit of tokens that was sent, if one was.
    pub token_limit: Option<u32>,
    /// The tools that it asks for.
    pub tools: Vec<RequestedTool>,
    /// What the reply held beside that.
    pub skipped: Vec<SkippedParts>,
}
