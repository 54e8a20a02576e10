//! Imports: chats out of files that other programs, or this one, exported.
//!
//! `transfer` reads them; what it reads is checked once more on its way in: files go through the attachment worker like
//! those that a person attaches, and the store takes a conversation whole or not at all.
//! Invariant: one import at a time, and nothing of it decides where anything is sent.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use yourouter_attachments::{Source, Watch};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    AppEvent, Archived, ArchivedFile, ArchivedFolder, ArchivedPart, AttachmentId, AttachmentKind, Error,
    FolderId, ImportReport, LeftOutChat, Prompt, Result,
};
use yourouter_store::{Attachment, Imported};
use yourouter_transfer::{self as transfer, Landed, ReadFile};

use crate::{
    EventSink,
    attachments::{Attachments, row},
    storage::Storage,
};

/// How often the page is told how far an import is.
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// Folders, or saved prompts, that are taken from files at once.
const MAX_LISTED: usize = 1_000;

/// The import that runs.
pub struct Imports {
    storage: Storage,
    attachments: Arc<Attachments>,
    sink: Arc<dyn EventSink>,
    is_running: AtomicBool,
    is_stopped: AtomicBool,
}

impl Imports {
    pub(crate) fn new(storage: Storage, attachments: Arc<Attachments>, sink: Arc<dyn EventSink>) -> Self {
        let (is_running, is_stopped) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { storage, attachments, sink, is_running, is_stopped }
    }

    /// Takes in the chats of files that a native dialog gave.
    ///
    /// # Errors
    /// [`Error::Invalid`] if there are none in them, or an import runs already; [`Error::Storage`], after which what came
    /// in before it stays.
    pub async fn import_chats(self: &Arc<Self>, paths: Vec<PathBuf>) -> Result<ImportReport> {
        if self.is_running.swap(true, Ordering::AcqRel) {
            return Err(Error::Invalid(details::import_running().to_owned()));
        }
        self.is_stopped.store(false, Ordering::Release);
        let imports = Arc::clone(self);
        let outcome = self.storage.run(move |_| imports.import(&paths)).await;
        self.is_running.store(false, Ordering::Release);
        outcome
    }

    /// Stops an import before its next chat.
    pub fn stop_import(&self) {
        self.is_stopped.store(true, Ordering::Release);
    }

    fn import(&self, paths: &[PathBuf]) -> Result<ImportReport> {
        let folders = HashMap::new();
        let mut intake = Intake { imports: self, told: Instant::now(), chats: 0, folders, prompts: 0 };
        let outcome = transfer::import(paths, &mut intake);
        // On the disk before it is said to be in.
        self.storage.store.fold_log()?;
        self.sink.app(AppEvent::FoldersChanged { folders: self.storage.store.folders()? });
        let transfer::Report { added, updated, unchanged, folders, prompts, left_out, told, is_stopped } =
            outcome?;
        let told =
            told.into_iter().map(|transfer::LeftOut { title, why }| LeftOutChat { title, why }).collect();
        Ok(ImportReport { added, updated, unchanged, folders, prompts, left_out, told, is_stopped })
    }
}

struct Intake<'a> {
    imports: &'a Imports,
    told: Instant,
    chats: u32,
    /// What stands here for the folders of the export.
    folders: HashMap<FolderId, FolderId>,
    prompts: usize,
}

impl transfer::Intake for Intake<'_> {
    fn take(&mut self, mut chat: Archived, read: &mut ReadFile<'_>) -> Result<Landed> {
        let Imports { storage, attachments, .. } = self.imports;
        let is_file = |part: &ArchivedPart| matches!(part, ArchivedPart::File(_));
        let has_files = chat.messages.iter().any(|message| message.parts.iter().any(is_file));
        // What is kept of files has no row yet, and must not be swept away.
        let _turn = has_files.then(|| attachments.preparing_blocking());
        let files = if has_files { files(storage, &mut chat, read)? } else { HashMap::new() };
        chat.folders = chat.folders.iter().filter_map(|id| self.folders.get(id)).copied().collect();
        let landed = match storage.store.import(&chat, &files)? {
            Imported::Added => Landed::Added,
            Imported::Updated => Landed::Updated,
            Imported::Unchanged => Landed::Unchanged,
        };
        self.chats += 1;
        Ok(landed)
    }

    fn folder(&mut self, folder: ArchivedFolder) -> Result<bool> {
        if self.folders.len() >= MAX_LISTED {
            return Err(Error::invalid(details::import_too_many()));
        }
        let (id, is_new) = self.imports.storage.store.import_folder(&folder)?;
        self.folders.insert(folder.id, id);
        Ok(is_new)
    }

    fn prompt(&mut self, prompt: Prompt) -> Result<bool> {
        if self.prompts >= MAX_LISTED {
            return Err(Error::invalid(details::import_too_many()));
        }
        self.prompts += 1;
        self.imports.storage.store.import_prompt(&prompt)
    }

    fn goes_on(&mut self, done: u64, all: u64) -> bool {
        if self.told.elapsed() >= TOLD_EVERY {
            self.told = Instant::now();
            self.imports.sink.app(AppEvent::ImportProgressed { done, all: all.max(done), chats: self.chats });
        }
        !self.imports.is_stopped.load(Ordering::Acquire)
    }
}

/// Prepares the files of the messages that are new; a part whose file cannot be kept becomes words that say so.
fn files(
    storage: &Storage,
    chat: &mut Archived,
    read: &mut ReadFile<'_>,
) -> Result<HashMap<AttachmentId, Attachment>> {
    let known: HashSet<_> = storage.store.known_messages(chat.id)?;
    let mut files = HashMap::new();
    for message in chat.messages.iter_mut().filter(|message| !known.contains(&message.id)) {
        for part in &mut message.parts {
            let ArchivedPart::File(file) = part else { continue };
            match prepared(storage, file, read) {
                Ok(row) => _ = files.insert(file.id, row),
                Err(Error::Attachment { problem, detail }) => {
                    let why = if detail.is_empty() { format!("{problem:?}") } else { detail };
                    *part = ArchivedPart::Text { text: format!("\n\n[{}: {why}]\n\n", file.name) };
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(files)
}

fn prepared(storage: &Storage, file: &ArchivedFile, read: &mut ReadFile<'_>) -> Result<Attachment> {
    let missing = || Error::attachment(yourouter_protocol::AttachmentProblem::Gone, "not in the export");
    let bytes = read(&file.sha256).ok_or_else(missing)?;
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    let prepared = match file.is_pasted && file.file_kind == AttachmentKind::Text {
        true => storage.files.prepare(&Source::Text(String::from_utf8_lossy(&bytes).into_owned()))?,
        false => storage.files.prepare_received(&file.name, bytes, &watch)?,
    };
    let row = row(file.id, prepared);
    let is_left_out = row.is_left_out || file.is_left_out;
    Ok(Attachment { send_as: file.send_as, sent_as: file.sent_as, is_left_out, ..row })
}
