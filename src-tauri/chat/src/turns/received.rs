//! What comes with an answer besides its words: files, which are looked at by the attachment worker before they are kept,
//! and the sources that it rests on.
//!
//! Invariant: a file that cannot be kept never ends the answer; it is counted as left out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::time::sleep;

use yourouter_attachments::Watch;
use yourouter_gateway::{Mark, Media, NamedSource};
use yourouter_markdown as markdown;
use yourouter_protocol::{
    AttachmentId, AttachmentView, ChatEvent, Error, Patch, Result, SkippedKind, Source,
};

use super::task::TurnTask;
use crate::{
    attachments::{attachment_view, row},
    running::{TRY_AGAIN_AFTER, locked},
};

/// What an answer rests on, as far as it has come.
#[derive(Default)]
pub(super) struct Sources {
    list: Vec<Source>,
}

impl TurnTask {
    /// Keeps a file that came with the answer, and shows it.
    ///
    /// # Errors
    /// `Error::Storage` if the disk fails; a file that is refused is none.
    pub(super) async fn keep_file(&mut self, media: Media) -> Result<()> {
        self.note_first_token();
        loop {
            let kept = match self.saver.write().await {
                // What came before it stands before it.
                Ok(()) => self.store_file(&media).await,
                Err(error) => Err(error),
            };
            match kept {
                Ok(file) => {
                    let seq = locked(&self.live).next_seq();
                    let attachment = Box::new(file);
                    self.turns.sink.chat(ChatEvent::FileAdded { turn_id: self.turn.id, seq, attachment });
                    return Ok(());
                }
                Err(Error::Attachment { .. }) => {
                    self.skip(media.kind);
                    return Ok(());
                }
                // It was paid for: the answer waits until the disk takes it, or is stopped.
                Err(error @ Error::Storage(_)) => {
                    tokio::select! {
                        () = self.stop.cancelled() => return Err(error),
                        () = sleep(TRY_AGAIN_AFTER) => {}
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn store_file(&self, media: &Media) -> Result<AttachmentView> {
        let (message_id, stop, media) = (self.turn.message_id, self.stop.clone(), media.clone());
        // What is kept has no row yet, and must not be swept away.
        let _turn = self.turns.attachments.preparing().await;
        let kept = self.turns.storage.run(move |storage| {
            let watch = Watch { stop: &stop, progress: &|_| {} };
            let name = if media.name.trim().is_empty() { name_of(media.kind) } else { &media.name };
            let file = row(AttachmentId::new(), storage.files.prepare_received(name, media.bytes, &watch)?);
            storage.store.add_received(message_id, &file)?;
            Ok(attachment_view(&storage.files, file))
        });
        kept.await
    }

    /// Takes in what is said of a source.
    pub(super) fn name_source(&mut self, named: NamedSource) {
        let NamedSource { number, url, title, quote, mark } = named;
        let Some(index) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) else {
            return;
        };
        let Sources { list } = &mut self.sources;
        if index >= list.len() {
            list.resize_with(index + 1, Source::default);
        }
        let Some(source) = list.get_mut(index) else { return };
        match mark {
            None => (source.url, source.title, source.quote) = (url, title, quote),
            Some(mark) => {
                let live = locked(&self.live);
                let text = live.text();
                let own = text.get(self.continued.text..).unwrap_or_default();
                let at = match mark {
                    Mark::Here => Some(own.len()),
                    Mark::Bytes(bytes) => usize::try_from(bytes).ok(),
                    Mark::Characters(count) => usize::try_from(count)
                        .ok()
                        .map(|count| own.char_indices().nth(count).map_or(own.len(), |(at, _)| at)),
                };
                let at = at.map(|at| self.continued.text + at.min(own.len()));
                source.marks.extend(at.and_then(|at| u32::try_from(text.ceil_char_boundary(at)).ok()));
            }
        }
        self.saver.set_sources(self.sources.list.clone());
    }

    /// Lets the page read an answer again that rests on sources, whose marks lead to them from now on, or that is longer than
    /// what is shown at once.
    pub(super) fn show_again(&self) {
        let mut live = locked(&self.live);
        if self.sources.list.is_empty() && !live.has_rest() {
            return;
        }
        let again = AssertUnwindSafe(|| {
            let (text, reasoning) = (live.text(), live.reasoning());
            live.restart(&markdown::cited(&text, &self.sources.list), &reasoning);
        });
        // If the renderer itself fails, the screen keeps what it has, and the turn ends all the same.
        if catch_unwind(again).is_err() {
            return;
        }
        live.next_seq();
        let event =
            ChatEvent::Patched { turn_id: self.turn.id, seq: live.next_seq(), patch: Patch::default() };
        drop(live);
        self.turns.sink.chat(event);
    }
}

/// What a file without a name is called.
fn name_of(kind: SkippedKind) -> &'static str {
    match kind {
        SkippedKind::Image => "Image",
        SkippedKind::Audio => "Recording",
        SkippedKind::Video => "Video",
        SkippedKind::File | SkippedKind::Unreadable => "File",
    }
}
