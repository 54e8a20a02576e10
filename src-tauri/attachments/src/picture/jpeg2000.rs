//! JPEG 2000: scans of archives and libraries. A large one is decoded at a fraction of its size, which its levels allow.

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage, metadata::Orientation};

use super::{
    MAX_SENT_SIDE,
    color::of_inks,
    decoded::{Decoded, MAX_DECODED_BYTES, damaged, too_much_memory, within_limits},
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// How an image in its container begins, and one without (ISO/IEC 15444-1, annexes I.5.1 and A.4.1).
const BEGINNINGS: [&[u8]; 2] = [b"\0\0\0\x0CjP  \r\n\x87\n", b"\xFF\x4F\xFF\x51"];
/// What the decoder holds of each channel of a pixel: its coefficients, and the value.
const CHANNEL_BYTES: u64 = 8;

/// Whether the bytes begin as such an image does.
pub(in super::super) fn is_one(bytes: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// Decodes an image, a large one at the smallest of its sizes that is not smaller than what is sent.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong`, `tooMuchMemory`, `unsupportedType` or `damaged`.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded> {
    let whole = Image::new(bytes, &DecodeSettings::default()).map_err(damaged)?;
    within_limits((whole.width(), whole.height()))?;
    let settings = DecodeSettings {
        target_resolution: Some((MAX_SENT_SIDE, MAX_SENT_SIDE)),
        ..DecodeSettings::default()
    };
    let image = Image::new(bytes, &settings).map_err(damaged)?;
    let (width, height) = (image.width(), image.height());
    let (colors, has_alpha) = (image.color_space().clone(), image.has_alpha());
    let channels = u64::from(colors.num_channels()) + u64::from(has_alpha);
    if u64::from(width) * u64::from(height) * channels * CHANNEL_BYTES > MAX_DECODED_BYTES {
        return Err(too_much_memory());
    }
    let mut context = DecoderContext::default();
    let pixels = image.decode(&mut context).map_err(damaged)?.data_u8();
    let (profile, colors) = match colors {
        ColorSpace::Icc { profile, num_channels } => (Some(profile), num_channels),
        other => (None, other.num_channels()),
    };
    let image: Option<DynamicImage> = match (colors, has_alpha) {
        (1, false) => GrayImage::from_raw(width, height, pixels).map(Into::into),
        (1, true) => GrayAlphaImage::from_raw(width, height, pixels).map(Into::into),
        (3, false) => RgbImage::from_raw(width, height, pixels).map(Into::into),
        (3, true) => RgbaImage::from_raw(width, height, pixels).map(Into::into),
        (4, false) => RgbImage::from_raw(width, height, of_inks(&pixels, profile.as_deref())).map(Into::into),
        _ => return Err(Error::attachment(AttachmentProblem::UnsupportedType, "image/x-unusual")),
    };
    Ok(Decoded {
        image: image.ok_or_else(|| damaged("its decoder gave too few pixels"))?,
        orientation: Orientation::NoTransforms,
        profile,
        has_all_pixels: false,
    })
}
