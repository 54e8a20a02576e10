//! The turns that are running. Answers may be written in any number of conversations at once, in each by one turn, beside
//! the lanes of a question that was asked in several.
//!
//! An answer whose end cannot be written (`running/saving`) stays here until it is: it is shown as failed, with its text,
//! and its conversation can be used. Invariant: to look for a running turn and to enter is one step, and whoever entered leaves, whatever happens.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use yourouter_protocol::{ConversationId, Error, MessageId, Result, RunningTurn, TurnId};
use yourouter_store::Turn;

use crate::EventSink;

mod live;
mod saving;

pub(crate) use live::{Live, SHOWN_BYTES, Waiting, locked};
pub(crate) use saving::{Saver, TRY_AGAIN_AFTER, Unsaved};

/// All of them.
pub(crate) struct RunningTurns {
    pub(crate) unsaved: Arc<Unsaved>,
    state: Mutex<State>,
    /// A conversation was left.
    left: Notify,
}

#[derive(Default)]
struct State {
    entered: HashMap<ConversationId, Entered>,
    turns: HashMap<TurnId, Running>,
    unwritten: HashMap<MessageId, Unwritten>,
}

/// Who is in a conversation.
#[derive(Default)]
struct Entered {
    /// A turn that is being prepared, or runs alone.
    has_single: bool,
    /// Lanes that run.
    lanes: usize,
}

/// A turn that has begun and not ended.
pub(crate) struct Running {
    pub(crate) conversation_id: ConversationId,
    pub(crate) message_id: MessageId,
    pub(crate) live: Arc<Mutex<Live>>,
    pub(crate) stop: CancellationToken,
    /// Cuts a wait between two attempts short.
    pub(crate) hurry: Arc<Notify>,
    pub(crate) saver: Arc<Saver>,
}

/// An answer that has ended, and whose end is not written yet.
#[derive(Clone)]
pub(crate) struct Unwritten {
    pub(crate) conversation_id: ConversationId,
    pub(crate) text: String,
    pub(crate) reasoning: String,
    pub(crate) turn: Turn,
    pub(crate) saver: Arc<Saver>,
}

impl RunningTurns {
    pub(crate) fn new(sink: Arc<dyn EventSink>) -> Self {
        Self { unsaved: Arc::new(Unsaved::new(sink)), state: Mutex::default(), left: Notify::new() }
    }

    /// Keeps a conversation for what is being prepared: no other turn begins meanwhile. Lanes may go on beside it.
    ///
    /// # Errors
    /// [`Error::AnswerRunning`]
    pub(crate) fn enter(self: &Arc<Self>, conversation_id: ConversationId) -> Result<Entry> {
        let mut state = self.state();
        let entered = state.entered.entry(conversation_id).or_default();
        if std::mem::replace(&mut entered.has_single, true) {
            return Err(Error::AnswerRunning);
        }
        drop(state);
        Ok(Entry { running: Arc::clone(self), conversation_id, turn_id: None, is_lane: false })
    }

    /// Whether this answer is being written.
    pub(crate) fn is_writing(&self, message: MessageId) -> bool {
        self.state().turns.values().any(|running| running.message_id == message)
    }

    /// Whether an answer is being written in a conversation.
    pub(crate) fn is_running(&self, id: ConversationId) -> bool {
        self.state().turns.values().any(|running| running.conversation_id == id)
    }

    /// The conversations in which answers are being written.
    pub(crate) fn conversations(&self) -> HashSet<ConversationId> {
        self.state().turns.values().map(|running| running.conversation_id).collect()
    }

    /// Stops the turns of these conversations.
    pub(crate) fn stop_in(&self, ids: &[ConversationId]) {
        let state = self.state();
        let theirs = state.turns.values().filter(|running| ids.contains(&running.conversation_id));
        theirs.for_each(|running| running.stop.cancel());
    }

    /// Stops all turns, and waits until each has ended.
    pub(crate) async fn stop_all(&self) {
        loop {
            let left = self.left.notified();
            {
                let state = self.state();
                state.turns.values().for_each(|running| running.stop.cancel());
                if state.entered.is_empty() {
                    return;
                }
            }
            left.await;
        }
    }

    /// Waits until these turns have ended.
    pub(crate) async fn ended(&self, turns: &[TurnId]) {
        loop {
            let left = self.left.notified();
            tokio::pin!(left);
            // Listening begins before the look.
            left.as_mut().enable();
            if !turns.iter().any(|turn| self.state().turns.contains_key(turn)) {
                return;
            }
            left.await;
        }
    }

    /// A running answer as the page has it.
    pub(crate) fn running_turn(&self, message: MessageId) -> Option<RunningTurn> {
        let live = self.state().turns.values().find(|running| running.message_id == message)?.live.clone();
        Some(locked(&live).running_turn())
    }

    /// An answer that has ended and is not written.
    pub(crate) fn unwritten(&self, message: MessageId) -> Option<Unwritten> {
        self.state().unwritten.get(&message).cloned()
    }

    /// The words of an answer that the database may not have all of.
    pub(crate) fn source(&self, message: MessageId) -> Option<String> {
        let state = self.state();
        if let Some(unwritten) = state.unwritten.get(&message) {
            return Some(unwritten.text.clone());
        }
        let live = state.turns.values().find(|running| running.message_id == message)?.live.clone();
        drop(state);
        Some(locked(&live).text())
    }

    /// Keeps an answer that cannot be written, or lets it go.
    pub(crate) fn keep_unwritten(&self, message: MessageId, unwritten: Option<Unwritten>) {
        match unwritten {
            Some(unwritten) => self.state().unwritten.insert(message, unwritten),
            None => self.state().unwritten.remove(&message),
        };
    }

    /// Writes what is not written of a conversation's answers that have ended, so that another turn can stand on them.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub(crate) async fn settle(&self, id: ConversationId) -> Result<()> {
        let savers: Vec<_> = {
            let state = self.state();
            let own = state.unwritten.values().filter(|unwritten| unwritten.conversation_id == id);
            own.map(|unwritten| Arc::clone(&unwritten.saver)).collect()
        };
        for saver in savers {
            saver.write().await?;
        }
        Ok(())
    }

    /// Writes all that came of all answers so far.
    ///
    /// # Errors
    /// [`Error::Storage`], after all were tried.
    pub(crate) async fn write_all(&self) -> Result<()> {
        let savers: Vec<_> = {
            let state = self.state();
            let running = state.turns.values().map(|running| &running.saver);
            running.chain(state.unwritten.values().map(|unwritten| &unwritten.saver)).cloned().collect()
        };
        let mut written = Ok(());
        for saver in savers {
            written = written.and(saver.write().await);
        }
        written
    }

    /// Does something with a turn; nothing if it has ended.
    pub(crate) fn with(&self, turn_id: TurnId, act: impl FnOnce(&Running)) {
        if let Some(running) = self.state().turns.get(&turn_id) {
            act(running);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A conversation that is kept for one turn, or one lane, until this is dropped.
pub(crate) struct Entry {
    running: Arc<RunningTurns>,
    conversation_id: ConversationId,
    turn_id: Option<TurnId>,
    is_lane: bool,
}

impl Entry {
    /// One entry for each of so many lanes: others may be asked and the chat may go on while they run.
    pub(crate) fn into_lanes(mut self, count: usize) -> Vec<Self> {
        let mut lanes = Vec::with_capacity(count);
        let mut state = self.running.state();
        let entered = state.entered.entry(self.conversation_id).or_default();
        entered.has_single = false;
        entered.lanes += count;
        drop(state);
        let (running, conversation_id) = (Arc::clone(&self.running), self.conversation_id);
        let lane = || Self { running: Arc::clone(&running), conversation_id, turn_id: None, is_lane: true };
        lanes.extend((1..count).map(|_| lane()));
        self.is_lane = true;
        lanes.push(self);
        lanes
    }

    /// The turn has begun.
    pub(crate) fn begin(&mut self, turn_id: TurnId, running: Running) {
        self.running.state().turns.insert(turn_id, running);
        self.turn_id = Some(turn_id);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut state = self.running.state();
        if let Some(entered) = state.entered.get_mut(&self.conversation_id) {
            match self.is_lane {
                true => entered.lanes = entered.lanes.saturating_sub(1),
                false => entered.has_single = false,
            }
            if !entered.has_single && entered.lanes == 0 {
                state.entered.remove(&self.conversation_id);
            }
        }
        if let Some(turn_id) = self.turn_id {
            state.turns.remove(&turn_id);
        }
        drop(state);
        self.running.left.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, ConversationId, Error, EventSink, RunningTurns};
    use yourouter_protocol::{AppEvent, ChatEvent, ConversationSummary};

    struct Silence;

    impl EventSink for Silence {
        fn chat(&self, _: ChatEvent) {}
        fn app(&self, _: AppEvent) {}
        fn shown(&self, _: &ConversationSummary) {}
    }

    #[test]
    fn of_many_that_enter_a_conversation_at_once_one_does_and_others_do_not_stand_in_its_way() {
        let running = Arc::new(RunningTurns::new(Arc::new(Silence)));
        let (asked, other) = (ConversationId::new(), ConversationId::new());
        let entries: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| running.enter(asked))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let refused = |entry: &Result<_, Error>| matches!(entry, Err(Error::AnswerRunning));
        assert_eq!(entries.iter().filter(|entry| refused(entry)).count(), 7);
        assert!(running.enter(other).is_ok());
        drop(entries);
        assert!(running.enter(asked).is_ok());
    }

    #[test]
    fn lanes_let_others_in_and_the_conversation_is_left_when_all_of_them_have_ended() {
        let running = Arc::new(RunningTurns::new(Arc::new(Silence)));
        let id = ConversationId::new();
        let mut lanes = running.enter(id).unwrap().into_lanes(2);
        lanes.extend(running.enter(id).unwrap().into_lanes(1));
        let single = running.enter(id).unwrap();
        assert!(matches!(running.enter(id), Err(Error::AnswerRunning)), "one alone at a time");
        drop(single);
        while lanes.pop().is_some() {
            assert_eq!(running.state().entered.is_empty(), lanes.is_empty());
        }
    }
}
