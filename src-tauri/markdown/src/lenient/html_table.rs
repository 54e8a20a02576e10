//! A table written in HTML → the lines of one in Markdown, row by row.
//!
//! Tags that make rows and cells are read; those that words may look like are left for `render/tags`, links and images
//! are written as Markdown has them, so that their targets are checked like any other. Invariant: no text is lost; a
//! table inside a cell is read as lines of that cell.

/// A row that is longer than this (bytes) ends, so that an answer that never ends its row is shown all the same.
const MAX_ROW: usize = 64 * 1024;
/// Columns that a cell may reach over.
const MAX_SPAN: usize = 64;

/// A table of which some lines were read.
#[derive(Debug, Clone, Default)]
pub(super) struct HtmlTable {
    prefix: String,
    /// Cells of the head; none: no row was written.
    columns: usize,
    cells: Vec<Cell>,
    /// The cell that text goes into.
    current: usize,
    /// Into how many rows more a cell above reaches, by column.
    reached: Vec<usize>,
    /// Text outside of any cell: a caption, or what stands in the wrong place.
    beside: String,
    in_cell: bool,
    /// Tables inside the cell.
    depth: usize,
    /// Targets of the links that are open.
    links: Vec<Option<String>>,
    /// An element whose content is not read.
    skipped: Option<&'static str>,
    /// A tag or comment that is not whole yet.
    open_tag: String,
    is_begun: bool,
    after_blank: bool,
}

#[derive(Debug, Clone, Default)]
struct Cell {
    text: String,
    alignment: Option<&'static str>,
}

/// What follows in the line.
pub(super) enum Rest {
    Inside,
    Behind(String),
}

/// Elements whose content is no text.
const SKIPPED: [&str; 4] = ["script", "style", "template", "svg"];
/// Elements that stand in lines of their own.
const LINES: [&str; 14] =
    ["p", "div", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre"];
/// Elements around rows, of which nothing is shown.
const AROUND: [&str; 7] = ["thead", "tbody", "tfoot", "colgroup", "col", "caption", "html"];

/// Tags with which a table goes on behind a blank line.
const OWN: [&str; 10] = ["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];

impl HtmlTable {
    /// The table that a line begins; its lines stand `indent` columns in.
    pub fn begun_by(text: &str, indent: usize) -> Option<Self> {
        let (start, rest) = text.split_at_checked("<table".len())?;
        let begins =
            start.eq_ignore_ascii_case("<table") && (rest.is_empty() || rest.starts_with([' ', '\t', '>']));
        begins.then(|| Self { prefix: " ".repeat(indent), ..Self::default() })
    }

    /// Whether the line is none of it: behind a blank one, where HTML ends (CommonMark 0.31.2, 4.6), it goes on with its own
    /// tags only, so that a table without end takes no more than its paragraph.
    pub fn is_left_by(&mut self, line: &str) -> bool {
        let text = line.trim();
        let was_blank = std::mem::replace(&mut self.after_blank, text.is_empty());
        let name = || {
            let inside = text.strip_prefix('<')?;
            let inside = inside.strip_prefix('/').unwrap_or(inside);
            Some(inside.split(|c: char| !c.is_ascii_alphanumeric()).next()?.to_ascii_lowercase())
        };
        was_blank && !text.is_empty() && !name().is_some_and(|name| OWN.contains(&name.as_str()))
    }

    /// Follows a line of it.
    pub fn line(&mut self, line: &str, take: &mut impl FnMut(&str)) -> Rest {
        let joined = std::mem::take(&mut self.open_tag) + line;
        let mut rest = joined.as_str();
        while let Some(at) = rest.find('<') {
            let (text, from) = rest.split_at(at);
            self.text(text);
            let Some(end) = tag_end(from) else {
                let is_tag = from.get(1..).is_some_and(|name| {
                    name.is_empty()
                        || name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
                });
                if is_tag && from.len() < MAX_ROW {
                    self.open_tag = format!("{from} ");
                    return Rest::Inside;
                }
                self.text("<");
                rest = from.get(1..).unwrap_or_default();
                continue;
            };
            let (tag, after) = from.split_at(end);
            rest = after;
            if self.tag(tag, take) {
                self.ended(take);
                return Rest::Behind(rest.to_owned());
            }
        }
        self.text(rest);
        self.text(" ");
        if self.cells.iter().map(|cell| cell.text.len()).sum::<usize>() > MAX_ROW {
            self.end_row(take);
        }
        Rest::Inside
    }

    /// The end of the answer comes before that of the table.
    pub fn finish(mut self, is_over: bool, take: &mut impl FnMut(&str)) {
        if is_over {
            let open = std::mem::take(&mut self.open_tag);
            self.text(open.trim_end());
        }
        self.ended(take);
    }

    fn ended(&mut self, take: &mut impl FnMut(&str)) {
        self.end_row(take);
        self.write_beside(take);
        take("");
    }

    /// Reads a tag; whether it ends the table.
    fn tag(&mut self, tag: &str, take: &mut impl FnMut(&str)) -> bool {
        if tag.starts_with("<!") {
            return false;
        }
        let inside = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = inside
            .get(..inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len()))
            .unwrap_or_default()
            .to_ascii_lowercase();
        if let Some(skipped) = self.skipped {
            self.skipped = Some(skipped).filter(|_| !(is_end && name == skipped));
            return false;
        }
        match (name.as_str(), is_end) {
            ("table", false) if !std::mem::replace(&mut self.is_begun, true) => {}
            ("table", false) => self.depth += 1,
            ("table", true) if self.depth == 0 => return true,
            ("table", true) => self.depth -= 1,
            ("tr", _) if self.depth > 0 => self.new_line(),
            ("td" | "th", _) if self.depth > 0 => self.text(" "),
            ("tr", _) => self.end_row(take),
            ("td" | "th", false) => self.begin_cell(inside),
            ("td" | "th", true) => self.in_cell = false,
            ("li", false) => {
                self.new_line();
                self.push("• ");
            }
            ("li", true) => {}
            ("br", _) => self.push("<br>"),
            ("a", false) => {
                let target = attribute(inside, "href").map(|url| url.replace(['<', '>', '\n'], ""));
                self.push(if target.is_some() { "[" } else { "" });
                self.links.push(target);
            }
            ("a", true) => {
                if let Some(Some(target)) = self.links.pop() {
                    self.push(&format!("](<{}>)", piped(&target)));
                }
            }
            ("img", _) => {
                let of = |name| {
                    attribute(inside, name).unwrap_or_default().replace(['<', '>', '[', ']', '\n'], "")
                };
                self.push(&format!("![{}](<{}>)", piped(&of("alt")), piped(&of("src"))));
            }
            (name, _) if LINES.contains(&name) => self.new_line(),
            (name, _) if AROUND.contains(&name) => {}
            (name, _) => match SKIPPED.into_iter().find(|skipped| *skipped == name) {
                Some(skipped) => self.skipped = Some(skipped),
                None => self.push(&piped(tag)),
            },
        }
        false
    }

    fn begin_cell(&mut self, tag: &str) {
        let number = |name| {
            attribute(tag, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
        };
        self.fill_reached();
        let alignment = attribute(tag, "align")
            .or_else(|| attribute(tag, "style"))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let alignment = ["center", "right"].into_iter().find(|word| alignment.contains(word));
        (self.in_cell, self.current) = (true, self.cells.len());
        let rows = number("rowspan") - 1;
        for n in 0..number("colspan") {
            self.cells.push(Cell { text: String::new(), alignment: alignment.filter(|_| n == 0) });
            if rows > 0 {
                self.reached.resize(self.reached.len().max(self.cells.len()), 0);
                if let Some(left) = self.reached.get_mut(self.cells.len() - 1) {
                    *left = rows;
                }
            }
        }
        self.links.clear();
    }

    /// Leaves the cells empty into which one of a row above reaches.
    fn fill_reached(&mut self) {
        while let Some(left) = self.reached.get_mut(self.cells.len()).filter(|left| **left > 0) {
            *left -= 1;
            self.cells.push(Cell::default());
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        let is_link = self.links.iter().any(Option::is_some);
        let mut last_is_space = self.target().is_none_or(|cell| cell.is_empty() || cell.ends_with(' '));
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' => {
                    if !std::mem::replace(&mut last_is_space, true) {
                        out.push(' ');
                    }
                    continue;
                }
                '|' => out.push_str("\\|"),
                '[' | ']' if is_link => out.extend(['\\', c]),
                c => out.push(c),
            }
            last_is_space = false;
        }
        self.push(&out);
    }

    fn target(&mut self) -> Option<&mut String> {
        if self.in_cell {
            self.cells.get_mut(self.current).map(|cell| &mut cell.text)
        } else {
            Some(&mut self.beside)
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(target) = self.target() {
            target.push_str(text);
        }
    }

    fn new_line(&mut self) {
        if let Some(target) = self.target() {
            target.truncate(target.trim_end_matches(' ').len());
            if !target.is_empty() && !target.ends_with("<br>") {
                target.push_str("<br>");
            }
        }
    }

    fn end_row(&mut self, take: &mut impl FnMut(&str)) {
        self.in_cell = false;
        self.links.clear();
        self.write_beside(take);
        if !self.cells.is_empty() {
            self.fill_reached();
        }
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return;
        }
        let is_head = self.columns == 0;
        let mut row = format!("{}|", self.prefix);
        for cell in &cells {
            let text = cell.text.trim();
            row.push_str(&format!(" {} |", text.strip_suffix("<br>").unwrap_or(text)));
        }
        if is_head {
            // The line that is no part of it any more.
            take("");
        }
        take(&row);
        if is_head {
            self.columns = cells.len();
            let mut rule = format!("{}|", self.prefix);
            for cell in &cells {
                rule.push_str(match cell.alignment {
                    Some("right") => "-:|",
                    Some(_) => ":-:|",
                    None => "-|",
                });
            }
            take(&rule);
        }
    }

    /// Text outside of the cells stands before the table; within it, it has a row of its own.
    fn write_beside(&mut self, take: &mut impl FnMut(&str)) {
        let beside = std::mem::take(&mut self.beside);
        let text = beside.trim();
        if text.is_empty() {
            return;
        }
        take(&if self.columns == 0 {
            format!("{}{text}", self.prefix)
        } else {
            format!("{}| {text} |", self.prefix)
        });
    }
}

/// Behind the end of the tag or comment that the text begins with, where that is known.
fn tag_end(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + "-->".len());
    }
    if !text.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        from = at + name.len();
        let stands_alone = lower.get(..at)?.ends_with([' ', '\t', '\n', '"', '\'']);
        let Some(value) = tag.get(from..)?.trim_start().strip_prefix('=').filter(|_| stands_alone) else {
            continue;
        };
        let value = value.trim_start();
        return match value.chars().next()? {
            quote @ ('"' | '\'') => Some(value.get(1..)?.split(quote).next()?.to_owned()),
            _ => Some(value.split([' ', '\t']).next()?.to_owned()),
        };
    }
}

/// Text in which a pipe parts no cells.
fn piped(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::super::whole;

    #[test]
    fn rows_and_cells_become_those_of_markdown() {
        for (source, expected) in [
            (
                "Before\n<table>\n <tr><th>a</th><th align=\"right\">b</th></tr>\n\n <tr>\n  <td>1|2</td>\n  <td><b>x</b><br>y</td>\n </tr>\n</table>\nAfter",
                "Before\n\n\n| a | b |\n|-|-:|\n| 1\\|2 | <b>x</b><br>y |\n\nAfter\n",
            ),
            (
                "<TABLE border=1><tr><td>1<td>2<tr><td>3<td>4</TABLE> z",
                "\n\n| 1 | 2 |\n|-|-|\n| 3 | 4 |\n\n z\n",
            ),
            (
                "<table><caption>Cap</caption><tr><td><a href=\"https://a.example/?x|y\">l [1]</a> <img src='https://i.example/i.png' alt=I></td></tr></table>",
                "\nCap\n\n| [l \\[1\\]](<https://a.example/?x\\|y>) ![I](<https://i.example/i.png>) |\n|-|\n\n",
            ),
            (
                "<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
                "\n\n| a |  | b |\n|-|-|-|\n| c | d |  |\n\n",
            ),
            (
                "<table><tr><td><ul><li>a</li><li>b</li></ul><p>c</p></td></tr></table>",
                "\n\n| • a<br>• b<br>c |\n|-|\n\n",
            ),
            (
                "<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table></td></tr></table>",
                "\n\n| a b<br> c |\n|-|\n\n",
            ),
            ("<table><tr><td>a<script>x</script><!-- y\nz --> < 3</td", "\n\n| a < 3</td |\n|-|\n\n"),
            ("<table>\n<tr><td\nclass=\"x\">a</td></tr></table>", "\n\n| a |\n|-|\n\n"),
            ("<tablet>\n", "<tablet>\n"),
            ("<table><tr><td>a\n\n<tr><td>b\n\nWords\n", "\n\n| a |\n|-|\n| b |\n\nWords\n"),
            ("<table x=\"\n\nWords\n", "\n<table x=\"\n\nWords\n"),
        ] {
            assert_eq!(whole(&format!("{}\n", source.trim_end_matches('\n'))), expected);
        }
    }

    #[test]
    fn a_row_that_never_ends_is_shown_and_costs_what_it_is_long() {
        let source = format!("<table><tr><td>{}\n", "word ".repeat(100_000));
        let shown = whole(&source);
        assert!(shown.matches("word").count() == 100_000, "{}", shown.len());
        let tags = format!("<table><tr>{}\n", "<td><b>".repeat(50_000));
        assert_eq!(whole(&tags).matches("<b>").count(), 50_000);
    }
}
