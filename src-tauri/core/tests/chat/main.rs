//! The use cases, with real HTTP to the mock gateway, real SQLite and real files in a temporary folder.

mod branches;
mod desk;
mod files;
mod keys;
mod retries;
mod turns;
