//! Scales an image down row by row, so that beside the result only a few rows are held: the `image` crate's own
//! filters hold a whole image of four floating-point numbers for each pixel in between.
//!
//! Invariant: the filter's weights add up to one for each pixel, so an even colour stays as it is; a transparent pixel
//! lends its neighbours none of its colour.

use std::collections::VecDeque;

use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

use super::MAX_SENT_SIDE;
use yourouter_protocol::Result;

/// How far the filter (Catmull and Rom's) reaches, in pixels of the result.
const REACH: f32 = 2.0;

/// The source pixels that make one pixel of the result: the first, and the weight of each from there on.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// An image whose rows come one after the other, in 8 bits for each channel.
pub(super) struct Rows<F: FnMut(&mut [u8]) -> Result<()>> {
    /// Width and height.
    pub size: (u32, u32),
    /// Grey, grey and alpha, RGB, or RGB and alpha.
    pub channels: u8,
    /// Writes the next row; it is called once for each.
    pub next: F,
}

/// The size of an image that is fitted into a box, at least one pixel on each side.
pub(super) fn fitting(from: (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let (from_width, from_height) = (u64::from(from.0), u64::from(from.1));
    let fits = |side: u64, by: u32, of: u64| {
        u32::try_from((side * u64::from(by) * 2 + of) / (of * 2).max(1)).unwrap_or(by).max(1)
    };
    // The side that is the tighter one decides.
    if from_width * u64::from(height) >= from_height * u64::from(width) {
        (width, fits(from_height, width, from_width))
    } else {
        (fits(from_width, height, from_height), height)
    }
}

/// The image as large as it is sent.
///
/// # Errors
/// What the rows say.
pub(super) fn from_rows<F: FnMut(&mut [u8]) -> Result<()>>(rows: Rows<F>) -> Result<DynamicImage> {
    let Rows { size, channels, next } = rows;
    let to = fitting(size, (MAX_SENT_SIDE, MAX_SENT_SIDE));
    let made: Option<DynamicImage> = match channels {
        1 => GrayImage::from_raw(to.0, to.1, made::<1>(size, to, next)?).map(Into::into),
        2 => GrayAlphaImage::from_raw(to.0, to.1, made::<2>(size, to, next)?).map(Into::into),
        3 => RgbImage::from_raw(to.0, to.1, made::<3>(size, to, next)?).map(Into::into),
        _ => RgbaImage::from_raw(to.0, to.1, made::<4>(size, to, next)?).map(Into::into),
    };
    // The rows are as many and as long as the size says, so there always is an image.
    Ok(made.unwrap_or_default())
}

/// The image in 8 bits for each channel, `width` × `height` pixels large.
pub(super) fn scaled(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let size = (image.width(), image.height());
    let target = (width.max(1), height.max(1));
    let made = match image {
        DynamicImage::ImageLuma8(grey) => {
            GrayImage::from_raw(target.0, target.1, of::<1>(&grey, size, target)).map(Into::into)
        }
        other if other.color().has_alpha() => {
            let source = other.into_rgba8();
            RgbaImage::from_raw(target.0, target.1, of::<4>(&source, size, target)).map(Into::into)
        }
        other => {
            let source = other.into_rgb8();
            RgbImage::from_raw(target.0, target.1, of::<3>(&source, size, target)).map(Into::into)
        }
    };
    // The rows are as many and as long as the size says, so there always is an image.
    made.unwrap_or_default()
}

/// The rows of an image that is held.
fn of<const N: usize>(source: &[u8], size: (u32, u32), target: (u32, u32)) -> Vec<u8> {
    let mut rows = source.chunks_exact((as_count(size.0) * N).max(1));
    let next = |row: &mut [u8]| {
        row.copy_from_slice(rows.next().unwrap_or_default());
        Ok(())
    };
    made::<N>(size, target, next).unwrap_or_default()
}

fn made<const N: usize>(
    size: (u32, u32),
    target: (u32, u32),
    mut next: impl FnMut(&mut [u8]) -> Result<()>,
) -> Result<Vec<u8>> {
    let (across, down) = (taps(size.0, target.0), taps(size.1, target.1));
    let mut made = Vec::with_capacity(as_count(target.0) * as_count(target.1) * N);
    // Source rows that were narrowed already; the first of them is row `held_from`.
    let mut held: VecDeque<Vec<[f32; N]>> = VecDeque::new();
    let mut held_from = 0;
    let mut row = vec![0; as_count(size.0) * N];
    let mut sum = vec![[0.0; N]; across.len()];
    for taps in &down {
        while held_from < taps.first {
            if held.pop_front().is_none() {
                next(&mut row)?;
            }
            held_from += 1;
        }
        while held.len() < taps.weights.len() {
            next(&mut row)?;
            let (pixels, _) = row.as_chunks::<N>();
            // Most of a screen that is far larger than what is on it.
            let is_blank = row.iter().all(|byte| *byte == 0);
            held.push_back(match is_blank {
                true => vec![[0.0; N]; across.len()],
                false => across.iter().map(|taps| narrowed(pixels, taps)).collect(),
            });
        }
        sum.fill([0.0; N]);
        for (row, weight) in held.iter().zip(&taps.weights) {
            for (sum, value) in sum.iter_mut().zip(row) {
                add(sum, value, *weight);
            }
        }
        made.extend(sum.iter().flat_map(|pixel| unpremultiplied(*pixel)));
    }
    Ok(made)
}

fn narrowed<const N: usize>(pixels: &[[u8; N]], taps: &Taps) -> [f32; N] {
    let mut sum = [0.0; N];
    let from = pixels.get(taps.first..).unwrap_or_default();
    for (pixel, weight) in from.iter().zip(&taps.weights) {
        add(&mut sum, &premultiplied(*pixel), *weight);
    }
    sum
}

/// The channels, of which the last is alpha if they are two or four.
const fn has_alpha(channels: usize) -> bool {
    channels == 2 || channels == 4
}

/// Colours times alpha, as they have to be added.
fn premultiplied<const N: usize>(pixel: [u8; N]) -> [f32; N] {
    let mut values = pixel.map(f32::from);
    if has_alpha(N)
        && let Some((alpha, colors)) = values.split_last_mut()
    {
        colors.iter_mut().for_each(|color| *color *= *alpha / 255.0);
    }
    values
}

/// Colours divided by alpha again.
fn unpremultiplied<const N: usize>(mut values: [f32; N]) -> [u8; N] {
    if has_alpha(N)
        && let Some((alpha, colors)) = values.split_last_mut()
        && *alpha > 0.0
    {
        colors.iter_mut().for_each(|color| *color *= 255.0 / *alpha);
    }
    values.map(|value| value.round().clamp(0.0, 255.0) as u8)
}

fn add<const N: usize>(sum: &mut [f32; N], value: &[f32; N], weight: f32) {
    for (sum, value) in sum.iter_mut().zip(value) {
        *sum += value * weight;
    }
}

fn taps(from: u32, to: u32) -> Vec<Taps> {
    let ratio = from as f32 / to as f32;
    let reach = REACH * ratio.max(1.0);
    (0..to)
        .map(|at| {
            let center = (at as f32 + 0.5) * ratio;
            let first = (center - reach).floor().max(0.0) as usize;
            let last = as_count(from).min((center + reach).ceil() as usize).max(first + 1);
            let weight = |pixel: usize| catmull_rom((pixel as f32 + 0.5 - center) / ratio.max(1.0));
            let weights: Vec<f32> = (first..last).map(weight).collect();
            let all: f32 = weights.iter().sum();
            Taps { first, weights: weights.into_iter().map(|weight| weight / all).collect() }
        })
        .collect()
}

/// The cubic filter with b = 0 and c = 1/2 (Mitchell and Netravali, "Reconstruction filters in computer graphics").
fn catmull_rom(x: f32) -> f32 {
    let x = x.abs();
    if x < 1.0 {
        1.5 * x.powi(3) - 2.5 * x.powi(2) + 1.0
    } else if x < 2.0 {
        -0.5 * x.powi(3) + 2.5 * x.powi(2) - 4.0 * x + 2.0
    } else {
        0.0
    }
}

fn as_count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GenericImageView, Rgb, RgbImage, Rgba, RgbaImage, imageops::FilterType};

    use super::scaled;

    #[test]
    fn an_even_colour_stays_as_it_is() {
        let image: DynamicImage = RgbaImage::from_pixel(97, 61, Rgba([12, 200, 77, 128])).into();
        let small = scaled(image, 13, 40);
        assert_eq!(small.dimensions(), (13, 40));
        assert!(small.pixels().all(|(_, _, pixel)| pixel.0 == [12, 200, 77, 128]));
    }

    #[test]
    fn what_is_transparent_lends_no_colour() {
        let image: DynamicImage =
            RgbaImage::from_fn(
                64,
                64,
                |x, _| {
                    if x < 32 { Rgba([250, 240, 10, 255]) } else { Rgba([0, 0, 0, 0]) }
                },
            )
            .into();
        let edge = scaled(image, 9, 9).into_rgba8();
        for pixel in edge.pixels().filter(|pixel| pixel.0[3] > 8) {
            assert!(pixel.0[0] > 240 && pixel.0[2] < 20, "{pixel:?}");
        }
    }

    #[test]
    fn it_does_what_the_usual_filter_does() {
        let image: DynamicImage = RgbImage::from_fn(300, 200, |x, y| {
            Rgb([(x % 256) as u8, (y + x / 2) as u8, (x * y % 251) as u8])
        })
        .into();
        let usual = image.resize_exact(170, 90, FilterType::CatmullRom).into_rgb8();
        let own = scaled(image, 170, 90).into_rgb8();
        let most = usual.as_raw().iter().zip(own.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(most <= Some(1), "{most:?}");
    }

    #[test]
    fn the_longest_and_the_smallest_images_are_scaled() {
        let line: DynamicImage = RgbImage::new(9_000, 2).into();
        assert_eq!(scaled(line, 1_568, 0).dimensions(), (1_568, 1));
        assert_eq!(scaled(RgbImage::new(1, 1).into(), 1, 1).dimensions(), (1, 1));
    }
}
