//! A text file as it stands in a message: its name, and the text in a fence that nothing in it can close.
//!
//! Invariant: the fence is longer than any run of the same character inside (CommonMark, section 4.5).

/// Extensions that name a language for the fence.
const MAX_LANGUAGE_BYTES: usize = 12;

/// The block for a text; `note` stands after the name, such as `text of 12 pages`.
pub fn fenced(name: &str, note: Option<&str>, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let note = note.map(|note| format!(" ({note})")).unwrap_or_default();
    let language = if note.is_empty() { language(name) } else { String::new() };
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("File: {name}{note}\n{fence}{language}\n{text}{end}{fence}")
}

fn language(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    let is_word = extension.len() <= MAX_LANGUAGE_BYTES
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+');
    if is_word { extension.to_ascii_lowercase() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fenced;

    #[test]
    fn a_file_stands_under_its_name_in_a_fence_of_its_language() {
        assert_eq!(fenced("main.rs", None, "fn main() {}\n"), "File: main.rs\n```rs\nfn main() {}\n```");
        assert_eq!(fenced("notes", None, "a"), "File: notes\n```\na\n```");
        assert_eq!(
            fenced("a.pdf", Some("text of 2 pages"), "x\n"),
            "File: a.pdf (text of 2 pages)\n```\nx\n```"
        );
        assert_eq!(fenced("a.m d`x", None, "x\n"), "File: a.m d`x\n```\nx\n```");
    }

    proptest! {
        #[test]
        fn nothing_in_a_text_closes_its_fence(text in "[`~a\n ]{0,60}") {
            let block = fenced("a.md", None, &text);
            let fence = block.lines().last().unwrap().to_owned();
            let inside: Vec<&str> = block.lines().skip(2).collect();
            let closing = inside.iter().filter(|line| line.trim().starts_with(&fence)).count();
            prop_assert_eq!(closing, 1);
        }
    }
}
