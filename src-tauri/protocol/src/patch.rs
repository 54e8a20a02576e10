//! What changes on the screen while an answer streams.
//!
//! An answer is a tree that only grows at one place, the *insertion point*. Settled HTML is appended there once and
//! never touched again; a construct that is still open (a code block, a list, a table) is *entered*, so that its
//! finished lines, items and rows settle inside it, and *left* when it closes. What is not settled yet is the *tail*:
//! it stands at the insertion point, after everything settled, and is replaced whole by each patch.

use serde::{Deserialize, Serialize};

/// One step at the insertion point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "op", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PatchOp {
    /// Append sanitised, complete HTML at the insertion point.
    Append {
        /// Balanced HTML (or plain escaped text, inside a code block).
        html: String,
    },
    /// Append the elements `open` + `close` at the insertion point, and make the place between the two strings the
    /// new insertion point.
    Enter {
        /// Start tags, with any complete siblings before the slot, such as `<ol start="3"><li>`.
        open: String,
        /// The matching end tags, such as `</li></ol>`.
        close: String,
    },
    /// Return to the insertion point that stood before the matching `Enter`.
    Leave,
}

/// A top-level block that the end of the answer changed, because a link definition or a footnote came late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReplacedBlock {
    /// Which child of `.prose`, from 0.
    pub index: u32,
    /// Its HTML now; empty if the block is gone.
    pub html: String,
}

/// One update of a streaming answer, applied in this order: `ops`, `tail`, `replaced`; `reasoning` stands by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Patch {
    /// What settled.
    pub ops: Vec<PatchOp>,
    /// The sanitised HTML of what is not settled; replaces the tail before it. Empty in the last patch.
    pub tail: String,
    /// Late changes to settled blocks; only ever in the last patch.
    pub replaced: Vec<ReplacedBlock>,
    /// Plain text to append to the reasoning, which is not Markdown.
    pub reasoning: String,
}
