//! No input panics, hangs or grows memory: each limit is a clear failure, and reads of any size agree.

use std::fs;

use proptest::prelude::*;
use yourouter_gateway::{Delta, Limits};
use yourouter_protocol::{Cause, Error};

use crate::{decode, folder};

const SMALL: Limits = Limits { line: 1000, event: 2000, json: 3000, answer: 500, stream: 20_000 };

fn chunk(text: &str) -> String {
    format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n")
}

fn check_limit(body: &str, words: &str) {
    for size in [1, 64, body.len()] {
        let (_, end) = decode(SMALL, body.as_bytes().chunks(size));
        match end {
            Err(Error::StreamCut(Cause { detail, .. })) => assert!(detail.contains(words), "{detail}"),
            other => panic!("{words}, reads of {size}: {other:?}"),
        }
    }
}

#[test]
fn a_line_has_a_limit() {
    check_limit(&format!("data: {}\n\n", "x".repeat(1000)), "line of the answer is longer than 1000");
}

#[test]
fn an_event_has_a_limit() {
    check_limit(&format!("data: {}\n", "x".repeat(900)).repeat(3), "event of the answer is longer than 2000");
}

#[test]
fn a_json_answer_has_a_limit() {
    check_limit(&format!("{{\"x\":\"{}\"}}", "x".repeat(3000)), "answer is longer than 3000");
}

#[test]
fn a_stream_has_a_limit_even_if_it_says_nothing() {
    check_limit(&": keep-alive\n\n".repeat(2000), "stream is longer than 20000");
}

#[test]
fn text_has_a_limit_and_what_was_within_it_is_kept() {
    let body = chunk("0123456789").repeat(60);
    let (deltas, end) = decode(SMALL, [body.as_bytes()]);
    assert_eq!(deltas.len(), 50);
    assert!(matches!(end, Err(Error::StreamCut(_))), "{end:?}");
}

#[test]
fn tool_arguments_have_a_limit() {
    let fragment = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"0123456789\"}}]}}]}\n\n";
    check_limit(&fragment.repeat(60), "text is longer than 500");
}

#[test]
fn deep_nesting_is_passed_over() {
    let deep = format!("data: {}{}\n\n", "[".repeat(400), "]".repeat(400));
    let (deltas, end) = decode(SMALL, [deep.as_bytes(), chunk("a").as_bytes()]);
    assert_eq!((deltas, end), (vec![Delta::Text("a".to_owned())], Ok(())));
}

#[test]
fn a_hundred_thousand_tiny_chunks_are_decoded() {
    let body = chunk("a").repeat(1_000);
    let reads = std::iter::repeat_n(body.as_bytes(), 100);
    let (deltas, end) = decode(Limits::default(), reads);
    assert_eq!((deltas.len(), end), (100_000, Ok(())));
}

/// Pieces of fixtures, cut and joined anywhere: closer to real trouble than random bytes.
fn spliced() -> impl Strategy<Value = Vec<u8>> {
    let bodies: Vec<Vec<u8>> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .filter(|body| !body.is_empty())
        .collect();
    let piece = (prop::sample::select(bodies), any::<prop::sample::Index>(), any::<prop::sample::Index>())
        .prop_map(|(body, from, to)| {
            let (from, to) = (from.index(body.len()), to.index(body.len()));
            body.get(from.min(to)..from.max(to)).unwrap_or_default().to_vec()
        });
    let noise = prop::collection::vec(any::<u8>(), 0..20);
    prop::collection::vec(prop_oneof![4 => piece, 1 => noise], 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_end_without_a_panic_and_within_the_limits(body in prop::collection::vec(any::<u8>(), 0..5000)) {
        let (deltas, _) = decode(SMALL, [&body[..]]);
        prop_assert!(said(&deltas) <= SMALL.answer);
    }

    #[test]
    fn spliced_answers_mean_the_same_whatever_the_reads(body in spliced(), size in 1_usize..50) {
        let (whole, chunked) = (decode(SMALL, [&body[..]]), decode(SMALL, body.chunks(size)));
        prop_assert!(said(&whole.0) <= SMALL.answer);
        prop_assert_eq!(whole, chunked);
    }
}

fn said(deltas: &[Delta]) -> usize {
    let bytes = |delta: &Delta| match delta {
        Delta::TextWasReasoning
        | Delta::Retracted(_)
        | Delta::Skipped(_)
        | Delta::Sealed(_)
        | Delta::Media(_)
        | Delta::Source(_) => 0,
        Delta::Text(text) | Delta::Reasoning(text) => text.len(),
        Delta::ToolCall(call) => call.arguments.len().saturating_sub(2),
        Delta::Usage(_) | Delta::CompletionId(_) | Delta::Finished(_) => 0,
    };
    deltas.iter().map(bytes).sum()
}
