//! What went over the wire for an answer, as the inspector shows it.

use serde::{Deserialize, Serialize};

use super::{Attempt, MessageId};

/// A header's name and what it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeaderView {
    /// Its name.
    pub name: String,
    /// What it held; of a key nothing but the name of the variable that programs take it from.
    pub value: String,
}

/// When what happened, in milliseconds from sending the request unless it says otherwise. What did not happen is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExchangeTiming {
    /// When it was sent, in milliseconds since 1970 (UTC).
    pub sent_at_ms: i64,
    /// How long it had waited before: since Enter was pressed, or since the request before it failed.
    pub queued_ms: u64,
    /// How long connecting took; `None` if a connection was there.
    pub connect_ms: Option<u64>,
    /// The first byte of the reply.
    pub first_byte_ms: Option<u64>,
    /// The first text or reasoning.
    pub first_token_ms: Option<u64>,
    /// The end of what was read; `None` if it was stopped.
    pub end_ms: Option<u64>,
}

/// A request and its reply as they went over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    /// The HTTP method.
    pub method: String,
    /// Where to.
    pub url: String,
    /// The request's headers.
    pub headers: Vec<HeaderView>,
    /// The request's body as JSON, with a reference in place of each file; not all of a very long one.
    pub body: String,
    /// Characters of the body that are not shown.
    pub body_left_out: u64,
    /// The size of the whole body in bytes.
    pub body_bytes: u64,
    /// Why the body cannot be put together any more, if so.
    pub body_problem: Option<String>,
    /// Whether it can be written for an OpenAI SDK: it is of that API.
    pub is_chat_completions: bool,
    /// The version of HTTP and the status; empty without a reply.
    pub status_line: String,
    /// The reply's headers.
    pub reply_headers: Vec<HeaderView>,
    /// The reply's body as it came.
    pub reply: String,
    /// Its end, if not all between was kept.
    pub reply_end: String,
    /// Bytes between the two that were not kept.
    pub reply_left_out: u64,
    /// When what happened.
    pub timing: ExchangeTiming,
}

/// One HTTP request behind an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InspectedAttempt {
    /// What became of it.
    pub attempt: Attempt,
    /// How it went over the wire; `None` if that was not kept.
    pub exchange: Option<ExchangeView>,
}

/// All that is known of how an answer came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// Which answer.
    pub message_id: MessageId,
    /// The model that was asked for.
    pub model: String,
    /// The base URL that was asked.
    pub base_url: String,
    /// Its HTTP requests, in order.
    pub attempts: Vec<InspectedAttempt>,
    /// Whether requests are kept now.
    pub is_keeping: bool,
}

/// In what a request is written out, so that it can be made elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RequestLanguage {
    /// A command for a POSIX shell.
    Curl,
    /// The OpenAI SDK for Python.
    Python,
    /// The OpenAI SDK for JavaScript.
    JavaScript,
}
