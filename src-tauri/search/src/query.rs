//! The language of the search: words, `"exact phrases"`, `-words` that must not occur, and operators such as `role:user`.
//!
//! Invariant: nothing that is typed is left out. What looks like an operator and is none is a word, and one whose value
//! cannot be read is named in [`Query::misread`] besides.

use std::ops::Range;

use jiff::{civil::Date, tz::TimeZone};
use memchr::memmem::Finder;

use yourouter_protocol::Role;

use super::folded::folded;

/// Words or a phrase, folded.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) text: String,
    finder: Finder<'static>,
}

impl Term {
    fn new(text: &str) -> Option<Self> {
        let text = folded(text);
        let finder = Finder::new(text.as_bytes()).into_owned();
        (!text.is_empty()).then_some(Self { text, finder })
    }

    pub(crate) fn is_in(&self, folded: &str) -> bool {
        self.finder.find(folded.as_bytes()).is_some()
    }

    /// The bytes of a folded text at which it stands.
    pub(crate) fn places<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.finder.find_iter(folded.as_bytes())
    }
}

/// What kind of thing a message must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Has {
    File,
    Image,
    Code,
}

/// An operator with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    Role(Role),
    /// Folded; a part of the model's id.
    Model(String),
    /// Folded; a part of the vendor's name.
    Vendor(String),
    /// Written before this time, in milliseconds since 1970 (UTC).
    Before(i64),
    /// Written at this time or after it.
    After(i64),
    Has(Has),
    Is(super::Mark),
}

/// A condition, or what must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) condition: Condition,
    pub(crate) is_negated: bool,
}

/// Where terms are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) title: bool,
    pub(crate) text: bool,
    pub(crate) code: bool,
    pub(crate) reasoning: bool,
    pub(crate) file: bool,
}

impl Places {
    const USUAL: Self = Self { title: true, text: true, code: false, reasoning: false, file: true };
    const NONE: Self = Self { title: false, text: false, code: false, reasoning: false, file: false };

    fn set(&mut self, name: &str, is_in: bool) -> bool {
        match name {
            "title" => self.title = is_in,
            "code" => self.code = is_in,
            "reasoning" => self.reasoning = is_in,
            "file" => self.file = is_in,
            _ => return false,
        }
        true
    }

    /// Whether terms are looked for in messages at all.
    pub(crate) fn in_messages(self) -> bool {
        self.text || self.code || self.reasoning || self.file
    }
}

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) terms: Vec<Term>,
    pub(crate) without: Vec<Term>,
    pub(crate) filters: Vec<Filter>,
    pub(crate) places: Places,
    misread: Vec<String>,
}

impl Query {
    /// Reads what was typed; days are those of `zone`.
    pub fn parse(typed: &str, zone: &TimeZone) -> Self {
        let mut query = Self {
            terms: Vec::new(),
            without: Vec::new(),
            filters: Vec::new(),
            places: Places::USUAL,
            misread: Vec::new(),
        };
        let mut only: Option<Places> = None;
        for token in Tokens(typed) {
            match token.key {
                "" => query.add_term(&token),
                "in" => {
                    let places =
                        if token.is_negated { &mut query.places } else { only.get_or_insert(Places::NONE) };
                    if !places.set(&token.value, !token.is_negated) {
                        query.misunderstand(&token);
                    }
                }
                _ => match condition(&token, zone) {
                    Some(condition) => query.filters.push(Filter { condition, is_negated: token.is_negated }),
                    None => query.misunderstand(&token),
                },
            }
        }
        if let Some(only) = only.filter(|only| only.title || only.in_messages()) {
            query.places = only;
        }
        query
    }

    /// Nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.without.is_empty() && self.filters.is_empty()
    }

    /// Operators whose value cannot be read, as they were typed.
    pub fn misread(&self) -> &[String] {
        &self.misread
    }

    /// Whether it names nothing but single letters, which nearly every message has.
    pub(crate) fn is_single_letters(&self) -> bool {
        let is_letter = |term: &Term| term.text.len() < 2;
        !self.terms.is_empty() && self.filters.is_empty() && self.terms.iter().all(is_letter)
    }

    /// Whether it asks for what only messages have.
    pub(crate) fn is_about_messages(&self) -> bool {
        let is_of_message = |filter: &Filter| {
            !matches!(filter.condition, Condition::Before(_) | Condition::After(_) | Condition::Is(_))
        };
        self.filters.iter().any(is_of_message)
    }

    /// When hits were written, in milliseconds since 1970 (UTC), the end excluded.
    pub(crate) fn times(&self) -> Range<i64> {
        let mut times = i64::MIN..i64::MAX;
        for Filter { condition, is_negated } in &self.filters {
            match (condition, is_negated) {
                (Condition::Before(moment), false) | (Condition::After(moment), true) => {
                    times.end = times.end.min(*moment);
                }
                (Condition::After(moment), false) | (Condition::Before(moment), true) => {
                    times.start = times.start.max(*moment);
                }
                _ => {}
            }
        }
        times
    }

    fn add_term(&mut self, token: &Token) {
        let terms = if token.is_negated { &mut self.without } else { &mut self.terms };
        terms.extend(Term::new(&token.text));
    }

    /// Says so, and looks for the words as they stand.
    fn misunderstand(&mut self, token: &Token) {
        self.misread.push(token.text.clone());
        self.add_term(token);
    }
}

fn condition(token: &Token, zone: &TimeZone) -> Option<Condition> {
    let value = token.value.as_str();
    Some(match token.key {
        "role" => Condition::Role(match value {
            "user" | "you" => Role::User,
            "assistant" | "answer" => Role::Assistant,
            "system" => Role::System,
            "tool" => Role::Tool,
            _ => return None,
        }),
        "model" => Condition::Model(value.to_owned()),
        "vendor" => Condition::Vendor(value.to_owned()),
        "before" => Condition::Before(first_moment(value, zone)?),
        "after" => Condition::After(first_moment(value, zone)?),
        "has" => Condition::Has(match value {
            "file" => Has::File,
            "image" => Has::Image,
            "code" => Has::Code,
            _ => return None,
        }),
        "is" => Condition::Is(match value {
            "pinned" => super::Mark::Pinned,
            "archived" => super::Mark::Archived,
            _ => return None,
        }),
        _ => return None,
    })
}

/// When a day, a month or a year begins: `2026-11-28`, `2026-11` or `2026`.
fn first_moment(value: &str, zone: &TimeZone) -> Option<i64> {
    let mut parts = value.split(['-', '/']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    let date = Date::new(year, month, day).ok().filter(|_| parts.next().is_none())?;
    Some(date.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

const KEYS: [&str; 8] = ["role", "model", "vendor", "in", "before", "after", "has", "is"];

/// A word, a phrase or an operator.
struct Token {
    /// As it was typed, without quotes and the minus.
    text: String,
    /// Of an operator; else empty.
    key: &'static str,
    /// What stands behind the colon, folded.
    value: String,
    is_negated: bool,
}

/// The tokens of what was typed.
struct Tokens<'a>(&'a str);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.0 = self.0.trim_start();
        let mut rest = self.0;
        let is_negated = rest
            .strip_prefix('-')
            .filter(|behind| {
                !behind.is_empty() && !behind.starts_with(|next: char| next == '-' || next.is_whitespace())
            })
            .inspect(|behind| rest = behind)
            .is_some();
        if rest.is_empty() {
            return None;
        }
        if let Some(behind) = rest.strip_prefix(QUOTES) {
            let (phrase, behind) = until_quote(behind);
            self.0 = behind;
            return Some(Token { text: phrase.to_owned(), key: "", value: String::new(), is_negated });
        }
        let (key, colon) = key_of(rest);
        if let Some(quoted) =
            rest.get(colon..).filter(|_| !key.is_empty()).and_then(|value| value.strip_prefix(QUOTES))
        {
            let (value, behind) = until_quote(quoted);
            self.0 = behind;
            let text = format!("{key}:{value}");
            let key = if value.is_empty() { "" } else { key };
            return Some(Token { text, key, value: folded(value), is_negated });
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        self.0 = behind;
        let value = folded(word.get(colon..).unwrap_or_default());
        let key = if value.is_empty() { "" } else { key };
        Some(Token { text: word.to_owned(), key, value, is_negated })
    }
}

const QUOTES: [char; 3] = ['"', '“', '”'];

/// What stands before the next quote, and behind it; without one, all.
fn until_quote(text: &str) -> (&str, &str) {
    match text.split_once(QUOTES) {
        Some((phrase, behind)) => (phrase, behind),
        None => (text, ""),
    }
}

/// The operator that a word begins with, and where its value begins; full-width letters are understood.
fn key_of(rest: &str) -> (&'static str, usize) {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    let Some((at, colon)) = word.char_indices().find(|(_, one)| matches!(one, ':' | '：')) else {
        return ("", 0);
    };
    let name = folded(word.get(..at).unwrap_or_default());
    match KEYS.into_iter().find(|key| *key == name) {
        Some(key) => (key, at + colon.len_utf8()),
        None => ("", 0),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::Mark;

    fn parsed(typed: &str) -> Query {
        Query::parse(typed, &TimeZone::UTC)
    }

    fn words(terms: &[Term]) -> Vec<&str> {
        terms.iter().map(|term| term.text.as_str()).collect()
    }

    #[test]
    fn words_phrases_and_what_must_not_occur() {
        let query = parsed(r#"Rust "two  words" -Go -"not this" --release - "open end"#);
        assert_eq!(words(&query.terms), ["rust", "two words", "--release", "-", "open end"]);
        assert_eq!(words(&query.without), ["go", "not this"]);
        assert_eq!(words(&parsed("“ＡＢＣ”　文").terms), ["abc", "文"]);
        assert!(parsed("  \"\" ").is_empty());
    }

    #[test]
    fn operators_are_read_and_what_is_none_is_a_word() {
        let query = parsed(
            "role:user MODEL:GPT-4 vendor:\"open ai\" has:code -is:archived before:2026-03 after:2025 std::fmt in:code",
        );
        let conditions: Vec<_> =
            query.filters.iter().map(|one| (one.condition.clone(), one.is_negated)).collect();
        assert_eq!(
            conditions,
            [
                (Condition::Role(Role::User), false),
                (Condition::Model("gpt-4".to_owned()), false),
                (Condition::Vendor("open ai".to_owned()), false),
                (Condition::Has(Has::Code), false),
                (Condition::Is(Mark::Archived), true),
                (Condition::Before(1_772_323_200_000), false),
                (Condition::After(1_735_689_600_000), false),
            ]
        );
        assert_eq!(words(&query.terms), ["std::fmt"]);
        assert_eq!(query.places, Places { code: true, ..Places::NONE });
        assert_eq!(parsed("ｒｏｌｅ：user").filters.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_still_looked_for() {
        for typed in [
            "before:soon",
            "role:nobody",
            "has:legs",
            "is:odd",
            "in:space",
            "after:2026-13",
            "before:2026-02-30",
        ] {
            let query = parsed(typed);
            assert_eq!(query.misread(), [typed]);
            assert_eq!(words(&query.terms), [typed]);
            assert_eq!(query.places, Places::USUAL, "{typed}");
        }
        for typed in ["role:", "in:", "http://x", "model:"] {
            assert!(parsed(typed).misread().is_empty());
            assert_eq!(words(&parsed(typed).terms), [typed]);
        }
        assert_eq!(parsed("-in:title x").places, Places { title: false, ..Places::USUAL });
    }
}
