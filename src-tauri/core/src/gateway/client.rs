//! The HTTP client: builds a request, sends it, follows redirects within its origin, and hands the reply on.
//!
//! Invariant: this is the only place that sends anything, and it sends it to the endpoint's origin only. It retries
//! nothing but a request that a refusal asked to change in one field.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use futures_util::StreamExt;
use reqwest::{
    Method, RequestBuilder, Response, StatusCode,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION},
    redirect::Policy,
};
use url::Url;
use zeroize::Zeroizing;

use super::{
    Adjustment, ChatRequest, Endpoint, Reply, ReplyHead, Timeouts, answer,
    errors::{self, Redaction, rejected},
    network,
    request::{self, Adjustments},
    upload::{Progress, Segment, Upload},
};
use crate::{Error, Result, Secret, protocol::FailureCode};

const USER_AGENT: &str = concat!("YourouterChat/", env!("CARGO_PKG_VERSION"));

/// Redirects within the origin that are followed.
const MOST_REDIRECTS: usize = 3;

/// How long a key check may take: a person waits for it.
const KEY_CHECK_LIMIT: Duration = Duration::from_secs(30);

/// How a gateway took a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCheck {
    /// It listed models for it.
    Accepted,
    /// It has no model list, so nothing is known.
    Unknown,
}

/// The HTTP client; cheap to clone.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    timeouts: Timeouts,
    /// Both are built when first needed: reading the system's certificates takes time that a start has no use for.
    direct: OnceLock<std::result::Result<reqwest::Client, String>>,
    proxied: OnceLock<std::result::Result<reqwest::Client, String>>,
    /// What refusals taught, for each origin, vendor and model, as long as the program runs.
    learned: Mutex<HashMap<Place, Adjustments>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    origin: String,
    vendor: String,
    model: String,
}

/// What each try of a request shares.
struct Call<'a> {
    endpoint: &'a Endpoint,
    method: Method,
    path: &'a str,
    headers: HeaderMap,
    idle: Duration,
    redaction: &'a Redaction,
}

impl Client {
    /// # Errors
    /// None today; a TLS set-up that fails is `Error::Internal` from the first request.
    pub fn new(timeouts: Timeouts) -> Result<Self> {
        Ok(Self {
            shared: Arc::new(Shared {
                timeouts,
                direct: OnceLock::new(),
                proxied: OnceLock::new(),
                learned: Mutex::default(),
            }),
        })
    }

    /// Asks for an answer: `POST {base}/chat/completions` (API page, "Request").
    ///
    /// If a 400 or 422 names a field that has another form, or that can be left out, the request is sent once more with
    /// that change; [`ReplyHead::adjustments`] says so, and later requests to the same place begin with it.
    ///
    /// # Errors
    /// Everything before the first delta: network, time-out, a status other than 2xx, classified.
    pub async fn chat(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
        request: ChatRequest,
    ) -> Result<Reply> {
        let redaction = Redaction::of(key);
        let place = Place {
            origin: endpoint.origin(),
            vendor: request.route.vendor.as_str().to_owned(),
            model: request.route.model.clone(),
        };
        let mut adjustments = self.learned(&place);
        let call = Call {
            endpoint,
            method: Method::POST,
            path: "chat/completions",
            headers: chat_headers(key, &request)?,
            idle: self.shared.timeouts.idle,
            redaction: &redaction,
        };
        let mut may_adjust = true;
        loop {
            let response = self.send(&call, request::body(&request, &adjustments)).await?;
            if response.status().is_success() {
                self.learn(place, &adjustments);
                let applied = request::applied(&request, &adjustments);
                return Ok(reply(response, applied, call.idle, redaction));
            }
            let refusal = errors::read(response, &redaction).await;
            let adjustment = request::adjustment(&request, &adjustments, &refusal).filter(|_| may_adjust);
            let Some(adjustment) = adjustment else { return Err(refusal.error) };
            adjustments.insert(adjustment);
            may_adjust = false;
        }
    }

    /// Asks `GET {base}/models` whether the key works (API reference, section 10, question 18).
    ///
    /// # Errors
    /// `unauthorized`, `balance`, `rateLimited`, `overloaded`, network failures; a missing model list is not an error.
    pub async fn check_key(&self, endpoint: &Endpoint, key: &Secret) -> Result<KeyCheck> {
        let redaction = Redaction::of(Some(key));
        let idle = self.shared.timeouts.idle.min(KEY_CHECK_LIMIT);
        let headers = common_headers(Some(key), "application/json")?;
        let call =
            Call { endpoint, method: Method::GET, path: "models", headers, idle, redaction: &redaction };
        let asking = self.send(&call, Vec::new());
        let response =
            tokio::time::timeout(KEY_CHECK_LIMIT, asking).await.map_err(|_| network::silence(idle))??;
        if response.status().is_success() {
            let reading = tokio::time::timeout(KEY_CHECK_LIMIT, lists_models(response));
            return Ok(if reading.await.unwrap_or_default() {
                KeyCheck::Accepted
            } else {
                KeyCheck::Unknown
            });
        }
        let refusal = errors::read(response, &redaction).await;
        match refusal.error {
            Error::Gateway { code: FailureCode::Rejected, .. } => Ok(KeyCheck::Unknown),
            error => Err(error),
        }
    }

    /// Sends a request until it is answered by something other than a redirect within the origin.
    async fn send(&self, call: &Call<'_>, body: Vec<Segment>) -> Result<Response> {
        let http = self.http(call.endpoint)?;
        let mut url = call.endpoint.url(call.path);
        for _ in 0..=MOST_REDIRECTS {
            let request = http.request(call.method.clone(), url.clone()).headers(call.headers.clone());
            let response = self.send_once(request, body.clone(), call).await?;
            let Some(target) = redirect_target(&response, &url) else { return Ok(response) };
            if !call.endpoint.is_same_origin(&target) {
                let host = target.host_str().unwrap_or("another place");
                return Err(rejected(call.redaction.detail(&format!(
                    "The gateway redirects to {host}. Nothing was sent there; check the base URL"
                ))));
            }
            url = target;
        }
        Err(rejected(format!("The gateway redirected more than {MOST_REDIRECTS} times")))
    }

    async fn send_once(
        &self,
        request: RequestBuilder,
        body: Vec<Segment>,
        call: &Call<'_>,
    ) -> Result<Response> {
        let progress = Progress::new();
        let request = match call.method {
            Method::GET => request,
            _ => request.body(reqwest::Body::wrap(Upload::new(body, progress.clone()))),
        };
        tokio::select! {
            sent = request.send() => {
                sent.map_err(|error| network::before_reply(&error, self.shared.timeouts.connect, call.redaction))
            }
            () = progress.until_idle(call.idle) => Err(network::silence(call.idle)),
        }
    }

    /// The connections for an endpoint. What stays on this machine takes no proxy.
    fn http(&self, endpoint: &Endpoint) -> Result<&reqwest::Client> {
        let (slot, is_direct) = match endpoint.is_loopback() {
            true => (&self.shared.direct, true),
            false => (&self.shared.proxied, false),
        };
        let built =
            slot.get_or_init(|| build(&self.shared.timeouts, is_direct).map_err(|error| error.to_string()));
        built.as_ref().map_err(|words| Error::Internal(words.clone()))
    }

    fn learned(&self, place: &Place) -> Adjustments {
        let learned = self.shared.learned.lock().unwrap_or_else(PoisonError::into_inner);
        learned.get(place).cloned().unwrap_or_default()
    }

    fn learn(&self, place: Place, adjustments: &Adjustments) {
        if !adjustments.is_empty() {
            let mut learned = self.shared.learned.lock().unwrap_or_else(PoisonError::into_inner);
            learned.insert(place, adjustments.clone());
        }
    }
}

fn build(timeouts: &Timeouts, is_direct: bool) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(timeouts.connect)
        .redirect(Policy::none())
        .referer(false);
    if is_direct { builder.no_proxy().build() } else { builder.build() }
}

fn chat_headers(key: Option<&Secret>, request: &ChatRequest) -> Result<HeaderMap> {
    let accept = if request.is_streaming { "text/event-stream" } else { "application/json" };
    let mut headers = common_headers(key, accept)?;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(vendor) = request.route.vendor.header() {
        let value = HeaderValue::from_str(vendor)
            .map_err(|_| rejected("The vendor's name is not fit for a header"))?;
        headers.insert("vendor", value);
    }
    Ok(headers)
}

fn common_headers(key: Option<&Secret>, accept: &'static str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    if let Some(key) = key {
        let text = Zeroizing::new(format!("Bearer {}", key.expose()));
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| rejected("The key holds characters that no key has; paste it again"))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    // Compressed streams are held back by what compresses them (API reference, section 10, question 20).
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Ok(headers)
}

/// Where a reply redirects to, if it asks for the same request again. 303 asks for another one, which no API means.
fn redirect_target(response: &Response, from: &Url) -> Option<Url> {
    let is_redirect = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = response.headers().get(LOCATION).filter(|_| is_redirect)?;
    from.join(location.to_str().ok()?).ok()
}

fn reply(response: Response, adjustments: Vec<Adjustment>, idle: Duration, redaction: Redaction) -> Reply {
    let head = ReplyHead {
        status: response.status().as_u16(),
        request_id: errors::request_id(response.headers(), &redaction),
        vendor: proven_vendor(response.headers()).map(str::to_owned),
        adjustments,
    };
    Reply { head, deltas: answer::deltas(response.bytes_stream().boxed(), idle, redaction) }
}

/// The vendor whose mark a message id bears beyond doubt: `msg_01…` is Anthropic's, and Bedrock and Vertex put their
/// own names into it. Ids of other shapes are used by several vendors and prove nothing.
fn proven_vendor(headers: &HeaderMap) -> Option<&'static str> {
    let id = headers.get("x-vendor-messages-id")?.to_str().ok()?.trim();
    let has_digits = |rest: &str| rest.len() >= 16 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    [("msg_bdrk_", "aws"), ("msg_vrtx_", "google"), ("msg_01", "anthropic")]
        .iter()
        .find_map(|(mark, vendor)| id.strip_prefix(mark).filter(|rest| has_digits(rest)).map(|_| *vendor))
}

/// Whether a reply is a list of models and not, say, a web page with status 200.
async fn lists_models(response: Response) -> bool {
    const LONGEST_LIST: usize = 8 * 1024 * 1024;
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_LIST {
            return false;
        }
    }
    let list: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    list.is_array()
        || ["data", "models"].iter().any(|name| list.get(name).is_some_and(serde_json::Value::is_array))
}
