//! LibreChat: one conversation a file, its messages as a tree of `children` or as a list.

use serde_json::Value;

use super::{Draft, Role, first, list, owned, reasoning, text, time, tool_words, word};
use crate::import::tree::Node;

pub(super) fn draft(value: &Value) -> Result<Draft, String> {
    let mut nodes = Vec::new();
    let roots = if list(value, "messagesTree").is_empty() {
        list(value, "messages")
    } else {
        list(value, "messagesTree")
    };
    let mut open: Vec<(&Value, Option<&str>)> = roots.iter().rev().map(|message| (message, None)).collect();
    while let Some((message, parent)) = open.pop() {
        nodes.push(read(message, parent));
        open.extend(
            list(message, "children").iter().rev().map(|child| (child, Some(word(message, "messageId")))),
        );
    }
    Ok(Draft {
        provider: "librechat",
        id: word(value, "conversationId").to_owned(),
        title: word(value, "title").to_owned(),
        model: value
            .pointer("/options/model")
            .and_then(Value::as_str)
            .unwrap_or(word(value, "model"))
            .to_owned(),
        created_ms: time(value.get("createdAt")),
        updated_ms: time(value.get("updatedAt")),
        nodes,
        ..Draft::default()
    })
}

fn read(message: &Value, parent: Option<&str>) -> Node {
    let mut parts = Vec::new();
    for attached in list(message, "files").iter().chain(list(message, "attachments")) {
        parts.push(super::file(first(attached, &["filename", "name"]), first(attached, &["file_id", "id"])));
    }
    let mut words: Vec<&str> = Vec::new();
    for block in list(message, "content") {
        match word(block, "type") {
            "think" => parts.extend(reasoning(first(block, &["think", "text"]))),
            "tool_call" => {
                let call = block.get("tool_call").unwrap_or(block);
                parts.extend(reasoning(tool_words(
                    word(call, "name"),
                    call.get("args").unwrap_or(&Value::Null),
                )));
                parts.extend(reasoning(first(call, &["output"])));
            }
            _ => {
                let inner = block.pointer("/text/value").and_then(Value::as_str);
                words.push(inner.unwrap_or_else(|| word(block, "text")));
            }
        }
    }
    words.retain(|words| !words.is_empty());
    let words = if words.is_empty() { word(message, "text").to_owned() } else { words.join("\n\n") };
    // Reasoning of older versions stands between marks.
    let (thought, words) = match words.strip_prefix(":::thinking").and_then(|rest| rest.split_once(":::")) {
        Some((thought, words)) => (thought.trim().to_owned(), words.trim_start().to_owned()),
        None => (String::new(), words),
    };
    parts.extend(reasoning(thought));
    parts.extend(text(words));
    let is_own = message.get("isCreatedByUser").and_then(Value::as_bool);
    let is_own = is_own.unwrap_or_else(|| word(message, "sender").eq_ignore_ascii_case("user"));
    Node {
        id: word(message, "messageId").to_owned(),
        parent: owned(word(message, "parentMessageId")).or_else(|| parent.map(str::to_owned)),
        role: Some(if is_own { Role::User } else { Role::Assistant }),
        created_ms: time(message.get("createdAt")),
        model: owned(word(message, "model")).filter(|_| !is_own),
        parts,
    }
}
