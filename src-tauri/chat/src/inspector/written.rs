//! A request written so that it can be made elsewhere: as a command of curl, or for the OpenAI SDKs.
//!
//! Invariant: what is written runs as it stands with the key in `$YOUROUTER_API_KEY`, and sends the same body; curl sends
//! it byte for byte.

use std::fmt::Write;

use serde_json::{Map, Value};

use yourouter_gateway::KEY_VARIABLE;
use yourouter_protocol::{Error, RequestLanguage, Result};

use super::Head;

/// What every client writes itself.
const OWN_HEADERS: [&str; 5] = ["accept", "accept-encoding", "authorization", "content-type", "user-agent"];

/// Fields that the SDK for Python has names for; others go into `extra_body` (openai-python, `completions.create`).
const PYTHON_FIELDS: [&str; 23] = [
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "messages",
    "metadata",
    "modalities",
    "model",
    "n",
    "presence_penalty",
    "prompt_cache_key",
    "reasoning_effort",
    "response_format",
    "seed",
    "service_tier",
    "stop",
    "stream",
    "stream_options",
    "temperature",
    "tool_choice",
    "tools",
    "top_p",
];

pub(super) fn write(language: RequestLanguage, head: &Head, body: &str, base_url: &str) -> Result<String> {
    match language {
        RequestLanguage::Curl => Ok(curl(head, body)),
        _ if !head.url.ends_with("/chat/completions") => Err(Error::invalid(
            "The OpenAI SDKs write requests of the Chat Completions API only; this one is of another. Copy it as curl",
        )),
        RequestLanguage::Python => python(head, body, base_url),
        RequestLanguage::JavaScript => Ok(javascript(head, body, base_url)),
    }
}

/// For a POSIX shell. The body goes through a pipe, since an argument of a program has a limit, and `printf` is the
/// shell's own.
fn curl(head: &Head, body: &str) -> String {
    let mut command = format!(
        "printf %s {} |\n  curl {} --no-buffer --silent --show-error",
        quoted(body),
        quoted(&head.url)
    );
    for (name, value) in &head.headers {
        let header = match value.split_once(KEY_VARIABLE) {
            Some((before, after)) => format!("\"{name}: {before}{KEY_VARIABLE}{after}\""),
            None => quoted(&format!("{name}: {value}")),
        };
        // Writing into a string does not fail.
        let _written = write!(command, " \\\n  --header {header}");
    }
    command.push_str(" \\\n  --data-binary @-\n");
    command
}

/// A word of a POSIX shell (XCU, section 2.2.2).
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn python(head: &Head, body: &str, base_url: &str) -> Result<String> {
    let fields: Map<String, Value> =
        serde_json::from_str(body).map_err(|error| Error::Internal(error.to_string()))?;
    let is_streaming = fields.get("stream") == Some(&Value::Bool(true));
    let (known, extra): (Map<_, _>, Map<_, _>) =
        fields.into_iter().partition(|(name, _)| PYTHON_FIELDS.contains(&name.as_str()));
    let mut arguments: Vec<String> =
        known.iter().map(|(name, value)| format!("    {name}={},\n", python_value(value))).collect();
    let headers = more_headers(head);
    for (name, value) in [("extra_headers", headers), ("extra_body", extra)] {
        if !value.is_empty() {
            arguments.push(format!("    {name}={},\n", python_value(&Value::Object(value))));
        }
    }
    let read = if is_streaming {
        "for chunk in answer:\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or \"\", end=\"\", flush=True)\n"
    } else {
        "print(answer.choices[0].message.content)\n"
    };
    Ok(format!(
        "# pip install openai\nimport os\n\nfrom openai import OpenAI\n\n\
         client = OpenAI(base_url={}, api_key=os.environ[\"{}\"])\n\
         answer = client.chat.completions.create(\n{})\n{read}",
        Value::from(base_url),
        KEY_VARIABLE.trim_start_matches('$'),
        arguments.concat(),
    ))
}

/// A literal of Python: strings are written as in JSON, whose escapes Python knows.
fn python_value(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(python_value).collect::<Vec<_>>().join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), python_value(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// JSON is JavaScript, and the SDK passes fields on that it does not know.
fn javascript(head: &Head, body: &str, base_url: &str) -> String {
    let headers = Value::Object(more_headers(head));
    let options = if headers.as_object().is_none_or(Map::is_empty) {
        String::new()
    } else {
        format!(", {{ headers: {headers} }}")
    };
    let read = if body.contains("\"stream\":true") {
        "for await (const chunk of answer) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');\n"
    } else {
        "console.log(answer.choices[0].message.content);\n"
    };
    format!(
        "// npm install openai\nimport OpenAI from 'openai';\n\n\
         const client = new OpenAI({{ baseURL: {}, apiKey: process.env.{} }});\n\
         const answer = await client.chat.completions.create({body}{options});\n{read}",
        Value::from(base_url),
        KEY_VARIABLE.trim_start_matches('$'),
    )
}

/// The headers that an SDK does not write by itself.
fn more_headers(head: &Head) -> Map<String, Value> {
    let more = head.headers.iter().filter(|(name, _)| !OWN_HEADERS.contains(&name.as_str()));
    more.map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect()
}
