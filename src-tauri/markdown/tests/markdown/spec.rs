//! The examples of CommonMark 0.31.2 and of the GFM extensions: streamed = whole at every split, and the whole render
//! against the specification's HTML, with every difference listed by its reason.

use crate::canonical::{canonical, canonical_but_for_items, decoded};
use crate::page::assert_streams;
use pulldown_cmark::{Event, Options, Parser};
use serde::Deserialize;
use yourouter_markdown::render;

#[derive(Deserialize)]
struct Example {
    example: u32,
    markdown: String,
    html: String,
}

fn commonmark() -> Vec<Example> {
    serde_json::from_str(include_str!("../fixtures/markdown/commonmark-0.31.2.json")).unwrap()
}

fn gfm() -> Vec<Example> {
    serde_json::from_str(include_str!("../fixtures/markdown/gfm-0.29.json")).unwrap()
}

#[test]
fn every_example_streams_to_its_whole_render_at_every_split() {
    for Example { markdown, .. } in commonmark().into_iter().chain(gfm()) {
        for (at, _) in markdown.char_indices() {
            let (first, second) = markdown.split_at(at);
            assert_streams(&[first, second]);
        }
        let singles: Vec<String> = markdown.chars().map(String::from).collect();
        assert_streams(&singles.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// What of a source is raw HTML, and so shown as text.
fn raw_html(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let raw = |event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.trim().to_owned()),
        _ => None,
    };
    Parser::new_ext(markdown, options).filter_map(raw).collect()
}

/// Whether the specification links or shows what this program refuses: anything but http, https and mailto.
fn holds_refused_target(html: &str) -> bool {
    let targets =
        |attribute: &'static str| html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
    targets("href=\"").chain(targets("src=\"")).any(|target| {
        !["http:", "https:", "mailto:"].iter().any(|scheme| target.to_lowercase().starts_with(scheme))
    })
}

#[test]
fn commonmark_examples_render_as_specified_but_for_the_listed_differences() {
    let (mut raw, mut refused, mut items, mut differing) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut written = Vec::new();
    for Example { example, markdown, html } in commonmark() {
        let shown = render(&markdown);
        let pieces = raw_html(&markdown);
        if !pieces.is_empty() {
            raw.push(example);
            let text = decoded(&shown);
            if !pieces.iter().all(|piece| text.contains(piece)) {
                written.push(example);
            }
            continue;
        }
        if holds_refused_target(&html) {
            refused.push(example);
        }
        if canonical_but_for_items(&shown) != canonical_but_for_items(&html) {
            differing.push(example);
        } else if canonical(&shown) != canonical(&html) {
            items.push(example);
        }
    }
    assert_eq!(raw, RAW_HTML);
    assert_eq!(written, WRITTEN_ANEW);
    assert_eq!(refused, REFUSED);
    assert_eq!(items, ITEMS_BY_THEMSELVES);
    let mut listed = [SPELLED_BY_THE_URL_CRATE, LINKED_ADDRESSES, SPACED_MARKS, SUB_LISTS_AS_MEANT].concat();
    listed.sort_unstable();
    assert_eq!(differing, listed);
}

#[test]
fn gfm_examples_render_as_specified() {
    for Example { example, markdown, html } in gfm() {
        let is_same = canonical(&render(&markdown)) == canonical(&html);
        assert_eq!(is_same, !ROWS_AS_MEANT.contains(&example), "example {example}");
    }
}

/// Of these, what is written as markup of our own, or vanishes (`tricky`).
const WRITTEN_ANEW: &[u32] = &[148, 149, 160, 179, 190, 308, 309, 625, 626];

/// Raw HTML is shown as text.
const RAW_HTML: &[u32] = &[
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166,
    167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187,
    188, 189, 190, 191, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623,
    625, 626, 627, 628, 629, 630, 631, 642, 643,
];

/// Relative links and images, and schemes other than http, https and mailto: their text is shown (the same is done to
/// the specification's HTML before the comparison).
const REFUSED: &[u32] = &[
    22, 23, 32, 33, 192, 193, 194, 195, 196, 198, 200, 202, 203, 204, 205, 206, 214, 215, 216, 217, 218, 404,
    419, 422, 433, 473, 474, 482, 483, 484, 485, 486, 487, 489, 492, 495, 496, 498, 499, 500, 501, 502, 503,
    504, 505, 506, 507, 509, 510, 512, 514, 515, 516, 517, 518, 519, 520, 521, 522, 527, 528, 529, 530, 531,
    532, 533, 534, 535, 539, 540, 541, 542, 543, 544, 549, 550, 553, 554, 555, 556, 557, 558, 559, 560, 561,
    562, 564, 565, 566, 567, 568, 569, 570, 571, 572, 573, 574, 575, 576, 577, 578, 579, 580, 581, 582, 583,
    584, 585, 586, 587, 588, 589, 591, 593, 596, 598, 599, 601,
];

/// Which paragraphs of an item stand in `<p>` is decided for each item by itself and not for the whole list, which could
/// then not be written before it has ended (`render/items.rs`): the first one stands bare, all others do not.
const ITEMS_BY_THEMSELVES: &[u32] = &[
    4, 5, 108, 109, 254, 256, 258, 259, 262, 263, 264, 270, 271, 277, 286, 287, 288, 290, 300, 306, 307, 311,
    313, 314, 315, 316, 317, 319, 325, 326,
];

/// Targets with a backslash or square brackets, which the WHATWG URL standard writes otherwise than the specification.
const SPELLED_BY_THE_URL_CRATE: &[u32] = &[20, 526, 538, 603];

/// Words between marks with spaces inside them are strong where they begin a line (`marks/lines.rs`).
const SPACED_MARKS: &[u32] = &[379];

/// A list that is indented by less than the content of an ordered item stands in it all the same (`lenient`).
const SUB_LISTS_AS_MEANT: &[u32] = &[297];

/// A delimiter row is made as long as its head, where GFM has no table, and what a row has beyond its head is kept, where
/// GFM drops it (`marks/rows.rs`).
const ROWS_AS_MEANT: &[u32] = &[6, 7];

/// Web addresses in plain text become links, as in GFM.
const LINKED_ADDRESSES: &[u32] = &[602, 608, 611];
