//! Failures by status, each with a body in the shape of some real upstream (API reference, section 7.2).

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{
    native::{self, Api},
    question::Question,
    seal,
};

/// A web page as a proxy in front of a gateway shows it.
const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>gateway.example | 502: Bad gateway</title>\
    <script>alert('page')</script></head><body><h1>Bad gateway</h1><p>Error 502</p></body></html>";

/// A reply with `status` and a body that fits it.
pub(crate) fn status(status: u16, retry_after: Option<u64>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (code, axum::Json(body(status))).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The same in the shape of a native API.
pub(crate) fn native(api: Api, status: u16, message: &str) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (code, axum::Json(native::refusal(api, status, message))).into_response()
}

/// `/refuse FIELD…` on Chat Completions: the first of the fields that is sent.
pub(crate) fn of_chat(fields: &[String], question: &Question, body: &Value) -> Option<Response> {
    fields.iter().find_map(|field| match field.as_str() {
        "file" => body.to_string().contains("\"type\":\"file\"").then(file_block),
        "image_url" => body.to_string().contains("\"type\":\"image_url\"").then(image_block),
        "file_data" => question.has_bare_file_data.then(bare_file_data),
        field => body.get(field).map(|_| unknown_field(field)),
    })
}

/// The same on a native API, where a field may stand among Google's settings and `stream` is Google's own stream.
pub(crate) fn of_native(api: Api, fields: &[String], question: &Question, body: &Value) -> Option<Response> {
    fields.iter().find_map(|field| match field.as_str() {
        "stream" => {
            let is_asked = api == Api::Gemini && question.is_streaming;
            is_asked.then(|| native(api, 404, "Method not found."))
        }
        field => body
            .get(field)
            .or_else(|| body.get("generationConfig")?.get(field))
            .map(|_| native(api, 400, &format!("{field}: Extra inputs are not permitted"))),
    })
}

/// What a strict upstream says of two messages of the same role in a row.
pub(crate) fn roles() -> Response {
    let message = "After the optional system message, conversation roles must alternate user/assistant/user/assistant/...";
    let error = json!({ "message": message, "type": "BadRequestError", "param": null, "code": 400 });
    (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": error }))).into_response()
}

/// What a vendor says of reasoning that it did not seal.
pub(crate) fn seal() -> Response {
    let error = json!({ "message": seal::refusal(Api::Chat), "type": "invalid_request_error", "param": null, "code": "invalid_encrypted_content" });
    (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": error }))).into_response()
}

/// What an upstream says that takes no `file` blocks.
fn file_block() -> Response {
    let message = "Invalid value: 'file'. Supported values are: 'text' and 'image_url'.";
    let error = json!({ "message": message, "type": "invalid_request_error", "param": "messages[0].content[0].type", "code": "invalid_value" });
    (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": error }))).into_response()
}

/// What an upstream says that reads text only.
fn image_block() -> Response {
    let message = "Failed to deserialize the JSON body into the target type: messages[0]: unknown variant `image_url`, \
        expected `text` at line 1 column 96";
    let error = json!({ "message": message, "type": "invalid_request_error", "param": null, "code": "invalid_request_error" });
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(json!({ "error": error }))).into_response()
}

/// `/502html`.
pub(crate) fn page() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=UTF-8")];
    (StatusCode::BAD_GATEWAY, headers, Body::from(PAGE)).into_response()
}

/// What a strict upstream says about a field that it does not take.
fn unknown_field(field: &str) -> Response {
    let detail =
        json!({ "type": "extra_forbidden", "loc": ["body", field], "msg": "Extra inputs are not permitted" });
    let body =
        json!({ "object": "error", "message": { "detail": [detail] }, "type": "invalid_request_error" });
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(body)).into_response()
}

/// What an upstream says that takes PDFs as data URLs only.
fn bare_file_data() -> Response {
    let message = "Invalid file data: 'messages[0].content[0].file.file_data'. Expected a base64-encoded data URL \
        with an application/pdf MIME type (e.g. 'data:application/pdf;base64,…'), but got a value without it.";
    let error = json!({ "message": message, "type": "invalid_request_error", "param": "messages[0].content[0].file.file_data", "code": "invalid_value" });
    (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": error }))).into_response()
}

fn body(status: u16) -> Value {
    let plain = |kind: &str, code: &str, message: &str| json!({ "error": { "message": message, "type": kind, "param": null, "code": code } });
    match status {
        400 => json!({ "error": {
            "message": "Unsupported parameter: 'temperature' is not supported with this model.",
            "type": "invalid_request_error", "param": "temperature", "code": "unsupported_parameter",
        } }),
        401 => plain("authentication_error", "invalid_api_key", "The API key is missing or invalid."),
        402 => {
            json!({ "error": { "code": 402, "message": "Insufficient balance. Add credit in the dashboard." } })
        }
        403 => plain("permission_error", "forbidden", "This key may not use this model."),
        404 => plain(
            "invalid_request_error",
            "model_not_found",
            "The model does not exist, or you have no access to it.",
        ),
        413 => {
            json!({ "type": "error", "error": { "type": "request_too_large", "message": "Request exceeds the maximum size" }, "request_id": "req_mock_body" })
        }
        422 => {
            json!({ "detail": [{ "type": "string_type", "loc": ["body", "messages", 0, "content"], "msg": "Input should be a valid string" }] })
        }
        429 => plain("requests", "rate_limit_exceeded", "Rate limit reached for requests. Please slow down."),
        500 => {
            plain("server_error", "internal_error", "The server had an error while processing your request.")
        }
        503 => json!({ "message": "The upstream is not available right now." }),
        529 => json!({ "type": "error", "error": { "type": "overloaded_error", "message": "Overloaded" } }),
        other => json!({ "error": format!("mock failure {other}") }),
    }
}
