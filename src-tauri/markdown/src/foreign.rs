//! MathML and SVG that other crates made, read again and written anew by an allow-list.
//!
//! Invariant: nothing of their text goes through as markup: names come from the tables here, values are checked by
//! kind, and one element that is not listed refuses the whole. There is no `href`, no `style`, no event, and no
//! reference but to a marker of the same drawing.

use super::html::Html;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// What may stand in one kind of markup.
pub(super) struct Rules {
    /// Elements that are written.
    pub elements: &'static [&'static str],
    /// Elements that fall away, while their content stays.
    pub bare: &'static [&'static str],
    /// Elements that fall away with their content.
    pub skipped: &'static [&'static str],
    /// Attributes, by what their values may be; others fall away.
    pub attributes: &'static [(&'static str, Value)],
    /// Attributes that become classes: the attribute and its value → the classes.
    pub classes: fn(element: &str, attribute: &str, value: &str) -> Vec<&'static str>,
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number, with a unit or without.
    Length,
    /// Numbers and the letters of a path or of a transformation.
    Numbers,
    /// The name of a marker.
    Name,
    /// A reference to a marker of this drawing.
    Reference,
}

/// Elements nested deeper than this, or more elements than this, are refused.
const DEEPEST: usize = 80;
const MAX_ELEMENTS: usize = 20_000;

/// Reads `markup` and writes it by the rules; `prefix` makes the names of markers this drawing's own. `None` if
/// anything is not as it should be.
pub(super) fn rewritten(markup: &str, rules: &Rules, prefix: u64) -> Option<Html> {
    let mut reader = Reader::from_str(markup);
    let (mut html, mut open, mut count) = (Html::default(), Vec::new(), 0_usize);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if rules.skipped.contains(&start.name().0) => {
                reader.read_to_end(start.name()).ok()?;
            }
            Event::Empty(start) if rules.skipped.contains(&start.name().0) => {}
            Event::Start(start) => {
                count += 1;
                open.push(element(&start, rules, prefix, &mut html)?);
            }
            Event::Empty(start) => {
                count += 1;
                if let Some(name) = element(&start, rules, prefix, &mut html)? {
                    html.tag("</").tag(name).tag(">");
                }
            }
            Event::End(_) => {
                if let Some(name) = open.pop()? {
                    html.tag("</").tag(name).tag(">");
                }
            }
            Event::Text(text) => {
                html.text(&text);
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok()?.map(String::from);
                let text = match &character {
                    Some(text) => text.as_str(),
                    None => resolve_predefined_entity(&reference)?,
                };
                html.text(text);
            }
            Event::Eof => break,
            _ => return None,
        }
        if open.len() > DEEPEST || count > MAX_ELEMENTS {
            return None;
        }
    }
    open.is_empty().then_some(html)
}

/// Writes a start tag. The inner `None`: the element falls away; the outer one: it is refused.
fn element(
    start: &BytesStart<'_>,
    rules: &Rules,
    prefix: u64,
    html: &mut Html,
) -> Option<Option<&'static str>> {
    let name = start.name().0;
    if rules.bare.contains(&name) {
        return Some(None);
    }
    let name = *rules.elements.iter().find(|element| **element == name)?;
    html.tag("<").tag(name);
    let mut classes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let (key, value) = (attribute.key.0, unescape(&attribute.value).ok()?);
        classes.extend((rules.classes)(name, key, &value));
        if let Some((key, kind)) = rules.attributes.iter().find(|(known, _)| *known == key) {
            kind.write(key, value.trim(), prefix, html);
        }
    }
    for (n, class) in classes.iter().enumerate() {
        html.tag(if n == 0 { " class=\"" } else { " " }).tag(class);
    }
    html.tag(if classes.is_empty() { ">" } else { "\">" });
    Some(Some(name))
}

impl Value {
    fn write(self, key: &'static str, value: &str, prefix: u64, html: &mut Html) {
        let reference = |value: &str| value.strip_prefix("url(#")?.strip_suffix(')').map(str::to_owned);
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() < 40
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let fits = match self {
            Value::Word(words) => words.contains(&value),
            Value::Length => is_length(value),
            Value::Numbers => value.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-., ()".contains(&b)),
            Value::Name => is_name(value),
            Value::Reference => reference(value).is_some_and(|name| is_name(&name)),
        };
        if !fits {
            return;
        }
        html.tag(" ").tag(key).tag("=\"");
        match self {
            Value::Name => html.tag("dg-").number(prefix).tag("-").text(value),
            Value::Reference => {
                let name = reference(value).unwrap_or_default();
                html.tag("url(#dg-").number(prefix).tag("-").text(&name).tag(")")
            }
            _ => html.text(value),
        };
        html.tag("\"");
    }
}

fn is_length(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = value.get(number.len()..).unwrap_or_default();
    ["", "em", "ex", "px", "pt", "%"].contains(&unit)
        && number.len() < 24
        && number.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        elements: &["svg", "path", "text", "marker"],
        bare: &["a"],
        skipped: &["title"],
        attributes: &[
            ("d", Value::Numbers),
            ("id", Value::Name),
            ("marker-end", Value::Reference),
            ("x", Value::Length),
            ("text-anchor", Value::Word(&["middle"])),
        ],
        classes: |_, key, value| {
            if key == "fill" && value == "ink" { vec!["ink", "dark"] } else { Vec::new() }
        },
    };

    fn written(markup: &str) -> Option<String> {
        rewritten(markup, &RULES, 7).map(Html::into_string)
    }

    #[test]
    fn only_what_is_listed_goes_through() {
        assert_eq!(
            written("<svg onload=\"x\"><path d=\"M0 0L1,1z\" fill=\"ink\" style=\"x\"/></svg>").unwrap(),
            "<svg><path d=\"M0 0L1,1z\" class=\"ink dark\"></path></svg>"
        );
        assert_eq!(
            written("<svg><a href=\"x:y\"><text>t</text></a></svg>").unwrap(),
            "<svg><text>t</text></svg>"
        );
        assert_eq!(written("<svg><title>t<b/></title></svg>").unwrap(), "<svg></svg>");
        for refused in
            ["<script/>", "<svg><image/></svg>", "<svg><!-- x --></svg>", "<svg>", "<svg x></svg>", "<?x?>"]
        {
            assert_eq!(written(refused), None, "{refused}");
        }
    }

    #[test]
    fn values_are_checked_by_kind() {
        for dropped in [
            "x=\"expression(1)\"",
            "x=\"1e999\"",
            "d=\"url(//e.example)\"",
            "marker-end=\"url(//e.example)\"",
            "marker-end=\"url(#a)b)\"",
            "text-anchor=\"end\"",
            "id=\"a b\"",
            "href=\"#x\"",
        ] {
            assert_eq!(written(&format!("<path {dropped}/>")).unwrap(), "<path></path>", "{dropped}");
        }
        assert_eq!(
            written("<path id=\"a\" marker-end=\"url(#a)\"/>").unwrap(),
            "<path id=\"dg-7-a\" marker-end=\"url(#dg-7-a)\"></path>"
        );
    }

    #[test]
    fn text_is_written_anew() {
        assert_eq!(
            written("<text>&lt;b&gt; &amp; &#60;</text>").unwrap(),
            "<text>&lt;b&gt; &amp; &lt;</text>"
        );
        assert_eq!(written("<text>&nbsp;</text>"), None);
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert!(written(&("<svg>".repeat(70) + &"</svg>".repeat(70))).is_some());
        assert!(written(&("<svg>".repeat(90) + &"</svg>".repeat(90))).is_none());
        assert!(written(&"<path/>".repeat(MAX_ELEMENTS + 1)).is_none());
    }
}
