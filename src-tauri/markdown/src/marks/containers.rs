//! The quotes and list items that a line stands in (CommonMark 0.31.2, 5), as far as lines alone tell.
//!
//! A small form of what `blocks` does, for a pass that comes before it. Invariant: work for a line is bounded by the
//! line and [`MOST`]; a wrong guess moves where a formula ends, never what the parser and this pass agree upon.

use super::super::block_start;
use super::super::cursor::Cursor;

#[derive(Debug, Clone, Copy)]
enum Container {
    Quote,
    Item { indent: usize },
    Note,
}

/// Containers nested deeper than this are not followed.
const MOST: usize = 120;

/// The containers that are open after a number of lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Containers {
    open: Vec<Container>,
    /// Whether the last line may go on in the next one without the marks of its containers.
    in_paragraph: bool,
}

impl Containers {
    /// What of a line stands in the containers that are open, and whether all of them go on in it.
    pub fn place<'l>(&self, line: &'l str) -> (Cursor<'l>, bool) {
        let mut cursor = Cursor::new(line);
        let kept = self.kept(&mut cursor);
        (cursor, kept == self.open.len())
    }

    /// Follows a line that may open containers; what stands in them.
    pub fn enter<'l>(&mut self, line: &'l str) -> Cursor<'l> {
        let mut cursor = Cursor::new(line);
        let kept = self.kept(&mut cursor);
        let may_be_lazy = self.in_paragraph;
        let mut opened = Vec::new();
        while self.open.len() + opened.len() < MOST {
            let is_first = opened.is_empty() && kept == self.open.len();
            let Some(container) = begun(&mut cursor, may_be_lazy && is_first) else { break };
            opened.push(container);
        }
        let is_blank = cursor.is_blank();
        if !opened.is_empty() || is_blank || !may_be_lazy || ends_paragraph(cursor.trimmed()) {
            self.open.truncate(kept);
        }
        if matches!((self.open.last(), opened.first()), (Some(Container::Note), Some(Container::Note))) {
            self.open.pop();
        }
        self.open.append(&mut opened);
        self.in_paragraph = !is_blank && !ends_paragraph(cursor.trimmed());
        cursor
    }

    /// Whether a paragraph is open.
    pub fn is_in_paragraph(&self) -> bool {
        self.in_paragraph
    }

    /// What stands here is no paragraph.
    pub fn end_paragraph(&mut self) {
        self.in_paragraph = false;
    }

    fn kept(&self, cursor: &mut Cursor<'_>) -> usize {
        for (kept, container) in self.open.iter().enumerate() {
            let before = cursor.clone();
            let goes_on = match container {
                Container::Quote => {
                    cursor.spaces_up_to(3);
                    cursor.quote_marker()
                }
                Container::Item { indent } => cursor.spaces(*indent) || cursor.is_blank(),
                Container::Note => cursor.spaces(4) || cursor.is_blank(),
            };
            if !goes_on {
                *cursor = before;
                return kept;
            }
        }
        self.open.len()
    }
}

/// The container that begins here; `interrupts`: in the middle of a paragraph.
fn begun(cursor: &mut Cursor<'_>, interrupts: bool) -> Option<Container> {
    let before = cursor.clone();
    let indent = cursor.spaces_up_to(4);
    if indent < 4 {
        if cursor.quote_marker() {
            return Some(Container::Quote);
        }
        if let Some(end) = block_start::note_label(cursor.rest()) {
            *cursor = Cursor::new(cursor.rest().get(end..).unwrap_or_default());
            return Some(Container::Note);
        }
        let marker = cursor.list_marker(indent);
        if let Some(marker) =
            marker.filter(|marker| !interrupts || marker.number.is_none_or(|n| n == 1) && !cursor.is_blank())
        {
            return Some(Container::Item { indent: marker.indent });
        }
    }
    *cursor = before;
    None
}

/// Whether a line begins something that is no paragraph, or ends one.
fn ends_paragraph(text: &str) -> bool {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    matches!(marks, 1..=6) && text.as_bytes().get(marks).is_none_or(|next| matches!(next, b' ' | b'\t'))
        || text.starts_with("```")
        || text.starts_with("~~~")
        || text.len() > 2
            && ['-', '*', '_', '='].iter().any(|mark| text.trim_matches([*mark, ' ']).is_empty())
}
