//! What the page shows after the patches taken so far, kept to replay it and to compare it with the whole render.

use yourouter_protocol::{Patch, PatchOp, ReplacedBlock};

/// A construct that was entered and not left yet.
#[derive(Debug, Default)]
struct Frame {
    open: String,
    close: String,
    inside: String,
}

/// The settled part of an answer.
#[derive(Debug, Default)]
pub(super) struct Screen {
    /// The children of `.prose`, but for the one that is entered.
    children: Vec<String>,
    entered: Vec<Frame>,
}

impl Screen {
    /// Follows one step. At the top level each `Append` holds exactly one child.
    pub fn apply(&mut self, op: &PatchOp) {
        match op {
            PatchOp::Append { html } => self.append(html),
            PatchOp::Enter { open, close } => {
                let (open, close) = (open.clone(), close.clone());
                self.entered.push(Frame { open, close, inside: String::new() });
            }
            PatchOp::Leave => {
                if let Some(mut frame) = self.entered.pop() {
                    frame.open.push_str(&frame.inside);
                    frame.open.push_str(&frame.close);
                    self.append_owned(frame.open);
                }
            }
        }
    }

    /// What makes this screen from an empty one.
    pub fn ops(&self) -> Vec<PatchOp> {
        let mut ops: Vec<_> =
            self.children.iter().map(|html| PatchOp::Append { html: html.clone() }).collect();
        for frame in &self.entered {
            ops.push(PatchOp::Enter { open: frame.open.clone(), close: frame.close.clone() });
            if !frame.inside.is_empty() {
                ops.push(PatchOp::Append { html: frame.inside.clone() });
            }
        }
        ops
    }

    /// Makes the settled answer equal to `whole`: appends what is missing at the end, then lists the children that
    /// differ, the last one first, so that an index means the same before and after each replacement.
    pub fn reconcile(&mut self, whole: Vec<String>, patch: &mut Patch) {
        let mut whole = whole.into_iter();
        for (index, child) in self.children.iter_mut().enumerate() {
            let html = whole.next().unwrap_or_default();
            if *child != html {
                child.clone_from(&html);
                patch.replaced.push(ReplacedBlock { index: u32::try_from(index).unwrap_or(u32::MAX), html });
            }
        }
        patch.replaced.reverse();
        self.children.retain(|child| !child.is_empty());
        for html in whole {
            patch.ops.push(PatchOp::Append { html: html.clone() });
            self.children.push(html);
        }
    }

    fn append(&mut self, html: &str) {
        match self.entered.last_mut() {
            Some(frame) => frame.inside.push_str(html),
            None => self.children.push(html.to_owned()),
        }
    }

    fn append_owned(&mut self, html: String) {
        match self.entered.last_mut() {
            Some(frame) => frame.inside.push_str(&html),
            None => self.children.push(html),
        }
    }
}
