//! PDFs: whole, not encrypted, with their text for models that take no PDFs, and the pages of a scan as images.
//!
//! `lopdf`'s metadata loader reads the cross-reference data, the trailer and the page tree and no page, bounds what it
//! inflates and how deep it goes, and mends cross-reference data as viewers do. The rest is read only then.
//! Invariant: a PDF is refused only for a reason that is certain; what this reader cannot make out, another may.

mod font;
mod pages;
mod text;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use lopdf::{Document, LoadOptions};

use super::{
    content::{find, has_pdf_header},
    picture::Picture,
    text::{Text, capped},
};
use crate::{Error, Result, protocol::AttachmentProblem};

/// How far from the end the last `startxref` and `%%EOF` may stand. Acrobat looks at 1,024 bytes; files that were sent
/// by mail have more behind them.
const TAIL_BYTES: usize = 4096;
/// The most that one stream of objects may be inflated to.
const MAX_INFLATED_BYTES: usize = 64 * 1024 * 1024;
/// The most pages whose text is read.
const MAX_READ_PAGES: usize = 3_000;
/// How long reading the text, and taking the pages out, may take each.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// The most pages of a scan that are sent as images (API reference, section 4.1).
const MAX_IMAGES: usize = 20;
/// A page with fewer letters than this, on average, has no text worth the name.
const MIN_LETTERS: usize = 8;

/// What there is in a PDF besides its bytes.
#[derive(Default)]
pub(super) struct Inside {
    /// Its text with a mark at each page; `None` if it has none, or none that can be read.
    pub text: Option<Text>,
    /// Whether its pages are pictures without text.
    pub is_scan: bool,
    /// The pages of a scan, from the first on; empty if they cannot be taken out.
    pub images: Vec<Picture>,
}

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

/// Reads the text; of a scan, takes the pages out as images. What cannot be read is left out: the PDF itself can still
/// be sent. A panic of the reader, which only a hostile file can cause, counts as that.
pub(super) fn look_inside(bytes: &[u8]) -> Inside {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Inside {
    let options = LoadOptions { max_decompressed_size: Some(MAX_INFLATED_BYTES), ..LoadOptions::default() };
    let Ok(document) = Document::load_mem_with_options(bytes, options) else { return Inside::default() };
    let pages: Vec<(u32, u16)> = document.page_iter().take(MAX_READ_PAGES).collect();
    let deadline = Instant::now() + TIME_LIMIT;
    let mut marked = String::new();
    let mut letters = 0;
    for (number, page) in (1..).zip(&pages) {
        let text = text::page_text(&document, *page, deadline);
        letters += text.chars().filter(|c| c.is_alphanumeric()).count();
        marked.push_str(&format!("[Page {number}]\n{}\n\n", text.trim()));
        if Instant::now() > deadline || marked.len() > 2 * super::text::MAX_TEXT_BYTES {
            marked.push_str("[the pages after this one were not read]\n");
            break;
        }
    }
    if letters >= MIN_LETTERS * pages.len().min(5) && letters > 0 {
        return Inside { text: Some(capped(marked)), ..Inside::default() };
    }
    let is_scan = pages.iter().take(5).any(|page| pages::has_picture(&document, *page));
    Inside { is_scan, images: if is_scan { images(&document, &pages) } else { Vec::new() }, text: None }
}

/// All pages up to the limit, or none: a part of them would look like the whole.
fn images(document: &Document, pages: &[(u32, u16)]) -> Vec<Picture> {
    let deadline = Instant::now() + TIME_LIMIT;
    let mut images = Vec::new();
    for page in pages.iter().take(MAX_IMAGES) {
        match pages::page_image(document, *page) {
            Some(Ok(image)) if Instant::now() < deadline => images.push(image),
            _ => return Vec::new(),
        }
    }
    images
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
