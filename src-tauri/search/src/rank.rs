//! Which of many hits is the best: one that has the words often in little text, as whole words, and is not old.

use super::{query::Term, verdict::Piece};

/// How much longer a text may be before one more occurrence in it counts less (as in BM25).
const USUAL_BYTES: f64 = 800.0;

/// How good a hit is; more is better.
pub(crate) fn score(pieces: &[Piece<'_>], terms: &[Term]) -> f64 {
    terms.iter().map(|term| pieces.iter().map(|piece| one(&piece.folded, term)).fold(0.0, f64::max)).sum()
}

fn one(text: &str, term: &Term) -> f64 {
    let weights =
        term.places(text).take(32).map(|at| if is_word(text, at, term.text.len()) { 1.0 } else { 0.4 });
    let frequency: f64 = weights.sum();
    let length = 0.25 + 0.75 * text.len() as f64 / USUAL_BYTES;
    frequency / (frequency + 1.2 * length)
}

/// Whether no letter stands before it and none behind it.
fn is_word(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let behind = text.get(at + length..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
}
