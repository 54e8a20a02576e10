//! The fields of a request beside its messages: what the person set, in the words of the API that it goes through.
//!
//! The rules of families are in `families`; a refusal's changes are applied here. Invariant: nothing is sent that the
//! person did not set, but for what an API needs, and each change against what was set is in `overrides`.

use serde_json::{Map, Value, json};

use super::{CAPS, GEMINI_CAP, RequestOverrides, extra::extra, families::rules};
use crate::{Api, ChatRequest, Sealed, SealedReasoning};
use yourouter_protocol::{Parameters, ReasoningEffort, RequestOverride};

/// The least that Anthropic takes for a model to think, and what is left for the answer beside it, in tokens.
const LEAST_THINKING: u32 = 1024;

/// The fields in the order in which they are sent.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) list: Vec<(String, Value)>,
    /// Those of Gemini's `generationConfig`.
    pub(super) config: Vec<(String, Value)>,
    /// What was changed.
    pub(super) overrides: Vec<RequestOverride>,
    /// Whether sealed reasoning goes back to its maker.
    pub(super) returns_reasoning: bool,
}

impl Fields {
    /// The fields for a request, after the changes in `made`.
    pub(super) fn for_request(request: &ChatRequest, made: &RequestOverrides) -> Self {
        let mut fields = match Api::for_route(&request.route) {
            Api::ChatCompletions => Self::chat(request),
            Api::Anthropic => Self::anthropic(request),
            Api::Gemini => Self::gemini(request),
        };
        fields.returns_reasoning = request.returned().next().is_some();
        fields.merge(extra(&request.parameters));
        made.iter().for_each(|change| fields.change(change, request));
        fields.overrides.sort_unstable();
        fields.overrides.dedup();
        fields
    }

    /// Sealed reasoning that goes back with this request: to its maker, unless it was refused there.
    pub(super) fn returned<'a>(
        &self,
        kept: &'a SealedReasoning,
        request: &ChatRequest,
    ) -> Option<&'a Sealed> {
        let is_returned = self.returns_reasoning && kept.maker.is_asked(&request.origin, &request.route);
        is_returned.then_some(&*kept.sealed)
    }

    /// Whether a field of this name is sent.
    pub(super) fn has(&self, name: &str) -> bool {
        self.list.iter().chain(&self.config).any(|(known, _)| known == name)
    }

    /// The names of what a refusal may be about.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().chain(&self.config).map(|(name, _)| name.as_str())
    }

    /// The limit of tokens, under whichever name.
    pub(super) fn token_limit(&self) -> Option<u32> {
        let is_cap = |name: &str| CAPS.contains(&name) || name == GEMINI_CAP;
        let cap = self.list.iter().chain(&self.config).find(|(name, _)| is_cap(name));
        cap.and_then(|(_, value)| u32::try_from(value.as_u64()?).ok())
    }

    fn chat(request: &ChatRequest) -> Self {
        let (rules, parameters) = (rules(&request.route), &request.parameters);
        let mut fields = Self::default();
        fields.set("stream", request.is_streaming);
        if request.is_streaming && rules.counts_when_asked {
            fields.set("stream_options", json!({ "include_usage": true }));
        }
        if let Some(temperature) = &parameters.temperature {
            match rules.has_fixed_temperature && temperature.as_f64() != Some(1.0) {
                true => fields.drop_told("temperature"),
                false => fields.set("temperature", temperature.clone()),
            }
        }
        if let Some(cap) = parameters.max_tokens {
            fields.set(rules.cap.field(), cap);
        }
        if let Some(effort) = parameters.reasoning_effort {
            fields.set("reasoning_effort", effort.as_str());
        }
        fields
    }

    /// Anthropic needs `max_tokens`; while a model thinks, the temperature is fixed (API reference, section 4.3).
    fn anthropic(request: &ChatRequest) -> Self {
        let parameters = &request.parameters;
        let cap = parameters.max_tokens.unwrap_or_else(|| most_tokens(&request.route.model));
        let mut fields = Self::default();
        fields.set("max_tokens", cap);
        fields.set("stream", request.is_streaming);
        let thinking = parameters.reasoning_effort.map(|effort| thinking(effort, cap));
        let is_thinking =
            matches!(thinking, Some(Some(Value::Object(ref of))) if of.contains_key("budget_tokens"));
        match thinking {
            Some(Some(thinking)) => fields.set("thinking", thinking),
            Some(None) => fields.drop_told("reasoning_effort"),
            None => {}
        }
        match &parameters.temperature {
            Some(_) if is_thinking => fields.drop_told("temperature"),
            Some(temperature) => fields.set("temperature", temperature.clone()),
            None => {}
        }
        fields
    }

    fn gemini(request: &ChatRequest) -> Self {
        let Parameters { temperature, max_tokens, reasoning_effort, .. } = &request.parameters;
        let mut fields = Self::default();
        let mut set = |name: &str, value: Value| fields.config.push((name.to_owned(), value));
        if let Some(temperature) = temperature {
            set("temperature", temperature.clone().into());
        }
        if let Some(cap) = max_tokens {
            set("maxOutputTokens", (*cap).into());
        }
        if let Some(effort) = reasoning_effort {
            let budget = budget(*effort);
            set("thinkingConfig", json!({ "thinkingBudget": budget, "includeThoughts": budget > 0 }));
        }
        fields
    }

    /// Further fields win over those of the same name or meaning.
    fn merge(&mut self, extra: Map<String, Value>) {
        if CAPS.iter().any(|cap| extra.contains_key(*cap)) {
            self.list.retain(|(name, _)| !CAPS.contains(&name.as_str()));
        }
        for (name, value) in extra {
            match value {
                Value::Object(config) if name == "generationConfig" && !self.is_chat() => {
                    config.into_iter().for_each(|(name, value)| put(&mut self.config, name, value));
                }
                value => put(&mut self.list, name, value),
            }
        }
    }

    /// Applies a change, if it makes a difference, and keeps it to be told.
    fn change(&mut self, change: &RequestOverride, request: &ChatRequest) {
        let makes_a_difference = match change {
            RequestOverride::Without { field } => {
                let has = self.has(field);
                self.list.retain(|(name, _)| name != field);
                self.config.retain(|(name, _)| name != field);
                has
            }
            RequestOverride::Renamed { field, to } => !self.has(to) && self.rename(field, to),
            RequestOverride::PdfAsDataUrl => self.is_chat() && request.has_pdf(),
            RequestOverride::NotStreamed => request.is_streaming,
            RequestOverride::WithoutReasoning => std::mem::take(&mut self.returns_reasoning),
        };
        if makes_a_difference {
            self.overrides.push(change.clone());
        }
    }

    fn rename(&mut self, field: &str, to: &str) -> bool {
        let found = self.list.iter_mut().find(|(name, _)| name == field);
        if let Some((name, _)) = found {
            to.clone_into(name);
            return true;
        }
        false
    }

    /// Only Gemini says nothing of streaming in its body.
    fn is_chat(&self) -> bool {
        self.has("stream")
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.list.push((name.to_owned(), value.into()));
    }

    fn drop_told(&mut self, field: &str) {
        self.overrides.push(RequestOverride::Without { field: field.to_owned() });
    }
}

fn put(list: &mut Vec<(String, Value)>, name: String, value: Value) {
    match list.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => list.push((name, value)),
    }
}

/// The longest answer that a Claude model gives, as far as its name tells; more is refused.
fn most_tokens(model: &str) -> u32 {
    let is = |names: &[&str]| names.iter().any(|name| model.contains(name));
    if is(&["claude-3-5", "claude-3.5"]) {
        8192
    } else if is(&["claude-3-opus", "claude-3-sonnet", "claude-3-haiku", "claude-2", "claude-instant"]) {
        4096
    } else {
        32_000
    }
}

/// Anthropic's `thinking`; `None` if the longest answer leaves no room for it.
fn thinking(effort: ReasoningEffort, cap: u32) -> Option<Value> {
    if effort == ReasoningEffort::None {
        return Some(json!({ "type": "disabled" }));
    }
    let room = cap.checked_sub(LEAST_THINKING).filter(|room| *room >= LEAST_THINKING)?;
    let budget = budget(effort).clamp(LEAST_THINKING, room);
    Some(json!({ "type": "enabled", "budget_tokens": budget }))
}

/// Tokens of reasoning for the native APIs, which count where Chat Completions has words.
fn budget(effort: ReasoningEffort) -> u32 {
    match effort {
        ReasoningEffort::None => 0,
        ReasoningEffort::Minimal => 1024,
        ReasoningEffort::Low => 2048,
        ReasoningEffort::Medium => 8192,
        ReasoningEffort::High => 16_384,
        ReasoningEffort::Xhigh | ReasoningEffort::Max => 24_576,
    }
}
