//! What may stand on the page: elements, attributes and their values, as read back by a real HTML parser.

use scraper::{Html, Node};
use url::Url;

/// Panics if the HTML made from `source` holds anything else.
pub fn assert_harmless(html: &str, source: &str) {
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
