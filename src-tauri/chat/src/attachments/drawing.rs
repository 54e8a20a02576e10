//! The pages of PDFs as images: drawn once a message is to go out with them, and kept from then on.
//!
//! A draft's pages are drawn as soon as its plan names that form, so that sending finds them; what a later request
//! needs besides, such as the one after a refusal, is drawn before it goes out.
//! Invariant: one file is worked on at a time, and what was removed, left or planned otherwise is stopped.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use yourouter_attachments::{Progress, Watch};
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, ConversationId, Error, Result, SendAs,
};
use yourouter_store::Attachment;

use super::{Attachments, send_as::page_count, view::attachment_view};
use crate::storage::Storage;

/// The page is told about progress at most this often.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// What stops the work on files.
#[derive(Default)]
pub(super) struct Work {
    /// Files whose pages are being drawn, or wait for that.
    drawing: HashMap<AttachmentId, (ConversationId, CancellationToken)>,
    /// Those whose drawing failed: not begun again by itself, for it would fail for ever.
    failed: HashSet<AttachmentId>,
    /// Those of them that a request waits for, in whichever chat.
    awaited: HashMap<AttachmentId, CancellationToken>,
    /// The page that is being drawn to be looked at.
    looking: CancellationToken,
}

impl Work {
    pub(super) fn stop(&self, id: AttachmentId) {
        self.awaited.get(&id).into_iter().for_each(CancellationToken::cancel);
        self.stop_prepared(id);
    }

    /// Stops all of it.
    pub(super) fn stop_all(&self) {
        let drawing = self.drawing.values().map(|(_, stop)| stop);
        drawing.chain(self.awaited.values()).chain([&self.looking]).for_each(CancellationToken::cancel);
    }

    /// Stops what no request waits for.
    fn stop_prepared(&self, id: AttachmentId) {
        self.drawing.get(&id).into_iter().for_each(|(_, stop)| stop.cancel());
    }

    /// Stops drawing for conversations that are not shown any more; what is planned there is drawn when they are.
    pub(super) fn leave_others(&self, shown: ConversationId) {
        let others =
            self.drawing.iter().filter(|(id, (of, _))| *of != shown && !self.awaited.contains_key(id));
        others.for_each(|(_, (_, stop))| stop.cancel());
    }
}

/// Whether the pages of a file still have to be drawn to send it in this form.
pub(crate) fn lacks_pages(file: &Attachment, send_as: SendAs) -> bool {
    send_as == SendAs::Pages && file.kind == AttachmentKind::Pdf && file.facts.page_images.is_empty()
}

impl Attachments {
    /// Draws the pages of those files of a draft that go out as images, and stops drawing those that do not.
    pub(super) fn draw_prepared(
        self: &Arc<Self>,
        conversation_id: ConversationId,
        files: &[(Attachment, SendAs)],
    ) {
        for (file, send_as) in files {
            let (attachments, id, name) = (Arc::clone(self), file.id, file.name.clone());
            if !lacks_pages(file, *send_as) {
                let mut state = self.state();
                state.work.stop_prepared(id);
                state.work.failed.remove(&id);
                continue;
            }
            let stop = CancellationToken::new();
            {
                let work = &mut self.state().work;
                if work.drawing.contains_key(&id) || work.failed.contains(&id) {
                    continue;
                }
                work.drawing.insert(id, (conversation_id, stop.clone()));
            }
            // Its turn may come late; until then it is not ready.
            self.sink.app(AppEvent::AttachmentStarted { conversation_id, attachment_id: id, name });
            tokio::spawn(async move {
                let drawn = attachments.draw(conversation_id, id, stop).await;
                {
                    let work = &mut attachments.state().work;
                    work.drawing.remove(&id);
                    if drawn.is_err_and(|error| !is_stopped(&error)) {
                        work.failed.insert(id);
                    }
                }
                // Whatever came of it, it is not being worked on any more.
                attachments.show_ready(conversation_id, id).await;
            });
        }
    }

    /// Shows a file as it is now, if it is still in the draft: it may have been removed, or sent.
    async fn show_ready(&self, conversation_id: ConversationId, id: AttachmentId) {
        let drafted = self.storage.run(move |storage| storage.store.draft_attachments(conversation_id)).await;
        let Some(row) = drafted.unwrap_or_default().into_iter().find(|row| row.id == id) else { return };
        let attachment = attachment_view(&self.storage.files, row);
        self.sink.app(AppEvent::AttachmentReady { conversation_id, attachment });
    }

    /// Draws what is missing of the pages of these files. The request waits for it.
    ///
    /// # Errors
    /// [`Error::Attachment`] with `notDrawn` or `stopped`, [`Error::Storage`].
    pub(crate) async fn draw_missing(
        &self,
        conversation_id: ConversationId,
        files: Vec<AttachmentId>,
    ) -> Result<()> {
        for id in files {
            let stop = self.state().work.awaited.entry(id).or_default().clone();
            let drawn = self.draw(conversation_id, id, stop).await;
            self.state().work.awaited.remove(&id);
            if drawn.is_err() {
                // Who sent it gets it back, perhaps in fewer forms.
                self.show_ready(conversation_id, id).await;
            }
            drawn?;
        }
        Ok(())
    }

    /// One page of a PDF to be looked at, the first being 0: a PNG or JPEG. The one that is asked for last wins.
    ///
    /// # Errors
    /// [`Error::Attachment`], [`Error::Storage`].
    pub async fn page_image(&self, id: AttachmentId, page: u32) -> Result<Bytes> {
        let stop = CancellationToken::new();
        std::mem::replace(&mut self.state().work.looking, stop.clone()).cancel();
        self.storage
            .run(move |storage| {
                let file = storage.store.attachment(id)?;
                let kept = usize::try_from(page).ok().and_then(|page| file.facts.page_images.get(page));
                match kept {
                    Some(image) => storage.files.read(&image.sha256),
                    None => {
                        storage.files.draw_page(&file.sha256, page, &Watch { stop: &stop, progress: &|_| {} })
                    }
                }
            })
            .await
    }

    async fn draw(
        &self,
        conversation_id: ConversationId,
        id: AttachmentId,
        stop: CancellationToken,
    ) -> Result<()> {
        let told = self.told(conversation_id, id);
        let _turn = match self.preparing.try_lock() {
            Ok(turn) => turn,
            Err(_) => {
                self.sink.app(AppEvent::AttachmentProgressed {
                    conversation_id,
                    attachment_id: id,
                    page: 0,
                    of: 0,
                });
                tokio::select! {
                    turn = self.preparing.lock() => turn,
                    () = stop.cancelled() => return Err(Error::attachment(AttachmentProblem::Stopped, "")),
                }
            }
        };
        self.storage.run(move |storage| draw_now(storage, id, &Watch { stop: &stop, progress: &told })).await
    }

    /// Passes progress on to the page, not more often than anyone sees.
    pub(super) fn told(
        &self,
        conversation_id: ConversationId,
        attachment_id: AttachmentId,
    ) -> impl Fn(Progress) + Send + Sync + 'static {
        let sink = Arc::clone(&self.sink);
        let last: Mutex<Option<Instant>> = Mutex::new(None);
        move |Progress { page, of }| {
            let Ok(mut last) = last.lock() else { return };
            if last.is_some_and(|last| last.elapsed() < TOLD_EVERY) {
                return;
            }
            *last = Some(Instant::now());
            sink.app(AppEvent::AttachmentProgressed { conversation_id, attachment_id, page, of });
        }
    }
}

/// Blocking. What cannot be drawn is written down, so that the form is not offered again.
fn draw_now(storage: &Storage, id: AttachmentId, watch: &Watch<'_>) -> Result<()> {
    let file = storage.store.attachment(id)?;
    let mut facts = file.facts.clone();
    if !facts.page_images.is_empty() {
        return Ok(());
    }
    if watch.stop.is_cancelled() {
        return Err(Error::attachment(AttachmentProblem::Stopped, ""));
    }
    match storage.files.draw_pages(&file.sha256, page_count(&file), watch) {
        Ok(images) => facts.page_images = images,
        Err(Error::Attachment { problem: AttachmentProblem::NotDrawn, detail }) => {
            facts.is_drawable = false;
            facts.not_drawn = Some(detail.clone());
            storage.store.set_facts(id, &facts)?;
            return Err(Error::attachment(AttachmentProblem::NotDrawn, detail));
        }
        // A disk that is full, or a file that is gone, says nothing of its pages.
        Err(error) => return Err(error),
    }
    storage.store.set_facts(id, &facts)
}

fn is_stopped(error: &Error) -> bool {
    matches!(error, Error::Attachment { problem: AttachmentProblem::Stopped, .. })
}
