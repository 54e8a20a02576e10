//! The index against histories in memory: what it finds is what a scan finds, whatever happened to its file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

mod exact;
mod lasting;
mod memory;
mod operators;
