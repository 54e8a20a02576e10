//! Tool calls put together from their fragments (D34 to D39).
//!
//! No request offers tools, so nobody runs a call; models make them up all the same. They are read because they decide
//! what the person is told: an answer of calls alone is no empty one (D12), its finish reason is `tool_calls` whatever
//! the gateway says (D10, D24), and their bytes count against the bound of an answer.
//! Invariant: what a call is made of is kept as it came, unknown fields included (some vendors want them back byte for
//! byte); nothing here judges or runs a call.

use serde_json::{Map, Value};

use super::{list, word};

/// More calls than any model makes at once; fragments of further ones are passed over.
const MAX_CALLS: usize = 128;

/// A tool that the model asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// Its id, to be named with the result; empty if the gateway gave none.
    pub id: String,
    /// The function's name.
    pub name: String,
    /// JSON text as the model wrote it, which may be invalid; `{}` if it wrote nothing.
    pub arguments: String,
    /// Fields beside those that the API names, such as a thought's signature.
    pub extra: Map<String, Value>,
}

/// The calls of one answer so far.
#[derive(Debug, Default)]
pub(super) struct ToolCalls {
    slots: Vec<Slot>,
}

#[derive(Debug, Default)]
struct Slot {
    index: Option<u64>,
    call: ToolCall,
}

impl ToolCalls {
    /// Takes the fragments in a delta or message and says how many bytes they hold.
    pub(super) fn take_fragments(&mut self, delta: &Value) -> usize {
        let fragments = list(delta, "tool_calls").iter();
        let mut bytes: usize = fragments.map(|fragment| self.take_fragment(fragment)).sum();
        // The form before tools existed: one call, without an id.
        if let Some(function) = delta.get("function_call").filter(|call| call.is_object()) {
            bytes += self.slot(Some(0), "", "").map_or(0, |slot| slot.take_function(function));
        }
        bytes
    }

    /// The calls, complete.
    pub(super) fn take(&mut self) -> Vec<ToolCall> {
        let slots = std::mem::take(&mut self.slots);
        slots.into_iter().map(|slot| slot.call).map(with_arguments).collect()
    }

    fn take_fragment(&mut self, fragment: &Value) -> usize {
        let Some(fields) = fragment.as_object() else { return 0 };
        let function = fragment.get("function").unwrap_or(&Value::Null);
        let id = word(fragment, "id");
        let index = fragment.get("index").and_then(super::count);
        let Some(slot) = self.slot(index, id, word(function, "name")) else { return 0 };
        let extra =
            fields.iter().filter(|(name, _)| !matches!(&***name, "index" | "id" | "type" | "function"));
        let mut bytes = 0;
        for (name, value) in extra {
            bytes += name.len() + value.to_string().len();
            slot.call.extra.insert(name.clone(), value.clone());
        }
        bytes + slot.take_function(function)
    }

    /// The call that a fragment belongs to. A new id begins a new call, even under an index that was there before
    /// (D35); without an id the index decides, without both the last call goes on (D34).
    fn slot(&mut self, index: Option<u64>, id: &str, name: &str) -> Option<&mut Slot> {
        let found = if id.is_empty() {
            match index {
                Some(_) => self.slots.iter().rposition(|slot| slot.index == index),
                None => self.slots.len().checked_sub(1).filter(|_| !self.is_next_whole_call(name)),
            }
        } else {
            let same_id = self.slots.iter().rposition(|slot| slot.call.id == id);
            same_id.or_else(|| self.slots.iter().rposition(|slot| slot.awaits_id(index)))
        };
        if let Some(at) = found {
            let slot = self.slots.get_mut(at)?;
            if slot.call.id.is_empty() {
                slot.call.id = id.to_owned();
            }
            return Some(slot);
        }
        if self.slots.len() >= MAX_CALLS {
            return None;
        }
        self.slots.push(Slot { index, call: ToolCall { id: id.to_owned(), ..ToolCall::default() } });
        self.slots.last_mut()
    }

    /// Whether a nameless, numberless stream goes on to its next call: the last one is whole and another name comes.
    fn is_next_whole_call(&self, name: &str) -> bool {
        let last = self.slots.last();
        !name.is_empty()
            && last.is_some_and(|slot| !slot.call.name.is_empty() && is_json(&slot.call.arguments))
    }
}

impl Slot {
    fn awaits_id(&self, index: Option<u64>) -> bool {
        self.call.id.is_empty() && index.is_some() && self.index == index
    }

    fn take_function(&mut self, function: &Value) -> usize {
        // Empty names come with the fragments that continue a call, and repeated ones too (D36, D37).
        if self.call.name.is_empty() {
            self.call.name = word(function, "name").to_owned();
        }
        match function.get("arguments") {
            Some(Value::String(fragment)) => self.take_arguments(fragment),
            Some(whole @ Value::Object(_)) => {
                self.call.arguments = whole.to_string();
                self.call.arguments.len()
            }
            _ => 0,
        }
    }

    fn take_arguments(&mut self, fragment: &str) -> usize {
        // All arguments once more at the end (D38), or an empty object before the real ones.
        if *fragment == self.call.arguments && is_json(fragment) {
            return 0;
        }
        if self.call.arguments == "{}" && fragment.starts_with('{') {
            self.call.arguments.clear();
        }
        self.call.arguments.push_str(fragment);
        fragment.len()
    }
}

fn with_arguments(mut call: ToolCall) -> ToolCall {
    if call.arguments.trim().is_empty() {
        call.arguments = "{}".to_owned();
    }
    call
}

/// Whether `text` is one whole JSON object.
fn is_json(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
