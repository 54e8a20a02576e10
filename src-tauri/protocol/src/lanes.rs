//! Lanes: one question that several models or vendors answer side by side.

use serde::{Deserialize, Serialize};

use super::{AttachmentId, ConversationId, MessageId, Parameters, Replaced, Route, TurnId};

/// Where one of several answers comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// Gateway, model and vendor.
    pub route: Route,
    /// What goes with its request in place of the conversation's; the instructions are the conversation's all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub parameters: Option<Parameters>,
}

impl Lane {
    /// Most of them that are asked at once.
    pub const MOST: usize = 6;
}

/// A lane that is asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LaneTurn {
    /// Minted by the page (UUIDv7).
    pub turn_id: TurnId,
    /// Where from.
    pub lane: Lane,
}

/// What is asked in lanes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LanesQuestion {
    /// A message that is written now, with the draft's files.
    New {
        /// Where to.
        conversation_id: ConversationId,
        /// What; may be empty if a file is attached.
        text: String,
        /// The draft's files, in order.
        attachment_ids: Vec<AttachmentId>,
        /// The message of which this is another version. `None` follows the last message.
        replaces: Option<Replaced>,
    },
    /// One that was asked before: what it was answered stays.
    Asked {
        /// It, or an answer to it.
        message_id: MessageId,
    },
}

/// Asks a question in lanes: one to [`Lane::MOST`] of them. Their answers are versions of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AskLanes {
    /// What.
    pub question: LanesQuestion,
    /// Whom.
    pub lanes: Vec<LaneTurn>,
}
