//! What a message will come to is told before it is sent, from what the model counted before.

use yourouter_protocol::SendEstimate;

use crate::desk::Desk;

/// An answer of so many letters, with its tokens counted as four letters and a half each.
fn answer(letters: usize, read: usize) -> String {
    let text = "plain words ".repeat(letters / 12 + 1);
    let text = &text[..letters];
    let written = letters * 2 / 9;
    format!(
        r#"/body {{"id":"x","model":"gpt-4o","choices":[{{"index":0,"message":{{"role":"assistant","content":"{text}"}},
        "finish_reason":"stop"}}],"usage":{{"prompt_tokens":{read},"completion_tokens":{written}}}}}"#
    )
}

async fn estimate(desk: &Desk, id: yourouter_protocol::ConversationId, draft: &str) -> SendEstimate {
    desk.chat.conversations.save_draft(id, draft.to_owned()).await.unwrap();
    desk.chat.estimate_send(id, None).await.unwrap()
}

#[tokio::test]
async fn the_chat_so_far_is_what_was_counted_and_the_draft_what_letters_came_to() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let draft = "some more words ".repeat(50);
    let guessed = estimate(&desk, id, &draft).await;
    assert!(!guessed.tokens.is_measured && guessed.tokens.high >= 2 * guessed.tokens.low - 10, "{guessed:?}");
    assert!(guessed.cost.is_some(), "by the list price of the snapshot");
    for more in 0..6 {
        desk.ask(id, &answer(900 + more, 41_000)).await;
    }
    let known = estimate(&desk, id, &draft).await.tokens;
    let (so_far, new) = (41_000 + 905 * 2 / 9, draft.len() as u64 * 2 / 9);
    assert!(known.is_measured && known.low <= so_far + new && known.high >= so_far + new, "{known:?}");
    assert!(known.high - known.low < 60, "{known:?}");
    assert!(!estimate(&desk, id, &"你好吗".repeat(50)).await.tokens.is_measured, "another script");
}

#[tokio::test]
async fn it_costs_the_list_price_with_an_answer_like_the_last_ones() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let set = async |json: &str| {
        desk.chat.settings.update_settings(serde_json::from_str(json).unwrap()).await.unwrap();
    };
    set(r#"{"prices":[{"model":"gpt-4o","price":{"input":1000000,"output":10000000}}]}"#).await;
    for _ in 0..6 {
        desk.ask(id, &answer(900, 1000)).await;
    }
    let known = estimate(&desk, id, "and now?").await;
    let [low, high] = known.cost.unwrap();
    // A dollar for a million tokens read, ten for those written: 200 tokens of an answer.
    assert_eq!(low, known.tokens.low + 2000);
    assert_eq!(high, known.tokens.high + 2000);
}
