//! Everything that real gateways do to a stream, each on a fixture, whole and at every byte split.
//!
//! The numbers are those of the API reference, section 5.2; the fixtures are `fixtures/gateway/dNN_*`.
//!
//! | D | Test | D | Test |
//! |---|---|---|---|
//! | 1 | `framing::d01_no_space_after_the_colon` | 23 | `chunks::d23_two_finish_reasons_or_one_on_every_chunk` |
//! | 2 | `framing::d02_every_line_end` | 24 | `chunks::d24_stop_although_tools_were_called` |
//! | 3 | `framing::d03_split_characters` | 25 | `chunks::d25_unknown_finish_reasons_are_kept` |
//! | 4 | `framing::d04_many_events_in_one_read` | 26 | `chunks::d26_content_as_an_array_of_parts` |
//! | 5 | `framing::d05_comments_keep_the_connection_alive` | 27 | `chunks::d27_message_in_place_of_delta` |
//! | 6 | `framing::d06_blank_lines_before_json` | 28 | `chunks::d28_usage_is_replaced` |
//! | 7 | `framing::d07_heartbeats_that_are_no_json` | 29 | `chunks::d29_usage_in_other_places` |
//! | 8 | `framing::d08_event_names_and_several_data_lines` | 30 | `chunks::d30_usage_with_the_last_text_or_never` |
//! | 9 | `framing::d09_no_done` | 31 | `reasoning::d31_every_field_once` |
//! | 10 | `framing::d10_no_finish_reason` | 32 | `reasoning::d32_inline_tags_only_at_the_start` |
//! | 11 | `framing::d11_no_blank_line_at_the_end` | 33 | `reasoning::d33_reasoning_without_an_answer` |
//! | 12 | `framing::d12_no_content_is_a_failure` | 34 | `tools::d34_calls_without_an_index` |
//! | 13 | `framing::d13_json_in_place_of_a_stream` | 35 | `tools::d35_every_call_has_index_zero` |
//! | 14 | `framing::d14_bursts` | 36 | `tools::d36_id_on_every_fragment` |
//! | 15 | `transport::d15_compressed_although_not_asked_for` | 37 | `tools::d37_empty_ids_and_names` |
//! | 16 | `transport::d16_long_silence` | 38 | `tools::d38_whole_and_repeated_arguments` |
//! | 17 | `chunks::d17_empty_choices` | 39 | `tools::d39_arguments_of_any_kind` |
//! | 18 | `chunks::d18_null_or_missing_choices` | 40 | `errors::d40_error_without_choices` |
//! | 19 | `chunks::d19_choice_without_delta` | 41 | `errors::d41_error_object` |
//! | 20 | `chunks::d20_null_fields` | 42 | `errors::d42_error_beside_choices` |
//! | 21 | `chunks::d21_empty_finish_reasons` | 43 | `errors::d43_error_event` |
//! | 22 | `chunks::d22_text_in_the_chunk_that_finishes` | more | `beyond` |
//!
//! The native APIs have fixtures of their own, `nNN_*`, and their tests in `natives`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod beyond;
mod bounds;
mod chunks;
mod documented;
mod errors;
mod framing;
mod natives;
mod reasoning;
mod sealed;
mod tools;
mod transport;

use std::{collections::BTreeSet, fs, path::PathBuf};

use yourouter_gateway::{Api, Delta, Limits, ToolCall, checks::decode_within};
use yourouter_protocol::{Error, FailureCode, Result, Usage};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gateway")
}

/// Decodes an answer of Chat Completions from its reads.
fn decode<'a>(limits: Limits, reads: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Delta>, Result<()>) {
    decode_within(Api::ChatCompletions, limits, reads)
}

/// Decodes a fixture whole, byte by byte, and in two reads at every split, and gives what all of them agree on.
fn decode_every_way(name: &str) -> (Vec<Delta>, Result<()>) {
    decode_every_way_as(Api::ChatCompletions, name)
}

fn decode_every_way_as(api: Api, name: &str) -> (Vec<Delta>, Result<()>) {
    let body = fixture(&format!("{name}.txt"));
    let whole = decode_within(api, Limits::default(), [&body[..]]);
    assert_eq!(decode_within(api, Limits::default(), body.chunks(1)), whole, "{name}, byte by byte");
    for at in 0..=body.len() {
        let (first, second) = body.split_at(at);
        assert_eq!(
            decode_within(api, Limits::default(), [first, second]),
            whole,
            "{name}, split at byte {at}"
        );
    }
    whole
}

/// Reasoning as its maker signed or encrypted it.
fn sealed(json: &str) -> Delta {
    Delta::Sealed(serde_json::from_str(json).unwrap())
}

/// A fixture whose answer ends well.
fn check(name: &str, expected: &[Delta]) {
    let (deltas, end) = decode_every_way(name);
    assert_eq!(deltas, expected, "{name}");
    assert_eq!(end, Ok(()), "{name}");
}

/// A fixture whose answer ends with a failure of the gateway's, after some deltas.
fn check_refused(name: &str, expected: &[Delta], code: FailureCode, words: &str) {
    let (deltas, end) = decode_every_way(name);
    assert_eq!(deltas, expected, "{name}");
    match end {
        Err(Error::Gateway { code: got, detail, .. }) => assert_eq!((got, &*detail), (code, words), "{name}"),
        other => panic!("{name}: {other:?}"),
    }
}

/// A fixture whose answer is cut.
fn check_cut(name: &str, expected: &[Delta]) {
    let (deltas, end) = decode_every_way(name);
    assert_eq!(deltas, expected, "{name}");
    assert!(matches!(end, Err(Error::StreamCut(_))), "{name}: {end:?}");
}

fn id() -> Delta {
    Delta::CompletionId("c-1".to_owned())
}

fn text(text: &str) -> Delta {
    Delta::Text(text.to_owned())
}

fn reasoning(text: &str) -> Delta {
    Delta::Reasoning(text.to_owned())
}

fn usage(prompt: u64, completion: u64) -> Delta {
    Delta::Usage(Usage {
        prompt_tokens: Some(prompt),
        completion_tokens: Some(completion),
        ..Usage::default()
    })
}

fn call(id: &str, name: &str, arguments: &str) -> Delta {
    Delta::ToolCall(ToolCall {
        id: id.to_owned(),
        name: name.to_owned(),
        arguments: arguments.to_owned(),
        ..ToolCall::default()
    })
}

fn finished(reason: &str) -> Delta {
    Delta::Finished(reason.to_owned())
}

#[test]
fn every_deviation_has_a_fixture() {
    let numbers: BTreeSet<u32> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_prefix('d')?.get(..2)?.parse().ok())
        .collect();
    assert_eq!(numbers, (1..=43).collect());
}
