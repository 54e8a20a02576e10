//! Hand-written inputs that made, or could make, a stream differ from the whole, each cut at every character.

use crate::page::{assert_streams, stream};
use yourouter_markdown::render;

/// Streams `source` in two parts, cut at every character boundary, and one character at a time.
pub fn check(source: &str) {
    for (at, _) in source.char_indices() {
        let (first, second) = source.split_at(at);
        assert_streams(&[first, second]);
    }
    let singles: Vec<String> = source.chars().map(String::from).collect();
    assert_streams(&singles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn every_tricky_case_streams_to_its_whole_render() {
    for source in CASES {
        check(source);
        check(&source.replace('\n', "\r\n"));
    }
}

/// What a model commonly writes settles as it finally stands: nothing is replaced at the end.
#[test]
fn common_answers_need_no_correction() {
    for source in COMMON.iter().chain(HELD) {
        let singles: Vec<String> = source.chars().map(String::from).collect();
        let run = stream(singles.iter().map(String::as_str));
        assert_eq!(run.page.html(), render(source));
        assert_eq!(run.replaced, 0, "{source:?}");
    }
}

/// The screen shows the same as the whole render at the end of each line already.
#[test]
fn common_answers_look_right_while_they_stream() {
    for source in COMMON {
        let mut stream = yourouter_markdown::Stream::new();
        let mut page = crate::page::Page::default();
        let mut so_far = String::new();
        for line in source.split_inclusive('\n') {
            so_far.push_str(line);
            stream.push(line);
            stream.take_patch().iter().for_each(|patch| page.apply(patch));
            assert_eq!(page.html(), render(&so_far), "after {so_far:?}");
        }
    }
}

/// No patch on the way shows what the next character takes back.
#[test]
fn marks_wait_until_they_mean_something() {
    let screens = |source: &str| {
        let mut stream = yourouter_markdown::Stream::new();
        let mut page = crate::page::Page::default();
        let mut screens = Vec::new();
        for c in source.chars() {
            stream.push(c.encode_utf8(&mut [0; 4]));
            stream.take_patch().iter().for_each(|patch| page.apply(patch));
            screens.push(page.html());
        }
        screens
    };
    assert!(screens("Intro:\n- one\n- two").iter().all(|html| !html.contains("<h2")));
    assert!(screens("```rs\nx\n```\n").iter().all(|html| !html.contains('`')));
    assert!(screens("> ```\n> x\n> ```\n").iter().skip(5).all(|html| !html.contains('`')));
    assert!(
        screens("- a\n- b\n\nNext 1").iter().all(|html| !html.contains('N') || html.contains("</ul><p>N"))
    );
    assert!(screens("a\n\n1. one\n2. two").iter().all(|html| !html.contains("<p>1")));
}

#[test]
fn raw_html_and_code_hold_no_links_and_code_can_disguise_none() {
    assert!(!render("<b title=https://a.example>").contains("<a "));
    assert!(!render("`https://a.example`").contains("<a "));
    assert!(render("[`https://a.example`](https://b.example)").contains("<a class=\"odd\""));
}

#[test]
fn breaks_and_pairs_of_tags_that_are_listed_are_markup_of_our_own_and_nothing_else_is() {
    for (source, html) in [
        ("a<br>b<br/>c<br />d<BR>e", "a<br>b<br>c<br>d<br>e"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H<sub>2</sub>O, x<sup>2</sup>"),
        ("<kbd>a</kbd> <mark>b</mark> <u>c</u>", "<kbd>a</kbd> <mark>b</mark> <u>c</u>"),
        ("a <sub>*b* <sup>c</sup></sub>", "a <sub><em>b</em> <sup>c</sup></sub>"),
        ("*a <sub>b</sub>*", "<em>a <sub>b</sub></em>"),
        // Without their other half, or crossed.
        ("a <sub>b", "a &lt;sub&gt;b"),
        ("a </sub>b <sub>c</sub>", "a &lt;/sub&gt;b <sub>c</sub>"),
        ("a <sub>b <u>c</sub></u>", "a <sub>b &lt;u&gt;c</sub>&lt;/u&gt;"),
        ("*a <sub>b* c</sub>", "<em>a &lt;sub&gt;b</em> c&lt;/sub&gt;"),
        ("a <sub>*b</sub> c*", "a &lt;sub&gt;<em>b&lt;/sub&gt; c</em>"),
        // Without the attributes of the author.
        ("a <br class=x> <br\n/>c", "a <br> <br>c"),
        ("a <sub >b</sub>", "a <sub>b</sub>"),
        ("a <sub id=x>b</sub>", "a <sub>b</sub>"),
        ("a <u onclick=alert(1)>b</u>", "a <u>b</u>"),
        ("a <span style=\"color:red\">b</span> <font color=red>c</font>", "a b c"),
        (
            "a <b>b</b> <i>c</i> <s>d</s> <code>e</code>",
            "a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code>",
        ),
        ("a <!-- remark --> b<!-- c\n--> d", "a  b d"),
        // Not listed, or of no pair.
        ("a <sub/>b</sub >", "a &lt;sub/&gt;b&lt;/sub &gt;"),
        ("a <blink>b</blink> <b2>c</b2>", "a &lt;blink&gt;b&lt;/blink&gt; &lt;b2&gt;c&lt;/b2&gt;"),
        ("a `<br>` \\<br>", "a <code>&lt;br&gt;</code> &lt;br&gt;"),
    ] {
        assert_eq!(render(source), format!("<p>{html}</p>"), "{source}");
    }
    let table = render("| Step | What |\n|-|-|\n| 1 | a<br>b |\n| <u>c | d</u> |\n");
    assert!(table.contains("<td>a<br>b</td>"), "{table}");
    assert!(table.contains("<td>&lt;u&gt;c</td><td>d&lt;/u&gt;</td>"), "{table}");
    assert!(render("[ba<sub>nk.com</sub>](https://evil.example)").contains("<a class=\"odd\""));
}

/// The label stands in the header as it was written.
#[test]
fn everyday_labels_of_code_choose_their_language() {
    for (info, label) in [
        ("python:src/main.py", "python:src/main.py"),
        ("src/main.py", "src/main.py"),
        ("12:15:app/main.py", "12:15:app/main.py"),
        ("py{1,3}", "py"),
        ("python,ignore", "python"),
        ("{.python .numberLines}", "python"),
        ("{python}", "python"),
        ("{python, echo=FALSE}", "python"),
        ("python title=\"x.py\"", "python"),
        ("Python", "Python"),
    ] {
        let source = format!("```{info}\ndef f():\n    pass\n```\n\nx\n");
        let html = render(&source);
        assert!(html.contains(&format!("<span class=\"f\">{label}</span>")), "{info}: {html}");
        assert!(html.contains("<span class=\"hk\">def</span>"), "{info}: {html}");
        check(&source);
    }
}

/// However many tags there are, the page stays shallow, and each is looked at a few times only.
#[test]
fn tags_without_end_stay_shallow_and_cheap() {
    let deepest = render(&("a".to_owned() + &"<sub>".repeat(5000) + "x" + &"</sub>".repeat(5000)));
    assert_eq!(deepest.matches("<sub>").count(), 8);
    assert_eq!(deepest.matches("</sub>").count(), 8);
    let began = std::time::Instant::now();
    for source in ["a<sub>".repeat(50_000) + &"</u>".repeat(50_000), "*<sub>a* ".repeat(30_000)] {
        assert!(!render(&source).contains("<sub>"));
    }
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn headings_have_ids_and_notes_lead_back_from_their_last_word() {
    let html = render("# A b\n\n## A *b*\n\nx[^1]\n\n[^1]: One.\n\n    Two.\n");
    assert!(html.starts_with("<h1 id=\"h-a-b\">A b</h1><h2 id=\"h-a-b--2\">A <em>b</em></h2>"), "{html}");
    assert!(html.contains("<p>Two. <a class=\"fnback\" href=\"#fnref-1\" "), "{html}");
    assert!(html.ends_with("↩</a></p></div></div>"), "{html}");
}

#[test]
fn a_stream_may_move_between_threads() {
    fn assert_send<T: Send + 'static>(_: T) {}
    assert_send(yourouter_markdown::Stream::new());
}

const COMMON: &[&str] = &[
    "# Title\n\nA paragraph with **bold**\nand `code`.\n\nAnother one.\n\n## Next\n\nText.\n",
    "Intro:\n\n- one\n- two\n- three\n\nAfter.\n",
    "Intro:\n- one\n- two\n\nAfter.\n",
    "1. first\n2. second\n   - inner\n   - inner two\n3. third\n\nText after.\n",
    "1. **A**\n   - a\n   - b\n\n2. **B**\n   - c\n\n3. **C**\n\nEnd.\n",
    "- a\n\n- b\n\n- c\n\nEnd.\n",
    "Run this:\n\n```sh\nls -la\n\necho done\n```\n\nThen that.\n",
    "1. Install:\n\n   ```sh\n   npm i\n   ```\n\n2. Run:\n\n   ```sh\n   npm start\n   ```\n\nDone.\n",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\nAfter.\n",
    "> A quote\n> of two lines.\n>\n> - with\n> - a list\n\nAfter.\n",
    "- [ ] open\n- [x] done\n\nText\n",
    "1. **Alpha**\n2. **Beta**\n\n   Beta explained.\n3. **Gamma** and more.\n\n   - x\n\n   Gamma explained.\n\nEnd.\n",
    "- a\n  # b\n  c\n- d\n  > e\n\n  f\n- [ ] g\n\n  h\n",
    "Title\n=====\n\nSub\n---\n\ntext\n\n---\n\nend\n",
    "    indented\n\n    code\n\ntext\n",
    "<div>\nraw\n</div>\n\ntext\n",
    "<!--\nnote\n-->\n\ntext\n\n<pre>\nraw\n</pre>\ntext\n",
    "| Step | What |\n|---|---|\n| 1 | a<br>b |\n| 2 | H<sub>2</sub>O |\n\nPress <kbd>Ctrl</kbd>+<kbd>C</kbd>.\n",
];

/// Formulas and diagrams, which show their source until they are closed.
const HELD: &[&str] = &[
    "The area $A=\\pi r^2$ and \\(b\\) for $5 and $10.\n\nAfter.\n",
    "So:\n\n$$\nx\n- y = z\n$$\n\nand\n\n\\[\na = b\n\\]\n\nAfter.\n",
    "1. First:\n   $$\n   x = y\n   $$\n2. Then \\[ y = z \\]\n3. $a$\n\n> $$\n> q\n> $$\n\nEnd.\n",
    "So\n\n$$\nE=mc^2\n$$, where $m$ is mass.\n\n1. One\n   \\[\n   a\n   \\].\n2. Two\n\n$$f(x) = a\n+ b\n- c$$\n\nEnd.\n",
    "1. One\n2. Two:\n   $$\n   a\n$$\n3. Three:\n   \\[\n   b\n\\]\n4. Four\n\n $$\nb\n $$\n\nEnd.\n",
    "# Of $x$\n\n| $a$ | b |\n|---|---|\n| $b_1$ | \\(c\\) |\n\nEnd.\n",
    "Look:\n\n```mermaid\ngraph TD\n  A --> B\n```\n\nAfter.\n",
];

const CASES: &[&str] = &[
    "$$\nE=mc^2\n$$.\n\nRest",
    "$$\nE=mc^2\n$$, where $m$ is mass\nand\n\nRest",
    "\\[\nx\n\\] - y\nz",
    "\\[\nx\n\\] \\[\ny\n\\]\nz",
    " $$\nE=mc^2\n $$\n\nRest",
    "1. x\n   $$\n   a\n$$\n2. y",
    "1. x\n   $$\na = b\n   $$\n2. y",
    "- x\n\n  $$\n  a\n\ny\n\n- z",
    "$$f(x) = a\n+ b\n- c$$\nz",
    "So\n\\[ a\n- b \\].\n\nz",
    "$$x = 1\n\nRest\n- a",
    "$$\nx = 1\n\nThe rest of it.\n\n$$\ny\n$$\nz",
    "$$\nx\n## Next\n$$\nz",
    "> $$\n> x\n> $$, so\n> y\n\nz",
    "> $$\n>x\n$$\ny",
    "1. $$x\n   - y$$\n2. z\n",
    "<div>\n$$\nx\n$$.\n</div>\n\n    $$x\n    y\n",
    "the $i$th element of $A$.",
    "设函数$f(x)$在区间$[a,b]$上\n连续 $x$는",
    "https://${host}:${port}/ $5-$10 $x$",
    "$\\text{a $b$ c}$ $x{ $y}$",
    "**注意：**请先备份\n这是**“重点”**内容",
    "- **注：**a\n> **（x）**的\n\n# **甲：**乙\n",
    "|**甲。**乙|~~丙。~~丁|\n|-|-|\n|**戊。**|己|",
    "[a](https://a.example/**。**b) ![**。**b](https://a.example/p.png) [**。**c]\n\n[**。**c]: https://c.example/**。**d",
    "<div>\n**注：**请\n</div>\n\n    **注：**请\n\n`a\n**注：**请` <b title='**。**x'>",
    "x[^**。**y]\n\n[^**。**y]: **注：**请",
    "$$\nx\n$$",
    "$$\nx",
    "$$\nx $$\ny",
    "a\n$$\nx\n$$\nb",
    "- $$\n  x\n  $$\n- b",
    "- $$\nx\n$$\n",
    "> $$\nx\n$$\n",
    "1. \\[\n   x\n   \\]\n2. b",
    "\\[ x\n- y\n\\]\nz",
    "\\[\nx\n\ny\n\\]\nz",
    "\\[x=1\\]\n===\n",
    "# $x$\n\n[$y$](https://a.example)",
    "$$x$$\n\n$$\ny",
    "a $x\ny$ b",
    "a \\(x\n\ny\\) b",
    "| $a|b$ |\n|-|\n| $$c$$ |",
    "```math\nx\n```\ny",
    "```mermaid\ngraph TD\nA-->B\n```\ny",
    "```mermaid\ngraph TD\nA-->B",
    "- ```mermaid\n  pie\n  \"a\" : 1\n  ```\n- b",
    "```tex\n$$\n\\[\n$x$\n```\n$y$",
    "    $$\n    x\n",
    "<div>\n$x$ \\(y\\)\n</div>",
    "![$x$ \\(y](https://a.example/$z$.png \"$t$\")",
    "[a]: https://a.example/$b$\n\n[a] $c$",
    "x[^1]\n\n[^1]: $y$\n\n    $$\n    z\n    $$\n",
    "`$x$` ``\\(y\\)`` $z$",
    "*$x$* **\\(y\\)** ~~$z$~~",
    "\\\\(x\\\\) \\$y$",
    "Foo\n---\nbar",
    "Foo\nbar\n===",
    "Foo\n   ---   \nbar\n",
    "> foo\n---",
    "> foo\n===",
    "- foo\n---",
    "- foo\n===",
    "- foo\n  ===",
    "> foo\nbar\nbaz\n\n> q",
    "> - a\nb\n> c",
    "- a\nlazy\n- b",
    "1. a\nlazy\n\n   b\n2. c",
    "> ```\ncode\n```",
    "> ```\n> a\n\n> b\n> ```",
    "- ```\n  a\n\n  b\n- c",
    "- ```\na",
    "- a\n- b\n\n- c",
    "- a\n\n\n- b",
    "- a\n\n  b\n- c",
    "- a\n  - b\n\n  - c\n- d",
    "- a\n  - b\n\n- c",
    "-\n- a\n-\n\n- b",
    "-\n\n  a",
    "- \n  a",
    "1.\n\n   a\n2. b",
    "- a\n+ b\n* c\n1. d\n2) e",
    "3. a\n1. b",
    "a\n2. b",
    "a\n1. b",
    "a\n-\nb",
    "a\n- b",
    "- a\n 2. b",
    "- a\n\n    b\n\n      c",
    "- a\n\n      code\n- b",
    "-     code\n- b",
    "- a\n\n<!-- -->\n\n- b",
    "- a\n***\n- b",
    "* * *\n- * * *\n",
    "- - - a\n- b",
    "- > a\n- b",
    "- # h\n- b",
    "- a\n  # h\n  b",
    "1) a\n\n\n\n2) b\n\n\nc",
    "- a\n\n\tb",
    "-\ta\n\n\t\tcode",
    ">\t\tfoo",
    "\tfoo\tbaz\t\tbim",
    "  - foo\n\n\tbar",
    "- foo\n\n\t\tbar",
    " - a\n  - b\n   - c\n    - d\n     - e",
    "|a|b|\n|-|-|\n|1|2|\n|3|4|",
    "a|b\n-|-\n1|2\nc\n\nd",
    "x\n|a|b|\n|-|-|\n|1|2|",
    "x\na|b\n-|-\n1|2",
    "|a|\n|-|",
    "|a|\n|-|\n",
    "|a|b|\n|-|\n|c|",
    "|a|\n|:-:|\n|1|2|3|\n||\n| x",
    "|a|\n|-|\n- b",
    "|a|\n|-|\n# b",
    "|a|\n|-|\n> b",
    "|a|\n|-|\n```\nc",
    "|a|\n|-|\n    b",
    "|a|\n|-|\n<div>\n",
    "> |a|\n> |-|\n> |b|\nc",
    "- |a|\n  |-|\n  |b|\n- c",
    "|a\\|b|c|\n|-|-|\n|`x\\|y`|z|",
    "|a|\n|-|\n\n|b|",
    "| a |\n| - |\n| *b* `c` [d](https://e.example) |\n\n",
    "[foo]: /url\n[foo]",
    "[foo]: https://a.example\n\n[foo]",
    "[foo]\n\n[foo]: https://a.example",
    "[foo]: https://a.example 'title\n\nx'",
    "[foo]:\nhttps://a.example\n\"t\"\n[foo]",
    "[foo]: https://a.example\n===\n[foo]",
    "[a]: https://a.example\n[b]: https://b.example\n[a] [b] [c]",
    "[a]\n\n> [a]: https://a.example",
    "- [a]\n\n[a]: https://a.example\n- [a]",
    "[a]: https://x.example\n\n[a]\n\n[a]: https://y.example",
    "[Foo  Bar]: https://a.example\n\n[foo bar]",
    "[ẞ]: https://a.example\n\n[SS]",
    "| a |\n|-|\n| [r] |\n\n[r]: https://a.example",
    "[r]: https://a.example\n# h\ntext",
    "[r]: https://a.example\n    x",
    "[r]: <>\n\n[r]",
    "![r]\n\n[r]: https://a.example/p.png",
    "a[^1]\n\n[^1]: note",
    "[^1]: note\n\na[^1]",
    "a[^1] b[^2] c[^1]\n\n[^2]: two\n\n    more\n[^1]: one\nlazy",
    "[^x]: unused",
    "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c",
    "- a[^1]\n\n  [^1]: in item\n- b",
    "> [^1]: in quote\n\nx[^1]",
    "[^1]: a\n[^1]: b\n\n[^1]",
    "a[^A]\n\n[^a]: b",
    "x\n[^1]: y[^1]",
    "[^1]:\n    code?\n\n[^1]",
    "[^1]: - a\n    - b\n\n[^1]",
    "```\na\n",
    "```\na\n``",
    "```\na\n``\n```\n",
    "````\n```\n````",
    "~~~ `x`\na\n~~~\nb",
    "```rust,ignore x=\"1\"\na\n```",
    "``` &lt;b&gt;\na\n```",
    "```\n\n\n```",
    "```\n  a\n ```\nb",
    "  ```\n    a\n  b\n  ```",
    "a\n```\nb\n```\nc",
    "```\n```\na",
    "```\r\na\r\n```\r\n",
    "- ```\n\n\n  ```\n- a",
    "1. a\n   ```\n   b\n   ```\n   c\n2. d",
    "``` a`b\nc",
    "~~~\n```\n~~~",
    "    a\n\n    b\n\n\n    c\n\nd",
    "    a\n  \n    b",
    "    a\nb\n    c",
    "a\n    b",
    "\n\n    a\n      \n",
    "- a\n\n      b\n\n\n      c\n\n  d",
    "    - a\n    - b",
    "     a\n\t\tb",
    "<div>\n*a*\n\n*b*",
    "<div\nid=x>\na\n\nb",
    "<!-- a\n\nb -->c\nd",
    "<!-- a",
    "<script>\n\nx\n</script>\ny",
    "<pre>\n\n*a*\n</pre> *b*\n*c*",
    "<?php\n\n?>a\nb",
    "<!DOCTYPE\nx>a\nb",
    "<![CDATA[\n\na]]>b\nc",
    "<b>x</b>\n\ny",
    "<custom-tag>\n*x*\n\ny",
    "</ins>\n*bar*",
    "a\n<div>\nb",
    "a\n<b>\nc",
    "  <div>\n  a\n",
    "    <div>\n",
    "> <div>\n> a\nb",
    "- <div>\n- a",
    "- <!--\n- -->\nx",
    "<style\n  a>\n\nx</style>y",
    "<textarea>\n\n*a*\n\n</textarea>",
    "a <b onclick='x'>c</b> d",
    "see https://a.example/b_c_d, www.d.example.",
    "[https://a.example](https://b.example) https://c.example",
    "<div>a",
    "<a href=\"javascript:x\">y</a>",
    "a<br>b",
    "a<br/>b<br />c<BR>d<br  />e",
    "| a | b |\n|-|-|\n| x<br>y | H<sub>2</sub>O |\n| <kbd>A | B</kbd> |\n",
    "E = mc<sup>2</sup> and <kbd>Ctrl</kbd>+<kbd>C</kbd>, <u>so</u> <mark>it</mark> is.\n\nAfter <sub>x",
    "*a <sub>b* c</sub> d",
    "<sub>*a</sub> b*\n\nc",
    "a <sub>[b</sub>](https://c.example) d</sub>",
    "a <sub>b\nc</sub> d\n- e <sub>f\n- g</sub>",
    "- a<br>b\n- H<sub>2</sub>\n  - <sup>c",
    "# A<br>b <sub>c</sub>\n\nText <sup>d\n===\n",
    "<br>\na\n\n<sub>\nb</sub>",
    "[^1]<sup>a\n\n[^1]: b</sup> <sub>c</sub>",
    "![a <sub>b](https://c.example/d.png) e</sub>",
    "<!-->\na",
    "<!--->\na",
    "a  \nb\\\nc\\",
    "a\\\n\nb",
    "a  \n\nb",
    "*a\nb*\n**c\n\nd**",
    "`a\nb`",
    "``a\n`b`\n",
    "~~a\nb~~",
    "[a\nb](https://c.example\n\"d\")",
    "![a *b* ![c](https://x.example/) `d`](https://e.example/f.png)",
    "[![a](https://b.example/c.png)](https://d.example)",
    "[x](javascript:alert(1))",
    "[x](/rel)",
    "[x](https://a.example/?a=1&b=\"2'<>)",
    "<https://a.example/é?x=\">",
    "<javascript:alert(1)>",
    "<a@b.example>",
    "[x](mailto:a@b.example)",
    "![x](data:image/png;base64,AAAA)",
    "![x](file:///etc/passwd)",
    "![](https://a.example/x.png)",
    "# a #\n## b\n####### c\n#d\n#",
    "#\ta",
    "# a\n# b\nc\n# d",
    "***\n---\n___\n* * *\n_ _ _",
    "a\n***\nb\n---\nc\n___",
    "+++\n",
    "--\n",
    "-\n-\n",
    "=\n",
    "a\n=\nb\n-",
    "- [ ] a\n- [x] b\n- [X] c\n- [] d\n- [ ]\n- [ ]e",
    "- [ ] a\n\n- [x] b",
    "1. [ ] a\n   - [x] b",
    "- [ ] # h",
    "- [x] ```\n  a",
    "- [ ]\n  a",
    "\0a\0\n\0",
    "&#0;&#13;&#x0d;x",
    "\u{feff}# a",
    "\u{a0}\n\n\u{2003}- a",
    "a\u{2028}b\u{85}c",
    "\u{b}\n\u{c}\na\u{b}",
    "a\n\u{c}\nb",
    "\r\r\ra\r\r\rb\r",
    "a\r\r\nb",
    "\n\n\n",
    " ",
    "",
    "\t\n",
    "日本\n語\n\n- 一\n- 二",
    "> > > a\n> b\nc\n\n> > d\n> e",
    ">>\n>\n> a\n>\n>> b",
    "> a\n\n> b",
    "> a\n>\n\n> b",
    ">\n> a\n>",
    "> # a\n> b\n> ***\n> c",
    "> 1. a\n>    b\n>\n> 2. c\n\nd",
    "> [r]: https://a.example\nbar\n\n[r]",
    ">     code\n\n> x",
    "- a\n  > b\n  ```\n  c\n  ```\n- d",
    "* a\n *  b\n\n    c",
    "1. a\n\n  2. b\n\n    3. c",
    "- a\n - b\n\n\n  - c\n",
    "10) a\n    b\n11) c",
    "- a\n\n  - b\n\n    - c\n\n      d\n\n- e",
    "* a\n  b\n\n  c\n* d\n",
    "**Note:** a\n- **b**: c\n- d\n**e**",
    "- a\n**b**",
    "- a\n\n**b**",
    "- a\n\n*b*\n\n* c",
    "1. a\n\n1990 was\n\n2. b",
    "- a\n\n-b\n- c",
    "- a\n\n    ```\n    b\n    ```\n\nc",
];
