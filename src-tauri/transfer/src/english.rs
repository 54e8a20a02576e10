//! The English words of exported files, and the figures and times in them. Plain text: whoever writes them escapes them.

use jiff::{Timestamp, tz::TimeZone};

use super::{Conversation, Message};
use yourouter_protocol::words::exported as words;
use yourouter_protocol::{AttachmentView, Failure, FailureCode, MessageState, Role, SendAs, TurnView};

/// The title, on one line.
pub fn title(conversation: &Conversation) -> String {
    let title = one_line(&conversation.title);
    if title.is_empty() { words::untitled().to_owned() } else { title }
}

/// What stands under the title.
pub fn about(conversation: &Conversation) -> String {
    let time = time(conversation.exported_at_ms, &conversation.zone);
    words::about(&conversation.program, &time, conversation.messages.len() as u64)
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
        (Role::User, _) => words::you().to_owned(),
        (Role::Assistant, Some(turn)) => one_line(&turn.route.model),
        (Role::Assistant, None) => words::answer().to_owned(),
        (Role::System, _) => words::system().to_owned(),
        (Role::Tool, _) => words::tool().to_owned(),
    }
}

/// Which vendor was asked and what the reply proves about it, such as `auto, answered by azure`.
pub fn vendor(turn: &TurnView) -> String {
    let asked = turn.attempts.last().map_or(&turn.route.vendor, |attempt| &attempt.vendor);
    let mode = if asked.is_auto() { words::auto().to_owned() } else { words::pinned(asked.as_str()) };
    let known = match &turn.vendor_reported {
        Some(reported) if reported != asked.as_str() => words::answered_by(&mode, &one_line(reported)),
        None if asked.is_auto() && turn.failure.is_none() => words::not_reported(&mode),
        _ => mode,
    };
    if turn.route.api_format.is_chat() { known } else { words::native(&known) }
}

/// `version 2 of 3`; nothing if there is one only.
pub fn version(message: &Message) -> Option<String> {
    let (number, all) = message.version;
    (all > 1).then(|| words::version(number as u64, all as u64))
}

/// The name of an answer's reasoning.
pub fn thought(message: &Message) -> String {
    match message.turn.as_ref().and_then(|turn| turn.reasoning_ms) {
        Some(ms) => words::thought(&duration(ms)),
        None => words::thoughts().to_owned(),
    }
}

/// How an answer ended, if not as it should.
pub fn outcome(message: &Message) -> Option<String> {
    let has_text = !message.text.is_empty();
    match message.state {
        MessageState::Done => None,
        MessageState::Streaming => Some(words::streaming().to_owned()),
        MessageState::Stopped => Some(words::stopped(has_text)),
        MessageState::Interrupted => Some(words::interrupted(has_text)),
        MessageState::Failed => {
            let failure = message.turn.as_ref().and_then(|turn| turn.failure.as_ref());
            Some(failure.map_or_else(|| words::failed(has_text), failed))
        }
    }
}

fn failed(failure: &Failure) -> String {
    let mut text = match failure.code {
        FailureCode::MissingKey => words::missing_key(),
        FailureCode::KeychainUnavailable => words::keychain_unavailable(),
        FailureCode::Unauthorized => words::unauthorized(),
        FailureCode::Balance => words::balance(),
        FailureCode::RateLimited => words::rate_limited(),
        FailureCode::Overloaded => words::overloaded(),
        FailureCode::Rejected => words::rejected(),
        FailureCode::TooLong => words::too_long(),
        FailureCode::Offline => words::offline(),
        FailureCode::TimedOut => words::timed_out(),
        FailureCode::StreamCut => words::stream_cut(),
        FailureCode::Attachment => words::attachment(),
        FailureCode::Storage => words::storage(),
        FailureCode::DiskFull => words::disk_full(),
        FailureCode::StorageBusy => words::storage_busy(),
        FailureCode::Invalid => words::invalid(),
        FailureCode::AnswerRunning => words::answer_running(),
        FailureCode::EmptyMessage => words::empty_message(),
        FailureCode::NotInDraft => words::not_in_draft(),
        FailureCode::LinkRefused => words::link_refused(),
        FailureCode::NoProgram => words::no_program(),
        FailureCode::Internal => words::internal(),
    }
    .to_owned();
    if !failure.detail.is_empty() {
        text.push_str(&format!(" {}", one_line(&failure.detail)));
    }
    let status = failure.status.map(|status| words::status(&status.to_string()));
    let id = failure.request_id.as_deref().map(|id| words::request_id(&one_line(id)));
    let facts: Vec<String> = status.into_iter().chain(id).collect();
    if facts.is_empty() { text } else { format!("{text} ({})", facts.join(", ")) }
}

/// The figures of an answer, such as `812 ms to first token, 388 tokens in, 42 out`; empty if none are known.
pub fn figures(turn: &TurnView) -> String {
    let mut parts = Vec::new();
    parts.extend(turn.first_token_ms.map(|ms| words::first_token(&duration(ms))));
    if let Some(usage) = turn.usage {
        let figure = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let (read, written) = (figure(usage.prompt_tokens), figure(usage.completion_tokens));
        parts.push(words::tokens(&read, &written));
    }
    parts.extend(turn.request_id.as_deref().map(|id| words::request_id(&one_line(id))));
    parts.join(", ")
}

/// What a file is and how it was sent, such as `12 pages, sent as PDF`.
pub fn file(view: &AttachmentView) -> String {
    let mut parts = Vec::new();
    parts.extend(view.pixels.map(|(width, height)| format!("{width} × {height}")));
    parts.extend(view.pages.map(|pages| words::pages(pages.into())));
    parts.push(size(view.size_bytes));
    parts.extend(view.sent_as.map(|send_as| match send_as {
        SendAs::Image => words::sent_as_image().to_owned(),
        SendAs::Pdf => words::sent_as_pdf().to_owned(),
        SendAs::Text => match (view.text_pages, view.pages) {
            (Some(read), Some(all)) => words::sent_as_text_of(read.into(), all.into()),
            _ => words::sent_as_text().to_owned(),
        },
        SendAs::Pages => words::sent_as_pages(view.page_images.into()),
    }));
    if view.picture_pages > 0 && view.sent_as == Some(SendAs::Text) {
        parts.push(words::image_pages(view.picture_pages.into()));
    }
    if view.is_cut && view.sent_as == Some(SendAs::Text) {
        parts.push(words::cut().to_owned());
    }
    parts.extend(view.frames.map(|frames| words::first_of(frames.into())));
    if view.is_left_out {
        parts.push(words::left_out().to_owned());
    }
    if view.is_missing {
        parts.push(words::missing().to_owned());
    }
    parts.join(", ")
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
