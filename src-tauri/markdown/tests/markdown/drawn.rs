//! Diagrams of every kind that is drawn, and what hostile authors might make of them: in bounded time and size, and
//! within the allow-list. The sources in `fixtures/markdown/drawn/` are also where fuzzing begins.

use crate::allowed;
use proptest::sample::{Index, select};
use std::sync::mpsc;
use std::time::Duration;
use yourouter_markdown::render;

/// No drawing takes a tenth of this, even without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(30);

fn sources() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/markdown/drawn");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Rendered apart, so that one which never ends fails the test.
fn rendered(source: &str) -> String {
    let (sender, receiver) = mpsc::channel();
    let text = source.to_owned();
    std::thread::spawn(move || sender.send(render(&text)));
    receiver.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("takes too long: {source}"))
}

#[test]
fn every_kind_is_drawn_within_the_allow_list() {
    let sources = sources();
    assert_eq!(sources.len(), 18);
    for source in sources {
        let html = rendered(&source);
        assert!(html.contains("<svg ") && html.contains("<text "), "{source}: {html}");
        allowed::assert_harmless(&html, &source);
    }
}

/// What makes a drawing endless, huge or dangerous, if something does.
const HOSTILE: [&str; 40] = [
    "0",
    "-1",
    "1e308",
    "99999",
    "9999999999",
    "4294967295",
    "0.0000001",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "2026-13-45",
    "999999d",
    "1e9y",
    "0d",
    "excludes monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    "excludes weekends, monday, tuesday, wednesday, thursday, friday",
    "tickInterval 0day",
    "tickInterval 1day",
    "dateFormat X",
    "dateFormat HH:mm",
    "todayMarker stroke:url(//evil.example)",
    "topAxis",
    "columns 999999",
    "columns 0",
    "space:99999",
    ":99999",
    "block:g:9",
    "end",
    "ticks 4000000000",
    "max -1e300",
    "%%{init: {\"packet\": {\"bitsPerRow\": 0, \"bitWidth\": 1e300}}}%%",
    "%%{init: {\"xyChart\": {\"width\": 1e300}, \"themeVariables\": {\"primaryColor\": \"url(//evil.example)\"}}}%%",
    "click t1 href \"javascript:alert(1)\"",
    "style a fill:url(//evil.example),stroke:red",
    "classDef a fill:#f00,behavior:url(//evil.example)",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "[0.5, 0.5] radius: 1e9",
    "- satisfies ->",
    "{",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, ..Default::default() })]
    #[test]
    fn hostile_diagrams_are_drawn_or_shown_within_bounds(
        source in select(sources()),
        changes in proptest::collection::vec((0..5, proptest::prelude::any::<Index>(), select(&HOSTILE[..])), 1..8),
    ) {
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        for (kind, place, word) in changes {
            // The fence stays, and the kind of the diagram.
            let at = 2 + place.index(lines.len() - 3);
            let line = lines[at].clone();
            match kind {
                0 => lines.insert(at, word.to_owned()),
                1 => lines.insert(at, line),
                2 => lines[at] = line.split_once(' ').map_or(line.clone(), |(start, end)| format!("{end} {start}")),
                // In place of the first number or the last one.
                _ => {
                    let is_digit = |c: char| c.is_ascii_digit();
                    let found = if kind == 3 { line.find(is_digit) } else { line.rfind(is_digit) };
                    let Some(found) = found else { continue };
                    let end = line[found..].find(|c| !is_digit(c)).map_or(line.len(), |n| found + n);
                    lines[at] = format!("{}{word}{}", &line[..found], &line[end..]);
                }
            }
        }
        let source = lines.join("\n") + "\n";
        let html = rendered(&source);
        proptest::prop_assert!(html.len() < 1_500_000 + source.len() * 8, "{} {source}", html.len());
        allowed::assert_harmless(&html, &source);
    }
}
