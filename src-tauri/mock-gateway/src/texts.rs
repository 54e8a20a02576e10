//! The words of the answers: ordinary, rich, hostile, and long.

use serde_json::{Value, json};

use crate::{behaviour::LongKind, question::Question, recorded::ReceivedFile, reply::Answer};

/// `/help`.
pub(crate) const HELP: &str = include_str!("texts/help.md");
/// `/hostile`.
pub(crate) const HOSTILE: &str = include_str!("texts/hostile.md");
/// `/markdown`.
pub(crate) const MARKDOWN: &str = include_str!("texts/markdown.md");

/// The ordinary answer.
pub(crate) fn echo(question: &Question) -> String {
    let quoted: String = question.text.lines().map(|line| format!("> {line}\n")).collect();
    let asked = if quoted.is_empty() { String::new() } else { format!("You wrote:\n\n{quoted}\n") };
    let vendor = question.vendor.as_deref().unwrap_or("auto");
    format!(
        "{asked}{}This is the **mock gateway**. The model asked for is `{}`, the vendor `{vendor}`, and the conversation \
         has {} messages.\n",
        files(&question.files),
        question.model,
        question.messages,
    )
}

/// A table of what was attached; empty if nothing was.
pub(crate) fn files(files: &[ReceivedFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let row = |file: &ReceivedFile| {
        let kind = file.detected_type.as_deref().or(file.media_type.as_deref()).unwrap_or("unknown");
        let size = file.size.map_or_else(|| "not base64".to_owned(), |size| format!("{size} bytes"));
        format!("| {} | {kind} | {size} |\n", file.name.as_deref().unwrap_or("image"))
    };
    let rows: String = files.iter().map(row).collect();
    format!("These files arrived:\n\n| Name | Type | Size |\n|---|---|---:|\n{rows}\n")
}

/// `/echo`.
pub(crate) fn described(question: &Question) -> String {
    format!("```json\n{:#}\n```\n", question.description)
}

/// `/think`.
pub(crate) fn reasoned() -> Answer {
    Answer {
        reasoning:
            "The question asks for an example of reasoning.\n\nFirst I look at what is given. Then I decide \
                    what follows from it, and check that against the question once more."
                .to_owned(),
        text: "The answer follows from the reasoning above: **42**.\n".to_owned(),
        pictures: Vec::new(),
        is_signed: false,
    }
}

/// About `bytes` bytes of Markdown.
pub(crate) fn long(bytes: usize, kind: LongKind) -> String {
    let (begin, end) = match kind {
        LongKind::Prose | LongKind::List => ("", ""),
        LongKind::Table => ("| Number | Square | Remark |\n|---:|---:|---|\n", ""),
        LongKind::Code => ("```rust\n", "```\n"),
    };
    let mut text = begin.to_owned();
    for number in 1.. {
        let next = match kind {
            LongKind::Prose if number % 6 == 1 => format!("## Section {}\n\n", number / 6 + 1),
            LongKind::Prose => format!(
                "Paragraph {number} says that a **stream** of `text` should cost as little at its end as at its \
                 beginning, and that *nothing* which has settled is drawn again.\n\n"
            ),
            LongKind::List => format!("- Item {number} with some **bold** words and a `name`\n"),
            LongKind::Table => format!("| {number} | {} | the square of {number} |\n", number * number),
            LongKind::Code => format!("    let value_{number} = compute({number}); // step {number}\n"),
        };
        if text.len() + next.len() + end.len() > bytes {
            break;
        }
        text.push_str(&next);
    }
    text.push_str(end);
    // Filled up with a last paragraph, so that the size is exact.
    let missing = bytes.saturating_sub(text.len());
    text.extend(std::iter::repeat_n('.', missing));
    text
}

/// `GET /v1/models`.
pub(crate) fn models() -> Value {
    let ids = ["gpt-4o", "claude-sonnet-4-20250514", "gemini-2.5-flash", "deepseek-r1-250528"];
    let mut data: Vec<Value> = ids
        .iter()
        .map(|id| json!({ "id": id, "object": "model", "created": 1_750_000_000, "owned_by": "mock" }))
        .collect();
    // One of which the list says that it reads text only, and little of it, and one that reads images but no PDFs.
    let words = json!({ "input_modalities": ["text"] });
    data.push(json!({
        "id": "acme/words", "architecture": words, "context_length": 1_000, "expiration_date": "2099-01-31",
    }));
    data.push(json!({ "id": "acme/eyes", "capabilities": { "vision": true, "pdf": false } }));
    json!({ "object": "list", "data": data })
}

#[cfg(test)]
mod tests {
    use super::long;
    use crate::behaviour::LongKind;

    #[test]
    fn a_long_text_has_the_size_that_was_asked_for() {
        for kind in [LongKind::Prose, LongKind::List, LongKind::Table, LongKind::Code] {
            for bytes in [1, 1_000, 20_000] {
                let text = long(bytes, kind);
                let most = bytes.max(60);
                assert!(text.len() >= bytes && text.len() <= most, "{kind:?} {bytes}: {}", text.len());
            }
        }
    }
}
