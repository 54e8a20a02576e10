//! The pages of PDFs as images: size, turning, cropping, the compressions of scans, and what stops or breaks the work.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use image::{DynamicImage, GenericImageView, ImageFormat};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use tokio_util::sync::CancellationToken;
use yourouter_attachments::{AttachmentWorker, BlobStore, Prepared, Progress, Watch};
use yourouter_protocol::{AttachmentProblem, Error, PageImage, Result};

use crate::{
    fixture::*,
    pdf_text::{annotated, annotation, with_font},
    pdfs::{drawn, form, picture},
};

const WHOLE: &str = "q 595 0 0 842 0 0 cm /X1 Do Q";

fn draw(place: &Place, prepared: &Prepared) -> Result<Vec<PageImage>> {
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    place.folder.draw_pages(&prepared.sha256, prepared.pages.unwrap_or(1), &watch)
}

fn pages(place: &Place, bytes: &[u8]) -> Vec<DynamicImage> {
    let prepared = place.prepare("a.pdf", bytes).unwrap();
    let images = draw(place, &prepared).unwrap();
    images
        .iter()
        .map(|image| {
            let stored = place.folder.read(&image.sha256).unwrap();
            let format = image::guess_format(&stored).unwrap();
            assert_eq!((format.to_mime_type(), stored.len() as u64), (&*image.media_type, image.size_bytes));
            let read = image::load_from_memory(&stored).unwrap();
            assert_eq!(read.dimensions(), image.pixels);
            read
        })
        .collect()
}

/// Red, green and blue at a part of the width and the height.
fn colour(image: &DynamicImage, across: f32, down: f32) -> [u8; 3] {
    let at = |side: u32, part: f32| ((side as f32 * part) as u32).min(side - 1);
    let [red, green, blue, _] = image.get_pixel(at(image.width(), across), at(image.height(), down)).0;
    [red, green, blue]
}

fn is_red([red, _, blue]: [u8; 3]) -> bool {
    red > 200 && blue < 60
}

fn is_black(colour: [u8; 3]) -> bool {
    colour.iter().all(|part| *part < 60)
}

fn is_white(colour: [u8; 3]) -> bool {
    colour.iter().all(|part| *part > 200)
}

/// The same file with an entry of its pages changed.
fn changed(bytes: &[u8], change: impl Fn(&mut Dictionary)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    for id in document.page_iter().collect::<Vec<_>>() {
        change(document.get_dictionary_mut(id).unwrap());
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn rectangle(numbers: [i64; 4]) -> Object {
    Object::Array(numbers.map(Object::Integer).to_vec())
}

#[test]
fn pages_of_text_are_drawn_at_the_size_in_which_images_are_sent() {
    let place = Place::new();
    let content = "BT /F1 60 Tf 72 700 Td (HHHHH) Tj ET 1 0 0 rg 0 0 595 100 re f";
    let images = pages(&place, &drawn(&[content; 2], None, 0));
    assert_eq!(images.len(), 2);
    for image in &images {
        assert_eq!(image.dimensions(), (1108, 1568));
        assert!(is_red(colour(image, 0.5, 0.95)) && is_white(colour(image, 0.5, 0.5)));
        let row =
            (72..300).filter(|x| is_black(colour(image, *x as f32 / 595.0, 1.0 - 720.0 / 842.0))).count();
        assert!(row > 20, "letters of a font that is not in the file: {row}");
    }
}

#[test]
fn of_a_long_file_the_first_twenty_pages_are_drawn_and_each_is_told() {
    let place = Place::new();
    let prepared = place.prepare("a.pdf", &drawn(&["0 0 9 9 re f"; 23], None, 0)).unwrap();
    let told: Mutex<Vec<Progress>> = Mutex::default();
    let watch =
        Watch { stop: &CancellationToken::new(), progress: &|progress| told.lock().unwrap().push(progress) };
    assert_eq!(place.folder.draw_pages(&prepared.sha256, 23, &watch).unwrap().len(), 20);
    let told = told.into_inner().unwrap();
    assert_eq!(told.first(), Some(&Progress { page: 1, of: 20 }));
    assert_eq!(told.last(), Some(&Progress { page: 20, of: 20 }));
}

#[test]
fn a_page_that_lies_on_its_side_is_turned_and_a_cropped_one_is_cut() {
    let place = Place::new();
    let jpeg = encoded(&halves(800, 600), ImageFormat::Jpeg);
    let scan =
        |rotate| drawn(&[WHOLE], Some(picture(800, 600, "DCTDecode", "DeviceRGB", jpeg.clone())), rotate);
    let turned = &pages(&place, &scan(90))[0];
    assert_eq!(turned.dimensions(), (1568, 1108));
    assert!(is_red(colour(turned, 0.5, 0.1)) && !is_red(colour(turned, 0.5, 0.9)), "its left is the top now");
    let right = changed(&scan(0), |page| page.set("CropBox", rectangle([300, 0, 595, 842])));
    let cropped = &pages(&place, &right)[0];
    assert_eq!(cropped.dimensions(), (549, 1568));
    assert!(!is_red(colour(cropped, 0.1, 0.5)), "what is cut off is not drawn");
}

#[test]
fn a_page_of_any_size_becomes_an_image_that_can_be_sent() {
    let place = Place::new();
    for (width, height) in [(1_000_000, 1_000_000), (10, 200_000), (1, 1), (0, 0), (2_000_000_000, 3)] {
        let plain = drawn(&["0 0 5 5 re f"], None, 0);
        let sized = changed(&plain, |page| page.set("MediaBox", rectangle([0, 0, width, height])));
        let images = pages(&place, &sized);
        let (wide, high) = images[0].dimensions();
        assert!(wide.max(high) <= 1568 && wide.min(high) >= 1, "{width} × {height}: {wide} × {high}");
    }
}

/// An image of 128 × 2000 whose right half is black, in the coding of ITU-T T.6: the first row in horizontal mode, each
/// other one as the row above it.
fn group4() -> Vec<u8> {
    let first = "001 11011 00110101 0000001111 0000110111";
    let bits = format!("{first}{}000000000001000000000001", "11".repeat(1_999)).replace(' ', "");
    let padded = format!("{bits:0<width$}", width = bits.len().div_ceil(8) * 8);
    let byte = |bits: &[u8]| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap();
    padded.as_bytes().chunks(8).map(byte).collect()
}

/// The same as JBIG2 (ITU-T T.88): a page, and a generic region that is coded in the same way.
fn jbig2() -> Vec<u8> {
    let data = group4();
    let sides = [128_u32.to_be_bytes(), 2_000_u32.to_be_bytes()].concat();
    let mut bytes = vec![0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19];
    bytes.extend([&sides[..], &[0; 8], &[0], &[0, 0]].concat());
    bytes.extend([0, 0, 0, 1, 38, 0, 1]);
    bytes.extend(u32::try_from(18 + data.len()).unwrap().to_be_bytes());
    bytes.extend([&sides[..], &[0; 8], &[0], &[1], &data].concat());
    bytes
}

#[test]
fn scans_in_the_compressions_of_fax_machines_are_drawn() {
    let place = Place::new();
    let mut fax = picture(128, 2_000, "CCITTFaxDecode", "DeviceGray", group4());
    fax.dict.set("DecodeParms", dictionary! { "K" => -1, "Columns" => 128, "Rows" => 2_000 });
    let copier = picture(128, 2_000, "JBIG2Decode", "DeviceGray", jbig2());
    for mut scan in [fax, copier] {
        scan.dict.set("BitsPerComponent", 1);
        let filter = scan.dict.get(b"Filter").unwrap().clone();
        let image = &pages(&place, &drawn(&[WHOLE], Some(scan), 0))[0];
        for down in [0.1, 0.5, 0.9] {
            assert!(is_white(colour(image, 0.25, down)) && is_black(colour(image, 0.75, down)), "{filter:?}");
        }
    }
}

/// A folder whose worker is given up on after this time.
fn impatient(place: &Place, limit: Duration) -> BlobStore {
    let worker = AttachmentWorker::new(env!("CARGO_BIN_EXE_attachment-worker"));
    place.folder.clone().with_worker(worker.with_limits(limit, Duration::from_secs(120)))
}

/// Of these pages, those that draw `/X1` would be drawn for longer than anyone lives: forms that each draw the next ten
/// times.
fn endless(pages: &[&str]) -> Vec<u8> {
    let bytes = drawn(pages, Some(form("0 0 9 9 re f")), 0);
    let mut document = Document::load_mem(&bytes).unwrap();
    let is_form = |object: &Object| object.as_stream().is_ok_and(|it| it.dict.has(b"Subtype"));
    let (&first, _) = document.objects.iter().find(|(_, object)| is_form(object)).unwrap();
    let mut next = document.add_object(form("0 0 9 9 re f"));
    for _ in 0..30 {
        next = document.add_object(nesting(next));
    }
    document.set_object(first, nesting(next));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn nesting(next: (u32, u16)) -> Stream {
    let mut outer = form(&"/X1 Do ".repeat(10));
    outer.dict.set("Resources", dictionary! { "XObject" => dictionary! { "X1" => next } });
    outer
}

#[test]
fn a_page_that_never_ends_is_given_up_and_the_file_is_still_taken() {
    let place = Place::new();
    let folder = impatient(&place, Duration::from_secs(1));
    let path = place.write("endless.pdf", &endless(&["/X1 Do"]));
    let prepared = folder.prepare(&yourouter_attachments::Source::Path(path)).unwrap();
    assert_eq!((prepared.pages, prepared.facts.is_drawable), (Some(1), false));
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    let refused = folder.draw_pages(&prepared.sha256, 1, &watch).unwrap_err();
    assert_eq!(refused, Error::attachment(AttachmentProblem::NotDrawn, "page 1 takes too long"));
}

#[test]
fn of_a_text_that_was_read_in_part_it_is_told_how_far() {
    let place = Place::new();
    let folder = impatient(&place, Duration::from_secs(1));
    let words = "BT /F1 12 Tf 72 700 Td (some words that can be read) Tj ET";
    let path = place.write("part.pdf", &endless(&[words, words, "/X1 Do", words]));
    let prepared = folder.prepare(&yourouter_attachments::Source::Path(path)).unwrap();
    let layer = prepared.facts.text.unwrap();
    assert_eq!((prepared.pages, layer.pages, layer.is_cut), (Some(4), Some(2), false));
    let text = String::from_utf8(folder.read(&layer.sha256).unwrap().to_vec()).unwrap();
    assert!(
        text.ends_with("[Page 2]\nsome words that can be read\n\n[the pages after this one were not read]")
    );

    // Five pages of which four have room.
    let line = format!("({}) Tj T* ", "word [Page 5] word ".repeat(55));
    let page = format!("BT /F1 1 Tf 2 TL 10 820 Td {} ET", line.repeat(100));
    let prepared = place.prepare("long.pdf", &drawn(&[&*page; 5], None, 0)).unwrap();
    let layer = prepared.facts.text.unwrap();
    assert_eq!((prepared.pages, layer.pages, layer.is_cut), (Some(5), Some(4), true));
    let whole = place.prepare("whole.pdf", &drawn(&[words; 2], None, 0)).unwrap();
    assert_eq!(whole.facts.text.unwrap().pages, Some(2));
}

#[test]
fn the_work_stops_at_once_in_the_middle_of_a_page() {
    let place = Place::new();
    let folder = impatient(&place, Duration::from_secs(60));
    let stop = CancellationToken::new();
    let (stopped, begun) = (stop.clone(), Instant::now());
    let path = place.write("endless.pdf", &endless(&["/X1 Do"]));
    let waiting = std::thread::spawn(move || {
        let watch = Watch { stop: &stopped, progress: &|_| {} };
        folder.prepare_watched(&yourouter_attachments::Source::Path(path), &watch)
    });
    stop.cancel();
    let problem = waiting.join().unwrap().unwrap_err();
    assert_eq!(problem, Error::attachment(AttachmentProblem::Stopped, ""));
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(place.stored().is_empty(), "nothing of it is kept");
}

#[test]
fn a_picture_that_claims_more_than_all_memory_ends_its_process_only() {
    let place = Place::new();
    for filter in ["", "CCITTFaxDecode", "DCTDecode", "JPXDecode", "RunLengthDecode"] {
        let scan = picture(60_000, 60_000, filter, "DeviceRGB", vec![7; 1_000]);
        let bytes = drawn(&[WHOLE], Some(scan), 0);
        let prepared = place.prepare("scan.pdf", &bytes).unwrap();
        assert_eq!(prepared.pages, Some(1), "{filter}");
        if prepared.facts.is_drawable {
            draw(&place, &prepared).unwrap();
        }
    }
}

#[test]
fn a_page_that_is_not_there_is_named() {
    let place = Place::new();
    let prepared = place.prepare("a.pdf", &drawn(&["0 0 9 9 re f"], None, 0)).unwrap();
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    assert!(place.folder.draw_page(&prepared.sha256, 0, &watch).unwrap().starts_with(b"\x89PNG"));
    let refused = place.folder.draw_page(&prepared.sha256, 7, &watch).unwrap_err();
    assert_eq!(refused, Error::attachment(AttachmentProblem::NotDrawn, "page 8 cannot be drawn"));
}

/// A page that shows these letters in a font of Adobe's collection `ordering` which is not in the file.
fn unembedded(font: &str, ordering: &str, encoding: &str, letters: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let about = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal(ordering), "Supplement" => 2,
    };
    let descendant = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => font, "CIDSystemInfo" => about,
    });
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => font, "Encoding" => encoding,
        "DescendantFonts" => vec![descendant.into()],
    });
    let code: String = letters.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let content = format!("BT /F1 100 Tf 50 400 Td <{code}> Tj ET").into_bytes();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn letters_whose_font_is_not_in_the_file_are_drawn_by_the_systems_or_the_missing_font_is_named() {
    let place = Place::new();
    for (font, ordering, encoding, letters, script) in [
        ("HeiseiMin-W3", "Japan1", "UniJIS-UTF16-H", "日本語です", "Japanese"),
        ("STSong-Light", "GB1", "UniGB-UTF16-H", "简体中文字", "simplified Chinese"),
        ("MSung-Light", "CNS1", "UniCNS-UTF16-H", "繁體中文字", "traditional Chinese"),
        ("HYSMyeongJo-Medium", "Korea1", "UniKS-UTF16-H", "한국어글자", "Korean"),
    ] {
        let prepared = place.prepare("a.pdf", &unembedded(font, ordering, encoding, letters)).unwrap();
        if let Some(why) = &prepared.facts.not_drawn {
            assert_eq!(why, &format!("no font here for {font} ({script})"));
            assert!(!prepared.facts.is_drawable);
            assert_eq!(problem(draw(&place, &prepared)), (AttachmentProblem::NotDrawn, why.clone()));
            continue;
        }
        let image = &draw(&place, &prepared).unwrap()[0];
        let read = image::load_from_memory(&place.folder.read(&image.sha256).unwrap()).unwrap().to_luma8();
        let (width, height) = read.dimensions();
        // Each of the five letters has ink in its own place.
        for letter in 0..5 {
            let from = (width as f32 * (50.0 + 100.0 * letter as f32) / 595.0) as u32;
            let to = (from + width * 100 / 595).min(width);
            let ink = (from..to).flat_map(|x| (0..height).map(move |y| (x, y)));
            let ink = ink.filter(|(x, y)| read.get_pixel(*x, *y).0[0] < 100).count();
            assert!(ink > 500, "{script}, letter {letter}: {ink} pixels");
        }
    }
}

#[test]
fn letters_that_a_font_of_another_script_lacks_are_drawn_beside_its_own() {
    let place = Place::new();
    let bytes = unembedded("MS-PGothic", "Japan1", "UniJIS-UTF16-H", "日LLL");
    let prepared = place.prepare("a.pdf", &bytes).unwrap();
    if let Some(why) = &prepared.facts.not_drawn {
        assert_eq!(why, "no font here for MS-PGothic (Japanese)");
        return;
    }
    let image = &draw(&place, &prepared).unwrap()[0];
    let read = image::load_from_memory(&place.folder.read(&image.sha256).unwrap()).unwrap().to_luma8();
    let scale = read.width() as f32 / 595.0;
    let ink = |left: f32, right: f32, top: f32, bottom: f32| {
        let [left, right, top, bottom] = [left, right, top, bottom].map(|at| (at * scale) as u32);
        let places = (left..right).flat_map(|x| (top..bottom).map(move |y| (x, y)));
        places.filter(|(x, y)| read.get_pixel(*x, *y).0[0] < 100).count()
    };
    assert!(ink(50.0, 150.0, 350.0, 460.0) > 500, "the ideograph");
    for left in [150.0, 250.0, 350.0] {
        assert!(ink(left, left + 100.0, 360.0, 445.0) > 200, "a letter, not a gap");
        assert_eq!(ink(left + 55.0, left + 100.0, 365.0, 415.0), 0, "an L, not the box for what is missing");
    }
}

#[test]
fn annotations_without_an_appearance_are_drawn() {
    let place = Place::new();
    let colour_of = |parts: [f32; 3]| Object::Array(parts.map(Object::Real).to_vec());
    let bytes = annotated(
        "",
        vec![
            annotation("Highlight", [0, 642, 595, 842], dictionary! { "C" => colour_of([1.0, 0.0, 0.0]) }),
            annotation(
                "Square",
                [100, 300, 400, 500],
                dictionary! { "C" => colour_of([0.0; 3]), "IC" => colour_of([0.0; 3]) },
            ),
            annotation("Underline", [0, 100, 595, 200], dictionary! { "C" => colour_of([0.0; 3]) }),
        ],
    );
    let image = &pages(&place, &bytes)[0];
    assert!(is_red(colour(image, 0.5, 0.1)), "the highlight");
    assert!(is_black(colour(image, 0.42, 0.52)), "the square");
    let below: Vec<bool> = (760..842).map(|y| is_white(colour(image, 0.5, y as f32 / 842.0))).collect();
    assert!(
        image.height() > 800 && (700..842).any(|y| !is_white(colour(image, 0.5, y as f32 / 842.0))),
        "the line {below:?}"
    );
}

#[test]
fn the_value_of_a_field_without_an_appearance_is_drawn() {
    let place = Place::new();
    let field = dictionary! { "FT" => "Tx", "V" => Object::string_literal("HHHHHHHH"), "DA" => Object::string_literal("/Helv 90 Tf") };
    let image = &pages(&place, &annotated("", vec![annotation("Widget", [0, 400, 595, 520], field)]))[0];
    let dark = (0..100).filter(|x| !is_white(colour(image, *x as f32 / 100.0, 0.45))).count();
    assert!(dark > 10, "{dark} of 100 places in the middle of the field");
}

#[test]
fn letters_that_the_standard_fonts_lack_are_drawn_with_a_font_of_the_system() {
    let place = Place::new();
    let names = ["afii10017", "Lslash", "Omega"];
    let differences: Vec<Object> =
        std::iter::once(Object::Integer(65)).chain(names.map(|name| Object::Name(name.into()))).collect();
    for (index, name) in names.iter().enumerate() {
        let letter = char::from(b'A' + u8::try_from(index).unwrap());
        let bytes = with_font(&format!("BT /F1 500 Tf 50 300 Td ({letter}) Tj ET"), |_| {
            dictionary! {
                "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Arial",
                "Encoding" => dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences.clone() },
            }
        });
        let image = &pages(&place, &bytes)[0];
        let dark = image.to_luma8().pixels().filter(|pixel| pixel.0[0] < 100).count();
        assert!(dark > 5_000, "{name}: {dark} dark pixels");
    }
}
