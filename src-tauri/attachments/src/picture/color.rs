//! Colours of another profile brought to sRGB, which is what vendors take a picture without a profile for.
//!
//! Invariant: a profile that cannot be read, or is for another kind of colours than the picture has, changes nothing.

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
