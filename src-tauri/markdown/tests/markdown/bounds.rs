//! What crosses to the page stays proportional to the answer, counted in bytes, so that no clock is needed.

use crate::page::assert_streams;
use yourouter_markdown::{Stream, render};
use yourouter_protocol::PatchOp;

struct Traffic {
    settled: usize,
    tails: usize,
    longest_tail: usize,
    replaced: usize,
    /// Bytes of what was replaced.
    corrected: usize,
}

fn stream(text: &str) -> Traffic {
    let mut stream = Stream::new();
    let mut traffic = Traffic { settled: 0, tails: 0, longest_tail: 0, replaced: 0, corrected: 0 };
    let mut count = |patch: yourouter_protocol::Patch| {
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
        traffic.corrected += patch.replaced.iter().map(|block| block.html.len()).sum::<usize>();
    };
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.ceil_char_boundary(300));
        stream.push(part);
        stream.take_patch().into_iter().for_each(&mut count);
        rest = after;
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

/// What a page lays out together when the paragraph grows.
fn parts(html: &str) -> Vec<usize> {
    html.split("<p class=\"on\">").map(|part| part.replace("&amp;", "&").len()).collect()
}

#[test]
fn a_paragraph_of_formulas_is_cut_between_them_into_parts_of_a_few_hundred() {
    let html = render(&repeated("", |n| format!("$a + b_{n}$ and "), 100_000));
    let formulas: Vec<_> = html.split("<p class=\"on\">").map(|part| part.matches("<math").count()).collect();
    assert!(!html.contains('$'), "each is one");
    assert!(formulas.iter().all(|count| *count < 400), "{formulas:?}");
}

#[test]
fn an_endless_paragraph_is_cut_where_a_line_may_end() {
    type Part = fn(usize) -> String;
    let shapes: [(&str, &str, Part); 8] = [
        ("words", "", |n| format!("word {n} ")),
        ("lines", "", |n| {
            format!("a line {n} with *some* `code`, a [link](https://a.example/{n}) and www.b.example\n")
        }),
        ("Chinese", "", |_| "这是一个没有空格的长句子。".to_owned()),
        ("one word", "", |_| "AAECAwQF".to_owned()),
        ("strong words", "", |n| format!("**word {n}** ")),
        ("a lazy quote", "> x\n", |n| format!("a line {n} of it\n")),
        ("an item", "- x ", |n| format!("word {n} ")),
        ("a quote", "> ", |n| format!("word {n} & more ")),
    ];
    for (name, begin, part) in shapes {
        let text = repeated(begin, part, 200_000);
        let html = render(&text);
        let parts = parts(&html);
        assert!(parts.len() > 10 && parts.iter().all(|part| *part < 16_000), "{name}: {parts:?}");
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
        let traffic = stream(&text);
        assert!(traffic.longest_tail < 24_000, "{name}: a tail of {}", traffic.longest_tail);
        assert_eq!(traffic.replaced, 0, "{name}");
    }
}

#[test]
fn a_paragraph_that_begins_with_a_formula_or_with_code_is_cut_too() {
    for word in ["$x_1$ ", "`code` ", "~~gone~~ "] {
        let text = word.repeat(5_000);
        assert!(parts(&render(&text)).len() > 5, "{word}");
        assert_streams(&[
            text.get(..9_000).unwrap(),
            text.get(9_000..20_000).unwrap(),
            text.get(20_000..).unwrap(),
        ]);
    }
}

#[test]
fn only_so_many_formulas_of_an_answer_are_drawn() {
    let text = repeated("", |n| format!("$x_{n}${}", if n % 9 == 0 { "\n\n" } else { " " }), 30_000);
    let html = render(&text);
    assert_eq!(html.matches("<math").count(), 2_000);
    assert_eq!(stream(&text).replaced, 0);
}

#[test]
fn nothing_is_cut_but_a_paragraph() {
    let words = "word ".repeat(20_000);
    for (begin, end) in [("# ", ""), ("```\n", ""), ("    ", ""), ("|a|\n|-|\n|", "|")] {
        assert_eq!(parts(&render(&format!("{begin}{}{end}", words.trim()))).len(), 1, "{begin}");
    }
}

/// Its name, what stands before the parts, and how the n-th part is made.
type Shape = (&'static str, String, fn(usize) -> String);

/// Small answers that ask for much: each part asks again for what was written once, or is as short as it can be.
fn greedy() -> Vec<Shape> {
    let long = "l".repeat(5000);
    let definition = format!("[a]: https://x.example/{long} '{long}'\n\n");
    let plain = String::new;
    vec![
        ("empty cells", "|a|b|\n|-|-|\n".into(), |_| "||\n".into()),
        ("references", definition.clone(), |_| "[a]\n\n".into()),
        ("references in items", definition.clone(), |_| "- [a]\n".into()),
        ("references in rows", definition.clone() + "|a|\n|-|\n", |_| "|[a]|\n".into()),
        ("references in one paragraph", definition.clone(), |_| "[a] ".into()),
        ("references in headings", definition.clone(), |_| "# [a]\n".into()),
        ("images by reference", definition.clone(), |_| "![a]\n\n".into()),
        ("references between definitions", definition, |_| "[a]\n\n[a]: x\n\n".into()),
        ("paragraphs with definitions", plain(), |n| match n % 180 {
            0 => format!("\n\n[a{n}]: https://x.example/{}\n", "l".repeat(500)),
            m => format!("[a{}] ", n - m),
        }),
        ("footnotes", format!("[^{long}]: x\n\n"), |_| "[^a]".into()),
        ("one long footnote", format!("[^a]: {long}\n\n"), |_| "[^a] \n\n".into()),
        ("one endless footnote", "[^a]: a\n\n".into(), |n| format!("    word {n}\n\n")),
        ("headings", plain(), |_| "#\n".into()),
        ("equal headings", plain(), |_| format!("# {}\n", "Ä".repeat(70))),
        ("links to headings", plain(), |_| format!("[a](#{})\n", "Ä".repeat(70))),
        ("targets", plain(), |_| format!("[a](https://x.example/{})\n", "&".repeat(1000))),
        ("images", plain(), |_| format!("![a](https://x.example/{})\n", "ä".repeat(1000))),
        ("addresses", plain(), |_| format!("https://x.example/{} ", "&".repeat(1000))),
        ("short addresses", plain(), |_| "www.a ".into()),
        ("hosts that are marked", plain(), |_| "http://\u{430}a ".into()),
        ("quotes", plain(), |_| "> ".repeat(59) + "x\n\n"),
        ("quotes one by one", plain(), |n| "> ".repeat(1 + n % 59) + "x\n"),
        ("items", plain(), |_| "- ".repeat(29) + "x\n\n"),
        ("tasks", plain(), |_| "- [ ] x\n".into()),
        ("code in items", plain(), |_| "- ~~~\n".into()),
        ("raw HTML", plain(), |_| "<?>\n".into()),
        ("inks", "```rust\n".into(), |_| "1+'1'+\"\"\n".repeat(5)),
        ("emphasis", plain(), |_| "*a* ".into()),
        ("formulas", plain(), |_| "$a$ ".into()),
        ("blocks of formulas", plain(), |_| "$$\na_1\n$$\n".into()),
        ("diagrams", plain(), |_| "```mermaid\ngraph TD\nA-->B\n```\n".into()),
    ]
}

/// Bytes for each byte of the source. The worst is a diagram of eight letters, at 50; a footnote reference has 22, a
/// code block in an item 23, an address of nothing but `&`, which is written three times, 15.
const FOR_EACH_BYTE: usize = 64;
/// Bytes of targets that references are always given, each written as the target and as the title of a link.
const FOR_REFERENCES: usize = 2 * 100_000;
/// Cells that short rows are filled up with: those of all tables but the last one, and those of the last one.
const MAX_FILLED: usize = 2 << 18;

#[test]
fn a_greedy_answer_gets_a_fixed_multiple_of_its_length() {
    for (name, begin, part) in greedy() {
        let text = repeated(&begin, part, begin.len() + 16_000);
        let (whole, traffic) = (render(&text).len(), stream(&text));
        let most = FOR_EACH_BYTE * text.len() + FOR_REFERENCES;
        assert!(whole < most, "{name}: {whole} bytes of {}", text.len());
        assert!(traffic.settled + traffic.corrected < most, "{name}: {} settled", traffic.settled);
        // The last tail is the whole answer in the worst case, and each one is an eighth longer than the one before.
        assert!(traffic.tails < 10 * whole + most, "{name}: {} in tails", traffic.tails);
    }
}

/// Tables whose short rows ask for many cells.
fn wide_tables() -> Vec<Shape> {
    let (head, delimiters) = ("a|".repeat(5000), "-|".repeat(5000));
    vec![
        ("rows", format!("{head}\n{delimiters}\n"), |_| "x\n".into()),
        ("escaped pipes", format!("{head}\n{delimiters}\n"), |_| "\\|\\|x\n".into()),
        ("in a quote", format!("> {head}\n> {delimiters}\n"), |_| "> x\n".into()),
        ("in an item", format!("- {head}\n  {delimiters}\n"), |_| "  x\n".into()),
        ("aligned", format!("{head}\n{}\n", delimiters.replace('-', ":-:")), |_| "||\n".into()),
        ("many", String::new(), |n| match n % 800 {
            0 => format!("\n{}\n{}\n", "a|".repeat(362), "-|".repeat(362)),
            _ => "x\n".into(),
        }),
    ]
}

#[test]
fn short_rows_of_wide_tables_are_filled_up_within_bounds_for_the_answer() {
    for (name, begin, part) in wide_tables() {
        let text =
            repeated(&begin, part, begin.len() + 16_000) + "\n\nafter *that*\n\n- x\n\n|a|b|\n|-|-|\n|1|\n";
        let (whole, traffic) = (render(&text), stream(&text));
        let filled = whole.matches("<td></td>").count() + whole.matches("<td class=\"c\"></td>").count();
        assert!(filled > 200_000 && filled <= MAX_FILLED, "{name}: {filled} cells");
        assert_eq!(traffic.replaced, 0, "{name}");
        assert!(
            traffic.settled <= whole.len() + 4096,
            "{name}: {} settled of {}",
            traffic.settled,
            whole.len()
        );
        assert!(traffic.tails < FOR_EACH_BYTE * text.len(), "{name}: {} in tails", traffic.tails);
        let parts: Vec<_> = text.split_inclusive('\n').collect();
        let parts: Vec<_> = parts.chunks(parts.len() / 5).map(<[&str]>::concat).collect();
        assert_streams(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        // Where the parser leaves the table no row is lost, and none is shown twice.
        assert_eq!(whole.matches('x').count(), text.matches('x').count(), "{name}");
    }
}

/// A definition that is not to be had turns a reference in the tail into text, each time anew.
#[test]
fn a_tail_does_not_write_a_long_target_again_and_again() {
    let mut stream = Stream::new();
    stream.push(&format!("[a]: https://x.example/{}\n\n", "l".repeat(50_000)));
    let mut tails = 0;
    for _ in 0..100 {
        stream.push("# h\n\n[a]");
        tails += stream.take_patch().map_or(0, |patch| patch.tail.len());
        stream.push(": x\n");
        stream.take_patch();
    }
    assert!(tails < 100 * 100, "{tails}");
}
