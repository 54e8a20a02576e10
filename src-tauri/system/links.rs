//! Links leave the program only here: checked, then handed to the system browser (attacks T3 and T7).

use tauri::Url;
use yourouter_markdown as markdown;
use yourouter_protocol::{Error, LinkView, Result};

use super::programs;

/// What the person should know of a link before it opens.
///
/// # Errors
/// [`Error::LinkRefused`] for a link that would not be opened.
pub fn inspect(link: &str, text: &str) -> Result<LinkView> {
    let view = markdown::inspect_link(link, text).ok_or(Error::LinkRefused)?;
    checked(&view.url)?;
    Ok(view)
}

/// Opens `http`, `https` and `mailto` in the system's program for them; refuses everything else.
///
/// # Errors
/// [`Error::LinkRefused`]; [`Error::NoProgram`] on a system without one.
pub async fn open(link: &str) -> Result<()> {
    let url = checked(link)?;
    programs::open(url.as_str()).await
}

fn checked(link: &str) -> Result<Url> {
    let url = Url::parse(link).map_err(|_| Error::LinkRefused)?;
    let is_allowed = match url.scheme() {
        "http" | "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
        "mailto" => true,
        _ => false,
    };
    if is_allowed { Ok(url) } else { Err(Error::LinkRefused) }
}

#[cfg(test)]
mod tests {
    use super::{checked, inspect};

    #[test]
    fn only_web_and_mail_links_pass() {
        for link in
            ["https://example.org/a?b#c", "http://example.org", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org"]
        {
            assert!(checked(link).is_ok(), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "smb://host/share",
            "ms-settings:x",
            "\\\\host\\share",
            "//host/path",
            "https:",
            "vbscript:x",
            "tauri://localhost",
            "",
            "-flag",
            "https://user:pass@example.org",
        ] {
            assert!(checked(link).is_err(), "{link}");
        }
    }

    #[test]
    fn what_is_inspected_can_be_opened_afterwards_and_nothing_else_can() {
        let view = inspect("https://bank.example@evil.example/", "bank").unwrap();
        assert_eq!(view.host, "evil.example");
        assert!(checked(&view.url).is_ok());
        assert!(inspect("file:///etc/passwd", "file").is_err());
    }
}
