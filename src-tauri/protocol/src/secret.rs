//! A value that must not be seen: an API key.
//!
//! Invariant: `Secret` has no `Serialize`, no `Display` and a redacted `Debug`, so that logging it shows nothing and
//! sending it to the page does not compile. Its memory is wiped when it is dropped.

use std::fmt;

use zeroize::Zeroizing;

/// An API key in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps `value`, without the white space that a paste brings along.
    pub fn new(value: &str) -> Self {
        Self(Zeroizing::new(value.trim().to_owned()))
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
    fn the_hint_is_the_tail_of_a_long_key_only() {
        assert_eq!(Secret::new("yr-0123456789abcd3f9c").hint().as_deref(), Some("3f9c"));
        assert_eq!(Secret::new("short-key").hint(), None);
    }
}
