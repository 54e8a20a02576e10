//! What the page copies of an answer, rendered again: the page's own code (`ui/format`), run by Node, against this
//! renderer. Whole documents come out as they were; of a part, no letter is lost and none is added.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use yourouter_markdown::render;

/// The page's code, which answers each line with a line.
struct Page {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

#[derive(Serialize)]
struct Question<'s> {
    html: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<f64>,
}

#[derive(Deserialize)]
struct Copied {
    /// Markdown.
    text: String,
    html: String,
    /// The plain words of it, without formulas, placeholders and labels.
    words: String,
    /// Whether it is a part of one block and so no block.
    #[serde(rename = "isWords")]
    is_words: bool,
}

impl Page {
    fn open() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ui/copies.js");
        let mut node = Command::new("node");
        node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = node.spawn().expect("Node 20 or newer, which runs the page's code");
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    fn copy(&mut self, html: &str, part: Option<(f64, f64)>) -> Copied {
        let question = Question { html, from: part.map(|part| part.0), to: part.map(|part| part.1) };
        writeln!(self.input, "{}", serde_json::to_string(&question).unwrap()).unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?} for {html}"))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Words, among them what would be markup if it were copied as it stands.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "word",
        "another one",
        "snake_case_name",
        "2 \\* 3",
        "\\*not slanted\\*",
        "\\_x\\_",
        "Wow!",
        "a[0]",
        "[x\\](y)",
        "[x][y]",
        "[\\^1]",
        "a [b [c] d\\](e)",
        "5 < 6",
        "\\<b>",
        "R&D",
        "&amp;copy;",
        "\\`tick\\`",
        "~5 min",
        "\\~~gone\\~~",
        "$5 and $10",
        "\\$x\\$",
        "C:\\\\new",
        "\\\\",
        "1\\. one",
        "\\# no",
        "\\- no",
        "\\+ no",
        "\\> no",
        "===",
        "x #",
        "日本語。",
        "العربية",
        "https://e.example/a_b",
        "user@mail.example",
        "!",
        "\\!",
        "(aside)",
        "\"quoted\"",
        "[x]\\: y",
        "a | b",
        "\\---",
        "\\--",
        "e.g.",
        "100%",
        "#1",
        "@x",
        "a:b",
        ":-",
        "\\| a",
        "\\(no\\)",
        "x^2",
        "{a}",
        "–",
        "🙂",
        "b&nbsp;c",
    ]);
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

/// The content of a paragraph, a cell or a heading, on one line.
fn line(has_breaks: bool) -> impl Strategy<Value = String> {
    let part = words().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|text| marked("**", text)),
            inner.clone().prop_map(|text| marked("*", text)),
            inner.clone().prop_map(|text| marked("~~", text)),
            inner.clone().prop_map(|text| if text.contains(['[', '<']) {
                text
            } else {
                format!("[{text}](https://a.example/x?y=1&copy=2)")
            }),
            inner.clone().prop_map(|text| if text.contains(['[', '*', '~', '`']) {
                text
            } else {
                format!("<kbd>{text}</kbd>")
            }),
            prop::collection::vec(inner, 2..3).prop_map(|parts| parts.join(" ")),
        ]
    });
    let fixed = prop::sample::select(vec![
        "`code`",
        "`` a`b ``",
        "`|`",
        "` `",
        "$x^2$",
        "\\(a+b\\)",
        "$\\alpha$",
        "[^n]",
        "[^m]",
        "Wow\\![a](https://a.example/)",
        "![A cat](https://i.example/c.png)",
        "![a\\]b](https://i.example/(c).png)",
        "<https://a.example/b>",
        "[![c](https://i.example/c.png)](https://a.example/)",
        "H<sub>2</sub>O",
    ]);
    let break_ = prop::sample::select(if has_breaks {
        vec![" ", " ", "! ", "\\\n", "\n", "  \n"]
    } else {
        vec![" ", " ", "! ", "<br>"]
    });
    let piece = prop_oneof![3 => part, 2 => fixed.prop_map(str::to_owned)];
    prop::collection::vec((piece, break_), 1..4).prop_map(|parts| {
        let whole: String = parts.iter().map(|(text, gap)| format!("{text}{gap}")).collect();
        whole.trim_end_matches(['\\', '\n', ' ']).to_owned()
    })
}

/// Words in marks, unless they have some like them, which could be paired in other ways.
fn marked(mark: &str, text: String) -> String {
    if text.contains(['*', '~']) { text } else { format!("{mark}{text}{mark}") }
}

/// A block, each line of which ends in a line feed.
fn block() -> impl Strategy<Value = String> {
    let cells = || {
        prop::collection::vec(
            prop_oneof![line(false).prop_map(|text| text.replace('|', "\\|")), Just(String::new())],
            3,
        )
    };
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let leaf = prop_oneof![
        4 => line(true).prop_map(|text| format!("{text}\n")),
        1 => (1..7_usize, line(false)).prop_map(|(level, text)| format!("{} {text}\n", "#".repeat(level))),
        1 => prop::sample::select(vec![
            "```rust\nlet a = 1;\n\n    b\n```\n", "~~~\n```\n~~~\n", "```\n```\n", "    indented\n", "$$\n\\sum x\n$$\n", "\\[\na\n\\]\n", "***\n",
            "<?x?>\n", "<!-- x --> y\n", "```mermaid\ngraph TD\nA-->B\n```\n", "```{.python #id}\nx\n```\n", "# \n", ">\n", "```math\na^2\n```\n",
        ]).prop_map(str::to_owned),
        1 => (prop::collection::vec(cells(), 1..4)).prop_map(move |rows| {
            let body: String = rows[1..].iter().map(|cells| row(cells)).collect();
            format!("{}|:--|--:|:-:|\n{body}", row(&rows[0]))
        }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let inside = prop::collection::vec((inner, prop::bool::weighted(0.5)), 1..4).prop_map(|blocks| {
            let whole: String = blocks
                .iter()
                .map(|(text, is_apart)| format!("{text}{}", if *is_apart { "\n" } else { "" }))
                .collect();
            whole.trim_end_matches('\n').to_owned() + "\n"
        });
        let marks = prop::sample::select(vec!["- ", "* ", "1. ", "3. ", "10) ", "- [ ] ", "- [x] "]);
        let items = prop::collection::vec((inside.clone(), prop::bool::weighted(0.3)), 1..4);
        prop_oneof![
            2 => (marks, items).prop_map(|(mark, items)| {
                let items = items.iter().map(|(text, is_apart)| {
                    let width = mark.find('[').unwrap_or(mark.len());
                    format!("{}{}", within(text, mark, &" ".repeat(width)), if *is_apart { "\n" } else { "" })
                });
                items.collect()
            }),
            1 => inside.prop_map(|text| within(&text, "> ", "> ")),
        ]
    })
}

fn within(text: &str, first: &str, others: &str) -> String {
    text.lines()
        .enumerate()
        .map(|(n, line)| format!("{}{line}\n", if n == 0 { first } else { others }))
        .collect()
}

fn document() -> impl Strategy<Value = String> {
    prop::collection::vec(block(), 1..5).prop_map(|blocks| blocks.join("\n"))
}

/// What is left of a document that its copy cannot hold: how its lines were broken in places that have one line.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut in_pre = false;
    for part in html.split_inclusive('>') {
        let (text, tag) = part.split_at(part.rfind('<').unwrap_or(part.len()));
        if in_pre {
            out.push_str(text);
        } else {
            let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
            let gap = |is_there: bool| if is_there { " " } else { "" };
            let is_blank = words.is_empty() && !text.is_empty();
            out.push_str(gap(is_blank || text.starts_with([' ', '\n'])));
            out.push_str(&words.join(" "));
            out.push_str(gap(!is_blank
                && text.ends_with([' ', '\n'])
                && !tag.starts_with("</li")
                && !tag.starts_with("</p")));
        }
        in_pre = tag.starts_with("<pre") || in_pre && !tag.starts_with("</pre");
        out.push_str(tag);
    }
    // A line that was broken by a tag may begin with a blank. The name of a heading is made of its source.
    let mut parts = out.split(" id=\"h-");
    let first = parts.next().unwrap_or_default().to_owned();
    let out = parts.fold(first, |out, part| out + part.split_once('"').map_or("", |(_, rest)| rest));
    out.replace("<br> ", "<br>").replace("\"raw\"> ", "\"raw\">")
}

/// HTML as a program reads it into which it is pasted.
fn inside_body(html: &str) -> String {
    let parsed = scraper::Html::parse_fragment(html);
    parsed.root_element().inner_html()
}

/// Runs `check` on generated values until one fails; more with PROPTEST_CASES in the environment.
fn hold<T: std::fmt::Debug>(
    values: impl Strategy<Value = T>,
    check: impl Fn(T, &mut Page) -> TestCaseResult,
) {
    let page = Mutex::new(Page::open());
    let cases = Config::default().cases.max(300);
    // The same in every run: Markdown has corners that no text can be put into.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, seed);
    if let Err(error) =
        runner.run(&values, |value| check(value, &mut page.lock().unwrap_or_else(PoisonError::into_inner)))
    {
        panic!("{error}");
    }
}

#[test]
fn a_whole_answer_copies_as_markdown_that_renders_to_the_same_again() {
    hold(document(), |blocks, page| {
        let source = format!("{blocks}\n[^n]: The note.\n");
        let first = render(&source);
        let copied = page.copy(&first, None);
        let second = render(&copied.text);
        prop_assert_eq!(normal(&second), normal(&first), "\nsource: {}\ncopied: {}\n", source, copied.text);
        Ok(())
    });
}

#[test]
fn no_word_of_a_part_that_is_copied_is_lost_or_added() {
    hold((document(), 0.0..1.0f64, 0.0..1.0f64), |(source, one, other), page| {
        // Of placeholders and drawings the words are the program's own.
        let source = source.replace("\\![", "[").replace("![", "[").replace("mermaid", "text");
        let copied = page.copy(&render(&source), Some((one.min(other), one.max(other))));
        prop_assume!(!copied.words.is_empty());
        // Words are pasted among others.
        let (before, text) =
            if copied.is_words { ("x", format!("x {}", copied.text)) } else { ("", copied.text.clone()) };
        let again = page.copy(&render(&text), None);
        prop_assert_eq!(
            &again.words,
            &format!("{before}{}", copied.words),
            "\nsource: {}\ncopied: {}\n",
            source,
            copied.text
        );
        let pasted = page.copy(&inside_body(&copied.html), None);
        prop_assert_eq!(&pasted.words, &copied.words, "\nsource: {}\npasted: {}\n", source, copied.html);
        Ok(())
    });
}
