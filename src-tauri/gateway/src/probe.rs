//! A test of the connection: one request for the list of models, and what it says of each step of the way.
//!
//! It takes the very way that messages take, on a connection of its own, so that no step is left out.
//! Invariant: it costs nothing and changes nothing; it asks for the list of models once.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{Endpoint, errors::Redaction, transport_errors};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    ConnectionReport, ConnectionStep as Step, Error, FailureCode, ModelFamily, Result, StepState as State,
    StepView, millis,
};

const ORDER: [Step; 6] = [Step::Proxy, Step::Name, Step::Connect, Step::Tls, Step::Key, Step::Model];

/// What is known of the way before anything is sent.
pub(super) struct Way<'a> {
    pub endpoint: &'a Endpoint,
    /// Whether a proxy was named.
    pub has_proxy: bool,
    /// Whether the name is looked up here.
    pub was_resolved: Arc<AtomicBool>,
}

/// What came of the request.
pub(super) enum Found {
    /// No reply.
    Nothing(reqwest::Error),
    /// Silence.
    Silence(Duration),
    /// A reply: its protocol, and the list or why there is none.
    Reply(String, Result<Option<Vec<ModelFamily>>>),
}

impl Way<'_> {
    pub(super) fn report(
        &self,
        found: Found,
        model: &str,
        began: Instant,
        redaction: &Redaction,
    ) -> ConnectionReport {
        let (failed, protocol, answer) = match found {
            Found::Nothing(error) => {
                let (step, words) = self.failed_step(&error, redaction);
                (Some((step, words)), None, Ok(None))
            }
            Found::Silence(limit) => (
                Some((Step::Key, format!("The gateway took the request and said nothing for {limit:?}"))),
                None,
                Ok(None),
            ),
            Found::Reply(protocol, answer) => (None, Some(protocol), answer),
        };
        let mut steps: Vec<StepView> = ORDER.iter().map(|step| self.ahead(*step)).collect();
        match failed {
            Some((step, words)) => fail(&mut steps, step, words),
            None => detect(&mut steps, answer, model),
        }
        ConnectionReport { host: self.endpoint.host(), duration_ms: millis(began.elapsed()), protocol, steps }
    }

    /// A step as it is if nothing fails.
    fn ahead(&self, step: Step) -> StepView {
        let is_needed = match step {
            Step::Proxy => self.has_proxy,
            Step::Name => self.endpoint.has_name(),
            Step::Tls => self.endpoint.is_secure(),
            Step::Connect | Step::Key | Step::Model => true,
        };
        let state = if is_needed { State::Passed } else { State::NotNeeded };
        StepView { step, state, detail: String::new() }
    }

    fn failed_step(&self, error: &reqwest::Error, redaction: &Redaction) -> (Step, String) {
        let words = transport_errors::cause(error, redaction);
        let step = match transport_errors::stage(error) {
            transport_errors::Stage::Proxy => Step::Proxy,
            // Whatever is looked up or connected to here is the proxy, if one was named.
            transport_errors::Stage::Name | transport_errors::Stage::Connect if self.has_proxy => Step::Proxy,
            transport_errors::Stage::Name => Step::Name,
            transport_errors::Stage::TimedOut if self.has_proxy => Step::Proxy,
            transport_errors::Stage::TimedOut
                if self.endpoint.has_name() && !self.was_resolved.load(Ordering::Relaxed) =>
            {
                Step::Name
            }
            transport_errors::Stage::TimedOut | transport_errors::Stage::Connect => Step::Connect,
            transport_errors::Stage::After if self.endpoint.is_secure() => Step::Tls,
            transport_errors::Stage::After => Step::Connect,
        };
        let words = if error.is_timeout() { "Nothing answered in time".to_owned() } else { words };
        (step, words)
    }
}

fn fail(steps: &mut [StepView], failed: Step, words: String) {
    let mut has_failed = false;
    for view in steps {
        if view.step == failed {
            (view.state, view.detail, has_failed) = (State::Failed, words.clone(), true);
        } else if has_failed && view.state == State::Passed {
            view.state = State::NotTried;
        }
    }
}

/// The gateway was reached: what its answer says of key and model.
fn detect(steps: &mut [StepView], answer: Result<Option<Vec<ModelFamily>>>, model: &str) {
    let mut set = |step: Step, state: State, detail: String| {
        if let Some(view) = steps.iter_mut().find(|view| view.step == step) {
            (view.state, view.detail) = (state, detail);
        }
    };
    match answer {
        Ok(Some(families)) => {
            let is_listed =
                families.iter().flat_map(|family| &family.models).any(|listed| listed.id == model);
            if !is_listed {
                set(Step::Model, State::Unknown, details::model_unlisted().to_owned());
            }
        }
        Ok(None) => {
            let words = details::models_unlisted().to_owned();
            set(Step::Key, State::Unknown, words.clone());
            set(Step::Model, State::Unknown, words);
        }
        Err(Error::Gateway { code: FailureCode::Unauthorized | FailureCode::Balance, detail, .. }) => {
            fail(steps, Step::Key, detail);
        }
        Err(error) => {
            let detail = yourouter_protocol::Failure::from(error).detail;
            set(Step::Key, State::Unknown, detail.clone());
            set(Step::Model, State::Unknown, detail);
        }
    }
}
