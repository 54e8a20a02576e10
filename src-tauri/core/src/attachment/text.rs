//! Text files: whatever their encoding, as UTF-8, and not longer than a model can be asked to read.
//!
//! Invariant: what is taken for text has none of the control characters that only binary files have; a text that was
//! cut says so at its end, in the text itself.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The most of one text that is sent, in bytes of UTF-8: some 100,000 tokens of English.
pub const MAX_TEXT_BYTES: usize = 400_000;
/// Enough for a guess, however long the file.
const GUESSED_FROM: usize = 64 * 1024;

/// A text as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// UTF-8 with line feeds.
    pub text: String,
    /// Whether its end was left out.
    pub is_cut: bool,
}

/// Whether the bytes are UTF-8 text, or UTF-16 with its mark.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    has_mark(bytes) || (!has_binary_controls(bytes) && std::str::from_utf8(bytes).is_ok())
}

/// Whether the bytes may be text in an older encoding.
pub(super) fn is_legacy(bytes: &[u8]) -> bool {
    !has_binary_controls(bytes)
}

/// Decodes a text file; `None` if it is none in the encoding that it seems to have.
pub(super) fn decode(bytes: &[u8]) -> Option<Text> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => guess(bytes),
    };
    let (decoded, _, has_errors) = encoding.decode(bytes);
    if has_errors || decoded.contains('\0') {
        return None;
    }
    let text = if decoded.contains('\r') {
        decoded.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        decoded.into_owned()
    };
    Some(capped(text))
}

/// Cuts a text that is too long, at the end of a line if one is near, and says so in it.
pub(super) fn capped(mut text: String) -> Text {
    if text.len() <= MAX_TEXT_BYTES {
        return Text { text, is_cut: false };
    }
    let all = text.chars().count();
    let mut end = text.floor_char_boundary(MAX_TEXT_BYTES);
    let line_end = text.get(..end).and_then(|kept| kept.rfind('\n')).unwrap_or_default();
    if line_end > MAX_TEXT_BYTES - 2_000 {
        end = line_end;
    }
    text.truncate(end);
    let left_out = all - text.chars().count();
    text.push_str(&format!("\n[cut here: the last {left_out} of {all} characters are left out]\n"));
    Text { text, is_cut: true }
}

/// About how many tokens a text costs. Marked as an estimate wherever it is shown: four letters for a token of Latin
/// script, a little more than one token for a character of most others.
pub(super) fn tokens(text: &str) -> u64 {
    let (mut latin, mut other) = (0_u64, 0_u64);
    for character in text.chars() {
        if character < '\u{0250}' { latin += 1 } else { other += 1 }
    }
    latin.div_ceil(4) + other.saturating_mul(11) / 10
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let start = bytes.get(..GUESSED_FROM).unwrap_or(bytes);
    detector.feed(start, start.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

fn has_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE])
}

/// Tabs, line ends, form feeds and the escapes of terminals stand in texts; the other control characters do not.
fn has_binary_controls(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, 0..=6 | 0x0E..=0x1A | 0x1C..=0x1F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_decoded_whatever_its_encoding() {
        let german = "Größe, Maß und Übermut: ein kurzer Satz über Äpfel und Öl, süß und mürbe.\n";
        let japanese = "これは日本語の文章です。文字コードを判定できるでしょうか。\n";
        let russian = "Это обычный русский текст, записанный в старой кодировке.\n";
        for (text, encoding) in [
            (german, encoding_rs::UTF_8),
            (german, encoding_rs::WINDOWS_1252),
            (japanese, encoding_rs::SHIFT_JIS),
            (japanese, encoding_rs::EUC_JP),
            (russian, encoding_rs::WINDOWS_1251),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).unwrap().text, text, "{}", encoding.name());
        }
        let little: Vec<u8> =
            std::iter::once(0xFEFF).chain(japanese.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&little).unwrap().text, japanese);
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(decode(b"a\r\nb\rc\n").unwrap().text, "a\nb\nc\n");
    }

    #[test]
    fn a_long_text_is_cut_at_a_line_and_says_so() {
        let line = "words and words, and then some more of them\n";
        let Text { text, is_cut } = capped(line.repeat(20_000));
        assert!(is_cut && text.len() < MAX_TEXT_BYTES + 200);
        let mark = text.lines().last().unwrap();
        assert!(
            mark.starts_with("[cut here: the last ") && mark.ends_with(" of 880000 characters are left out]")
        );
        assert_eq!(text.lines().rev().nth(1), Some(line.trim_end()));
        assert!(!capped("ü".repeat(MAX_TEXT_BYTES / 2)).is_cut);
        assert!(capped("字".repeat(MAX_TEXT_BYTES)).text.len() < MAX_TEXT_BYTES + 200);
    }

    #[test]
    fn an_estimate_knows_scripts_without_spaces() {
        assert_eq!(tokens("twelve chars"), 3);
        assert_eq!(tokens("十二個の文字がここにある"), 13);
    }
}
