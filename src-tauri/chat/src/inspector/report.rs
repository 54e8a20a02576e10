//! What a gateway's support needs to look an answer up, as text.
//!
//! Invariant: what a person wrote or was answered, and a gateway's own words, which may repeat it, stand in it only if the
//! person wants that.

use std::{
    collections::HashMap,
    fmt::{Display, Write},
};

use jiff::Timestamp;

use yourouter_protocol::Attempt;

use super::{Answer, Unpacked, body};

/// Headers of a reply that say who somebody is.
const PRIVATE_HEADERS: [&str; 1] = ["set-cookie"];

pub(super) fn write(
    version: &str,
    answer: &Answer,
    exchanges: &HashMap<u32, Unpacked>,
    has_content: bool,
) -> String {
    let turn = &answer.turn;
    let mut out = String::new();
    line(&mut out, "YouRouter Chat", version);
    line(&mut out, "System", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    line(&mut out, "Message", answer.id);
    line(&mut out, "Turn", turn.id);
    line(&mut out, "Base URL", &turn.base_url);
    line(&mut out, "Model", &turn.route.model);
    line(&mut out, "Vendor asked", turn.route.vendor.as_str());
    line(&mut out, "Vendor named", turn.outcome.vendor_reported.as_deref().unwrap_or("none"));
    for mark in &turn.outcome.marks {
        line(&mut out, &format!("  {}", mark.name), &mark.value);
    }
    for (number, attempt) in (1..).zip(&turn.attempts) {
        write_attempt(&mut out, (number, turn.attempts.len()), attempt, has_content);
        if let Some(exchange) = exchanges.get(&number) {
            write_exchange(&mut out, answer, exchange, has_content);
        }
    }
    out
}

fn write_attempt(out: &mut String, (number, all): (u32, usize), attempt: &Attempt, has_content: bool) {
    out.push('\n');
    line(out, "Request", format!("{number} of {all}"));
    line(out, "  Vendor", attempt.vendor.as_str());
    line(out, "  Status", attempt.status.map_or_else(|| "no reply".to_owned(), |status| status.to_string()));
    line(out, "  Request id", attempt.request_id.as_deref().unwrap_or("none"));
    if let Some(failure) = &attempt.failure {
        line(out, "  Failure", format!("{:?}", failure.code));
        if has_content {
            line(out, "  Its words", &failure.detail);
        }
    }
}

fn write_exchange(out: &mut String, answer: &Answer, exchange: &Unpacked, has_content: bool) {
    let Unpacked { head, body, reply: [first, last] } = exchange;
    let time = Timestamp::from_millisecond(head.timing.sent_at_ms);
    line(out, "  Sent", time.map(|time| time.to_string()).unwrap_or_default());
    line(out, "  To", format!("{} {}", head.method, head.url));
    let timing = [
        ("waited", Some(head.timing.queued_ms)),
        ("connecting", head.timing.connect_ms),
        ("first byte", head.timing.first_byte_ms),
        ("first token", head.timing.first_token_ms),
        ("end", head.timing.end_ms),
    ];
    let known = timing.iter().filter_map(|(name, ms)| Some(format!("{name} {} ms", (*ms)?)));
    line(out, "  Times", known.collect::<Vec<_>>().join(", "));
    line(out, "  Bytes sent", head.body_bytes);
    line(out, "  Reply", &head.status_line);
    let headers = head.reply_headers.iter().filter(|(name, _)| !PRIVATE_HEADERS.contains(&name.as_str()));
    for (name, value) in headers {
        line(out, &format!("    {name}"), value);
    }
    if has_content {
        let sent = body.whole(&answer.known).unwrap_or_else(|error| body::words_of(&error));
        line(out, "  Request body", sent);
        line(out, "  Reply body", first);
        if !last.is_empty() {
            line(out, &format!("  … {} bytes …", head.left_out), last);
        }
    }
}

fn line(out: &mut String, name: &str, value: impl Display) {
    // Writing into a string does not fail.
    let _written = writeln!(out, "{name}: {value}");
}
