//! D17 to D30: the shape of chunks, finish reasons, and usage.

use crate::{call, check, finished, id, reasoning, text, usage};

#[test]
fn d17_empty_choices() {
    check("d17_empty_choices_first_and_between", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d18_null_or_missing_choices() {
    check("d18_null_or_missing_choices", &[id(), text("a"), usage(3, 1), finished("stop")]);
}

#[test]
fn d19_choice_without_delta() {
    check("d19_choice_without_delta", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d20_null_fields() {
    check("d20_role_only_and_null_fields", &[id(), text("a"), finished("stop")]);
}

#[test]
fn d21_empty_finish_reasons() {
    check("d21_empty_and_null_finish_reasons", &[id(), text("a"), text("b"), text("c"), finished("stop")]);
}

#[test]
fn d22_text_in_the_chunk_that_finishes() {
    check("d22_text_with_finish_reason", &[id(), text("a"), reasoning("r"), text("b"), finished("stop")]);
}

#[test]
fn d23_two_finish_reasons_or_one_on_every_chunk() {
    check("d23_two_finish_reasons", &[id(), call("call_1", "f", "{}"), finished("tool_calls")]);
    check("d23_finish_reason_on_every_chunk", &[id(), text("a"), text("b"), text("c"), finished("stop")]);
}

#[test]
fn d24_stop_although_tools_were_called() {
    check("d24_stop_although_tool_calls", &[id(), call("call_1", "f", r#"{"a":1}"#), finished("tool_calls")]);
    check("d24_length_stays_length", &[id(), call("call_1", "f", r#"{"a":"#), finished("length")]);
}

#[test]
fn d25_unknown_finish_reasons_are_kept() {
    check("d25_unknown_finish_reason", &[id(), text("a"), finished("insufficient_system_resource")]);
}

#[test]
fn d26_content_as_an_array_of_parts() {
    check("d26_content_as_parts", &[id(), reasoning("hm"), text("ab"), finished("stop")]);
}

#[test]
fn d27_message_in_place_of_delta() {
    check("d27_message_in_place_of_delta", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d28_usage_is_replaced() {
    check("d28_cumulative_usage", &[id(), text("a"), usage(5, 1), text("b"), usage(5, 2), finished("stop")]);
}

#[test]
fn d29_usage_in_other_places() {
    check("d29_usage_elsewhere", &[id(), text("a"), usage(4, 1), usage(4, 2), finished("stop")]);
}

#[test]
fn d30_usage_with_the_last_text_or_never() {
    check("d30_usage_with_last_text", &[id(), text("a"), text("b"), usage(6, 2), finished("stop")]);
    check("d30_usage_absent", &[id(), text("a"), finished("stop")]);
}
