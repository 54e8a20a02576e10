//! The marks that an answer's body bears of who served it, as `evidence` judges them.
//!
//! Invariant: reading them changes no delta; each is kept once, with the first value that came.

use serde_json::Value;

use super::{Interpreter, list};
use crate::evidence::{kept_field, mark};
use yourouter_protocol::{Mark, MarkPlace};

/// Fields of a chunk, a whole answer or Anthropic's `message`.
const FIELDS: [&str; 6] =
    ["id", "model", "provider", "system_fingerprint", "service_tier", "prompt_filter_results"];

/// Fields of the token counts.
const COUNTS: [&str; 4] = ["inference_geo", "cache_creation", "prompt_cache_hit_tokens", "num_sources_used"];

impl Interpreter {
    /// Takes the marks of one value that are not known yet.
    pub(super) fn take_marks(&mut self, chunk: &Value) {
        for part in [Some(chunk), chunk.get("message")].into_iter().flatten() {
            for name in FIELDS {
                self.take_mark(name, part.get(name));
            }
            for name in COUNTS {
                let counted = part.get("usage").and_then(|usage| usage.get(name));
                if counted.is_some() {
                    self.take_mark(&format!("usage.{name}"), counted);
                }
            }
        }
        self.take_mark("model", chunk.get("modelVersion"));
        for choice in list(chunk, "choices") {
            self.take_mark("content_filter_results", choice.get("content_filter_results"));
            let delta = choice.get("delta").or_else(|| choice.get("message")).unwrap_or(&Value::Null);
            for call in list(delta, "tool_calls") {
                self.take_mark("tool id", call.get("id"));
            }
        }
        let block = chunk.get("content_block").unwrap_or(&Value::Null);
        if block.get("type").and_then(Value::as_str) == Some("tool_use") {
            self.take_mark("tool id", block.get("id"));
        }
    }

    fn take_mark(&mut self, name: &str, value: Option<&Value>) {
        let Some(value) = value else { return };
        if self.marks.iter().any(|known| known.name == name) {
            return;
        }
        self.marks.extend(kept_field(name, value).map(|text| mark(MarkPlace::Field, name, &text)));
    }

    /// The marks so far.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }
}
