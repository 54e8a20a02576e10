//! PDFs: whole, and not encrypted.
//!
//! `lopdf`'s metadata loader reads the cross-reference data, the trailer and the page tree and no page, bounds what it
//! inflates and how deep it goes, and mends cross-reference data as viewers do.
//! Invariant: a PDF is refused only for a reason that is certain; what this reader cannot make out, another may.

use lopdf::Document;

use super::content::{find, has_pdf_header};
use crate::{Error, Result, protocol::AttachmentProblem};

/// How far from the end the last `startxref` and `%%EOF` may stand. Acrobat looks at 1,024 bytes; files that were sent
/// by mail have more behind them.
const TAIL_BYTES: usize = 4096;

/// Checks the file's header, its end and its encryption; gives the number of pages, if it can be made out.
///
/// # Errors
/// `Error::Attachment` with `damaged` or `encrypted`.
pub(super) fn check(bytes: &[u8]) -> Result<Option<u32>> {
    if !has_pdf_header(bytes) {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it has no header"));
    }
    let tail = tail_of(bytes);
    if find(tail, b"startxref").is_none() || find(tail, b"%%EOF").is_none() {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it is cut short"));
    }
    match Document::load_metadata_mem(bytes) {
        Ok(found) if found.encrypted => Err(encrypted()),
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => Err(encrypted()),
        Err(_) if find(tail, b"/Encrypt").is_some() => Err(encrypted()),
        Ok(found) => Ok(Some(found.page_count).filter(|pages| *pages > 0)),
        Err(_) => Ok(None),
    }
}

/// The last bytes, without the zeros that some file systems and mailers leave behind.
fn tail_of(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte != 0 && !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    bytes.get(end.saturating_sub(TAIL_BYTES)..end).unwrap_or_default()
}

/// Vendors take no encrypted PDF, also if it opens without a password (API reference, section 4.2).
fn encrypted() -> Error {
    Error::attachment(AttachmentProblem::Encrypted, "")
}
