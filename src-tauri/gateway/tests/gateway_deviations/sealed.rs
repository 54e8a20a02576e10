//! Signed and encrypted reasoning in each shape that gateways give it: put together, byte for byte, or not kept at all.

use serde_json::{Value, json};
use yourouter_gateway::{Api, Delta, Limits, Sealed, checks::decode_within};

/// What is kept of an answer in these events, however its bytes come.
fn kept(api: Api, events: &[Value]) -> Option<Value> {
    let body: String = events.iter().map(|event| format!("data: {event}\n\n")).collect();
    let sealed = |reads: std::slice::Chunks<'_, u8>| {
        let (deltas, _) = decode_within(api, Limits::default(), reads);
        deltas.into_iter().find_map(|delta| match delta {
            Delta::Sealed(sealed) => Some(sealed),
            _ => None,
        })
    };
    let whole = sealed(body.as_bytes().chunks(body.len()));
    assert_eq!(sealed(body.as_bytes().chunks(1)), whole);
    whole.map(|sealed: Sealed| serde_json::to_value(sealed).unwrap())
}

/// The events of an answer of Chat Completions with these deltas.
fn chat(deltas: &[Value]) -> Option<Value> {
    let event = |delta: &Value| json!({ "id": "c-1", "choices": [{ "index": 0, "delta": delta }] });
    let mut events: Vec<Value> = deltas.iter().map(event).collect();
    events.push(json!({ "choices": [{ "index": 0, "delta": { "content": "a" }, "finish_reason": "stop" }] }));
    kept(Api::ChatCompletions, &events)
}

#[test]
fn pieces_of_reasoning_details_are_put_together_by_their_number() {
    let details = |part: Value| json!({ "reasoning_details": [part] });
    let found = chat(&[
        details(
            json!({ "type": "reasoning.text", "text": "why", "index": 0, "format": "anthropic-claude-v1" }),
        ),
        details(json!({ "type": "reasoning.text", "text": " so", "index": 0, "signature": null })),
        details(json!({ "type": "reasoning.text", "text": "", "index": 0, "signature": "c2ln" })),
        details(json!({ "type": "reasoning.encrypted", "data": "gAAAA", "index": 1, "id": "rs_1" })),
        details(json!({ "type": "reasoning.encrypted", "data": "Bcd", "index": 1 })),
    ]);
    let parts = json!([
        { "type": "reasoning.text", "text": "why so", "index": 0, "format": "anthropic-claude-v1", "signature": "c2ln" },
        { "type": "reasoning.encrypted", "data": "gAAAABcd", "index": 1, "id": "rs_1" },
    ]);
    assert_eq!(found, Some(json!({ "fields": { "reasoning_details": parts } })));
}

#[test]
fn other_shapes_are_kept_as_they_came() {
    let thinking = |thinking: &str, signature: &str| json!({ "type": "thinking", "thinking": thinking, "signature": signature });
    for (deltas, expected) in [
        (
            vec![
                json!({ "thinking_blocks": [thinking("wh", "")] }),
                json!({ "thinking_blocks": [thinking("y", "")] }),
                json!({ "thinking_blocks": [thinking("", "c2ln")] }),
                json!({ "thinking_blocks": [{ "type": "redacted_thinking", "data": "x" }] }),
            ],
            json!({ "thinking_blocks": [thinking("why", "c2ln"), { "type": "redacted_thinking", "data": "x" }] }),
        ),
        (
            vec![json!({ "content": [thinking("why", "c2ln"), { "type": "text", "text": "a" }] })],
            json!({ "content": [thinking("why", "c2ln")] }),
        ),
        (
            vec![json!({ "extra_content": { "google": { "thought_signature": "c2ln" } } })],
            json!({ "extra_content": { "google": { "thought_signature": "c2ln" } } }),
        ),
        (vec![json!({ "reasoning_opaque": "c2ln" })], json!({ "reasoning_opaque": "c2ln" })),
    ] {
        assert_eq!(chat(&deltas), Some(json!({ "fields": expected })), "{deltas:?}");
    }
}

#[test]
fn a_whole_message_stands_in_place_of_the_deltas_before_it() {
    let part = json!({ "type": "reasoning.text", "text": "why", "signature": "c2ln" });
    let choice = |key: &str, value: Value| json!({ "choices": [{ "index": 0, key: value }] });
    let events = [
        choice("delta", json!({ "reasoning_details": [{ "type": "reasoning.text", "text": "why" }] })),
        choice("message", json!({ "content": "a", "reasoning_details": [part] })),
    ];
    let expected = json!({ "fields": { "reasoning_details": [part] } });
    assert_eq!(kept(Api::ChatCompletions, &events), Some(expected));
}

#[test]
fn a_signature_of_gemini_is_kept_with_the_text_that_bore_it_and_one_of_a_call_is_not() {
    let event = |part: Value| json!({ "candidates": [{ "content": { "parts": [part] }, "index": 0 }] });
    let thought = event(json!({ "text": "why", "thought": true }));
    for (parts, expected) in [
        (vec![json!({ "text": "a" }), json!({ "text": "", "thoughtSignature": "c2ln" })], Some("")),
        (vec![json!({ "text": "a" }), json!({ "text": " b", "thought_signature": "c2ln" })], Some(" b")),
        (vec![json!({ "functionCall": { "name": "look", "args": {} }, "thoughtSignature": "c2ln" })], None),
    ] {
        let events: Vec<Value> = [thought.clone()].into_iter().chain(parts.into_iter().map(event)).collect();
        let expected = expected.map(|text| json!({ "signature": { "signature": "c2ln", "text": text } }));
        assert_eq!(kept(Api::Gemini, &events), expected);
    }
}

#[test]
fn what_nobody_sealed_or_what_is_too_much_is_not_kept() {
    for delta in [
        json!({ "reasoning_content": "why" }),
        json!({ "reasoning_details": [{ "type": "reasoning.text", "text": "why", "signature": null }] }),
        json!({ "thinking_blocks": [{ "type": "thinking", "thinking": "why", "signature": "" }] }),
        json!({ "reasoning_opaque": "" }),
        json!({ "extra_content": { "google": {} } }),
        json!({ "reasoning_details": [{ "type": "reasoning.encrypted", "data": "x".repeat(300 * 1024) }] }),
    ] {
        assert_eq!(chat(std::slice::from_ref(&delta)), None, "{}", &delta.to_string()[..60]);
    }
}
