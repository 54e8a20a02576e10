//! What a message is known by in a list: its first words.

use yourouter_protocol::Role;

/// Characters of a message that name it.
const CHARACTERS: usize = 80;
/// Bytes of it that are looked at: marks and addresses may stand before its words.
const READ: usize = 2_000;

/// The first words of a message on one line: those of an answer without the marks of its Markdown, all others as they were
/// typed, since so they are shown.
pub(crate) fn excerpt(role: Role, text: &str) -> String {
    let start = text.get(..text.floor_char_boundary(READ)).unwrap_or_default();
    match role {
        Role::Assistant => first_words(&yourouter_markdown::plain(start)),
        Role::User | Role::System | Role::Tool => first_words(start),
    }
}

fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    let end = words.char_indices().nth(CHARACTERS).map(|(at, _)| at);
    if let Some(end) = end {
        words.truncate(end);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS, Role, excerpt};

    #[test]
    fn a_message_is_named_by_its_first_words_on_one_line() {
        assert_eq!(excerpt(Role::User, "  one\n\n two\tthree "), "one two three");
        let long = excerpt(Role::Assistant, &"ä ".repeat(100_000));
        assert_eq!((long.chars().count(), long.ends_with('…')), (CHARACTERS + 1, true));
        assert_eq!(excerpt(Role::User, ""), "");
    }

    #[test]
    fn an_answer_is_named_without_its_marks_and_a_question_as_it_was_typed() {
        let words = "## Two *kinds*\n\n- `a`\n- [b](https://b.example)";
        assert_eq!(excerpt(Role::Assistant, words), "Two kinds a b");
        assert_eq!(excerpt(Role::User, words), "## Two *kinds* - `a` - [b](https://b.example)");
    }
}
