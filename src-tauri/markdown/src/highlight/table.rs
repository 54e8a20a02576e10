//! The table of languages, read from `languages.txt` when code is first shown; the format is described there.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How the code of one language is coloured.
#[derive(Debug, Clone, Default)]
pub(super) struct Language {
    pub line_comments: Vec<&'static str>,
    pub comments_need: CommentsNeed,
    pub blocks: Vec<(&'static str, &'static str)>,
    pub nested: bool,
    /// Longest opening first.
    pub quotes: Vec<Quote>,
    pub words: HashSet<&'static str>,
    pub consts: HashSet<&'static str>,
    pub defines: HashSet<&'static str>,
    /// Characters of names beside letters, digits and `_`.
    pub ident: String,
    pub sigils: String,
    /// What may follow a key.
    pub keys: String,
    pub fold: bool,
    pub hashes: bool,
    pub regex: bool,
    pub sections: bool,
    /// What a template inserts, longest opening first.
    pub inserts: Vec<Insert>,
    /// Whether the text of `<script>` and `<style>` is code.
    pub has_scripts: bool,
    /// Whether a text begins as what is inserted first.
    pub starts_inside: bool,
    pub mode: Mode,
}

/// Where a comment up to the end of the line may begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum CommentsNeed {
    #[default]
    Nothing,
    Space,
    LineStart,
}

/// What kind of text the language is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mode {
    #[default]
    Code,
    Markup,
    Diff,
    Headings,
}

/// Code that is inserted into markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Insert {
    pub open: &'static str,
    pub close: &'static str,
    /// The name of its language.
    pub code: &'static str,
    /// Whether these marks mean something else in scripts and styles.
    pub in_text_only: bool,
}

/// One kind of string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    pub escapes: bool,
    pub doubled: bool,
    pub multiline: bool,
    pub character: bool,
}

impl Language {
    /// The language that a label names, in any case: by its name, alone or before a colon (`python:src/main.py`), or by
    /// the ending of a file (`src/main.py`, `12:15:src/main.py`).
    pub fn named(label: &str) -> Option<&'static Language> {
        let label = label.trim_start_matches(['.', '{']).to_lowercase();
        let label = label.strip_prefix("language-").unwrap_or(&label);
        let mut parts = label.split(':').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
        known(label).or_else(|| {
            let first = parts.next()?;
            known(first).or_else(|| of_file(first))
        })
    }
}

/// The language of exactly this name.
pub(super) fn known(name: &str) -> Option<&'static Language> {
    TABLE.names.get(name).and_then(|at| TABLE.languages.get(*at))
}

fn of_file(path: &str) -> Option<&'static Language> {
    let name = path.rsplit('/').next()?;
    known(name).or_else(|| known(name.rsplit_once('.')?.1))
}

struct Table {
    languages: Vec<Language>,
    names: HashMap<&'static str, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("languages.txt")).0);

/// Reads the table; also what in it was not understood.
fn read(text: &'static str) -> (Table, Vec<&'static str>) {
    let mut table = Table { languages: Vec::new(), names: HashMap::new() };
    let (mut strange, mut last) = (Vec::new(), "");
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let before = std::mem::replace(&mut last, line);
        if let Some(names) = line.strip_prefix("= ") {
            for name in names.split(' ') {
                if table.names.insert(name, table.languages.len()).is_some() {
                    strange.push(line);
                }
            }
            table.languages.push(Language::default());
            continue;
        }
        let understood = line.split_once(": ").and_then(|(key, value)| {
            let from = table.names.get(value).and_then(|at| table.languages.get(*at)).cloned();
            let language = table.languages.last_mut()?;
            match key {
                // It would take back what stands before it.
                "from" if before.starts_with("= ") => *language = from?,
                "from" => return None,
                _ => language.add(key, value)?,
            }
            Some(())
        });
        if understood.is_none() {
            strange.push(line);
        }
    }
    for language in &mut table.languages {
        language.quotes.sort_by_key(|quote| std::cmp::Reverse(quote.open.len()));
        language.blocks.sort_by_key(|(open, _)| std::cmp::Reverse(open.len()));
        language.inserts.sort_by_key(|insert| std::cmp::Reverse(insert.open.len()));
    }
    (table, strange)
}

impl Language {
    fn add(&mut self, key: &str, value: &'static str) -> Option<()> {
        let mut parts = value.split(' ');
        match key {
            "line" => self.line_comments.extend(parts),
            "spaced" => {
                self.comments_need = match value {
                    "yes" => CommentsNeed::Space,
                    "first" => CommentsNeed::LineStart,
                    _ => return None,
                }
            }
            "block" if value == "nested" => self.nested = true,
            "block" => self.blocks.push((parts.next()?, parts.next()?)),
            "string" => {
                let (open, close, flags) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
                let has = |flag: char| flags.contains(flag);
                let quote = Quote {
                    open,
                    close,
                    escapes: has('e'),
                    doubled: has('d'),
                    multiline: has('m'),
                    character: has('c'),
                };
                // What is said last about a delimiter counts.
                self.quotes.retain(|known| known.open != open);
                self.quotes.push(quote);
            }
            "insert" => self.inserts.push(Insert {
                open: parts.next()?,
                close: parts.next()?,
                code: parts.next()?,
                in_text_only: parts.next() == Some("t"),
            }),
            "words" => self.words.extend(parts),
            "consts" => self.consts.extend(parts),
            "defines" => self.defines.extend(parts),
            "ident" => self.ident.extend(parts),
            "sigil" => self.sigils.extend(parts),
            "keys" => self.keys.extend(parts),
            "flags" => return parts.try_for_each(|flag| self.flag(flag)),
            _ => return None,
        }
        Some(())
    }

    fn flag(&mut self, flag: &str) -> Option<()> {
        match flag {
            "fold" => self.fold = true,
            "hashes" => self.hashes = true,
            "regex" => self.regex = true,
            "sections" => self.sections = true,
            "scripts" => self.has_scripts = true,
            "inside" => self.starts_inside = true,
            "markup" => self.mode = Mode::Markup,
            "diff" => self.mode = Mode::Diff,
            "headings" => self.mode = Mode::Headings,
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood_and_no_name_is_given_twice() {
        let (_, strange) = read(include_str!("languages.txt"));
        assert_eq!(strange, Vec::<&str>::new());
    }

    #[test]
    fn what_is_inserted_is_in_a_known_language() {
        for insert in TABLE.languages.iter().flat_map(|language| &language.inserts) {
            assert!(known(insert.code).is_some(), "{insert:?}");
        }
        for name in ["javascript", "css", "json", "glsl"] {
            assert!(known(name).is_some(), "{name}");
        }
    }

    #[test]
    fn there_are_at_least_150_languages() {
        let families = TABLE.names.keys().filter(|name| name.starts_with('*')).count();
        assert!(TABLE.languages.len() - families >= 150, "{}", TABLE.languages.len());
    }

    #[test]
    fn words_of_languages_that_ignore_case_are_listed_as_they_are_compared() {
        for (name, at) in &TABLE.names {
            let language = &TABLE.languages[*at];
            let listed = [&language.words, &language.consts, &language.defines];
            let capital = |word: &&str| word.chars().any(|c| c.is_ascii_uppercase());
            assert!(!language.fold || !listed.iter().any(|words| words.iter().any(capital)), "{name}");
        }
    }

    #[test]
    fn languages_are_found_by_the_names_that_people_and_models_write() {
        for name in [
            "ts",
            "sh",
            "c++",
            "jsonc",
            "JS",
            "py",
            "C#",
            "objective-c",
            "yml",
            "dockerfile",
            "Makefile",
            "golang",
            "rs",
            "kt",
            "ps1",
            "console",
            "tsx",
            "jsx",
            "vue",
            "postgresql",
            "md",
            "tex",
            "patch",
            "proto",
            "tf",
            "F#",
            "vb.net",
            "asm",
            "shell-session",
            "python3",
            "python:src/main.py",
            "src/main.py",
            "filename.py",
            "src/main.py:12",
            "12:15:app/list.tsx",
            "deploy/Dockerfile",
            "Dockerfile:build",
        ] {
            assert!(Language::named(name).is_some(), "{name}");
        }
        for name in ["", "text", "text:main.py", ":", "12:15", "a:b", "notes.unknown", "a/", "/", "."] {
            assert!(Language::named(name).is_none(), "{name}");
        }
    }
}
