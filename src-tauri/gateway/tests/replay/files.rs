//! Images, recordings and videos in replies: found wherever servers put them, and never a text of base64.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use yourouter_protocol::SkippedKind;

use super::{chunk, completion, native, replayed, replayed_to, reply, stream, whole};

const PICTURE: &[u8] = b"\x89PNG, or so it says; nobody looks here";

fn data_url(media_type: &str) -> String {
    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(PICTURE))
}

#[tokio::test]
async fn images_are_found_in_each_form_and_once() {
    let image = json!({ "type": "image_url", "image_url": { "url": data_url("image/png") }, "index": 0 });
    let text = |text: &str| json!({ "type": "text", "text": text });
    let markdown = format!("A card: ![red card]({})", data_url("image/png"));
    let (first, second) = markdown.split_at(60);
    let replies = [
        stream(&[
            chunk(json!({ "content": "A card: " }), None),
            chunk(json!({ "content": "", "images": [image] }), None),
            chunk(json!({ "content": "", "images": [image] }), None),
            chunk(json!({}), Some("stop")),
        ]),
        stream(&[
            chunk(json!({ "content": [text("A card: "), image] }), None),
            json!({ "choices": [{ "index": 0, "message": { "content": "A card: ", "images": [image] }, "finish_reason": "stop" }] }).to_string(),
        ]),
        stream(&[chunk(json!({ "content": first }), None), chunk(json!({ "content": second }), Some("stop"))]),
        whole(&completion(&json!({ "content": "A card: ", "images": [image] }))),
        whole(&completion(&json!({ "content": [text("A card: "), image] }))),
        whole(&completion(&json!({ "content": markdown }))),
    ];
    for sent in replies {
        let words = String::from_utf8_lossy(&sent).into_owned();
        let answer = replayed(sent).await;
        assert_eq!((&*answer.text, answer.media.len()), ("A card: ", 1), "{words}");
        assert_eq!((&*answer.media[0].bytes, answer.media[0].kind), (PICTURE, SkippedKind::Image));
        assert_eq!((answer.skipped, answer.failure), (vec![], None), "{words}");
    }
}

#[tokio::test]
async fn native_parts_are_files_too() {
    let data = BASE64_STANDARD.encode(PICTURE);
    let parts = json!([{ "text": "A card: " }, { "inlineData": { "mimeType": "image/png", "data": data } }]);
    let value = json!({ "candidates": [{ "content": { "parts": parts }, "finishReason": "STOP" }] });
    let answer = replayed_to(whole(&value), native("gemini-2.5-flash-image")).await;
    assert_eq!((&*answer.text, &*answer.media[0].bytes), ("A card: ", PICTURE));
    let source = json!({ "type": "base64", "media_type": "image/png", "data": data });
    let value = json!({ "type": "message", "id": "m", "content": [{ "type": "image", "source": source }], "stop_reason": "end_turn" });
    let answer = replayed_to(whole(&value), native("claude-sonnet-5")).await;
    assert_eq!((&*answer.text, answer.media.len()), ("", 1));
}

#[tokio::test]
async fn a_recording_comes_in_pieces_with_what_is_said() {
    let piece = |bytes: &[u8]| json!({ "audio": { "id": "a", "data": BASE64_STANDARD.encode(bytes) } });
    let lines = [
        chunk(piece(&[1, 0, 2, 0]), None),
        chunk(json!({ "audio": { "transcript": "Hel" } }), None),
        chunk(json!({ "audio": { "transcript": "lo" } }), None),
        chunk(piece(&[3, 0]), None),
        chunk(json!({}), Some("stop")),
    ];
    let answer = replayed(stream(&lines)).await;
    assert_eq!((&*answer.text, answer.media[0].kind), ("Hello", SkippedKind::Audio));
    assert!(
        answer.media[0].bytes.starts_with(b"RIFF") && answer.media[0].bytes.ends_with(&[1, 0, 2, 0, 3, 0])
    );
}

#[tokio::test]
async fn an_image_that_is_elsewhere_is_a_link_and_nothing_is_fetched() {
    let image = json!({ "image_url": { "url": "https://host.example/a b.png" } });
    let answer = replayed(whole(&completion(&json!({ "content": "Here", "images": [image] })))).await;
    assert_eq!((&*answer.text, answer.media), ("Here\n\n[Image](<https://host.example/ab.png>)\n\n", vec![]));
}

#[tokio::test]
async fn a_line_of_32_mib_is_taken() {
    let data = "A".repeat(32 * 1024 * 1024 - 200);
    let line = chunk(
        json!({ "images": [{ "image_url": { "url": format!("data:image/png;base64,{data}") } }] }),
        None,
    );
    assert!(line.len() < 32 * 1024 * 1024);
    let answer = replayed(stream(&[line, chunk(json!({}), Some("stop"))])).await;
    assert_eq!((answer.media[0].bytes.len(), answer.failure), (data.len() / 4 * 3, None));
    let longer = reply("text/event-stream", &format!("data: {}\n\n", "A".repeat(34 * 1024 * 1024)));
    assert!(replayed(longer).await.failure.is_some());
}
