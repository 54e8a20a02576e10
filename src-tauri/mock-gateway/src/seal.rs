//! Seals: what the vendors of this gateway put under their reasoning, and refuse if it is not their own.
//!
//! Invariant: a seal is good for one vendor, one model and one API, and for these always.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::native::Api;

/// What a vendor puts under its reasoning.
pub(crate) fn seal(vendor: Option<&str>, model: &str, api: Api) -> String {
    let vendor = vendor.unwrap_or("auto");
    let text = STANDARD.encode(format!("sealed by {vendor} for {model} over {api:?} of the mock gateway"));
    // OpenAI encrypts; a Fernet token begins so.
    let start = if matches!(vendor, "openai" | "azure") { "gAAAA" } else { "EqQB" };
    format!("{start}{text}")
}

/// Whether a request gives reasoning back that is not this vendor's.
pub(crate) fn is_foreign(body: &Value, vendor: Option<&str>, model: &str, api: Api) -> bool {
    let own = seal(vendor, model, api);
    let mut seals = Vec::new();
    find(body, &mut seals);
    seals.iter().any(|seal| *seal != own)
}

fn find<'a>(value: &'a Value, seals: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| find(item, seals)),
        Value::Object(fields) => {
            let is_encrypted = matches!(
                fields.get("type").and_then(Value::as_str),
                Some("redacted_thinking" | "reasoning.encrypted")
            );
            for (name, value) in fields {
                let is_seal = match name.as_str() {
                    "signature" | "thoughtSignature" | "thought_signature" | "reasoning_opaque" => true,
                    "data" => is_encrypted,
                    _ => false,
                };
                match value {
                    Value::String(text) if is_seal => seals.push(text),
                    value => find(value, seals),
                }
            }
        }
        _ => {}
    }
}

/// What Chat Completions has in a message beside its text, in the shape that gateways give this vendor's reasoning.
pub(crate) fn fields(vendor: Option<&str>, seal: &str, thinking: &str) -> Value {
    match vendor {
        Some("openai" | "azure") => json!({ "reasoning_details": [
            { "type": "reasoning.encrypted", "data": seal, "id": "rs_mock_1", "format": "openai-responses-v1", "index": 0 },
        ] }),
        Some("anthropic" | "aws") => json!({ "reasoning_details": [
            { "type": "reasoning.text", "text": thinking, "signature": seal, "format": "anthropic-claude-v1", "index": 0 },
        ] }),
        Some("google") => json!({ "extra_content": { "google": { "thought_signature": seal } } }),
        Some("mistral") => json!({ "reasoning_opaque": seal }),
        _ => json!({ "thinking_blocks": [{ "type": "thinking", "thinking": thinking, "signature": seal }] }),
    }
}

/// The words in which a seal is refused.
pub(crate) fn refusal(api: Api) -> &'static str {
    match api {
        Api::Anthropic => "messages.1.content.0: Invalid `signature` in `thinking` block",
        Api::Gemini => "Thought signature is not valid.",
        Api::Chat => "The encrypted content could not be verified.",
    }
}
