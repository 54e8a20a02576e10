//! Encodings that write every letter in seven bits: ISO-2022 with its escapes (RFC 1468, 1554, 1557, 1922), HZ (RFC 1843)
//! and UTF-7 (RFC 2152).
//!
//! All of them look like ASCII, so each is told by what nothing else has. Invariant: either all of a text is read, or none.

use base64::{Engine as _, alphabet, engine};
use encoding_rs::{EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};
use unicode_script::{Script, UnicodeScript};

const ESCAPE: u8 = 0x1B;
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;
/// So many letters tell UTF-7 where nothing else does: where their script has thousands of them, or their end has no mark.
const MIN_LETTERS: usize = 8;
/// Base64 without padding, of which nothing is forgiven.
const STRICT: engine::GeneralPurpose =
    engine::GeneralPurpose::new(&alphabet::STANDARD, engine::general_purpose::NO_PAD);

/// A set of letters that escapes call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    /// ASCII with a yen sign and an overline.
    Roman,
    Kana,
    Japanese,
    /// JIS X 0212.
    RareJapanese,
    Chinese,
    Korean,
}

impl Set {
    /// By what follows the escape, and how many bytes that is; `None` for sets that nothing here has.
    fn called(escape: &[u8]) -> Option<(usize, Call)> {
        Some(match escape {
            [b'(', b'B', ..] => (2, Call::Plain(Self::Ascii)),
            [b'(', b'J' | b'H', ..] => (2, Call::Plain(Self::Roman)),
            [b'(', b'I', ..] => (2, Call::Plain(Self::Kana)),
            [b'$', b'@' | b'B', ..] => (2, Call::Plain(Self::Japanese)),
            [b'$', b'A', ..] => (2, Call::Plain(Self::Chinese)),
            [b'$', b'(', b'B', ..] => (3, Call::Plain(Self::Japanese)),
            [b'$', b'(', b'C', ..] => (3, Call::Plain(Self::Korean)),
            [b'$', b'(', b'D', ..] => (3, Call::Plain(Self::RareJapanese)),
            [b'$', b')', b'A', ..] => (3, Call::Shifted(Self::Chinese)),
            [b'$', b')', b'B', ..] => (3, Call::Shifted(Self::Japanese)),
            [b'$', b')', b'C', ..] => (3, Call::Shifted(Self::Korean)),
            _ => return None,
        })
    }

    /// How many bytes a letter has, the encoding that has the set in eight bits, and what stands before each letter there.
    fn in_eight_bits(self) -> Option<(usize, &'static Encoding, &'static [u8])> {
        Some(match self {
            Self::Ascii | Self::Roman => return None,
            Self::Kana => (1, SHIFT_JIS, b""),
            Self::Japanese => (2, EUC_JP, b""),
            Self::RareJapanese => (2, EUC_JP, b"\x8F"),
            Self::Chinese => (2, GBK, b""),
            Self::Korean => (2, EUC_KR, b""),
        })
    }

    /// Letters of this set as text; `None` if some of them are none.
    fn read(self, letters: &[u8], text: &mut String) -> Option<()> {
        let Some((size, encoding, before)) = self.in_eight_bits() else {
            text.extend(letters.iter().map(|letter| match letter {
                b'\\' if self == Self::Roman => '¥',
                b'~' if self == Self::Roman => '‾',
                letter => char::from(*letter),
            }));
            return Some(());
        };
        let (letters, rest) = (letters.chunks_exact(size), letters.len() % size);
        let whole =
            |letter: &[u8]| [before, &letter.iter().map(|byte| byte | 0x80).collect::<Vec<_>>()].concat();
        let bytes: Vec<u8> = letters.flat_map(whole).collect();
        let (read, has_errors) = encoding.decode_without_bom_handling(&bytes);
        text.push_str(&read);
        (rest == 0 && !has_errors).then_some(())
    }
}

/// How a set is called: at once, or for what stands between shifts.
enum Call {
    Plain(Set),
    Shifted(Set),
}

/// What a text in escapes turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Escaped {
    Read(String),
    /// It calls sets that nothing here has, or is broken.
    Unreadable,
}

/// The text, if escapes call sets of ideographs in it; those of terminals do not.
pub(super) fn iso_2022(bytes: &[u8]) -> Option<Escaped> {
    let calls_ideographs = |at: usize| match bytes.get(at + 2..) {
        Some([b'@' | b'A' | b'B', ..]) => true,
        Some([b'(' | b')' | b'*' | b'+', set, ..]) => set.is_ascii_uppercase() || *set == b'@',
        _ => false,
    };
    let is_escaped = bytes.is_ascii() && memchr::memmem::find_iter(bytes, b"\x1B$").any(calls_ideographs);
    is_escaped.then(|| unescaped(bytes).map_or(Escaped::Unreadable, Escaped::Read))
}

fn unescaped(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let (mut plain, mut shifted, mut is_shifted) = (Set::Ascii, None, false);
    let mut rest = bytes;
    while let Some((first, next)) = rest.split_first() {
        match first {
            &ESCAPE if matches!(next, [b'$' | b'(', ..]) => {
                let (length, call) = Set::called(next)?;
                match call {
                    Call::Plain(set) => plain = set,
                    Call::Shifted(set) => shifted = Some(set),
                }
                rest = next.get(length..)?;
            }
            &SHIFT_OUT => (is_shifted, rest) = (true, next),
            &SHIFT_IN => (is_shifted, rest) = (false, next),
            0x21..=0x7E => {
                let end = rest.iter().position(|byte| !(0x21..=0x7E).contains(byte)).unwrap_or(rest.len());
                let (letters, next) = rest.split_at_checked(end)?;
                let set = if is_shifted { shifted? } else { plain };
                set.read(letters, &mut text)?;
                rest = next;
            }
            other => {
                text.push(char::from(*other));
                rest = next;
            }
        }
    }
    Some(text)
}

/// The text, if it is ASCII with Chinese between `~{` and `~}`: every tilde must say something.
pub(super) fn hz(bytes: &[u8]) -> Option<String> {
    if !bytes.is_ascii() || memchr::memmem::find(bytes, b"~{").is_none() {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'~', rest) {
        let (plain, next) = rest.split_at_checked(at)?;
        Set::Ascii.read(plain, &mut text)?;
        rest = match next {
            [b'~', b'~', next @ ..] => {
                text.push('~');
                next
            }
            [b'~', b'\n', next @ ..] | [b'~', b'\r', b'\n', next @ ..] => next,
            [b'~', b'{', next @ ..] => {
                let end = memchr::memchr2(b'~', b'\n', next)?;
                let (letters, next) = next.split_at_checked(end)?;
                Set::Chinese.read(letters.strip_suffix(b"\r").unwrap_or(letters), &mut text)?;
                match next {
                    [b'~', b'}', next @ ..] => next,
                    [b'\n', ..] => next,
                    _ => return None,
                }
            }
            _ => return None,
        };
    }
    Set::Ascii.read(rest, &mut text)?;
    Some(text)
}

/// The text, if every plus sign in it begins letters in base64 of UTF-16, and what these say is a text.
pub(super) fn utf_7(bytes: &[u8]) -> Option<String> {
    // UTF-7 has neither sign but in base64.
    if !bytes.is_ascii() || bytes.iter().any(|byte| matches!(byte, b'\\' | b'~')) || !bytes.contains(&b'+') {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut letters, mut runs, mut is_closed) = (String::new(), 0, true);
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'+', rest) {
        let (plain, next) = rest.split_at_checked(at)?;
        Set::Ascii.read(plain, &mut text)?;
        let next = next.get(1..)?;
        if let [b'-', next @ ..] = next {
            text.push('+');
            rest = next;
            continue;
        }
        let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let end = next.iter().position(|byte| !is_base64(byte)).unwrap_or(next.len());
        let (run, next) = next.split_at_checked(end)?;
        let read = utf_16(run)?;
        text.push_str(&read);
        letters.push_str(&read);
        runs += 1;
        is_closed &= next.first() == Some(&b'-');
        rest = next.strip_prefix(b"-").unwrap_or(next);
    }
    Set::Ascii.read(rest, &mut text)?;
    let is_by_chance = !is_closed && runs == 1 && letters.chars().count() < MIN_LETTERS;
    (is_written(&letters) && !is_by_chance).then_some(text)
}

/// Base64 of UTF-16 whose last bits are zeros.
fn utf_16(run: &[u8]) -> Option<String> {
    let bytes = STRICT.decode(run).ok()?;
    // A unit may end within the last sign, which then adds a byte of zeros at most.
    let (units, rest) = bytes.as_chunks::<2>();
    let is_whole = rest.iter().all(|byte| *byte == 0)
        && !units.is_empty()
        && run.len() == (units.len() * 16).div_ceil(6);
    let text: Result<String, _> =
        char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit))).collect();
    text.ok().filter(|_| is_whole)
}

/// Whether letters are of one script, with its signs, as they are in a text and seldom by chance.
fn is_written(letters: &str) -> bool {
    let script = |letter: char| match letter.script() {
        Script::Common | Script::Inherited => None,
        Script::Hiragana | Script::Katakana | Script::Bopomofo => Some(Script::Han),
        script => Some(script),
    };
    let is_odd = |letter: char| {
        letter.is_control() && !matches!(letter, '\t' | '\r' | '\n') || letter.script() == Script::Unknown
    };
    let mut scripts = letters.chars().filter_map(script);
    let Some(first) = scripts.next() else { return false };
    let count = 1 + scripts.clone().count();
    let is_small =
        letters.chars().filter(|letter| script(*letter).is_some()).all(|letter| letter < '\u{700}');
    !letters.chars().any(is_odd)
        && scripts.all(|script| script == first)
        && (is_small || count >= MIN_LETTERS)
}

#[cfg(test)]
mod tests {
    use super::{Escaped, hz, iso_2022, utf_7};
    use crate::text::decode;

    const KOREAN: &[u8] = b"\x1B$)C\x0E>H3g\x0F, hello \x0EGQ1[\x0F.\n";

    #[test]
    fn korean_and_chinese_in_escapes_are_read() {
        assert_eq!(decode(KOREAN).unwrap().text, "안녕, hello 한글.\n");
        assert_eq!(decode(b"\x1B$)A\x0EVPND\x0F (GB)\n").unwrap().text, "中文 (GB)\n");
        assert_eq!(decode(b"\x1B$A<:\x1B(B and \x1B$B$\"\x1B(J\\5\x1B(B\n").unwrap().text, "己 and あ¥5\n");
    }

    #[test]
    fn what_escapes_call_and_nothing_here_has_is_known_for_unreadable() {
        for unreadable in
            [&b"\x1B$)G\x0E!!\x0F"[..], b"\x1B$(OAB\x1B(B", b"\x1B$B\x7E\x7E\x1B(B", b"\x1B$BA\x1B(B"]
        {
            assert_eq!(iso_2022(unreadable), Some(Escaped::Unreadable), "{unreadable:?}");
        }
        for other in [&b"\x1B[31mred\x1B[0m"[..], b"cost: \x1B$5", b"\x1B(B", "\u{1B}$B é".as_bytes()] {
            assert_eq!(iso_2022(other), None, "{other:?}");
        }
    }

    #[test]
    fn chinese_between_braces_is_read_and_formats_of_lisp_are_left_alone() {
        let mail = b"The next sentence is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.\n5 ~~ 6 ~\nend\n";
        assert_eq!(
            decode(mail).unwrap().text,
            "The next sentence is in GB.己所不欲，勿施於人。Bye.\n5 ~ 6 end\n"
        );
        for other in ["(format t \"~{~a~^, ~}\" list)", "~{ab", "a ~ b ~{VP~}", "~{V~}"] {
            assert_eq!(hz(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn utf_7_is_read_and_sums_and_numbers_are_left_alone() {
        for (bytes, text) in [
            ("Gr+APwA3w-e aus K+APY-ln: 1 +- 1", "Grüße aus Köln: 1 + 1"),
            ("caf+AOk-", "café"),
            ("+BB8EQAQ4BDIENQRC, +BDwEOARA!", "Привет, мир!"),
            ("+ZeVnLIqeMG5lh3rgMGcwWTAC-", "日本語の文章です。"),
        ] {
            assert_eq!(decode(bytes.as_bytes()).unwrap().text, text);
        }
        for other in [
            "x+foo",
            "a+foo-b+foo-c",
            "call +49 170 1234-5 or +49171234560-1",
            "1+1=2",
            "C++ and g++-12",
            "+",
            "Phoenix+AMI",
            "+ABC-",
            "SGVsbG8+d29ybGQ/AAAA+ZZZZ",
        ] {
            assert_eq!(utf_7(other.as_bytes()), None, "{other}");
            assert_eq!(decode(other.as_bytes()).unwrap().text, other);
        }
    }
}
