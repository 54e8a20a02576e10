//! Text files: whatever their encoding, as UTF-8, and not longer than a model can be asked to read.
//!
//! Invariant: what is taken for text has none of the control characters that only binary files have; a text that was
//! cut says so at its end, in the text itself.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

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

/// Which UTF-16 the bytes are, if they are text in it without saying so by a mark.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, rest) = bytes.get(..GUESSED_FROM).unwrap_or(bytes).as_chunks::<2>();
    // Line ends and spaces have a zero; pairs of letters are text of one byte each, with a stray zero.
    let letters = pairs.iter().filter(|pair| pair.iter().all(|byte| (0x20..0x7F).contains(byte))).count();
    if pairs.len() < 2 || !rest.is_empty() || !bytes.contains(&0) || 2 * letters >= pairs.len() {
        return None;
    }
    let ascii = |units: &[u16]| units.iter().filter(|unit| **unit < 0x80).count();
    let little: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    let big: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let (units, encoding) = if ascii(&little) >= ascii(&big) { (little, UTF_16LE) } else { (big, UTF_16BE) };
    let mut characters = char::decode_utf16(units).peekable();
    let is_text = |c: char| !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}') && !is_binary(c);
    // The start of a longer file may end between the halves of a character.
    while let Some(character) = characters.next() {
        match character {
            Ok(c) if is_text(c) => {}
            Err(_) if characters.peek().is_none() && bytes.len() > GUESSED_FROM => {}
            _ => return None,
        }
    }
    Some(encoding)
}

fn is_binary(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| has_binary_controls(&[byte])) || ('\u{7F}'..='\u{9F}').contains(&c)
}

/// Decodes a text file; `None` if it is none in the encoding that it seems to have.
pub(super) fn decode(bytes: &[u8]) -> Option<Text> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if let Some(encoding) = unmarked_utf16(bytes) => encoding,
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
        let chinese = "這是一段中文文字，用來檢查編碼是否能夠正確判斷。今天的天氣很好。\n";
        let korean = "이것은 한국어로 쓴 문장입니다. 문자 집합을 알아낼 수 있을까요?\n";
        let russian = "Это обычный русский текст, записанный в старой кодировке.\n";
        for (text, encoding) in [
            (german, encoding_rs::UTF_8),
            (german, encoding_rs::WINDOWS_1252),
            (japanese, encoding_rs::SHIFT_JIS),
            (japanese, encoding_rs::EUC_JP),
            (russian, encoding_rs::WINDOWS_1251),
            (chinese, encoding_rs::GB18030),
            (chinese, encoding_rs::BIG5),
            (korean, encoding_rs::EUC_KR),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).unwrap().text, text, "{}", encoding.name());
        }
        let little: Vec<u8> =
            std::iter::once(0xFEFF).chain(japanese.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&little).unwrap().text, japanese);
    }

    #[test]
    fn utf16_is_known_without_its_mark_and_nothing_else_is_taken_for_it() {
        let japanese = "これは日本語の文章です。\nUTF-16 で書かれています。\n".repeat(3_000);
        for text in ["id;name\r\n1;Größe\r\n", "short", japanese.as_str()] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [little, big] {
                assert_eq!(decode(&bytes).unwrap().text, text.replace('\r', ""));
                assert!(unmarked_utf16(&bytes).is_some() && !is_plain(&bytes));
            }
        }
        for bytes in
            [&b"text and then\0binary"[..], b"\0\0\0\x01\0\0\0\x02", b"\x7fELF\x02\x01\x01\0", b"a\0", b""]
        {
            assert_eq!(unmarked_utf16(bytes), None, "{bytes:?}");
        }
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
