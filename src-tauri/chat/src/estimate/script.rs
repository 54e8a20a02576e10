//! How many tokens a text has, by what models counted of the person's own answers before.
//!
//! A quarter of the characters, as many programs guess, is wrong by a fourth for some makers and several times for
//! Chinese. So each model is measured by the answers whose tokens it told, apart for each kind of script; what was not
//! measured has a wide interval. Invariant: an estimate is an interval, and says whether it was measured.

use yourouter_protocol::TokenRange;

/// Kinds of scripts that cost alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Script {
    /// Latin letters, digits, code.
    Latin,
    /// Letters that stand for words or syllables: Chinese, Japanese, Korean.
    Dense,
    /// All other letters.
    Other,
}

/// A text, counted by script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    pub(super) latin: u64,
    pub(super) dense: u64,
    pub(super) other: u64,
}

/// Answers of a model that are enough to trust.
const ENOUGH: usize = 5;
/// A text shorter than this tells little of its script's cost.
const SHORTEST: u64 = 40;
/// How far one script must outweigh the others for an answer to count for it.
const MOSTLY: f64 = 0.9;

impl Letters {
    pub(super) fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars() {
            match letter {
                '\0'..='\u{24F}' | '\u{2000}'..='\u{2BFF}' => letters.latin += 1,
                '\u{2E80}'..='\u{9FFF}'
                | '\u{AC00}'..='\u{D7AF}'
                | '\u{F900}'..='\u{FAFF}'
                | '\u{FF00}'..='\u{FFEF}'
                | '\u{20000}'..='\u{3FFFF}' => letters.dense += 1,
                _ => letters.other += 1,
            }
        }
        letters
    }

    fn all(self) -> [(Script, u64); 3] {
        [(Script::Latin, self.latin), (Script::Dense, self.dense), (Script::Other, self.other)]
    }

    /// The script that nearly all of it is in.
    fn script(self) -> Option<Script> {
        let sum = self.latin + self.dense + self.other;
        let found = self.all().into_iter().find(|(_, count)| *count as f64 >= sum as f64 * MOSTLY);
        found.filter(|_| sum >= SHORTEST).map(|(script, _)| script)
    }
}

/// Tokens for a letter of each script, as far as answers of a model tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    latin: Ratio,
    dense: Ratio,
    other: Ratio,
}

/// Tokens for a letter, from and to: nine in ten answers lie between, where it was measured.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    low: f64,
    high: f64,
    is_measured: bool,
}

impl Measured {
    /// By answers of the model and the tokens that it told for each, those of reasoning left out.
    pub(super) fn by<'a>(answers: impl IntoIterator<Item = (&'a str, u64)>) -> Self {
        let (mut latin, mut dense, mut other) = (Vec::new(), Vec::new(), Vec::new());
        for (text, tokens) in answers {
            let letters = Letters::count(text);
            let ratio = tokens as f64 / letters.all().map(|(_, count)| count).iter().sum::<u64>() as f64;
            // A count that no tokenizer gives is of something else than this text.
            if !(0.02..=6.0).contains(&ratio) {
                continue;
            }
            match letters.script() {
                Some(Script::Latin) => latin.push(ratio),
                Some(Script::Dense) => dense.push(ratio),
                Some(Script::Other) => other.push(ratio),
                None => {}
            }
        }
        Self {
            latin: Ratio::from_samples(latin, 0.2, 0.4),
            dense: Ratio::from_samples(dense, 0.5, 2.0),
            other: Ratio::from_samples(other, 0.25, 1.2),
        }
    }

    /// About how many tokens a text has.
    pub(super) fn tokens(&self, letters: Letters) -> TokenRange {
        let (mut low, mut high, mut is_measured) = (0.0, 0.0, true);
        for (script, count) in letters.all().into_iter().filter(|(_, count)| *count > 0) {
            let ratio = match script {
                Script::Latin => self.latin,
                Script::Dense => self.dense,
                Script::Other => self.other,
            };
            low += ratio.low * count as f64;
            high += ratio.high * count as f64;
            // A few letters of another script do not spoil what is known of the rest.
            is_measured &= ratio.is_measured || count < SHORTEST;
        }
        TokenRange { low: low.floor() as u64, high: high.ceil() as u64, is_measured }
    }
}

impl Ratio {
    /// By answers, or as guessed where they are too few.
    fn from_samples(mut ratios: Vec<f64>, low: f64, high: f64) -> Self {
        if ratios.len() < ENOUGH {
            return Self { low, high, is_measured: false };
        }
        ratios.sort_unstable_by(f64::total_cmp);
        let last = ratios.len() - 1;
        let at = |percent: usize| ratios.get(last * percent / 100).copied().unwrap_or_default();
        // What was measured is a sample: the next text is a little outside of it as often as not.
        Self { low: at(5) * 0.95, high: at(95) * 1.05, is_measured: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_apart_by_their_script() {
        assert_eq!(Letters::count("abc é 12 “x” →"), Letters { latin: 14, dense: 0, other: 0 });
        assert_eq!(Letters::count("你好，こんにちは한국어"), Letters { latin: 0, dense: 11, other: 0 });
        assert_eq!(Letters::count("Привет"), Letters { latin: 0, dense: 0, other: 6 });
    }

    #[test]
    fn what_was_measured_narrows_the_interval_for_its_script_alone() {
        let text = "plain words of an answer ".repeat(40);
        let guessed = Measured::by([]).tokens(Letters::count(&text));
        assert!(!guessed.is_measured && guessed.high >= 2 * guessed.low);
        // A model that counts a third of the letters, give or take.
        let measured = Measured::by((0..10).map(|more| (text.as_str(), 330 + more)));
        let known = measured.tokens(Letters::count(&text));
        assert!(known.is_measured && known.low <= 330 && known.high >= 339, "{known:?}");
        assert!(known.high - known.low < (guessed.high - guessed.low) / 3, "{known:?} {guessed:?}");
        assert!(!measured.tokens(Letters::count(&"你好".repeat(100))).is_measured);
    }

    #[test]
    fn counts_that_cannot_be_of_the_text_and_mixed_or_short_texts_teach_nothing() {
        let plain = "words ".repeat(40);
        let mixed = format!("{}{plain}", "你好".repeat(40));
        let counted = [("short", 2), (plain.as_str(), 0), (plain.as_str(), 100_000), (mixed.as_str(), 200)];
        let measured = Measured::by(counted.repeat(20));
        assert!(!measured.tokens(Letters::count(&plain)).is_measured);
    }
}
