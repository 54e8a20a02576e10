//! Streamed = whole, for generated Markdown and generated chunks.

use crate::allowed::assert_harmless;
use crate::page::{assert_streams, half, stream};
use proptest::prelude::*;
use yourouter_core::markdown::render;

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
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<b>",
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
        "|-|-|",
        "---",
        "===",
        "<div>",
        "</div>",
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

/// How often blocks that settled had to be replaced although nothing was defined late: a measure of how well the
/// lines were judged.
#[test]
fn settled_blocks_are_hardly_ever_replaced() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec(line(), 0..24).prop_map(|lines| lines.concat());
    let (mut replaced, mut cases) = (0, 0);
    while cases < 1000 {
        let source = strategy.new_tree(&mut runner).unwrap().current();
        if source.contains("[r") || source.contains("[^n") {
            continue;
        }
        cases += 1;
        let run = stream(source.split_inclusive('\n'));
        assert_eq!(run.page.html(), render(&source));
        replaced += usize::from(run.replaced > 0);
    }
    assert!(replaced <= cases / 10, "{replaced} of {cases}");
}
