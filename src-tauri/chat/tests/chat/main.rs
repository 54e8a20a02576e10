//! The use cases, with real HTTP to the mock gateway, real SQLite and real files in a temporary folder.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod arriving;
mod branches;
mod desk;
mod export;
mod files;
mod forms;
mod held;
mod inputs;
mod keys;
mod ledger;
mod models;
mod network;
mod pages;
mod parameters;
mod plans;
mod retries;
mod turns;
mod wires;
