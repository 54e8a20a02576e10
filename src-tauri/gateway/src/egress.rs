//! The one way out: every HTTP request of the program is made by [`Egress::send`] and entered in the ledger.
//!
//! Invariant: no other file makes a client or sends a request (`tests/tidy` looks), and nothing is sent before it is
//! entered. What a request held is not entered; where it went, when, how much and how it ended is.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::{RequestBuilder, Response};

use super::{errors, errors::Redaction, upload::Progress};
use yourouter_protocol::{RequestOutcome, RequestPurpose, millis};

/// What is known when a request is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What it is for.
    pub purpose: RequestPurpose,
    /// The HTTP method.
    pub method: String,
    /// Scheme, host and port.
    pub origin: String,
    /// The path at that origin.
    pub path: String,
    /// The vendor that its header names.
    pub vendor: Option<String>,
}

/// What is known when it has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// From sending it to the end of its reply.
    pub duration_ms: u64,
    /// Bytes of its body that went out.
    pub bytes_out: u64,
    /// Bytes of the reply's body that were read, after decompression.
    pub bytes_in: u64,
    /// The HTTP status, if a reply came.
    pub status: Option<u16>,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// How it ended.
    pub outcome: RequestOutcome,
}

/// Where requests are entered.
#[async_trait]
pub trait RequestLog: Send + Sync {
    /// A request is about to be sent, once this returns; gives the number by which its end is told.
    async fn begin(&self, request: Begun) -> u64;
    /// It has ended, in whatever way, also by being given up. Called on async threads: it must not block.
    fn end(&self, number: u64, how: Ended);
}

/// Keeps nothing: for tests of a client alone.
pub(super) struct NoRequestLog;

#[async_trait]
impl RequestLog for NoRequestLog {
    async fn begin(&self, _request: Begun) -> u64 {
        0
    }

    fn end(&self, _number: u64, _how: Ended) {}
}

/// The way out.
#[derive(Clone)]
pub(super) struct Egress {
    request_log: Arc<dyn RequestLog>,
}

impl Egress {
    pub(super) fn new(request_log: Arc<dyn RequestLog>) -> Self {
        Self { request_log }
    }

    /// Sends a request and enters it. The reply's end is entered when its body is dropped, so a request that is given
    /// up has its row too. `progress` counts what goes out.
    pub(super) async fn send(
        &self,
        request: RequestBuilder,
        purpose: RequestPurpose,
        progress: Progress,
        redaction: &Redaction,
    ) -> reqwest::Result<Response> {
        let (http, request) = request.build_split();
        let request = request?;
        let mut entry = Entry::begin(&self.request_log, &request, purpose, progress).await;
        let response = http.execute(request).await.inspect_err(|_| entry.outcome = RequestOutcome::Failed)?;
        entry.outcome = RequestOutcome::Answered;
        entry.status = Some(response.status().as_u16());
        entry.request_id = errors::request_id(response.headers(), redaction);
        let response: http::Response<reqwest::Body> = response.into();
        Ok(response.map(|body| reqwest::Body::wrap(Counted { body, entry })).into())
    }
}

/// A row of the ledger that has no end yet.
struct Entry {
    request_log: Arc<dyn RequestLog>,
    number: u64,
    began: Instant,
    progress: Progress,
    bytes_in: u64,
    status: Option<u16>,
    request_id: Option<String>,
    outcome: RequestOutcome,
}

impl Entry {
    async fn begin(
        request_log: &Arc<dyn RequestLog>,
        request: &reqwest::Request,
        purpose: RequestPurpose,
        progress: Progress,
    ) -> Self {
        let number = request_log.begin(Begun {
            purpose,
            method: request.method().to_string(),
            origin: request.url().origin().ascii_serialization(),
            path: request.url().path().to_owned(),
            vendor: request.headers().get("vendor").and_then(|value| value.to_str().ok()).map(str::to_owned),
        });
        let number = number.await;
        Self {
            request_log: Arc::clone(request_log),
            number,
            began: Instant::now(),
            progress,
            bytes_in: 0,
            status: None,
            request_id: None,
            outcome: RequestOutcome::Stopped,
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let ended = Ended {
            duration_ms: millis(self.began.elapsed()),
            bytes_out: self.progress.sent_bytes(),
            bytes_in: self.bytes_in,
            status: self.status,
            request_id: self.request_id.take(),
            outcome: self.outcome,
        };
        self.request_log.end(self.number, ended);
    }
}

/// A reply's body that is counted while it is read.
struct Counted {
    body: reqwest::Body,
    entry: Entry,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                self.entry.bytes_in += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            Poll::Ready(Some(Err(_))) => self.entry.outcome = RequestOutcome::Failed,
            Poll::Ready(None) | Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
