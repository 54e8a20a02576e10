//! The client against a gateway that fails, and against sockets that do worse: each failure has its own code, and
//! what arrived before it is kept.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod gateway_support;

use std::time::{Duration, Instant};

use gateway_support::{Answer, answer_of, ask, client, endpoint, impatient, question};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use yourouter_gateway::Endpoint;
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{
    Error,
    FailureCode::{self, Balance, Overloaded, RateLimited, Rejected, TooLong, Unauthorized},
};

/// Answers one connection with `reply` and closes it. The request is read first, so that the close is no reset.
async fn raw_server(reply: Vec<u8>) -> Endpoint {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}/v1", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        socket.write_all(&reply).await.unwrap();
    });
    endpoint
}

async fn read_request(socket: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"}") {
        assert!(socket.read_buf(&mut request).await.unwrap() > 0, "the request ended early");
    }
}

fn http(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}

async fn raw_answer(reply: Vec<u8>) -> Answer {
    let endpoint = raw_server(reply).await;
    Answer::read(client().chat(&endpoint, None, question("x")).await.unwrap().deltas).await
}

#[tokio::test]
async fn each_status_has_its_code_its_words_and_its_request_id() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    for (command, status, code, words) in [
        ("/400", 400, Rejected, "Unsupported parameter: 'temperature'"),
        ("/401", 401, Unauthorized, "The API key is missing"),
        ("/402", 402, Balance, "Insufficient balance"),
        ("/403", 403, Unauthorized, "may not use this model"),
        ("/404", 404, Rejected, "does not exist"),
        ("/413", 413, TooLong, "exceeds the maximum size"),
        ("/422", 422, Rejected, "body.messages.0.content: Input should be"),
        ("/429 7", 429, RateLimited, "slow down"),
        ("/500", 500, Overloaded, "had an error"),
        ("/502html", 502, Overloaded, "gateway.example | 502: Bad gateway"),
        ("/503", 503, Overloaded, "not available right now"),
        ("/529", 529, Overloaded, "Overloaded"),
    ] {
        match ask(&gateway, command).await.map(|_| ()) {
            Err(Error::Gateway { code: got, detail, facts }) => {
                assert_eq!((got, facts.status), (code, Some(status)), "{command}");
                assert!(detail.contains(words) && !detail.contains('<'), "{command}: {detail}");
                assert!(facts.request_id.is_some_and(|id| id.starts_with("req_mock_")), "{command}");
                assert_eq!(facts.retry_after_ms, (command == "/429 7").then_some(7000), "{command}");
            }
            other => panic!("{command}: {other:?}"),
        }
    }
    assert_eq!(gateway.requests().len(), 12, "nothing is retried here");
}

#[tokio::test]
async fn a_cut_stream_keeps_its_text_and_is_a_stream_cut() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/cut").await;
    assert_eq!(answer.text, "This answer begins well, and everything up to here arrived.");
    assert!(matches!(answer.failure, Some(Error::StreamCut(_))), "{:?}", answer.failure);
}

#[tokio::test]
async fn an_end_without_a_finish_reason_keeps_the_text_and_claims_no_finish() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/eof").await;
    assert!(answer.text.ends_with("arrived."));
    assert_eq!((answer.finish, answer.failure), (None, None));
}

#[tokio::test]
async fn an_error_inside_the_stream_follows_the_text_before_it() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/error-in-stream").await;
    assert!(answer.text.ends_with("arrived."));
    match answer.failure {
        Some(Error::Gateway { code: FailureCode::Overloaded, detail, .. }) => {
            assert_eq!(detail, "The upstream stopped in the middle.");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_empty_answer_is_a_failure() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/empty").await;
    assert!(matches!(answer.failure, Some(Error::StreamCut(_))), "{:?}", answer.failure);
}

#[tokio::test]
async fn silence_ends_with_a_time_out_before_and_after_the_headers() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let client = impatient(Duration::from_millis(200));
    let begun = Instant::now();
    let hung = client.chat(&endpoint(&gateway), None, question("/hang")).await.map(|_| ()).unwrap_err();
    assert!(matches!(hung, Error::TimedOut(_)), "{hung:?}");
    let reply = client.chat(&endpoint(&gateway), None, question("/silent")).await.unwrap();
    let answer = Answer::read(reply.deltas).await;
    assert!(matches!(answer.failure, Some(Error::TimedOut(_))), "{:?}", answer.failure);
    assert!(begun.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn a_stream_that_moves_is_never_timed_out_however_long_it_takes() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    // 1000 bytes in pieces of 10 at 40 each second take 2.5 s, many times the idle limit.
    let client = impatient(Duration::from_millis(600));
    let reply = client.chat(&endpoint(&gateway), None, question("/long 1 40 10")).await.unwrap();
    let answer = Answer::read(reply.deltas).await;
    assert_eq!((answer.text.len(), answer.failure), (1000, None));
}

#[tokio::test]
async fn a_connection_that_closes_without_a_reply_is_offline() {
    let endpoint = raw_server(Vec::new()).await;
    let failure = client().chat(&endpoint, None, question("x")).await.map(|_| ());
    assert!(matches!(failure, Err(Error::Offline(_))), "{failure:?}");
}

#[tokio::test]
async fn a_break_after_the_finish_reason_loses_nothing() {
    let body = b"data: {\"choices\":[{\"delta\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}\n\n";
    let answer = raw_answer(http("Content-Length: 1000\r\nContent-Type: text/event-stream\r\n", body)).await;
    assert_eq!((&*answer.text, answer.finish.as_deref(), answer.failure), ("whole", Some("stop"), None));
}

#[tokio::test]
async fn a_break_in_the_middle_of_a_json_answer_is_a_stream_cut() {
    let answer = raw_answer(http(
        "Content-Length: 1000\r\nContent-Type: application/json\r\n",
        b"{\"choices\":[{\"mess",
    ))
    .await;
    assert!(matches!(answer.failure, Some(Error::StreamCut(_))), "{:?}", answer.failure);
}

#[tokio::test]
async fn a_web_page_with_status_200_is_rejected_by_its_title() {
    let answer =
        raw_answer(http("Content-Type: text/html\r\n", b"\n<html><title>Sign in to Wi-Fi</title></html>"))
            .await;
    assert!(answer.text.is_empty());
    assert!(answer.failure.is_some_and(|failure| failure.to_string().contains("Sign in to Wi-Fi")));
}

#[tokio::test]
async fn a_body_that_never_ends_does_not_hide_its_status() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        socket.write_all(b"HTTP/1.1 500 Oops\r\n\r\nIt broke. ").await.unwrap();
        while socket.write_all(&[b'x'; 65536]).await.is_ok() {}
    });
    match client().chat(&endpoint, None, question("x")).await.map(|_| ()) {
        Err(Error::Gateway { code: Overloaded, detail, .. }) => {
            assert!(detail.starts_with("It broke. xxx"), "{detail}")
        }
        other => panic!("{other:?}"),
    }
}
