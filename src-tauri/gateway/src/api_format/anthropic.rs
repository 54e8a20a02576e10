//! Events of Anthropic's own API to deltas (API reference, section 4.3): messages, streamed or whole.
//!
//! Invariant: as with Chat Completions, unknown events, blocks and fields are passed over, never a failure.

use serde_json::{Value, json};

use super::{Break, Interpreter, content::medium, list, word};
use crate::Delta;
use yourouter_protocol::Usage;

impl Interpreter {
    /// Takes one event's value, or a whole message.
    pub(super) fn anthropic(&mut self, event: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        let index = event.get("index").and_then(super::count).unwrap_or_default();
        match word(event, "type") {
            "message_start" => {
                let message = event.get("message").unwrap_or(&Value::Null);
                self.completion_id(message, out);
                // Of the tokens written only the first is counted here: no figure to show if the stream is cut.
                let usage = usage(message.get("usage"));
                self.merge_usage(Usage { completion_tokens: None, ..usage }, out);
            }
            "message" => return self.anthropic_message(event, out),
            "content_block_stop" => self.end_block(out),
            "content_block_start" => return self.block(index, event.get("content_block"), out),
            "content_block_delta" => return self.block(index, event.get("delta"), out),
            "message_delta" => {
                let delta = event.get("delta").unwrap_or(&Value::Null);
                self.set_finish(word(delta, "stop_reason"));
                self.merge_usage(usage(event.get("usage")), out);
            }
            "message_stop" => self.is_done = true,
            _ => {
                let is_foreign = event.get("choices").or_else(|| event.get("candidates"));
                self.has_foreign_events |= is_foreign.is_some_and(Value::is_array);
            }
        }
        Ok(())
    }

    fn anthropic_message(&mut self, message: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.completion_id(message, out);
        for (index, block) in (0..).zip(list(message, "content")) {
            self.block(index, Some(block), out)?;
            self.end_block(out);
        }
        self.set_finish(word(message, "stop_reason"));
        self.merge_usage(usage(message.get("usage")), out);
        Ok(())
    }

    /// A block, its beginning, or more of it: they name their content in the same fields.
    fn block(&mut self, index: u64, block: Option<&Value>, out: &mut Vec<Delta>) -> Result<(), Break> {
        let Some(block) = block else { return Ok(()) };
        self.sealing.take_block(index, block);
        match word(block, "type") {
            "text" => {
                self.native_text(word(block, "text"), out)?;
                self.citations.extend(list(block, "citations").iter().cloned());
                Ok(())
            }
            "text_delta" => self.native_text(word(block, "text"), out),
            "citations_delta" => {
                self.citations.extend(block.get("citation").cloned());
                Ok(())
            }
            "thinking" | "thinking_delta" => self.native_reasoning(word(block, "thinking"), out),
            "tool_use" => {
                let input =
                    block.get("input").filter(|input| input.as_object().is_some_and(|of| !of.is_empty()));
                let function = json!({ "name": block.get("name"), "arguments": input });
                self.native_call(json!({ "index": index, "id": block.get("id"), "function": function }))
            }
            "input_json_delta" => {
                let function = json!({ "arguments": block.get("partial_json") });
                self.native_call(json!({ "index": index, "function": function }))
            }
            // The server's own tools; signatures and encrypted thoughts are kept as they are.
            kind => match medium(kind) {
                Some(kind) => self.native_file(kind, block, out),
                None => Ok(()),
            },
        }
    }

    /// Takes what was reported now in place of what was reported before; each event tells a part.
    fn merge_usage(&mut self, now: Usage, out: &mut Vec<Delta>) {
        let before = self.usage.unwrap_or_default();
        let merged = Usage {
            prompt_tokens: now.prompt_tokens.filter(|tokens| *tokens > 0).or(before.prompt_tokens),
            completion_tokens: now.completion_tokens.or(before.completion_tokens),
            cached_tokens: now.cached_tokens.filter(|tokens| *tokens > 0).or(before.cached_tokens),
            reasoning_tokens: None,
        };
        self.tell_usage(Some(merged).filter(|usage| *usage != Usage::default()), out);
    }
}

/// What was read includes what was kept in the cache and read from it.
fn usage(usage: Option<&Value>) -> Usage {
    let count = |name: &str| super::count(usage?.get(name)?);
    let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"]
        .map(|name| count(name).unwrap_or_default());
    let read =
        count("input_tokens").map(|tokens| cached.iter().fold(tokens, |sum, more| sum.saturating_add(*more)));
    Usage {
        prompt_tokens: read,
        completion_tokens: count("output_tokens"),
        cached_tokens: count("cache_read_input_tokens"),
        reasoning_tokens: None,
    }
}
