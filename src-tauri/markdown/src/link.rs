//! Which link targets may reach the page, and how they are written there.
//!
//! Invariant: only `http`, `https` and `mailto` pass, as the `url` crate parses them, and what is written is the
//! parser's own serialisation (punycode host, percent-encoded path), never the author's spelling; and the headings of
//! the same answer, by the ids that `anchors` makes.

use super::anchors;
use super::disguise;
use super::html::Html;
use url::Url;

/// A target that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target(Place);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Web(Url),
    /// The id of a heading, which need not exist.
    Heading(String),
}

impl Target {
    /// Checks the target of a link. `None`: show the text only.
    pub fn of_link(target: &str) -> Option<Self> {
        if let Some(fragment) = target.strip_prefix('#') {
            return anchors::meant(fragment).map(|id| Self(Place::Heading(id)));
        }
        let url = Url::parse(target).ok()?;
        matches!(url.scheme(), "http" | "https" | "mailto").then_some(Self(Place::Web(url)))
    }

    /// Checks the target of an image: as for a link, but it must name a host.
    pub fn of_image(target: &str) -> Option<Self> {
        Self::of_link(target).filter(|target| matches!(&target.0, Place::Web(url) if url.has_host()))
    }

    /// The start tag of a link to this target; `text` is what the reader sees of it.
    pub fn open(&self, text: &str, html: &mut Html) {
        match &self.0 {
            Place::Heading(id) => {
                html.tag("<a href=\"#").text(id).tag("\">");
            }
            Place::Web(url) if disguise::warnings(url, text).is_empty() => {
                attributes(url, html.tag("<a href=\""));
            }
            Place::Web(url) => attributes(url, html.tag("<a class=\"odd\" href=\"")),
        }
    }

    /// The start tag of a link to an image, which is never loaded.
    pub fn open_image(&self, html: &mut Html) {
        if let Place::Web(url) = &self.0 {
            attributes(url, html.tag("<a class=\"img\" href=\""));
        }
    }

    /// The whole address; of a heading, its id.
    pub fn address(&self) -> &str {
        match &self.0 {
            Place::Web(url) => url.as_str(),
            Place::Heading(id) => id,
        }
    }

    /// Host and path, without scheme, query and user: what the reader may recognise.
    pub fn place(&self) -> String {
        match &self.0 {
            Place::Web(url) => format!("{}{}", url.host_str().unwrap_or_default(), url.path()),
            Place::Heading(id) => id.clone(),
        }
    }
}

fn attributes(url: &Url, html: &mut Html) {
    let target = url.as_str();
    html.text(target).tag("\" title=\"").text(target).tag("\" rel=\"noreferrer noopener\">");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_schemes_pass_in_any_spelling() {
        for good in ["https://a.example/b", "HTTP://a.example", "mailto:a@b.example"] {
            assert!(Target::of_link(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "smb://host/share",
            "//host/path",
            "\\\\host\\share",
            "ms-settings:",
            "tauri://localhost",
            "blob:https://a.example/1",
            "/relative",
            "#",
            "#?!",
            "",
        ] {
            assert!(Target::of_link(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_link_to_a_heading_is_written_with_the_id_of_the_heading() {
        assert_eq!(opened("#How-it%20works", "text"), "<a href=\"#h-how-it-works\">");
        assert_eq!(opened("#\"><script>", "text"), "<a href=\"#h-script\">");
        assert_eq!(Target::of_image("#here"), None);
    }

    #[test]
    fn a_host_that_only_looks_familiar_is_marked() {
        let open = |target: &str| opened(target, "text");
        assert!(open("https://аpple.example/").starts_with("<a class=\"odd\" href=\"https://xn--"));
        assert!(open("https://bank.example@evil.example/").starts_with("<a class=\"odd\""));
        assert!(open("https://bank.example/").starts_with("<a href=\"https://bank.example/\""));
    }

    #[test]
    fn a_text_that_names_another_host_is_marked() {
        assert!(opened("https://evil.example/", "https://bank.example/").starts_with("<a class=\"odd\""));
        assert!(opened("https://evil.example/", "www.bank.example").starts_with("<a class=\"odd\""));
        assert!(opened("https://bank.example/a", "https://www.bank.example").starts_with("<a href="));
        assert!(opened("https://bank.example/a", "main.rs").starts_with("<a href="));
    }

    fn opened(target: &str, text: &str) -> String {
        let mut html = Html::default();
        Target::of_link(target).unwrap().open(text, &mut html);
        html.into_string()
    }
}
