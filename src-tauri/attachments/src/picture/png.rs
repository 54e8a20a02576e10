//! Large PNGs, scaled row by row while they are read.
//!
//! Invariant: a few rows are held at a time, however many the image has.

use ::png::{ColorType, Decoder, Limits, Transformations};
use image::DynamicImage;

use super::{
    decoded::damaged,
    input::Input,
    scaled::{self, Rows},
};
use crate::Watch;
use yourouter_protocol::Result;

/// What the decoder may hold beside the rows: its window, a profile, a palette.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The image, no larger than is sent; `None` if its rows are interlaced.
///
/// # Errors
/// `Error::Attachment` with `damaged`, `unreadable` or `stopped`.
pub(super) fn scaled(input: &Input, watch: &Watch<'_>) -> Result<Option<DynamicImage>> {
    let mut decoder = Decoder::new_with_limits(input.open(), Limits { bytes: MAX_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(damaged)?;
    if reader.info().interlaced {
        return Ok(None);
    }
    let size = reader.info().size();
    let channels = match reader.output_color_type().0 {
        ColorType::Grayscale | ColorType::Indexed => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
    };
    let next = |row: &mut [u8]| {
        watch.check()?;
        let read = reader.next_row().map_err(damaged)?.ok_or_else(|| damaged("it has too few rows"))?;
        let data = read.data().get(..row.len()).ok_or_else(|| damaged("a row is too short"))?;
        row.copy_from_slice(data);
        Ok(())
    };
    scaled::from_rows(Rows { size, channels, next }).map(Some)
}
