//! What a person set for a conversation's requests, and what a refusal made of it.
//!
//! Invariant: what is not set here is not sent (API reference, section 2.2, "Client rule").

use serde::{Deserialize, Serialize};
use serde_json::Number;

/// What goes with each request of a conversation, beside model and messages. Everything may be left unset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Parameters {
    /// Instructions that come before the first message; empty for none.
    pub system_prompt: String,
    /// As it was typed, so that 0.7 goes out as `0.7`.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub temperature: Option<Number>,
    /// The longest answer, in tokens.
    pub max_tokens: Option<u32>,
    /// How much a reasoning model reasons.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Further fields of the request, as the text of a JSON object; empty for none.
    pub extra_json: String,
}

/// How much a reasoning model reasons; each model takes some of them. (API reference, section 2.2.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ReasoningEffort {
    /// Not at all.
    None,
    /// As little as possible.
    Minimal,
    /// A little.
    Low,
    /// The usual.
    Medium,
    /// Much.
    High,
    /// More than that.
    Xhigh,
    /// As much as possible.
    Max,
}

impl ReasoningEffort {
    /// The word as it stands in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Xhigh => "xhigh",
            Self::Max => "max",
        }
    }
}

/// A change to a request, against what was set or is usual: asked for by a refusal, or known of the model beforehand.
/// (API reference, sections 2.2 and 4.2.)
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RequestOverride {
    /// A field was left out.
    Without {
        /// Its name in the request.
        field: String,
    },
    /// A field went under another name.
    Renamed {
        /// Its usual name.
        field: String,
        /// The name that it went under.
        to: String,
    },
    /// PDFs went as data URLs in place of bare base64.
    PdfAsDataUrl,
    /// The answer was asked for in one piece, as the gateway has no stream of it.
    NotStreamed,
    /// The reasoning of earlier answers was left out, as it was refused.
    WithoutReasoning,
}
