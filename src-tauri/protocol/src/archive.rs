//! Conversations as they leave this program and come back: whole trees with all that hangs on them. `docs/export.md` tells
//! the file that they stand in.
//!
//! Invariant: nothing here names a gateway, a key, a pinned vendor of later requests, or a field of them: what an import
//! brings is read, and decides nothing about what is sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    AnswerEnd, AttachmentId, AttachmentKind, Attempt, ConversationId, Failure, FolderId, MessageId,
    MessageState, Omission, ReasoningEffort, Role, Route, SendAs, Source,
};

/// A conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Archived {
    /// Which one: a second import brings it up to date.
    pub id: ConversationId,
    /// Its title; may be empty.
    pub title: String,
    /// Whether a person gave it.
    pub is_title_own: bool,
    /// The model that its next message goes to; empty if none is known.
    pub model: String,
    /// What goes with each of its requests.
    pub parameters: ArchivedParameters,
    /// Whether its system prompt stays out of requests.
    #[serde(default, skip_serializing_if = "is_not")]
    pub is_prompt_excluded: bool,
    /// When it was made, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// When it last changed, in milliseconds since 1970 (UTC).
    pub updated_at_ms: i64,
    /// When it was pinned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned_at_ms: Option<i64>,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at_ms: Option<i64>,
    /// The folders that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<FolderId>,
    /// The last message of the branch that is shown.
    pub head: Option<MessageId>,
    /// All messages of all branches, each behind the one that it follows.
    pub messages: Vec<ArchivedMessage>,
}

/// A folder: what was set for it, without the vendor and the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArchivedFolder {
    /// Which one.
    pub id: FolderId,
    /// Its name; no two have the same.
    pub name: String,
    /// Whether its conversations are listed in the folder only.
    pub is_hiding: bool,
    /// The model for conversations that begin in it; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// Instructions for its conversations that have none of their own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system_prompt: String,
}

/// Parameters without the free fields, which could name tools.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ArchivedParameters {
    /// Instructions that come before the first message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub system_prompt: String,
    /// As it was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<serde_json::Number>,
    /// The longest answer, in tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<u32>,
    /// How much a reasoning model reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<ReasoningEffort>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArchivedMessage {
    /// Which one.
    pub id: MessageId,
    /// The message that it follows.
    pub parent_id: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// How far it got.
    pub state: MessageState,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// Whether it stays out of requests.
    #[serde(default, skip_serializing_if = "is_not")]
    pub is_left_out: bool,
    /// Whether it is never left out together with others.
    #[serde(default, skip_serializing_if = "is_not")]
    pub is_pinned: bool,
    /// What it consists of, in order.
    pub parts: Vec<ArchivedPart>,
    /// The model call behind an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<ArchivedTurn>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ArchivedPart {
    /// Words: a person's, or an answer's Markdown.
    Text {
        /// The words.
        text: String,
    },
    /// What a model thought. It is shown and never sent.
    Reasoning {
        /// Plain text.
        text: String,
    },
    /// A tool that a model asked for.
    ToolCall {
        /// As it is stored.
        json: Value,
    },
    /// What a tool gave.
    ToolResult {
        /// As it is stored.
        json: Value,
    },
    /// What an answer rests on.
    Citation(Source),
    /// A file; its bytes stand apart, by `sha256`.
    File(ArchivedFile),
}

/// A file of a message. What else is known of it is found in its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchivedFile {
    /// Which one.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// How it is sent.
    pub file_kind: AttachmentKind,
    /// Which bytes.
    pub sha256: String,
    /// The form that the person chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_as: Option<SendAs>,
    /// The form in which it was sent last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_as: Option<SendAs>,
    /// Whether it stays out of requests.
    pub is_left_out: bool,
    /// Whether it is a text that was pasted into the composer.
    pub is_pasted: bool,
}

/// The model call behind an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArchivedTurn {
    /// What was asked for.
    pub route: Route,
    /// The vendor that the reply proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_reported: Option<String>,
    /// To the first text, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_token_ms: Option<u64>,
    /// To the end, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Of reasoning, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_ms: Option<u64>,
    /// Tokens read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt_tokens: Option<u64>,
    /// Tokens written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_tokens: Option<u64>,
    /// Of those read, the ones from a prompt cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_tokens: Option<u64>,
    /// Of those written, the ones of the reasoning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_tokens: Option<u64>,
    /// Why the model stopped, in its vendor's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finish_reason: Option<String>,
    /// The id to quote to support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// How the answer ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<AnswerEnd>,
    /// Its HTTP requests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// What they lacked of the chat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omissions: Vec<Omission>,
}

fn is_not(flag: &bool) -> bool {
    !flag
}

impl ArchivedTurn {
    /// A call of which nothing but the model is known.
    pub fn of_model(model: &str) -> Self {
        Self {
            route: Route::new(model, super::Vendor::auto()),
            vendor_reported: None,
            first_token_ms: None,
            duration_ms: None,
            reasoning_ms: None,
            prompt_tokens: None,
            completion_tokens: None,
            cached_tokens: None,
            reasoning_tokens: None,
            finish_reason: None,
            request_id: None,
            failure: None,
            end: None,
            attempts: Vec::new(),
            omissions: Vec::new(),
        }
    }
}
