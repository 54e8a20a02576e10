//! Ids of headings: made of their words, unique in an answer. The page adds what makes them unique among answers.
//!
//! Invariant: an id begins with `h-` and holds letters, digits and hyphens only, so that it names nothing else.

use std::collections::HashMap;

/// The headings of an answer so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors(HashMap<String, u64>);

const LONGEST: usize = 60;

impl Anchors {
    /// The id of the next heading with this text, and its key for [`Self::keep`].
    pub fn id(&self, text: &str) -> (String, String) {
        let mut key = String::from("h");
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if key.chars().count() > LONGEST {
                break;
            }
            key.push('-');
            key.extend(
                word.chars().take(LONGEST).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()),
            );
        }
        let id = match self.0.get(&key) {
            // Words are joined by one hyphen, so two make a number.
            Some(count) => format!("{key}--{}", count + 1),
            None if key == "h" => "h-".to_owned(),
            None => key.clone(),
        };
        (id, key)
    }

    /// Remembers a heading.
    pub fn keep(&mut self, key: String) {
        *self.0.entry(key).or_insert(0) += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_words_and_never_repeat() {
        let mut anchors = Anchors::default();
        let mut next = |text: &str| {
            let (id, key) = anchors.id(text);
            anchors.keep(key);
            id
        };
        assert_eq!(next("Why *this* one?"), "h-why-this-one");
        assert_eq!(next("why this one"), "h-why-this-one--2");
        assert_eq!(next("第一 章"), "h-第一-章");
        assert_eq!(next("\"><script>"), "h-script");
        assert_eq!((next("!"), next("")), ("h-".to_owned(), "h--2".to_owned()));
        assert!(next(&"a".repeat(500)).len() < 70);
        assert!(next(&"a ".repeat(500)).len() < 130);
    }
}
