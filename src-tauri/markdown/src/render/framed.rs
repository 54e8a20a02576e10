//! What stands around blocks by a word in the source: labelled notes (`note`), and what can be unfolded (`fold`).

use super::super::{fold, note};
use super::Writer;

impl Writer {
    /// Makes a labelled note of the quote that begins at this place, if the words of its first paragraph say so; whether
    /// that has ended with it.
    pub(super) fn end_label(&mut self, quote: usize) -> bool {
        const OPEN: &str = "<blockquote><p>";
        let open = self.out.split_off(quote);
        let Some((label, words)) = open.between(OPEN, "").and_then(|words| note::labelled(&words)) else {
            self.out.html(&open);
            return false;
        };
        self.out.html(&label.open());
        if !words.is_empty() {
            self.out.tag("<p>").html(&words).tag("</p>");
        }
        true
    }

    /// A fold begins, or the innermost one ends if nothing else is open in it.
    pub(super) fn fold(&mut self, begins: bool) {
        self.open_blocks = self.open_blocks.saturating_sub(1);
        if begins {
            let open: usize =
                self.folds.len() + self.suspended.iter().map(|outer| outer.folds.len()).sum::<usize>();
            if open < fold::MAX_FOLDS {
                self.folds.push(self.containers);
                self.block(fold::OPEN);
            }
        } else if self.folds.last() == Some(&self.containers) {
            self.end_fold();
        }
    }

    fn end_fold(&mut self) {
        self.folds.pop();
        self.end_block(fold::CLOSE);
    }

    /// Ends the folds that stand in what ends now.
    pub(super) fn end_folds(&mut self, containers: usize) {
        while self.folds.last().is_some_and(|stands_in| *stands_in >= containers) {
            self.end_fold();
        }
    }
}
