//! Failures on the way to a gateway and back, told apart by what can be done about them.

use std::{error::Error as StdError, io, sync::Arc, time::Duration};

use super::errors::Redaction;
use yourouter_protocol::{Cause, Error};

/// A request that got no reply: DNS, connection, TLS, or silence.
pub(super) fn before_reply(error: reqwest::Error, connect: Duration, redaction: &Redaction) -> Error {
    if error.is_builder() {
        return Error::Internal(cause(&error, redaction));
    }
    if error.is_timeout() {
        // Only connecting has a limit there. It is no silence of a gateway: another attempt is worth while, and soon over.
        return Error::Offline(kept(format!("No connection within {connect:?}"), error));
    }
    Error::Offline(kept(cause(&error, redaction), error))
}

/// An answer that broke off.
pub(super) fn within_reply(error: reqwest::Error, redaction: &Redaction) -> Error {
    Error::StreamCut(kept(cause(&error, redaction), error))
}

/// The error goes along without the address, which may hold what a person typed.
fn kept(words: String, error: reqwest::Error) -> Cause {
    Cause::new(words, Arc::new(error.without_url()))
}

/// Silence for longer than the idle limit.
pub(super) fn silence(idle: Duration) -> Error {
    Error::TimedOut(format!("Nothing came for {idle:?}"))
}

/// How far a request came that got no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// A proxy refused.
    Proxy,
    /// A name was not found.
    Name,
    /// Nothing listens, or nothing can be reached.
    Connect,
    /// The limit for connecting passed.
    TimedOut,
    /// There was a connection.
    After,
}

/// Where a request failed.
pub(super) fn stage(error: &reqwest::Error) -> Stage {
    let below = Below::new(error);
    match below.kind {
        _ if below.says(&PROXY_WORDS) => Stage::Proxy,
        _ if below.says(&NAME_WORDS) => Stage::Name,
        _ if error.is_timeout() => Stage::TimedOut,
        Some(
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::AddrNotAvailable,
        ) => Stage::Connect,
        _ => Stage::After,
    }
}

/// A short cause: what kind of failure, and the innermost words. The URL of the outermost ones is not repeated.
pub(super) fn cause(error: &reqwest::Error, redaction: &Redaction) -> String {
    let below = Below::new(error);
    let innermost = &below.innermost;
    let words = match below.kind {
        _ if below.says(&CREDENTIALS_WORDS) => {
            "The proxy wants a user name and a password, or does not accept those it was given".to_owned()
        }
        _ if below.says(&PROXY_WORDS) => format!("The proxy did not let the request through ({innermost})"),
        _ if below.says(&NAME_WORDS) => format!("The host's name was not found ({innermost})"),
        _ if below.says(&["certificate"]) => format!("The connection is not secure ({innermost})"),
        Some(io::ErrorKind::ConnectionRefused) => "The connection was refused".to_owned(),
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => {
            "The connection was reset".to_owned()
        }
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable) => {
            "The network cannot be reached".to_owned()
        }
        _ => innermost.clone(),
    };
    redaction.detail(&words)
}

const CREDENTIALS_WORDS: [&str; 3] =
    ["proxy authorization required", "user/pass authentication", "credentials not accepted"];
const PROXY_WORDS: [&str; 2] = ["tunnel error", "SOCKS error"];
const NAME_WORDS: [&str; 1] = ["dns error"];

/// What the layers below a request say of its failure: in words, as most have no types that can be named here.
struct Below {
    words: String,
    innermost: String,
    kind: Option<io::ErrorKind>,
}

impl Below {
    fn new(error: &reqwest::Error) -> Self {
        let layers: Vec<_> = std::iter::successors(error.source(), |&layer| layer.source()).collect();
        Self {
            words: layers.iter().map(|layer| format!("{layer}\n")).collect(),
            innermost: layers.last().map_or_else(|| "request failed".to_owned(), ToString::to_string),
            kind: layers.iter().find_map(|layer| layer.downcast_ref::<io::Error>()).map(io::Error::kind),
        }
    }

    fn says(&self, any: &[&str]) -> bool {
        any.iter().any(|words| self.words.contains(words))
    }
}
