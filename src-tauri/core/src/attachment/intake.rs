//! The bytes of a file that somebody attaches.
//!
//! Invariant: never reads further than one byte beyond the limit, whatever the file's size claims, and never opens
//! what is not a regular file: a pipe would wait for ever.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use bytes::Bytes;

use super::{MAX_FILE_BYTES, Source};
use crate::{Error, Result, protocol::AttachmentProblem};

/// Reads the whole file.
///
/// # Errors
/// `Error::Attachment` with `link`, `folder`, `gone`, `notAllowed`, `notAFile`, `unreadable`, `tooLarge` or `empty`.
pub(super) fn read(source: &Source) -> Result<Bytes> {
    let bytes = match source {
        Source::Path(path) => read_file(path)?,
        Source::Bytes { bytes, .. } => bytes.clone(),
        Source::Text(text) => Bytes::copy_from_slice(text.as_bytes()),
        Source::Link(_) => return Err(Error::attachment(AttachmentProblem::Link, "")),
    };
    if bytes.is_empty() {
        return Err(Error::attachment(AttachmentProblem::Empty, ""));
    }
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large());
    }
    Ok(bytes)
}

fn read_file(path: &Path) -> Result<Bytes> {
    if is_link(path) {
        return Err(Error::attachment(AttachmentProblem::Link, ""));
    }
    let found = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if found.is_dir() {
        return Err(Error::attachment(AttachmentProblem::Folder, ""));
    }
    if !found.is_file() {
        return Err(Error::attachment(AttachmentProblem::NotAFile, ""));
    }
    if found.len() > MAX_FILE_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes.into())
}

/// A browser drags an address; as a path it begins with its scheme.
fn is_link(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["http:/", "https:/", "ftp:/", "data:", "blob:"].iter().any(|scheme| text.starts_with(scheme))
}

fn too_large() -> Error {
    Error::attachment(AttachmentProblem::TooLarge, format!("at most {} MiB", MAX_FILE_BYTES / 1024 / 1024))
}

/// The system's words without the path, which may tell more about a person than a message should.
fn unreadable(error: &io::Error) -> Error {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => AttachmentProblem::Gone,
        io::ErrorKind::PermissionDenied => AttachmentProblem::NotAllowed,
        _ => AttachmentProblem::Unreadable,
    };
    Error::attachment(problem, error.to_string())
}
