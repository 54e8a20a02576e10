//! The use cases, with real HTTP to the mock gateway, real SQLite and real files in a temporary folder.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod api_formats;
mod backups;
mod branches;
mod context;
mod desk;
mod ends;
mod estimate;
mod export;
#[cfg(target_os = "linux")]
mod faults;
mod files;
mod gateways;
mod held;
mod import;
mod inputs;
mod inspector;
mod keys;
mod lanes;
mod library;
mod models;
mod network;
mod pages;
mod parameters;
mod paths;
mod pending;
mod received;
mod request_log;
mod retries;
mod round_trip;
mod routing;
mod saving;
mod schema;
mod sealed;
mod search;
mod send_as;
mod send_previews;
mod trials;
mod turns;
mod usage;
