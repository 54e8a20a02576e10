//! Whether a link is what it seems: its text beside its target, and the letters of its host (attack T3).
//!
//! The renderer marks such links in the text; before one is opened the page asks [`inspect`] and shows the person the
//! real host. Invariant: everything is judged on the address as the `url` crate parses it, which is what will be opened.

use crate::protocol::{LinkView, LinkWarning};
use unicode_script::{Script, UnicodeScript};
use url::Url;

/// Endings that make a bare word a host and that no file has.
const ENDINGS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "io", "ai", "dev", "app", "info", "biz", "xyz",
    "online", "shop", "site", "cloud", "tech", "me", "eu", "uk", "us", "ca", "au", "de", "fr", "it", "es",
    "nl", "ch", "at", "se", "jp", "cn", "kr", "tw", "hk", "in", "br", "ru", "example",
];

/// Looks at a link before it is opened. `None`: it is no address of the web and no mail address.
pub fn inspect(target: &str, text: &str) -> Option<LinkView> {
    let mut url = Url::parse(target).ok()?;
    let host = match url.scheme() {
        "http" | "https" => url.host_str()?.to_owned(),
        "mailto" => mail_address(&url),
        _ => return None,
    };
    let warnings = warnings(&url, text);
    // Setting them fails only for addresses without a host, which have none to take away.
    let _mail = url.set_username("").and_then(|()| url.set_password(None));
    let unicode_host = unicode(&host);
    Some(LinkView { url: url.into(), host, unicode_host, warnings })
}

/// Everything that speaks against a checked target; `text` is what the reader sees of the link.
pub(super) fn warnings(url: &Url, text: &str) -> Vec<LinkWarning> {
    let mut found = Vec::new();
    if names_another(url, text) {
        found.push(LinkWarning::NamesAnotherHost);
    }
    let domain = url.domain().map(str::to_owned).or_else(|| mail_host(url)).unwrap_or_default();
    if domain.split('.').any(|label| label.starts_with("xn--")) || !domain.is_ascii() {
        found.push(LinkWarning::EncodedHost);
    }
    if unicode(&domain).split('.').any(mixes_scripts) {
        found.push(LinkWarning::MixedScripts);
    }
    if url.has_host() && (!url.username().is_empty() || url.password().is_some()) {
        found.push(LinkWarning::HasUser);
    }
    found
}

/// The letters that an encoded host stands for.
fn unicode(host: &str) -> String {
    idna::domain_to_unicode(host).0
}

fn mail_host(url: &Url) -> Option<String> {
    let address = (url.scheme() == "mailto").then(|| mail_address(url))?;
    address.rsplit_once('@').map(|(_, host)| host.to_lowercase())
}

fn mail_address(url: &Url) -> String {
    percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy().into_owned()
}

/// Whether a label has letters of scripts that are not written together. Chinese, Japanese and Korean each mix some,
/// and Latin beside them (<https://www.unicode.org/reports/tr39/#Restriction_Level_Detection>).
fn mixes_scripts(label: &str) -> bool {
    use Script::{Bopomofo, Common, Han, Hangul, Hiragana, Inherited, Katakana, Latin};
    const TOGETHER: [&[Script]; 3] =
        [&[Latin, Han, Hiragana, Katakana], &[Latin, Han, Bopomofo], &[Latin, Han, Hangul]];
    let mut scripts: Vec<Script> = label
        .chars()
        .map(|letter| letter.script())
        .filter(|one| ![Common, Inherited].contains(one))
        .collect();
    scripts.dedup();
    let is_one = scripts.iter().all(|script| scripts.first() == Some(script));
    !is_one && !TOGETHER.iter().any(|group| scripts.iter().all(|script| group.contains(script)))
}

/// Whether the text names a host or a mailbox, and another one than the target's.
fn names_another(url: &Url, text: &str) -> bool {
    let text: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let text = text.trim();
    if let Some(mailbox) = mailbox(text) {
        return url.scheme() != "mailto" || !mail_address(url).eq_ignore_ascii_case(mailbox);
    }
    let Some(shown) = shown_host(text) else { return false };
    let target = url.host_str().map_or_else(|| mail_host(url), |host| Some(host.to_owned()));
    target.is_none_or(|target| !is_same_place(&shown, &target))
}

/// A whole text that is a mail address.
fn mailbox(text: &str) -> Option<&str> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (user, host) = text.split_once('@')?;
    let is_plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+".contains(c));
    (is_plain(user) && is_plain(host) && host.contains('.')).then_some(text)
}

/// The host that a text names, if it reads as an address: with a scheme, with `www.`, or as a bare `host.com/path`.
fn shown_host(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let parse = |address: &str| Url::parse(address).ok()?.host_str().map(str::to_owned);
    if let Some((scheme, rest)) = lower.split_once("://") {
        let is_web = ["http", "https", "ftp", "hxxp", "hxxps"].contains(&scheme);
        // What claims to be an address and cannot be read as one is not what it claims.
        return is_web.then(|| parse(&format!("https://{rest}")).unwrap_or_default());
    }
    let bare = lower.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ending = bare.rsplit_once('.').map(|(_, ending)| ending)?;
    let is_host = bare.starts_with("www.") || ENDINGS.contains(&ending);
    if !is_host || bare.contains(char::is_whitespace) {
        return None;
    }
    parse(&format!("https://{bare}"))
}

/// The same host, or one below the other: those have one owner.
fn is_same_place(shown: &str, target: &str) -> bool {
    let shown = shown.trim_start_matches("www.");
    let target = target.trim_start_matches("www.");
    let is_below = |host: &str, parent: &str| {
        parent.contains('.') && host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
    };
    shown == target || is_below(target, shown) || is_below(shown, target)
}

/// Characters that take no room, with which a text can be made to differ from what the reader sees.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{LinkWarning::*, *};

    fn found(target: &str, text: &str) -> Vec<LinkWarning> {
        inspect(target, text).unwrap().warnings
    }

    #[test]
    fn an_honest_link_has_no_warnings() {
        for (target, text) in [
            ("https://bank.example/a", "the bank"),
            ("https://bank.example/a", "https://bank.example/a"),
            ("https://bank.example/a", "https://www.bank.example"),
            ("https://docs.bank.example/a", "bank.example"),
            ("https://bank.example/docs", "docs.bank.example"),
            ("https://git.example/main.rs", "main.rs"),
            ("https://git.example/", "README.md"),
            ("https://git.example/", "see example.com for more"),
            ("https://git.example/", "v1.2"),
            ("mailto:a@bank.example", "a@bank.example"),
            ("mailto:a@bank.example", "write to us"),
            ("https://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(found(target, text), [], "{text} -> {target}");
        }
    }

    #[test]
    fn a_text_that_names_another_place_is_found() {
        for (target, text) in [
            ("https://evil.example/", "https://bank.example/"),
            ("https://evil.example/", "HTTPS://BANK.EXAMPLE"),
            ("https://evil.example/", "www.bank.de"),
            ("https://evil.example/", "bank.com"),
            ("https://evil.example/", "bank.com/login"),
            ("https://evil.example/", "  ba\u{200b}nk.com "),
            ("https://evil.example/", "hxxps://bank.example"),
            ("https://evil.example/", "https://"),
            ("https://notbank.com/", "bank.com"),
            ("https://bank.com.evil.example/", "bank.com"),
            ("https://evil.example/", "help@bank.example"),
            ("mailto:help@evil.example", "help@bank.example"),
            ("mailto:help@evil.example", "bank.com"),
        ] {
            assert_eq!(found(target, text), [NamesAnotherHost], "{text} -> {target}");
        }
    }

    #[test]
    fn hosts_that_look_like_others_are_found_and_shown_in_both_forms() {
        let view = inspect("https://b\u{430}nk.example/x", "x").unwrap();
        assert_eq!(view.warnings, [EncodedHost, MixedScripts]);
        assert_eq!(
            (view.host.as_str(), view.unicode_host.as_str()),
            ("xn--bnk-6cd.example", "b\u{430}nk.example")
        );
        assert_eq!(found("https://xn--bnk-6cd.example/", "x"), [EncodedHost, MixedScripts]);
        // All of one script, and still no ASCII: it may be read as another name.
        assert_eq!(found("https://\u{430}\u{440}\u{440}\u{4cf}\u{435}.example/", "x"), [EncodedHost]);
        assert_eq!(found("https://\u{65e5}\u{672c}\u{306e}abc.example/", "x"), [EncodedHost]);
        assert_eq!(found("mailto:a@b\u{430}nk.example", "x"), [EncodedHost, MixedScripts]);
    }

    #[test]
    fn a_user_part_is_found_and_left_out() {
        let view = inspect("https://bank.example:pass@evil.example/a?b#c", "x").unwrap();
        assert_eq!(view.warnings, [HasUser]);
        assert_eq!((view.url.as_str(), view.host.as_str()), ("https://evil.example/a?b#c", "evil.example"));
    }

    #[test]
    fn what_is_no_web_or_mail_address_is_not_inspected() {
        for target in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host/path", "https:", ""]
        {
            assert_eq!(inspect(target, "x"), None, "{target}");
        }
    }
}
