//! The writing of a running answer, beside the loop that reads it: neither a slow disk nor one that refuses slows the
//! answer down.
//!
//! What cannot be written stays in memory and is tried again until it can, also when the turn has ended meanwhile; how
//! many answers wait for that is told through [`Unsaved`]. Invariant: nothing that came is ever given up while the
//! program runs, and a piece is written once.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::sleep};
use tokio_util::sync::CancellationToken;

use yourouter_protocol::{AppEvent, Attempt, Error, Failure, MessageState, Omission, Result, Source, TurnId};
use yourouter_store::{KeptReasoning, Outcome, Progress};

use crate::{EventSink, storage::Storage};

/// A crash loses at most this much of a streamed answer, plus the time of one write: together less than a quarter of a
/// second, also on a slow disk.
const SAVE_INTERVAL: Duration = Duration::from_millis(150);
/// How long after a write that failed the next is tried.
pub(crate) const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Whether answers wait for a disk or a database that takes nothing at the moment.
pub(crate) struct Unsaved {
    sink: Arc<dyn EventSink>,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    answers: u32,
    failure: Option<Failure>,
}

impl Unsaved {
    pub(crate) fn new(sink: Arc<dyn EventSink>) -> Self {
        Self { sink, waiting: Mutex::default() }
    }

    /// Why answers cannot be written now, if any waits for that.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.lock().failure.clone()
    }

    fn fails(&self, failure: Failure, is_first: bool) {
        let mut waiting = self.lock();
        waiting.answers += u32::from(is_first);
        if waiting.failure.as_ref() != Some(&failure) {
            waiting.failure = Some(failure.clone());
            self.sink.app(AppEvent::SavingFailed { failure });
        }
    }

    fn ends(&self) {
        let mut waiting = self.lock();
        waiting.answers = waiting.answers.saturating_sub(1);
        if waiting.answers == 0 {
            waiting.failure = None;
            self.sink.app(AppEvent::SavingResumed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes the answer of one turn.
pub(crate) struct Saver {
    turn_id: TurnId,
    storage: Storage,
    unsaved: Arc<Unsaved>,
    state: Mutex<State>,
    /// There is something to write.
    came: Notify,
    /// Held while something is written, so that pieces keep their order.
    writing: tokio::sync::Mutex<()>,
    /// The end of the turn is written, or can never be.
    settled: CancellationToken,
}

#[derive(Default)]
struct State {
    progress: Progress,
    end: Option<End>,
    /// Why the last write failed.
    failing: Option<Error>,
}

/// How a turn ended.
#[derive(Clone)]
struct End {
    state: MessageState,
    outcome: Outcome,
    at_ms: i64,
}

impl Saver {
    /// Begins to write for a turn that is stored.
    pub(crate) fn begin(turn_id: TurnId, storage: Storage, unsaved: Arc<Unsaved>) -> Arc<Self> {
        let saver = Arc::new(Self {
            turn_id,
            storage,
            unsaved,
            state: Mutex::default(),
            came: Notify::new(),
            writing: tokio::sync::Mutex::default(),
            settled: CancellationToken::new(),
        });
        tokio::spawn(Arc::clone(&saver).run());
        saver
    }

    /// More of the answer.
    pub(crate) fn push_text(&self, text: &str) {
        self.add(|progress| progress.text.push_str(text));
    }

    /// More of what the model thought.
    pub(crate) fn push_reasoning(&self, text: &str) {
        self.add(|progress| progress.reasoning.push_str(text));
    }

    /// Other words in place of all that came.
    pub(crate) fn rewrite(&self, text: String, reasoning: String) {
        self.add(|progress| progress.rewrite(text, reasoning));
    }

    /// What the answer rests on, in place of what it rested on before.
    pub(crate) fn set_sources(&self, sources: Vec<Source>) {
        self.add(|progress| progress.sources = Some(sources));
    }

    /// Its reasoning as its maker signed or encrypted it.
    pub(crate) fn set_sealed(&self, sealed: KeptReasoning) {
        self.add(|progress| progress.sealed = Some(sealed));
    }

    /// What its request lacked of the chat, in place of what was said before.
    pub(crate) fn set_omissions(&self, omissions: Vec<Omission>) {
        self.add(|progress| progress.omissions = Some(omissions));
    }

    /// An HTTP request of the turn.
    pub(crate) fn push_attempt(&self, attempt: Attempt) {
        self.add(|progress| progress.attempts.push(attempt));
    }

    /// Writes how the turn ended, and when (in milliseconds since 1970, UTC), with all that is not written yet. Where nothing could be written just before, that is
    /// said at once.
    ///
    /// # Errors
    /// [`Error::Storage`]: it goes on trying then, until [`Saver::settled`]. Anything else is final.
    pub(crate) async fn end(&self, state: MessageState, outcome: Outcome, at_ms: i64) -> Result<()> {
        let end = End { state, outcome, at_ms };
        let failing = {
            let mut state = self.lock();
            state.end = Some(end);
            state.failing.clone()
        };
        if let Some(error) = failing {
            return Err(error);
        }
        let written = self.write().await;
        self.came.notify_one();
        written
    }

    /// Waits until the end of the turn is written.
    pub(crate) async fn settled(&self) {
        self.settled.cancelled().await;
    }

    /// Writes what came since the last write, and the end if there is one.
    ///
    /// # Errors
    /// As [`Saver::end`].
    pub(crate) async fn write(&self) -> Result<()> {
        let _turn = self.writing.lock().await;
        let (progress, end) = {
            let mut state = self.lock();
            (Arc::new(std::mem::take(&mut state.progress)), state.end.clone())
        };
        if progress.is_empty() && end.is_none() {
            return Ok(());
        }
        let (turn_id, has_ended, taken) = (self.turn_id, end.is_some(), Arc::clone(&progress));
        let work = self.storage.run(move |Storage { store, .. }| match end {
            None => store.keep_progress(turn_id, &taken),
            Some(End { state, outcome, at_ms }) => {
                store.end_turn_keeping(turn_id, &taken, state, &outcome, at_ms)
            }
        });
        let written = work.await;
        let failing = written.clone().err().filter(is_passing);
        let was_failing = {
            let mut state = self.lock();
            match failing {
                Some(_) => state.progress.follow(Arc::unwrap_or_clone(progress)),
                // Written; or its conversation is gone, and it never can be.
                None if has_ended => state.end = None,
                None => {}
            }
            std::mem::replace(&mut state.failing, failing.clone()).is_some()
        };
        match failing {
            Some(error) => self.unsaved.fails(error.into(), !was_failing),
            None => {
                if was_failing {
                    self.unsaved.ends();
                }
                if has_ended {
                    self.settled.cancel();
                }
            }
        }
        written
    }

    async fn run(self: Arc<Self>) {
        while !self.settled.is_cancelled() {
            self.came.notified().await;
            sleep(SAVE_INTERVAL).await;
            while self.write().await.is_err_and(|error| is_passing(&error)) {
                sleep(TRY_AGAIN_AFTER).await;
            }
        }
    }

    fn add(&self, add: impl FnOnce(&mut Progress)) {
        let mut state = self.lock();
        let was_empty = state.progress.is_empty();
        add(&mut state.progress);
        drop(state);
        if was_empty {
            self.came.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the disk or the database may take later what it refused now.
fn is_passing(error: &Error) -> bool {
    matches!(error, Error::Storage(_))
}
