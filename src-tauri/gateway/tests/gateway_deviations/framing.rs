//! D1 to D14: framing, ends, and forms that are no stream.

use yourouter_gateway::Delta;
use yourouter_protocol::SkippedKind;

use crate::{call, check, check_cut, finished, id, text, usage};

#[test]
fn d01_no_space_after_the_colon() {
    check("d01_no_space_after_colon", &[id(), text("Hel"), text("lo"), finished("stop")]);
}

#[test]
fn d02_every_line_end() {
    check(
        "d02_crlf_cr_and_mixed_line_ends",
        &[id(), text("a"), text("b"), text("c"), text("d"), finished("stop")],
    );
}

#[test]
fn d03_split_characters() {
    check("d03_split_utf8", &[id(), text("é"), text("日本語"), text("🎉🏳️‍🌈"), finished("stop")]);
}

#[test]
fn d04_many_events_in_one_read() {
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h"].map(text);
    check("d04_many_events_in_one_read", &[&[id()], &letters[..], &[finished("stop")]].concat());
}

#[test]
fn d05_comments_keep_the_connection_alive() {
    check("d05_comment_keep_alives", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d06_blank_lines_before_json() {
    check("d06_blank_lines_before_json", &[id(), text("Whole."), usage(5, 2), finished("stop")]);
}

#[test]
fn d07_heartbeats_that_are_no_json() {
    let unreadable = Delta::Skipped(SkippedKind::Unreadable);
    check("d07_non_json_heartbeat", &[id(), text("a"), text("b"), unreadable, finished("stop")]);
}

#[test]
fn d08_event_names_and_several_data_lines() {
    check(
        "d08_event_names_and_multi_line_data",
        &[id(), text("a"), text("b"), text("c"), text("d"), finished("stop")],
    );
}

#[test]
fn d09_no_done() {
    check("d09_no_done", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d10_no_finish_reason() {
    check("d10_no_finish_reason_text", &[id(), text("a"), text("b")]);
    check("d10_no_finish_reason_tool_calls", &[id(), call("call_1", "f", "{}"), finished("tool_calls")]);
    check("d10_neither_done_nor_finish_reason", &[id(), text("a")]);
}

#[test]
fn d11_no_blank_line_at_the_end() {
    check("d11_last_event_without_blank_line", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d12_no_content_is_a_failure() {
    check_cut("d12_empty_body", &[]);
    check_cut("d12_only_done", &[]);
    // Tokens were counted: an empty answer, and not to be asked for again.
    check("d12_only_role_and_usage", &[id(), usage(3, 0)]);
}

#[test]
fn d13_json_in_place_of_a_stream() {
    check("d13_json_in_place_of_stream", &[id(), text("Whole."), usage(5, 2), finished("stop")]);
    check("d13_json_with_trailing_done", &[id(), text("Whole."), usage(5, 2), finished("stop")]);
    check("d13_lines_of_json", &[id(), text("a"), text("b"), finished("stop")]);
}

#[test]
fn d14_bursts() {
    let numbers = (0..12).map(|number| text(&format!("{number} ")));
    let expected: Vec<_> = [id()].into_iter().chain(numbers).chain([finished("stop")]).collect();
    check("d14_everything_at_once", &expected);
}
