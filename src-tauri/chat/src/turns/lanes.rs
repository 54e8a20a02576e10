//! Lanes: one question, answered by several turns at once.
//!
//! Each lane is an ordinary turn with its own attempts, its own end and its own row; they share the question, and what is
//! sent differs by the route and the parameters of the lane alone. Invariant: all lanes of a call begin, or none does.

use std::sync::Arc;

use yourouter_gateway::check_parameters;
use yourouter_protocol::{
    AskLanes, AttachmentProblem, Error, Lane, LaneTurn, LanesQuestion, MessageId, Result, RetryTurn,
    SendMessage, StartedTurn,
};

use super::{
    Turns,
    send::{PreparedRequest, prepare_question, prepare_retry},
};
use crate::{gateways::Gateways, running::Entry, storage::Storage};

impl Turns {
    /// Asks a question in lanes. Nothing is written or sent if this fails.
    ///
    /// # Errors
    /// As [`Turns::send_message`]; [`Error::Internal`] for no lane, or more than [`Lane::MOST`].
    pub async fn ask_lanes(self: &Arc<Self>, ask: AskLanes) -> Result<StartedTurn> {
        let Some(&LaneTurn { turn_id, .. }) = ask.lanes.first().filter(|_| ask.lanes.len() <= Lane::MOST)
        else {
            return Err(Error::Internal(format!("{} lanes cannot be asked at once", ask.lanes.len())));
        };
        let mut parameters = ask.lanes.iter().filter_map(|lane| lane.lane.parameters.as_ref());
        parameters.try_for_each(check_parameters)?;
        let (entry, lanes) = match ask.question {
            LanesQuestion::New { conversation_id, text, attachment_ids, replaces } => {
                let message = SendMessage {
                    turn_id,
                    conversation_id,
                    text,
                    attachment_ids,
                    replaces,
                    route: None,
                    drafted: None,
                };
                self.prepare_new(message, ask.lanes).await?
            }
            LanesQuestion::Asked { message_id } => self.prepare_asked(message_id, ask.lanes).await?,
        };
        self.begin(entry.into_lanes(lanes.len()), lanes).await
    }

    async fn prepare_new(
        &self,
        message: SendMessage,
        lanes: Vec<LaneTurn>,
    ) -> Result<(Entry, Vec<PreparedRequest>)> {
        if message.text.trim().is_empty() && message.attachment_ids.is_empty() && message.replaces.is_none() {
            return Err(Error::EmptyMessage);
        }
        let id = message.conversation_id;
        let entry = self.running.enter(id)?;
        if self.attachments.is_preparing(id) {
            return Err(Error::attachment(AttachmentProblem::StillPreparing, ""));
        }
        self.running.settle(id).await?;
        let question_id = MessageId::new();
        let mut prepared: Vec<PreparedRequest> = Vec::with_capacity(lanes.len());
        for LaneTurn { turn_id, lane } in lanes {
            let route = lane.route.clone();
            self.check_key_for(id, Some(route.clone())).await?;
            let message = SendMessage { turn_id, route: Some(route), ..message.clone() };
            let prepare = move |gateways: &Gateways, storage: &Storage| {
                prepare_question(gateways, storage, question_id, message.clone())
            };
            let mut next = self.prepared(id, prepare).await?;
            next.put_in(lane);
            self.refuse_if_writing(&next)?;
            if !prepared.is_empty() {
                // The first lane brings the question and its files.
                next.rows.question = None;
                next.rows.attachment_ids.clear();
                next.rows.copied_from = None;
            }
            prepared.push(next);
        }
        Ok((entry, prepared))
    }

    async fn prepare_asked(
        &self,
        message_id: MessageId,
        lanes: Vec<LaneTurn>,
    ) -> Result<(Entry, Vec<PreparedRequest>)> {
        let read = move |storage: &Storage| {
            let (question_id, _) = storage.store.answered(message_id)?;
            Ok((question_id, storage.store.message(question_id)?.conversation_id))
        };
        let (question_id, id) = self.storage.run(read).await?;
        let entry = self.running.enter(id)?;
        self.running.settle(id).await?;
        let mut prepared = Vec::with_capacity(lanes.len());
        for LaneTurn { turn_id, lane } in lanes {
            let route = lane.route.clone();
            self.check_key_for(id, Some(route.clone())).await?;
            let route = Some(route);
            let retry = RetryTurn { turn_id, message_id, route, send_as: None, continues: false };
            let prepare = move |gateways: &Gateways, storage: &Storage| {
                prepare_retry(gateways, storage, question_id, retry.clone(), None)
            };
            let mut next = self.prepared(id, prepare).await?;
            next.put_in(lane);
            prepared.push(next);
        }
        Ok((entry, prepared))
    }
}
