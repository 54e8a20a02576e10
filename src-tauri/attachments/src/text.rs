//! Text files: whatever their encoding, as UTF-8, and not longer than a model can be asked to read.
//!
//! Invariant: what is taken for text has few of the control characters that only binary files have, and what is sent has
//! none: signs stand in their place. A text that was cut says so at its end, in the text itself.

mod base64;
mod encodings;
mod escaped;
mod mail;
mod notebook;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use escaped::Escaped;

/// The most of one text that is sent, in bytes of UTF-8: some 100,000 tokens of English.
pub const MAX_TEXT_BYTES: usize = 400_000;
/// Of all that is beyond ASCII, so many parts must be UTF-8 for one that is not to be taken for damage. Text in an older
/// encoding has next to none that are: a letter there is one byte, or two that seldom form a sequence of UTF-8.
const UTF8_FOR_EACH_BROKEN: usize = 4;
/// Enough for a guess, however long the file.
const GUESSED_FROM: usize = 64 * 1024;
/// So many bytes of text for each control character that damage explains, such as a log's of a machine that lost power.
const TEXT_FOR_EACH_CONTROL: usize = 100;
/// So many for each that parts fields, as in the messages of FIX or in tables written by Hive.
const TEXT_FOR_EACH_SEPARATOR: usize = 3;

/// A text as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// UTF-8 with line feeds.
    pub text: String,
    /// Whether its end was left out.
    pub is_cut: bool,
    /// How many bytes of data that is no text were left out: base64, pictures of a notebook, what is attached to a mail.
    pub data_bytes: u64,
}

/// Whether the bytes are UTF-8 text, or UTF-16 with its mark.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    has_mark(bytes) || (!has_binary_controls(bytes) && std::str::from_utf8(bytes).is_ok())
}

/// Whether no byte is a control character that only binary files have.
pub(super) fn is_clean(bytes: &[u8]) -> bool {
    !has_binary_controls(bytes)
}

/// Whether the bytes may be text, in whatever encoding of bytes: what they have of control characters is damage, or parts
/// fields.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    let bytes = without_padding(bytes);
    let (mut text, mut separators, mut others, mut last) = (0, 0, 0, None);
    for byte in bytes.iter().copied() {
        match byte {
            _ if !is_binary_control(byte) => text += 1,
            // A hole in a file is one damage, however long it is.
            0 if last == Some(0) => {}
            1..=3 | 0x1C..=0x1F => separators += 1,
            _ => others += 1,
        }
        last = Some(byte);
    }
    text > 0 && others * TEXT_FOR_EACH_CONTROL <= text && separators * TEXT_FOR_EACH_SEPARATOR <= text
}

/// The bytes without the zeros of a log that was cut while it was written, and without the mark at which DOS ends a text.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let is_text = |byte: &u8| !matches!(byte, 0 | 0x1A);
    let begin = bytes.iter().position(is_text).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(is_text).map_or(begin, |at| at + 1);
    bytes.get(begin..end).unwrap_or_default()
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
    u8::try_from(c).is_ok_and(is_binary_control) || ('\u{7F}'..='\u{9F}').contains(&c)
}

/// Whether the bytes are UTF-8, but for some damage: of the characters beyond ASCII at most one in five is broken. One
/// that is cut off by the end is none, if there are others.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    let is_cut_off = |rest: &[u8]| std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none());
    let mut left = bytes.len();
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        left -= chunk.valid().len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() && (left > 0 || !is_cut_off(chunk.invalid())) {
            broken += 1;
        }
    }
    if whole == 0 { bytes.is_ascii() } else { whole >= UTF8_FOR_EACH_BROKEN * broken }
}

/// The text of a file; `None` if it is none in the encoding that it seems to have. A few broken characters become U+FFFD.
/// Notebooks and mails are sent as they are read, and data within a text is left out.
pub(super) fn decode(bytes: &[u8]) -> Option<Text> {
    let (text, data_bytes) = match mail::text(bytes) {
        Some((text, data)) => (with_line_feeds(with_signs(text.into())), data),
        None => {
            let text = with_line_feeds(with_signs(decoded(bytes)?));
            notebook::markdown(&text).unwrap_or((text, 0))
        }
    };
    let (text, more) = base64::left_out(text);
    Some(Text { data_bytes: data_bytes + more, ..capped(text) })
}

fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(text) = in_self_evident_encoding(bytes) {
        return is_likely(text.as_bytes()).then_some(text.into());
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if let Some(encoding) = unmarked_utf16(bytes) => encoding,
        None if is_nearly_utf8(bytes) => UTF_8,
        None => {
            let guess = guess(bytes);
            if let Some(text) = encodings::better(bytes, guess) {
                return is_likely(text.as_bytes()).then_some(text.into());
            }
            guess
        }
    };
    let (decoded, _, has_errors) = encoding.decode(bytes);
    let is_readable = !has_errors || (encoding == UTF_8 && is_nearly_utf8(bytes));
    (is_readable && is_likely(decoded.as_bytes())).then_some(decoded)
}

/// The text in an encoding that its escapes or its zeros identify.
fn in_self_evident_encoding(bytes: &[u8]) -> Option<String> {
    match escaped::iso_2022(bytes) {
        Some(Escaped::Read(text)) => Some(text),
        Some(Escaped::Unreadable) => None,
        None => encodings::utf32(bytes).or_else(|| escaped::hz(bytes)).or_else(|| escaped::utf_7(bytes)),
    }
}

/// Whether the bytes are text in such an encoding.
pub(super) fn has_self_evident_encoding(bytes: &[u8]) -> bool {
    in_self_evident_encoding(bytes).is_some()
}

/// Whether the bytes are text whose escapes call letters that nothing here has.
pub(super) fn is_in_unknown_escapes(bytes: &[u8]) -> bool {
    !mail::is_mail(bytes) && escaped::iso_2022(bytes) == Some(Escaped::Unreadable)
}

/// Puts signs in the place of control characters: U+FFFD for a NUL, or for a hole full of them, as in what is pasted, and
/// its picture (U+2400 to U+241F) for any other.
fn with_signs(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_clean(text.as_bytes()) {
        return text;
    }
    let padding = ['\0', '\u{1A}'];
    let mut signed = String::with_capacity(text.len());
    let mut last = None;
    for character in text.trim_start_matches(padding).trim_end_matches(padding).chars() {
        match u8::try_from(character) {
            Ok(0) if last == Some('\0') => {}
            Ok(0) => signed.push('\u{FFFD}'),
            Ok(byte) if is_binary_control(byte) => {
                signed.push(char::from_u32(0x2400 + u32::from(byte)).unwrap_or('\u{FFFD}'));
            }
            _ => signed.push(character),
        }
        last = Some(character);
    }
    Cow::Owned(signed)
}

/// What was typed or copied as text, whatever it looks like. A NUL, which vendors may choke on, becomes U+FFFD.
pub(super) fn pasted(text: &str) -> Text {
    let text = with_line_feeds(text.into());
    capped(if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text })
}

fn with_line_feeds(text: Cow<'_, str>) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

/// Cuts a text that is too long, at the end of a line if one is near, and says so in it.
pub(super) fn capped(mut text: String) -> Text {
    if text.len() <= MAX_TEXT_BYTES {
        return Text { text, is_cut: false, data_bytes: 0 };
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
    Text { text, is_cut: true, data_bytes: 0 }
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

/// Guesses from the lines that are not ASCII, which says nothing, wherever in the file they are.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let mut left = GUESSED_FROM;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let Some(first) = line.iter().position(|byte| !byte.is_ascii()) else { continue };
        // The letters before one are part of its word.
        let line = line.get(first.saturating_sub(16)..).unwrap_or_default();
        let line = line.get(..left).unwrap_or(line);
        left -= line.len();
        detector.feed(line, false);
        if left == 0 {
            break;
        }
    }
    if left > 0 {
        detector.feed(b"", true);
    }
    detector.guess(None, Utf8Detection::Deny)
}

fn has_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE])
}

fn has_binary_controls(bytes: &[u8]) -> bool {
    bytes.iter().copied().any(is_binary_control)
}

/// Tabs, line ends, form feeds and the escapes of terminals stand in texts; the other control characters do not.
fn is_binary_control(byte: u8) -> bool {
    matches!(byte, 0..=6 | 0x0E..=0x1A | 0x1C..=0x1F)
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
    fn a_broken_character_does_not_make_utf8_another_encoding() {
        let log = "2026-03-01 Größe geändert: 日本語 → 50 €\n".repeat(3);
        let (start, end) = log.as_bytes().split_at(log.find('ö').unwrap() + 1);
        let with_stray = [start, &b"\xFF"[..], end].concat();
        // What came next is not a continuation any more, so the letter itself is lost too.
        assert_eq!(decode(&with_stray).unwrap().text, log.replacen('ö', "\u{FFFD}\u{FFFD}\u{FFFD}", 1));
        let marked = [&b"\xEF\xBB\xBF"[..], &with_stray].concat();
        assert_eq!(decode(&marked), decode(&with_stray), "also where a mark says that it is UTF-8");
        // Beyond the part that a guess is made from, and at the very end.
        let long = "plain words and a name: Jürgen\n".repeat(5_000);
        let cut = [long.as_bytes(), &b"Gr\xC3"[..]].concat();
        assert_eq!(decode(&cut).unwrap().text, format!("{long}Gr\u{FFFD}"));
        let short = [&b"Gr\xC3\xB6\xC3\x9Fe \xE2\x82"[..]].concat();
        assert_eq!(decode(&short).unwrap().text, "Größe \u{FFFD}");
    }

    #[test]
    fn a_text_of_which_more_is_broken_than_damage_explains_is_in_another_encoding() {
        assert!(!is_nearly_utf8(b"caf\xE9"), "not cut off, but a letter of Latin-1");
        assert!(is_nearly_utf8("ööööö".as_bytes()) && is_nearly_utf8(b"plain") && is_nearly_utf8(b""));
        let broken = |whole: usize| [&"ö".repeat(whole).into_bytes(), &b"\xFF."[..]].concat();
        assert!(is_nearly_utf8(&broken(4)) && !is_nearly_utf8(&broken(3)));
        assert_eq!(decode(b"caf\xE9").unwrap().text, "café");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(decode(b"a\r\nb\rc\n").unwrap().text, "a\nb\nc\n");
    }

    #[test]
    fn a_long_text_is_cut_at_a_line_and_says_so() {
        let line = "words and words, and then some more of them\n";
        let Text { text, is_cut, .. } = capped(line.repeat(20_000));
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
