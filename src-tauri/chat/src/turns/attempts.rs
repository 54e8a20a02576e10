//! The attempts of a turn: asked one after the other, each recorded, what refusals taught kept for the next.
//!
//! Whether another attempt follows, and when, is for `retry`. Invariant: an attempt is recorded before the next one
//! begins, and what it taught is kept only once a request that heeded it was answered.

use tokio::time::{Instant, sleep_until};

use super::{
    retry::{Next, is_probably_billed},
    task::{Call, End, TurnTask},
};
use crate::running::{Waiting, locked};
use yourouter_gateway::{Marks, Refused, ReplyHead};
use yourouter_protocol::{
    AnswerEnd, Attempt, ChatEvent, Error, Failure, RequestOverride, Result, Vendor, millis,
};
use yourouter_store::{Outcome, Place};

impl TurnTask {
    /// Makes attempts until one answers, or none is to follow.
    pub(super) async fn drive(&mut self) -> End {
        let Some(call) = self.call.take() else {
            return End::Failed(Error::Internal("a turn ran twice".to_owned()));
        };
        let most = call.policy.most(&call.request.route.vendor);
        let mut vendor = call.request.route.vendor.clone();
        let mut charged_in_vain = 0;
        for number in 1.. {
            let end = self.attempt(&call, &vendor).await;
            let attempt = self.attempted(&vendor, &end);
            if let Err(error) = self.record(attempt.clone()).await {
                return End::Failed(error);
            }
            let End::Failed(error) = end else {
                self.learn(&call, &end).await;
                return end;
            };
            self.learn_refused_input(&call, &error).await;
            charged_in_vain += u32::from(is_probably_billed(&error, self.started.elapsed()));
            let next = call.policy.after(number, &vendor, &error, fastrand::f64());
            let may_follow = !self.is_billed && charged_in_vain < 2;
            let Some(next) = next.filter(|_| may_follow) else { return End::Failed(error) };
            vendor.clone_from(&next.vendor);
            if !self.wait(attempt, next, number + 1, most).await {
                return End::Failed(error);
            }
        }
        End::Stopped
    }

    /// Remembers what was taken: the form that PDFs went out in after a refusal of another, once it was answered.
    async fn learn(&self, call: &Call, end: &End) {
        let End::Finished = end else { return };
        let model = &call.request.route.model;
        if call.request.route.api_format.is_chat() {
            let taken = call.request.inputs();
            self.turns.gateways.learn_taken_inputs(&call.endpoint, model, &taken).await;
        }
        let Some(send_as) = call.learned else { return };
        let (origin, route) = (call.endpoint.origin(), call.request.route.clone());
        // What is not remembered is asked again.
        let stored = self
            .turns
            .storage
            .run(move |storage| storage.store.learn_send_as(&origin, &route, Some(send_as)));
        let _forgotten = stored.await;
    }

    /// Remembers which input the model refused, if that is why an attempt failed.
    async fn learn_refused_input(&self, call: &Call, error: &Error) {
        let Error::Gateway { facts, .. } = error else { return };
        if let Some(input) = facts.refused_input {
            let model = &call.request.route.model;
            self.turns.gateways.learn_refused_input(&call.endpoint, model, input).await;
        }
    }

    async fn attempt(&mut self, call: &Call, vendor: &Vendor) -> End {
        self.started = Instant::now();
        self.status = None;
        self.overrides.clear();
        self.turn.outcome = Outcome::default();
        self.end = AnswerEnd::default();
        self.marks = Marks::default();
        let mut request = call.request.clone();
        request.route.vendor.clone_from(vendor);
        let place = Place { origin: call.endpoint.origin(), route: request.route.clone() };
        match self.learned(&place).await {
            Ok(learned) => request.overrides = learned,
            Err(error) => return End::Failed(error),
        }
        let (stop, mut refused) = (self.stop.clone(), Vec::new());
        let mut tell = |refusal| refused.push(refusal);
        let reply = tokio::select! {
            biased;
            () = stop.cancelled() => None,
            reply = call.client.chat_telling(&call.endpoint, call.key.as_ref(), request, &mut tell) => Some(reply),
        };
        if let Err(error) = self.record_refused(vendor, refused).await {
            return End::Failed(error);
        }
        match reply {
            None => End::Stopped,
            Some(Err(error)) => End::Failed(error),
            Some(Ok(reply)) => match self.keep_learned(place, &reply.head).await {
                Ok(()) => self.read(reply, &stop).await,
                Err(error) => End::Failed(error),
            },
        }
    }

    fn attempted(&self, vendor: &Vendor, end: &End) -> Attempt {
        let outcome = &self.turn.outcome;
        let failure: Option<Failure> = match end {
            End::Failed(error) => Some(error.clone().into()),
            End::Finished | End::Stopped => None,
        };
        Attempt {
            vendor: vendor.clone(),
            status: failure.as_ref().and_then(|failure| failure.status).or(self.status),
            duration_ms: outcome.first_token_ms.unwrap_or_else(|| millis(self.started.elapsed())),
            request_id: failure
                .as_ref()
                .and_then(|failure| failure.request_id.clone())
                .or_else(|| outcome.request_id.clone()),
            failure,
            overrides: self.overrides.clone(),
        }
    }

    /// What refusals taught of a place before.
    async fn learned(&self, place: &Place) -> Result<Vec<RequestOverride>> {
        let place = place.clone();
        self.turns.storage.run(move |storage| storage.store.overrides(&place)).await
    }

    /// Keeps what refusals taught, once a request that heeded them was answered.
    async fn keep_learned(&self, place: Place, head: &ReplyHead) -> Result<()> {
        if head.learned.is_empty() {
            return Ok(());
        }
        let learned = head.learned.clone();
        self.turns.storage.run(move |storage| storage.store.set_overrides(&place, &learned)).await
    }

    /// Requests that were refused and sent again with a change are attempts of their own.
    async fn record_refused(&mut self, vendor: &Vendor, refused: Vec<Refused>) -> Result<()> {
        for Refused { error, duration, overrides, change } in refused {
            self.overrides.clone_from(&overrides);
            self.overrides.push(change);
            let failure: Failure = error.into();
            let (status, request_id) = (failure.status, failure.request_id.clone());
            let duration_ms = millis(duration);
            self.started += duration;
            self.record(Attempt {
                vendor: vendor.clone(),
                status,
                duration_ms,
                request_id,
                failure: Some(failure),
                overrides,
            })
            .await?;
        }
        Ok(())
    }

    async fn record(&mut self, attempt: Attempt) -> Result<()> {
        let id = self.turn.id;
        self.turn.attempts.push(attempt.clone());
        self.turns.storage.run(move |storage| storage.store.record_attempt(id, &attempt)).await
    }

    /// Waits for the next attempt, in view of the page. `false` if the person gave up.
    async fn wait(&self, attempt: Attempt, next: Next, number: u32, most: u32) -> bool {
        let until = Instant::now() + next.wait;
        let waiting = Waiting { vendor: next.vendor, until, number, most };
        let hurried = self.hurry.notified();
        tokio::pin!(hurried);
        // Listening begins before the page can know of the wait.
        hurried.as_mut().enable();
        let event = {
            let mut live = locked(&self.live);
            let (turn_id, seq, next) = (self.turn.id, live.next_seq(), waiting.view());
            live.waiting = Some(waiting);
            ChatEvent::Attempted { turn_id, seq, attempt, next }
        };
        self.turns.sink.chat(event);
        let goes_on = tokio::select! {
            biased;
            () = self.stop.cancelled() => false,
            () = hurried => true,
            () = sleep_until(until) => true,
        };
        locked(&self.live).waiting = None;
        goes_on
    }
}
