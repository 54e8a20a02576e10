//! What the text of PDFs is, of each kind that producers make: drawn twice, replaced, turned, in columns, hidden, in forms.

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};
use yourouter_attachments::Prepared;
use yourouter_protocol::AttachmentProblem;

use crate::{fixture::*, pdfs::drawn};

pub fn text(place: &Place, prepared: &Prepared) -> String {
    let layer = prepared.facts.text.as_ref().expect("a text");
    String::from_utf8(place.folder.read(&layer.sha256).unwrap().to_vec()).unwrap()
}

/// The text of one page that draws this, without its mark.
pub fn read(content: &str) -> String {
    let place = Place::new();
    let text = text(&place, &place.prepare("a.pdf", &drawn(&[content], None, 0)).unwrap());
    text.strip_prefix("[Page 1]\n").unwrap().to_owned()
}

/// The same file after a change to it, its first page named.
pub fn changed(bytes: &[u8], change: impl FnOnce(&mut Document, lopdf::ObjectId)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    change(&mut document, page);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A page on which this is drawn with a font of one's own.
pub fn with_font(content: &str, font: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    changed(&drawn(&[content], None, 0), |document, page| {
        let font = font(document);
        let font = document.add_object(font);
        let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
        document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    })
}

/// Characters from code 0x41 on.
fn to_unicode(document: &mut Document, characters: &str) -> Object {
    let lines: String = characters
        .chars()
        .zip(0x41..)
        .map(|(shown, code)| format!("<{code:02X}> <{:04X}>\n", shown as u32))
        .collect();
    let count = characters.chars().count();
    let map = format!(
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange {count} beginbfchar {lines} endbfchar endcmap"
    );
    document.add_object(Stream::new(dictionary! {}, map.into_bytes())).into()
}

fn font_showing(document: &mut Document, characters: &str) -> Dictionary {
    let map = to_unicode(document, characters);
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "ToUnicode" => map }
}

#[test]
fn letters_drawn_several_times_for_bold_or_shadow_count_once() {
    let again = |shift: f64| format!("1 0 0 1 {} {} Tm (Total 2,007,367) Tj ", 72.0 + shift, 700.0 - shift);
    for times in 1..=4 {
        let shown: String = (0..times).map(|time| again(0.4 * f64::from(time))).collect();
        assert_eq!(read(&format!("BT /F1 12 Tf {shown} ET")), "Total 2,007,367", "{times} times");
    }
    // Each letter twice before the next one.
    let letters: String = "well 11.77"
        .chars()
        .scan(72.0, |x, letter| {
            let at = *x;
            *x += if "l1 .".contains(letter) { 4.0 } else { 7.0 };
            Some(format!("1 0 0 1 {at} 600 Tm ({letter}) Tj 1 0 0 1 {} 600 Tm ({letter}) Tj ", at + 0.3))
        })
        .collect();
    let read = read(&format!("BT /F1 12 Tf {letters} ET"));
    assert_eq!(read.replace(' ', ""), "well11.77");
}

#[test]
fn the_text_that_replaces_glyphs_is_read_in_their_place() {
    let content = "BT /F1 12 Tf 72 700 Td (Sum ) Tj /Span << /ActualText <FEFF0031003200350030> >> BDC (abcd) Tj EMC ( euro) Tj ET \
                   BT /F1 12 Tf 72 680 Td (o) Tj /Span << /ActualText (ffi) >> BDC (x) Tj EMC (ce) Tj ET \
                   BT /F1 12 Tf 72 660 Td /Span << /ActualText () >> BDC (-) Tj EMC (soft) Tj ET";
    assert_eq!(read(content), "Sum 1250 euro\noffice\nsoft");
}

#[test]
fn a_forms_labels_and_values_stand_beside_each_other_however_they_are_drawn() {
    let content = "BT /F1 10 Tf 1 0 0 1 72 700 Tm (Name) Tj 1 0 0 1 72 680 Tm (Total due) Tj \
                   1 0 0 1 150 680 Tm (419.20) Tj 1 0 0 1 150 700 Tm (Ada Lovelace) Tj ET";
    assert_eq!(read(content), "Name\tAda Lovelace\nTotal due\t419.20");
}

#[test]
fn tables_have_a_tab_for_each_column_also_where_a_cell_is_empty() {
    let cell = |x: u32, y: u32, words: &str| format!("1 0 0 1 {x} {y} Tm ({words}) Tj ");
    let rows = [("Rent", "12", "900.00"), ("Heat", "", "85.50"), ("Water", "3", "41.10")];
    let drawn: String = rows
        .iter()
        .zip((600_u32..).step_by(20).map(|y| 1_400 - y))
        .map(|((name, count, sum), y)| {
            let count = if count.is_empty() { String::new() } else { cell(200, y, count) };
            cell(72, y, name) + &count + &cell(300, y, sum)
        })
        .collect();
    assert_eq!(read(&format!("BT /F1 10 Tf {drawn} ET")), "Rent\t12\t900.00\nHeat\t\t85.50\nWater\t3\t41.10");
}

#[test]
fn columns_are_read_one_after_the_other_though_they_are_drawn_line_by_line() {
    let line = |x: u32, n: u32, words: &str| format!("1 0 0 1 {x} {} Tm ({words}) Tj ", 700 - 14 * n);
    let left = [
        "It was the best of all",
        "the times that we had seen",
        "until the river rose and",
        "took the bridge with it.",
    ];
    let right = [
        "Nobody in the town had",
        "thought that this could be",
        "and so they stood there for",
        "a while and said nothing.",
    ];
    let body: String =
        (1..).zip(left.iter().zip(right)).map(|(n, (l, r))| line(72, n, l) + &line(310, n, r)).collect();
    let content = format!(
        "BT /F1 10 Tf 1 0 0 1 72 720 Tm (A title over both columns of the whole page, from one side to the other) Tj {body} ET"
    );
    let expected = ["A title over both columns of the whole page, from one side to the other"]
        .iter()
        .chain(&left)
        .chain(&right);
    assert_eq!(read(&content), expected.copied().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_table_below_columns_keeps_its_rows() {
    let line = |x: u32, n: u32, words: &str| format!("1 0 0 1 {x} {} Tm ({words}) Tj ", 700 - 14 * n);
    let columns: String = (0..8)
        .map(|n| line(50, n, "Left column of several words") + &line(320, n, "Right column of several words"))
        .collect();
    let rows =
        [["Item", "Count", "Price"], ["Apple", "3", "1.20"], ["Pear", "", "2.40"], ["All", "3", "3.60"]];
    let table: String = (10..)
        .zip(rows)
        .flat_map(|(n, row)| [50, 200, 300].into_iter().zip(row).map(move |(x, cell)| (x, n, cell)))
        .filter(|(.., cell)| !cell.is_empty())
        .map(|(x, n, cell)| line(x, n, cell))
        .collect();
    let text = read(&format!("BT /F1 10 Tf {columns}{table} ET"));
    let expected = rows.map(|row| row.join("\t")).join("\n");
    assert!(text.ends_with(&expected), "{text}");
    assert!(text.starts_with(&["Left column of several words"; 8].join("\n")), "{text}");
}

#[test]
fn hebrew_is_read_in_the_order_of_speech_with_the_numbers_and_names_in_it() {
    // Drawn from left to right, as it is seen: "םולש 12.5 Rust" is "שלום" last.
    let letters = "\u{5DD}\u{5D5}\u{5DC}\u{5E9}125.Rust";
    let code = |text: &str| -> String {
        text.chars()
            .map(|c| {
                letters
                    .chars()
                    .position(|other| other == c)
                    .map_or(" ".to_owned(), |at| format!("\\{:03o}", 0x41 + at))
            })
            .collect()
    };
    let seen =
        "\u{5DD}\u{5D5}\u{5DC}\u{5E9} 12.5 \u{5DD}\u{5D5}\u{5DC}\u{5E9} Rust \u{5DD}\u{5D5}\u{5DC}\u{5E9}";
    let content = format!("BT /F1 12 Tf 72 700 Td ({}) Tj ET", code(seen));
    let place = Place::new();
    let bytes = with_font(&content, |document| {
        let mut font = font_showing(document, letters);
        font.set("Encoding", "WinAnsiEncoding");
        font
    });
    let text = text(&place, &place.prepare("a.pdf", &bytes).unwrap());
    let word = "\u{5E9}\u{5DC}\u{5D5}\u{5DD}";
    assert_eq!(text, format!("[Page 1]\n{word} Rust {word} 12.5 {word}"));
}

#[test]
fn ideographs_of_an_embedded_font_are_known_by_their_collection() {
    let place = Place::new();
    let content = "BT /F1 12 Tf 72 700 Td <65365165589E957F4E86767E52064E4B53414E8C> Tj ET";
    let bytes = with_font(content, |document| {
        // Any program: which characters it shows is told by the encoding and the collection alone.
        let program = std::fs::read("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").unwrap();
        let program = document.add_object(Stream::new(dictionary! {}, program));
        let descriptor = document.add_object(dictionary! { "Type" => "FontDescriptor", "FontName" => "SimSun", "Flags" => 4, "FontFile2" => program });
        let info = dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 2 };
        let descendant = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "SimSun", "CIDSystemInfo" => info, "FontDescriptor" => descriptor,
        });
        dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => "UniGB-UCS2-H", "DescendantFonts" => vec![descendant.into()] }
    });
    let prepared = place.prepare("a.pdf", &bytes).unwrap();
    let layer = prepared.facts.text.expect("a text");
    let text = String::from_utf8(place.folder.read(&layer.sha256).unwrap().to_vec()).unwrap();
    assert!(text.contains("\u{6536}\u{5165}"), "{text}");
}

#[test]
fn a_page_whose_glyphs_have_no_characters_counts_as_a_picture() {
    let place = Place::new();
    let content = "BT /F1 12 Tf 72 700 Td (A page whose numbers nobody can read) Tj ET";
    let names: Vec<Object> = std::iter::once(Object::Integer(32))
        .chain((32..127).map(|n| Object::Name(format!("g{n}x").into())))
        .collect();
    let bytes = with_font(content, |_| {
        dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => names },
        }
    });
    let facts = place.prepare("a.pdf", &bytes).unwrap().facts;
    assert_eq!((facts.picture_pages, facts.is_scan, facts.is_unreadable, facts.text), (1, true, true, None));
}

#[test]
fn what_no_one_sees_on_the_page_is_not_read_and_the_layer_of_a_scan_is() {
    let shown = "BT /F1 12 Tf 72 700 Td (seen by everybody) Tj ET ";
    let hidden = [
        "BT /F1 12 Tf 72 900 Td (above the page) Tj ET",
        "q 0 0 50 50 re W n BT /F1 12 Tf 72 600 Td (clipped away) Tj ET Q",
        "1 g BT /F1 12 Tf 72 600 Td (white on white) Tj ET",
        "q 0 0 0 0 re W n BT /F1 12 Tf 72 600 Td (clipped to nothing) Tj ET Q",
    ];
    for hidden in hidden {
        assert_eq!(read(&format!("{shown}{hidden}")), "seen by everybody", "{hidden}");
    }
    let white = "0 0 0.5 rg 60 590 200 30 re f 1 g BT /F1 12 Tf 72 600 Td (white on blue) Tj ET";
    assert_eq!(read(&format!("{shown}{white}")), "seen by everybody\nwhite on blue");
    assert_eq!(read("BT 3 Tr /F1 12 Tf 72 700 Td (the layer of a scan) Tj ET"), "the layer of a scan");
    let place = Place::new();
    let cropped = changed(
        &drawn(&[&format!("{shown}BT /F1 12 Tf 72 100 Td (cut off) Tj ET")], None, 0),
        |document, page| {
            document
                .get_dictionary_mut(page)
                .unwrap()
                .set("CropBox", vec![0.into(), 400.into(), 595.into(), 842.into()]);
        },
    );
    assert_eq!(text(&place, &place.prepare("a.pdf", &cropped).unwrap()), "[Page 1]\nseen by everybody");
    let layered = format!("{shown}/OC /Off BDC BT /F1 12 Tf 72 600 Td (layer that is off) Tj ET EMC");
    let layered = changed(&drawn(&[&layered], None, 0), |document, page| {
        let group =
            document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("off") });
        let resources =
            document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_reference().unwrap();
        document.get_dictionary_mut(resources).unwrap().set("Properties", dictionary! { "Off" => group });
        let catalog = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
        let states = dictionary! { "OFF" => vec![group.into()] };
        document
            .get_dictionary_mut(catalog)
            .unwrap()
            .set("OCProperties", dictionary! { "OCGs" => vec![group.into()], "D" => states });
    });
    assert_eq!(text(&place, &place.prepare("a.pdf", &layered).unwrap()), "[Page 1]\nseen by everybody");
}

/// A page with these annotations.
pub fn annotated(content: &str, annotations: Vec<Dictionary>) -> Vec<u8> {
    changed(&drawn(&[content], None, 0), |document, page| {
        let annotations: Vec<Object> =
            annotations.into_iter().map(|one| document.add_object(one).into()).collect();
        document.get_dictionary_mut(page).unwrap().set("Annots", annotations);
    })
}

pub fn annotation(kind: &str, rect: [i64; 4], more: Dictionary) -> Dictionary {
    let mut dict =
        dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => rect.map(Object::Integer).to_vec() };
    dict.extend(&more);
    dict
}

#[test]
fn comments_stand_behind_the_line_that_they_are_about() {
    let place = Place::new();
    let content =
        "BT /F1 12 Tf 14 TL 72 700 Td (The first line with its words) Tj T* (and the second line) Tj ET";
    let words = |text: &str| Object::string_literal(text);
    let bytes = annotated(
        content,
        vec![
            annotation(
                "Highlight",
                [72, 697, 117, 711],
                dictionary! { "Contents" => words("Which one?"), "T" => words("Ada") },
            ),
            annotation("Text", [300, 680, 320, 690], dictionary! { "Contents" => words("Ask the author") }),
            annotation("Text", [300, 680, 320, 690], dictionary! { "Contents" => words("hidden"), "F" => 2 }),
        ],
    );
    let expected = "[Page 1]\nThe first line with its words\n[Comment by Ada on “The first”: Which one?]\nand the second line\n[Comment: Ask the author]";
    assert_eq!(text(&place, &place.prepare("a.pdf", &bytes).unwrap()), expected);
}

#[test]
fn the_values_of_fields_without_an_appearance_are_read_beside_their_labels() {
    let place = Place::new();
    let content = "BT /F1 10 Tf 72 700 Td (Your name) Tj 0 -20 Td (I agree) Tj 0 -20 Td (City) Tj ET";
    let parent = dictionary! { "FT" => "Tx", "V" => Object::string_literal("Ada Lovelace"), "DA" => Object::string_literal("/Helv 10 Tf 0 g") };
    let city = Object::String(
        vec![0xFE, 0xFF, 0x04, 0x1A, 0x04, 0x38, 0x04, 0x57, 0x04, 0x32],
        lopdf::StringFormat::Hexadecimal,
    );
    let bytes = annotated(
        content,
        vec![
            annotation("Widget", [150, 696, 300, 712], dictionary! { "Parent" => parent }),
            annotation(
                "Widget",
                [150, 676, 165, 692],
                dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Yes" },
            ),
            annotation("Widget", [150, 656, 300, 672], dictionary! { "FT" => "Ch", "V" => city }),
        ],
    );
    let expected = "[Page 1]\nYour name\tAda Lovelace\nI agree\t[x]\nCity\tКиїв";
    assert_eq!(text(&place, &place.prepare("a.pdf", &bytes).unwrap()), expected);
}

#[test]
fn a_form_in_adobes_xml_is_known_for_one() {
    let place = Place::new();
    let notice = drawn(&["BT /F1 12 Tf 72 700 Td (Please wait while this form opens) Tj ET"], None, 0);
    assert!(!place.prepare("a.pdf", &notice).unwrap().facts.is_xfa);
    let form = changed(&notice, |document, _| {
        let catalog = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
        let form =
            dictionary! { "XFA" => Object::string_literal("<xdp/>"), "Fields" => Vec::<Object>::new() };
        document.get_dictionary_mut(catalog).unwrap().set("AcroForm", form);
    });
    assert!(place.prepare("a.pdf", &form).unwrap().facts.is_xfa);
}

#[test]
fn a_page_that_stands_twice_in_the_tree_is_two_pages() {
    let place = Place::new();
    let bytes = drawn(
        &[
            "BT /F1 12 Tf 72 700 Td (first of the pages) Tj ET",
            "BT /F1 12 Tf 72 700 Td (second of the pages) Tj ET",
        ],
        None,
        0,
    );
    let twice = changed(&bytes, |document, page| {
        let tree = document.get_dictionary(page).unwrap().get(b"Parent").unwrap().as_reference().unwrap();
        let tree = document.get_dictionary_mut(tree).unwrap();
        let mut kids = tree.get(b"Kids").unwrap().as_array().unwrap().clone();
        kids.push(page.into());
        tree.set("Kids", kids);
        tree.set("Count", 3);
    });
    let prepared = place.prepare("a.pdf", &twice).unwrap();
    assert_eq!(prepared.pages, Some(3));
    let expected =
        "[Page 1]\nfirst of the pages\n\n[Page 2]\nsecond of the pages\n\n[Page 3]\nfirst of the pages";
    assert_eq!(text(&place, &prepared), expected);
}

/// The same file with an owner's password, and one that opens it.
fn encrypted(bytes: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_only_its_owners_password_protects_is_taken_and_what_asks_for_one_is_not() {
    let place = Place::new();
    let plain = drawn(&["BT /F1 12 Tf 72 700 Td (The statement of this month) Tj ET"], None, 0);
    let taken = place.prepare("a.pdf", &encrypted(&plain, "")).unwrap();
    assert!(taken.facts.is_restricted && taken.facts.is_drawable);
    assert_eq!(text(&place, &taken), "[Page 1]\nThe statement of this month");
    assert!(!place.prepare("a.pdf", &plain).unwrap().facts.is_restricted);
    assert_eq!(problem(place.prepare("a.pdf", &encrypted(&plain, "secret"))).0, AttachmentProblem::Encrypted);
}

#[test]
fn an_encrypted_file_inside_does_not_make_the_document_encrypted() {
    let place = Place::new();
    let plain = drawn(&["BT /F1 12 Tf 72 700 Td (The letter with an enclosure) Tj ET"], None, 0);
    let bytes = changed(&plain, |document, _| {
        let filters = dictionary! { "StdCF" => dictionary! { "CFM" => "AESV2", "AuthEvent" => "EFOpen", "Length" => 16 } };
        let secret = || Object::String(vec![7; 32], lopdf::StringFormat::Hexadecimal);
        let encryption = document.add_object(dictionary! {
            "Filter" => "Standard", "V" => 4, "R" => 4, "Length" => 128, "P" => -4, "O" => secret(), "U" => secret(),
            "CF" => filters, "EFF" => "StdCF", "StmF" => "Identity", "StrF" => "Identity",
        });
        let id = Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        document.trailer.set("Encrypt", encryption);
    });
    let prepared = place.prepare("a.pdf", &bytes).unwrap();
    assert!(!prepared.facts.is_restricted);
    assert_eq!(text(&place, &prepared), "[Page 1]\nThe letter with an enclosure");
}
