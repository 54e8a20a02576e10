//! Puts the glyphs of a frame together to words.
//!
//! Invariant: a glyph that is drawn several times at nearly the same place, as for bold letters and shadows, counts once;
//! what is done takes no more than the time of sorting.

use std::collections::HashMap;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;

use super::frames::Flat;

/// A gap of this part of the font's height is a space.
pub(super) const SPACE: f64 = 0.14;
/// Between ideographs, which stand apart in a line that fills its column.
const IDEOGRAPH_SPACE: f64 = 0.5;
/// Words that are further apart do not belong to one run of letters.
const APART: f64 = 1.0;
/// Glyphs on one base line differ by no more than this.
const BASE_LINE: f64 = 0.1;
/// How far apart two drawings of one glyph may be, along and across.
const AGAIN: (f64, f64) = (0.2, 0.25);
/// Letters that cover each other by more than this part of the narrower cannot be distinguished.
const TANGLED: f64 = 0.25;
/// Letters of unlike widths that begin at even steps: the least number, the widest step, and how even and unlike.
const STEPS: (usize, f64, f64, f64) = (4, 0.9, 0.03, 1.2);
/// Letters that are spread so that all their gaps are larger than a space: the least number, and the widest gap.
const SPREAD: (usize, f64) = (5, 0.7);

/// A word, or a part of one that stands higher or lower.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// What each glyph shows, from left to right.
    pub parts: Vec<String>,
    pub start: f64,
    pub end: f64,
    pub base: f64,
    pub height: f64,
    /// Whether a space was written before it.
    pub is_after_space: bool,
}

impl Word {
    fn new(glyph: &Flat, is_after_space: bool) -> Self {
        let Flat { start, end, base, height, .. } = *glyph;
        Self { parts: vec![glyph.text.clone()], start, end, base, height, is_after_space }
    }

    fn push(&mut self, glyph: &Flat) {
        self.parts.push(glyph.text.clone());
        self.end = self.end.max(glyph.end);
        self.height = self.height.max(glyph.height);
    }

    pub(super) fn letters(&self) -> usize {
        self.parts.iter().map(|part| part.chars().count()).sum()
    }
}

/// The words of a frame, base line by base line, from left to right, and how many of their letters cannot be read because
/// those of another line are drawn over them.
pub(super) fn put_together(glyphs: Vec<Flat>) -> (Vec<Word>, usize) {
    let mut glyphs = once(glyphs);
    glyphs.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines: Vec<Vec<Flat>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| is_on_line(last, &glyph)) => line.push(glyph),
            _ => lines.push(vec![glyph]),
        }
    }
    let (mut words, mut tangled) = (Vec::new(), 0);
    for line in with_raised_marks(lines) {
        tangled += words_of_line(line, &mut words);
    }
    (words, tangled)
}

fn is_on_line(last: &Flat, next: &Flat) -> bool {
    next.base - last.base <= BASE_LINE * next.height.min(last.height)
}

/// Accents that stand on a base line of their own join the nearest line with letters.
fn with_raised_marks(lines: Vec<Vec<Flat>>) -> Vec<Vec<Flat>> {
    if !lines.iter().any(|line| line.iter().all(is_mark)) {
        return lines;
    }
    let (marks, mut lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.iter().all(is_mark));
    let bases: Vec<f64> = lines.iter().map(|line| line.first().map_or(0.0, |glyph| glyph.base)).collect();
    for mark in marks.into_iter().flatten() {
        let below = bases.partition_point(|base| *base < mark.base);
        let near = |index: &usize| bases.get(*index).map_or(f64::INFINITY, |base| (base - mark.base).abs());
        let nearest = [below.checked_sub(1), Some(below)].into_iter().flatten();
        let nearest = nearest.min_by(|one, other| near(one).total_cmp(&near(other)));
        match nearest.filter(|index| near(index) < mark.height).and_then(|index| lines.get_mut(index)) {
            Some(line) => {
                let base = line.first().map_or(mark.base, |glyph| glyph.base);
                line.push(Flat { base, ..mark });
            }
            None => lines.push(vec![mark]),
        }
    }
    lines
}

fn is_mark(glyph: &Flat) -> bool {
    glyph.text.chars().next().is_some_and(|c| bidi_class(c) == BidiClass::NSM)
}

/// Leaves out what is drawn again.
fn once(glyphs: Vec<Flat>) -> Vec<Flat> {
    // By the first character and the place in a grid.
    let mut drawn: HashMap<(char, i64, i64, i32), Vec<usize>> = HashMap::new();
    let mut kept: Vec<Flat> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let Some(first) = glyph.text.chars().next().filter(|first| !first.is_whitespace()) else {
            kept.push(glyph);
            continue;
        };
        let across = AGAIN.1 * glyph.height;
        let along = (AGAIN.0 * glyph.height).min(((glyph.end - glyph.start) / 2.0).max(0.05 * glyph.height));
        // Cells larger than the distance that matters, so that the neighbours of one are all that can be near.
        let size = glyph.height.log2().ceil() as i32;
        let cell = 2.0 * AGAIN.1 * f64::from(size).exp2();
        let [x, y] = [glyph.start, glyph.base].map(|value| (value / cell).floor() as i64);
        let is_again = |index: &usize| {
            kept.get(*index).is_some_and(|other| {
                other.text == glyph.text
                    && (glyph.start - other.start).abs() < along
                    && (glyph.base - other.base).abs() < across
            })
        };
        let near = (-1..=1).flat_map(|beside| (-1..=1).map(move |below| (beside, below)));
        let mut near = near.filter_map(|(beside, below)| drawn.get(&(first, x + beside, y + below, size)));
        if !near.any(|places| places.iter().any(is_again)) {
            drawn.entry((first, x, y, size)).or_default().push(kept.len());
            kept.push(glyph);
        }
    }
    kept
}

fn words_of_line(mut line: Vec<Flat>, words: &mut Vec<Word>) -> usize {
    line.sort_by(|one, other| one.start.total_cmp(&other.start));
    let line = with_marks(line);
    let tangled = line.iter().zip(line.iter().skip(1)).filter(|(one, next)| are_tangled(one, next)).count();
    let mut run: Vec<(Flat, bool)> = Vec::new();
    let mut is_after_space = false;
    for glyph in line {
        if glyph.text.trim().is_empty() {
            is_after_space = true;
            continue;
        }
        let ends = run
            .last()
            .is_some_and(|(last, _)| glyph.start - last.end > APART * glyph.height.max(last.height));
        if ends {
            words_of_run(&std::mem::take(&mut run), words);
        }
        run.push((glyph, is_after_space));
        is_after_space = false;
    }
    words_of_run(&run, words);
    tangled
}

/// Whether two letters that were not drawn one after the other stand over each other.
fn are_tangled(one: &Flat, next: &Flat) -> bool {
    let is_letter = |glyph: &Flat| glyph.text.chars().any(char::is_alphanumeric);
    let narrower = (one.end - one.start).min(next.end - next.start);
    one.order.abs_diff(next.order) > 1
        && one.end - next.start > TANGLED * narrower
        && is_letter(one)
        && is_letter(next)
}

fn words_of_run(run: &[(Flat, bool)], words: &mut Vec<Word>) {
    for part in run.chunk_by(|_, (_, is_after_space)| !is_after_space) {
        let spread = spread(part);
        let mut open: Option<(Word, &Flat)> = None;
        for (glyph, is_after_space) in part {
            match &mut open {
                Some((word, last)) if !is_gap(last, glyph, spread) => {
                    word.push(glyph);
                    *last = glyph;
                }
                _ => {
                    let next = (Word::new(glyph, *is_after_space), glyph);
                    words.extend(open.replace(next).map(|(word, _)| word));
                }
            }
        }
        words.extend(open.map(|(word, _)| word));
    }
}

fn is_gap(last: &Flat, next: &Flat, spread: Option<f64>) -> bool {
    let height = (last.height + next.height) / 2.0;
    let is_wide = |glyph: &Flat| glyph.text.chars().next().is_some_and(is_ideograph);
    let space = match (is_wide(last), is_wide(next)) {
        (true, true) => IDEOGRAPH_SPACE,
        (true, false) | (false, true) => 2.0 * SPACE,
        (false, false) => SPACE,
    };
    next.start - last.end > spread.unwrap_or(0.0).max(space * height)
}

/// The gap that is a space where all letters of a run are spread.
fn spread(run: &[(Flat, bool)]) -> Option<f64> {
    if let Some(step) = step(run) {
        return Some(step);
    }
    if run.len() < SPREAD.0 {
        return None;
    }
    let mut gaps: Vec<f64> = run
        .iter()
        .zip(run.iter().skip(1))
        .map(|((last, _), (next, _))| (next.start - last.end) / next.height)
        .collect();
    gaps.sort_by(f64::total_cmp);
    let (low, middle) = (*gaps.get(gaps.len() / 10)?, *gaps.get(gaps.len() / 2)?);
    let height = run.first()?.0.height;
    (low > 0.6 * SPACE && middle > 0.8 * SPACE && middle < SPREAD.1 && middle < 2.0 * low)
        .then_some(middle * 1.7 * height)
}

/// How far apart letters begin that were put down one by one at even steps, whatever their widths.
fn step(run: &[(Flat, bool)]) -> Option<f64> {
    let (least, widest, even, unlike) = STEPS;
    let height = run.first().filter(|_| run.len() >= least)?.0.height;
    let steps = run.iter().zip(run.iter().skip(1)).map(|((one, _), (next, _))| next.start - one.start);
    let span = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
    let nothing = (f64::INFINITY, 0.0);
    let (shortest, longest) = steps.fold(nothing, span);
    let (narrow, wide) = run.iter().map(|(glyph, _)| glyph.end - glyph.start).fold(nothing, span);
    (longest - shortest < even * height && longest < widest * height && wide > unlike * narrow)
        .then_some(longest)
}

/// Puts accents behind the letter that they stand over, composed with it where there is such a character.
fn with_marks(line: Vec<Flat>) -> Vec<Flat> {
    if !line.iter().any(|glyph| is_mark(glyph) || combining(&glyph.text).is_some()) {
        return line;
    }
    let mut letters: Vec<Flat> = Vec::new();
    let mut marks: Vec<Flat> = Vec::new();
    for (glyph, next) in line.iter().zip(line.iter().skip(1).map(Some).chain([None])) {
        let last = letters.last();
        let covers = |letter: &Flat| {
            let middle = (glyph.start + glyph.end) / 2.0;
            let is_letter = letter.text.chars().next().is_some_and(char::is_alphabetic);
            is_letter && middle > letter.start && middle < letter.end
        };
        match combining(&glyph.text) {
            // An accent that stands by itself in the font, drawn over its letter.
            Some(mark) if last.is_some_and(covers) || next.is_some_and(covers) => {
                marks.push(Flat { text: mark.to_string(), ..glyph.clone() });
            }
            _ if is_mark(glyph) => marks.push(glyph.clone()),
            _ => letters.push(glyph.clone()),
        }
    }
    for mark in marks {
        let middle = (mark.start + mark.end) / 2.0;
        let after = letters.partition_point(|letter| letter.start <= middle);
        let distance = |letter: &Flat| ((letter.start + letter.end) / 2.0 - middle).abs();
        let near = (after.saturating_sub(2)..(after + 1).min(letters.len()))
            .filter(|index| letters.get(*index).is_some_and(|letter| !letter.text.trim().is_empty()));
        let nearest = near.min_by(|one, other| {
            let of = |index: &usize| letters.get(*index).map_or(f64::INFINITY, distance);
            of(one).total_cmp(&of(other))
        });
        match nearest.and_then(|index| letters.get_mut(index)) {
            Some(letter) => letter.text = letter.text.chars().chain(mark.text.chars()).nfc().collect(),
            None => letters.push(mark),
        }
    }
    letters
}

/// The mark that a spacing accent stands for.
fn combining(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let mark = match characters.next()? {
        '`' | '\u{2CB}' => '\u{300}',
        '\u{B4}' | '\u{2CA}' => '\u{301}',
        '^' | '\u{2C6}' => '\u{302}',
        '~' | '\u{2DC}' => '\u{303}',
        '\u{AF}' | '\u{2C9}' => '\u{304}',
        '\u{2D8}' => '\u{306}',
        '\u{2D9}' => '\u{307}',
        '\u{A8}' => '\u{308}',
        '\u{2DA}' => '\u{30A}',
        '\u{2DD}' => '\u{30B}',
        '\u{2C7}' => '\u{30C}',
        '\u{B8}' => '\u{327}',
        '\u{2DB}' => '\u{328}',
        _ => return None,
    };
    characters.next().is_none().then_some(mark)
}

/// Whether words of such letters are written without spaces: ideographs, kana and what is as wide.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{super::frames::Flat, put_together};

    fn shown(glyphs: &[(&str, f64, f64)]) -> Vec<String> {
        let flat = |&(text, start, end): &(&str, f64, f64)| Flat {
            text: text.to_owned(),
            start,
            end,
            base: 0.0,
            height: 10.0,
            order: 0,
        };
        let (words, _) = put_together(glyphs.iter().map(flat).collect());
        words.iter().map(|word| word.parts.concat()).collect()
    }

    #[test]
    fn gaps_part_words_and_spread_letters_are_one() {
        assert_eq!(shown(&[("a", 0.0, 5.0), ("b", 5.0, 10.0), ("c", 12.0, 17.0)]), ["ab", "c"]);
        let spread: Vec<(&str, f64, f64)> = "TITLE"
            .char_indices()
            .map(|(at, _)| (&"TITLE"[at..=at], at as f64 * 8.0, at as f64 * 8.0 + 5.0))
            .collect();
        assert_eq!(shown(&spread), ["TITLE"]);
    }

    #[test]
    fn letters_at_even_steps_are_one_word_and_single_figures_are_not() {
        let steps =
            [("T", 0.0, 6.1), ("i", 7.0, 9.2), ("l", 14.0, 16.2), ("e", 21.0, 26.6), ("s", 28.0, 33.0)];
        assert_eq!(shown(&steps), ["Tiles"]);
        let figures = [("1", 0.0, 5.6), ("7", 7.4, 13.0), ("3", 14.8, 20.4), ("5", 22.2, 27.8)];
        assert_eq!(shown(&figures).len(), 4);
    }

    #[test]
    fn a_glyph_drawn_again_at_nearly_the_same_place_counts_once_and_twins_are_two() {
        let twice = [
            ("2", 0.0, 5.0),
            ("2", 0.3, 5.3),
            (",", 5.0, 7.5),
            (",", 5.3, 7.8),
            ("0", 7.5, 12.5),
            ("0", 12.5, 17.5),
        ];
        assert_eq!(shown(&twice), ["2,00"]);
        assert_eq!(shown(&[("l", 0.0, 2.2), ("l", 2.2, 4.4)]), ["ll"]);
    }

    #[test]
    fn accents_join_the_letters_that_they_stand_over() {
        assert_eq!(shown(&[("\u{A8}", 5.1, 8.4), ("u", 4.5, 9.5), ("b", 9.5, 14.0)]), ["üb"]);
        assert_eq!(shown(&[("\u{5B8}", 2.0, 2.0), ("\u{5E9}", 0.0, 6.0)]), ["\u{5E9}\u{5B8}"]);
        assert_eq!(shown(&[("a", 0.0, 5.0), ("^", 5.0, 9.0), ("b", 9.0, 14.0)]), ["a^b"]);
    }
}
