//! Signed and encrypted reasoning, put together from the pieces of a reply: Anthropic's blocks, the fields that gateways
//! add to Chat Completions, Google's signatures.
//!
//! Sources: docs.claude.com, "Extended thinking" (`signature_delta`, `redacted_thinking`); openrouter.ai/docs,
//! "Reasoning tokens" (`reasoning_details`); docs.litellm.ai, "Reasoning content" (`thinking_blocks`); ai.google.dev,
//! "Thought signatures" (`thoughtSignature`, in Chat Completions `extra_content.google.thought_signature`).
//! Invariant: what is longer than the bound, or bears no seal, is not kept: it could not go back as it came.

use serde_json::{Map, Value, json};

use super::{count, list, word};
use crate::sealed::{Sealed, is_sealed};

/// Bytes of sealed reasoning of one answer.
const MAX_BYTES: usize = 256 * 1024;

/// Lists of a message that hold reasoning in parts.
const LISTS: [&str; 2] = ["reasoning_details", "thinking_blocks"];

/// Fields of a message that are a seal.
const FIELDS: [&str; 5] = [
    "reasoning_opaque",
    "reasoning_signature",
    "thought_signature",
    "thoughtSignature",
    "thinking_signature",
];

/// Fields of a part that come piece by piece.
const GROWING: [&str; 5] = ["text", "thinking", "summary", "data", "encrypted_content"];

#[derive(Debug, Default)]
pub(super) struct Sealing {
    bytes: usize,
    /// Anthropic's blocks by their index.
    blocks: Vec<(u64, Value)>,
    fields: Map<String, Value>,
    signature: Option<(String, String)>,
}

impl Sealing {
    /// A block of Anthropic's, its beginning, or more of it.
    pub(super) fn take_block(&mut self, index: u64, block: &Value) {
        let kind = word(block, "type");
        if !matches!(kind, "thinking" | "redacted_thinking" | "thinking_delta" | "signature_delta") {
            return;
        }
        self.spend(block);
        match (kind, self.blocks.iter_mut().find(|(known, _)| *known == index)) {
            ("thinking" | "redacted_thinking", None) => self.blocks.push((index, block.clone())),
            (_, Some((_, known))) => merge(known, block, &["type"]),
            _ => {}
        }
    }

    /// A delta or a message of Chat Completions. A message has all that the deltas before it had.
    pub(super) fn take_message(&mut self, message: &Value, is_whole: bool) {
        for name in LISTS {
            let parts = list(message, name);
            if !parts.is_empty() {
                self.take_parts(name, parts, is_whole);
            }
        }
        let is_thinking =
            |part: &&Value| word(part, "type") == "thinking" && is_sealed(std::slice::from_ref(part));
        let in_content: Vec<Value> = list(message, "content").iter().filter(is_thinking).cloned().collect();
        if !in_content.is_empty() {
            self.take_parts("content", &in_content, is_whole);
        }
        for name in FIELDS {
            if let Some(seal) =
                message.get(name).filter(|seal| seal.as_str().is_some_and(|seal| !seal.is_empty()))
            {
                self.spend(seal);
                self.fields.insert(name.to_owned(), seal.clone());
            }
        }
        if let Some(extra) =
            message.get("extra_content").filter(|extra| is_sealed(std::slice::from_ref(extra)))
        {
            self.spend(extra);
            self.fields.insert("extra_content".to_owned(), extra.clone());
        }
    }

    /// A part of Google's. A call has a signature of its own, which goes with the call.
    pub(super) fn take_part(&mut self, part: &Value) {
        let signature = [word(part, "thoughtSignature"), word(part, "thought_signature")].concat();
        if signature.is_empty() || part.get("functionCall").is_some() {
            return;
        }
        self.spend(part);
        let is_thought = part.get("thought").and_then(Value::as_bool).unwrap_or_default();
        let text = if is_thought { "" } else { word(part, "text") };
        self.signature = Some((signature, text.to_owned()));
    }

    /// All of it, if there is any that a maker sealed.
    pub(super) fn take(&mut self) -> Option<Sealed> {
        let Self { bytes, blocks, fields, signature } = std::mem::take(self);
        if bytes > MAX_BYTES {
            return None;
        }
        if let Some((signature, text)) = signature {
            return Some(Sealed::Signature { signature, text });
        }
        let blocks: Vec<Value> = blocks
            .into_iter()
            .map(|(_, block)| block)
            .filter(|block| is_sealed(std::slice::from_ref(block)))
            .collect();
        if !blocks.is_empty() {
            return Some(Sealed::Blocks(blocks));
        }
        let bears_seal = |(name, value): &(String, Value)| {
            FIELDS.contains(&name.as_str()) || is_sealed(std::slice::from_ref(value))
        };
        let fields: Map<String, Value> = fields.into_iter().filter(bears_seal).collect();
        (!fields.is_empty()).then_some(Sealed::Fields(fields))
    }

    fn take_parts(&mut self, name: &str, parts: &[Value], is_whole: bool) {
        parts.iter().for_each(|part| self.spend(part));
        let known = self.fields.entry(name.to_owned()).or_insert_with(|| json!([]));
        let Value::Array(known) = known else { return };
        if is_whole {
            known.clear();
        }
        for part in parts {
            match known.iter_mut().rev().find(|known| goes_on(known, part)) {
                Some(open) if !is_whole => merge(open, part, &[]),
                _ => known.push(part.clone()),
            }
        }
    }

    /// What is too much already is not held.
    fn spend(&mut self, value: &Value) {
        self.bytes = self.bytes.saturating_add(value.to_string().len());
        if self.bytes > MAX_BYTES {
            self.blocks.clear();
            self.fields.clear();
            self.signature = None;
        }
    }
}

/// Whether a part is more of one that is known: by its number, or because that one is not signed yet.
fn goes_on(known: &Value, part: &Value) -> bool {
    if word(known, "type") != word(part, "type") {
        return false;
    }
    let index = |value: &Value| value.get("index").and_then(count);
    match (index(known), index(part)) {
        (Some(known), Some(part)) => known == part,
        (None, None) => {
            let is_other = !word(part, "id").is_empty() && word(part, "id") != word(known, "id");
            !is_other && !is_sealed(std::slice::from_ref(known))
        }
        _ => false,
    }
}

/// Adds what `more` says to what is known: words and data grow, all else is replaced by what is not empty.
fn merge(known: &mut Value, more: &Value, left_out: &[&str]) {
    let (Value::Object(known), Value::Object(more)) = (known, more) else { return };
    for (name, value) in more {
        if left_out.contains(&name.as_str()) || value.is_null() || value.as_str() == Some("") {
            continue;
        }
        match (known.get_mut(name), value) {
            (Some(Value::String(text)), Value::String(piece)) if GROWING.contains(&name.as_str()) => {
                text.push_str(piece);
            }
            _ => {
                known.insert(name.clone(), value.clone());
            }
        }
    }
}
