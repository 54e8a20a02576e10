//! Claude: a bare list, in whose conversations the order of messages mixes branches.

use bytes::Bytes;
use serde_json::Value;

use super::{
    ArchivedPart, Draft, Inline, first, list, owned, reasoning, role, source, text, time, tool_words, word,
};
use crate::import::tree::Node;

pub(super) fn draft(value: &Value, inline: &mut Inline) -> Result<Draft, String> {
    let messages = list(value, "chat_messages");
    let is_tree = messages.iter().any(|message| !word(message, "parent_message_uuid").is_empty());
    let mut nodes: Vec<Node> = messages.iter().map(|message| read(message, inline)).collect();
    if !is_tree {
        in_line(&mut nodes);
    }
    Ok(Draft {
        provider: "claude",
        id: first(value, &["uuid", "id"]).to_owned(),
        title: word(value, "name").to_owned(),
        model: word(value, "model").to_owned(),
        created_ms: time(value.get("created_at")),
        updated_ms: time(value.get("updated_at")),
        head: owned(word(value, "current_leaf_message_uuid")),
        nodes,
        ..Draft::default()
    })
}

/// Lets each follow the one before it.
pub(super) fn in_line(nodes: &mut [Node]) {
    let mut before = None;
    for node in nodes {
        node.parent = before.replace(node.id.clone());
    }
}

fn read(message: &Value, inline: &mut Inline) -> Node {
    let mut parts = Vec::new();
    for attached in list(message, "attachments") {
        let content = word(attached, "extracted_content");
        let name = first(attached, &["file_name", "name"]);
        match content.is_empty() {
            true => parts.push(super::file(name, "")),
            false => parts.push(inline.add(&text_name(name), Bytes::copy_from_slice(content.as_bytes()))),
        }
    }
    for listed in ["files", "files_v2"].iter().flat_map(|name| list(message, name)) {
        let part = super::file(first(listed, &["file_name", "name"]), word(listed, "file_uuid"));
        parts.push(part);
    }
    let before = parts.len();
    for block in list(message, "content") {
        read_block(block, &mut parts);
    }
    if parts.len() == before {
        parts.extend(text(word(message, "text")));
    }
    let created_ms = time(message.get("created_at"));
    Node {
        id: word(message, "uuid").to_owned(),
        parent: owned(word(message, "parent_message_uuid")),
        role: role(word(message, "sender")),
        created_ms,
        model: None,
        parts,
    }
}

/// What was read out of a document is text, whatever the document was.
fn text_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, "txt" | "md" | "csv" | "json")) => name.to_owned(),
        _ if name.is_empty() => "Attachment.txt".to_owned(),
        _ => format!("{name}.txt"),
    }
}

fn read_block(block: &Value, parts: &mut Vec<ArchivedPart>) {
    match word(block, "type") {
        "text" => {
            let has_text = parts.iter().any(|part| matches!(part, ArchivedPart::Text { .. }));
            let words = word(block, "text");
            parts.extend(text(if has_text { format!("\n\n{words}") } else { words.to_owned() }));
            for citation in list(block, "citations") {
                let details = citation.get("details").unwrap_or(citation);
                let part = source(first(details, &["url", "uri"]), first(citation, &["title", "name"]));
                parts.extend(part.filter(|part| !parts.contains(part)));
            }
        }
        "thinking" => {
            let summaries: Vec<&str> =
                list(block, "summaries").iter().map(|it| word(it, "summary")).collect();
            let thought = Some(word(block, "thinking")).filter(|it| !it.is_empty());
            push_aside(parts, thought.map_or_else(|| summaries.join("\n\n"), str::to_owned));
        }
        "tool_use" => {
            push_aside(parts, tool_words(word(block, "name"), block.get("input").unwrap_or(&Value::Null)))
        }
        "tool_result" => {
            push_aside(parts, tool_words(word(block, "name"), block.get("content").unwrap_or(&Value::Null)))
        }
        _ => {}
    }
}

fn push_aside(parts: &mut Vec<ArchivedPart>, words: String) {
    let has_some = parts.iter().any(|part| matches!(part, ArchivedPart::Reasoning { .. }));
    parts.extend(reasoning(if has_some && !words.trim().is_empty() {
        format!("\n\n{words}")
    } else {
        words
    }));
}
