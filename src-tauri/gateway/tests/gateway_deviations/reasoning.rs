//! D31 to D33: reasoning in fields of its own, inline, and alone.

use crate::{check, finished, id, reasoning, sealed, text};

#[test]
fn d31_every_field_once() {
    check("d31_reasoning_content", &[id(), reasoning("why"), reasoning(" so"), text("a"), finished("stop")]);
    check("d31_reasoning", &[id(), reasoning("why"), text("a"), finished("stop")]);
    let encrypted = sealed(
        r#"{"fields":{"reasoning_details":[{"type":"reasoning.text","text":"wh"},
            {"type":"reasoning.summary","summary":"y"},{"type":"reasoning.encrypted","data":"AAAA"}]}}"#,
    );
    check("d31_reasoning_details", &[id(), reasoning("why"), text("a"), encrypted, finished("stop")]);
    check(
        "d31_several_forms_at_once",
        &[id(), reasoning("why"), reasoning("so"), text("a"), finished("stop")],
    );
}

#[test]
fn d32_inline_tags_only_at_the_start() {
    check(
        "d32_leading_think_tag",
        &[id(), reasoning("why"), reasoning(" so"), text("an"), text("swer"), finished("stop")],
    );
    check(
        "d32_literal_tags_survive",
        &[id(), text("Write <think>"), text(" and </think> around it"), finished("stop")],
    );
    check("d32_closing_tag_alone", &[id(), text("answer"), finished("stop")]);
    check(
        "d32_native_reasoning_switches_tags_off",
        &[id(), reasoning("why"), text("<think>literal</think>"), finished("stop")],
    );
}

#[test]
fn d33_reasoning_without_an_answer() {
    check("d33_reasoning_only", &[id(), reasoning("long"), finished("length")]);
}
