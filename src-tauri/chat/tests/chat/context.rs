//! What the next message sends is told before it goes, and what it lacked stands with its answer.

use yourouter_protocol::{
    ContextQuery, ContextView, ConversationId, MessageId, OmissionKind, ReasoningFate, Route, Vendor,
};

use crate::desk::Desk;

async fn context(desk: &Desk, id: ConversationId, draft: &str, shown: u32) -> ContextView {
    desk.chat.conversations.save_draft(id, draft.to_owned()).await.unwrap();
    let query = ContextQuery { conversation_id: id, once: None, replaces: None, shown };
    desk.chat.load_context(query).await.unwrap()
}

/// What the last request said, by speaker, without the instructions.
fn sent(desk: &Desk) -> Vec<(String, String)> {
    let body = desk.last_body();
    let messages = body["messages"].as_array().unwrap().iter().filter(|one| one["role"] != "system");
    let one = |message: &serde_json::Value| {
        (message["role"].as_str().unwrap().to_owned(), message["content"].as_str().unwrap().to_owned())
    };
    messages.map(one).collect()
}

fn ids(view: &ContextView) -> Vec<MessageId> {
    view.messages.iter().filter_map(|message| message.id).collect()
}

#[tokio::test]
async fn the_view_lists_what_is_sent_and_the_answer_keeps_what_was_not() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    for text in ["/echo one", "/echo two", "/echo three"] {
        desk.ask(id, text).await;
    }
    let before = context(&desk, id, "four", 0).await;
    assert_eq!((before.messages.len(), before.earlier, before.excluded), (6, 0, 0));
    let all = ids(&before);
    // A choice made anew: what was counted before it counts no more.
    desk.chat.conversations.exclude_messages(all.clone(), false).await.unwrap();
    let before = context(&desk, id, "four", 0).await;
    desk.chat.conversations.pin_message(all[1], true).await.unwrap();
    let excluded = desk.chat.conversations.exclude_through(all[2], false).await.unwrap();
    assert_eq!(excluded, [all[0], all[2]], "the pinned answer stays");

    let view = context(&desk, id, "four", 0).await;
    let listed: Vec<_> = view.messages.iter().filter(|message| message.left_out.is_none()).collect();
    assert_eq!(listed.len(), 4);
    assert!(view.tokens.high < before.tokens.high, "{:?} {:?}", view.tokens, before.tokens);
    let (_, turn) = desk.ask(id, "four").await;
    let found =
        |kind| turn.omissions.iter().find(|one| one.kind == kind).map(|one| (one.count, one.names.len()));
    assert_eq!(found(OmissionKind::ExcludedMessages), Some((2, 2)));
    assert_eq!(found(OmissionKind::MergedMessages), Some((1, 1)), "two answers follow each other");
    let said = sent(&desk);
    // Vendors refuse what begins with an answer: a word stands for what is left out.
    assert_eq!(said[0], ("user".to_owned(), "[earlier messages are left out]".to_owned()));
    assert_eq!(said.iter().filter(|(role, _)| role == "user").count(), 3);
    assert!(said.iter().all(|(role, text)| role != "user" || !text.contains("two")), "{said:?}");
    assert_eq!(desk.chat.conversations.include_all(id).await.unwrap(), excluded);
    assert_eq!(context(&desk, id, "five", 0).await.excluded, 0);
}

#[tokio::test]
async fn reasoning_that_stays_behind_is_told_before_and_after() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let go_to = async |vendor: &str| {
        let route = Route::new("gpt-5", Vendor::new(vendor));
        desk.chat.conversations.choose_route(id, route).await.unwrap();
    };
    go_to("openai").await;
    desk.ask(id, "/sign").await;
    let fate = |view: &ContextView| view.messages[1].reasoning.clone();
    assert_eq!(fate(&context(&desk, id, "on", 0).await), Some(ReasoningFate::GivenBack));
    go_to("azure").await;
    let view = context(&desk, id, "on", 0).await;
    assert!(
        matches!(fate(&view), Some(ReasoningFate::Elsewhere { maker }) if maker.vendor == Vendor::new("openai"))
    );
    let (_, turn) = desk.ask(id, "on").await;
    assert_eq!(turn.omissions[0].kind, OmissionKind::ForeignReasoning);
}
