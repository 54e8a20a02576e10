//! Files that people attach: checked by content, prepared, and kept by content hash.
//!
//! A file is read at most once and never further than one byte beyond the limit; its type is what its content says,
//! whatever its name says; an image is really decoded, so that what is cut short or a bomb is refused here, in words,
//! and not by a vendor. What is kept is what is sent: images as every vendor takes them, text as UTF-8, PDFs as they
//! are with their text beside them, Office documents likewise.
//! Invariant: nothing of a file is ever run, rendered as markup or sent from here. Look next at `content` for the
//! types and at `folder` for where files lie.

mod blob_store;
#[doc(hidden)]
pub mod checks;
mod content;
mod dragged;
mod fence;
mod file_name;
mod frames;
mod intake;
mod jobs;
mod office;
mod pdf;
mod picture;
mod prepared;
mod received;
mod stripped;
mod text;
mod whole;
mod worker;

use std::{
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use content::Content;
use office::Office;
use text::Text;
use worker::process::Input;
use yourouter_protocol::{AttachmentKind, AttachmentProblem, Error, FileFacts, PageImage, Result, TextLayer};

pub use blob_store::BlobStore;
pub use fence::fenced;
pub use file_name::with_extension;
pub use jobs::run_attachment_worker;
pub use office::{document_extension, is_document};
pub use pdf::MAX_PAGE_IMAGES;
pub use picture::{SystemPicture, SystemPictures, SystemRefusal, SystemType};
pub use text::MAX_TEXT_BYTES;
pub use worker::AttachmentWorker;

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
    /// A long text that was pasted into the composer.
    Text(String),
    /// An address that was dragged in place of a file; it is refused, never fetched.
    Link(String),
}

/// What a pasted text is called.
const PASTED_TEXT: &str = "Pasted text.txt";

/// A file with its content, of which nothing was made yet.
#[derive(Debug)]
pub struct Loaded {
    source: Source,
    bytes: Bytes,
}

impl Source {
    /// Reads it. Blocking, for as long as a disk takes; `received` is called whenever a piece of it came.
    ///
    /// # Errors
    /// `Error::Attachment` with what speaks against it before its content is looked at, or with `stopped`.
    pub fn load(self, watch: &Watch<'_>, received: &dyn Fn()) -> Result<Loaded> {
        let bytes = match &self {
            Self::Text(_) => Bytes::new(),
            Self::Path(_) | Self::Bytes { .. } | Self::Link(_) => intake::read(&self, watch, received)?,
        };
        Ok(Loaded { source: self, bytes })
    }

    /// The file name without its folder, without control characters, at most 255 bytes long and never empty.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => {
                file_name::clean(&path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default())
            }
            Self::Bytes { name, .. } => file_name::clean(name),
            Self::Text(_) => PASTED_TEXT.to_owned(),
            Self::Link(address) => file_name::clean(&dragged::name_of(address)),
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Bytes { .. } | Self::Text(_) | Self::Link(_) => None,
        }
    }
}

/// How far the work on a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The page that is being read or drawn, from 1.
    pub page: u32,
    /// How many there are to do.
    pub of: u32,
}

/// What a piece of work tells while it goes on, and what stops it.
pub struct Watch<'a> {
    /// Stops it, at once where another process does it.
    pub stop: &'a CancellationToken,
    /// Is told how far it is.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

impl Watch<'_> {
    /// To be asked between two steps of the work.
    ///
    /// # Errors
    /// `Error::Attachment` with `stopped`.
    fn check(&self) -> Result<()> {
        if self.stop.is_cancelled() {
            return Err(Error::attachment(AttachmentProblem::Stopped, ""));
        }
        Ok(())
    }
}

/// A file that was checked and is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// Its file name, without control characters or folders.
    pub name: String,
    /// How it is sent.
    pub kind: AttachmentKind,
    /// Of the bytes that are sent; for a text, of the file that it comes from.
    pub media_type: String,
    /// Of the bytes that are sent.
    pub size_bytes: u64,
    /// SHA-256 of the bytes that are sent, in lower-case hexadecimal: their file name in the folder.
    pub sha256: String,
    /// For an image, of what is sent.
    pub pixels: Option<(u32, u32)>,
    /// For an image or a PDF whose first page can be drawn: a PNG or JPEG of at most 264 × 176 pixels.
    pub thumbnail: Option<Vec<u8>>,
    /// For a PDF whose pages can be counted.
    pub pages: Option<u32>,
    /// What else was found.
    pub facts: FileFacts,
}

impl BlobStore {
    /// Checks a file, makes of it what can be sent, and stores that. Blocking: it reads, decodes and hashes.
    ///
    /// # Errors
    /// `Error::Attachment` with the problem, `Error::Storage`.
    pub fn prepare(&self, source: &Source) -> Result<Prepared> {
        self.prepare_watched(source, &Watch { stop: &CancellationToken::new(), progress: &|_| {} })
    }

    /// As [`BlobStore::prepare`], and tells how far it is; it can be stopped.
    ///
    /// # Errors
    /// As [`BlobStore::prepare`]; `stopped`.
    pub fn prepare_watched(&self, source: &Source, watch: &Watch<'_>) -> Result<Prepared> {
        self.prepare_loaded(source.clone().load(watch, &|| {})?, watch)
    }

    /// The same for a file that was read.
    ///
    /// # Errors
    /// As [`BlobStore::prepare_watched`].
    pub fn prepare_loaded(&self, loaded: Loaded, watch: &Watch<'_>) -> Result<Prepared> {
        let Loaded { source, bytes } = loaded;
        let mut prepared = match &source {
            // What it looks like is no reason to refuse it: its words are nowhere else any more.
            Source::Text(text) => self.keep_text(text::pasted(text), "text/plain", text.len()),
            Source::Path(_) | Source::Bytes { .. } | Source::Link(_) => {
                self.prepare_file(&source, bytes, watch)
            }
        }?;
        prepared.name = source.name();
        prepared.facts.is_pasted = matches!(source, Source::Text(_));
        Ok(prepared)
    }

    fn prepare_file(&self, source: &Source, bytes: Bytes, watch: &Watch<'_>) -> Result<Prepared> {
        watch.check()?;
        match content::detect(&bytes) {
            Content::Image(_) | Content::Jpeg2000 | Content::System(_) => {
                self.keep_image(bytes, source.path(), watch)
            }
            Content::Pdf => self.keep_pdf(bytes, watch),
            Content::Text(media_type) => {
                self.keep_text(text::decode(&bytes).ok_or_else(unknown)?, media_type, bytes.len())
            }
            Content::Office(office) => self.keep_document(bytes, office, watch),
            Content::Svg => Err(Error::attachment(AttachmentProblem::Svg, content::SVG)),
            Content::Other(media_type) => {
                Err(Error::attachment(AttachmentProblem::UnsupportedType, media_type))
            }
        }
    }

    fn keep_image(&self, bytes: Bytes, path: Option<&Path>, watch: &Watch<'_>) -> Result<Prepared> {
        let input = match path {
            // Its bytes are in memory once only: in the worker.
            Some(path) if bytes.len() > picture::MAX_SENT_BYTES => {
                drop(bytes);
                Input::File(File::open(path).map_err(|error| intake::unreadable(&error))?)
            }
            _ => Input::Bytes(bytes),
        };
        let picture = prepared::image(self.worker.as_ref().ok_or_else(no_worker)?, input, watch)?;
        let kept = self.keep(AttachmentKind::Image, picture.media_type, &picture.bytes)?;
        let facts = FileFacts { frames: picture.frames, ..kept.facts };
        Ok(Prepared { pixels: Some(picture.pixels), thumbnail: Some(picture.thumbnail), facts, ..kept })
    }

    /// Keeps a file as it is, and reads it; one that is refused then is not kept.
    fn keep_original<T>(
        &self,
        kind: AttachmentKind,
        media_type: &str,
        bytes: Bytes,
        read: impl FnOnce(&dyn Fn() -> Result<Input>) -> Result<T>,
    ) -> Result<(Prepared, T)> {
        let sha256 = hex(&Sha256::digest(&bytes));
        let was_there = self.holds(&sha256);
        let kept = self.keep(kind, media_type, &bytes)?;
        // The worker reads a large one where it is stored, so that it is in memory once only.
        let small = (bytes.len() <= picture::MAX_SENT_BYTES).then_some(bytes);
        let input = || match &small {
            Some(bytes) => Ok(Input::Bytes(bytes.clone())),
            None => self.open_stored(&sha256).map(Input::File),
        };
        match read(&input) {
            Ok(found) => Ok((kept, found)),
            Err(refused) => {
                if !was_there {
                    // What cannot be removed now goes with the next sweep.
                    let _left = self.remove(&sha256);
                }
                Err(refused)
            }
        }
    }

    fn keep_pdf(&self, bytes: Bytes, watch: &Watch<'_>) -> Result<Prepared> {
        pdf::check(&bytes)?;
        let (kept, inside) =
            self.keep_original(AttachmentKind::Pdf, content::PDF, bytes, |input| match &self.worker {
                Some(worker) => pdf::look_inside(worker, input, watch),
                None => Ok(pdf::Inside::default()),
            })?;
        let keep_layer =
            |(text, pages)| self.keep_layer(&text).map(|layer| TextLayer { pages: Some(pages), ..layer });
        let text = inside.text.map(keep_layer).transpose()?;
        let (pages, thumbnail) = (inside.pages, inside.thumbnail);
        let is_drawable = thumbnail.is_some();
        let pdf::Inside { picture_pages, is_scan, is_unreadable, not_drawn, is_restricted, is_xfa, .. } =
            inside;
        let facts = FileFacts {
            text,
            picture_pages,
            is_scan,
            is_drawable,
            not_drawn,
            is_unreadable,
            is_restricted,
            is_xfa,
            ..FileFacts::default()
        };
        Ok(Prepared { pages, thumbnail, facts, ..kept })
    }

    /// Draws the first pages of a stored PDF as they are sent, and stores them: at most [`MAX_PAGE_IMAGES`], all of
    /// them or none. Blocking.
    ///
    /// # Errors
    /// `Error::Attachment` with `notDrawn` and the page, with `stopped`, or as [`BlobStore::read`]; `Error::Storage`.
    pub fn draw_pages(&self, sha256: &str, pages: u32, watch: &Watch<'_>) -> Result<Vec<PageImage>> {
        let mut images = Vec::new();
        self.draw(sha256, 0..pages.min(MAX_PAGE_IMAGES), watch, |page| {
            images.push(PageImage {
                sha256: self.keep_bytes(&page.bytes)?,
                media_type: page.media_type.to_owned(),
                size_bytes: page.bytes.len() as u64,
                pixels: page.pixels,
            });
            Ok(())
        })?;
        Ok(images)
    }

    /// Draws one page of a stored PDF to be looked at, the first being 0: a PNG or JPEG. Blocking.
    ///
    /// # Errors
    /// As [`BlobStore::draw_pages`].
    pub fn draw_page(&self, sha256: &str, page: u32, watch: &Watch<'_>) -> Result<Bytes> {
        let mut image = Bytes::new();
        self.draw(sha256, page..page.saturating_add(1), watch, |page| {
            image = page.bytes.into();
            Ok(())
        })?;
        Ok(image)
    }

    fn draw(
        &self,
        sha256: &str,
        pages: std::ops::Range<u32>,
        watch: &Watch<'_>,
        keep: impl FnMut(pdf::Page) -> Result<()>,
    ) -> Result<()> {
        let nothing_draws = || Error::attachment(AttachmentProblem::NotDrawn, "nothing here draws pages");
        let worker = self.worker.as_ref().ok_or_else(nothing_draws)?;
        pdf::draw(worker, Input::File(self.open_stored(sha256)?), pages, watch, keep)
    }

    fn keep_text(&self, text: Text, media_type: &str, whole: usize) -> Result<Prepared> {
        if text.text.trim().is_empty() {
            return Err(Error::attachment(AttachmentProblem::NoText, ""));
        }
        let layer = self.keep_layer(&text)?;
        let kept = self.keep(AttachmentKind::Text, media_type, text.text.as_bytes())?;
        let whole_bytes = if text.is_cut { whole as u64 } else { 0 };
        let facts =
            FileFacts { text: Some(layer), whole_bytes, data_bytes: text.data_bytes, ..FileFacts::default() };
        Ok(Prepared { facts, ..kept })
    }

    fn keep_document(&self, bytes: Bytes, office: Office, watch: &Watch<'_>) -> Result<Prepared> {
        let worker = self.worker.as_ref().ok_or_else(no_worker)?;
        let (kept, layer) =
            self.keep_original(AttachmentKind::Text, office.media_type(), bytes, |input| {
                self.keep_layer(&prepared::document(worker, input()?, watch)?)
            })?;
        Ok(Prepared { facts: FileFacts { text: Some(layer), ..FileFacts::default() }, ..kept })
    }

    fn keep_layer(&self, Text { text, is_cut, .. }: &Text) -> Result<TextLayer> {
        let sha256 = self.keep_bytes(text.as_bytes())?;
        let size_bytes = text.len() as u64;
        Ok(TextLayer { sha256, size_bytes, tokens: text::tokens(text), is_cut: *is_cut, pages: None })
    }

    fn keep(&self, kind: AttachmentKind, media_type: &str, bytes: &[u8]) -> Result<Prepared> {
        Ok(Prepared {
            name: String::new(),
            kind,
            media_type: media_type.to_owned(),
            size_bytes: bytes.len() as u64,
            sha256: self.keep_bytes(bytes)?,
            pixels: None,
            thumbnail: None,
            pages: None,
            facts: FileFacts::default(),
        })
    }

    fn keep_bytes(&self, bytes: &[u8]) -> Result<String> {
        let sha256 = hex(&Sha256::digest(bytes));
        self.store(&sha256, bytes)?;
        Ok(sha256)
    }
}

/// Nothing here reads bytes that may be hostile.
fn no_worker() -> Error {
    Error::attachment(AttachmentProblem::Unreadable, "the program that reads files is not there")
}

fn unknown() -> Error {
    Error::attachment(AttachmentProblem::UnsupportedType, "application/octet-stream")
}

/// A panic of a decoder, which only a hostile file can cause, is that file's damage.
fn catching_panics<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::attachment(AttachmentProblem::Damaged, "its decoder gave up")))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
