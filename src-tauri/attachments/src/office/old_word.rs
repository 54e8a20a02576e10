//! Equations of `.doc` files, which the library leaves out without a word.
//!
//! They are fields ([MS-DOC], Plcfld): an equation in Word's own code, or an object that is drawn by another
//! program. The first becomes its code in brackets, the second the word `equation`. Invariant: the file stays as long as it
//! was, and nothing but the signs of such a field changes.

/// A field begins, has its result from here on, and ends.
const BEGIN: u8 = 0x13;
const RESULT: u8 = 0x14;
const END: u8 = 0x15;
/// The sign in place of a picture, which is no text.
const NOTHING: u8 = 0x01;
/// The longest code of a field.
const MAX_CODE: usize = 2_000;
/// What the code of an object begins with, and the word that takes its place.
const OBJECT: &[u8] = b"EMBED Equation";
const WORD: &[u8] = b"equation";

/// The file with its equations as text.
pub(super) fn with_equations(mut file: Vec<u8>) -> Vec<u8> {
    let starts: Vec<usize> = memchr::memchr_iter(BEGIN, &file).collect();
    for start in starts {
        // Letters have one byte, or two of which the second is zero in a code.
        for size in [1, 2] {
            if let Some(changed) = file.get(start..).and_then(|rest| shown(rest, size)) {
                for (at, letter) in changed.into_iter().enumerate() {
                    if let Some(byte) = file.get_mut(start + at * size) {
                        *byte = letter;
                    }
                }
                break;
            }
        }
    }
    file
}

/// The letters that take the place of a field and of its marks, if it is an equation.
fn shown(field: &[u8], size: usize) -> Option<Vec<u8>> {
    // Nearly all else is refused by one letter.
    let begins = |at: usize| field.get(at * size).copied();
    let first = (1..8).map(begins).find(|letter| *letter != Some(b' '))?;
    if first != Some(b'E') {
        return None;
    }
    let letters = field.chunks_exact(size).take(MAX_CODE);
    let is_letter = |letter: &&[u8]| letter.iter().skip(1).all(|byte| *byte == 0);
    let letters: Vec<u8> =
        letters.take_while(is_letter).filter_map(|letter| letter.first().copied()).collect();
    let code = letters.get(1..)?;
    let words = code.trim_ascii_start();
    let is_own = words.strip_prefix(b"EQ ").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\\"));
    if !is_own && !words.starts_with(OBJECT) {
        return None;
    }
    let end = code.iter().position(|letter| *letter == END)?;
    let (code, _) = code.split_at_checked(end)?;
    if code.contains(&BEGIN) {
        return None;
    }
    let mut shown: Vec<u8> = if is_own {
        code.iter().map(|letter| if *letter == RESULT { NOTHING } else { *letter }).collect()
    } else {
        WORD.iter().copied().chain(std::iter::repeat(NOTHING)).take(code.len()).collect()
    };
    shown.insert(0, b'[');
    shown.push(b']');
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::with_equations;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn equations_become_their_code_or_a_word_in_place_and_other_fields_stay() {
        for (field, shown) in [
            ("a \x13 EQ \\f(1;2) \x15 b", "a [ EQ \\f(1;2) ] b"),
            ("a \x13EQ \\r(3;x)\x14\x15 b", "a [EQ \\r(3;x)\x01] b"),
            (
                "a \x13 EMBED Equation.3 \x14\x01\x15 b",
                "a [equation\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01] b",
            ),
            ("a \x13 HYPERLINK \"EQ \\\" \x14x\x15 b", "a \x13 HYPERLINK \"EQ \\\" \x14x\x15 b"),
            ("a \x13 EQ \\f(1;2", "a \x13 EQ \\f(1;2"),
            ("\x13 EQUALS \\f \x15", "\x13 EQUALS \\f \x15"),
            ("\x13 EQ \\f(\x13 x \x15;2) \x15", "\x13 EQ \\f(\x13 x \x15;2) \x15"),
        ] {
            assert_eq!(with_equations(field.as_bytes().to_vec()), shown.as_bytes(), "{field:?}");
            assert_eq!(with_equations(wide(field)), wide(shown), "{field:?}");
        }
    }
}
