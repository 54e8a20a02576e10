//! The Markdown stream against the whole render, through what the page does with its patches.
//!
//! `page` applies patches by the words of `protocol/patch.rs` alone; `property` holds the generated inputs, `tricky`
//! the hand-written ones, `lists` how items are written, `spec` the examples of the specifications, `hostile` the attacks
//! and `allowed` what they must not get past, `copied` what the page copies, `bounds` what crosses to it,
//! `export` the same attacks in files, `drawn` diagrams of every kind, `ended` where lines end.

// A test may stop at the first surprise; clippy knows that for test functions, not for what they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod allowed;
mod bounds;
mod canonical;
mod copied;
mod drawn;
mod ended;
mod hostile;
mod lists;
mod models;
mod page;
mod payloads;
mod property;
mod spec;
mod tricky;
