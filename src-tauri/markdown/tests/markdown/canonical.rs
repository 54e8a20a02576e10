//! One form for the specification's HTML and for ours, so that only what really differs differs: wrappers, highlighting
//! and spelling of attributes fall away, and links that the page refuses are refused in the specification's HTML too.

use url::Url;

/// The common form of sanitised or specified HTML.
pub fn canonical(html: &str) -> String {
    written(html, Form::default())
}

/// The same, but for which paragraphs that stand directly in an item have a tag: where one follows another they are apart.
pub fn canonical_but_for_items(html: &str) -> String {
    written(html, Form { knows_items: true, ..Form::default() })
}

fn written(html: &str, mut form: Form) -> String {
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        form.text(text);
        let (tag, after) = after.split_once('>').expect("a closed tag");
        form.tag(tag.trim_end_matches(" /"));
        rest = after;
    }
    form.text(rest);
    form.out
}

#[derive(Default)]
struct Form {
    out: String,
    /// What each open `a` writes when it closes.
    links: Vec<&'static str>,
    /// Whether the host line of an image placeholder, or the heading of a code block, is open.
    in_host: bool,
    in_label: bool,
    in_pre: bool,
    after_block: bool,
    /// Whether paragraphs of items are written by their words, and the containers that are open.
    knows_items: bool,
    containers: Vec<String>,
}

impl Form {
    fn text(&mut self, text: &str) {
        if self.in_host {
            return;
        }
        let text = decoded(text);
        let mut text = text.as_str();
        if !self.in_label && !self.in_pre {
            if std::mem::take(&mut self.after_block) {
                text = text.trim_start_matches('\n');
            }
            if self.out.ends_with("checked]") {
                text = text.trim_start();
            }
        }
        self.out.push_str(text);
    }

    fn tag(&mut self, tag: &str) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let value = |key: &str| {
            let start = format!("{key}=\"");
            let at = attributes.find(&start)? + start.len();
            Some(decoded(attributes[at..].split('"').next()?))
        };
        let class = value("class").unwrap_or_default();
        if BLOCKS.contains(&name.trim_start_matches('/')) && !self.in_pre {
            // Line feeds around blocks mean nothing.
            self.out.truncate(self.out.trim_end_matches('\n').len());
            self.after_block = true;
        }
        if name.starts_with('/') && CONTAINERS.contains(&&name[1..]) {
            self.containers.pop();
        } else if CONTAINERS.contains(&name) {
            self.containers.push(name.to_owned());
        }
        let is_in_item = self.knows_items && self.containers.last().is_some_and(|name| name == "li");
        match name {
            "p" if is_in_item => {
                self.out.push_str(if self.out.ends_with(['>', ']']) { "" } else { "[paragraph]" })
            }
            "/p" if is_in_item => {}
            "figure" | "/figure" | "div" | "/div" => {}
            "figcaption" => self.in_label = true,
            "/figcaption" => self.in_label = false,
            "span" if class == "f" => self.out.push_str("[code "),
            "/span" if self.in_label => self.out.push(']'),
            "span" if class == "u" => self.in_host = true,
            "/span" if self.in_host => self.in_host = false,
            "span" | "/span" | "b" | "/b" => {}
            "pre" => self.in_pre = true,
            "/pre" => self.in_pre = false,
            "code" if self.in_pre => {
                let language = class.strip_prefix("language-").unwrap_or_default();
                if !self.out.ends_with(']') || !self.out.contains("[code ") || !attributes.is_empty() {
                    self.out.push_str(&format!("[code {language}]"));
                }
            }
            "/code" if self.in_pre => self.out.push_str("[/code]"),
            "a" if class == "img" => {
                self.out.push_str(&format!("[img {} ", value("href").unwrap()));
                self.links.push("]");
            }
            "a" => match value("href").as_deref().and_then(allowed) {
                Some(url) => {
                    self.out.push_str(&format!("[a {url}]"));
                    self.links.push("[/a]");
                }
                None => self.links.push(""),
            },
            "/a" => self.out.push_str(self.links.pop().unwrap()),
            "img" => {
                let alt = value("alt").unwrap_or_default();
                match value("src").as_deref().and_then(allowed) {
                    Some(url) => self.out.push_str(&format!("[img {url} {alt}]")),
                    None => self.out.push_str(&alt),
                }
            }
            "input" => {
                self.out.push_str(if attributes.contains("checked") { "[checked]" } else { "[unchecked]" })
            }
            "th" | "td" => {
                let style = value("style").or(value("align")).unwrap_or_default();
                let right = class == "r" || style.ends_with("right");
                let center = class == "c" || style.ends_with("center");
                self.out.push_str(&format!(
                    "<{name}{}>",
                    if right {
                        " r"
                    } else if center {
                        " c"
                    } else {
                        ""
                    }
                ));
            }
            "ol" => self.out.push_str(&format!("<ol {}>", value("start").unwrap_or("1".to_owned()))),
            _ => self.out.push_str(&format!("<{name}>")),
        }
    }
}

const CONTAINERS: [&str; 4] = ["ul", "ol", "li", "blockquote"];
const BLOCKS: [&str; 22] = [
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
    "blockquote",
    "hr",
    "pre",
    "figure",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
];

/// As the page writes the target of a link that it allows.
fn allowed(target: &str) -> Option<String> {
    let url = Url::parse(target).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string())
}

/// Text without character references.
pub fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
