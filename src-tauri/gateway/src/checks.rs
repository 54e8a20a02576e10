//! What must hold for any input at all: the entry points of the fuzzer (`fuzz/`) and of its bounded form in the tests.
//!
//! Invariant: nothing here is part of an answer's way; each check asserts and gives nothing back.
#![doc(hidden)]
#![allow(missing_docs, reason = "not an interface")]

use std::time::SystemTime;

use reqwest::{StatusCode, header::HeaderMap};

use super::{
    AnswerDecoder, Api, Delta, Limits,
    errors::{self, Redaction},
};
use yourouter_protocol::{Error, Result, Secret};

/// Small, so that inputs of a few hundred bytes reach them.
const LIMITS: Limits = Limits { line: 512, event: 768, json: 4096, answer: 2048, stream: 16 * 1024 };

/// A key of a length that no accident spells.
const KEY: &str = "yr-0a1B2c3D4e5F";

/// The first bytes say where to split the rest: at each sum of them. Reads of any size give the same deltas.
pub fn sse(input: &[u8]) {
    let (cuts, body) = input.split_at(input.len().min(8));
    let whole = decode(std::iter::once(body));
    let mut rest = body;
    let reads = cuts.iter().map(|cut| {
        let (read, after) = rest.split_at(usize::from(*cut).min(rest.len()));
        rest = after;
        read
    });
    let reads: Vec<&[u8]> = reads.collect();
    let split = decode(reads.into_iter().chain([rest]));
    // Which limit is passed first may differ with the reads; that it is passed may not.
    match (&whole.1, &split.1) {
        (Err(Error::StreamCut(_)), Err(Error::StreamCut(_))) => {}
        _ => assert_eq!(whole, split, "reads change what is read"),
    }
}

/// Each line is the data of one event, read as an answer of each of the three APIs.
pub fn api_format(input: &[u8]) {
    let body: Vec<u8> =
        input.split(|byte| *byte == b'\n').flat_map(|line| [b"data: ", line, b"\n\n"].concat()).collect();
    for api in [Api::ChatCompletions, Api::Anthropic, Api::Gemini] {
        answered(api, &body);
    }
    // An answer that did not stream is one value.
    for api in [Api::Anthropic, Api::Gemini] {
        answered(api, input);
    }
}

fn answered(api: Api, body: &[u8]) {
    let limits = Limits { line: 64 * 1024, event: 64 * 1024, json: 64 * 1024, ..LIMITS };
    let (deltas, _) = decode_within(api, limits, [body]);
    let text: usize = deltas
        .iter()
        .map(|delta| match delta {
            Delta::Text(text) | Delta::Reasoning(text) => text.len(),
            _ => 0,
        })
        .sum();
    assert!(text <= limits.answer, "{api:?}: {text} bytes of text passed the limit");
    let end = deltas.iter().position(|delta| matches!(delta, Delta::Finished(_)));
    assert!(end.is_none_or(|end| end + 1 == deltas.len()), "{api:?}: deltas after the end: {deltas:?}");
}

/// The first two bytes choose the status; the rest is the body.
pub fn error_body(input: &[u8]) {
    let (chosen, body) = input.split_at(input.len().min(2));
    let number = chosen.iter().fold(0_u16, |number, byte| number.wrapping_mul(256) + u16::from(*byte));
    let status = StatusCode::from_u16(300 + number % 300).unwrap_or(StatusCode::BAD_REQUEST);
    let redaction = Redaction::for_key(Some(&Secret::new(KEY)));
    let refusal = errors::classify(status, &HeaderMap::new(), body, &redaction, SystemTime::UNIX_EPOCH);
    let Error::Gateway { detail, facts, .. } = refusal.error else { return };
    assert!(!detail.is_empty(), "a refusal without words");
    assert!(detail.chars().count() <= 500, "{} characters", detail.chars().count());
    assert!(!detail.chars().any(|character| character.is_control() && character != '\n'), "{detail:?}");
    assert!(!detail.contains(KEY) && !facts.request_id.is_some_and(|id| id.contains(KEY)), "the key is told");
}

fn decode<'a>(reads: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Delta>, Result<()>) {
    decode_within(Api::ChatCompletions, LIMITS, reads)
}

/// Decodes an answer from its reads: the deltas, and how it ended.
pub fn decode_within<'a>(
    api: Api,
    limits: Limits,
    reads: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Delta>, Result<()>) {
    let (mut decoder, mut deltas) = (AnswerDecoder::for_api(api, limits), Vec::new());
    for read in reads {
        if let Err(error) = decoder.push(read, &mut deltas) {
            return (deltas, Err(error));
        }
        if decoder.is_done() {
            break;
        }
    }
    let end = decoder.finish(&mut deltas);
    (deltas, end)
}
