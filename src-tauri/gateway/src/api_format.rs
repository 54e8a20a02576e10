//! The JSON of one event, or of a whole answer, to deltas: Chat Completions in all the forms that upstreams give it.
//!
//! The D numbers are those of the API reference, section 5.2; each has a test under its number. Invariant: unknown
//! fields, types and values are passed over, never a failure. Events come from `sse`, errors go to `errors`; the native
//! APIs have the same frame, and read its values in `anthropic` and `gemini`.

use serde_json::{Value, json};

use super::{Api, Channel, Delta, Media, errors::RemoteError};
use yourouter_protocol::{Mark, SkippedKind, Usage};

mod anthropic;
mod content;
mod context;
mod embedded;
mod gemini;
mod marks;
mod media;
mod repair;
mod repeats;
mod sealing;
mod sources;
mod think;
mod tools;

pub(super) use embedded::Embedded;
pub(super) use repair::repaired;
pub use tools::ToolCall;

use content::Pieces;
use media::Recording;
use repeats::{Place, Repeats, Taken};
use sealing::Sealing;
use sources::Sources;
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
    texts: Repeats,
    reasonings: Repeats,
    tools: ToolCalls,
    sources: Sources,
    recording: Recording,
    /// The citations of a block of text that has not ended.
    citations: Vec<Value>,
    /// The choice that is read: the first one seen. Others would mix their text with it.
    choice: Option<u64>,
    has_id: bool,
    has_answer: bool,
    has_foreign_events: bool,
    /// What a value said that is no part of an answer: it counts if no answer comes.
    doubt: Option<RemoteError>,
    is_done: bool,
    usage: Option<Usage>,
    finish: Option<String>,
    /// Calls so far, where the API does not number them.
    calls: u64,
    /// What tells who served it.
    marks: Vec<Mark>,
    sealing: Sealing,
}

impl Interpreter {
    pub(super) fn new(api: Api, allowance: usize) -> Self {
        Self {
            api,
            allowance,
            think: ThinkFilter::default(),
            texts: Repeats::default(),
            reasonings: Repeats::default(),
            tools: ToolCalls::default(),
            sources: Sources::default(),
            recording: Recording::default(),
            citations: Vec::new(),
            choice: None,
            has_id: false,
            has_answer: false,
            has_foreign_events: false,
            doubt: None,
            is_done: false,
            usage: None,
            finish: None,
            calls: 0,
            marks: Vec::new(),
            sealing: Sealing::default(),
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
        // A proxy that frames what is framed already.
        let data = std::iter::successors(Some(data.trim()), |data| data.strip_prefix("data:").map(str::trim));
        let data = data.last().unwrap_or_default();
        let value = parse(data);
        if name.trim().eq_ignore_ascii_case("error") {
            let error = value
                .as_ref()
                .map_or_else(|| RemoteError::from_body(data.as_bytes()), RemoteError::from_value);
            if let Some(value) = value {
                self.answer(&value, out)?;
            }
            return Err(Break::Remote(Box::new(error)));
        }
        if let Some(value) = value {
            return self.value(&value, out);
        }
        if data.starts_with("[DONE]") {
            self.is_done = true;
            return Ok(());
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
        let rest = data.get(end..).unwrap_or_default().trim_start();
        match rest.strip_prefix("data:") {
            Some(rest) if end > 0 => self.event(name, rest, out),
            _ => {
                // A broken value, or the beginning of one. A heartbeat has no braces.
                if rest.starts_with('{') {
                    out.push(Delta::Skipped(SkippedKind::Unreadable));
                }
                Ok(())
            }
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
        out.extend(self.sealing.take().map(Delta::Sealed));
        // Tool calls decide, whatever reason came with them (D10, D24); a truncated answer stays one.
        let reason = match self.finish.take() {
            Some(reason) if has_calls && reason.eq_ignore_ascii_case("stop") => Some("tool_calls".to_owned()),
            None if has_calls => Some("tool_calls".to_owned()),
            reason => reason,
        };
        let is_answer = self.has_answer || has_calls || reason.is_some() || self.is_billed();
        out.extend(reason.map(Delta::Finished));
        is_answer
    }

    /// Whether tokens were counted: then there was an answer, be it an empty one, and it is not asked for again.
    fn is_billed(&self) -> bool {
        let counts = |usage: Usage| usage.prompt_tokens.max(usage.completion_tokens).unwrap_or_default();
        self.usage.is_some_and(|usage| counts(usage) > 0)
    }

    /// Gives out text that was held back because it might have been part of a tag.
    pub(super) fn flush(&mut self, out: &mut Vec<Delta>) {
        self.think.finish(out);
        self.end_block(out);
        out.extend(self.recording.end().map(Delta::Media));
    }

    /// Whether events of another API came and nothing of this one (API reference, section 10, question 6).
    pub(super) fn is_foreign(&self) -> bool {
        self.has_foreign_events
    }

    /// One object of the answer. What stands beside an error comes out before it.
    fn chunk(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.take_marks(chunk);
        self.answer(chunk, out)?;
        if let Some(error) = RemoteError::in_stream(chunk) {
            return Err(Break::Remote(Box::new(error)));
        }
        if self.doubt.is_none() {
            self.doubt = RemoteError::in_words(chunk);
        }
        Ok(())
    }

    fn answer(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        match self.api {
            Api::ChatCompletions => self.completion(chunk, out),
            Api::Anthropic => self.anthropic(chunk, out),
            Api::Gemini => self.gemini(chunk, out),
        }
    }

    /// What was said in place of an answer, if none came.
    pub(super) fn take_doubt(&mut self) -> Option<RemoteError> {
        self.doubt.take()
    }

    fn completion(&mut self, chunk: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.completion_id(chunk, out);
        let choices = list(chunk, "choices");
        for choice in choices {
            self.choice(choice, out)?;
        }
        self.sources.take(chunk, out);
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
        let index = choice.get("index").and_then(count);
        if index.is_some_and(|index| *self.choice.get_or_insert(index) != index) {
            return Ok(());
        }
        // `message` stands in for `delta` in whole answers, and in some streams (D27).
        let object = |key: &str| choice.get(key).filter(|value| value.is_object());
        let reason = word(choice, "finish_reason");
        let place = if is_reason(reason) { Place::LastDelta } else { Place::Delta };
        // The delta is read before the finish reason that may share its chunk (D22).
        if let Some(delta) = object("delta") {
            self.delta(delta, place, out)?;
        }
        if let Some(message) = object("message") {
            self.delta(message, Place::Message, out)?;
        }
        self.new_text(word(choice, "text"), place, out)?;
        self.sources.take(choice, out);
        self.set_finish(reason);
        Ok(())
    }

    fn set_finish(&mut self, reason: &str) {
        if is_reason(reason) {
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

    /// A file of a native API: in a part of `part`, or nowhere that is known.
    fn native_file(&mut self, kind: SkippedKind, part: &Value, out: &mut Vec<Delta>) -> Result<(), Break> {
        self.has_answer = true;
        match media::content(part) {
            Some(media::Content::Bytes(bytes)) => {
                out.push(Delta::Media(Media { kind, name: String::new(), bytes }));
                Ok(())
            }
            Some(media::Content::Address(address)) => self.native_text(&media::link(kind, &address), out),
            None => {
                out.push(Delta::Skipped(kind));
                Ok(())
            }
        }
    }

    /// A block of text is over: what its citations stand behind has been said.
    fn end_block(&mut self, out: &mut Vec<Delta>) {
        for citation in std::mem::take(&mut self.citations) {
            self.sources.cite(&citation, out);
        }
    }

    fn delta(&mut self, delta: &Value, place: Place, out: &mut Vec<Delta>) -> Result<(), Break> {
        let mut pieces = Pieces::from_delta(delta);
        self.sealing.take_message(delta, place == Place::Message);
        if let Some(audio) = delta.get("audio").filter(|audio| audio.is_object()) {
            let said = self.recording.take(audio);
            if pieces.text.is_empty() {
                said.clone_into(&mut pieces.text);
            }
            self.has_answer = true;
        }
        self.new_reasoning(&pieces.reasoning, place, out)?;
        self.new_text(&pieces.text, place, out)?;
        self.has_answer |= !pieces.media.is_empty();
        out.extend(pieces.media.into_iter().map(Delta::Media));
        out.extend(pieces.skipped.into_iter().map(Delta::Skipped));
        self.sources.take(delta, out);
        let spent = self.tools.take_fragments(delta);
        self.spend(spent)
    }

    fn new_reasoning(&mut self, piece: &str, place: Place, out: &mut Vec<Delta>) -> Result<(), Break> {
        let piece = match self.reasonings.take(piece, place) {
            Taken::More(more) => more,
            Taken::Whole(whole) => {
                out.push(Delta::Retracted(Channel::Reasoning));
                whole
            }
        };
        if !piece.is_empty() {
            self.spend(piece.len())?;
            self.has_answer = true;
            self.think.note_native(piece);
            out.push(Delta::Reasoning(piece.to_owned()));
        }
        Ok(())
    }

    fn new_text(&mut self, piece: &str, place: Place, out: &mut Vec<Delta>) -> Result<(), Break> {
        match self.texts.take(piece, place) {
            Taken::More(more) => self.text(more, out),
            Taken::Whole(whole) => {
                if self.think.restart() {
                    out.push(Delta::Retracted(Channel::Reasoning));
                }
                out.push(Delta::Retracted(Channel::Text));
                self.text(whole, out)
            }
        }
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

/// Parses an event's data, mended where that is clear.
fn parse(data: &str) -> Option<Value> {
    let data = data.trim();
    if !data.starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str(data).ok().or_else(|| serde_json::from_str(&repaired(data)?).ok())
}

/// A count, which some servers write as `7.0` or `"7"`.
fn count(value: &Value) -> Option<u64> {
    let text = value.as_str().map(str::trim);
    let number = value.as_f64().or_else(|| text?.parse().ok());
    // The cast saturates.
    let from_float =
        || number.filter(|number| *number >= 0.0 && number.is_finite()).map(|number| number as u64);
    value.as_u64().or_else(from_float)
}

fn is_reason(reason: &str) -> bool {
    !matches!(reason, "" | "null")
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
    let first = |names: [&str; 2]| names.iter().find_map(|name| count(value?.get(name)?));
    let detail =
        |names: [&str; 2], field: &str| names.iter().find_map(|name| count(value?.get(name)?.get(field)?));
    let usage = Usage {
        prompt_tokens: first(["prompt_tokens", "input_tokens"]),
        completion_tokens: first(["completion_tokens", "output_tokens"]),
        cached_tokens: detail(["prompt_tokens_details", "input_tokens_details"], "cached_tokens")
            .or_else(|| first(["prompt_cache_hit_tokens", "cache_read_input_tokens"])),
        reasoning_tokens: detail(["completion_tokens_details", "output_tokens_details"], "reasoning_tokens"),
    };
    (usage != Usage::default()).then_some(usage)
}
