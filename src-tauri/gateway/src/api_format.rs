//! The JSON of one event, or of a whole answer, to deltas: Chat Completions in all the forms that upstreams give it.
//!
//! The D numbers are those of the API reference, section 5.2; each has a test under its number. Invariant: unknown
//! fields, types and values are passed over, never a failure. Events come from `sse`, errors go to `errors`; the native
//! APIs have the same frame, and read its values in `anthropic` and `gemini`.

use serde_json::{Value, json};

use super::{Api, Delta, errors::RemoteError};
use yourouter_protocol::Usage;

mod anthropic;
mod content;
mod gemini;
mod think;
mod tools;

pub use tools::ToolCall;

use content::Pieces;
use think::ThinkFilter;
use tools::ToolCalls;

/// Why an answer ends before its time.
#[derive(Debug)]
pub(super) enum Break {
    /// The stream carried an error (D40 to D43).
    Remote(Box<RemoteError>),
    /// The answer is longer than its bound.
    TooMuch,
}

/// Follows one answer from its first event to its last.
#[derive(Debug)]
pub(super) struct Interpreter {
    api: Api,
    /// Bytes of text, reasoning and tool arguments that may still come.
    allowance: usize,
    think: ThinkFilter,
    tools: ToolCalls,
    /// The choice that is read: the first one seen. Others would mix their text with it.
    choice: Option<u64>,
    has_id: bool,
    has_answer: bool,
    has_foreign_events: bool,
    is_done: bool,
    usage: Option<Usage>,
    finish: Option<String>,
    /// Calls so far, where the API does not number them.
    calls: u64,
}

impl Interpreter {
    pub(super) fn new(api: Api, allowance: usize) -> Self {
        Self {
            api,
            allowance,
            think: ThinkFilter::default(),
            tools: ToolCalls::default(),
            choice: None,
            has_id: false,
            has_answer: false,
            has_foreign_events: false,
            is_done: false,
            usage: None,
            finish: None,
            calls: 0,
        }
    }

    /// Whether `[DONE]` was read: nothing after it counts.
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Whether the model said why it stopped: whatever happens to the connection now, the answer is whole.
    pub(super) fn has_finished(&self) -> bool {
        self.finish.is_some()
    }

    /// Takes one event's name and data.
    pub(super) fn event(&mut self, name: &str, data: &str, out: &mut Vec<Delta>) -> Result<(), Break> {
        if self.is_done {
            return Ok(());
        }
        if let Some(value) = parse(data) {
            return self.value(&value, out);
        }
        if data.trim_start().starts_with("[DONE]") {
            self.is_done = true;
            return Ok(());
        }
        if name.trim() == "error" {
            return Err(Break::Remote(Box::new(RemoteError::from_text(data))));
        }
        // Several values under one blank line (D8), or a heartbeat such as `pong` (D7).
        if data.contains('\n') {
            return data.split('\n').try_for_each(|line| self.event(name, line, out));
        }
        self.glued_values(name, data, out)
    }

    /// Values that a server or a proxy put on one line, with or without another `data:` between them.
    fn glued_values(&mut self, name: &str, data: &str, out: &mut Vec<Delta>) -> Result<(), Break> {
        let mut values = serde_json::Deserializer::from_str(data).into_iter::<Value>();
        let mut end = 0;
        while let Some(Ok(value)) = values.next() {
            self.value(&value, out)?;
            end = values.byte_offset();
        }
        match data.get(end..).and_then(|rest| rest.trim_start().strip_prefix("data:")) {
            Some(rest) if end > 0 => self.event(name, rest, out),
            _ => Ok(()),
        }
    }

    /// Takes one JSON value: a chunk, a whole completion, an error, or a list of these.
    pub(super) fn value(&mut self, value: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        match value {
            Value::Array(values) => values.iter().try_for_each(|value| self.value(value, out)),
            Value::Object(_) => self.chunk(value, out),
            _ => Ok(()),
        }
    }

    /// The answer is over: what was held back comes out, then the tool calls, then the finish reason.
    /// `false` means that there was no answer at all (D12).
    pub(super) fn finish(&mut self, out: &mut Vec<Delta>) -> bool {
        self.flush(out);
        let calls = self.tools.take();
        let has_calls = !calls.is_empty();
        out.extend(calls.into_iter().map(Delta::ToolCall));
        // Tool calls decide, whatever reason came with them (D10, D24); a truncated answer stays one.
        let reason = match self.finish.take() {
            Some(reason) if has_calls && reason.eq_ignore_ascii_case("stop") => Some("tool_calls".to_owned()),
            None if has_calls => Some("tool_calls".to_owned()),
            reason => reason,
        };
        let is_answer = self.has_answer || has_calls || reason.is_some();
        out.extend(reason.map(Delta::Finished));
        is_answer
    }

    /// Gives out text that was held back because it might have been part of a tag.
    pub(super) fn flush(&mut self, out: &mut Vec<Delta>) {
        self.think.finish(out);
    }

    /// Whether events of another API came and nothing of this one (API reference, section 10, question 6).
    pub(super) fn is_foreign(&self) -> bool {
        self.has_foreign_events
    }

    /// One object of the answer. What stands beside an error comes out before it.
    fn chunk(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        match self.api {
            Api::ChatCompletions => self.completion(chunk, out)?,
            Api::Anthropic => self.anthropic(chunk, out)?,
            Api::Gemini => self.gemini(chunk, out)?,
        }
        match RemoteError::in_stream(chunk) {
            Some(error) => Err(Break::Remote(Box::new(error))),
            None => Ok(()),
        }
    }

    fn completion(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.completion_id(chunk, out);
        let choices = list(chunk, "choices");
        for choice in choices {
            self.choice(choice, out)?;
        }
        self.report_usage(chunk, choices, out);
        let is_gemini = chunk.get("candidates").is_some_and(Value::is_array);
        self.has_foreign_events |= choices.is_empty() && (is_gemini || is_anthropic(chunk));
        Ok(())
    }

    fn completion_id(&mut self, chunk: &Value, out: &mut Vec<Delta>) {
        let id = word(chunk, "id");
        if id.is_empty() || std::mem::replace(&mut self.has_id, true) {
            return;
        }
        out.push(Delta::CompletionId(id.chars().filter(|c| !c.is_control()).take(128).collect()));
    }

    fn choice(&mut self, choice: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        let index = choice.get("index").and_then(Value::as_u64);
        if index.is_some_and(|index| *self.choice.get_or_insert(index) != index) {
            return Ok(());
        }
        // `message` stands in for `delta` in whole answers, and in some streams (D27).
        let delta =
            ["delta", "message"].iter().find_map(|key| choice.get(key).filter(|value| value.is_object()));
        // The delta is read before the finish reason that may share its chunk (D22).
        match delta {
            Some(delta) => self.delta(delta, out)?,
            None => self.text(word(choice, "text"), out)?,
        }
        self.set_finish(word(choice, "finish_reason"));
        Ok(())
    }

    fn set_finish(&mut self, reason: &str) {
        if !matches!(reason, "" | "null") {
            self.finish = Some(reason.chars().filter(|c| !c.is_control()).take(64).collect());
        }
    }

    /// Text of a native API, which has reasoning of its own: tags mean nothing in it.
    fn native_text(&mut self, text: &str, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.think.switch_off(out);
        self.text(text, out)
    }

    fn native_reasoning(&mut self, text: &str, out: &mut Vec<Delta>) -> Result<(), Break> {
        if text.is_empty() {
            return Ok(());
        }
        self.spend(text.len())?;
        self.has_answer = true;
        out.push(Delta::Reasoning(text.to_owned()));
        Ok(())
    }

    /// A tool call, or more of one, in the form that Chat Completions gives it.
    fn native_call(&mut self, fragment: Value) -> Result<(), Break> {
        let spent = self.tools.take_fragments(&json!({ "tool_calls": [fragment] }));
        self.spend(spent)
    }

    fn delta(&mut self, delta: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        let pieces = Pieces::from_delta(delta);
        if !pieces.reasoning.is_empty() {
            self.spend(pieces.reasoning.len())?;
            self.has_answer = true;
            self.think.switch_off(out);
            out.push(Delta::Reasoning(pieces.reasoning));
        }
        self.text(&pieces.text, out)?;
        let spent = self.tools.take_fragments(delta);
        self.spend(spent)
    }

    fn text(&mut self, text: &str, out: &mut Vec<Delta>) -> Result<(), Break> {
        if text.is_empty() {
            return Ok(());
        }
        self.spend(text.len())?;
        self.has_answer = true;
        self.think.push(text, out);
        Ok(())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Break> {
        self.allowance = self.allowance.checked_sub(bytes).ok_or(Break::TooMuch)?;
        Ok(())
    }

    fn report_usage(&mut self, chunk: &Value, choices: &[Value], out: &mut Vec<Delta>) {
        let usage = usage_of(chunk.get("usage"))
            .or_else(|| choices.iter().find_map(|choice| usage_of(choice.get("usage"))))
            .or_else(|| usage_of(chunk.get("x_groq").and_then(|groq| groq.get("usage"))));
        self.tell_usage(usage, out);
    }

    /// Cumulative figures come with every chunk of some upstreams (D28): replaced, never added.
    fn tell_usage(&mut self, usage: Option<Usage>, out: &mut Vec<Delta>) {
        if usage.is_some() && usage != self.usage {
            self.usage = usage;
            out.extend(usage.map(Delta::Usage));
        }
    }
}

/// Parses an event's data. Half of a surrogate pair, which a server cut between two chunks, is replaced and not fatal.
fn parse(data: &str) -> Option<Value> {
    let data = data.trim();
    if !data.starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str(data)
        .ok()
        .or_else(|| serde_json::from_str(&content::without_lone_surrogates(data)?).ok())
}

/// A list in a field; empty if there is none.
fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The text in a field; empty if there is none.
fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a value is an event of Anthropic's API that carries a part of its answer.
fn is_anthropic(event: &Value) -> bool {
    word(event, "type").starts_with("content_block")
}

fn usage_of(value: Option<&Value>) -> Option<Usage> {
    let count = |names: [&str; 2]| names.iter().find_map(|name| value?.get(name)?.as_u64());
    let usage = Usage {
        prompt_tokens: count(["prompt_tokens", "input_tokens"]),
        completion_tokens: count(["completion_tokens", "output_tokens"]),
    };
    (usage != Usage::default()).then_some(usage)
}
