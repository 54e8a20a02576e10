//! Images in the inks of a printing press.

use std::io::Cursor;

use image::{GenericImageView, Rgba};
use tiff::{
    encoder::{TiffEncoder, colortype::CMYK8},
    tags::Tag,
};

use crate::fixture::*;

/// A profile (ICC.1:2001-04) for which any inks are a middle grey.
fn grey_profile() -> Vec<u8> {
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    table.extend((0..9).flat_map(|at| if at % 4 == 0 { 0x1_0000_u32 } else { 0 }.to_be_bytes()));
    let same: Vec<u8> = (0..=255).collect();
    table.extend(same.repeat(4));
    // Lab: half as bright as white, of no colour.
    table.extend([128, 128, 128].repeat(16));
    table.extend(same.repeat(3));
    let white: Vec<u8> =
        [&b"XYZ \0\0\0\0"[..], &[0xF6D6_u32, 0x1_0000, 0xD32D].map(u32::to_be_bytes).concat()].concat();
    let (first, second) = (128 + 4 + 2 * 12, 128 + 4 + 2 * 12 + white.len());
    let mut profile = vec![0; 128];
    profile[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&white[8..]);
    profile.extend(2_u32.to_be_bytes());
    for (name, start, length) in [(b"wtpt", first, white.len()), (b"A2B0", second, table.len())] {
        profile.extend(name);
        profile.extend([start as u32, length as u32].map(u32::to_be_bytes).as_flattened());
    }
    profile.extend(white);
    profile.extend(table);
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

fn is_grey(pixel: Rgba<u8>) -> bool {
    let [red, green, blue, _] = pixel.0;
    [red, green, blue].iter().all(|value| (110..=128).contains(value))
}

#[test]
fn a_tiff_for_print_is_shown_by_its_profile_and_in_pure_inks_without() {
    let place = Place::new();
    let made = |profile: Option<&[u8]>| {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
        let mut image = encoder.new_image::<CMYK8>(20, 10).unwrap();
        if let Some(profile) = profile {
            image.encoder().write_tag(Tag::IccProfile, profile).unwrap();
        }
        image.write_data(&[255, 0, 0, 0].repeat(200)).unwrap();
        bytes.into_inner()
    };
    let plain = place.sent(&place.prepare("plain.tif", &made(None)).unwrap());
    assert_eq!((plain.dimensions(), plain.get_pixel(3, 3).0), ((20, 10), [0, 255, 255, 255]));
    let shown = place.sent(&place.prepare("print.tif", &made(Some(&grey_profile()))).unwrap());
    assert!(is_grey(shown.get_pixel(3, 3)), "{:?}", shown.get_pixel(3, 3));
    // What is no profile for inks is none.
    let broken = place.sent(&place.prepare("broken.tif", &made(Some(b"no profile"))).unwrap());
    assert_eq!(broken.get_pixel(3, 3).0, [0, 255, 255, 255]);
}

#[test]
fn a_jpeg_for_print_is_shown_by_its_profile() {
    let place = Place::new();
    let jpeg = include_bytes!("../fixtures/attachment/four-colours.jpg");
    let segment = jpeg_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &grey_profile()[..]].concat());
    let bytes = [&jpeg[..2], &segment, &jpeg[2..]].concat();
    let shown = place.sent(&place.prepare("print.jpg", &bytes).unwrap());
    assert!(
        is_grey(shown.get_pixel(8, 20)) && is_grey(shown.get_pixel(56, 20)),
        "{:?}",
        shown.get_pixel(8, 20)
    );
}
