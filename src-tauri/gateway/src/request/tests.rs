//! The body as it goes out, byte for byte where that matters.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{is_about_files, request_override, write};
use crate::{
    ChatRequest, Part, RequestMessage, Speaker,
    errors::{Refusal, rejected},
    upload::Segment,
};
use yourouter_protocol::{
    ApiFormat, Error, FailureCode, Parameters, ReasoningEffort, RequestOverride, Route, Vendor,
    error::ReplyFacts,
};

fn request(model: &str, vendor: &str, is_streaming: bool, messages: Vec<RequestMessage>) -> ChatRequest {
    ChatRequest { is_streaming, ..ChatRequest::new(Route::new(model, Vendor::new(vendor)), messages) }
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

/// A streamed question over a model's own API.
fn native(model: &str, parts: Vec<Part>) -> ChatRequest {
    let mut request = request(model, "auto", true, vec![message(Speaker::User, parts)]);
    request.route.api_format = ApiFormat::Native;
    request
}

fn set(
    temperature: Option<f64>,
    max_tokens: Option<u32>,
    effort: Option<ReasoningEffort>,
    extra: &str,
) -> Parameters {
    Parameters {
        system_prompt: String::new(),
        temperature: temperature.and_then(serde_json::Number::from_f64),
        max_tokens,
        reasoning_effort: effort,
        extra_json: extra.to_owned(),
    }
}

fn without(field: &str) -> RequestOverride {
    RequestOverride::Without { field: field.to_owned() }
}

fn renamed(field: &str, to: &str) -> RequestOverride {
    RequestOverride::Renamed { field: field.to_owned(), to: to.to_owned() }
}

/// Everything in a body but its model and messages.
fn fields_of(request: &ChatRequest) -> Value {
    let mut body = json_of(request);
    let fields = body.as_object_mut().unwrap();
    for name in ["model", "messages", "contents"] {
        fields.remove(name);
    }
    body
}

fn sent(request: &ChatRequest, overrides: &[RequestOverride]) -> String {
    write(request, overrides)
        .body
        .into_iter()
        .map(|segment| match segment {
            Segment::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
            Segment::Base64(bytes) => STANDARD.encode(bytes),
        })
        .collect()
}

fn json_of(request: &ChatRequest) -> Value {
    serde_json::from_str(&sent(request, &[])).unwrap()
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
    // What is left of the questions are neighbours then, which strict servers refuse: they are one.
    assert_eq!(sent["messages"].as_array().unwrap().len(), 1);
    let content = sent["messages"][0]["content"].as_array().unwrap();
    assert_eq!(content.iter().map(|part| &part["type"]).collect::<Vec<_>>(), ["text", "file"]);
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
    let before = sent(&request, &[]);
    assert_eq!(
        sent(&request, &[without("stream_options")]),
        before.replace(",\"stream_options\":{\"include_usage\":true}", "")
    );
    assert_eq!(
        sent(&request, &[RequestOverride::PdfAsDataUrl]),
        before.replace("\"JVBERi0x\"", "\"data:application/pdf;base64,JVBERi0x\"")
    );
}

#[test]
fn only_what_the_person_set_is_sent_in_the_words_of_the_family() {
    use ReasoningEffort::{High, Low};
    let usage = json!({ "include_usage": true });
    for (model, vendor, parameters, expected, told) in [
        (
            "gpt-4o",
            "auto",
            set(None, None, None, ""),
            json!({ "stream": true, "stream_options": usage }),
            vec![],
        ),
        (
            "gpt-4o",
            "auto",
            set(Some(0.7), Some(100), None, "{\"top_p\": 0.5, \"seed\": 7}"),
            json!({ "stream": true, "stream_options": usage, "temperature": 0.7, "max_tokens": 100, "top_p": 0.5, "seed": 7 }),
            vec![],
        ),
        (
            "o3",
            "auto",
            set(Some(0.7), Some(100), Some(High), ""),
            json!({ "stream": true, "stream_options": usage, "max_completion_tokens": 100, "reasoning_effort": "high" }),
            vec![without("temperature")],
        ),
        (
            "gpt-5-mini",
            "openai",
            set(Some(1.0), None, Some(Low), ""),
            json!({ "stream": true, "stream_options": usage, "temperature": 1.0, "reasoning_effort": "low" }),
            vec![],
        ),
        (
            "mistral-large-latest",
            "auto",
            set(Some(0.2), Some(9), None, ""),
            json!({ "stream": true, "temperature": 0.2, "max_tokens": 9 }),
            vec![],
        ),
        (
            "o3",
            "auto",
            set(None, Some(100), None, "{\"max_tokens\": 5, \"stream_options\": {}, \"temperature\": 2}"),
            json!({ "stream": true, "stream_options": {}, "max_tokens": 5, "temperature": 2 }),
            vec![],
        ),
    ] {
        let messages = vec![message(Speaker::User, vec![text("x")])];
        let request = ChatRequest { parameters, ..request(model, vendor, true, messages) };
        assert_eq!(fields_of(&request), expected, "{model}");
        assert_eq!(write(&request, &[]).overrides, told, "{model}");
    }
}

#[test]
fn a_system_prompt_comes_first_and_is_never_a_developer_message() {
    let messages = vec![message(Speaker::User, vec![text("x")])];
    let mut asked = request("o3", "auto", false, messages);
    asked.parameters.system_prompt = " Be brief. \n".to_owned();
    let sent = json_of(&asked);
    assert_eq!(sent["messages"][0], json!({ "role": "system", "content": "Be brief." }));
    assert_eq!(sent["messages"].as_array().unwrap().len(), 2);
    asked.parameters.system_prompt = " \n".to_owned();
    assert_eq!(json_of(&asked)["messages"].as_array().unwrap().len(), 1);
}

#[test]
fn claude_gets_its_own_blocks_and_the_longest_answer_that_its_api_needs() {
    let image = Part::Image { media_type: "image/png".to_owned(), bytes: Bytes::from_static(b"\x89PNG") };
    let mut asked = native("claude-sonnet-4-20250514", vec![text("What?"), image, pdf("a.pdf", b"%PDF-1")]);
    asked.messages.insert(0, message(Speaker::Assistant, vec![text("Hi"), text(" ")]));
    asked.messages.insert(0, message(Speaker::User, vec![text("Hello")]));
    asked.parameters.system_prompt = "Be brief.".to_owned();
    assert_eq!(
        json_of(&asked),
        json!({
            "model": "claude-sonnet-4-20250514",
            "messages": [
                { "role": "user", "content": [{ "type": "text", "text": "Hello" }] },
                { "role": "assistant", "content": [{ "type": "text", "text": "Hi" }] },
                { "role": "user", "content": [
                    { "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": "iVBORw==" } },
                    { "type": "document", "source": { "type": "base64", "media_type": "application/pdf", "data": "JVBERi0x" } },
                    { "type": "text", "text": "What?" },
                ] },
            ],
            "system": "Be brief.",
            "max_tokens": 32_000,
            "stream": true,
        })
    );
    for (model, most) in [("claude-3-5-sonnet-20240620", 8192), ("claude-3-opus-20240229", 4096)] {
        assert_eq!(json_of(&native(model, vec![text("x")]))["max_tokens"], most, "{model}");
    }
}

#[test]
fn claude_thinks_within_the_longest_answer_and_without_a_temperature() {
    use ReasoningEffort::{High, Low, None as Not};
    for (parameters, expected, told) in [
        (
            set(Some(0.5), Some(500), None, "{\"top_k\": 3}"),
            json!({ "max_tokens": 500, "stream": true, "temperature": 0.5, "top_k": 3 }),
            vec![],
        ),
        (
            set(Some(0.5), None, Some(High), ""),
            json!({ "max_tokens": 32_000, "stream": true, "thinking": { "type": "enabled", "budget_tokens": 16_384 } }),
            vec![without("temperature")],
        ),
        (
            set(None, Some(2500), Some(High), ""),
            json!({ "max_tokens": 2500, "stream": true, "thinking": { "type": "enabled", "budget_tokens": 1476 } }),
            vec![],
        ),
        (
            set(None, Some(1500), Some(Low), ""),
            json!({ "max_tokens": 1500, "stream": true }),
            vec![without("reasoning_effort")],
        ),
        (
            set(Some(0.5), Some(1500), Some(Not), ""),
            json!({ "max_tokens": 1500, "stream": true, "thinking": { "type": "disabled" }, "temperature": 0.5 }),
            vec![],
        ),
    ] {
        let request = ChatRequest { parameters, ..native("claude-opus-4-20250514", vec![text("x")]) };
        assert_eq!(fields_of(&request), expected);
        assert_eq!(write(&request, &[]).overrides, told);
    }
}

#[test]
fn gemini_gets_its_own_parts_and_its_own_names() {
    let image = Part::Image { media_type: "image/webp".to_owned(), bytes: Bytes::from_static(b"RIFF") };
    let mut asked = native("gemini-2.5-pro", vec![text("What?"), image, pdf("a.pdf", b"%PDF-1")]);
    asked.messages.insert(0, message(Speaker::Assistant, vec![text("Hi")]));
    asked.parameters = set(
        Some(0.5),
        Some(100),
        Some(ReasoningEffort::Low),
        "{\"safetySettings\": [], \"generationConfig\": {\"topK\": 3, \"temperature\": 1}}",
    );
    asked.parameters.system_prompt = "Be brief.".to_owned();
    assert_eq!(
        json_of(&asked),
        json!({
            "contents": [
                { "role": "model", "parts": [{ "text": "Hi" }] },
                { "role": "user", "parts": [
                    { "inlineData": { "mimeType": "image/webp", "data": "UklGRg==" } },
                    { "inlineData": { "mimeType": "application/pdf", "data": "JVBERi0x" } },
                    { "text": "What?" },
                ] },
            ],
            "systemInstruction": { "parts": [{ "text": "Be brief." }] },
            "safetySettings": [],
            "generationConfig": {
                "temperature": 1,
                "maxOutputTokens": 100,
                "thinkingConfig": { "thinkingBudget": 2048, "includeThoughts": true },
                "topK": 3,
            },
        })
    );
    assert_eq!(
        json_of(&native("gemini-2.5-pro", vec![text("x")])),
        json!({ "contents": [{ "role": "user", "parts": [{ "text": "x" }] }] }),
        "nothing but the question"
    );
}

/// What a refusal asks to change.
fn asked_for(
    request: &ChatRequest,
    made: &[RequestOverride],
    status: u16,
    words: &str,
) -> Option<RequestOverride> {
    let refusal = Refusal { error: rejected("no"), status, words: words.to_owned() };
    request_override(request, &write(request, made), &refusal)
}

#[test]
fn a_refusal_asks_for_the_one_field_that_it_names_and_that_was_sent() {
    let plain = || vec![message(Speaker::User, vec![text("x")])];
    let with_pdf = || vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1")])];
    let warm = |model: &str, extra: &str| ChatRequest {
        parameters: set(Some(0.7), Some(100), None, extra),
        ..request(model, "auto", true, plain())
    };
    for (status, words, request, expected) in [
        (
            422,
            "body.stream_options: extra inputs",
            request("m", "auto", true, plain()),
            Some(without("stream_options")),
        ),
        (400, "stream_options", request("m", "auto", false, plain()), None),
        (500, "stream_options", request("m", "auto", true, plain()), None),
        (401, "stream_options", request("m", "auto", true, plain()), None),
        (
            400,
            "expected a base64-encoded data url",
            request("m", "auto", false, with_pdf()),
            Some(RequestOverride::PdfAsDataUrl),
        ),
        (400, "expected a base64-encoded data url", request("m", "auto", false, plain()), None),
        (400, "temperature", request("m", "auto", true, with_pdf()), None),
        (
            400,
            "invalid temperature: only 1 is allowed for this model",
            warm("kimi-k2.5", ""),
            Some(without("temperature")),
        ),
        (
            400,
            r#"{"error":{"param":"max_tokens","message":"use 'max_completion_tokens' instead"}}"#,
            warm("gpt-4o", ""),
            Some(renamed("max_tokens", "max_completion_tokens")),
        ),
        (
            422,
            r#"{"detail":[{"loc":["body","max_completion_tokens"],"msg":"extra inputs are not permitted"}]}"#,
            warm("o9-private", ""),
            Some(renamed("max_completion_tokens", "max_tokens")),
        ),
        (
            400,
            r#"{"error":{"param":"top_k"}}"#,
            warm("m", "{\"top_k\": 1, \"top_p\": 1}"),
            Some(without("top_k")),
        ),
        (400, "the stream is broken", warm("m", ""), None),
    ] {
        let found = asked_for(&request, &[], status, words);
        assert_eq!(found, expected, "{status} {words}");
        if let Some(made) = expected {
            assert_eq!(asked_for(&request, &[made], status, words), None, "never twice: {words}");
        }
    }
}

#[test]
fn what_is_no_refused_field_changes_nothing() {
    let mut warm = request("m", "auto", true, vec![message(Speaker::User, vec![text("x")])]);
    warm.parameters = set(Some(0.7), Some(100), None, "");
    for code in [FailureCode::TooLong, FailureCode::Balance, FailureCode::Unauthorized] {
        let error = Error::Gateway { code, detail: String::new(), facts: ReplyFacts::default() };
        let refusal = Refusal { error, status: 400, words: "1000 in max_tokens, temperature".to_owned() };
        assert_eq!(request_override(&warm, &write(&warm, &[]), &refusal), None, "{code:?}");
    }
}

#[test]
fn native_requests_are_adjusted_in_their_own_names_and_keep_what_guards_the_balance() {
    let with = |model: &str| ChatRequest {
        parameters: set(Some(0.7), Some(100), None, "{\"top_k\": 1}"),
        ..native(model, vec![text("x")])
    };
    let (claude, gemini) = (with("claude-3-opus"), with("gemini-2.5-pro"));
    for (request, status, words, expected) in [
        (&claude, 400, "max_tokens: 100 > 8, which is the maximum", None),
        (&claude, 400, "top_k: extra inputs are not permitted", Some(without("top_k"))),
        (&claude, 404, "not found", None),
        (&gemini, 400, "\"max_output_tokens\" must be less", None),
        (&gemini, 400, "unknown name \"temperature\" at 'generation_config'", Some(without("temperature"))),
        (&gemini, 404, "not found", Some(RequestOverride::NotStreamed)),
        (&gemini, 405, "", Some(RequestOverride::NotStreamed)),
    ] {
        assert_eq!(asked_for(request, &[], status, words), expected, "{words}");
    }
    let whole = write(&gemini, &[RequestOverride::NotStreamed]);
    assert!(!whole.is_streaming);
    assert_eq!(asked_for(&gemini, &[RequestOverride::NotStreamed], 404, "not found"), None);
}

#[test]
fn only_adjustments_that_make_a_difference_are_reported() {
    let both = [
        RequestOverride::PdfAsDataUrl,
        without("stream_options"),
        without("top_p"),
        renamed("max_tokens", "x"),
    ];
    let plain = || vec![message(Speaker::User, vec![text("x")])];
    let with_pdf = || vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1")])];
    for (request, expected) in [
        (request("m", "auto", true, plain()), vec![without("stream_options")]),
        (request("m", "auto", false, with_pdf()), vec![RequestOverride::PdfAsDataUrl]),
        (
            request("m", "auto", true, with_pdf()),
            vec![without("stream_options"), RequestOverride::PdfAsDataUrl],
        ),
        (request("m", "mistral", true, plain()), vec![]),
    ] {
        assert_eq!(write(&request, &both).overrides, expected);
    }
}

#[test]
fn a_refusal_is_about_files_only_if_it_speaks_of_them_and_some_were_sent() {
    let refusal = |status, words: &str| Refusal { error: rejected("no"), status, words: words.to_owned() };
    let files = request("m", "auto", true, vec![message(Speaker::User, vec![pdf("a.pdf", b"%PDF-1")])]);
    let plain = request("m", "auto", true, vec![message(Speaker::User, vec![text("x")])]);
    for (request, status, words, expected) in [
        (&files, 400, "invalid content type 'file'", true),
        (&files, 422, "this model does not read pdf files", true),
        (&files, 404, "no endpoints found that support image input", true),
        (&files, 400, "unknown field temperature", false),
        (&files, 500, "pdf", false),
        (&plain, 400, "invalid content type 'file'", false),
    ] {
        assert_eq!(is_about_files(request, &refusal(status, words)), expected, "{status} {words}");
    }
}
