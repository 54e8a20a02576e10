//! What of the text of PDFs a person can read: nothing that is covered, all that is not, and the state of a form's buttons.

use lopdf::{Dictionary, Object, dictionary};

use crate::{
    fixture::*,
    pdf_text::{annotated, annotation, changed, read, text},
    pdfs::drawn,
};

const WORDS: &str =
    "BT /F1 12 Tf 72 700 Td (The name is ) Tj (Ada Lovelace) Tj 0 -20 Td (and no other) Tj ET ";
/// Where the name stands.
const NAME: &str = "134 696 80 14 re";

#[test]
fn words_below_an_opaque_bar_are_not_read() {
    let bars = [
        format!("0 g {NAME} f"),
        format!("1 1 0 rg {NAME} f"),
        format!("1 g {NAME} f"),
        "q 0.5 0 0 0.5 0 0 cm 0 g 268 1392 160 28 re f Q".to_owned(),
        "0 g 134 696 m 214 696 l 214 710 l 134 710 l h f".to_owned(),
        "0 G 14 w 134 703 m 214 703 l S".to_owned(),
        format!("0 g {NAME} 300 300 50 50 re f"),
    ];
    for bar in bars {
        assert_eq!(read(&format!("{WORDS}{bar}")), "The name is\nand no other", "{bar}");
    }
    let square = annotation(
        "Square",
        [133, 695, 215, 711],
        dictionary! { "IC" => vec![0.into(), 0.into(), 0.into()], "C" => vec![0.into(), 0.into(), 0.into()] },
    );
    let place = Place::new();
    let covered = place.prepare("a.pdf", &annotated(WORDS, vec![square])).unwrap();
    assert_eq!(text(&place, &covered), "[Page 1]\nThe name is\nand no other");
}

#[test]
fn words_that_are_seen_through_before_or_beside_what_is_painted_are_read() {
    let whole = "The name is Ada Lovelace\nand no other";
    for seen in [
        format!("0.9 g {NAME} f {WORDS}"),
        format!("{WORDS} 0 g 134 703 80 2 re f"),
        format!("{WORDS} 0 G {NAME} S"),
        format!("{WORDS} q 0 0 1 1 re W n 0 g {NAME} f Q"),
        format!("{WORDS} q 140 690 m 150 720 l 160 690 l h W n 0 g {NAME} f Q"),
        format!("{WORDS} 0 g 130 690 90 30 re {NAME} f*"),
        format!("{WORDS} 1 g 0 0 595 842 re f"),
    ] {
        assert_eq!(read(&seen), whole, "{seen}");
    }
    let place = Place::new();
    let states = |state: Dictionary| {
        let bytes = drawn(&[&format!("{WORDS} /See gs 1 1 0 rg {NAME} f")], None, 0);
        changed(&bytes, |document, page| {
            let resources =
                document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_reference().unwrap();
            let resources = document.get_dictionary_mut(resources).unwrap();
            resources.set("ExtGState", dictionary! { "See" => state });
        })
    };
    let marker = annotation(
        "Square",
        [133, 695, 215, 711],
        dictionary! { "IC" => vec![1.into(), 1.into(), 0.into()], "CA" => 0.5_f32 },
    );
    let files = [
        states(dictionary! { "ca" => 0.4_f32 }),
        states(dictionary! { "BM" => "Multiply" }),
        annotated(WORDS, vec![marker]),
    ];
    for bytes in files {
        let seen = place.prepare("a.pdf", &bytes).unwrap();
        assert_eq!(text(&place, &seen), format!("[Page 1]\n{whole}"));
    }
}

#[test]
fn white_words_on_a_thick_line_are_read() {
    let content = "BT /F1 12 Tf 72 600 Td (below) Tj ET 0 0 1 RG 14 w 70 704 m 300 704 l S 1 g BT /F1 9 Tf 72 701 Td (A heading) Tj ET";
    assert_eq!(read(content), "A heading\nbelow");
}

#[test]
fn a_page_whose_lines_are_drawn_over_each_other_counts_as_a_picture() {
    let place = Place::new();
    let line = |x: f64, words: &str| format!("BT /F1 10 Tf {x} 700 Td ({words}) Tj ET ");
    let over = line(72.0, "It was the best of times") + &line(74.5, "and nobody could read it here");
    let facts = place.prepare("a.pdf", &drawn(&[&over], None, 0)).unwrap().facts;
    assert_eq!((facts.picture_pages, facts.is_unreadable, facts.text), (1, true, None));
    // Letters that are drawn in no order, and labels that touch.
    let letters: String = "characterised"
        .char_indices()
        .rev()
        .map(|(at, c)| line(72.0 + 6.0 * at as f64, &c.to_string()))
        .collect();
    assert_eq!(read(&letters), "characterised");
}

fn button(rect: [i64; 4], more: Dictionary) -> Dictionary {
    let mut button = dictionary! { "FT" => "Btn" };
    button.extend(&more);
    annotation("Widget", rect, button)
}

#[test]
fn check_boxes_and_radio_buttons_are_read_in_their_state_beside_their_labels() {
    let content = "BT /F1 10 Tf 90 700 Td (Female) Tj 70 0 Td (Male) Tj -70 -20 Td (I agree) Tj 0 -20 Td (Send me news) Tj \
                   0 -20 Td (By mail) Tj ET BT /F1 10 Tf 74 641 Td (4) Tj ET";
    let group = dictionary! { "FT" => "Btn", "Ff" => 1 << 15, "V" => "F" };
    let states = |name: &str| {
        let mut states = Dictionary::new();
        states.set(name, Object::Null);
        dictionary! { "N" => states }
    };
    let bytes = annotated(
        content,
        vec![
            annotation(
                "Widget",
                [72, 698, 84, 710],
                dictionary! { "Parent" => group.clone(), "AP" => states("F") },
            ),
            annotation(
                "Widget",
                [142, 698, 154, 710],
                dictionary! { "Parent" => group, "AP" => states("M") },
            ),
            button([72, 678, 84, 690], dictionary! { "AS" => "Yes", "V" => "Yes" }),
            button([72, 658, 84, 670], dictionary! { "AS" => "Off" }),
            button([72, 638, 84, 650], dictionary! { "V" => "On" }),
            button([200, 638, 260, 650], dictionary! { "Ff" => 1 << 16 }),
            button([300, 638, 312, 650], dictionary! { "V" => "On", "F" => 2 }),
        ],
    );
    let place = Place::new();
    let expected = "[Page 1]\n(x) Female\t( ) Male\n[x] I agree\n[ ] Send me news\n[x] By mail";
    assert_eq!(text(&place, &place.prepare("a.pdf", &bytes).unwrap()), expected);
}
