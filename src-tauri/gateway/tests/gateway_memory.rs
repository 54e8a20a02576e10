//! Memory stays flat: a large file goes out, and a long answer comes in, without a second copy of either.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

mod gateway_support;

use std::fs;

use gateway_support::{Answer, client, question};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use yourouter_gateway::{AnswerDecoder, Endpoint, Limits, Part};

const MIB: usize = 1024 * 1024;

/// The most memory that this process has held, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

// One test, so that nothing else in the process moves the peak.
#[tokio::test]
async fn neither_a_large_file_nor_a_long_answer_is_copied() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Endpoint::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let file = bytes::Bytes::from(vec![7_u8; 64 * MIB]);
    let sent_len = file.len().div_ceil(3) * 4;
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (mut buffer, mut total) = (vec![0; 64 * 1024], 0);
        while total < sent_len {
            let read = socket.read(&mut buffer).await.unwrap();
            assert!(read > 0);
            total += read;
        }
        let reply =
            b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"ok\"}}]}";
        socket.write_all(reply).await.unwrap();
    });
    let mut asked = question("x");
    asked.messages[0].parts.push(Part::Image { media_type: "image/png".to_owned(), bytes: file });

    let before = peak();
    let answer = Answer::read(client().chat(&endpoint, None, asked).await.unwrap().deltas).await;
    server.await.unwrap();
    assert_eq!(answer.text, "ok");
    let grown = peak() - before;
    assert!(grown < 16 * MIB, "sending 64 MiB took {} KiB more", grown / 1024);

    let before = peak();
    let read = [format!(": {}\n", "x".repeat(1000)).repeat(64).as_bytes(), b"data: pong\n\n"].concat();
    let (mut decoder, mut deltas) = (AnswerDecoder::new(Limits::default()), Vec::new());
    for _ in 0..(256 * MIB / read.len()) {
        decoder.push(&read, &mut deltas).unwrap();
    }
    let grown = peak() - before;
    assert!(grown < 4 * MIB, "reading 256 MiB took {} KiB more", grown / 1024);
}
