//! From pixels to the smallest file that looks right: PNG or JPEG.
//!
//! Invariant: an image with transparency is never given as JPEG.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use yourouter_protocol::{Error, Result};

/// The smaller of PNG and JPEG; with transparency always PNG.
///
/// # Errors
/// `Error::Internal` if an encoder fails.
pub(super) fn encode(image: &DynamicImage, quality: u8) -> Result<Vec<u8>> {
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
