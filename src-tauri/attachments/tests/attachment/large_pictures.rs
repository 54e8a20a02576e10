//! Images of more pixels than are sent, which are decoded in part: what comes out is what was in them.

use image::{
    DynamicImage, GenericImageView, GrayAlphaImage, GrayImage, ImageEncoder, ImageFormat, Luma, LumaA, Rgb,
    RgbImage, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};
use tokio_util::sync::CancellationToken;
use yourouter_attachments::{Source, Watch};
use yourouter_protocol::AttachmentProblem;

use crate::{fixture::*, pictures::swapped_profile};

/// Soft colours, so that every way of scaling gives much the same.
fn soft(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, ((x + y) * 255 / (width + height)) as u8])
    })
    .into()
}

/// The largest difference of a channel between what is sent and the usual way of scaling.
fn difference(place: &Place, name: &str, bytes: &[u8]) -> u8 {
    let prepared = place.prepare(name, bytes).unwrap();
    let sent = place.sent(&prepared).to_rgba8();
    let usual = image::load_from_memory(bytes).unwrap();
    let usual = usual.resize_exact(sent.width(), sent.height(), FilterType::CatmullRom).to_rgba8();
    usual.as_raw().iter().zip(sent.as_raw()).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
}

#[test]
fn a_large_jpeg_is_decoded_at_a_fraction_and_looks_the_same() {
    let place = Place::new();
    for (width, height) in [(3_137, 160), (160, 3_300), (6_400, 120)] {
        let most = difference(&place, "photo.jpg", &encoded(&soft(width, height), ImageFormat::Jpeg));
        assert!(most <= 12, "{width} × {height}: {most}");
    }
    let grey = DynamicImage::from(soft(3_200, 120).to_luma8());
    assert!(difference(&place, "grey.jpg", &encoded(&grey, ImageFormat::Jpeg)) <= 12);
    let progressive = include_bytes!("../fixtures/attachment/progressive.jpg");
    assert!(difference(&place, "progressive.jpg", progressive) <= 60, "at the edge of two colours");
}

#[test]
fn a_large_jpeg_is_turned_upright() {
    let place = Place::new();
    let prepared = place.prepare("photo.jpg", &turned_jpeg(&halves(3_400, 120), 6)).unwrap();
    assert_eq!(prepared.pixels, Some((55, 1568)));
    let sent = place.sent(&prepared).to_rgb8();
    assert!(sent.get_pixel(27, 60).0[0] > 200 && sent.get_pixel(27, 1_500).0[2] > 200);
}

#[test]
fn the_colours_of_a_large_image_are_brought_to_srgb() {
    let place = Place::new();
    let image: DynamicImage = RgbImage::from_pixel(3_200, 40, Rgb([240, 0, 0])).into();
    let (mut jpeg, mut png) = (Vec::new(), Vec::new());
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
    encoder.set_icc_profile(swapped_profile()).unwrap();
    image.write_with_encoder(encoder).unwrap();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(swapped_profile()).unwrap();
    image.write_with_encoder(encoder).unwrap();
    for (name, bytes) in [("a.jpg", jpeg), ("a.png", png)] {
        let [red, green, _] =
            place.sent(&place.prepare(name, &bytes).unwrap()).to_rgb8().get_pixel(700, 10).0;
        assert!(green > 200 && red < 60, "{name}: {red} {green}: in this profile red is green");
    }
}

#[test]
fn a_large_png_of_any_kind_of_colours_is_read_row_by_row_and_looks_the_same() {
    let place = Place::new();
    let soft = soft(2_400, 80);
    let veiled = RgbaImage::from_fn(2_400, 80, |x, _| Rgba([200, 90, 10, (x / 10) as u8]));
    let pairs: DynamicImage = GrayAlphaImage::from_fn(2_400, 80, |x, _| LumaA([(x / 10) as u8, 200])).into();
    let grey: DynamicImage = GrayImage::from_fn(2_400, 80, |x, y| Luma([((x + y) / 11) as u8])).into();
    for (name, image) in [
        ("RGB", soft.clone()),
        ("16 bits", DynamicImage::ImageRgb16(soft.to_rgb16())),
        ("grey", grey.clone()),
        ("grey of 16 bits", DynamicImage::ImageLuma16(grey.to_luma16())),
        ("grey and alpha", pairs),
    ] {
        let most = difference(&place, "a.png", &encoded(&image, ImageFormat::Png));
        assert!(most <= 12, "{name}: {most}");
    }
    let prepared = place.prepare("a.png", &encoded(&veiled.into(), ImageFormat::Png)).unwrap();
    let [red, green, blue, alpha] = place.sent(&prepared).to_rgba8().get_pixel(784, 26).0;
    assert!(red.abs_diff(200) < 3 && green.abs_diff(90) < 3 && blue.abs_diff(10) < 3, "{red} {green} {blue}");
    assert!(alpha.abs_diff(120) < 3, "{alpha}");
}

#[test]
fn a_large_png_that_is_damaged_in_its_rows_is_refused() {
    let place = Place::new();
    let mut bytes = encoded(&noise(2_000, 60), ImageFormat::Png);
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xAA);
    assert_eq!(problem(place.prepare("a.png", &bytes)).0, AttachmentProblem::Damaged);
}

#[test]
fn a_large_gif_gives_its_first_frame_where_it_stands_on_the_screen() {
    let place = Place::new();
    let (width, height) = (2_000_u16, 200_u16);
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[]).unwrap();
    for (left, color) in [(1_000, 0), (0, 1)] {
        let mut frame = gif::Frame::from_palette_pixels(
            1_000,
            100,
            vec![color; 100_000],
            vec![250, 0, 0, 0, 0, 250],
            None,
        );
        (frame.left, frame.top) = (left, 100);
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    let prepared = place.prepare("a.gif", &bytes).unwrap();
    assert_eq!((prepared.pixels, prepared.media_type.as_str()), (Some((1568, 157)), "image/png"));
    let sent = place.sent(&prepared);
    assert_eq!(sent.get_pixel(1_200, 120).0, [250, 0, 0, 255]);
    assert_eq!((sent.get_pixel(300, 120).0[3], sent.get_pixel(1_200, 20).0[3]), (0, 0));
}

#[test]
fn a_jpeg_of_four_colours_goes_out_in_three() {
    let place = Place::new();
    let prepared =
        place.prepare("print.jpg", include_bytes!("../fixtures/attachment/four-colours.jpg")).unwrap();
    let kept = place.folder.read(&prepared.sha256).unwrap();
    // Read from the frame's header (ITU-T T.81, B.2.2), for a decoder turns four colours into three by itself.
    let frame = kept.windows(2).position(|pair| matches!(pair, [0xFF, 0xC0..=0xC2]));
    assert!(frame.is_none_or(|at| kept[at + 9] == 3), "a PNG, or a JPEG of three colours");
    let sent = place.sent(&prepared).to_rgb8();
    assert_eq!(sent.dimensions(), (64, 40));
    let ([left, _, _], [_, _, right]) = (sent.get_pixel(8, 20).0, sent.get_pixel(56, 20).0);
    assert!(left > 180 && right > 180, "red on the left, blue on the right: {left} {right}");
}

#[test]
fn preparing_an_image_stops_when_nobody_wants_it() {
    let place = Place::new();
    let stop = CancellationToken::new();
    stop.cancel();
    for (name, image, format) in
        [("a.png", soft(2_000, 900), ImageFormat::Png), ("a.jpg", soft(300, 200), ImageFormat::Jpeg)]
    {
        let source = Source::Path(place.write(name, &encoded(&image, format)));
        let found = place.folder.prepare_watched(&source, &Watch { stop: &stop, progress: &|_| {} });
        assert_eq!(problem(found).0, AttachmentProblem::Stopped);
    }
    assert!(place.stored().is_empty());
}

#[test]
fn an_image_that_the_system_decoded_goes_the_way_of_all_others() {
    let place = Place::new();
    let prepared = place.folder.prepare(&pasted("a.heic", &heic(2_000, 40, "picture 2000 240000"))).unwrap();
    assert_eq!((prepared.pixels, prepared.media_type.as_str()), (Some((1568, 31)), "image/png"));
    for (part, wanted) in [
        ("picture 2000 239999", AttachmentProblem::Damaged),
        ("picture 0 0", AttachmentProblem::Damaged),
        ("missing", AttachmentProblem::Heif),
        ("large", AttachmentProblem::TooManyPixels),
        ("something else", AttachmentProblem::Damaged),
    ] {
        assert_eq!(
            problem(place.folder.prepare(&pasted("a.heic", &heic(2_000, 40, part)))).0,
            wanted,
            "{part}"
        );
    }
}

#[test]
fn an_image_for_the_system_is_measured_before_it_is_decoded() {
    let place = Place::new();
    for (size, wanted) in [
        ((40_000, 10), AttachmentProblem::SideTooLong),
        ((20_000, 20_000), AttachmentProblem::TooManyPixels),
        ((u32::MAX, u32::MAX), AttachmentProblem::SideTooLong),
    ] {
        let found = problem(place.folder.prepare(&pasted("a.heic", &heic(size.0, size.1, "missing")))).0;
        assert_eq!(found, wanted, "{size:?}");
    }
    let (found, package) = problem(place.folder.prepare(&pasted("a.heic", &heic(10, 10, "missing"))));
    assert_eq!(found, AttachmentProblem::Heif);
    assert_eq!(package, if cfg!(target_os = "linux") { "heif-gdk-pixbuf" } else { "" });
}
