//! A failure as the page sees it: a code for the machine, to which the page owns the words.

use serde::{Deserialize, Serialize};

use super::ModelInput;

/// What went wrong, cut by what can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum FailureCode {
    /// No key is known for this gateway: ask for one.
    MissingKey,
    /// The OS keychain is absent or locked: unlock it, or keep the key for this run only.
    KeychainUnavailable,
    /// 401 or 403: replace the key.
    Unauthorized,
    /// 402 and its disguises: look at the balance.
    Balance,
    /// 429: wait, or let YouRouter route.
    RateLimited,
    /// 5xx and 529: try again.
    Overloaded,
    /// 400, 404, 422: change the request; the gateway's words say what.
    Rejected,
    /// 413 or too much context: send less.
    TooLong,
    /// The gateway was not reached.
    Offline,
    /// Nothing came in time.
    TimedOut,
    /// The answer broke off; the text so far is kept.
    StreamCut,
    /// A file cannot be attached; see `problem`.
    Attachment,
    /// The disk or the database failed.
    Storage,
    /// The disk is full: free space.
    DiskFull,
    /// Another program has the database locked: wait, or end that program.
    StorageBusy,
    /// What was typed or chosen cannot be used; the detail says why. Nothing was sent.
    Invalid,
    /// An answer is being written in this conversation: wait, or stop it.
    AnswerRunning,
    /// A message without a word and without a file.
    EmptyMessage,
    /// A file of the message is not part of the draft any more: attach it again.
    NotInDraft,
    /// A link that is never opened.
    LinkRefused,
    /// The system has no program for it: install one, or copy it.
    NoProgram,
    /// A bug.
    Internal,
}

/// Why a file cannot be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AttachmentProblem {
    /// Its content is of a type that is not taken, whatever its name says.
    UnsupportedType,
    /// An SVG image: it can carry scripts.
    Svg,
    /// A HEIC or AVIF image, and the system has no decoder for it; the detail names the package that has, if known.
    Heif,
    /// An image of more pixels than are decoded.
    TooManyPixels,
    /// An image with a side that is longer than is decoded.
    SideTooLong,
    /// An image that takes more memory than is given to decoding it.
    TooMuchMemory,
    /// Larger than the limit.
    TooLarge,
    /// Nothing in it.
    Empty,
    /// A text or a document without a word in it.
    NoText,
    /// Its content contradicts its type, or it is cut short.
    Damaged,
    /// A PDF or an Office document that asks for a password.
    Encrypted,
    /// An archive that would unpack to more than is read.
    TooMuchInside,
    /// Reading it takes longer than is waited for.
    TooSlow,
    /// A folder.
    Folder,
    /// A link that was dragged in place of a file: nothing is fetched for it.
    Link,
    /// It cannot be read, or is gone.
    Unreadable,
    /// There is no file under this name any more.
    Gone,
    /// The system does not let this user read it.
    NotAllowed,
    /// A pipe, a socket or a device: reading it might never end.
    NotAFile,
    /// More files than one message takes; of a draft's file the detail says how many it stands for.
    TooMany,
    /// The files of a request are more in all than is sent; the detail says how much.
    TooLargeInAll,
    /// Its pages cannot be drawn as images.
    NotDrawn,
    /// Preparing it was stopped.
    Stopped,
    /// A message cannot go out while a file of its draft is still being made ready.
    StillPreparing,
}

/// A failure with what the page needs to explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What can be done about it.
    pub code: FailureCode,
    /// The cause in the server's or the system's words, at most 500 characters; never a key, a prompt or an answer.
    pub detail: String,
    /// Only for `attachment`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub problem: Option<AttachmentProblem>,
    /// The HTTP status, if there was a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub status: Option<u16>,
    /// How long the server asks to wait, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub retry_after_ms: Option<u64>,
    /// The id to quote to support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub request_id: Option<String>,
    /// Set if the refusal is about a file of the request, which another API may take.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub is_about_files: bool,
    /// The kind of input that the model does not take at all, if the refusal says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub refused_input: Option<ModelInput>,
}
