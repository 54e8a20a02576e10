//! Whose export a conversation is, and what is read of it.
//!
//! Invariant: read leniently, field by field, for these formats are written down nowhere and change; what is not known is
//! passed over. Nothing that a format has for gateways, keys, tools or vendors is looked at.

mod chatgpt;
mod cherry;
mod claude;
mod librechat;
mod open_webui;
mod openrouter;

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde_json::{Value, json};

use yourouter_protocol::{Archived, ArchivedFile, ArchivedPart, AttachmentId, AttachmentKind, Role, Source};

use super::{
    packages::Files,
    tree::{self, Draft},
};

/// A conversation, with those of its files that stood in it.
pub(super) struct Drafted {
    pub(super) chat: Archived,
    pub(super) inline: HashMap<String, Bytes>,
}

/// Whose export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Own,
    ChatGpt,
    Claude,
    OpenWebUi,
    LibreChat,
    OpenRouter,
    Cherry,
}

/// Under which our own conversations are marked on their way.
const OWN: &str = "yourouterChat";

/// A conversation of our own export.
pub(super) fn own(value: Value) -> Value {
    json!({ OWN: value })
}

/// Whether a value is a conversation of any format.
pub(super) fn is_chat(value: &Value) -> bool {
    Format::detect(value).is_some()
}

impl Format {
    /// By the fields that it has.
    pub(super) fn detect(value: &Value) -> Option<Self> {
        let has = |name: &str| value.get(name).is_some();
        let is_list = |name: &str| value.get(name).is_some_and(Value::is_array);
        let is_object = |name: &str| value.get(name).is_some_and(Value::is_object);
        Some(match () {
            () if has(OWN) => Self::Own,
            () if is_list("chat_messages") => Self::Claude,
            () if has("mapping") && (has("title") || has("current_node") || has("create_time")) => {
                Self::ChatGpt
            }
            () if is_object("chat") => Self::OpenWebUi,
            () if word(value, "version").starts_with("orpg.") => Self::OpenRouter,
            () if is_list("messagesTree") || has("conversationId") && is_list("messages") => Self::LibreChat,
            () if has("cherryTopic") => Self::Cherry,
            () => return None,
        })
    }

    /// The conversation.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn draft(self, value: Value) -> Result<Drafted, String> {
        let mut inline = Inline::default();
        let draft = match self {
            Self::Own => return own_draft(value),
            Self::ChatGpt => chatgpt::draft(&value)?,
            Self::Claude => claude::draft(&value, &mut inline)?,
            Self::OpenWebUi => open_webui::draft(&value, &mut inline)?,
            Self::LibreChat => librechat::draft(&value)?,
            Self::OpenRouter => openrouter::draft(&value, &mut inline)?,
            Self::Cherry => cherry::draft(&value)?,
        };
        drop(value);
        Ok(Drafted { chat: draft.grown()?, inline: inline.0 })
    }
}

/// The conversations of a document that has their parts apart; else the document again.
pub(super) fn parted(value: Value) -> Result<Vec<Value>, Value> {
    if value.get("indexedDB").is_some_and(Value::is_object) { Ok(cherry::topics(value)) } else { Err(value) }
}

/// What a conversation is called, for a report.
pub(super) fn title(value: &Value) -> Option<String> {
    let places = ["/title", "/name", "/chat/title", "/yourouterChat/title", "/cherryTopic/name"];
    let found = places
        .iter()
        .find_map(|place| value.pointer(place)?.as_str().filter(|title| !title.trim().is_empty()));
    found.map(|title| tree::short(title, 100))
}

fn own_draft(mut value: Value) -> Result<Drafted, String> {
    let inner = value.get_mut(OWN).map(Value::take).unwrap_or_default();
    let chat: Archived = serde_json::from_value(inner).map_err(|error| format!("it is broken: {error}"))?;
    if chat.messages.is_empty() {
        return Err("it has no messages".to_owned());
    }
    Ok(Drafted { chat, inline: HashMap::new() })
}

/// Keeps a file of our own export until a conversation wants it.
pub(super) fn keep_file(value: &Value, files: &mut Files) {
    let bytes = BASE64_STANDARD.decode(word(value, "data")).unwrap_or_default();
    if !bytes.is_empty() {
        // One that cannot be kept is missing, and said so where it belongs.
        let _missing = files.keep(word(value, "sha256"), &bytes);
    }
}

/// Files that stand in a conversation itself.
#[derive(Default)]
struct Inline(HashMap<String, Bytes>);

impl Inline {
    /// A part with these bytes.
    fn add(&mut self, name: &str, bytes: Bytes) -> ArchivedPart {
        let key = format!("inline {}", self.0.len());
        self.0.insert(key.clone(), bytes);
        file(name, &key)
    }

    /// The file of a data URL.
    fn data_url(&mut self, name: &str, url: &str) -> Option<ArchivedPart> {
        let (head, data) = url.strip_prefix("data:")?.split_once(',')?;
        let bytes = BASE64_STANDARD.decode(data.trim()).ok().filter(|_| head.ends_with(";base64"))?;
        Some(self.add(name, bytes.into()))
    }
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The first of these fields that is a text.
fn first<'a>(value: &'a Value, names: &[&str]) -> &'a str {
    names.iter().map(|name| word(value, name)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn owned(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn text(text: impl Into<String>) -> Option<ArchivedPart> {
    Some(text.into()).filter(|text: &String| !text.trim().is_empty()).map(|text| ArchivedPart::Text { text })
}

fn reasoning(text: impl Into<String>) -> Option<ArchivedPart> {
    Some(text.into())
        .filter(|text: &String| !text.trim().is_empty())
        .map(|text| ArchivedPart::Reasoning { text })
}

/// A file, to be read under this key.
fn file(name: &str, key: &str) -> ArchivedPart {
    let id = AttachmentId::new();
    let name = if name.trim().is_empty() { "File" } else { name };
    ArchivedPart::File(ArchivedFile {
        id,
        name: tree::short(name, 200),
        file_kind: AttachmentKind::Text,
        sha256: key.to_owned(),
        send_as: None,
        sent_as: None,
        is_left_out: false,
        is_pasted: false,
    })
}

fn source(url: &str, title: &str) -> Option<ArchivedPart> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let source = Source { url: url.to_owned(), title: tree::short(title, 400), ..Source::default() };
    is_web.then_some(ArchivedPart::Citation(source))
}

/// What a model asked a tool for, or what it said, in words: nobody runs it.
fn tool_words(name: &str, value: &Value) -> String {
    let body =
        value.as_str().map_or_else(|| serde_json::to_string_pretty(value).unwrap_or_default(), str::to_owned);
    format!("{name}:\n{}", body.chars().take(20_000).collect::<String>())
}

fn role(name: &str) -> Option<Role> {
    match name {
        "user" | "human" => Some(Role::User),
        "assistant" | "model" | "bot" | "ai" => Some(Role::Assistant),
        _ => None,
    }
}

/// A time in milliseconds: seconds or milliseconds as a number or a text, or RFC 3339.
fn time(value: Option<&Value>) -> Option<i64> {
    let value = value?;
    let text = value.as_str().map(str::trim);
    let number = value.as_f64().or_else(|| text?.parse().ok());
    if let Some(number) = number.filter(|number| number.is_finite() && *number > 0.0) {
        // Seconds until the year 5138, milliseconds since 1973, nanoseconds since then.
        let ms = match number {
            number if number < 1e11 => number * 1000.0,
            number if number < 1e14 => number,
            number => number / 1e6,
        };
        // The cast saturates.
        return Some(ms as i64);
    }
    let text = text?;
    let zoned = text.parse::<jiff::Timestamp>().ok();
    let local = || {
        text.parse::<jiff::civil::DateTime>()
            .ok()?
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()
            .map(|at| at.timestamp())
    };
    zoned.or_else(local).map(|at| at.as_millisecond())
}
