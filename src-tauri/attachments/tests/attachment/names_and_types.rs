//! Names that lie, and types that are told from content.

use image::ImageFormat;
use yourouter_attachments::Source;
use yourouter_protocol::{AttachmentKind, AttachmentProblem};

use crate::fixture::*;

#[test]
fn a_name_that_lies_is_kept_and_the_content_believed() {
    let place = Place::new();
    let png = encoded(&noise(5, 5), ImageFormat::Png);
    let prepared = place.prepare("notes.txt", &png).unwrap();
    assert_eq!((prepared.name.as_str(), prepared.media_type.as_str()), ("notes.txt", "image/png"));
    let prepared = place.prepare("photo.jpg", &png).unwrap();
    assert_eq!((prepared.name.as_str(), prepared.media_type.as_str()), ("photo.jpg", "image/png"));
    let prepared = place.prepare("picture.png", &pdf(1)).unwrap();
    assert_eq!((prepared.name.as_str(), prepared.media_type.as_str()), ("picture.png", "application/pdf"));
}

#[test]
fn a_name_has_no_folder_and_nothing_that_deceives() {
    let place = Place::new();
    let png = encoded(&noise(5, 5), ImageFormat::Png);
    for (name, kept) in [
        ("../../../etc/cron.d/evil.png", "evil.png"),
        ("..\\..\\evil.png", "evil.png"),
        ("photo\u{202E}gnp.exe", "photognp.exe"),
        ("", "file"),
        ("..", "file"),
    ] {
        let source = pasted(name, &png);
        assert_eq!(source.name(), kept);
        assert_eq!(place.folder.prepare(&source).unwrap().name, kept);
    }
    let path = place.write("a\u{202E}b.png", &png);
    assert_eq!(Source::Path(path).name(), "ab.png");
    assert_eq!(Source::Path("/".into()).name(), "file");
    assert_eq!(place.stored().len(), 1);
}

#[test]
fn an_svg_is_known_however_it_begins() {
    let place = Place::new();
    let utf16 = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()
    };
    let body = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, bytes) in [
        ("plain.svg", body.into()),
        ("as.png", body.into()),
        ("empty.svg", b"<svg/>".to_vec()),
        ("bom.svg", format!("\u{FEFF}{body}").into()),
        ("space.svg", format!(" \r\n\t{body}").into()),
        ("declared.svg", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}").into()),
        ("comments.svg", format!("<!-- one --><?x y?><!--{}-->{body}", "<p>".repeat(5_000)).into()),
        ("doctype.svg", format!("<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"x\" \"y\">{body}").into()),
        ("entities.svg", format!("<!doctype svg[<!ENTITY a \"b\">]>{body}").into()),
        ("prefix.svg", b"<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>".to_vec()),
        ("capital.svg", b"<SVG></SVG>".to_vec()),
        ("wide.svg", utf16(body)),
        ("with-pdf.svg", format!("<!-- %PDF-1.7 -->{body} startxref %%EOF").into()),
    ] {
        assert_eq!(problem(place.prepare(name, &bytes)).0, AttachmentProblem::Svg, "{name}");
    }
    assert!(place.stored().is_empty());
}

#[test]
fn other_types_are_named_in_the_refusal() {
    let place = Place::new();
    for (name, bytes, media_type) in [
        ("bytes.bin", &[0, 1, 2, 3, 0xFE][..], "application/octet-stream"),
        ("archive.png", b"PK\x03\x04\x14\0\0\0\0\0", "application/zip"),
        ("wide.tif", b"II\x2B\0\x08\0\0\0\x10\0\0\0\0\0\0\0", "image/x-bigtiff"),
        (
            "notes.one",
            b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3\0\0",
            "application/onenote",
        ),
        ("mails.pst", b"!BDN\0\0\0\0", "application/vnd.ms-outlook-pst"),
        ("table.mdb", b"\0\x01\0\0Standard Jet DB\0", "application/msaccess"),
        ("photo.jxl", b"\xFF\x0A\xFA\x1F\x01\x90\x08\x10", "image/jxl"),
        ("boxed.jxl", b"\0\0\0\x0CJXL \r\n\x87\n\0\0\0\x14ftypjxl ", "image/jxl"),
        ("layers.psd", b"8BPS\0\x01\0\0\0\0\0\0", "image/vnd.adobe.photoshop"),
    ] {
        let found = problem(place.prepare(name, bytes));
        assert_eq!(found, (AttachmentProblem::UnsupportedType, media_type.to_owned()), "{name}");
    }
    let heic = heic(10, 10, "missing");
    let avif = [&heic[..8], b"avif\0\0\0\0mif1avif", &heic[24..]].concat();
    for bytes in [heic, avif] {
        assert_eq!(problem(place.prepare("scan.heic", &bytes)).0, AttachmentProblem::Heif);
    }
    assert!(place.stored().is_empty());
}

#[test]
fn text_is_text_whatever_it_looks_like() {
    let place = Place::new();
    for (name, bytes, media_type) in [
        ("page.pdf", &b"<!DOCTYPE html><html><body>%PDF-1.4 startxref %%EOF</body></html>"[..], "text/html"),
        ("page.png", b"<html><svg></svg></html>", "text/html"),
        ("feed.xml", b"<?xml version=\"1.0\"?><feed/>", "text/xml"),
        ("heart.txt", b"<3 you", "text/plain"),
        ("notes.md", "# Gr\u{fc}\u{df}e \u{65e5}\u{672c}".as_bytes(), "text/plain"),
        ("mention.txt", b"an <svg> is mentioned here", "text/plain"),
        ("car.txt", b"BMW is a maker of cars", "text/plain"),
        ("late.pdf", &[&[b'x'; 1_100][..], b"%PDF-1.4 startxref %%EOF"].concat(), "text/plain"),
    ] {
        let prepared = place.prepare(name, bytes).unwrap();
        assert_eq!(
            (prepared.kind, prepared.media_type.as_str()),
            (AttachmentKind::Text, media_type),
            "{name}"
        );
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), bytes, "{name}");
    }
}
