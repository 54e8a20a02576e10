//! What may have been paid for is known as such, so that nothing asks for it again.

use serde_json::json;
use yourouter_protocol::{Error, SkippedKind};

use crate::{chunk, replayed, reply, stream, whole};

#[tokio::test]
async fn an_answer_without_a_choice_that_was_counted_is_an_answer() {
    let usage = json!({ "prompt_tokens": 4241, "completion_tokens": 0 });
    for choices in [json!([]), json!(null), json!([{ "index": 0, "message": null }])] {
        let value = json!({ "id": "x", "choices": choices, "usage": usage });
        for reply in [whole(&value), stream(&[value.to_string(), "[DONE]".to_owned()])] {
            let answer = replayed(reply).await;
            assert_eq!((answer.failure, &*answer.text, answer.finish), (None, "", None), "{value}");
            assert_eq!(answer.usage.and_then(|usage| usage.prompt_tokens), Some(4241));
        }
    }
}

#[tokio::test]
async fn what_is_too_long_or_broken_is_told_before_the_failure() {
    let line = format!("{{\"choices\":[{{\"delta\":{{\"content\":\"{}\"", "x".repeat(40 * 1024 * 1024));
    for broken in [
        stream(&[line]),
        stream(&["{\"choices\":[{\"delta\":{\"cont".to_owned()]),
        reply("application/json", "{\"choices\":[{\"message\":{\"content\":\"The be"),
    ] {
        let answer = replayed(broken).await;
        assert!(matches!(answer.failure, Some(Error::StreamCut(_))), "{:?}", answer.failure);
        assert_eq!(answer.skipped, [SkippedKind::Unreadable]);
    }
}

#[tokio::test]
async fn an_answer_that_nothing_ends_has_no_reason() {
    for end in [vec![], vec!["[DONE]".to_owned()]] {
        let lines = [vec![chunk(json!({ "content": "There are three" }), None)], end].concat();
        let answer = replayed(stream(&lines)).await;
        assert_eq!((&*answer.text, answer.finish, answer.failure), ("There are three", None, None));
    }
}
