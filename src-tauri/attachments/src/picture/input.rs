//! Where the bytes of an image are read from while it is decoded.

use std::{
    fs::File,
    io::{BufRead, BufReader, Cursor, Seek},
    path::{Path, PathBuf},
};

use bytes::Bytes;

use yourouter_protocol::{AttachmentProblem, Error, Result};

/// What every decoder reads from.
pub(super) trait Readable: BufRead + Seek {}

impl<T: BufRead + Seek> Readable for T {}

/// The bytes of an image, or where they are.
pub(super) enum Input {
    /// In memory.
    Held(Bytes),
    /// On the disk; a file that changes meanwhile is damaged at worst.
    Disk(PathBuf),
}

impl Input {
    /// Lets go of the bytes if they can be read again.
    pub(super) fn without(bytes: Bytes, path: Option<&Path>) -> Self {
        match path {
            Some(path) => Self::Disk(path.to_owned()),
            None => Self::Held(bytes),
        }
    }

    /// Reads from the start.
    ///
    /// # Errors
    /// `Error::Attachment` with `unreadable`.
    pub(super) fn open(&self) -> Result<Box<dyn Readable>> {
        match self {
            Self::Held(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Self::Disk(path) => {
                let file = File::open(path)
                    .map_err(|error| Error::attachment(AttachmentProblem::Unreadable, error.to_string()))?;
                Ok(Box::new(BufReader::with_capacity(64 * 1024, file)))
            }
        }
    }
}
