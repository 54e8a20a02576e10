//! A turn from question to end, however it ends.

use yourouter_protocol::{
    AppEvent, ChatEvent, Error, FailureCode, MessageState, Route, SendMessage, TurnId, Vendor,
};

use crate::desk::{Desk, appended};

fn seqs(events: &[ChatEvent]) -> Vec<u32> {
    let seq = |event: &ChatEvent| match event {
        ChatEvent::Patched { seq, .. }
        | ChatEvent::Attempted { seq, .. }
        | ChatEvent::FileAdded { seq, .. }
        | ChatEvent::Finished { seq, .. }
        | ChatEvent::Failed { seq, .. }
        | ChatEvent::Stopped { seq, .. } => *seq,
    };
    events.iter().map(seq).collect()
}

fn is_terminal(event: &ChatEvent) -> bool {
    matches!(event, ChatEvent::Finished { .. } | ChatEvent::Failed { .. } | ChatEvent::Stopped { .. })
}

#[tokio::test]
async fn an_answer_streams_in_and_is_stored_whole() {
    let desk = Desk::new().await;
    let blank = desk.blank().await;
    let (started, turn) = desk.ask(blank.summary.id, "/markdown").await;
    assert_eq!(started.conversation.title, "/markdown");
    assert!(started.conversation.is_running);
    assert_eq!(started.messages.len(), 2);
    assert_eq!(turn.failure, None);
    assert!(turn.first_token_ms <= turn.duration_ms);

    let events = desk.heard.chat_events();
    assert_eq!(seqs(&events), (1..=u32::try_from(events.len()).unwrap()).collect::<Vec<_>>());
    assert_eq!(events.iter().filter(|event| is_terminal(event)).count(), 1);
    assert!(events.last().is_some_and(is_terminal));
    assert!(appended(&events).contains("<table>"));

    let answer = desk.answer(blank.summary.id).await;
    assert_eq!(answer.state, MessageState::Done);
    assert!(answer.html.contains("<table>"));
    assert_eq!(answer.running, None);
}

#[tokio::test]
async fn automatic_routing_sends_no_vendor_and_a_pin_sends_exactly_that_one() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "one").await;
    desk.chat.conversations.pin_vendor(Vendor::new("AWS")).await.unwrap();
    desk.ask(id, "two").await;
    let vendors: Vec<Option<String>> =
        desk.gateway.requests().iter().map(|request| request.header("vendor").map(str::to_owned)).collect();
    assert_eq!(vendors, [None, Some("aws".to_owned())]);
    let route = Route::new("gpt-4o", Vendor::new("aws"));
    assert!(desk.heard.app_events().contains(&AppEvent::RouteChosen { conversation_id: id, route }));
    assert_eq!(desk.heard.shown().last().unwrap().route.vendor, Vendor::new("aws"));
}

#[tokio::test]
async fn the_whole_history_goes_along_without_answers_that_never_came() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "first").await;
    desk.ask(id, "/500").await;
    desk.ask(id, "third").await;
    let body = desk.last_body();
    let roles: Vec<_> =
        body["messages"].as_array().unwrap().iter().map(|m| m["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["user", "assistant", "user"]);
    assert_eq!(body["messages"][2]["content"], "/500\n\nthird", "questions in a row are one message");
    assert_eq!(body["stream"], true);
}

#[tokio::test]
async fn stop_keeps_the_text_so_far() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    desk.chat.turns.stop_turn(turn_id);
    let turn = desk.end_of(turn_id).await;
    assert_eq!(turn.failure, None);
    let answer = desk.answer(id).await;
    assert_eq!(answer.state, MessageState::Stopped);
    assert!(!answer.html.is_empty());
}

#[tokio::test]
async fn stop_works_before_any_reply() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/hang").await;
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Stopped);
}

#[tokio::test]
async fn each_refusal_has_its_code_and_its_status() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    for (command, code, status) in [
        ("/400", FailureCode::Rejected, 400),
        ("/401", FailureCode::Unauthorized, 401),
        ("/402", FailureCode::Balance, 402),
        ("/429", FailureCode::RateLimited, 429),
        ("/500", FailureCode::Overloaded, 500),
        ("/413", FailureCode::TooLong, 413),
    ] {
        let (_, turn) = desk.ask(id, command).await;
        let failure = turn.failure.unwrap();
        assert_eq!((failure.code, failure.status), (code, Some(status)), "{command}");
        assert!(!failure.detail.contains('<'), "{command}: {}", failure.detail);
        assert_eq!(desk.answer(id).await.state, MessageState::Failed, "{command}");
    }
}

#[tokio::test]
async fn a_cut_answer_keeps_its_text_beside_the_failure() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (_, turn) = desk.ask(id, "/cut").await;
    assert_eq!(turn.failure.unwrap().code, FailureCode::StreamCut);
    let answer = desk.answer(id).await;
    assert_eq!(answer.state, MessageState::Failed);
    assert!(!answer.html.is_empty());
}

#[tokio::test]
async fn an_unreachable_gateway_is_a_failure_of_the_turn() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    // Port 9 (discard) refuses on a machine that does not serve it; a bound and dropped port surely does.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    desk.chat.gateways.set_gateway(format!("http://127.0.0.1:{port}/v1")).await.unwrap();
    let keep = yourouter_protocol::KeepKey::Run;
    let request = yourouter_protocol::StoreKey { gateway: None, key: "yr-x".to_owned(), keep, check: false };
    desk.chat.gateways.store_key(request).await.unwrap();
    let (_, turn) = desk.ask(id, "hello").await;
    assert_eq!(turn.failure.unwrap().code, FailureCode::Offline);
}

#[tokio::test]
async fn an_answer_in_one_piece_arrives_when_streaming_is_off() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let change = serde_json::from_value(serde_json::json!({ "isStreaming": false })).unwrap();
    desk.chat.settings.update_settings(change).await.unwrap();
    let (_, turn) = desk.ask(id, "hello").await;
    assert_eq!(turn.failure, None);
    assert_eq!(desk.last_body()["stream"], false);
    assert!(!desk.answer(id).await.html.is_empty());
}

#[tokio::test]
async fn reasoning_is_kept_apart_from_the_answer() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (_, turn) = desk.ask(id, "/think").await;
    assert!(turn.reasoning_ms.is_some());
    let answer = desk.answer(id).await;
    assert!(!answer.reasoning.is_empty());
    assert!(!answer.html.contains(answer.reasoning.lines().next().unwrap()));
}

#[tokio::test]
async fn a_page_that_comes_late_gets_the_answer_so_far_and_the_number_of_the_last_event() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    let answer = desk.answer(id).await;
    assert_eq!(answer.state, MessageState::Streaming);
    let running = answer.running.unwrap();
    assert!(running.seq >= 1);
    assert!(!running.patch.ops.is_empty() || !running.patch.tail.is_empty());
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
}

#[tokio::test]
async fn a_crash_while_streaming_leaves_the_text_marked_interrupted() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    let copy = tempfile::tempdir().unwrap();
    // Wait until text is in the file, then copy database and log as they are: what a killed process leaves.
    let store = yourouter_store::Store::open(&desk.folder.path().join("chat.sqlite")).unwrap();
    let stored = |store: &yourouter_store::Store| {
        let head = store.conversation(id).unwrap().head.unwrap();
        store.message(head).unwrap().text
    };
    desk.heard.until("stored text", |_| (!stored(&store).is_empty()).then_some(())).await;
    for entry in std::fs::read_dir(desk.folder.path()).unwrap().flatten() {
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    let reopened = yourouter_store::Store::open(&copy.path().join("chat.sqlite")).unwrap();
    let head = reopened.conversation(id).unwrap().head.unwrap();
    let message = reopened.message(head).unwrap();
    assert_eq!(message.state, MessageState::Interrupted);
    assert!(!message.text.is_empty());
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
}

#[tokio::test]
async fn an_empty_message_and_a_second_turn_are_refused_before_anything_is_written() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let message = |text: &str| SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: text.to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    };
    assert_eq!(desk.chat.turns.send_message(message(" \n")).await.unwrap_err(), Error::EmptyMessage);
    let (turn_id, _) = desk.send(id, "/slow").await;
    assert_eq!(desk.chat.turns.send_message(message("again")).await.unwrap_err(), Error::AnswerRunning);
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
    assert_eq!(desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages.len(), 2);
}
