//! The pages of a scanned PDF as images: each page of a scan is one large picture, which is taken out as it is.
//!
//! Nothing is drawn here: a page that is put together from pieces, or whose picture is in a format that this program
//! does not decode (JBIG2, JPEG 2000), is not given.
//! Invariant: no picture is inflated beyond [`MAX_PICTURE_BYTES`].

use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use lopdf::{Dictionary, Document, Object, Stream};

use tokio_util::sync::CancellationToken;

use super::super::{
    Watch,
    picture::{self, Picture},
};
use super::text::page_resources;
use crate::Result;

/// The most of one page's picture, without compression.
const MAX_PICTURE_BYTES: usize = 256 * 1024 * 1024;
/// A picture with fewer pixels is a logo or a stamp, not a page.
const MIN_PIXELS: i64 = 200_000;

/// The page's picture, ready to be sent; `None` if the page is not one picture that can be decoded.
pub(super) fn page_image(document: &Document, page: (u32, u16)) -> Option<Result<Picture>> {
    let stream = largest(document, page)?;
    let turn = rotation(document, page);
    match innermost_filter(stream).as_deref() {
        Some(b"DCTDecode") => {
            let jpeg = jpeg_of(stream)?;
            if turn == 0 {
                let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
                return Some(picture::prepare(jpeg.into(), None, ImageFormat::Jpeg, &watch));
            }
            let image = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).ok()?;
            Some(picture::finish(turned(image, turn)))
        }
        Some(b"FlateDecode" | b"LZWDecode" | b"RunLengthDecode") | None => {
            Some(picture::finish(turned(plain(document, stream)?, turn)))
        }
        _ => None,
    }
}

/// Whether the page has a picture of the size of a page at all.
pub(super) fn has_picture(document: &Document, page: (u32, u16)) -> bool {
    largest(document, page).is_some()
}

fn largest(document: &Document, page: (u32, u16)) -> Option<&Stream> {
    let resources = page_resources(document, page)?;
    let listed = document.get_dict_in_dict(resources, b"XObject").ok()?;
    let streams = listed
        .iter()
        .take(512)
        .filter_map(|(_, object)| document.dereference(object).ok()?.1.as_stream().ok());
    let pictures =
        streams.filter(|it| it.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"));
    let (pixels, found) = pictures.map(|it| (area(document, &it.dict), it)).max_by_key(|(area, _)| *area)?;
    (pixels >= MIN_PIXELS).then_some(found)
}

fn area(document: &Document, dict: &Dictionary) -> i64 {
    side(document, dict, b"Width").saturating_mul(side(document, dict, b"Height"))
}

fn side(document: &Document, dict: &Dictionary, name: &[u8]) -> i64 {
    dict.get_deref(name, document).and_then(Object::as_i64).unwrap_or_default().clamp(0, 30_000)
}

/// The filter that was applied first when the file was written: the picture's own format.
fn innermost_filter(stream: &Stream) -> Option<Vec<u8>> {
    stream.filters().ok()?.last().map(|name| name.to_vec())
}

/// The JPEG file inside, also if it was compressed once more.
fn jpeg_of(stream: &Stream) -> Option<Vec<u8>> {
    let mut outer = stream.clone();
    let filters: Vec<Object> =
        stream.filters().ok()?.iter().rev().skip(1).rev().map(|it| Object::Name(it.to_vec())).collect();
    if filters.is_empty() {
        return Some(outer.content);
    }
    outer.dict.set("Filter", Object::Array(filters));
    outer.get_plain_content_with_limit(MAX_PICTURE_BYTES).ok()
}

/// Rows of grey or RGB samples of 8 bits, or of black and white.
fn plain(document: &Document, stream: &Stream) -> Option<DynamicImage> {
    let dict = &stream.dict;
    let bits = dict.get_deref(b"BitsPerComponent", document).and_then(Object::as_i64).unwrap_or(8);
    let width = u32::try_from(side(document, dict, b"Width")).ok()?;
    let height = u32::try_from(side(document, dict, b"Height")).ok()?;
    let data = stream.get_plain_content_with_limit(MAX_PICTURE_BYTES).ok()?;
    let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
    match (components(document, dict)?, bits) {
        (3, 8) => RgbImage::from_raw(width, height, data.get(..pixels * 3)?.to_vec()).map(Into::into),
        (1, 8) => GrayImage::from_raw(width, height, data.get(..pixels)?.to_vec()).map(Into::into),
        (1, 1) => {
            let row = usize::try_from(width.div_ceil(8)).ok()?;
            let is_white = |x: u32, y: u32| {
                let at = usize::try_from(y).ok()?.checked_mul(row)? + usize::try_from(x / 8).ok()?;
                Some(data.get(at)? >> (7 - x % 8) & 1 == 1)
            };
            data.get(..row.checked_mul(usize::try_from(height).ok()?)?)?;
            let image = GrayImage::from_fn(width, height, |x, y| {
                image::Luma([if is_white(x, y).unwrap_or(true) { 255 } else { 0 }])
            });
            Some(image.into())
        }
        _ => None,
    }
}

/// 1 for grey, 3 for RGB; `None` for palettes, CMYK and the rest.
fn components(document: &Document, dict: &Dictionary) -> Option<i64> {
    let space = dict.get_deref(b"ColorSpace", document).ok()?;
    let named = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" | b"G" => Some(1),
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(3),
        _ => None,
    };
    match space {
        Object::Name(name) => named(name),
        Object::Array(array) => match array.first()?.as_name().ok()? {
            b"ICCBased" => {
                let (_, profile) = document.dereference(array.get(1)?).ok()?;
                profile.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok()
            }
            name => named(name),
        },
        _ => None,
    }
}

/// Degrees clockwise, a multiple of 90 (PDF 1.7, table 30).
fn rotation(document: &Document, page: (u32, u16)) -> i64 {
    let mut node = document.get_dictionary(page).ok();
    for _ in 0..64 {
        let Some(here) = node else { break };
        if let Ok(turn) = here.get_deref(b"Rotate", document).and_then(Object::as_i64) {
            return turn.rem_euclid(360);
        }
        node = document.get_dict_in_dict(here, b"Parent").ok();
    }
    0
}

fn turned(image: DynamicImage, degrees: i64) -> DynamicImage {
    match degrees {
        90 => image.rotate90(),
        180 => image.rotate180(),
        270 => image.rotate270(),
        _ => image,
    }
}
