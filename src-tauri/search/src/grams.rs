//! What stands in the index: the *grams* of a text, three consecutive characters each, white space among them.
//!
//! The last two characters of a text begin grams too, filled up with [`PAD`], so that one or two characters are found as
//! the beginning of a gram wherever they stand.
//! Invariant: a text that contains a term has every gram that [`of_term`] names, and for a short term one that begins so.

use std::collections::BTreeSet;

use yourouter_protocol::Role;

/// Stands for what is behind the end of a text; of a private use area, as no one searches for it.
const PAD: char = '\u{f8ff}';
/// ASCII that the tokenizer `ascii` would split at stands here, in the same area.
const ESCAPED: u32 = 0xe000;
/// Begins what is no gram: a fact about a message.
const FACT: char = '\u{e100}';
/// A term asks for no more grams than this; what they leave open is verified.
const MAX_ASKED: usize = 12;

/// What a term asks the index for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Grams that must be there.
    pub(crate) whole: Vec<String>,
    /// One gram must begin with each of these.
    pub(crate) beginnings: Vec<String>,
}

/// The grams of a folded text, each once, as words for the tokenizer `ascii`.
pub(crate) fn of_text<'a>(texts: impl Iterator<Item = &'a str>, grams: &mut BTreeSet<[char; 3]>) {
    for text in texts {
        let mut window = [PAD; 3];
        let mut length = 0_usize;
        for character in text.chars().chain([PAD, PAD]) {
            let [_, second, third] = window;
            window = [second, third, character];
            length += 1;
            if length > 2 {
                grams.insert(window);
            }
        }
    }
    grams.remove(&[PAD; 3]);
}

/// Writes grams behind each other.
pub(crate) fn write(grams: &BTreeSet<[char; 3]>, out: &mut String) {
    for gram in grams {
        gram.iter().for_each(|character| push(out, *character));
        out.push(' ');
    }
}

/// What must be in the index for a folded term to be in a text.
pub(crate) fn of_term(term: &str, asked: &mut Asked) {
    let characters: Vec<char> = term.chars().collect();
    match characters.as_slice() {
        // Every text has most of them.
        [] => {}
        [letter] if letter.is_ascii() => {}
        [_] | [_, _] => asked.beginnings.push(encoded(term)),
        _ => {
            let all: Vec<&[char]> = characters.windows(3).collect();
            let step = all.len().div_ceil(MAX_ASKED);
            let some = all.iter().step_by(step).chain(all.last());
            asked.whole.extend(some.map(|gram| encoded(&gram.iter().collect::<String>())));
        }
    }
}

/// The kinds of facts.
pub(crate) const ROLE: char = 'r';
pub(crate) const CONVERSATION: char = 'c';
pub(crate) const MODEL: char = 'm';
pub(crate) const VENDOR: char = 'v';
pub(crate) const HAS: char = 'h';

/// A role as a fact.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::System => "system",
        Role::Tool => "tool",
    }
}

/// A fact about a message, such as who wrote it: found as a whole, and never in a text.
pub(crate) fn fact(kind: char, value: &str) -> String {
    let mut out = String::from(FACT);
    out.push(kind);
    value.chars().for_each(|character| push(&mut out, character));
    out
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    text.chars().for_each(|character| push(&mut out, character));
    out
}

fn push(out: &mut String, character: char) {
    let is_split = character.is_ascii() && !character.is_ascii_alphanumeric();
    match char::from_u32(ESCAPED + u32::from(character)).filter(|_| is_split) {
        Some(escaped) => out.push(escaped),
        None => out.push(character),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Asked, of_term, of_text, write};

    fn grams(text: &str) -> String {
        let (mut grams, mut out) = (BTreeSet::new(), String::new());
        of_text([text].into_iter(), &mut grams);
        write(&grams, &mut out);
        out
    }

    #[test]
    fn each_character_of_a_text_begins_a_gram() {
        assert_eq!(grams("文件 k"), "\u{e020}k\u{f8ff} k\u{f8ff}\u{f8ff} 件\u{e020}k 文件\u{e020} ");
        // Sorted as they are before they are escaped.
        assert_eq!(grams("a::"), "\u{e03a}\u{e03a}\u{f8ff} \u{e03a}\u{f8ff}\u{f8ff} a\u{e03a}\u{e03a} ");
        assert_eq!(grams(""), "");
    }

    #[test]
    fn what_a_term_asks_for_is_in_each_text_that_has_it() {
        for (text, term) in [
            ("deserialize_any", "serialize"),
            ("日本語の助詞", "語の"),
            ("x é", "é"),
            ("std::sync::Arc", "::"),
            ("the end of it", "d of"),
            ("the end of it", "of it"),
        ] {
            let mut asked = Asked::default();
            of_term(term, &mut asked);
            let grams = grams(text);
            let has = |gram: &String| grams.split(' ').any(|one| one == gram);
            let begins = |start: &String| grams.split(' ').any(|one| one.starts_with(start.as_str()));
            assert!(asked.whole.iter().all(has) && asked.beginnings.iter().all(begins), "{term}: {asked:?}");
            assert!(asked.whole.len() + asked.beginnings.len() > 0, "{term}");
        }
        let mut asked = Asked::default();
        of_term("e", &mut asked);
        assert_eq!(asked, Asked::default());
        of_term(&"long".repeat(50), &mut asked);
        assert!(asked.whole.len() <= super::MAX_ASKED + 1);
    }
}
