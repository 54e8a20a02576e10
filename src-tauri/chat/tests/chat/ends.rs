//! How answers end: told, kept, and gone on with; and what is never asked for twice.

use serde_json::{Value, json};
use yourouter_protocol::{
    ApiFormat, EndReason, FailureCode, MessageState, RequestedTool, RetryTurn, Route, SkippedKind, TurnId,
    Vendor,
};

use crate::desk::{Desk, KEY, Setup};

fn chunk(delta: Value, finish: Option<&str>) -> String {
    json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] }).to_string()
}

fn data(lines: &[String]) -> String {
    format!("/data\n{}", lines.join("\n"))
}

fn text(text: &str, finish: Option<&str>) -> String {
    data(&[chunk(json!({ "content": text }), finish), "[DONE]".to_owned()])
}

async fn retrying() -> Desk {
    Desk::with(Setup { key: Some(KEY), is_retrying: true, ..Setup::default() }).await
}

#[tokio::test]
async fn the_reason_of_every_end_is_told_and_kept() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    for (reason, expected) in [
        (Some("stop"), EndReason::Complete),
        (Some("length"), EndReason::Length),
        (Some("content_filter"), EndReason::Filter),
        (Some("insufficient_system_resource"), EndReason::Other),
        (None, EndReason::Unmarked),
    ] {
        let (_, turn) = desk.ask(id, &text("There are three", reason)).await;
        assert_eq!(turn.failure, None);
        assert_eq!(turn.end.as_ref().map(|end| end.reason), Some(expected));
        let answer = desk.answer(id).await;
        assert_eq!(answer.state, MessageState::Done);
        assert_eq!(answer.turn.unwrap().end, turn.end, "it is stored");
    }
}

#[tokio::test]
async fn a_limit_that_was_set_is_told_with_its_figure() {
    let desk = Desk::new().await;
    let view = desk.blank().await;
    let id = view.summary.id;
    let parameters = yourouter_protocol::Parameters { max_tokens: Some(1000), ..view.parameters };
    desk.chat.conversations.set_parameters(id, parameters).await.unwrap();
    let (_, turn) = desk.ask(id, &text("There are", Some("length"))).await;
    let end = turn.end.unwrap();
    assert_eq!((end.reason, end.token_limit), (EndReason::Length, Some(1000)));
}

#[tokio::test]
async fn a_tool_that_was_asked_for_is_shown_with_its_arguments() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let call = json!({ "tool_calls": [{ "index": 0, "id": "c1", "function": { "name": "search", "arguments": "{\"q\":\"x\"}" } }] });
    let audio = json!({ "content": [{ "type": "output_audio", "data": "AA" }] });
    let (_, turn) = desk.ask(id, &data(&[chunk(audio, None), chunk(call, Some("tool_calls"))])).await;
    let end = turn.end.unwrap();
    assert_eq!(end.reason, EndReason::ToolCall);
    assert_eq!(
        end.tools,
        [RequestedTool { name: "search".to_owned(), arguments: "{\"q\":\"x\"}".to_owned() }]
    );
    assert_eq!((end.skipped[0].kind, end.skipped[0].count), (SkippedKind::Audio, 1));
}

#[tokio::test]
async fn an_answer_goes_on_in_a_new_version_that_begins_with_its_text() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, &text("One, two, ", Some("length"))).await;
    let (turn_id, message_id) = (TurnId::new(), started.messages[1].id);
    let retry = RetryTurn { turn_id, message_id, route: None, send_as: None, continues: true };
    let again = desk.chat.turns.retry_turn(retry).await.unwrap();
    assert!(
        !again.messages[0].running.as_ref().unwrap().patch.tail.is_empty(),
        "what is there already is shown"
    );
    desk.end_of(turn_id).await;

    let body = desk.last_body();
    let roles: Vec<&str> =
        body["messages"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["user", "assistant", "user"]);
    assert_eq!(body["messages"][1]["content"], "One, two,");
    let shown = desk.answer(id).await;
    assert_eq!(shown.versions, [message_id, again.messages[0].id]);
    let source = desk.chat.conversations.load_source(shown.id).await.unwrap();
    assert!(source.starts_with("One, two, You wrote:"), "{source}");
    let before = desk.chat.conversations.load_source(message_id).await.unwrap();
    assert_eq!(before, "One, two, ", "nothing is overwritten");
}

#[tokio::test]
async fn text_that_turns_out_to_be_reasoning_moves_there_and_is_not_sent_back() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let lines = [
        chunk(json!({ "content": "HIDDEN weighing.\n" }), None),
        chunk(json!({ "content": "</think>\n\nThe answer." }), Some("stop")),
    ];
    desk.ask(id, &data(&lines)).await;
    let answer = desk.answer(id).await;
    assert_eq!((&*answer.reasoning, &*answer.html), ("HIDDEN weighing.\n", "<p>The answer.</p>"));
    assert_eq!(desk.chat.conversations.load_source(answer.id).await.unwrap(), "The answer.");
    desk.ask(id, "And then?").await;
    assert_eq!(desk.last_body()["messages"][1]["content"], "The answer.");
}

#[tokio::test]
async fn what_may_have_been_paid_for_is_asked_for_once() {
    let usage = json!({ "choices": [], "usage": { "prompt_tokens": 4241, "completion_tokens": 0 } });
    let broken = "{\"choices\":[{\"delta\":{\"content\":\"The";
    for (question, failure) in [
        (format!("/body {usage}"), None),
        (data(&[usage.to_string()]), None),
        (
            data(&[usage.to_string(), json!({ "error": { "code": 503, "message": "Busy" } }).to_string()]),
            Some(FailureCode::Overloaded),
        ),
        (data(&[broken.to_owned()]), Some(FailureCode::StreamCut)),
        (format!("/body {broken}"), Some(FailureCode::StreamCut)),
    ] {
        let desk = retrying().await;
        let id = desk.blank().await.summary.id;
        let (_, turn) = desk.ask(id, &question).await;
        assert_eq!(turn.failure.map(|failure| failure.code), failure, "{question}");
        assert_eq!(desk.gateway.requests().len(), 1, "{question}");
        assert_eq!(turn.usage.is_some(), question.contains("4241"), "what is known of the cost is told");
    }
}

#[tokio::test]
async fn a_time_out_behind_the_gateway_is_tried_once_more_and_not_again() {
    for status in ["/504", "/524"] {
        let desk = retrying().await;
        let id = desk.blank().await.summary.id;
        let (turn_id, _) = desk.send(id, status).await;
        crate::retries::hurry(&desk, turn_id, 2).await;
        let turn = desk.end_of(turn_id).await;
        assert_eq!(turn.failure.unwrap().code, FailureCode::Overloaded);
        assert_eq!(desk.gateway.requests().len(), 2, "{status}");
    }
}

#[tokio::test]
async fn after_an_answer_without_text_roles_alternate_in_every_api() {
    for (model, api_format) in [
        ("gpt-4o", ApiFormat::Chat),
        ("claude-sonnet-4", ApiFormat::Native),
        ("gemini-2.5-pro", ApiFormat::Native),
    ] {
        let desk = Desk::new().await;
        let id = desk.blank().await.summary.id;
        desk.chat
            .conversations
            .choose_route(id, Route { api_format, ..Route::new(model, Vendor::auto()) })
            .await
            .unwrap();
        desk.ask(id, "/400").await;
        let (turn_id, _) = desk.send(id, "/silent").await;
        desk.chat.turns.stop_turn(turn_id);
        desk.end_of(turn_id).await;
        let (_, turn) = desk.ask(id, "Hello").await;
        assert_eq!(turn.failure, None, "{model}: the mock refuses roles that do not alternate");
        assert_eq!(desk.answer(id).await.state, MessageState::Done);
        let asked = desk.gateway.requests().last().map(|request| request.body.clone()).unwrap();
        assert!(String::from_utf8_lossy(&asked).contains("/silent"), "nothing is lost");
    }
}

#[tokio::test]
async fn of_an_over_long_answer_the_rest_is_shown_on_demand_and_nothing_of_it_is_lost() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, "/long 2500 0 5000 prose").await;
    let answer = desk.answer(id).await;
    let source = desk.chat.conversations.load_source(answer.id).await.unwrap();
    assert!(source.len() > 2_400_000 && answer.rest_bytes > 400_000, "{}", answer.rest_bytes);
    let whole = desk.chat.conversations.load_whole_answer(started.messages[1].id).await.unwrap();
    assert!(whole.starts_with(answer.html.get(..1_000_000).unwrap()));
    assert!(whole.len() > answer.html.len() + 400_000);
    let shown = crate::desk::appended(&desk.heard.chat_events()).len();
    assert!(shown < whole.len() - 300_000, "while it came no more was shown either: {shown}");
}
