//! Conversations as one file of JSON that loses nothing and can be imported again. `docs/export.md` describes it, and
//! `docs/export.schema.json` is its schema.
//!
//! The bytes of files come first, each once, then folders and saved prompts, then the conversations; each stands on a line
//! of its own, so that neither writing nor reading holds more than one.
//! Invariant: the same conversations give the same bytes, whenever and wherever they are written.

use std::io::{self, Write};

use base64::{prelude::BASE64_STANDARD, write::EncoderWriter};
use serde::Serialize;

use super::file::failed;
use yourouter_protocol::{Archived, ArchivedFolder, Prompt, Result};

/// What the file says it is.
pub const FORMAT: &str = "yourouter-chat";
/// The version of the format.
const VERSION: u32 = 1;

/// The lists of such a file in their order: what another refers to comes before it.
const LISTS: [&str; 4] = ["files", "folders", "prompts", "conversations"];

/// Writes such a file. What is written comes in the order of [`LISTS`].
pub struct JsonWriter<'a> {
    out: &'a mut dyn Write,
    /// How many lists were begun.
    begun: usize,
    is_empty: bool,
}

impl<'a> JsonWriter<'a> {
    /// Begins one.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn new(out: &'a mut dyn Write) -> Result<Self> {
        write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION}").map_err(failed)?;
        Ok(Self { out, begun: 0, is_empty: true })
    }

    /// Writes the bytes of a file.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn file(&mut self, sha256: &str, bytes: &[u8]) -> Result<()> {
        self.write_file(sha256, bytes).map_err(failed)
    }

    fn write_file(&mut self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin_item("files")?;
        write!(self.out, "{{\"sha256\":{},\"data\":\"", serde_json::Value::from(sha256))?;
        let mut encoder = EncoderWriter::new(&mut *self.out, &BASE64_STANDARD);
        encoder.write_all(bytes)?;
        encoder.finish()?;
        drop(encoder);
        self.out.write_all(b"\"}")
    }

    /// Writes a folder.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn folder(&mut self, folder: &ArchivedFolder) -> Result<()> {
        self.item("folders", folder).map_err(failed)
    }

    /// Writes a saved prompt.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn prompt(&mut self, prompt: &Prompt) -> Result<()> {
        self.item("prompts", prompt).map_err(failed)
    }

    /// Writes a conversation.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn conversation(&mut self, chat: &Archived) -> Result<()> {
        self.item("conversations", chat).map_err(failed)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn finish(mut self) -> Result<()> {
        let mut write = || {
            self.begin("conversations")?;
            self.out.write_all(b"\n]}\n")?;
            self.out.flush()
        };
        write().map_err(failed)
    }

    fn item(&mut self, list: &str, item: &impl Serialize) -> io::Result<()> {
        self.begin_item(list)?;
        serde_json::to_writer(&mut *self.out, item).map_err(io::Error::from)
    }

    fn begin_item(&mut self, list: &str) -> io::Result<()> {
        self.begin(list)?;
        let comma: &[u8] = if std::mem::replace(&mut self.is_empty, false) { b"\n" } else { b",\n" };
        self.out.write_all(comma)
    }

    /// Ends the lists before this one, and begins it.
    fn begin(&mut self, list: &str) -> io::Result<()> {
        let wanted = LISTS.iter().position(|name| *name == list).map_or(LISTS.len(), |at| at + 1);
        for name in LISTS.iter().take(wanted).skip(self.begun) {
            let end = if self.begun == 0 { "" } else { "\n]" };
            write!(self.out, "{end},\"{name}\":[")?;
            (self.begun, self.is_empty) = (self.begun + 1, true);
        }
        Ok(())
    }
}
