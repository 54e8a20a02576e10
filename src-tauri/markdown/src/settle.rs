//! Block events → what settles now, what waits, and what the tail shows meanwhile.
//!
//! A tree of open constructs; those that are *entered* stand on the page already, the others wait as parts: a list and
//! a quote until they have some content, an item until it has much.
//! Invariant: parts of an entered construct are sent once, in order, before anything deeper is entered, and nothing that
//! comes later changes how a part is written (`render/items.rs` says how that is had in lists).

use super::dialect::MAX_DEPTH;
use super::fold;
use super::html::{self, Html};
use super::note::{self, Label};
use yourouter_protocol::PatchOp;

/// What a line of Markdown did to the tree of blocks.
#[derive(Debug, Clone)]
pub(super) enum BlockEvent {
    /// A construct began inside the innermost open one.
    Open(Construct),
    /// The innermost open construct ended.
    Close,
    /// A paragraph; `<p>` is added unless an item begins with it.
    Paragraph(Html),
    /// Any other complete block, table row or text of a code block.
    Piece(Html),
}

/// Receives the events of a line, in order.
pub(super) type Sink<'s> = dyn FnMut(BlockEvent) + 's;

/// What can be open.
#[derive(Debug, Clone)]
pub(super) enum Construct {
    Root,
    Quote {
        label: Option<Label>,
    },
    /// What can be unfolded.
    Fold,
    List {
        start: Option<u64>,
    },
    Item {
        task: Option<bool>,
        apart: bool,
    },
    /// A footnote definition: shown at the end of the answer only.
    Note,
    /// `open` runs up to the first line.
    Code {
        open: Html,
    },
    Raw,
    /// `open` runs up to the end of the head.
    Table {
        open: Html,
    },
}

/// Bytes of HTML after which a piece that is sent goes on in another one.
const MAX_PIECE: usize = 4096;
/// Bytes of an item that settle only together.
const WHOLE_ITEM: usize = 1024;

#[derive(Debug, Clone)]
struct Node {
    construct: Construct,
    entered: bool,
    /// Whether anything began in it.
    begun: bool,
    parts: Vec<Html>,
    /// Bytes of the parts.
    size: usize,
    /// How many containers this is inside of, itself included.
    depth: usize,
    /// Whether too many containers stand around this one for its own markup.
    bare: bool,
    /// Whether it is or stands in a footnote, of which nothing is shown before the end, and nothing kept.
    in_note: bool,
}

/// The open constructs of an answer, outermost first.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    ops: Vec<PatchOp>,
    /// How many of the nodes were never closed since [`Tree::probe`].
    kept: usize,
}

impl Tree {
    /// Nothing but the place where the answer goes.
    pub fn new() -> Self {
        let mut root = Node::new(Construct::Root, 0);
        root.entered = true;
        Self { nodes: vec![root], ops: Vec::new(), kept: 1 }
    }

    /// Follows one event.
    pub fn accept(&mut self, event: BlockEvent) {
        match event {
            BlockEvent::Open(construct) => self.open(construct),
            BlockEvent::Close => self.close(),
            BlockEvent::Paragraph(html) => self.paragraph(html),
            BlockEvent::Piece(html) => match html.between("<summary>", "</summary>") {
                Some(words) if !self.begins_fold() => self.paragraph(words),
                _ => self.add(html),
            },
        }
    }

    /// Settles what can settle, and takes it.
    pub fn settle(&mut self) -> Vec<PatchOp> {
        let mut at = 0;
        loop {
            self.flush(at);
            if !self.may_enter(at + 1) {
                return std::mem::take(&mut self.ops);
            }
            at += 1;
            if let Some(node) = self.nodes.get_mut(at).filter(|node| !node.entered) {
                node.entered = true;
                let (open, close) = node.construct.tags();
                node.construct.forget_open();
                self.ops.push(PatchOp::Enter { open: open.into_string(), close: close.to_owned() });
            }
        }
    }

    /// A copy in which the tail can be tried out; settle first.
    pub fn probe(&self) -> Self {
        let mut probe = self.clone();
        probe.kept = probe.nodes.len();
        probe
    }

    /// How many constructs of the probed tree are still open.
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// How many constructs stand on the page and are open.
    pub fn entered(&self) -> usize {
        self.nodes.iter().take_while(|node| node.entered).count()
    }

    /// The HTML of everything that has not settled.
    pub fn tail(mut self) -> Html {
        while self.nodes.last().is_some_and(|node| !node.entered) {
            self.close();
        }
        let mut html = Html::default();
        if let Some(node) = self.nodes.last() {
            write_parts(&node.parts, &mut html);
        }
        html
    }

    fn open(&mut self, construct: Construct) {
        let (around, in_note) = self.nodes.last_mut().map_or((0, false), |node| {
            node.begun = true;
            (node.depth, node.in_note)
        });
        let mut node = Node::new(construct, around);
        node.in_note |= in_note;
        self.nodes.push(node);
    }

    fn close(&mut self) {
        let Some(at) = self.nodes.len().checked_sub(1).filter(|at| *at > 0) else { return };
        self.kept = self.kept.min(at);
        if self.nodes.get(at).is_some_and(|node| node.entered) {
            self.flush(at);
            self.nodes.pop();
            self.ops.push(PatchOp::Leave);
            return;
        }
        let Some(node) = self.nodes.pop() else { return };
        match node.construct {
            Construct::Note => {}
            _ if node.bare => {
                if let Some(around) = self.nodes.last_mut() {
                    around.size += node.size;
                    around.parts.extend(node.parts);
                }
            }
            _ => self.add(node.whole()),
        }
    }

    fn paragraph(&mut self, text: Html) {
        let begins_item = |node: &Node| matches!(node.construct, Construct::Item { .. }) && !node.begun;
        if self.nodes.last().is_some_and(|node| begins_item(node) && !node.bare) {
            return self.add(text);
        }
        let text = match self.nodes.last_mut() {
            Some(Node {
                construct: Construct::Quote { label },
                begun: false,
                entered: false,
                bare: false,
                ..
            }) => {
                let Some((found, rest)) = note::labelled(&text) else { return self.whole_paragraph(&text) };
                *label = Some(found);
                rest
            }
            _ => text,
        };
        if !text.is_empty() {
            self.whole_paragraph(&text);
        } else if let Some(node) = self.nodes.last_mut() {
            node.begun = true;
        }
    }

    /// Whether a fold is open in which nothing stands yet.
    fn begins_fold(&self) -> bool {
        self.nodes.last().is_some_and(|node| matches!(node.construct, Construct::Fold) && !node.begun)
    }

    fn whole_paragraph(&mut self, text: &Html) {
        let mut html = html::literal("<p>");
        html.html(text).tag("</p>");
        self.add(html);
    }

    fn add(&mut self, part: Html) {
        if let Some(node) = self.nodes.last_mut().filter(|node| !node.in_note) {
            node.begun = true;
            node.size += part.len();
            node.parts.push(part);
        }
    }

    /// Sends the parts of an entered construct, in pieces that the page puts in one by one; at the top level each child is one.
    fn flush(&mut self, at: usize) {
        let Some(node) = self.nodes.get_mut(at) else { return };
        let parts = std::mem::take(&mut node.parts);
        node.size = 0;
        let most = if at == 0 { 1 } else { MAX_PIECE };
        let mut html = Html::default();
        let count = parts.len();
        for (n, part) in parts.iter().enumerate() {
            html.html(part);
            if !html.is_empty() && (html.len() >= most || n + 1 == count) {
                self.ops.push(PatchOp::Append { html: std::mem::take(&mut html).into_string() });
            }
        }
    }

    fn may_enter(&self, at: usize) -> bool {
        let Some(node) = self.nodes.get(at).filter(|node| !node.bare) else { return false };
        let waiting = || self.nodes.iter().skip(at).map(|node| node.size).sum::<usize>();
        match node.construct {
            _ if node.entered => true,
            Construct::Root | Construct::Note => false,
            Construct::Item { .. } => waiting() > WHOLE_ITEM,
            Construct::List { .. } | Construct::Quote { .. } | Construct::Fold => waiting() > 0,
            Construct::Code { .. } | Construct::Raw | Construct::Table { .. } => !node.parts.is_empty(),
        }
    }
}

impl Node {
    fn new(construct: Construct, around: usize) -> Self {
        let depth = around + usize::from(construct.is_container());
        let bare = construct.is_container() && depth > MAX_DEPTH;
        let in_note = matches!(construct, Construct::Note);
        Self { construct, entered: false, begun: false, parts: Vec::new(), size: 0, depth, bare, in_note }
    }

    /// The HTML of a construct that was never entered.
    fn whole(&self) -> Html {
        let (open, close) = match &self.construct {
            Construct::Table { open } if self.parts.is_empty() => (open.clone(), html::TABLE_CLOSE),
            construct => construct.tags(),
        };
        let mut html = open;
        write_parts(&self.parts, &mut html);
        html.tag(close);
        html
    }
}

impl Construct {
    fn is_container(&self) -> bool {
        matches!(self, Construct::Quote { .. } | Construct::List { .. } | Construct::Item { .. })
    }

    /// What was sent is not kept: every probe copies the tree.
    fn forget_open(&mut self) {
        if let Construct::Code { open } | Construct::Table { open } = self {
            *open = Html::default();
        }
    }

    fn tags(&self) -> (Html, &'static str) {
        let mut html = Html::default();
        let close = match self {
            Construct::Root | Construct::Note => "",
            Construct::Quote { label } => {
                html = label.map_or_else(|| html::literal("<blockquote>"), Label::open);
                "</blockquote>"
            }
            Construct::Fold => {
                html.tag(fold::OPEN);
                fold::CLOSE
            }
            Construct::List { start } => {
                html = html::list_open(*start);
                html::list_close(start.is_some())
            }
            Construct::Item { task, apart } => {
                html = html::item_open(*task, *apart);
                "</li>"
            }
            Construct::Code { open } => {
                html = open.clone();
                html::CODE_CLOSE
            }
            Construct::Raw => {
                html.tag(html::RAW_OPEN);
                html::RAW_CLOSE
            }
            Construct::Table { open } => {
                html = open.clone();
                html.tag(html::TBODY_OPEN);
                html::TBODY_CLOSE
            }
        };
        (html, close)
    }
}

fn write_parts(parts: &[Html], html: &mut Html) {
    for part in parts {
        html.html(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(tree: &Tree) -> usize {
        format!("{:?}", tree.probe()).len()
    }

    #[test]
    fn a_probe_copies_nothing_that_was_sent_or_is_never_shown() {
        let mut tree = Tree::new();
        let piece = || BlockEvent::Piece(html::escaped(&"x".repeat(10_000)));
        tree.accept(BlockEvent::Open(Construct::Table { open: html::escaped(&"x".repeat(10_000)) }));
        tree.accept(piece());
        assert!(kept(&tree) > 20_000);
        assert_eq!(tree.settle().len(), 2);
        assert!(kept(&tree) < 2000);
        tree.accept(BlockEvent::Close);
        tree.accept(BlockEvent::Open(Construct::Note));
        tree.accept(BlockEvent::Open(Construct::Quote { label: None }));
        tree.accept(piece());
        assert_eq!(tree.settle().len(), 1);
        assert!(kept(&tree) < 2000);
    }
}
