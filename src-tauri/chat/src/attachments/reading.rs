//! The reading of a file that was attached, before its turn to be made ready comes.
//!
//! A network drive that is gone answers never. So a file is read outside the turn, one after the other; one that gives
//! nothing for a while lets those behind it pass.
//! Invariant: nothing is decoded here, and nobody who waits for a turn waits for a disk.

use std::time::Duration;

use tokio::{sync::watch, task::JoinHandle, time::timeout};

use yourouter_attachments::Loaded;
use yourouter_protocol::{Error, Result};

/// A disk gives a piece in a moment; one that slept needs longer, and loses only its place.
const STUCK_AFTER: Duration = Duration::from_secs(1);

/// A file that is being read.
pub(super) struct Reading {
    work: JoinHandle<Result<Loaded>>,
    heard: watch::Receiver<()>,
}

impl Reading {
    /// Begins it, on a thread of its own; `read` calls what it is given whenever a piece came.
    pub(super) fn begin(read: impl FnOnce(&dyn Fn()) -> Result<Loaded> + Send + 'static) -> Self {
        let (tell, heard) = watch::channel(());
        let work = tokio::task::spawn_blocking(move || read(&|| tell.send_replace(())));
        Self { work, heard }
    }

    /// Waits until it has ended, or has given nothing for a while: `true`.
    pub(super) async fn is_stuck(&mut self) -> bool {
        loop {
            match timeout(STUCK_AFTER, self.heard.changed()).await {
                Ok(Ok(())) => {}
                // Nobody is there any more who could tell.
                Ok(Err(_)) => return false,
                Err(_) => return true,
            }
        }
    }

    /// What was read.
    pub(super) async fn end(self) -> Result<Loaded> {
        self.work.await.map_err(|stopped| Error::Internal(stopped.to_string()))?
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Instant};

    use super::{Reading, STUCK_AFTER};
    use yourouter_attachments::{Source, Watch};
    use yourouter_protocol::{AttachmentProblem, Error};

    fn words() -> yourouter_protocol::Result<yourouter_attachments::Loaded> {
        let watch = Watch { stop: &Default::default(), progress: &|_| {} };
        Source::Text("words".to_owned()).load(&watch, &|| {})
    }

    #[tokio::test]
    async fn one_that_gives_nothing_is_stuck_and_still_ends_once_it_can() {
        let (free, held) = mpsc::channel::<()>();
        let mut reading = Reading::begin(move |_| {
            held.recv().unwrap();
            words()
        });
        let begun = Instant::now();
        assert!(reading.is_stuck().await && begun.elapsed() >= STUCK_AFTER);
        free.send(()).unwrap();
        assert!(!reading.is_stuck().await);
        reading.end().await.unwrap();
    }

    #[tokio::test]
    async fn one_that_goes_on_is_waited_for_however_long_it_takes() {
        let (pass, pieces) = mpsc::channel::<()>();
        let mut reading = Reading::begin(move |heard| {
            pieces.iter().for_each(|()| heard());
            words()
        });
        let begun = Instant::now();
        let feed = tokio::spawn(async move {
            let mut beat = tokio::time::interval(STUCK_AFTER / 5);
            while begun.elapsed() < STUCK_AFTER + STUCK_AFTER / 2 {
                beat.tick().await;
                pass.send(()).unwrap();
            }
        });
        assert!(!reading.is_stuck().await && begun.elapsed() > STUCK_AFTER);
        feed.await.unwrap();
        reading.end().await.unwrap();
        let mut refused = Reading::begin(|_| Err(Error::attachment(AttachmentProblem::Gone, "")));
        assert!(!refused.is_stuck().await && refused.end().await.is_err());
    }
}
