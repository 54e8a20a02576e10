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
        let key = key(text);
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

/// The id of the heading that a link such as `#its-words` means; `None` if it names no words.
pub(super) fn meant(fragment: &str) -> Option<String> {
    // Only words count, so it does not matter that this takes some signs for others.
    let decoded = url::form_urlencoded::parse(fragment.as_bytes());
    let words: Vec<_> = decoded.flat_map(|(name, value)| [name, value]).collect();
    let key = key(&words.join(" "));
    (key != "h").then_some(key)
}

/// Letters and digits of the words, as the links of a table of contents name them: other signs fall away.
fn key(text: &str) -> String {
    let mut key = String::from("h");
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')) {
        if key.chars().count() > LONGEST {
            break;
        }
        let letters = word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
        let word: String = letters.take(LONGEST).collect();
        if !word.is_empty() {
            key.push('-');
            key.push_str(&word);
        }
    }
    key
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

    #[test]
    fn a_link_names_a_heading_as_a_table_of_contents_does() {
        for (heading, link) in [
            ("What's new?", "whats-new"),
            ("1.2 Set-up & use", "12-set-up--use"),
            ("`snake_case()` and/or C++", "snake_case-andor-c"),
            ("第一 章", "%E7%AC%AC%E4%B8%80-章"),
            ("Über uns", "über-uns"),
        ] {
            assert_eq!(meant(link), Some(Anchors::default().id(heading).0), "{heading}");
        }
        assert_eq!((meant(""), meant("!?")), (None, None));
    }
}
