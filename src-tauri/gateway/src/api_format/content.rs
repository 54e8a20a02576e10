//! Text and reasoning out of one delta or message, in every form that upstreams give them.

use serde_json::Value;

/// What one delta says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) text: String,
    pub(super) reasoning: String,
}

impl Pieces {
    pub(super) fn from_delta(delta: &Value) -> Self {
        let mut pieces = Self::default();
        match delta.get("content") {
            Some(Value::String(text)) => pieces.text.push_str(text),
            Some(Value::Array(parts)) => parts.iter().for_each(|part| pieces.take_part(part)),
            _ => {}
        }
        if let Some(refusal) = delta.get("refusal").and_then(Value::as_str) {
            pieces.text.push_str(refusal);
        }
        if let Some(reasoning) = native_reasoning(delta) {
            pieces.reasoning = reasoning;
        }
        pieces
    }

    /// A part of an array of parts (D26): text, thinking, or something to pass over such as a reference.
    fn take_part(&mut self, part: &Value) {
        match part.get("type").and_then(Value::as_str) {
            Some("thinking" | "reasoning") => {
                let inner = part.get("thinking").or_else(|| part.get("text"));
                self.reasoning.push_str(&inner.map(joined_text).unwrap_or_default());
            }
            Some("text" | "output_text") | None => {
                self.text.push_str(part.get("text").and_then(Value::as_str).unwrap_or_default());
            }
            Some(_) => {}
        }
    }
}

/// The first reasoning field that holds something. Several may carry the same text (D31).
fn native_reasoning(delta: &Value) -> Option<String> {
    ["reasoning_content", "reasoning", "reasoning_details", "thinking"]
        .iter()
        .filter_map(|name| delta.get(name))
        .map(joined_text)
        .find(|text| !text.is_empty())
}

/// A string, or the texts of a list of parts. Encrypted reasoning has none.
fn joined_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(joined_text).collect(),
        Value::Object(part) => ["text", "summary", "content"]
            .iter()
            .find_map(|name| part.get(*name).and_then(Value::as_str))
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    }
}

/// Replaces `\uD800` to `\uDFFF` escapes that have no partner, which JSON parsers refuse; `None` if there is none.
pub(super) fn without_lone_surrogates(json: &str) -> Option<String> {
    const REPLACEMENT: &str = "\\ufffd";
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    let mut has_changed = false;
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        kept.push_str(before);
        let len = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(true), Some(false)) => 12,
            (Some(_), _) => 6,
            (None, _) => escape.char_indices().nth(2).map_or(escape.len(), |(at, _)| at),
        };
        let (unit, after) = escape.split_at_checked(len)?;
        let is_lone = len == 6 && surrogate(unit).is_some();
        has_changed |= is_lone;
        kept.push_str(if is_lone { REPLACEMENT } else { unit });
        rest = after;
    }
    kept.push_str(rest);
    has_changed.then_some(kept)
}

/// Whether `text` begins with a surrogate's escape: `Some(true)` for a leading one, `Some(false)` for a trailing one.
fn surrogate(text: &str) -> Option<bool> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(true),
        0xDC00..=0xDFFF => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::without_lone_surrogates;

    #[test]
    fn only_surrogates_without_a_partner_are_replaced() {
        for (json, kept) in [
            (r#""\ud83d\ude00""#, None),
            (r#""\u00e9\\ud83d""#, None),
            ("\"plain é\"", None),
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""a\ude00b\n""#, Some(r#""a\ufffdb\n""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\"#, Some(r#""\ufffd\"#)),
        ] {
            assert_eq!(without_lone_surrogates(json).as_deref(), kept, "{json}");
        }
    }
}
