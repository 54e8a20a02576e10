//! What answers write and Markdown reads otherwise → lines that it reads as they are meant: front matter, sub-lists and
//! fences that are indented by too little, tables in HTML.
//!
//! Invariant: what a line becomes depends on it and the lines before it only, so that streamed and whole agree; nothing
//! is markup here, all of it is read as the author's own Markdown afterwards.

use super::cursor::{Cursor, Fence};
use html_table::HtmlTable;
use std::borrow::Cow;

mod html_table;

/// Lists inside each other are followed so deep.
const MAX_LISTS: usize = 16;

/// What follows from the lines so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Lenient {
    start: Start,
    lists: Vec<OpenItem>,
    code: Option<Code>,
    table: Option<HtmlTable>,
    /// A part of the open line was taken already.
    is_mid_line: bool,
}

/// Where in the answer's front matter the lines are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Start {
    #[default]
    First,
    /// A rule was the first line: what it is depends on the next one.
    Rule,
    FrontMatter,
    Past,
}

/// An item of a list, in the columns of the source.
#[derive(Debug, Clone, Copy)]
struct OpenItem {
    /// What is indented by less is not in it.
    floor: usize,
    /// Where its content begins.
    content: usize,
    /// What its lines are indented by beyond what the source has.
    shift: usize,
}

/// A block of code that is open.
#[derive(Debug, Clone, Copy)]
struct Code {
    fence: Fence,
    /// What is indented by less has left its item.
    floor: usize,
    /// Where the content of its item begins.
    content: usize,
    shift: usize,
}

impl Lenient {
    /// Follows one line, given without its end; `take` is called with each line that is read for it.
    pub fn line(&mut self, line: &str, take: &mut impl FnMut(&str)) {
        if std::mem::take(&mut self.is_mid_line) {
            return take(line);
        }
        if self.start != Start::Past && self.begins(line, take) {
            return;
        }
        if let Some(mut table) = self.table.take() {
            if table.is_left_by(line) {
                table.finish(true, take);
                return self.line(line, take);
            }
            return match table.line(line, take) {
                html_table::Rest::Inside => self.table = Some(table),
                html_table::Rest::Behind(rest) if rest.trim().is_empty() => {}
                html_table::Rest::Behind(rest) => self.line(&rest, take),
            };
        }
        let shift = self.shift(line);
        if let Some(table) = self.opened_table(line, shift) {
            self.table = Some(table);
            take("");
            return self.line(line, take);
        }
        take(&shifted(line, shift));
    }

    /// Follows the start of a line that is still open.
    pub fn cut_off<'l>(&mut self, part: &'l str) -> Cow<'l, str> {
        let shift = if std::mem::replace(&mut self.is_mid_line, true) { 0 } else { self.shift(part) };
        shifted(part, shift)
    }

    /// The open line as it is read, and how many bytes stand before what the source has; `None`: it may not be cut.
    pub fn opened<'l>(&self, open: &'l str) -> Option<(Cow<'l, str>, usize)> {
        if self.is_mid_line {
            return Some((Cow::Borrowed(open), 0));
        }
        let is_apart = self.table.is_some() || matches!(self.start, Start::Rule | Start::FrontMatter);
        let shift = if is_apart { return None } else { self.clone().shift(open) };
        Some((shifted(open, shift), shift))
    }

    /// What is read of the lines so far if no more come; `is_over`: none will, so that a tag without end is text.
    pub fn finish(&mut self, is_over: bool, take: &mut impl FnMut(&str)) {
        if std::mem::replace(&mut self.start, Start::Past) == Start::Rule {
            take(RULE);
        }
        if let Some(table) = self.table.take() {
            table.finish(is_over, take);
        }
    }

    /// The first lines, which may be front matter; whether this one was taken.
    fn begins(&mut self, line: &str, take: &mut impl FnMut(&str)) -> bool {
        let before = std::mem::replace(&mut self.start, Start::Past);
        match before {
            Start::First if line.trim_end() == RULE => self.start = Start::Rule,
            Start::Rule if is_key(line) => {
                take("```yaml");
                take(line);
                self.start = Start::FrontMatter;
            }
            Start::Rule => {
                take(RULE);
                return false;
            }
            Start::FrontMatter if matches!(line.trim_end(), RULE | "...") => take("```"),
            // Whatever was meant, it is no front matter.
            Start::FrontMatter if line.trim().is_empty() => {
                take("```");
                return false;
            }
            Start::FrontMatter => {
                take(line);
                self.start = Start::FrontMatter;
            }
            Start::First | Start::Past => return false,
        }
        true
    }

    /// What a line is indented by beyond what the source has.
    fn shift(&mut self, line: &str) -> usize {
        let mut cursor = Cursor::new(line);
        let indent = cursor.spaces_up_to(line.len());
        let rest = cursor.rest();
        if rest.is_empty() {
            return 0;
        }
        if let Some(code) = self.code {
            if indent >= code.floor {
                if indent < code.content + 4 && code.fence.is_closed_by(&cursor) {
                    self.code = None;
                }
                return code.shift;
            }
            self.code = None;
        }
        while self.lists.last().is_some_and(|item| indent < item.floor) {
            self.lists.pop();
        }
        let outer =
            self.lists.len().checked_sub(2).and_then(|at| self.lists.get(at)).map_or(0, |item| item.shift);
        if let Some(item) = self.lists.last_mut()
            && item.shift == outer
            && (item.floor..item.content).contains(&indent)
            && (Fence::open(rest, 0).is_some()
                || cursor.clone().list_marker(indent).is_some_and(|marker| marker.number.is_none()))
        {
            item.shift += item.content - indent;
        }
        let shift = self.lists.last().map_or(0, |item| item.shift);
        if indent >= self.content() + 4 {
            // Indented code.
            return shift;
        }
        let mut start = indent;
        while let Some(marker) = cursor.list_marker(start).filter(|_| self.lists.len() < MAX_LISTS) {
            // What is indented by less than an item's content stands in an ordered one all the same.
            let floor = if marker.number.is_some() { start + 2 } else { marker.indent };
            self.lists.push(OpenItem { floor, content: marker.indent, shift });
            start = marker.indent;
        }
        let item = self.lists.last();
        let (floor, content) = item.map_or((0, 0), |item| (item.floor, item.content));
        let floor = if start < content { floor } else { content };
        self.code = Fence::open(cursor.rest(), 0).map(|fence| Code { fence, floor, content, shift });
        shift
    }

    /// Where the content of the innermost item begins.
    fn content(&self) -> usize {
        self.lists.last().map_or(0, |item| item.content)
    }

    fn opened_table(&self, line: &str, shift: usize) -> Option<HtmlTable> {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len() + shift;
        (self.code.is_none() && indent < self.content() + 4)
            .then(|| HtmlTable::begun_by(text, indent))
            .flatten()
    }
}

const RULE: &str = "---";

/// Whether a line is the first of front matter: a key in lower case, as YAML has it, and a value or none.
fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && (value.is_empty() || value.starts_with(' '))
}

fn shifted(line: &str, by: usize) -> Cow<'_, str> {
    if by == 0 { Cow::Borrowed(line) } else { Cow::Owned(format!("{:by$}{line}", "")) }
}

/// Whether a source can hold anything that is read otherwise; most have nothing of it.
fn may_differ(source: &str) -> bool {
    source.starts_with(RULE)
        || source.contains("\n  ")
        || source.contains("<table")
        || source.contains("<TABLE")
}

/// A whole, normalised source.
pub(super) fn whole(source: &str) -> Cow<'_, str> {
    if !may_differ(source) {
        return Cow::Borrowed(source);
    }
    let (mut lenient, mut out) = (Lenient::default(), String::with_capacity(source.len() + 64));
    let mut take = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    for line in source.strip_suffix('\n').unwrap_or(source).split('\n') {
        lenient.line(line, &mut take);
    }
    lenient.finish(true, &mut take);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        whole(source).into_owned()
    }

    #[test]
    fn sub_lists_and_fences_that_are_indented_by_too_little_stand_in_their_items() {
        for (source, expected) in [
            ("1. a\n  - b\n    - c\n2. d\n", "1. a\n   - b\n     - c\n2. d\n"),
            ("10. a\n  - b\n\n  c\n", "10. a\n    - b\n\n    c\n"),
            ("1. a\n  ```sh\n  - x\n  ```\n  - b\n", "1. a\n   ```sh\n   - x\n   ```\n   - b\n"),
            ("- a\n  1. b\n    - c\n", "- a\n  1. b\n     - c\n"),
            ("1. - ```\n     x\n     ```\n  - y\n", "1. - ```\n     x\n     ```\n   - y\n"),
            ("1. a\n  - b\n    1. c\n      - d\n  - e\n", "1. a\n   - b\n     1. c\n        - d\n   - e\n"),
        ] {
            assert_eq!(read(source), expected);
        }
        for same in [
            "1. a\n   - b\n2. c\n",
            "1. a\n\n  2. b\n\n   3. c\n",
            "- a\n - b\n  - c\n",
            "```\n1. a\n  - b\n```\n",
            "1. a\nb\n  - c\n",
            "1. a\n  b\n",
            "    1. a\n      - b\n",
        ] {
            assert_eq!(read(same), same);
        }
    }

    #[test]
    fn front_matter_is_code() {
        for (source, expected) in [
            (
                "---\ntitle: Plan\ntags:\n- a\n---\n# Plan\n",
                "```yaml\ntitle: Plan\ntags:\n- a\n```\n# Plan\n",
            ),
            ("---\ntitle: Plan\n\nWords\n", "```yaml\ntitle: Plan\n```\n\nWords\n"),
            ("---\nWords: no\n", "---\nWords: no\n"),
            ("---\n", "---\n"),
            ("a\n---\ntitle: b\n---\n", "a\n---\ntitle: b\n---\n"),
        ] {
            assert_eq!(read(source), expected);
        }
    }

    #[test]
    fn lines_become_the_same_one_by_one_and_wherever_they_are_cut() {
        let source = "---\na: b\n---\n1. x\n  - y\n\n<table><tr><td>1<td>2</table> z\n```\n<table>\n```\n<table><tr><td>open";
        let whole = whole(source).into_owned();
        let mut lenient = Lenient::default();
        let mut lines = String::new();
        for line in source.split('\n') {
            lenient.line(line, &mut |line| lines += &format!("{line}\n"));
        }
        lenient.finish(true, &mut |line| lines += &format!("{line}\n"));
        assert_eq!(lines, whole);
        let mut lenient = Lenient::default();
        lenient.line("1. x", &mut |_| {});
        assert_eq!(lenient.opened("  - y z").unwrap(), (Cow::Borrowed("   - y z"), 1));
        assert_eq!(lenient.cut_off("  - y"), "   - y");
        lenient.line(" z", &mut |line| assert_eq!(line, " z"));
    }
}
