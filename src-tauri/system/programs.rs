//! The system's programs for files, folders and links.

use std::ffi::OsStr;

use yourouter_protocol::{Error, Result};

/// Opens a file, a folder or a checked link in the program that the system has for it, and does not wait for that one.
///
/// # Errors
/// [`Error::NoProgram`] if there is none, or it does not start.
pub fn open(what: impl AsRef<OsStr>) -> Result<()> {
    open::that_detached(what).map_err(|error| Error::NoProgram(error.to_string()))
}
