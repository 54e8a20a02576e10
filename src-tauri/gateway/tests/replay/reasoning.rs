//! Reasoning in the text, in pieces of every size, and whole.

use serde_json::json;

use crate::{chunk, completion, pieces, replayed, stream, whole};

#[tokio::test]
async fn reasoning_stays_out_of_the_answer_however_it_is_marked() {
    for text in [
        "<thought>\nHIDDEN weighing.\n</thought>\n\nThe answer is **42**.",
        "<Seed:Think>\nHIDDEN weighing.\n</Seed:Think>\nThe answer is **42**.",
        "[THINK]HIDDEN weighing.[/THINK]The answer is **42**.",
        "HIDDEN weighing.\n</think>\n\nThe answer is **42**.",
        "HIDDEN weighing.\n</reasoning>\n\nThe answer is **42**.",
        "<think>HIDDEN</think>\n<think>weighing.</think>\nThe answer is **42**.",
        "<|channel|>analysis<|message|>HIDDEN weighing.<|end|><|start|>assistant<|channel|>final<|message|>The answer is **42**.<|return|>",
    ] {
        for size in [1, 2, 3, 5, 8, 1000] {
            let answer = replayed(stream(&pieces(text, size))).await;
            assert_eq!(answer.text, "The answer is **42**.", "{text} in pieces of {size}");
            assert!(answer.reasoning.contains("HIDDEN") && answer.reasoning.contains("weighing."), "{text}");
        }
        let answer = replayed(whole(&completion(&json!({ "content": text })))).await;
        assert_eq!(answer.text, "The answer is **42**.", "{text}");
    }
}

#[tokio::test]
async fn tags_that_native_reasoning_leaves_behind_are_left_out() {
    for content in ["</think>\n\nThe answer.", "<think>\nHIDDEN\n</think>\n\nThe answer."] {
        let lines = [
            chunk(json!({ "reasoning_content": "HIDDEN" }), None),
            chunk(json!({ "content": content }), Some("stop")),
        ];
        let streamed = replayed(stream(&lines)).await;
        let at_once =
            replayed(whole(&completion(&json!({ "reasoning": "HIDDEN", "content": content })))).await;
        for answer in [streamed, at_once] {
            assert_eq!((&*answer.reasoning, &*answer.text), ("HIDDEN", "The answer."), "{content}");
        }
    }
}

#[tokio::test]
async fn text_about_tags_stays_text() {
    for text in [
        "Close it with `</think>`.\n\nThen go on.",
        "The tags <think> and </think> stand around it.",
        "```xml\n<think>\n</think>\n```\nis what models write.",
    ] {
        for size in [1, 4, 1000] {
            let answer = replayed(stream(&pieces(text, size))).await;
            assert_eq!((&*answer.reasoning, &*answer.text), ("", text));
        }
    }
}
