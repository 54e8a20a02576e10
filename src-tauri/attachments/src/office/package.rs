//! The zip archive that an Office file is: what kind it is, and its parts that hold text.
//!
//! Invariant: no more than [`MAX_BYTES`] are ever unpacked, whatever the archive says of its sizes, and nothing of it
//! is written to the disk.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::{ZipArchive, result::ZipError};

use super::{Office, parts::Parts};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// The most that is unpacked of one file: text of some thousand pages.
pub(super) const MAX_BYTES: u64 = 24 * 1024 * 1024;
/// The most files in the archive; each sheet or slide with its notes and relations is a handful.
pub(super) const MAX_ENTRIES: usize = 10_000;
/// The most of one sheet: more rows than the text that is sent has room for.
const MAX_SHEET_BYTES: u64 = 4 * 1024 * 1024;
/// What each sheet gets, however large the others are.
const MIN_SHEET_BYTES: u64 = 64 * 1024;
/// The list of what each part is (ECMA-376, part 2, section 10.1.2.2).
const TYPES: &str = "[Content_Types].xml";
/// A list of types is short.
const MAX_TYPES_BYTES: u64 = 1024 * 1024;

/// What the list of content types says of the main part, with and without macros.
const MAIN_PARTS: [(&str, Office); 14] = [
    ("wordprocessingml.document.main+xml", Office::Word),
    ("wordprocessingml.template.main+xml", Office::Word),
    ("ms-word.document.macroEnabled.main+xml", Office::Word),
    ("ms-word.template.macroEnabledTemplate.main+xml", Office::Word),
    ("spreadsheetml.sheet.main+xml", Office::Spreadsheet),
    ("spreadsheetml.template.main+xml", Office::Spreadsheet),
    ("ms-excel.sheet.macroEnabled.main+xml", Office::Spreadsheet),
    ("ms-excel.template.macroEnabled.main+xml", Office::Spreadsheet),
    ("ms-excel.sheet.binary.macroEnabled.main", Office::BinarySpreadsheet),
    ("presentationml.presentation.main+xml", Office::Slides),
    ("presentationml.slideshow.main+xml", Office::Slides),
    ("presentationml.template.main+xml", Office::Slides),
    ("ms-visio.", Office::Other("application/vnd.visio")),
    // Documents of pages ([MS-XPS] and ECMA-388).
    ("xps-fixeddocumentsequence+xml", Office::Other(XPS)),
];
/// The beginning of the type of each kind of OpenDocument (OpenDocument 1.3, part 2, appendix C).
const OPEN: [(&str, Office); 3] = [
    ("application/vnd.oasis.opendocument.text", Office::OpenText),
    ("application/vnd.oasis.opendocument.spreadsheet", Office::OpenSpreadsheet),
    ("application/vnd.oasis.opendocument.presentation", Office::OpenSlides),
];
/// EPUB 3.3, section 4.2.3.3.
const BOOK: &str = "application/epub+zip";
/// Parts that tell a package of another kind.
const MEMBERS: [(&str, &str); 6] = [
    ("Index/Document.iwa", "application/vnd.apple.iwork"),
    ("Index.zip", "application/vnd.apple.iwork"),
    ("index.apxl", "application/vnd.apple.iwork"),
    ("buildVersionHistory.plist", "application/vnd.apple.iwork"),
    ("visio/document.xml", "application/vnd.visio"),
    ("FixedDocumentSequence.fdseq", XPS),
];
const XPS: &str = "application/vnd.ms-xpsdocument";
/// The variants of slides with macros: presentation, slide show and template.
const MACRO_SLIDES: &str = "ms-powerpoint.";

/// How the name of the first part of such a file begins.
const FIRST: [&str; 7] = [TYPES, "_rels/.rels", "docProps/", "word/", "xl/", "ppt/", "mimetypeapplication/"];

/// Judges a zip archive by its list of content types, or by the type that OpenDocument puts first.
pub(super) fn detect(bytes: &[u8]) -> Option<Office> {
    let mut archive = match open(bytes) {
        Ok(archive) => archive,
        Err(Error::Attachment { problem: AttachmentProblem::TooMuchInside, .. }) => return None,
        // An archive without its end, which begins as such a file does.
        Err(_) => {
            let name = bytes.get(30..).unwrap_or_default();
            return FIRST.iter().any(|first| name.starts_with(first.as_bytes())).then_some(Office::Damaged);
        }
    };
    if let Ok(media_type) = part(&mut archive, "mimetype", 256) {
        let media_type = String::from_utf8_lossy(&media_type).trim().to_owned();
        let named = [(BOOK, Office::Book)].into_iter().chain(OPEN);
        let found =
            named.into_iter().find(|(start, _)| media_type.starts_with(start)).map(|(_, office)| office);
        let is_open = media_type.starts_with("application/vnd.oasis.opendocument");
        // Drawings, formulas and databases have little text.
        return found.or_else(|| is_open.then_some(Office::Other("application/vnd.oasis.opendocument")));
    }
    if let Some((_, media_type)) =
        MEMBERS.into_iter().find(|(name, _)| archive.index_for_name(name).is_some())
    {
        return Some(Office::Other(media_type));
    }
    // Printers write the parts in pieces, each with a name of its own.
    if archive.file_names().flatten().any(|name| name.contains(".fdseq")) {
        return Some(Office::Other(XPS));
    }
    let types = part(&mut archive, TYPES, MAX_TYPES_BYTES).ok()?;
    let names = |word: &str| memmem::find(&types, word.as_bytes()).is_some();
    let known = MAIN_PARTS.into_iter().find(|(word, _)| names(word)).map(|(_, office)| office);
    known.or_else(|| (names(MACRO_SLIDES) && names("macroEnabled.main+xml")).then_some(Office::Slides))
}

/// Reads the parts that hold text; and whether rows of a sheet had to stay out.
///
/// # Errors
/// `Error::Attachment` with `damaged` or `tooMuchInside`; what `check` says, which is asked before each part.
pub(super) fn parts(bytes: &[u8], office: Office, check: &dyn Fn() -> Result<()>) -> Result<(Parts, bool)> {
    let mut archive = open(bytes)?;
    let mut wanted: Vec<(usize, String)> = (0..archive.len())
        .filter_map(|at| Some((at, archive.name_for_index(at)?.ok()?.into_owned())))
        .filter(|(_, name)| holds_text(name, office))
        .collect();
    // Sheets share what the rest leaves.
    wanted.sort_by_key(|(at, name)| (is_sheet(name), *at));
    let (mut parts, mut left, mut is_trimmed) = (Parts::default(), MAX_BYTES, false);
    for (at, name) in wanted {
        check()?;
        let limit = if is_sheet(&name) { (left / 2).clamp(MIN_SHEET_BYTES, MAX_SHEET_BYTES) } else { left };
        let limit = limit.min(left);
        let mut part = Vec::new();
        let file = archive.by_index(at).map_err(|error| unreadable(&error))?;
        file.take(limit + 1).read_to_end(&mut part).map_err(|error| damaged(error.to_string()))?;
        if part.len() as u64 > limit {
            if !is_sheet(&name) || trim(&mut part, limit).is_none() {
                return Err(too_much());
            }
            is_trimmed = true;
        }
        left = left.saturating_sub(part.len() as u64);
        parts.insert(name, part);
    }
    Ok((parts, is_trimmed))
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>> {
    // Counted first: the reader of the directory makes room for as many files as there are.
    if memmem::find_iter(bytes, b"PK\x01\x02").take(MAX_ENTRIES + 1).count() > MAX_ENTRIES {
        return Err(too_much());
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: u64) -> Result<Vec<u8>> {
    let file = archive.by_name(name).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
    Ok(bytes)
}

/// Text, its structure and what relates the parts; no pictures, fonts, macros, embedded files or caches.
fn holds_text(name: &str, office: Office) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    match office {
        Office::OpenText | Office::OpenSpreadsheet | Office::OpenSlides => {
            ["styles.xml", "META-INF/manifest.xml"].contains(&name) || name.ends_with("content.xml")
        }
        Office::Book => ends(&[".xhtml", ".html", ".htm", ".xml", ".opf"]),
        Office::BinarySpreadsheet if ends(&[".bin"]) => {
            name.starts_with("xl/") && !name.starts_with("xl/embeddings/") && !name.contains("vbaProject")
        }
        _ => {
            let is_aside = ["customXml/", "xl/calcChain.xml", "xl/pivotCache/", "docProps/custom.xml"];
            ends(&[".xml", ".rels"]) && !is_aside.iter().any(|start| name.starts_with(start))
        }
    }
}

fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/") && name.ends_with(".xml")
}

/// Cuts a sheet behind its last whole row and closes it; `None` if there is none.
fn trim(sheet: &mut Vec<u8>, limit: u64) -> Option<()> {
    sheet.truncate(usize::try_from(limit).ok()?);
    let end = memmem::rfind(sheet, b"row>")?;
    let start = memchr::memrchr(b'<', sheet.get(..end)?)?;
    // Some programs write `</x:row>`.
    let prefix = sheet.get(start..end)?.strip_prefix(b"</")?.to_vec();
    sheet.truncate(end + b"row>".len());
    for name in ["sheetData", "worksheet"] {
        sheet.extend_from_slice(b"</");
        sheet.extend_from_slice(&prefix);
        sheet.extend_from_slice(name.as_bytes());
        sheet.push(b'>');
    }
    Some(())
}

fn too_much() -> Error {
    let detail = format!("at most {} MiB of text parts", MAX_BYTES / 1024 / 1024);
    Error::attachment(AttachmentProblem::TooMuchInside, detail)
}

fn unreadable(error: &ZipError) -> Error {
    damaged(error.to_string())
}

fn damaged(words: String) -> Error {
    Error::attachment(AttachmentProblem::Damaged, words)
}
