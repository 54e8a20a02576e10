//! The binary as the window tests use it: a line on standard output, control endpoints, an end with its parent.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

struct Process {
    child: Child,
    address: String,
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mock-gateway"))
            .args(arguments)
            .arg("--until-stdin-closes")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening http://").and_then(|url| url.strip_suffix("/v1"));
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    /// Sends one request and gives the whole reply.
    fn ask(&self, first_line: &str, headers: &str, body: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(socket, "{first_line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}").unwrap();
        let mut reply = String::new();
        socket.read_to_string(&mut reply).unwrap();
        reply
    }

    fn requests(&self) -> Value {
        let reply = self.ask("GET /__requests", "", "");
        serde_json::from_str(reply.split_once("\r\n\r\n").unwrap().1).unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success(), "it ends when its standard input closes");
    }
}

const QUESTION: &str = r#"{"model":"gpt-4o","messages":[{"role":"user","content":[
    {"type":"file","file":{"filename":"a.pdf","file_data":"JVBERi0x"}},{"type":"text","text":"/json"}]}]}"#;

#[test]
fn requests_are_recorded_with_their_files_until_they_are_cleared() {
    let process = Process::start(&["--key", "yr-1"]);
    let reply =
        process.ask("POST /v1/chat/completions", "Authorization: Bearer yr-1\r\nvendor: x\r\n", QUESTION);
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains("application/pdf"), "{reply}");
    let requests = process.requests();
    let request = requests.get(0).unwrap();
    assert_eq!(request.pointer("/files/0/name").unwrap(), "a.pdf");
    let sha256 = "21af8e71c8703196df7fe1ff901869a88fe64c07bbaa83d838efb45a52b4f303";
    assert_eq!(request.pointer("/files/0/sha256").unwrap(), sha256);
    assert_eq!(request.pointer("/body/model").unwrap(), "gpt-4o");
    assert!(
        request.get("headers").unwrap().as_array().unwrap().contains(&serde_json::json!(["vendor", "x"]))
    );

    assert!(process.ask("POST /__clear", "", "").starts_with("HTTP/1.1 204"));
    assert_eq!(process.requests(), serde_json::json!([]));
}

#[test]
fn a_wrong_key_is_refused() {
    let process = Process::start(&["--key", "yr-1"]);
    for headers in ["", "Authorization: Bearer yr-2\r\n", "Authorization: yr-1\r\n"] {
        let reply = process.ask("GET /v1/models", headers, "");
        assert!(reply.starts_with("HTTP/1.1 401"), "{reply}");
    }
    assert!(process.ask("GET /v1/models", "Authorization: Bearer yr-1\r\n", "").contains("gpt-4o"));
}

#[test]
fn the_demo_needs_no_key_and_records_nothing() {
    let process = Process::start(&["--demo"]);
    let reply = process.ask("POST /v1/chat/completions", "", &QUESTION.replace("/json", "Hello"));
    assert!(reply.contains("recording"), "{reply}");
    assert_eq!(process.requests(), serde_json::json!([]));
}
