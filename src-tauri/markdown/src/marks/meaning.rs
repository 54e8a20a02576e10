//! What stands between marks: a formula, or prices, variables of a program, remarks and words.
//!
//! Invariant: the text between the marks and the character behind them decide, nothing else.

use super::Pair;

/// Whether what stands between marks can be meant as a formula, and not as prices, a remark or a number of a source.
pub(super) fn is_formula(pair: Pair, tex: &str) -> bool {
    let says_words = says_words(tex);
    let has_signs = has_signs(tex);
    if !tex.chars().any(char::is_alphanumeric) && !has_signs && pair != Pair::Dollar {
        return false;
    }
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || " ,.;-–".contains(c));
    match pair {
        Pair::Dollar => {
            let has_command = tex.contains('\\');
            let says_price = says_words || tex.ends_with(['-', '–', '/', ',', '.']) || has_wide_letters(tex);
            let is_price = tex.starts_with(|c: char| c.is_ascii_digit()) && says_price && !has_command;
            let is_speech = !has_signs && tex.contains(['，', '。', '；', '！', '？']);
            let is_code = tex.contains('`') && !has_command || tex.ends_with(['(', '{']);
            !(is_price || is_speech || is_code)
        }
        Pair::Paren => tex.len() > 1 && has_signs || !(says_words && tex.contains(' ')),
        Pair::Bracket => tex.chars().any(char::is_alphanumeric) && !digits(tex) && (has_signs || !says_words),
        Pair::Dollars | Pair::Environment => tex.chars().any(char::is_alphanumeric),
    }
}

/// Whether what stands between two single dollars, and the character `after` the second one, are parts of a program:
/// of a template's `${a}/${b}`, a shell's `$HOME/bin:$PATH`, `$(a)/$(b)`, or of names that follow each other.
pub(super) fn is_variable(inside: &str, after: Option<char>) -> bool {
    const SEPARATORS: [char; 23] = [
        '/', ':', '.', ',', ';', '-', '–', '=', '<', '>', '(', '[', '{', '"', '&', '?', '@', '#', '%', '~',
        '`', '*', '+',
    ];
    let first = inside.chars().next();
    let is_separated = inside.ends_with(SEPARATORS) && !inside.contains(['^', '\\']);
    let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "_.:- []".contains(c));
    let named = inside.strip_prefix('{').and_then(|inside| inside.split_once('}'));
    if named.is_some_and(|(name, _)| !name.is_empty() && is_name(name))
        && (after == Some('{') || is_separated)
    {
        return true;
    }
    if first == Some('(') && after == Some('(') {
        return true;
    }
    let Some(after) = after.filter(|c| c.is_ascii_alphabetic() || "_{(".contains(*c)) else { return false };
    let is_name = inside.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && after != '(';
    let is_long = inside.split('_').any(|part| part.len() > 2);
    is_separated || is_name && (is_long || !after.is_ascii_lowercase())
}

/// Whether text behind a mark can be the first line of a formula.
pub(super) fn begins_formula(pair: Pair, tex: &str) -> bool {
    is_formula(pair, tex) && !is_words(tex)
}

/// Whether text in which a formula may have ended is words.
pub(super) fn is_words(text: &str) -> bool {
    let speaks = says_words(text) || has_wide_letters(text);
    speaks && !has_signs(text)
        || !text.contains(['\\', '^', '_', '{']) && (words(text) > 2 || is_speech(text))
}

/// Whether a line of a formula cannot be one.
pub(super) fn is_prose(text: &str) -> bool {
    !has_signs(text) && !text.contains('&') && (words(text) > 3 || is_speech(text))
}

/// Whether text in a language that writes no spaces is a sentence.
fn is_speech(text: &str) -> bool {
    text.chars().filter(|c| *c >= '\u{1100}' && c.is_alphabetic()).nth(7).is_some()
}

fn has_signs(tex: &str) -> bool {
    tex.contains(['\\', '^', '_', '=', '+', '<', '>', '{', '|'])
}

fn says_words(tex: &str) -> bool {
    words(tex) > 0
}

fn words(tex: &str) -> usize {
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| c.is_ascii_punctuation() && !"\\{}^_".contains(c));
        letters.len() > 1 && letters.chars().all(char::is_alphabetic)
    };
    tex.split_whitespace().filter(is_word).count()
}

/// Letters of languages that write no spaces.
fn has_wide_letters(tex: &str) -> bool {
    tex.chars().any(|c| c >= '\u{1100}' && c.is_alphabetic())
}
