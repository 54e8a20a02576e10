//! OpenDocument texts, spreadsheets and presentations as Markdown (OpenDocument 1.3, part 3).
//!
//! Invariant: what is deleted or hidden is not in the text.

mod lists;

use std::collections::HashSet;

use super::{
    MAX_CHARACTERS, Office, damaged_part,
    parts::Parts,
    shown, table,
    xml::{self, Blocks, Element},
};
use lists::Lists;
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// Copies of a cell or row that are written; more are the empty rest of a sheet.
const MAX_COPIES: usize = 256;
/// Rows of one sheet.
const MAX_ROWS: usize = 20_000;

/// What is known of a document while it is read.
struct Document<'a> {
    parts: &'a Parts,
    office: Office,
    lists: Lists,
    /// The styles of what is not shown.
    hidden_styles: HashSet<String>,
    hidden: Vec<String>,
    notes: Vec<String>,
    slides: usize,
    is_in_cell: bool,
    nested_tables: Vec<String>,
    tables: usize,
    text: String,
}

/// The document's text.
///
/// # Errors
/// `Error::Attachment` with `encrypted` or `damaged`.
pub(super) fn markdown(parts: &Parts, office: Office) -> Result<String> {
    let manifest = parts.get("META-INF/manifest.xml").unwrap_or_default();
    if memchr::memmem::find(manifest, b"encryption-data").is_some() {
        return Err(Error::attachment(AttachmentProblem::Encrypted, ""));
    }
    let content = parts.get("content.xml").ok_or_else(|| damaged_part("it has no content"))?;
    let mut document = Document {
        parts,
        office,
        lists: Lists::default(),
        hidden_styles: HashSet::new(),
        hidden: Vec::new(),
        notes: Vec::new(),
        slides: 0,
        is_in_cell: false,
        nested_tables: Vec::new(),
        tables: 0,
        text: String::new(),
    };
    if let Some(styles) = parts.get("styles.xml").and_then(xml::tree) {
        document.styles(&styles);
    }
    let text = String::from_utf8_lossy(content);
    let mut body =
        Blocks::new(&text, &["document-content", "body", "text", "spreadsheet", "presentation", "drawing"]);
    while document.text.len() < MAX_CHARACTERS
        && let Some(element) = body.next()
    {
        match element.name.as_str() {
            "automatic-styles" | "styles" => document.styles(&element),
            _ => {
                let mut text = String::new();
                document.block(&element, &mut text);
                add(&mut document.text, &text);
            }
        }
    }
    if !body.is_sound() {
        return Err(damaged_part("its text breaks off"));
    }
    let notes = std::mem::take(&mut document.notes).join("\n");
    add(&mut document.text, &notes);
    Ok(document.text + &shown::note(&document.hidden))
}

/// Adds a block behind an empty line.
fn add(text: &mut String, block: &str) {
    let block = block.trim_matches('\n');
    if !block.trim().is_empty() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(block);
    }
}

fn count(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|it| it.parse().ok()).unwrap_or(1)
}

impl Document<'_> {
    fn styles(&mut self, styles: &Element) {
        self.lists.read(styles);
        styles.each("style", &mut |style| {
            let is_hidden = style.elements().any(|it| {
                it.attribute("display") == Some("false") && it.name == "table-properties"
                    || it.attribute("visibility") == Some("hidden") && it.name == "drawing-page-properties"
                    || it.attribute("display") == Some("none") && it.name == "text-properties"
            });
            if let Some(name) = style.attribute("name").filter(|_| is_hidden) {
                self.hidden_styles.insert(name.to_owned());
            }
        });
    }

    fn is_hidden(&self, element: &Element) -> bool {
        element.attribute("style-name").is_some_and(|it| self.hidden_styles.contains(it))
    }

    fn blocks(&mut self, parent: &Element, text: &mut String) {
        for element in parent.elements() {
            self.block(element, text);
        }
    }

    fn block(&mut self, element: &Element, text: &mut String) {
        match element.name.as_str() {
            "p" => {
                let line = self.line(element);
                add(text, &line);
            }
            "h" => {
                let level = count(element, "outline-level").clamp(1, 10);
                let line = self.line(element).replace('\n', " ");
                let number = self.lists.heading(level);
                let mark = "#".repeat(level.min(6));
                let line = line.trim();
                if !line.is_empty() {
                    add(text, &format!("{mark} {number}{line}"));
                }
            }
            "list" => {
                let items = self.list(element, None, 1);
                add(text, &items);
            }
            "table" => self.table(element, text),
            "page" => self.slide(element, text),
            "notes" => {
                let mut notes = String::new();
                element.each("text-box", &mut |it| self.blocks(it, &mut notes));
                if !notes.is_empty() {
                    add(text, &format!("Notes: {notes}"));
                }
            }
            "tracked-changes"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "font-face-decls"
            | "scripts"
            | "calculation-settings"
            | "content-validations"
            | "named-expressions"
            | "database-ranges"
            | "table-of-content-source"
            | "desc"
            | "title"
            | "master-styles"
            | "annotation" => {}
            "section" if element.attribute("display") == Some("none") => {}
            _ => self.blocks(element, text),
        }
    }

    /// The text of a paragraph.
    fn line(&mut self, paragraph: &Element) -> String {
        let (mut line, mut boxes) = (String::new(), String::new());
        self.inlines(paragraph, &mut line, &mut boxes);
        add(&mut line, &boxes);
        line
    }

    fn inlines(&mut self, parent: &Element, line: &mut String, boxes: &mut String) {
        for node in &parent.children {
            let element = match node {
                xml::Node::Text(words) => {
                    // Spaces in a row and line ends are one space (section 6.1.2).
                    for sign in words.chars() {
                        let sign = if matches!(sign, '\n' | '\r' | '\t') { ' ' } else { sign };
                        if sign != ' ' || !line.ends_with([' ', '\n']) {
                            line.push(sign);
                        }
                    }
                    continue;
                }
                xml::Node::Element(element) => element,
            };
            match element.name.as_str() {
                "s" => line.push_str(&" ".repeat(count(element, "c").min(200))),
                "tab" => line.push('\t'),
                "line-break" => line.push('\n'),
                "note" => self.note(element, line),
                "object" => self.object(element, line, boxes),
                "annotation" => self.annotation(element, line),
                "ruby" => {
                    let inner = |name: &str| element.child(name).map(Element::text).unwrap_or_default();
                    line.push_str(&format!("{}({})", inner("ruby-base"), inner("ruby-text")));
                }
                "text-box" | "custom-shape" | "table" | "p" | "list" => {
                    let mut text = String::new();
                    if element.name == "table" {
                        self.table(element, &mut text)
                    } else {
                        self.blocks(element, &mut text)
                    }
                    add(boxes, &text);
                }
                "span" if self.is_hidden(element) => {}
                "desc" | "title" | "annotation-end" | "hidden-text" | "script" => {}
                _ => self.inlines(element, line, boxes),
            }
        }
    }

    /// A formula, as it was typed or as its signs; or the figures of a chart.
    fn object(&mut self, object: &Element, line: &mut String, boxes: &mut String) {
        let name = object.attribute("href").unwrap_or_default().trim_start_matches("./");
        let inside = self.parts.get(&format!("{name}/content.xml")).and_then(xml::tree);
        let Some(inside) = inside.as_ref().or_else(|| object.child("math")) else { return };
        if inside.name == "math" || inside.find("math").is_some() {
            let typed = inside.find("annotation").map(Element::text);
            let formula = typed.unwrap_or_else(|| inside.text());
            line.push_str(&format!(
                "[formula: {}]",
                formula.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        } else if let Some(figures) = inside.find("table") {
            let mut text = String::new();
            self.table(figures, &mut text);
            add(boxes, &text);
        }
    }

    fn note(&mut self, note: &Element, line: &mut String) {
        let mark = note.child("note-citation").map(Element::text).unwrap_or_default();
        line.push_str(&format!("[^{}]", mark.trim()));
        let mut text = String::new();
        if let Some(body) = note.child("note-body") {
            self.blocks(body, &mut text);
        }
        self.notes.push(format!("[^{}]: {}", mark.trim(), text.replace("\n\n", "\n  ")));
    }

    fn annotation(&mut self, comment: &Element, line: &mut String) {
        let author = comment.child("creator").map(|it| format!(" by {}", it.text())).unwrap_or_default();
        let mut text = String::new();
        comment
            .elements()
            .filter(|it| matches!(it.name.as_str(), "p" | "list"))
            .for_each(|it| self.block(it, &mut text));
        line.push_str(&format!("[comment{author}: {}]", text.replace("\n\n", " ").replace('\n', " ")));
    }

    /// The items of a list, a line each, under the items that they belong to.
    fn list(&mut self, list: &Element, style: Option<&str>, level: usize) -> String {
        let style = list.attribute("style-name").or(style);
        if level == 1
            && list.attribute("continue-numbering") != Some("true")
            && list.attribute("continue-list").is_none()
        {
            self.lists.restart(style);
        }
        let indent = "  ".repeat(level - 1);
        let mut lines = String::new();
        for item in list.elements().filter(|it| matches!(it.name.as_str(), "list-item" | "list-header")) {
            let mut label = (item.name == "list-item").then(|| {
                let start = item.attribute("start-value").and_then(|it| it.parse().ok());
                self.lists.next(style, level, start)
            });
            for part in item.elements() {
                let text = match part.name.as_str() {
                    "list" if level < 10 => self.list(part, style, level + 1),
                    _ => {
                        let mut text = String::new();
                        self.block(part, &mut text);
                        let text = text.trim().replace("\n\n", "\n").replace('\n', &format!("\n{indent}  "));
                        match label.take() {
                            _ if text.is_empty() => continue,
                            Some(label) => format!("{indent}{label} {text}"),
                            None => format!("{indent}  {text}"),
                        }
                    }
                };
                if !lines.is_empty() && !text.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(&text);
            }
        }
        lines
    }

    fn table(&mut self, element: &Element, text: &mut String) {
        let name = element.attribute("name").unwrap_or_default();
        if self.is_hidden(element) {
            self.hidden.push(format!("sheet “{name}”"));
            return;
        }
        let (mut rows, mut gone) = (Vec::new(), 0);
        let is_nested = std::mem::replace(&mut self.is_in_cell, true);
        self.rows(element, &mut rows, &mut gone);
        self.is_in_cell = is_nested;
        if gone > 0 {
            self.hidden.push(format!("{gone} {}", if gone == 1 { "row" } else { "rows" }));
        }
        let cells = table(&rows);
        if cells.is_empty() {
            return;
        }
        if is_nested {
            self.tables += 1;
            let name = format!("table {}", self.tables);
            add(text, &format!("[{name}, below]"));
            return self.nested_tables.push(format!("[{name}]\n\n{cells}"));
        }
        if self.office == Office::OpenSpreadsheet {
            add(text, &format!("## {name}"));
        }
        add(text, &cells);
        for nested in std::mem::take(&mut self.nested_tables) {
            add(text, &nested);
        }
    }

    fn rows(&mut self, parent: &Element, rows: &mut Vec<Vec<String>>, gone: &mut usize) {
        for row in parent.elements() {
            match row.name.as_str() {
                "table-row" if matches!(row.attribute("visibility"), Some("collapse" | "filter")) => {
                    let copies = count(row, "number-rows-repeated");
                    // Hidden rows behind the last one have nothing in them.
                    *gone += if row.find("p").is_some() { copies } else { 0 };
                }
                "table-row" if rows.len() < MAX_ROWS => {
                    let cells = self.cells(row);
                    let is_empty = cells.iter().all(|cell| cell.trim().is_empty());
                    let copies =
                        count(row, "number-rows-repeated").min(if is_empty { 1 } else { MAX_COPIES });
                    rows.extend(vec![cells; copies]);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(row, rows, gone),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &Element) -> Vec<String> {
        let mut cells = Vec::new();
        for cell in
            row.elements().filter(|it| matches!(it.name.as_str(), "table-cell" | "covered-table-cell"))
        {
            let mut text = String::new();
            for part in cell.elements() {
                if part.name == "annotation" {
                    self.annotation(part, &mut text)
                } else {
                    self.block(part, &mut text)
                }
            }
            let copies = count(cell, "number-columns-repeated").min(MAX_COPIES);
            cells.extend(vec![text.trim().replace("\n\n", "\n"); copies]);
        }
        cells
    }

    fn slide(&mut self, page: &Element, text: &mut String) {
        self.slides += 1;
        let at = self.slides;
        if self.is_hidden(page) {
            self.hidden.push(format!("slide {at}"));
            return;
        }
        add(text, &format!("## Slide {at}"));
        self.blocks(page, text);
    }
}
