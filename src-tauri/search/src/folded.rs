//! Texts as they are compared: without case, full-width and half-width forms as their usual ones, white space as one
//! space.
//!
//! Invariant: a text is folded cluster by cluster (a letter with the marks on it), so that each folded byte has a place
//! in the text it came from.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// A text without case, width (Unicode NFKC) and line breaks.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold(text, |_, piece| push(&mut folded, piece));
    folded
}

/// A folded text that knows where each of its bytes came from.
pub(crate) struct Traced {
    /// The folded text.
    pub(crate) text: String,
    /// For each byte of it, and for its end, the byte of the text that it came from.
    origins: Vec<usize>,
}

impl Traced {
    pub(crate) fn new(text: &str) -> Self {
        let mut traced =
            Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len() + 1) };
        fold(text, |at, piece| {
            push(&mut traced.text, piece);
            traced.origins.resize(traced.text.len(), at);
        });
        traced.origins.push(text.len());
        traced
    }

    /// Where a place of the folded text is in the text that it came from.
    pub(crate) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).or(self.origins.last()).copied().unwrap_or_default()
    }
}

/// White space that follows white space adds nothing.
fn push(folded: &mut String, piece: char) {
    if piece != ' ' || !folded.ends_with(' ') {
        folded.push(piece);
    }
}

/// Calls `take` with each folded character and the byte at which its cluster begins.
fn fold(text: &str, mut take: impl FnMut(usize, char)) {
    let mut characters = text.char_indices().peekable();
    while let Some((at, first)) = characters.next() {
        let mut end = at + first.len_utf8();
        while let Some((next, mark)) = characters.next_if(|(_, next)| joins(*next)) {
            end = next + mark.len_utf8();
        }
        if end == at + first.len_utf8() {
            // Without a look into the tables, as nearly every character is of these.
            match first {
                '\0'..='\u{7f}' if first.is_whitespace() => take(at, ' '),
                '\0'..='\u{7f}' => take(at, first.to_ascii_lowercase()),
                '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                    take(at, first)
                }
                _ if is_plain(first) => lowered(first).for_each(|piece| take(at, piece)),
                _ => std::iter::once(first).nfkc().flat_map(lowered).for_each(|piece| take(at, piece)),
            }
            continue;
        }
        let cluster = text.get(at..end).unwrap_or_default();
        cluster.nfkc().flat_map(lowered).for_each(|piece| take(at, piece));
    }
}

/// Whether a character may become one with the one before it (NFKC).
fn joins(next: char) -> bool {
    match next {
        '\0'..='\u{2ff}' => false,
        // Vowels and final consonants of Hangul, the voice marks of half-width Katakana.
        '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{ff9e}' | '\u{ff9f}' => true,
        _ => is_combining_mark(next),
    }
}

/// Whether it is its own usual form.
fn is_plain(character: char) -> bool {
    is_nfkc_quick(std::iter::once(character)) == IsNormalized::Yes
}

fn lowered(character: char) -> impl Iterator<Item = char> {
    // The sigma that ends a word is a sigma.
    let whole = character.to_lowercase().map(|lower| if lower == 'ς' { 'σ' } else { lower });
    whole.map(|lower| if lower.is_whitespace() { ' ' } else { lower })
}

#[cfg(test)]
mod tests {
    use super::{Traced, folded};

    #[test]
    fn case_width_and_line_breaks_make_no_difference() {
        for (text, wanted) in [
            ("Straße", "straße"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("ﾊﾟｿｺﾝ", "パソコン"),
            ("Cafe\u{301}", "café"),
            ("한글", "한글"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("ΟΔΟΣ οδός", "οδοσ οδόσ"),
            ("one\r\n\t two", "one two"),
            ("ﬁn", "fin"),
            ("", ""),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
            assert_eq!(folded(&folded(text)), wanted, "twice: {text}");
        }
    }

    #[test]
    fn a_place_is_found_again_in_the_text() {
        let text = "a  Cafe\u{301} ﾊﾟ x";
        let traced = Traced::new(text);
        let at = |word: &str| traced.origin(traced.text.find(word).unwrap());
        assert_eq!(&text[at("café")..at(" パ")], "Cafe\u{301}");
        assert_eq!(&text[at("パ")..at(" x")], "ﾊﾟ");
        assert_eq!(traced.origin(traced.text.len()), text.len());
    }
}
