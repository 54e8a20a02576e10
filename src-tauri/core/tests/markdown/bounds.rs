//! What crosses to the page stays proportional to the answer, counted in bytes, so that no clock is needed.

use crate::page::assert_streams;
use yourouter_core::markdown::{Stream, render};
use yourouter_core::protocol::PatchOp;

struct Traffic {
    settled: usize,
    tails: usize,
    longest_tail: usize,
    replaced: usize,
}

fn stream(text: &str) -> Traffic {
    let mut stream = Stream::new();
    let mut traffic = Traffic { settled: 0, tails: 0, longest_tail: 0, replaced: 0 };
    let mut count = |patch: yourouter_core::protocol::Patch| {
        for op in &patch.ops {
            traffic.settled += match op {
                PatchOp::Append { html } => html.len(),
                PatchOp::Enter { open, close } => open.len() + close.len(),
                PatchOp::Leave => 0,
            };
        }
        traffic.tails += patch.tail.len();
        traffic.longest_tail = traffic.longest_tail.max(patch.tail.len());
        traffic.replaced += patch.replaced.len();
    };
    for at in (0..text.len()).step_by(300) {
        stream.push(&text[at..(at + 300).min(text.len())]);
        stream.take_patch().into_iter().for_each(&mut count);
    }
    count(stream.finish());
    traffic
}

fn repeated(begin: &str, part: impl Fn(usize) -> String, size: usize) -> String {
    let mut text = begin.to_owned();
    for n in 0.. {
        text.push_str(&part(n));
        if text.len() >= size {
            break;
        }
    }
    text
}

#[test]
fn constructs_of_many_parts_settle_part_by_part() {
    type Part = fn(usize) -> String;
    let shapes: [(&str, &str, Part); 9] = [
        ("prose", "", |n| format!("Paragraph {n} with *some* words.\n\n")),
        ("tight list", "", |n| format!("- item {n}\n")),
        ("loose list", "", |n| format!("1. item {n}\n\n   with more\n\n")),
        ("nested list", "", |n| format!("{}- item {n}\n", "  ".repeat(n % 3))),
        ("one item", "- first\n", |n| format!("  - inner {n}\n")),
        ("table", "|a|b|\n|-|-|\n", |n| format!("|{n}|*x*|\n")),
        ("quote", "", |n| format!("> line {n}\n{}", if n % 4 == 0 { ">\n" } else { "" })),
        ("code", "```rust\n", |n| format!("let x{n} = {n}; // y\n")),
        ("code in a quoted list", "> - a\n> - b\n>   ```js\n", |n| format!(">   x({n})\n")),
    ];
    for (name, begin, part) in shapes {
        let traffic = stream(&repeated(begin, part, 100_000));
        assert!(traffic.longest_tail < 8 * 1024, "{name}: a tail of {}", traffic.longest_tail);
        assert_eq!(traffic.replaced, 0, "{name}");
    }
}

#[test]
fn one_endless_paragraph_costs_a_fixed_multiple_of_its_length() {
    let cost = |size| {
        let text = repeated("", |n| format!("word {n} "), size);
        let traffic = stream(&text);
        (traffic.settled + traffic.tails) as f64 / text.len() as f64
    };
    let (small, large) = (cost(50_000), cost(500_000));
    assert!(large < 20.0 && large < small * 1.3, "{small} and {large} bytes for each byte");
}

/// What a page lays out together when the paragraph grows: the text between two cuts.
fn parts(html: &str) -> Vec<usize> {
    html.split("<span class=\"cut\"></span>").map(|part| part.replace("&amp;", "&").len()).collect()
}

#[test]
fn an_endless_paragraph_is_cut_where_a_line_may_end() {
    type Part = fn(usize) -> String;
    let shapes: [(&str, &str, Part); 5] = [
        ("words", "", |n| format!("word {n} ")),
        ("lines", "", |n| {
            format!("a line {n} with *some* `code`, a [link](https://a.example/{n}) and www.b.example\n")
        }),
        ("Chinese", "", |_| "这是一个没有空格的长句子。".to_owned()),
        ("an item", "- x ", |n| format!("word {n} ")),
        ("a quote", "> ", |n| format!("word {n} & more ")),
    ];
    for (name, begin, part) in shapes {
        let text = repeated(begin, part, 200_000);
        let html = render(&text);
        let parts = parts(&html);
        assert!(parts.len() > 10 && parts.iter().all(|part| *part < 17_000), "{name}: {parts:?}");
        assert_streams(
            &text
                .split_inclusive(' ')
                .collect::<Vec<_>>()
                .chunks(500)
                .map(<[&str]>::concat)
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        assert_eq!(stream(&text).replaced, 0, "{name}");
    }
}

#[test]
fn nothing_is_cut_where_something_is_open() {
    let words = "word ".repeat(20_000);
    for (begin, end) in
        [("**", "**"), ("# ", ""), ("[", "](https://a.example)"), ("`", "`"), ("|a|\n|-|\n|", "|")]
    {
        assert_eq!(parts(&render(&format!("{begin}{}{end}", words.trim()))).len(), 1, "{begin}");
    }
}
