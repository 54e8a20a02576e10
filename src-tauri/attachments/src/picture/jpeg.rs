//! Large JPEGs, decoded at a half, a quarter or an eighth of their size: the decoder makes fewer pixels of each block,
//! so that a photograph of 50 megapixels needs the memory of one of three.
//!
//! Invariant: what comes out is never smaller than what is sent, and what this decoder does not take (four colours,
//! arithmetic coding, broken data) is left to the other one.

use image::{DynamicImage, GrayImage, RgbImage, metadata::Orientation};
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};

use super::{
    MAX_SENT_BYTES, MAX_SENT_SIDE,
    decoded::{Decoded, MAX_DECODED_BYTES, too_much_memory, within_limits},
    input::Input,
};
use yourouter_protocol::Result;

/// What a progressive JPEG takes for each pixel until its last scan is read: three colours of two bytes.
const PROGRESSIVE_BYTES: u64 = 6;

/// The image at a reduced size; `None` if it is small, or has to be decoded the usual way.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong`, `tooMuchMemory` or `unreadable`.
pub(super) fn reduced(input: &Input) -> Result<Option<Decoded>> {
    let mut decoder = Decoder::new(input.open());
    if decoder.read_info().is_err() {
        return Ok(None);
    }
    let Some(info) = decoder.info() else { return Ok(None) };
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let is_large = match input {
        Input::Disk(_) => true,
        Input::Held(bytes) => bytes.len() > MAX_SENT_BYTES,
    };
    if !is_large && width.max(height) < 2 * MAX_SENT_SIDE {
        return Ok(None);
    }
    within_limits((width, height))?;
    let needed = u64::from(width) * u64::from(height) * PROGRESSIVE_BYTES;
    if info.coding_process == CodingProcess::DctProgressive && needed > MAX_DECODED_BYTES {
        return Err(too_much_memory());
    }
    Ok(decoded(&mut decoder))
}

/// Whether its colours are those of a printing press, which not every vendor shows as they are meant.
///
/// # Errors
/// `Error::Attachment` with `unreadable`.
pub(super) fn is_cmyk(input: &Input) -> Result<bool> {
    let mut decoder = Decoder::new(input.open());
    let _unknown = decoder.read_info();
    Ok(decoder.info().is_some_and(|info| info.pixel_format == PixelFormat::CMYK32))
}

fn decoded<R: std::io::Read>(decoder: &mut Decoder<R>) -> Option<Decoded> {
    let side = u16::try_from(MAX_SENT_SIDE).ok()?;
    decoder.scale(side, side).ok()?;
    let pixels = decoder.decode().ok()?;
    let info = decoder.info()?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let image: DynamicImage = match info.pixel_format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::L16 | PixelFormat::CMYK32 => return None,
    };
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    Some(Decoded {
        image,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        profile: decoder.icc_profile(),
        has_all_pixels: false,
    })
}
