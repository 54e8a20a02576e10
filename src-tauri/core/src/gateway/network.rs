//! Failures on the way to a gateway and back, told apart by what can be done about them.

use std::{error::Error as StdError, io, time::Duration};

use super::errors::Redaction;
use crate::Error;

/// A request that got no reply: DNS, connection, TLS, or silence.
pub(super) fn before_reply(error: &reqwest::Error, connect: Duration, redaction: &Redaction) -> Error {
    if error.is_builder() {
        return Error::Internal(cause(error, redaction));
    }
    if error.is_timeout() {
        // Only connecting has a limit there. It is no silence of a gateway: another attempt is worth while, and soon over.
        return Error::Offline(format!("No connection within {connect:?}"));
    }
    Error::Offline(cause(error, redaction))
}

/// An answer that broke off.
pub(super) fn within_reply(error: &reqwest::Error, redaction: &Redaction) -> Error {
    Error::StreamCut(cause(error, redaction))
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

/// Where a request failed, told from the words of the layers below: they have no types that can be named here.
pub(super) fn stage(error: &reqwest::Error) -> Stage {
    let chain = chain(error);
    let words: String = chain.iter().map(|inner| format!("{inner}\n")).collect();
    let kind = chain.iter().find_map(|inner| inner.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kind {
        _ if words.contains("tunnel error") || words.contains("SOCKS error") => Stage::Proxy,
        _ if words.contains("dns error") => Stage::Name,
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

fn chain(error: &reqwest::Error) -> Vec<&(dyn StdError + 'static)> {
    let mut chain = Vec::new();
    let mut next = error.source();
    while let Some(inner) = next {
        chain.push(inner);
        next = inner.source();
    }
    chain
}

/// A short cause: what kind of failure, and the innermost words. The URL of the outermost ones is not repeated.
pub(super) fn cause(error: &reqwest::Error, redaction: &Redaction) -> String {
    let chain = chain(error);
    let all_words: String = chain.iter().map(|inner| format!("{inner}\n")).collect();
    let innermost = chain.last().map(ToString::to_string).unwrap_or_else(|| "request failed".to_owned());
    let kind = chain.iter().find_map(|inner| inner.downcast_ref::<io::Error>()).map(io::Error::kind);
    let words = if all_words.contains("proxy authorization required")
        || all_words.contains("user/pass authentication")
        || all_words.contains("credentials not accepted")
    {
        "The proxy wants a user name and a password, or does not accept those it was given".to_owned()
    } else if all_words.contains("tunnel error") || all_words.contains("SOCKS error") {
        format!("The proxy did not let the request through ({innermost})")
    } else if all_words.contains("dns error") {
        format!("The host's name was not found ({innermost})")
    } else if all_words.contains("certificate") {
        format!("The connection is not secure ({innermost})")
    } else {
        match kind {
            Some(io::ErrorKind::ConnectionRefused) => "The connection was refused".to_owned(),
            Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => {
                "The connection was reset".to_owned()
            }
            Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable) => {
                "The network cannot be reached".to_owned()
            }
            _ => innermost,
        }
    };
    redaction.detail(&words)
}
