//! Text and reasoning out of one delta or message, in every form that upstreams give them.

use serde_json::Value;

use super::media::{self, Content};
use crate::Media;
use yourouter_protocol::SkippedKind;

/// What one delta says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) text: String,
    pub(super) reasoning: String,
    /// Files.
    pub(super) media: Vec<Media>,
    /// Parts that are no text and cannot be read.
    pub(super) skipped: Vec<SkippedKind>,
}

impl Pieces {
    pub(super) fn from_delta(delta: &Value) -> Self {
        let mut pieces = Self::default();
        if let Some(content) = delta.get("content") {
            pieces.take_content(content);
        }
        for image in ["images", "image"].iter().filter_map(|name| delta.get(*name)) {
            match image {
                Value::Array(images) => {
                    images.iter().for_each(|image| pieces.take_file(SkippedKind::Image, image))
                }
                Value::Object(_) => pieces.take_file(SkippedKind::Image, image),
                _ => {}
            }
        }
        if let Some(refusal) = delta.get("refusal").and_then(Value::as_str) {
            pieces.text.push_str(refusal);
        }
        if let Some(reasoning) = native_reasoning(delta) {
            pieces.reasoning = reasoning;
        }
        pieces
    }

    /// Text, a part, or parts.
    fn take_content(&mut self, content: &Value) {
        match content {
            Value::String(text) => self.text.push_str(text),
            Value::Array(parts) => parts.iter().for_each(|part| self.take_content(part)),
            Value::Object(_) => self.take_part(content),
            _ => {}
        }
    }

    /// A part (D26): text, thinking, or something to pass over such as a reference.
    fn take_part(&mut self, part: &Value) {
        let kind = part.get("type").and_then(Value::as_str);
        match kind {
            Some("thinking" | "reasoning") => {
                let inner = part.get("thinking").or_else(|| part.get("text"));
                self.reasoning.push_str(&inner.map(joined_text).unwrap_or_default());
            }
            Some("text" | "output_text" | "message") | None => {
                let inner = ["text", "content", "parts", "value"].iter().find_map(|name| part.get(*name));
                inner.into_iter().for_each(|inner| self.take_content(inner));
            }
            Some(kind) => {
                if let Some(kind) = medium(kind) {
                    self.take_file(kind, part);
                }
            }
        }
    }

    /// A part that is no text. One that is elsewhere becomes a link: nothing is fetched.
    fn take_file(&mut self, kind: SkippedKind, part: &Value) {
        let name = ["filename", "file_name", "name", "alt"].iter().find_map(|name| part.get(*name)?.as_str());
        match media::content(part) {
            Some(Content::Bytes(bytes)) => {
                self.media.push(Media { kind, name: name.unwrap_or_default().to_owned(), bytes });
            }
            Some(Content::Address(address)) => self.text.push_str(&media::link(kind, &address)),
            None => self.skipped.push(kind),
        }
    }
}

/// What a part holds that is no text, by its type; `None` for references and the like.
pub(super) fn medium(kind: &str) -> Option<SkippedKind> {
    let kinds = [
        ("image", SkippedKind::Image),
        ("audio", SkippedKind::Audio),
        ("video", SkippedKind::Video),
        ("file", SkippedKind::File),
    ];
    kinds.iter().find(|(name, _)| kind.contains(name)).map(|(_, skipped)| *skipped)
}

/// The first reasoning field that holds something. Several may carry the same text (D31).
fn native_reasoning(delta: &Value) -> Option<String> {
    ["reasoning_content", "reasoning", "reasoning_details", "thinking"]
        .iter()
        .filter_map(|name| delta.get(name))
        .map(joined_text)
        .find(|text| !text.is_empty())
}

/// A string, or the texts of a list of parts. Encrypted reasoning has none.
fn joined_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(joined_text).collect(),
        Value::Object(part) => ["text", "summary", "content"]
            .iter()
            .find_map(|name| part.get(*name).and_then(Value::as_str))
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    }
}
