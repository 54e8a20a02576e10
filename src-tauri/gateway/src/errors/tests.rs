//! Every body shape of the API reference, section 7.2, and what each status and word means.
//!
//! | Shape | Test |
//! |---|---|
//! | `{"error":{message,type,param,code}}` | `shape_openai` |
//! | numeric `code`, `metadata` with the upstream's own body | `shape_openrouter_with_numeric_code_and_metadata` |
//! | `{"error":{code,message,status}}`, also in an array | `shape_gemini_and_the_same_in_an_array` |
//! | `{"type":"error","error":{…},"request_id"}` | `shape_anthropic_with_request_id` |
//! | `{"object":"error","message": text or {"detail":[…]}}` | `shape_mistral_and_vllm` |
//! | `innererror` without a message | `shape_azure_content_filter_without_message` |
//! | `{"detail"}`, `{"message"}`, `{"error":"text"}` | `shape_detail_message_and_error_string` |
//! | a web page | `shape_html_page_gives_its_title_only` |
//! | nothing | `shape_empty_body_is_the_status_in_words` |
//! | JSON of any content type, plain text | `shape_json_of_any_content_type_and_plain_text` |

use std::time::{Duration, SystemTime};

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use super::{Redaction, RemoteError, classify, classify_in_stream, page};
use yourouter_protocol::{
    Error,
    FailureCode::{self, Balance, Overloaded, RateLimited, Rejected, TooLong, Unauthorized},
    Secret,
    error::ReplyFacts,
};

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    pairs
        .iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap()))
        .collect()
}

fn classified(
    status: u16,
    pairs: &[(&str, &str)],
    body: &[u8],
    key: &str,
) -> (FailureCode, String, ReplyFacts) {
    let redaction = Redaction::for_key(Some(&Secret::new(key)));
    // Sun, 06 Nov 1994 08:49:37 GMT, the date in RFC 9110's examples.
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    match classify(StatusCode::from_u16(status).unwrap(), &headers(pairs), body, &redaction, now).error {
        Error::Gateway { code, detail, facts } => (code, detail, facts),
        other => panic!("{other:?}"),
    }
}

fn check(status: u16, body: &str, code: FailureCode, detail: &str) {
    let (got_code, got_detail, facts) = classified(status, &[], body.as_bytes(), "");
    assert_eq!((got_code, &*got_detail), (code, detail), "{status} {body}");
    assert_eq!(facts.status, Some(status));
}

#[test]
fn shape_openai() {
    check(
        400,
        r#"{"error":{"message":"Unsupported parameter: 'max_tokens'","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"#,
        Rejected,
        "Unsupported parameter: 'max_tokens'",
    );
}

#[test]
fn shape_openrouter_with_numeric_code_and_metadata() {
    check(
        402,
        r#"{"error":{"code":402,"message":"Insufficient credits","metadata":{}}}"#,
        Balance,
        "Insufficient credits",
    );
    check(
        429,
        r#"{"error":{"code":429,"message":"Provider returned error","metadata":{"provider_name":"Acme","raw":"{\"error\":{\"message\":\"slow down\"}}"}}}"#,
        RateLimited,
        "Provider returned error (Acme): slow down",
    );
}

#[test]
fn shape_gemini_and_the_same_in_an_array() {
    let object =
        r#"{"error":{"code":400,"message":"Invalid value at 'contents'","status":"INVALID_ARGUMENT"}}"#;
    check(400, object, Rejected, "Invalid value at 'contents'");
    check(400, &format!("[{object}]"), Rejected, "Invalid value at 'contents'");
    let delayed = r#"[{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x"},{"retryDelay":"17.5s"}]}}]"#;
    let (code, _, facts) = classified(429, &[], delayed.as_bytes(), "");
    assert_eq!(
        (code, facts.retry_after_ms),
        (RateLimited, Some(17_500)),
        "a quota of requests refills by itself"
    );
}

#[test]
fn shape_anthropic_with_request_id() {
    let body = r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011"}"#;
    let (code, detail, facts) = classified(529, &[], body.as_bytes(), "");
    assert_eq!((code, &*detail, facts.request_id.as_deref()), (Overloaded, "Overloaded", Some("req_011")));
}

#[test]
fn shape_mistral_and_vllm() {
    check(
        422,
        r#"{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options","include_usage"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null}"#,
        Rejected,
        "body.stream_options.include_usage: Extra inputs are not permitted",
    );
    check(
        400,
        r#"{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400}"#,
        TooLong,
        "This model's maximum context length is 4096 tokens.",
    );
}

#[test]
fn shape_azure_content_filter_without_message() {
    check(
        400,
        r#"{"error":{"code":"content_filter","param":"prompt","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#,
        Rejected,
        "content_filter (prompt)",
    );
}

#[test]
fn shape_detail_message_and_error_string() {
    check(422, r#"{"detail":"Not a valid model"}"#, Rejected, "Not a valid model");
    check(
        422,
        r#"{"detail":[{"loc":["body","messages",0],"msg":"field required"}]}"#,
        Rejected,
        "body.messages.0: field required",
    );
    check(400, r#"{"message":"Bad model"}"#, Rejected, "Bad model");
    check(400, r#"{"error":"model is required"}"#, Rejected, "model is required");
    check(400, r#""just a string""#, Rejected, "just a string");
}

#[test]
fn shape_html_page_gives_its_title_only() {
    check(
        502,
        "<!DOCTYPE html>\n<html><head><TITLE>\n api.example | 502: Bad gateway &amp; more</TITLE><script>alert(1)</script></head></html>",
        Overloaded,
        "api.example | 502: Bad gateway & more",
    );
    check(504, "<html><body>no title <b>here</b></body></html>", Overloaded, "504 Gateway Timeout");
    check(
        500,
        r#"{"error":{"message":"<html><head><title>Oops &lt;script&gt;</title></head>"}}"#,
        Overloaded,
        "Oops script",
    );
}

#[test]
fn shape_empty_body_is_the_status_in_words() {
    check(503, "", Overloaded, "503 Service Unavailable");
    check(529, " \n", Overloaded, "529");
    check(404, "{}", Rejected, "404 Not Found");
}

#[test]
fn shape_json_of_any_content_type_and_plain_text() {
    let octets = [("content-type", "application/octet-stream")];
    let (code, detail, _) =
        classified(402, &octets, b"\xEF\xBB\xBF\n {\"error\":{\"message\":\"Insufficient Balance\"}}", "");
    assert_eq!((code, &*detail), (Balance, "Insufficient Balance"));
    check(500, "upstream connect error or disconnect", Overloaded, "upstream connect error or disconnect");
    check(500, "{\"error\": {\"message\": \"cut o", Overloaded, "{\"error\": {\"message\": \"cut o");
}

#[test]
fn meaning_of_each_status() {
    for (status, code) in [
        (400, Rejected),
        (401, Unauthorized),
        (402, Balance),
        (403, Unauthorized),
        (404, Rejected),
        (405, Rejected),
        (408, Overloaded),
        (409, Overloaded),
        (413, TooLong),
        (415, Rejected),
        (422, Rejected),
        (429, RateLimited),
        (500, Overloaded),
        (502, Overloaded),
        (503, Overloaded),
        (504, Overloaded),
        (524, Overloaded),
        (529, Overloaded),
    ] {
        assert_eq!(classified(status, &[], b"", "").0, code, "{status}");
    }
}

#[test]
fn balance_is_told_from_words_whatever_the_status() {
    for (status, body, code) in [
        (
            429,
            r#"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}"#,
            Balance,
        ),
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}"#,
            Balance,
        ),
        (403, r#"{"error":{"code":"AccountOverdueError","message":"The request failed"}}"#, Balance),
        (
            400,
            r#"{"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}}"#,
            Balance,
        ),
        (403, r#"{"error":"Your team has used all available credits"}"#, Balance),
        (
            429,
            r#"{"error":{"message":"Your account is suspended, please check your balance","type":"exceeded_current_quota_error"}}"#,
            Balance,
        ),
        (400, r#"{"error":{"type":"x","details":{"error_code":"enforced_spend_limit_reached"}}}"#, Balance),
        (
            429,
            r#"{"error":{"message":"Rate limit reached for tokens per minute; quota 30000"}}"#,
            RateLimited,
        ),
        (503, "no healthy upstream in load balancer; balance the load", Overloaded),
        (403, "blocked by the load balancer", Unauthorized),
        (400, r#"{"error":{"message":"invalid content: 'what is my credit'"}}"#, Rejected),
    ] {
        assert_eq!(classified(status, &[], body.as_bytes(), "").0, code, "{status} {body}");
    }
}

#[test]
fn length_keys_and_forbidden_content_are_told_from_words() {
    for (status, body, code) in [
        (403, "<html><title>Just a moment...</title>", Rejected),
        (401, "<html><title>Log in</title>", Unauthorized),
        (400, r#"{"error":{"code":"context_length_exceeded","message":"too long"}}"#, TooLong),
        (400, r#"{"error":{"message":"prompt is too long: 210000 tokens > 200000 maximum"}}"#, TooLong),
        (
            400,
            r#"{"error":{"message":"The input token count (1200000) exceeds the maximum number of tokens allowed"}}"#,
            TooLong,
        ),
        (429, r#"{"error":{"message":"Request too large for gpt-4o on tokens per minute"}}"#, RateLimited),
        (
            400,
            r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]"#,
            Unauthorized,
        ),
        (403, r#"{"error":{"message":"Your input was flagged by moderation"}}"#, Rejected),
        (
            403,
            r#"{"error":{"code":"unsupported_country_region_territory","message":"Country not supported"}}"#,
            Rejected,
        ),
    ] {
        assert_eq!(classified(status, &[], body.as_bytes(), "").0, code, "{status} {body}");
    }
}

#[test]
fn errors_inside_a_stream_are_classified_by_code_and_by_type() {
    for (chunk, code) in [
        (r#"{"error":{"message":"Rate limit","type":"rate_limit_error"}}"#, RateLimited),
        (r#"{"error":{"code":429,"message":"slow"},"choices":[{"finish_reason":"error"}]}"#, RateLimited),
        (r#"{"error":{"code":"502","message":"bad"}}"#, Overloaded),
        (r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, Overloaded),
        (r#"{"object":"error","message":"bad prompt","type":"BadRequestError"}"#, Rejected),
        (r#"{"error":{"type":"insufficient_quota","message":"no"}}"#, Balance),
        (r#"{"error":{"code":"context_length_exceeded","message":"no"}}"#, TooLong),
        (r#"{"error":"something broke"}"#, Overloaded),
        (r#"{"choices":[{"index":0,"error":{"code":401,"message":"no"}}]}"#, Unauthorized),
    ] {
        let remote = RemoteError::in_stream(&serde_json::from_str(chunk).unwrap()).expect(chunk);
        match classify_in_stream(&remote, &Redaction::default()) {
            Error::Gateway { code: got, facts, .. } => {
                assert_eq!((got, facts.status), (code, None), "{chunk}")
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_chunk_with_an_empty_error_field_is_no_error() {
    for chunk in [
        r#"{"error":null,"choices":[]}"#,
        r#"{"error":"","choices":[]}"#,
        r#"{"error":{}}"#,
        r#"{"error":false}"#,
    ] {
        assert_eq!(RemoteError::in_stream(&serde_json::from_str(chunk).unwrap()), None, "{chunk}");
    }
}

#[test]
fn the_key_and_any_bearer_word_are_replaced_before_the_cut() {
    let key = "yr-canary-0123456789";
    let body = format!(
        "{{\"error\":{{\"message\":\"{} key {key} sent as Bearer abcdef, authorization: bearer {key}\"}}}}",
        "x".repeat(400)
    );
    let (_, detail, _) = classified(400, &[], body.as_bytes(), key);
    assert!(!detail.contains(key) && !detail.contains("abcdef"), "{detail}");
    assert_eq!(detail.matches("[key]").count(), 3, "{detail}");

    let straddling = format!("{} {key}", "x".repeat(490));
    let (_, detail, _) = classified(400, &[("x-request-id", key)], straddling.as_bytes(), key);
    assert!(!detail.contains("yr-c"), "{detail}");
}

#[test]
fn a_detail_is_one_line_of_at_most_500_characters() {
    let body = format!("first\u{1b}[31m\r\nsecond\u{202e}third {}", "é".repeat(600));
    let (_, detail, _) = classified(500, &[], body.as_bytes(), "");
    assert!(detail.starts_with("first [31m second third "), "{detail}");
    assert_eq!(detail.chars().count(), 500);
    assert!(detail.ends_with('…'));
}

#[test]
fn request_ids_come_from_headers_first_and_are_made_safe() {
    let body = br#"{"error":{"message":"x"},"request_id":"from-body"}"#;
    for (pairs, id) in [
        (&[("x-request-id", "a"), ("cf-ray", "b")][..], "a"),
        (&[("cf-ray", "b"), ("request-id", "c")], "c"),
        (&[("x-ds-trace-id", "d")], "d"),
        (&[("x-request-id", " "), ("x-generation-id", "gen 1")], "gen1"),
        (&[], "from-body"),
    ] {
        assert_eq!(classified(500, pairs, body, "").2.request_id.as_deref(), Some(id), "{pairs:?}");
    }
    let long = "x".repeat(1000);
    assert_eq!(classified(500, &[("x-request-id", &long)], body, "").2.request_id.unwrap().len(), 128);
}

#[test]
fn waiting_times_are_read_in_every_form() {
    for (pairs, expected) in [
        (&[("retry-after-ms", "1500"), ("retry-after", "9")][..], Some(1500)),
        (&[("retry-after", "7")], Some(7000)),
        (&[("retry-after", "0.5")], Some(500)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], Some(10_000)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], Some(0)),
        (&[("retry-after", "-1")], None),
        (&[("retry-after", "inf")], None),
        (&[("retry-after", "soon")], None),
        (&[], None),
    ] {
        assert_eq!(classified(429, pairs, b"", "").2.retry_after_ms, expected, "{pairs:?}");
    }
}

#[test]
fn a_page_in_place_of_an_answer_is_rejected_with_its_title() {
    match page(b"<html><title>Sign in to Wi-Fi</title>", &Redaction::default()) {
        Error::Gateway { code, detail, .. } => {
            assert_eq!(
                (code, &*detail),
                (Rejected, "The gateway answered with a web page: Sign in to Wi-Fi")
            );
        }
        other => panic!("{other:?}"),
    }
}

proptest::proptest! {
    #[test]
    fn any_body_gives_a_safe_detail(status in 400_u16..600, body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2000)) {
        let (_, detail, _) = classified(status, &[], &body, "yr-canary-0123456789");
        proptest::prop_assert!(!detail.is_empty() && detail.chars().count() <= 500);
        proptest::prop_assert!(!detail.chars().any(char::is_control));
    }
}
