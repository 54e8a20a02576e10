//! The fuzzer's checks without the fuzzer: seeded changes to the fixtures, a bounded number of them, on any toolchain.
//!
//! The same functions run under coverage guidance with `cargo xtask fuzz`. A seed in a failure's words makes it again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::{fs, path::Path};

use yourouter_gateway::{Api, Delta, Limits, checks};

/// Changed inputs for each fixture.
const ROUNDS: u64 = 150;

/// Pieces that answers are made of.
const PIECES: [&str; 16] = [
    "data: ",
    "data:",
    "\n\n",
    "\r",
    "\r\n",
    "\u{FEFF}",
    "[DONE]",
    "{\"choices\":[",
    "\"delta\":{\"content\":",
    "\"tool_calls\":[{\"index\":",
    "<think>",
    "</think>",
    "\"error\":{",
    "null",
    "\\ud800",
    "[[[[[[[[",
];

fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gateway");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).filter(|bytes| bytes.len() < 16_384).collect()
}

/// Cuts, repeats, overwrites and inserts, a few times.
fn changed(input: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..random.usize(1..6) {
        let (from, to) = (random.usize(0..=bytes.len()), random.usize(0..=bytes.len()));
        let range = from.min(to)..from.max(to).min(from.min(to) + 64);
        match random.u8(0..5) {
            0 => drop(bytes.drain(range)),
            1 => {
                let copy = bytes[range].to_vec();
                let _replaced = bytes.splice(from..from, copy);
            }
            2 => bytes[range].iter_mut().for_each(|byte| *byte = random.u8(..)),
            3 => {
                let _replaced = bytes.splice(from..from, random.choice(PIECES).unwrap().bytes());
            }
            _ => {
                let _replaced =
                    bytes.splice(from..from, std::iter::repeat_n(random.u8(..), random.usize(0..600)));
            }
        }
    }
    bytes
}

fn run(check: fn(&[u8]), prefix: usize) {
    let fixtures = fixtures();
    assert!(fixtures.len() > 60, "{} fixtures", fixtures.len());
    check(b"");
    for (place, fixture) in fixtures.iter().enumerate() {
        for round in 0..ROUNDS {
            let mut random = fastrand::Rng::with_seed(place as u64 * ROUNDS + round);
            let mut input: Vec<u8> = (0..prefix).map(|_| random.u8(..)).collect();
            input.extend(changed(fixture, &mut random));
            check(&input);
        }
    }
}

#[test]
fn an_answer_is_read_alike_however_it_is_split() {
    run(checks::sse, 8);
}

#[test]
fn no_event_of_any_shape_breaks_the_reading() {
    run(checks::api_format, 0);
}

#[test]
fn no_refusal_of_any_shape_is_told_at_length_or_with_the_key() {
    run(checks::error_body, 2);
}

/// Found by the fuzzer: an event behind the end that passes a limit only when the body ends, in the read that brings the end.
#[test]
fn what_follows_the_end_is_not_read_however_it_is_split() {
    let answer = b"data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n";
    let behind = [b"data: {\"".as_slice(), &[b'x'; 490], b"\n", &[b'y'; 400]].concat();
    let cuts = [u8::try_from(answer.len()).unwrap(), 0, 0, 0, 0, 0, 0, 0];
    checks::sse(&[cuts.as_slice(), answer, &behind].concat());
}

/// Found by the fuzzer: it was looked at without end.
#[test]
fn a_channel_without_a_message_is_text_once_it_is_too_long() {
    let words = format!("<|channel|>and {}", "so on ".repeat(60));
    let chunk =
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{words}\"}}}}]}}\n\ndata: [DONE]\n\n");
    let limits = Limits { line: 4096, event: 4096, json: 4096, answer: 4096, stream: 16 * 1024 };
    let (deltas, end) = checks::decode_within(Api::ChatCompletions, limits, [chunk.as_bytes()]);
    let text: String = deltas
        .iter()
        .filter_map(|delta| if let Delta::Text(text) = delta { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!((text, end.is_ok()), (words, true));
}
