//! Reasoning that its maker signed or encrypted: kept with its maker, given back to it alone, and forgotten if it is refused.
//!
//! Which request gives it back is decided where bodies are written (`yourouter_gateway::Maker`). Invariant: nothing of it
//! ever keeps a chat from going on.

use std::{collections::HashMap, sync::Arc};

use yourouter_gateway::{Api, ChatRequest, Maker, Sealed, SealedReasoning, claimed_vendor, is_signed_by};
use yourouter_protocol::{AppEvent, Evidence, MessageId, RequestOverride, Result};
use yourouter_store::{KeptReasoning, Store};

use super::task::TurnTask;
use crate::{conversations::turn_view, gateways::Destination};

/// The sealed reasoning of the branch to `head`. What cannot be read is not passed on. Blocking.
///
/// # Errors
/// `Error::Storage`.
pub(crate) fn sealed_of(store: &Store, head: MessageId) -> Result<HashMap<MessageId, SealedReasoning>> {
    let kept = store.sealed_reasoning(head)?;
    Ok(kept.into_iter().filter_map(|(id, kept)| Some((id, reasoning(id, kept)?))).collect())
}

/// As the gateway client takes it; `None` for what it cannot read.
pub(crate) fn reasoning(answer: MessageId, kept: KeptReasoning) -> Option<SealedReasoning> {
    let KeptReasoning { origin, vendor, served_by, model, api_format, json } = kept;
    let sealed: Sealed = serde_json::from_str(&json).ok()?;
    let maker = Maker { origin, vendor, served_by, model, api_format };
    Some(SealedReasoning { answer, maker, sealed: Arc::new(sealed) })
}

/// Whether a request of this destination gives it back.
pub(crate) fn goes_back(kept: &SealedReasoning, destination: &Destination) -> bool {
    let mut asked = destination.asked();
    asked.vendor = Api::for_route(&asked).vendor(&asked.vendor);
    kept.maker.is_asked(&destination.target.endpoint.origin(), &asked)
}

impl TurnTask {
    /// Keeps what the maker of this answer signed or encrypted; of an answer that did not end well it is of no use.
    pub(super) fn keep_sealed(&mut self, request: &ChatRequest) {
        let Some(json) = self.sealed.take().and_then(|sealed| serde_json::to_string(&sealed).ok()) else {
            return;
        };
        let (origin, route) = (request.origin.clone(), request.route.clone());
        let served_by = claimed_vendor(&route.model, &self.marks.so_far());
        let (vendor, model, api_format) = (route.vendor, route.model, route.api_format);
        self.saver.set_sealed(KeptReasoning { origin, vendor, served_by, model, api_format, json });
    }

    /// Notes what became of the reasoning that a request gave back and that was answered now: taken by its maker, who is
    /// proved by that if it alone was asked, or refused, and then it is not sent again.
    pub(super) async fn note_given_back(&self, request: &ChatRequest) {
        let vendor = request.route.vendor.as_str().to_owned();
        let returned = || request.returned().map(|kept| kept.answer).collect::<Vec<_>>();
        if self.overrides.contains(&RequestOverride::WithoutReasoning) {
            let refused = returned();
            // What is not forgotten is refused again, and left out again.
            let _kept = self.turns.storage.run(move |storage| storage.store.forget_sealed(&refused)).await;
            return;
        }
        if request.route.vendor.is_auto() {
            return;
        }
        let proves = |kept: &&SealedReasoning| is_signed_by(&vendor, &kept.maker.model, &kept.sealed);
        let taken: Vec<MessageId> = request.returned().filter(proves).map(|kept| kept.answer).collect();
        if taken.is_empty() {
            return;
        }
        let noted = self.turns.storage.run(move |storage| proved(&storage.store, &taken, &vendor)).await;
        // What is not noted is noted when the next message goes.
        if let Some(answers) = noted.ok().filter(|answers| !answers.is_empty()) {
            let conversation_id = self.conversation_id;
            self.turns.sink.app(AppEvent::EvidenceChanged { conversation_id, answers });
        }
    }
}

/// Notes that a vendor took back what it had signed in these answers; gives what is known now of those of which that is
/// new. Blocking.
///
/// # Errors
/// `Error::Storage`.
pub(crate) fn proved(
    store: &Store,
    answers: &[MessageId],
    vendor: &str,
) -> Result<Vec<(MessageId, Evidence)>> {
    let changed = store.note_accepted(answers, vendor)?;
    let messages = store.branch_messages(&changed)?.into_iter();
    Ok(messages.filter_map(|found| Some((found.message.id, turn_view(found.turn?).evidence?))).collect())
}
