//! Images: really decoded, within limits, and made into what every vendor takes.
//!
//! An image that fits (PNG or JPEG, upright, small enough) keeps its pixels and only loses its metadata; any other is
//! turned upright, brought to sRGB, scaled and encoded anew. Of an animation the first frame is taken. How an image is
//! decoded without holding all of it is in `decoded`.
//! Invariant: no more memory is asked for than `decoded::MAX_DECODED_BYTES`, whatever the file's header claims, and
//! nothing of a file's metadata but its colour profile is sent.

mod color;
mod decoded;
mod encoded;
mod entropy;
mod gif;
mod heif;
mod icon;
mod input;
mod jpeg;
mod jpeg2000;
mod png;
mod scaled;
mod system;
mod tiff;

use std::fs::File;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat};

use super::{Watch, stripped, whole};
use color::in_srgb;
use decoded::{Decoded, decode};
use encoded::encode;
use input::Input;
use yourouter_protocol::{AttachmentProblem, Error, Result};

pub(super) use heif::kind as heif_kind;
pub(super) use jpeg2000::is_one as is_jpeg2000;
pub use system::{SystemPicture, SystemPictures, SystemRefusal, SystemType};

/// The longest side that is sent: larger ones are scaled down by vendors anyway (API reference, section 4.1).
pub(super) const MAX_SENT_SIDE: u32 = 1568;
/// The most bytes that are sent: base64 of them stays below the smallest limit of a vendor.
pub(super) const MAX_SENT_BYTES: usize = 3_500_000;
/// Hardly to be told from the original, also for writing on a photograph.
const SENT_QUALITY: u8 = 90;
/// The thumbnail's box: 132 × 88 CSS pixels on a screen with two device pixels for each.
const THUMBNAIL: (u32, u32) = (264, 176);
/// Why an image is refused of which decoders would show a part only, each another one.
const BROKEN: &str = "a part of its picture is broken";
/// Good enough for a picture that small.
const THUMBNAIL_QUALITY: u8 = 82;

/// An image that was prepared.
pub(super) struct Picture {
    /// Of what is sent.
    pub pixels: (u32, u32),
    /// PNG or JPEG, turned upright.
    pub thumbnail: Vec<u8>,
    /// What is sent: PNG or JPEG.
    pub bytes: Bytes,
}

/// Decodes the image and prepares it. A large one is read from its file again, where there is one, so that its bytes
/// are not held beside its pixels.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `damaged` or `stopped`.
pub(super) fn prepare(
    bytes: Bytes,
    file: Option<File>,
    format: ImageFormat,
    watch: &Watch<'_>,
) -> Result<Picture> {
    if bytes.len() > MAX_SENT_BYTES {
        whole_or_damaged(&bytes, format)?;
        let input = Input::without(bytes, file);
        return made_anew(decode(&input, format, watch)?, watch);
    }
    let input = Input::Held(bytes.clone());
    let decoded = decode(&input, format, watch)?;
    whole_or_damaged(&bytes, format)?;
    // A broken file may be readable only with what is taken out of it; then it is encoded anew.
    let kept = if decoded.fits() { without_metadata(&bytes, format) } else { None }
        .filter(|kept| decode(&Input::Held(kept.clone()), format, watch).is_ok());
    let Some(bytes) = kept else { return made_anew(decoded, watch) };
    let pixels = (decoded.image.width(), decoded.image.height());
    Ok(Picture { pixels, thumbnail: thumbnail(decoded.image)?, bytes })
}

/// The same for a type that only the system decodes.
///
/// # Errors
/// As [`prepare`], and with `heif` where the system has no decoder.
pub(super) fn prepare_by_system(
    bytes: &[u8],
    kind: SystemType,
    system: Option<&dyn SystemPictures>,
    watch: &Watch<'_>,
) -> Result<Picture> {
    made_anew(system::decode(bytes, kind, system)?, watch)
}

/// The same for JPEG 2000, which vendors do not take.
///
/// # Errors
/// As [`prepare`], and with `unsupportedType`.
pub(super) fn prepare_jpeg2000(bytes: &[u8], watch: &Watch<'_>) -> Result<Picture> {
    made_anew(jpeg2000::decode(bytes)?, watch)
}

fn made_anew(decoded: Decoded, watch: &Watch<'_>) -> Result<Picture> {
    let Decoded { mut image, orientation, profile, .. } = decoded;
    image = shrunk(image, (MAX_SENT_SIDE, MAX_SENT_SIDE));
    image.apply_orientation(orientation);
    watch.check()?;
    finish(in_srgb(image, profile.as_deref()))
}

/// Makes an image that is upright and in sRGB, such as a page of a PDF, into what is sent.
///
/// # Errors
/// `Error::Internal` if an encoder fails.
pub(super) fn finish(image: DynamicImage) -> Result<Picture> {
    let (image, bytes) = fitted(image)?;
    let pixels = (image.width(), image.height());
    Ok(Picture { pixels, thumbnail: thumbnail(image)?, bytes: bytes.into() })
}

/// The image at the size in which it is sent, and encoded: the smaller of PNG and JPEG.
///
/// # Errors
/// As [`finish`].
pub(super) fn fitted(image: DynamicImage) -> Result<(DynamicImage, Vec<u8>)> {
    let mut image = shrunk(image, (MAX_SENT_SIDE, MAX_SENT_SIDE));
    let mut bytes = encode(&image, SENT_QUALITY)?;
    while bytes.len() > MAX_SENT_BYTES {
        image = shrunk(image.clone(), (image.width() * 3 / 4 + 1, image.height() * 3 / 4 + 1));
        bytes = encode(&image, SENT_QUALITY)?;
    }
    Ok((image, bytes))
}

/// Of what is sent.
pub(super) fn media_type(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

/// A picture of an image that fits the thumbnail's box.
fn thumbnail(image: DynamicImage) -> Result<Vec<u8>> {
    encode(&shrunk(image, THUMBNAIL), THUMBNAIL_QUALITY)
}

fn whole_or_damaged(bytes: &[u8], format: ImageFormat) -> Result<()> {
    if !whole::is_whole(bytes, format) {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it is cut short"));
    }
    if format == ImageFormat::Jpeg && !entropy::is_sound(bytes) {
        return Err(decoded::damaged(BROKEN));
    }
    Ok(())
}

/// The same picture without its metadata, if its type is one that every vendor takes.
fn without_metadata(bytes: &[u8], format: ImageFormat) -> Option<Bytes> {
    match format {
        ImageFormat::Png => Some(stripped::png(bytes)?.into()),
        ImageFormat::Jpeg => Some(stripped::jpeg(bytes)?.into()),
        _ => None,
    }
}

/// Fits the image into a box; one that fits already stays as it is.
fn shrunk(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if image.width() <= width && image.height() <= height {
        return image;
    }
    // Averaging to twice the size first costs one pass over the pixels; the better filter then has little to do.
    let close = if image.width() > 4 * width || image.height() > 4 * height {
        image.thumbnail(2 * width, 2 * height)
    } else {
        image
    };
    let (width, height) = scaled::fitting((close.width(), close.height()), (width, height));
    scaled::scaled(close, width, height)
}
