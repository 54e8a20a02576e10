//! Files that are taken: what is said of them, and that their bytes stay as they are.

use image::{DynamicImage, GenericImageView, ImageFormat};
use yourouter_attachments::Source;
use yourouter_protocol::AttachmentKind;

use crate::fixture::*;

fn thumbnail(bytes: &[u8]) -> (DynamicImage, ImageFormat) {
    let format = image::guess_format(bytes).unwrap();
    (image::load_from_memory(bytes).unwrap(), format)
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue, _] = image.get_pixel(x, y).0;
    red > 150 && blue < 100
}

#[test]
fn a_pdf_is_taken_with_its_bytes_unchanged_however_it_is_laid_out() {
    let place = Place::new();
    let (mut plain, mut modern) = (Vec::new(), Vec::new());
    document(3).save_to(&mut plain).unwrap();
    document(12).save_modern(&mut modern).unwrap();
    let mut padded = b"\r\n\0junk before\n".to_vec();
    padded.extend(&plain);
    padded.extend([0; 9_000]);
    for bytes in [plain, modern, padded] {
        let prepared = place.prepare("paper.pdf", &bytes).unwrap();
        assert_eq!((prepared.kind, prepared.media_type.as_str()), (AttachmentKind::Pdf, "application/pdf"));
        assert!(prepared.pixels.is_none() && prepared.thumbnail.is_some());
        assert_eq!(prepared.sha256, sha256(&bytes));
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), bytes);
    }
}

#[test]
fn a_pdf_that_this_reader_cannot_make_out_is_left_to_the_vendor() {
    let place = Place::new();
    let bytes = b"%PDF-1.7\nnothing that is known here\nstartxref\n0\n%%EOF\n";
    let prepared = place.prepare("odd.pdf", bytes).unwrap();
    assert_eq!(prepared.kind, AttachmentKind::Pdf);
}

#[test]
fn pasted_bytes_are_taken_like_a_file() {
    let place = Place::new();
    let bytes = encoded(&noise(20, 10), ImageFormat::Png);
    let pasted = place.folder.prepare(&pasted("Pasted image.png", &bytes)).unwrap();
    assert_eq!(pasted, place.prepare("Pasted image.png", &bytes).unwrap());
}

#[test]
fn a_small_image_is_its_own_size_in_the_thumbnail() {
    let place = Place::new();
    for (width, height) in [(1, 1), (264, 176), (10, 176)] {
        let prepared = place.prepare("a.png", &encoded(&halves(width, height), ImageFormat::Png)).unwrap();
        let (small, _) = thumbnail(prepared.thumbnail.as_ref().unwrap());
        assert_eq!(small.dimensions(), (width, height));
    }
}

#[test]
fn a_very_long_image_keeps_at_least_a_line() {
    let place = Place::new();
    for (size, sent, wanted) in [
        ((9_000, 2), (1568, 1), (264, 1)),
        ((2, 9_000), (1, 1568), (1, 176)),
        ((2_000, 1_500), (1568, 1176), (235, 176)),
    ] {
        let prepared = place.prepare("a.png", &encoded(&halves(size.0, size.1), ImageFormat::Png)).unwrap();
        assert_eq!(prepared.pixels, Some(sent));
        let (small, _) = thumbnail(prepared.thumbnail.as_ref().unwrap());
        assert_eq!(small.dimensions(), wanted);
    }
}

#[test]
fn a_photograph_that_lies_on_its_side_is_shown_upright() {
    let place = Place::new();
    // Stored lying: red on the left. Orientation 6 turns it a quarter clockwise: red goes to the top.
    let bytes = turned_jpeg(&halves(400, 200), 6);
    let prepared = place.prepare("photo.jpg", &bytes).unwrap();
    assert_eq!(prepared.pixels, Some((200, 400)));
    let (small, _) = thumbnail(prepared.thumbnail.as_ref().unwrap());
    assert_eq!(small.dimensions(), (88, 176));
    assert!(is_red(&small, 44, 10) && !is_red(&small, 44, 165));
    let sent = place.sent(&prepared);
    assert_eq!(sent.dimensions(), (200, 400));
    assert!(is_red(&sent, 100, 20) && !is_red(&sent, 100, 380));

    // Orientation 3 turns it upside down: red goes to the right.
    let prepared = place.prepare("photo.jpg", &turned_jpeg(&halves(400, 200), 3)).unwrap();
    assert_eq!(prepared.pixels, Some((400, 200)));
    let (small, _) = thumbnail(prepared.thumbnail.as_ref().unwrap());
    assert!(!is_red(&small, 20, 60) && is_red(&small, 240, 60));
}

#[test]
fn a_transparent_image_keeps_its_transparency_in_the_thumbnail() {
    let place = Place::new();
    let prepared = place.prepare("a.webp", &encoded(&veil(500, 400), ImageFormat::WebP)).unwrap();
    let (small, format) = thumbnail(prepared.thumbnail.as_ref().unwrap());
    assert_eq!((format, small.get_pixel(5, 5).0[3]), (ImageFormat::Png, 128));
}

#[test]
fn an_animation_shows_its_first_frame() {
    let place = Place::new();
    let prepared = place.prepare("a.gif", &animation(300, 200)).unwrap();
    assert_eq!(prepared.pixels, Some((300, 200)));
    assert!(is_red(&thumbnail(prepared.thumbnail.as_ref().unwrap()).0, 100, 100));
}

#[test]
fn images_of_sixteen_bits_and_of_grey_are_taken() {
    let place = Place::new();
    let picture = noise(300, 200);
    for image in [
        DynamicImage::ImageRgba16(picture.to_rgba16()),
        DynamicImage::ImageLuma8(picture.to_luma8()),
        DynamicImage::ImageLumaA16(picture.to_luma_alpha16()),
    ] {
        let prepared = place.prepare("a.png", &encoded(&image, ImageFormat::Png)).unwrap();
        assert_eq!(thumbnail(prepared.thumbnail.as_ref().unwrap()).0.dimensions(), (264, 176));
    }
}

#[test]
fn a_jpeg_with_something_behind_its_end_is_taken() {
    let place = Place::new();
    let mut bytes = encoded(&noise(40, 30), ImageFormat::Jpeg);
    bytes.extend(b"what some cameras leave behind \xFF\xD8\xFF");
    assert_eq!(place.prepare("a.jpg", &bytes).unwrap().pixels, Some((40, 30)));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_taken_under_its_own_name() {
    let place = Place::new();
    let target = place.write("target.png", &encoded(&noise(4, 4), ImageFormat::Png));
    let link = place.root.path().join("link.png");
    std::os::unix::fs::symlink(target, &link).unwrap();
    assert_eq!(place.folder.prepare(&Source::Path(link)).unwrap().name, "link.png");
}
