//! Deviations that the reference does not number.

use yourouter_protocol::FailureCode::Rejected;

use crate::{check, check_refused, finished, id, text};

#[test]
fn half_a_surrogate_pair_loses_one_character_and_no_chunk() {
    check("x01_lone_surrogates", &[id(), text("a\u{FFFD}"), text("\u{FFFD}b"), finished("stop")]);
}

#[test]
fn events_without_blank_lines_between_them() {
    check("x02_events_without_blank_lines", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn values_glued_together_on_one_line() {
    check("x03_values_glued_together", &[id(), text("a"), text("b"), text("c"), finished("stop")]);
}

#[test]
fn the_formats_of_other_apis_are_named_as_such() {
    let words = "The gateway answered in the format of another API";
    check_refused("x04_anthropic_events", &[], Rejected, words);
    check_refused("x05_gemini_chunks", &[], Rejected, words);
}

#[test]
fn a_second_choice_is_not_mixed_into_the_first() {
    check("x06_second_choice", &[id(), text("a"), finished("stop")]);
}

#[test]
fn the_text_of_old_completions_is_read() {
    check("x07_old_completions", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn an_error_as_a_whole_answer_is_an_error() {
    check_refused("x08_json_error_with_status_200", &[], Rejected, "No such model");
}

#[test]
fn a_refusal_is_text() {
    check("x09_refusal", &[id(), text("I cannot"), finished("stop")]);
}

#[test]
fn a_web_page_is_rejected_by_its_title() {
    check_refused("x10_web_page", &[], Rejected, "The gateway answered with a web page: Sign in");
}

#[test]
fn unknown_fields_and_values_are_passed_over() {
    check("x11_obfuscation_and_unknown_fields", &[id(), text("a"), finished("stop")]);
}
