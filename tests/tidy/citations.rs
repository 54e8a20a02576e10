//! What comments and documents cite is there: a section, a row, a heading, a file, a test; and the map names each file.
//!
//! A citation is looked for as a reader would look for it, in the document that it names.

use crate::files::{ENDINGS, File, exists};

const REFERENCE: &str = "docs/gateway-api.md";
const THREATS: &str = "docs/threats.md";

/// The file that holds bad samples of citations.
const OWN: &str = "tests/tidy/citations.rs";

/// A way to cite a document.
struct Way {
    /// The words before what is cited, which is quoted if they end with a quote, else a list of numbers.
    mark: &'static str,
    document: &'static str,
    /// How what is cited stands there, with `§` for it.
    forms: &'static [&'static str],
}

const WAYS: [Way; 5] = [
    Way { mark: "reference, section", document: REFERENCE, forms: &["\n## § ", "\n### § "] },
    Way { mark: "section 10, question", document: REFERENCE, forms: &["\n| § | "] },
    Way { mark: "API page, \"", document: REFERENCE, forms: &["\n### §\n"] },
    Way { mark: "ttack", document: THREATS, forms: &["\n| § | "] },
    Way { mark: "ARCHITECTURE.md, \"", document: "ARCHITECTURE.md", forms: &["\n## §\n", "\n### §\n"] },
];

/// Each section, question, attack and heading that is cited stands in its document.
pub fn places(files: &[File]) -> Vec<String> {
    WAYS.iter().flat_map(|way| way.misses(files)).collect()
}

impl Way {
    fn misses(&self, files: &[File]) -> Vec<String> {
        let document = files.iter().find(|file| file.path == self.document).map_or("", |file| &file.text);
        let is_missing =
            |cited: &str| !self.forms.iter().any(|form| document.contains(&form.replace('§', cited)));
        let mut complaints = Vec::new();
        for file in files.iter().filter(|file| file.path != OWN) {
            for (line, cited) in self.citations(&file.text) {
                if is_missing(&cited) {
                    let words = format!("cites {cited}, which is not in {}", self.document);
                    complaints.push(file.complain(line, &words));
                }
            }
        }
        complaints
    }

    /// What a text cites in this way, with the numbers of the lines.
    fn citations(&self, text: &str) -> Vec<(usize, String)> {
        let lines: Vec<&str> = text.lines().collect();
        let mut found = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            // A citation may go on in the next line of a comment.
            let next = lines.get(index + 1).unwrap_or(&"").trim_start_matches(['/', '!', '*', '#', ' ']);
            let both = format!("{line} {next}");
            for (at, mark) in both.match_indices(self.mark).filter(|(at, _)| *at < line.len()) {
                let named = self.named(&both[at + mark.len()..]);
                found.extend(named.into_iter().map(|cited| (index + 1, cited)));
            }
        }
        found
    }

    /// What the words behind a mark name.
    fn named(&self, rest: &str) -> Vec<String> {
        if self.mark.ends_with('"') {
            return rest.split('"').take(1).map(str::to_owned).collect();
        }
        let is_number = |word: &str| word.trim_start_matches('T').starts_with(|c: char| c.is_ascii_digit());
        let list = rest.split([':', ';', ')']).next().unwrap_or_default();
        list.trim_start_matches('s')
            .split_whitespace()
            .map(|word| word.trim_matches([',', '.', '"']))
            .take_while(|word| is_number(word) || ["and", "to"].contains(word))
            .filter(|word| is_number(word))
            .map(str::to_owned)
            .collect()
    }
}

/// Each file and folder that a document names in backticks is there, and each test that the threats name.
pub fn names(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.ending() == "md") {
        for (index, line) in file.text.lines().enumerate() {
            for name in line.split('`').skip(1).step_by(2).map(|name| name.trim_start_matches("…/")) {
                let is_gone = is_path(name, files) && !exists(name) && !is_end_of_a_path(name, files)
                    || file.path == THREATS && is_test(name) && !has_test(name, files);
                if is_gone {
                    complaints.push(file.complain(index + 1, &format!("names {name}, which is not there")));
                }
            }
        }
    }
    complaints
}

/// The folders that the map in ARCHITECTURE.md lists file by file.
const LISTED: [&str; 7] = [
    "src-tauri/",
    "src-tauri/startup/",
    "src-tauri/window/",
    "src-tauri/files/",
    "src-tauri/system/",
    "src-tauri/markdown/src/",
    "src-tauri/attachments/src/",
];

/// Each file of these folders stands in the map.
pub fn map(files: &[File]) -> Vec<String> {
    let map = files.iter().find(|file| file.path == "ARCHITECTURE.md").map_or("", |file| &file.text);
    let is_unlisted = |file: &&File| {
        let name = LISTED
            .iter()
            .find_map(|folder| file.path.strip_prefix(folder).filter(|name| !name.contains('/')));
        let stem = name.and_then(|name| name.strip_suffix(".rs"));
        stem.is_some_and(|stem| !map.contains(&format!("`{stem}`")) && !map.contains(&format!("`{stem}.rs`")))
    };
    files
        .iter()
        .filter(is_unlisted)
        .map(|file| file.complain(1, "is not in the map of ARCHITECTURE.md"))
        .collect()
}

/// Whether it is the path of a source file, or begins with a folder at the top that has some.
fn is_path(name: &str, files: &[File]) -> bool {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-./@".contains(c));
    let is_source =
        name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending));
    let folder = name.split_once('/').map(|(folder, _)| format!("{folder}/"));
    is_plain && (is_source || folder.is_some_and(|top| files.iter().any(|file| file.path.starts_with(&top))))
}

/// `chat/turn.rs` is short for `src-tauri/chat/src/turn.rs`.
fn is_end_of_a_path(name: &str, files: &[File]) -> bool {
    let (end, inside) = (format!("/{name}"), format!("/{}/", name.trim_end_matches('/')));
    let in_crate = name.split_once('/').map(|(part, rest)| format!("src-tauri/{part}/src/{rest}"));
    files.iter().any(|file| {
        file.path.ends_with(&end) || file.path.contains(&inside) || in_crate.as_ref() == Some(&file.path)
    })
}

fn is_test(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && name.matches('_').count() >= 2
}

fn has_test(name: &str, files: &[File]) -> bool {
    let head = format!("fn {name}(");
    files.iter().any(|file| file.ending() == "rs" && file.text.contains(&head))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository with documents that have one of everything, and a file with this text.
    fn with(path: &str, text: &str) -> Vec<File> {
        vec![
            File::sample(REFERENCE, "# API\n\n### Headers\n\n## 4 Files\n\n### 4.1 Images\n\n| 8 | size |\n"),
            File::sample(THREATS, "# Threats\n\n| # | Attack |\n|---|---|\n| T1 | HTML |\n| T3 | Links |\n"),
            File::sample("ARCHITECTURE.md", "# A\n\n## Names, size\n\n"),
            File::sample("src-tauri/store/src/migration.rs", "fn a_test_of_it() {}\n"),
            File::sample(path, text),
        ]
    }

    fn bites(rule: fn(&[File]) -> Vec<String>, path: &str, bad: &str, good: &str) {
        assert_eq!(rule(&with(path, bad)).len(), 1, "{bad:?}");
        assert_eq!(rule(&with(path, good)), Vec::<String>::new(), "{good:?}");
    }

    #[test]
    fn a_citation_of_nothing_is_found() {
        for (bad, good) in [
            ("(API reference, section 4.2).", "(API reference, section 4.1)."),
            ("API reference, sections 4, 4.1 and 7", "API reference, sections 4 and 4.1: 7 of them"),
            ("(API reference,\n//! section 9)", "(API reference,\n//! section 4)"),
            ("(API page, \"Body\")", "(API page, \"Headers\")"),
            ("(attack T2)", "(attack T3)"),
            ("Attacks T1 to T4: nothing", "attacks T1 and T3; an attack that fails"),
            ("(ARCHITECTURE.md, \"Names\")", "(ARCHITECTURE.md, \"Names, size\")"),
        ] {
            bites(places, "a.rs", &format!("//! {bad}\n"), &format!("//! {good}\n"));
        }
        let question =
            |number: u8| format!("//! (API reference, section 4; section 10, question {number})\n");
        bites(places, "a.rs", &question(9), &question(8));
    }

    #[test]
    fn a_name_of_nothing_is_found() {
        for (bad, good) in [
            ("`migrations.rs`", "`migration.rs`, `store/migration.rs`, `chat.sqlite`, `NNNN_<name>.sql`"),
            ("`src-tauri/store/nothing`", "`src-tauri/store/src/`, `…/store/src/`, `attachments/`"),
            ("`no-such-file.md`", "`README.md`, `a_test_that_is_gone`"),
        ] {
            bites(names, "docs/a.md", &format!("{bad}\n"), &format!("{good}\n"));
        }
    }

    #[test]
    fn a_file_that_the_map_leaves_out_is_found() {
        let with = |map: &str| {
            let files = [
                "src-tauri/menu.rs",
                "src-tauri/markdown/src/html.rs",
                "src-tauri/markdown/src/render/rows.rs",
            ];
            let mut all: Vec<File> = files.iter().map(|path| File::sample(path, "")).collect();
            all.push(File::sample("ARCHITECTURE.md", map));
            all
        };
        assert_eq!(map(&with("`menu`, `html.rs`")), Vec::<String>::new());
        assert_eq!(map(&with("`menu`, the menu of html")).len(), 1);
    }

    #[test]
    fn a_threat_that_names_no_test_is_found() {
        let threats = |test: &str| {
            vec![
                File::sample(THREATS, &format!("| T1 | `{test}` |\n")),
                File::sample("a.rs", "fn a_test_of_it() {}\n"),
            ]
        };
        assert_eq!(names(&threats("a_test_of_it")), Vec::<String>::new());
        assert_eq!(names(&threats("a_test_of_another")).len(), 1);
    }
}
