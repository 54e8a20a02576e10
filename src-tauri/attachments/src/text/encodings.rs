//! Encodings that the detector of browsers does not know: UTF-32, Johab, and the Cyrillic of DOS and of the first
//! Macintoshes.

use encoding_rs::{
    EUC_KR, Encoding, ISO_8859_6, ISO_8859_7, ISO_8859_8, WINDOWS_874, WINDOWS_1253, WINDOWS_1255,
    WINDOWS_1256, X_MAC_CYRILLIC,
};
use oem_cp::{code_table::DECODING_TABLE_CP855, decode_string_complete_table};

/// Enough to tell an encoding.
const TOLD_FROM: usize = 64 * 1024;

/// What looks like Cyrillic if it is read so, and is told well by the detector.
const OTHER_SCRIPTS: [&Encoding; 7] =
    [ISO_8859_6, ISO_8859_7, ISO_8859_8, WINDOWS_874, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256];
/// By how much another encoding has to read better: on the first Macintoshes only capitals and three letters differ.
const MIN_LEAD: f64 = 0.03;

/// The text, if the bytes are UTF-32, with its mark or without.
pub(super) fn utf32(bytes: &[u8]) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<4>();
    if units.is_empty() || !rest.is_empty() {
        return None;
    }
    let is_text = |c: char| c == '\t' || c == '\n' || c == '\r' || !c.is_control();
    let read = |decode: fn([u8; 4]) -> u32| {
        let text: Option<String> =
            units.iter().map(|unit| char::from_u32(decode(*unit)).filter(|c| is_text(*c))).collect();
        text.map(|text| text.trim_start_matches('\u{FEFF}').to_owned())
    };
    // Every unit has a zero at one of its ends, and nearly nothing else has: cheap to refuse.
    match units.first() {
        Some([_, _, _, 0]) => read(u32::from_le_bytes),
        Some([0, ..]) => read(u32::from_be_bytes),
        _ => None,
    }
}

/// The text in another encoding than `guess`, if it reads far better in that.
pub(super) fn better(bytes: &[u8], guess: &'static Encoding) -> Option<String> {
    let sample = bytes.get(..TOLD_FROM).unwrap_or(bytes);
    if let Some(korean) = johab(sample) {
        let letters = korean.chars().filter(|c| is_hangul(*c)).count();
        let common = korean.chars().filter(|c| is_hangul(*c) && is_common(*c)).count();
        // Of all syllables a fifth is common: in what is no Johab they are rare.
        if letters >= 4 && 20 * common >= 19 * letters {
            return johab(bytes);
        }
    }
    if OTHER_SCRIPTS.contains(&guess) {
        return None;
    }
    let found = score(&guess.decode_without_bom_handling(sample).0);
    let mac = score(&X_MAC_CYRILLIC.decode_without_bom_handling(sample).0);
    let dos = score(&decode_string_complete_table(sample, &DECODING_TABLE_CP855));
    if mac.max(dos) < 0.8 || mac.max(dos) < found + MIN_LEAD {
        return None;
    }
    Some(if mac >= dos {
        X_MAC_CYRILLIC.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        decode_string_complete_table(bytes, &DECODING_TABLE_CP855)
    })
}

/// How much the text reads like a Cyrillic one: of all signs beyond ASCII, the share of letters that stand where such
/// letters stand, in words of small letters that may begin with a capital, weighed by how common they are.
fn score(text: &str) -> f64 {
    let (mut all, mut good, mut before) = (0_u32, 0.0, ' ');
    for sign in text.chars() {
        if !sign.is_ascii() {
            all += 1;
            good += match sign {
                // Capitals inside of a word are rare.
                'А'..='Я' | 'Ђ'..='Џ' | 'Ё' if before.is_lowercase() => -1.0,
                // Words of two alphabets are rarer.
                _ if before.is_ascii_alphabetic() => -1.0,
                'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у'
                | 'я' => 1.1,
                'ъ' | 'ё' | 'э' | 'щ' | 'ф' => 0.6,
                'Ђ'..='Џ' | 'ђ'..='џ' => 0.3,
                'а'..='я' => 1.0,
                'А'..='Я' => 0.9,
                '«' | '»' | '—' | '–' | '№' | '“' | '”' | '…' | '\u{A0}' => 0.9,
                _ => -1.0,
            };
        } else if sign.is_ascii_alphabetic() && !before.is_ascii() {
            good -= 1.0;
        }
        before = sign;
    }
    if all < 4 { 0.0 } else { good / f64::from(all) }
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether a syllable is one of the 2,350 of KS X 1001.
fn is_common(c: char) -> bool {
    let mut letter = [0; 4];
    let (bytes, _, has_errors) = EUC_KR.encode(c.encode_utf8(&mut letter));
    !has_errors && matches!(bytes.as_ref(), [first, second] if *first >= 0xA1 && *second >= 0xA1)
}

/// The text, if the bytes can be Johab (KS X 1001, annex 3): five bits each for the letters of a syllable, and all other
/// signs in another order than in EUC-KR.
fn johab(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes.iter().copied();
    while let Some(first) = rest.next() {
        if first < 0x80 {
            text.push(char::from(first));
            continue;
        }
        // The sample may end in a syllable.
        let Some(second) = rest.next() else { break };
        let sign = match first {
            0x84..=0xD3 => syllable(u16::from_be_bytes([first, second])),
            0xD9..=0xDE | 0xE0..=0xF9 => other_sign(first, second),
            _ => None,
        };
        text.push(sign?);
    }
    Some(text)
}

fn syllable(code: u16) -> Option<char> {
    let part = |shift: u16| u32::from(code >> shift & 0x1F);
    let (initial, medial, last) = (part(10), part(5), part(0));
    let initial = initial.checked_sub(2).filter(|it| *it < 19)?;
    let medial = match medial {
        3..=7 => medial - 3,
        10..=15 => medial - 5,
        18..=23 => medial - 7,
        26..=29 => medial - 9,
        _ => return None,
    };
    let last = match last {
        1..=17 => last - 1,
        19..=29 => last - 2,
        _ => return None,
    };
    char::from_u32(0xAC00 + (initial * 21 + medial) * 28 + last)
}

/// Signs and Chinese letters: two rows of KS X 1001 for each first byte.
fn other_sign(first: u8, second: u8) -> Option<char> {
    let (column, is_second_row) = match second {
        0x31..=0x7E => (second - 0x31, false),
        0x91..=0xA0 => (second - 0x91 + 78, false),
        0xA1..=0xFE => (second - 0xA1, true),
        _ => return None,
    };
    let row =
        if first <= 0xDE { (first - 0xD9) * 2 } else { (first - 0xE0) * 2 + 41 } + u8::from(is_second_row);
    let bytes = [0xA1 + row, 0xA1 + column];
    let (text, has_errors) = EUC_KR.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|_| !has_errors)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_2022_JP, X_MAC_CYRILLIC};
    use oem_cp::code_table::DECODING_TABLE_CP855;

    use super::super::decode;

    const RUSSIAN: &str = "Это обычный русский текст, записанный в старой кодировке.\nМосква, Яблоко, Юрий и Щука: день за днём.\n";
    const JAPANESE: &str = "これは日本語の文章です。\nmail の文字コード。\n";
    const KOREAN: &str = "이것은 한국어로 쓴 문장입니다. 문자 집합을 알아낼 수 있을까요?\n";

    #[test]
    fn utf32_is_read_with_its_mark_and_without() {
        for text in [JAPANESE, "short", "id;name\n1;Größe 😀\n"] {
            for mark in ["\u{FEFF}", ""] {
                let units = mark.chars().chain(text.chars()).map(u32::from);
                let little: Vec<u8> = units.clone().flat_map(u32::to_le_bytes).collect();
                let big: Vec<u8> = units.flat_map(u32::to_be_bytes).collect();
                for bytes in [little, big] {
                    assert_eq!(decode(&bytes).unwrap().text, text);
                }
            }
        }
        assert_eq!(super::utf32(b"\0\0\0\x01\0\0\0\x02"), None);
    }

    #[test]
    fn japanese_in_escapes_is_read_and_terminals_escapes_are_not_taken_for_it() {
        let (bytes, _, _) = ISO_2022_JP.encode(JAPANESE);
        assert!(bytes.is_ascii());
        assert_eq!(decode(&bytes).unwrap().text, JAPANESE);
        let log = "\u{1B}[31mred\u{1B}[0m\n";
        assert_eq!(decode(log.as_bytes()).unwrap().text, log);
    }

    #[test]
    fn cyrillic_of_dos_and_of_macintoshes_is_told_from_the_others() {
        let (mac, _, _) = X_MAC_CYRILLIC.encode(RUSSIAN);
        assert_eq!(decode(&mac).unwrap().text, RUSSIAN);
        let dos: Vec<u8> = RUSSIAN
            .chars()
            .map(|c| match DECODING_TABLE_CP855.iter().position(|it| *it == c) {
                Some(at) => u8::try_from(at + 128).unwrap(),
                None => u8::try_from(c).unwrap(),
            })
            .collect();
        assert_eq!(decode(&dos).unwrap().text, RUSSIAN);
        for encoding in
            [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_U, encoding_rs::IBM866, encoding_rs::ISO_8859_5]
        {
            let (bytes, _, _) = encoding.encode(RUSSIAN);
            assert_eq!(decode(&bytes).unwrap().text, RUSSIAN, "{}", encoding.name());
        }
        for (text, encoding) in [
            ("Größe, Maß und Übermut: süß und mürbe.\n", encoding_rs::WINDOWS_1252),
            ("L’été où la forêt brûla, à Évian.\n", encoding_rs::WINDOWS_1252),
            ("Αυτό είναι ένα συνηθισμένο ελληνικό κείμενο.\n", encoding_rs::WINDOWS_1253),
            ("זהו טקסט רגיל בעברית, בקידוד ישן.\n", encoding_rs::WINDOWS_1255),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).unwrap().text, text, "{}", encoding.name());
        }
    }

    #[test]
    fn johab_is_told_from_other_encodings_of_two_bytes() {
        let code = |c: char| {
            let at = u32::from(c) - 0xAC00;
            let (initial, medial, last) = (at / 588, at / 28 % 21, at % 28);
            let medial = medial + [3, 5, 7, 9][[5, 11, 17].iter().filter(|it| medial >= **it).count()];
            let last = if last < 17 { last + 1 } else { last + 2 };
            u16::try_from(0x8000 | (initial + 2) << 10 | medial << 5 | last).unwrap()
        };
        let bytes: Vec<u8> = KOREAN
            .chars()
            .flat_map(|c| if c.is_ascii() { vec![c as u8] } else { code(c).to_be_bytes().to_vec() })
            .collect();
        assert_eq!(decode(&bytes).unwrap().text, KOREAN);
    }
}
