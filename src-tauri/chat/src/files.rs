//! Files for a draft: read and prepared off the async threads, one after the other, each announced as it goes.

use std::time::Duration;

use bytes::Bytes;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use yourouter_attachments::{Loaded, MAX_FILES, Prepared, Source, Watch, with_extension};
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, AttachmentView, ConversationId, Error, Result,
};
use yourouter_store::Attachment;

use super::{Chat, Inner, history::named, reading::Reading, views::attachment_view};

/// How long work that was stopped may take to end before the next file's turn comes. Two at a time cost their memory twice.
const TO_STOP: Duration = Duration::from_secs(1);
/// Of so many files that are attached at once each is told by itself, whatever becomes of it; nobody reads more.
const MAX_SHOWN: usize = 100;

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

impl Chat {
    /// Passes on that files are held over the window, or no longer.
    pub fn drag(&self, event: AppEvent) {
        self.inner.sink.app(event);
    }

    /// Prepares files for a conversation's draft; what becomes of each is an `app` event. Failures touch only the
    /// file that they are about, and a file that is refused takes no place from those behind it. What is beyond the number
    /// that a message takes is refused together.
    pub async fn attach(&self, conversation_id: ConversationId, mut sources: Vec<Source>) {
        let mut passed = JoinSet::new();
        let mut begun = 0;
        while !sources.is_empty() && begun < MAX_SHOWN {
            let room = self.room(conversation_id).await.min(MAX_SHOWN - begun);
            if room == 0 {
                break;
            }
            let rest = sources.split_off(room.min(sources.len()));
            begun += sources.len();
            self.attach_in_turn(conversation_id, sources, &mut passed).await;
            sources = rest;
        }
        self.refuse_rest(conversation_id, &sources);
        while passed.join_next().await.is_some() {}
    }

    /// How many more files a draft takes, besides those on their way.
    async fn room(&self, id: ConversationId) -> usize {
        let drafted = self.blocking(move |inner| inner.store.draft_attachments(id)).await;
        let taken = drafted.map_or(0, |files| files.len()) + self.state().pending.count_underway(id);
        MAX_FILES.saturating_sub(taken)
    }

    async fn attach_in_turn(
        &self,
        conversation_id: ConversationId,
        sources: Vec<Source>,
        passed: &mut JoinSet<()>,
    ) {
        // A process starts while the first file is still read.
        self.inner.files.warm_up();
        let begun: Vec<(AttachmentId, Source)> = sources
            .into_iter()
            .map(|source| (self.begin_arrival(conversation_id, source.name()), source))
            .collect();
        for (id, source) in begun {
            let Some(stop) = self.state().pending.token(id) else { continue };
            let (name, watched) = (source.name(), stop.clone());
            let mut reading =
                Reading::begin(move |heard| source.load(&Watch { stop: &watched, progress: &|_| {} }, heard));
            let is_stuck = tokio::select! {
                is_stuck = reading.is_stuck() => is_stuck,
                () = stop.cancelled() => true,
            };
            let chat = self.clone();
            let rest = async move { chat.attach_and_tell(conversation_id, id, name, reading, stop).await };
            if is_stuck {
                passed.spawn(rest);
            } else {
                rest.await;
            }
        }
    }

    fn begin_arrival(&self, conversation_id: ConversationId, name: String) -> AttachmentId {
        let attachment_id = AttachmentId::new();
        self.state().pending.begin(conversation_id, attachment_id, name.clone());
        self.inner.sink.app(AppEvent::AttachmentStarted { conversation_id, attachment_id, name });
        attachment_id
    }

    /// Says once of all files that are too many that they are not taken: under the name of the first, with their number.
    fn refuse_rest(&self, conversation_id: ConversationId, rest: &[Source]) {
        let Some(first) = rest.first() else { return };
        let name = first.name();
        let attachment_id = self.begin_arrival(conversation_id, name.clone());
        let failure = Error::attachment(AttachmentProblem::TooMany, rest.len().to_string()).into();
        if self.state().pending.refuse(attachment_id, &failure) {
            self.inner.sink.app(AppEvent::AttachmentRefused {
                conversation_id,
                attachment_id,
                name,
                failure,
            });
        }
    }

    async fn attach_and_tell(
        &self,
        conversation_id: ConversationId,
        attachment_id: AttachmentId,
        name: String,
        reading: Reading,
        stop: CancellationToken,
    ) {
        let event = match self.attach_one(conversation_id, attachment_id, reading, stop).await {
            Ok(None) => return,
            Ok(Some(attachment)) => AppEvent::AttachmentReady { conversation_id, attachment },
            Err(error) => {
                let failure = error.into();
                // Who removed it does not wait to hear what became of it.
                if !self.state().pending.refuse(attachment_id, &failure) {
                    return;
                }
                AppEvent::AttachmentRefused { conversation_id, attachment_id, name, failure }
            }
        };
        self.inner.sink.app(event);
    }

    /// Removes a file from a draft, also while it is being prepared, and when it was refused.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn remove_attachment(&self, id: AttachmentId) -> Result<()> {
        {
            let mut state = self.state();
            state.pending.stop(id);
            state.pending.end(id);
        }
        let file = self
            .blocking(move |inner| {
                // One that is still being prepared has no row yet.
                let file = inner.store.attachment(id).ok();
                inner.store.remove_attachment(id).map(|()| file)
            })
            .await;
        // Only now, so that what ends because of it finds nothing to show.
        self.state().work.stop(id);
        self.release(file?);
        Ok(())
    }

    /// Removes what is kept of a file, unless another one is the same. What is not removed now, is at the next start.
    fn release(&self, file: Option<Attachment>) {
        let Some(file) = file else { return };
        let chat = self.clone();
        tokio::spawn(async move {
            // The same content may be on its way in again, without a row yet.
            let _turn = chat.inner.preparing.lock().await;
            let _swept_later = chat.blocking(move |inner| remove_unused(inner, file)).await;
        });
    }

    /// Removes what no attachment needs of the folder of attached files, such as what was prepared when the program died.
    pub(super) fn tidy_files(&self) {
        let chat = self.clone();
        tokio::spawn(async move {
            // What is being prepared has no row yet.
            let _turn = chat.inner.preparing.lock().await;
            let tidy = |inner: &Inner| {
                inner.files.sweep(&|hash| inner.store.is_used(hash))?;
                inner.store.forget_unused_blobs()
            };
            // What could not be removed now goes after the next start.
            let _left = chat.blocking(tidy).await;
        });
    }

    /// Takes the text of a draft's text file back, and the file out of the draft.
    ///
    /// # Errors
    /// [`Error::Attachment`] if it is gone or has no text, [`Error::Storage`].
    pub async fn take_text(&self, id: AttachmentId) -> Result<String> {
        let (text, file) = self
            .blocking(move |inner| {
                let file = inner.store.attachment(id)?;
                let Some(text) = &file.facts.text else {
                    return Err(Error::attachment(AttachmentProblem::UnsupportedType, file.media_type));
                };
                let bytes = inner.files.read(&text.sha256)?;
                inner.store.remove_attachment(id)?;
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
        self.blocking(move |inner| {
            let Attachment { name, kind, media_type, sha256, thumbnail, .. } = inner.store.attachment(id)?;
            let bytes = inner.files.read(&sha256).map_err(|error| named(error, &name))?;
            Ok(AttachedFile { name: kept_name(name, kind, &media_type), media_type, bytes, thumbnail })
        })
        .await
    }

    /// The prepared file, or `None` if it was removed meanwhile.
    async fn attach_one(
        &self,
        conversation_id: ConversationId,
        id: AttachmentId,
        reading: Reading,
        stop: CancellationToken,
    ) -> Result<Option<AttachmentView>> {
        let loaded = tokio::select! {
            loaded = reading.end() => loaded?,
            () = stop.cancelled() => return Err(Error::attachment(AttachmentProblem::Stopped, "")),
        };
        let _turn = self.inner.preparing.lock().await;
        if self.state().pending.token(id).is_none() {
            return Ok(None);
        }
        let prepared = self.prepare(conversation_id, id, loaded, stop).await?;
        let attachment = self
            .blocking(move |inner| {
                inner.store.add_attachment(conversation_id, &prepared)?;
                Ok(prepared)
            })
            .await?;
        if !self.state().pending.end(id) {
            self.blocking(move |inner| inner.store.remove_attachment(id)).await?;
            self.release(Some(attachment));
            return Ok(None);
        }
        Ok(Some(attachment_view(&self.inner.files, attachment)))
    }

    /// What stops it ends the wait for it, too: a decoder, or the disk that it reads from once more, may never end, and must
    /// not hold up all other files.
    async fn prepare(
        &self,
        conversation_id: ConversationId,
        id: AttachmentId,
        loaded: Loaded,
        stop: CancellationToken,
    ) -> Result<Attachment> {
        let told = self.told(conversation_id, id);
        let (chat, watched) = (self.clone(), stop.clone());
        let mut work = tokio::spawn(async move {
            let prepare = move |inner: &Inner| {
                refuse_too_many(inner, conversation_id)?;
                let watch = Watch { stop: &watched, progress: &told };
                Ok(row(id, inner.files.prepare_loaded(loaded, &watch)?))
            };
            chat.blocking(prepare).await
        });
        let given_up = async {
            stop.cancelled().await;
            tokio::time::sleep(TO_STOP).await;
        };
        tokio::select! {
            made = &mut work => made.map_err(|stopped| Error::Internal(stopped.to_string()))?,
            () = given_up => {
                let chat = self.clone();
                tokio::spawn(async move {
                    if let Ok(Ok(unwanted)) = work.await {
                        chat.release(Some(unwanted));
                    }
                });
                Err(Error::attachment(AttachmentProblem::Stopped, ""))
            }
        }
    }
}

/// An image may have become another type than its name says; a copy must open by its name.
fn kept_name(name: String, kind: AttachmentKind, media_type: &str) -> String {
    let extensions: &[&str] = match (kind, media_type) {
        (AttachmentKind::Image, "image/png") => &["png"],
        (AttachmentKind::Image, _) => &["jpg", "jpeg"],
        (AttachmentKind::Pdf, _) => &["pdf"],
        (AttachmentKind::Text, _) => return name,
    };
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name.as_str(), ""));
    match extensions.iter().find(|known| known.eq_ignore_ascii_case(extension)) {
        Some(_) => name,
        None => with_extension(stem, extensions.first().copied().unwrap_or_default()),
    }
}

fn remove_unused(inner: &Inner, file: Attachment) -> Result<()> {
    let Attachment { sha256, facts, .. } = file;
    let pages = facts.page_images.into_iter().map(|page| page.sha256);
    let made_of_it = facts.text.map(|text| text.sha256).into_iter().chain(pages);
    made_of_it.chain([sha256]).try_for_each(|hash| match inner.store.is_used(&hash)? {
        true => Ok(()),
        false => inner.files.remove(&hash).and_then(|()| inner.store.forget_blob(&hash)),
    })
}

fn refuse_too_many(inner: &Inner, id: ConversationId) -> Result<()> {
    if inner.store.draft_attachments(id)?.len() >= MAX_FILES {
        return Err(Error::attachment(AttachmentProblem::TooMany, "1"));
    }
    Ok(())
}

fn row(id: AttachmentId, prepared: Prepared) -> Attachment {
    let Prepared { name, kind, media_type, size_bytes, sha256, pixels, thumbnail, pages, facts } = prepared;
    Attachment {
        id,
        name,
        kind,
        media_type,
        size_bytes,
        sha256,
        pixels,
        thumbnail,
        pages,
        facts,
        send_as: None,
        sent_as: None,
        is_left_out: false,
    }
}
