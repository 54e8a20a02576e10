//! Open WebUI: a list of chats with `history.messages` by id, whose reasoning stands in the text as `<details>`.

use serde_json::Value;

use super::{
    ArchivedPart, Draft, Inline, claude::in_line, first, list, owned, reasoning, role, source, text, time,
    word,
};
use crate::import::tree::Node;

pub(super) fn draft(value: &Value, inline: &mut Inline) -> Result<Draft, String> {
    let chat = value.get("chat").unwrap_or(value);
    let by_id = chat.pointer("/history/messages").and_then(Value::as_object);
    let nodes = match by_id {
        Some(messages) => messages.iter().map(|(id, message)| read(id, message, inline)).collect(),
        None => {
            let messages = list(chat, "messages").iter().enumerate();
            let mut nodes: Vec<Node> = messages
                .map(|(index, message)| {
                    read(&owned(word(message, "id")).unwrap_or(index.to_string()), message, inline)
                })
                .collect();
            in_line(&mut nodes);
            nodes
        }
    };
    Ok(Draft {
        provider: "open-webui",
        id: owned(word(value, "id")).unwrap_or_else(|| word(chat, "id").to_owned()),
        title: owned(word(value, "title")).unwrap_or_else(|| word(chat, "title").to_owned()),
        model: list(chat, "models").iter().find_map(Value::as_str).unwrap_or_default().to_owned(),
        created_ms: time(value.get("created_at").or_else(|| chat.get("timestamp"))),
        updated_ms: time(value.get("updated_at")),
        is_archived: value.get("archived").and_then(Value::as_bool).unwrap_or_default(),
        nodes,
        head: chat.pointer("/history/currentId").and_then(Value::as_str).and_then(owned),
    })
}

fn read(id: &str, message: &Value, inline: &mut Inline) -> Node {
    let mut parts: Vec<ArchivedPart> = Vec::new();
    for attached in list(message, "files") {
        let name = first(attached, &["name", "filename"]);
        let inner =
            attached.pointer("/file/data/content").and_then(Value::as_str).filter(|text| !text.is_empty());
        let part = match inner {
            Some(content) => inline.add(&format!("{name}.txt"), content.as_bytes().to_vec().into()),
            None => inline
                .data_url(if name.is_empty() { "Image" } else { name }, word(attached, "url"))
                .unwrap_or_else(|| super::file(name, word(attached, "id"))),
        };
        parts.push(part);
    }
    let content = match message.get("content") {
        Some(Value::String(content)) => content.clone(),
        Some(Value::Array(blocks)) => blocks.iter().map(|block| word(block, "text")).collect(),
        _ => String::new(),
    };
    let (answer, thoughts) = parted(&content);
    parts.extend(reasoning(thoughts));
    parts.extend(reasoning(first(message, &["reasoning_content", "reasoning"])));
    parts.extend(text(answer));
    let documents = list(message, "sources").iter().chain(list(message, "citations"));
    for found in documents {
        let named = found.get("source").unwrap_or(found);
        let part = source(first(named, &["url", "name"]), first(named, &["title", "name"]));
        parts.extend(part.filter(|part| !parts.contains(part)));
    }
    Node {
        id: id.to_owned(),
        parent: owned(word(message, "parentId")),
        role: role(word(message, "role")),
        created_ms: time(message.get("timestamp")),
        model: owned(first(message, &["model", "modelName"])),
        parts,
    }
}

/// The answer without its blocks of reasoning, and what stood in them.
fn parted(content: &str) -> (String, String) {
    let (mut answer, mut thoughts, mut rest) = (String::new(), Vec::new(), content);
    while let Some((before, block)) = rest.split_once("<details type=\"reasoning\"") {
        answer.push_str(before);
        let (block, after) = block.split_once("</details>").unwrap_or((block, ""));
        let inner = block.split_once("</summary>").map_or(block, |(_, inner)| inner);
        let lines = inner
            .trim()
            .lines()
            .map(|line| line.strip_prefix("> ").or(line.strip_prefix("&gt; ")).unwrap_or(line));
        thoughts.push(lines.collect::<Vec<_>>().join("\n"));
        rest = after.trim_start();
    }
    answer.push_str(rest);
    (answer, thoughts.join("\n\n"))
}
