//! The client against the mock gateway over real HTTP: what leaves the program, and what comes back in good times.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod gateway_support;

use std::{io::ErrorKind, net::TcpListener};

use bytes::Bytes;
use gateway_support::{Answer, answer_of, ask, client, endpoint, key, question};
use serde_json::json;
use yourouter_gateway::{BodyPart, ChatRequest, KeyCheck, Part, Reply, RequestMessage, Speaker, Told};
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{
    Error, FailureCode, Parameters, ReasoningEffort, RequestOverride, Result, Secret, Vendor,
};

#[tokio::test]
async fn a_streamed_question_sends_exactly_the_documented_headers_and_body() {
    let gateway = MockGateway::start(Options::with_key("yr-test-0123456789")).await.unwrap();
    let answer = answer_of(&gateway, "Hello").await;
    assert!(answer.text.starts_with("You wrote:\n\n> Hello\n"), "{}", answer.text);
    assert_eq!(answer.finish.as_deref(), Some("stop"));
    assert!(answer.usage.is_some_and(|usage| usage.completion_tokens > Some(10)));

    let [request] = &gateway.requests()[..] else { panic!("one request") };
    assert_eq!((&*request.method, &*request.path), ("POST", "/v1/chat/completions"));
    let mut names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "accept-encoding",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent"
        ]
    );
    assert_eq!(request.header("authorization"), Some("Bearer yr-test-0123456789"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert_eq!(request.header("user-agent"), Some(concat!("YourouterChat/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(
        request.json(),
        json!({
            "model": "gpt-4o",
            "messages": [{ "role": "user", "content": "Hello" }],
            "stream": true,
            "stream_options": { "include_usage": true },
        })
    );
}

#[tokio::test]
async fn a_pinned_vendor_is_a_header_and_no_streaming_is_a_whole_answer() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let mut asked = question("Hello");
    asked.route.model = "claude-sonnet-4-20250514".to_owned();
    asked.route.vendor = yourouter_protocol::Vendor::new("anthropic");
    asked.is_streaming = false;
    let reply = client().chat(&endpoint(&gateway), None, asked).await.unwrap();
    assert_eq!(reply.head.status, 200);
    assert_eq!(reply.head.vendor.as_deref(), Some("anthropic"), "a message id proves it");
    assert!(reply.head.request_id.as_deref().is_some_and(|id| id.starts_with("req_mock_")));
    let answer = Answer::read(reply.deltas).await;
    assert!(answer.text.contains("vendor `anthropic`"), "{}", answer.text);
    assert_eq!(answer.finish.as_deref(), Some("stop"));
    assert!(answer.failure.is_none());

    let [request] = &gateway.requests()[..] else { panic!("one request") };
    assert_eq!(request.header("vendor"), Some("anthropic"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("authorization"), None, "no key, no header");
    assert_eq!(request.json()["stream"], json!(false));
    assert_eq!(request.json().get("stream_options"), None);
}

#[tokio::test]
async fn files_of_any_size_arrive_unchanged() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let image: Bytes = (0..3_000_001_u32).map(|n| (n % 251) as u8).collect();
    let pdf: Bytes = [&b"%PDF-1.7\n"[..], &vec![7; 48 * 1024 * 3]].concat().into();
    let mut asked = question("What are these?");
    asked.messages = vec![RequestMessage {
        speaker: Speaker::User,
        parts: vec![
            Part::Text("What are these?".to_owned()),
            Part::Image { media_type: "image/png".to_owned(), bytes: image.clone() },
            Part::Pdf { name: "report “final”.pdf".to_owned(), bytes: pdf.clone() },
        ],
    }];
    let answer = Answer::read(client().chat(&endpoint(&gateway), None, asked).await.unwrap().deltas).await;
    assert!(answer.text.contains("| application/pdf | 147465 bytes |"), "{}", answer.text);

    let requests = gateway.requests();
    let length: usize = requests[0].header("content-length").unwrap().parse().unwrap();
    assert_eq!(length, requests[0].body.len());
    let files = requests[0].files();
    assert_eq!(files[0].size, Some(image.len()));
    assert_eq!(files[0].sha256.as_deref(), Some(&*gateway_support::sha256(&image)));
    assert_eq!(files[0].media_type.as_deref(), Some("image/png"));
    assert_eq!(files[1].sha256.as_deref(), Some(&*gateway_support::sha256(&pdf)));
    assert_eq!(files[1].name.as_deref(), Some("report “final”.pdf"));
    assert_eq!(files[1].media_type, None, "bare base64, as the API page shows it");
    assert_eq!(requests[0].json()["messages"][0]["content"][2]["type"], "text");
}

#[tokio::test]
async fn odd_framing_and_split_characters_come_out_whole() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/split").await;
    assert_eq!(answer.text, "Grüße, 世界! Ça va? 🎉🏳️‍🌈 Das war’s — \"quoted\"\n\nSecond paragraph: ½ €.");
    assert_eq!(answer.finish.as_deref(), Some("stop"));
}

#[tokio::test]
async fn reasoning_arrives_apart_from_the_answer() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/think").await;
    assert!(answer.reasoning.starts_with("The question asks"));
    assert!(answer.text.starts_with("The answer follows"));
}

#[tokio::test]
async fn json_in_place_of_a_stream_is_read_all_the_same() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/json").await;
    assert!(answer.text.contains("> /json") && answer.failure.is_none(), "{}", answer.text);
}

#[tokio::test]
async fn a_long_answer_arrives_complete() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let answer = answer_of(&gateway, "/long 500 0 50").await;
    assert_eq!(answer.text.len(), 500_000);
    assert_eq!(answer.finish.as_deref(), Some("stop"));
}

#[tokio::test]
async fn a_field_that_is_refused_is_left_out_once_told_and_heeded_later() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let (client, endpoint) = (client(), endpoint(&gateway));
    let without = vec![RequestOverride::Without { field: "stream_options".to_owned() }];
    let mut refused = Vec::new();
    let asked = question("/refuse stream_options");
    let mut sent = Vec::new();
    let mut tell = |told| match told {
        Told::Sent(exchange) => sent.push(exchange),
        Told::Refused(one) => refused.push(one),
    };
    let reply = client.chat_telling(&endpoint, None, &asked, &mut tell).await.unwrap();
    assert_eq!((&reply.head.overrides, &reply.head.learned), (&without, &without));
    assert!(Answer::read(reply.deltas).await.failure.is_none());
    assert_eq!(gateway.requests().len(), 2);
    let [refusal] = &refused[..] else { panic!("one refusal") };
    assert!(matches!(&refusal.error, Error::Gateway { facts, .. } if facts.status == Some(422)));

    // Each of the two is noted as the gateway saw it, with its reply.
    for (exchange, seen_by_gateway) in sent.iter().zip(gateway.requests()) {
        let seen = exchange.seen();
        let [BodyPart::Text(body)] = &seen.body[..] else { panic!("one text") };
        assert_eq!(*body, seen_by_gateway.body);
        for (name, value) in &seen.headers {
            assert_eq!(seen_by_gateway.header(name), Some(value.as_str()), "{name}");
        }
        assert!(seen.end_ms >= seen.first_byte_ms && seen.first_byte_ms >= seen.connect_ms);
    }
    let [first, second] = &sent[..] else { panic!("two requests") };
    assert!(first.seen().connect_ms.is_some() && first.seen().first.contains("stream_options"));
    assert!(second.seen().first.ends_with("data: [DONE]\n\n"), "{:?}", second.seen().first);
    assert_eq!(second.seen().status_line, "HTTP/1.1 200 OK");

    gateway.clear();
    let asked = ChatRequest { overrides: without.clone(), ..question("/refuse stream_options") };
    let reply = client.chat(&endpoint, None, asked).await.unwrap();
    assert_eq!((reply.head.overrides, reply.head.learned), (without, vec![]));
    assert_eq!(gateway.requests().len(), 1, "begun with what was learned");
}

#[tokio::test]
async fn what_the_person_set_is_sent_and_a_cap_is_renamed_when_the_model_wants_that() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let mut asked = question("/refuse max_tokens");
    asked.parameters = Parameters {
        system_prompt: "Be brief.".to_owned(),
        temperature: serde_json::Number::from_f64(0.25),
        max_tokens: Some(300),
        reasoning_effort: Some(ReasoningEffort::Low),
        extra_json: "{\"top_p\": 0.5}".to_owned(),
    };
    let reply = client().chat(&endpoint(&gateway), None, asked).await.unwrap();
    let renamed =
        RequestOverride::Renamed { field: "max_tokens".to_owned(), to: "max_completion_tokens".to_owned() };
    assert_eq!(reply.head.overrides, [renamed]);
    let bodies: Vec<_> = gateway.requests().iter().map(|request| request.json()).collect();
    let expected = |cap: &str| {
        let mut body = json!({
            "model": "gpt-4o",
            "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "/refuse max_tokens" },
            ],
            "stream": true,
            "stream_options": { "include_usage": true },
            "temperature": 0.25,
            "reasoning_effort": "low",
            "top_p": 0.5,
        });
        body[cap] = 300.into();
        body
    };
    assert_eq!(bodies, [expected("max_tokens"), expected("max_completion_tokens")]);
}

#[tokio::test]
async fn a_pdf_goes_as_a_data_url_after_a_refusal_that_says_so() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let mut asked = question("/refuse file_data");
    asked.messages[0]
        .parts
        .push(Part::Pdf { name: "a.pdf".to_owned(), bytes: Bytes::from_static(b"%PDF-1.7") });
    let reply = client().chat(&endpoint(&gateway), None, asked).await.unwrap();
    assert_eq!(reply.head.overrides, [RequestOverride::PdfAsDataUrl]);
    let forms: Vec<_> =
        gateway.requests().iter().map(|request| request.files()[0].media_type.clone()).collect();
    assert_eq!(forms, [None, Some("application/pdf".to_owned())]);
}

#[tokio::test]
async fn the_key_check_tells_a_good_key_from_a_bad_one_and_from_a_gateway_without_a_list() {
    let gateway = MockGateway::start(Options::with_key("yr-test-0123456789")).await.unwrap();
    let accepted = client().check_key(&endpoint(&gateway), &key()).await;
    assert!(matches!(&accepted, Ok(KeyCheck::Accepted(models)) if !models.is_empty()), "{accepted:?}");
    match client().check_key(&endpoint(&gateway), &Secret::new("yr-wrong-0123456789")).await {
        Err(Error::Gateway { code: FailureCode::Unauthorized, facts, .. }) => {
            assert_eq!(facts.status, Some(401))
        }
        other => panic!("{other:?}"),
    }
    let request = &gateway.requests()[0];
    assert_eq!((&*request.method, &*request.path), ("GET", "/v1/models"));
    assert_eq!(request.header("content-type"), None);

    let without_list = MockGateway::start(Options { has_models: false, ..Options::default() }).await.unwrap();
    assert_eq!(client().check_key(&endpoint(&without_list), &key()).await, Ok(KeyCheck::Unknown));
}

/// A question for a pinned vendor.
async fn ask_pinned(gateway: &MockGateway, text: &str) -> Result<Reply> {
    let mut pinned = question(text);
    pinned.route.vendor = Vendor::new("aws");
    client().chat(&endpoint(gateway), Some(&key()), pinned).await
}

#[tokio::test]
async fn redirects_within_the_origin_are_followed_with_all_that_was_sent_and_no_other() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let other = MockGateway::start(Options::default()).await.unwrap();
    let reply = ask_pinned(&gateway, "/redirect /moved/chat/completions").await.unwrap();
    let answer = Answer::read(reply.deltas).await;
    assert!(answer.text.contains("> /redirect"), "{answer:?}");
    let [first, second] = &gateway.requests()[..] else { panic!("two requests") };
    assert_eq!((&*first.path, &*second.path), ("/v1/chat/completions", "/moved/chat/completions"));
    assert_eq!(first.body, second.body);
    for request in [first, second] {
        let bearer = format!("Bearer {}", key().expose());
        assert_eq!(
            (request.header("authorization"), request.header("vendor")),
            (Some(&*bearer), Some("aws"))
        );
    }

    let elsewhere = other.base_url().replace("127.0.0.1", "localhost");
    let without_scheme = other.base_url().replace("http:", "");
    for target in [
        format!("{}/chat/completions", other.base_url()),
        format!("{elsewhere}/chat/completions"),
        format!("{without_scheme}/chat/completions"),
        "https://example.invalid/".to_owned(),
    ] {
        let failure = ask_pinned(&gateway, &format!("/redirect {target}")).await.map(|_| ()).unwrap_err();
        assert!(
            matches!(&failure, Error::Gateway { code: FailureCode::Rejected, detail, .. } if detail.contains("redirects to")),
            "{target}: {failure:?}"
        );
    }
    assert!(other.requests().is_empty(), "neither key, vendor nor question left the origin");

    gateway.clear();
    let endless = ask(&gateway, "/redirect /v1/chat/completions").await.map(|_| ()).unwrap_err();
    assert!(endless.to_string().contains("more than 3 times"), "{endless}");
    assert_eq!(gateway.requests().len(), 4);
}

#[tokio::test]
async fn another_port_of_the_same_host_is_not_even_connected_to() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let target = format!("http://{}/v1/chat/completions", other.local_addr().unwrap());
    ask_pinned(&gateway, &format!("/redirect {target}")).await.map(|_| ()).unwrap_err();
    assert_eq!(other.accept().map(|_| ()).unwrap_err().kind(), ErrorKind::WouldBlock, "nobody connected");
}
