//! The embedded database: conversations, messages, turns, attachments and settings.
//!
//! All calls block; `chat` makes them off the async threads. Each writing call is one transaction.
//! Invariant: messages are never overwritten; only the text of a running answer grows. Rows are this module's own
//! types, which never cross to the page.

use std::path::Path;

use crate::{
    Result,
    protocol::{
        AttachmentId, AttachmentKind, ConversationId, Failure, MessageId, MessageState, Role, Route,
        Settings, TurnId, Usage,
    },
};

/// A conversation's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Which one.
    pub id: ConversationId,
    /// Made from the first words; empty while it has no message.
    pub title: String,
    /// Where its next message goes.
    pub route: Route,
    /// The last message of the current branch; `None` while it has none.
    pub head: Option<MessageId>,
    /// What stands in its composer.
    pub draft_text: String,
    /// Milliseconds since 1970.
    pub created_at_ms: i64,
    /// Milliseconds since 1970.
    pub updated_at_ms: i64,
}

/// A message's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// What it follows.
    pub parent_id: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// How far it got.
    pub state: MessageState,
    /// A user's words, or an answer's Markdown source.
    pub text: String,
    /// An answer's reasoning.
    pub reasoning: String,
    /// Milliseconds since 1970.
    pub created_at_ms: i64,
}

/// A model call's row. `message_id` is the answer it writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which one.
    pub id: TurnId,
    /// Which answer it writes.
    pub message_id: MessageId,
    /// What was asked for.
    pub route: Route,
    /// The gateway's base URL.
    pub base_url: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What is known of a turn, at its end or so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The vendor that the reply proved.
    pub vendor_reported: Option<String>,
    /// To the first text or reasoning.
    pub first_token_ms: Option<u64>,
    /// To the end.
    pub duration_ms: Option<u64>,
    /// Spent reasoning.
    pub reasoning_ms: Option<u64>,
    /// Tokens.
    pub usage: Option<Usage>,
    /// In the vendor's word.
    pub finish_reason: Option<String>,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// An attached file's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// Its file name.
    pub name: String,
    /// How it is sent.
    pub kind: AttachmentKind,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its content hash: where its bytes are.
    pub sha256: String,
    /// For an image.
    pub pixels: Option<(u32, u32)>,
    /// For an image: PNG or JPEG.
    pub thumbnail: Option<Vec<u8>>,
}

/// A turn to begin: the rows that one transaction writes.
#[derive(Debug, Clone)]
pub struct NewTurn {
    /// The user's message, unless the turn answers one that is there already.
    pub question: Option<Message>,
    /// The draft's attachments that go with `question`, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// Attachments of another message to copy to `question`, for another version of it.
    pub copied_from: Option<MessageId>,
    /// The answer, empty and `streaming`.
    pub answer: Message,
    /// The turn.
    pub turn: Turn,
    /// The conversation's title, if it has none yet.
    pub title: String,
}

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens the file, making or migrating it; turns that were running become `interrupted`.
    ///
    /// # Errors
    /// `Error::Storage`, also for a file of a newer version, which is left untouched.
    pub fn open(_file: &Path) -> Result<Self> {
        todo!()
    }

    /// The stored settings, or the defaults.
    pub fn settings(&self) -> Result<Settings> {
        todo!()
    }

    /// Stores the settings.
    pub fn save_settings(&self, _settings: &Settings) -> Result<()> {
        todo!()
    }

    /// A small value by name, such as the base URL or which origin has a key in the keychain.
    pub fn value(&self, _name: &str) -> Result<Option<String>> {
        todo!()
    }

    /// Stores or removes a small value.
    pub fn set_value(&self, _name: &str, _value: Option<&str>) -> Result<()> {
        todo!()
    }

    /// Conversations with at least one message, latest change first.
    pub fn conversations(&self) -> Result<Vec<Conversation>> {
        todo!()
    }

    /// One conversation.
    ///
    /// # Errors
    /// `Error::Internal` if there is none.
    pub fn conversation(&self, _id: ConversationId) -> Result<Conversation> {
        todo!()
    }

    /// The conversation without messages, made with `route` if there is none.
    pub fn blank_conversation(&self, _route: &Route, _now_ms: i64) -> Result<Conversation> {
        todo!()
    }

    /// Changes where a conversation's next message goes.
    pub fn set_route(&self, _id: ConversationId, _route: &Route) -> Result<()> {
        todo!()
    }

    /// Stores what stands in the composer.
    pub fn set_draft(&self, _id: ConversationId, _text: &str) -> Result<()> {
        todo!()
    }

    /// The branch from the first message to `head`, oldest first.
    pub fn branch(&self, _head: MessageId) -> Result<Vec<Message>> {
        todo!()
    }

    /// One message.
    ///
    /// # Errors
    /// `Error::Internal` if there is none.
    pub fn message(&self, _id: MessageId) -> Result<Message> {
        todo!()
    }

    /// For each message of the branch to `head`: the ids of all its versions (same parent, same role), oldest first.
    pub fn versions(&self, _head: MessageId) -> Result<std::collections::HashMap<MessageId, Vec<MessageId>>> {
        todo!()
    }

    /// Makes the newest branch through `message` the current one; gives the conversation and its new head.
    pub fn switch_branch(&self, _message: MessageId) -> Result<Conversation> {
        todo!()
    }

    /// The turns behind the answers of the branch to `head`, by answer.
    pub fn turns(&self, _head: MessageId) -> Result<std::collections::HashMap<MessageId, Turn>> {
        todo!()
    }

    /// The attachments of the messages of the branch to `head`, by message, in order.
    pub fn attachments(
        &self,
        _head: MessageId,
    ) -> Result<std::collections::HashMap<MessageId, Vec<Attachment>>> {
        todo!()
    }

    /// The draft's attachments of a conversation, in order.
    pub fn draft_attachments(&self, _id: ConversationId) -> Result<Vec<Attachment>> {
        todo!()
    }

    /// Adds an attachment to a conversation's draft.
    pub fn add_attachment(&self, _id: ConversationId, _attachment: &Attachment) -> Result<()> {
        todo!()
    }

    /// Removes an attachment from a draft; one that was sent stays.
    pub fn remove_attachment(&self, _id: AttachmentId) -> Result<()> {
        todo!()
    }

    /// The content hashes of all attachments.
    pub fn used_hashes(&self) -> Result<std::collections::HashSet<String>> {
        todo!()
    }

    /// Begins a turn: writes its rows, moves the head to the answer, clears the draft if there is a question.
    pub fn begin_turn(&self, _turn: &NewTurn) -> Result<()> {
        todo!()
    }

    /// Appends what came since the last call.
    pub fn append(&self, _message: MessageId, _text: &str, _reasoning: &str) -> Result<()> {
        todo!()
    }

    /// Ends a turn: the last text, the state and the outcome in one transaction.
    pub fn end_turn(
        &self,
        _turn: TurnId,
        _text: &str,
        _reasoning: &str,
        _state: MessageState,
        _outcome: &Outcome,
        _now_ms: i64,
    ) -> Result<()> {
        todo!()
    }
}
