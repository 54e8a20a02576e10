//! Office documents: their text as Markdown, and the ones that are refused; each is put together here part by part.

use std::io::{Cursor, Write};

use yourouter_attachments::{MAX_TEXT_BYTES, checks};
use yourouter_protocol::{AttachmentKind, AttachmentProblem};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{changed::holds, fixture::*};

pub const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
pub const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
pub const S: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
pub const P: &str = r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The list of content types with its overrides.
pub fn types(overrides: &[(&str, &str)]) -> String {
    let listed: String = overrides
        .iter()
        .map(|(part, kind)| format!(r#"<Override PartName="/{part}" ContentType="{kind}"/>"#))
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{listed}</Types>"#
    )
}

pub fn relations(targets: &[(&str, &str)]) -> String {
    let listed: String = (1..)
        .zip(targets)
        .map(|(id, (kind, target))| {
            format!(r#"<Relationship Id="rId{id}" Type="{RELATED}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>"#
    )
}

fn word_of(kind: &str, body: &str) -> Vec<u8> {
    let root = relations(&[("officeDocument", "word/document.xml")]);
    let styles = format!(
        r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"#
    );
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let notes = format!(
        r#"<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>as of March</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let document = format!(r#"<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>"#);
    let part = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    zipped(&[
        (
            "[Content_Types].xml",
            &types(&[
                ("word/document.xml", kind),
                ("word/styles.xml", &format!("{part}.styles+xml")),
                ("word/numbering.xml", &format!("{part}.numbering+xml")),
                ("word/footnotes.xml", &format!("{part}.footnotes+xml")),
            ]),
        ),
        ("_rels/.rels", &root),
        ("word/document.xml", &document),
        (
            "word/_rels/document.xml.rels",
            &relations(&[
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("footnotes", "footnotes.xml"),
            ]),
        ),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/footnotes.xml", &notes),
    ])
}

fn word(body: &str) -> Vec<u8> {
    word_of(&format!("{WORD}.main+xml"), body)
}

/// A document of one empty paragraph.
fn blank() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", &types(&[("word/document.xml", &format!("{WORD}.main+xml"))])),
        ("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", &format!("<w:document {W}><w:body><w:p/></w:body></w:document>")),
    ])
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn report() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let wide = format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>"#, paragraph("both"));
    word(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Größe</w:t></w:r></w:p>
        <w:p><w:r><w:t>It </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>grew</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>first point</w:t></w:r></w:p>
        <w:tbl><w:tr>{}{}</w:tr><w:tr>{wide}</w:tr></w:tbl>{}"#,
        cell("Item"),
        cell("Price"),
        paragraph("```not a fence``` 日本語")
    ))
}

pub fn workbook(sheet: &str) -> Vec<u8> {
    let part = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    zipped(&[
        (
            "[Content_Types].xml",
            &types(&[
                ("xl/workbook.xml", &format!("{part}.sheet.main+xml")),
                ("xl/worksheets/sheet1.xml", &format!("{part}.worksheet+xml")),
                ("xl/styles.xml", &format!("{part}.styles+xml")),
                ("xl/sharedStrings.xml", &format!("{part}.sharedStrings+xml")),
            ]),
        ),
        ("_rels/.rels", &relations(&[("officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook {S}><sheets><sheet name="Costs" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/styles.xml",
            &format!(
                r#"<styleSheet {S}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="[h]:mm;@"/><numFmt numFmtId="166" formatCode="00000"/></numFmts><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="46"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/sharedStrings.xml",
            &format!(r#"<sst {S} count="2" uniqueCount="2"><si><t>Date</t></si><si><t>a | b</t></si></sst>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet {S}><sheetData>{sheet}</sheetData></worksheet>"#),
        ),
    ])
}

fn costs() -> Vec<u8> {
    workbook(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Share</t></is></c></row>
        <row r="2"><c r="A2" s="1"><v>45730</v></c><c r="B2"><f>SUM(B3:B9)</f><v>42</v></c><c r="C2" s="2"><v>0.125</v></c></row>"#,
    )
}

pub fn slides() -> Vec<u8> {
    let part = "application/vnd.openxmlformats-officedocument.presentationml";
    let shape = |kind: &str, text: &str| {
        format!(
            r#"<p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>"#
        )
    };
    zipped(&[
        (
            "[Content_Types].xml",
            &types(&[
                ("ppt/presentation.xml", &format!("{part}.presentation.main+xml")),
                ("ppt/slides/slide1.xml", &format!("{part}.slide+xml")),
                ("ppt/notesSlides/notesSlide1.xml", &format!("{part}.notesSlide+xml")),
            ]),
        ),
        ("_rels/.rels", &relations(&[("officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml",
            &format!(
                r#"<p:presentation {P}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>"#
            ),
        ),
        ("ppt/_rels/presentation.xml.rels", &relations(&[("slide", "slides/slide1.xml")])),
        ("ppt/slides/slide1.xml", &format!(r#"<p:sld {P}>{}</p:sld>"#, shape("title", "Roadmap"))),
        ("ppt/slides/_rels/slide1.xml.rels", &relations(&[("notesSlide", "../notesSlides/notesSlide1.xml")])),
        (
            "ppt/notesSlides/notesSlide1.xml",
            &format!(r#"<p:notes {P}>{}</p:notes>"#, shape("body", "Say this slowly")),
        ),
    ])
}

/// What would be sent of a document.
pub fn text_of(place: &Place, name: &str, bytes: &[u8]) -> (String, bool) {
    let prepared = place.prepare(name, bytes).unwrap();
    let layer = prepared.facts.text.unwrap();
    (String::from_utf8(place.folder.read(&layer.sha256).unwrap().to_vec()).unwrap(), layer.is_cut)
}

#[test]
fn a_word_document_becomes_its_text_with_headings_lists_tables_and_notes() {
    let place = Place::new();
    let (text, is_cut) = text_of(&place, "report.docx", &report());
    for wanted in
        ["# Größe", "It **grew**", "- first point", "| Item | Price |", "both", "as of March", "日本語"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!is_cut);
}

#[test]
fn a_sheet_becomes_a_table_of_what_its_cells_show() {
    let place = Place::new();
    let (text, _) = text_of(&place, "costs.xlsx", &costs());
    for wanted in ["Costs", "| Date | a \\| b | Share |", "| 2025-03-14 | 42 | 12.50% |"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

#[test]
fn hours_beyond_a_day_leading_zeros_and_formulas_without_a_value_stand_as_they_are_meant() {
    let place = Place::new();
    let sheet = r#"<row r="1"><c r="A1" s="3"><v>1.5</v></c><c r="B1" s="4"><v>123</v></c><c r="C1" s="5"><v>1.0625</v></c></row>
        <row r="2"><c r="A2"><f>A1*2</f><v></v></c><c r="B2" s="4" t="s"><v>0</v></c><c r="C2" s="3"><f>A1</f><v>2</v></c></row>"#;
    let (text, _) = text_of(&place, "hours.xlsx", &workbook(sheet));
    for wanted in ["| 36:00 | 00123 | 25:30:00 |", "| =A1\\*2 | Date | 48:00 |"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

#[test]
fn slides_become_their_titles_and_the_speakers_notes() {
    let place = Place::new();
    let (text, _) = text_of(&place, "talk.pptx", &slides());
    assert!(text.contains("Roadmap") && text.contains("Say this slowly"), "{text}");
}

#[test]
fn the_document_itself_is_kept_whatever_its_name() {
    let place = Place::new();
    for (name, bytes, media_type) in
        [("a.docx", report(), WORD), ("b.zip", costs(), SHEET), ("c.png", slides(), SLIDES)]
    {
        let prepared = place.prepare(name, &bytes).unwrap();
        assert_eq!((prepared.kind, prepared.media_type.as_str()), (AttachmentKind::Text, media_type));
        assert_eq!(place.folder.read(&prepared.sha256).unwrap(), bytes, "opening it gives it back");
        assert!(prepared.facts.text.unwrap().tokens > 0);
    }
}

#[test]
fn a_document_with_macros_is_read_without_them() {
    let place = Place::new();
    let bytes = word_of("application/vnd.ms-word.document.macroEnabled.main+xml", &paragraph("plain words"));
    assert!(text_of(&place, "letter.docm", &bytes).0.contains("plain words"));
}

#[test]
fn a_long_document_is_cut_and_says_so() {
    let place = Place::new();
    let (text, is_cut) = text_of(&place, "long.docx", &word(&paragraph("some more words").repeat(60_000)));
    assert!(is_cut && text.len() < MAX_TEXT_BYTES + 200);
    assert!(text.trim_end().ends_with("characters are left out]"), "{}", &text[text.len() - 200..]);
}

#[test]
fn a_sheet_that_is_too_large_gives_its_first_rows_and_says_so() {
    let place = Place::new();
    let row = |at: usize| {
        format!(
            r#"<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><f>{}1</f><v>7</v></c></row>"#,
            "A1+".repeat(300)
        )
    };
    let rows: String = (1..=8_000).map(row).collect();
    let (text, is_cut) = text_of(&place, "large.xlsx", &workbook(&rows));
    assert!(is_cut && text.contains("| 2 | 7 |") && !text.contains("| 7999 | 7 |"));
    assert!(text.ends_with("only the first rows are above]\n"), "{}", &text[text.len() - 200..]);
}

#[test]
fn other_formats_and_what_asks_for_a_password_are_refused_each_in_its_words() {
    let place = Place::new();
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 600], name, vec![0; 600]].concat()
    };
    let binary = types(&[("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")]);
    let open = "application/vnd.oasis.opendocument.text";
    for (name, bytes, wanted) in [
        // Nothing but a name in it.
        ("old.doc", ole("WordDocument"), AttachmentProblem::Damaged),
        ("old.xls", ole("Workbook"), AttachmentProblem::Damaged),
        ("setup.msi", ole("SummaryInformation"), AttachmentProblem::UnsupportedType),
        ("secret.docx", ole("EncryptedPackage"), AttachmentProblem::Encrypted),
        ("binary.xlsb", zipped(&[("[Content_Types].xml", &binary)]), AttachmentProblem::Damaged),
        ("open.odt", zipped(&[("mimetype", open)]), AttachmentProblem::Damaged),
        (
            "secret.odt",
            zipped(&[("mimetype", open), ("META-INF/manifest.xml", "<m:encryption-data/>")]),
            AttachmentProblem::Encrypted,
        ),
        ("archive.docx", zipped(&[("notes.txt", "no document")]), AttachmentProblem::UnsupportedType),
        ("hollow.docx", zipped(&[("[Content_Types].xml", &types(&[]))]), AttachmentProblem::UnsupportedType),
        ("blank.docx", blank(), AttachmentProblem::NoText),
    ] {
        assert_eq!(problem(place.prepare(name, &bytes)).0, wanted, "{name}");
    }
    assert!(place.stored().is_empty());
}

#[test]
fn documents_of_other_programs_are_refused_by_what_they_are() {
    let place = Place::new();
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 600], name, vec![0; 600]].concat()
    };
    let listed = |kind: &str| zipped(&[("[Content_Types].xml", &types(&[("main.xml", kind)]))]);
    for (name, bytes, media_type) in [
        ("plan.pages", zipped(&[("Index/Document.iwa", "x")]), "application/vnd.apple.iwork"),
        ("old.key", zipped(&[("index.apxl", "<x/>")]), "application/vnd.apple.iwork"),
        ("net.vsdx", listed("application/vnd.ms-visio.drawing.main+xml"), "application/vnd.visio"),
        ("net.vsd", ole("VisioDocument"), "application/vnd.visio"),
        (
            "print.xps",
            listed("application/vnd.ms-package.xps-fixeddocumentsequence+xml"),
            "application/vnd.ms-xpsdocument",
        ),
        ("print.oxps", zipped(&[("FixedDocSeq.fdseq/[0].piece", "x")]), "application/vnd.ms-xpsdocument"),
        ("mail.msg", ole("__properties_version1.0"), "application/vnd.ms-outlook"),
        ("flyer.pub", ole("Quill"), "application/x-mspublisher"),
        (
            "draw.odg",
            zipped(&[("mimetype", "application/vnd.oasis.opendocument.graphics")]),
            "application/vnd.oasis.opendocument",
        ),
    ] {
        let found = problem(place.prepare(name, &bytes));
        assert_eq!(found, (AttachmentProblem::UnsupportedType, media_type.to_owned()), "{name}");
    }
    assert!(place.stored().is_empty());
}

#[test]
fn a_document_that_is_cut_short_or_lacks_its_main_part_is_damaged() {
    let place = Place::new();
    let whole = report();
    for keep in [60, whole.len() / 2, whole.len() - 10] {
        assert_eq!(problem(place.prepare("a.docx", &whole[..keep])).0, AttachmentProblem::Damaged, "{keep}");
    }
    for first in ["_rels/.rels", "mimetypeapplication/epub+zip"] {
        let cut = [&b"PK\x03\x04\x14\0\0\0\0\0"[..], &[0; 20], first.as_bytes(), &[1; 40]].concat();
        assert_eq!(problem(place.prepare("a.docx", &cut)).0, AttachmentProblem::Damaged, "{first}");
    }
    let headless = zipped(&[
        ("[Content_Types].xml", &types(&[("word/document.xml", &format!("{WORD}.main+xml"))])),
        ("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
    ]);
    assert_eq!(problem(place.prepare("a.docx", &headless)).0, AttachmentProblem::Damaged);
}

#[test]
fn a_document_that_unpacks_to_more_than_is_read_is_refused() {
    let place = Place::new();
    let blanks = word(&" ".repeat(30 * 1024 * 1024));
    assert!(blanks.len() < 100_000);
    assert_eq!(problem(place.prepare("bomb.docx", &blanks)).0, AttachmentProblem::TooMuchInside);
    let names: Vec<String> = (0..10_050).map(|at| format!("word/{at}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let found = problem(place.prepare("many.docx", &zipped(&many))).0;
    assert!(
        matches!(found, AttachmentProblem::TooMuchInside | AttachmentProblem::UnsupportedType),
        "{found:?}"
    );
}

#[test]
fn a_size_that_lies_does_not_get_more_unpacked() {
    let place = Place::new();
    let mut bytes = word(&" ".repeat(30 * 1024 * 1024));
    // The size in the directory (APPNOTE, section 4.3.12), 22 bytes before the name: ten bytes.
    let at = bytes.windows(17).rposition(|window| window == b"word/document.xml").unwrap() - 22;
    bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    let found = problem(place.prepare("liar.docx", &bytes)).0;
    assert!(matches!(found, AttachmentProblem::TooMuchInside | AttachmentProblem::Damaged), "{found:?}");
}

#[test]
fn deep_nesting_entities_and_broken_markup_neither_hang_nor_end_the_program() {
    let place = Place::new();
    let deep = "<w:tbl><w:tr><w:tc>".repeat(40_000);
    let entities = format!(
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>{}"#,
        paragraph("&c;")
    );
    for (name, body) in [
        ("deep", format!("{}{deep}", paragraph("above"))),
        ("closed", format!("{deep}{}", "</w:tc></w:tr></w:tbl>".repeat(40_000))),
        ("entities", entities),
        ("broken", format!("{}<w:p><w:r><w:t>half</w:", paragraph("above"))),
        ("crossed", "<w:p><w:r></w:p></w:r>".to_owned()),
    ] {
        if let Err(error) = place.prepare("a.docx", &word(&body)) {
            problem::<()>(Err(error));
        }
        assert!(place.prepare("after.txt", b"still here").is_ok(), "{name}");
    }
}

#[test]
fn a_changed_part_of_a_document_is_refused_in_words_or_read_within_limits() {
    for seed in ["word", "sheet", "slide"] {
        let path = format!("{}/../../fuzz/seeds/office/{seed}", env!("CARGO_MANIFEST_DIR"));
        holds(seed, &std::fs::read(path).unwrap(), checks::office);
    }
}

#[test]
fn a_changed_document_is_refused_in_words_or_read_within_limits() {
    for (name, bytes) in [("Word", report()), ("a sheet", costs()), ("slides", slides())] {
        holds(name, &bytes, checks::office);
    }
}
