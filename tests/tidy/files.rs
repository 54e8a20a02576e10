//! Finds the repository's source files. Invariant: what is built, downloaded or a sample for tests is no source.

use std::{fs, path::Path};

/// Folders that hold nothing that was written by hand.
const SKIPPED: [&str; 9] = [
    ".git",
    "target",
    "node_modules",
    "gen",
    "dist",
    "screenshots",
    "texts",
    "proptest-regressions",
    "corpus",
];

/// Endings of the files that the rules look at.
pub const ENDINGS: [&str; 12] =
    ["rs", "js", "mjs", "ts", "css", "html", "toml", "json", "md", "py", "sql", "yml"];

/// A source file.
pub struct File {
    /// Its path below the repository's top, with `/`.
    pub path: String,
    /// Its contents.
    pub text: String,
}

impl File {
    /// A file as a rule's own test needs it.
    #[cfg(test)]
    pub fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// What stands after the last dot of its name.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// A complaint about one of its lines, counted from 1.
    pub fn complain(&self, line: usize, words: &str) -> String {
        format!("{}:{line}: {words}", self.path)
    }
}

/// A rule must complain once about the bad sample and be content with the good one.
#[cfg(test)]
pub fn bites(rule: fn(&File) -> Vec<String>, path: &str, bad: &str, good: &str) {
    assert_eq!(rule(&File::sample(path, bad)).len(), 1, "{bad:?}");
    assert_eq!(rule(&File::sample(path, good)), Vec::<String>::new(), "{good:?}");
}

/// A file at the repository's top.
pub fn read(path: &str) -> String {
    fs::read_to_string(top().join(path)).unwrap()
}

/// Whether there is a file or a folder at a path below the repository's top.
pub fn exists(path: &str) -> bool {
    top().join(path).exists()
}

/// Every source file.
pub fn all() -> Vec<File> {
    let mut found = Vec::new();
    walk(top(), "", &mut found);
    found
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(&entry.path(), &format!("{path}/"), found);
            }
        } else if ENDINGS.iter().any(|ending| name.ends_with(&format!(".{ending}")))
            && name != "package-lock.json"
        {
            let text = fs::read_to_string(entry.path()).unwrap();
            if !text.starts_with("// Generated from ") {
                found.push(File { path, text });
            }
        }
    }
}

#[test]
fn the_walk_finds_sources_and_skips_what_is_built() {
    let files = all();
    for wanted in
        ["Cargo.toml", "tests/tidy/files.rs", "src-tauri/chat/src/lib.rs", "tests/e2e/harness/wait.mjs"]
    {
        assert!(files.iter().any(|file| file.path == wanted), "{wanted}");
    }
    assert!(
        files.iter().all(|file| !file.path.starts_with("target/") && !file.path.contains("node_modules/"))
    );
}
