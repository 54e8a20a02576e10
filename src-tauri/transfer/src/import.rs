//! Conversations out of the exports of this program and of others. All of it is untrusted: whoever made the file may want
//! to harm who opens it.
//!
//! A file is read in pieces that are no larger than one conversation (`elements`), each is made into an [`Archived`] by
//! the format that it shows (`formats`), and handed on at once. Archives are read entry by entry (`packages`); nothing is
//! unpacked under a name that it gives.
//! Invariant: one conversation that cannot be read never keeps others out; what is read is bounded by piece and in sum;
//! nothing is run, nothing is fetched, and nothing but conversations and their files comes out.

mod elements;
mod formats;
mod packages;
mod tree;

use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use serde_json::{Map, Value};

use yourouter_protocol::words::details;
use yourouter_protocol::{Archived, ArchivedFolder, Error, Prompt, Result, error::StorageError};

use elements::{Element, Elements, Piece};
use formats::{Drafted, Format};
use packages::{Files, Package};

/// Bytes of one conversation, or of one file in base64.
const MAX_PIECE: usize = 64 * 1024 * 1024;
/// Bytes that are read of all files together, unpacked.
const MAX_TOTAL: u64 = 64 * 1024 * 1024 * 1024;
/// Bytes of a document that is one conversation in pieces.
const MAX_WHOLE: usize = 96 * 1024 * 1024;
/// Conversations of which it is told why they were left out.
const MAX_TOLD: usize = 200;

/// What became of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landed {
    /// It is new.
    Added,
    /// It was there, and has more messages now.
    Updated,
    /// It was there with all of this.
    Unchanged,
}

/// A conversation that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its title, or where it stood.
    pub title: String,
    /// Why.
    pub why: String,
}

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// New conversations.
    pub added: u32,
    /// Conversations that have more messages now.
    pub updated: u32,
    /// Conversations that were there with all of it.
    pub unchanged: u32,
    /// New folders.
    pub folders: u32,
    /// New prompts.
    pub prompts: u32,
    /// How many were left out.
    pub left_out: u32,
    /// The first of them.
    pub told: Vec<LeftOut>,
    /// Whether it was stopped before its end.
    pub is_stopped: bool,
}

/// Gives the bytes of a file of a conversation by `ArchivedFile::sha256`; `None` if the export has not got it.
pub type ReadFile<'a> = dyn FnMut(&str) -> Option<Bytes> + 'a;

/// Takes what is read.
pub trait Intake {
    /// A conversation.
    ///
    /// # Errors
    /// [`Error::Storage`] ends the import; any other leaves this conversation out.
    fn take(&mut self, chat: Archived, files: &mut ReadFile<'_>) -> Result<Landed>;
    /// A folder of our own export; it comes before the conversations in it. Whether it is new.
    ///
    /// # Errors
    /// As [`Intake::take`].
    fn folder(&mut self, folder: ArchivedFolder) -> Result<bool>;
    /// A saved prompt of our own export. Whether it is new.
    ///
    /// # Errors
    /// As [`Intake::take`].
    fn prompt(&mut self, prompt: Prompt) -> Result<bool>;
    /// How far it is, in bytes. Whether it goes on.
    fn goes_on(&mut self, done: u64, all: u64) -> bool;
}

/// Reads files that a person chose. Blocking.
///
/// # Errors
/// [`Error::Storage`] if a file cannot be opened or the database takes no more; [`Error::Invalid`] if none of them holds
/// a conversation.
pub fn import(paths: &[PathBuf], intake: &mut dyn Intake) -> Result<Report> {
    let mut import = Import { intake, report: Report::default(), done: 0, all: 0, has_seen_chat: false };
    let sizes = paths.iter().filter_map(|path| std::fs::metadata(path).ok());
    import.all = sizes.map(|found| found.len()).sum();
    for path in paths {
        import.path(path)?;
        if import.report.is_stopped {
            break;
        }
    }
    let Report { added, updated, unchanged, .. } = import.report;
    if !import.has_seen_chat && added + updated + unchanged == 0 && !import.report.is_stopped {
        return Err(Error::Invalid(details::import_empty().to_owned()));
    }
    Ok(import.report)
}

struct Import<'a> {
    intake: &'a mut dyn Intake,
    report: Report,
    done: u64,
    all: u64,
    /// Whether anything looked like a conversation, be it a broken one.
    has_seen_chat: bool,
}

impl Import<'_> {
    fn path(&mut self, path: &Path) -> Result<()> {
        let cannot = |error| Error::from(StorageError::io(&path.display().to_string(), error));
        let mut file = File::open(path).map_err(cannot)?;
        if packages::is_zip(&mut file).map_err(cannot)? {
            let mut package = match Package::open(file) {
                Ok(package) => package,
                Err(why) => return self.leave_out(&name(path), &why),
            };
            return self.package(&mut package, 0);
        }
        self.document(BufReader::with_capacity(1 << 18, file), &name(path), &mut Files::none())
    }

    fn package(&mut self, package: &mut Package, depth: usize) -> Result<()> {
        self.all = self.all.max(self.done) + package.unpacked();
        for index in package.documents() {
            if self.report.is_stopped {
                return Ok(());
            }
            let (name, mut files) = (package.name(index), package.files());
            match package.reader(index) {
                Ok(entry) => self.document(BufReader::with_capacity(1 << 18, entry), &name, &mut files)?,
                Err(why) => self.leave_out(&name, &why)?,
            }
        }
        if depth >= packages::MAX_DEPTH {
            return Ok(());
        }
        let mut inner = Vec::new();
        for index in package.inner() {
            match package.nested(index) {
                Ok(one) => inner.push(one),
                Err(why) => self.leave_out(&package.name(index), &why)?,
            }
        }
        packages::share_files(&mut inner);
        for mut one in inner {
            if self.report.is_stopped {
                break;
            }
            self.package(&mut one, depth + 1)?;
        }
        Ok(())
    }

    /// Reads one file of JSON: many conversations, or one.
    fn document(&mut self, input: impl std::io::Read, name: &str, files: &mut Files) -> Result<()> {
        let mut elements = Elements::new(input, MAX_PIECE);
        let mut whole = Whole::default();
        loop {
            let before = elements.read();
            let element = elements.next();
            self.done += elements.read() - before;
            if self.done > MAX_TOTAL {
                return self.leave_out(name, details::import_unpacks_too_much());
            }
            if !self.intake.goes_on(self.done, self.all) {
                self.report.is_stopped = true;
                return Ok(());
            }
            match element {
                Ok(Some(element)) => self.element(element, name, files, &mut whole)?,
                Ok(None) => break,
                Err(why) => {
                    // What came before stands; a file that is no JSON at all is none of ours.
                    if whole.has_pieces || self.has_seen_chat {
                        self.has_seen_chat = true;
                        self.leave_out(name, &why)?;
                    }
                    return Ok(());
                }
            }
        }
        self.whole(whole, name, files)
    }

    fn element(&mut self, element: Element, name: &str, files: &mut Files, whole: &mut Whole) -> Result<()> {
        whole.has_pieces = true;
        let place = || format!("{name}, no. {}", element.number);
        let bytes = match element.piece {
            Piece::Bytes(bytes) => bytes,
            Piece::TooLong if element.key.as_deref().is_none_or(|key| key == "conversations") => {
                self.has_seen_chat = true;
                return self.leave_out(&place(), details::import_too_long());
            }
            Piece::TooLong => {
                whole.is_too_long = true;
                return Ok(());
            }
        };
        let value: Value = match serde_json::from_slice(&bytes) {
            Ok(value) => value,
            Err(error) if element.key.as_deref().is_none_or(|key| key == "conversations") => {
                self.has_seen_chat = true;
                return self.leave_out(&place(), &details::import_broken(&error.to_string()));
            }
            Err(_) => return Ok(()),
        };
        drop(bytes);
        // An empty list is a field like any other.
        let is_own = whole.is_own() && element.is_listed;
        match element.key.as_deref() {
            None => self.value(value, &place(), files),
            Some("conversations") if is_own => self.value(formats::own(value), &place(), files),
            Some("conversations") if formats::is_chat(&value) => self.value(value, &place(), files),
            Some("files") if is_own => {
                formats::keep_file(&value, files);
                Ok(())
            }
            Some(key @ ("folders" | "prompts")) if is_own => self.library(key, value, &place()),
            Some(key) => {
                whole.add(key, value, element.is_listed);
                Ok(())
            }
        }
    }

    /// Takes in a folder or a saved prompt of our own export.
    fn library(&mut self, key: &str, value: Value, place: &str) -> Result<()> {
        self.has_seen_chat = true;
        let title = formats::title(&value).unwrap_or_else(|| place.to_owned());
        let broken = |error: serde_json::Error| Error::Invalid(details::import_broken(&error.to_string()));
        let (taken, count) = if key == "folders" {
            let folder = serde_json::from_value(value).map_err(broken);
            (folder.and_then(|folder| self.intake.folder(folder)), &mut self.report.folders)
        } else {
            let prompt = serde_json::from_value(value).map_err(broken);
            (prompt.and_then(|prompt| self.intake.prompt(prompt)), &mut self.report.prompts)
        };
        match taken {
            Ok(is_new) => *count += u32::from(is_new),
            Err(error @ Error::Storage(_)) => return Err(error),
            Err(Error::Invalid(why)) => return self.leave_out(&title, &why),
            Err(error) => return self.leave_out(&title, &error.to_string()),
        }
        Ok(())
    }

    fn whole(&mut self, whole: Whole, name: &str, files: &mut Files) -> Result<()> {
        if !whole.has_keys() {
            return Ok(());
        }
        if whole.is_too_long {
            self.has_seen_chat = true;
            return self.leave_out(name, details::import_document_too_long());
        }
        if whole.is_own() {
            return self.own(whole.fields, name, files);
        }
        let value = Value::Object(whole.fields);
        match formats::parted(value) {
            Ok(chats) => chats.into_iter().try_for_each(|chat| self.value(chat, name, files)),
            Err(value) => self.value(value, name, files),
        }
    }

    /// What of our own export came before the document had said whose it is: another program may have written it anew.
    fn own(&mut self, mut fields: Map<String, Value>, name: &str, files: &mut Files) -> Result<()> {
        let mut listed = |key: &str| match fields.remove(key) {
            Some(Value::Array(values)) => values,
            _ => Vec::new(),
        };
        listed("files").iter().for_each(|file| formats::keep_file(file, files));
        for key in ["folders", "prompts"] {
            listed(key).into_iter().try_for_each(|value| self.library(key, value, name))?;
        }
        listed("conversations").into_iter().try_for_each(|chat| self.value(formats::own(chat), name, files))
    }

    /// Makes a conversation of a value and hands it on. What is none of any known format is passed over.
    fn value(&mut self, value: Value, place: &str, files: &mut Files) -> Result<()> {
        let Some(format) = Format::detect(&value) else { return Ok(()) };
        self.has_seen_chat = true;
        let title = formats::title(&value).unwrap_or_else(|| place.to_owned());
        let Drafted { chat, inline } = match format.draft(value) {
            Ok(drafted) => drafted,
            Err(why) => return self.leave_out(&title, &why),
        };
        let mut read = |key: &str| inline.get(key).cloned().or_else(|| files.read(key));
        match self.intake.take(chat, &mut read) {
            Ok(Landed::Added) => self.report.added += 1,
            Ok(Landed::Updated) => self.report.updated += 1,
            Ok(Landed::Unchanged) => self.report.unchanged += 1,
            Err(error @ Error::Storage(_)) => return Err(error),
            Err(Error::Invalid(why)) => return self.leave_out(&title, &why),
            Err(error) => return self.leave_out(&title, &error.to_string()),
        }
        Ok(())
    }

    fn leave_out(&mut self, title: &str, why: &str) -> Result<()> {
        self.report.left_out += 1;
        if self.report.told.len() < MAX_TOLD {
            let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(200).collect();
            self.report.told.push(LeftOut { title: short(title), why: short(why) });
        }
        Ok(())
    }
}

/// The fields of a document that is one object, as far as they are not handed on at once.
#[derive(Default)]
struct Whole {
    fields: Map<String, Value>,
    bytes: usize,
    is_too_long: bool,
    has_pieces: bool,
}

impl Whole {
    /// Whether it is an export of this program.
    fn is_own(&self) -> bool {
        self.fields.get("format").and_then(Value::as_str) == Some(super::json::FORMAT)
    }

    fn has_keys(&self) -> bool {
        !self.fields.is_empty()
    }

    fn add(&mut self, key: &str, value: Value, is_listed: bool) {
        self.bytes += weight(&value);
        if self.bytes > MAX_WHOLE {
            (self.is_too_long, self.fields) = (true, Map::new());
        }
        if self.is_too_long {
            return;
        }
        match (is_listed, self.fields.get_mut(key)) {
            (true, Some(Value::Array(list))) => list.push(value),
            (true, _) => _ = self.fields.insert(key.to_owned(), Value::Array(vec![value])),
            (false, _) => _ = self.fields.insert(key.to_owned(), value),
        }
    }
}

/// About how many bytes a value holds.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + weight(value)).sum(),
        _ => 8,
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
