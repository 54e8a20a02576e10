//! What is hidden in sheets and slides, and documents of other formats: OpenDocument, e-books, RTF.

use yourouter_protocol::AttachmentProblem;

use crate::{fixture::*, office::*};

const OPEN: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:presentation="p""#;

fn open(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
        (
            "content.xml",
            &format!(
                "<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
            ),
        ),
    ])
}

fn text(name: &str, bytes: &[u8]) -> String {
    text_of(&Place::new(), name, bytes).0
}

#[test]
fn hidden_rows_and_columns_of_a_sheet_are_left_out_and_said() {
    let cell = |name: &str, value: &str| format!(r#"<c r="{name}"><v>{value}</v></c>"#);
    let rows = format!(
        r#"</sheetData><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">{}{}{}</row><row r="2" hidden="1">{}</row><row r="3">{}</row>"#,
        cell("A1", "11"),
        cell("B1", "22"),
        cell("C1", "33"),
        cell("A2", "44"),
        cell("A3", "55")
    );
    let text = text("a.xlsx", &workbook(&rows));
    for wanted in ["11", "33", "55", "[hidden, left out: 1 row; 1 column]"] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("22") && !text.contains("44"), "{text}");
}

#[test]
fn an_open_text_has_its_headings_lists_notes_and_comments() {
    let styles = r#"<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>"#;
    let item =
        |words: &str, more: &str| format!("<text:list-item><text:p>{words}</text:p>{more}</text:list-item>");
    let inner = format!("<text:list>{}{}</text:list>", item("under", ""), item("under too", ""));
    let body = format!(
        r#"<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h text:outline-level="2">Größe</text:h><text:p>It  grew<text:s text:c="2"/>by<text:tab/>half<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>as of March</text:p></text:note-body></text:note><office:annotation><dc:creator>Ada</dc:creator><text:p>really?</text:p></office:annotation></text:p><text:list text:style-name="L1">{}{}</text:list><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"#,
        item("first", &inner),
        item("second", "")
    );
    assert_eq!(
        text("a.odt", &open("text", styles, &body)),
        "## Größe\n\nIt grew  by\thalf[^1][comment by Ada: really?]\n\n1. first\n  a) under\n  b) under too\n2. second\n\n| A | B |\n| --- | --- |\n\n[^1]: as of March"
    );
}

#[test]
fn an_open_sheet_has_what_its_cells_show_and_nothing_hidden() {
    let styles =
        r#"<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>"#;
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let body = format!(
        r#"<table:table table:name="Costs"><table:table-column/><table:table-row>{}{}</table:table-row><table:table-row table:visibility="collapse">{}</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row></table:table><table:table table:name="Secret" table:style-name="gone"><table:table-row>{}</table:table-row></table:table>"#,
        cell("Date"),
        cell("12,50 €"),
        cell("unseen"),
        cell("unseen")
    );
    assert_eq!(
        text("a.ods", &open("spreadsheet", styles, &body)),
        "## Costs\n\n| Date | 12,50 € |\n| --- | --- |\n| 7 | 7 |\n| 7 | 7 |\n\n[hidden, left out: 1 row; sheet “Secret”]\n"
    );
}

#[test]
fn open_slides_stand_under_their_numbers_with_their_notes() {
    let styles = r#"<style:style style:name="gone"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>"#;
    let slide = |style: &str, words: &str| {
        format!(
            r#"<draw:page draw:style-name="{style}"><draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>Slowly</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"#
        )
    };
    let body = slide("a", "Roadmap") + &slide("gone", "unseen");
    assert_eq!(
        text("a.odp", &open("presentation", styles, &body)),
        "## Slide 1\n\nRoadmap\n\nNotes: Slowly\n\n[hidden, left out: slide 2]\n"
    );
}

#[test]
fn a_book_is_read_in_the_order_of_its_chapters() {
    let chapter = |title: &str, body: &str| {
        format!(
            r#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>{title}</h1>{body}</body></html>"#
        )
    };
    let book = zipped(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#,
        ),
        (
            "OEBPS/book.opf",
            r#"<package xmlns:dc="d"><metadata><dc:title>A Book</dc:title></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="text/one%201.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#,
        ),
        (
            "OEBPS/two.xhtml",
            &chapter("Second", "<ul><li>a point</li><li>another</li></ul><script>no</script>"),
        ),
        (
            "OEBPS/text/one 1.xhtml",
            &chapter("First", "<p>Some\n <em>words</em>&nbsp;&mdash; and<br/>more</p><p>open"),
        ),
    ]);
    assert_eq!(
        text("a.epub", &book),
        "# A Book\n\n# First\n\nSome words\u{A0}— and\nmore\n\nopen\n\n# Second\n\n- a point\n- another\n"
    );
}

#[test]
fn a_book_whose_chapters_are_encrypted_is_refused_as_such() {
    let book = zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", r#"<container><rootfile full-path="book.opf"/></container>"#),
        ("META-INF/encryption.xml", "<encryption/>"),
        (
            "book.opf",
            r#"<package><metadata><title>A Book</title></metadata><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#,
        ),
        ("a.xhtml", "\u{1}\u{2}\u{3} nothing that is markup"),
    ]);
    assert_eq!(problem(Place::new().prepare("a.epub", &book)).0, AttachmentProblem::Encrypted);
}

#[test]
fn a_rich_text_is_read_in_its_code_page_without_its_pictures() {
    let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title no}}Gr\'f6\u223?e {\b bold}\par{\pict\pngblip 89504e47}{\v hidden}next\par}";
    let place = Place::new();
    let prepared = place.prepare("a.rtf", rtf).unwrap();
    assert_eq!(prepared.media_type, "application/rtf");
    assert_eq!(text("a.rtf", rtf), "Größe bold\nnext\n");
}
