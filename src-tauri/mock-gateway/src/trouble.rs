//! Answers that go wrong on the wire: cut, silent, oddly framed.

use std::{convert::Infallible, io, time::Duration};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use crate::{
    native::{self, Api},
    reply,
    wire::{Completion, DONE, event},
};

/// What `/cut`, `/eof` and `/error-in-stream` say before it happens.
const BEFORE: &str = "This answer begins well, and everything up to here arrived.";

/// What `/split` says; characters of one to four bytes.
pub(crate) const SPLIT: &str = "Grüße, 世界! Ça va? 🎉🏳️‍🌈 Das war’s — \"quoted\"\n\nSecond paragraph: ½ €.";

/// `/cut`.
pub(crate) fn cut(completion: &Completion) -> Response {
    let text = reply::paced(reply::text_events(completion, BEFORE), 200);
    let broken = stream::once(async {
        // What stands before the break has to be on its way, or it would be lost with the connection.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    reply::events(Body::from_stream(text.map(Ok).chain(broken)))
}

/// `/eof`.
pub(crate) fn eof(completion: &Completion) -> Response {
    reply::events(Body::from_stream(
        reply::paced(reply::text_events(completion, BEFORE), 200).map(Ok::<_, Infallible>),
    ))
}

/// `/silent`.
pub(crate) fn silent() -> Response {
    reply::events(Body::from_stream(stream::pending::<Result<Bytes, Infallible>>()))
}

/// `/error-in-stream`: the shape of OpenRouter, which has a finish reason too.
pub(crate) fn error_in_stream(completion: &Completion) -> Response {
    let mut events = reply::text_events(completion, BEFORE);
    if completion.api != Api::Chat {
        let error = native::refusal(completion.api, 529, "The upstream stopped in the middle.");
        events.push(format!("event: error\n{}", event(&error)));
        return reply::events(Body::from_stream(reply::paced(events, 200).map(Ok::<_, Infallible>)));
    }
    let choices = json!([{ "index": 0, "delta": { "content": "" }, "finish_reason": "error" }]);
    let mut chunk = completion.chunk(choices, &Value::Null);
    if let Some(fields) = chunk.as_object_mut() {
        fields.insert(
            "error".to_owned(),
            json!({ "code": 502, "message": "The upstream stopped in the middle." }),
        );
    }
    events.push(event(&chunk));
    reply::events(Body::from_stream(reply::paced(events, 200).map(Ok::<_, Infallible>)))
}

/// `/empty`.
pub(crate) fn empty() -> Response {
    reply::events(Body::empty())
}

/// `/data` and lines.
pub(crate) fn data(lines: &[String]) -> Response {
    let events: String = lines.iter().map(|line| format!("data: {line}\n\n")).collect();
    reply::events(events.into())
}

/// `/redirect URL`.
pub(crate) fn redirect(target: &str) -> Response {
    let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
    if let Ok(location) = HeaderValue::from_str(target) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// `/split`: a byte order mark, comments, all three line ends, an event over several lines, reads that end anywhere.
pub(crate) fn split(completion: &Completion) -> Response {
    let mut bytes = Vec::from("\u{FEFF}: keep-alive\r\n\r\n:\r\n");
    for (position, character) in SPLIT.chars().enumerate() {
        let data = completion.text(&character.to_string());
        let data = data.trim_end().trim_start_matches("data: ");
        let framed = match position % 4 {
            0 => format!("event: message\r\ndata: {data}\r\n\r\n"),
            1 => format!("data:{data}\r\r: OPENROUTER PROCESSING\r"),
            2 => format!("data: {}\n\n", data.replacen(",\"created\"", "\ndata: ,\"created\"", 1)),
            _ => format!("id: {position}\nretry: 10\ndata: {data}\n\ndata: pong\n\n"),
        };
        bytes.extend_from_slice(framed.as_bytes());
    }
    bytes.extend_from_slice(completion.finish("stop", &Value::Null).as_bytes());
    bytes.extend_from_slice(DONE.trim_end().as_bytes());
    let pieces: Vec<Vec<u8>> = bytes.chunks(7).map(<[u8]>::to_vec).collect();
    reply::events(Body::from_stream(reply::paced(pieces, 5000).map(Ok::<_, Infallible>)))
}
