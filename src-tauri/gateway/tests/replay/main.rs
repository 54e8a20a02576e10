//! Replies that servers send, byte for byte as they leave a socket, and what an answer is made of them.
//!
//! Each test is one kind, in several variants: streamed and whole, other names, other orders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

#[path = "../gateway_support/mod.rs"]
mod gateway_support;

mod errors;
mod files;
mod odd;
mod paid;
mod reasoning;
mod sources;

use gateway_support::{Answer, client, key, question};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use yourouter_gateway::Endpoint;
use yourouter_protocol::{Error, FailureCode, Route, Vendor};

/// What a client makes of a whole reply, sent as it is.
async fn replayed(reply: Vec<u8>) -> Answer {
    replayed_to(reply, Route::default()).await
}

async fn replayed_to(reply: Vec<u8>, route: Route) -> Answer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}/v1", listener.local_addr().unwrap())).unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (mut buffer, mut request) = (vec![0; 64 * 1024], Vec::new());
        while !request.ends_with(b"}") {
            let read = socket.read(&mut buffer).await.unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        // Who has read enough goes away.
        let _gone = socket.write_all(&reply).await;
    });
    let mut asked = question("What?");
    asked.route = route;
    let answer = match client().chat(&endpoint, Some(&key()), asked).await {
        Ok(reply) => Answer::read(reply.deltas).await,
        Err(error) => Answer { failure: Some(error), ..Answer::default() },
    };
    server.await.unwrap();
    answer
}

/// A reply with status 200 and this body.
fn reply(content_type: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

/// One JSON value.
fn whole(value: &Value) -> Vec<u8> {
    reply("application/json", &value.to_string())
}

/// A stream of lines of data.
fn stream(lines: &[String]) -> Vec<u8> {
    let events: String = lines.iter().map(|line| format!("data: {line}\n\n")).collect();
    reply("text/event-stream", &events)
}

/// A chunk with this choice.
fn chunk(delta: Value, finish: Option<&str>) -> String {
    json!({ "id": "c", "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] }).to_string()
}

/// The chunks of a text in pieces of so many characters, with an end.
fn pieces(text: &str, size: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut lines: Vec<String> = characters
        .chunks(size)
        .map(|piece| chunk(json!({ "content": piece.iter().collect::<String>() }), None))
        .collect();
    lines.push(chunk(json!({}), Some("stop")));
    lines.push("[DONE]".to_owned());
    lines
}

/// A whole answer with this message.
fn completion(message: &Value) -> Value {
    json!({ "id": "c", "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }] })
}

fn native(model: &str) -> Route {
    let api_format = yourouter_protocol::ApiFormat::Native;
    Route { api_format, ..Route::new(model, Vendor::auto()) }
}

/// Asserts that an answer is a failure of the gateway's and nothing else.
#[track_caller]
fn assert_refused(answer: &Answer, code: FailureCode, words: &str) {
    match &answer.failure {
        Some(Error::Gateway { code: found, detail, .. }) => {
            assert_eq!((*found, &**detail), (code, words));
            assert_eq!(answer.text, "");
        }
        other => panic!("{other:?}, for {words}"),
    }
}
