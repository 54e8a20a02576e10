//! The search over all chats, and within one.

use serde::{Deserialize, Serialize};

use super::{ConversationId, MessageId, Role, Route};

/// In which order hits come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SearchOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The best of the newest 2,000 first.
    Best,
}

/// Asks for a page of hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchRequest {
    /// What was typed: words, `"phrases"`, `-words` and operators.
    pub text: String,
    /// In which order.
    pub order: SearchOrder,
    /// Where the page before ended; `None` for the first.
    pub cursor: Option<String>,
}

/// What of a chat was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SearchPlace {
    /// Its title.
    Title,
    /// The words of a message.
    Text,
    /// What a model thought before its answer.
    Reasoning,
    /// The name of a file.
    File,
}

/// A piece of text around a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SnippetPiece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_hit: bool,
}

/// A message that was found, or a chat by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// The chat.
    pub conversation_id: ConversationId,
    /// The message; of a chat that was found by its title, the one that it is shown at.
    pub message_id: MessageId,
    /// Where the chat's next message goes.
    pub route: Route,
    /// The chat's title.
    pub title: Vec<SnippetPiece>,
    /// Who wrote the message.
    pub role: Role,
    /// What was found.
    pub place: SearchPlace,
    /// The text around it; empty for a title.
    pub snippet: Vec<SnippetPiece>,
    /// When the message was written, or the chat changed, in milliseconds since 1970 (UTC).
    pub at_ms: i64,
}

/// A page of hits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchPage {
    /// The hits.
    pub hits: Vec<SearchHit>,
    /// Where the search goes on, if it is not at its end: for more hits, or for older messages if it took long.
    pub next: Option<String>,
    /// Whether so little was typed that only the newest messages were looked at.
    pub needs_letter: bool,
    /// How much of the history is indexed, in per cent; `None` if all is.
    pub indexed_percent: Option<u8>,
    /// Operators whose value cannot be read; they were looked for as words.
    pub misread: Vec<String>,
    /// The words that were looked for, as they are marked in a message.
    pub marks: Vec<String>,
}

/// How many hits there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchCount {
    /// Messages and titles.
    pub hits: u32,
    /// The chats that they are in.
    pub chats: u32,
    /// Whether there are more: it is not counted beyond 1,000.
    pub is_more: bool,
}

/// A message of one chat that has what is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatHit {
    /// Which message.
    pub message_id: MessageId,
    /// Its number in the order of writing, which grows along a branch.
    pub seq: i64,
    /// How often it is in it.
    pub count: u32,
    /// Whether the message is on the branch that is shown.
    pub is_on_branch: bool,
}
