//! Which field of a request a refusal is about (API reference, sections 2.2 and 7.2).
//!
//! Invariant: a word that merely occurs in a refusal blames no field, since a refusal may quote the question: a field
//! stands in `param` or `loc`, or it is quoted, or its name is no word of a language.

use serde_json::Value;

/// Finds the first of `sent` that the refusal names. `body` is in lower case.
pub(super) fn refused<'a>(body: &str, sent: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let named = Named::from_body(body);
    let sent: Vec<&str> = sent.collect();
    let placed = named.places.iter().find_map(|place| sent.iter().find(|field| is_same(field, place)));
    placed.or_else(|| sent.iter().find(|field| named.says(field))).copied()
}

/// Whether the words of a refusal hold one of these, which stand for something that is no field.
pub(super) fn says(body: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| body.contains(phrase))
}

/// What a refusal says about fields.
#[derive(Default)]
pub(super) struct Named {
    /// Steps of paths to fields, in order.
    pub(super) places: Vec<String>,
    /// All that it says in words, a line each; not what it gives back of the request.
    pub(super) words: String,
}

impl Named {
    /// Reads a body in lower case.
    pub(super) fn from_body(body: &str) -> Self {
        let mut named = Self::default();
        match serde_json::from_str::<Value>(body) {
            Ok(value) => named.read(&value),
            Err(_) => named.words.push_str(body),
        }
        named
    }

    fn read(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.read(item)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| self.read_field(name, value)),
            _ => {}
        }
    }

    fn read_field(&mut self, name: &str, value: &Value) {
        match (name, value) {
            // What the request held, given back.
            ("input" | "ctx" | "url", _) => {}
            ("param" | "loc" | "field", place) => self.read_place(place),
            // A router gives the upstream's own body as text.
            ("raw", Value::String(text)) => match serde_json::from_str::<Value>(text) {
                Ok(inner) => self.read(&inner),
                Err(_) => self.say(text),
            },
            (_, Value::String(text)) => self.say(text),
            (_, value) => self.read(value),
        }
    }

    fn read_place(&mut self, place: &Value) {
        match place {
            Value::String(path) => {
                self.places.extend(path.split(['.', '[', ']', '/']).map(str::to_owned));
            }
            Value::Array(steps) => steps.iter().for_each(|step| self.read_place(step)),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        self.words.push_str(text);
        self.words.push('\n');
    }

    fn says(&self, field: &str) -> bool {
        let is_distinctive = field.contains('_') || field == "temperature" || has_hump(field);
        spellings(field).iter().any(|name| {
            self.words.match_indices(name.as_str()).any(|(at, _)| {
                let before = self.words.get(..at).and_then(|text| text.chars().next_back());
                let after = self.words.get(at + name.len()..).and_then(|text| text.chars().next());
                let is_whole = !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name);
                let is_quoted = before.is_some_and(|c| "'\"`‘“".contains(c));
                is_whole && (is_distinctive || is_quoted)
            })
        })
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn has_hump(field: &str) -> bool {
    field.chars().any(char::is_uppercase)
}

/// The name in lower case as it is, and with the words apart as Google's errors have it.
fn spellings(field: &str) -> [String; 2] {
    let apart = field
        .chars()
        .flat_map(|c| c.is_uppercase().then_some('_').into_iter().chain([c]))
        .collect::<String>();
    [field.to_lowercase(), apart.to_lowercase()]
}

fn is_same(field: &str, place: &str) -> bool {
    spellings(field).iter().any(|name| name == place)
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn a_field_is_blamed_where_it_is_named_and_not_where_its_word_occurs() {
        let sent =
            ["stream", "stream_options", "temperature", "max_tokens", "user", "stop", "maxOutputTokens"];
        for (body, expected) in [
            (r#"{"error":{"message":"Unsupported","param":"max_tokens"}}"#, Some("max_tokens")),
            (r#"{"error":{"message":"No","param":"stream_options.include_usage"}}"#, Some("stream_options")),
            (
                r#"{"detail":[{"loc":["body","user"],"msg":"extra inputs","input":"temperature"}]}"#,
                Some("user"),
            ),
            (r#"{"detail":[{"loc":["body"],"msg":"missing","input":{"param":"stop"}}]}"#, None),
            (
                r#"{"message":{"detail":[{"loc":["body","stream_options"],"msg":"no"}]}}"#,
                Some("stream_options"),
            ),
            (
                r#"{"error":{"message":"invalid temperature: only 1 is allowed for this model"}}"#,
                Some("temperature"),
            ),
            (r#"{"error":{"message":"'stop' is not supported with this model"}}"#, Some("stop")),
            (r#"{"error":{"message":"the user should stop the stream"}}"#, None),
            (r#"{"error":{"message":"use max_tokens_to_sample"}}"#, None),
            (
                r#"{"error":{"message":"use 'max_tokens'","metadata":{"raw":"{\"error\":{\"param\":\"stop\"}}"}}}"#,
                Some("stop"),
            ),
            (
                r#"[{"error":{"message":"unknown name \"max_output_tokens\" at 'generation_config'"}}]"#,
                Some("maxOutputTokens"),
            ),
            ("unrecognized request argument: stream_options", Some("stream_options")),
            ("", None),
        ] {
            assert_eq!(refused(body, sent.into_iter()), expected, "{body}");
        }
    }
}
