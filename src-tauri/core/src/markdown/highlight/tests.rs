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
        "\n", "\n", " ", "\"", "'", "`", "\"\"\"", "'''", "/*", "*/", "//", "#", "--", "{-", "-}", "(*",
        "*)", "<!--", "-->", "<a ", ">", "=", ":", "\\", "\\\"", "r#\"", "\"#", "1.5e-3", "0xff", "fn ",
        "class X", "def f(", "[[", "]]", "é", "日", "🙂", "/", "@x", "%", "-", "{", "(", ")",
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
        proptest::prop_assert_eq!(without_spans(&html), crate::markdown::html::escaped(&text).into_string());
    }
}

#[test]
fn very_long_lines_stay_plain() {
    let line = "if ".repeat(LONGEST_LINE);
    assert_eq!(inks("rust", &line), Vec::<String>::new());
}
