//! What a draft will come to before it is sent: tokens and list price as an interval.
//!
//! `estimate/script` knows what a letter costs a model. Invariant: nothing here changes what is sent.

use std::sync::Arc;

use yourouter_gateway::SealedReasoning;
use yourouter_protocol::{
    ConversationId, MessageId, MessageState, Result, Role, Route, SendEstimate, StartTrials, TokenRange,
    TrialsEstimate, Usage, Vendor,
};
use yourouter_store::{BranchMessage, Conversation, CountedText, HistoryMessage, Part, Store};

use crate::{
    Chat,
    conversations::with_folders,
    gateways::Destination,
    storage::Storage,
    turns::{
        omissions::left_out,
        sealed::{goes_back, reasoning},
    },
};
use script::Letters;
pub(crate) use script::Measured;

mod script;

/// Answers that a model is measured by.
const SAMPLES: u32 = 40;
/// What every message has around its words: its role and its marks.
const TOKENS_AROUND: u64 = 4;

impl Chat {
    /// What the draft of a conversation will come to, as it was saved last; `once` is another route for it alone.
    ///
    /// # Errors
    /// [`Error::Storage`]; `invalid` for a gateway that was removed.
    pub async fn estimate_send(&self, id: ConversationId, once: Option<Route>) -> Result<SendEstimate> {
        let estimate = self.estimator(id, once).await?;
        self.storage.run(move |storage| estimate(storage, None)).await
    }

    /// What estimates that, blocking; it takes the messages before the draft from who has read them.
    ///
    /// # Errors
    /// As [`Chat::estimate_send`].
    pub(crate) async fn estimator(
        &self,
        id: ConversationId,
        once: Option<Route>,
    ) -> Result<impl FnOnce(&Storage, Option<&[HistoryMessage]>) -> Result<SendEstimate> + Send + 'static>
    {
        let files = self.attachments.preview_send(id, None).await?;
        let (own, all) = (files.files.iter().map(|file| file.tokens).sum::<u64>(), files.tokens);
        let (gateways, settings) = (Arc::clone(&self.gateways), self.settings.current());
        Ok(move |storage: &Storage, history: Option<&[HistoryMessage]>| {
            let conversation = storage.store.conversation(id)?;
            let destination = gateways.destination(&storage.store, id, once.as_ref())?;
            let reasoning_left = reasoning_left(storage, conversation.head, &destination)?;
            let (model, base_url) =
                (destination.route.model.clone(), destination.target.endpoint.base_url().to_owned());
            let samples = storage.store.counted_texts(&model, SAMPLES)?;
            let measured = measured_by(&samples);
            let most_tokens = gateways.most_tokens(&destination.target.endpoint, &model);
            let instructions = with_tokens(&measured, [&with_folders(storage, &conversation)?.system_prompt]);
            let draft = with_tokens(&measured, [&conversation.draft_text]);
            let before = prior_tokens(storage, &conversation, history, &model, &measured)?;
            let tokens = match before {
                // The instructions and the earlier files are in it.
                PriorTokens::Counted(counted) => sum([counted, draft, exactly(own)]),
                PriorTokens::Estimated(estimated) => sum([estimated, instructions, draft, exactly(all)]),
            };
            let cost = gateways.price(&settings.prices, &base_url, &model).map(|price| {
                let written = answers(&samples);
                [price.cost(tokens.low, 0, written[0]), price.cost(tokens.high, 0, written[1])]
            });
            Ok(SendEstimate { tokens, cost, reasoning_left, most_tokens })
        })
    }
}

/// Who made the last answer, if its sealed reasoning does not go where the next message goes.
fn reasoning_left(
    storage: &Storage,
    head: Option<MessageId>,
    destination: &Destination,
) -> Result<Option<Route>> {
    let Some(head) = head else { return Ok(None) };
    let sealed = storage.store.sealed_reasoning_of(head)?.and_then(|kept| reasoning(head, kept));
    let left = sealed.filter(|kept| !goes_back(kept, destination));
    Ok(left.map(|SealedReasoning { maker, .. }| Route {
        api_format: maker.api_format,
        ..Route::new(maker.model, maker.vendor)
    }))
}

impl Chat {
    /// What trials will come to, retries not counted.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage); `invalid` for a gateway that was removed.
    pub async fn estimate_trials(&self, start: StartTrials) -> Result<TrialsEstimate> {
        let (gateways, settings) = (Arc::clone(&self.gateways), self.settings.current());
        let estimate = move |storage: &Storage| {
            let route =
                Route { gateway: start.gateway.clone(), ..Route::new(start.model.clone(), Vendor::auto()) };
            let target = gateways.target(&route)?;
            let samples = storage.store.counted_texts(&start.model, SAMPLES)?;
            let measured = measured_by(&samples);
            let once = with_tokens(&measured, start.prompts.iter().map(|prompt| &prompt.text));
            let each = start.requests() / (start.prompts.len() as u64).max(1);
            let (low, high) = (once.low.saturating_mul(each), once.high.saturating_mul(each));
            let requests = start.requests();
            let price = gateways.price(&settings.prices, target.endpoint.base_url(), &start.model);
            let written = answers(&samples).map(|tokens| tokens.saturating_mul(requests));
            let cost = price.map(|price| [price.cost(low, 0, written[0]), price.cost(high, 0, written[1])]);
            Ok(TrialsEstimate { requests, tokens: TokenRange { low, high, ..once }, cost })
        };
        self.storage.run(estimate).await
    }
}

/// What a letter costs a model, as far as its answers tell. Blocking.
pub(crate) fn measured(store: &Store, model: &str) -> Result<Measured> {
    Ok(measured_by(&store.counted_texts(model, SAMPLES)?))
}

fn measured_by(samples: &[CountedText]) -> Measured {
    let written = |sample: &CountedText| sample.tokens.saturating_sub(sample.reasoning);
    Measured::by(samples.iter().map(|sample| (sample.text.as_str(), written(sample))))
}

/// The tokens of a chat before its draft.
enum PriorTokens {
    /// As the last answer's gateway counted them, and what came after.
    Counted(TokenRange),
    Estimated(TokenRange),
}

fn prior_tokens(
    storage: &Storage,
    conversation: &Conversation,
    history: Option<&[HistoryMessage]>,
    model: &str,
    measured: &Measured,
) -> Result<PriorTokens> {
    let (store, Conversation { id, head, context_changed_at_ms, .. }) = (&storage.store, conversation);
    let newest = store.window(*id, Part::Newest)?.messages;
    // What was counted before a person excluded something, or took it in again, is of another context.
    let is_of_this = |found: &BranchMessage| found.message.created_at_ms > *context_changed_at_ms;
    let counted = newest.iter().rposition(|found| context_tokens(found, model).is_some());
    if let Some(at) = counted.filter(|at| newest.get(*at).is_some_and(is_of_this)) {
        let after = newest.get(at + 1..).unwrap_or_default();
        let later = with_tokens(measured, after.iter().map(|found| &found.message.text));
        let tokens = newest.get(at).and_then(|found| context_tokens(found, model)).unwrap_or_default();
        return Ok(PriorTokens::Counted(sum([exactly(tokens), later])));
    }
    let read;
    let history = match (history, head) {
        (Some(history), _) => history,
        (None, Some(head)) => {
            read = store.history(*head)?;
            &read
        }
        (None, None) => &[],
    };
    let sent = history.iter().filter(|message| left_out(message, &[], false).is_none());
    Ok(PriorTokens::Estimated(with_tokens(measured, sent.map(|message| &message.text))))
}

/// What the model counted up to the end of an answer, if this is one of it; reasoning is not sent again.
fn context_tokens(found: &BranchMessage, model: &str) -> Option<u64> {
    let turn = found.turn.as_ref().filter(|turn| turn.route.model == model)?;
    let is_whole = found.message.role == Role::Assistant && found.message.state == MessageState::Done;
    let Usage { prompt_tokens, completion_tokens, reasoning_tokens, .. } =
        turn.outcome.usage.filter(|_| is_whole)?;
    let written = completion_tokens?.saturating_sub(reasoning_tokens.unwrap_or_default());
    Some(prompt_tokens?.saturating_add(written))
}

/// How long answers of the model were, without the shortest and the longest tenth; nothing known is no answer at all.
fn answers(samples: &[CountedText]) -> [u64; 2] {
    let mut lengths: Vec<u64> = samples.iter().map(|sample| sample.tokens).collect();
    lengths.sort_unstable();
    let last = lengths.len().saturating_sub(1);
    [10, 90].map(|percent| lengths.get((last * percent).div_ceil(100)).copied().unwrap_or_default())
}

pub(crate) fn with_tokens<'a>(
    measured: &Measured,
    texts: impl IntoIterator<Item = &'a String>,
) -> TokenRange {
    let ranges = texts.into_iter().filter(|text| !text.trim().is_empty()).map(|text| {
        let range = measured.tokens(Letters::count(text));
        TokenRange { low: range.low, high: range.high + TOKENS_AROUND, ..range }
    });
    sum(ranges)
}

pub(crate) fn exactly(tokens: u64) -> TokenRange {
    TokenRange { low: tokens, high: tokens, is_measured: true }
}

pub(crate) fn sum(ranges: impl IntoIterator<Item = TokenRange>) -> TokenRange {
    ranges.into_iter().fold(exactly(0), |all, range| TokenRange {
        low: all.low.saturating_add(range.low),
        high: all.high.saturating_add(range.high),
        is_measured: all.is_measured && range.is_measured,
    })
}
