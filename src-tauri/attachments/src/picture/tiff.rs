//! TIFFs in the inks of a printing press, which the `image` crate makes into colours without asking their profile.
//!
//! Invariant: nothing is made larger than `decoded::MAX_DECODED_BYTES`.

use image::{RgbImage, metadata::Orientation};
use tiff::{
    ColorType,
    decoder::{Decoder, DecodingResult, Limits},
    tags::Tag,
};

use super::{
    color::of_inks,
    decoded::{Decoded, MAX_DECODED_BYTES, damaged, too_much_memory, within_limits},
    input::Input,
};
use yourouter_protocol::Result;

/// What a pixel takes: four inks, and three colours made of them.
const PIXEL_BYTES: u64 = 7;

/// The image in sRGB; `None` if it is not in inks.
///
/// # Errors
/// `Error::Attachment` with `tooManyPixels`, `sideTooLong`, `tooMuchMemory` or `damaged`.
pub(super) fn printed(input: &Input) -> Result<Option<Decoded>> {
    let Ok(decoder) = Decoder::new(input.open()) else { return Ok(None) };
    let mut decoder = decoder.with_limits(limits());
    let (Ok(ColorType::CMYK(8)), Ok((width, height))) = (decoder.colortype(), decoder.dimensions()) else {
        return Ok(None);
    };
    within_limits((width, height))?;
    if u64::from(width) * u64::from(height) * PIXEL_BYTES > MAX_DECODED_BYTES {
        return Err(too_much_memory());
    }
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let orientation = decoder.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    let DecodingResult::U8(inks) = decoder.read_image().map_err(damaged)? else { return Ok(None) };
    let image = RgbImage::from_raw(width, height, of_inks(&inks, profile.as_deref()));
    Ok(Some(Decoded {
        image: image.ok_or_else(|| damaged("it has too few pixels"))?.into(),
        orientation: orientation.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms),
        profile: None,
        has_all_pixels: false,
    }))
}

fn limits() -> Limits {
    let most = usize::try_from(MAX_DECODED_BYTES).unwrap_or(usize::MAX);
    let mut limits = Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    // Profiles of printing presses are tables of a few megabytes.
    limits.ifd_value_size = 16 * 1024 * 1024;
    limits
}
