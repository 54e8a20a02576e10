//! The order in which the parts of a page are read: columns one after the other, all else line by line.
//!
//! Invariant: a table is no columns: those hold lines of several words, of which each side has some.

use hayro::kurbo::Rect;

use super::{
    frames,
    glyphs::Placed,
    rows::{self, Line},
    words::{self, Word},
};

/// Columns within columns.
const MAX_DEPTH: usize = 6;
/// The fewest lines that a column has.
const MIN_LINES: usize = 3;
/// The fewest words that a line of a column has, on average.
const MIN_WORDS: f64 = 3.0;
/// The fewest letters of such a line, for scripts without spaces.
const MIN_LETTERS: f64 = 14.0;
/// The narrowest gap between columns, in the height of the font.
const GUTTER: f64 = 0.8;
/// Lines that begin at the same place differ by no more than this, in the height of the font.
const EDGE: f64 = 0.35;
/// The most places that are tried for a gap.
const MAX_EDGES: usize = 40;

/// The lines of a page and where they stand on it, in the order in which they are read; and how many letters cannot be read
/// because others are drawn over them.
pub(super) fn lines(glyphs: Vec<Placed>) -> (Vec<(String, Rect)>, usize) {
    let (mut lines, mut tangled) = (Vec::new(), 0);
    for mut frame in frames::parted(glyphs) {
        let (words, over_others) = words::put_together(std::mem::take(&mut frame.glyphs));
        tangled += over_others;
        let mut read = Vec::new();
        region(words, 0, &mut read);
        lines.extend(read.into_iter().map(|Line { text, place }| (text, frame.on_page(place))));
    }
    (lines, tangled)
}

/// Reads a part of a page whose words are sorted by their base lines.
fn region(words: Vec<Word>, depth: usize, lines: &mut Vec<Line>) {
    let Some(gutter) = (depth < MAX_DEPTH).then(|| gutter(&words)).flatten() else {
        lines.extend(rows::lines(words));
        return;
    };
    let [mut above, mut left, mut right, mut below] = [const { Vec::new() }; 4];
    for word in words {
        let part = match () {
            () if word.base < gutter.top => &mut above,
            () if word.base > gutter.bottom => &mut below,
            () if word.start >= gutter.edge => &mut right,
            () => &mut left,
        };
        part.push(word);
    }
    let turns = super::direction::is_right_to_left(
        left.iter().chain(&right).flat_map(|word| word.parts.iter().map(String::as_str)),
    );
    let (first, second) = if turns { (right, left) } else { (left, right) };
    for part in [above, first, second, below] {
        region(part, depth + 1, lines);
    }
}

/// A gap between two columns.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    /// Where the right column begins.
    edge: f64,
    top: f64,
    bottom: f64,
    lines: usize,
}

/// The gap that parts the most lines, if there is one.
fn gutter(words: &[Word]) -> Option<Gutter> {
    let edges = edges(words);
    let found = edges.into_iter().flat_map(|(edge, width)| gaps_at(words, edge, width));
    found.max_by_key(|gutter| gutter.lines)
}

/// Where several lines begin after a gap, and how wide it has to be.
fn edges(words: &[Word]) -> Vec<(f64, f64)> {
    let left = words.iter().fold(f64::INFINITY, |left, word| left.min(word.start));
    let mut starts: Vec<(f64, f64)> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let last = index.checked_sub(1).and_then(|index| words.get(index));
        let last =
            last.filter(|last| (last.base - word.base).abs() < 0.1 * word.height && last.start < word.start);
        let begins = last.is_none_or(|last| word.start - last.end > GUTTER * word.height);
        if begins && word.start > left + 3.0 * word.height {
            starts.push((word.start, word.height));
        }
    }
    starts.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut edges: Vec<(f64, f64, usize)> = Vec::new();
    for (start, height) in starts {
        match edges.last_mut() {
            Some((edge, size, count)) if start - *edge < EDGE * *size => *count += 1,
            _ => edges.push((start, height, 1)),
        }
    }
    edges.retain(|(.., count)| *count >= MIN_LINES);
    edges.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    edges.truncate(MAX_EDGES);
    edges.into_iter().map(|(edge, height, _)| (edge, GUTTER * height)).collect()
}

/// The stretches of a page in which nothing crosses the gap before an edge.
fn gaps_at(words: &[Word], edge: f64, width: f64) -> Vec<Gutter> {
    let slack = 0.1 * width;
    let crosses = |word: &Word| word.start < edge - slack && word.end > edge - width;
    // A word that crosses takes all that stands on its line.
    let is_one_line = |one: &Word, other: &Word| (one.base - other.base).abs() < 0.1 * one.height;
    let lines: Vec<&[Word]> = words.chunk_by(is_one_line).collect();
    let is_open = |line: &[Word]| !line.iter().any(crosses);
    let mut gutters = Vec::new();
    for part in lines.chunk_by(|one, other| is_open(one) && is_open(other)) {
        let part = without_tables(part);
        let [left, right] = [false, true].map(|is_right| {
            let mut side = Side::default();
            let words = part.iter().flat_map(|line| line.iter());
            words.filter(|word| (word.start >= edge - slack) == is_right).for_each(|word| side.take(word));
            side
        });
        if !left.is_prose() || !right.is_prose() {
            continue;
        }
        let (top, bottom) = (left.top.max(right.top), left.bottom.min(right.bottom));
        // Columns stand beside each other, at least for most of the shorter one.
        let shorter = (left.bottom - left.top).min(right.bottom - right.top);
        if bottom - top < 0.5 * shorter {
            continue;
        }
        let (top, bottom) = (left.top.min(right.top), left.bottom.max(right.bottom));
        gutters.push(Gutter { edge: edge - slack, top, bottom, lines: left.lines.min(right.lines) });
    }
    gutters
}

/// The lines of a stretch but for a table that stands above or below its columns: its lines have more cells than usual.
fn without_tables<'a, 'b>(part: &'a [&'b [Word]]) -> &'a [&'b [Word]] {
    let counts: Vec<usize> = part.iter().map(|line| cells(line)).collect();
    let mut sorted = counts.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    // An empty cell makes a line of a table look like one of the columns.
    let table = |counts: &mut dyn Iterator<Item = &usize>| {
        let (mut lines, mut more, mut length) = (0, 0, 0);
        for count in counts.take(part.len() / 2) {
            lines += 1;
            more += usize::from(*count > usual);
            if *count > usual && 2 * more > lines {
                length = lines;
            }
        }
        if length >= MIN_LINES - 1 { length } else { 0 }
    };
    let (above, below) = (table(&mut counts.iter()), table(&mut counts.iter().rev()));
    part.get(above..part.len() - below).unwrap_or_default()
}

/// How many runs of words without a gap a line has.
fn cells(line: &[Word]) -> usize {
    let is_gap = |(last, word): &(&Word, &Word)| word.start - last.end > rows::CELL * word.height;
    1 + line.iter().zip(line.iter().skip(1)).filter(is_gap).count()
}

/// What stands on one side of a gap.
#[derive(Default)]
struct Side {
    top: f64,
    bottom: f64,
    /// Runs of words without a gap: lines, or the cells of a table.
    lines: usize,
    words: usize,
    letters: usize,
    last: Option<(f64, f64)>,
}

impl Side {
    fn take(&mut self, word: &Word) {
        let goes_on = self.last.is_some_and(|(base, end)| {
            (word.base - base).abs() < 0.1 * word.height && word.start - end < rows::CELL * word.height
        });
        if self.last.is_none() {
            self.top = word.base;
        }
        self.bottom = word.base;
        self.lines += usize::from(!goes_on);
        self.words += 1;
        self.letters += word.letters();
        self.last = Some((word.base, word.end));
    }

    fn is_prose(&self) -> bool {
        let lines = self.lines as f64;
        self.lines >= MIN_LINES
            && self.words as f64 >= MIN_WORDS * lines.min(self.letters as f64)
            && self.letters as f64 >= MIN_LETTERS * lines
            || (self.lines >= MIN_LINES
                && self.letters as f64 >= MIN_LETTERS * lines
                && self.words <= 2 * self.lines
                && self.letters > 12 * self.words)
    }
}
