//! What is shown as its own text: raw HTML between blocks, but for comments and the tags of a fold, and indented code.

use super::super::block_start;
use super::super::cursor::Cursor;
use super::super::fold;
use super::super::html;
use super::super::settle::{BlockEvent, Construct, Sink};
use super::{Blocks, Container, Leaf};

impl Blocks {
    /// A fold begins, or the innermost one ends if nothing else is open in it.
    pub(super) fn fold(&mut self, begins: bool, sink: &mut Sink<'_>) {
        let is_fold = |container: &&Container| matches!(container, Container::Fold);
        if begins && self.containers.iter().filter(is_fold).count() < fold::MAX_FOLDS {
            self.containers.push(Container::Fold);
            sink(BlockEvent::Open(Construct::Fold));
        } else if !begins && self.containers.last().as_ref().is_some_and(is_fold) {
            self.close_container(sink);
        }
    }

    /// A block that begins with this text.
    pub(super) fn begin_raw(&mut self, text: &str, sink: &mut Sink<'_>) {
        self.leaf = Some(if text.starts_with("<!--") {
            Leaf::Comment { text: String::new() }
        } else {
            sink(BlockEvent::Open(Construct::Raw));
            Leaf::Raw { end: None }
        });
    }

    pub(super) fn raw_line(&mut self, text: &str, end: Option<&'static str>, sink: &mut Sink<'_>) {
        if let Some(Leaf::Comment { text: so_far }) = &mut self.leaf {
            so_far.push_str(text);
            so_far.push('\n');
            if text.contains("-->") && block_start::is_comment(so_far) {
                self.leaf = None;
            } else if text.contains("-->") {
                self.close_leaf(sink);
            }
            return;
        }
        let mut html = html::escaped(text);
        html.tag("\n");
        sink(BlockEvent::Piece(html));
        self.leaf = Some(Leaf::Raw { end });
        if end.is_some_and(|end| text.contains(end)) {
            self.close_leaf(sink);
        }
    }
}

/// A block of raw HTML as its own text.
pub(super) fn shown(text: &str, sink: &mut Sink<'_>) {
    sink(BlockEvent::Open(Construct::Raw));
    sink(BlockEvent::Piece(html::escaped(text)));
    sink(BlockEvent::Close);
}

/// A line of indented code.
pub(super) fn code_line(cursor: &Cursor<'_>) -> BlockEvent {
    let mut html = html::escaped(&cursor.text());
    html.tag("\n");
    BlockEvent::Piece(html)
}
