//! The JSON of the native APIs: Anthropic's messages and Google's contents (API reference, section 4.3).
//!
//! Invariant: what is made here is what the makers' own servers send, event by event; `wire` decides when.

use axum::http::{HeaderMap, Method};
use serde_json::{Value, json};

use crate::{
    question::alternates,
    wire::{Completion, event},
};

/// Where YouRouter has Google's models.
const GEMINI_MODELS: &str = "/v1/projects/cognition/locations/us/publishers/google/models/";

/// An API of the gateway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Api {
    /// Chat Completions.
    #[default]
    Chat,
    /// Anthropic's own.
    Anthropic,
    /// Google's own.
    Gemini,
}

/// A request to a native API: which one, and what its path says.
pub(crate) struct Native<'a> {
    pub(crate) api: Api,
    /// Google's path names the model.
    pub(crate) model: Option<&'a str>,
    /// And whether to stream.
    pub(crate) is_streaming: Option<bool>,
}

/// Whether a request goes to a native API.
pub(crate) fn request<'a>(method: &Method, path: &'a str) -> Option<Native<'a>> {
    if method != Method::POST {
        return None;
    }
    if path == "/v1/messages" {
        return Some(Native { api: Api::Anthropic, model: None, is_streaming: None });
    }
    let (model, call) = path.strip_prefix(GEMINI_MODELS)?.rsplit_once(':')?;
    let is_streaming = match call {
        "generateContent" => false,
        "streamGenerateContent?alt=sse" => true,
        _ => return None,
    };
    Some(Native { api: Api::Gemini, model: Some(model), is_streaming: Some(is_streaming) })
}

/// What the maker's own server refuses at once, in words.
pub(crate) fn fault(api: Api, headers: &HeaderMap, body: &Value) -> Option<&'static str> {
    match api {
        Api::Anthropic if headers.get("anthropic-version").is_none() => {
            Some("anthropic-version: header is required")
        }
        Api::Anthropic if !body.get("max_tokens").is_some_and(Value::is_u64) => {
            Some("max_tokens: Field required")
        }
        Api::Gemini if !body.get("contents").is_some_and(Value::is_array) => Some("contents are required"),
        _ if !alternates(body) => Some("roles must alternate between \"user\" and the model"),
        _ => None,
    }
}

/// The body of a refusal, in the maker's own shape.
pub(crate) fn refusal(api: Api, status: u16, message: &str) -> Value {
    match api {
        Api::Gemini => {
            let word = match status {
                400 => "INVALID_ARGUMENT",
                404 => "NOT_FOUND",
                429 => "RESOURCE_EXHAUSTED",
                503 => "UNAVAILABLE",
                _ => "INTERNAL",
            };
            json!([{ "error": { "code": status, "message": message, "status": word } }])
        }
        _ => {
            let kind = match status {
                400 => "invalid_request_error",
                401 => "authentication_error",
                404 => "not_found_error",
                429 => "rate_limit_error",
                529 => "overloaded_error",
                _ => "api_error",
            };
            json!({ "type": "error", "error": { "type": kind, "message": message }, "request_id": "req_mock_body" })
        }
    }
}

fn named(name: &str, value: &Value) -> String {
    format!("event: {name}\n{}", event(value))
}

pub(crate) fn message_start(completion: &Completion) -> String {
    let message = json!({
        "id": completion.id, "type": "message", "role": "assistant", "model": completion.model, "content": [],
        "stop_reason": null, "usage": { "input_tokens": 12, "output_tokens": 1 },
    });
    let start = |index: u32, block: Value| {
        named(
            "content_block_start",
            &json!({ "type": "content_block_start", "index": index, "content_block": block }),
        )
    };
    [
        named("message_start", &json!({ "type": "message_start", "message": message })),
        named("ping", &json!({ "type": "ping" })),
        start(0, json!({ "type": "thinking", "thinking": "", "signature": "" })),
        start(1, json!({ "type": "text", "text": "" })),
    ]
    .concat()
}

pub(crate) fn block_delta(index: u32, kind: &str, text: &str) -> String {
    let delta = json!({ "type": format!("{kind}_delta"), kind: text });
    named("content_block_delta", &json!({ "type": "content_block_delta", "index": index, "delta": delta }))
}

pub(crate) fn message_delta(usage: &Value) -> String {
    let usage = json!({ "output_tokens": usage.get("completion_tokens") });
    let delta = json!({ "stop_reason": "end_turn", "stop_sequence": null });
    named("message_delta", &json!({ "type": "message_delta", "delta": delta, "usage": usage }))
}

pub(crate) fn message_stop() -> String {
    named("message_stop", &json!({ "type": "message_stop" }))
}

pub(crate) fn message(
    completion: &Completion,
    reasoning: &str,
    text: &str,
    usage: &Value,
    seal: &str,
) -> Value {
    json!({
        "id": completion.id, "type": "message", "role": "assistant", "model": completion.model,
        "content": [{ "type": "thinking", "thinking": reasoning, "signature": seal }, { "type": "text", "text": text }],
        "stop_reason": "end_turn",
        "usage": { "input_tokens": usage.get("prompt_tokens"), "output_tokens": usage.get("completion_tokens") },
    })
}

pub(crate) fn part(completion: &Completion, part: &Value) -> String {
    event(&chunk(completion, &json!([part]), None, &Value::Null))
}

pub(crate) fn last_chunk(completion: &Completion, usage: &Value) -> String {
    event(&chunk(completion, &json!([{ "text": "" }]), Some("STOP"), usage))
}

pub(crate) fn whole(
    completion: &Completion,
    reasoning: &str,
    text: &str,
    usage: &Value,
    seal: Option<&str>,
) -> Value {
    let mut said = json!({ "text": text });
    if let (Some(seal), Some(fields)) = (seal, said.as_object_mut()) {
        fields.insert("thoughtSignature".to_owned(), seal.into());
    }
    let parts = json!([{ "text": reasoning, "thought": true }, said]);
    chunk(completion, &parts, Some("STOP"), usage)
}

fn chunk(completion: &Completion, parts: &Value, finish: Option<&str>, usage: &Value) -> Value {
    json!({
        "candidates": [{ "content": { "role": "model", "parts": parts }, "finishReason": finish, "index": 0 }],
        "usageMetadata": {
            "promptTokenCount": usage.get("prompt_tokens"),
            "candidatesTokenCount": usage.get("completion_tokens"),
        },
        "modelVersion": completion.model,
        "responseId": completion.id,
    })
}
