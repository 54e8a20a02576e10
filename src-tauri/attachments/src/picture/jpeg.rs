//! JPEGs. Large ones are decoded at a half, a quarter or an eighth of their size: the decoder makes fewer pixels of each
//! block, so that a photograph of 50 megapixels needs the memory of one of three.
//!
//! Data that are broken inside are refused (`entropy`): a model would take grey or shifted parts for the picture.
//! Invariant: what comes out is never smaller than what is sent, unless the file is.

use std::io::Read;

use image::{DynamicImage, GrayImage, RgbImage, metadata::Orientation};
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};
use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{
    BROKEN, MAX_SENT_BYTES, MAX_SENT_SIDE,
    color::of_inks,
    decoded::{Decoded, MAX_DECODED_BYTES, damaged, too_much_memory, within_limits},
    input::Input,
};
use crate::intake;
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// What a progressive JPEG takes for each pixel until its last scan is read: three colours of two bytes.
const PROGRESSIVE_BYTES: u64 = 6;

/// The image, a large one at a fraction of its size, in sRGB or the colours of its profile.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong`, `tooMuchMemory`, `unsupportedType`, `damaged` or
/// `unreadable`.
pub(super) fn decode(input: &Input) -> Result<Decoded> {
    let mut decoder = Decoder::new(input.open());
    let is_known = decoder.read_info().is_ok();
    if let Some(info) = decoder.info().filter(|_| is_known) {
        let (width, height) = (u32::from(info.width), u32::from(info.height));
        let is_large = match input {
            Input::Disk(_) => true,
            Input::Held(bytes) => bytes.len() > MAX_SENT_BYTES,
        };
        let is_large = is_large || width.max(height) >= 2 * MAX_SENT_SIDE;
        if is_large || info.pixel_format == PixelFormat::CMYK32 {
            within_limits((width, height))?;
            let needed = u64::from(width) * u64::from(height) * PROGRESSIVE_BYTES;
            if info.coding_process == CodingProcess::DctProgressive && needed > MAX_DECODED_BYTES {
                return Err(too_much_memory());
            }
            // What this decoder does not take (arithmetic coding, broken data) is left to the other one.
            if let Some(decoded) = reduced(&mut decoder) {
                return Ok(decoded);
            }
        }
    }
    whole(input)
}

fn reduced<R: Read>(decoder: &mut Decoder<R>) -> Option<Decoded> {
    let side = u16::try_from(MAX_SENT_SIDE).ok()?;
    decoder.scale(side, side).ok()?;
    let pixels = decoder.decode().ok()?;
    let info = decoder.info()?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let mut profile = decoder.icc_profile();
    let image: DynamicImage = match info.pixel_format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::CMYK32 => {
            RgbImage::from_raw(width, height, of_inks(&pixels, profile.take().as_deref()))?.into()
        }
        PixelFormat::L16 => return None,
    };
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    Some(Decoded {
        image,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        profile,
        has_all_pixels: false,
    })
}

fn whole(input: &Input) -> Result<Decoded> {
    let mut bytes = Vec::new();
    input.open().read_to_end(&mut bytes).map_err(|error| intake::unreadable(&error))?;
    let mut decoder = opened(&bytes, true);
    if decoder.decode_headers().is_err() {
        // Stray bytes between the segments spoil nothing.
        decoder = opened(&bytes, false);
        decoder.decode_headers().map_err(refused)?;
    }
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = decoder.dimensions().map_or((0, 0), |(width, height)| (side(width), side(height)));
    within_limits((width, height))?;
    let colors = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(colors));
    let pixels = decoder.decode().map_err(refused)?;
    let image: Option<DynamicImage> = match colors {
        ColorSpace::Luma => GrayImage::from_raw(width, height, pixels).map(Into::into),
        _ => RgbImage::from_raw(width, height, pixels).map(Into::into),
    };
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok(Decoded {
        image: image.ok_or_else(|| damaged("it has too few pixels"))?,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        profile: decoder.icc_profile(),
        // Colours of a printing press are not shown by every vendor as they are meant.
        has_all_pixels: !matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK)),
    })
}

fn opened(bytes: &[u8], is_strict: bool) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default()
        .set_strict_mode(is_strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}

fn refused(error: DecodeErrors) -> Error {
    match error {
        DecodeErrors::Unsupported(_) => {
            Error::attachment(AttachmentProblem::UnsupportedType, "image/x-unusual")
        }
        _ => damaged(BROKEN),
    }
}
