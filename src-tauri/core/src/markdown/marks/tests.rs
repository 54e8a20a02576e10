//! What is a formula, what is text, and that everything else comes back as it was.

use super::*;

/// The formulas that the parser would see in these lines as code spans.
fn found(lines: &str) -> Vec<String> {
    let marked = marked(lines).into_owned();
    let parser = pulldown_cmark::Parser::new(&marked);
    parser
        .filter_map(|event| match event {
            pulldown_cmark::Event::Code(code) => taken(&code).map(|(_, tex)| tex.to_owned()),
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
    for text in ["a \\( b", "\\[ x", "$$ y", "`a \\( b`", "x \\)", "$x", "\\[x\\] $y$ \\(z\\) $$w$$"] {
        assert_eq!(source(&marked(text)), text);
    }
    assert_eq!(shown(&marked("a \\( b\n\nc \\[ d\n\n$$ e")), "a ( b\n\nc [ d\n\n$$ e");
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
        ("** 注意 **", "** 注意 **"),
        ("\\*\\*（a）\\*\\*", "**（a）**"),
        ("`**注意：**请`", "**注意：**请"),
        ("1~5，6~7", "1~5，6~7"),
        ("**\"a\"**b", "**\"a\"**b"),
        ("é**“c”**", "é**“c”**"),
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
