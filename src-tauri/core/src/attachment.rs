//! Files that people attach: checked by content, prepared, and kept by content hash.
//!
//! A file is read at most once and never further than one byte beyond the limit; its type is what its content says,
//! whatever its name says; an image is really decoded, so that what is cut short or a bomb is refused here, in words,
//! and not by a vendor. In this form the bytes that are sent are the file's own.
//! Invariant: nothing of a file is ever run, rendered as markup or sent from here. Look next at `content` for the
//! types and at `folder` for where files lie.

mod content;
mod file_name;
mod folder;
mod intake;
mod pdf;
mod picture;
mod whole;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    protocol::{AttachmentKind, AttachmentProblem},
};
use content::Content;

pub use folder::Folder;

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
    /// The file name without its folder, without control characters, at most 255 bytes long and never empty.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => {
                file_name::clean(&path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default())
            }
            Self::Bytes { name, .. } => file_name::clean(name),
        }
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
    /// For an image, as it is seen: turned upright.
    pub pixels: Option<(u32, u32)>,
    /// For an image: a PNG or JPEG of at most 264 × 176 pixels.
    pub thumbnail: Option<Vec<u8>>,
    /// For a PDF whose pages can be counted.
    pub pages: Option<u32>,
}

impl Folder {
    /// Checks a file and stores it. Blocking: it reads, decodes and hashes.
    ///
    /// # Errors
    /// `Error::Attachment` with the problem, `Error::Storage`.
    pub fn prepare(&self, source: &Source) -> Result<Prepared> {
        let bytes = intake::read(source)?;
        let checked = check(&bytes)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        self.store(&sha256, &bytes)?;
        Ok(Prepared { name: source.name(), size_bytes: bytes.len() as u64, sha256, ..checked })
    }
}

/// What the content alone says; the rest is left empty.
fn check(bytes: &[u8]) -> Result<Prepared> {
    let blank = Prepared {
        name: String::new(),
        kind: AttachmentKind::Image,
        media_type: String::new(),
        size_bytes: 0,
        sha256: String::new(),
        pixels: None,
        thumbnail: None,
        pages: None,
    };
    match content::judge(bytes) {
        Content::Image(format) => {
            let picture = sheltered(|| picture::read(bytes, format))?;
            Ok(Prepared {
                media_type: format.to_mime_type().to_owned(),
                pixels: Some(picture.pixels),
                thumbnail: Some(picture.thumbnail),
                ..blank
            })
        }
        Content::Pdf => {
            let pages = sheltered(|| pdf::check(bytes))?;
            Ok(Prepared { kind: AttachmentKind::Pdf, media_type: content::PDF.to_owned(), pages, ..blank })
        }
        Content::Svg => Err(Error::attachment(AttachmentProblem::Svg, content::SVG)),
        Content::Other(media_type) => Err(Error::attachment(AttachmentProblem::UnsupportedType, media_type)),
    }
}

/// A panic of a decoder, which only a hostile file can cause, is that file's damage.
fn sheltered<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::attachment(AttachmentProblem::Damaged, "its decoder gave up")))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
