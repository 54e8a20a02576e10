//! *Verify this vendor*: one small request that gives an answer's sealed reasoning back to the vendor that is said to have
//! sealed it, and to nobody else.
//!
//! Invariant: nothing of the chat goes with it but that reasoning; it is sent once, whatever comes of it, and a refusal
//! changes no grade.

use std::sync::Arc;

use yourouter_gateway::{ChatRequest, Part, RequestMessage, SealedReasoning, Speaker, is_signed_by, signs};
use yourouter_protocol::{
    AppEvent, Error, Evidence, MessageId, Parameters, Result, Route, Unverifiable, Vendor, VendorCheck,
};

use super::{
    Turns,
    sealed::{proved, reasoning},
};
use crate::{conversations::turn_view, gateways::Target, storage::Storage};

/// What the person is made to say before the reasoning and after it.
const SAID: [&str; 2] = ["Hello", "Reply with exactly: OK"];
/// The longest answer, in tokens: OpenAI takes no less.
const MAX_WRITTEN: u32 = 16;
/// Characters of sealed reasoning that come to a token, at least: signatures are no language.
const CHARACTERS_A_TOKEN: u64 = 3;
/// Tokens of what is said around it.
const TOKENS_AROUND: u64 = 40;

/// Whom to ask, with what.
struct Plan {
    route: Route,
    target: Target,
    kept: SealedReasoning,
    size: u64,
}

impl Turns {
    /// What verifying the vendor of an answer would send, or why it is of no use.
    ///
    /// # Errors
    /// [`Error::Storage`]; `invalid` for a gateway that was removed, [`Error::Internal`] for an unknown message.
    pub async fn check_vendor(self: &Arc<Self>, answer: MessageId) -> Result<VendorCheck> {
        let settings = self.settings.current();
        let turns = Arc::clone(self);
        let check = self.storage.run(move |storage| {
            let Plan { route, target, size, .. } = match turns.plan(storage, answer)? {
                Ok(plan) => plan,
                Err((because, vendor)) => return Ok(VendorCheck::Impossible { because, vendor }),
            };
            let tokens = size / CHARACTERS_A_TOKEN + TOKENS_AROUND;
            let price = turns.gateways.price(&settings.prices, target.endpoint.base_url(), &route.model);
            Ok(VendorCheck::Possible {
                cost: price.map(|price| price.cost(tokens, 0, MAX_WRITTEN.into())),
                vendor: route.vendor.as_str().to_owned(),
                host: target.endpoint.host(),
                model: route.model,
                said: SAID.map(str::to_owned),
                tokens,
            })
        });
        check.await
    }

    /// Gives the reasoning back; what is known of the answer now.
    ///
    /// # Errors
    /// As [`Turns::check_vendor`], and why the vendor refused it or was not reached.
    pub async fn verify_vendor(self: &Arc<Self>, answer: MessageId) -> Result<Evidence> {
        let turns = Arc::clone(self);
        let plan = self.storage.run(move |storage| turns.plan(storage, answer)).await?;
        let Plan { route, target, kept, .. } =
            plan.map_err(|_| Error::Internal("this vendor cannot be verified".to_owned()))?;
        let key = self.gateways.key_for(&target).await?;
        let client = self.network.client().await?;
        let said = |speaker, text: &str| RequestMessage { speaker, parts: vec![Part::Text(text.to_owned())] };
        let [before, after] = SAID;
        let mut sealed = said(Speaker::Assistant, before);
        sealed.parts.push(Part::Sealed(kept));
        let request = ChatRequest {
            origin: target.endpoint.origin(),
            is_streaming: false,
            is_final: true,
            parameters: Parameters { max_tokens: Some(MAX_WRITTEN), ..Parameters::default() },
            ..ChatRequest::new(route, vec![said(Speaker::User, before), sealed, said(Speaker::User, after)])
        };
        let vendor = request.route.vendor.clone();
        // That it is answered at all says that the reasoning was taken; what the answer says does not matter.
        client.chat(&target.endpoint, key.as_ref(), request).await?;
        let verified = self.storage.run(move |storage| {
            let noted = proved(&storage.store, &[answer], vendor.as_str())?.pop();
            let id = storage.store.message(answer)?.conversation_id;
            noted.map(|noted| (id, noted)).ok_or_else(|| Error::Internal("this was known already".to_owned()))
        });
        let (conversation_id, noted) = verified.await?;
        let evidence = noted.1.clone();
        self.sink.app(AppEvent::EvidenceChanged { conversation_id, answers: vec![noted] });
        Ok(evidence)
    }

    /// Blocking.
    fn plan(
        &self,
        storage: &Storage,
        answer: MessageId,
    ) -> Result<std::result::Result<Plan, (Unverifiable, String)>> {
        let found = storage.store.branch_messages(&[answer])?.pop();
        let turn = found.and_then(|found| found.turn);
        let turn = turn.ok_or_else(|| Error::Internal("there is no such answer".to_owned()))?;
        let base_url = turn.base_url.clone();
        if let Some(vendor) = turn.outcome.signature_accepted_by.clone() {
            return Ok(Err((Unverifiable::Proved, vendor)));
        }
        let evidence = turn_view(turn.clone()).evidence;
        let asked = turn.attempts.last().map_or(&turn.route.vendor, |attempt| &attempt.vendor);
        let named = (!asked.is_auto()).then(|| asked.as_str().to_owned());
        let kept = storage.store.sealed_reasoning_of(answer)?;
        let size = kept.as_ref().map_or(0, |kept| kept.json.len() as u64);
        let claimed = kept.as_ref().and_then(|kept| kept.served_by.clone());
        let guessed = evidence.and_then(|evidence| evidence.vendors.into_iter().next());
        let vendor = named.or(claimed);
        let Some(kept) = kept.and_then(|kept| reasoning(answer, kept)) else {
            let about = vendor.or(guessed).unwrap_or_default();
            let can_sign = about.is_empty() || signs(&about, &turn.route.model);
            let because = if can_sign { Unverifiable::NotSigned } else { Unverifiable::NoSigner };
            return Ok(Err((because, about)));
        };
        let Some(vendor) = vendor else { return Ok(Err((Unverifiable::NobodyNamed, String::new()))) };
        if !is_signed_by(&vendor, &kept.maker.model, &kept.sealed) {
            return Ok(Err((Unverifiable::NoSigner, vendor)));
        }
        let gateway = (!base_url.is_empty()).then_some(base_url);
        let route = Route {
            gateway,
            api_format: kept.maker.api_format,
            ..Route::new(kept.maker.model.clone(), Vendor::new(&vendor))
        };
        let target = self.gateways.target(&route)?;
        Ok(Ok(Plan { route, target, kept, size }))
    }
}
