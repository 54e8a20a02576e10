//! What comes with answers besides their words: images, recordings, sources.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use yourouter_protocol::{
    AttachmentKind, ChatEvent, ExportFormat, MessageView, RetryTurn, SendAs, SkippedKind, TurnId,
};

use crate::desk::Desk;

fn chunk(delta: Value, finish: Option<&str>) -> String {
    json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] }).to_string()
}

fn data(deltas: &[Value]) -> String {
    let lines: Vec<String> = deltas.iter().map(|delta| chunk(delta.clone(), None)).collect();
    format!("/data\n{}\n{}\n[DONE]", lines.join("\n"), chunk(json!({}), Some("stop")))
}

fn picture() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(64, 48).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    picture.into_inner()
}

fn data_url(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes))
}

fn images(bytes: &[u8]) -> Value {
    json!({ "images": [{ "type": "image_url", "image_url": { "url": data_url(bytes) } }] })
}

async fn answered(desk: &Desk, deltas: &[Value]) -> MessageView {
    let id = desk.blank().await.summary.id;
    desk.ask(id, &data(deltas)).await;
    desk.answer(id).await
}

#[tokio::test]
async fn an_image_is_kept_shown_exported_and_sent_back() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let text = format!("Here: ![red card]({})", data_url(&picture()));
    desk.ask(id, &data(&[json!({ "content": text })])).await;
    let answer = desk.answer(id).await;
    assert_eq!(answer.attachments.len(), 1);
    let image = &answer.attachments[0];
    assert_eq!(
        (image.kind, &*image.name, image.pixels),
        (AttachmentKind::Image, "red card.png", Some((64, 48)))
    );
    assert!(image.thumbnail.is_some() && !answer.html.contains("base64"));
    assert_eq!(desk.chat.conversations.load_source(answer.id).await.unwrap(), "Here: ");
    let is_added = |event: &ChatEvent| matches!(event, ChatEvent::FileAdded { attachment, .. } if attachment.id == image.id);
    assert_eq!(desk.heard.chat_events().iter().filter(|event| is_added(event)).count(), 1);

    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("chat.html");
    desk.chat.exports.export_conversation(id, ExportFormat::Html, page.clone()).await.unwrap();
    assert_eq!(std::fs::read_to_string(page).unwrap().matches("<img src=\"data:image/png").count(), 1);

    desk.ask(id, "Make it blue").await;
    let body = desk.last_body();
    let messages = body["messages"].as_array().unwrap();
    let roles: Vec<&str> = messages.iter().map(|message| message["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["user", "assistant", "user"]);
    assert_eq!(messages[1]["content"], "Here: ");
    let parts = messages[2]["content"].as_array().unwrap();
    assert!(parts[0]["image_url"]["url"].as_str().unwrap().starts_with("data:image/png;base64,"));
    let words = parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().concat();
    assert!(
        words.contains("red card.png") && words.ends_with("Make it blue") && !words.contains("base64"),
        "{words}"
    );
    let seen = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(seen.window.messages[1].attachments[0].sent_as, Some(SendAs::Image));

    // Left out like any other file.
    desk.chat.attachments.leave_out(image.id, true).await.unwrap();
    desk.ask(id, "And green?").await;
    assert!(desk.last_body()["messages"][4]["content"].is_string(), "no image goes along");
}

#[tokio::test]
async fn an_answer_of_an_image_alone_is_an_answer() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (_, turn) = desk.ask(id, &data(&[images(&picture())])).await;
    assert_eq!(turn.failure, None);
    desk.ask(id, "Next").await;
    let messages = desk.last_body()["messages"].clone();
    assert_eq!(messages[1]["content"], "[Image.png]");
}

#[tokio::test]
async fn what_is_no_image_is_left_out_and_said() {
    let desk = Desk::new().await;
    let svg = format!(
        "data:image/svg+xml;base64,{}",
        BASE64_STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    );
    for hostile in [svg, data_url(&[b"\x89PNG\r\n\x1a\n".as_slice(), &[7; 200]].concat())] {
        let answer = answered(&desk, &[json!({ "content": format!("Look: ![x]({hostile})") })]).await;
        assert_eq!(answer.attachments, []);
        let end = answer.turn.unwrap().end.unwrap();
        assert_eq!((end.skipped[0].kind, end.skipped[0].count), (SkippedKind::Image, 1));
        assert!(!answer.html.contains("base64"), "{}", answer.html);
    }
}

#[tokio::test]
async fn a_recording_is_a_file_that_is_never_sent() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let piece = |bytes: &[u8]| json!({ "audio": { "data": BASE64_STANDARD.encode(bytes) } });
    let said = json!({ "audio": { "transcript": "Hello" } });
    desk.ask(id, &data(&[piece(&[1; 400]), said, piece(&[2; 400])])).await;
    let answer = desk.answer(id).await;
    let file = &answer.attachments[0];
    assert_eq!((file.kind, &*file.name, file.is_left_out), (AttachmentKind::Media, "Recording.wav", true));
    assert_eq!(desk.chat.conversations.load_source(answer.id).await.unwrap(), "Hello");
    assert_eq!(desk.chat.attachments.attached_file(file.id).await.unwrap().bytes.len(), 844);
    desk.ask(id, "Again").await;
    assert!(!desk.last_body().to_string().contains("base64"));
}

#[tokio::test]
async fn an_answer_that_goes_on_keeps_its_files_and_sources() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let source =
        json!({ "type": "url_citation", "url": "https://one.example/", "title": "One", "end_index": 3 });
    let delta = json!({ "content": "One", "annotations": [source], "images": images(&picture())["images"] });
    desk.ask(id, &data(&[delta])).await;
    let before = desk.answer(id).await;
    let turn_id = TurnId::new();
    desk.chat
        .turns
        .retry_turn(RetryTurn { turn_id, message_id: before.id, route: None, send_as: None, continues: true })
        .await
        .unwrap();
    desk.end_of(turn_id).await;
    let after = desk.answer(id).await;
    assert_ne!(after.id, before.id);
    assert_eq!((after.attachments.len(), &*after.attachments[0].name), (1, "Image.png"));
    assert_eq!(after.sources[0].title, "One");
}

#[tokio::test]
async fn sources_are_listed_and_the_marks_in_the_text_lead_to_them() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let line = json!({
        "choices": [{ "index": 0, "delta": { "content": "High[1][2]." }, "finish_reason": "stop" }],
        "citations": ["https://one.example/page", "javascript:alert(1)", "https://two.example/x"],
    });
    let (_, turn) = desk.ask(id, &format!("/data\n{line}\n[DONE]")).await;
    let answer = desk.answer(id).await;
    let listed: Vec<_> =
        answer.sources.iter().map(|source| (source.number, &*source.title, source.url.as_deref())).collect();
    assert_eq!(
        listed,
        [
            (1, "one.example/page", Some("https://one.example/page")),
            (2, "", None),
            (3, "two.example/x", Some("https://two.example/x")),
        ]
    );
    assert!(answer.html.contains("<a href=\"https://one.example/page\""), "{}", answer.html);
    assert_eq!(desk.chat.conversations.load_source(answer.id).await.unwrap(), "High[1][2].");
    // The page is told to read it again: a number is left out before the end.
    let seqs: Vec<u32> = desk
        .heard
        .chat_events()
        .iter()
        .filter_map(|event| match event {
            ChatEvent::Patched { turn_id, seq, .. } | ChatEvent::Finished { turn_id, seq, .. }
                if *turn_id == turn.id =>
            {
                Some(*seq)
            }
            _ => None,
        })
        .collect();
    assert!(seqs.windows(2).any(|pair| pair[1] > pair[0] + 1), "{seqs:?}");

    let folder = tempfile::tempdir().unwrap();
    for (format, words) in [
        (
            ExportFormat::Html,
            "<h3>Sources</h3><ol class=\"sources\"><li><a href=\"https://one.example/page\"",
        ),
        (ExportFormat::Markdown, "> 1. one.example/page <https://one.example/page>"),
    ] {
        let path = folder.path().join("chat.x");
        desk.chat.exports.export_conversation(id, format, path.clone()).await.unwrap();
        let exported = std::fs::read_to_string(path).unwrap();
        assert!(exported.contains(words), "{exported}");
    }
}
