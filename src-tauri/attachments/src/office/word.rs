//! Word documents as Markdown, with what a reader sees and a plain reading of the paragraphs loses: automatic numbers,
//! equations, the places of notes, the words that comments are about, text boxes and charts (ECMA-376, part 1).
//!
//! Invariant: what is deleted, moved away or hidden in the document is not in the text. A document is read one block
//! after the other; none is a tree as a whole.

mod line;
mod numbering;
mod runs;
mod styles;
mod tables;

use std::collections::HashMap;

use super::{
    MAX_CHARACTERS, chart, damaged_part, numerals,
    parts::Parts,
    xml::{self, Blocks, Element},
};
use line::Line;
use numbering::{Label, Numbering};
use runs::Field;
use styles::Styles;
use yourouter_protocol::Result;

/// The words that one comment is anchored to, as they are sent.
const MAX_ANCHOR: usize = 300;
/// Comments that begin before others end; more are not of this world.
const MAX_OPEN_COMMENTS: usize = 32;

/// A paragraph, item or table.
struct Block {
    text: String,
    is_item: bool,
}

/// Notes of one kind, by their id in the document.
#[derive(Default)]
struct Notes {
    bodies: HashMap<String, Element>,
    /// The ids in the order in which the text names them.
    named: Vec<String>,
}

/// A comment that the text names.
struct Comment {
    id: String,
    words: String,
    is_open: bool,
}

/// What is known of a document while it is read.
struct Document<'a> {
    parts: &'a Parts,
    /// The part that is being read, whose relations count.
    part: String,
    styles: Styles,
    numbering: Numbering,
    footnotes: Notes,
    endnotes: Notes,
    comment_bodies: HashMap<String, Element>,
    comments: Vec<Comment>,
    /// What text boxes and charts of the paragraph hold; they stand behind it.
    boxes: Vec<Block>,
    fields: Vec<Field>,
    /// The text of paragraphs whose end is deleted.
    carried: String,
    is_in_cell: bool,
    nested_tables: Vec<String>,
    tables: usize,
}

/// The document's text.
///
/// # Errors
/// `Error::Attachment` with `damaged` if the main part is missing or breaks off.
pub(super) fn markdown(parts: &Parts) -> Result<String> {
    let part = parts.main_part("word/document.xml");
    let main = parts.get(&part).ok_or_else(|| damaged_part("it has no main part"))?;
    let related = |kind: &str| parts.related(&part, kind).and_then(|name| parts.get(&name));
    let (styles, lists) = styles::read(related("styles"));
    let mut document = Document {
        parts,
        styles,
        numbering: Numbering::new(related("numbering"), lists),
        footnotes: Notes { bodies: bodies(related("footnotes")), named: Vec::new() },
        endnotes: Notes { bodies: bodies(related("endnotes")), named: Vec::new() },
        comment_bodies: bodies(related("comments")),
        part: part.clone(),
        comments: Vec::new(),
        boxes: Vec::new(),
        fields: Vec::new(),
        carried: String::new(),
        is_in_cell: false,
        nested_tables: Vec::new(),
        tables: 0,
    };
    let mut blocks = document.margins("header");
    let text = String::from_utf8_lossy(main);
    let mut body = Blocks::new(&text, &["document", "body"]);
    let mut written = 0;
    while written < MAX_CHARACTERS
        && let Some(element) = body.next()
    {
        let before = blocks.len();
        document.block(&element, &mut blocks);
        written += blocks.iter().skip(before).map(|block| block.text.len()).sum::<usize>();
    }
    if !body.is_sound() {
        return Err(damaged_part("its text breaks off"));
    }
    blocks.extend(document.margins("footer"));
    let notes = joined(&document.notes());
    let text = joined(&blocks);
    Ok(if text.is_empty() || notes.is_empty() { text + &notes } else { text + "\n" + &notes })
}

/// The notes or comments of a part, by their id.
fn bodies(part: Option<&[u8]>) -> HashMap<String, Element> {
    let Some(root) = part.and_then(xml::tree) else { return HashMap::new() };
    root.into_elements().filter_map(|note| Some((note.attribute("id")?.to_owned(), note))).collect()
}

/// Blocks with an empty line between them; items of a list stand close.
fn joined(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut was_item = false;
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if was_item && block.is_item { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
        was_item = block.is_item;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The one of several forms of something that newer programs show.
fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives.child("Choice").or_else(|| alternatives.child("Fallback"))
}

impl Document<'_> {
    fn blocks(&mut self, parent: &Element, blocks: &mut Vec<Block>) {
        for element in parent.elements() {
            self.block(element, blocks);
        }
    }

    fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        match element.name.as_str() {
            "p" => self.paragraph(element, blocks),
            "tbl" => self.table(element, blocks),
            "AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.blocks(choice, blocks);
                }
            }
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                self.blocks(element, blocks)
            }
            "oMath" | "oMathPara" | "commentRangeStart" | "commentRangeEnd" => {
                let mut line = Line::default();
                self.inline(element, &mut line);
                push(blocks, line.markdown(), false);
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, paragraph: &Element, blocks: &mut Vec<Block>) {
        let properties = paragraph.child("pPr");
        let outer_boxes = std::mem::take(&mut self.boxes);
        let heading = self.styles.heading(properties).filter(|_| !self.is_in_cell);
        let mut line = Line::new(heading.is_some());
        self.inlines(paragraph, &mut line);
        self.fields.retain(|field| field.has_result);
        let boxes = std::mem::replace(&mut self.boxes, outer_boxes);
        let text = std::mem::take(&mut self.carried) + &line.markdown();
        let is_end_deleted =
            properties.and_then(|it| it.child("rPr")).is_some_and(|it| it.child("del").is_some());
        if is_end_deleted {
            self.carried = text;
        } else {
            let (label, level) = self.label(properties);
            let text = text.trim_end().trim_start_matches('\n');
            let (mark, is_bullet) = match label {
                Some(Label { text, is_bullet }) => (text + " ", is_bullet),
                None => (String::new(), false),
            };
            match heading {
                _ if text.trim().is_empty() => {}
                // A bullet before a heading is decoration.
                Some(depth) => {
                    let mark = if is_bullet { "" } else { &mark };
                    let text = text.replace('\n', " ");
                    push(blocks, format!("{} {mark}{}", "#".repeat(depth), text.trim()), false);
                }
                None if mark.is_empty() => push(blocks, text.to_owned(), false),
                None => {
                    let indent = "  ".repeat(level);
                    let text = text.trim_start().replace('\n', &format!("\n{indent}  "));
                    push(blocks, format!("{indent}{mark}{text}"), true);
                }
            }
        }
        blocks.extend(boxes);
    }

    /// The number before a paragraph, and the level of its list. It is counted, whether the paragraph has text or not.
    fn label(&mut self, properties: Option<&Element>) -> (Option<Label>, usize) {
        let numbering = &self.numbering;
        let level_of = |list: &str, style: &str| numbering.level_of_style(list, style);
        let Some((list, level)) = self.styles.list(properties, level_of) else { return (None, 0) };
        (self.numbering.next(&list, level), level)
    }

    /// What stands at the top or bottom of the pages, each once.
    fn margins(&mut self, kind: &str) -> Vec<Block> {
        let mut found: Vec<Block> = Vec::new();
        for name in self.parts.all_related(&self.part, kind) {
            let Some(root) = self.parts.get(&name).and_then(xml::tree) else { continue };
            let mut blocks = Vec::new();
            self.in_part(&name, |document| document.blocks(&root, &mut blocks));
            let text = joined(&blocks).trim().replace("\n\n", "\n");
            // Numbers of pages are no text.
            let has_words = text.chars().filter(|c| c.is_alphabetic()).count() > 5;
            if has_words && found.iter().all(|block| !block.text.ends_with(&text)) {
                found.push(Block { text: format!("[{kind}] {text}"), is_item: false });
            }
        }
        found
    }

    /// Reads something of another part, whose relations are its own.
    fn in_part(&mut self, name: &str, read: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.part, name.to_owned());
        read(self);
        self.part = before;
    }

    /// The texts of notes and comments, in the order in which the text names them.
    fn notes(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        // A note may name another one.
        for at in 0.. {
            let Some(id) = self.footnotes.named.get(at).cloned() else { break };
            let text = self.footnotes.bodies.remove(&id).map(|body| self.flat(&body)).unwrap_or_default();
            push(&mut blocks, format!("[^{}]: {text}", at + 1), true);
        }
        for at in 0.. {
            let Some(id) = self.endnotes.named.get(at).cloned() else { break };
            let text = self.endnotes.bodies.remove(&id).map(|body| self.flat(&body)).unwrap_or_default();
            push(&mut blocks, format!("[^{}]: {text}", endnote_mark(at)), true);
        }
        for at in 0.. {
            let Some((id, words)) = self.comments.get(at).map(|it| (it.id.clone(), it.words.clone())) else {
                break;
            };
            let Some(body) = self.comment_bodies.remove(&id) else { continue };
            let author = body.attribute("author").filter(|it| !it.is_empty()).map(|it| format!(" by {it}"));
            let words = words.trim();
            let about = if words.is_empty() { String::new() } else { format!(" on “{words}”") };
            let text = self.flat(&body);
            push(
                &mut blocks,
                format!("[comment {}]{}{about}: {text}", at + 1, author.unwrap_or_default()),
                true,
            );
        }
        blocks
    }

    /// The text of a note in one piece.
    fn flat(&mut self, body: &Element) -> String {
        let mut blocks = Vec::new();
        self.blocks(body, &mut blocks);
        joined(&blocks).trim().replace("\n\n", "\n").replace('\n', "\n  ")
    }

    /// The text boxes, charts and descriptions of a drawing.
    fn drawing(&mut self, drawing: &Element, line: &mut Line) {
        let mut found = Vec::new();
        drawing.each("txbxContent", &mut |text| found.push(text));
        for text in &found {
            let mut blocks = Vec::new();
            self.blocks(text, &mut blocks);
            self.boxes.extend(blocks);
        }
        let target = |name: &str, relation: &str| {
            let id = drawing.find(name)?.exact(relation)?;
            self.parts.by_id(&self.part, id)
        };
        let chart = target("chart", "r:id").and_then(|name| chart::markdown(self.parts.get(&name)?));
        let diagram = target("relIds", "r:dm").and_then(|name| diagram(self.parts.get(&name)?));
        if let Some(text) = chart.or(diagram) {
            push(&mut self.boxes, text, false);
        } else if found.is_empty()
            && let Some(words) =
                drawing.find("docPr").and_then(|it| it.attribute("descr")).filter(|it| !it.is_empty())
        {
            line.push(&format!("[image: {}]", words.split_whitespace().collect::<Vec<_>>().join(" ")), 0);
        }
    }
}

/// The points of a diagram, a line each.
fn diagram(part: &[u8]) -> Option<String> {
    let root = xml::tree(part)?;
    let mut lines = Vec::new();
    root.each("pt", &mut |point| {
        let text = point.child("t").map(Element::text).unwrap_or_default();
        if !text.trim().is_empty() {
            lines.push(format!("- {}", text.trim()));
        }
    });
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn endnote_mark(at: usize) -> String {
    numerals::written(u32::try_from(at + 1).unwrap_or(u32::MAX), "lowerRoman")
}

fn push(blocks: &mut Vec<Block>, text: String, is_item: bool) {
    if !text.trim().is_empty() {
        blocks.push(Block { text, is_item });
    }
}
