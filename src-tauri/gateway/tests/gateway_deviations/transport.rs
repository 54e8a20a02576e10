//! D15 and D16: what happens below the events, over a real socket.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::interval,
};
use yourouter_gateway::{ChatRequest, Client, Delta, Endpoint, Part, RequestMessage, Speaker, Timeouts};
use yourouter_protocol::{Result, Route};

use crate::{finished, fixture, id, text};

/// Sends `body` in pieces of `size` bytes, one each `pace`, and gives what the client made of it.
async fn served(
    headers: &str,
    body: Vec<u8>,
    size: usize,
    pace: Duration,
    idle: Duration,
) -> Vec<Result<Delta>> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n{headers}\r\n");
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.set_nodelay(true).unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"}") {
            assert!(socket.read_buf(&mut request).await.unwrap() > 0);
        }
        socket.write_all(head.as_bytes()).await.unwrap();
        let mut ticks = interval(pace);
        for piece in body.chunks(size) {
            ticks.tick().await;
            // The client may leave as soon as it has read `[DONE]`.
            if socket.write_all(piece).await.is_err() {
                break;
            }
        }
    });
    let question = RequestMessage { speaker: Speaker::User, parts: vec![Part::Text("x".to_owned())] };
    let request = ChatRequest::new(Route::default(), vec![question]);
    let client = Client::new(Timeouts { connect: Duration::from_secs(5), idle });
    let deltas = client.chat(&endpoint, None, request).await.unwrap().deltas.collect().await;
    server.await.unwrap();
    deltas
}

#[tokio::test]
async fn d15_compressed_although_not_asked_for() {
    let expected: Vec<Result<Delta>> =
        [id(), text("com"), text("pressed é"), finished("stop")].into_iter().map(Ok).collect();
    let (pace, idle) = (Duration::from_micros(100), Duration::from_secs(10));
    for (encoding, name) in [
        ("gzip", "d15_gzip.bin"),
        ("deflate", "d15_deflate.bin"),
        ("br", "d15_brotli.bin"),
        ("identity", "d15_plain.txt"),
    ] {
        for size in [1, 7, 100_000] {
            let headers = format!("Content-Encoding: {encoding}\r\n");
            assert_eq!(
                served(&headers, fixture(name), size, pace, idle).await,
                expected,
                "{encoding}, {size}"
            );
        }
    }
}

#[tokio::test]
async fn d16_long_silence() {
    assert!(Timeouts::default().idle >= Duration::from_secs(300), "reasoning models say nothing for minutes");
    let body = fixture("d16_long_silence.txt");
    // Each comment comes within the idle limit; all of them together take several times as long.
    let (size, pace, idle) =
        (": still thinking\n\n".len(), Duration::from_millis(200), Duration::from_millis(700));
    let expected: Vec<Result<Delta>> =
        [id(), text("at last"), finished("stop")].into_iter().map(Ok).collect();
    assert_eq!(served("", body, size, pace, idle).await, expected);
}
