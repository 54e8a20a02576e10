//! Cherry Studio: a backup's `data.json`, in which topics, blocks of messages and names stand apart.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    ArchivedPart, Draft, file, first, list, owned, reasoning, role, source, text, time, tool_words, word,
};
use crate::import::tree::Node;

/// Each topic with its name and its blocks.
pub(super) fn topics(mut value: Value) -> Vec<Value> {
    let names = names(&value);
    let mut take = |place: &str| value.pointer_mut(place).map(Value::take);
    let (topics, blocks) = (take("/indexedDB/topics"), take("/indexedDB/message_blocks"));
    let mut by_message: HashMap<String, Vec<Value>> = HashMap::new();
    for block in into_list(blocks) {
        by_message.entry(word(&block, "messageId").to_owned()).or_default().push(block);
    }
    let joined = |mut topic: Value| {
        let name = names.get(word(&topic, "id")).cloned().unwrap_or_else(|| word(&topic, "name").to_owned());
        for message in topic.get_mut("messages").and_then(Value::as_array_mut).into_iter().flatten() {
            let found = by_message.remove(word(message, "id")).unwrap_or_default();
            if let Some(fields) = message.as_object_mut() {
                fields.insert("cherryBlocks".to_owned(), found.into());
            }
        }
        if let Some(fields) = topic.as_object_mut() {
            fields.insert("name".to_owned(), name.into());
        }
        json!({ "cherryTopic": topic })
    };
    into_list(topics).into_iter().map(joined).collect()
}

fn into_list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    }
}

/// The names of topics, which stand in texts of JSON in a text of JSON.
fn names(value: &Value) -> HashMap<String, String> {
    let parsed = |text: &Value| serde_json::from_str::<Value>(text.as_str()?).ok();
    let stored = value.pointer("/localStorage/persist:cherry-studio").and_then(parsed).unwrap_or_default();
    let assistants = stored.get("assistants").and_then(parsed).unwrap_or_default();
    let all = list(&assistants, "assistants").iter().chain(assistants.get("defaultAssistant"));
    let topics = all.flat_map(|assistant| list(assistant, "topics"));
    topics.map(|topic| (word(topic, "id").to_owned(), word(topic, "name").to_owned())).collect()
}

pub(super) fn draft(value: &Value) -> Result<Draft, String> {
    let topic = value.get("cherryTopic").ok_or("it is empty")?;
    let mut nodes: Vec<Node> = Vec::new();
    // Several models may answer one question; the one that is chosen, else the first, is gone on with.
    let (mut last, mut asked) = (None, None);
    for message in list(topic, "messages") {
        let mut node = read(message);
        let is_version = asked.is_some()
            && owned(word(message, "askId")) == asked
            && node.role == Some(super::Role::Assistant);
        node.parent = if is_version { asked.clone() } else { last.clone() };
        let is_chosen = message.get("foldSelected").and_then(Value::as_bool).unwrap_or_default();
        if node.role == Some(super::Role::User) {
            asked = Some(node.id.clone());
        }
        if !is_version || is_chosen || last == asked {
            last = Some(node.id.clone());
        }
        nodes.push(node);
    }
    Ok(Draft {
        provider: "cherry-studio",
        id: word(topic, "id").to_owned(),
        title: word(topic, "name").to_owned(),
        created_ms: nodes.first().and_then(|node| node.created_ms),
        updated_ms: nodes.last().and_then(|node| node.created_ms),
        head: last,
        nodes,
        ..Draft::default()
    })
}

fn read(message: &Value) -> Node {
    let mut parts: Vec<ArchivedPart> = Vec::new();
    for block in list(message, "cherryBlocks") {
        let content = word(block, "content");
        match word(block, "type") {
            "thinking" => parts.extend(reasoning(content)),
            "tool" => parts.extend(reasoning(tool_words(
                word(block, "toolName"),
                block.get("content").unwrap_or(&Value::Null),
            ))),
            "code" => parts.extend(text(format!("```{}\n{content}\n```", word(block, "language")))),
            "image" | "file" => {
                let stored = block.get("file").unwrap_or(&Value::Null);
                let key = format!("{}{}", word(stored, "id"), word(stored, "ext"));
                parts.push(file(first(stored, &["origin_name", "name"]), &key));
            }
            "citation" => {
                let results =
                    block.pointer("/response/results").and_then(Value::as_array).into_iter().flatten();
                parts.extend(
                    results.filter_map(|found| source(first(found, &["url", "link"]), word(found, "title"))),
                );
            }
            "error" => {}
            _ => parts.extend(text(content)),
        }
    }
    if parts.is_empty() {
        parts.extend(reasoning(word(message, "reasoning_content")));
        parts.extend(text(word(message, "content")));
    }
    let model =
        message.get("model").map(|model| first(model, &["id", "name"])).unwrap_or(word(message, "modelId"));
    let role = role(word(message, "role"));
    Node {
        id: word(message, "id").to_owned(),
        parent: None,
        created_ms: time(message.get("createdAt")),
        model: owned(model).filter(|_| role == Some(super::Role::Assistant)),
        role,
        parts,
    }
}
