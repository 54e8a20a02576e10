//! Any answer tells what went over the wire for it, and its requests can be made again elsewhere.

use std::process::{Command, Stdio};

use bytes::Bytes;
use yourouter_attachments::Source;
use yourouter_mock_gateway::Recorded;
use yourouter_protocol::{
    ApiFormat, ConversationId, Error, Inspection, Parameters, RequestLanguage, Route, Routing, Vendor,
};

use crate::{
    desk::{Desk, KEY, Setup},
    files::{pdf, png},
};

/// Runs a copied command as a person would.
async fn run(command: String) -> Vec<u8> {
    let shell = tokio::task::spawn_blocking(move || {
        use std::io::Write;
        let mut shell = Command::new("sh")
            .env("YOUROUTER_API_KEY", KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        // Typed, as a command line may not be as long as a body.
        shell.stdin.take().unwrap().write_all(command.as_bytes()).unwrap();
        shell.wait_with_output().unwrap()
    });
    let output = shell.await.unwrap();
    assert!(output.status.success());
    output.stdout
}

fn questions(desk: &Desk) -> Vec<Recorded> {
    desk.gateway.requests().into_iter().filter(|request| request.method == "POST").collect()
}

async fn inspected(desk: &Desk, id: ConversationId) -> Inspection {
    desk.chat.inspector.inspect_message(desk.answer(id).await.id).await.unwrap()
}

/// The last request of the last answer, copied as curl, gives the gateway the same again.
async fn is_the_same_again(desk: &Desk, id: ConversationId) {
    let inspection = inspected(desk, id).await;
    let number = u32::try_from(inspection.attempts.len()).unwrap();
    let write = desk.chat.inspector.write_request(inspection.message_id, number, RequestLanguage::Curl);
    let command = write.await.unwrap();
    assert!(!command.contains(KEY) && command.contains("$YOUROUTER_API_KEY"));
    run(command).await;
    let asked = questions(desk);
    let [.., original, again] = &asked[..] else { panic!("two requests") };
    assert_eq!(again.body, original.body, "byte for byte");
    assert_eq!(again.path, original.path);
    let told = |request: &Recorded| {
        let mut headers = request.headers.clone();
        headers.retain(|(name, _)| !matches!(name.as_str(), "content-length" | "expect"));
        headers.sort();
        headers
    };
    assert_eq!(told(again), told(original));
}

#[tokio::test]
async fn a_copied_request_is_the_same_in_every_api_with_files_and_whatever_was_typed() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let odd =
        "It's \"quoted\" \\ $HOME `ls` $(ls) !! %s %% \u{1F600}\n\ttab \u{2028} 你好 'a'\\''b' and some more";
    desk.ask(id, odd).await;
    is_the_same_again(&desk, id).await;
    for (name, bytes) in [
        ("a.png", png()),
        ("it's.pdf", pdf()),
        ("notes.txt", Bytes::from_static("a text file, \"long\" enough to be referred to\n".as_bytes())),
    ] {
        let file = desk.attach(id, Source::Bytes { name: name.to_owned(), bytes }).await;
        let (turn_id, _) = desk.send_with(id, &format!("what is {name}?"), vec![file.id]).await;
        desk.end_of(turn_id).await;
        is_the_same_again(&desk, id).await;
    }
    let shown = inspected(&desk, id).await.attempts.remove(0).exchange.unwrap();
    assert!(
        shown.body.contains("‹a.png sha256:") && shown.body.contains("‹it's.pdf sha256:"),
        "{}",
        shown.body
    );
    assert!(serde_json::from_str::<serde_json::Value>(&shown.body).is_ok());
    let parameters = Parameters { system_prompt: "Don't".to_owned(), ..Parameters::default() };
    desk.chat.conversations.set_parameters(id, parameters).await.unwrap();
    for (model, vendor) in [("claude-sonnet-4", "auto"), ("gemini-2.5-pro", "auto"), ("gpt-4o", "aws")] {
        let api_format = if vendor == "aws" { ApiFormat::Chat } else { ApiFormat::Native };
        let route = Route { api_format, ..Route::new(model, Vendor::new(vendor)) };
        desk.chat.conversations.choose_route(id, route).await.unwrap();
        desk.ask(id, "and now?").await;
        is_the_same_again(&desk, id).await;
    }
}

#[tokio::test]
async fn each_attempt_is_there_with_its_times_and_replies_also_after_a_restart() {
    let desk = Desk::with(Setup { key: Some(KEY), is_retrying: true, ..Setup::default() }).await;
    let id = desk.blank().await.summary.id;
    let route = Route { routing: Routing::First, ..Route::new("gpt-4o", Vendor::new("aws")) };
    desk.chat.conversations.choose_route(id, route).await.unwrap();
    desk.ask(id, "/flaky 1").await;
    let asked = questions(&desk);
    let (chat, _) = desk.restarted_with_key();
    let message_id = desk.answer(id).await.id;
    for chat in [&desk.chat, &chat] {
        let inspection = chat.inspector.inspect_message(message_id).await.unwrap();
        assert_eq!((inspection.attempts.len(), asked.len()), (2, 2));
        for (attempt, seen) in inspection.attempts.iter().zip(&asked) {
            let exchange = attempt.exchange.clone().unwrap();
            assert_eq!(exchange.body.as_bytes(), seen.body);
            assert_eq!(exchange.body_bytes, seen.body.len() as u64);
            let vendor = exchange.headers.iter().find(|header| header.name == "vendor");
            assert_eq!(vendor.map(|header| header.value.as_str()), seen.header("vendor"));
            assert!(!format!("{exchange:?}").contains(KEY));
            let timing = exchange.timing;
            assert!(timing.sent_at_ms > 0 && timing.end_ms >= timing.first_byte_ms);
        }
        let [failed, answered] = [0, 1].map(|index| inspection.attempts[index].exchange.clone().unwrap());
        assert!(
            failed.status_line.ends_with("503 Service Unavailable")
                && failed.reply.contains("not available right now")
        );
        assert!(failed.timing.connect_ms.is_some() && failed.timing.first_token_ms.is_none());
        assert!(answered.reply.ends_with("data: [DONE]\n\n") && answered.timing.first_token_ms.is_some());
        assert!(answered.timing.queued_ms > 0, "it waited for its turn");
    }
    let report = desk.chat.inspector.write_report(message_id, false).await.unwrap();
    for part in ["Request: 2 of 2", "Failure: Overloaded", "req_mock_", "first byte", "Vendor asked: aws"] {
        assert!(report.contains(part), "{part} in {report}");
    }
    assert!(!report.contains("/flaky") && !report.contains(KEY), "no content: {report}");
    let report = desk.chat.inspector.write_report(message_id, true).await.unwrap();
    assert!(report.contains("/flaky 1") && report.contains("[DONE]") && !report.contains(KEY));
}

#[tokio::test]
async fn a_stopped_a_broken_and_a_refused_answer_can_be_looked_at_too() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
    let stopped = inspected(&desk, id).await.attempts.remove(0).exchange.unwrap();
    assert!(stopped.timing.end_ms.is_none() && stopped.timing.first_token_ms.is_some());
    desk.ask(id, "/cut").await;
    let broken = inspected(&desk, id).await.attempts.remove(0).exchange.unwrap();
    assert!(broken.timing.end_ms.is_some() && !broken.reply.is_empty());
    desk.ask(id, "/refuse stream_options").await;
    let refused = inspected(&desk, id).await.attempts;
    let sent: Vec<bool> = refused
        .iter()
        .map(|attempt| attempt.exchange.as_ref().unwrap().body.contains("stream_options"))
        .collect();
    // The words of the question name it, so the field is looked for as such.
    assert_eq!(sent, [true, true]);
    assert!(refused[0].exchange.as_ref().unwrap().body.contains("\"stream_options\":"));
    assert!(!refused[1].exchange.as_ref().unwrap().body.contains("\"stream_options\":"));
}

#[tokio::test]
async fn what_is_switched_off_is_not_kept_and_what_was_is_forgotten() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    let first = inspected(&desk, id).await;
    assert!(first.is_keeping && first.attempts[0].exchange.is_some());
    let off = serde_json::from_str(r#"{"keepsRequests":false}"#).unwrap();
    desk.chat.settings.update_settings(off).await.unwrap();
    desk.ask(id, "hello again").await;
    for message_id in [first.message_id, desk.answer(id).await.id] {
        let inspection = desk.chat.inspector.inspect_message(message_id).await.unwrap();
        assert!(!inspection.is_keeping && inspection.attempts[0].exchange.is_none());
        assert_eq!(inspection.attempts[0].attempt.status, Some(200), "what is known otherwise stays");
        let write = desk.chat.inspector.write_request(message_id, 1, RequestLanguage::Curl);
        assert!(matches!(write.await, Err(Error::Invalid(_))));
    }
}

#[tokio::test]
async fn for_the_sdks_only_what_they_can_send_is_written() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let parameters = Parameters {
        temperature: Some("0.5".parse().unwrap()),
        extra_json: r#"{"top_k": 3, "nested": {"yes": true, "no": null}}"#.to_owned(),
        ..Parameters::default()
    };
    desk.chat.conversations.set_parameters(id, parameters).await.unwrap();
    desk.chat.conversations.pin_vendor(Vendor::new("aws")).await.unwrap();
    desk.ask(id, "hello").await;
    let message_id = desk.answer(id).await.id;
    let written = async |language| desk.chat.inspector.write_request(message_id, 1, language).await.unwrap();
    let python = written(RequestLanguage::Python).await;
    for part in [
        "temperature=0.5",
        "extra_headers={\"vendor\": \"aws\"}",
        "extra_body={\"nested\": {\"no\": None, \"yes\": True}, \"top_k\": 3}",
        "os.environ[\"YOUROUTER_API_KEY\"]",
        &desk.gateway.base_url(),
    ] {
        assert!(python.contains(part), "{part} in {python}");
    }
    let javascript = written(RequestLanguage::JavaScript).await;
    assert!(javascript.contains("{ headers: {\"vendor\":\"aws\"} }"), "{javascript}");
    let body = String::from_utf8(questions(&desk)[0].body.to_vec()).unwrap();
    assert!(javascript.contains(&format!("create({body}, ")), "{javascript}");
    let native = Route { api_format: ApiFormat::Native, ..Route::new("claude-sonnet-4", Vendor::auto()) };
    desk.chat.conversations.choose_route(id, native).await.unwrap();
    desk.ask(id, "hello").await;
    let answer = desk.answer(id).await.id;
    let refused = desk.chat.inspector.write_request(answer, 1, RequestLanguage::Python).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
}
