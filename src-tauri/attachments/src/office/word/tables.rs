//! Tables of a Word document. One that stands in a cell of another is kept apart: it follows the table around it.

use super::{super::xml::Element, Block, Document, joined, push};
use crate::office::table;

/// Columns that one cell spans; more are not shown by any program.
const MAX_SPAN: usize = 64;

impl Document<'_> {
    pub(super) fn table(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut rows = Vec::new();
        collect(element, "tr", &mut rows);
        let is_gone = |row: &&Element| {
            row.child("trPr").is_some_and(|it| it.child("del").is_some() || it.is_on("hidden") == Some(true))
        };
        rows.retain(|row| !is_gone(row));
        if let [row] = rows.as_slice() {
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            // A frame around text is no table.
            if let [only] = cells.as_slice() {
                return self.blocks(only, blocks);
            }
        }
        let is_nested = std::mem::replace(&mut self.is_in_cell, true);
        let lines: Vec<Vec<String>> = rows.into_iter().map(|row| self.row(row)).collect();
        self.is_in_cell = is_nested;
        let text = table(&lines);
        if is_nested {
            self.tables += 1;
            let name = format!("table {}", self.tables);
            push(blocks, format!("[{name}, below]"), false);
            self.nested_tables.push(format!("[{name}]\n\n{text}"));
            return;
        }
        push(blocks, text, false);
        for text in std::mem::take(&mut self.nested_tables) {
            push(blocks, text, false);
        }
    }

    fn row(&mut self, row: &Element) -> Vec<String> {
        let before = span(row.child("trPr"), "gridBefore");
        let mut cells = vec![String::new(); before];
        let mut elements = Vec::new();
        collect(row, "tc", &mut elements);
        for cell in elements {
            let properties = cell.child("tcPr");
            let merge = properties.and_then(|it| it.child("vMerge"));
            let goes_on = merge.is_some_and(|it| it.attribute("val") != Some("restart"));
            let is_deleted = properties.is_some_and(|it| it.child("cellDel").is_some());
            let mut blocks = Vec::new();
            if !goes_on && !is_deleted {
                self.blocks(cell, &mut blocks);
            }
            cells.push(joined(&blocks).trim().replace("\n\n", "\n"));
            cells.extend(vec![String::new(); span(properties, "gridSpan").saturating_sub(1)]);
        }
        cells
    }
}

fn span(properties: Option<&Element>, name: &str) -> usize {
    properties.and_then(|it| it.value(name)).and_then(|it| it.parse().ok()).unwrap_or(0).min(MAX_SPAN)
}

/// The rows or cells of a table, also where they stand in controls or were inserted.
fn collect<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            it if it == name => found.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" => collect(element, name, found),
            _ => {}
        }
    }
}
