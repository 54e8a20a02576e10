//! What a person sets for a conversation: sent, stored, and what refusals made of it told and remembered.

use serde_json::json;
use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    ApiFormat, AttachmentId, ConversationId, Error, FailureCode, KeepKey, Parameters, ReasoningEffort,
    RequestOverride, RetryTurn, Route, SendMessage, StoreKey, TurnId, TurnView, Vendor,
};

use crate::desk::{Desk, Heard, KEY, terminal};

fn warm() -> Parameters {
    Parameters {
        system_prompt: "Be brief.".to_owned(),
        temperature: serde_json::Number::from_f64(0.2),
        max_tokens: Some(64),
        reasoning_effort: Some(ReasoningEffort::Low),
        extra_json: "{ \"top_p\": 0.9 }".to_owned(),
    }
}

fn message(conversation_id: ConversationId, text: &str, attachment_ids: Vec<AttachmentId>) -> SendMessage {
    SendMessage {
        turn_id: TurnId::new(),
        conversation_id,
        text: text.to_owned(),
        attachment_ids,
        replaces: None,
        route: None,
        drafted: None,
    }
}

async fn ask(chat: &Chat, heard: &Heard, message: SendMessage) -> TurnView {
    let turn_id = message.turn_id;
    chat.turns.send_message(message).await.unwrap();
    heard.until("the end of the turn", |heard| terminal(heard, turn_id)).await
}

fn without(field: &str) -> Vec<RequestOverride> {
    vec![RequestOverride::Without { field: field.to_owned() }]
}

#[tokio::test]
async fn parameters_belong_to_their_conversation_and_survive_a_restart() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    assert_eq!(desk.chat.conversations.set_parameters(id, warm()).await, Ok(warm()));
    desk.ask(id, "Hello").await;
    assert_eq!(
        desk.last_body(),
        json!({
            "model": "gpt-4o",
            "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "Hello" },
            ],
            "stream": true,
            "stream_options": { "include_usage": true },
            "temperature": 0.2,
            "max_tokens": 64,
            "reasoning_effort": "low",
            "top_p": 0.9,
        })
    );
    let (chat, _) = desk.restarted();
    assert_eq!(chat.conversations.open_conversation(id, None).await.unwrap().parameters, warm());
    assert_eq!(chat.conversations.new_conversation(None).await.unwrap().parameters, Parameters::default());
}

#[tokio::test]
async fn what_no_request_can_hold_is_refused_in_words_and_not_stored() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let wrong = Parameters { extra_json: "{\"messages\": []}".to_owned(), ..warm() };
    match desk.chat.conversations.set_parameters(id, wrong).await {
        Err(Error::Invalid(detail)) => {
            assert!(detail.contains("“messages” cannot be set here"), "{detail}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.blank().await.parameters, Parameters::default());
}

#[tokio::test]
async fn a_lesson_is_told_under_the_answer_and_outlives_the_program() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.set_parameters(id, warm()).await.unwrap();
    let (_, turn) = desk.ask(id, "/refuse temperature").await;
    assert_eq!(turn.failure, None);
    let told: Vec<_> =
        turn.attempts.iter().map(|attempt| (attempt.status, attempt.overrides.clone())).collect();
    assert_eq!(
        told,
        [(Some(422), vec![]), (Some(200), without("temperature"))],
        "both requests are attempts"
    );
    assert_eq!(desk.answer(id).await.turn.unwrap().attempts, turn.attempts, "and stored");

    let (chat, heard) = desk.restarted();
    let key = StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Run, check: false };
    chat.gateways.store_key(key).await.unwrap();
    let again = ask(&chat, &heard, message(id, "/refuse temperature", vec![])).await;
    assert_eq!(again.attempts.len(), 1);
    assert_eq!(again.attempts[0].overrides, without("temperature"));
    assert_eq!(desk.last_body().get("temperature"), None);

    let colder = Parameters { temperature: serde_json::Number::from_f64(1.0), ..warm() };
    chat.conversations.set_parameters(id, colder).await.unwrap();
    let retried = ask(&chat, &heard, message(id, "Hello", vec![])).await;
    assert_eq!(retried.attempts[0].overrides, []);
    assert_eq!(desk.last_body()["temperature"], json!(1.0), "a changed value is tried");
}

#[tokio::test]
async fn an_attempt_that_fails_after_a_change_says_what_was_changed() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let extra_json = "{ \"top_p\": 1, \"top_k\": 1, \"min_p\": 1, \"top_a\": 1 }".to_owned();
    desk.chat
        .conversations
        .set_parameters(id, Parameters { extra_json, ..Parameters::default() })
        .await
        .unwrap();
    let (_, turn) = desk.ask(id, "/refuse top_p top_k min_p top_a").await;
    let changes: Vec<usize> = turn.attempts.iter().map(|attempt| attempt.overrides.len()).collect();
    assert_eq!(changes, [0, 1, 2, 3], "three changes at most");
    assert_eq!(turn.failure.and_then(|failure| failure.status), Some(422));
    let (_, again) = desk.ask(id, "Hello").await;
    assert_eq!(again.attempts[0].overrides, [], "nothing is learned from what did not help");
}

#[tokio::test]
async fn a_lesson_holds_for_one_vendor_and_model() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.set_parameters(id, warm()).await.unwrap();
    desk.ask(id, "/refuse temperature").await;
    for route in [Route::new("gpt-4o", Vendor::new("azure")), Route::new("grok-3", Vendor::auto())] {
        desk.chat.conversations.choose_route(id, route).await.unwrap();
        let (_, turn) = desk.ask(id, "Hello").await;
        assert_eq!(turn.attempts[0].overrides, []);
        assert_eq!(desk.last_body()["temperature"], json!(0.2));
    }
}

#[tokio::test]
async fn a_native_route_is_stored_asks_its_maker_and_ends_with_its_family() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let native =
        Route { api_format: ApiFormat::Native, ..Route::new("claude-sonnet-4-20250514", Vendor::auto()) };
    assert_eq!(desk.chat.conversations.choose_route(id, native.clone()).await, Ok(native.clone()));
    let (_, turn) = desk.ask(id, "Hello").await;
    assert_eq!(turn.failure, None);
    assert_eq!(turn.route, native, "what was chosen stays what it was");
    assert_eq!(turn.attempts[0].vendor, Vendor::new("anthropic"), "and the attempt says whom it asked");
    assert_eq!(desk.gateway.requests().pop().unwrap().path, "/v1/messages");
    let (chat, _) = desk.restarted();
    let reopened = chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(reopened.summary.route, native);
    assert_eq!(reopened.window.messages[1].turn.as_ref().unwrap().route, native);

    let other = Route { api_format: ApiFormat::Native, ..Route::new("gpt-4o", Vendor::auto()) };
    let kept = desk.chat.conversations.choose_route(id, other).await.unwrap();
    assert_eq!(kept.api_format, ApiFormat::Chat, "GPT has no other API here");
}

#[tokio::test]
async fn a_refused_file_can_be_sent_again_natively() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat
        .conversations
        .choose_route(id, Route::new("claude-sonnet-4-20250514", Vendor::auto()))
        .await
        .unwrap();
    let bytes = crate::files::pdf();
    let file = desk.attach(id, Source::Bytes { name: "a.pdf".to_owned(), bytes }).await;
    let turn = ask(&desk.chat, &desk.heard, message(id, "/refuse file", vec![file.id])).await;
    let failure = turn.failure.unwrap();
    assert!(failure.is_about_files && failure.code == FailureCode::Rejected, "{failure:?}");

    let route = Route { api_format: ApiFormat::Native, ..turn.route };
    let (turn_id, message_id) = (TurnId::new(), desk.answer(id).await.id);
    desk.chat
        .turns
        .retry_turn(RetryTurn { turn_id, message_id, route: Some(route), send_as: None, continues: false })
        .await
        .unwrap();
    let again = desk.end_of(turn_id).await;
    assert_eq!(again.failure, None);
    let sent = desk.gateway.requests().pop().unwrap();
    assert_eq!((sent.path.as_str(), sent.files()[0].part.as_str()), ("/v1/messages", "document"));
}

#[tokio::test]
async fn a_new_chat_begins_with_the_default_system_prompt_and_follows_it_until_it_has_its_own() {
    let desk = Desk::new().await;
    let set = async |prompt: &str| {
        let change = serde_json::from_value(serde_json::json!({ "defaultSystemPrompt": prompt })).unwrap();
        desk.chat.settings.update_settings(change).await.unwrap();
        desk.chat.conversations.new_conversation(None).await.unwrap()
    };
    assert_eq!(
        desk.chat.conversations.new_conversation(None).await.unwrap().parameters,
        Parameters::default()
    );
    assert_eq!(set("Be brief.").await.parameters.system_prompt, "Be brief.");
    let blank = set("Be kind.").await;
    assert_eq!(blank.parameters.system_prompt, "Be kind.");
    let own = Parameters { system_prompt: "Be bold.".to_owned(), ..Parameters::default() };
    desk.chat.conversations.set_parameters(blank.summary.id, own.clone()).await.unwrap();
    assert_eq!(set("Be brief.").await.parameters, own, "what was set here stays");
    let cleared = Parameters::default();
    desk.chat.conversations.set_parameters(blank.summary.id, cleared.clone()).await.unwrap();
    assert_eq!(set("").await.parameters, cleared);
}
