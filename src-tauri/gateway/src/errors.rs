//! What a gateway says when it fails, classified once: status, headers and body to `Error::Gateway`.
//!
//! The body's shape is for `errors/body.rs`, its meaning for `errors/code.rs`. Invariant: `detail` is at most 500
//! characters of plain text, never HTML, and neither it nor a request id ever holds the key.

use std::time::{Duration, SystemTime};

use futures_util::StreamExt;
use reqwest::{Response, StatusCode, header::HeaderMap};
use tokio::time::Instant;

use super::exchange::Exchange;
use yourouter_protocol::{Error, FailureCode, ModelInput, error::ReplyFacts};

mod body;
mod code;
mod redaction;
#[cfg(test)]
mod tests;

pub(super) use body::RemoteError;
pub(super) use redaction::Redaction;

/// Bytes of an error's body that are read; the rest stays in the socket.
const MAX_BODY: usize = 64 * 1024;

/// How long is waited for an error's body: a server that never ends it must not hide the error.
const MAX_READ: Duration = Duration::from_secs(10);

/// Headers that carry an id to quote to support, the best first (API reference, section 7.5).
const REQUEST_ID_HEADERS: [&str; 8] = [
    "x-request-id",
    "request-id",
    "x-generation-id",
    "apim-request-id",
    "x-amzn-requestid",
    "x-ms-request-id",
    "x-ds-trace-id",
    "cf-ray",
];

/// A reply that cannot be used, in words for the person.
pub(super) fn rejected(detail: impl Into<String>) -> Error {
    Error::Gateway { code: FailureCode::Rejected, detail: detail.into(), facts: ReplyFacts::default() }
}

/// A refusal as it came: classified for the caller, whole for `request` to see which field it names.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What goes to the caller.
    pub error: Error,
    /// The status.
    pub status: u16,
    /// The whole body in lower case: any of its parts may name a field.
    pub words: String,
}

impl Refusal {
    /// Whether the request itself was refused, which another one may mend.
    pub(super) fn is_rejection(&self) -> bool {
        matches!(self.error, Error::Gateway { code: FailureCode::Rejected, .. })
    }

    /// Notes whether it is about a file of the request, and which kind the model does not take at all.
    pub(super) fn set_about_files(&mut self, is_about_files: bool, refused_input: Option<ModelInput>) {
        if let Error::Gateway { facts, .. } = &mut self.error {
            facts.is_about_files = is_about_files;
            facts.refused_input = refused_input;
        }
    }
}

/// Reads a reply whose status is not 2xx, and notes it. What breaks while its body is read is left out: the status is
/// known.
pub(super) async fn read(response: Response, redaction: &Redaction, exchange: Option<&Exchange>) -> Refusal {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    let deadline = Instant::now() + MAX_READ;
    while body.len() < MAX_BODY {
        let next = tokio::time::timeout_at(deadline, chunks.next()).await;
        let Ok(Some(Ok(chunk))) = next else { break };
        if let Some(exchange) = exchange {
            exchange.came(&chunk);
        }
        body.extend_from_slice(&chunk);
    }
    if let Some(exchange) = exchange {
        exchange.ended();
    }
    body.truncate(MAX_BODY);
    classify(status, &headers, &body, redaction, SystemTime::now())
}

/// Classifies a refusal. `now` is for `Retry-After` dates.
pub(super) fn classify(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    redaction: &Redaction,
    now: SystemTime,
) -> Refusal {
    let remote = RemoteError::from_body(body);
    let error = Error::Gateway {
        code: code::code(Some(status.as_u16()), &remote),
        detail: detail(Some(status), &remote, redaction),
        facts: ReplyFacts {
            status: Some(status.as_u16()),
            request_id: request_id(headers, redaction)
                .or_else(|| remote.request_id.as_deref().and_then(|id| clean_id(id, redaction))),
            retry_after_ms: retry_after_ms(headers, now).or(remote.retry_after_ms),
            is_about_files: false,
            refused_input: None,
        },
    };
    Refusal { error, status: status.as_u16(), words: String::from_utf8_lossy(body).to_lowercase() }
}

/// Classifies an error that came inside an answer (D40 to D43), whose status was 200.
pub(super) fn classify_in_stream(remote: &RemoteError, redaction: &Redaction) -> Error {
    Error::Gateway {
        code: code::code(remote.numeric_code(), remote),
        detail: detail(None, remote, redaction),
        facts: ReplyFacts {
            status: None,
            request_id: remote.request_id.as_deref().and_then(|id| clean_id(id, redaction)),
            retry_after_ms: remote.retry_after_ms,
            is_about_files: false,
            refused_input: None,
        },
    }
}

/// The id to quote to support, if a header has one.
pub(super) fn request_id(headers: &HeaderMap, redaction: &Redaction) -> Option<String> {
    REQUEST_ID_HEADERS
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
        .find_map(|id| clean_id(id, redaction))
}

fn clean_id(id: &str, redaction: &Redaction) -> Option<String> {
    let id: String = redaction.clean(id).chars().filter(char::is_ascii_graphic).take(128).collect();
    (!id.is_empty()).then_some(id)
}

/// `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date (RFC 9110, section 10.2.3).
fn retry_after_ms(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim().to_owned());
    let from_number = |number: f64, unit: f64| {
        // The cast saturates; nothing waits for a negative time.
        (number.is_finite() && number >= 0.0).then(|| (number * unit).ceil() as u64)
    };
    if let Some(milliseconds) = text("retry-after-ms").and_then(|text| text.parse().ok()) {
        return from_number(milliseconds, 1.0);
    }
    let after = text("retry-after")?;
    if let Ok(seconds) = after.parse() {
        return from_number(seconds, 1000.0);
    }
    let wait = httpdate::parse_http_date(&after).ok()?.duration_since(now).unwrap_or_default();
    u64::try_from(wait.as_millis()).ok()
}

/// The server's own words, made safe to show; the status in words if it said nothing.
fn detail(status: Option<StatusCode>, remote: &RemoteError, redaction: &Redaction) -> String {
    let words = redaction.detail(&remote.words());
    if !words.is_empty() {
        return words;
    }
    match status {
        Some(status) => status.to_string().replace(" <unknown status code>", ""),
        None => "The gateway reported an error without words".to_owned(),
    }
}

/// A page in place of an answer: its title.
pub(super) fn page(html: &[u8], redaction: &Redaction) -> Error {
    let remote = RemoteError::from_body(html);
    rejected(format!("The gateway answered with a web page: {}", detail(None, &remote, redaction)))
}
