//! Streamed = whole, for generated Markdown and generated chunks.

use crate::allowed::assert_harmless;
use crate::page::{Page, assert_streams, half, stream};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use yourouter_markdown::{Stream, render};

/// What Markdown is made of; put together at random it meets every rule of block structure.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "    ",
        "\t",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "10. ",
        "-",
        "> ",
        ">",
        "# ",
        "### ",
        "***",
        "---",
        "===",
        "```",
        "```rust\n",
        "~~~",
        "````",
        "    code",
        "| a | b |\n|---|:-:|\n",
        "|",
        "|-|",
        "|1|2|3|\n",
        "|`a|b`|$|x|$|",
        "> [!NOTE]\n",
        "> [!TIP] ",
        "```markdown\n",
        "##x\n",
        "** b ** ",
        "a|b",
        "[ ] ",
        "[x] ",
        "[^1]",
        "[^1]: ",
        "[a]",
        "[a]: ",
        "[a]: https://a.example 'T'\n",
        "[b](https://b.example)",
        "![i](https://c.example/d.png)",
        "![",
        "](",
        ")",
        "<div>",
        "</div>",
        "<details>",
        "</details>\n",
        "<summary>a</summary>",
        "<i>",
        "</i>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<b>",
        "<br>",
        "<sub>",
        "</sub>",
        "<kbd>",
        "</kbd>",
        "<?",
        "?>",
        "<a@b.example>",
        "https://e.example",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "\\",
        "\\\n",
        "  \n",
        "&amp;",
        "&#13;",
        "\0",
        "日本語",
        "：",
        "“",
        "」",
        "**「",
        "。**請",
        "é",
        "🙂",
        "javascript:alert(1)",
        "$x^2$",
        "$",
        "$$",
        "$$\n",
        "\n$$\n",
        "$$, where ",
        "$$.\n",
        "\\].\n",
        "\n$$f(x) = ",
        "\n\\[ a",
        "\n\\begin{align}\n",
        "\\end{align}",
        "Words that are no formula.\n",
        "\\(",
        "\\)",
        "\\[",
        "\\]\n",
        "\\[\n",
        "\\frac{1}{2}",
        "```mermaid\n",
        "graph TD\nA-->B\n",
        "```math\n",
        "\u{fdd0}",
        "$x$是",
        "$n$th ",
        "在$a$",
        "${a}/${b}",
        "$5 ",
        "{",
        "}",
        "\"",
        "'",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 2 => "[a-c ]{1,6}", 1 => any::<char>().prop_map(String::from)]
}

/// Whole lines with likely beginnings: deeper structures than loose pieces make.
fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "", "", "- ", "  - ", "    - ", "1. ", "   ", "  ", "> ", "> - ", "> > ", "- > ", "    ", "\t",
        "[^n]: ", "- [ ] ", "- [x] ", "- - ",
    ]);
    let content = prop::sample::select(vec![
        "",
        "",
        "a",
        "b *c* `d`",
        "# h",
        "```",
        "```js",
        "~~~",
        "|x|y|",
        "|x|y|z|",
        "|`x|y`|$|z|$|",
        "[!NOTE]",
        "[!warning] w",
        "[!NOTE]x",
        "```md",
        "```sh",
        "##h",
        "** b: ** c",
        "|-|-|",
        "---",
        "===",
        "<div>",
        "</div>",
        "<details>",
        "</details>",
        "<summary>a *b*</summary>",
        "<!-- c",
        "-->",
        "[r]: /u",
        "[r]: https://r.example",
        "[r]",
        "[^n]",
        "    i",
        "a  ",
        "a\\",
        "1. x",
        "10) x",
        "* * *",
        "-",
        "+",
        "\tt",
        "**b",
        "c**",
        "[r",
        "]: /x",
        "'t",
        "$$",
        "\\[",
        "\\]",
        "x = y $$",
        "$$.",
        "$$, where x",
        "\\begin{align}",
        "x \\end{align}",
        "\\begin{cases} a \\end{cases}, b",
        "\\] and",
        "\\] \\[",
        "$$f(x) = a",
        "\\[ a",
        "+ b",
        "- c$$",
        " $$",
        "E=mc^2",
        "Words that are no formula.",
        "$a$ b",
        "当$n=1$时，$a_n$为$2$。",
        "the $i$th of $5",
        "**注意：**请",
        "这是**“重点",
        "”**内容~~旧。~~新",
        "\\(a",
        "b\\)",
        "```mermaid",
        "A->>B: x",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\n\n"]);
    (start, content, end).prop_map(|(start, content, end)| format!("{start}{content}{end}"))
}

fn source() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(line(), 0..24).prop_map(|lines| lines.concat()),
    ]
}

/// Cuts at the character boundaries nearest to the given fractions.
fn cut<'s>(source: &'s str, at: &[f64]) -> Vec<&'s str> {
    let boundaries: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
    let mut ends: Vec<usize> =
        at.iter().map(|f| boundaries[(f * (boundaries.len() - 1) as f64) as usize]).collect();
    ends.push(source.len());
    ends.sort_unstable();
    let mut start = 0;
    ends.into_iter().map(|end| &source[std::mem::replace(&mut start, end)..end]).collect()
}

proptest! {
    // More with PROPTEST_CASES=100000 in the environment.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn streamed_equals_whole_for_every_chunking(source in source(), at in prop::collection::vec(0.0..1.0f64, 0..12)) {
        let parts = cut(&source, &at);
        assert_streams(&parts);
        assert_harmless(&half(&parts), &source);
        assert_harmless(&render(&source), &source);
    }

    #[test]
    fn streamed_equals_whole_one_character_at_a_time(source in source()) {
        let mut buffer = [0; 4];
        let mut parts: Vec<String> = Vec::new();
        source.chars().for_each(|c| parts.push(c.encode_utf8(&mut buffer).to_owned()));
        assert_streams(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// The first `wanted` sources without the marks of `left_out`, and without what may change what stands already:
/// definitions of links and footnotes. Those of a run are always the same.
fn sources(wanted: usize, left_out: &[&str]) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let mut sources = Vec::new();
    while sources.len() < wanted {
        let source = source().new_tree(&mut runner).unwrap().current();
        if !["]: ", "]:\n", "[^"].iter().chain(left_out).any(|mark| source.contains(mark)) {
            sources.push(source);
        }
    }
    sources
}

/// Formulas and diagrams show their source until they are closed.
const HELD: [&str; 5] = ["$$", "\\[", "\\begin", "math", "mermaid"];

#[test]
fn what_has_settled_is_never_replaced() {
    for source in sources(3000, &HELD) {
        let run = stream(source.split_inclusive('\n'));
        assert_eq!(run.page.html(), render(&source));
        assert_eq!(run.replaced, 0, "{source:?}");
    }
    // The blanks that a formula is indented by are counted otherwise where its line goes on with a list or a quote only
    // because no mark is needed for that.
    let replaced =
        sources(3000, &[]).iter().filter(|source| stream(source.split_inclusive('\n')).replaced > 0).count();
    assert!(replaced <= 3, "{replaced}");
}

#[test]
fn each_line_looks_as_it_does_in_the_whole_once_it_has_come() {
    for source in sources(3000, &HELD) {
        let (mut stream, mut page, mut so_far) = (Stream::new(), Page::default(), String::new());
        for line in source.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            so_far.push_str(line);
            stream.push(line);
            stream.take_patch().iter().for_each(|patch| page.apply(patch));
            assert_eq!(page.html(), render(&so_far), "after {so_far:?}");
        }
    }
}
