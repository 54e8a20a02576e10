//! Office documents: the text of Word, Excel and PowerPoint files of all generations, of OpenDocument and of e-books, as
//! Markdown.
//!
//! What a file is stands in its list of content types; its name is not asked. Only the parts with text are unpacked, within
//! limits (`package`), so that pictures cost no memory and a bomb is never unpacked.
//! Invariant: macros, links and embedded objects are never followed, run or fetched; what cannot be read is refused in
//! words.

mod book;
mod cells;
mod chart;
mod numerals;
mod old_word;
mod omml;
mod opendocument;
mod package;
mod parts;
mod shown;
mod table;
mod word;
mod xml;

use std::{
    io::Cursor,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use memchr::memmem;
use office_oxide::{
    Document, DocumentFormat, OfficeError, cfb::CfbReader, limits::Limits, options::ParseOptions,
};
use rtf_parser_tt::RtfDocument;
use table::table;

use super::{
    Watch,
    text::{Text, capped},
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// How an OLE container begins: the older formats, and what is encrypted ([MS-CFB], section 2.2).
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The stream of an OLE container that holds an encrypted package ([MS-OFFCRYPTO], section 2.3.4).
const ENCRYPTED: &str = "EncryptedPackage";
/// The streams of an OLE container that tell what it is; of Excel two generations. The more telling ones come first: a
/// mail may have a document attached.
const STREAMS: [(&str, Office); 8] = [
    ("__properties_version1.0", Office::Other("application/vnd.ms-outlook")),
    ("WordDocument", Office::OldWord),
    ("Workbook", Office::OldSpreadsheet),
    ("Book", Office::OldSpreadsheet),
    ("PowerPoint Document", Office::OldSlides),
    ("VisioDocument", Office::Other("application/vnd.visio")),
    ("Quill", Office::Other("application/x-mspublisher")),
    ("MSProject.MPP", Office::Other("application/vnd.ms-project")),
];
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
    /// `.doc`, `.xls` and `.ppt`, the formats before 2007.
    OldWord,
    OldSpreadsheet,
    OldSlides,
    /// `.xlsb`.
    BinarySpreadsheet,
    /// `.odt`, `.ods` and `.odp`.
    OpenText,
    OpenSpreadsheet,
    OpenSlides,
    /// EPUB.
    Book,
    /// RTF.
    RichText,
    /// One that no text is taken of, with its media type.
    Other(&'static str),
    /// One that is cut short.
    Damaged,
}

/// What can be read: its media type, as registered with IANA, and its extension.
const READ: [(Office, &str, &str); 12] = [
    (Office::Word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    (Office::Spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    (Office::Slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    (Office::OldWord, "application/msword", "doc"),
    (Office::OldSpreadsheet, "application/vnd.ms-excel", "xls"),
    (Office::OldSlides, "application/vnd.ms-powerpoint", "ppt"),
    (Office::BinarySpreadsheet, "application/vnd.ms-excel.sheet.binary.macroenabled.12", "xlsb"),
    (Office::OpenText, "application/vnd.oasis.opendocument.text", "odt"),
    (Office::OpenSpreadsheet, "application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (Office::OpenSlides, "application/vnd.oasis.opendocument.presentation", "odp"),
    (Office::Book, "application/epub+zip", "epub"),
    (Office::RichText, "application/rtf", "rtf"),
];

impl Office {
    /// The media type, as registered with IANA.
    pub(super) fn media_type(self) -> &'static str {
        let known = READ.into_iter().find(|(office, ..)| *office == self);
        known.map_or("application/octet-stream", |(_, media_type, _)| media_type)
    }
}

/// Judges a file that may be an Office document; `None` if it is none, such as any other zip archive.
pub(super) fn detect(bytes: &[u8]) -> Option<Office> {
    if bytes.starts_with(br"{\rtf") {
        return Some(Office::RichText);
    }
    if bytes.starts_with(OLE) {
        // What stands in other documents inside of this one says nothing; of a damaged directory any name is believed.
        let directory = CfbReader::new(Cursor::new(bytes)).ok();
        let has = |stream: &str| match &directory {
            Some(directory) => directory.has_stream(stream),
            None => {
                let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
                memmem::find(bytes, &name).is_some()
            }
        };
        // Installers and caches of thumbnails are such containers too.
        let known = || STREAMS.into_iter().find(|(stream, _)| has(stream)).map(|(_, office)| office);
        return if has(ENCRYPTED) { Some(Office::Encrypted) } else { known() };
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
    READ.into_iter().find(|(_, known, _)| *known == media_type).map(|(.., extension)| extension)
}

/// The document's text as Markdown: headings, lists, tables, notes and comments; of a spreadsheet, the values that
/// its cells show.
///
/// # Errors
/// `Error::Attachment` with `damaged`, `encrypted`, `unsupportedType`, `tooMuchInside`, `tooSlow`, `stopped` or `noText`.
pub(super) fn text(bytes: &[u8], office: Office, time: Duration, watch: &Watch<'_>) -> Result<Text> {
    let begun = Instant::now();
    let check = || {
        watch.check()?;
        if begun.elapsed() < time { Ok(()) } else { Err(too_slow(time)) }
    };
    let (text, is_trimmed) = match office {
        Office::Encrypted => return Err(Error::attachment(AttachmentProblem::Encrypted, "")),
        Office::Damaged => return Err(Error::attachment(AttachmentProblem::Damaged, "")),
        Office::Other(media_type) => {
            return Err(Error::attachment(AttachmentProblem::UnsupportedType, media_type));
        }
        Office::RichText => {
            let bytes = bytes.to_vec();
            (awaited(move || rich_text(&bytes), &check)?, false)
        }
        Office::OldWord | Office::OldSpreadsheet | Office::OldSlides => {
            let bytes = bytes.to_vec();
            let bytes = if office == Office::OldWord { old_word::with_equations(bytes) } else { bytes };
            (awaited(move || by_library(bytes, office), &check)?, false)
        }
        _ => {
            let (parts, is_trimmed) = package::parts(bytes, office, &check)?;
            (awaited(move || of_parts(parts, office), &check)?, is_trimmed)
        }
    };
    if text.trim().is_empty() {
        return Err(Error::attachment(AttachmentProblem::NoText, ""));
    }
    let text = capped(text);
    if !is_trimmed || text.is_cut {
        return Ok(text);
    }
    let note = "\n[cut: of the largest sheets only the first rows are above]\n";
    Ok(Text { text: text.text + note, is_cut: true, ..text })
}

fn of_parts(mut parts: parts::Parts, office: Office) -> Result<String> {
    match office {
        Office::Word => word::markdown(&parts),
        Office::OpenText | Office::OpenSpreadsheet | Office::OpenSlides => {
            opendocument::markdown(&parts, office)
        }
        Office::Book => book::markdown(&parts),
        _ => {
            let shown = shown::prepare(&mut parts);
            let package = parts.packed().ok_or_else(|| Error::attachment(AttachmentProblem::Damaged, ""))?;
            Ok(shown.completed(by_library(package, office)?))
        }
    }
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

/// The text of an RTF file; what is hidden in it stays out.
fn rich_text(bytes: &[u8]) -> Result<String> {
    RtfDocument::from_bytes(bytes)
        .map(|document| document.get_text())
        .map_err(|error| damaged_part(&error.to_string().chars().take(200).collect::<String>()))
}

/// The text of a document that the library reads.
fn by_library(bytes: Vec<u8>, office: Office) -> Result<String> {
    let format = match office {
        Office::OldWord => DocumentFormat::Doc,
        Office::OldSpreadsheet => DocumentFormat::Xls,
        Office::OldSlides => DocumentFormat::Ppt,
        Office::Slides => DocumentFormat::Pptx,
        _ => DocumentFormat::Xlsx,
    };
    let mut options = ParseOptions::default();
    options.limits = limits();
    let document =
        Document::from_reader_with(Cursor::new(bytes), format, &options).map_err(|error| damaged(&error))?;
    if office != Office::OldSpreadsheet {
        return Ok(document.to_markdown());
    }
    let mut sheets = document.to_ir();
    let hidden: Vec<String> =
        sheets.sections.iter().filter(|it| it.hidden).filter_map(|it| it.title.clone()).collect();
    sheets.sections.retain(|sheet| !sheet.hidden);
    let note = shown::note(&hidden);
    Ok(sheets.to_markdown() + &note)
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

/// What is wrong with a part that this program reads itself.
fn damaged_part(words: &str) -> Error {
    Error::attachment(AttachmentProblem::Damaged, words)
}

/// The reader's own words name parts of the package and never what stands in them.
fn damaged(error: &OfficeError) -> Error {
    let words: String = error.to_string().chars().filter(|c| !c.is_control()).take(200).collect();
    let is_encrypted = words.contains("encrypted");
    let problem = if is_encrypted { AttachmentProblem::Encrypted } else { AttachmentProblem::Damaged };
    Error::attachment(problem, words)
}

#[cfg(test)]
mod tests;
