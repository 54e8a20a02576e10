//! The Markdown stream against the whole render, through what the page does with its patches.
//!
//! `page` applies patches by the words of `protocol/patch.rs` alone; `property` holds the generated inputs, `tricky`
//! the hand-written ones.

// A test may stop at the first surprise; clippy knows that for test functions, not for what they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod page;
mod property;
mod tricky;
