//! ChatGPT: `conversations.json`, or many `conversations-NNN.json`: trees by `mapping`, of which much is hidden.

use serde_json::Value;

use super::{
    ArchivedPart, Draft, Role, file, first, list, owned, reasoning, source, text, time, tool_words, word,
};
use crate::import::tree::Node;

pub(super) fn draft(value: &Value) -> Result<Draft, String> {
    let mapping = value.get("mapping").and_then(Value::as_object).ok_or("it has no messages")?;
    let nodes = mapping.iter().map(|(id, node)| read_node(id, node)).collect();
    Ok(Draft {
        provider: "chatgpt",
        id: first(value, &["conversation_id", "id"]).to_owned(),
        title: word(value, "title").to_owned(),
        model: word(value, "default_model_slug").to_owned(),
        created_ms: time(value.get("create_time")),
        updated_ms: time(value.get("update_time")),
        is_archived: value.get("is_archived").and_then(Value::as_bool).unwrap_or_default(),
        nodes,
        head: owned(word(value, "current_node")),
    })
}

fn read_node(id: &str, node: &Value) -> Node {
    let message = node.get("message").unwrap_or(&Value::Null);
    let metadata = message.get("metadata").unwrap_or(&Value::Null);
    let is_hidden = message.get("weight").and_then(Value::as_f64) == Some(0.0)
        || metadata.get("is_visually_hidden_from_conversation").and_then(Value::as_bool) == Some(true);
    let author = message.pointer("/author/role").and_then(Value::as_str).unwrap_or_default();
    let role = match author {
        "user" => Some(Role::User),
        // What a tool gave belongs to the answer that asked for it.
        "assistant" | "tool" => Some(Role::Assistant),
        _ => None,
    };
    let mut parts = Vec::new();
    if role.is_some() && !is_hidden {
        let is_aside = author == "tool" || !matches!(word(message, "recipient"), "" | "all");
        read_content(message.get("content").unwrap_or(&Value::Null), is_aside, &mut parts);
        read_metadata(metadata, &mut parts);
    }
    Node {
        id: id.to_owned(),
        parent: owned(word(node, "parent")),
        role: role.filter(|_| !is_hidden),
        created_ms: time(message.get("create_time")),
        model: owned(word(metadata, "model_slug")).filter(|_| author == "assistant"),
        parts,
    }
}

/// `is_aside`: it went to a tool, or came from one.
fn read_content(content: &Value, is_aside: bool, parts: &mut Vec<ArchivedPart>) {
    let said = |words: String| if is_aside { reasoning(words) } else { text(words) };
    match word(content, "content_type") {
        "text" | "multimodal_text" => read_parts(content, is_aside, parts),
        "code" => {
            let language = Some(word(content, "language")).filter(|it| *it != "unknown").unwrap_or_default();
            let code = word(content, "text");
            parts.extend(said(if code.is_empty() {
                String::new()
            } else {
                format!("```{language}\n{code}\n```")
            }));
        }
        "execution_output" | "system_error" => parts.extend(reasoning(word(content, "text"))),
        "thoughts" => {
            let thought = |thought: &Value| {
                format!("{}\n\n{}", word(thought, "summary"), word(thought, "content")).trim().to_owned()
            };
            let all: Vec<String> =
                list(content, "thoughts").iter().map(thought).filter(|it| !it.is_empty()).collect();
            parts.extend(reasoning(all.join("\n\n")));
        }
        "reasoning_recap" => parts.extend(reasoning(word(content, "content"))),
        "user_editable_context" | "model_editable_context" => {}
        kind if kind.starts_with("tether_") => {
            parts.extend(reasoning(first(content, &["text", "result", "summary"])))
        }
        _ => {
            read_parts(content, is_aside, parts);
            parts.extend(said(first(content, &["text", "result"]).to_owned()));
        }
    }
}

fn read_parts(content: &Value, is_aside: bool, parts: &mut Vec<ArchivedPart>) {
    let mut words: Vec<String> = Vec::new();
    for part in list(content, "parts") {
        match part {
            Value::String(part) => words.push(unmarked(part)),
            Value::Object(_) => match word(part, "content_type") {
                "audio_transcription" => words.push(word(part, "text").to_owned()),
                _ if part.get("asset_pointer").is_some() => parts.push(pointer(part)),
                _ => words.push(unmarked(word(part, "text"))),
            },
            _ => {}
        }
    }
    words.retain(|words| !words.trim().is_empty());
    let words = words.join("\n\n");
    let part = if is_aside { reasoning(words) } else { text(words) };
    // Files come before words, as in our own messages.
    parts.extend(part);
}

/// An image, under the id that the name of its `.dat` file begins with.
fn pointer(part: &Value) -> ArchivedPart {
    let pointer = word(part, "asset_pointer");
    let key = pointer.split_once("://").map_or(pointer, |(_, id)| id);
    let key = key.split(['?', '#', '/']).next().unwrap_or_default();
    file(if word(part, "content_type").contains("image") { "Image" } else { "File" }, key)
}

fn read_metadata(metadata: &Value, parts: &mut Vec<ArchivedPart>) {
    for attached in list(metadata, "attachments") {
        let key = word(attached, "id");
        let name = first(attached, &["name", "file_name"]);
        let known = parts.iter_mut().find_map(|part| match part {
            ArchivedPart::File(file) if file.sha256 == key => Some(file),
            _ => None,
        });
        match known {
            Some(file) if !name.is_empty() => name.clone_into(&mut file.name),
            Some(_) => {}
            None => parts.insert(0, file(name, key)),
        }
    }
    let cited = list(metadata, "citations").iter().filter_map(|citation| citation.get("metadata"));
    let referred = list(metadata, "content_references")
        .iter()
        .flat_map(|found| list(found, "items").iter().chain(std::iter::once(found)));
    for found in cited.chain(referred) {
        let part = source(word(found, "url"), word(found, "title"));
        parts.extend(part.filter(|part| !parts.contains(part)));
    }
    if let Some(call) = metadata.get("invoked_plugin") {
        parts.extend(reasoning(tool_words(word(call, "namespace"), call)));
    }
}

/// Without the marks of its own that stand between characters for private use.
fn unmarked(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, marked)) = rest.split_once('\u{E200}') {
        out.push_str(before);
        rest = marked.split_once('\u{E201}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
