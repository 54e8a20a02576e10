//! Trials: prompts asked several times of one model over several vendors, in conversations of their own.
//!
//! Each request is an ordinary answer, so it is kept, counted, priced and inspected like all others. Invariant: nothing is asked
//! but what a person started, round by round, until it is stopped or the program ends; what was answered stays.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio_util::sync::CancellationToken;

use yourouter_protocol::words::dialogs;
use yourouter_protocol::{
    AppEvent, AskLanes, ConversationId, Error, Lane, LaneTurn, LanesQuestion, MessageId, Result, Route,
    StartTrials, TrialPrompt, TurnId, Vendor,
};

use crate::{
    EventSink, conversations::Conversations, gateways::Gateways, now_ms, storage::Storage, turns::Turns,
};

/// The trials of this program.
pub struct Trials {
    pub(crate) storage: Storage,
    pub(crate) gateways: Arc<Gateways>,
    pub(crate) conversations: Arc<Conversations>,
    pub(crate) turns: Arc<Turns>,
    pub(crate) sink: Arc<dyn EventSink>,
    /// Those that go on. All that were started together stop together.
    running: Mutex<HashMap<ConversationId, CancellationToken>>,
}

impl Trials {
    pub(crate) fn new(
        storage: Storage,
        gateways: Arc<Gateways>,
        conversations: Arc<Conversations>,
        turns: Arc<Turns>,
        sink: Arc<dyn EventSink>,
    ) -> Self {
        Self { storage, gateways, conversations, turns, sink, running: Mutex::default() }
    }

    /// Starts trials; returns once the first round of the first prompt was sent.
    ///
    /// # Errors
    /// As sending a message; `Error::Internal` for no prompt or vendor, for too many, and for no or too many rounds.
    pub async fn start_trials(self: &Arc<Self>, start: StartTrials) -> Result<ConversationId> {
        let counts =
            (1..=Lane::MOST).contains(&start.vendors.len()) && (1..=StartTrials::MOST).contains(&start.times);
        let Some((first, rest)) = start.prompts.split_first().filter(|_| counts) else {
            return Err(Error::Internal("these trials cannot be started".to_owned()));
        };
        let stop = CancellationToken::new();
        let (id, question, turns) = self.begin(first, &start, &stop).await?;
        let (trials, rest) = (Arc::clone(self), rest.to_vec());
        tokio::spawn(async move {
            trials.go_on(id, question, turns, &start, &stop).await;
            for prompt in rest {
                if stop.is_cancelled() {
                    return;
                }
                // What cannot be begun now could not be a moment later either.
                let Ok((id, question, turns)) = trials.begin(&prompt, &start, &stop).await else { return };
                trials.go_on(id, question, turns, &start, &stop).await;
            }
        });
        Ok(id)
    }

    /// Stops a trial and those that were to follow it; what was answered stays.
    pub fn stop_trial(&self, id: ConversationId) {
        if let Some(stop) = self.running().get(&id) {
            stop.cancel();
        }
        self.turns.running.stop_in(&[id]);
    }

    /// Whether a trial goes on.
    pub(crate) fn is_running(&self, id: ConversationId) -> bool {
        self.running().contains_key(&id)
    }

    /// Makes the conversation and asks for the first time.
    async fn begin(
        &self,
        prompt: &TrialPrompt,
        start: &StartTrials,
        stop: &CancellationToken,
    ) -> Result<(ConversationId, MessageId, Vec<TurnId>)> {
        let (name, times) = (prompt.name.clone(), start.times);
        let route = route(start, &Vendor::auto());
        self.gateways.check(&route)?;
        let make = move |storage: &Storage| {
            storage.store.begin_trial(&route, &name, &dialogs::trial(&name), times, now_ms())
        };
        let id = self.storage.run(make).await?;
        // Before it is asked, so that nobody finds it at rest.
        self.running().insert(id, stop.clone());
        let question = LanesQuestion::New {
            conversation_id: id,
            text: prompt.text.clone(),
            attachment_ids: Vec::new(),
            replaces: None,
        };
        let lanes = lanes(start, 0);
        let turns = lanes.iter().map(|lane| lane.turn_id).collect();
        let started = match self.turns.ask_lanes(AskLanes { question, lanes }).await {
            Ok(started) => started,
            Err(error) => {
                self.running().remove(&id);
                self.storage.run(move |storage| storage.store.forget_trial(id)).await?;
                return Err(error);
            }
        };
        self.sink.app(AppEvent::TrialsChanged);
        let question = started.messages.first().map(|question| question.id);
        let question = question.ok_or_else(|| Error::Internal("a trial without a question".to_owned()))?;
        Ok((id, question, turns))
    }

    /// The rounds after the first, each when all answers of the one before have ended.
    async fn go_on(
        &self,
        id: ConversationId,
        question: MessageId,
        mut turns: Vec<TurnId>,
        start: &StartTrials,
        stop: &CancellationToken,
    ) {
        for round in 1.. {
            self.turns.running.ended(&turns).await;
            self.sink.app(AppEvent::TrialsChanged);
            if round >= start.times || stop.is_cancelled() {
                break;
            }
            let lanes = lanes(start, round);
            turns = lanes.iter().map(|lane| lane.turn_id).collect();
            let question = LanesQuestion::Asked { message_id: question };
            // The chat was deleted, or is written in: what was measured so far stands.
            if self.turns.ask_lanes(AskLanes { question, lanes }).await.is_err() {
                break;
            }
        }
        self.running().remove(&id);
        // Read when it is looked for; the list of chats is for what one writes.
        let _stays_in_the_list = self.conversations.archive_conversations(vec![id], true).await;
        self.sink.app(AppEvent::TrialsChanged);
    }

    fn running(&self) -> MutexGuard<'_, HashMap<ConversationId, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One lane for each vendor. Each round begins with another one, so that none is always asked first.
fn lanes(start: &StartTrials, round: u32) -> Vec<LaneTurn> {
    let mut vendors = start.vendors.clone();
    let first = round as usize % vendors.len().max(1);
    vendors.rotate_left(first);
    let lane = |vendor| Lane { route: route(start, vendor), parameters: None };
    vendors.iter().map(|vendor| LaneTurn { turn_id: TurnId::new(), lane: lane(vendor) }).collect()
}

fn route(start: &StartTrials, vendor: &Vendor) -> Route {
    Route { gateway: start.gateway.clone(), ..Route::new(start.model.clone(), vendor.clone()) }
}
