//! Conversations, messages and turns as the page sees them.

use serde::{Deserialize, Serialize};

use super::{
    AnswerEnd, AttachmentId, AttachmentView, ConversationId, Evidence, Failure, FolderId, MessageFlags,
    MessageId, Omission, Parameters, Patch, RequestOverride, Route, SendAs, SourceView, TurnId, Vendor,
};

/// A row of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConversationSummary {
    /// Which one.
    pub id: ConversationId,
    /// Made from the first words of its first message; empty while it has none.
    pub title: String,
    /// Where its next message goes.
    pub route: Route,
    /// When it last changed, in milliseconds since 1970 (UTC).
    pub updated_at_ms: i64,
    /// Whether an answer is being written.
    pub is_running: bool,
    /// Whether an answer ended while another conversation was shown.
    pub is_unread: bool,
    /// Whether it stands above the others.
    pub is_pinned: bool,
    /// Whether it was put away.
    pub is_archived: bool,
    /// When it was deleted, in milliseconds since 1970 (UTC); it can be restored for 30 days.
    pub deleted_at_ms: Option<i64>,
    /// The folders that it is in.
    pub folders: Vec<FolderId>,
}

/// What stands in the composer of a conversation and is not sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The files, in the order in which they were attached.
    pub attachments: Vec<AttachmentView>,
    /// The files that are not ready yet, and those that were refused, in the same order.
    #[serde(default)]
    pub pending: Vec<PendingAttachment>,
}

/// A file of a draft that cannot be sent: not yet, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PendingAttachment {
    /// Which one.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Why it was refused; `None` while it is being made ready.
    pub failure: Option<Failure>,
}

/// A page of the sidebar's rows, in the order of the list. The first page of the chats has all that are pinned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConversationPage {
    /// The rows. One that changes while pages are read may come twice.
    pub rows: Vec<ConversationSummary>,
    /// What `list_conversations` takes for the next page; `None` after the last one.
    pub next: Option<String>,
}

/// Consecutive messages of a conversation's current branch, oldest first: about 30, fewer if they are long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageWindow {
    /// The messages.
    pub messages: Vec<MessageView>,
    /// Whether there are messages before the first of these.
    pub has_earlier: bool,
    /// Whether there are messages after the last of these.
    pub has_later: bool,
}

/// On which side of a message its neighbours are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Those before it.
    Earlier,
    /// Those after it.
    Later,
}

/// One conversation with a window of its messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConversationView {
    /// Its row in the sidebar. A conversation without messages is not listed there.
    pub summary: ConversationSummary,
    /// The newest messages of the current branch, or those around the one that was asked for.
    pub window: MessageWindow,
    /// What stands in its composer.
    pub draft: Draft,
    /// What goes with each of its requests.
    pub parameters: Parameters,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
    /// Whoever set the model up.
    System,
    /// A tool that the model called.
    Tool,
}

/// How far an answer got. A user's message is always `done`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum MessageState {
    /// It is being written.
    Streaming,
    /// It is complete.
    Done,
    /// It ended with a failure; the text so far is kept.
    Failed,
    /// The person stopped it.
    Stopped,
    /// The program ended while it was being written.
    Interrupted,
}

/// Tokens as the gateway counted them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// Tokens read.
    pub prompt_tokens: Option<u64>,
    /// Tokens written, those of the reasoning included.
    pub completion_tokens: Option<u64>,
    /// Of those read, the ones that came from the vendor's prompt cache.
    #[serde(default)]
    pub cached_tokens: Option<u64>,
    /// Of those written, the ones of the reasoning.
    #[serde(default)]
    pub reasoning_tokens: Option<u64>,
}

/// One HTTP request of a turn. A turn has more than one when a request failed before any text and was tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The vendor that was asked for.
    pub vendor: Vendor,
    /// The HTTP status, if there was a reply.
    pub status: Option<u16>,
    /// From sending the request to its failure, or to the first text or reasoning, in milliseconds.
    pub duration_ms: u64,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// Why it failed; `None` for the one that answered.
    pub failure: Option<Failure>,
    /// What was changed in it against what was set; empty as a rule.
    #[serde(default)]
    pub overrides: Vec<RequestOverride>,
}

/// A wait before the next attempt; it can be cut short (`retry_now`) or given up (`stop_turn`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RetryWait {
    /// The vendor that the next attempt asks for.
    pub vendor: Vendor,
    /// How long until then, in milliseconds from now.
    pub wait_ms: u64,
    /// The number of the next attempt; the first of a turn was 1.
    pub number: u32,
    /// How many attempts there will be at most.
    pub most: u32,
}

/// What is known of one model call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TurnView {
    /// Which one.
    pub id: TurnId,
    /// What was asked for.
    pub route: Route,
    /// The base URL of the gateway that was asked.
    pub base_url: String,
    /// The vendor that a reply header proves, if any (`X-Vendor-Messages-Id` shapes; never a guess).
    pub vendor_reported: Option<String>,
    /// Who served it, as far as the reply tells; `None` while it is written.
    #[serde(default)]
    pub evidence: Option<Evidence>,
    /// From sending the request to the first text or reasoning, in milliseconds, measured at the socket.
    pub first_token_ms: Option<u64>,
    /// From sending the request to the end, in milliseconds.
    pub duration_ms: Option<u64>,
    /// From the question to the end, with all attempts and the waits between them, in milliseconds.
    #[serde(default)]
    pub took_ms: Option<u64>,
    /// How long the model reasoned before its answer, in milliseconds.
    pub reasoning_ms: Option<u64>,
    /// Tokens, if the gateway reported them.
    pub usage: Option<Usage>,
    /// Why the model stopped, in its vendor's own word.
    pub finish_reason: Option<String>,
    /// How the answer ended; `None` while it is written, and if it failed before anything came.
    pub end: Option<AnswerEnd>,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Its HTTP requests, in order.
    pub attempts: Vec<Attempt>,
    /// What they lack of the chat.
    #[serde(default)]
    pub omissions: Vec<Omission>,
}

/// An answer that is being written, with all that the page needs to show it from nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunningTurn {
    /// The number of the last patch that `patch` includes; the next event carries `seq` + 1.
    pub seq: u32,
    /// Everything so far, as one patch to an empty answer.
    pub patch: Patch,
    /// Set while it waits for the next attempt.
    pub waiting: Option<RetryWait>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessageView {
    /// Which one.
    pub id: MessageId,
    /// The message that it follows.
    pub parent_id: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// How far it got.
    pub state: MessageState,
    /// Whether a newer version wrote it in a way that this one cannot show; it is left as it is.
    pub is_unreadable: bool,
    /// A user's words, as plain text. Empty for an answer, whose source `load_source` gives.
    pub text: String,
    /// An answer as sanitised HTML. Empty for a user's message, and while `running` stands.
    pub html: String,
    /// How many bytes of an over-long answer's source are not in `html`: `load_whole_answer` gives all of it.
    pub rest_bytes: u64,
    /// An answer's reasoning as plain text.
    pub reasoning: String,
    /// The files of a user's message, and those that came with an answer.
    pub attachments: Vec<AttachmentView>,
    /// What an answer rests on.
    pub sources: Vec<SourceView>,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// All versions of this message (those with the same parent and role), oldest first, this one included.
    pub versions: Vec<MessageId>,
    /// The model call behind an answer.
    pub turn: Option<TurnView>,
    /// Only while it is being written.
    pub running: Option<RunningTurn>,
    /// What the person decided about sending it.
    #[serde(default)]
    pub flags: MessageFlags,
}

/// A user's message of which another version is written; that has its files, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Replaced {
    /// Which message.
    pub message_id: MessageId,
    /// Those of its files that the new version does not have.
    pub dropped: Vec<AttachmentId>,
}

impl Replaced {
    /// A message of which the new version has all files.
    pub fn whole(message_id: MessageId) -> Self {
        Self { message_id, dropped: Vec::new() }
    }
}

/// Sends a message and asks for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// Minted by the page (UUIDv7).
    pub turn_id: TurnId,
    /// Where to.
    pub conversation_id: ConversationId,
    /// What; may be empty if a file is attached.
    pub text: String,
    /// The draft's files, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// The message of which this is another version. `None` follows the last message.
    pub replaces: Option<Replaced>,
    /// Another route for this one message; `None` takes the conversation's.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub route: Option<Route>,
    /// What stood in the composer, if that is more than `text`: mentions of a vendor or a model.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub drafted: Option<String>,
}

/// Asks again for an answer to the same message; the answers before stay as versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RetryTurn {
    /// Minted by the page (UUIDv7).
    pub turn_id: TurnId,
    /// The answer that is asked for again.
    pub message_id: MessageId,
    /// Another route for this one turn, such as `auto` instead of the pin; `None` takes the conversation's.
    pub route: Option<Route>,
    /// Another form for PDFs, after a refusal; remembered for the model if it works. `None` keeps to the choices.
    pub send_as: Option<SendAs>,
    /// Whether the new answer goes on where that one ends, and begins with its text.
    #[serde(default)]
    pub continues: bool,
}

/// A turn that has begun, or the turns of several lanes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StartedTurn {
    /// The conversation's row now.
    pub conversation: ConversationSummary,
    /// The new messages: they follow `messages[0].parentId` now, in place of all that followed it on the screen. Of lanes the
    /// question, if it is new, and all answers.
    pub messages: Vec<MessageView>,
    /// Earlier messages that changed with it: their files go out in another form.
    pub changed: Vec<MessageView>,
}
