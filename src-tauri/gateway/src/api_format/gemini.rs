//! Chunks of Google's own API to deltas (API reference, section 4.3): `generateContent`, streamed or whole.
//!
//! Invariant: as with Chat Completions, unknown parts and fields are passed over, never a failure.

use serde_json::{Map, Value, json};

use super::{Break, Interpreter, is_anthropic, list, word};
use crate::{Delta, errors::RemoteError};
use yourouter_protocol::{SkippedKind, Usage};

impl Interpreter {
    /// Takes one chunk, or a whole answer: they have the same form.
    pub(super) fn gemini(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.completion_id(&json!({ "id": chunk.get("responseId") }), out);
        // Of several candidates the first is read: the others would mix their text with it.
        let first = list(chunk, "candidates")
            .iter()
            .find(|candidate| candidate.get("index").and_then(super::count).unwrap_or_default() == 0);
        if let Some(candidate) = first {
            for part in candidate.get("content").map_or(&[][..], |content| list(content, "parts")) {
                self.gemini_part(part, out)?;
            }
            self.sources.take(candidate, out);
            self.set_finish(word(candidate, "finishReason"));
        }
        self.tell_usage(usage(chunk.get("usageMetadata")), out);
        self.has_foreign_events |= chunk.get("choices").is_some_and(Value::is_array) || is_anthropic(chunk);
        refuse_if_blocked(chunk, first)
    }

    fn gemini_part(&mut self, part: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        let text = word(part, "text");
        self.sealing.take_part(part);
        if part.get("thought").and_then(Value::as_bool).unwrap_or_default() {
            return self.native_reasoning(text, out);
        }
        self.native_text(text, out)?;
        let data = ["inlineData", "inline_data", "fileData"].iter().find_map(|name| part.get(*name));
        if let Some(data) = data {
            let media_type = [word(data, "mimeType"), word(data, "mime_type")].concat();
            self.native_file(medium(&media_type), data, out)?;
        }
        let Some(call) = part.get("functionCall").filter(|call| call.is_object()) else { return Ok(()) };
        let mut fragment = Map::new();
        // Calls come whole, and mostly without an id.
        fragment.insert("index".to_owned(), self.calls.into());
        self.calls += 1;
        fragment.insert("id".to_owned(), call.get("id").cloned().unwrap_or_default());
        fragment.insert(
            "function".to_owned(),
            json!({ "name": call.get("name"), "arguments": call.get("args") }),
        );
        // It has to go back byte for byte (API reference, section 2.3).
        if let Some(signature) = part.get("thoughtSignature") {
            fragment.insert("thoughtSignature".to_owned(), signature.clone());
        }
        self.native_call(fragment.into())
    }
}

/// What inline data is, by its media type.
fn medium(media_type: &str) -> SkippedKind {
    match media_type.split('/').next() {
        Some("image") => SkippedKind::Image,
        Some("audio") => SkippedKind::Audio,
        Some("video") => SkippedKind::Video,
        _ => SkippedKind::File,
    }
}

/// A question that was blocked gets no candidate and no error either.
fn refuse_if_blocked(chunk: &Value, candidate: Option<&Value>) -> Result<(), Break> {
    let reason = chunk.pointer("/promptFeedback/blockReason").and_then(Value::as_str);
    let Some(reason) = reason.filter(|_| candidate.is_none()) else { return Ok(()) };
    let message = chunk.pointer("/promptFeedback/blockReasonMessage").and_then(Value::as_str);
    Err(Break::Remote(Box::new(RemoteError {
        message: match message {
            Some(message) => format!("The question was blocked ({reason}): {message}"),
            None => format!("The question was blocked ({reason})"),
        },
        kind: "content_filter".to_owned(),
        ..RemoteError::default()
    })))
}

/// The thoughts are counted apart from the answer.
fn usage(usage: Option<&Value>) -> Option<Usage> {
    let count = |name: &str| super::count(usage?.get(name)?);
    let (answer, thoughts) = (count("candidatesTokenCount"), count("thoughtsTokenCount"));
    let written =
        answer.or(thoughts).map(|_| answer.unwrap_or_default().saturating_add(thoughts.unwrap_or_default()));
    let usage = Usage {
        prompt_tokens: count("promptTokenCount"),
        completion_tokens: written,
        cached_tokens: count("cachedContentTokenCount"),
        reasoning_tokens: thoughts,
    };
    (usage != Usage::default()).then_some(usage)
}
