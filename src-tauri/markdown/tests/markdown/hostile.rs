//! Attacks T1 to T4: every payload in every place of Markdown, streamed and whole, read back by a real HTML parser
//! and held against a list of what may stand on the page (`allowed`).
//!
//! The payloads are our own forms of what public cheat sheets and the CVEs of other clients describe; they stand in
//! `fixtures/markdown/hostile/`. `hostile.json` beside it is a selection of the crossing, for tests of the window.

use crate::allowed::assert_harmless;
use crate::page::{Page, stream};
use crate::payloads::{payloads, places};
use yourouter_markdown::{Stream, render};

/// Written anew with `UPDATE_CORPUS=1`.
#[test]
fn the_selection_for_the_window_is_current() {
    let (places, mut selection) = (places(), Vec::new());
    for (n, (name, payload)) in payloads().iter().enumerate() {
        let turns = [n, n * 5 + 7];
        let crossed = turns.iter().map(|turn| &places[turn % places.len()]);
        let bare = ("bare".to_owned(), "§".to_owned());
        for (place, source) in crossed.chain([&bare]) {
            let markdown = source.replace('§', payload);
            selection.push(serde_json::json!({ "name": format!("{name} in {place}"), "markdown": markdown }));
        }
    }
    let current = format!("{}\n", serde_json::to_string_pretty(&selection).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/markdown/hostile.json");
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), current, "run with UPDATE_CORPUS=1");
}

#[test]
fn nothing_but_the_allowed_elements_reaches_the_page() {
    let payloads = payloads();
    for (_, place) in places() {
        for (_, payload) in &payloads {
            let source = place.replace('§', payload);
            assert_harmless(&render(&source), &source);
            let whole = stream([source.as_str()]).page.html();
            assert_eq!(whole, render(&source));
        }
    }
}

/// A tail is on the screen too: the page is read back on the way. Each payload meets a sixth of the places here.
#[test]
fn no_half_written_payload_does_harm_either() {
    let payloads = payloads();
    for (turn, (_, place)) in places().iter().enumerate() {
        for (n, (_, payload)) in payloads.iter().enumerate() {
            if (turn + n) % 6 != 0 || payload.len() > 500 {
                continue;
            }
            let source = place.replace('§', payload);
            let (mut stream, mut page) = (Stream::new(), Page::default());
            for (at, c) in source.chars().enumerate() {
                stream.push(c.encode_utf8(&mut [0; 4]));
                stream.take_patch().iter().for_each(|patch| page.apply(patch));
                // The strict applier has read every patch; the slower parser reads a sample.
                if (at + n) % 8 == 0 {
                    assert_harmless(&page.html(), &source);
                }
            }
            page.apply(&stream.finish());
            assert_harmless(&page.html(), &source);
        }
    }
}

#[test]
fn nesting_without_end_stays_shallow() {
    for source in [
        "> ".repeat(5000) + "x",
        "- ".repeat(5000) + "x",
        "*a **b ".repeat(3000) + &"** *".repeat(3000),
        "[".repeat(9000) + &"](x)".repeat(9000),
    ] {
        let html = render(&source);
        let deepest = html.split('<').fold((0_i64, 0_i64), |(depth, deepest), tag| {
            let step = if tag.starts_with('/') {
                -1
            } else {
                i64::from(tag.starts_with(|c: char| c.is_alphabetic()))
            };
            (depth + step, deepest.max(depth + step))
        });
        assert!(deepest.1 < 200, "{deepest:?}");
        assert_eq!(stream([source.as_str()]).page.html(), html);
    }
}
