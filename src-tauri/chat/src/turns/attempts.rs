//! The attempts of a turn: asked one after the other, each recorded, what refusals taught kept for the next.
//!
//! Whether another attempt follows, and when, is for `retry`. Invariant: attempts are recorded in order, and what one taught is kept only once a request that heeded it was answered.

use tokio::time::{Instant, sleep_until};

use super::{
    omissions::leave_reasoning,
    retry::{Next, is_probably_billed},
    task::{Call, End, TurnTask},
};
use crate::{
    inspector::Ended,
    now_ms,
    running::{Waiting, locked},
};
use yourouter_gateway::{Exchange, Marks, Refused, ReplyHead, Told};
use yourouter_protocol::{
    AnswerEnd, Attempt, ChatEvent, Error, Failure, MessageId, RequestOverride, Route, Vendor, millis,
};
use yourouter_store::{Outcome, Place};

impl TurnTask {
    /// Makes attempts until one answers, or none is to follow.
    pub(super) async fn drive(&mut self) -> End {
        let Some(mut call) = self.call.take() else {
            return End::Failed(Error::Internal("a turn ran twice".to_owned()));
        };
        let route = call.request.route.clone();
        let most = call.policy.most(&route.vendor);
        let mut vendor = route.vendor.clone();
        let mut charged_in_vain = 0;
        for number in 1.. {
            let end = self.attempt(&mut call, &vendor).await;
            let attempt = self.attempted(&vendor, &end);
            let first_token_ms = self.turn.outcome.first_token_ms;
            self.record(attempt.clone(), first_token_ms);
            let End::Failed(error) = end else {
                self.learn(&call, route, &end).await;
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
    async fn learn(&mut self, call: &Call, route: Route, end: &End) {
        let End::Finished = end else { return };
        self.keep_sealed(&call.request);
        self.note_given_back(&call.request).await;
        let model = &call.request.route.model;
        if call.request.route.api_format.is_chat() {
            let taken = call.request.inputs();
            self.turns.gateways.learn_taken_inputs(&call.endpoint, model, &taken).await;
        }
        let Some(send_as) = call.learned else { return };
        let origin = call.endpoint.origin();
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

    /// The history is not copied for it: it may be long.
    async fn attempt(&mut self, call: &mut Call, vendor: &Vendor) -> End {
        self.started = Instant::now();
        self.status = None;
        self.overrides.clear();
        self.turn.outcome = Outcome::default();
        self.end = AnswerEnd::default();
        self.marks = Marks::default();
        self.sealed = None;
        let request = &mut call.request;
        request.route.vendor.clone_from(vendor);
        let place = Place { origin: call.endpoint.origin(), route: request.route.clone() };
        request.overrides = self.learned(&place).await;
        // Another vendor than was planned for may be asked now.
        if leave_reasoning(&mut self.turn.omissions, request) {
            self.saver.set_omissions(self.turn.omissions.clone());
        }
        let (stop, mut told) = (self.stop.clone(), Vec::new());
        let mut tell = |one| told.push((one, now_ms()));
        let reply = tokio::select! {
            biased;
            () = stop.cancelled() => None,
            reply = call.client.chat_telling(&call.endpoint, call.key.as_ref(), &call.request, &mut tell) => Some(reply),
        };
        self.take_told(vendor, told);
        match reply {
            None => End::Stopped,
            Some(Err(error)) => End::Failed(error),
            Some(Ok(reply)) => {
                self.keep_learned(place, &reply.head);
                self.read(reply, &stop).await
            }
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

    /// What refusals taught of a place before; what cannot be read is learned again.
    async fn learned(&self, place: &Place) -> Vec<RequestOverride> {
        let place = place.clone();
        self.turns.storage.run(move |storage| storage.store.overrides(&place)).await.unwrap_or_default()
    }

    /// Keeps what refusals taught, once a request that heeded them was answered. The answer does not wait for it.
    fn keep_learned(&self, place: Place, head: &ReplyHead) {
        if head.learned.is_empty() {
            return;
        }
        let (storage, learned) = (self.turns.storage.clone(), head.learned.clone());
        tokio::spawn(async move {
            // What is not remembered is learned again, from the next refusal.
            let _forgotten = storage.run(move |storage| storage.store.set_overrides(&place, &learned)).await;
        });
    }

    /// Requests that were refused and sent again with a change are attempts of their own.
    fn take_told(&mut self, vendor: &Vendor, told: Vec<(Told, i64)>) {
        for (one, at_ms) in told {
            let Refused { error, duration, overrides, change } = match one {
                Told::Sent(exchange) => {
                    self.exchange = Some((exchange, at_ms));
                    continue;
                }
                Told::Refused(refused) => refused,
            };
            self.overrides.clone_from(&overrides);
            self.overrides.push(change);
            let failure: Failure = error.into();
            let (status, request_id) = (failure.status, failure.request_id.clone());
            let duration_ms = millis(duration);
            self.started += duration;
            let attempt = Attempt {
                vendor: vendor.clone(),
                status,
                duration_ms,
                request_id,
                failure: Some(failure),
                overrides,
            };
            self.record(attempt, None);
            self.waits_since_ms = at_ms;
        }
    }

    fn record(&mut self, attempt: Attempt, first_token_ms: Option<u64>) {
        self.turn.attempts.push(attempt.clone());
        self.saver.push_attempt(attempt);
        let exchange = self.exchange.take();
        if let (Some((exchange, sent_at_ms)), Some(question)) = (exchange, self.question) {
            self.turns.inspector.keep(self.ended(exchange, sent_at_ms, question, first_token_ms));
        }
        self.waits_since_ms = now_ms();
    }

    fn ended(
        &self,
        exchange: Exchange,
        sent_at_ms: i64,
        question: MessageId,
        first_token_ms: Option<u64>,
    ) -> Ended {
        let queued_ms = u64::try_from(sent_at_ms - self.waits_since_ms).unwrap_or_default();
        let number = u32::try_from(self.turn.attempts.len()).unwrap_or(u32::MAX);
        Ended { turn_id: self.turn.id, number, question, exchange, sent_at_ms, queued_ms, first_token_ms }
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
