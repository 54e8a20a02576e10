//! The rows of the database as `chat` reads and writes them.
//!
//! Invariant: plain data that never crosses to the page; how a row is laid out in SQL stands in [`super::columns`].

use crate::protocol::{
    AttachmentId, AttachmentKind, Attempt, ConversationId, Failure, FileFacts, MessageId, MessageState,
    Parameters, Replaced, Role, Route, SentForm, TurnId, Usage,
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
    /// What goes with each of its requests.
    pub parameters: Parameters,
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
    /// Its HTTP requests, in order.
    pub attempts: Vec<Attempt>,
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
    /// For an image or a scan: PNG or JPEG.
    pub thumbnail: Option<Vec<u8>>,
    /// For a PDF whose pages can be counted.
    pub pages: Option<u32>,
    /// What else preparing found.
    pub facts: FileFacts,
    /// The form that the person chose.
    pub form: Option<SentForm>,
    /// The form in which it was sent last.
    pub sent_as: Option<SentForm>,
    /// Whether it stays out of requests.
    pub is_left_out: bool,
}

/// A turn to begin: the rows that one transaction writes.
#[derive(Debug, Clone)]
pub struct NewTurn {
    /// The user's message, unless the turn answers one that is there already.
    pub question: Option<Message>,
    /// The draft's attachments that go with `question`, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// The message of which `question` is another version, and whose attachments are copied to it.
    pub copied_from: Option<Replaced>,
    /// The answer, empty and `streaming`.
    pub answer: Message,
    /// The turn.
    pub turn: Turn,
    /// The conversation's title, if it has none yet.
    pub title: String,
    /// The forms in which the files of the answered message go out, in their order.
    pub sent_as: Vec<SentForm>,
    /// Files of earlier messages that go out in another form than before.
    pub sent_again_as: Vec<(AttachmentId, SentForm)>,
}
