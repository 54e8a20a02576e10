//! What the next message sends is told before it goes, and what it lacked stands with its answer.

use yourouter_protocol::{
    ContextQuery, ContextView, ConversationId, MessageId, OmissionKind, Parameters, ReasoningFate, Route,
    Vendor,
};

use crate::desk::Desk;

async fn context(desk: &Desk, id: ConversationId, draft: &str, shown: u32) -> ContextView {
    desk.chat.conversations.save_draft(id, draft.to_owned()).await.unwrap();
    desk.chat.load_context(ContextQuery { shown, ..query(id) }).await.unwrap()
}

fn query(id: ConversationId) -> ContextQuery {
    ContextQuery { conversation_id: id, once: None, replaces: None, shown: 0, through: None }
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

/// A chat of so many questions, each with its answer.
async fn chat_of(desk: &Desk, questions: usize) -> ConversationId {
    let id = desk.blank().await.summary.id;
    for number in 0..questions {
        desk.ask(id, &format!("question {number}")).await;
    }
    id
}

#[tokio::test]
async fn pages_show_each_message_once_and_a_refresh_shows_as_many_as_were_shown() {
    let desk = Desk::new().await;
    let id = chat_of(&desk, 65).await;
    let newest = context(&desk, id, "", 0).await;
    assert_eq!((newest.messages.len(), newest.earlier), (60, 70));
    let mut all = newest.messages.clone();
    let mut lengths = Vec::new();
    while lengths.last() != Some(&0) {
        let page = desk.chat.load_earlier_context(query(id), all[0].id.unwrap()).await.unwrap();
        lengths.push(page.len());
        all.splice(0..0, page);
    }
    assert_eq!(lengths, [60, 10, 0]);
    let shown = context(&desk, id, "", 130).await;
    assert_eq!((shown.earlier, &shown.messages), (0, &all), "a page says of a message what the whole says");
    let from_there = ContextQuery { through: all[5].id, ..query(id) };
    let view = desk.chat.load_context(from_there).await.unwrap();
    assert_eq!((view.earlier, view.messages[0].id), (5, all[5].id));
}

/// A chat with a model of which the list says that it takes little.
async fn brief(desk: &Desk) -> ConversationId {
    desk.chat.gateways.refresh_models(None).await.unwrap();
    let id = desk.blank().await.summary.id;
    let route = Route::new("acme/words", Vendor::auto());
    desk.chat.conversations.choose_route(id, route).await.unwrap();
    id
}

#[tokio::test]
async fn a_chat_above_the_limit_is_made_to_fit_by_its_oldest_turns() {
    let desk = Desk::new().await;
    let id = brief(&desk).await;
    for name in ["alpha", "beta", "gamma", "delta"] {
        desk.ask(id, &format!("{name} {}", "plenty of words ".repeat(20))).await;
    }
    let all = ids(&context(&desk, id, "", 0).await);
    desk.chat.conversations.pin_message(all[1], true).await.unwrap();
    // A choice made anew: what was counted before it counts no more.
    desk.chat.conversations.exclude_messages(vec![all[7]], false).await.unwrap();
    let view = context(&desk, id, "on", 0).await;
    let most = u64::from(view.most_tokens.unwrap());
    assert!(view.tokens.high > most, "{:?}", view.tokens);
    let fit = view.fit.unwrap();
    assert!(fit.is_enough && fit.tokens.high <= most && fit.messages < 6, "{fit:?}");
    let excluded = desk.chat.conversations.exclude_through(fit.through, true).await.unwrap();
    assert_eq!((excluded.len(), fit.turns * 2), (fit.messages as usize, fit.messages));
    assert!(!excluded.contains(&all[0]) && !excluded.contains(&all[1]), "the pinned turn stays whole");
    assert_eq!(excluded[0], all[2], "the oldest goes first");
    let after = context(&desk, id, "on", 0).await;
    assert_eq!(after.tokens, fit.tokens, "what was promised is what comes of it");
    assert!(after.fit.is_none() && after.excluded == fit.messages);
    let (_, turn) = desk.ask(id, "on").await;
    let omission = &turn.omissions[0];
    assert_eq!((omission.kind, omission.count), (OmissionKind::ExcludedMessages, fit.messages));
}

#[tokio::test]
async fn what_cannot_be_made_to_fit_is_said() {
    let desk = Desk::new().await;
    let id = brief(&desk).await;
    desk.ask(id, "hello").await;
    let view = context(&desk, id, &"far too many words ".repeat(400), 0).await;
    let fit = view.fit.unwrap();
    assert!(!fit.is_enough && fit.messages == 2, "{fit:?}");
}

#[tokio::test]
async fn a_system_prompt_that_is_excluded_is_not_sent_and_that_is_said_until_another_is_written() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let prompt = |text: &str| Parameters { system_prompt: text.to_owned(), ..Parameters::default() };
    desk.chat.conversations.set_parameters(id, prompt("Be brief.")).await.unwrap();
    let sent = |desk: &Desk| desk.last_body()["messages"].to_string().contains("Be ");
    let (_, turn) = desk.ask(id, "one").await;
    assert!(sent(&desk) && turn.omissions.is_empty());
    let before = context(&desk, id, "two", 0).await;
    desk.chat.conversations.exclude_system_prompt(id, true).await.unwrap();
    let view = context(&desk, id, "two", 0).await;
    assert!(view.prompt.is_some_and(|prompt| prompt.is_excluded && prompt.excerpt == "Be brief."));
    assert!(before.prompt.is_some_and(|prompt| !prompt.is_excluded));
    let (started, turn) = desk.ask(id, "two").await;
    let said = (turn.omissions[0].kind, turn.omissions[0].names.clone());
    assert_eq!((sent(&desk), said), (false, (OmissionKind::ExcludedPrompt, vec!["Be brief.".to_owned()])));
    let fork = desk.chat.conversations.fork_conversation(started.messages[1].id).await.unwrap().summary.id;
    desk.ask(fork, "three").await;
    assert!(!sent(&desk), "a copy of the chat goes on as the chat does");
    desk.chat.conversations.set_parameters(id, prompt("Be kind.")).await.unwrap();
    let (_, turn) = desk.ask(id, "four").await;
    assert!(sent(&desk) && turn.omissions.is_empty(), "another one is meant to be sent");
}
