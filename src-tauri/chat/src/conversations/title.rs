//! A conversation's title, made from its first words on this machine. No model is asked for it.

/// How many characters a title has at most.
const MAX_CHARACTERS: usize = 60;

/// The first words of `text`, or the first file's name when there are none.
pub(crate) fn title(text: &str, file_names: &[String]) -> String {
    let line = text
        .lines()
        .map(|line| line.trim_start_matches(['#', '>', '*', '-', '`', ' ', '\t']).trim())
        .find(|line| !line.is_empty());
    match line {
        Some(line) => shorten(line),
        None => file_names.first().map_or_else(String::new, |name| shorten(name)),
    }
}

fn shorten(line: &str) -> String {
    let words: String =
        line.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect();
    if words.chars().count() <= MAX_CHARACTERS {
        return words;
    }
    let cut: String = words.chars().take(MAX_CHARACTERS - 1).collect();
    // A break at a space reads better, unless it would throw away much; Chinese and Japanese have none.
    let end = cut.rfind(' ').filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    let kept = cut.get(..end).unwrap_or(&cut).trim_end_matches([',', '.', ';', ':', ' ']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn the_first_words_make_the_title() {
        assert_eq!(title("\n\n# Why is  the sky blue?\nmore", &[]), "Why is the sky blue?");
    }

    #[test]
    fn a_long_line_breaks_at_a_word() {
        let made = title(&"wonderful ".repeat(20), &[]);
        assert!(made.chars().count() <= 60 && made.ends_with("wonderful…"), "{made}");
    }

    #[test]
    fn text_without_spaces_is_cut_at_the_limit() {
        assert_eq!(title(&"漢".repeat(100), &[]).chars().count(), 60);
    }

    #[test]
    fn a_file_alone_gives_its_name() {
        assert_eq!(title("  \n", &["plan.pdf".to_owned()]), "plan.pdf");
    }
}
