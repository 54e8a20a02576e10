//! Tables: their rows in a whole answer, and one row by itself in a streamed one.
//!
//! The parser fills up short rows, up to [`MAX_FILLED`] cells of a table; then it leaves the table in the middle of a
//! row and reads that row again as a new block, inside the table. Invariant: such a block never stands in a `<table>`.

use super::super::dialect::options;
use super::super::html::{self, Html};
use super::super::{block_start, prefix::SoFar, reader};
use super::{Writer, leaf};
use pulldown_cmark::{Alignment, Event, Parser, Tag};

/// Cells that the parser adds to the rows of one table (`MAX_AUTOCOMPLETED_CELLS` in pulldown-cmark 0.13).
pub(in super::super) const MAX_FILLED: usize = 1 << 18;

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    rows: usize,
    /// Where in `out` the last row begins.
    last_row: usize,
}

impl Writer {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.block("<div class=\"tw\"><table>");
        self.table = Some(Table { alignments, ..Table::default() });
    }

    pub(super) fn end_table(&mut self) {
        // None: it was left before.
        if let Some(table) = self.table.take() {
            self.end_block(if table.rows > 0 { html::TBODY_CLOSE } else { html::TABLE_CLOSE });
        }
    }

    pub(super) fn start_head(&mut self) {
        self.out.tag("<thead><tr>");
        if let Some(table) = &mut self.table {
            (table.in_head, table.cell) = (true, 0);
        }
    }

    pub(super) fn end_head(&mut self) {
        self.out.tag("</tr></thead>");
        if let Some(table) = &mut self.table {
            table.in_head = false;
        }
    }

    pub(super) fn start_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        table.last_row = self.out.len();
        self.out.tag(if table.rows == 0 { "<tbody><tr>" } else { "<tr>" });
        (table.rows, table.cell) = (table.rows + 1, 0);
    }

    pub(super) fn start_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let alignment = table.alignments.get(table.cell).copied().unwrap_or(Alignment::None);
        table.cell += 1;
        self.out.tag(cell_open(table.in_head, alignment));
    }

    pub(super) fn end_cell(&mut self) {
        let in_head = self.table.as_ref().is_some_and(|table| table.in_head);
        self.out.tag(if in_head { "</th>" } else { "</td>" });
    }

    /// A block inside a table is the row in whose middle the parser has left it.
    pub(super) fn leave_table_before(&mut self, tag: &Tag<'_>) {
        let is_block = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::List(_)
                | Tag::FootnoteDefinition(_)
                | Tag::Table(_)
        );
        if !is_block {
            return;
        }
        if let Some(table) = &mut self.table {
            self.out.truncate(table.last_row);
            table.rows = table.rows.saturating_sub(1);
            self.end_table();
        }
    }
}

fn cell_open(in_head: bool, alignment: Alignment) -> &'static str {
    match (in_head, alignment) {
        (true, Alignment::Right) => "<th scope=\"col\" class=\"r\">",
        (true, Alignment::Center) => "<th scope=\"col\" class=\"c\">",
        (true, _) => "<th scope=\"col\">",
        (false, Alignment::Right) => "<td class=\"r\">",
        (false, Alignment::Center) => "<td class=\"c\">",
        (false, _) => "<td>",
    }
}

/// One row of a streamed table.
pub(in super::super) struct Row {
    pub html: Html,
    /// Cells that it was filled up with.
    pub filled: usize,
}

/// Renders the text of one row; `None`: it is none, or the parser would leave the table in it, whose rows were filled
/// up with so many cells before.
pub(in super::super) fn row(
    text: &str,
    alignments: &[Alignment],
    filled_before: usize,
    prefix: &mut SoFar,
) -> Option<Row> {
    // Its id is taken once it is written.
    let first = || block_start::first_event("", text);
    if text.starts_with('#') && matches!(first(), Some(Event::Start(Tag::Heading { .. }))) {
        return None;
    }
    let pipes = reader::pipes(text);
    // Columns that the row does not reach are not parsed: a short row must not cost what a long head does.
    let (reached, beyond) = alignments.split_at_checked(pipes + 1).unwrap_or((alignments, &[]));
    let source = source_of(text, reached);
    let is_full = pipes > alignments.len();
    let filled = if is_full { 0 } else { beyond.len() + filled_in(&source) };
    if filled_before + filled > MAX_FILLED {
        return None;
    }
    let rendered = leaf(&source, prefix);
    let [table] = rendered.as_slice() else { return None };
    let mut html = table.inside(html::TBODY_OPEN, "</tr></tbody></table></div>")?;
    for alignment in beyond {
        html.tag(cell_open(false, *alignment)).tag("</td>");
    }
    html.tag("</tr>");
    Some(Row { html, filled })
}

/// A table with this row, and with a head that is not shown.
fn source_of(row: &str, alignments: &[Alignment]) -> String {
    let mut source = format!("|{}\n|", "x|".repeat(alignments.len()));
    for alignment in alignments {
        source.push_str(match alignment {
            Alignment::Right => "-:|",
            Alignment::Center => ":-:|",
            _ => "-|",
        });
    }
    source.push('\n');
    source.push_str(row);
    source.push('\n');
    source
}

/// Cells that the parser adds to the last row: those that stand behind the end of the source.
fn filled_in(source: &str) -> usize {
    let events = Parser::new_ext(source, options()).into_offset_iter();
    events
        .filter(|(event, range)| matches!(event, Event::Start(Tag::TableCell)) && range.start == source.len())
        .count()
}
