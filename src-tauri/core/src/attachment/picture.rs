//! Images: really decoded, within limits, for their size and a small picture of them.
//!
//! Invariant: no more memory is asked for than [`MAX_DECODED_BYTES`], whatever the file's header claims.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
    Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
    metadata::Orientation,
};

use super::whole;
use crate::{Error, Result, protocol::AttachmentProblem};

/// The most pixels on one side.
const MAX_SIDE: u32 = 30_000;
/// The most pixels in all.
const MAX_PIXELS: u64 = 100_000_000;
/// The most memory for decoding.
const MAX_DECODED_BYTES: u64 = 512 * 1024 * 1024;
/// The thumbnail's box: 132 × 88 CSS pixels on a screen with two device pixels for each.
const THUMBNAIL: (u32, u32) = (264, 176);
/// Good enough for a picture that small.
const THUMBNAIL_QUALITY: u8 = 82;

/// What is known of an image.
pub(super) struct Picture {
    /// Turned upright.
    pub pixels: (u32, u32),
    /// PNG or JPEG, turned upright.
    pub thumbnail: Vec<u8>,
}

/// Decodes the image, of an animation its first frame.
///
/// # Errors
/// `Error::Attachment` with `tooLarge` or `damaged`.
pub(super) fn read(bytes: &[u8], format: ImageFormat) -> Result<Picture> {
    let (image, orientation) = decode(bytes, format)?;
    if !whole::is_whole(bytes, format) {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it is cut short"));
    }
    let pixels = upright(orientation, (image.width(), image.height()));
    let mut small = shrunk(image, upright(orientation, THUMBNAIL));
    small.apply_orientation(orientation);
    let thumbnail = encode(&small).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Picture { pixels, thumbnail })
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation)> {
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
        return Err(Error::attachment(AttachmentProblem::TooLarge, detail));
    }
    limits.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(limits).map_err(refused)?;
    // An orientation that cannot be read turns the picture at worst; it is no reason to refuse it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(refused)?, orientation))
}

fn refused(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::attachment(
            AttachmentProblem::TooLarge,
            format!(
                "at most {MAX_SIDE} pixels on a side and {} MiB of memory",
                MAX_DECODED_BYTES / 1024 / 1024
            ),
        ),
        other => Error::attachment(AttachmentProblem::Damaged, other.to_string()),
    }
}

/// Width and height as they are once the image is turned.
fn upright(orientation: Orientation, (width, height): (u32, u32)) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
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
    close.resize(width, height, FilterType::Triangle)
}

/// The smaller of PNG and JPEG; with transparency always PNG.
fn encode(image: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut png = Vec::new();
    if image.color().has_alpha() {
        let rgba = image.to_rgba8();
        if rgba.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)) {
            let encoder = PngEncoder::new(&mut png);
            encoder.write_image(&rgba, rgba.width(), rgba.height(), ExtendedColorType::Rgba8)?;
            return Ok(png);
        }
    }
    let rgb = image.to_rgb8();
    let (width, height) = rgb.dimensions();
    PngEncoder::new(&mut png).write_image(&rgb, width, height, ExtendedColorType::Rgb8)?;
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, THUMBNAIL_QUALITY);
    encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8)?;
    Ok(if png.len() <= jpeg.len() { png } else { jpeg })
}
