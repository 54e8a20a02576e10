//! What a file is, judged by its content alone.
//!
//! Invariant: markup is never taken for anything else: a page or an SVG that hides `%PDF-` or the like inside stays
//! markup; and a text that only speaks of PDFs stays a text.

mod kinds;

use image::ImageFormat;

use super::{
    office::{self, Office},
    picture::{self, SystemType},
    text,
};

/// The media type of a PDF.
pub(super) const PDF: &str = "application/pdf";
/// The media type of an SVG image.
pub(super) const SVG: &str = "image/svg+xml";
/// Text in escapes that call letters which nothing here has.
const ESCAPED_TEXT: &str = "text/x-iso-2022";
/// Where readers of PDFs look for its header (PDF 1.7, Adobe's implementation note 13).
const PDF_HEADER_WITHIN: usize = 1024;

/// A type of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// PNG, JPEG, WebP, GIF, BMP, TIFF or an icon.
    Image(ImageFormat),
    /// JPEG 2000.
    Jpeg2000,
    /// HEIC or AVIF.
    System(SystemType),
    /// A PDF.
    Pdf,
    /// Text, with its media type.
    Text(&'static str),
    /// An Office document, also one that cannot be read.
    Office(Office),
    /// An SVG image.
    Svg,
    /// Anything else, with its media type as far as it can be told.
    Other(String),
}

/// Judges the content.
pub(super) fn detect(bytes: &[u8]) -> Content {
    if let Some(root) = markup_root(bytes) {
        return match root.rsplit(':').next() {
            Some("svg") => Content::Svg,
            Some("html") => Content::Text("text/html"),
            _ => Content::Text(detected(bytes).filter(|it| it.starts_with("text/")).unwrap_or("text/plain")),
        };
    }
    // Before the other types: a text may begin with the two or three letters that mark one of them.
    let is_pdf = is_pdf(bytes);
    let is_rich_text = detected(bytes) == Some("application/rtf");
    if !is_pdf && !is_rich_text && text::is_in_unknown_escapes(bytes) {
        return Content::Other(ESCAPED_TEXT.to_owned());
    }
    if !is_pdf && !is_rich_text && (text::is_plain(bytes) || text::has_self_evident_encoding(bytes)) {
        return Content::Text("text/plain");
    }
    if let Some(heif) = picture::heif_kind(bytes) {
        return Content::System(heif);
    }
    if picture::is_jpeg2000(bytes) {
        return Content::Jpeg2000;
    }
    if let Some(office) = office::detect(bytes) {
        return Content::Office(office);
    }
    if let Some(media_type) = kinds::refused(bytes) {
        return Content::Other(media_type.to_owned());
    }
    match detected(bytes).filter(|it| *it != PDF && !is_only_a_word(bytes, it)) {
        Some("image/png") => Content::Image(ImageFormat::Png),
        Some("image/jpeg") => Content::Image(ImageFormat::Jpeg),
        Some("image/webp") => Content::Image(ImageFormat::WebP),
        Some("image/gif") => Content::Image(ImageFormat::Gif),
        Some("image/bmp") => Content::Image(ImageFormat::Bmp),
        Some("image/tiff") => Content::Image(ImageFormat::Tiff),
        Some("image/vnd.microsoft.icon") => Content::Image(ImageFormat::Ico),
        None if is_pdf => Content::Pdf,
        Some(media_type) => Content::Other(media_type.to_owned()),
        None if text::is_likely(bytes) || text::unmarked_utf16(bytes).is_some() => {
            Content::Text("text/plain")
        }
        None => Content::Other("application/octet-stream".to_owned()),
    }
}

/// Whether a PDF's header stands where readers look for it.
pub(super) fn has_pdf_header(bytes: &[u8]) -> bool {
    find(bytes.get(..PDF_HEADER_WITHIN).unwrap_or(bytes), b"%PDF-").is_some()
}

/// Whether it is a PDF, also a damaged one. What could be text has more to show than a header, which source code and
/// notes have too: the header as the whole of the first line, or the end that a PDF has (PDF 1.7, section 7.5.5).
fn is_pdf(bytes: &[u8]) -> bool {
    let looks_like_one = has_pdf_header(bytes) || detected(bytes) == Some(PDF);
    if !looks_like_one || !text::is_clean(bytes) {
        return looks_like_one;
    }
    let is_line_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let first = bytes.split(is_line_end).next().unwrap_or_default();
    let version = first.strip_prefix(b"%PDF-").map(<[u8]>::trim_ascii);
    if version.is_some_and(|version| version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')) {
        return true;
    }
    let mut lines = bytes.trim_ascii_end().rsplit(is_line_end).filter(|line| !line.is_empty());
    lines.next() == Some(b"%%EOF") && lines.nth(1).is_some_and(|line| line.trim_ascii() == b"startxref")
}

/// Where `needle` begins first.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// Whether a type is told from nothing but letters with which a text may begin, as `BMI;Größe` does. Headers of images and
/// programs have zeros in them, and say more than their two or three letters.
fn is_only_a_word(bytes: &[u8], media_type: &str) -> bool {
    match media_type {
        "image/gif" => !(bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")),
        // Behind the file's header stands the length of the next one (BITMAPCOREHEADER to BITMAPV5HEADER).
        "image/bmp" => !matches!(bytes.get(14..18), Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])),
        "application/rtf" => false,
        _ => text::is_clean(bytes) && bytes.iter().take(3).all(u8::is_ascii_graphic),
    }
}

fn detected(bytes: &[u8]) -> Option<&'static str> {
    infer::get(bytes).map(|found| found.mime_type())
}

/// The name of the first element or of the document type, if the content is markup at all; in lower case.
fn markup_root(bytes: &[u8]) -> Option<String> {
    let decoded = utf16(bytes);
    let mut rest = decoded.as_deref().unwrap_or(bytes);
    rest = rest.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(rest).trim_ascii_start();
    rest.starts_with(b"<").then_some(())?;
    loop {
        rest = rest.trim_ascii_start();
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            rest = after(comment, b"-->");
        } else if let Some(instruction) = rest.strip_prefix(b"<?") {
            rest = after(instruction, b"?>");
        } else {
            break;
        }
    }
    let tag = rest.strip_prefix(b"<").unwrap_or_default();
    let tag = match tag.get(..8) {
        Some(word) if word.eq_ignore_ascii_case(b"!DOCTYPE") => {
            tag.get(8..).unwrap_or_default().trim_ascii_start()
        }
        _ => tag,
    };
    let end =
        tag.iter().position(|byte| byte.is_ascii_whitespace() || b">/[".contains(byte)).unwrap_or(tag.len());
    Some(String::from_utf8_lossy(tag.get(..end).unwrap_or_default()).to_ascii_lowercase())
}

/// What follows `end`, or nothing if it is not there.
fn after<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    find(bytes, end).and_then(|at| bytes.get(at + end.len()..)).unwrap_or_default()
}

/// The content as UTF-8 if its byte order mark says that it is UTF-16.
fn utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let (is_big, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (true, rest),
        [0xFF, 0xFE, rest @ ..] => (false, rest),
        _ => return None,
    };
    let (pairs, _) = rest.as_chunks::<2>();
    let units: Vec<u16> = pairs
        .iter()
        .map(|pair| if is_big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) })
        .collect();
    Some(String::from_utf16_lossy(&units).into_bytes())
}
