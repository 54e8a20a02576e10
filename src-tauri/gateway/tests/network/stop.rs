//! Stopping takes no time at any stage, and the other side sees the connection end.

use std::{
    net::TcpListener as Listener,
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use yourouter_gateway::Endpoint;

use super::gateway_support::{client, question};

/// What stopping may take.
const AT_ONCE: Duration = Duration::from_millis(100);

fn endpoint(address: std::net::SocketAddr) -> Endpoint {
    Endpoint::parse(&format!("http://{address}")).unwrap()
}

/// Gives up `asking` once `is_time` says so, and says how long that took.
async fn stop<T>(asking: impl Future<Output = T>, is_time: impl Future<Output = ()>) -> Duration {
    let mut asking = Box::pin(asking);
    tokio::select! {
        _ = &mut asking => panic!("it was answered"),
        () = is_time => {}
    }
    let asked = Instant::now();
    drop(asking);
    asked.elapsed()
}

#[tokio::test]
async fn while_connecting() {
    // A queue of one that is full: the system lets further connections wait without an answer.
    let listener = Listener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(Ok(socket)) =
        tokio::time::timeout(Duration::from_millis(300), TcpStream::connect(address)).await
    {
        waiting.push(socket);
        assert!(waiting.len() < 10_000, "the queue has no end");
    }
    let (client, endpoint) = (client(), endpoint(address));
    let took = stop(client.chat(&endpoint, None, question("x")), tokio::time::sleep(AT_ONCE)).await;
    assert!(took < AT_ONCE, "{took:?}");
}

#[tokio::test]
async fn while_nothing_has_come_yet() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = endpoint(listener.local_addr().unwrap());
    let (told, asked) = tokio::sync::oneshot::channel();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_buf(&mut Vec::with_capacity(64 * 1024)).await.unwrap();
        told.send(()).unwrap();
        while socket.read_buf(&mut Vec::with_capacity(1024)).await.is_ok_and(|read| read > 0) {}
    });
    let client = client();
    let took = stop(client.chat(&endpoint, None, question("x")), async { asked.await.unwrap() }).await;
    assert!(took < AT_ONCE, "{took:?}");
    tokio::time::timeout(Duration::from_secs(5), server).await.expect("the connection ends").unwrap();
}

#[tokio::test]
async fn while_the_answer_is_silent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = endpoint(listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_buf(&mut Vec::with_capacity(64 * 1024)).await.unwrap();
        socket
            .write_all(b"HTTP/1.1 200 OK\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n")
            .await
            .unwrap();
        while socket.read_buf(&mut Vec::with_capacity(1024)).await.is_ok_and(|read| read > 0) {}
    });
    let mut reply = client().chat(&endpoint, None, question("x")).await.unwrap();
    assert!(reply.deltas.next().await.is_some());
    let took = stop(async move { reply.deltas.next().await }, tokio::task::yield_now()).await;
    assert!(took < AT_ONCE, "{took:?}");
    tokio::time::timeout(Duration::from_secs(5), server).await.expect("the connection ends").unwrap();
}
