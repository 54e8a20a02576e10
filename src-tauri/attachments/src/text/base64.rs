//! Long runs of base64 in a text: pictures and keys that cost a model tokens and tell it nothing.

/// So many letters in one run are data; words, names and hashes are shorter.
const MIN_RUN: usize = 1_000;
/// A line of a run that is broken into lines, but for its last one.
const MIN_LINE: usize = 40;
/// What is longer is not one of several lines.
const MAX_LINE: usize = 512;
/// Spaces or quotes before each line of a run.
const MAX_INDENT: usize = 16;

/// The text without them, each with a word in its place; and how many bytes that are.
pub(super) fn left_out(text: String) -> (String, u64) {
    if text.len() < MIN_RUN {
        return (text, 0);
    }
    let bytes = text.as_bytes();
    let (mut result, mut kept, mut at, mut count) = (String::new(), 0, 0, 0);
    while let Some(offset) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| is_digit(*byte))) {
        let begin = at + offset;
        let (end, letters) = run(bytes, begin);
        if letters >= MIN_RUN && is_data(bytes, begin, end) {
            result.push_str(text.get(kept..begin).unwrap_or_default());
            result.push_str(&format!("[… {} kB of base64 left out …]", letters.div_ceil(1000)));
            count += letters as u64;
            kept = end;
        }
        at = end;
    }
    if count == 0 {
        return (text, 0);
    }
    result.push_str(text.get(kept..).unwrap_or_default());
    (result, count)
}

/// A sign of base64 or of its form for addresses (RFC 4648, sections 4 and 5).
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Where a run ends that begins here, over the ends of full lines; and how many signs are in it.
fn run(bytes: &[u8], begin: usize) -> (usize, usize) {
    let (mut end, mut letters) = (begin, 0);
    let mut at = begin;
    loop {
        let length = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is_digit(**byte)).count();
        let padding = bytes
            .get(at + length..)
            .unwrap_or_default()
            .iter()
            .take(2)
            .take_while(|byte| **byte == b'=')
            .count();
        let stop = at + length + padding;
        // A shorter line is the last of a run if it is the whole line.
        let is_whole = is_line_end(bytes, stop).is_some()
            || matches!(bytes.get(stop), None | Some(b'"' | b'\'' | b')' | b'<'));
        // Without padding its signs are groups of four; a word may stand below a run.
        let ends_groups = padding > 0 || (letters + length).is_multiple_of(4);
        if end > begin && length < MIN_LINE && (length == 0 || !is_whole || !ends_groups) {
            return (end, letters);
        }
        (end, letters) = (stop, letters + length);
        if !(MIN_LINE..=MAX_LINE).contains(&length) || padding > 0 {
            return (end, letters);
        }
        let Some(next) = is_line_end(bytes, stop) else { return (end, letters) };
        at = next;
    }
}

/// Where the next line begins if one ends here, also where the end is written as `\n`.
fn is_line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let length =
        [&b"\r\n"[..], b"\n", b"\\r\\n", b"\\n"].into_iter().find(|end| rest.starts_with(end))?.len();
    let indent = rest
        .get(length..)?
        .iter()
        .take(MAX_INDENT)
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'>'))
        .count();
    Some(at + length + indent)
}

/// Whether it is data rather than one long word: it was said to be, or has what random data has of each kind of sign.
fn is_data(bytes: &[u8], begin: usize, end: usize) -> bool {
    if bytes.get(..begin).is_some_and(|before| before.ends_with(b"base64,")) {
        return true;
    }
    let run = bytes.get(begin..end).unwrap_or_default();
    let many = |is_kind: fn(&u8) -> bool| 50 * run.iter().filter(|byte| is_kind(byte)).count() > run.len();
    many(u8::is_ascii_uppercase) && many(u8::is_ascii_lowercase) && many(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_STANDARD};

    use super::left_out;

    fn data(bytes: usize) -> String {
        let mut random = fastrand::Rng::with_seed(7);
        BASE64_STANDARD.encode((0..bytes).map(|_| random.u8(..)).collect::<Vec<_>>())
    }

    fn in_lines(text: &str, end: &str) -> String {
        text.as_bytes().chunks(76).map(|it| std::str::from_utf8(it).unwrap()).collect::<Vec<_>>().join(end)
    }

    #[test]
    fn a_long_run_gives_way_to_a_word_wherever_it_stands() {
        let data = data(72_000);
        for (before, run, after) in [
            ("![logo](data:image/png;base64,", data.clone(), ")\nwords\n"),
            ("key: |\n  ", in_lines(&data, "\n  "), "\nnext: 1\n"),
            ("{\"data\": \"", in_lines(&data, "\\n"), "\\n\", \"a\": 1}"),
            ("key: ", data.clone(), "\nwith\nwords\n"),
            ("key:\n", in_lines(&data, "\n"), "\nend"),
            ("> ", in_lines(&data, "\r\n> "), "\n\nThe next words"),
        ] {
            let (text, count) = left_out(format!("{before}{run}{after}"));
            assert_eq!(text, format!("{before}[… 96 kB of base64 left out …]{after}"));
            assert_eq!(count, 96_000);
        }
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        let words = format!("{}\n", "some words and then some more of them ".repeat(100));
        let sequence = "ACGTTGCAAC".repeat(300);
        let hexadecimal = "0123456789abcdef".repeat(200);
        let names = "a/long/path/With/Names2/\n".repeat(200);
        let short = data(600);
        for text in [words, sequence, hexadecimal, names, short, "x".repeat(5_000)] {
            assert_eq!(left_out(text.clone()), (text, 0));
        }
    }
}
