//! Files that people attach: checked by content, prepared, and kept by content hash.

use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::{Result, protocol::AttachmentKind};

/// The largest file that is taken, in bytes (API reference, section 10, question 8).
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;
/// How many files one message takes (API reference, section 4.1).
pub const MAX_FILES: usize = 20;

/// Where a file comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A path that a drop or a native dialog gave.
    Path(PathBuf),
    /// Bytes from the clipboard, with a name for them.
    Bytes {
        /// What to call it.
        name: String,
        /// The content.
        bytes: Bytes,
    },
}

impl Source {
    /// The file name without its folder.
    pub fn name(&self) -> String {
        todo!()
    }
}

/// A file that was checked and is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// Its file name, without control characters or folders.
    pub name: String,
    /// How it is sent.
    pub kind: AttachmentKind,
    /// Judged by content.
    pub media_type: String,
    /// Of the bytes that are sent.
    pub size_bytes: u64,
    /// SHA-256 of the bytes that are sent, in lower-case hexadecimal: their file name in the folder.
    pub sha256: String,
    /// For an image.
    pub pixels: Option<(u32, u32)>,
    /// For an image: a PNG or JPEG of at most 264 × 176 pixels.
    pub thumbnail: Option<Vec<u8>>,
}

/// The folder that holds attached files by content hash.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens the folder, making it if need be.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn open(_root: &Path) -> Result<Self> {
        todo!()
    }

    /// Checks a file and stores it. Blocking: it reads, decodes and hashes.
    ///
    /// # Errors
    /// `Error::Attachment` with the problem, `Error::Storage`.
    pub fn prepare(&self, _source: &Source) -> Result<Prepared> {
        todo!()
    }

    /// The bytes of a stored file. Blocking.
    ///
    /// # Errors
    /// `Error::Attachment` with `unreadable` if it is gone.
    pub fn read(&self, _sha256: &str) -> Result<Bytes> {
        todo!()
    }

    /// Whether the file is there.
    pub fn holds(&self, _sha256: &str) -> bool {
        todo!()
    }

    /// Removes every stored file whose hash is not in `used`. Blocking.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn sweep(&self, _used: &std::collections::HashSet<String>) -> Result<()> {
        todo!()
    }
}
