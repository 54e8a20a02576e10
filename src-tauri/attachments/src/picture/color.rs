//! Colours of another profile brought to sRGB, which is what vendors take a picture without a profile for.
//!
//! Invariant: a profile that cannot be read, or is for another kind of colours than the picture has, changes nothing; inks
//! without one are taken for pure ones.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The image in sRGB.
pub(super) fn in_srgb(image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(source) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else {
        return image;
    };
    let target = ColorProfile::new_srgb();
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    if source.color_space != DataColorSpace::Rgb || !image.color().has_color() {
        return image;
    }
    let Ok(transform) = source.create_transform_8bit(layout, &target, layout, TransformOptions::default())
    else {
        return image;
    };
    if layout == Layout::Rgba {
        let from = image.to_rgba8();
        let mut to = from.clone();
        if transform.transform(&from, &mut to).is_ok() { to.into() } else { from.into() }
    } else {
        let from = image.to_rgb8();
        let mut to = from.clone();
        if transform.transform(&from, &mut to).is_ok() { to.into() } else { from.into() }
    }
}

/// The inks of a printing press, four bytes a pixel of which 0 is none, as sRGB, three bytes a pixel.
pub(super) fn of_inks(inks: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    let pixels = inks.as_chunks::<4>().0;
    let mut rgb = vec![0; pixels.len() * 3];
    let is_done = profile.is_some_and(|profile| by_profile(pixels.as_flattened(), profile, &mut rgb));
    if !is_done {
        for (color, [inks @ .., black]) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(pixels) {
            let light = |ink: u8| u16::from(255 - ink) * u16::from(255 - black) / 255;
            *color = inks.map(|ink| u8::try_from(light(ink)).unwrap_or(u8::MAX));
        }
    }
    rgb
}

fn by_profile(inks: &[u8], profile: &[u8], rgb: &mut [u8]) -> bool {
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return false };
    let (target, options) = (ColorProfile::new_srgb(), TransformOptions::default());
    source.color_space == DataColorSpace::Cmyk
        && source
            .create_transform_8bit(Layout::Rgba, &target, Layout::Rgb, options)
            .is_ok_and(|transform| transform.transform(inks, rgb).is_ok())
}
