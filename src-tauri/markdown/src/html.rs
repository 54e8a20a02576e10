//! The one writer of markup: tags and attribute names are string literals, everything else is escaped on the way in.
//!
//! Invariant: [`Html::tag`] takes only `&'static str`, so nothing that came from a model can become a tag or an
//! attribute name; there is no function that takes markup in a `String`, except [`Html::html`], which takes what
//! another writer made.

use yourouter_protocol::words::prose as words;

use super::marks;

/// A piece of finished HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Markup that stands in this program's own source.
    pub fn tag(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    /// Text, in element content or in a double-quoted attribute value.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\0', '\r']) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            let mut chars = special.chars();
            self.0.push_str(match chars.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                Some('\0') => "\u{fffd}",
                // A carriage return from a character reference would be read as a line feed by the page.
                _ => "\n",
            });
            rest = chars.as_str();
        }
        self.0.push_str(rest);
        self
    }

    /// A number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// What another writer finished.
    pub fn html(&mut self, html: &Html) -> &mut Self {
        self.0.push_str(&html.0);
        self
    }

    /// The text of the markup.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The same for a document that holds several answers: `scope` makes names and references this one's own, and links
    /// lend the page's good name to nobody. A raw `="` is markup, since quotes in text are escaped.
    pub fn scoped(&self, scope: usize) -> Html {
        let (mut out, mut rest) = (String::with_capacity(self.0.len() + 64), self.0.as_str());
        while let Some(at) = rest.find("=\"") {
            let (before, after) = rest.split_at(at + 2);
            out.push_str(before);
            rest = after;
            let reference = if before.ends_with(" href=\"") {
                "#"
            } else if before.ends_with("marker-start=\"") || before.ends_with("marker-end=\"") {
                "url(#"
            } else {
                out.push_str(if before.ends_with(" rel=\"") { "nofollow " } else { "" });
                if before.ends_with(" id=\"") { "" } else { continue }
            };
            if let Some(name) = rest.strip_prefix(reference) {
                out.push_str(&format!("{reference}m{scope}-"));
                rest = name;
            }
        }
        out.push_str(rest);
        Html(out)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing but white space was written since the last start tag.
    pub fn is_at_start(&self) -> bool {
        let written = self.0.trim_end_matches([' ', '\n']);
        let tag = written.ends_with('>').then(|| written.rfind('<')).flatten();
        written.is_empty() || tag.and_then(|at| written.get(at..)).is_some_and(|tag| !tag.starts_with("</"))
    }

    /// Takes white space back that was written last.
    pub fn trim_end(&mut self) {
        self.0.truncate(self.0.trim_end_matches([' ', '\n']).len());
    }

    /// Whether this tag was written last.
    pub fn ends_with(&self, tag: &'static str) -> bool {
        self.0.ends_with(tag)
    }

    /// What stands between `before` and `after`, if the markup begins and ends so.
    pub fn between(&self, before: &str, after: &str) -> Option<Html> {
        Some(Html(self.0.strip_prefix(before)?.strip_suffix(after)?.to_owned()))
    }

    /// What stands behind this word, in any case of its letters, if the markup begins with it.
    pub fn after_word(&self, word: &str) -> Option<Html> {
        let (start, rest) = self.0.split_at_checked(word.len())?;
        start.eq_ignore_ascii_case(word).then(|| Html(rest.to_owned()))
    }

    /// What was written behind so many bytes; it is taken out.
    pub fn split_off(&mut self, length: usize) -> Html {
        Html(if self.0.is_char_boundary(length) { self.0.split_off(length) } else { String::new() })
    }

    /// What stands behind the first tag `open`, which no text can hold, and before `close` at the end.
    pub fn inside(&self, open: &'static str, close: &'static str) -> Option<Html> {
        Some(Html(self.0.split_once(open)?.1.strip_suffix(close)?.to_owned()))
    }

    /// Takes back what was written after so many bytes.
    pub fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }
}

/// Plain text as HTML.
pub(super) fn escaped(text: &str) -> Html {
    let mut html = Html::default();
    html.text(&marks::source(text));
    html
}

/// The start of a code block up to its text; `label` is what the author called the language.
pub(super) fn code_open(label: &str) -> Html {
    const MAX_LABEL: usize = 40;
    let label = &*marks::source(label);
    let mut html = Html::default();
    html.tag("<figure class=\"code\"><figcaption class=\"code-h\"><span class=\"f\">");
    match label.char_indices().nth(MAX_LABEL) {
        Some((end, _)) => html.text(label.get(..end).unwrap_or_default()).tag("…"),
        None => html.text(label),
    };
    html.tag("</span></figcaption><pre tabindex=\"0\"><code>");
    html
}

/// The end of a code block.
pub(super) const CODE_CLOSE: &str = "</code></pre></figure>";
/// The start of a block of raw HTML, which is shown as its own source text.
pub(super) const RAW_OPEN: &str = "<p class=\"raw\">";
/// The end of a block of raw HTML.
pub(super) const RAW_CLOSE: &str = "</p>";
/// The end of a table without body rows.
pub(super) const TABLE_CLOSE: &str = "</table></div>";
/// Opens the body of a table.
pub(super) const TBODY_OPEN: &str = "<tbody>";
/// The end of a table with body rows.
pub(super) const TBODY_CLOSE: &str = "</tbody></table></div>";

/// The start tag of a list; `start` is the first number of an ordered one.
pub(super) fn list_open(start: Option<u64>) -> Html {
    let mut html = Html::default();
    match start {
        None => html.tag("<ul>"),
        Some(1) => html.tag("<ol>"),
        Some(n) => html.tag("<ol start=\"").number(n).tag("\">"),
    };
    html
}

/// The end tag of a list.
pub(super) fn list_close(ordered: bool) -> &'static str {
    if ordered { "</ol>" } else { "</ul>" }
}

/// The start tag of a list item, with its check box if it is a task; `apart` from the item before it.
pub(super) fn item_open(task: Option<bool>, apart: bool) -> Html {
    let mut html = Html::default();
    html.tag(match (task.is_some(), apart) {
        (false, false) => "<li>",
        (false, true) => "<li class=\"apart\">",
        (true, false) => "<li class=\"task\">",
        (true, true) => "<li class=\"task apart\">",
    });
    if let Some(is_completed) = task {
        let name = if is_completed { words::task_completed() } else { words::task_incomplete() };
        html.tag("<input class=\"check\" type=\"checkbox\" aria-label=\"").text(name);
        html.tag(if is_completed { "\" disabled checked>" } else { "\" disabled>" });
    }
    html
}

/// Markup that stands in this program's own source.
pub(super) fn literal(literal: &'static str) -> Html {
    let mut html = Html::default();
    html.tag(literal);
    html
}

/// A code block that the end of the answer cut has no line feed after its last line.
pub(super) fn newline_after(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') { "" } else { "\n" }
}
