//! What is found inside PDFs: their text with page marks, scans, and their first page. How pages are drawn is in `drawn`.

use image::{GenericImageView, ImageFormat};
use lopdf::{Document, Object, Stream, dictionary};
use yourouter_attachments::Prepared;

use crate::fixture::*;

/// A document whose pages draw these instructions; `/F1` is Helvetica, `/X1` is `drawing`.
pub fn drawn(pages: &[&str], drawing: Option<Stream>, rotate: i64) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    if let Some(drawing) = drawing {
        let drawing = document.add_object(drawing);
        resources.set("XObject", dictionary! { "X1" => drawing });
    }
    let resources = document.add_object(resources);
    let kids: Vec<Object> = pages
        .iter()
        .map(|content| {
            let mut stream = Stream::new(dictionary! {}, content.as_bytes().to_vec());
            let _grown = stream.compress();
            let content = document.add_object(stream);
            document
                .add_object(dictionary! {
                    "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
                    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Rotate" => rotate,
                })
                .into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub fn picture(width: u32, height: u32, filter: &str, space: &str, data: Vec<u8>) -> Stream {
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
        "BitsPerComponent" => 8, "ColorSpace" => Object::Name(space.into()),
    };
    let mut stream = Stream::new(dict, data);
    match filter {
        "" => stream.compress().unwrap(),
        name => stream.dict.set("Filter", Object::Name(name.into())),
    }
    stream
}

pub fn form(content: &str) -> Stream {
    let around = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => around };
    Stream::new(dict, content.as_bytes().to_vec())
}

fn text(place: &Place, prepared: &Prepared) -> String {
    let layer = prepared.facts.text.as_ref().unwrap();
    String::from_utf8(place.folder.read(&layer.sha256).unwrap().to_vec()).unwrap()
}

#[test]
fn the_text_of_a_pdf_is_read_page_by_page() {
    let place = Place::new();
    let bytes = drawn(
        &[
            "BT /F1 12 Tf 72 700 Td (The first line of the first page) Tj 0 -14 Td (and its second line.) Tj ET",
            "BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Wo)-20(rds with)-300(gaps, and let)20(ters without)] TJ ET",
        ],
        None,
        0,
    );
    let prepared = place.prepare("paper.pdf", &bytes).unwrap();
    assert_eq!(prepared.pages, Some(2));
    assert_eq!(
        text(&place, &prepared),
        "[Page 1]\nThe first line of the first page\nand its second line.\n\n\
         [Page 2]\nWords with gaps, and letters without"
    );
    assert!(!prepared.facts.is_scan && prepared.facts.page_images.is_empty());
    assert_eq!(place.folder.read(&prepared.sha256).unwrap(), bytes, "the PDF itself stays as it is");
}

#[test]
fn text_in_forms_and_in_every_way_of_showing_it_is_read() {
    let place = Place::new();
    let content = "BT /F1 10 Tf 12 TL 72 700 Td (first) Tj (second) ' 0 0 (third) \" T* (fourth) Tj ET q 1 0 0 1 0 -9 cm /X1 Do Q";
    let form = form("BT /F1 10 Tf 72 500 Td (inside a form) Tj ET");
    let prepared = place.prepare("a.pdf", &drawn(&[content], Some(form), 0)).unwrap();
    assert_eq!(text(&place, &prepared), "[Page 1]\nfirst\nsecond\nthird\nfourth\ninside a form");
}

#[test]
fn a_form_that_draws_itself_ends() {
    let place = Place::new();
    let form = form("BT /F1 10 Tf 72 500 Td (once more and again) Tj ET /X1 Do");
    let prepared = place.prepare("a.pdf", &drawn(&["/X1 Do"], Some(form), 0)).unwrap();
    assert!(text(&place, &prepared).contains("once more"));
}

#[test]
fn what_nobody_sees_and_what_lies_on_its_side_is_read_too() {
    let place = Place::new();
    let content = "BT 3 Tr /F1 12 Tf 72 700 Td (a layer under a scan) Tj ET \
                   BT 0 Tr /F1 12 Tf 0 1 -1 0 300 300 Tm (up along) Tj 60 0 Td (the margin) Tj ET";
    let prepared = place.prepare("a.pdf", &drawn(&[content], None, 0)).unwrap();
    assert_eq!(text(&place, &prepared), "[Page 1]\na layer under a scan\nup along the margin");
}

#[test]
fn a_scan_is_noticed_and_its_first_page_is_seen() {
    let place = Place::new();
    let page = halves(600, 800);
    let jpeg = encoded(&page, ImageFormat::Jpeg);
    let scans = [
        picture(600, 800, "DCTDecode", "DeviceRGB", jpeg),
        picture(600, 800, "", "DeviceRGB", page.to_rgb8().into_raw()),
        picture(600, 800, "", "DeviceGray", page.to_luma8().into_raw()),
    ];
    for scan in scans {
        let bytes = drawn(&["q 595 0 0 842 0 0 cm /X1 Do Q"; 3], Some(scan), 0);
        let prepared = place.prepare("scan.pdf", &bytes).unwrap();
        let facts = &prepared.facts;
        assert!(facts.is_scan && facts.is_drawable && facts.text.is_none() && facts.page_images.is_empty());
        let small = image::load_from_memory(&prepared.thumbnail.unwrap()).unwrap();
        assert_eq!(small.dimensions(), (124, 176));
        assert!(small.get_pixel(5, 5).0[0] != small.get_pixel(119, 5).0[0], "both halves are there");
    }
}

#[test]
fn a_scan_with_stamped_headers_or_behind_a_typed_cover_is_one_and_a_paper_with_a_picture_is_none() {
    let place = Place::new();
    let strip = || picture(1_700, 70, "", "DeviceGray", halves(1_700, 70).to_luma8().into_raw());
    let stamped = |page: usize| {
        let strips = "q 595 0 0 842 0 0 cm /X1 Do Q q 595 0 0 400 0 0 cm /X1 Do Q";
        format!(
            "{strips} BT /F1 8 Tf 72 830 Td (Case 1:23-cv-00123-ABC  Document 45-2  Filed 01/02/24  Page {page} of 20) Tj ET"
        )
    };
    let typed =
        format!("BT /F1 12 Tf 14 TL 72 700 Td {} ET", "(A line of words that somebody typed) ' ".repeat(9));
    let look = |pages: &[String]| {
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let prepared = place.prepare("file.pdf", &drawn(&pages, Some(strip()), 0)).unwrap();
        let facts = prepared.facts;
        (facts.is_scan, facts.picture_pages, facts.text.is_some())
    };
    let scanned: Vec<String> = (1..=6).map(stamped).collect();
    assert_eq!(look(&scanned), (true, 6, true), "headers on every page");
    assert_eq!(look(&[&[typed.clone()][..], &scanned].concat()), (true, 6, true), "behind a cover");
    let paper = vec![typed.clone(); 4];
    assert_eq!(look(&[&paper[..], &scanned[..2]].concat()), (false, 2, true), "an appendix");
    let layered: Vec<String> = scanned.iter().map(|page| format!("{page} {typed}")).collect();
    assert_eq!(look(&layered), (false, 0, true), "pictures with their text");
}

#[test]
fn a_page_without_pictures_and_text_is_no_scan() {
    let place = Place::new();
    let prepared = place.prepare("lines.pdf", &drawn(&["10 10 100 100 re f"; 2], None, 0)).unwrap();
    assert!(!prepared.facts.is_scan && prepared.facts.is_drawable && prepared.facts.text.is_none());
}

#[test]
fn a_scan_that_cannot_be_decoded_is_still_known_for_one_but_not_offered_as_images() {
    let place = Place::new();
    let scan = picture(1_000, 1_000, "JBIG2Decode", "DeviceGray", vec![1; 500]);
    let whole = "q 595 0 0 842 0 0 cm /X1 Do Q";
    let prepared = place.prepare("scan.pdf", &drawn(&[whole], Some(scan), 0)).unwrap();
    assert!(prepared.facts.is_scan && !prepared.facts.is_drawable && prepared.thumbnail.is_none());
}

#[test]
fn a_page_that_inflates_to_forty_megabytes_is_read() {
    let place = Place::new();
    let bomb = format!("BT /F1 12 Tf 72 700 Td (before the bomb goes off) Tj ET {}", " ".repeat(40_000_000));
    let prepared = place.prepare("bomb.pdf", &drawn(&[&bomb], None, 0)).unwrap();
    assert!(prepared.size_bytes < 200_000 && text(&place, &prepared).contains("before the bomb"));
}
