//! Errors inside of status 200: one failure, in the server's words, classed by them.

use serde_json::json;
use yourouter_protocol::FailureCode::{Balance, Overloaded, RateLimited, Rejected, TooLong, Unauthorized};

use crate::{assert_refused, chunk, native, replayed, replayed_to, reply, stream, whole};

#[tokio::test]
async fn a_value_in_place_of_an_answer_is_a_failure_whole_and_streamed() {
    for (value, code, words) in [
        (
            json!({ "choices": null, "usage": null, "base_resp": { "status_code": 1008, "status_msg": "insufficient balance" } }),
            Balance,
            "insufficient balance",
        ),
        (
            json!({ "base_resp": { "status_code": 1002, "status_msg": "rate limit" } }),
            RateLimited,
            "rate limit",
        ),
        (
            json!({ "base_resp": { "status_code": 1004, "status_msg": "login fail: carry the secret key" } }),
            Unauthorized,
            "login fail: carry the secret key",
        ),
        (
            json!({ "code": 500, "msg": "model m-9 is not deployed", "success": false }),
            Overloaded,
            "model m-9 is not deployed",
        ),
        (json!({ "code": "401", "msg": "token expired" }), Unauthorized, "token expired"),
        (
            json!({ "success": false, "message": "no channel is available" }),
            Overloaded,
            "no channel is available",
        ),
        (
            json!({ "success": false, "errors": [{ "code": 7003, "message": "The model does not exist" }] }),
            Rejected,
            "The model does not exist",
        ),
        (json!({ "ok": false, "errorMessage": "unsupported model" }), Rejected, "unsupported model"),
        (json!({ "status": "error", "error_msg": "request throttled" }), RateLimited, "request throttled"),
        (json!({ "errcode": 4, "errmsg": "invalid parameter: n" }), Rejected, "invalid parameter: n"),
        (json!({ "detail": "Model not found" }), Rejected, "Model not found"),
        (
            json!({ "detail": [{ "loc": ["body", "n"], "msg": "should be 1" }] }),
            Rejected,
            "body.n: should be 1",
        ),
        (json!({ "message": "too many tokens: 9000" }), TooLong, "too many tokens: 9000"),
        (
            json!({ "code": "Throttling.User", "message": "Too quick", "request_id": "r" }),
            RateLimited,
            "Too quick",
        ),
        (json!({ "error": "out of credits" }), Balance, "out of credits"),
    ] {
        assert_refused(&replayed(whole(&value)).await, code, words);
        assert_refused(&replayed(stream(&[value.to_string(), "[DONE]".to_owned()])).await, code, words);
        for model in ["claude-sonnet-4", "gemini-2.5-pro"] {
            assert_refused(&replayed_to(whole(&value), native(model)).await, code, words);
        }
    }
}

#[tokio::test]
async fn an_error_after_text_leaves_the_text() {
    for error in [
        json!({ "code": 500, "msg": "engine died" }).to_string(),
        json!({ "base_resp": { "status_code": 1013, "status_msg": "engine died" } }).to_string(),
        json!({ "success": false, "message": "engine died" }).to_string(),
    ] {
        let answer = replayed(stream(&[chunk(json!({ "content": "So far" }), None), error])).await;
        assert_eq!(answer.text, "So far");
        assert!(format!("{:?}", answer.failure).contains("engine died"), "{:?}", answer.failure);
    }
}

#[tokio::test]
async fn what_goes_well_is_no_error() {
    for fine in [
        json!({ "base_resp": { "status_code": 0, "status_msg": "" } }),
        json!({ "code": 200, "msg": "ok", "success": true }),
        json!({ "code": 0, "message": "success" }),
    ] {
        let mut value = crate::completion(&json!({ "content": "Fine" }));
        value.as_object_mut().unwrap().extend(fine.as_object().unwrap().clone());
        let answer = replayed(whole(&value)).await;
        assert_eq!((&*answer.text, &answer.failure), ("Fine", &None), "{fine}");
    }
}

#[tokio::test]
async fn an_event_named_error_is_one_in_any_shape() {
    for (data, code, words) in [
        (
            r#"{"code":"InvalidParameter","message":"Range of n is [1, 8]","request_id":"r"}"#,
            Rejected,
            "Range of n is [1, 8]",
        ),
        (r#"{"error":{"message":"Overloaded","type":"overloaded_error"}}"#, Overloaded, "Overloaded"),
        (r#""the upstream closed""#, Overloaded, "the upstream closed"),
        ("rate limit reached", RateLimited, "rate limit reached"),
        (r#"[{"error":{"code":429,"message":"Quota per minute"}}]"#, RateLimited, "Quota per minute"),
        (r#"{"reason":"x","title":"Bad Request"}"#, Rejected, "Bad Request"),
    ] {
        for name in ["error", "Error"] {
            let body = format!("id: 1\nevent: {name}\n:HTTP_STATUS/400\ndata: {data}\n\n");
            assert_refused(&replayed(reply("text/event-stream", &body)).await, code, words);
        }
    }
}

#[tokio::test]
async fn plain_words_in_place_of_an_answer() {
    for (body, code, words) in [
        ("Internal Server Error", Overloaded, "Internal Server Error"),
        (
            "upstream connect error: reset before headers",
            Overloaded,
            "upstream connect error: reset before headers",
        ),
        ("rate limit exceeded\n", RateLimited, "rate limit exceeded"),
        ("\"insufficient balance\"", Balance, "insufficient balance"),
        ("[ERROR] model not found", Rejected, "[ERROR] model not found"),
    ] {
        for kind in ["text/plain", "text/event-stream", "application/json"] {
            assert_refused(&replayed(reply(kind, body)).await, code, words);
        }
    }
}

#[tokio::test]
async fn an_error_in_an_error_is_told_in_its_own_words() {
    let expected = "litellm.BadRequestError: VertexAI - The input token count exceeds the maximum.";
    for message in [
        "litellm.BadRequestError: VertexAI - b'{\\n  \"error\": {\\n    \"code\": 400,\\n    \"message\": \"The input token count exceeds the maximum.\"\\n  }\\n}'",
        "litellm.BadRequestError: VertexAI - {\"error\":{\"message\":\"The input token count exceeds the maximum.\"}}",
        "litellm.BadRequestError: VertexAI - {'error': {'message': \"The input token count exceeds the maximum.\", 'code': None}}",
    ] {
        let body = json!({ "error": { "message": message, "code": "400" } });
        assert_refused(&replayed(whole(&body)).await, TooLong, expected);
    }
}
