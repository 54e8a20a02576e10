//! HTTP to an OpenAI-compatible gateway: one request out, a stream of deltas back.
//!
//! Invariant: the key and the `vendor` header never leave the gateway's origin; redirects to another origin are
//! refused. This module classifies every status and every network failure, once.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use url::Url;

use crate::{
    Result, Secret,
    protocol::{ModelFamily, Route, Usage},
};

/// Where requests go: a base URL such as `https://api.yourouter.ai/v1`, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
}

impl Endpoint {
    /// Reads what a person or an environment variable gives. `http` is taken for loopback hosts only.
    ///
    /// # Errors
    /// `Error::Gateway` with code `rejected` and words for the person.
    pub fn parse(_typed: &str) -> Result<Self> {
        todo!()
    }

    /// The base URL without a trailing slash.
    pub fn base_url(&self) -> &str {
        todo!()
    }

    /// Scheme, host and port: what a key is bound to. (RFC 6454, ASCII serialisation.)
    pub fn origin(&self) -> String {
        todo!()
    }

    /// The host, with the port if it is not the scheme's own.
    pub fn host(&self) -> String {
        todo!()
    }
}

/// Time limits. There is no limit on the whole request: reasoning models take as long as they take.
#[derive(Debug, Clone)]
pub struct Timeouts {
    /// To connect.
    pub connect: Duration,
    /// Without a single byte, before and during the answer.
    pub idle: Duration,
}

/// Who wrote a message of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Instructions.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// A part of a message.
#[derive(Debug, Clone)]
pub enum Part {
    /// Plain text.
    Text(String),
    /// An image, sent as a data URL.
    Image {
        /// Such as `image/png`.
        media_type: String,
        /// The file.
        bytes: Bytes,
    },
    /// A PDF, sent as a `file` block with bare base64, as YouRouter documents it.
    Pdf {
        /// Its file name.
        name: String,
        /// The file.
        bytes: Bytes,
    },
}

/// One message of the history.
#[derive(Debug, Clone)]
pub struct RequestMessage {
    /// Who wrote it.
    pub speaker: Speaker,
    /// What it holds. Files come before text (API page, "PDF File Input").
    pub parts: Vec<Part>,
}

/// A question with its whole history.
#[derive(Debug, Clone)]
pub struct ChatRequest {
    /// Model and vendor.
    pub route: Route,
    /// Oldest first.
    pub messages: Vec<RequestMessage>,
    /// Whether to stream the answer.
    pub is_streaming: bool,
}

/// What a reply's headers said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyHead {
    /// The HTTP status.
    pub status: u16,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// The vendor that a header proves, if any.
    pub vendor: Option<String>,
}

/// A piece of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// More text.
    Text(String),
    /// More reasoning.
    Reasoning(String),
    /// Tokens so far; replaces what came before.
    Usage(Usage),
    /// The id of the completion, for a request id when no header gave one.
    CompletionId(String),
    /// Why the model stopped, in its vendor's word. More deltas may follow.
    Finished(String),
}

/// An answer that has begun.
pub struct Reply {
    /// Its headers.
    pub head: ReplyHead,
    /// Its pieces. Ends after the last one; an `Err` ends it too.
    pub deltas: BoxStream<'static, Result<Delta>>,
}

/// How a gateway took a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCheck {
    /// It listed models for it.
    Accepted,
    /// It has no model list, so nothing is known.
    Unknown,
}

/// The HTTP client; cheap to clone.
#[derive(Clone)]
pub struct Client {}

impl Client {
    /// # Errors
    /// `Error::Internal` if the TLS set-up fails.
    pub fn new(_timeouts: Timeouts) -> Result<Self> {
        todo!()
    }

    /// Asks for an answer: `POST {base}/chat/completions` (API page, "Request").
    ///
    /// # Errors
    /// Everything before the first delta: network, time-out, a status other than 2xx, classified.
    pub async fn chat(
        &self,
        _endpoint: &Endpoint,
        _key: Option<&Secret>,
        _request: ChatRequest,
    ) -> Result<Reply> {
        todo!()
    }

    /// Asks `GET {base}/models` whether the key works (API reference, section 10, question 18).
    ///
    /// # Errors
    /// `unauthorized`, network failures; a missing model list is not an error.
    pub async fn check_key(&self, _endpoint: &Endpoint, _key: &Secret) -> Result<KeyCheck> {
        todo!()
    }
}

/// The documented models by family (API reference, section 8), with what each is assumed to take.
pub fn documented_models() -> Vec<ModelFamily> {
    todo!()
}
