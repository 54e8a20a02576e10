//! The database through its public functions, with real files in temporary folders.

mod branches;
mod conversations;
mod drafts;
mod files;
mod fixture;
mod recovery;
mod turns;
