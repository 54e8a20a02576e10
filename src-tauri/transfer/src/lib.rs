//! Conversations in files of their own: exported as Markdown, as one HTML page or as JSON, and imported.
//!
//! `chat` gathers a [`Conversation`]; [`write()`] writes it, a message at a time, and `file` puts it where the person
//! said, whole or not at all. All markup goes through `markdown`, whose writer is the only one of the program; of the
//! other leaves this one knows none.
//! Invariant: the page that is written has no script, loads nothing and says so in its own policy; what came from a
//! model, a gateway or a file's name stands in it as text. Read `html` next, or `markdown` for the other form.

mod closing;
mod english;
mod file;
mod html;
mod import;
mod json;
mod markdown;

use std::io;

use bytes::Bytes;
use jiff::tz::TimeZone;

use yourouter_protocol::{
    AttachmentView, Error, ExportFormat, MessageId, MessageState, Result, Role, Source, TurnView,
};

pub use file::{Overwriting, extension, file_name, save};
pub use import::{Intake, Landed, LeftOut, ReadFile, Report, import};
pub use json::JsonWriter;

/// A conversation as it is exported: the branch that is shown.
#[derive(Debug)]
pub struct Conversation {
    /// Its title; may be empty.
    pub title: String,
    /// The messages, oldest first.
    pub messages: Vec<Message>,
    /// When it is exported, in milliseconds since 1970 (UTC).
    pub exported_at_ms: i64,
    /// Where the person is: all times are written for there.
    pub zone: TimeZone,
    /// The program's version.
    pub program: String,
}

/// A message of it.
#[derive(Debug)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Who wrote it.
    pub role: Role,
    /// How far it got.
    pub state: MessageState,
    /// A person's words, or an answer's Markdown.
    pub text: String,
    /// An answer's reasoning, as plain text.
    pub reasoning: String,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// Which version this is, from 1, and how many there are; only this one is exported.
    pub version: (usize, usize),
    /// The model call behind an answer.
    pub turn: Option<TurnView>,
    /// The files of a person's message, and those that came with an answer.
    pub files: Vec<File>,
    /// What an answer rests on.
    pub sources: Vec<Source>,
}

/// A file of a message.
#[derive(Debug)]
pub struct File {
    /// What is known of it.
    pub view: AttachmentView,
    /// The name by which its content is read.
    pub content: String,
}

/// Gives the content of a file by [`File::content`].
pub type Read<'a> = dyn Fn(&str) -> Result<Bytes> + 'a;

/// Writes a conversation. Blocking.
///
/// # Errors
/// [`Error::Storage`] if `out` takes no more. A file whose content cannot be read is named, and is no error.
pub fn write(
    out: &mut dyn io::Write,
    conversation: &Conversation,
    format: ExportFormat,
    read: &Read<'_>,
) -> Result<()> {
    let written = match format {
        ExportFormat::Html => html::write(out, conversation, read),
        ExportFormat::Markdown => markdown::write(out, conversation),
        // Whole trees, which [`JsonWriter`] writes.
        ExportFormat::Json => return Err(Error::Internal("a branch is not exported as JSON".to_owned())),
    };
    written.map_err(file::failed)
}
