//! Files for a draft: read and prepared off the async threads, one after the other, each announced as it goes.

use std::{sync::Arc, time::Duration};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use yourouter_attachments::{Loaded, MAX_FILES, Prepared, Source, Watch};
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, AttachmentView, ConversationId, Error, Result,
};
use yourouter_store::Attachment;

use super::{Attachments, reading::Reading, view::attachment_view};
use crate::storage::Storage;

/// How long work that was stopped may take to end before the next file's turn comes. Two at a time cost their memory twice.
const TO_STOP: Duration = Duration::from_secs(1);
/// Of so many files that are attached at once each is told by itself, whatever becomes of it; nobody reads more.
const MAX_SHOWN: usize = 100;

impl Attachments {
    /// Prepares files for a conversation's draft; what becomes of each is an `app` event. Failures touch only the
    /// file that they are about, and a file that is refused takes no place from those behind it. What is beyond the number
    /// that a message takes is refused together.
    pub async fn attach(self: &Arc<Self>, conversation_id: ConversationId, mut sources: Vec<Source>) {
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
        let drafted = self.storage.run(move |storage| storage.store.draft_attachments(id)).await;
        let taken = drafted.map_or(0, |files| files.len()) + self.state().pending.count_underway(id);
        MAX_FILES.saturating_sub(taken)
    }

    async fn attach_in_turn(
        self: &Arc<Self>,
        conversation_id: ConversationId,
        sources: Vec<Source>,
        passed: &mut JoinSet<()>,
    ) {
        // A process starts while the first file is still read.
        self.storage.files.warm_up();
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
            let attachments = Arc::clone(self);
            let rest =
                async move { attachments.attach_and_tell(conversation_id, id, name, reading, stop).await };
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
        self.sink.app(AppEvent::AttachmentStarted { conversation_id, attachment_id, name });
        attachment_id
    }

    /// Says once of all files that are too many that they are not taken: under the name of the first, with their number.
    fn refuse_rest(&self, conversation_id: ConversationId, rest: &[Source]) {
        let Some(first) = rest.first() else { return };
        let name = first.name();
        let attachment_id = self.begin_arrival(conversation_id, name.clone());
        let failure = Error::attachment(AttachmentProblem::TooMany, rest.len().to_string()).into();
        if self.state().pending.refuse(attachment_id, &failure) {
            self.sink.app(AppEvent::AttachmentRefused { conversation_id, attachment_id, name, failure });
        }
    }

    async fn attach_and_tell(
        self: &Arc<Self>,
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
        self.sink.app(event);
    }

    /// The prepared file, or `None` if it was removed meanwhile.
    async fn attach_one(
        self: &Arc<Self>,
        conversation_id: ConversationId,
        id: AttachmentId,
        reading: Reading,
        stop: CancellationToken,
    ) -> Result<Option<AttachmentView>> {
        let loaded = tokio::select! {
            loaded = reading.end() => loaded?,
            () = stop.cancelled() => return Err(Error::attachment(AttachmentProblem::Stopped, "")),
        };
        let _turn = self.preparing.lock().await;
        if self.state().pending.token(id).is_none() {
            return Ok(None);
        }
        let prepared = self.prepare(conversation_id, id, loaded, stop).await?;
        let attachment = self
            .storage
            .run(move |storage| {
                storage.store.add_attachment(conversation_id, &prepared)?;
                Ok(prepared)
            })
            .await?;
        if !self.state().pending.end(id) {
            self.storage.run(move |storage| storage.store.remove_attachment(id)).await?;
            self.release(Some(attachment));
            return Ok(None);
        }
        Ok(Some(attachment_view(&self.storage.files, attachment)))
    }

    /// What stops it ends the wait for it, too: a decoder, or the disk that it reads from once more, may never end, and must
    /// not hold up all other files.
    async fn prepare(
        self: &Arc<Self>,
        conversation_id: ConversationId,
        id: AttachmentId,
        loaded: Loaded,
        stop: CancellationToken,
    ) -> Result<Attachment> {
        let told = self.told(conversation_id, id);
        let (attachments, watched) = (Arc::clone(self), stop.clone());
        let mut work = tokio::spawn(async move {
            let prepare = move |storage: &Storage| {
                refuse_too_many(storage, conversation_id)?;
                let watch = Watch { stop: &watched, progress: &told };
                Ok(row(id, storage.files.prepare_loaded(loaded, &watch)?))
            };
            attachments.storage.run(prepare).await
        });
        let given_up = async {
            stop.cancelled().await;
            tokio::time::sleep(TO_STOP).await;
        };
        tokio::select! {
            made = &mut work => made.map_err(|stopped| Error::Internal(stopped.to_string()))?,
            () = given_up => {
                let attachments = Arc::clone(self);
                tokio::spawn(async move {
                    if let Ok(Ok(unwanted)) = work.await {
                        attachments.release(Some(unwanted));
                    }
                });
                Err(Error::attachment(AttachmentProblem::Stopped, ""))
            }
        }
    }
}

fn refuse_too_many(storage: &Storage, id: ConversationId) -> Result<()> {
    if storage.store.draft_attachments(id)?.len() >= MAX_FILES {
        return Err(Error::attachment(AttachmentProblem::TooMany, "1"));
    }
    Ok(())
}

pub(crate) fn row(id: AttachmentId, prepared: Prepared) -> Attachment {
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
        // It is never sent.
        is_left_out: kind == AttachmentKind::Media,
    }
}
