//! Large GIFs: the first frame, scaled row by row; each pixel takes one byte until its row is scaled.
//!
//! Invariant: what the frame does not cover of the screen is transparent, as in browsers.

use std::num::NonZeroU64;

use ::gif::{ColorOutput, DecodeOptions, Frame, MemoryLimit};
use image::DynamicImage;

use super::{
    decoded::{MAX_DECODED_BYTES, damaged},
    input::Input,
    scaled::{self, Rows},
};
use crate::Watch;
use yourouter_protocol::Result;

/// The first frame, no larger than is sent.
///
/// # Errors
/// `Error::Attachment` with `damaged`, `unreadable` or `stopped`.
pub(super) fn scaled(input: &Input, watch: &Watch<'_>) -> Result<DynamicImage> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    let limit = NonZeroU64::new(MAX_DECODED_BYTES).map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes);
    options.set_memory_limit(limit);
    let mut decoder = options.read_info(input.open()).map_err(damaged)?;
    let size = (u32::from(decoder.width()), u32::from(decoder.height()));
    let global = decoder.global_palette().map(<[u8]>::to_vec).unwrap_or_default();
    let frame = decoder.read_next_frame().map_err(damaged)?.ok_or_else(|| damaged("it has no frame"))?;
    let palette = frame.palette.as_deref().unwrap_or(&global);
    let colors: Vec<[u8; 4]> = (0..=u8::MAX).map(|index| color(frame, palette, index)).collect();
    let mut at = 0;
    let next = |row: &mut [u8]| {
        watch.check()?;
        paint(frame, &colors, at, row);
        at += 1;
        Ok(())
    };
    scaled::from_rows(Rows { size, channels: 4, next })
}

fn color(frame: &Frame<'_>, palette: &[u8], index: u8) -> [u8; 4] {
    let (known, _) = palette.as_chunks::<3>();
    match known.get(usize::from(index)) {
        Some([red, green, blue]) if frame.transparent != Some(index) => [*red, *green, *blue, u8::MAX],
        _ => [0; 4],
    }
}

/// Row `at` of the screen in four channels.
fn paint(frame: &Frame<'_>, colors: &[[u8; 4]], at: usize, row: &mut [u8]) {
    row.fill(0);
    let (top, left) = (usize::from(frame.top), usize::from(frame.left));
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    if at < top || at >= top + height {
        return;
    }
    let from = (at - top) * width;
    let indices = frame.buffer.get(from..from + width).unwrap_or_default();
    let (pixels, _) = row.as_chunks_mut::<4>();
    for (pixel, index) in pixels.iter_mut().skip(left).zip(indices) {
        *pixel = colors.get(usize::from(*index)).copied().unwrap_or_default();
    }
}
