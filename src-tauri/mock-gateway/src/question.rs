//! What a chat request asks, read leniently from its JSON: the gateway answers whatever the client under test sends.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::recorded::ReceivedFile;

/// A chat request as the gateway understands it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Question {
    pub(crate) model: String,
    pub(crate) vendor: Option<String>,
    pub(crate) is_streaming: bool,
    pub(crate) wants_usage: bool,
    /// All text of the last user message.
    pub(crate) text: String,
    /// The files of the last user message.
    pub(crate) files: Vec<ReceivedFile>,
    /// How many messages the user wrote.
    pub(crate) user_messages: usize,
    /// How many messages there are.
    pub(crate) messages: usize,
    /// A description of everything, for `/echo`.
    pub(crate) description: Value,
    /// Whether a `file_data` is bare base64.
    pub(crate) has_bare_file_data: bool,
}

impl Question {
    pub(crate) fn read(body: &Value, vendor: Option<&str>) -> Self {
        let messages = messages(body);
        let is_user = |message: &&Value| message.get("role").and_then(Value::as_str) == Some("user");
        let last = messages.iter().rev().find(is_user).unwrap_or(&Value::Null);
        Self {
            model: body.get("model").and_then(Value::as_str).unwrap_or_default().to_owned(),
            vendor: vendor.map(str::to_owned),
            is_streaming: body.get("stream").and_then(Value::as_bool).unwrap_or_default(),
            wants_usage: body
                .pointer("/stream_options/include_usage")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
            text: text_of(last),
            files: own_parts(last).iter().filter_map(file).collect(),
            user_messages: messages.iter().filter(is_user).count(),
            messages: messages.len(),
            description: describe(body, vendor, messages),
            has_bare_file_data: messages.iter().flat_map(parts).any(is_bare),
        }
    }
}

/// Every file in a chat request, in order.
pub(crate) fn files(body: &Value) -> Vec<ReceivedFile> {
    messages(body).iter().flat_map(parts).filter_map(file).collect()
}

/// Whether no two neighbours have the same role, as strict servers want it.
pub(crate) fn alternates(body: &Value) -> bool {
    let roles = messages(body).iter().map(|message| message.get("role"));
    roles.clone().zip(roles.skip(1)).all(|(role, next)| role != next)
}

/// The messages, or the contents as Google calls them.
fn messages(body: &Value) -> &[Value] {
    let messages = body.get("messages").or_else(|| body.get("contents"));
    messages.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn parts(message: &Value) -> &[Value] {
    let parts = message.get("content").or_else(|| message.get("parts"));
    parts.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What the person sent: behind the files of the answers before it, which go along and are told as such.
fn own_parts(message: &Value) -> &[Value] {
    let parts = parts(message);
    let is_told = |part: &Value| {
        part.get("text").and_then(Value::as_str).is_some_and(|text| text.starts_with("[from your answer: "))
    };
    parts.iter().rposition(is_told).and_then(|at| parts.get(at + 1..)).unwrap_or(parts)
}

fn text_of(message: &Value) -> String {
    if let Some(text) = message.get("content").and_then(Value::as_str) {
        return text.to_owned();
    }
    let texts: Vec<&str> = own_parts(message).iter().filter_map(|part| part.get("text")?.as_str()).collect();
    texts.join("\n\n")
}

fn file(part: &Value) -> Option<ReceivedFile> {
    let text = |path: &str| part.pointer(path).and_then(Value::as_str);
    let kind = text("/type").unwrap_or("inlineData");
    let (name, data, native_type) = match kind {
        "image_url" => (None, text("/image_url/url")?, None),
        "file" => (text("/file/filename"), text("/file/file_data")?, None),
        "image" | "document" => (None, text("/source/data")?, text("/source/media_type")),
        "inlineData" => (None, text("/inlineData/data")?, text("/inlineData/mimeType")),
        _ => return None,
    };
    let (media_type, base64) = match data.strip_prefix("data:").and_then(|url| url.split_once(";base64,")) {
        Some((media_type, base64)) => (Some(media_type), base64),
        None => (native_type, data),
    };
    let bytes = STANDARD.decode(base64).ok();
    Some(ReceivedFile {
        part: kind.to_owned(),
        name: name.map(str::to_owned),
        media_type: media_type.map(str::to_owned),
        size: bytes.as_ref().map(Vec::len),
        sha256: bytes.as_ref().map(|bytes| format!("{:x}", Sha256::digest(bytes))),
        detected_type: bytes.as_deref().and_then(detect).map(str::to_owned),
    })
}

fn is_bare(part: &Value) -> bool {
    part.pointer("/file/file_data").and_then(Value::as_str).is_some_and(|data| !data.starts_with("data:"))
}

fn describe(body: &Value, vendor: Option<&str>, messages: &[Value]) -> Value {
    let described: Vec<Value> = messages
        .iter()
        .map(|message| {
            let content: Vec<Value> = match message.get("content") {
                Some(Value::Array(parts)) => parts.iter().map(describe_part).collect(),
                Some(Value::String(text)) => vec![json!({ "type": "string", "bytes": text.len() })],
                _ => Vec::new(),
            };
            json!({ "role": message.get("role"), "content": content })
        })
        .collect();
    let fields: Vec<&String> = body.as_object().map(|fields| fields.keys().collect()).unwrap_or_default();
    json!({ "model": body.get("model"), "vendor": vendor, "fields": fields, "messages": described })
}

fn describe_part(part: &Value) -> Value {
    match file(part) {
        Some(file) => serde_json::to_value(file).unwrap_or_default(),
        None => {
            let bytes = part.get("text").and_then(Value::as_str).map(str::len);
            json!({ "type": part.get("type"), "bytes": bytes })
        }
    }
}

/// The type by the first bytes, so that a test sees a wrong media type.
fn detect(bytes: &[u8]) -> Option<&'static str> {
    [
        (&b"\x89PNG\r\n\x1a\n"[..], "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"RIFF", "image/webp"),
        (b"%PDF-", "application/pdf"),
    ]
    .iter()
    .find(|(magic, _)| bytes.starts_with(magic))
    .map(|(_, name)| *name)
}
