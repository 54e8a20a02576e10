//! Text files: decoded, cut where they are too long, refused where they are none.

use yourouter_attachments::{MAX_TEXT_BYTES, Source};
use yourouter_protocol::{AttachmentKind, AttachmentProblem};

use crate::fixture::*;

#[test]
fn source_markdown_tables_and_logs_are_taken_as_text() {
    let place = Place::new();
    for (name, text) in [
        ("main.rs", "fn main() {\n    println!(\"🙂\");\n}\n"),
        ("notes.md", "# Notes\n\n- one\n- two\n"),
        ("table.csv", "a,b\n1,\"two, three\"\n"),
        ("data.json", "{\"a\": [1, 2]}\n"),
        ("run.log", "\u{1b}[31merror\u{1b}[0m: it failed\n"),
        ("Makefile", "all:\n\techo\n"),
        ("page.html", "<!doctype html><title>A page</title>\n"),
        ("fence.md", "````\n```rust\nfn a() {}\n```\n````\n"),
    ] {
        let prepared = place.prepare(name, text.as_bytes()).unwrap();
        assert_eq!((prepared.kind, prepared.name.as_str()), (AttachmentKind::Text, name));
        assert_eq!(prepared.facts.whole_bytes, 0, "nothing is left out");
        let layer = prepared.facts.text.unwrap();
        assert_eq!(place.folder.read(&layer.sha256).unwrap(), text.as_bytes());
        assert!(layer.tokens > 0 && !layer.is_cut);
    }
}

#[test]
fn a_text_in_utf16_is_taken_with_and_without_its_mark() {
    let place = Place::new();
    let plain: Vec<u8> = "id;name\n1;Größe\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [plain.clone(), [&[0xFF, 0xFE][..], &plain].concat()] {
        let prepared = place.prepare("export.csv", &bytes).unwrap();
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), "id;name\n1;Größe\n".as_bytes());
    }
}

#[test]
fn a_text_of_twenty_megabytes_is_cut_and_says_so() {
    let place = Place::new();
    let line = "one more line of a log that nobody reads\n";
    let whole = line.repeat(20_000_000 / line.len());
    let prepared = place.prepare("huge.log", whole.as_bytes()).unwrap();
    assert_eq!(prepared.facts.whole_bytes, whole.len() as u64);
    let layer = prepared.facts.text.unwrap();
    assert!(layer.is_cut && layer.size_bytes < MAX_TEXT_BYTES as u64 + 200);
    let kept = place.folder.read(&layer.sha256).unwrap();
    assert!(String::from_utf8_lossy(&kept).trim_end().ends_with("characters are left out]"));
}

#[test]
fn a_pasted_text_is_known_for_one() {
    let place = Place::new();
    let prepared = place.folder.prepare(&Source::Text("a long text\n".repeat(900))).unwrap();
    assert_eq!((prepared.name.as_str(), prepared.facts.is_pasted), ("Pasted text.txt", true));
    assert!(!place.prepare("a.txt", b"typed").unwrap().facts.is_pasted);
}

#[test]
fn a_pasted_text_is_taken_whatever_it_looks_like() {
    let place = Place::new();
    for text in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>\n",
        "{\\rtf1\\ansi the source of a letter}\n",
        "%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n",
        "\u{FEFF}GIF89a PK\u{3}\u{4} \u{1}\n",
        "%PDF-\n",
    ] {
        let prepared = place.folder.prepare(&Source::Text(text.repeat(300))).unwrap();
        assert_eq!((prepared.kind, &*prepared.media_type), (AttachmentKind::Text, "text/plain"));
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), text.repeat(300));
    }
    let odd = place.folder.prepare(&Source::Text("a\0b\r\nc".to_owned())).unwrap();
    assert_eq!(place.folder.read(&odd.sha256).unwrap(), "a\u{FFFD}b\nc");
    let long = place.folder.prepare(&Source::Text("words ".repeat(4_000_000))).unwrap();
    assert!(long.facts.text.unwrap().is_cut, "also one that is longer than a file may be");
    let blank = place.folder.prepare(&Source::Text(" \n".repeat(9)));
    assert_eq!(problem(blank).0, AttachmentProblem::NoText);
}

#[test]
fn a_text_that_speaks_of_pdfs_stays_text() {
    let place = Place::new();
    let example = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";
    for (name, text) in [
        (
            "make.rs",
            "let mut file = b\"%PDF-1.4\\n\".to_vec();\nfile.extend(b\"startxref\\n0\\n%%EOF\");\n"
                .to_owned(),
        ),
        ("notes.md", format!("# The format\n\n```\n{example}```\n")),
        ("facts.txt", "%PDF-1.7 is what the first line says.\n".to_owned()),
        ("größe.md", "Ein PDF beginnt mit %PDF- und endet mit %%EOF".to_owned()),
    ] {
        let prepared = place.prepare(name, text.as_bytes()).unwrap();
        assert_eq!(prepared.kind, AttachmentKind::Text, "{name}");
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), text, "{name}");
    }
    let old = encoding_rs::WINDOWS_1252.encode("Größe: die Kopfzeile ist %PDF-1.4, das Maß der Dinge\n").0;
    assert_eq!(place.prepare("alt.txt", &old).unwrap().kind, AttachmentKind::Text);
}

#[test]
fn a_pdf_in_plain_letters_is_one_also_behind_other_words() {
    let place = Place::new();
    let body = "1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
    for bytes in [
        format!("%PDF-1.4\n{body}").into_bytes(),
        format!("%PDF-1.4\r\n{}\n", body.replace('\n', "\r\n")).into_bytes(),
        format!("Content-Type: application/pdf\r\n\r\n%PDF-1.4\n{body}").into_bytes(),
        [&b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"[..], body.as_bytes()].concat(),
        [&b"\0\x01 mailed %PDF-1.4 \n"[..], body.as_bytes(), b"\n--boundary--\n"].concat(),
    ] {
        let prepared = place.prepare("a.pdf", &bytes).unwrap();
        assert_eq!(prepared.kind, AttachmentKind::Pdf, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn one_broken_byte_does_not_garble_a_log() {
    let place = Place::new();
    let line = "09:14 Überprüfung von Straße 5 beendet ✓\n";
    let mut log = line.repeat(2_000).into_bytes();
    log.truncate(log.len() - 3);
    let prepared = place.prepare("run.log", &log).unwrap();
    let kept = place.folder.read(&prepared.sha256).unwrap();
    let wanted = format!("{}09:14 Überprüfung von Straße 5 beendet \u{FFFD}", line.repeat(1_999));
    assert!(kept == wanted.as_bytes(), "{:?}", String::from_utf8_lossy(&kept[..80]));
}

/// What is sent of a file.
fn kept(place: &Place, name: &str, bytes: &[u8]) -> String {
    let prepared = place.prepare(name, bytes).unwrap();
    assert_eq!(prepared.kind, AttachmentKind::Text, "{name}");
    String::from_utf8(place.folder.read(&prepared.sha256).unwrap().to_vec()).unwrap()
}

#[test]
fn a_log_with_a_hole_of_zeros_and_a_text_with_the_mark_of_dos_are_taken() {
    let place = Place::new();
    let line = "09:14 Überprüfung von Straße 5 beendet ✓\n";
    let zeros = vec![0; 100_000];
    let log = [line.repeat(20).as_bytes(), &zeros, line.repeat(20).as_bytes()].concat();
    assert_eq!(
        kept(&place, "lost-power.log", &log),
        format!("{}\u{FFFD}{}", line.repeat(20), line.repeat(20))
    );
    let cut = [&zeros, line.as_bytes()].concat();
    assert_eq!(kept(&place, "copytruncate.log", &cut), line);
    assert_eq!(kept(&place, "dos.csv", b"id;name\r\n1;one\r\n\x1a"), "id;name\n1;one\n");
    let old = encoding_rs::WINDOWS_1252.encode("id;Größe\r\n1;groß\r\n\u{1a}\0\0").0;
    assert_eq!(kept(&place, "alt.csv", &old), "id;Größe\n1;groß\n");
    let bell = format!("{}a bell \u{1}\u{10}\n", line.repeat(20));
    assert_eq!(
        kept(&place, "one.log", bell.as_bytes()),
        format!("{}a bell \u{2401}\u{2410}\n", line.repeat(20))
    );
}

#[test]
fn fields_parted_by_control_characters_are_taken_with_signs_between_them() {
    let place = Place::new();
    let fix = "8=FIX.4.2\x019=65\x0135=A\x0149=SERVER\x0156=CLIENT\x0134=177\x0110=062\x01\n".repeat(40);
    assert_eq!(kept(&place, "fix.log", fix.as_bytes()), fix.replace('\x01', "\u{2401}"));
    let hive = "first\u{1}größer\u{2}second\u{1}third\n".repeat(40);
    assert_eq!(kept(&place, "000000_0", hive.as_bytes()), hive.replace('\u{1}', "␁").replace('\u{2}', "␂"));
}

#[test]
fn an_encoding_is_told_from_the_letters_wherever_they_are() {
    let place = Place::new();
    let ascii = "2026-03-01 plain words of a log, one line after the other\n".repeat(3_000);
    for (text, encoding) in [
        ("打印机没有纸了，请添加纸张后再试一次。\n", encoding_rs::GBK),
        ("プリンターの用紙がなくなりました。\n", encoding_rs::SHIFT_JIS),
        ("В принтере закончилась бумага, добавьте её.\n", encoding_rs::WINDOWS_1251),
        ("Die Größe der Übermaße ist mäßig, sagt Jürgen.\n", encoding_rs::WINDOWS_1252),
    ] {
        let whole = format!("{ascii}{text}{ascii}{text}");
        let bytes = encoding.encode(&whole).0;
        assert!(kept(&place, "late.log", &bytes) == whole, "{}", encoding.name());
    }
}

#[test]
fn letters_in_escapes_are_read_or_the_file_is_refused_as_what_it_is() {
    let place = Place::new();
    assert_eq!(kept(&place, "a.txt", b"\x1B$)C\x0E>H3g\x0F, hello\n"), "안녕, hello\n");
    assert_eq!(kept(&place, "a.txt", b"~{VPND~} and English\n"), "中文 and English\n");
    let refused = place.prepare("a.txt", b"words\n\x1B$)G\x0E!!\x0F\n");
    assert_eq!(problem(refused), (AttachmentProblem::UnsupportedType, "text/x-iso-2022".to_owned()));
}

#[test]
fn a_table_whose_first_letters_are_those_of_an_image_stays_text() {
    let place = Place::new();
    for text in [
        "BMI;Größe\n23;1,80\n",
        "GIF;Größe\n1;2\n",
        "MZ;Straße\n1;Hauptstraße 5\n",
        "ID3;Maß\n",
        "BZh;Öl\n",
        "%!Größe\n",
    ] {
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
        assert_eq!(kept(&place, "table.csv", &bytes), text);
    }
    let noted =
        "BMW notes: one bell \u{7} and a zero \0 in ".to_owned() + &"words and more of them ".repeat(20);
    assert!(kept(&place, "car.txt", noted.as_bytes()).starts_with("BMW notes"));
    for bytes in [&b"GIF89a\x10\0\x10\0"[..], b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0"] {
        assert_eq!(
            problem(place.prepare("cut", bytes)).0,
            AttachmentProblem::Damaged,
            "an image all the same"
        );
    }
}

#[test]
fn blank_and_binary_files_are_refused() {
    let place = Place::new();
    assert_eq!(problem(place.prepare("a.txt", b" \n\t\n")).0, AttachmentProblem::NoText);
    let mut random = fastrand::Rng::with_seed(5);
    let noise: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(5_000).collect();
    let numbers: Vec<u8> = (0..2_000_u32).flat_map(u32::to_le_bytes).collect();
    let records = b"name\0\x05value\x10\x04another\0\x06";
    let mixed = [&records.repeat(30)[..], &b"words and words ".repeat(50)].concat();
    for bytes in
        [&b"text and then\0binary"[..], b"\x7fELF\x02\x01\x01\0\0", &noise, &numbers, &mixed, &[0; 900]]
    {
        let found = place.prepare("a.txt", bytes);
        assert!(
            matches!(
                &found,
                Err(yourouter_protocol::Error::Attachment {
                    problem: AttachmentProblem::UnsupportedType,
                    ..
                })
            ),
            "{bytes:?}: {found:?}"
        );
    }
    let shift_jis = encoding("日本語のテキストファイルです。文字化けしないでください。\n");
    assert_eq!(place.prepare("a.txt", &shift_jis).unwrap().kind, AttachmentKind::Text);
}

fn encoding(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn data_within_a_text_is_left_out_and_counted() {
    let place = Place::new();
    let data = "aB3/".repeat(1_000);
    let notebook = format!(
        r##"{{"nbformat": 4, "cells": [{{"cell_type": "markdown", "source": ["# Costs\n", "![a](data:image/png;base64,{data})"]}}]}}"##
    );
    let mail = format!(
        "From: a@example.com\nDate: Sat, 14 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\nSubject: Costs\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThe words\n--x\nContent-Type: image/png; name=a.png\n\
        Content-Transfer-Encoding: base64\n\n{data}\n--x--\n"
    );
    let page = format!("<html><body>The words<img src=\"data:image/png;base64,{data}\"></body></html>");
    for (name, text, wanted, bytes) in [
        (
            "costs.ipynb",
            notebook,
            "# Costs\n![a](data:image/png;base64,[… 4 kB of base64 left out …])\n",
            4_000,
        ),
        ("costs.eml", mail, "The words\n\nAttachments, not included:\n- a.png (image/png, 3 kB)\n", 3_000),
        (
            "page.html",
            page,
            "The words<img src=\"data:image/png;base64,[… 4 kB of base64 left out …]\">",
            4_000,
        ),
    ] {
        let prepared = place.prepare(name, text.as_bytes()).unwrap();
        let kept = String::from_utf8(place.folder.read(&prepared.sha256).unwrap().to_vec()).unwrap();
        assert!(kept.contains(wanted), "{name}: {kept}");
        assert_eq!(prepared.facts.data_bytes, bytes, "{name}");
    }
    assert_eq!(place.prepare("a.txt", b"words").unwrap().facts.data_bytes, 0);
}
