//! The words of an answer without its marks, for lists in which one line stands for it.
//!
//! Invariant: nothing of it is markup, and whoever shows it escapes it like any other text.

use pulldown_cmark::{Event, Parser};

use super::{dialect::options, line, marks, reader};

/// The words of a source: what is code and formulas in it as it is written, images by their descriptions, and a line break
/// wherever a line or a block ends.
pub fn plain(source: &str) -> String {
    let normalized = line::normalized(source);
    let whole = reader::whole(&normalized);
    let mut words = String::new();
    for event in Parser::new_ext(&whole.text, options()) {
        match event {
            Event::Text(text) => words.push_str(&marks::shown(&text)),
            Event::Code(code) => match marks::taken(&code) {
                Some((_, tex)) => words.push_str(&tex),
                None => words
                    .push_str(&marks::refused(&code).unwrap_or_else(|| marks::source(&code).into_owned())),
            },
            Event::Html(html) => words.push_str(&marks::source(&html)),
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push('\n'),
            Event::End(tag) if !is_inline(&tag) => words.push('\n'),
            _ => {}
        }
    }
    words
}

fn is_inline(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(tag, Emphasis | Strong | Strikethrough | Link | Image)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_words_stay_and_the_marks_go() {
        for (source, words) in [
            ("# Why *two* `marks`\n\n- one\n- [two](https://a.example)", "Why two marks one two"),
            ("**Bold** and ~~gone~~ ![a cat](https://a.example/cat.png)", "Bold and gone a cat"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
            ("> quoted\n> twice\n\n```rust\nlet a = 1;\n```", "quoted twice let a = 1;"),
            ("It is $E = mc^2$, for $5 and $10:\n\n$$\na^2\n$$", "It is E = mc^2, for $5 and $10: a^2"),
            ("2 * 3 * 4, `a_b` and a_b_c", "2 * 3 * 4, a_b and a_b_c"),
            ("", ""),
        ] {
            let found = plain(source);
            assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), words, "{source}");
        }
    }
}
