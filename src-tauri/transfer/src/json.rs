//! Conversations as one file of JSON that loses nothing and can be imported again. `docs/export.md` describes it, and
//! `docs/export.schema.json` is its schema.
//!
//! The bytes of files come first, each once, then the conversations; each of either stands on a line of its own, so that
//! neither writing nor reading holds more than one.
//! Invariant: the same conversations give the same bytes, whenever and wherever they are written.

use std::io::{self, Write};

use base64::{prelude::BASE64_STANDARD, write::EncoderWriter};

use super::file::failed;
use yourouter_protocol::{Archived, Result};

/// What the file says it is.
pub const FORMAT: &str = "yourouter-chat";
/// The version of the format.
const VERSION: u32 = 1;

/// Writes such a file.
pub struct JsonWriter<'a> {
    out: &'a mut dyn Write,
    has_files: bool,
    has_conversations: bool,
    is_in_conversations: bool,
}

impl<'a> JsonWriter<'a> {
    /// Begins one.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn new(out: &'a mut dyn Write) -> Result<Self> {
        write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"files\":[").map_err(failed)?;
        Ok(Self { out, has_files: false, has_conversations: false, is_in_conversations: false })
    }

    /// Writes the bytes of a file; all come before the first conversation.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn file(&mut self, sha256: &str, bytes: &[u8]) -> Result<()> {
        self.write_file(sha256, bytes).map_err(failed)
    }

    fn write_file(&mut self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        let comma = if std::mem::replace(&mut self.has_files, true) { ",\n" } else { "\n" };
        write!(self.out, "{comma}{{\"sha256\":{},\"data\":\"", serde_json::Value::from(sha256))?;
        let mut encoder = EncoderWriter::new(&mut *self.out, &BASE64_STANDARD);
        encoder.write_all(bytes)?;
        encoder.finish()?;
        drop(encoder);
        self.out.write_all(b"\"}")
    }

    /// Writes a conversation.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn conversation(&mut self, chat: &Archived) -> Result<()> {
        self.write_conversation(chat).map_err(failed)
    }

    fn write_conversation(&mut self, chat: &Archived) -> io::Result<()> {
        self.begin_conversations()?;
        let comma: &[u8] = if std::mem::replace(&mut self.has_conversations, true) { b",\n" } else { b"\n" };
        self.out.write_all(comma)?;
        serde_json::to_writer(&mut *self.out, chat).map_err(io::Error::from)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if `out` takes no more.
    pub fn finish(mut self) -> Result<()> {
        let mut write = || {
            self.begin_conversations()?;
            self.out.write_all(b"\n]}\n")?;
            self.out.flush()
        };
        write().map_err(failed)
    }

    fn begin_conversations(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_in_conversations, true) {
            return Ok(());
        }
        self.out.write_all(b"\n],\"conversations\":[")
    }
}
