//! Keeps keys and control characters out of what a server said before anyone sees it.

use yourouter_protocol::Secret;

/// Longest detail, in characters.
const MAX_DETAIL: usize = 500;

/// A key so short is none; replacing it would only garble the words.
const SHORTEST_KEY: usize = 4;

/// Knows what must not be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Redaction {
    key: Option<Secret>,
}

impl Redaction {
    /// For a request with `key`.
    pub(crate) fn for_key(key: Option<&Secret>) -> Self {
        Self { key: key.filter(|key| key.expose().len() >= SHORTEST_KEY).cloned() }
    }

    /// `text` on one line, without keys, at most 500 characters long. Cut last, so that no part of a key is left over.
    pub(crate) fn detail(&self, text: &str) -> String {
        let clean = self.clean(text);
        if clean.chars().count() <= MAX_DETAIL {
            return clean;
        }
        clean.chars().take(MAX_DETAIL - 1).chain(['…']).collect()
    }

    /// `text` as it is, without the key.
    pub(crate) fn without_key(&self, text: &str) -> String {
        self.key.as_ref().map_or_else(|| text.to_owned(), |key| text.replace(key.expose(), "[key]"))
    }

    /// `text` on one line, without control characters and keys.
    pub(crate) fn clean(&self, text: &str) -> String {
        let plain: String = text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        without_bearer(&self.without_key(&plain))
    }
}

/// Control characters, and those that reorder or hide text around them (Unicode TR 36).
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Replaces the word after each `Bearer`.
fn without_bearer(text: &str) -> String {
    let mut follows_bearer = false;
    let words = text.split(' ').map(|word| {
        if std::mem::take(&mut follows_bearer) && word.len() >= SHORTEST_KEY {
            return "[key]";
        }
        follows_bearer =
            word.trim_start_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("bearer");
        word
    });
    words.collect::<Vec<_>>().join(" ")
}
