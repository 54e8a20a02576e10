//! The English words of exported files, and the figures and times in them. Plain text: whoever writes them escapes them.

use jiff::{Timestamp, tz::TimeZone};

use super::{Conversation, Message};
use yourouter_protocol::{AttachmentView, Failure, FailureCode, MessageState, Role, SendAs, TurnView};

/// What a conversation without a title is called.
pub const UNTITLED: &str = "Untitled chat";

/// The title, on one line.
pub fn title(conversation: &Conversation) -> String {
    let title = one_line(&conversation.title);
    if title.is_empty() { UNTITLED.to_owned() } else { title }
}

/// What stands under the title.
pub fn about(conversation: &Conversation) -> String {
    let time = time(conversation.exported_at_ms, &conversation.zone);
    let count = match conversation.messages.len() {
        1 => "1 message".to_owned(),
        count => format!("{count} messages"),
    };
    format!("Exported from YouRouter Chat {} on {time}, {count}", conversation.program)
}

/// A time such as `2026-11-23 15:03 +01:00`.
pub fn time(ms: i64, zone: &TimeZone) -> String {
    formatted(ms, zone, "%Y-%m-%d %H:%M %:z")
}

/// The same for machines (RFC 3339).
pub fn machine_time(ms: i64, zone: &TimeZone) -> String {
    formatted(ms, zone, "%Y-%m-%dT%H:%M:%S%:z")
}

fn formatted(ms: i64, zone: &TimeZone, format: &str) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(zone.clone());
    time.strftime(format).to_string()
}

/// Who wrote a message: `You`, or the model as it was asked for.
pub fn author(message: &Message) -> String {
    match (message.role, &message.turn) {
        (Role::User, _) => "You".to_owned(),
        (Role::Assistant, Some(turn)) => one_line(&turn.route.model),
        (Role::Assistant, None) => "Answer".to_owned(),
        (Role::System, _) => "System".to_owned(),
        (Role::Tool, _) => "Tool".to_owned(),
    }
}

/// Which vendor was asked and what the reply proves about it, such as `auto, answered by azure`.
pub fn vendor(turn: &TurnView) -> String {
    let asked = turn.attempts.last().map_or(&turn.route.vendor, |attempt| &attempt.vendor);
    let mode = if asked.is_auto() { "auto".to_owned() } else { format!("pinned {}", asked.as_str()) };
    let native = if turn.route.api_format.is_chat() { "" } else { ", sent natively" };
    match &turn.vendor_reported {
        Some(reported) if reported != asked.as_str() => {
            format!("{mode}, answered by {}{native}", one_line(reported))
        }
        None if asked.is_auto() && turn.failure.is_none() => format!("{mode}, vendor not reported{native}"),
        _ => format!("{mode}{native}"),
    }
}

/// `version 2 of 3`; nothing if there is one only.
pub fn version(message: &Message) -> Option<String> {
    let (number, all) = message.version;
    (all > 1).then(|| format!("version {number} of {all}"))
}

/// The name of an answer's reasoning.
pub fn thought(message: &Message) -> String {
    match message.turn.as_ref().and_then(|turn| turn.reasoning_ms) {
        Some(ms) => format!("Thought for {}", duration(ms)),
        None => "Thoughts".to_owned(),
    }
}

/// How an answer ended, if not as it should.
pub fn outcome(message: &Message) -> Option<String> {
    let so_far = if message.text.is_empty() { "No text came." } else { "The text so far is kept." };
    match message.state {
        MessageState::Done => None,
        MessageState::Streaming => Some("This was still being written when it was exported.".to_owned()),
        MessageState::Stopped => Some(format!("Stopped by you. {so_far}")),
        MessageState::Interrupted => {
            Some(format!("YouRouter Chat closed while this was being written. {so_far}"))
        }
        MessageState::Failed => {
            let failure = message.turn.as_ref().and_then(|turn| turn.failure.as_ref());
            Some(failure.map_or_else(|| format!("Failed. {so_far}"), failed))
        }
    }
}

fn failed(failure: &Failure) -> String {
    let mut words = match failure.code {
        FailureCode::MissingKey => "A key was needed.",
        FailureCode::KeychainUnavailable => "The system keychain was not available.",
        FailureCode::Unauthorized => "The gateway did not accept the key.",
        FailureCode::Balance => "The gateway said the balance is too low.",
        FailureCode::RateLimited => "Too many requests.",
        FailureCode::Overloaded => "The gateway or the vendor failed.",
        FailureCode::Rejected => "The request was refused.",
        FailureCode::TooLong => "Too long for this model.",
        FailureCode::Offline => "The gateway could not be reached.",
        FailureCode::TimedOut => "No reply came in time.",
        FailureCode::StreamCut => "The answer broke off.",
        FailureCode::Attachment => "A file could not be sent.",
        FailureCode::Storage => "The disk or the database failed.",
        FailureCode::DiskFull => "The disk was full.",
        FailureCode::StorageBusy => "Another program was using the database.",
        FailureCode::Invalid => "This could not be used.",
        FailureCode::AnswerRunning => "An answer was still being written.",
        FailureCode::EmptyMessage => "The message was empty.",
        FailureCode::NotInDraft => "A file was no longer attached.",
        FailureCode::LinkRefused => "The link was not opened.",
        FailureCode::NoProgram => "No program could open it.",
        FailureCode::Internal => "Something failed in YouRouter Chat.",
    }
    .to_owned();
    if !failure.detail.is_empty() {
        words.push_str(&format!(" {}", one_line(&failure.detail)));
    }
    let status = failure.status.map(|status| format!("status {status}"));
    let id = failure.request_id.as_deref().map(|id| format!("request id {}", one_line(id)));
    let facts: Vec<String> = status.into_iter().chain(id).collect();
    if facts.is_empty() { words } else { format!("{words} ({})", facts.join(", ")) }
}

/// The figures of an answer, such as `812 ms to first token, 388 tokens in, 42 out`; empty if none are known.
pub fn figures(turn: &TurnView) -> String {
    let mut parts = Vec::new();
    parts.extend(turn.first_token_ms.map(|ms| format!("{} to first token", duration(ms))));
    if let Some(usage) = turn.usage {
        let figure = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let (read, written) = (figure(usage.prompt_tokens), figure(usage.completion_tokens));
        parts.push(format!("{read} tokens in, {written} out"));
    }
    parts.extend(turn.request_id.as_deref().map(|id| format!("request id {}", one_line(id))));
    parts.join(", ")
}

/// What a file is and how it was sent, such as `12 pages, sent as PDF`.
pub fn file(view: &AttachmentView) -> String {
    let mut parts = Vec::new();
    parts.extend(view.pixels.map(|(width, height)| format!("{width} × {height}")));
    parts.extend(view.pages.map(pages));
    parts.push(size(view.size_bytes));
    parts.extend(view.sent_as.map(|send_as| match send_as {
        SendAs::Image => "sent as image".to_owned(),
        SendAs::Pdf => "sent as PDF".to_owned(),
        SendAs::Text => match (view.text_pages, view.pages) {
            (Some(read), Some(all)) => format!("sent as text of the first {read} of {}", pages(all)),
            _ => "sent as text".to_owned(),
        },
        SendAs::Pages => format!("sent as images of {}", pages(view.page_images)),
    }));
    if view.picture_pages > 0 && view.sent_as == Some(SendAs::Text) {
        parts.push(format!("pictures without text: {}", pages(view.picture_pages)));
    }
    if view.is_cut && view.sent_as == Some(SendAs::Text) {
        parts.push("end left out".to_owned());
    }
    parts.extend(view.frames.map(|frames| format!("the first of {frames} pictures")));
    if view.is_left_out {
        parts.push("left out of later requests".to_owned());
    }
    if view.is_missing {
        parts.push("gone from the disk".to_owned());
    }
    parts.join(", ")
}

fn pages(count: u32) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

fn duration(ms: u64) -> String {
    if ms < 1000 { format!("{ms} ms") } else { format!("{}.{} s", ms / 1000, ms / 100 % 10) }
}

/// Text on one line: whatever controls or breaks lines becomes a blank, and blanks at the ends fall away.
pub fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line: String = text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}
