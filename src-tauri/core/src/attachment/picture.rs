//! Images: really decoded, within limits, and made into what every vendor takes.
//!
//! An image that fits (PNG or JPEG, upright, small enough) keeps its pixels and only loses its metadata; any other is
//! turned upright, brought to sRGB, scaled and encoded anew. Of an animation the first frame is taken.
//! Invariant: no more memory is asked for than [`MAX_DECODED_BYTES`], whatever the file's header claims, and nothing
//! of a file's metadata but its colour profile is sent.

mod scaled;

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
    Limits, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{stripped, whole};
use crate::{Error, Result, protocol::AttachmentProblem};

/// The most pixels on one side of a file that is taken.
const MAX_SIDE: u32 = 30_000;
/// The most pixels in all.
const MAX_PIXELS: u64 = 100_000_000;
/// The most memory for decoding.
const MAX_DECODED_BYTES: u64 = 512 * 1024 * 1024;
/// The longest side that is sent: larger ones are scaled down by vendors anyway (API reference, section 4.1).
pub(super) const MAX_SENT_SIDE: u32 = 1568;
/// The most bytes that are sent: base64 of them stays below the smallest limit of a vendor.
pub(super) const MAX_SENT_BYTES: usize = 3_500_000;
/// Hardly to be told from the original, also for writing on a photograph.
const SENT_QUALITY: u8 = 90;
/// The thumbnail's box: 132 × 88 CSS pixels on a screen with two device pixels for each.
const THUMBNAIL: (u32, u32) = (264, 176);
/// Good enough for a picture that small.
const THUMBNAIL_QUALITY: u8 = 82;

/// An image that was prepared.
pub(super) struct Picture {
    /// Of what is sent.
    pub pixels: (u32, u32),
    /// PNG or JPEG, turned upright.
    pub thumbnail: Vec<u8>,
    /// What is sent.
    pub bytes: Bytes,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
}

struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
    has_plain_colors: bool,
}

/// Decodes the image and prepares it.
///
/// # Errors
/// `Error::Attachment` with `tooLarge` or `damaged`.
pub(super) fn prepare(bytes: Bytes, format: ImageFormat) -> Result<Picture> {
    let decoded = decode(&bytes, format)?;
    if !whole::is_whole(&bytes, format) {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it is cut short"));
    }
    // A broken file may be readable only with what is taken out of it; then it is encoded anew.
    let kept = if decoded.fits(bytes.len()) { without_metadata(&bytes, format) } else { None }
        .filter(|(kept, _)| decode(kept, format).is_ok());
    // The pixels are all that is needed from here on, and the file may be large.
    drop(bytes);
    let Decoded { mut image, orientation, profile, .. } = decoded;
    if let Some((bytes, media_type)) = kept {
        let pixels = (image.width(), image.height());
        return Ok(Picture { pixels, thumbnail: thumbnail(image)?, bytes, media_type });
    }
    image = shrunk(image, (MAX_SENT_SIDE, MAX_SENT_SIDE));
    image.apply_orientation(orientation);
    let image = in_srgb(image, profile.as_deref());
    finish(image)
}

/// Makes an image that is upright and in sRGB, such as a page of a PDF, into what is sent.
///
/// # Errors
/// `Error::Internal` if an encoder fails.
pub(super) fn finish(image: DynamicImage) -> Result<Picture> {
    let (image, bytes) = fitted(image)?;
    let pixels = (image.width(), image.height());
    Ok(Picture { pixels, media_type: media_type(&bytes), thumbnail: thumbnail(image)?, bytes: bytes.into() })
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

/// Of what [`fitted`] gives.
pub(super) fn media_type(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

/// A picture of an image that fits the thumbnail's box.
fn thumbnail(image: DynamicImage) -> Result<Vec<u8>> {
    encode(&shrunk(image, THUMBNAIL), THUMBNAIL_QUALITY)
}

impl Decoded {
    /// Whether it can be sent with the pixels that it has.
    fn fits(&self, size: usize) -> bool {
        size <= MAX_SENT_BYTES
            && self.image.width().max(self.image.height()) <= MAX_SENT_SIDE
            && self.orientation == Orientation::NoTransforms
            && self.has_plain_colors
    }
}

/// The same picture without its metadata, if its type is one that every vendor takes.
fn without_metadata(bytes: &[u8], format: ImageFormat) -> Option<(Bytes, &'static str)> {
    match format {
        ImageFormat::Png => Some((stripped::png(bytes)?.into(), "image/png")),
        ImageFormat::Jpeg => Some((stripped::jpeg(bytes)?.into(), "image/jpeg")),
        _ => None,
    }
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<Decoded> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let detail = format!("{width} × {height} pixels; at most {} megapixels", MAX_PIXELS / 1_000_000);
        return Err(Error::attachment(AttachmentProblem::TooManyPixels, detail));
    }
    if width == 0 || height == 0 {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it has no pixels"));
    }
    limits.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(limits).map_err(refused)?;
    // An orientation or a profile that cannot be read spoils the picture at worst; it is no reason to refuse it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let has_plain_colors = decoder.original_color_type() != ExtendedColorType::Cmyk8;
    let image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok(Decoded { image, orientation, profile, has_plain_colors })
}

fn refused(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::attachment(
            AttachmentProblem::TooManyPixels,
            format!(
                "at most {MAX_SIDE} pixels on a side and {} MiB of memory",
                MAX_DECODED_BYTES / 1024 / 1024
            ),
        ),
        other => Error::attachment(AttachmentProblem::Damaged, other.to_string()),
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
    let (from_width, from_height) = (u64::from(close.width()), u64::from(close.height()));
    let fits = |side: u64, by: u32, of: u64| {
        u32::try_from((side * u64::from(by) * 2 + of) / (of * 2).max(1)).unwrap_or(by).max(1)
    };
    // The side that is the tighter one decides.
    if from_width * u64::from(height) >= from_height * u64::from(width) {
        scaled::scaled(close, width, fits(from_height, width, from_width))
    } else {
        scaled::scaled(close, fits(from_width, height, from_height), height)
    }
}

/// Brings colours of another profile to sRGB, which is what vendors take a picture without a profile for. A profile that
/// cannot be read is passed over.
fn in_srgb(image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(source) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else {
        return image;
    };
    let target = ColorProfile::new_srgb();
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    if source.color_space != DataColorSpace::Rgb || !image.color().has_color() {
        return image;
    }
    let Ok(transform) = source.create_transform_8bit(layout, &target, layout, TransformOptions::default())
    else {
        return image;
    };
    if layout == Layout::Rgba {
        let from = image.to_rgba8();
        let mut to = from.clone();
        if transform.transform(&from, &mut to).is_ok() { to.into() } else { from.into() }
    } else {
        let from = image.to_rgb8();
        let mut to = from.clone();
        if transform.transform(&from, &mut to).is_ok() { to.into() } else { from.into() }
    }
}

/// The smaller of PNG and JPEG; with transparency always PNG.
fn encode(image: &DynamicImage, quality: u8) -> Result<Vec<u8>> {
    if image.color().has_alpha() {
        let rgba = image.to_rgba8();
        if rgba.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)) {
            return png(
                &rgba,
                (rgba.width(), rgba.height()),
                ExtendedColorType::Rgba8,
                CompressionType::Default,
            );
        }
    }
    let rgb: RgbImage = image.to_rgb8();
    let size = rgb.dimensions();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .write_image(&rgb, size.0, size.1, ExtendedColorType::Rgb8)
        .map_err(|error| Error::Internal(error.to_string()))?;
    // A photograph is seen to be one quickly, and is spared the search for the best compression.
    let quick = png(&rgb, size, ExtendedColorType::Rgb8, CompressionType::Fast)?;
    if quick.len() > 2 * jpeg.len() {
        return Ok(jpeg);
    }
    let png = png(&rgb, size, ExtendedColorType::Rgb8, CompressionType::Default)?;
    Ok(if png.len() <= jpeg.len() { png } else { jpeg })
}

fn png(
    pixels: &[u8],
    (width, height): (u32, u32),
    color: ExtendedColorType,
    compression: CompressionType,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, compression, FilterType::Adaptive)
        .write_image(pixels, width, height, color)
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(bytes)
}
