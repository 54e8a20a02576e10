//! Turns: a question and its answer, from the draft to the end of the answer.
//!
//! `turns/send` makes a turn of a draft or of an answer that is asked for again, `turns/lanes` several that answer one
//! question, `turns/task` is a turn's life, and
//! `running` knows which run. Invariant: failures before a turn has begun are returned; failures after it are
//! events, and each turn ends with exactly one terminal event.

use std::sync::Arc;

use yourouter_protocol::TurnId;

use crate::{
    EventSink, attachments::Attachments, conversations::Conversations, gateways::Gateways,
    inspector::Inspector, network::Network, running::RunningTurns, settings::CurrentSettings,
    storage::Storage,
};

mod attempts;
mod history;
mod lanes;
pub(crate) mod omissions;
mod pace;
mod received;
mod retry;
pub(crate) mod sealed;
mod send;
mod task;
mod verify;

/// The turns of this program.
pub struct Turns {
    pub(crate) storage: Storage,
    pub(crate) settings: Arc<CurrentSettings>,
    pub(crate) network: Arc<Network>,
    pub(crate) gateways: Arc<Gateways>,
    pub(crate) attachments: Arc<Attachments>,
    pub(crate) conversations: Arc<Conversations>,
    pub(crate) inspector: Arc<Inspector>,
    pub(crate) running: Arc<RunningTurns>,
    pub(crate) sink: Arc<dyn EventSink>,
}

impl Turns {
    /// Stops a turn; its text so far stays. During a wait between two attempts it gives up, and the turn fails with what
    /// the last attempt said. A turn that has ended already is left alone.
    pub fn stop_turn(&self, turn_id: TurnId) {
        self.running.with(turn_id, |running| running.stop.cancel());
    }

    /// Makes the next attempt of a turn at once, if it is waiting for it.
    pub fn retry_now(&self, turn_id: TurnId) {
        self.running.with(turn_id, |running| running.hurry.notify_waiters());
    }
}
