//! What a request's headers hold, and what a reply's headers prove.
//!
//! Invariant: the key stands in `Authorization` alone, marked as sensitive, and `vendor` is left out for automatic
//! routing.

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use super::{Api, ChatRequest};
use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Result, Secret};

/// The version of Anthropic's API that YouRouter documents (messages page).
const ANTHROPIC_VERSION: &str = "2023-06-01";

/// Those of a question (API page, "Headers"; messages page).
///
/// # Errors
/// `Error::Invalid` for a key or a vendor that no header can hold.
pub(super) fn of_question(
    key: Option<&Secret>,
    request: &ChatRequest,
    is_streaming: bool,
) -> Result<HeaderMap> {
    let accept = if is_streaming { "text/event-stream" } else { "application/json" };
    let mut headers = common(key, accept)?;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let api = Api::for_route(&request.route);
    if api == Api::Anthropic {
        headers.insert("anthropic-version", HeaderValue::from_static(ANTHROPIC_VERSION));
    }
    if let Some(vendor) = api.vendor(&request.route.vendor).header() {
        let value = HeaderValue::from_str(vendor).map_err(|_| Error::invalid(details::vendor_unfit()))?;
        headers.insert("vendor", value);
    }
    Ok(headers)
}

/// Those of every request.
///
/// # Errors
/// `Error::Invalid` for a key that no header can hold.
pub(super) fn common(key: Option<&Secret>, accept: &'static str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    if let Some(key) = key {
        let text = Zeroizing::new(format!("Bearer {}", key.expose()));
        let mut value = HeaderValue::from_str(&text).map_err(|_| Error::invalid(details::key_unfit()))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    // Compressed streams are held back by what compresses them (API reference, section 10, question 20).
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Ok(headers)
}

/// The vendor whose mark a message id bears beyond doubt: `msg_01…` is Anthropic's, and Bedrock and Vertex put their
/// own names into it. Ids of other shapes are used by several vendors and prove nothing.
pub(super) fn proven_vendor(headers: &HeaderMap) -> Option<&'static str> {
    let id = headers.get("x-vendor-messages-id")?.to_str().ok()?.trim();
    let has_digits = |rest: &str| rest.len() >= 16 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    [("msg_bdrk_", "aws"), ("msg_vrtx_", "google"), ("msg_01", "anthropic")]
        .iter()
        .find_map(|(mark, vendor)| id.strip_prefix(mark).filter(|rest| has_digits(rest)).map(|_| *vendor))
}
