//! How far a PDF is encrypted.
//!
//! One that only its owner's password protects opens without any (PDF 2.0, section 7.6.4): it is restricted, not closed.
//! One of which only the files inside are encrypted is read as if nothing were (PDF 2.0, section 7.6.6).
//! Each trailer of an encrypted file names its encryption (PDF 2.0, section 7.5.5), and neither a trailer nor what it names
//! is ever compressed or encrypted itself.

use super::super::content::find;
use super::tail_of;

const KEY: &[u8] = b"/Encrypt";
/// Further than any trailer or encryption dictionary goes.
const MAX_DICTIONARY_BYTES: usize = 4096;

/// What is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    Nothing,
    /// Only files inside.
    Attachments,
    /// Its text and pictures.
    Document,
}

/// By the newest trailer; where it cannot be found, by the file's end.
pub(super) fn of_file(bytes: &[u8]) -> Encryption {
    let trailer = newest_trailer(bytes).unwrap_or_else(|| tail_of(bytes));
    let Some(at) = position(trailer) else { return Encryption::Nothing };
    let named = trailer.get(at + KEY.len()..).unwrap_or_default();
    if dictionary(bytes, named).is_some_and(is_of_attachments) {
        Encryption::Attachments
    } else {
        Encryption::Document
    }
}

/// The same file, so that no reader takes it for encrypted.
pub(super) fn without(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(position) {
        from += at + KEY.len();
        if let Some(last) = bytes.get_mut(from - 1) {
            *last = b'_';
        }
    }
    bytes
}

/// The dictionary that follows, or that the reference that follows leads to.
fn dictionary<'a>(bytes: &'a [u8], named: &'a [u8]) -> Option<&'a [u8]> {
    let named = named.trim_ascii_start();
    let whole = if named.starts_with(b"<<") {
        named
    } else {
        let reference = named.get(..named.len().min(40))?;
        let mut words =
            std::str::from_utf8(reference.get(..find(reference, b"R")?)?).ok()?.split_whitespace();
        let header = format!("{} {} obj", words.next()?, words.next()?);
        let is_start = |at: &usize| {
            at.checked_sub(1).and_then(|at| bytes.get(at)).is_none_or(|byte| !byte.is_ascii_digit())
        };
        // The newest object of this number.
        let at = memchr::memmem::rfind_iter(bytes, header.as_bytes()).find(is_start)?;
        bytes.get(at + header.len()..)?
    };
    let whole = whole.get(..MAX_DICTIONARY_BYTES).unwrap_or(whole);
    whole.get(..find(whole, b"endobj").unwrap_or(whole.len()))
}

/// Whether streams and strings stay as they are, which is so where the dictionary says nothing of them.
fn is_of_attachments(dictionary: &[u8]) -> bool {
    let named = |key: &[u8]| {
        let rest = dictionary.get(find(dictionary, key)? + key.len()..)?.trim_ascii_start();
        Some(rest.starts_with(b"/Identity"))
    };
    named(b"/EFF") == Some(false) && named(b"/StmF") != Some(false) && named(b"/StrF") != Some(false)
}

fn newest_trailer(bytes: &[u8]) -> Option<&[u8]> {
    let tail = tail_of(bytes);
    let at = tail.windows(9).rposition(|window| window == b"startxref")?;
    let digits = tail.get(at + 9..)?.trim_ascii_start();
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let offset: usize = std::str::from_utf8(digits.get(..length)?).ok()?.parse().ok()?;
    let section = bytes.get(offset..)?.trim_ascii_start();
    let trailer = if section.starts_with(b"xref") {
        section.get(find(section, b"trailer")?..)?
    } else {
        section.first().filter(|byte| byte.is_ascii_digit())?;
        section
    };
    let trailer = trailer.get(..MAX_DICTIONARY_BYTES).unwrap_or(trailer);
    // What follows the dictionary is data, or the end of the file.
    let ends = [&b"stream"[..], b"startxref"].map(|end| find(trailer, end).unwrap_or(trailer.len()));
    trailer.get(..ends.into_iter().min()?)
}

/// Where the entry stands; `/EncryptMetadata` is another one.
fn position(dictionary: &[u8]) -> Option<usize> {
    let follows =
        |at: &usize| dictionary.get(at + KEY.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    memchr::memmem::find_iter(dictionary, KEY).find(follows)
}
