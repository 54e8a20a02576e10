//! Files of drafts and messages: taken in (`attachments/intake`), drawn (`attachments/drawing`), shown, taken out.
//!
//! In which form each goes out is decided in `attachments/send_as`; what that costs is told by `attachments/send_preview`.
//! Invariant: one file is prepared at a time, so that what decoding needs at most is needed once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use yourouter_attachments::{BlobStore, with_extension};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, ConversationId, Error, PendingAttachment,
    Result, TextPreview,
};
use yourouter_store::Attachment;

use crate::{EventSink, gateways::Gateways, storage::Storage};
use drawing::Work;
use pending::PendingAttachments;

mod drawing;
mod gathered;
mod intake;
mod pending;
mod reading;
mod send_as;
mod send_preview;
mod view;

pub(crate) use drawing::lacks_pages;
pub(crate) use gathered::{Gathered, gather};
pub(crate) use intake::row;
pub(crate) use send_as::{Choice, learned, page_count, prepared, sent_differently};
pub(crate) use send_preview::{refuse_too_large, refuse_too_many, size_and_tokens};
pub(crate) use view::attachment_view;

/// Bytes of a text that are shown before it is sent: more than anyone reads there.
const SHOWN_BYTES: usize = 100_000;

/// A file that was attached.
#[derive(Debug, Clone)]
pub struct AttachedFile {
    /// What to call a copy: its name, with the extension that fits what was made of it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
    /// A small picture of it, as PNG or JPEG.
    pub thumbnail: Option<Vec<u8>>,
}

/// The files of all drafts and messages.
pub struct Attachments {
    storage: Storage,
    gateways: Arc<Gateways>,
    sink: Arc<dyn EventSink>,
    /// Held by the one file that is being prepared.
    preparing: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

/// What is under way.
#[derive(Default)]
struct State {
    pending: PendingAttachments,
    work: Work,
}

impl Attachments {
    pub(crate) fn new(storage: Storage, gateways: Arc<Gateways>, sink: Arc<dyn EventSink>) -> Self {
        Self { storage, gateways, sink, preparing: tokio::sync::Mutex::default(), state: Mutex::default() }
    }

    /// Passes on that files are held over the window, or no longer.
    pub fn drag(&self, event: AppEvent) {
        self.sink.app(event);
    }

    /// Waits for the turn to prepare a file elsewhere: while it is held nothing is swept away that has no row yet.
    pub(crate) async fn preparing(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.preparing.lock().await
    }

    /// The same where waiting blocks.
    pub(crate) fn preparing_blocking(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.preparing.blocking_lock()
    }

    /// Whether a file of this draft is still being made ready.
    pub(crate) fn is_preparing(&self, id: ConversationId) -> bool {
        self.state().pending.count_underway(id) > 0
    }

    /// The files of a draft that have no row yet.
    pub(crate) fn pending(&self, id: ConversationId) -> Vec<PendingAttachment> {
        self.state().pending.in_draft(id)
    }

    /// Stops drawing for conversations that are not shown any more; what is planned there is drawn when they are.
    pub(crate) fn leave_others(&self, shown: ConversationId) {
        self.state().work.leave_others(shown);
    }

    /// Stops the work on a file: what waits for it fails.
    pub fn stop_preparing(&self, id: AttachmentId) {
        let state = self.state();
        state.work.stop(id);
        state.pending.stop(id);
    }

    /// Removes a file from a draft, also while it is being prepared, and when it was refused.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn remove_attachment(self: &Arc<Self>, id: AttachmentId) -> Result<()> {
        {
            let mut state = self.state();
            state.pending.stop(id);
            state.pending.end(id);
        }
        let file = self
            .storage
            .run(move |storage| {
                // One that is still being prepared has no row yet.
                let file = storage.store.attachment(id).ok();
                storage.store.remove_attachment(id).map(|()| file)
            })
            .await;
        // Only now, so that what ends because of it finds nothing to show.
        self.state().work.stop(id);
        self.release(file?);
        Ok(())
    }

    /// Removes what is kept of a file, unless another one is the same. What is not removed now, is at the next start.
    fn release(self: &Arc<Self>, file: Option<Attachment>) {
        let Some(file) = file else { return };
        let attachments = Arc::clone(self);
        tokio::spawn(async move {
            // The same content may be on its way in again, without a row yet.
            let _turn = attachments.preparing.lock().await;
            let _swept_later = attachments.storage.run(move |storage| remove_unused(storage, file)).await;
        });
    }

    /// Removes what no attachment needs of the folder of attached files, such as what was prepared when the program died.
    pub(crate) fn tidy_files(self: &Arc<Self>) {
        let attachments = Arc::clone(self);
        tokio::spawn(async move {
            // What is being prepared has no row yet.
            let _turn = attachments.preparing.lock().await;
            let tidy = |storage: &Storage| {
                storage.files.sweep(&storage.needed_files())?;
                storage.store.forget_unused_blobs()
            };
            // What could not be removed now goes after the next start.
            let _left = attachments.storage.run(tidy).await;
        });
    }

    /// Takes the text of a draft's text file back, and the file out of the draft.
    ///
    /// # Errors
    /// [`Error::Attachment`] if it is gone or has no text, [`Error::Storage`].
    pub async fn take_text(self: &Arc<Self>, id: AttachmentId) -> Result<String> {
        let (text, file) = self
            .storage
            .run(move |storage| {
                let file = storage.store.attachment(id)?;
                let Some(text) = &file.facts.text else {
                    return Err(Error::attachment(AttachmentProblem::UnsupportedType, file.media_type));
                };
                let bytes = storage.files.read(&text.sha256)?;
                storage.store.remove_attachment(id)?;
                Ok((String::from_utf8_lossy(&bytes).into_owned(), file))
            })
            .await?;
        self.release(Some(file));
        Ok(text)
    }

    /// A file as it is kept, with its name and media type: for a preview, for the clipboard, for a copy elsewhere.
    ///
    /// # Errors
    /// [`Error::Attachment`] if it is gone, [`Error::Storage`].
    pub async fn attached_file(&self, id: AttachmentId) -> Result<AttachedFile> {
        self.storage
            .run(move |storage| {
                let Attachment { name, kind, media_type, sha256, thumbnail, .. } =
                    storage.store.attachment(id)?;
                let bytes = storage.files.read(&sha256).map_err(|error| named(error, &name))?;
                Ok(AttachedFile { name: kept_name(name, kind, &media_type), media_type, bytes, thumbnail })
            })
            .await
    }

    /// The text of a file as it is sent, to be looked at; of a long one the beginning.
    ///
    /// # Errors
    /// [`Error::Attachment`] if it is gone or has no text, [`Error::Storage`].
    pub async fn preview_text(&self, id: AttachmentId) -> Result<TextPreview> {
        self.storage
            .run(move |storage| {
                let file = storage.store.attachment(id)?;
                if file.kind != AttachmentKind::Text && file.facts.text.is_none() {
                    return Err(Error::attachment(AttachmentProblem::UnsupportedType, file.media_type));
                }
                let text = read_text(&storage.files, &file)?;
                let end = text.floor_char_boundary(SHOWN_BYTES);
                Ok(TextPreview {
                    is_cut: end < text.len(),
                    text: text.get(..end).unwrap_or_default().to_owned(),
                })
            })
            .await
    }

    /// Removes the contents that no attachment needs any more.
    pub(crate) async fn remove_unused(&self) -> Result<()> {
        // The same content may be on its way in again, without a row yet.
        let _turn = self.preparing.lock().await;
        let remove = |storage: &Storage| {
            let unused = storage.store.unused_blobs()?;
            if unused.is_empty() { Ok(()) } else { remove_unneeded(storage, unused) }
        };
        self.storage.run(remove).await
    }

    /// Removes everything there is, in the database and beside it; gives what could not be removed.
    pub(crate) async fn delete_all(&self) -> Result<Vec<String>> {
        // What is being prepared would come after all was removed.
        let _turn = self.preparing.lock().await;
        self.storage.run(crate::data::empty).await
    }

    /// Stops what is under way for drafts that are not there any more.
    pub(crate) fn forget_work(&self) {
        let mut state = self.state();
        state.work.stop_all();
        state.pending.stop_all();
        *state = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An image may have become another type than its name says; a copy must open by its name.
fn kept_name(name: String, kind: AttachmentKind, media_type: &str) -> String {
    let extensions: &[&str] = match (kind, media_type) {
        (AttachmentKind::Image, "image/png") => &["png"],
        (AttachmentKind::Image, _) => &["jpg", "jpeg"],
        (AttachmentKind::Pdf, _) => &["pdf"],
        (AttachmentKind::Text | AttachmentKind::Media, _) => return name,
    };
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name.as_str(), ""));
    match extensions.iter().find(|known| known.eq_ignore_ascii_case(extension)) {
        Some(_) => name,
        None => with_extension(stem, extensions.first().copied().unwrap_or_default()),
    }
}

fn remove_unused(storage: &Storage, file: Attachment) -> Result<()> {
    let Attachment { sha256, facts, .. } = file;
    let pages = facts.page_images.into_iter().map(|page| page.sha256);
    let made_of_it = facts.text.map(|text| text.sha256).into_iter().chain(pages);
    remove_unneeded(storage, made_of_it.chain([sha256]).collect())
}

/// Removes those contents that neither an attachment nor a backup needs.
fn remove_unneeded(storage: &Storage, hashes: Vec<String>) -> Result<()> {
    let is_needed = storage.needed_files();
    hashes.iter().try_for_each(|hash| match is_needed(hash)? {
        true => Ok(()),
        false => storage.files.remove(hash).and_then(|()| storage.store.forget_blob(hash)),
    })
}

/// A file's text; what was taken out of it is kept beside it.
pub(crate) fn read_text(files: &BlobStore, file: &Attachment) -> Result<String> {
    let sha256 = file.facts.text.as_ref().map_or(&file.sha256, |text| &text.sha256);
    let bytes = files.read(sha256).map_err(|error| named(error, &file.name))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The same failure with the name of the file that it is about, and what can be done: attached again, it is whole again
/// wherever it stands.
pub(crate) fn named(error: Error, name: &str) -> Error {
    match error {
        Error::Attachment { problem: problem @ AttachmentProblem::Unreadable, .. } => {
            Error::attachment(problem, details::file_gone(name))
        }
        Error::Attachment { problem: problem @ AttachmentProblem::Damaged, .. } => {
            Error::attachment(problem, details::file_changed(name))
        }
        Error::Attachment { problem, detail } => {
            Error::attachment(problem, details::file_refused(name, &detail))
        }
        other => other,
    }
}
