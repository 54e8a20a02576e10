//! Puts words together to lines, and the lines of a table to rows with a tab between their cells.
//!
//! Invariant: on one line words stand from left to right by where they are, however they were drawn.

use hayro::kurbo::Rect;

use super::{
    direction,
    words::{SPACE, Word},
};

/// Another line begins when the base line moves by this part of the font's height.
const LINE: f64 = 0.45;
/// Small letters count as this much larger, so that a raised or lowered figure still belongs to its line.
const RAISED: f64 = 1.6;
/// Two words that cover each other by more than this part of the narrower are not of one line.
const COVERED: f64 = 0.35;
/// A gap of this part of the font's height parts two cells.
pub(super) const CELL: f64 = 1.4;
/// So many lines with cells are a table whose columns count.
const MIN_ROWS: usize = 3;

/// A line of text.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    /// In its frame.
    pub place: Rect,
}

/// The lines of some words, which are sorted by their base lines.
pub(super) fn lines(words: Vec<Word>) -> Vec<Line> {
    let turns =
        direction::is_right_to_left(words.iter().flat_map(|word| word.parts.iter().map(String::as_str)));
    let rows: Vec<Vec<Vec<Word>>> = rows(words).into_iter().map(cells).collect();
    let mut lines = Vec::new();
    for table in rows.chunk_by(|one, other| (one.len() > 1) == (other.len() > 1)) {
        let columns = if table.len() >= MIN_ROWS { columns(table) } else { Vec::new() };
        lines.extend(table.iter().filter_map(|row| line(row, &columns, turns)));
    }
    lines
}

/// Words that stand on one line, from left to right.
fn rows(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = Vec::new();
    // Base lines come in order; each joins the line before it or begins another.
    let mut base_lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match base_lines.last_mut() {
            Some(line)
                if line.last().is_some_and(|last| {
                    (word.base - last.base).abs() < 0.1 * word.height.min(last.height)
                }) =>
            {
                line.push(word);
            }
            _ => base_lines.push(vec![word]),
        }
    }
    let mut main: (f64, f64, usize) = (0.0, 0.0, 0);
    for line in base_lines {
        let letters: usize = line.iter().map(Word::letters).sum();
        let (base, height) = line.first().map_or((0.0, 0.0), |word| (word.base, word.height));
        let (small, large) = (height.min(main.1), height.max(main.1));
        let is_near = (base - main.0).abs() < LINE * large.min(RAISED * small);
        match rows.last_mut() {
            Some(row) if is_near && !cover(row, &line) => {
                row.extend(line);
                if letters > main.2 {
                    main = (base, height, letters);
                }
            }
            _ => {
                rows.push(line);
                main = (base, height, letters);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.start.total_cmp(&other.start));
    }
    rows
}

/// Whether words of one line stand over words of the other.
fn cover(one: &[Word], other: &[Word]) -> bool {
    let mut spans: Vec<(f64, f64, bool)> = one.iter().map(|word| (word.start, word.end, true)).collect();
    spans.extend(other.iter().map(|word| (word.start, word.end, false)));
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    spans.iter().zip(spans.iter().skip(1)).any(|(one, next)| {
        let narrower = (one.1 - one.0).min(next.1 - next.0);
        one.2 != next.2 && one.1 - next.0 > COVERED * narrower
    })
}

/// Parts a line at its wide gaps.
fn cells(row: Vec<Word>) -> Vec<Vec<Word>> {
    let mut cells: Vec<Vec<Word>> = Vec::new();
    for word in row {
        match cells.last_mut() {
            Some(cell)
                if cell
                    .last()
                    .is_some_and(|last| word.start - last.end <= CELL * word.height.max(last.height)) =>
            {
                cell.push(word);
            }
            _ => cells.push(vec![word]),
        }
    }
    cells
}

fn span(cell: &[Word]) -> (f64, f64) {
    let start = cell.first().map_or(0.0, |word| word.start);
    (start, cell.iter().fold(start, |end, word| end.max(word.end)))
}

/// The columns of a table: what the cells of its fuller rows cover; empty if two cells of one row are in the same.
fn columns(table: &[Vec<Vec<Word>>]) -> Vec<(f64, f64)> {
    let mut counts: Vec<usize> = table.iter().map(Vec::len).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or_default();
    let full = table.iter().filter(|row| row.len() >= usual);
    let mut spans: Vec<(f64, f64)> = full.flatten().map(|cell| span(cell)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (start, end) in spans {
        match columns.last_mut() {
            Some(column) if start < column.1 => column.1 = column.1.max(end),
            _ => columns.push((start, end)),
        }
    }
    let is_clear = table.iter().all(|row| {
        let places: Vec<usize> = row.iter().map(|cell| column_of(span(cell), &columns)).collect();
        places.iter().zip(places.iter().skip(1)).all(|(one, next)| one < next)
    });
    if is_clear { columns } else { Vec::new() }
}

/// The first column that a cell reaches into, or the one that it stands before.
fn column_of((start, _): (f64, f64), columns: &[(f64, f64)]) -> usize {
    columns.partition_point(|column| column.1 <= start)
}

fn line(row: &[Vec<Word>], columns: &[(f64, f64)], turns: bool) -> Option<Line> {
    let mut parts = Vec::new();
    let mut column = 0;
    for (number, cell) in row.iter().enumerate() {
        let next = if columns.is_empty() { number } else { column_of(span(cell), columns) };
        parts.extend(std::iter::repeat_n("\t".to_owned(), next.saturating_sub(column)));
        column = next;
        for (index, word) in cell.iter().enumerate() {
            let last = index.checked_sub(1).and_then(|index| cell.get(index));
            if last.is_some_and(|last| is_apart(last, word)) {
                parts.push(" ".to_owned());
            }
            parts.extend(word.parts.iter().cloned());
        }
    }
    let words = || row.iter().flatten();
    let first = words().next()?;
    let around = |word: &Word| Rect::new(word.start, word.base - word.height, word.end, word.base);
    let place = words().skip(1).fold(around(first), |place, word| place.union(around(word)));
    let text = direction::read(parts, turns).trim_end().to_owned();
    (!text.trim().is_empty()).then_some(Line { text, place })
}

/// Whether a space is between two words of a line; a raised figure may follow its word without.
fn is_apart(last: &Word, word: &Word) -> bool {
    let is_on_line = (last.base - word.base).abs() < 0.1 * last.height.min(word.height);
    is_on_line || word.is_after_space || word.start - last.end > SPACE * last.height.min(word.height)
}
