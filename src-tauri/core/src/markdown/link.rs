//! Which link targets may reach the page, and how they are written there.
//!
//! Invariant: only `http`, `https` and `mailto` pass, as the `url` crate parses them, and what is written is the
//! parser's own serialisation (punycode host, percent-encoded path), never the author's spelling.

use super::disguise;
use super::html::Html;
use url::Url;

/// A target that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target(Url);

impl Target {
    /// Checks the target of a link. `None`: show the text only.
    pub fn of_link(target: &str) -> Option<Self> {
        let url = Url::parse(target).ok()?;
        matches!(url.scheme(), "http" | "https" | "mailto").then_some(Self(url))
    }

    /// Checks the target of an image: as for a link, but it must name a host.
    pub fn of_image(target: &str) -> Option<Self> {
        Self::of_link(target).filter(|target| target.0.has_host())
    }

    /// The start tag of a link to this target; `text` is what the reader sees of it.
    pub fn open(&self, text: &str, html: &mut Html) {
        let class = if disguise::warnings(&self.0, text).is_empty() {
            "<a href=\""
        } else {
            "<a class=\"odd\" href=\""
        };
        self.attributes(html.tag(class));
    }

    /// The start tag of a link to an image, which is never loaded.
    pub fn open_image(&self, html: &mut Html) {
        self.attributes(html.tag("<a class=\"img\" href=\""));
    }

    /// Host and path, without scheme, query and user: what the reader may recognise.
    pub fn place(&self) -> String {
        format!("{}{}", self.0.host_str().unwrap_or_default(), self.0.path())
    }

    fn attributes(&self, html: &mut Html) {
        let target = self.0.as_str();
        html.text(target).tag("\" title=\"").text(target).tag("\" rel=\"noreferrer noopener\">");
    }
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
            "#here",
            "",
        ] {
            assert!(Target::of_link(bad).is_none(), "{bad}");
        }
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
