//! The body as it goes out, byte for byte where that matters.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{Adjustments, adjustment, applied, body};
use crate::{
    gateway::{
        Adjustment, ChatRequest, Part, RequestMessage, Speaker,
        errors::{Refusal, rejected},
        upload::Segment,
    },
    protocol::{Route, Vendor},
};

fn request(model: &str, vendor: &str, is_streaming: bool, messages: Vec<RequestMessage>) -> ChatRequest {
    ChatRequest {
        route: Route { model: model.to_owned(), vendor: Vendor::new(vendor) },
        messages,
        is_streaming,
    }
}

fn message(speaker: Speaker, parts: Vec<Part>) -> RequestMessage {
    RequestMessage { speaker, parts }
}

fn text(text: &str) -> Part {
    Part::Text(text.to_owned())
}

fn pdf(name: &str, bytes: &'static [u8]) -> Part {
    Part::Pdf { name: name.to_owned(), bytes: Bytes::from_static(bytes) }
}

fn sent(request: &ChatRequest, adjustments: &Adjustments) -> String {
    body(request, adjustments)
        .into_iter()
        .map(|segment| match segment {
            Segment::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
            Segment::Base64(bytes) => STANDARD.encode(bytes),
        })
        .collect()
}

fn json_of(request: &ChatRequest) -> Value {
    serde_json::from_str(&sent(request, &Adjustments::new())).unwrap()
}

#[test]
fn text_is_sent_as_a_plain_string_and_nothing_else_is_added() {
    let messages = vec![
        message(Speaker::System, vec![text("Be brief.")]),
        message(Speaker::User, vec![text("Hello \"you\"\n\u{1}")]),
        message(Speaker::Assistant, vec![text("Hi")]),
        message(Speaker::User, vec![text("one"), text("two")]),
    ];
    assert_eq!(
        json_of(&request("gpt-4o", "auto", false, messages)),
        json!({
            "model": "gpt-4o",
            "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "Hello \"you\"\n\u{1}" },
                { "role": "assistant", "content": "Hi" },
                { "role": "user", "content": "one\n\ntwo" },
            ],
            "stream": false,
        })
    );
}

#[test]
fn files_come_before_text_in_the_documented_blocks() {
    let parts = vec![
        text("What is this?"),
        Part::Image { media_type: "image/png".to_owned(), bytes: Bytes::from_static(b"\x89PNG") },
        pdf("a \"b\".pdf", b"%PDF-1"),
    ];
    let request = request("gpt-4o", "auto", false, vec![message(Speaker::User, parts)]);
    assert_eq!(
        json_of(&request)["messages"][0]["content"],
        json!([
            { "type": "image_url", "image_url": { "url": "data:image/png;base64,iVBORw==" } },
            { "type": "file", "file": { "filename": "a \"b\".pdf", "file_data": "JVBERi0x" } },
            { "type": "text", "text": "What is this?" },
        ])
    );
}

#[test]
fn empty_messages_and_empty_text_are_left_out() {
    let messages = vec![
        message(Speaker::System, vec![text("")]),
        message(Speaker::User, vec![text("one")]),
        message(Speaker::Assistant, vec![text(" \n")]),
        message(Speaker::Assistant, vec![]),
        message(Speaker::User, vec![text(" "), pdf("a.pdf", b"%PDF-1")]),
    ];
    let sent = json_of(&request("gpt-4o", "auto", true, messages));
    assert_eq!(sent["messages"].as_array().unwrap().len(), 2);
    assert_eq!(sent["messages"][1]["content"].as_array().unwrap().len(), 1);
}

#[test]
fn token_counts_are_asked_for_when_streaming_but_not_of_mistral() {
    for (model, vendor, is_streaming, asks) in [
        ("gpt-4o", "auto", true, true),
        ("gpt-4o", "auto", false, false),
        ("gpt-4o", "mistral", true, false),
        ("mistral-large-latest", "auto", true, false),
        ("open-mixtral-8x7b", "aws", true, false),
        ("Ministral-8B", "auto", true, false),
    ] {
        let body =
            json_of(&request(model, vendor, is_streaming, vec![message(Speaker::User, vec![text("x")])]));
        let expected = if asks { json!({ "include_usage": true }) } else { Value::Null };
        assert_eq!(body["stream_options"], expected, "{model} {vendor}");
        assert_eq!(body["stream"], json!(is_streaming));
    }
}

#[test]
fn adjustments_change_exactly_their_field() {
    let request = request(
        "gpt-4o",
        "auto",
        true,
        vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1"), text("x")])],
    );
    let before = sent(&request, &Adjustments::new());
    assert_eq!(
        sent(&request, &Adjustments::from([Adjustment::WithoutStreamOptions])),
        before.replace(",\"stream_options\":{\"include_usage\":true}", "")
    );
    assert_eq!(
        sent(&request, &Adjustments::from([Adjustment::PdfAsDataUrl])),
        before.replace("\"JVBERi0x\"", "\"data:application/pdf;base64,JVBERi0x\"")
    );
}

#[test]
fn a_refusal_asks_for_an_adjustment_only_if_it_names_a_field_that_was_sent() {
    let plain = || vec![message(Speaker::User, vec![text("x")])];
    let with_pdf = || vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1")])];
    for (status, words, request, expected) in [
        (
            422,
            "body.stream_options: extra inputs",
            request("m", "auto", true, plain()),
            Some(Adjustment::WithoutStreamOptions),
        ),
        (
            400,
            "unknown field include_usage",
            request("m", "auto", true, plain()),
            Some(Adjustment::WithoutStreamOptions),
        ),
        (400, "stream_options", request("m", "auto", false, plain()), None),
        (500, "stream_options", request("m", "auto", true, plain()), None),
        (
            400,
            "expected a base64-encoded data url",
            request("m", "auto", false, with_pdf()),
            Some(Adjustment::PdfAsDataUrl),
        ),
        (400, "expected a base64-encoded data url", request("m", "auto", false, plain()), None),
        (400, "temperature", request("m", "auto", true, with_pdf()), None),
    ] {
        let refusal = Refusal { error: rejected("no"), status, words: words.to_owned() };
        assert_eq!(adjustment(&request, &Adjustments::new(), &refusal), expected, "{status} {words}");
        if let Some(made) = expected {
            assert_eq!(adjustment(&request, &Adjustments::from([made]), &refusal), None, "never twice");
        }
    }
}

#[test]
fn only_adjustments_that_make_a_difference_are_reported() {
    let both = Adjustments::from([Adjustment::PdfAsDataUrl, Adjustment::WithoutStreamOptions]);
    let plain = || vec![message(Speaker::User, vec![text("x")])];
    let with_pdf = || vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1")])];
    for (request, expected) in [
        (request("m", "auto", true, plain()), vec![Adjustment::WithoutStreamOptions]),
        (request("m", "auto", false, with_pdf()), vec![Adjustment::PdfAsDataUrl]),
        (
            request("m", "auto", true, with_pdf()),
            vec![Adjustment::WithoutStreamOptions, Adjustment::PdfAsDataUrl],
        ),
        (request("m", "mistral", true, plain()), vec![]),
    ] {
        assert_eq!(applied(&request, &both), expected);
    }
}
