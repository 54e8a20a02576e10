//! What a request holds of a chat, part by part, and what it lacks.
//!
//! Invariant: whatever a request lacks of the chat has a word here, so that it can be said.

use serde::{Deserialize, Serialize};

use super::{AttachmentView, ConversationId, MessageId, Replaced, Role, Route, TokenRange};

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
    /// The instructions, which the person excluded.
    ExcludedPrompt,
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
    pub const MAX_NAMED: usize = 12;
}

/// Whose context is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextQuery {
    /// The conversation, with its draft as it was saved last.
    pub conversation_id: ConversationId,
    /// Another route, for the draft alone.
    pub once: Option<Route>,
    /// The message of which the draft is another version.
    pub replaces: Option<Replaced>,
    /// How many of the messages before the draft are shown, from the newest on: as many are given, and a page at least.
    pub shown: u32,
    /// A message that is to be among them, on the branch before the draft.
    pub through: Option<MessageId>,
}

/// What the next message sends, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextView {
    /// Where it goes.
    pub model: String,
    /// Tokens that the model can read and write in all, if the gateway says so.
    pub most_tokens: Option<u32>,
    /// What all of it comes to, as the composer says it.
    pub tokens: TokenRange,
    /// What that costs by list prices, in millionths of a US dollar: at least and at most.
    pub cost: Option<[u64; 2]>,
    /// The instructions; `None` if there are none.
    pub prompt: Option<ContextPrompt>,
    /// The newest of the messages before the draft, oldest first.
    pub messages: Vec<ContextMessage>,
    /// How many messages stand before these.
    pub earlier: u32,
    /// How many messages before the draft are excluded by the person.
    pub excluded: u32,
    /// What is being written.
    pub draft: ContextMessage,
    /// What could be left out, if all of it may be too long.
    pub fit: Option<ContextFit>,
}

/// The instructions that go with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextPrompt {
    /// The folders that they are of; none for the chat's own.
    pub folders: Vec<String>,
    /// Whether they are those of the settings.
    pub is_default: bool,
    /// Whether the person excluded them.
    pub is_excluded: bool,
    /// Their first words.
    pub excerpt: String,
    /// What they come to.
    pub tokens: TokenRange,
}

/// A message, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextMessage {
    /// Which one; `None` for the draft.
    pub id: Option<MessageId>,
    /// The message before it on its branch.
    pub before: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// Its first words.
    pub excerpt: String,
    /// What its words come to.
    pub tokens: TokenRange,
    /// Its files.
    pub files: Vec<ContextFile>,
    /// What the person decided.
    pub flags: MessageFlags,
    /// Why it is not sent, if it is not.
    pub left_out: Option<OmissionKind>,
    /// What becomes of its reasoning, if it has any.
    pub reasoning: Option<ReasoningFate>,
    /// What else of it is not sent, or not as it is.
    pub lacks: Vec<OmissionKind>,
}

/// What becomes of the reasoning of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "fate", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ReasoningFate {
    /// It goes back to its maker, signed or encrypted.
    GivenBack,
    /// It was signed or encrypted by another one than is asked.
    Elsewhere {
        /// Who made it.
        maker: Route,
    },
    /// It is plain text, which no vendor takes back.
    NotSent,
}

/// A file of a message, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextFile {
    /// The file, without its thumbnail; as it will be sent.
    pub file: AttachmentView,
    /// What it comes to.
    pub tokens: u64,
}

/// What could be left out so that the rest may fit: the oldest turns whole, but those that are pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ContextFit {
    /// The last message that would be left out.
    pub through: MessageId,
    /// How many questions would be left out, with their answers.
    pub turns: u32,
    /// How many messages that are.
    pub messages: u32,
    /// What the rest comes to.
    pub tokens: TokenRange,
    /// Whether the rest fits; else it is all that can be left out.
    pub is_enough: bool,
}
