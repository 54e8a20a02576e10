//! The rows of the database as `chat` reads and writes them.
//!
//! Invariant: plain data that never crosses to the page; how a row is laid out in SQL stands in [`super::columns`].

use super::KeptReasoning;
use yourouter_protocol::{
    AnswerEnd, AttachmentId, AttachmentKind, Attempt, ConversationId, Failure, FileFacts, FolderId, Lane,
    Mark, MessageFlags, MessageId, MessageState, Omission, Parameters, Replaced, Role, Route, SendAs, Source,
    TurnId, Usage,
};

/// A conversation's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Minted here, when it was made.
    pub id: ConversationId,
    /// Made from the first words, unless a person chose another; empty while it has no message.
    pub title: String,
    /// Where its next message goes.
    pub route: Route,
    /// What goes with each of its requests.
    pub parameters: Parameters,
    /// The last message of the current branch; `None` while it has none.
    pub head: Option<MessageId>,
    /// What stands in its composer.
    pub draft_text: String,
    /// Whether an answer came that nobody has seen.
    pub is_unread: bool,
    /// Whether it stands above the others.
    pub is_pinned: bool,
    /// Whether it was put away.
    pub is_archived: bool,
    /// When it was deleted, in milliseconds since 1970 (UTC).
    pub deleted_at_ms: Option<i64>,
    /// The folders that it is in.
    pub folders: Vec<FolderId>,
    /// When it was made, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// When a turn of it last began or ended, in milliseconds since 1970 (UTC).
    pub updated_at_ms: i64,
    /// When a person last changed what of its messages is sent, in milliseconds since 1970 (UTC).
    pub context_changed_at_ms: i64,
    /// Whether its requests go without instructions, whatever is set.
    pub is_prompt_excluded: bool,
}

/// A message of a branch as a request needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryMessage {
    /// Which one.
    pub id: MessageId,
    /// Who wrote it.
    pub role: Role,
    /// Its words, without its reasoning.
    pub text: String,
    /// What a person decided about sending it.
    pub flags: MessageFlags,
    /// What it holds beside its words and files.
    pub holds: Holds,
}

/// What a message holds beside its words and files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holds {
    /// What a model thought.
    pub reasoning: bool,
    /// Calls of tools, or their results.
    pub tools: bool,
    /// What this version does not know.
    pub unknown: bool,
}

/// A message's row with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Minted by `chat`, when it was written.
    pub id: MessageId,
    /// The conversation that it is in.
    pub conversation_id: ConversationId,
    /// The message that it follows; `None` for the first of a branch.
    pub parent_id: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// How far it got.
    pub state: MessageState,
    /// Whether it holds what this version does not know, so that it cannot be shown or sent.
    pub is_unreadable: bool,
    /// A user's words, or an answer's Markdown source.
    pub text: String,
    /// An answer's reasoning, as plain text; empty for a user's message.
    pub reasoning: String,
    /// When it was written, for an answer begun, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// What a person decided about sending it.
    pub flags: MessageFlags,
}

/// A turn's row, with that of its last step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Minted by the page, for its events to be known by.
    pub id: TurnId,
    /// The answer that it writes.
    pub message_id: MessageId,
    /// The model, vendor mode and API that were asked for.
    pub route: Route,
    /// The base URL of the gateway that was asked.
    pub base_url: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Its HTTP requests, in order.
    pub attempts: Vec<Attempt>,
    /// What they lack of the chat.
    pub omissions: Vec<Omission>,
}

/// What is known of a turn, at its end or so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The vendor that a header of the reply proved.
    pub vendor_reported: Option<String>,
    /// From sending the attempt that answered to its first text or reasoning, in milliseconds.
    pub first_token_ms: Option<u64>,
    /// From sending the last attempt to the end, in milliseconds.
    pub duration_ms: Option<u64>,
    /// From the question to the end, with all attempts and the waits between them, in milliseconds.
    pub took_ms: Option<u64>,
    /// From the first reasoning to the first text, or to the end, in milliseconds.
    pub reasoning_ms: Option<u64>,
    /// Tokens, as the gateway counted them.
    pub usage: Option<Usage>,
    /// Why the model stopped, in its vendor's word.
    pub finish_reason: Option<String>,
    /// How the answer ended, unless it failed before anything came.
    pub end: Option<AnswerEnd>,
    /// The id to quote to support, from a header or the answer itself.
    pub request_id: Option<String>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// What tells who served it.
    pub marks: Vec<Mark>,
    /// The vendor that took back, in a later pinned turn, the reasoning that was signed here.
    pub signature_accepted_by: Option<String>,
}

/// What came of a running turn and is not written yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Its HTTP requests, in order.
    pub attempts: Vec<Attempt>,
    /// Whether `text` and `reasoning` stand in place of all that was written; else they go behind it.
    pub is_rewritten: bool,
    /// Words.
    pub text: String,
    /// What the model thought before its words.
    pub reasoning: String,
    /// What the answer rests on, in place of what was written, if that changed.
    pub sources: Option<Vec<Source>>,
    /// Its reasoning, signed or encrypted by its maker.
    pub sealed: Option<KeptReasoning>,
    /// What its request lacked of the chat, in place of what was written, if that changed.
    pub omissions: Option<Vec<Omission>>,
}

impl Progress {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.attempts.is_empty()
            && !self.is_rewritten
            && self.text.is_empty()
            && self.reasoning.is_empty()
            && self.sources.is_none()
            && self.sealed.is_none()
            && self.omissions.is_none()
    }

    /// Puts all words in place of those that came before.
    pub fn rewrite(&mut self, text: String, reasoning: String) {
        (self.is_rewritten, self.text, self.reasoning) = (true, text, reasoning);
    }

    /// Puts what came before this in front of it.
    pub fn follow(&mut self, mut before: Self) {
        before.attempts.append(&mut self.attempts);
        before.sources = self.sources.take().or(before.sources);
        before.sealed = self.sealed.take().or(before.sealed);
        before.omissions = self.omissions.take().or(before.omissions);
        if self.is_rewritten {
            (before.is_rewritten, before.text, before.reasoning) =
                (true, std::mem::take(&mut self.text), std::mem::take(&mut self.reasoning));
        } else {
            before.text.push_str(&self.text);
            before.reasoning.push_str(&self.reasoning);
        }
        *self = before;
    }
}

/// An attached file's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Minted by `chat`, when it was attached.
    pub id: AttachmentId,
    /// Its file name.
    pub name: String,
    /// How it is sent.
    pub kind: AttachmentKind,
    /// The media type of what is kept, judged by its content.
    pub media_type: String,
    /// The size of what is kept.
    pub size_bytes: u64,
    /// The SHA-256 of what is kept, in hexadecimal: the name of its bytes in the attachment folder.
    pub sha256: String,
    /// An image's width and height, upright.
    pub pixels: Option<(u32, u32)>,
    /// A small picture of an image or a scan, as PNG or JPEG.
    pub thumbnail: Option<Vec<u8>>,
    /// How many pages a PDF has, if they can be counted.
    pub pages: Option<u32>,
    /// What else preparing found.
    pub facts: FileFacts,
    /// The form that the person chose.
    pub send_as: Option<SendAs>,
    /// The form in which it was sent last.
    pub sent_as: Option<SendAs>,
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
    /// The message of which `question` is another version, and whose attachments are copied to it. Without a question, the
    /// answer that `answer` continues, which gets its files and sources.
    pub copied_from: Option<Replaced>,
    /// The draft that `question` was made of, if that is more than its text.
    pub drafted_text: Option<String>,
    /// The answer, empty and `streaming`.
    pub answer: Message,
    /// The turn, without an outcome.
    pub turn: Turn,
    /// The conversation's title, if it has none yet.
    pub title: String,
    /// The forms in which the files of the answered message go out, in their order.
    pub sent_as: Vec<SendAs>,
    /// Files of earlier messages that go out in another form than before.
    pub sent_again_as: Vec<(AttachmentId, SendAs)>,
    /// The lane that it is asked in, if it is in one.
    pub lane: Option<Lane>,
}

/// A message with all that can be asked about it in a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedMessage {
    /// Its number in the order of writing.
    pub seq: i64,
    /// Minted by `chat`, when it was written.
    pub id: MessageId,
    /// The conversation that it is in.
    pub chat: SearchedChat,
    /// Who wrote it.
    pub role: Role,
    /// Whether it is not being written any more.
    pub is_settled: bool,
    /// When it was written, for an answer begun, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// The model that wrote it; empty for a user's message.
    pub model: String,
    /// The vendor mode that was asked for, and the vendor that was reported.
    pub vendors: Vec<String>,
}

/// What of a message can be searched for words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchedTexts {
    /// A user's words, or an answer's Markdown source.
    pub text: String,
    /// An answer's reasoning.
    pub reasoning: String,
    /// What tools gave, as far as it is not too long.
    pub results: Vec<String>,
    /// Its files, in order.
    pub files: Vec<SearchedFile>,
}

/// A file of a message, as it is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedFile {
    /// Its name.
    pub name: String,
    /// Whether it is an image.
    pub is_image: bool,
}

/// A conversation as far as it is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedChat {
    /// Its number in the order of making.
    pub seq: i64,
    /// Which one.
    pub id: ConversationId,
    /// Its title.
    pub title: String,
    /// The last message of the current branch; `None` while it has none.
    pub head: Option<MessageId>,
    /// Where its next message goes.
    pub route: Route,
    /// When a turn of it last began or ended, in milliseconds since 1970 (UTC).
    pub updated_at_ms: i64,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Whether it is archived.
    pub is_archived: bool,
    /// Whether it is in the trash.
    pub is_deleted: bool,
}
