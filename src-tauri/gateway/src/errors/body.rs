//! The shapes in which upstreams describe an error (API reference, section 7.2), reduced to one.
//!
//! Invariant: nothing is refused; a body of no known shape still gives its first words. See `code` for the meaning.

use serde_json::Value;

/// What an error's body said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RemoteError {
    /// In the server's words; empty if it had none.
    pub message: String,
    /// Its code, such as `insufficient_quota` or `429`.
    pub code: String,
    /// Its class, such as `invalid_request_error` or `RESOURCE_EXHAUSTED`.
    pub kind: String,
    /// The field that it is about.
    pub param: String,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// How long to wait, if the body says so.
    pub retry_after_ms: Option<u64>,
    /// It was a web page: what answered is something in front of the API.
    pub is_page: bool,
}

impl RemoteError {
    /// Reads a body, whatever its content type says.
    pub(crate) fn from_body(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{FEFF}').trim();
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Self::from_value(&value),
            Err(_) => Self::from_text(text),
        }
    }

    /// Reads text that is not JSON: of a page the title, of anything else the words.
    pub(crate) fn from_text(text: &str) -> Self {
        let text = text.trim();
        let is_page = text.starts_with('<');
        let message = if is_page { title(text) } else { text.chars().take(4096).collect() };
        Self { message, is_page, ..Self::default() }
    }

    /// Reads JSON.
    pub(crate) fn from_value(value: &Value) -> Self {
        let root = unwrap_array(value);
        let object = error_object(root);
        let text =
            |name: &str| scalar(object.get(name)).or_else(|| scalar(root.get(name))).unwrap_or_default();
        let kind = match object.get("status").and_then(Value::as_str) {
            Some(status) => status.to_owned(),
            None => text("type"),
        };
        Self {
            message: message(root, object).map(|words| Self::from_text(&words).message).unwrap_or_default(),
            code: code(object).or_else(|| inner_code(object)).or_else(|| code(root)).unwrap_or_default(),
            kind,
            param: text("param"),
            request_id: ["request_id", "requestId"].iter().find_map(|name| scalar(root.get(name))),
            retry_after_ms: retry_delay_ms(object),
            is_page: false,
        }
    }

    /// The error in a chunk of an answer, if it carries one (D40 to D43), in any of the ways in which servers say so with
    /// status 200.
    pub(crate) fn in_stream(chunk: &Value) -> Option<Self> {
        let says = |name: &str, words: &[&str]| {
            chunk.get(name).and_then(Value::as_str).is_some_and(|said| words.contains(&said))
        };
        let is_false = |name: &str| chunk.get(name).and_then(Value::as_bool) == Some(false);
        let is_error = chunk.get("error").is_some_and(is_something)
            || says("object", &["error"])
            || says("type", &["error"])
            || says("status", &["error", "fail", "failed"])
            || ["success", "ok"].iter().any(|name| is_false(name))
            || chunk.get("base_resp").is_some_and(|outcome| code(outcome).is_some());
        if is_error || !has_content(chunk) && code(chunk).is_some() && message(chunk, chunk).is_some() {
            return Some(Self::from_value(chunk));
        }
        let choices = chunk.get("choices")?.as_array()?;
        let error = choices.iter().find(|choice| choice.get("error").is_some_and(is_something))?;
        Some(Self::from_value(error))
    }

    /// What a value says that holds no part of an answer: an error, if no answer comes.
    pub(crate) fn in_words(chunk: &Value) -> Option<Self> {
        let is_plain = !has_content(chunk) && message(chunk, chunk).is_some();
        is_plain.then(|| Self::from_value(chunk))
    }

    /// The status that a number in `code` stands for.
    pub(crate) fn numeric_code(&self) -> Option<u16> {
        self.code.parse().ok().filter(|code| (400..600).contains(code))
    }

    /// What to show: the message, else code and field.
    pub(crate) fn words(&self) -> String {
        if !self.message.is_empty() {
            return self.message.clone();
        }
        let named = [&self.code, &self.kind].into_iter().find(|name| !name.is_empty());
        match (named, self.param.is_empty()) {
            (Some(name), false) => format!("{name} ({})", self.param),
            (Some(name), true) => name.clone(),
            (None, _) => self.param.clone(),
        }
    }

    /// Everything that the body said, in lower case, to be searched.
    pub(crate) fn all_words(&self) -> String {
        [&*self.message, &self.code, &self.kind, &self.param].join("\n").to_lowercase()
    }
}

/// Gemini wraps its error in a list of one.
fn unwrap_array(value: &Value) -> &Value {
    value.as_array().and_then(|values| values.first()).unwrap_or(value)
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// Where the words for an error stand, the best first.
const MESSAGES: [&str; 11] = [
    "message",
    "detail",
    "msg",
    "error_msg",
    "err_msg",
    "errmsg",
    "error_message",
    "errorMessage",
    "status_msg",
    "error_description",
    "title",
];

/// Where its code stands.
const CODES: [&str; 8] =
    ["code", "error_code", "err_code", "errcode", "errorCode", "status_code", "statusCode", "status"];

/// The object that describes the error: one level down, or the value itself.
fn error_object(root: &Value) -> &Value {
    let error = root.get("error").filter(|error| error.is_object() && is_something(error));
    let first = || root.get("errors")?.as_array()?.first().filter(|error| error.is_object());
    // MiniMax says with each answer how it went.
    let outcome = || root.get("base_resp").filter(|outcome| code(outcome).is_some());
    error.or_else(first).or_else(outcome).unwrap_or(root)
}

/// A code that speaks of a failure.
fn code(object: &Value) -> Option<String> {
    let is_fine = |code: &str| {
        matches!(code, "0" | "200" | "0000")
            || ["ok", "success"].iter().any(|word| code.eq_ignore_ascii_case(word))
    };
    CODES.iter().filter_map(|name| scalar(object.get(*name))).find(|code| !is_fine(code))
}

/// Whether a value holds a part of an answer.
fn has_content(chunk: &Value) -> bool {
    let is_list = |name: &str| chunk.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    ["choices", "candidates", "content"].iter().any(|name| is_list(name))
        || ["delta", "content_block"].iter().any(|name| chunk.get(*name).is_some())
}

fn message(root: &Value, object: &Value) -> Option<String> {
    let named = |value: &Value| MESSAGES.iter().find_map(|name| words_of(value.get(*name)?));
    upstream_message(object)
        .or_else(|| named(object))
        .or_else(|| named(root))
        .or_else(|| scalar(root.get("error")))
        .or_else(|| root.as_str().map(str::to_owned))
        .filter(|words| !words.trim().is_empty())
        .map(|words| without_wrapping(&words).unwrap_or(words))
}

/// The words of an error that another program put into its own, as JSON or as Python writes it.
fn without_wrapping(words: &str) -> Option<String> {
    let (before, inner) = words.split_at_checked(words.find('{')?)?;
    let inner = inner.get(..=inner.rfind('}')?)?;
    let unescaped = inner.replace("\\n", " ").replace("\\\"", "\"").replace("\\'", "'");
    let read = |json: &str| {
        serde_json::from_str::<Value>(json).ok().map(|value| RemoteError::from_value(&value).message)
    };
    let said = read(inner).or_else(|| read(&unescaped)).or_else(|| python_message(inner))?;
    if said.is_empty() {
        return None;
    }
    let own = before.trim_end().trim_end_matches("b'").trim_end_matches(['\'', '"', ' ']);
    Some(if own.is_empty() { said } else { format!("{} {said}", own.trim_end()) })
}

/// The message in a dictionary of Python's: `{'error': {'message': "…"}}`.
fn python_message(dictionary: &str) -> Option<String> {
    let (_, after) = MESSAGES.iter().find_map(|name| dictionary.split_once(&format!("'{name}': ")))?;
    let quote = after.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let inner = after.get(1..)?;
    let ends = inner.match_indices(quote).map(|(at, _)| at);
    let end = ends.into_iter().find(|at| !inner.get(..*at).is_some_and(|before| before.ends_with('\\')))?;
    inner.get(..end).map(|said| said.replace("\\'", "'").replace("\\\"", "\""))
}

/// A router's `metadata.raw` holds what the upstream said, where its own message only says that there was an error.
fn upstream_message(object: &Value) -> Option<String> {
    let metadata = object.get("metadata")?;
    let raw = metadata.get("raw")?;
    let inner = match raw.as_str() {
        Some(text) => RemoteError::from_body(text.as_bytes()),
        None => RemoteError::from_value(raw),
    };
    let words = Some(inner.words()).filter(|words| !words.is_empty())?;
    let own = scalar(object.get("message")).unwrap_or_default();
    Some(match scalar(metadata.get("provider_name")) {
        Some(provider) => format!("{own} ({provider}): {words}"),
        None => format!("{own}: {words}"),
    })
}

/// A string, or the first of a list of `{msg, loc}`, or an object that holds one of these.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Array(items) => items.iter().find_map(words_of),
        Value::Object(fields) => {
            let words = MESSAGES.iter().find_map(|name| words_of(fields.get(*name)?))?;
            Some(match fields.get("loc").and_then(place) {
                Some(place) => format!("{place}: {words}"),
                None => words,
            })
        }
        _ => None,
    }
}

/// `["body", "stream_options"]` as `body.stream_options`.
fn place(loc: &Value) -> Option<String> {
    let steps: Vec<String> = loc.as_array()?.iter().filter_map(|step| scalar(Some(step))).collect();
    (!steps.is_empty()).then(|| steps.join("."))
}

/// Azure's and Anthropic's finer codes, one level down.
fn inner_code(object: &Value) -> Option<String> {
    let inner = object.get("innererror").or_else(|| object.get("details"))?;
    scalar(inner.get("code")).or_else(|| scalar(inner.get("error_code")))
}

/// Google's `RetryInfo`: `"retryDelay": "17s"` among the details.
fn retry_delay_ms(object: &Value) -> Option<u64> {
    let details = object.get("details")?.as_array()?;
    let delay = details.iter().find_map(|detail| detail.get("retryDelay")?.as_str())?;
    let seconds: f64 = delay.strip_suffix('s')?.parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| (seconds * 1000.0).ceil() as u64)
}

fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The words between `<title>` and its end, without markup; empty if there are none.
fn title(html: &str) -> String {
    // ASCII case only, so that the positions stay those of `html`.
    let lower = html.to_ascii_lowercase();
    let inner = lower.find("<title").and_then(|start| {
        let start = start + lower.get(start..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find("</title")?;
        html.get(start..end)
    });
    let decoded =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
            .iter()
            .fold(inner.unwrap_or_default().to_owned(), |text, (entity, plain)| text.replace(entity, plain));
    decoded.replace(['<', '>'], " ").trim().to_owned()
}
