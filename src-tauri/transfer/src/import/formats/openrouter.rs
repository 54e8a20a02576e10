//! OpenRouter's chat room (`orpg.3.0`): characters, messages and items by id.

use serde_json::Value;

use super::{
    ArchivedPart, Draft, Inline, Role, claude::in_line, first, list, owned, reasoning, text, time,
    tool_words, word,
};
use crate::import::tree::{Node, stable};

pub(super) fn draft(value: &Value, inline: &mut Inline) -> Result<Draft, String> {
    let messages = value.get("messages").and_then(Value::as_object).ok_or("it has no messages")?;
    let mut nodes: Vec<Node> =
        messages.iter().map(|(id, message)| read(id, message, value, inline)).collect();
    nodes.sort_by_key(|node| node.created_ms);
    if nodes.iter().all(|node| node.parent.is_none()) {
        in_line(&mut nodes);
    }
    let title = first(value, &["title", "name"]);
    // It has no id: who names the first message names the conversation.
    let first_id = nodes.first().map(|node| node.id.clone()).unwrap_or_default();
    let made = stable(&[title, &first_id]).map(|byte| format!("{byte:02x}")).concat();
    Ok(Draft {
        provider: "openrouter",
        id: owned(word(value, "id")).unwrap_or(made),
        title: title.to_owned(),
        created_ms: nodes.first().and_then(|node| node.created_ms),
        updated_ms: nodes.last().and_then(|node| node.created_ms),
        nodes,
        ..Draft::default()
    })
}

fn read(id: &str, message: &Value, value: &Value, inline: &mut Inline) -> Node {
    let character = word(message, "characterId");
    let model = value.get("characters").and_then(|all| all.get(character)).map(|found| word(found, "model"));
    let is_own = character.eq_ignore_ascii_case("user") || word(message, "role") == "user";
    let mut parts = Vec::new();
    for item in list(message, "items") {
        let item_id = item.as_str().unwrap_or_else(|| word(item, "id"));
        let found = value.get("items").and_then(|all| all.get(item_id)).unwrap_or(item);
        read_item(found.get("data").unwrap_or(found), &mut parts, inline);
    }
    if parts.is_empty() {
        parts.extend(reasoning(word(message, "reasoning")));
        parts.extend(text(word(message, "content")));
    }
    Node {
        id: id.to_owned(),
        parent: owned(first(message, &["parentMessageId", "parentId"])),
        role: Some(if is_own { Role::User } else { Role::Assistant }),
        created_ms: time(message.get("createdAt").or_else(|| message.get("updatedAt"))),
        model: model.and_then(owned),
        parts,
    }
}

fn read_item(item: &Value, parts: &mut Vec<ArchivedPart>, inline: &mut Inline) {
    let blocks = || list(item, "content").iter().chain(list(item, "summary"));
    match word(item, "type") {
        "reasoning" => {
            let words: Vec<&str> =
                blocks().map(|block| word(block, "text")).filter(|text| !text.is_empty()).collect();
            parts.extend(reasoning(words.join("\n\n")));
        }
        "function_call" => parts
            .extend(reasoning(tool_words(word(item, "name"), item.get("arguments").unwrap_or(&Value::Null)))),
        "function_call_output" => {
            parts.extend(reasoning(tool_words("output", item.get("output").unwrap_or(&Value::Null))))
        }
        _ => {
            parts.extend(text(word(item, "content")));
            for block in blocks() {
                match word(block, "type") {
                    "input_image" | "output_image" => {
                        parts.extend(inline.data_url("Image", first(block, &["image_url", "imageUrl"])))
                    }
                    "input_file" => {
                        let name = word(block, "filename");
                        let data = first(block, &["file_data", "fileData"]);
                        parts.push(inline.data_url(name, data).unwrap_or_else(|| super::file(name, "")));
                    }
                    _ => parts.extend(text(word(block, "text"))),
                }
            }
        }
    }
}
