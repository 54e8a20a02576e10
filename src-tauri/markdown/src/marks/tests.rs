//! What is a formula, what is text, and that everything else comes back as it was.

use super::*;

/// The formulas that the parser would see in these lines as code spans.
fn found(lines: &str) -> Vec<String> {
    let marked = marked(lines).into_owned();
    let parser = pulldown_cmark::Parser::new(&marked);
    parser
        .filter_map(|event| match event {
            pulldown_cmark::Event::Code(code) => taken(&code).map(|(_, tex)| tex.into_owned()),
            _ => None,
        })
        .collect()
}

#[test]
fn all_four_pairs_of_marks_are_found() {
    assert_eq!(found("a $x^2$, \\(y_1\\) and \\[z=1\\] or $$w\\\\v$$."), ["x^2", "y_1", "z=1", "w\\\\v"]);
    assert_eq!(found("**$x$** ($y$) \"$z$\" $a$-$b$"), ["x", "y", "z", "a", "b"]);
    assert_eq!(found("\\(a\n= b\\) and \\[c\nd=e\\]"), ["a = b", "c d=e"]);
    assert_eq!(found("$\\$5$ and $\\text{a $ b}$"), ["\\$5", "\\text{a $ b}"]);
}

#[test]
fn prices_and_variables_stay_text() {
    for text in [
        "$5 and $10",
        "US$5 or US$10",
        "from $5-$10 a month",
        "$5/$10, $3.",
        "$5 and 10$ more",
        "echo $HOME and $PATH",
        "$HOME/bin:$PATH",
        "A$B$C",
        "5$ and 6$",
        "$ x $",
        "$$$",
        "costs $1,000, not $2,000.",
        "\\$x\\$",
        "`$x$`",
        "`` $x$ ` $y$ ``",
        "$1,000 to $2,000",
        "$5-$10",
        "$5–$10",
        "US$5",
        "US$5, CA$7 and R$9.",
        "It costs $5 (about 4$).",
        "$5/month,$10/year",
        "价格是$5，而不是$10。",
        "$5（约4$）",
        "卖$A，买$B。",
        "가격은 $5이고 $10입니다",
        "visit https://${host}:${port}/",
        "${a}/${b}",
        "${a}${b}",
        "${base}/api/${id}?x=${y}",
        "${HOME:-/tmp}/x:${PATH}",
        "$(pwd)/$(date)",
        "$HOME$PATH",
        "$first$last",
        "$user->name, $user->$field",
        "$a.$b",
        "for ($i=0;$i<$n;$i++)",
        "PATH=$HOME/bin:\"$PATH\"",
        "https://a.example/?$top=5&$skip=2",
        "[$a](https://a.example/$b)",
        "set $x to `$y`",
        "set $x ($\\alpha",
        "$x $ y",
        "$a $$ b$",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn formulas_stand_beside_letters() {
    for (text, formulas) in [
        ("the $i$th element of $A$.", vec!["i", "A"]),
        ("the $n$th term, $k$-means, two $x$s", vec!["n", "k", "x"]),
        ("$f(x)$is $x_i$th, $n!$ways, $x^*$s, $a'$s", vec!["f(x)", "x_i", "n!", "x^*", "a'"]),
        ("设函数$f(x)$在区间$[a,b]$上连续", vec!["f(x)", "[a,b]"]),
        ("当$n=1$时，$a_n$为$2$。", vec!["n=1", "a_n", "2"]),
        ("解得$x=1，y=2$，所以$x<y$", vec!["x=1，y=2", "x<y"]),
        ("$x$는 실수, 값은 $y$입니다", vec!["x", "y"]),
        ("関数$f$は$x$の", vec!["f", "x"]),
        ("où$x$é", vec!["x"]),
        ("costs $5, i.e. $x$ dollars", vec!["x"]),
        ("costs $5 or $n$ times $6", vec!["n"]),
        ("pay $5/$n$ each, ($5)/($x$)", vec!["n", "x"]),
        ("$HOME and $x$", vec!["x"]),
        ("$x$,$y$ and $(a,b)$,$(c,d)$", vec!["x", "y", "(a,b)", "(c,d)"]),
        ("${n \\choose k}$, ${}^{14}C$, ${a}^{b}$", vec!["{n \\choose k}", "{}^{14}C", "{a}^{b}"]),
        ("$\\text{if $x$ or $y$}$", vec!["\\text{if $x$ or $y$}"]),
        ("$5\\text{ apples}$ and $10\\%$", vec!["5\\text{ apples}", "10\\%"]),
        ("$20$ or $3.5$", vec!["20", "3.5"]),
    ] {
        assert_eq!(found(text), formulas, "{text}");
    }
}

#[test]
fn escaped_brackets_around_words_and_numbers_stay_text() {
    for text in ["\\[1\\]", "\\[1, 2\\]", "\\[citation needed\\]", "\\(see above\\)", "\\(\\)", "\\\\(x\\\\)"]
    {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_no_formula_comes_back() {
    for text in ["a \\( b", "z \\[ x", "z $$ y", "`a \\( b`", "x \\)", "$x", "\\[x\\] $y$ \\(z\\) $$w$$"] {
        assert_eq!(source(&marked(text)), text);
    }
    assert_eq!(shown(&marked("a \\( b\n\nc \\[ d\n\nw $$ e")), "a ( b\n\nc [ d\n\nw $$ e");
    assert_eq!(source(&marked("$$\nx\n$$\n\\[\ny\n\\]\n")), "$$\nx\n$$\n\\[\ny\n\\]\n");
}

#[test]
fn brackets_without_end_come_back_too() {
    let text = format!("a {}x]({}) $y$", "[".repeat(40), "[".repeat(3));
    assert_ne!(marked(&text), text);
    assert_eq!(source(&marked(&text)), text);
    assert_eq!(marked("[[[[a]]]](https://a.example)"), "[[[[a]]]](https://a.example)");
}

#[test]
fn marks_in_code_are_left_alone() {
    for text in ["```\n$$\nx\n$$\n$y$\n```\n", "~~~tex\n\\[\nx\n~~~\n", "> ```\n> $x$\n> ```\n"] {
        assert_eq!(marked(text), text);
    }
    assert_ne!(marked("```\na\n```\n$x$"), "```\na\n```\n$x$");
}

#[test]
fn a_formula_in_its_own_lines_becomes_a_fence() {
    for text in ["$$\nx\n- y\n$$\nz\n", "\\[\nx\n- y\n\\]\nz\n", "\\[\nx\n- y \\]\nz\n", "$$\nx\n- y$$\nz\n"]
    {
        let marked = marked(text).into_owned();
        let events: Vec<_> = pulldown_cmark::Parser::new(&marked).collect();
        let pulldown_cmark::Event::Start(pulldown_cmark::Tag::CodeBlock(
            pulldown_cmark::CodeBlockKind::Fenced(info),
        )) = &events[0]
        else {
            panic!("{events:?}");
        };
        assert!(of_info(info).is_some());
        assert!(marked.ends_with("\nz\n"));
        assert_eq!(events.len(), 6, "{events:?}");
    }
}

/// What a line shows, with `[` and `]` around what is bold or slanted, `{` and `}` around what is struck out.
fn stressed(line: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let marked = marked(line).into_owned();
    let shown = |event| match event {
        Event::Start(Tag::Strong | Tag::Emphasis) => "[".to_owned(),
        Event::End(TagEnd::Strong | TagEnd::Emphasis) => "]".to_owned(),
        Event::Start(Tag::Strikethrough) => "{".to_owned(),
        Event::End(TagEnd::Strikethrough) => "}".to_owned(),
        Event::Text(text) => shown(&text).into_owned(),
        Event::Code(code) => source(&code).into_owned(),
        _ => String::new(),
    };
    Parser::new_ext(&marked, Options::ENABLE_STRIKETHROUGH).map(shown).collect()
}

#[test]
fn emphasis_needs_no_spaces_in_chinese_japanese_and_korean() {
    for (text, meant) in [
        ("**注意：**请先备份", "[注意：]请先备份"),
        ("这是**“重点”**内容", "这是[“重点”]内容"),
        ("这是**「重点」**内容", "这是[「重点」]内容"),
        ("**\"텍스트\"**는", "[\"텍스트\"]는"),
        ("**텍스트(text)**는 *(b)*의", "[텍스트(text)]는 [(b)]의"),
        ("패키지 **`x`**를 쓴다", "패키지 [x]를 쓴다"),
        ("これは**「強調」**です。**重要。**次", "これは[「強調」]です。[重要。]次"),
        ("使用**`npm`**安装", "使用[npm]安装"),
        ("***重要！***请***（看）***这里", "[[重要！]]请[[（看）]]这里"),
        ("*提示：*text **「a」**b", "[提示：]text [「a」]b"),
        ("a**（b）**c", "a[（b）]c"),
        ("**価格は$5。**と**（$x$）**の", "[価格は$5。]と[（x）]の"),
        ("葛\u{e0100}**「a」**", "葛\u{e0100}[「a」]"),
        ("~~旧：~~新 ~~“x”~~和", "{旧：}新 {“x”}和"),
        ("**重点**，请**备份**。", "[重点]，请[备份]。"),
        ("|**注意**|b", "|[注意]|b"),
        // Not these.
        ("a ** 注意 **", "a ** 注意 **"),
        ("\\*\\*（a）\\*\\*", "**（a）**"),
        ("`**注意：**请`", "**注意：**请"),
        ("1~5，6~7", "1~5，6~7"),
        ("**\"a\"**b", "**\"a\"**b"),
        ("é**“c”**", "é[“c”]"),
    ] {
        assert_eq!(stressed(text), meant, "{text}");
        assert_eq!(source(&marked(text)), text);
    }
}

#[test]
fn nothing_is_put_where_emphasis_needs_no_help() {
    for text in [
        "**bold**, *(x)*y",
        "**注意** 请",
        "是 **“重点”** 内容",
        "* 一\n* 二",
        "é *ü* ~~ß~~",
        "```\n**注：**请\n```",
    ] {
        assert_eq!(marked(text), text);
    }
}

/// The blocks that the parser sees in these lines: formulas as their TeX in `<` and `>`, the rest as text.
fn blocks(lines: &str) -> Vec<String> {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
    let (marked, mut blocks, mut tex) = (marked(lines).into_owned(), vec![String::new()], None);
    let parser = Parser::new_ext(&marked, Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES);
    for event in pulldown_cmark::TextMergeStream::new(parser) {
        let block = blocks.last_mut().unwrap();
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                tex = of_info(&info).map(|_| String::new());
            }
            Event::Text(text) => match &mut tex {
                Some(tex) => tex.push_str(&text),
                None => block.push_str(&shown(&text)),
            },
            Event::Code(code) => match taken(&code) {
                Some((_, tex)) => block.push_str(&format!("({tex})")),
                None => block.push_str(&refused(&code).unwrap_or_else(|| format!("`{}`", source(&code)))),
            },
            Event::SoftBreak => block.push(' '),
            Event::Start(Tag::Item) => block.push('-'),
            Event::End(TagEnd::CodeBlock) => {
                let tex = tex.take().map(|tex| format!("<{}>", tex.trim_end().replace('\n', "/")));
                block.push_str(&tex.unwrap_or_default());
                blocks.push(String::new());
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => blocks.push(String::new()),
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

#[test]
fn what_follows_the_end_of_a_formula_is_text_again() {
    for (text, expected) in [
        ("$$\nE=mc^2\n$$.\n\nRest", vec!["<E=mc^2/.>", "Rest"]),
        ("$$\nE=mc^2\n$$, where $m$ is mass.\n\nRest", vec!["<E=mc^2/,>", "where (m) is mass.", "Rest"]),
        ("\\[\nx\n\\].\nRest", vec!["<x/.>", "Rest"]),
        ("\\[\nx\n\\] and\nmore", vec!["<x>", "and more"]),
        ("\\[\nx\n= y \\], so\nmore", vec!["<x/= y,>", "so more"]),
        ("$$\nx\n$$ - y\nz", vec!["<x>", "- y z"]),
        ("$$\nx\n$$ # y\nz", vec!["<x>", "# y z"]),
        ("$$\nx\n$$。\n\nz", vec!["<x>", "。", "z"]),
        ("$$\nx\n$$ $$\ny\n$$\nz", vec!["<x>", "<y>", "z"]),
        ("$$\nx\n$$ $$y$$\nz", vec!["<x>", "(y) z"]),
        ("\\[\na \\\\[2pt]\nb \\\\] c\n\\]\nz", vec!["<a \\\\[2pt]/b \\\\] c>", "z"]),
        ("$$\n\\text{\\$5}\n$$\nz", vec!["<\\text{\\$5}>", "z"]),
        ("> $$\n> x\n> $$, so\n> y\n\nz", vec!["<x/,>", "so y", "z"]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn a_formula_ends_at_its_mark_however_its_lines_are_indented() {
    for (text, expected) in [
        (" $$\nE=mc^2\n $$\n\nRest", vec!["<E=mc^2>", "Rest"]),
        ("  \\[\nx\n\ny\n\\]\nRest", vec!["<x//y>", "Rest"]),
        ("1. x\n   $$\n   a\n$$\n2. y", vec!["-x<a>", "-y"]),
        ("1. x\n   $$\na = b\n   $$\n2. y", vec!["-x<a = b>", "-y"]),
        ("1. x\n   $$\nfoo\n   $$\n2. y", vec!["-x<>", "foo $$ 2. y"]),
        ("1. x\n    $$\n    a\n    $$\n2. y", vec!["-x<a>", "-y"]),
        ("- x\n\n  $$\n  a\n  - b\n  $$\n\n- y", vec!["-x", "<a/- b>", "-y"]),
        ("- $$\n  a\n  $$\n- y", vec!["-<a>", "-y"]),
        ("- x\n  - y\n    $$\n    a\n  $$\n  - z", vec!["-x-y<a>", "-z"]),
        ("> $$\n>x\n$$\ny", vec!["<x>", "y"]),
        ("> $$\nx = y\n> $$\ny", vec!["<x = y>", "y"]),
        ("- x\n\ny\n\n $$\na\n\nb\n $$\nz", vec!["-x", "y", "<a//b>", "z"]),
        ("- x\ny\n\n $$\n a\n $$\nz", vec!["-x y", "<a>", "z"]),
        ("x[^1]\n\n[^1]: y\n\n    $$\n    a\n    $$\n\nz", vec!["x", "y", "<a>", "z"]),
        ("```\n- ```\n$$\n> ```\n```\n$$\na\n$$\nz", vec!["- ```\n$$\n> ```\n", "<a>", "z"]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn a_formula_may_begin_in_the_line_of_its_mark() {
    for (text, expected) in [
        ("$$f(x) = a\n+ b\n- c$$\nz", vec!["<f(x) = a/+ b/- c>", "z"]),
        ("\\[ a\n- b \\]\nz", vec!["<a/- b>", "z"]),
        (
            "So\n$$\\begin{aligned}\na&=b\n\\end{aligned}$$.\n\nz",
            vec!["So", "<\\begin{aligned}/a&=b/\\end{aligned}.>", "z"],
        ),
        ("1. $$x\n   - y$$\n2. z", vec!["-<x/- y>", "-z"]),
        ("$$x$$ and\n$$y$$\nz", vec!["(x) and (y) z"]),
        ("\\[1\\] and \\[a note\\]", vec!["[1] and [a note]"]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn an_environment_at_the_start_of_a_line_needs_no_marks() {
    for (text, expected) in [
        (
            "So\n\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}\nz",
            vec!["So", "<\\begin{align*}/a &= b \\\\/&= c/\\end{align*}>", "z"],
        ),
        ("\\begin{equation} E \\end{equation}.\nz", vec!["<\\begin{equation} E \\end{equation}.>", "z"]),
        ("1. \\begin{cases}\n   x\n   \\end{cases}\n2. z", vec!["-<\\begin{cases}/x/\\end{cases}>", "-z"]),
        ("\\begin{align}\nx = 1\n\nz\n$$\ny\n$$\n", vec!["<\\begin{align}/x = 1>", "z", "<y>"]),
        ("\\begin{align} starts such a block\nz", vec!["\\begin{align} starts such a block z"]),
        ("\\begin{itemize}\nz", vec!["\\begin{itemize} z"]),
        ("```\n\\begin{align}\n```\nz", vec!["\\begin{align}\n", "z"]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
    let many = "\\begin{align}x\\end{align}".repeat(50_000);
    assert_eq!(blocks(&many).len(), 2, "one line opens one formula, however many stand in it");
    let in_html = crate::render("<div>\n\\begin{align}\nx\n\\end{align}\n</div>");
    assert!(in_html.contains("\\begin{align}\nx\n\\end{align}\n") && !in_html.contains('$'), "{in_html}");
}

#[test]
fn a_formula_without_end_does_not_take_the_answer() {
    for (text, expected) in [
        ("$$ is the mark of a formula\n\n- a\n", vec!["$$ is the mark of a formula", "-a"]),
        ("\\[see the note\n\n- a\n", vec!["[see the note", "-a"]),
        ("\\[1\n\n- a", vec!["[1", "-a"]),
        ("$$x = 1\n\nRest\n\n- a", vec!["<x = 1>", "Rest", "-a"]),
        ("$$\nx = 1\n\nThe rest of it.\n\n$$\ny\n$$\nz", vec!["<x = 1>", "The rest of it.", "<y>", "z"]),
        ("$$\nx = 1\n\n其中的含义\n\nz", vec!["<x = 1>", "其中的含义", "z"]),
        ("$$\nx = 1\n## Next\nz", vec!["<x = 1>", "Next", "z"]),
        ("$$\nx = 1\n```\n$y$\n```\nz", vec!["<x = 1>", "$y$\n", "z"]),
        (
            "$$\nThis is no formula but words\n$$\nz\n\nz",
            vec!["<>", "This is no formula but words $$ z", "z"],
        ),
        ("1. x\n   $$\n   a\n2. y\n\nz", vec!["-x<a>", "-y", "z"]),
        ("> $$\n> x\n\nz", vec!["<x>", "z"]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn a_deep_formula_makes_no_long_text_of_short_lines() {
    for container in ["> ", "- ", "123456789. "] {
        let text = format!("{}$$\n{}", container.repeat(100), "x\n".repeat(1000));
        assert!(marked(&text).len() < 2 * text.len(), "{}", marked(&text).len());
        let short = format!("{}$$\n{}", container.repeat(4), "x\n".repeat(1000));
        assert!(marked(&short).len() < 40 * short.len());
    }
}
