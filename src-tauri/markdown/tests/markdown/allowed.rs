//! What may stand on the page: elements, attributes and their values, as read back by a real HTML parser.

use scraper::{Html, Node, node::Element};
use url::Url;

const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Panics if the HTML made from `source` holds anything else.
pub fn assert_harmless(html: &str, source: &str) {
    assert_allowed(&Html::parse_fragment(html), "", &|_| false, source);
}

/// Panics if `parsed` holds anything else. In a document of our own, the names in it begin with `scope`, and `is_frame`
/// tells which elements its own frame is made of.
pub fn assert_allowed(parsed: &Html, scope: &str, is_frame: &dyn Fn(&Element) -> bool, source: &str) {
    for node in parsed.tree.nodes() {
        match node.value() {
            Node::Element(element) if is_frame(element) => {}
            Node::Element(element) => {
                for (name, value) in element.attrs() {
                    let value = &*unscoped(name, value, scope)
                        .unwrap_or_else(|| panic!("{name}={value:?}: {source:?}"));
                    let is_drawing = &*element.name.ns != HTML;
                    assert!(
                        if is_drawing {
                            is_allowed_in_drawing(name, value)
                        } else {
                            is_allowed(element.name(), name, value)
                        },
                        "{name}={value:?} of {source:?}: {}",
                        parsed.html()
                    );
                }
                let name = element.name();
                assert!(ELEMENTS.contains(&name), "{name} of {source:?}: {}", parsed.html());
            }
            Node::Doctype(_) if !scope.is_empty() => {}
            Node::Comment(_) | Node::Doctype(_) | Node::ProcessingInstruction(_) => {
                panic!("{source:?}: {}", parsed.html())
            }
            _ => {}
        }
    }
}

/// A value as it would be in an answer by itself; `None` for a name or a reference that is not of this scope.
fn unscoped(attribute: &str, value: &str, scope: &str) -> Option<String> {
    let own = |start: &str| {
        let numbered = value.strip_prefix(start)?.strip_prefix(scope)?;
        let name = numbered.trim_start_matches(|c: char| c.is_ascii_digit() && !scope.is_empty());
        let name = if scope.is_empty() { name } else { name.strip_prefix('-')? };
        Some(format!("{start}{name}"))
    };
    match attribute {
        "id" => own(""),
        "href" if value.starts_with('#') => own("#"),
        "marker-start" | "marker-end" => own("url(#"),
        "rel" if !scope.is_empty() => value.strip_prefix("nofollow ").map(str::to_owned),
        _ => Some(value.to_owned()),
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
    "sub",
    "kbd",
    "small",
    "mark",
    "u",
    "b",
    "details",
    "summary",
    // Formulas.
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
    "mphantom",
    "mpadded",
    "mstyle",
    "menclose",
    // Diagrams.
    "svg",
    "g",
    "defs",
    "marker",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
];

/// Attributes of formulas and diagrams: none of them can name a place, a style or a script.
fn is_allowed_in_drawing(attribute: &str, value: &str) -> bool {
    let marker = |start: &str| {
        value.strip_prefix(start).is_some_and(|name| {
            name.trim_end_matches(')').bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
    };
    let plain = |signs: &[u8]| value.bytes().all(|b| b.is_ascii_alphanumeric() || signs.contains(&b));
    match attribute {
        "id" => marker("dg-"),
        "marker-start" | "marker-end" => marker("url(#dg-") && value.ends_with(')'),
        "d" | "points" | "transform" | "viewBox" | "stroke-dasharray" => plain(b"+-., ()"),
        "class" | "notation" => plain(b"- "),
        "display" | "displaystyle" | "scriptlevel" | "stretchy" | "symmetric" | "movablelimits"
        | "largeop" | "accent" | "accentunder" | "form" | "mathvariant" | "lspace" | "rspace" | "width"
        | "height" | "depth" | "voffset" | "minsize" | "maxsize" | "linethickness" | "x" | "y" | "x1"
        | "y1" | "x2" | "y2" | "cx" | "cy" | "r" | "rx" | "ry" | "dx" | "dy" | "refX" | "refY"
        | "markerWidth" | "markerHeight" | "stroke-width" | "font-size" | "opacity" | "fill-opacity"
        | "orient" | "text-anchor" | "dominant-baseline" | "font-weight" | "font-style"
        | "text-decoration" => plain(b"+-.%"),
        _ => false,
    }
}

fn is_allowed(element: &str, attribute: &str, value: &str) -> bool {
    let number = |start: &str| {
        value
            .strip_prefix(start)
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
    };
    match (element, attribute) {
        ("p", "class") => ["raw", "callout-h", "on"].contains(&value),
        ("blockquote", "class") => {
            ["callout", "callout tip", "callout important", "callout warning", "callout caution"]
                .contains(&value)
        }
        ("ol", "start") => number(""),
        ("li", "class") => ["task", "apart", "task apart"].contains(&value),
        ("input", "class") => value == "check",
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("input", "aria-label") => ["Incomplete task", "Completed task"].contains(&value),
        ("div", "class") => ["tw", "fn", "tex tb", "dg-b"].contains(&value),
        ("div" | "span", "data-tex") => true,
        ("div", "tabindex") => value == "0",
        ("div", "role") => value == "img",
        ("div", "aria-label") => value == "Diagram",
        ("code", "class") => value == "tex-s",
        ("div", "id") => number("fn-"),
        ("th", "scope") => value == "col",
        ("th" | "td", "class") => ["r", "c"].contains(&value),
        ("figure", "class") => ["code", "code dg"].contains(&value),
        ("figcaption", "class") => value == "code-h",
        ("details", "class") => value == "fold",
        ("pre", "tabindex") => value == "0",
        ("span", "class") => {
            ["tex", "tex tb", "f", "u", "imgblock", "hk", "hs", "hn", "hc", "hf", "hi", "hd"].contains(&value)
        }
        ("sup", "class") => value == "fnref",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => is_heading(value),
        ("a", "class") => ["img", "odd", "fnback"].contains(&value),
        ("a", "rel") => value == "noreferrer noopener",
        ("a", "id") => number("fnref-"),
        ("a", "aria-label") => value.starts_with("Footnote ") || value.starts_with("Back to reference "),
        ("a", "href" | "title") if value.starts_with('#') => {
            number("#fn-") || number("#fnref-") || value.strip_prefix('#').is_some_and(is_heading)
        }
        ("a", "href" | "title") | ("span", "data-image") => Url::parse(value)
            .is_ok_and(|url| ["http", "https", "mailto"].contains(&url.scheme()) && url.as_str() == value),
        _ => false,
    }
}

/// Whether it is the id of a heading.
fn is_heading(id: &str) -> bool {
    id.strip_prefix("h-").is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || c == '-'))
}
