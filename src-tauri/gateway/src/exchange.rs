//! What went over the wire for one question, noted while it happens, for whoever wants to look at it afterwards.
//!
//! Invariant: the key is in none of it, and nothing that is sent is copied or held up for it: a body is a few references.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use reqwest::{
    Method, Response,
    header::{AUTHORIZATION, HeaderMap},
};
use url::Url;

use super::{connections::USER_AGENT, errors::Redaction, upload::Segment};
use yourouter_protocol::millis;

/// What stands in place of a key: the name of the variable that programs take it from.
pub const KEY_VARIABLE: &str = "$YOUROUTER_API_KEY";

/// Bytes of a reply that are kept from its beginning.
const FIRST_BYTES: usize = 384 * 1024;

/// Bytes of a reply that are kept from its end, where tokens are counted and failures told.
const LAST_BYTES: usize = 64 * 1024;

/// A part of a body as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyPart {
    /// JSON.
    Text(Bytes),
    /// A file, which went out as base64 inside of a string.
    File(Bytes),
}

/// A header's name and what it held.
pub type HeaderPair = (String, String);

/// All that is known of a request and its reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The HTTP method.
    pub method: String,
    /// Where to.
    pub url: String,
    /// The request's headers, with [`KEY_VARIABLE`] in place of the key.
    pub headers: Vec<HeaderPair>,
    /// The request's body.
    pub body: Vec<BodyPart>,
    /// To make the connection, in milliseconds; `None` if one was there.
    pub connect_ms: Option<u64>,
    /// From sending the request to the reply's headers, in milliseconds.
    pub first_byte_ms: Option<u64>,
    /// From sending it to the end of what was read of the reply, in milliseconds; `None` if it was given up before.
    pub end_ms: Option<u64>,
    /// The version of HTTP, and the status.
    pub status_line: String,
    /// The reply's headers.
    pub reply_headers: Vec<HeaderPair>,
    /// The reply's body, from its beginning.
    pub first: String,
    /// Its last bytes, if there were more than fit into `first`.
    pub last: String,
    /// Bytes between the two.
    pub left_out: u64,
}

/// One request and its reply; cheap to clone, and filled while they go over the wire.
#[derive(Debug, Clone)]
pub struct Exchange {
    began: Instant,
    redaction: Redaction,
    noted: Arc<Mutex<Noted>>,
}

#[derive(Debug, Default)]
struct Noted {
    seen: Seen,
    first: Vec<u8>,
    last: VecDeque<u8>,
    left_out: u64,
}

impl Exchange {
    /// A request that is about to be sent.
    pub(super) fn begin(
        method: &Method,
        url: &Url,
        headers: &HeaderMap,
        body: &[Segment],
        redaction: &Redaction,
    ) -> Self {
        let mut headers = pairs(headers, str::to_owned);
        for (name, value) in &mut headers {
            if name == AUTHORIZATION.as_str() {
                *value = format!("Bearer {KEY_VARIABLE}");
            }
        }
        headers.push(("user-agent".to_owned(), USER_AGENT.to_owned()));
        let seen = Seen {
            method: method.to_string(),
            url: url.to_string(),
            headers,
            body: body.iter().map(BodyPart::from).collect(),
            ..Seen::default()
        };
        let noted = Arc::new(Mutex::new(Noted { seen, ..Noted::default() }));
        Self { began: Instant::now(), redaction: redaction.clone(), noted }
    }

    /// A connection was made for it.
    pub(super) fn connected(&self, took: Duration) {
        self.locked().seen.connect_ms = Some(millis(took));
    }

    /// The reply's headers are there.
    pub(super) fn replied(&self, response: &Response) {
        let mut noted = self.locked();
        noted.seen.first_byte_ms = Some(millis(self.began.elapsed()));
        noted.seen.status_line = format!("{:?} {}", response.version(), response.status());
        noted.seen.reply_headers = pairs(response.headers(), |value| self.redaction.without_key(value));
    }

    /// More of the reply's body.
    pub(super) fn came(&self, bytes: &[u8]) {
        let mut noted = self.locked();
        let room = FIRST_BYTES.saturating_sub(noted.first.len()).min(bytes.len());
        let (first, last) = bytes.split_at(room);
        noted.first.extend_from_slice(first);
        noted.last.extend(last);
        let excess = noted.last.len().saturating_sub(LAST_BYTES);
        noted.last.drain(..excess);
        noted.left_out += excess as u64;
    }

    /// Nothing more of it is read.
    pub(super) fn ended(&self) {
        let elapsed = millis(self.began.elapsed());
        self.locked().seen.end_ms.get_or_insert(elapsed);
    }

    /// All that is known by now.
    pub fn seen(&self) -> Seen {
        let noted = self.locked();
        let text = |bytes: &[u8]| self.redaction.without_key(&String::from_utf8_lossy(bytes));
        let (front, back) = noted.last.as_slices();
        Seen {
            first: text(&noted.first),
            last: text(&[front, back].concat()),
            left_out: noted.left_out,
            ..noted.seen.clone()
        }
    }

    fn locked(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<&Segment> for BodyPart {
    fn from(segment: &Segment) -> Self {
        match segment {
            Segment::Text(text) => Self::Text(text.clone()),
            Segment::Base64(bytes) => Self::File(bytes.clone()),
        }
    }
}

fn pairs(headers: &HeaderMap, shown: impl Fn(&str) -> String) -> Vec<HeaderPair> {
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), shown(&text(value)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use yourouter_protocol::Secret;

    const KEY: &str = "yr-canary-0123456789";

    fn exchange() -> Exchange {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, format!("Bearer {KEY}").parse().unwrap());
        let url = "https://gateway.example/v1/chat/completions".parse().unwrap();
        let body = [Segment::Text("{}".into()), Segment::Base64("file".into())];
        Exchange::begin(&Method::POST, &url, &headers, &body, &Redaction::for_key(Some(&Secret::new(KEY))))
    }

    #[test]
    fn no_part_of_it_holds_the_key() {
        let exchange = exchange();
        exchange.came(format!("data: you sent {KEY}\n\n").as_bytes());
        let seen = exchange.seen();
        assert!(!format!("{seen:?}").contains(KEY) && !format!("{exchange:?}").contains(KEY), "{seen:?}");
        assert_eq!(seen.first, "data: you sent [key]\n\n");
        assert_eq!(seen.headers[0], ("authorization".to_owned(), format!("Bearer {KEY_VARIABLE}")));
        assert_eq!(seen.body, [BodyPart::Text("{}".into()), BodyPart::File("file".into())]);
    }

    #[test]
    fn of_a_long_reply_the_beginning_and_the_end_are_kept() {
        let exchange = exchange();
        for number in 0..200_000 {
            exchange.came(format!("{number:06}\n").as_bytes());
        }
        let seen = exchange.seen();
        assert_eq!((seen.first.len(), seen.last.len()), (FIRST_BYTES, LAST_BYTES));
        assert_eq!(seen.first.len() as u64 + seen.last.len() as u64 + seen.left_out, 7 * 200_000);
        assert!(seen.first.starts_with("000000\n000001\n") && seen.last.ends_with("199999\n"));
    }
}
