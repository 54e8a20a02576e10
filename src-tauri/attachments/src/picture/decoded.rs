//! From a file to pixels, within limits and without holding more of a large image than is sent of it.
//!
//! JPEGs are decoded at a fraction of their size (`jpeg`), PNGs and GIFs row by row (`png`, `gif`); the other types, and
//! interlaced PNGs, are decoded as a whole, TIFFs for print by `tiff`.
//! Invariant: nothing is decoded before its size was compared with the limits.

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation,
};

use super::{MAX_SENT_SIDE, gif, icon, input::Input, jpeg, png, tiff};
use crate::Watch;
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// The most pixels on one side of a file that is taken.
pub(super) const MAX_SIDE: u32 = 30_000;
/// The most pixels in all.
pub(super) const MAX_PIXELS: u64 = 100_000_000;
/// The most memory for decoding.
pub(super) const MAX_DECODED_BYTES: u64 = 512 * 1024 * 1024;

/// An image's pixels, with what has to be done to them.
pub(super) struct Decoded {
    /// The pixels, perhaps fewer than the file has.
    pub image: DynamicImage,
    /// How to turn it upright.
    pub orientation: Orientation,
    /// What its colours are, if not sRGB.
    pub profile: Option<Vec<u8>>,
    /// Whether it can be sent with the pixels that it has, if its file is small enough.
    pub has_all_pixels: bool,
}

impl Decoded {
    /// Whether it can be sent with the pixels that it has.
    pub(super) fn fits(&self) -> bool {
        self.has_all_pixels
            && self.image.width().max(self.image.height()) <= MAX_SENT_SIDE
            && self.orientation == Orientation::NoTransforms
    }
}

/// Decodes an image.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong`, `tooMuchMemory`, `damaged`, `unreadable` or `stopped`.
pub(super) fn decode(input: &Input, format: ImageFormat, watch: &Watch<'_>) -> Result<Decoded> {
    watch.check()?;
    let of_its_own = match (format, input) {
        (ImageFormat::Jpeg, _) => Some(jpeg::decode(input)?),
        (ImageFormat::Tiff, _) => tiff::printed(input)?,
        (ImageFormat::Ico, Input::Held(bytes)) => match icon::largest_png(bytes) {
            Some(png) => Some(decode(&Input::Held(png), ImageFormat::Png, watch)?),
            None => None,
        },
        _ => None,
    };
    if let Some(decoded) = of_its_own {
        watch.check()?;
        return Ok(decoded);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(input.open(), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let size = decoder.dimensions();
    within_limits(size)?;
    limits.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(limits).map_err(refused)?;
    // An orientation or a profile that cannot be read spoils the picture at worst; it is no reason to refuse it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    if size.0.max(size.1) > MAX_SENT_SIDE {
        let by_rows = match format {
            ImageFormat::Png => png::scaled(input, watch)?,
            ImageFormat::Gif => Some(gif::scaled(input, watch)?),
            _ => None,
        };
        if let Some(image) = by_rows {
            return Ok(Decoded { image, orientation, profile, has_all_pixels: false });
        }
    }
    let image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    watch.check()?;
    Ok(Decoded { image, orientation, profile, has_all_pixels: true })
}

/// Compares a size with the limits.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong` or `damaged`.
pub(super) fn within_limits((width, height): (u32, u32)) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(damaged("it has no pixels"));
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        let detail = format!("{width} × {height} pixels; at most {MAX_SIDE} on a side");
        return Err(Error::attachment(AttachmentProblem::SideTooLong, detail));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let detail = format!("{width} × {height} pixels; at most {} megapixels", MAX_PIXELS / 1_000_000);
        return Err(Error::attachment(AttachmentProblem::TooManyPixels, detail));
    }
    Ok(())
}

/// More of it than is held.
pub(super) fn too_much_memory() -> Error {
    let detail = format!("at most {} MiB of memory", MAX_DECODED_BYTES / 1024 / 1024);
    Error::attachment(AttachmentProblem::TooMuchMemory, detail)
}

/// A file that its decoder cannot make out.
pub(super) fn damaged(words: impl ToString) -> Error {
    Error::attachment(AttachmentProblem::Damaged, words.to_string())
}

fn refused(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => too_much_memory(),
        ImageError::Unsupported(_) => {
            Error::attachment(AttachmentProblem::UnsupportedType, "image/x-unusual")
        }
        other => damaged(other),
    }
}
