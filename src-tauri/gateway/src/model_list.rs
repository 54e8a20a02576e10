//! The body of `GET {base}/models`, in every shape that gateways give it, to families of models.
//!
//! A list may be `{data: […]}`, `{models: […]}` or a bare array, of objects or of ids (API reference, section 8). What an
//! entry says of a model wins; what it does not say is inferred from the id (`models`).
//! Invariant: ids are kept as they came, once each, in their order; what cannot answer a chat is left out.

use std::collections::HashSet;

use serde_json::Value;

use super::models::{self, Takes};
use yourouter_protocol::{ModelFamily, ModelInput, ModelPrice, ModelView};

/// More models than any gateway has; a list that goes on is cut here.
const MAX_MODELS: usize = 50_000;

/// Characters of an id; nothing longer is one.
const MAX_ID: usize = 200;

/// Words in the ids of models that do something else than chat.
const NO_CHAT: [&str; 14] = [
    "embedding",
    "embed-",
    "-embed",
    "whisper",
    "tts",
    "dall-e",
    "moderation",
    "seedance",
    "seedream",
    "rerank",
    "transcribe",
    "gpt-image",
    "imagen",
    "stable-diffusion",
];

/// The families of a list, or `None` if the body is no list of models.
pub(super) fn families(body: &[u8]) -> Option<Vec<ModelFamily>> {
    let root: Value = serde_json::from_slice(body).ok()?;
    let entries = entries(&root)?;
    let mut known = HashSet::new();
    let mut families: Vec<ModelFamily> = Vec::new();
    let chats = entries.iter().filter_map(model).filter(|(_, model)| known.insert(model.id.clone()));
    for (family, model) in chats.take(MAX_MODELS) {
        match families.iter_mut().find(|known| known.name == family) {
            Some(known) => known.models.push(model),
            None => families.push(ModelFamily { name: family.to_owned(), models: vec![model] }),
        }
    }
    families.sort_by_key(|family| models::rank(&family.name));
    Some(families)
}

/// The entries of a list, or of an object whose keys are the ids.
fn entries(root: &Value) -> Option<Vec<Value>> {
    let listed = ["data", "models"]
        .iter()
        .find_map(|name| root.get(*name).filter(|list| list.is_array() || list.is_object()));
    match listed.unwrap_or(root) {
        Value::Array(entries) => Some(entries.clone()),
        Value::Object(by_id) => {
            // An object of anything else, such as an error, is no list.
            let is_list = !by_id.is_empty() && by_id.values().all(Value::is_object);
            let is_error = ["error", "detail"].iter().any(|name| by_id.contains_key(*name));
            is_list.then_some(())?;
            (!is_error).then(|| by_id.iter().map(|(id, entry)| with_id(id, entry)).collect())
        }
        _ => None,
    }
}

/// An entry with the id that it is kept under, which wins over what it calls itself.
fn with_id(id: &str, entry: &Value) -> Value {
    let mut entry = entry.clone();
    if let Some(fields) = entry.as_object_mut() {
        fields.insert("id".to_owned(), id.into());
    }
    entry
}

fn model(entry: &Value) -> Option<(&'static str, ModelView)> {
    let id = entry.as_str().or_else(|| {
        ["id", "model", "name"].iter().find_map(|name| entry.get(*name)?.as_str().filter(|id| !id.is_empty()))
    })?;
    // The native list of Gemini names a resource.
    let id = id.strip_prefix("models/").unwrap_or(id).trim();
    let is_fit = !id.is_empty() && id.chars().count() <= MAX_ID && !id.chars().any(char::is_control);
    if !is_fit || !answers_chats(id, entry) {
        return None;
    }
    let (family, inferred) = models::infer(id);
    let Reported { takes, inputs, is_anything } = reported(entry, inferred);
    let model = ModelView {
        context_tokens: context(entry),
        retires_on: retires_on(entry),
        price: price(entry),
        is_reported: is_anything,
        reported_inputs: inputs,
        ..models::view(id, takes)
    };
    Some((family, model))
}

fn answers_chats(id: &str, entry: &Value) -> bool {
    let outputs = words(entry, &["architecture", "output_modalities"])
        .or_else(|| words(entry, &["output_modalities"]))
        .or_else(|| words(entry, &["modalities", "output"]));
    let lower = id.to_lowercase();
    match outputs {
        Some(outputs) => outputs.iter().any(|word| word == "text"),
        None if flag(entry, "completion_chat") == Some(false) => false,
        None => !NO_CHAT.iter().any(|word| lower.contains(word)),
    }
}

/// What an entry says, over what was inferred.
struct Reported {
    takes: Takes,
    /// What it says expressly, be it yes or no.
    inputs: Vec<ModelInput>,
    is_anything: bool,
}

fn reported(entry: &Value, inferred: Takes) -> Reported {
    let inputs = words(entry, &["architecture", "input_modalities"])
        .or_else(|| words(entry, &["input_modalities"]))
        .or_else(|| words(entry, &["modalities", "input"]));
    let parameters = words(entry, &["supported_parameters"]);
    let takes_input = |names: &[&str]| {
        inputs.as_ref().map(|inputs| inputs.iter().any(|word| names.contains(&word.as_str())))
    };
    let takes_parameter = |names: &[&str]| {
        parameters.as_ref().map(|parameters| parameters.iter().any(|word| names.contains(&word.as_str())))
    };
    let vision = takes_input(&["image"]).or_else(|| flag(entry, "vision"));
    // A list that tells images from text but never names files says nothing of PDFs.
    let pdf = takes_input(&["file", "pdf"]).filter(|takes| *takes).or_else(|| flag(entry, "pdf"));
    let tools = takes_parameter(&["tools"])
        .or_else(|| flag(entry, "function_calling"))
        .or_else(|| flag(entry, "tools"));
    let reasoning = takes_parameter(&["reasoning", "include_reasoning", "reasoning_effort"])
        .or_else(|| flag(entry, "reasoning"));
    let is_anything = [vision, pdf, tools, reasoning].iter().any(Option::is_some);
    let said = [vision.map(|_| ModelInput::Image), pdf.map(|_| ModelInput::Pdf)];
    let takes = Takes {
        vision: vision.unwrap_or(inferred.vision),
        pdf: pdf.unwrap_or(inferred.pdf && vision != Some(false)),
        tools: tools.unwrap_or(inferred.tools),
        reasoning: reasoning.unwrap_or(inferred.reasoning),
    };
    Reported { takes, inputs: said.into_iter().flatten().collect(), is_anything }
}

/// Tokens that a model can read, under any of the names that lists use.
fn context(entry: &Value) -> Option<u32> {
    let names = [
        "context_length",
        "max_context_length",
        "context_window",
        "max_model_len",
        "max_input_tokens",
        "inputTokenLimit",
    ];
    let direct = names.iter().find_map(|name| entry.get(*name)?.as_u64());
    let tokens = direct.or_else(|| entry.get("top_provider")?.get("context_length")?.as_u64())?;
    u32::try_from(tokens).ok().filter(|tokens| *tokens > 0)
}

/// The day on which a model is taken away, under any of the names that lists use (OpenRouter's `expiration_date`, Mistral's
/// `deprecation`, LiteLLM's `deprecation_date`), from a date or a moment of RFC 3339.
fn retires_on(entry: &Value) -> Option<String> {
    let names = [
        "expiration_date",
        "deprecation_date",
        "deprecation",
        "shutdown_date",
        "retirement_date",
        "sunset_date",
        "end_of_life",
    ];
    let told = names.iter().find_map(|name| entry.get(*name)?.as_str())?;
    let day = told.get(..10).filter(|_| told.get(10..11).is_none_or(|next| next == "T" || next == " "))?;
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok().filter(|_| !part.starts_with('+')));
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let is_day = year >= 2000 && (1..=12).contains(&month) && (1..=31).contains(&date);
    (is_day && parts.next().is_none()).then(|| day.to_owned())
}

/// What a token costs, as lists have it that tell dollars for one (OpenRouter's `pricing`, LiteLLM's `…_cost_per_token`).
/// Others name no unit, and a price that may be a thousand times too high is worse than none.
fn price(entry: &Value) -> Option<ModelPrice> {
    let pricing = entry.get("pricing");
    let dollars = |listed: &str, own: &str| {
        let value = pricing.and_then(|pricing| pricing.get(listed)).or_else(|| entry.get(own))?;
        let dollars = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
        // Nobody pays more than a thousand dollars for a thousand tokens, and a variable price is told as a negative one.
        (0.0..=1.0).contains(&dollars).then(|| (dollars * 1e12).round() as u64)
    };
    Some(ModelPrice {
        input: dollars("prompt", "input_cost_per_token")?,
        output: dollars("completion", "output_cost_per_token")?,
        cached: dollars("input_cache_read", "cache_read_input_token_cost"),
    })
}

/// A list of words at a path, in lower case.
fn words(entry: &Value, path: &[&str]) -> Option<Vec<String>> {
    let found = path.iter().try_fold(entry, |value, name| value.get(*name))?;
    Some(found.as_array()?.iter().filter_map(Value::as_str).map(str::to_lowercase).collect())
}

/// A claim in `capabilities`, which is an object of booleans or a list of names.
fn flag(entry: &Value, name: &str) -> Option<bool> {
    let capabilities = entry.get("capabilities")?;
    match capabilities.as_array() {
        Some(names) => Some(names.iter().any(|known| known.as_str() == Some(name))),
        None => capabilities.get(name)?.as_bool(),
    }
}

#[cfg(test)]
mod tests;
