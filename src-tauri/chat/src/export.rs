//! Exports: the branch of a conversation that is shown, or of all of them, into files of their own.
//!
//! Invariant: where to is a path that a native dialog gave; the page learns where it was and can open only that.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::tz::TimeZone;

use yourouter_attachments::BlobStore;
use yourouter_protocol::words::details;
use yourouter_protocol::{AppEvent, ConversationId, Error, ExportFormat, Exported, Result};
use yourouter_store::{Attachment, BranchMessage, Conversation};
use yourouter_transfer::{self as transfer, JsonWriter, Overwriting};

use crate::{EventSink, attachments::attachment_view, conversations::turn_view, now_ms, storage::Storage};

/// How often the page is told how far an export is.
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// How many messages are read at once, so that others can read in between.
const READ_AT_ONCE: usize = 100;

/// The exports of this run.
pub struct Exports {
    storage: Storage,
    sink: Arc<dyn EventSink>,
    /// The program's version, for the file.
    version: String,
    /// Whether the one that runs is to stop.
    is_stopped: AtomicBool,
    /// Where the last one went.
    last: Mutex<Option<PathBuf>>,
}

impl Exports {
    pub(crate) fn new(storage: Storage, sink: Arc<dyn EventSink>, version: String) -> Self {
        Self { storage, sink, version, is_stopped: AtomicBool::new(false), last: Mutex::default() }
    }

    /// The name to offer for a conversation's file.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn export_name(&self, id: ConversationId, format: ExportFormat) -> Result<String> {
        let title = self.storage.run(move |storage| Ok(storage.store.conversation(id)?.title));
        Ok(transfer::file_name(&title.await?, format))
    }

    /// Writes a conversation to a file, replacing one that is there. A name without extension gets the format's.
    ///
    /// # Errors
    /// [`Error::Storage`] in words; there is no half file then.
    pub async fn export_conversation(
        self: &Arc<Self>,
        id: ConversationId,
        format: ExportFormat,
        path: PathBuf,
    ) -> Result<Exported> {
        let exports = Arc::clone(self);
        self.storage
            .run(move |storage| {
                // Nobody was asked about a file with the longer name.
                let (path, overwriting) = match path.extension() {
                    Some(_) => (path, Overwriting::Replaces),
                    None => (path.with_extension(transfer::extension(format)), Overwriting::Numbers),
                };
                let written = match format {
                    ExportFormat::Json => exports.saved_json(Some(vec![id]), &path, overwriting)?.0,
                    ExportFormat::Html | ExportFormat::Markdown => {
                        let conversation = exports.gathered(storage.store.conversation(id)?)?;
                        exports.saved(&conversation, format, &path, overwriting)?
                    }
                };
                Ok(exports.ended(written, 1, false))
            })
            .await
    }

    /// Writes all conversations into a folder, each into a file of its own; nothing that is there is replaced.
    ///
    /// # Errors
    /// [`Error::Storage`] in words; the files that were written stay, and are whole.
    pub async fn export_all(self: &Arc<Self>, format: ExportFormat, folder: PathBuf) -> Result<Exported> {
        self.export_some(None, format, folder).await
    }

    /// The same for these conversations, or all.
    ///
    /// # Errors
    /// As [`Exports::export_all`].
    pub async fn export_some(
        self: &Arc<Self>,
        ids: Option<Vec<ConversationId>>,
        format: ExportFormat,
        folder: PathBuf,
    ) -> Result<Exported> {
        let exports = Arc::clone(self);
        self.storage
            .run(move |storage| {
                exports.is_stopped.store(false, Ordering::Relaxed);
                let rows = match ids {
                    Some(ids) => ids
                        .into_iter()
                        .map(|id| storage.store.conversation(id))
                        .collect::<Result<Vec<_>>>()?,
                    None => storage.store.conversations()?,
                };
                let (all, mut done) = (count(rows.len()), 0);
                exports.sink.app(AppEvent::ExportProgressed { done, all });
                let mut told = Instant::now();
                for row in rows {
                    if exports.is_stopped.load(Ordering::Relaxed) {
                        return Ok(exports.ended(folder, done, true));
                    }
                    let path = folder.join(transfer::file_name(&row.title, format));
                    let written = exports.gathered(row).and_then(|conversation| {
                        exports.saved(&conversation, format, &path, Overwriting::Numbers)
                    });
                    written.map_err(|error| so_far(error, done, all))?;
                    done += 1;
                    if told.elapsed() >= TOLD_EVERY {
                        told = Instant::now();
                        exports.sink.app(AppEvent::ExportProgressed { done, all });
                    }
                }
                Ok(exports.ended(folder, done, false))
            })
            .await
    }

    /// Writes these conversations, or all, to one file of JSON, replacing one that is there.
    ///
    /// # Errors
    /// [`Error::Storage`] in words; there is no half file then. [`Error::Invalid`] if a newer version wrote one of them, or
    /// it was stopped.
    pub async fn export_json(
        self: &Arc<Self>,
        ids: Option<Vec<ConversationId>>,
        path: PathBuf,
    ) -> Result<Exported> {
        let exports = Arc::clone(self);
        self.storage
            .run(move |_| {
                exports.is_stopped.store(false, Ordering::Relaxed);
                let (path, overwriting) = match path.extension() {
                    Some(_) => (path, Overwriting::Replaces),
                    None => {
                        (path.with_extension(transfer::extension(ExportFormat::Json)), Overwriting::Numbers)
                    }
                };
                let (written, count) = exports.saved_json(ids, &path, overwriting)?;
                Ok(exports.ended(written, count, false))
            })
            .await
    }

    /// Stops an export of all conversations before its next one.
    pub fn stop_export(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// The file or folder of the last export of this run.
    pub fn last_export(&self) -> Option<PathBuf> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn ended(&self, place: PathBuf, count: u32, is_stopped: bool) -> Exported {
        let words = place.display().to_string();
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Exported { place: words, count, is_stopped }
    }

    fn saved(
        &self,
        conversation: &transfer::Conversation,
        format: ExportFormat,
        path: &Path,
        overwriting: Overwriting,
    ) -> Result<PathBuf> {
        let read = |content: &str| self.storage.files.read(content);
        transfer::save(path, overwriting, |out| transfer::write(out, conversation, format, &read))
    }

    /// Writes conversations with all of their branches and files, one after the other, and their folders; or all of them,
    /// with all folders and the saved prompts. Gives where, and how many conversations.
    fn saved_json(
        &self,
        ids: Option<Vec<ConversationId>>,
        path: &Path,
        overwriting: Overwriting,
    ) -> Result<(PathBuf, u32)> {
        let Storage { store, files, .. } = &self.storage;
        let folders = store.archived_folders(ids.as_deref())?;
        let prompts = if ids.is_none() { store.prompts()? } else { Vec::new() };
        let ids = match ids {
            Some(ids) => ids,
            None => store.conversations()?.into_iter().map(|row| row.id).collect(),
        };
        let mut told = Instant::now();
        let written = transfer::save(path, overwriting, |out| {
            let mut writer = JsonWriter::new(out)?;
            for content in store.contents(&ids)? {
                // One that is gone is named where it belongs, and missing here.
                if let Ok(bytes) = files.read(&content) {
                    writer.file(&content, &bytes)?;
                }
            }
            folders.iter().try_for_each(|folder| writer.folder(folder))?;
            prompts.iter().try_for_each(|prompt| writer.prompt(prompt))?;
            for (done, id) in ids.iter().enumerate() {
                if self.is_stopped.load(Ordering::Relaxed) {
                    return Err(Error::Invalid(details::export_stopped().to_owned()));
                }
                writer.conversation(&store.archived(*id)?)?;
                if told.elapsed() >= TOLD_EVERY {
                    told = Instant::now();
                    self.sink
                        .app(AppEvent::ExportProgressed { done: count(done + 1), all: count(ids.len()) });
                }
            }
            writer.finish()
        })?;
        Ok((written, count(ids.len())))
    }

    /// The branch that is shown, with what hangs on it. A running answer has the text that is stored.
    fn gathered(&self, row: Conversation) -> Result<transfer::Conversation> {
        let mut conversation = transfer::Conversation {
            title: row.title,
            messages: Vec::new(),
            exported_at_ms: now_ms(),
            zone: TimeZone::system(),
            program: self.version.clone(),
        };
        let Some(head) = row.head else { return Ok(conversation) };
        let Storage { store, files, .. } = &self.storage;
        for some in store.branch_ids(head)?.chunks(READ_AT_ONCE) {
            let messages = store.branch_messages(some)?;
            conversation.messages.extend(messages.into_iter().map(|message| exported(files, message)));
        }
        Ok(conversation)
    }
}

/// A failure, with what was written before it.
fn so_far(error: Error, done: u32, all: u32) -> Error {
    match error {
        Error::Storage(mut error) if done > 0 => {
            error.detail = format!("{} {done} of {all} chats were written before.", error.detail);
            error.into()
        }
        error => error,
    }
}

fn exported(files: &BlobStore, found: BranchMessage) -> transfer::Message {
    let BranchMessage { message, versions, turn, attachments, sources } = found;
    let number = versions.iter().position(|id| *id == message.id).unwrap_or_default() + 1;
    let file = |row: Attachment| {
        let content = row.sha256.clone();
        transfer::File { view: attachment_view(files, Attachment { thumbnail: None, ..row }), content }
    };
    transfer::Message {
        id: message.id,
        role: message.role,
        state: message.state,
        text: message.text,
        reasoning: message.reasoning,
        created_at_ms: message.created_at_ms,
        version: (number, versions.len().max(1)),
        turn: turn.map(turn_view),
        files: attachments.into_iter().map(file).collect(),
        sources,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
