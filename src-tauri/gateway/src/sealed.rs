//! Sealed reasoning: what a model thought, signed or encrypted by its maker, who alone takes it back.
//!
//! `api_format/sealing` collects it from replies, `request` writes it into requests. Invariant: it goes back to its maker
//! only, in the shape in which it came; to everybody else only the answer's text goes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use yourouter_protocol::{ApiFormat, MessageId, Route, Vendor};

/// Sealed reasoning in the shape of the API that it came through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sealed {
    /// Anthropic's blocks `thinking` and `redacted_thinking`, in order.
    Blocks(Vec<Value>),
    /// Fields of an answer's message in Chat Completions, such as `reasoning_details`.
    Fields(Map<String, Value>),
    /// Google's `thoughtSignature`, with the text of the part that bore it.
    Signature {
        /// The signature.
        signature: String,
        /// The end of the answer's text, or nothing.
        text: String,
    },
}

/// Who sealed reasoning, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// The gateway's origin.
    pub origin: String,
    /// The vendor that the request named.
    pub vendor: Vendor,
    /// The vendor that the gateway says it was.
    pub served_by: Option<String>,
    /// The model that was asked.
    pub model: String,
    /// The API.
    pub api_format: ApiFormat,
}

impl Maker {
    /// Whether a request of this route goes to the one who made it, as far as that can be known.
    pub fn is_asked(&self, origin: &str, route: &Route) -> bool {
        let served = self.served_by.as_deref();
        let is_named = self.vendor == route.vendor
            && (route.vendor.is_auto() || served.is_none_or(|served| served == route.vendor.as_str()));
        (is_named || served == Some(route.vendor.as_str()))
            && self.origin == origin
            && self.model == route.model
            && self.api_format == route.api_format
    }
}

/// Sealed reasoning of an answer in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedReasoning {
    /// The answer.
    pub answer: MessageId,
    /// Who takes it back.
    pub maker: Maker,
    /// What it is; opaque to everybody else.
    pub sealed: Arc<Sealed>,
}

impl Sealed {
    /// What its maker put under it: signatures and encrypted data.
    pub(crate) fn seals(&self) -> Vec<&str> {
        match self {
            Self::Blocks(blocks) => blocks.iter().flat_map(seals_in).collect(),
            Self::Fields(fields) => fields
                .values()
                .flat_map(|value| match value {
                    // A field that is itself one, such as `reasoning_opaque`.
                    Value::String(seal) => vec![seal.as_str()],
                    value => seals_in(value),
                })
                .collect(),
            Self::Signature { signature, .. } => vec![signature],
        }
    }
}

/// Names of fields that hold a signature or encrypted reasoning.
const SEALS: [&str; 8] = [
    "signature",
    "data",
    "encrypted_content",
    "reasoning_opaque",
    "reasoning_signature",
    "thought_signature",
    "thoughtSignature",
    "thinking_signature",
];

/// All signatures and encrypted data in a value.
fn seals_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(seals_in).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(seal) if SEALS.contains(&name.as_str()) && !seal.is_empty() => {
                    vec![seal.as_str()]
                }
                value => seals_in(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether there is anything in these values that a maker sealed.
pub(crate) fn is_sealed(values: &[Value]) -> bool {
    values.iter().any(|value| !seals_in(value).is_empty())
}
