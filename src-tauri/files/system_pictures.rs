//! HEIC, AVIF and unusual TIFFs by the decoders that gdk-pixbuf finds on the system (packages `heif-gdk-pixbuf`, `libavif-gdk-pixbuf`).
//!
//! They are written in C and run in the attachment worker, behind its fence: a file is seen after its size was compared
//! with the limits, and only a loader that is registered for exactly its type is chosen.
//! Invariant: never called in the program's own process.

use gtk::{
    gdk_pixbuf::{InterpType, Pixbuf, PixbufFormat, PixbufLoader},
    glib,
    prelude::PixbufLoaderExt,
};
use std::{cell::Cell, rc::Rc};
use yourouter_attachments::{SystemPicture, SystemPictures, SystemRefusal, SystemType};

/// How much a loader is given at once; it can refuse after each piece.
const PIECE_BYTES: usize = 256 * 1024;
/// A larger image is made as small as this where its pixels are, before they are copied: twice what is sent, so that the
/// rest of the way is scaled as all other images are.
const MAX_COPIED_SIDE: i32 = 2 * 1568;

/// The loaders of gdk-pixbuf.
#[derive(Debug)]
pub struct PixbufLoaders;

impl SystemPictures for PixbufLoaders {
    fn decode(
        &self,
        bytes: &[u8],
        kind: SystemType,
        is_allowed: fn(u32, u32) -> bool,
    ) -> Result<SystemPicture, SystemRefusal> {
        // The next one may take what the best does not, such as sequences.
        let mut refusal = SystemRefusal::NoDecoder;
        for name in loaders_for(kind) {
            match decode(&name, bytes, is_allowed) {
                Err(SystemRefusal::Damaged(words)) if refusal == SystemRefusal::NoDecoder => {
                    refusal = SystemRefusal::Damaged(words);
                }
                Err(SystemRefusal::Damaged(_) | SystemRefusal::NoDecoder) => {}
                decoded => return decoded,
            }
        }
        Err(refusal)
    }
}

fn decode(
    name: &str,
    bytes: &[u8],
    is_allowed: fn(u32, u32) -> bool,
) -> Result<SystemPicture, SystemRefusal> {
    let loader = PixbufLoader::with_type(name).map_err(|_| SystemRefusal::NoDecoder)?;
    let is_refused = Rc::new(Cell::new(false));
    let told = Rc::clone(&is_refused);
    loader.connect_size_prepared(move |loader, width, height| {
        let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
        if !size.is_some_and(|(width, height)| is_allowed(width, height)) {
            told.set(true);
            loader.set_size(1, 1);
        }
    });
    let fed = bytes
        .chunks(PIECE_BYTES)
        .try_for_each(|piece| if is_refused.get() { Ok(()) } else { loader.write(piece) });
    // Closed in any case: a loader that is not leaves a warning and its memory behind.
    let closed = loader.close();
    if is_refused.get() {
        return Err(SystemRefusal::TooLarge);
    }
    fed.and(closed).map_err(|error| damaged(&error))?;
    let pixbuf = loader.pixbuf().ok_or_else(|| SystemRefusal::Damaged("it has no image".to_owned()))?;
    // It holds the pixels too.
    drop(loader);
    let profile = pixbuf.option("icc-profile").map(|text| glib::base64_decode(&text));
    Ok(SystemPicture { profile, ..picture(&reduced(pixbuf)?)? })
}

/// The names of the loaders that are registered for this type, the best first.
fn loaders_for(kind: SystemType) -> Vec<String> {
    let takes = |format: &PixbufFormat| {
        !format.is_disabled() && format.mime_types().iter().any(|known| known == kind.media_type())
    };
    let formats = Pixbuf::formats();
    // A loader for this type alone is the better one where two are installed.
    let mut fitting: Vec<_> = formats.iter().filter(|format| takes(format)).collect();
    fitting.sort_by_key(|format| format.mime_types().len());
    fitting.into_iter().filter_map(PixbufFormat::name).map(String::from).collect()
}

/// The image, not larger than it is copied.
fn reduced(pixbuf: Pixbuf) -> Result<Pixbuf, SystemRefusal> {
    let (width, height) = (i64::from(pixbuf.width()), i64::from(pixbuf.height()));
    let (longest, most) = (width.max(height), i64::from(MAX_COPIED_SIDE));
    if longest <= most {
        return Ok(pixbuf);
    }
    let scaled = |side: i64| i32::try_from((side * most / longest).max(1)).unwrap_or(MAX_COPIED_SIDE);
    pixbuf
        .scale_simple(scaled(width), scaled(height), InterpType::Bilinear)
        .ok_or_else(|| SystemRefusal::Damaged("there is too little memory for it".to_owned()))
}

/// Rows without the gaps that a pixbuf may have between them.
fn picture(pixbuf: &Pixbuf) -> Result<SystemPicture, SystemRefusal> {
    let wrong = || SystemRefusal::Damaged("its decoder gave an image of another kind".to_owned());
    let count = |number: i32| usize::try_from(number).map_err(|_| wrong());
    let (width, height) = (count(pixbuf.width())?, count(pixbuf.height())?);
    let (stride, channels) = (count(pixbuf.rowstride())?, count(pixbuf.n_channels())?);
    if pixbuf.bits_per_sample() != 8 || channels != if pixbuf.has_alpha() { 4 } else { 3 } {
        return Err(wrong());
    }
    let bytes = pixbuf.read_pixel_bytes();
    let row = width.checked_mul(channels).ok_or_else(wrong)?;
    let mut pixels = Vec::with_capacity(row.saturating_mul(height));
    for at in 0..height {
        let from = at.checked_mul(stride).ok_or_else(wrong)?;
        pixels.extend_from_slice(bytes.get(from..from.saturating_add(row)).ok_or_else(wrong)?);
    }
    Ok(SystemPicture {
        width: u32::try_from(width).map_err(|_| wrong())?,
        height: u32::try_from(height).map_err(|_| wrong())?,
        has_alpha: pixbuf.has_alpha(),
        pixels,
        profile: None,
    })
}

fn damaged(error: &glib::Error) -> SystemRefusal {
    SystemRefusal::Damaged(error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use gtk::gdk_pixbuf::{Colorspace, Pixbuf};

    use yourouter_attachments::{SystemPictures, SystemRefusal, SystemType};

    use super::{MAX_COPIED_SIDE, PixbufLoaders, picture, reduced};

    const HEIC: &[u8] = include_bytes!("../attachments/tests/fixtures/attachment/halves.heic");
    const AVIF: &[u8] = include_bytes!("../attachments/tests/fixtures/attachment/halves.avif");
    const TURNED: &[u8] = include_bytes!("../attachments/tests/fixtures/attachment/halves-turned.avif");
    const NEEDED: &str = "this test needs the packages heif-gdk-pixbuf and libavif-gdk-pixbuf";

    #[test]
    fn a_large_image_is_made_smaller_before_its_pixels_are_copied_and_keeps_its_colours() {
        let size = |width, height| {
            let pixbuf = Pixbuf::new(Colorspace::Rgb, false, 8, width, height).unwrap();
            pixbuf.fill(0x10A0_F0FF);
            let made = picture(&reduced(pixbuf).unwrap()).unwrap();
            assert!(made.pixels.chunks(3).all(|pixel| pixel == [0x10, 0xA0, 0xF0]));
            (made.width, made.height)
        };
        let most = u32::try_from(MAX_COPIED_SIDE).unwrap();
        assert_eq!(size(2 * MAX_COPIED_SIDE, 600), (most, 300));
        assert_eq!(size(600, 2 * MAX_COPIED_SIDE), (300, most));
        assert_eq!((size(30_000, 1), size(MAX_COPIED_SIDE, 7)), ((most, 1), (most, 7)));
    }

    #[test]
    fn an_image_is_turned_once() {
        let turned = PixbufLoaders.decode(TURNED, SystemType::Avif, |_, _| true).expect(NEEDED);
        assert_eq!((turned.width, turned.height), (64, 96));
        let red = turned.pixels.get(..3).unwrap().first().copied().unwrap_or_default() > 150;
        let plain = PixbufLoaders.decode(AVIF, SystemType::Avif, |_, _| true).expect(NEEDED);
        assert!(plain.pixels.first().copied().unwrap_or_default() > 150, "red is on the left");
        assert!(red, "a quarter clockwise takes the left to the top");
    }

    #[test]
    fn an_image_that_is_larger_than_allowed_is_refused_by_its_size() {
        for (bytes, kind) in [(HEIC, SystemType::Heic), (AVIF, SystemType::Avif)] {
            assert_eq!(PixbufLoaders.decode(bytes, kind, |_, _| false), Err(SystemRefusal::TooLarge));
        }
    }
}
