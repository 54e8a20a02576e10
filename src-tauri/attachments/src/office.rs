//! Office documents: the text of Word, Excel and PowerPoint files, as Markdown.
//!
//! What a file is stands in its list of content types; its name is not asked. Only the XML parts reach the reader, in a
//! package made anew within limits (`package`), so that pictures cost no memory and a bomb is never unpacked.
//! Invariant: macros, links and embedded objects are never followed, run or fetched; what cannot be read is refused in
//! words.

mod package;

use std::{
    io::Cursor,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use memchr::memmem;
use office_oxide::{Document, DocumentFormat, OfficeError, limits::Limits, options::ParseOptions};

use super::{
    Watch,
    text::{Text, capped},
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// How an OLE container begins: the older formats, and what is encrypted ([MS-CFB], section 2.2).
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The stream of an OLE container that holds an encrypted package ([MS-OFFCRYPTO], section 2.3.4).
const ENCRYPTED: &str = "EncryptedPackage";
/// The streams of an OLE container that hold a document: of Word, Excel (two generations), PowerPoint, Visio and Publisher.
const OLDER: [&str; 6] =
    ["WordDocument", "Workbook", "Book", "PowerPoint Document", "VisioDocument", "Quill"];
/// Where the reader stops writing; far behind the place where the text is cut.
const MAX_CHARACTERS: usize = 4_000_000;
/// The reader and the writer of Markdown call themselves for what is nested; they bound how deep.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// How long a document may take; the largest that are taken need a few seconds.
pub(super) const TIME: Duration = Duration::from_secs(60);
/// How often it is looked whether the reader is to be waited for any longer.
const TICK: Duration = Duration::from_millis(50);

/// A type of Office file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Office {
    /// `.docx`, `.docm` and their templates.
    Word,
    /// `.xlsx`, `.xlsm` and their templates.
    Spreadsheet,
    /// `.pptx`, `.pptm`, slide shows and templates.
    Slides,
    /// One that asks for a password.
    Encrypted,
    /// The formats before 2007, binary workbooks and OpenDocument.
    Other,
    /// One that is cut short.
    Damaged,
}

impl Office {
    /// The media type, as registered with IANA.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Spreadsheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Slides => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Encrypted | Self::Other | Self::Damaged => "application/octet-stream",
        }
    }

    fn format(self) -> Option<DocumentFormat> {
        match self {
            Self::Word => Some(DocumentFormat::Docx),
            Self::Spreadsheet => Some(DocumentFormat::Xlsx),
            Self::Slides => Some(DocumentFormat::Pptx),
            Self::Encrypted | Self::Other | Self::Damaged => None,
        }
    }
}

/// Judges a file that may be an Office document; `None` if it is none, such as any other zip archive.
pub(super) fn detect(bytes: &[u8]) -> Option<Office> {
    if bytes.starts_with(OLE) {
        let has = |stream: &str| {
            let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            memmem::find(bytes, &name).is_some()
        };
        // Installers, mails and caches of thumbnails are such containers too.
        let older = || OLDER.into_iter().any(has).then_some(Office::Other);
        return if has(ENCRYPTED) { Some(Office::Encrypted) } else { older() };
    }
    bytes.starts_with(b"PK\x03\x04").then(|| package::detect(bytes)).flatten()
}

/// Whether the text of a file of this media type is taken out of a document.
pub fn is_document(media_type: &str) -> bool {
    document_extension(media_type).is_some()
}

/// The extension under which a document of this media type opens as one, and never as one with macros; `None` if it is
/// no document.
pub fn document_extension(media_type: &str) -> Option<&'static str> {
    let known = [(Office::Word, "docx"), (Office::Spreadsheet, "xlsx"), (Office::Slides, "pptx")];
    known.into_iter().find(|(office, _)| office.media_type() == media_type).map(|(_, extension)| extension)
}

/// The document's text as Markdown: headings, lists, tables, notes and comments; of a spreadsheet, the values that
/// its cells show.
///
/// # Errors
/// `Error::Attachment` with `damaged`, `encrypted`, `olderOffice`, `tooMuchInside`, `tooSlow`, `stopped` or `noText`.
pub(super) fn text(bytes: &[u8], office: Office, time: Duration, watch: &Watch<'_>) -> Result<Text> {
    let Some(format) = office.format() else { return Err(refused(office)) };
    let begun = Instant::now();
    let check = || {
        watch.check()?;
        if begun.elapsed() < time { Ok(()) } else { Err(too_slow(time)) }
    };
    let (package, is_trimmed) = package::readable(bytes, &check)?;
    let text = awaited(move || read(package, format), &check)?;
    if text.trim().is_empty() {
        return Err(Error::attachment(AttachmentProblem::NoText, ""));
    }
    let text = capped(text);
    if !is_trimmed || text.is_cut {
        return Ok(text);
    }
    let note = "\n[cut: of the largest sheets only the first rows are above]\n";
    Ok(Text { text: text.text + note, is_cut: true })
}

fn refused(office: Office) -> Error {
    let problem = match office {
        Office::Encrypted => AttachmentProblem::Encrypted,
        Office::Damaged => AttachmentProblem::Damaged,
        _ => AttachmentProblem::OlderOffice,
    };
    Error::attachment(problem, "")
}

fn too_slow(time: Duration) -> Error {
    Error::attachment(AttachmentProblem::TooSlow, format!("more than {} s", time.as_secs()))
}

/// Does the work on a thread whose stack is known to be deep enough; a panic there is the file's damage. A thread cannot
/// be ended: one that is not waited for any longer goes on within the reader's limits, and nobody hears what it found.
fn awaited<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
    check: &dyn Fn() -> Result<()>,
) -> Result<T> {
    let (pass, done) = mpsc::sync_channel(1);
    let work = move || {
        // Nobody hears it if it is late.
        let _late = pass.send(work());
    };
    let thread = thread::Builder::new().name("office".to_owned()).stack_size(STACK_BYTES);
    thread.spawn(work).map_err(|error| Error::Internal(error.to_string()))?;
    loop {
        match done.recv_timeout(TICK) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Timeout) => check()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Error::attachment(AttachmentProblem::Damaged, "its reader gave up"));
            }
        }
    }
}

fn read(package: Vec<u8>, format: DocumentFormat) -> Result<String> {
    let mut options = ParseOptions::default();
    options.limits = limits();
    Document::from_reader_with(Cursor::new(package), format, &options)
        .map(|document| document.to_markdown())
        .map_err(|error| damaged(&error))
}

/// What the reader may take, beside what the package was kept to.
fn limits() -> Limits {
    let mut limits = Limits::strict();
    limits.package_bytes = package::MAX_BYTES;
    limits.part_bytes = package::MAX_BYTES;
    limits.package_entries = package::MAX_ENTRIES;
    limits.text_chars = MAX_CHARACTERS;
    limits.memory_bytes = 64 * 1024 * 1024;
    limits
}

/// The reader's own words name parts of the package and never what stands in them.
fn damaged(error: &OfficeError) -> Error {
    let words: String = error.to_string().chars().filter(|c| !c.is_control()).take(200).collect();
    Error::attachment(AttachmentProblem::Damaged, words)
}

#[cfg(test)]
mod tests;
