//! Many turns in one transaction, for what writes whole conversations at once.
//!
//! Invariant: what is written is what the same turns one by one would leave behind.

use rusqlite::Transaction;

use super::{
    NewTurn, Outcome, Store, conversation,
    turn::{self, Ending},
};
use yourouter_protocol::{ConversationId, MessageState, Result, Route, TurnId};

/// A transaction that is being filled.
pub struct Batch<'a> {
    transaction: &'a Transaction<'a>,
}

impl Store {
    /// Writes all that `work` does, or nothing if it fails.
    ///
    /// # Errors
    /// Of `work`; `Error::Storage`.
    pub fn batch<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T>) -> Result<T> {
        self.connections.write(|transaction| work(&Batch { transaction }))
    }
}

impl Batch<'_> {
    /// As [`Store::blank_conversation`].
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn blank_conversation(&self, route: &Route, now_ms: i64) -> Result<ConversationId> {
        Ok(conversation::blank_or_new(self.transaction, route, now_ms)?.id)
    }

    /// As [`Store::begin_turn`].
    ///
    /// # Errors
    /// As there.
    pub fn begin_turn(&self, turn: &NewTurn) -> Result<()> {
        turn::begin(self.transaction, std::slice::from_ref(turn))
    }

    /// As [`Store::end_turn`], with the whole answer.
    ///
    /// # Errors
    /// As there.
    pub fn end_turn(
        &self,
        turn: TurnId,
        text: &str,
        state: MessageState,
        outcome: &Outcome,
        now_ms: i64,
    ) -> Result<()> {
        let ending = Ending { text, reasoning: "", state, outcome, now_ms };
        turn::end(self.transaction, turn, &ending)
    }
}
