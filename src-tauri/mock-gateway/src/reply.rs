//! Ordinary answers: streamed at a pace, or whole.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::{
    behaviour::LongKind,
    native::Api,
    question::Question,
    texts,
    wire::{Completion, characters, pieces, usage},
};

/// Pieces each second of an ordinary answer: quick, yet seen to be streamed.
pub(crate) const QUICK: u32 = 500;

/// How long `/slow` goes on.
const LONGEST_SLOW: Duration = Duration::from_secs(600);

/// An answer: reasoning, then text, then pictures.
pub(crate) struct Answer {
    pub(crate) reasoning: String,
    pub(crate) text: String,
    /// PNGs.
    pub(crate) pictures: Vec<&'static [u8]>,
    /// Whether the vendor seals the reasoning.
    pub(crate) is_signed: bool,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { reasoning: String::new(), text: text.into(), pictures: Vec::new(), is_signed: false }
    }

    /// Streams it or sends it whole, as the question asks.
    pub(crate) fn send(&self, question: &Question, completion: &Completion, per_second: u32) -> Response {
        if !question.is_streaming {
            return self.send_whole(question, completion);
        }
        let usage = usage(&question.text, &self.text);
        let mut all = vec![completion.role()];
        all.extend(pieces(&self.reasoning).iter().map(|piece| completion.reasoning(piece)));
        all.extend(self.is_signed.then(|| completion.sealed()));
        all.extend(pieces(&self.text).iter().map(|piece| completion.text(piece)));
        all.extend(self.pictures.iter().map(|png| completion.picture(png)));
        all.push(completion.finish("stop", &usage));
        all.extend(question.wants_usage.then(|| completion.usage(&usage)));
        all.push(completion.end());
        events(Body::from_stream(paced(all, per_second).map(Ok::<_, Infallible>)))
    }

    /// As one JSON value, whatever was asked for. Only such replies say which vendor answered (Availability page).
    pub(crate) fn send_whole(&self, question: &Question, completion: &Completion) -> Response {
        let usage = usage(&question.text, &self.text);
        let mut response = axum::Json(completion.whole(self, &usage)).into_response();
        if question.model.starts_with("claude") && completion.api == Api::Chat {
            let id = HeaderValue::from_static("msg_01MockGatewayAnswers0001");
            response.headers_mut().insert("x-vendor-messages-id", id);
        }
        response
    }
}

/// `/slow`.
pub(crate) fn slow(completion: Completion) -> Response {
    let (end, mut ticks) = (Instant::now() + LONGEST_SLOW, interval(Duration::from_millis(200)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let pieces =
        stream::unfold((ticks, 1_u32, completion), move |(mut ticks, number, completion)| async move {
            ticks.tick().await;
            let event = Bytes::from(completion.text(&format!("Piece {number}. ")));
            (Instant::now() < end).then_some((Ok::<_, Infallible>(event), (ticks, number + 1, completion)))
        });
    events(Body::from_stream(pieces))
}

/// `/long`. The text is made first, so that making it does not disturb the pace.
pub(crate) fn long(
    completion: &Completion,
    bytes: usize,
    piece: usize,
    per_second: u32,
    kind: LongKind,
) -> Response {
    let text = texts::long(bytes, kind);
    let mut all: Vec<String> = characters(&text, piece).iter().map(|piece| completion.text(piece)).collect();
    all.push(completion.finish("stop", &serde_json::Value::Null));
    all.push(completion.end());
    events(Body::from_stream(paced(all, per_second).map(Ok::<_, Infallible>)))
}

/// The events of some text, without an end.
pub(crate) fn text_events(completion: &Completion, text: &str) -> Vec<String> {
    pieces(text).iter().map(|piece| completion.text(piece)).collect()
}

/// `items` at so many each second; what is late is caught up with. 0 is as fast as possible.
pub(crate) fn paced<T>(items: Vec<T>, per_second: u32) -> BoxStream<'static, Bytes>
where
    T: Into<Bytes> + Send + 'static,
{
    let items = items.into_iter().map(Into::into);
    if per_second == 0 {
        return stream::iter(items).boxed();
    }
    let ticks = interval(Duration::from_secs(1) / per_second);
    stream::unfold((items, ticks), |(mut items, mut ticks)| async move {
        let item = items.next()?;
        ticks.tick().await;
        Some((item, (items, ticks)))
    })
    .boxed()
}

/// A reply whose body is a stream of events.
pub(crate) fn events(body: Body) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/event-stream; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, body).into_response()
}
