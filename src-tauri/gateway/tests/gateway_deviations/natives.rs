//! The native APIs: Anthropic's events and Google's chunks to the same deltas, whole and at every byte split.

use yourouter_gateway::{
    Api::{self, Anthropic, Gemini},
    Delta, Limits, ToolCall,
    checks::decode_within,
};
use yourouter_protocol::{
    Error,
    FailureCode::{self, Overloaded, Rejected},
    Usage,
};

use crate::{call, decode_every_way_as, finished, fixture, reasoning, sealed, text, usage};

fn check(api: Api, name: &str, expected: &[Delta]) {
    let (deltas, end) = decode_every_way_as(api, name);
    assert_eq!(deltas, expected, "{name}");
    assert_eq!(end, Ok(()), "{name}");
}

fn check_refused(api: Api, name: &str, expected: &[Delta], code: FailureCode, words: &str) {
    let (deltas, end) = decode_every_way_as(api, name);
    assert_eq!(deltas, expected, "{name}");
    match end {
        Err(Error::Gateway { code: got, detail, .. }) => assert_eq!((got, &*detail), (code, words), "{name}"),
        other => panic!("{name}: {other:?}"),
    }
}

fn id(id: &str) -> Delta {
    Delta::CompletionId(id.to_owned())
}

/// What was read, and what of it came from the cache, if that was told.
fn read_only(prompt: u64, cached: Option<u64>) -> Delta {
    Delta::Usage(Usage { prompt_tokens: Some(prompt), cached_tokens: cached, ..Usage::default() })
}

fn cached(prompt: u64, completion: u64, cached: u64) -> Delta {
    Delta::Usage(Usage {
        prompt_tokens: Some(prompt),
        completion_tokens: Some(completion),
        cached_tokens: Some(cached),
        ..Usage::default()
    })
}

fn reasoned(prompt: u64, completion: u64, reasoning: u64) -> Delta {
    Delta::Usage(Usage {
        prompt_tokens: Some(prompt),
        completion_tokens: Some(completion),
        reasoning_tokens: Some(reasoning),
        ..Usage::default()
    })
}

#[test]
fn anthropic_thinking_is_reasoning_and_tags_in_text_are_text() {
    let expected = [
        id("msg_01a"),
        read_only(12, Some(3)),
        reasoning("why 思"),
        text("<think>Gr"),
        text("üße🎉"),
        cached(12, 9, 3),
        sealed(
            r#"{"blocks":[{"type":"thinking","thinking":"why 思","signature":"c2ln"},
                {"type":"redacted_thinking","data":"x"}]}"#,
        ),
        finished("end_turn"),
    ];
    check(Anthropic, "n01_anthropic_thinking_then_text", &expected);
}

#[test]
fn anthropic_tool_calls_are_put_together_by_block() {
    let expected = [
        id("msg_01a"),
        read_only(12, Some(3)),
        text("Let me see."),
        cached(12, 20, 3),
        call("toolu_1", "look", "{\"q\": \"ab\"}"),
        call("toolu_2", "now", "{}"),
        finished("tool_use"),
    ];
    check(Anthropic, "n02_anthropic_tool_calls", &expected);
}

#[test]
fn anthropic_errors_follow_the_text_before_them() {
    let expected = [id("msg_01a"), read_only(12, Some(3)), text("a")];
    check_refused(Anthropic, "n03_anthropic_error_event", &expected, Overloaded, "Overloaded");
}

#[test]
fn anthropic_answers_in_one_piece_are_read_too() {
    let expected = [
        id("msg_01a"),
        reasoning("why"),
        text("answer"),
        usage(5, 6),
        call("toolu_1", "look", "{\"q\":1}"),
        sealed(r#"{"blocks":[{"type":"thinking","thinking":"why","signature":"c2ln"}]}"#),
        finished("tool_use"),
    ];
    check(Anthropic, "n04_anthropic_whole_message", &expected);
}

#[test]
fn an_anthropic_answer_that_ends_early_keeps_its_text_and_claims_no_finish() {
    check(
        Anthropic,
        "n05_anthropic_end_without_message_stop",
        &[id("msg_01a"), read_only(12, Some(3)), text("half")],
    );
}

#[test]
fn anthropic_counts_may_come_late_and_stop_reasons_are_kept_as_they_are() {
    let expected = [id("msg_01a"), text("No."), usage(11, 0), finished("refusal")];
    check(Anthropic, "n06_anthropic_refusal_and_late_counts", &expected);
}

#[test]
fn the_format_of_another_api_is_told() {
    let words = "The gateway answered in the format of another API";
    check_refused(Anthropic, "n07_anthropic_asked_chat_answered", &[], Rejected, words);
    check_refused(Gemini, "n17_gemini_asked_anthropic_answered", &[], Rejected, words);
}

#[test]
fn an_answer_without_any_content_that_was_counted_is_an_empty_one() {
    let (deltas, end) = decode_every_way_as(Anthropic, "n08_anthropic_nothing");
    assert_eq!(end, Ok(()));
    assert!(
        deltas.iter().all(|delta| matches!(delta, Delta::CompletionId(_) | Delta::Usage(_))),
        "{deltas:?}"
    );
}

#[test]
fn gemini_thoughts_are_reasoning_and_counted_with_the_answer() {
    let expected = [
        id("r-1"),
        reasoning("why"),
        reasoned(4, 3, 3),
        text("Gr"),
        reasoned(4, 4, 3),
        text("üße 世"),
        reasoned(4, 8, 3),
        finished("STOP"),
    ];
    check(Gemini, "n11_gemini_thoughts_then_text", &expected);
    check(Gemini, "n12_gemini_array_in_place_of_events", &expected);
}

#[test]
fn gemini_calls_come_whole_and_keep_their_signature() {
    let mut signed =
        ToolCall { name: "look".to_owned(), arguments: "{\"q\":1}".to_owned(), ..ToolCall::default() };
    let unsigned = signed.clone();
    signed.extra.insert("thoughtSignature".to_owned(), "c2ln".into());
    let expected = [
        id("r-1"),
        Delta::ToolCall(signed),
        Delta::ToolCall(unsigned),
        call("f-3", "now", "{}"),
        finished("tool_calls"),
    ];
    check(Gemini, "n13_gemini_function_calls", &expected);
}

#[test]
fn gemini_errors_follow_the_text_before_them() {
    let expected = [id("r-1"), text("a")];
    check_refused(Gemini, "n14_gemini_error_in_stream", &expected, Overloaded, "The model is overloaded.");
}

#[test]
fn a_question_that_gemini_blocks_is_refused_in_words() {
    let expected = [id("r-1"), read_only(4, None)];
    let words = "The question was blocked (SAFETY)";
    check_refused(Gemini, "n15_gemini_blocked_question", &expected, Rejected, words);
}

#[test]
fn gemini_answers_in_one_piece_are_read_too() {
    let expected = [id("r-1"), reasoning("why"), text("answer"), usage(4, 5), finished("MAX_TOKENS")];
    check(Gemini, "n16_gemini_whole_answer", &expected);
}

#[test]
fn of_several_gemini_candidates_the_first_is_read() {
    let expected = [id("r-1"), text("mine"), finished("SAFETY")];
    check(Gemini, "n18_gemini_second_candidate_and_empty_chunks", &expected);
}

#[test]
fn native_answers_have_the_same_bounds() {
    let limits = Limits { answer: 3, ..Limits::default() };
    for (api, name) in [
        (Anthropic, "n01_anthropic_thinking_then_text"),
        (Anthropic, "n02_anthropic_tool_calls"),
        (Gemini, "n11_gemini_thoughts_then_text"),
        (Gemini, "n13_gemini_function_calls"),
    ] {
        let (_, end) = decode_within(api, limits, [&fixture(&format!("{name}.txt"))[..]]);
        assert!(matches!(end, Err(Error::StreamCut(_))), "{name}: {end:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_input_panics_or_depends_on_its_splits(
        parts in proptest::collection::vec(
            proptest::sample::select(&[
                "data: ", "event: message_start\n", "\n\n", "\r\n", "{", "}", "[", "]", "\"type\":", "\"message\"",
                "\"content_block_delta\"", ",", "\"delta\":", "\"index\":0", "\"text\":\"é\"", "\"candidates\":",
                "\"parts\":", "\"content\":", "\"functionCall\":", "null", "1", "\"usage\":", "[DONE]", "<", "\u{0}",
            ][..]), 0..40),
        at in 0..400_usize,
    ) {
        let body = parts.concat().into_bytes();
        for api in [Anthropic, Gemini] {
            let whole = decode_within(api, Limits::default(), [&body[..]]);
            let (first, second) = body.split_at(at.min(body.len()));
            proptest::prop_assert_eq!(decode_within(api, Limits::default(), [first, second]), whole);
        }
    }
}
