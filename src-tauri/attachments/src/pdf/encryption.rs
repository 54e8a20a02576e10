//! Whether a PDF is encrypted, also where it opens without a password.
//!
//! Each trailer of an encrypted file names its encryption (PDF 1.7, section 7.5.5), and none is ever compressed or
//! encrypted itself, so looking at the one that the file's end points to is enough.

use super::super::content::find;
use super::tail_of;

const KEY: &[u8] = b"/Encrypt";
/// Further than any trailer goes.
const MAX_TRAILER_BYTES: usize = 4096;

/// Whether the newest trailer has the entry; where it cannot be found, whether the file's end has.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    newest_trailer(bytes).map_or_else(|| names(tail_of(bytes)), names)
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
    let trailer = trailer.get(..MAX_TRAILER_BYTES).unwrap_or(trailer);
    // What follows the dictionary is data, or the end of the file.
    let ends = [&b"stream"[..], b"startxref"].map(|end| find(trailer, end).unwrap_or(trailer.len()));
    trailer.get(..ends.into_iter().min()?)
}

/// Whether the entry stands there; `/EncryptMetadata` is another one.
fn names(dictionary: &[u8]) -> bool {
    let follows = |at: usize| dictionary.get(at + KEY.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    (0..dictionary.len())
        .any(|at| dictionary.get(at..).is_some_and(|rest| rest.starts_with(KEY)) && follows(at))
}
