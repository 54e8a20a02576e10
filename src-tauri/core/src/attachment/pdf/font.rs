//! A PDF's font, as far as text needs it: which characters its codes are, and how wide they stand.
//!
//! Invariant: a map from codes to characters is not inflated beyond [`MAX_MAP_BYTES`], and a table of widths is not
//! read further than [`MAX_WIDTHS`].

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

/// The most of one font's map.
const MAX_MAP_BYTES: usize = 8 * 1024 * 1024;
/// The most widths of one font.
const MAX_WIDTHS: usize = 70_000;
/// What is assumed where a font does not say: half its height for Latin letters.
const USUAL_WIDTH: f64 = 0.5;

/// A font.
pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    is_wide: bool,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

impl<'a> Font<'a> {
    pub(super) fn read(document: &'a Document, font: &'a Dictionary) -> Self {
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0");
        let encoding = font.get_font_encoding_with_limit(document, MAX_MAP_BYTES).ok();
        // Codes of a wide font without a map are glyph numbers, which say nothing about characters.
        let encoding = encoding.filter(|it| !(is_wide && is_identity(it)));
        let (widths, default_width) = match is_wide {
            true => wide_widths(document, font),
            false => (plain_widths(document, font), USUAL_WIDTH),
        };
        Self { encoding, is_wide, widths, default_width }
    }

    /// Whether each code has two bytes.
    pub(super) fn is_wide(&self) -> bool {
        self.is_wide
    }

    /// The characters that the bytes show; none if the font does not say.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        let Some(encoding) = &self.encoding else { return String::new() };
        let text = Document::decode_text(encoding, bytes).unwrap_or_default();
        text.chars().filter(|c| !c.is_control() && *c != '\u{FFFD}').collect()
    }

    /// How many glyphs the bytes show.
    pub(super) fn count(&self, bytes: &[u8]) -> usize {
        if self.is_wide { bytes.len() / 2 } else { bytes.len() }
    }

    /// How wide the bytes stand, in heights of the font.
    pub(super) fn width(&self, bytes: &[u8]) -> f64 {
        let width = |code: u32| self.widths.get(&code).copied().unwrap_or(self.default_width);
        if self.is_wide {
            let (pairs, _) = bytes.as_chunks::<2>();
            pairs.iter().map(|pair| width(u16::from_be_bytes(*pair).into())).sum()
        } else {
            bytes.iter().map(|byte| width((*byte).into())).sum()
        }
    }
}

fn is_identity(encoding: &Encoding<'_>) -> bool {
    matches!(encoding, Encoding::SimpleEncoding(_) | Encoding::OneByteEncoding(_))
}

/// `FirstChar` and `Widths` (PDF 1.7, table 111).
fn plain_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f64> {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or_default();
    let first = u32::try_from(first).unwrap_or_default();
    let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else {
        return HashMap::new();
    };
    let numbers = widths.iter().take(256).map(|it| it.as_float().map_or(USUAL_WIDTH * 1000.0, f64::from));
    (first..)
        .zip(numbers)
        .filter(|(_, width)| *width > 0.0)
        .map(|(code, width)| (code, width / 1000.0))
        .collect()
}

/// `DW` and `W` of the font that stands behind a wide one (PDF 1.7, section 9.7.4.3).
fn wide_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f64>, f64) {
    let mut widths = HashMap::new();
    let behind = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let behind = behind.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let Some(behind) = behind else { return (widths, 1.0) };
    let default =
        behind.get_deref(b"DW", document).and_then(Object::as_float).map_or(1.0, |it| f64::from(it) / 1000.0);
    let Ok(table) = behind.get_deref(b"W", document).and_then(Object::as_array) else {
        return (widths, default);
    };
    let code = |object: Option<&Object>| object.and_then(|it| u32::try_from(it.as_i64().ok()?).ok());
    let number = |object: &Object| object.as_float().map_or(default, |it| f64::from(it) / 1000.0);
    let mut rest = table.as_slice();
    while let (Some(first), Some(second)) = (code(rest.first()), rest.get(1)) {
        if let Ok((_, Object::Array(each))) = document.dereference(second) {
            widths.extend((first..).zip(each.iter().map(number)).take(MAX_WIDTHS));
            rest = rest.get(2..).unwrap_or_default();
        } else if let (Some(last), Some(width)) = (code(Some(second)), rest.get(2)) {
            let last = last.min(first.saturating_add(65_535));
            widths.extend((first..=last).map(|code| (code, number(width))));
            rest = rest.get(3..).unwrap_or_default();
        } else {
            break;
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    (widths, default)
}
