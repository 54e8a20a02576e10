//! D34 to D39: tool calls in all their fragments.

use serde_json::json;
use yourouter_gateway::Delta;

use crate::{call, check, finished, id};

fn two_calls() -> Vec<Delta> {
    vec![id(), call("call_1", "f", r#"{"a":1}"#), call("call_2", "g", r#"{"b":2}"#), finished("tool_calls")]
}

fn one_call() -> Vec<Delta> {
    vec![id(), call("call_1", "f", r#"{"a":1}"#), finished("tool_calls")]
}

#[test]
fn d34_calls_without_an_index() {
    check("d34_index_missing", &two_calls());
    check(
        "d34_whole_calls_without_id_and_index",
        &[id(), call("", "f", r#"{"a":1}"#), call("", "g", r#"{"b":2}"#), finished("tool_calls")],
    );
}

#[test]
fn d35_every_call_has_index_zero() {
    check("d35_index_zero_for_every_call", &two_calls());
}

#[test]
fn d36_id_on_every_fragment() {
    check("d36_id_on_every_fragment", &one_call());
}

#[test]
fn d37_empty_ids_and_names() {
    check("d37_empty_id_and_null_name", &one_call());
}

#[test]
fn d38_whole_and_repeated_arguments() {
    check("d38_whole_call_in_one_chunk", &one_call());
    check("d38_arguments_repeated_at_the_end", &one_call());
}

#[test]
fn d39_arguments_of_any_kind() {
    let mut signed = call("call_4", "i", "{}");
    if let Delta::ToolCall(call) = &mut signed {
        call.extra.insert("extra_content".to_owned(), json!({ "google": { "thought_signature": "c2ln" } }));
    }
    check(
        "d39_arguments_as_object_empty_or_invalid",
        &[
            id(),
            call("call_1", "f", r#"{"a":1}"#),
            call("call_2", "g", "{}"),
            call("call_3", "h", r#"{"cut"#),
            signed,
            finished("tool_calls"),
        ],
    );
}
