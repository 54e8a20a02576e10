//! A line of the answer → the lines that the parser reads: what Markdown reads otherwise than it is meant (`lenient`) and
//! the marks of formulas (`marks`) are written anew, and no table begins any more once those before it lack too many cells.
//!
//! The parser fills up the rows of a table to the width of its head, up to 262 144 cells for each table; some
//! hundred short tables would make gigabytes of empty cells. Invariant: what a line becomes depends on it and the
//! lines before it only, so that streamed and whole agree.

use super::lenient::{self, Lenient};
use super::marks::{self, Marks};
use std::borrow::Cow;

/// Cells that the rows of all tables may lack before another table may begin.
const MAX_MISSING: usize = 1 << 18;
/// Makes plain text of a row of delimiters; a mark of a formula by itself is not shown (`marks`).
const PLAIN: char = '\u{fdd0}';

/// What follows from the lines so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader {
    lenient: Lenient,
    marks: Marks,
    tables: Tables,
}

impl Reader {
    /// Where the open line is cut because its paragraph is so long.
    pub fn cut(&self, open: &str) -> Option<usize> {
        let (open, before) = self.lenient.opened(open)?;
        self.marks.cut(&open)?.checked_sub(before).filter(|at| *at > 0)
    }

    /// Follows a part of the open line, as [`Self::line`] does.
    pub fn cut_off(&mut self, part: &str, take: impl FnMut(&str)) {
        let part = self.lenient.cut_off(part);
        let lines = self.marks.cut_off(&part);
        self.tables.read(&lines, take);
    }

    /// Follows one line, given without its end; `take` is called with each line that the parser reads for it.
    pub fn line(&mut self, line: &str, mut take: impl FnMut(&str)) {
        let Self { lenient, marks, tables } = self;
        lenient.line(line, &mut |line| tables.read(&marks.line(line), &mut take));
    }

    /// What is read of the lines so far if no more come; `is_over`: none will.
    pub fn finish(&mut self, is_over: bool, mut take: impl FnMut(&str)) {
        let Self { lenient, marks, tables } = self;
        lenient.finish(is_over, &mut |line| tables.read(&marks.line(line), &mut take));
    }
}

/// A whole source as the parser reads it.
#[derive(Debug)]
pub(super) struct Whole<'s> {
    pub text: Cow<'s, str>,
    /// Whether no table lacks so many cells that the parser stops within it. Of what is behind such a table the parser
    /// no longer tells the place.
    pub has_places: bool,
}

/// Reads a whole, normalised source.
pub(super) fn whole(source: &str) -> Whole<'_> {
    let lenient = lenient::whole(source);
    let marked = match marks::marked(&lenient) {
        Cow::Borrowed(_) => lenient,
        Cow::Owned(marked) => Cow::Owned(marked),
    };
    let mut tables = Tables::default();
    let refused = marked.lines().filter(|line| tables.refuse(line)).count();
    let has_places = tables.missing <= MAX_MISSING;
    let text = if refused == 0 { marked } else { without_more_tables(&marked) };
    Whole { text, has_places }
}

fn without_more_tables<'s>(marked: &str) -> Cow<'s, str> {
    let (mut tables, mut out) = (Tables::default(), String::with_capacity(marked.len()));
    for line in marked.split('\n') {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
        out.extend(tables.refuse(line).then_some(PLAIN));
    }
    Cow::Owned(out)
}

/// What is known of tables without parsing them: an upper bound for the cells that their rows lack.
#[derive(Debug, Clone, Copy, Default)]
struct Tables {
    /// Columns of the table that may be open; none behind a blank line.
    columns: usize,
    missing: usize,
}

impl Tables {
    fn read(&mut self, lines: &str, mut take: impl FnMut(&str)) {
        for line in lines.split('\n') {
            if self.refuse(line) {
                take(&format!("{line}{PLAIN}"));
            } else {
                take(line);
            }
        }
    }

    /// Follows one line; whether it could begin a table and must not.
    fn refuse(&mut self, line: &str) -> bool {
        let text = line.trim_start_matches([' ', '\t', '>']);
        if text.is_empty() {
            self.columns = 0;
            return false;
        }
        let is_delimiters = text.bytes().all(|byte| b"|:- ".contains(&byte)) && text.contains('|');
        if self.columns == 0 && !is_delimiters {
            return false;
        }
        let cells = pipes(text) + 1;
        self.missing += self.columns.saturating_sub(cells);
        if !is_delimiters || self.missing > MAX_MISSING {
            return is_delimiters;
        }
        self.columns = self.columns.max(cells);
        false
    }
}

/// How many marks part the cells of a row.
pub(super) fn pipes(row: &str) -> usize {
    row.bytes()
        .fold((0, b' '), |(pipes, before), byte| (pipes + usize::from(byte == b'|' && before != b'\\'), byte))
        .0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_begins_after_too_many_missing_cells() {
        let table =
            |rows: usize| format!("{}\n{}\n{}\n", "a|".repeat(1000), "-|".repeat(1000), "x\n".repeat(rows));
        let ordinary = "|a|b|\n|-|-|\n|1|2|\n3|4\n\n> |a|\n> |-|\n".repeat(1000);
        assert_eq!(whole(&ordinary).text, ordinary);
        let some = table(200) + "a|b\n-|-\n";
        assert_eq!(whole(&some).text, some);
        assert!(whole(&some).has_places);
        let many = table(300) + "a|b\n-|-\n";
        assert!(!whole(&many).has_places);
        assert_eq!(whole(&many).text, table(300) + "a|b\n-|-\u{fdd0}\n");
    }

    #[test]
    fn lines_become_the_same_one_by_one() {
        let source = format!("a|{}\n-|{}\n", "a|".repeat(1000), "-|".repeat(1000))
            + &"x\n".repeat(300)
            + "\n\na|b\n-|-\n$$\nx\n$$\n";
        let (mut reader, mut lines) = (Reader::default(), Vec::new());
        source.split('\n').for_each(|line| reader.line(line, |line| lines.push(line.to_owned())));
        assert_eq!(lines.join("\n"), whole(&source).text);
    }
}
