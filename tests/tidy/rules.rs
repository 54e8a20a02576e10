//! Rules about single files: header, size, cleanliness, name, addresses.

use crate::files::File;

/// Names that promise nothing and so collect everything (ARCHITECTURE.md, "Names, comments, size").
const EMPTY_NAMES: [&str; 12] = [
    "manager",
    "service",
    "services",
    "helper",
    "helpers",
    "util",
    "utils",
    "common",
    "misc",
    "processor",
    "handler",
    "handlers",
];

/// Marks of unfinished work, written in two parts so that this file does not hold them.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("dbg", "!(")];

/// Addresses that the page may name: XML namespaces, and an example on this machine. Everything else comes from Rust.
const ADDRESSES: [&str; 3] =
    ["http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML", "http://127.0.0.1:8080/v1"];

/// Each file opens with what it is for.
pub fn header(file: &File) -> Vec<String> {
    let starts: &[&str] = match file.ending() {
        "rs" => &["//!"],
        "js" | "mjs" | "ts" => &["// "],
        "css" => &["/* "],
        "py" => &["\"\"\""],
        "sql" => &["-- "],
        "toml" | "yml" => &["# "],
        _ => return Vec::new(),
    };
    let text = file.text.strip_prefix("#!/usr/bin/env node\n").unwrap_or(&file.text);
    if starts.iter().any(|start| text.starts_with(start)) {
        return Vec::new();
    }
    vec![file.complain(1, "does not say first what it is for")]
}

/// The caps on lines.
pub fn size(file: &File) -> Vec<String> {
    let cap = match file.ending() {
        "rs" => 500,
        "css" => 300,
        "js" if file.path.starts_with("ui/elements/") => 200,
        "js" if file.path.starts_with("ui/") => 400,
        _ => return Vec::new(),
    };
    let lines = file.text.lines().count();
    if lines > cap { vec![file.complain(lines, &format!("has more than {cap} lines"))] } else { Vec::new() }
}

/// No trailing blanks, no tabs, no marks of unfinished work, one line end at the end.
pub fn clean(file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            complaints.push(file.complain(index + 1, "ends with a blank"));
        }
        if line.contains('\t') {
            complaints.push(file.complain(index + 1, "holds a tab"));
        }
        if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(line, mark)) {
            complaints.push(file.complain(index + 1, &format!("holds {mark}")));
        }
    }
    // The JSON of other tools ends as it ends.
    if file.ending() != "json" && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        complaints.push(file.complain(file.text.lines().count(), "does not end with exactly one line end"));
    }
    complaints
}

/// No file or folder is named for nothing.
pub fn name(file: &File) -> Vec<String> {
    file.path
        .split(['/', '.', '-', '_'])
        .find(|part| EMPTY_NAMES.contains(part))
        .map(|part| file.complain(1, &format!("\"{part}\" says nothing about what is in it")))
        .into_iter()
        .collect()
}

/// The page names no address on the network, but in the words of other people's licences.
pub fn addresses(file: &File) -> Vec<String> {
    if !file.path.starts_with("ui/") || file.path == "ui/licences.js" {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let mut rest = line;
        for scheme in ["http://", "https://", "ws://", "wss://", "//cdn."] {
            while let Some(at) = rest.find(scheme) {
                let (_, from) = rest.split_at(at);
                if !ADDRESSES.iter().any(|allowed| from.starts_with(allowed)) {
                    complaints.push(file.complain(index + 1, "names an address on the network"));
                }
                rest = from.split_at(scheme.len()).1;
            }
            rest = line;
        }
    }
    complaints
}

/// Whether `mark` stands in `line` and is no part of a longer word.
fn has_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + mark.len()..).and_then(|text| text.chars().next());
        let joins = |character: Option<char>| {
            character.is_some_and(|character| character.is_alphanumeric() || character == '_')
        };
        !joins(before) && (mark.ends_with('(') || !joins(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::bites;

    #[test]
    fn a_missing_header_is_found() {
        bites(header, "a/b.rs", "use std::fs;\n", "//! Reads.\n");
        bites(header, "ui/a.js", "export {};\n", "// Reads.\n");
        bites(header, "ui/a.css", "a {}\n", "/* Links. */\n");
        bites(header, "a.sql", "create table a;\n", "-- Tables.\n");
        bites(header, "a.py", "import os\n", "\"\"\"Reads.\"\"\"\n");
    }

    #[test]
    fn a_file_over_its_cap_is_found() {
        bites(size, "a.rs", &"//\n".repeat(501), &"//\n".repeat(500));
        bites(size, "ui/elements/a.js", &"//\n".repeat(201), &"//\n".repeat(200));
        bites(size, "ui/styles/a.css", &"a{}\n".repeat(301), &"a{}\n".repeat(300));
        bites(size, "ui/a.js", &"//\n".repeat(401), &"//\n".repeat(400));
    }

    #[test]
    fn unclean_text_is_found() {
        bites(clean, "a.rs", "//! A. \n", "//! A.\n");
        bites(clean, "a.rs", "//! A\tb.\n", "//! A b.\n");
        bites(clean, "a.rs", "//! A.", "//! A.\n");
        bites(clean, "a.rs", "//! A.\n\n", "//! A.\n");
        bites(clean, "a.rs", concat!("// TO", "DO later\n"), concat!("// TO", "DONE\n"));
        bites(clean, "a.rs", concat!("    dbg", "!(x);\n"), "    debug!(x);\n");
    }

    #[test]
    fn a_name_for_nothing_is_found() {
        for (path, is_empty) in
            [("src/http_utils.rs", true), ("ui/helpers/a.js", true), ("src/utility.rs", false)]
        {
            assert_eq!(!name(&File::sample(path, "")).is_empty(), is_empty, "{path}");
        }
    }

    #[test]
    fn an_address_on_the_network_is_found() {
        bites(addresses, "ui/a.js", "// see https://example.org/x\n", "// see the guide\n");
        bites(addresses, "ui/a.css", "a { background: url(//cdn.example.org/x) }\n", "a { color: red }\n");
        bites(
            addresses,
            "ui/a.js",
            "'http://www.w3.org/2000/svg', 'wss://x'\n",
            "'http://www.w3.org/2000/svg'\n",
        );
        assert!(addresses(&File::sample("src-tauri/a.rs", "//! https://example.org\n")).is_empty());
    }
}
