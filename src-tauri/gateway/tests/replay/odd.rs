//! Replies that are odd and can be read all the same.

use serde_json::json;
use yourouter_protocol::{SkippedKind, Usage};

use crate::{chunk, completion, native, pieces, replayed, replayed_to, reply, stream, whole};

#[tokio::test]
async fn numbers_that_are_none_and_raw_control_characters() {
    for odd in ["NaN", "Infinity", "-Infinity"] {
        let line = |text: &str| {
            format!("{{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}],\"t\":{{\"v\":{odd}}}}}")
        };
        let answer =
            replayed(stream(&[line("Still "), line("te\u{1}xt\there"), chunk(json!({}), Some("stop"))]))
                .await;
        assert_eq!(
            (&*answer.text, answer.finish.as_deref()),
            ("Still te\u{1}xt\there", Some("stop")),
            "{odd}"
        );
        let body =
            format!("{{\"choices\":[{{\"message\":{{\"content\":\"Two\nlines\"}},\"logprobs\":[{odd}]}}]}}");
        assert_eq!(replayed(reply("application/json", &body)).await.text, "Two\nlines", "{odd}");
    }
}

#[tokio::test]
async fn data_in_data_and_floats_in_place_of_integers() {
    let mut lines: Vec<String> =
        pieces("Twice framed", 4).iter().map(|line| format!("data: {line}")).collect();
    assert_eq!(replayed(stream(&lines)).await.text, "Twice framed");
    lines = pieces("Twice framed", 4).iter().map(|line| format!("data:data: {line}")).collect();
    assert_eq!(replayed(stream(&lines)).await.text, "Twice framed");

    let value = json!({
        "choices": [{ "index": 0.0, "message": { "content": "Yes" } }, { "index": 1.0, "message": { "content": "No" } }],
        "usage": { "prompt_tokens": 9.0, "completion_tokens": "7" },
    });
    let answer = replayed(whole(&value)).await;
    assert_eq!(answer.text, "Yes");
    assert_eq!(
        answer.usage,
        Some(Usage { prompt_tokens: Some(9), completion_tokens: Some(7), ..Usage::default() })
    );
}

#[tokio::test]
async fn a_last_message_that_repeats_all_is_not_appended() {
    for text in ["Once is enough.", "<think>Why once.</think>Once is enough."] {
        for repeated in [
            json!({ "index": 0, "message": { "role": "assistant", "content": text }, "finish_reason": "stop" }),
            json!({ "index": 0, "delta": {}, "message": { "content": text }, "finish_reason": "stop" }),
            json!({ "index": 0, "message": { "content": [{ "type": "text", "text": text }] } }),
        ] {
            let mut lines = pieces(text, 3);
            let at = lines.len() - 2;
            lines.insert(at, json!({ "object": "chat.completion", "choices": [repeated] }).to_string());
            assert_eq!(replayed(stream(&lines)).await.text, "Once is enough.");
        }
    }
    let lines = [
        chunk(json!({ "reasoning_content": "Why " }), None),
        chunk(json!({ "reasoning_content": "once." }), None),
        chunk(json!({ "content": "Once." }), None),
        json!({ "choices": [{ "message": { "reasoning_content": "Why once.", "content": "Once." }, "finish_reason": "stop" }] }).to_string(),
    ];
    let answer = replayed(stream(&lines)).await;
    assert_eq!((&*answer.reasoning, &*answer.text), ("Why once.", "Once."));
}

#[tokio::test]
async fn cumulative_deltas_are_taken_for_what_they_are() {
    let text = "The tower is 330 m high and stands in Paris.";
    for from in [1, 3, 20] {
        let lines: Vec<String> = (from..=text.len())
            .step_by(5)
            .chain([text.len()])
            .map(|end| chunk(json!({ "content": &text[..end] }), None))
            .chain([chunk(json!({ "content": text }), Some("stop"))])
            .collect();
        assert_eq!(replayed(stream(&lines)).await.text, text, "from {from}");
    }
    let thought = "<think>Which tower do they mean?</think>The tower in Paris.";
    let lines: Vec<String> = (5..=thought.len())
        .step_by(6)
        .map(|end| chunk(json!({ "content": &thought[..end] }), None))
        .collect();
    let answer = replayed(stream(&lines)).await;
    assert_eq!((&*answer.reasoning, &*answer.text), ("Which tower do they mean?", "The tower in Paris."));
    let lines: Vec<String> =
        (5..=20).map(|end| chunk(json!({ "reasoning_content": &text[..end] }), None)).collect();
    assert_eq!(replayed(stream(&lines)).await.reasoning, &text[..20]);
}

#[tokio::test]
async fn content_as_an_object_and_parts_that_are_no_text() {
    for content in [
        json!({ "type": "text", "text": "Yes" }),
        json!({ "text": "Yes" }),
        json!({ "parts": [{ "text": "Ye" }, { "text": "s" }] }),
        json!([{ "type": "text", "text": { "value": "Yes" } }]),
        json!([["Ye"], "s"]),
    ] {
        assert_eq!(
            replayed(whole(&completion(&json!({ "content": content })))).await.text,
            "Yes",
            "{content}"
        );
    }
    let content = json!([{ "type": "output_audio", "data": "AA" }, { "type": "video_url", "video_url": {} }, { "type": "text", "text": "Yes" }]);
    let answer = replayed(whole(&completion(&json!({ "content": content })))).await;
    assert_eq!(answer.text, "Yes");
    assert_eq!(answer.skipped, [SkippedKind::Audio, SkippedKind::Video]);
    let parts = json!([{ "text": "Yes" }, { "inlineData": { "mimeType": "video/mp4", "data": "AA" } }]);
    let value = json!({ "candidates": [{ "content": { "parts": parts }, "finishReason": "STOP" }] });
    let answer = replayed_to(whole(&value), native("gemini-2.5-pro")).await;
    assert_eq!((&*answer.text, &*answer.skipped), ("Yes", &[SkippedKind::Video][..]));
}

#[tokio::test]
async fn broken_chunks_are_skipped_and_told() {
    let mut lines = pieces("Before and after", 6);
    lines.insert(1, "{\"choices\":[{\"delta\":{\"content\":".to_owned());
    lines.insert(3, "pong".to_owned());
    let answer = replayed(stream(&lines)).await;
    assert_eq!((&*answer.text, &*answer.skipped), ("Before and after", &[SkippedKind::Unreadable][..]));
}

#[tokio::test]
async fn many_and_long_headers() {
    let many: String = (0..600).map(|number| format!("X-Pad-{number}: v\r\n")).collect();
    let long = format!("X-Pad: {}\r\n", "p".repeat(200_000));
    for headers in [many, long] {
        let body = stream(&pieces("Yes", 1));
        let text =
            String::from_utf8(body).unwrap().replacen("Connection", &format!("{headers}Connection"), 1);
        assert_eq!(replayed(text.into_bytes()).await.text, "Yes");
    }
}

#[tokio::test]
async fn bare_line_breaks_in_strings() {
    let start = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":";
    for (content, text) in [
        ("\"one\ntwo\"", "one\ntwo"),
        ("\"one\n\nNote: two\n\"", "one\n\nNote: two\n"),
        ("\"say \\\"a\nb\\\\\"", "say \"a\nb\\"),
    ] {
        let lines = [
            format!("{start}{content}}}}}]}}"),
            chunk(json!({ "content": "." }), Some("stop")),
            "[DONE]".to_owned(),
        ];
        let answer = replayed(stream(&lines)).await;
        assert_eq!((answer.text, answer.skipped), (format!("{text}."), vec![]), "{content}");
    }
    // One that was cut within a string takes nothing of what follows with it.
    let lines =
        [format!("{start}\"cut"), chunk(json!({ "content": "Yes" }), Some("stop")), "[DONE]".to_owned()];
    let answer = replayed(stream(&lines)).await;
    assert_eq!((&*answer.text, &*answer.skipped), ("Yes", &[SkippedKind::Unreadable][..]));
}
