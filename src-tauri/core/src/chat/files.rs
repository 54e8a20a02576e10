//! Files for a draft: prepared off the async threads, one after the other, each announced as it goes.

use crate::{
    Error, Result,
    attachment::{MAX_FILES, Prepared, Source},
    protocol::{AppEvent, AttachmentId, AttachmentProblem, AttachmentView, ConversationId},
    store::Attachment,
};

use super::{Chat, Inner, views::attachment_view};

impl Chat {
    /// Passes on that files are held over the window, or no longer.
    pub fn drag(&self, event: AppEvent) {
        self.inner.sink.app(event);
    }

    /// Prepares files for a conversation's draft; what becomes of each is an `app` event. Failures touch only the
    /// file that they are about.
    pub async fn attach(&self, conversation_id: ConversationId, sources: Vec<Source>) {
        let begun: Vec<(AttachmentId, Source)> =
            sources.into_iter().map(|source| (AttachmentId::new(), source)).collect();
        for (attachment_id, source) in &begun {
            let name = source.name();
            self.inner.sink.app(AppEvent::AttachmentStarted {
                conversation_id,
                attachment_id: *attachment_id,
                name,
            });
        }
        for (attachment_id, source) in begun {
            let name = source.name();
            let result = self.attach_one(conversation_id, attachment_id, source).await;
            let event = match result {
                Ok(Some(attachment)) => AppEvent::AttachmentReady { conversation_id, attachment },
                Ok(None) => continue,
                Err(error) => AppEvent::AttachmentRefused {
                    conversation_id,
                    attachment_id,
                    name,
                    failure: error.into(),
                },
            };
            self.inner.sink.app(event);
        }
    }

    /// Removes a file from a draft, also while it is being prepared.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn remove_attachment(&self, id: AttachmentId) -> Result<()> {
        self.state().discarded.insert(id);
        self.blocking(move |inner| inner.store.remove_attachment(id)).await
    }

    /// The prepared file, or `None` if it was removed meanwhile.
    async fn attach_one(
        &self,
        conversation_id: ConversationId,
        id: AttachmentId,
        source: Source,
    ) -> Result<Option<AttachmentView>> {
        if self.state().discarded.remove(&id) {
            return Ok(None);
        }
        let attachment = self
            .blocking(move |inner| {
                refuse_too_many(inner, conversation_id)?;
                let attachment = row(id, inner.files.prepare(&source)?);
                inner.store.add_attachment(conversation_id, &attachment)?;
                Ok(attachment)
            })
            .await?;
        if self.state().discarded.remove(&id) {
            self.blocking(move |inner| inner.store.remove_attachment(id)).await?;
            return Ok(None);
        }
        Ok(Some(attachment_view(&self.inner.files, attachment)))
    }
}

fn refuse_too_many(inner: &Inner, id: ConversationId) -> Result<()> {
    if inner.store.draft_attachments(id)?.len() >= MAX_FILES {
        return Err(Error::attachment(AttachmentProblem::TooMany, MAX_FILES.to_string()));
    }
    Ok(())
}

fn row(id: AttachmentId, prepared: Prepared) -> Attachment {
    let Prepared { name, kind, media_type, size_bytes, sha256, pixels, thumbnail, pages } = prepared;
    Attachment { id, name, kind, media_type, size_bytes, sha256, pixels, thumbnail, pages }
}
