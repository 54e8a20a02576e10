//! An answer streams over HTTP/2 where the server offers it, and over HTTP/1.1 else: each piece is there before the next is
//! sent.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::StreamExt;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use yourouter_gateway::{Delta, Endpoint, ProxyChoice};

use super::{
    client_with,
    gateway_support::{Answer, key, question},
    servers::{self, Authority, Seen},
    trusting,
};

const FIRST: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"first \"}}]}\n\n";
const REST: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"second\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// A server that sends the rest of its one answer when it is told that the first piece was read.
async fn server(acceptor: TlsAcceptor, was_read: Arc<Notify>) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, seen) = (listener.local_addr().unwrap(), Seen::default());
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let secure = acceptor.accept(socket).await.unwrap();
        match secure.get_ref().1.alpn_protocol() {
            Some(b"h2") => answer_2(secure, &was_read, &log).await,
            _ => answer_1(secure, &was_read, &log).await,
        }
    });
    (address, seen)
}

async fn answer_2(socket: TlsStream<TcpStream>, was_read: &Notify, seen: &Seen) {
    let mut connection = h2::server::handshake(socket).await.unwrap();
    let (mut request, mut respond) = connection.accept().await.unwrap().unwrap();
    let key = request.headers()["authorization"].to_str().unwrap().to_owned();
    seen.lock().unwrap().push(format!("{} {:?} {key}", request.method(), request.version()));
    let answering = async {
        while request.body_mut().data().await.is_some() {}
        let mut body = respond.send_response(http::Response::new(()), false).unwrap();
        body.send_data(Bytes::from_static(FIRST.as_bytes()), false).unwrap();
        was_read.notified().await;
        body.send_data(Bytes::from_static(REST.as_bytes()), true).unwrap();
    };
    // The connection moves only while it is polled.
    let moving = async { while connection.accept().await.is_some() {} };
    tokio::join!(answering, moving);
}

async fn answer_1(mut socket: TlsStream<TcpStream>, was_read: &Notify, seen: &Seen) {
    let head = servers::read_head(&mut socket).await.unwrap();
    let line = |begin: &str| head.lines().find_map(|line| line.strip_prefix(begin)).unwrap().to_owned();
    let version = head.lines().next().unwrap().rsplit(' ').next().unwrap();
    seen.lock().unwrap().push(format!("POST {version} {}", line("authorization: ")));
    let chunk = |piece: &str| format!("{:x}\r\n{piece}\r\n", piece.len());
    let begin = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}", chunk(FIRST));
    socket.write_all(begin.as_bytes()).await.unwrap();
    socket.flush().await.unwrap();
    was_read.notified().await;
    socket.write_all(format!("{}0\r\n\r\n", chunk(REST)).as_bytes()).await.unwrap();
    socket.flush().await.unwrap();
}

/// Reads an answer piece by piece; gives what the server saw.
async fn streamed(offered: &[&str]) -> Vec<String> {
    let (authority, was_read) = (Authority::new(), Arc::new(Notify::new()));
    let (address, seen) = server(authority.offering(offered), Arc::clone(&was_read)).await;
    let client = client_with(ProxyChoice::Direct, trusting(&authority));
    let endpoint = Endpoint::parse(&format!("https://{address}")).unwrap();
    let reading = async {
        let mut reply = client.chat(&endpoint, Some(&key()), question("Hello")).await.unwrap();
        assert_eq!(reply.deltas.next().await, Some(Ok(Delta::Text("first ".to_owned()))));
        was_read.notify_one();
        Answer::read(reply.deltas).await
    };
    // Without a time limit, an answer that is held back would hang here.
    let answer = tokio::time::timeout(Duration::from_secs(30), reading).await.unwrap();
    assert_eq!((&*answer.text, answer.finish.as_deref(), answer.failure), ("second", Some("stop"), None));
    seen.lock().unwrap().clone()
}

#[tokio::test]
async fn an_answer_streams_over_http_2_where_it_is_offered() {
    let bearer = format!("Bearer {}", key().expose());
    assert_eq!(streamed(&["h2", "http/1.1"]).await, [format!("POST HTTP/2.0 {bearer}")]);
    assert_eq!(streamed(&["h2"]).await, [format!("POST HTTP/2.0 {bearer}")]);
}

#[tokio::test]
async fn an_answer_streams_over_http_1_where_nothing_else_is_offered() {
    let bearer = format!("Bearer {}", key().expose());
    for offered in [&["http/1.1"][..], &[]] {
        assert_eq!(streamed(offered).await, [format!("POST HTTP/1.1 {bearer}")]);
    }
}

#[tokio::test]
async fn headers_of_nearly_a_megabyte_do_no_harm_over_http_2() {
    let authority = Authority::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, acceptor) = (listener.local_addr().unwrap(), authority.offering(&["h2"]));
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(acceptor.accept(socket).await.unwrap()).await.unwrap();
        let (mut request, mut respond) = connection.accept().await.unwrap().unwrap();
        let answering = async {
            while request.body_mut().data().await.is_some() {}
            let mut response = http::Response::new(());
            for number in 0..16 {
                let name: http::HeaderName = format!("x-pad-{number}").parse().unwrap();
                response.headers_mut().insert(name, "p".repeat(60_000).parse().unwrap());
            }
            let mut body = respond.send_response(response, false).unwrap();
            body.send_data(Bytes::from(format!("{FIRST}{REST}")), true).unwrap();
        };
        let moving = async { while connection.accept().await.is_some() {} };
        tokio::join!(answering, moving);
    });
    let client = client_with(ProxyChoice::Direct, trusting(&authority));
    let endpoint = Endpoint::parse(&format!("https://{address}")).unwrap();
    let reading = async {
        Answer::read(client.chat(&endpoint, Some(&key()), question("Hello")).await.unwrap().deltas).await
    };
    let answer = tokio::time::timeout(Duration::from_secs(30), reading).await.unwrap();
    assert_eq!((&*answer.text, answer.failure), ("first second", None));
}
