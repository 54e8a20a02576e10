//! Images as they are sent: without metadata, upright, in sRGB, small enough for every vendor.

use image::{DynamicImage, GenericImageView, ImageFormat};
use yourouter_attachments::Source;
use yourouter_protocol::{AttachmentKind, AttachmentProblem};

use crate::fixture::*;

const SECRET: &[u8] = b"48.8584 N, 2.2945 E, taken by somebody";

fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET)
}

#[test]
fn each_type_of_image_becomes_what_every_vendor_takes() {
    let place = Place::new();
    let picture = noise(400, 300);
    for (format, name) in [
        (ImageFormat::Png, "a.png"),
        (ImageFormat::Jpeg, "a.jpg"),
        (ImageFormat::WebP, "a.webp"),
        (ImageFormat::Gif, "a.gif"),
        (ImageFormat::Bmp, "a.bmp"),
        (ImageFormat::Tiff, "a.tiff"),
    ] {
        let bytes = encoded(&picture, format);
        let prepared = place.prepare(name, &bytes).unwrap();
        assert_eq!((prepared.name.as_str(), prepared.kind), (name, AttachmentKind::Image));
        assert_eq!((prepared.pixels, prepared.facts.frames), (Some((400, 300)), 1));
        assert!(matches!(prepared.media_type.as_str(), "image/png" | "image/jpeg"), "{format:?}");
        let kept = place.folder.read(&prepared.sha256).unwrap();
        assert_eq!((prepared.size_bytes, &prepared.sha256), (kept.len() as u64, &sha256(&kept)));
        if matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
            assert_eq!(kept, bytes, "what fits and has no metadata keeps its bytes");
        }
        assert_eq!(place.sent(&prepared).dimensions(), (400, 300));
        let small = image::load_from_memory(prepared.thumbnail.as_ref().unwrap()).unwrap();
        assert_eq!(small.dimensions(), (235, 176), "{format:?}");
    }
}

#[test]
fn a_png_that_fits_keeps_its_pixels_and_loses_what_it_tells() {
    let place = Place::new();
    let picture = noise(300, 200);
    let plain = encoded(&picture, ImageFormat::Png);
    let end = plain.len() - 12;
    let mut telling = plain[..33].to_vec();
    for kind in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVt"] {
        telling.extend(png_chunk(kind, SECRET));
    }
    telling.extend(png_chunk(b"gAMA", &45_455_u32.to_be_bytes()));
    telling.extend(&plain[33..end]);
    telling.extend(png_chunk(b"tEXt", SECRET));
    telling.extend(&plain[end..]);
    telling.extend(SECRET);
    let prepared = place.prepare("a.png", &telling).unwrap();
    let kept = place.folder.read(&prepared.sha256).unwrap();
    assert!(!holds_secret(&kept));
    assert_eq!(kept.len(), plain.len() + 16, "the picture and its gamma, nothing else");
    assert_eq!(place.sent(&prepared).to_rgb8(), picture.to_rgb8());
}

#[test]
fn a_jpeg_that_fits_keeps_its_pixels_and_loses_what_it_tells() {
    let place = Place::new();
    let plain = encoded(&noise(300, 200), ImageFormat::Jpeg);
    let mut telling = plain[..2].to_vec();
    telling.extend(jpeg_segment(0xE1, &[b"Exif\0\0", SECRET].concat()));
    telling.extend(jpeg_segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()));
    telling.extend(jpeg_segment(0xED, &[b"Photoshop 3.0\0", SECRET].concat()));
    telling.extend(jpeg_segment(0xE2, &[b"MPF\0", SECRET].concat()));
    telling.extend(jpeg_segment(0xE0, &[b"JFXX\0", SECRET].concat()));
    telling.extend(jpeg_segment(0xFE, SECRET));
    telling.extend(&plain[2..]);
    telling.extend(SECRET);
    let prepared = place.prepare("a.jpg", &telling).unwrap();
    assert_eq!(place.folder.read(&prepared.sha256).unwrap(), plain);
    assert!(holds_secret(&telling));
}

#[test]
fn a_webp_leaves_its_place_and_maker_behind() {
    let place = Place::new();
    let plain = encoded(&noise(40, 30), ImageFormat::WebP);
    // The extended form with its flags for EXIF and XMP (RFC 9649, section 2.7), the picture, and both.
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [&kind[..], &length, data, &b"\0"[..data.len() % 2]].concat()
    };
    let size = [&39_u32.to_le_bytes()[..3], &29_u32.to_le_bytes()[..3]].concat();
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[&[0b0000_1100, 0, 0, 0][..], &size].concat()),
        plain[12..].to_vec(),
        chunk(b"EXIF", SECRET),
        chunk(b"XMP ", SECRET),
    ]
    .concat();
    let telling =
        [b"RIFF".to_vec(), u32::try_from(body.len()).unwrap().to_le_bytes().to_vec(), body].concat();
    let prepared = place.prepare("a.webp", &telling).unwrap();
    assert_eq!(prepared.pixels, Some((40, 30)));
    assert!(holds_secret(&telling) && !holds_secret(&place.folder.read(&prepared.sha256).unwrap()));
}

#[test]
fn an_image_that_is_made_anew_tells_nothing_either() {
    let place = Place::new();
    let jpeg = encoded(&noise(1_800, 900), ImageFormat::Jpeg);
    let mut telling = jpeg[..2].to_vec();
    telling.extend(jpeg_segment(0xE1, &[b"Exif\0\0", SECRET].concat()));
    telling.extend(&jpeg[2..]);
    let prepared = place.prepare("a.jpg", &telling).unwrap();
    assert_eq!(prepared.pixels, Some((1568, 784)));
    let kept = place.folder.read(&prepared.sha256).unwrap();
    assert!(!holds_secret(&kept) && !kept.windows(4).any(|window| window == b"Exif"));
}

#[test]
fn a_large_image_is_scaled_to_the_smallest_limits_of_the_vendors() {
    let place = Place::new();
    for (image, format) in [
        (noise(2_000, 1_500), ImageFormat::Jpeg),
        (noise(1_700, 300), ImageFormat::Png),
        (veil_of_noise(1_300, 1_000), ImageFormat::Png),
    ] {
        let prepared = place.prepare("a", &encoded(&image, format)).unwrap();
        let (width, height) = prepared.pixels.unwrap();
        assert!(width.max(height) <= 1568, "{width} × {height}");
        assert!(prepared.size_bytes <= 3_500_000, "{}", prepared.size_bytes);
        assert_eq!(place.sent(&prepared).dimensions(), (width, height));
    }
}

#[test]
fn writing_on_white_goes_out_as_png_and_a_photograph_as_jpeg() {
    let place = Place::new();
    let page = encoded(&halves(1_700, 1_000), ImageFormat::Bmp);
    assert_eq!(place.prepare("page.bmp", &page).unwrap().media_type, "image/png");
    let photograph = encoded(&noise(1_700, 1_000), ImageFormat::Bmp);
    assert_eq!(place.prepare("photo.bmp", &photograph).unwrap().media_type, "image/jpeg");
}

#[test]
fn transparency_stays() {
    let place = Place::new();
    let prepared = place.prepare("a.webp", &encoded(&veil(500, 400), ImageFormat::WebP)).unwrap();
    assert_eq!(prepared.media_type, "image/png");
    assert_eq!(place.sent(&prepared).get_pixel(5, 5).0, [0, 200, 0, 128]);
}

#[test]
fn an_animation_is_sent_as_its_first_frame() {
    let place = Place::new();
    let prepared = place.prepare("a.gif", &animation(300, 200)).unwrap();
    assert_eq!((prepared.media_type.as_str(), prepared.facts.frames), ("image/png", 3));
    assert_eq!(place.sent(&prepared).to_rgb8().get_pixel(5, 5).0, [250, 0, 0]);
}

/// A profile whose red and green are swapped makes a conversion visible.
pub fn swapped_profile() -> Vec<u8> {
    let mut profile = moxcms::ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.green_colorant);
    profile.encode().unwrap()
}

#[test]
fn an_image_of_another_colour_profile_keeps_it_or_is_brought_to_srgb() {
    let place = Place::new();
    let profile = swapped_profile();
    let with_profile = |width: u32| {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        image::ImageEncoder::set_icc_profile(&mut encoder, profile.clone()).unwrap();
        DynamicImage::ImageRgb8(image::RgbImage::from_pixel(width, 40, image::Rgb([240, 0, 0])))
            .write_with_encoder(encoder)
            .unwrap();
        bytes
    };
    let kept = place.prepare("a.png", &with_profile(80)).unwrap();
    let bytes = place.folder.read(&kept.sha256).unwrap();
    assert!(bytes.windows(4).any(|window| window == b"iCCP"), "what fits keeps its profile");
    let made = place.prepare("a.png", &with_profile(2_000)).unwrap();
    let [red, green, _] = place.sent(&made).to_rgb8().get_pixel(700, 10).0;
    assert!(green > 200 && red < 60, "{red} {green}: in this profile red is green");
}

#[test]
fn bytes_with_more_frames_lose_them() {
    let place = Place::new();
    let picture = noise(60, 40);
    let plain = encoded(&picture, ImageFormat::Png);
    let end = plain.len() - 12;
    let mut animated = plain[..33].to_vec();
    animated.extend(png_chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]));
    let control = [[0, 0, 0, 0], 60_u32.to_be_bytes(), 40_u32.to_be_bytes()].concat();
    animated.extend(png_chunk(b"fcTL", &[&control[..], &[0; 8], &[0, 1, 0, 10, 0, 0]].concat()));
    animated.extend(&plain[33..end]);
    animated.extend(&plain[end..]);
    let prepared = place.folder.prepare(&Source::Path(place.write("a.png", &animated))).unwrap();
    assert_eq!(place.folder.read(&prepared.sha256).unwrap(), plain);
}

fn veil_of_noise(width: u32, height: u32) -> DynamicImage {
    let mut image = noise(width, height).to_rgba8();
    for pixel in image.pixels_mut() {
        pixel.0[3] = pixel.0[0] | 1;
    }
    image.into()
}

#[test]
fn a_jpeg_whose_data_are_broken_inside_is_refused() {
    let place = Place::new();
    let whole = encoded(&noise(200, 100), ImageFormat::Jpeg);
    let (start, end) = (whole.len() / 2, whole.len() - 2);
    let missing = [&whole[..start], &whole[end..]].concat();
    let blank = [&whole[..start], &[0; 300], &whole[start + 300..]].concat();
    let interrupted = [&whole[..start], &[0xFF, 0xE5, 0, 4, 1, 1], &whole[start..]].concat();
    for (name, broken) in [("missing.jpg", missing), ("blank.jpg", blank), ("interrupted.jpg", interrupted)] {
        let refused = problem(place.prepare(name, &broken));
        assert_eq!(
            refused,
            (AttachmentProblem::Damaged, "a part of its picture is broken".to_owned()),
            "{name}"
        );
    }
    let progressive = include_bytes!("../fixtures/attachment/progressive.jpg");
    assert!(place.prepare("whole.jpg", progressive).is_ok());
    // In each of its scans that has more than a few bytes.
    let scans: Vec<usize> = memchr::memmem::find_iter(progressive, b"\xFF\xDA").collect();
    let ends = scans.iter().skip(1).copied().chain([progressive.len()]);
    let long: Vec<usize> =
        scans.iter().zip(ends).filter(|(scan, end)| end - *scan > 100).map(|(scan, _)| *scan).collect();
    assert!(long.len() > 1, "{scans:?}");
    for scan in long {
        let missing = [&progressive[..scan + 40], &progressive[scan + 50..]].concat();
        assert_eq!(problem(place.prepare("missing.jpg", &missing)).0, AttachmentProblem::Damaged, "{scan}");
    }
    let stray = [&whole[..20], &[0; 9], &whole[20..]].concat();
    assert!(place.prepare("stray.jpg", &stray).is_ok(), "bytes between the segments spoil nothing");
}

#[test]
fn jpeg_2000_is_shown_whole_and_refused_where_it_is_cut() {
    let place = Place::new();
    let bytes = include_bytes!("../fixtures/attachment/halves.jp2");
    let codestream = memchr::memmem::find(bytes, b"\xFF\x4F\xFF\x51").unwrap();
    for bytes in [&bytes[..], &bytes[codestream..]] {
        let sent = place.sent(&place.prepare("a.jp2", bytes).unwrap());
        assert_eq!(sent.dimensions(), (64, 40));
        let [left, right] = [8, 56].map(|x| sent.get_pixel(x, 20).0);
        assert!(left[0] > 240 && left[2] < 15 && right[2] > 240 && right[0] < 15, "{left:?} {right:?}");
    }
    let cut = place.prepare("cut.jp2", &bytes[..codestream + 40]);
    assert_eq!(problem(cut).0, AttachmentProblem::Damaged);
}

#[test]
fn an_icon_of_a_png_without_transparency_is_taken_and_the_largest_is_shown() {
    let place = Place::new();
    let pictures = [encoded(&noise(16, 16), ImageFormat::Png), encoded(&halves(64, 64), ImageFormat::Png)];
    let mut icon = [&[0, 0, 1, 0, 2, 0][..]].concat();
    let mut at = 6 + 2 * 16;
    for (side, png) in [16, 64].into_iter().zip(&pictures) {
        icon.extend([side, side, 0, 0, 1, 0, 24, 0]);
        icon.extend([png.len() as u32, at].map(u32::to_le_bytes).as_flattened());
        at += png.len() as u32;
    }
    icon.extend(pictures.concat());
    let sent = place.sent(&place.prepare("a.ico", &icon).unwrap());
    assert_eq!((sent.dimensions(), sent.get_pixel(8, 8).0), ((64, 64), [250, 0, 0, 255]));
}
