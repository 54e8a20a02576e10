//! Raw HTML between blocks: shown as its own text, but for the tags of a fold.

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

    pub(super) fn raw_line(&mut self, text: &str, end: Option<&'static str>, sink: &mut Sink<'_>) {
        let mut html = html::escaped(text);
        html.tag("\n");
        sink(BlockEvent::Piece(html));
        self.leaf = Some(Leaf::Raw { end });
        if end.is_some_and(|end| text.contains(end)) {
            self.close_leaf(sink);
        }
    }
}
