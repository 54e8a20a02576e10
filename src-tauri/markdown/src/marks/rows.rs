//! Rows of tables as they are meant: no pipe of a formula or a code span parts cells (`inline` hides it), a delimiter
//! row is as long as its head, and what a row has beyond its head stands in its last cell, where GFM 0.29, 4.10, drops it.
//!
//! Invariant: a hidden pipe is shown as a pipe wherever it turns up, so that taking a line of text for a row changes nothing
//! of what is read.

use super::{NOTHING, PIPE};
use crate::cursor::Cursor;

/// What is known of the table that may be open, after a number of lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rows {
    /// Cells of the line before, if that may be the head of a table.
    head: usize,
    /// Whether that line began with a pipe.
    is_framed: bool,
    /// Columns of the table that is open; 0: none is.
    columns: usize,
    /// Quotes that it stands in.
    quotes: usize,
    /// Whether the line before has a check box, which the head of a table would lose.
    is_task: bool,
}

impl Rows {
    /// Whether a table is open.
    pub fn is_open(&self) -> bool {
        self.columns > 0
    }

    /// Follows a line of text; `prefix` is what stands before its text. What is read in its place, if not itself.
    pub fn fitted(&mut self, line: &str, prefix: usize) -> Option<String> {
        let (before, text) = line.split_at_checked(prefix)?;
        let quotes = before.matches('>').count();
        let begins_item = before.contains(|c: char| !matches!(c, ' ' | '\t' | '>'));
        if begins_item || quotes != self.quotes {
            *self = Self { quotes, ..Self::default() };
        }
        if !text.contains('|') && (self.head != 1 || !text.starts_with(['-', ':'])) {
            let goes_on = self.columns > 0 && !begins_block(text);
            *self = Self { columns: if goes_on { self.columns } else { 0 }, quotes, ..Self::default() };
            return None;
        }
        if begins_block(text) {
            *self = Self { quotes, ..Self::default() };
        }
        let cells = cells(text);
        if self.columns > 0 {
            return (cells > self.columns).then(|| joined(line, prefix, self.columns));
        }
        let is_framed = text.starts_with('|');
        if self.head > 0 && is_delimiters(text) {
            if self.is_task {
                return Some(format!("{line}{NOTHING}"));
            }
            if self.head == cells {
                self.columns = cells;
            } else if is_framed && self.is_framed {
                self.columns = self.head;
                return Some(delimiters(line, prefix, self.head));
            }
        }
        (self.head, self.is_framed) = (cells, is_framed);
        self.is_task = begins_item && Cursor::new(text).task_marker().is_some();
        None
    }
}

/// Whether every cell of a row is a run of hyphens, with colons for its alignment.
fn is_delimiters(text: &str) -> bool {
    text.bytes().all(|byte| b"|:- \t".contains(&byte)) && text.contains('-')
}

/// Whether a line begins what no row can be.
fn begins_block(text: &str) -> bool {
    text.starts_with(['#', '>', '<']) || text.starts_with("```") || text.starts_with("~~~")
}

/// The places of the pipes that part cells, without those at both ends of the row.
fn parting(text: &str) -> impl Iterator<Item = usize> {
    let from = usize::from(text.starts_with('|'));
    let end = text.trim_end().len();
    let mut is_escaped = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let parts = byte == b'|' && !is_escaped && at >= from && at + 1 < end;
        is_escaped = byte == b'\\' && !is_escaped;
        parts.then_some(at)
    })
}

fn cells(text: &str) -> usize {
    parting(text).count() + 1
}

/// The row with what stands beyond its columns in the last one.
fn joined(line: &str, prefix: usize, columns: usize) -> String {
    let (before, text) = line.split_at_checked(prefix).unwrap_or(("", line));
    let (mut out, mut from) = (before.to_owned(), 0);
    for at in parting(text).skip(columns.saturating_sub(1)) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push(PIPE);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// A delimiter row with so many cells.
fn delimiters(line: &str, prefix: usize, columns: usize) -> String {
    let (before, text) = line.split_at_checked(prefix).unwrap_or(("", line));
    let given = text.trim_end().trim_matches('|').split('|').map(str::trim);
    let given = given.filter(|cell| cell.contains('-'));
    let mut out = format!("{before}|");
    for cell in given.chain(std::iter::repeat("---")).take(columns) {
        out.push_str(cell);
        out.push('|');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(lines: &[&str]) -> Vec<String> {
        let mut rows = Rows::default();
        lines.iter().map(|line| rows.fitted(line, 0).unwrap_or_else(|| (*line).to_owned())).collect()
    }

    #[test]
    fn a_delimiter_row_is_as_long_as_its_head() {
        assert_eq!(fitted(&["| a | b | c |", "|:-:|---|"])[1], "|:-:|---|---|");
        assert_eq!(fitted(&["|a|b|", "|-|-|-|"])[1], "|-|-|");
        assert_eq!(fitted(&["a | b | c", "---|---"])[1], "---|---");
    }

    #[test]
    fn what_a_row_has_beyond_its_head_is_kept_in_its_last_cell() {
        assert_eq!(
            fitted(&["|a|b|", "|-|-|", "|1|2|3|4|", "x|y|z"])[2..],
            ["|1|2\u{fdda}3\u{fdda}4|", "x|y\u{fdda}z"]
        );
        assert_eq!(fitted(&["|a|b|", "|-|-|", "|1\\|2|3|"])[2], "|1\\|2|3|");
        assert_eq!(fitted(&["|a|b|", "|-|-|", "# h", "|1|2|3|"])[3], "|1|2|3|");
    }
}
