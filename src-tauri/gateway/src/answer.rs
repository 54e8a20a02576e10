//! The body of a 2xx reply to deltas, whatever form it has: events, one JSON value, several, or a web page.
//!
//! `AnswerDecoder` is pure: bytes in, deltas out. `deltas` drives it from the socket, with the idle limit.
//! Invariant: what has been read is never lost; a failure comes after all deltas before it.

use std::{collections::VecDeque, time::Duration};

use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::{
    Api, Delta,
    api_format::{Break, Embedded, Interpreter, ToolCall, repaired},
    errors::{self, Redaction, RemoteError},
    exchange::Exchange,
    marks::Marks,
    sse, transport_errors,
};
use yourouter_protocol::{Error, Result, SkippedKind};

/// A part of the answer that cannot be read. It was paid for all the same, so the request is not made again.
const UNREADABLE: Delta = Delta::Skipped(SkippedKind::Unreadable);

/// How long a gateway may keep the connection open after the model has said why it stopped, for its token counts.
const GRACE: Duration = Duration::from_secs(30);

/// Bytes of a web page that are read for its title.
const MAX_PAGE: usize = 64 * 1024;

/// How much of an answer is taken. Passing a limit ends it with `streamCut`; the text so far is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one line of an event stream: an image of 32 MiB in base64 passes.
    pub line: usize,
    /// Bytes of one event's data.
    pub event: usize,
    /// Bytes of an answer that is one JSON value. It is held whole.
    pub json: usize,
    /// Bytes of text, reasoning and tool arguments together.
    pub answer: usize,
    /// Bytes from the socket, framing and comments included. They are not held.
    pub stream: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self { line: 33 * MIB, event: 33 * MIB, json: 64 * MIB, answer: 64 * MIB, stream: 4096 * MIB as u64 }
    }
}

/// Decodes one answer.
///
/// Memory is bounded by [`Limits`]: one line and one event, or one JSON value, and the tool calls.
#[derive(Debug)]
pub struct AnswerDecoder {
    limits: Limits,
    seen: u64,
    form: Form,
    api_format: Interpreter,
    embedded: Embedded,
    events: Vec<sse::Event>,
    redaction: Redaction,
}

/// What the body turned out to be. Its content type is not asked: it is wrong too often (D13).
#[derive(Debug)]
enum Form {
    /// Nothing but white space so far (D6).
    Unknown,
    Events(sse::Decoder),
    Json(Vec<u8>),
    Page(Vec<u8>),
}

impl AnswerDecoder {
    /// A decoder for one answer of Chat Completions.
    pub fn new(limits: Limits) -> Self {
        Self::for_api(Api::ChatCompletions, limits)
    }

    /// A decoder for one answer of an API.
    pub fn for_api(api: Api, limits: Limits) -> Self {
        Self::with_redaction(api, limits, Redaction::default())
    }

    pub(super) fn with_redaction(api: Api, limits: Limits, redaction: Redaction) -> Self {
        Self {
            limits,
            seen: 0,
            form: Form::Unknown,
            api_format: Interpreter::new(api, limits.answer),
            embedded: Embedded::default(),
            events: Vec::new(),
            redaction,
        }
    }

    /// Takes the next bytes and appends the deltas that they complete.
    ///
    /// # Errors
    /// What the gateway reports inside the answer, classified, or `streamCut` if a limit is passed. Deltas before the
    /// failure are in `deltas` then; nothing more may be pushed.
    pub fn push(&mut self, bytes: &[u8], deltas: &mut Vec<Delta>) -> Result<()> {
        let mut read = Vec::new();
        let outcome = self.read(bytes, &mut read);
        self.embedded.take(read, deltas);
        if outcome.is_err() {
            self.embedded.finish(deltas);
        }
        outcome
    }

    fn read(&mut self, bytes: &[u8], deltas: &mut Vec<Delta>) -> Result<()> {
        self.seen += bytes.len() as u64;
        if self.seen > self.limits.stream {
            return Err(self.too_long("The stream", self.limits.stream));
        }
        let bytes = self.skip_white_space(bytes);
        match &mut self.form {
            Form::Unknown => Ok(()),
            Form::Events(decoder) => {
                let mut events = std::mem::take(&mut self.events);
                let decoded = decoder.push(bytes, &mut events);
                let taken = self.take_events(&mut events, deltas);
                self.events = events;
                taken?;
                // What follows the end does not matter, be it ever so long; `read_end` holds to it, too.
                if self.is_done() { Ok(()) } else { decoded.map_err(|excess| self.excess(excess, deltas)) }
            }
            Form::Json(held) if held.len() + bytes.len() > self.limits.json => {
                deltas.push(UNREADABLE);
                Err(self.too_long("The answer", self.limits.json as u64))
            }
            Form::Json(held) => {
                held.extend_from_slice(bytes);
                Ok(())
            }
            Form::Page(held) => {
                let room = MAX_PAGE.saturating_sub(held.len());
                held.extend(bytes.iter().take(room));
                Ok(())
            }
        }
    }

    /// Whether `[DONE]` was read: the rest of the stream does not matter.
    pub fn is_done(&self) -> bool {
        self.api_format.is_done()
    }

    /// The body has ended: appends what was held back, tool calls and the finish reason.
    ///
    /// # Errors
    /// What an unfinished event or a whole JSON answer reports; what was said in place of an answer, classified;
    /// `streamCut` for a reply without any content or tokens (D12); `rejected` for a web page or the format of another API.
    pub fn finish(&mut self, deltas: &mut Vec<Delta>) -> Result<()> {
        self.last(deltas, Self::read_end)
    }

    /// What comes last, and what of the text was not decided before it.
    fn last(
        &mut self,
        deltas: &mut Vec<Delta>,
        read: impl FnOnce(&mut Self, &mut Vec<Delta>) -> Result<()>,
    ) -> Result<()> {
        let mut last = Vec::new();
        let outcome = read(self, &mut last);
        self.embedded.take(last, deltas);
        self.embedded.finish(deltas);
        outcome
    }

    fn read_end(&mut self, deltas: &mut Vec<Delta>) -> Result<()> {
        let mut stray = String::new();
        match std::mem::replace(&mut self.form, Form::Unknown) {
            Form::Unknown => {}
            Form::Events(mut decoder) => {
                let mut events = Vec::new();
                let decoded = decoder.finish(&mut events);
                self.take_events(&mut events, deltas)?;
                if !self.is_done() {
                    decoded.map_err(|excess| self.excess(excess, deltas))?;
                }
                decoder.stray().clone_into(&mut stray);
            }
            Form::Json(held) => self.take_json(&held, deltas)?,
            Form::Page(held) => return Err(errors::page(&held, &self.redaction)),
        }
        if self.api_format.finish(deltas) {
            return Ok(());
        }
        let words = (!stray.is_empty()).then(|| RemoteError::from_body(stray.as_bytes()));
        if let Some(remote) = self.api_format.take_doubt().or(words) {
            return Err(errors::classify_in_stream(&remote, &self.redaction));
        }
        if self.api_format.is_foreign() {
            return Err(errors::rejected("The gateway answered in the format of another API"));
        }
        Err(Error::StreamCut("The gateway ended the answer without any content".into()))
    }

    /// The connection broke with `error`. An answer whose finish reason had arrived is whole all the same.
    ///
    /// # Errors
    /// `error`, or what an unfinished event reports.
    pub fn cut(&mut self, error: Error, deltas: &mut Vec<Delta>) -> Result<()> {
        self.last(deltas, |decoder, deltas| decoder.read_cut(error, deltas))
    }

    fn read_cut(&mut self, error: Error, deltas: &mut Vec<Delta>) -> Result<()> {
        match std::mem::replace(&mut self.form, Form::Unknown) {
            Form::Events(mut decoder) => {
                let mut events = Vec::new();
                // The bounds were checked when the bytes came in.
                if decoder.finish(&mut events).is_ok() {
                    self.take_events(&mut events, deltas)?;
                }
            }
            Form::Json(held) if self.take_json(&held, deltas).is_err() => return Err(error),
            Form::Json(_) | Form::Page(_) | Form::Unknown => {}
        }
        if self.api_format.has_finished() || self.api_format.is_done() {
            self.api_format.finish(deltas);
            return Ok(());
        }
        self.api_format.flush(deltas);
        Err(error)
    }

    /// Decides the form by the first visible byte, and leaves out what comes before it.
    fn skip_white_space<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        if !matches!(self.form, Form::Unknown) {
            return bytes;
        }
        // The bytes of a byte order mark may come one by one.
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF);
        let start = bytes.iter().position(|byte| !is_blank(byte)).unwrap_or(bytes.len());
        let visible = bytes.get(start..).unwrap_or_default();
        self.form = match visible.first() {
            None => Form::Unknown,
            Some(b'{' | b'[') => Form::Json(Vec::new()),
            Some(b'<') => Form::Page(Vec::new()),
            Some(_) => Form::Events(sse::Decoder::new(sse::Bounds {
                line: self.limits.line,
                event: self.limits.event,
            })),
        };
        visible
    }

    fn take_events(&mut self, events: &mut Vec<sse::Event>, deltas: &mut Vec<Delta>) -> Result<()> {
        let taken =
            events.drain(..).try_for_each(|event| self.api_format.event(&event.name, &event.data, deltas));
        taken.map_err(|cause| self.broken(cause, deltas))
    }

    /// One value, or several one after another; what follows them, such as `data: [DONE]`, is passed over (D13).
    fn take_json(&mut self, held: &[u8], deltas: &mut Vec<Delta>) -> Result<()> {
        let text = String::from_utf8_lossy(held);
        let Err(error) = self.take_values(&text, deltas)? else { return Ok(()) };
        if let Some(mended) = repaired(&text)
            && self.take_values(&mended, deltas)?.is_ok()
        {
            return Ok(());
        }
        // A list has values: what begins like one and has none is a sentence, such as `[ERROR] …`.
        let begins_value = |after: &str| after.trim_start().starts_with(['{', '[', '"', ']']);
        if text.strip_prefix('[').is_some_and(|after| !begins_value(after)) {
            return Err(errors::classify_in_stream(&RemoteError::from_text(&text), &self.redaction));
        }
        deltas.push(UNREADABLE);
        Err(match error.is_eof() {
            true => Error::StreamCut("The answer ended in the middle".into()),
            false => errors::rejected("The gateway answered with something other than JSON"),
        })
    }

    /// Takes the values in a text: an inner error if it begins with none.
    fn take_values(&mut self, text: &str, deltas: &mut Vec<Delta>) -> Result<serde_json::Result<()>> {
        let mut has_value = false;
        for value in serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>() {
            match value {
                Ok(value) => {
                    has_value = true;
                    self.api_format.value(&value, deltas).map_err(|cause| self.broken(cause, deltas))?;
                }
                Err(_) if has_value => break,
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(()))
    }

    fn broken(&mut self, cause: Break, deltas: &mut Vec<Delta>) -> Error {
        self.api_format.flush(deltas);
        match cause {
            Break::Remote(remote) => errors::classify_in_stream(&remote, &self.redaction),
            Break::TooMuch => self.too_long("The answer's text", self.limits.answer as u64),
        }
    }

    fn excess(&self, excess: sse::Excess, deltas: &mut Vec<Delta>) -> Error {
        deltas.push(UNREADABLE);
        match excess {
            sse::Excess::Line => self.too_long("A line of the answer", self.limits.line as u64),
            sse::Excess::Event => self.too_long("An event of the answer", self.limits.event as u64),
        }
    }

    fn too_long(&self, what: &str, limit: u64) -> Error {
        Error::StreamCut(format!("{what} is longer than {limit} bytes").into())
    }
}

/// What a gateway names may repeat the key it was sent; an answer's words are its own.
fn without_key(delta: Delta, redaction: &Redaction) -> Delta {
    match delta {
        Delta::CompletionId(id) => Delta::CompletionId(redaction.clean(&id)),
        Delta::Finished(reason) => Delta::Finished(redaction.clean(&reason)),
        Delta::ToolCall(call) => Delta::ToolCall(ToolCall {
            id: redaction.clean(&call.id),
            name: redaction.clean(&call.name),
            ..call
        }),
        delta => delta,
    }
}

/// The deltas of a reply's body. Dropping the stream drops the connection.
pub(super) fn deltas(
    body: BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    api: Api,
    idle: Duration,
    redaction: &Redaction,
    (marks, exchange): (Marks, Exchange),
) -> BoxStream<'static, Result<Delta>> {
    let decoder = AnswerDecoder::with_redaction(api, Limits::default(), redaction.clone());
    let (redaction, ready) = (redaction.clone(), VecDeque::new());
    let reader = Reader { body, idle, decoder, marks, exchange, ready, failure: None, has_ended: false };
    let deltas = stream::unfold(reader, |mut reader| async move { Some((reader.next().await?, reader)) });
    deltas.map(move |delta| delta.map(|delta| without_key(delta, &redaction))).boxed()
}

struct Reader {
    body: BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    idle: Duration,
    decoder: AnswerDecoder,
    marks: Marks,
    exchange: Exchange,
    ready: VecDeque<Delta>,
    failure: Option<Error>,
    has_ended: bool,
}

impl Reader {
    async fn next(&mut self) -> Option<Result<Delta>> {
        while self.ready.is_empty() && !self.has_ended {
            self.read().await;
        }
        match self.ready.pop_front() {
            Some(delta) => Some(Ok(delta)),
            None => self.failure.take().map(Err),
        }
    }

    /// Reads once, and takes in what came.
    async fn read(&mut self) {
        let idle = if self.decoder.api_format.has_finished() { self.idle.min(GRACE) } else { self.idle };
        let mut deltas = Vec::new();
        let outcome = match tokio::time::timeout(idle, self.body.next()).await {
            Ok(Some(Ok(bytes))) => self.take(&bytes, &mut deltas),
            Ok(Some(Err(error))) => {
                self.cut(transport_errors::within_reply(error, &self.decoder.redaction), &mut deltas)
            }
            Ok(None) => self.finish(&mut deltas),
            Err(_) => self.cut(transport_errors::silence(idle), &mut deltas),
        };
        self.ready.extend(deltas);
        self.marks.set_fields(self.decoder.api_format.marks());
        if let Err(error) = outcome {
            self.has_ended = true;
            self.failure = Some(error);
        }
        if self.has_ended {
            self.exchange.ended();
            // The connection is given back at once, not when the last delta has been taken.
            self.body = stream::empty().boxed();
        }
    }

    fn take(&mut self, bytes: &[u8], deltas: &mut Vec<Delta>) -> Result<()> {
        self.exchange.came(bytes);
        self.decoder.push(bytes, deltas)?;
        if self.decoder.is_done() { self.finish(deltas) } else { Ok(()) }
    }

    fn finish(&mut self, deltas: &mut Vec<Delta>) -> Result<()> {
        self.has_ended = true;
        self.decoder.finish(deltas)
    }

    fn cut(&mut self, error: Error, deltas: &mut Vec<Delta>) -> Result<()> {
        self.has_ended = true;
        self.decoder.cut(error, deltas)
    }
}
