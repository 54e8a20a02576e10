//! The JSON of Chat Completions: chunks, whole completions, and the framing of events. Those of the native APIs are in
//! `native`.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    native::{self, Api},
    reply::Answer,
    seal,
};

/// Makes the chunks of one answer.
#[derive(Debug, Clone)]
pub(crate) struct Completion {
    pub(crate) id: String,
    pub(crate) model: String,
    pub(crate) vendor: Option<String>,
    pub(crate) api: Api,
}

impl Completion {
    pub(crate) fn role(&self) -> String {
        match self.api {
            Api::Chat => self.choice(&json!({ "role": "assistant", "content": "" }), None),
            Api::Anthropic => native::message_start(self),
            Api::Gemini => String::new(),
        }
    }

    pub(crate) fn text(&self, text: &str) -> String {
        match self.api {
            Api::Chat => self.choice(&json!({ "content": text }), None),
            Api::Anthropic => native::block_delta(1, "text", text),
            Api::Gemini => native::part(self, &json!({ "text": text })),
        }
    }

    /// A PNG, as gateways that draw send it; the native APIs of this mock have none.
    pub(crate) fn picture(&self, png: &[u8]) -> String {
        if self.api != Api::Chat {
            return String::new();
        }
        let url = format!("data:image/png;base64,{}", STANDARD.encode(png));
        self.choice(
            &json!({ "content": "", "images": [{ "type": "image_url", "image_url": { "url": url } }] }),
            None,
        )
    }

    pub(crate) fn reasoning(&self, text: &str) -> String {
        match self.api {
            Api::Chat => self.choice(&json!({ "reasoning_content": text }), None),
            Api::Anthropic => native::block_delta(0, "thinking", text),
            Api::Gemini => native::part(self, &json!({ "text": text, "thought": true })),
        }
    }

    /// The vendor's seal under the reasoning that it gave.
    pub(crate) fn sealed(&self) -> String {
        let seal = self.seal();
        match self.api {
            // The words came before.
            Api::Chat => self.choice(&seal::fields(self.vendor.as_deref(), &seal, ""), None),
            Api::Anthropic => native::block_delta(0, "signature", &seal),
            Api::Gemini => native::part(self, &json!({ "text": "", "thoughtSignature": seal })),
        }
    }

    fn seal(&self) -> String {
        seal::seal(self.vendor.as_deref(), &self.model, self.api)
    }

    /// The finish reason; with the counts, where they come in one event.
    pub(crate) fn finish(&self, reason: &str, usage: &Value) -> String {
        match self.api {
            Api::Chat => self.choice(&json!({}), Some(reason)),
            Api::Anthropic => native::message_delta(usage),
            Api::Gemini => native::last_chunk(self, usage),
        }
    }

    /// The counts in an event of their own.
    pub(crate) fn usage(&self, usage: &Value) -> String {
        match self.api {
            Api::Chat => event(&self.chunk(json!([]), usage)),
            Api::Anthropic | Api::Gemini => String::new(),
        }
    }

    /// The last event.
    pub(crate) fn end(&self) -> String {
        match self.api {
            Api::Chat => DONE.to_owned(),
            Api::Anthropic => native::message_stop(),
            Api::Gemini => String::new(),
        }
    }

    /// The whole answer as one value, as it is without streaming.
    pub(crate) fn whole(&self, answer: &Answer, usage: &Value) -> Value {
        let Answer { reasoning, text, is_signed, .. } = answer;
        let seal = is_signed.then(|| self.seal());
        match self.api {
            Api::Chat => {}
            Api::Anthropic => {
                return native::message(self, reasoning, text, usage, seal.as_deref().unwrap_or_default());
            }
            Api::Gemini => return native::whole(self, reasoning, text, usage, seal.as_deref()),
        }
        let mut message = json!({ "role": "assistant", "content": text });
        if let (false, Some(fields)) = (reasoning.is_empty(), message.as_object_mut()) {
            fields.insert("reasoning_content".to_owned(), reasoning.as_str().into());
            let sealed = seal.map(|seal| seal::fields(self.vendor.as_deref(), &seal, reasoning));
            fields.extend(sealed.and_then(|sealed| sealed.as_object().cloned()).unwrap_or_default());
        }
        json!({
            "id": self.id,
            "object": "chat.completion",
            "created": 1_750_000_000,
            "model": self.model,
            "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }],
            "usage": usage,
        })
    }

    /// A chunk as JSON, without framing.
    pub(crate) fn chunk(&self, choices: Value, usage: &Value) -> Value {
        json!({
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": 1_750_000_000,
            "model": self.model,
            "choices": choices,
            "usage": usage,
        })
    }

    fn choice(&self, delta: &Value, finish_reason: Option<&str>) -> String {
        let choices = json!([{ "index": 0, "delta": delta, "finish_reason": finish_reason }]);
        event(&self.chunk(choices, &Value::Null))
    }
}

/// The last event of Chat Completions.
pub(crate) const DONE: &str = "data: [DONE]\n\n";

/// Frames `value` as an event.
pub(crate) fn event(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// Tokens as a gateway would count them: about four bytes each.
pub(crate) fn usage(asked: &str, answered: &str) -> Value {
    let (prompt, completion) = (asked.len().div_ceil(4), answered.len().div_ceil(4));
    json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion })
}

/// Cuts text into pieces of a word or so, as models do, and long words into a few characters each.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    const LONGEST: usize = 12;
    let words = text.split_inclusive([' ', '\n']);
    words.flat_map(|word| characters(word, LONGEST)).collect()
}

/// Cuts text into pieces of about `bytes` bytes, never inside a character.
pub(crate) fn characters(text: &str, bytes: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for character in text.chars() {
        if !piece.is_empty() && piece.len() + character.len_utf8() > bytes {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(character);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{characters, pieces};

    #[test]
    fn pieces_put_together_are_the_text() {
        for text in [
            "",
            "one",
            "one two\n\nthree  ",
            "日本語の長い文章をここに置きます🎉",
            "averyveryverylongwordwithoutanyspace",
        ] {
            assert_eq!(pieces(text).concat(), text);
            assert_eq!(characters(text, 5).concat(), text);
            assert!(pieces(text).iter().all(|piece| piece.len() <= 12));
        }
    }
}
