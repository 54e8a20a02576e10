//! The way to a gateway: names, connections, TLS, proxies, and uploads that take their time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod gateway_support;

use std::{
    error::Error as _,
    process::{Command, Stdio},
    time::Duration,
};

use futures_util::StreamExt;
use gateway_support::{Answer, answer_of, client, impatient, key, question};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use yourouter_gateway::{Client, Delta, Endpoint, Part, Timeouts};
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::Error;

/// Runs another test of this file in a process whose system proxy is `proxy`.
fn run_behind_proxy(test: &str, proxy: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).stdout(Stdio::null()).stderr(Stdio::null());
    for name in ["NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, proxy);
    }
    command
}

#[tokio::test]
async fn a_gateway_on_this_machine_answers() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    assert!(answer_of(&gateway, "Hello").await.failure.is_none());
}

#[test]
fn a_gateway_on_this_machine_is_reached_without_the_system_proxy() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let status = run_behind_proxy("a_gateway_on_this_machine_answers", &dead).status().unwrap();
    assert!(status.success());
}

#[tokio::test]
async fn any_other_gateway_is_reached_through_the_system_proxy_which_never_sees_the_key() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let mut child =
        run_behind_proxy("a_host_that_is_not_there_is_offline_with_a_short_cause", &proxy).spawn().unwrap();
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        assert!(socket.read_buf(&mut request).await.unwrap() > 0);
    }
    let request = String::from_utf8(request).unwrap();
    assert!(request.starts_with("CONNECT no-such-host.invalid:443 "), "{request}");
    assert!(!request.contains(key().expose()) && !request.to_lowercase().contains("vendor"), "{request}");
    socket.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").await.unwrap();
    drop(socket);
    assert!(child.wait().unwrap().success(), "a proxy's refusal is offline too");
}

#[tokio::test]
async fn a_host_that_is_not_there_is_offline_with_a_short_cause() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    // What a name that does not exist leads to depends on the machine's resolver and proxy; not the code.
    for (base, word) in
        [(format!("http://{address}"), "refused"), ("https://no-such-host.invalid".to_owned(), "")]
    {
        let failure =
            client().chat(&Endpoint::parse(&base).unwrap(), Some(&key()), question("x")).await.map(|_| ());
        match failure {
            Err(Error::Offline(cause)) => {
                assert!(cause.source().is_some_and(|source| source.is::<reqwest::Error>()), "{cause:?}");
                let cause = cause.detail;
                assert!(cause.contains(word) && !cause.contains(key().expose()), "{cause}");
                assert!(!cause.is_empty() && cause.len() < 200, "{cause}");
            }
            other => panic!("{base}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn tls_that_is_none_is_offline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    });
    let failure = client().chat(&Endpoint::parse(&base).unwrap(), None, question("x")).await.map(|_| ());
    assert!(matches!(failure, Err(Error::Offline(_))), "{failure:?}");
}

#[tokio::test]
async fn a_large_upload_to_a_server_that_reads_slowly_is_not_idle() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (mut buffer, mut total) = (vec![0; 1_000_000], 0);
        let mut pace = tokio::time::interval(Duration::from_millis(20));
        loop {
            let read = tokio::time::timeout(Duration::from_secs(1), socket.read(&mut buffer)).await;
            let Ok(Ok(read @ 1..)) = read else { break };
            total += read;
            pace.tick().await;
        }
        let reply =
            b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"ok\"}}]}";
        socket.write_all(reply).await.unwrap();
        total
    });
    let mut asked = question("x");
    asked.messages[0]
        .parts
        .push(Part::Image { media_type: "image/png".to_owned(), bytes: vec![1; 30_000_000].into() });
    let reply = impatient(Duration::from_millis(1500)).chat(&endpoint, None, asked).await.unwrap();
    assert_eq!(Answer::read(reply.deltas).await.text, "ok");
    assert!(server.await.unwrap() > 40_000_000);
}

#[tokio::test]
async fn a_handshake_that_is_never_answered_is_offline_so_that_it_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("https://{}", listener.local_addr().unwrap())).unwrap();
    let timeouts = Timeouts { connect: Duration::from_millis(300), idle: Duration::from_secs(60) };
    let failure = Client::new(timeouts).chat(&endpoint, None, question("x")).await.map(|_| ());
    assert_eq!(failure, Err(Error::Offline("No connection within 300ms".into())));
}

/// Answers with `reply`, then says when the client is gone.
async fn server_that_waits_for_the_end(reply: &'static [u8]) -> (Endpoint, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_buf(&mut Vec::with_capacity(64 * 1024)).await.unwrap();
        socket.write_all(reply).await.unwrap();
        // Whether the connection is closed or reset, it has ended.
        while socket.read_buf(&mut Vec::with_capacity(1024)).await.is_ok_and(|read| read > 0) {}
    });
    (endpoint, server)
}

#[tokio::test]
async fn stopping_while_the_answer_comes_ends_the_connection_at_once() {
    let reply = b"HTTP/1.1 200 OK\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    let (endpoint, server) = server_that_waits_for_the_end(reply).await;
    let mut reply = client().chat(&endpoint, None, question("x")).await.unwrap();
    assert_eq!(reply.deltas.next().await, Some(Ok(Delta::Text("a".to_owned()))));
    drop(reply);
    tokio::time::timeout(Duration::from_millis(500), server).await.expect("the connection ends").unwrap();
}

#[tokio::test]
async fn stopping_before_the_headers_ends_the_connection_at_once() {
    let (endpoint, server) = server_that_waits_for_the_end(b"").await;
    let (client, asked) = (client(), question("x"));
    let asking = client.chat(&endpoint, None, asked);
    assert!(tokio::time::timeout(Duration::from_millis(200), asking).await.is_err(), "no headers come");
    tokio::time::timeout(Duration::from_millis(500), server).await.expect("the connection ends").unwrap();
}

#[tokio::test]
async fn done_ends_the_answer_although_the_server_keeps_the_connection_open() {
    let reply = b"HTTP/1.1 200 OK\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    let (endpoint, server) = server_that_waits_for_the_end(reply).await;
    let answer = Answer::read(client().chat(&endpoint, None, question("x")).await.unwrap().deltas).await;
    assert_eq!((&*answer.text, answer.finish.as_deref()), ("a", Some("stop")));
    tokio::time::timeout(Duration::from_millis(500), server).await.expect("the connection ends").unwrap();
}
