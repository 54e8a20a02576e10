//! What is coloured, in the notation `ink:text`.

use super::*;
use proptest::strategy::Strategy;

fn inks(label: &str, text: &str) -> Vec<String> {
    let html = Highlighter::text(label, text).into_string();
    html.split("<span class=\"")
        .skip(1)
        .map(|part| {
            let (class, rest) = part.split_once("\">").unwrap();
            format!("{class}:{}", rest.split("</span>").next().unwrap())
        })
        .collect()
}

#[test]
fn keywords_strings_numbers_comments_and_defined_names_have_their_inks() {
    assert_eq!(
        inks("rust", "pub fn take(n: u8) -> bool { n == 0x1f /* why */ } // \"no\""),
        ["hk:pub", "hk:fn", "hf:take", "hn:0x1f", "hc:/* why */", "hc:// &quot;no&quot;"]
    );
    assert_eq!(inks("go", "func (b *Bucket) Take() bool {"), ["hk:func", "hf:Take", "hk:bool"]);
    assert_eq!(
        inks("py", "class A:\n    x = 'a\\'b' # c\n    y = None"),
        ["hk:class", "hf:A", "hs:&#39;a\\&#39;b&#39;", "hc:# c", "hn:None"]
    );
    assert_eq!(inks("ts", "const re = /[/\"]+/g; x = a / b"), ["hk:const", "hf:re", "hs:/[/&quot;]+/"]);
    assert_eq!(inks("SQL", "select 'it''s' -- x"), ["hk:select", "hs:&#39;it&#39;&#39;s&#39;", "hc:-- x"]);
}

#[test]
fn comments_and_strings_go_on_over_lines() {
    assert_eq!(
        inks("rust", "/* a /* b\n*/ c\n*/ const x: A = r#\"1\n\"2\n\"#; let"),
        [
            "hc:/* a /* b",
            "hc:*/ c",
            "hc:*/",
            "hk:const",
            "hf:x",
            "hs:r#&quot;1",
            "hs:&quot;2",
            "hs:&quot;#",
            "hk:let"
        ]
    );
    assert_eq!(
        inks("python", "\"\"\"doc\nif\n\"\"\" if"),
        ["hs:&quot;&quot;&quot;doc", "hs:if", "hs:&quot;&quot;&quot;", "hk:if"]
    );
    assert_eq!(inks("js", "'open\nif"), ["hs:&#39;open", "hk:if"]);
}

#[test]
fn lifetimes_are_not_strings() {
    assert_eq!(inks("rs", "&'a str; 'x'; '\\n'"), ["hs:&#39;x&#39;", "hs:&#39;\\n&#39;"]);
}

#[test]
fn keys_are_names_being_defined() {
    assert_eq!(
        inks("json", "{\"a\": 1, \"b\": \"c\"}"),
        ["hf:&quot;a&quot;", "hn:1", "hf:&quot;b&quot;", "hs:&quot;c&quot;"]
    );
    assert_eq!(inks("yaml", "- on: yes # x\n  url: http://a#b"), ["hf:on", "hn:yes", "hc:# x", "hf:url"]);
    assert_eq!(inks("toml", "[a.b]\nc-d = 1"), ["hk:[a.b]", "hf:c-d", "hn:1"]);
    assert_eq!(inks("css", "a:hover { color: red }"), ["hf:color"]);
}

#[test]
fn shells_take_a_hash_for_a_comment_only_after_a_space() {
    assert_eq!(inks("sh", "echo ${#a} $# # b"), ["hk:echo", "hc:# b"]);
}

#[test]
fn markup_and_differences_have_their_own_rules() {
    assert_eq!(
        inks("html", "<a href='x'>if</a> <!-- c\nd -->e"),
        ["hk:a", "hs:&#39;x&#39;", "hk:a", "hc:&lt;!--", "hc: c", "hc:d --&gt;"]
    );
    assert_eq!(inks("diff", "@@ -1 +1 @@\n-a\n+b\n c"), ["hf:@@ -1 +1 @@", "hd:-a", "hi:+b"]);
    assert_eq!(inks("diff", "--- a/x\n---i;\n+++i;"), ["hk:--- a/x", "hd:---i;", "hi:+++i;"]);
}

/// A page as answers hold it, with what belongs to no single line.
const GAME: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<style>
  /* all
     of it */
  #board { width: 400px; color: red }
</style>
<script src=\"x.js\"></script>
</head>
<body onload='start()'>
<script type=\"module\">
const tail = []; // <p>
for (let i = 0; i<tail.length; i++) draw(`a
b`, \"</b>\");
</script>
<p>if i<5</p>
</body>";

#[test]
fn scripts_and_styles_in_a_page_are_coloured_as_what_they_are() {
    let inks = inks("html", GAME);
    for ink in [
        "hc:/* all",
        "hc:     of it */",
        "hf:width",
        "hf:tail",
        "hc:// &lt;p&gt;",
        "hk:for",
        "hn:0",
        "hs:`a",
        "hs:b`",
        "hs:&quot;&lt;/b&gt;&quot;",
        "hs:&#39;start()&#39;",
    ] {
        assert!(inks.contains(&ink.to_owned()), "{ink}: {inks:?}");
    }
    let last = ["hk:p", "hk:p", "hk:body"].map(str::to_owned);
    assert!(inks.ends_with(&last), "{inks:?}");
    assert!(!inks.iter().any(|ink| ink.contains("tail.length") || ink == "hk:if"), "{inks:?}");
}

#[test]
fn an_element_says_in_which_language_its_text_is() {
    for (label, text, ink) in [
        ("vue", "<script setup lang=\"ts\">\ninterface A { a: string }", "hk:interface"),
        ("vue", "<style\n  lang='scss' scoped>\n@mixin a {", "hk:@mixin"),
        ("svelte", "<SCRIPT>\nlet a", "hk:let"),
        ("html", "<script type=\"importmap\">\n{ \"three\": \"x\" }", "hf:&quot;three&quot;"),
        ("html", "<script type=\"x-shader/x-vertex\">\nuniform float a", "hk:uniform"),
        ("html", "<script type=\"text/babel\">\nconst a", "hk:const"),
        ("html", "<script type=\"text/x-template\">\n<b a=\"1\">", "hs:&quot;1&quot;"),
        ("html", "<script data-type=\"json\">\nlet a", "hk:let"),
        ("svg", "<svg><style>a { color: red }</style><g/></svg>", "hf:color"),
        ("vue", "<script src=\"a.js\" />\n<template>\n<p>let</p>", "hk:template"),
    ] {
        assert!(inks(label, text).contains(&ink.to_owned()), "{label} {text}: {:?}", inks(label, text));
    }
    // In XML these names mean nothing.
    assert_eq!(
        inks("xml", "<style><item>let a: b</item></style>"),
        ["hk:style", "hk:item", "hk:item", "hk:style"]
    );
}

#[test]
fn what_a_template_inserts_is_code() {
    for (label, text, expected) in [
        ("php", "echo 'a'; // b", vec!["hk:echo", "hs:&#39;a&#39;", "hc:// b"]),
        (
            "php",
            "<?php\nif (true): ?>\n<b>if</b>\n<?php endif;",
            vec!["hk:&lt;?php", "hk:if", "hn:true", "hk:?&gt;", "hk:b", "hk:b", "hk:&lt;?php", "hk:endif"],
        ),
        (
            "php",
            "<a href=\"<?= \"x\" ?>/y\">",
            vec!["hk:a", "hs:&quot;", "hk:&lt;?=", "hs:&quot;x&quot;", "hk:?&gt;", "hs:/y&quot;"],
        ),
        (
            "php",
            "<script>\nlet a = '<?php echo 1 ?>';\n</script>",
            vec![
                "hk:script",
                "hk:let",
                "hf:a",
                "hs:&#39;",
                "hk:&lt;?php",
                "hk:echo",
                "hn:1",
                "hk:?&gt;",
                "hs:&#39;;",
                "hk:script",
            ],
        ),
        (
            "jinja",
            "{% if a %}<b>{{ a|f(1) }}</b>{# c #}",
            vec!["hk:if", "hk:b", "hn:1", "hk:b", "hc:{#", "hc: c #}"],
        ),
        (
            "vue",
            "<p :a=\"b\">{{ c ? 'd' : 2 }}</p>",
            vec!["hk:p", "hs:&quot;b&quot;", "hs:&#39;d&#39;", "hn:2", "hk:p"],
        ),
        ("svelte", "<b on:click={() => { a = 1 }}>{#if x}", vec!["hk:b", "hn:1", "hk:if"]),
        ("astro", "---\nconst a = 1\n---\n<b>{a}</b>", vec!["hk:const", "hf:a", "hn:1", "hk:b", "hk:b"]),
        (
            "erb",
            "<% if a %><b/><%# c %>",
            vec!["hk:&lt;%", "hk:if", "hk:%&gt;", "hk:b", "hc:&lt;%#", "hc: c %&gt;"],
        ),
    ] {
        assert_eq!(inks(label, text), expected, "{label} {text}");
    }
}

#[test]
fn a_line_too_long_to_be_coloured_may_end_a_script() {
    let long = format!("<script>\n{}</script>\n<b>let</b>", "x".repeat(MAX_LINE));
    assert_eq!(inks("html", &long), ["hk:script", "hk:b", "hk:b"]);
}

fn labels() -> Vec<&'static str> {
    include_str!("languages.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("= ")?.split(' ').next())
        .collect()
}

/// The text of the highlighted lines, still escaped.
fn without_spans(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('>').unwrap().1)
}

/// What code is made of, in one language or another.
fn piece() -> impl Strategy<Value = String> {
    let marks = proptest::sample::select(vec![
        "\n",
        "\n",
        " ",
        "\"",
        "'",
        "`",
        "\"\"\"",
        "'''",
        "/*",
        "*/",
        "//",
        "#",
        "--",
        "{-",
        "-}",
        "(*",
        "*)",
        "<!--",
        "-->",
        "<a ",
        ">",
        "=",
        ":",
        "\\",
        "\\\"",
        "r#\"",
        "\"#",
        "1.5e-3",
        "0xff",
        "fn ",
        "class X",
        "def f(",
        "[[",
        "]]",
        "é",
        "日",
        "🙂",
        "/",
        "@x",
        "%",
        "-",
        "{",
        "(",
        ")",
        "<script>",
        "</script>",
        "<style lang=\"scss\">",
        "</style>",
        "<?php ",
        "?>",
        "{{",
        "}}",
        "{%",
        "%}",
        "<%",
        "{#",
        "}",
    ]);
    proptest::prop_oneof![3 => marks.prop_map(str::to_owned), 1 => "[a-z_-]{1,4}"]
}

proptest::proptest! {
    #[test]
    fn no_text_is_lost_in_any_language(
        label in proptest::sample::select(labels()),
        pieces in proptest::collection::vec(piece(), 0..40),
    ) {
        let text = pieces.concat() + "\n";
        let html = Highlighter::text(label, &text).into_string();
        proptest::prop_assert_eq!(without_spans(&html), crate::html::escaped(&text).into_string());
    }
}

#[test]
fn very_long_lines_stay_plain() {
    let line = "if ".repeat(MAX_LINE);
    assert_eq!(inks("rust", &line), Vec::<String>::new());
}
