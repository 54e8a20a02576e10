//! How fast an answer is decoded, from the socket's bytes to deltas: `cargo bench -p yourouter-gateway`.
//!
//! Prints megabytes and chunks each second for streams of the common shapes, what decoding adds to one chunk, and how
//! far a stream of a gigabyte moves the memory's peak (Linux only).

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints figures")]

use std::{fs, hint::black_box, time::Instant};

use yourouter_gateway::{AnswerDecoder, Delta, Limits};

const MB: f64 = 1_000_000.0;

fn chunk(field: &str, text: &str) -> String {
    format!(
        "data: {{\"id\":\"chatcmpl-9xYz\",\"object\":\"chat.completion.chunk\",\"created\":1750000000,\"model\":\"gpt-4o\",\
         \"system_fingerprint\":\"fp_1\",\"choices\":[{{\"index\":0,\"delta\":{{\"{field}\":\"{text}\"}},\"logprobs\":null,\
         \"finish_reason\":null}}],\"usage\":null}}\n\n"
    )
}

/// Decodes `body` in reads of `size` bytes; gives the seconds it took and the number of deltas.
fn decode(body: &[u8], size: usize) -> (f64, usize) {
    let (mut decoder, mut deltas, mut count) =
        (AnswerDecoder::new(Limits::default()), Vec::<Delta>::new(), 0);
    let begun = Instant::now();
    for read in body.chunks(size) {
        decoder.push(read, &mut deltas).unwrap();
        count += deltas.len();
        black_box(&deltas);
        deltas.clear();
    }
    (begun.elapsed().as_secs_f64(), count)
}

fn report(name: &str, body: &[u8], size: usize) {
    let (seconds, deltas) = decode(body, size);
    println!(
        "{name:<34} {:>7.1} MB/s {:>10.0} deltas/s {:>7.2} µs/delta",
        body.len() as f64 / MB / seconds,
        deltas as f64 / seconds,
        seconds * 1e6 / deltas.max(1) as f64,
    );
}

/// The most memory that this process has held, in KiB; 0 where the system does not say.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn main() {
    let short = chunk("content", " word").repeat(100_000);
    report("words, reads of 16 KiB", short.as_bytes(), 16 * 1024);
    report("words, one read for each chunk", short.as_bytes(), short.len() / 100_000);
    report("words, reads of 7 bytes", short.as_bytes(), 7);
    let reasoning = chunk("reasoning_content", " word").repeat(100_000);
    report("reasoning, reads of 16 KiB", reasoning.as_bytes(), 16 * 1024);
    let long = chunk("content", &"long text ".repeat(400)).repeat(5_000);
    report("4 kB chunks, reads of 16 KiB", long.as_bytes(), 16 * 1024);
    let escaped = chunk("content", &"\\u4e16\\u754c\\n".repeat(20)).repeat(20_000);
    report("escaped Chinese, reads of 16 KiB", escaped.as_bytes(), 16 * 1024);

    // A gigabyte that is nearly all overhead, so that the limit on text is not what ends it.
    let padding = format!("data: {{\"choices\":[],\"obfuscation\":\"{}\"}}\n\n", "x".repeat(16_000));
    let (mut decoder, mut deltas, before, begun) =
        (AnswerDecoder::new(Limits::default()), Vec::new(), peak(), Instant::now());
    let rounds = 1_000_000_000 / padding.len();
    for _ in 0..rounds {
        decoder.push(padding.as_bytes(), &mut deltas).unwrap();
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "a stream of 1 GB                   {:>7.1} MB/s, peak memory + {} KiB",
        1000.0 / seconds,
        peak() - before
    );
}
