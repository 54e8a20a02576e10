//! The native APIs against the mock gateway over real HTTP: what leaves the program, and what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod gateway_support;

use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use gateway_support::{Answer, client, endpoint, impatient, key, question, sha256};
use serde_json::json;
use yourouter_gateway::{ChatRequest, Delta, Part};
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{ApiFormat, Error, FailureCode, RequestOverride, Route, Vendor};

const CLAUDE: &str = "claude-sonnet-4-20250514";
const GEMINI: &str = "gemini-2.5-pro";
const GEMINI_PATH: &str = "/v1/projects/cognition/locations/us/publishers/google/models/gemini-2.5-pro";

fn native(model: &str, text: &str) -> ChatRequest {
    let route = Route { api_format: ApiFormat::Native, ..Route::new(model, Vendor::auto()) };
    ChatRequest { route, ..question(text) }
}

async fn answer(gateway: &MockGateway, request: ChatRequest) -> Answer {
    Answer::read(client().chat(&endpoint(gateway), Some(&key()), request).await.unwrap().deltas).await
}

#[tokio::test]
async fn claude_is_asked_as_the_messages_page_says() {
    let gateway = MockGateway::start(Options::with_key("yr-test-0123456789")).await.unwrap();
    let answer = answer(&gateway, native(CLAUDE, "/think")).await;
    assert!(answer.reasoning.starts_with("The question asks"), "{answer:?}");
    assert!(answer.text.starts_with("The answer follows"));
    assert_eq!(answer.finish.as_deref(), Some("end_turn"));
    assert!(
        answer
            .usage
            .is_some_and(|usage| usage.prompt_tokens == Some(12) && usage.completion_tokens > Some(10))
    );
    assert!(answer.id.is_some_and(|id| id.starts_with("msg_mock_")));

    let [request] = &gateway.requests()[..] else { panic!("one request") };
    assert_eq!((&*request.method, &*request.path), ("POST", "/v1/messages"));
    let mut names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "accept-encoding",
            "anthropic-version",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "vendor"
        ]
    );
    assert_eq!(request.header("authorization"), Some("Bearer yr-test-0123456789"));
    assert_eq!(request.header("anthropic-version"), Some("2023-06-01"));
    assert_eq!(request.header("vendor"), Some("anthropic"));
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert_eq!(
        request.json(),
        json!({
            "model": CLAUDE,
            "messages": [{ "role": "user", "content": [{ "type": "text", "text": "/think" }] }],
            "max_tokens": 32_000,
            "stream": true,
        })
    );
}

#[tokio::test]
async fn gemini_is_asked_as_the_generate_content_page_says() {
    let gateway = MockGateway::start(Options::with_key("yr-test-0123456789")).await.unwrap();
    let streamed = answer(&gateway, native(GEMINI, "/think")).await;
    let whole = answer(&gateway, ChatRequest { is_streaming: false, ..native(GEMINI, "/think") }).await;
    for answer in [streamed, whole] {
        assert!(answer.reasoning.starts_with("The question asks"), "{answer:?}");
        assert!(answer.text.starts_with("The answer follows"));
        assert_eq!(answer.finish.as_deref(), Some("STOP"));
        assert!(answer.usage.is_some_and(|usage| usage.completion_tokens > Some(10)));
    }
    let requests = gateway.requests();
    let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(
        paths,
        [format!("{GEMINI_PATH}:streamGenerateContent?alt=sse"), format!("{GEMINI_PATH}:generateContent")]
    );
    for request in &requests {
        assert_eq!(request.header("authorization"), Some("Bearer yr-test-0123456789"));
        assert_eq!(request.header("vendor"), Some("google"));
        assert_eq!(request.header("anthropic-version"), None);
        assert_eq!(
            request.json(),
            json!({ "contents": [{ "role": "user", "parts": [{ "text": "/think" }] }] })
        );
    }
}

#[tokio::test]
async fn images_and_pdfs_arrive_unchanged_in_native_blocks() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let image: Bytes = [&b"\x89PNG\r\n\x1a\n"[..], &vec![9; 1_000_001]].concat().into();
    let pdf: Bytes = [&b"%PDF-1.7\n"[..], &vec![7; 48 * 1024 * 3]].concat().into();
    for (model, kinds) in [(CLAUDE, ["image", "document"]), (GEMINI, ["inlineData", "inlineData"])] {
        gateway.clear();
        let mut asked = native(model, "What are these?");
        asked.messages[0].parts.extend([
            Part::Image { media_type: "image/png".to_owned(), bytes: image.clone() },
            Part::Pdf { name: "report.pdf".to_owned(), bytes: pdf.clone() },
        ]);
        let answer = answer(&gateway, asked).await;
        assert!(answer.text.contains("| application/pdf | 147465 bytes |"), "{}", answer.text);
        let request = &gateway.requests()[0];
        let length: usize = request.header("content-length").unwrap().parse().unwrap();
        assert_eq!(length, request.body.len());
        let files = request.files();
        assert_eq!([&*files[0].part, &*files[1].part], kinds);
        assert_eq!(files[0].sha256.as_deref(), Some(&*sha256(&image)));
        assert_eq!(files[1].sha256.as_deref(), Some(&*sha256(&pdf)));
        assert_eq!(files[0].media_type.as_deref(), Some("image/png"));
        assert_eq!(files[1].media_type.as_deref(), Some("application/pdf"));
    }
}

#[tokio::test]
async fn another_vendor_that_is_pinned_is_asked_for() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let mut asked = native(CLAUDE, "Hello");
    asked.route.vendor = Vendor::new("aws");
    assert!(answer(&gateway, asked).await.text.contains("vendor `aws`"));
}

#[tokio::test]
async fn failures_of_the_native_apis_are_classified_alike() {
    let gateway = MockGateway::start(Options::with_key("yr-test-0123456789")).await.unwrap();
    for model in [CLAUDE, GEMINI] {
        for (command, status, code) in [
            ("/400", 400, FailureCode::Rejected),
            ("/429", 429, FailureCode::RateLimited),
            ("/500", 500, FailureCode::Overloaded),
            ("/529", 529, FailureCode::Overloaded),
        ] {
            let endpoint = endpoint(&gateway);
            match client().chat(&endpoint, Some(&key()), native(model, command)).await.map(|_| ()) {
                Err(Error::Gateway { code: got, detail, facts }) => {
                    assert_eq!((got, facts.status), (code, Some(status)), "{model} {command}");
                    assert_eq!(detail, "The mock refuses this.");
                }
                other => panic!("{model} {command}: {other:?}"),
            }
        }
        let without_key = client().chat(&endpoint(&gateway), None, native(model, "x")).await.map(|_| ());
        assert!(
            matches!(without_key, Err(Error::Gateway { code: FailureCode::Unauthorized, .. })),
            "{model}"
        );
        let broken = answer(&gateway, native(model, "/error-in-stream")).await;
        assert!(broken.text.ends_with("arrived."));
        assert!(
            matches!(&broken.failure, Some(Error::Gateway { code: FailureCode::Overloaded, detail, .. })
                if detail == "The upstream stopped in the middle."),
            "{broken:?}"
        );
        let cut = answer(&gateway, native(model, "/cut")).await;
        assert!(
            cut.text.ends_with("arrived.") && matches!(cut.failure, Some(Error::StreamCut(_))),
            "{cut:?}"
        );
    }
}

#[tokio::test]
async fn a_slow_native_answer_comes_piece_by_piece_and_silence_ends_it() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    for model in [CLAUDE, GEMINI] {
        let mut deltas =
            client().chat(&endpoint(&gateway), None, native(model, "/slow")).await.unwrap().deltas;
        let first = deltas.next().await;
        let second = deltas.next().await;
        assert!(
            [&first, &second]
                .iter()
                .any(|delta| matches!(delta, Some(Ok(Delta::Text(text))) if text.starts_with("Piece"))),
            "{first:?} {second:?}"
        );
        let client = impatient(Duration::from_millis(300));
        let silent = client.chat(&endpoint(&gateway), None, native(model, "/silent")).await.unwrap();
        assert!(matches!(Answer::read(silent.deltas).await.failure, Some(Error::TimedOut(_))));
    }
}

#[tokio::test]
async fn gemini_without_a_stream_is_asked_for_the_whole_answer_and_says_so() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let reply = client().chat(&endpoint(&gateway), None, native(GEMINI, "/refuse stream")).await.unwrap();
    assert_eq!(reply.head.overrides, [RequestOverride::NotStreamed]);
    assert_eq!(reply.head.learned, [RequestOverride::NotStreamed]);
    assert!(Answer::read(reply.deltas).await.text.contains("mock gateway"));
    let last = gateway.requests().pop().unwrap();
    assert_eq!(last.path, format!("{GEMINI_PATH}:generateContent"));
    assert_eq!(last.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_native_field_that_is_refused_is_left_out() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    for (model, field, extra) in
        [(CLAUDE, "top_k", "{\"top_k\": 3}"), (GEMINI, "topK", "{\"generationConfig\": {\"topK\": 3}}")]
    {
        let mut asked = native(model, &format!("/refuse {field}"));
        asked.parameters.extra_json = extra.to_owned();
        let reply = client().chat(&endpoint(&gateway), None, asked).await.unwrap();
        assert_eq!(reply.head.overrides, [RequestOverride::Without { field: field.to_owned() }]);
    }
}

#[tokio::test]
async fn a_refused_file_block_is_told_from_other_refusals() {
    let gateway = MockGateway::start(Options::default()).await.unwrap();
    let mut asked = question("/refuse file");
    asked.route.model = CLAUDE.to_owned();
    asked.messages[0]
        .parts
        .push(Part::Pdf { name: "a.pdf".to_owned(), bytes: Bytes::from_static(b"%PDF-1.7") });
    for (text, expected) in [("/refuse file", true), ("/400", false)] {
        asked.messages[0].parts[0] = Part::Text(text.to_owned());
        match client().chat(&endpoint(&gateway), None, asked.clone()).await.map(|_| ()) {
            Err(Error::Gateway { code: FailureCode::Rejected, facts, .. }) => {
                assert_eq!(facts.is_about_files, expected, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    asked.messages[0].parts[0] = Part::Text("/refuse file".to_owned());
    asked.route.api_format = ApiFormat::Native;
    assert!(answer(&gateway, asked).await.text.contains("| application/pdf |"), "its own API takes it");
}
