//! A value that must not be seen: an API key.
//!
//! Invariant: `Secret` has no `Serialize`, no `Display` and a redacted `Debug`, so that logging it shows nothing and
//! sending it to the page does not compile. Its memory is wiped when it is dropped.

use std::fmt;

use zeroize::Zeroizing;

/// Quotes that stand around a key in documents and shells.
const QUOTES: [char; 8] = ['"', '\'', '`', '“', '”', '‘', '’', '„'];

/// Characters without a width that `char::is_control` does not know.
const INVISIBLE: [char; 8] =
    ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];

/// An API key in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps `value`, without the white space that a paste brings along.
    pub fn new(value: &str) -> Self {
        Self(Zeroizing::new(value.trim().to_owned()))
    }

    /// Wraps a key as people paste it: without quotes around it, `Bearer` or a header's name before it, and what no key
    /// has in it, such as line breaks and characters without a width.
    pub fn from_pasted_key(value: &str) -> Self {
        // No key has a white space or a sign that cannot be seen; both come with copied tables and web pages.
        let is_seen = |character: &char| {
            !character.is_whitespace() && !character.is_control() && !INVISIBLE.contains(character)
        };
        let mut rest = value.trim_matches(|character| !is_seen(&character) || QUOTES.contains(&character));
        for prefix in ["authorization:", "x-api-key:", "api-key:", "bearer"] {
            let (start, after) = rest.split_at_checked(prefix.len()).unwrap_or(("", rest));
            // A key may begin with these letters.
            let is_apart = prefix.ends_with(':') || after.starts_with(char::is_whitespace);
            if start.eq_ignore_ascii_case(prefix) && is_apart {
                rest =
                    after.trim_start_matches(|character| !is_seen(&character) || QUOTES.contains(&character));
            }
        }
        let kept: String = rest.chars().filter(is_seen).collect();
        Self(Zeroizing::new(kept))
    }

    /// The key itself. Call this only where it is written into a request header or the keychain.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last four characters, so that a person can tell two keys apart; `None` for a key so short that four
    /// characters would give much of it away.
    pub fn hint(&self) -> Option<String> {
        let characters: Vec<char> = self.0.chars().collect();
        let from = characters.len().checked_sub(4).filter(|from| *from >= 12)?;
        characters.get(from..).map(|tail| tail.iter().collect())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert_eq!(format!("{:?}", Secret::new("yr-canary-0123456789")), "Secret(redacted)");
    }

    #[test]
    fn white_space_around_a_pasted_key_is_dropped() {
        assert_eq!(Secret::new(" yr-1\n").expose(), "yr-1");
    }

    #[test]
    fn a_key_is_taken_out_of_what_people_paste() {
        for pasted in [
            "yr-1",
            " \u{200b}yr-1\u{feff}\n",
            "\"yr-1\"",
            "“yr-1”",
            "Bearer yr-1",
            "bearer\tyr-1",
            "Authorization: Bearer yr-1",
            "'Authorization: Bearer yr-1'",
            "yr\n-1",
            "`yr-\u{200d}1`",
        ] {
            assert_eq!(Secret::from_pasted_key(pasted).expose(), "yr-1", "{pasted:?}");
        }
        assert_eq!(Secret::from_pasted_key("bearer-of-news").expose(), "bearer-of-news");
        assert!(Secret::from_pasted_key(" \" \" ").is_empty());
    }

    #[test]
    fn the_hint_is_the_tail_of_a_long_key_only() {
        assert_eq!(Secret::new("yr-0123456789abcd3f9c").hint().as_deref(), Some("3f9c"));
        assert_eq!(Secret::new("short-key").hint(), None);
    }
}
