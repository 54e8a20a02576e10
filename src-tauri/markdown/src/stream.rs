//! An answer that is being written: deltas in, patches out.
//!
//! [`Blocks`] follows complete lines, [`Tree`] decides what settles, [`Screen`] remembers what was sent. The line that
//! is still open is tried out on copies of the first two and shown in the tail. Invariant: settled source is parsed
//! once while streaming and once more, as a whole, by [`Stream::finish`], which makes the screen equal to
//! [`super::render()`] for every input and every chunking.

use super::blocks::Blocks;
use super::html::Html;
use super::line::{Lines, normalized};
use super::reader::{self, Reader};
use super::render;
use super::screen::Screen;
use super::settle::Tree;
use yourouter_protocol::{Patch, PatchOp};

/// A tail up to this size is rendered for each patch; a longer one only after it grew by a fraction of its size.
const SMALL_TAIL: usize = 4096;
/// That fraction is one in so many.
const TAIL_GROWTH: usize = 8;

/// A shorter open line is not looked at.
const MIN_CUT: usize = 1024;

/// One answer that is being written.
#[derive(Debug)]
pub struct Stream {
    source: String,
    lines: Lines,
    reader: Reader,
    blocks: Blocks,
    tree: Tree,
    screen: Screen,
    tail: String,
    /// Bytes that came since the tail was rendered.
    unseen: usize,
    /// A shorter open line need not be cut.
    uncut: usize,
    finished: bool,
}

impl Default for Stream {
    fn default() -> Self {
        Self::new()
    }
}

impl Stream {
    /// An empty answer.
    pub fn new() -> Self {
        Self {
            source: String::new(),
            lines: Lines::default(),
            reader: Reader::default(),
            blocks: Blocks::default(),
            tree: Tree::new(),
            screen: Screen::default(),
            tail: String::new(),
            unseen: 0,
            uncut: 0,
            finished: false,
        }
    }

    /// More Markdown, cut anywhere. After [`Self::finish`] nothing is taken any more.
    pub fn push(&mut self, delta: &str) {
        if self.finished {
            return;
        }
        self.source.push_str(delta);
        self.unseen += delta.len();
        let (reader, blocks, tree) = (&mut self.reader, &mut self.blocks, &mut self.tree);
        self.lines.push(delta, |line| {
            reader.line(line, |line| blocks.line(line, &mut |event| tree.accept(event)));
            self.uncut = 0;
        });
        while self.lines.open_line().len() >= self.uncut {
            let Some(at) = self.reader.cut(self.lines.open_line()) else {
                // Asked again when it is twice as long: in code, to say so costs what is looked at.
                self.uncut = (2 * self.lines.open_line().len()).max(MIN_CUT);
                return;
            };
            let (blocks, tree, part) = (&mut self.blocks, &mut self.tree, self.lines.take(at));
            self.reader.cut_off(&part, |line| blocks.line(line, &mut |event| tree.accept(event)));
            self.uncut = 0;
        }
    }

    /// What changed on the screen since the last call; `None` if nothing did. `reasoning` is left empty.
    pub fn take_patch(&mut self) -> Option<Patch> {
        if self.finished || self.unseen == 0 {
            return None;
        }
        let mut ops = self.tree.settle();
        if ops.is_empty() && !self.is_tail_due() {
            return None;
        }
        self.leave_early(&mut ops);
        let tail = self.render_tail();
        self.unseen = 0;
        if ops.is_empty() && tail == self.tail {
            return None;
        }
        ops.iter().for_each(|op| self.screen.apply(op));
        self.tail.clone_from(&tail);
        Some(Patch { ops, tail, ..Patch::default() })
    }

    /// The end of the answer: the last patch, with an empty tail, after which the screen equals [`super::render()`].
    pub fn finish(&mut self) -> Patch {
        let mut patch = Patch::default();
        if std::mem::replace(&mut self.finished, true) {
            return patch;
        }
        let (reader, blocks, tree) = (&mut self.reader, &mut self.blocks, &mut self.tree);
        if !self.lines.open_line().is_empty() {
            reader.line(self.lines.open_line(), |line| blocks.line(line, &mut |event| tree.accept(event)));
        }
        reader.finish(true, |line| blocks.line(line, &mut |event| tree.accept(event)));
        blocks.finish(&mut |event| tree.accept(event));
        patch.ops = tree.settle();
        patch.ops.iter().for_each(|op| self.screen.apply(op));
        let whole = render::blocks(&reader::whole(&normalized(&self.source)));
        self.screen.reconcile(whole.into_iter().map(Html::into_string).collect(), &mut patch);
        self.tail.clear();
        patch
    }

    /// All that was taken so far as one patch to an empty answer.
    pub fn replay(&self) -> Patch {
        Patch { ops: self.screen.ops(), tail: self.tail.clone(), ..Patch::default() }
    }

    /// The source so far.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether rendering the tail now keeps the sum of all tails proportional to the answer.
    fn is_tail_due(&self) -> bool {
        let size = self.blocks.open_text() + self.lines.open_line().len() + self.tail.len();
        size <= SMALL_TAIL || self.unseen >= size / TAIL_GROWTH
    }

    /// The open line may already tell, whatever follows in it, that constructs which stand on the page have ended.
    fn leave_early(&mut self, ops: &mut Vec<PatchOp>) {
        /// What else a line may go on with before its kind is clear.
        const REST: [&str; 12] = ["x", " x", ". x", ") x", " - x", "--", "`", "|x|", "]: x", "  ", "$", "]"];
        let (entered, line) = (self.tree.entered(), self.lines.open_line());
        if line.is_empty() || self.blocks.ends_behind_a_line() || self.kept_after(line) >= entered {
            return;
        }
        let kept = REST.iter().map(|rest| self.kept_after(&format!("{line}{rest}"))).max().unwrap_or(entered);
        if kept < entered {
            let tree = &mut self.tree;
            self.blocks.close_to(kept, &mut |event| tree.accept(event));
            ops.append(&mut self.tree.settle());
        }
    }

    /// How many open constructs would be left if the open line were this one.
    fn kept_after(&self, line: &str) -> usize {
        let (mut blocks, mut tree) = (self.blocks.probe(), self.tree.probe());
        self.reader.clone().line(line, |line| blocks.line(line, &mut |event| tree.accept(event)));
        tree.kept()
    }

    fn render_tail(&self) -> String {
        let entered = self.tree.entered();
        let line = self.lines.open_line();
        let (mut blocks, mut tree, mut reader) =
            (self.blocks.probe(), self.tree.probe(), self.reader.clone());
        if !line.is_empty() && !self.blocks.is_too_early(line) {
            reader.line(line, |line| blocks.line(line, &mut |event| tree.accept(event)));
        }
        reader.finish(false, |line| blocks.line(line, &mut |event| tree.accept(event)));
        if tree.kept() < entered {
            // Too early to say what this line is: it waits.
            (blocks, tree) = (self.blocks.probe(), self.tree.probe());
        }
        blocks.close_paragraph(&mut |event| tree.accept(event));
        tree.tail().into_string()
    }
}
