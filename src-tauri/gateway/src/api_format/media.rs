//! Images, recordings and videos in a reply: base64 in whichever field a server puts it, or an address.
//!
//! Invariant: nothing is fetched, and nothing is judged by what a server calls it: bytes are looked at where they are
//! kept. What is too much, or comes again, is left out.

use std::collections::HashSet;

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use serde_json::Value;

use super::{list, word};
use crate::{Delta, Media};
use yourouter_protocol::SkippedKind;

/// Fields that hold a medium or lead to one, the likelier first.
const FIELDS: [&str; 20] = [
    "url",
    "b64_json",
    "data",
    "base64",
    "image_base64",
    "file_data",
    "result",
    "image_url",
    "video_url",
    "audio_url",
    "image",
    "source",
    "inlineData",
    "inline_data",
    "input_audio",
    "output_audio",
    "audio",
    "video",
    "file",
    "blob",
];
/// How deep they are looked for.
const MAX_DEPTH: usize = 4;
/// Characters of the shortest text that is taken for base64.
const MIN_BASE64: usize = 24;
/// Media of one answer.
const MAX_COUNT: usize = 32;
/// Bytes of all of them.
const MAX_BYTES: usize = 96 * 1024 * 1024;
/// Bytes of a recording that comes in pieces.
const MAX_RECORDING: usize = 20 * 1024 * 1024;
/// Samples a second of a recording without a header: what OpenAI streams as `pcm16`.
const PCM_RATE: u32 = 24_000;

/// Padded or not, as servers write it.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// What a part holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Bytes(Bytes),
    /// Of a file that is somewhere else.
    Address(String),
}

/// The medium in a part, wherever it stands.
pub(super) fn content(part: &Value) -> Option<Content> {
    within(part, MAX_DEPTH)
}

fn within(value: &Value, depth: usize) -> Option<Content> {
    match value {
        Value::String(text) => of_text(text),
        Value::Array(values) if depth > 0 => values.iter().find_map(|value| within(value, depth - 1)),
        Value::Object(fields) if depth > 0 => {
            FIELDS.iter().filter_map(|name| fields.get(*name)).find_map(|value| within(value, depth - 1))
        }
        _ => None,
    }
}

fn of_text(text: &str) -> Option<Content> {
    let text = text.trim();
    let begins = |start: &str| text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    if begins("data:") {
        let (head, data) = text.split_once(',')?;
        return head.to_ascii_lowercase().ends_with(";base64").then(|| decoded(data))?.map(Content::Bytes);
    }
    if begins("https://") || begins("http://") {
        return Some(Content::Address(text.to_owned()));
    }
    (text.len() >= MIN_BASE64).then(|| decoded(text))?.map(Content::Bytes)
}

/// The bytes of base64 in either alphabet, with or without line breaks.
pub(super) fn decoded(text: &str) -> Option<Bytes> {
    let unbroken: String;
    let text = if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        unbroken = text.split_ascii_whitespace().collect();
        &unbroken
    } else {
        text
    };
    let is_url_safe = text.contains(['-', '_']);
    let alphabet = if is_url_safe { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(text).ok()?;
    (!bytes.is_empty()).then(|| bytes.into())
}

/// A link to a file that is elsewhere: nothing is loaded from there, but a person may open it.
pub(super) fn link(kind: SkippedKind, address: &str) -> String {
    let name = match kind {
        SkippedKind::Image => "Image",
        SkippedKind::Audio => "Recording",
        SkippedKind::Video => "Video",
        SkippedKind::File | SkippedKind::Unreadable => "File",
    };
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !"<>\\".contains(*c)).collect();
    format!("\n\n[{name}](<{address}>)\n\n")
}

/// Leaves out media that come again, and those beyond what is taken.
#[derive(Debug)]
pub(super) struct Received {
    prints: HashSet<u64>,
    allowance: usize,
}

impl Default for Received {
    fn default() -> Self {
        Self { prints: HashSet::new(), allowance: MAX_BYTES }
    }
}

impl Received {
    pub(super) fn take(&mut self, media: Media, out: &mut Vec<Delta>) {
        let print = print(&media.bytes);
        if self.prints.contains(&print) {
            return;
        }
        match self.allowance.checked_sub(media.bytes.len()).filter(|_| self.prints.len() < MAX_COUNT) {
            Some(rest) => {
                self.allowance = rest;
                self.prints.insert(print);
                out.push(Delta::Media(media));
            }
            None => out.push(Delta::Skipped(media.kind)),
        }
    }
}

/// FNV-1a, 64 bits: who makes two images alike hides one of its own.
fn print(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: u64| (hash ^ byte).wrapping_mul(0x100_0000_01b3);
    let words = bytes.chunks(8).map(|chunk| chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    words.fold(mix(0xcbf2_9ce4_8422_2325, bytes.len() as u64), mix)
}

/// A recording that comes in pieces, each of them base64.
#[derive(Debug, Default)]
pub(super) struct Recording(Vec<u8>);

impl Recording {
    /// Takes what a delta or message has of it. Gives what is said in it.
    pub(super) fn take<'a>(&mut self, audio: &'a Value) -> &'a str {
        let pieces =
            [word(audio, "data")].into_iter().chain(list(audio, "data").iter().filter_map(Value::as_str));
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let bytes = decoded(piece).unwrap_or_default();
            // A message that holds all of it follows deltas that held its pieces.
            if self.0.len() + bytes.len() <= MAX_RECORDING && self.0 != *bytes {
                self.0.extend_from_slice(&bytes);
            }
        }
        word(audio, "transcript")
    }

    /// The whole of it, if there was one.
    pub(super) fn end(&mut self) -> Option<Media> {
        let bytes = std::mem::take(&mut self.0);
        let bytes = if has_header(&bytes) { bytes } else { with_header(&bytes) };
        (bytes.len() > HEADER).then(|| Media {
            kind: SkippedKind::Audio,
            name: "Recording".to_owned(),
            bytes: bytes.into(),
        })
    }
}

/// Whether a recording says itself how it is to be played.
fn has_header(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [b"RIFF", b"ID3", b"OggS", b"fLaC", b"\xFF\xFB", b"\xFF\xF3"];
    marks.iter().any(|mark| bytes.starts_with(mark)) || bytes.get(4..8) == Some(b"ftyp")
}

/// Bytes of the header of a WAVE file.
const HEADER: usize = 44;

/// Samples as a WAVE file: one channel of 16 bits.
fn with_header(samples: &[u8]) -> Vec<u8> {
    let len = u32::try_from(samples.len()).unwrap_or_default();
    let words = |values: &[u32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    [
        b"RIFF".to_vec(),
        words(&[len + 36]),
        b"WAVEfmt ".to_vec(),
        // The length of what follows; PCM with one channel; 16 bits in 2 bytes.
        words(&[16, 0x0001_0001, PCM_RATE, PCM_RATE * 2, 0x0010_0002]),
        b"data".to_vec(),
        words(&[len]),
        samples.to_vec(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_medium_is_found_in_whichever_field_it_stands() {
        let data = "aGVsbG8gd29ybGQsIHRoaXMgaXMgYW4gaW1hZ2U=";
        let expected = Some(Content::Bytes(Bytes::from_static(b"hello world, this is an image")));
        let data_url = format!("data:image/png;base64,{data}");
        for part in [
            json!({ "type": "image_url", "image_url": { "url": data_url } }),
            json!({ "type": "image_url", "image_url": data_url }),
            json!({ "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": data } }),
            json!({ "type": "output_image", "b64_json": data }),
            json!({ "type": "image", "image": { "b64_json": data.trim_end_matches('=') } }),
            json!({ "inline_data": { "mime_type": "image/png", "data": format!("{}\n{}", &data[..8], &data[8..]) } }),
            json!({ "type": "image_generation_call", "result": data }),
        ] {
            assert_eq!(content(&part), expected, "{part}");
        }
        let address = json!({ "image_url": { "url": "https://host.example/a.png" } });
        assert_eq!(content(&address), Some(Content::Address("https://host.example/a.png".to_owned())));
        for part in
            [json!({ "url": "data:image/svg+xml,<svg/>" }), json!({ "data": "short" }), json!({ "x": data })]
        {
            assert_eq!(content(&part), None, "{part}");
        }
        let deep = (0..40).fold(json!(data), |inner, _| json!({ "image": inner }));
        assert_eq!(content(&deep), None);
    }

    #[test]
    fn media_are_bounded_and_none_comes_twice() {
        let media = |byte: u8, len: usize| Media {
            kind: SkippedKind::Image,
            name: String::new(),
            bytes: vec![byte; len].into(),
        };
        let (mut received, mut out) = (Received::default(), Vec::new());
        received.take(media(1, 10), &mut out);
        received.take(media(1, 10), &mut out);
        assert_eq!(out, [Delta::Media(media(1, 10))]);
        received.take(media(2, MAX_BYTES), &mut out);
        assert_eq!(out[1..], [Delta::Skipped(SkippedKind::Image)]);
        (10..200).for_each(|byte| received.take(media(byte, 5), &mut out));
        assert_eq!(out.iter().filter(|delta| matches!(delta, Delta::Media(_))).count(), MAX_COUNT);
    }

    #[test]
    fn samples_without_a_header_get_one() {
        let mut recording = Recording::default();
        assert_eq!(recording.take(&json!({ "data": "AAABAA==", "transcript": "Hi" })), "Hi");
        recording.take(&json!({ "data": "AgADAA==" }));
        let made = recording.end().unwrap();
        assert_eq!(
            (&made.bytes[..4], &made.bytes[40..]),
            (&b"RIFF"[..], &[8, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0][..])
        );
        assert_eq!(recording.end(), None);
    }
}
