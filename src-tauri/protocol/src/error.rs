//! The one error type of the core, cut by what can be done about it.
//!
//! `gateway` classifies what a server said, once; everything else builds its variant where the cause is known.
//! Invariant: `detail` never holds a key, a prompt or an answer. Only [`crate::Failure`] crosses to the page.

use crate::{AttachmentProblem, Cause, Failure, FailureCode, ModelInput};

pub use crate::storage::{StorageError, StorageProblem};

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the server's reply said beside its body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyFacts {
    /// The HTTP status, if there was a reply.
    pub status: Option<u16>,
    /// The gateway's or the upstream's request id (API reference, section 7.5).
    pub request_id: Option<String>,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// Whether the refusal is about a file of the request.
    pub is_about_files: bool,
    /// The kind of input that the model does not take at all, if the refusal says so.
    pub refused_input: Option<ModelInput>,
}

/// Every way in which the core can fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No key is known for the gateway.
    #[error("no API key for this gateway")]
    MissingKey,
    /// The OS keychain is absent, locked or refused.
    #[error("keychain: {0}")]
    KeychainUnavailable(#[source] Cause),
    /// The gateway answered with a failure, already classified by [`FailureCode`].
    #[error("gateway: {detail}")]
    Gateway {
        /// One of `unauthorized`, `balance`, `rateLimited`, `overloaded`, `rejected`, `tooLong`.
        code: FailureCode,
        /// The server's own words, at most 500 characters, never HTML.
        detail: String,
        /// Status, request id and waiting time.
        facts: ReplyFacts,
    },
    /// The gateway could not be reached.
    #[error("offline: {0}")]
    Offline(#[source] Cause),
    /// Nothing came for longer than the time-out allows.
    #[error("timed out: {0}")]
    TimedOut(String),
    /// The answer broke off before its end.
    #[error("stream cut: {0}")]
    StreamCut(#[source] Cause),
    /// A file cannot be attached.
    #[error("attachment: {detail}")]
    Attachment {
        /// What is wrong with it.
        problem: AttachmentProblem,
        /// Figures for the message, such as the limit; never the file's content.
        detail: String,
    },
    /// The database or the attachment folder failed.
    #[error("storage: {0}")]
    Storage(#[from] StorageError),
    /// What was typed or chosen cannot be used; found on this computer, before anything was sent.
    #[error("invalid: {0}")]
    Invalid(String),
    /// An answer is being written in this conversation.
    #[error("an answer is being written in this conversation")]
    AnswerRunning,
    /// A message without a word and without a file.
    #[error("the message is empty")]
    EmptyMessage,
    /// A file of the message is not part of the draft any more.
    #[error("a file of this message is not part of the draft any more")]
    NotInDraft,
    /// A link that is never opened: of a scheme that could start a program, or with a password in it.
    #[error("this link is not opened")]
    LinkRefused,
    /// The system has no program for it, or could not start it.
    #[error("no program for it: {0}")]
    NoProgram(String),
    /// A bug, or a caller that broke the contract.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// Builds the attachment variant.
    pub fn attachment(problem: AttachmentProblem, detail: impl Into<String>) -> Self {
        Self::Attachment { problem, detail: detail.into() }
    }

    /// What was typed or chosen cannot be used, in words for the person.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::Invalid(detail.into())
    }

    /// A failure of the disk or the database that only its words explain.
    pub fn storage(detail: impl Into<String>) -> Self {
        StorageError::new(StorageProblem::Other, detail).into()
    }
}

impl From<StorageProblem> for FailureCode {
    fn from(problem: StorageProblem) -> Self {
        match problem {
            StorageProblem::Full => Self::DiskFull,
            StorageProblem::Busy => Self::StorageBusy,
            _ => Self::Storage,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let plain = |code, detail| Self {
            code,
            detail,
            problem: None,
            status: None,
            retry_after_ms: None,
            request_id: None,
            is_about_files: false,
            refused_input: None,
        };
        match error {
            Error::MissingKey => plain(FailureCode::MissingKey, String::new()),
            Error::KeychainUnavailable(cause) => plain(FailureCode::KeychainUnavailable, cause.detail),
            Error::Gateway { code, detail, facts } => Self {
                status: facts.status,
                retry_after_ms: facts.retry_after_ms,
                request_id: facts.request_id,
                is_about_files: facts.is_about_files,
                refused_input: facts.refused_input,
                ..plain(code, detail)
            },
            Error::Offline(cause) => plain(FailureCode::Offline, cause.detail),
            Error::TimedOut(detail) => plain(FailureCode::TimedOut, detail),
            Error::StreamCut(cause) => plain(FailureCode::StreamCut, cause.detail),
            Error::Attachment { problem, detail } => {
                Self { problem: Some(problem), ..plain(FailureCode::Attachment, detail) }
            }
            Error::Storage(StorageError { problem, detail, .. }) => plain(problem.into(), detail),
            Error::Invalid(detail) => plain(FailureCode::Invalid, detail),
            Error::AnswerRunning => plain(FailureCode::AnswerRunning, String::new()),
            Error::EmptyMessage => plain(FailureCode::EmptyMessage, String::new()),
            Error::NotInDraft => plain(FailureCode::NotInDraft, String::new()),
            Error::LinkRefused => plain(FailureCode::LinkRefused, String::new()),
            Error::NoProgram(detail) => plain(FailureCode::NoProgram, detail),
            Error::Internal(detail) => plain(FailureCode::Internal, detail),
        }
    }
}
