//! What an error means for the person: its status and its words to one `FailureCode`.
//!
//! Codes are trusted before words, and words only where a status leaves room for doubt: a 400 may quote the question.

use super::RemoteError;
use yourouter_protocol::FailureCode;

/// Codes and types that mean an empty balance or a spending limit, whatever the status.
const BALANCE_CODES: [&str; 9] = [
    "insufficient_quota",
    "insufficient_balance",
    "insufficient_credits",
    "credit_balance_exhausted",
    "enforced_spend_limit_reached",
    "billing_hard_limit_reached",
    "exceeded_current_quota_error",
    "accountoverdueerror",
    "arrearage",
];

/// Phrases that speak of money and of nothing else.
const BALANCE_PHRASES: [&str; 13] = [
    "insufficient_balance",
    "余额不足",
    "欠费",
    "insufficient balance",
    "insufficient credit",
    "insufficient fund",
    "insufficient account balance",
    "credit balance is too low",
    "out of credits",
    "requires more credits",
    "account is in good standing",
    "spending limit",
    "overdue payment",
];

/// Single words that speak of money where the status already hints at it.
const BALANCE_WORDS: [&str; 5] = ["balance", "credit", "credits", "quota", "billing"];

/// Signs that a quota is one of requests or tokens per minute, which refills by itself.
const RATE_SIGNS: [&str; 8] = [
    "resource_exhausted",
    "per minute",
    "per second",
    "per hour",
    "per day",
    "rate limit",
    "rate_limit",
    "ratelimit",
];

const LENGTH_CODES: [&str; 4] = [
    "context_length_exceeded",
    "request_too_large",
    "model_context_window_exceeded",
    "context_window_exceeded",
];

const LENGTH_PHRASES: [&str; 14] = [
    "maximum context length",
    "context length exceeded",
    "context window",
    "exceeds the context",
    "exceed context",
    "prompt is too long",
    "input is too long",
    "too many tokens",
    "input token count",
    "maximum number of tokens",
    "range of input length",
    "request entity too large",
    "request too large",
    "payload too large",
];

const KEY_PHRASES: [&str; 6] = [
    "invalid_api_key",
    "invalid api key",
    "incorrect api key",
    "api key not valid",
    "api_key_invalid",
    "authentication_error",
];

/// Further signs of a refused key, for an error that has no status.
const KEY_WORDS: [&str; 9] = [
    "permission_error",
    "unauthorized",
    "invalid token",
    "invalid key",
    "invalidapikey",
    "login fail",
    "authentication fail",
    "not authenticated",
    "令牌",
];

/// Signs of a request that is refused for what it asks, for an error that has no status.
const REJECTION_WORDS: [&str; 16] = [
    "invalid_request",
    "invalid_argument",
    "invalidparameter",
    "invalid parameter",
    "invalid param",
    "invalid value",
    "badrequest",
    "bad request",
    "bad_request",
    "not_found",
    "not found",
    "does not exist",
    "not support",
    "unsupported",
    "content_filter",
    "should be",
];

/// Signs that a 403 is about what was asked, and no other key would change it.
const FORBIDDEN_CONTENT: [&str; 7] = [
    "moderation",
    "flagged",
    "content_filter",
    "content policy",
    "unsupported_country",
    "region",
    "not have access to model",
];

/// Classifies an error. `status` is `None` for one inside an answer that has no number either.
pub(super) fn code(status: Option<u16>, remote: &RemoteError) -> FailureCode {
    let words = remote.all_words();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    let is_code = |codes: &[&str]| codes.iter().any(|code| has_code(remote, code));
    let is_request_fault = matches!(status, None | Some(400 | 402 | 403 | 404 | 413 | 422 | 429));

    if status == Some(402) || is_request_fault && (is_code(&BALANCE_CODES) || says(&BALANCE_PHRASES)) {
        return FailureCode::Balance;
    }
    if status == Some(413)
        || is_code(&LENGTH_CODES)
        || is_request_fault && status != Some(429) && says(&LENGTH_PHRASES)
    {
        return FailureCode::TooLong;
    }
    match status {
        Some(401) => FailureCode::Unauthorized,
        Some(403 | 429) if has_word(&words, &BALANCE_WORDS) && !says(&RATE_SIGNS) => FailureCode::Balance,
        // A page comes from a firewall or a proxy, which knows nothing of keys.
        Some(403) if remote.is_page || says(&FORBIDDEN_CONTENT) => FailureCode::Rejected,
        Some(403) => FailureCode::Unauthorized,
        Some(429) => FailureCode::RateLimited,
        Some(408 | 409 | 425 | 500..) => FailureCode::Overloaded,
        Some(400) if says(&KEY_PHRASES) => FailureCode::Unauthorized,
        Some(_) => FailureCode::Rejected,
        None => code_from_words(&words),
    }
}

/// For an error inside an answer, which has no status: its type's words, else a fault of the upstream.
fn code_from_words(words: &str) -> FailureCode {
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    if says(&RATE_SIGNS) || says(&["too many requests", "throttl", "频率", "限流"]) {
        FailureCode::RateLimited
    } else if says(&KEY_PHRASES) || says(&KEY_WORDS) {
        FailureCode::Unauthorized
    } else if says(&REJECTION_WORDS) {
        FailureCode::Rejected
    } else {
        FailureCode::Overloaded
    }
}

fn has_code(remote: &RemoteError, code: &str) -> bool {
    remote.code.eq_ignore_ascii_case(code) || remote.kind.eq_ignore_ascii_case(code)
}

/// Whole words only: a load balancer is no balance.
fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| words.contains(&word))
}
