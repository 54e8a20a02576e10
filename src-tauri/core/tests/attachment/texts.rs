//! Text files: decoded, cut where they are too long, refused where they are none.

use yourouter_core::{
    attachment::{MAX_TEXT_BYTES, Source},
    protocol::{AttachmentKind, AttachmentProblem},
};

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
    let prepared = place.prepare("huge.log", line.repeat(20_000_000 / line.len()).as_bytes()).unwrap();
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
fn blank_and_binary_files_are_refused() {
    let place = Place::new();
    assert_eq!(problem(place.prepare("a.txt", b" \n\t\n")).0, AttachmentProblem::Empty);
    for bytes in [&b"text and then\0binary"[..], b"\x7fELF\x02\x01\x01\0\0"] {
        let found = place.prepare("a.txt", bytes);
        assert!(
            matches!(
                &found,
                Err(yourouter_core::Error::Attachment { problem: AttachmentProblem::UnsupportedType, .. })
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
