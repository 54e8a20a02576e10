//! The attachment worker: this program once more, started for hostile bytes alone.
//!
//! `process` starts one and ends it, `message` is what the two say to each other, `sandbox` is the fence that a worker puts
//! around itself; what it does then stands in `jobs`.
//! Invariant: nothing here knows what is in a file.

pub(crate) mod message;
pub(crate) mod process;
pub(crate) mod sandbox;

use std::{io, thread};

pub use process::AttachmentWorker;

/// The first argument of the process.
pub(crate) const ARGUMENT: &str = "--attachment-worker";
/// Deeper than the system's own; what nests still deeper ends the process.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Does the work on a stack on which much can nest; `None` if it failed or panicked.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> io::Result<T> + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()?.ok()
    })
}
