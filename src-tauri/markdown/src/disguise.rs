//! Whether a link is what it seems: its text beside its target, and the letters of its host (attack T3).
//!
//! The renderer marks such links in the text; before one is opened the page asks [`inspect`] and shows the person the
//! real host; `named` finds what a text names. Invariant: everything is judged on the address as the `url` crate parses
//! it, which is what will be opened.

use named::Named;
use unicode_script::{Script, UnicodeScript};
use url::Url;
use yourouter_protocol::{LinkView, LinkWarning};

mod endings;
mod named;

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
    if named::is_reordered(text) {
        found.push(LinkWarning::ReordersText);
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
    let target = url.host_str().map_or_else(|| mail_host(url), |host| Some(host.to_owned()));
    named::named(text).iter().any(|named| match named {
        Named::Mailbox { address, is_alone } => match url.scheme() {
            "mailto" => !mail_address(url).eq_ignore_ascii_case(address),
            _ => *is_alone,
        },
        Named::Host(shown) => target.as_ref().is_none_or(|target| !is_same_place(shown, target)),
    })
}

/// The same host, or one below the other: those have one owner.
fn is_same_place(shown: &str, target: &str) -> bool {
    let shown = shown.trim_start_matches("www.").trim_end_matches('.');
    let target = target.trim_start_matches("www.").trim_end_matches('.');
    let is_below = |host: &str, parent: &str| {
        parent.contains('.') && host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
    };
    shown == target || is_below(target, shown) || is_below(shown, target)
}

#[cfg(test)]
mod tests;
