//! Complete lines → block events: which construct a line continues, closes or opens (CommonMark 0.31.2, appendix,
//! "Phase 1"), with the state between two lines kept small.
//!
//! Where only the text of one line decides (headings, HTML blocks, setext underlines, tables) the Markdown parser is
//! asked about that line, and it alone renders the inside of leaf blocks. Invariant: work for a line is bounded by
//! the line and the containers around it; a wrong guess costs a correction at the end of the answer, never safety.

use super::block_start::{self, first_event};
use super::cursor::{Cursor, Fence};
use super::deferred::Deferred;
use super::definitions;
use super::dialect::{MAX_DEPTH, options};
use super::fold;
use super::highlight::Highlighter;
use super::html;
use super::marks;
use super::prefix::SoFar;
use super::render::{self, items, rows};
use super::settle::{BlockEvent, Construct, Sink};
use pulldown_cmark::{Alignment, Event, Parser, Tag};
use std::sync::Arc;

mod raw;

#[derive(Debug, Clone)]
enum Container {
    Quote,
    List { kind: u8 },
    Item { indent: usize },
    Note,
    Fold,
}

#[derive(Debug, Clone)]
enum Leaf {
    /// `in_task`: the first line follows a check box, where even a heading's marks are text.
    Paragraph {
        lines: String,
        last_line: usize,
        in_task: bool,
    },
    Fenced {
        fence: Fence,
        highlighter: Highlighter,
    },
    /// A fenced block that is shown whole when it is closed.
    Deferred {
        fence: Fence,
        deferred: Deferred,
        text: String,
    },
    Indented {
        blank: String,
    },
    /// Raw HTML that is a comment if nothing stands behind its end.
    Comment {
        text: String,
    },
    /// Ends after the line with this text, or before a blank line.
    Raw {
        end: Option<&'static str>,
    },
    /// `filled`: how many cells its rows were filled up with.
    Table {
        alignments: Arc<[Alignment]>,
        filled: usize,
    },
}

/// The open blocks of an answer after a number of complete lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks {
    containers: Vec<Container>,
    leaf: Option<Leaf>,
    /// Whether the line before was blank.
    after_blank: bool,
    /// The line before opened an item and was blank after its marker.
    item_began_blank: bool,
    prefix: SoFar,
}

/// Containers nested deeper than this are not followed line by line; the end of the answer shows them as they are.
const MAX_CONTAINERS: usize = 2 * MAX_DEPTH;

/// How a task begins.
const TASK: &str = "- [ ] ";

/// What is rendered of a task before its text.
fn task_before() -> String {
    html::list_open(None).html(&html::item_open(Some(false), false)).clone().into_string()
}

impl Blocks {
    /// Follows one complete line, given without its end.
    pub fn line(&mut self, line: &str, sink: &mut Sink<'_>) {
        self.prefix.read(line);
        self.follow(line, sink);
        self.after_blank = items::is_blank(line);
    }

    fn follow(&mut self, line: &str, sink: &mut Sink<'_>) {
        let mut cursor = Cursor::new(line);
        let kept = self.matching_containers(&mut cursor);
        if self.continues_leaf(&cursor, kept, sink) {
            return;
        }
        self.close_leaf(sink);
        if self.containers.len() > kept {
            self.item_began_blank = false;
        }
        while self.containers.len() > kept {
            self.close_container(sink);
        }
        self.open_blocks(cursor, sink);
    }

    /// A copy in which the tail can be tried out.
    pub fn probe(&self) -> Self {
        Self { prefix: self.prefix.copy(), ..self.clone() }
    }

    /// Whether an open line holds nothing but marks yet, so that showing it would flash: a paragraph turned into a
    /// heading by the mark of a list, the back quotes that are about to end a block.
    pub fn is_too_early(&self, line: &str) -> bool {
        const MAX_MARKS: usize = 16;
        match &self.leaf {
            Some(Leaf::Fenced { fence, .. }) => fence.may_be_closed_by(line),
            Some(Leaf::Deferred { fence, .. }) => {
                fence.may_be_closed_by(line)
                    || matches!(line.trim_start_matches([' ', '\t', '>']), "$" | "\\")
            }
            Some(Leaf::Indented { .. } | Leaf::Raw { .. }) => false,
            _ => {
                line.len() <= MAX_MARKS
                    && line.bytes().all(|b| b"-=*+_`~#>|:.)[$\\ \t0123456789".contains(&b))
            }
        }
    }

    /// Whether the line that ends the open leaf is part of it.
    pub fn ends_behind_a_line(&self) -> bool {
        matches!(self.leaf, Some(Leaf::Raw { end: Some(_) }))
    }

    /// Closes everything.
    pub fn finish(&mut self, sink: &mut Sink<'_>) {
        self.close_to(1, sink);
    }

    /// Closes all but the outermost `depth` constructs of the tree, whose root counts.
    pub fn close_to(&mut self, depth: usize, sink: &mut Sink<'_>) {
        let leaf_depth = usize::from(!matches!(
            self.leaf,
            None | Some(Leaf::Paragraph { .. } | Leaf::Deferred { .. } | Leaf::Comment { .. })
        ));
        if 1 + self.containers.len() + leaf_depth > depth {
            self.close_leaf(sink);
        }
        while 1 + self.containers.len() > depth {
            self.close_container(sink);
        }
    }

    /// Renders the open paragraph, or what is held back, as far as it has come.
    pub fn close_paragraph(&mut self, sink: &mut Sink<'_>) {
        match &self.leaf {
            Some(Leaf::Paragraph { .. }) => self.close_leaf(sink),
            Some(Leaf::Deferred { deferred, text, .. }) => sink(BlockEvent::Piece(deferred.open(text))),
            Some(Leaf::Comment { .. }) => self.close_leaf(sink),
            _ => {}
        }
    }

    /// Bytes that rendering the open leaf would cost.
    pub fn open_text(&self) -> usize {
        match &self.leaf {
            Some(Leaf::Paragraph { lines, .. }) => lines.len(),
            Some(Leaf::Deferred { text, .. } | Leaf::Comment { text }) => text.len(),
            _ => 0,
        }
    }

    /// Consumes the prefixes of the open containers; how many go on.
    fn matching_containers(&self, cursor: &mut Cursor<'_>) -> usize {
        for (kept, container) in self.containers.iter().enumerate() {
            let before = cursor.clone();
            let goes_on = match container {
                Container::List { .. } | Container::Fold => true,
                Container::Quote => {
                    cursor.spaces_up_to(3);
                    cursor.quote_marker()
                }
                Container::Item { indent } => cursor.spaces(*indent) || cursor.rest().is_empty(),
                Container::Note => cursor.spaces(4) || cursor.rest().is_empty(),
            };
            if !goes_on {
                *cursor = before;
                return kept;
            }
        }
        self.containers.len()
    }

    fn continues_leaf(&mut self, cursor: &Cursor<'_>, kept: usize, sink: &mut Sink<'_>) -> bool {
        let inside = kept == self.containers.len();
        let mut cursor = cursor.clone();
        match &mut self.leaf {
            None => false,
            Some(Leaf::Paragraph { .. }) => self.continues_paragraph(cursor, inside, sink),
            Some(_) if !inside => false,
            Some(Leaf::Fenced { fence, highlighter }) => {
                if fence.is_closed_by(&cursor) {
                    self.close_leaf(sink);
                    return true;
                }
                fence.dedent(&mut cursor);
                sink(BlockEvent::Piece(highlighter.piece(&marks::source(&cursor.text()))));
                true
            }
            Some(Leaf::Deferred { fence, deferred, text }) => {
                if fence.is_closed_by(&cursor) {
                    self.close_leaf(sink);
                    return true;
                }
                fence.dedent(&mut cursor);
                text.push_str(&cursor.text());
                text.push('\n');
                if text.len() > deferred.longest() {
                    let highlighter = deferred.given_up(text, sink);
                    self.leaf = Some(Leaf::Fenced { fence: *fence, highlighter });
                }
                true
            }
            Some(Leaf::Indented { blank }) => {
                let indented = cursor.spaces(4);
                if cursor.is_blank() && (indented || cursor.rest().is_empty()) {
                    blank.push_str(&cursor.text());
                    blank.push('\n');
                    return true;
                }
                if indented {
                    sink(BlockEvent::Piece(html::escaped(&std::mem::take(blank))));
                    sink(raw::code_line(&cursor));
                }
                indented
            }
            Some(Leaf::Comment { .. }) => {
                self.raw_line(&cursor.text(), Some("-->"), sink);
                true
            }
            Some(Leaf::Raw { end }) => {
                let end = *end;
                if end.is_none() && cursor.is_blank() {
                    return false;
                }
                self.raw_line(&cursor.text(), end, sink);
                true
            }
            Some(Leaf::Table { alignments, filled }) => {
                let Some(row) = rows::row(cursor.trimmed(), alignments, *filled, &mut self.prefix) else {
                    return false;
                };
                *filled += row.filled;
                sink(BlockEvent::Piece(row.html));
                true
            }
        }
    }

    /// A line goes on with a paragraph unless it is blank or begins something else; it may also turn the paragraph
    /// into a heading, or its last line into the head of a table.
    fn continues_paragraph(&mut self, mut cursor: Cursor<'_>, inside: bool, sink: &mut Sink<'_>) -> bool {
        let whole = cursor.text();
        let indented = cursor.spaces(4);
        if cursor.is_blank() {
            return false;
        }
        let text = cursor.trimmed();
        if !indented {
            if inside
                && block_start::may_underline(text)
                && matches!(first_event("x\n", text), Some(Event::Start(Tag::Heading { .. })))
            {
                self.push_line(text, false);
                self.close_leaf(sink);
                return true;
            }
            if inside && self.begins_table(text, sink) {
                return true;
            }
            if block_start::interrupts(text, inside) {
                return false;
            }
        }
        // Outside of the paragraph's containers nothing underlines it, and no table begins.
        let is_plain = !inside && !indented && text.starts_with(['=', '-', '|', ':']);
        // In code that goes on from the line before, what this one is indented by counts.
        self.push_line(&whole, is_plain);
        true
    }

    /// A line that is plain is indented here, so that it stays text when the paragraph is rendered by itself.
    fn push_line(&mut self, text: &str, plain: bool) {
        if let Some(Leaf::Paragraph { lines, last_line, in_task }) = &mut self.leaf {
            *last_line = lines.len();
            lines.push_str(match (*in_task, lines.is_empty()) {
                (true, true) => TASK,
                (true, false) => "  ",
                (false, _) => "",
            });
            lines.push_str(if plain { "    " } else { "" });
            lines.push_str(text);
            lines.push('\n');
        }
    }

    fn begins_table(&mut self, delimiters: &str, sink: &mut Sink<'_>) -> bool {
        let Some(Leaf::Paragraph { lines, last_line, .. }) = &mut self.leaf else { return false };
        let head = lines.get(*last_line..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let is_delimiter_row = delimiters.bytes().all(|b| b"|:- \t".contains(&b)) && delimiters.contains('-');
        if !is_delimiter_row || !head.contains('|') || (*last_line > 0 && !head.starts_with('|')) {
            return false;
        }
        let source = format!("{head}{delimiters}\n");
        let Some(Event::Start(Tag::Table(alignments))) = Parser::new_ext(&source, options()).next() else {
            return false;
        };
        lines.truncate(*last_line);
        if lines.is_empty() {
            self.leaf = None;
        } else {
            self.close_leaf(sink);
        }
        let head = render::leaf(&source, &mut self.prefix);
        let open = head.first().and_then(|table| table.between("", html::TABLE_CLOSE)).unwrap_or_default();
        sink(BlockEvent::Open(Construct::Table { open }));
        self.leaf = Some(Leaf::Table { alignments: alignments.into(), filled: 0 });
        true
    }

    /// Opens the containers that begin in this line, then its leaf.
    fn open_blocks(&mut self, mut cursor: Cursor<'_>, sink: &mut Sink<'_>) {
        loop {
            let before = cursor.clone();
            let indent = cursor.spaces_up_to(4);
            if indent == 4 || self.containers.len() >= MAX_CONTAINERS {
                cursor = before;
                break;
            }
            if let Some(label_end) = block_start::note_label(cursor.rest()) {
                self.begin_block(sink);
                if matches!(self.containers.last(), Some(Container::Note)) {
                    self.close_container(sink);
                }
                self.containers.push(Container::Note);
                sink(BlockEvent::Open(Construct::Note));
                cursor = Cursor::new(cursor.rest().get(label_end..).unwrap_or_default().trim_start());
            } else if let Some(marker) = cursor.list_marker(indent) {
                let apart = self.begin_item(marker.kind, marker.number, sink);
                self.containers.push(Container::Item { indent: marker.indent });
                if cursor.is_blank() {
                    sink(BlockEvent::Open(Construct::Item { task: None, apart }));
                    self.item_began_blank = true;
                    return;
                }
                let task = cursor.task_marker();
                sink(BlockEvent::Open(Construct::Item { task, apart }));
                if task.is_some() {
                    if cursor.is_blank() {
                        self.item_began_blank = true;
                    } else {
                        self.begin_paragraph(cursor.trimmed(), true);
                    }
                    return;
                }
            } else if cursor.quote_marker() {
                self.begin_block(sink);
                self.containers.push(Container::Quote);
                sink(BlockEvent::Open(Construct::Quote { label: None }));
            } else {
                cursor = before;
                break;
            }
        }
        if cursor.is_blank() {
            self.blank_line();
        } else {
            self.open_leaf(cursor, sink);
        }
    }

    fn blank_line(&mut self) {
        // An item may begin with one blank line only; what follows the second is not its content.
        if let Some(Container::Item { indent }) = self.containers.last_mut().filter(|_| self.item_began_blank)
        {
            *indent = 0;
        }
    }

    fn open_leaf(&mut self, mut cursor: Cursor<'_>, sink: &mut Sink<'_>) {
        self.begin_block(sink);
        let whole = cursor.text();
        let indent = cursor.spaces_up_to(4);
        if indent == 4 {
            sink(BlockEvent::Open(Construct::Code { open: html::code_open("") }));
            sink(raw::code_line(&cursor));
            self.leaf = Some(Leaf::Indented { blank: String::new() });
            return;
        }
        let text = cursor.rest();
        if let Some(fence) = Fence::open(text, indent) {
            let language = block_start::language(text);
            if let Some(deferred) = Deferred::for_language(&language) {
                self.leaf = Some(Leaf::Deferred { fence, deferred, text: String::new() });
                return;
            }
            sink(BlockEvent::Open(Construct::Code { open: html::code_open(&language) }));
            self.leaf = Some(Leaf::Fenced { fence, highlighter: Highlighter::new(&language) });
            return;
        }
        match text.bytes().next() {
            Some(b'<') if fold::begins(text).is_some() => self.fold(fold::begins(text) == Some(true), sink),
            Some(b'<') if matches!(first_event("", text), Some(Event::Start(Tag::HtmlBlock))) => {
                self.begin_raw(text, sink);
                self.raw_line(&whole, block_start::raw_end(text), sink);
            }
            Some(b'#' | b'*' | b'-' | b'_')
                if matches!(first_event("", text), Some(Event::Start(Tag::Heading { .. }) | Event::Rule)) =>
            {
                for html in render::leaf(text, &mut self.prefix) {
                    sink(BlockEvent::Piece(html));
                }
            }
            _ => self.begin_paragraph(text, false),
        }
    }

    fn begin_paragraph(&mut self, text: &str, in_task: bool) {
        self.leaf = Some(Leaf::Paragraph { lines: String::new(), last_line: 0, in_task });
        self.push_line(text, false);
    }

    /// A block begins: a list that the line did not go on with ends.
    fn begin_block(&mut self, sink: &mut Sink<'_>) {
        self.end_blank_item(sink);
        if matches!(self.containers.last(), Some(Container::List { .. })) {
            self.close_container(sink);
        }
    }

    /// Begins a list too, unless one goes on; whether the item stands apart from the one before it.
    fn begin_item(&mut self, kind: u8, number: Option<u64>, sink: &mut Sink<'_>) -> bool {
        self.end_blank_item(sink);
        if matches!(self.containers.last(), Some(Container::List { kind: open }) if *open == kind) {
            return self.after_blank;
        }
        self.begin_block(sink);
        self.containers.push(Container::List { kind });
        sink(BlockEvent::Open(Construct::List { start: number }));
        false
    }

    fn end_blank_item(&mut self, sink: &mut Sink<'_>) {
        if std::mem::take(&mut self.item_began_blank)
            && self.after_blank
            && matches!(self.containers.last(), Some(Container::Item { .. }))
        {
            self.close_container(sink);
        }
    }

    fn close_container(&mut self, sink: &mut Sink<'_>) {
        if self.containers.pop().is_some() {
            sink(BlockEvent::Close);
        }
    }

    fn close_leaf(&mut self, sink: &mut Sink<'_>) {
        match self.leaf.take() {
            None => {}
            Some(Leaf::Paragraph { lines, in_task, .. }) => {
                if lines.starts_with('[') && !self.prefix.is_copy {
                    definitions::define(&lines, Arc::make_mut(&mut self.prefix.definitions));
                }
                for html in render::leaf(&lines, &mut self.prefix) {
                    let inside = if in_task {
                        html.between(&task_before(), "</li></ul>")
                    } else {
                        html.between("<p>", "</p>")
                    };
                    sink(inside.map_or(BlockEvent::Piece(html), BlockEvent::Paragraph));
                }
            }
            Some(Leaf::Deferred { deferred, text, .. }) => sink(BlockEvent::Piece(deferred.closed(&text))),
            Some(Leaf::Comment { text }) => raw::shown(&text, sink),
            Some(_) => sink(BlockEvent::Close),
        }
    }
}
