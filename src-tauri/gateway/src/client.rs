//! The HTTP client: builds a request, sends it, follows redirects within its origin, and hands the reply on.
//!
//! Invariant: whatever it sends goes through `egress`, and to the endpoint's origin only. It retries nothing but a
//! request that a refusal asked to change in one field.

use std::{
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use reqwest::{
    Method, RequestBuilder, Response, StatusCode,
    header::{HeaderMap, LOCATION},
};
use url::Url;

use super::{
    Api, ChatRequest, Endpoint, Network, Reply, ReplyHead, RequestLog, Timeouts, answer,
    connections::{CONNECTED, Connections},
    egress::{Egress, NoRequestLog},
    errors::{self, Redaction, rejected},
    exchange::Exchange,
    headers,
    marks::Marks,
    model_list,
    probe::{Found, Way},
    request, transport_errors,
    upload::{Progress, Segment, Upload},
};
use yourouter_protocol::{
    ConnectionReport, Error, FailureCode, ModelFamily, RequestOverride, RequestPurpose, Result, Secret,
};

/// Redirects within the origin that are followed.
const MAX_REDIRECTS: usize = 3;

/// How long a key check may take: a person waits for it.
const KEY_CHECK_LIMIT: Duration = Duration::from_secs(30);

/// Changes that are made to one request at most: a strict API refuses one field after the other.
const MAX_CHANGES: usize = 3;

/// How a gateway took a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyCheck {
    /// It listed these models for it.
    Accepted(Vec<ModelFamily>),
    /// It has no model list, so nothing is known.
    Unknown,
}

/// The HTTP client; cheap to clone.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    connections: Connections,
    egress: Egress,
}

/// A request that was refused and sent again with one change: an attempt of its own.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Why.
    pub error: Error,
    /// From sending it to its refusal.
    pub duration: Duration,
    /// What had been changed in it already.
    pub overrides: Vec<RequestOverride>,
    /// What the next one is changed in.
    pub change: RequestOverride,
}

/// What is told of a question on its way, in this order.
#[derive(Debug, Clone)]
pub enum Told {
    /// An HTTP request goes out; what comes of it is noted there.
    Sent(Exchange),
    /// It was refused, and another one follows.
    Refused(Refused),
}

/// What each try of a request shares.
struct Outgoing<'a> {
    endpoint: &'a Endpoint,
    purpose: RequestPurpose,
    method: Method,
    url: Url,
    headers: HeaderMap,
    idle: Duration,
    redaction: &'a Redaction,
    /// Where it is noted, if anywhere.
    exchange: Option<Exchange>,
}

impl Client {
    /// A client whose requests are entered nowhere, for tests of the gateway alone.
    pub fn new(timeouts: Timeouts) -> Self {
        Self::with_request_log(timeouts.into(), Arc::new(NoRequestLog))
    }

    /// A client whose requests are entered in `request_log`. A TLS set-up that fails is `Error::Internal` from the first
    /// request.
    pub fn with_request_log(network: Network, request_log: Arc<dyn RequestLog>) -> Self {
        Self {
            shared: Arc::new(Shared {
                connections: Connections::new(network),
                egress: Egress::new(request_log),
            }),
        }
    }

    /// Asks for an answer through the API that the route says (API page, "Request"; messages and generate-content
    /// pages).
    ///
    /// # Errors
    /// Everything before the first delta: network, time-out, a status other than 2xx, classified.
    pub async fn chat(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
        request: ChatRequest,
    ) -> Result<Reply> {
        self.chat_telling(endpoint, key, &request, &mut |_| {}).await
    }

    /// As [`Client::chat`], and tells each HTTP request, and each that was refused and is sent again.
    ///
    /// If a 400 or 422 names a field that has another form, or that can be left out, the request is sent once more with
    /// that change; [`ReplyHead::overrides`] says so, for later requests to begin with it.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub async fn chat_telling(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
        request: &ChatRequest,
        tell: &mut (dyn FnMut(Told) + Send),
    ) -> Result<Reply> {
        let redaction = Redaction::for_key(key);
        let api = Api::for_route(&request.route);
        let mut made = request.overrides.clone();
        for changes in 0.. {
            let written = request::write(request, &made);
            let method = Method::POST;
            let url = api.url(endpoint, &request.route.model, written.is_streaming);
            let headers = headers::of_question(key, request, written.is_streaming)?;
            let exchange = Exchange::begin(&method, &url, &headers, &written.body, &redaction);
            let outgoing = Outgoing {
                endpoint,
                purpose: RequestPurpose::Chat,
                method,
                url,
                headers,
                idle: self.shared.connections.timeouts().idle,
                redaction: &redaction,
                exchange: Some(exchange.clone()),
            };
            tell(Told::Sent(exchange.clone()));
            let started = Instant::now();
            let response = self.send(&outgoing, written.body.clone()).await?;
            if response.status().is_success() {
                // What one answer's maker refused says nothing of the next one's.
                made.retain(|change| *change != RequestOverride::WithoutReasoning);
                let learned = if made == request.overrides { Vec::new() } else { made };
                let mut reply = reply(response, api, outgoing.idle, &redaction, exchange);
                reply.head.token_limit = written.token_limit;
                reply.head.overrides = written.overrides;
                reply.head.learned = learned;
                return Ok(reply);
            }
            let mut refusal = errors::read(response, &redaction, Some(&exchange)).await;
            let may_change = !request.is_final && changes < MAX_CHANGES;
            let change = request::request_override(request, &written, &refusal).filter(|_| may_change);
            let Some(change) = change else {
                let refused_input = request::refused_input(request, &refusal);
                refusal.set_about_files(request::is_about_files(request, &refusal), refused_input);
                return Err(refusal.error);
            };
            let duration = started.elapsed();
            made.push(change.clone());
            tell(Told::Refused(Refused {
                error: refusal.error,
                duration,
                overrides: written.overrides,
                change,
            }));
        }
        Err(Error::Internal("a request was changed without end".to_owned()))
    }

    /// Asks `GET {base}/models` whether the key works (API reference, section 10, question 18).
    ///
    /// # Errors
    /// As [`Client::models`].
    pub async fn check_key(&self, endpoint: &Endpoint, key: &Secret) -> Result<KeyCheck> {
        let listed = self.list(endpoint, Some(key), RequestPurpose::KeyCheck).await?;
        Ok(listed.map_or(KeyCheck::Unknown, KeyCheck::Accepted))
    }

    /// The models of a gateway: `GET {base}/models`; `None` if it has no list (API reference, section 8).
    ///
    /// # Errors
    /// `unauthorized`, `balance`, `rateLimited`, `overloaded`, network failures; a missing list is not an error.
    pub async fn models(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
    ) -> Result<Option<Vec<ModelFamily>>> {
        self.list(endpoint, key, RequestPurpose::Models).await
    }

    /// Tries the way to a gateway step by step, on a connection of its own.
    ///
    /// # Errors
    /// `rejected` for a key that no header can hold; what fails on the way is in the report.
    pub async fn probe(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
        model: &str,
    ) -> Result<ConnectionReport> {
        let redaction = Redaction::for_key(key);
        let connections = &self.shared.connections;
        let way =
            Way { endpoint, has_proxy: connections.has_manual_proxy(endpoint), was_resolved: Arc::default() };
        let http = connections.fresh(endpoint, Arc::clone(&way.was_resolved))?;
        let request = http.get(endpoint.url("models")).headers(headers::common(key, "application/json")?);
        let began = Instant::now();
        let purpose = RequestPurpose::ConnectionTest;
        let sending = self.shared.egress.send(request, purpose, Progress::new(), &redaction);
        let found = match tokio::time::timeout(KEY_CHECK_LIMIT, sending).await {
            Err(_) => Found::Silence(KEY_CHECK_LIMIT),
            Ok(Err(error)) => Found::Nothing(error),
            Ok(Ok(response)) => {
                let protocol = format!("{:?}", response.version());
                Found::Reply(protocol, read_list(response, &redaction).await)
            }
        };
        Ok(way.report(found, model, began, &redaction))
    }

    async fn list(
        &self,
        endpoint: &Endpoint,
        key: Option<&Secret>,
        purpose: RequestPurpose,
    ) -> Result<Option<Vec<ModelFamily>>> {
        let redaction = Redaction::for_key(key);
        let idle = self.shared.connections.timeouts().idle.min(KEY_CHECK_LIMIT);
        let headers = headers::common(key, "application/json")?;
        let outgoing = Outgoing {
            endpoint,
            purpose,
            method: Method::GET,
            url: endpoint.url("models"),
            headers,
            idle,
            redaction: &redaction,
            exchange: None,
        };
        let asking = self.send(&outgoing, Vec::new());
        let response = tokio::time::timeout(KEY_CHECK_LIMIT, asking)
            .await
            .map_err(|_| transport_errors::silence(idle))??;
        read_list(response, &redaction).await
    }

    /// Sends a request until it is answered by something other than a redirect within the origin.
    async fn send(&self, outgoing: &Outgoing<'_>, body: Vec<Segment>) -> Result<Response> {
        let http = self.shared.connections.to(outgoing.endpoint)?;
        let mut url = outgoing.url.clone();
        for _ in 0..=MAX_REDIRECTS {
            let request =
                http.request(outgoing.method.clone(), url.clone()).headers(outgoing.headers.clone());
            let response = self.send_once(request, body.clone(), outgoing).await?;
            let Some(target) = redirect_target(&response, &url) else { return Ok(response) };
            if !outgoing.endpoint.is_same_origin(&target) {
                let host = target.host_str().unwrap_or("another place");
                return Err(rejected(outgoing.redaction.detail(&format!(
                    "The gateway redirects to {host}. Nothing was sent there; check the base URL"
                ))));
            }
            url = target;
        }
        Err(rejected(format!("The gateway redirected more than {MAX_REDIRECTS} times")))
    }

    async fn send_once(
        &self,
        request: RequestBuilder,
        body: Vec<Segment>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Response> {
        let progress = Progress::new();
        let request = match outgoing.method {
            Method::GET => request,
            _ => request.body(reqwest::Body::wrap(Upload::new(body, progress.clone()))),
        };
        let connected = Arc::new(OnceLock::new());
        let sending =
            self.shared.egress.send(request, outgoing.purpose, progress.clone(), outgoing.redaction);
        let response = tokio::select! {
            sent = CONNECTED.scope(Arc::clone(&connected), sending) => {
                sent.map_err(|error| transport_errors::before_reply(error, self.shared.connections.timeouts().connect, outgoing.redaction))
            }
            () = progress.until_idle(outgoing.idle) => Err(transport_errors::silence(outgoing.idle)),
        };
        if let Some(exchange) = &outgoing.exchange {
            if let Some(took) = connected.get() {
                exchange.connected(*took);
            }
            match &response {
                Ok(response) => exchange.replied(response),
                Err(_) => exchange.ended(),
            }
        }
        response
    }
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

fn reply(response: Response, api: Api, idle: Duration, redaction: &Redaction, exchange: Exchange) -> Reply {
    let head = ReplyHead {
        status: response.status().as_u16(),
        request_id: errors::request_id(response.headers(), redaction),
        vendor: headers::proven_vendor(response.headers()).map(str::to_owned),
        ..ReplyHead::default()
    };
    let marks = Marks::of_headers(response.headers(), redaction);
    let deltas =
        answer::deltas(response.bytes_stream().boxed(), api, idle, redaction, (marks.clone(), exchange));
    Reply { head, deltas, marks }
}

/// The list in a reply; `None` if the gateway has none.
async fn read_list(response: Response, redaction: &Redaction) -> Result<Option<Vec<ModelFamily>>> {
    if response.status().is_success() {
        let reading = tokio::time::timeout(KEY_CHECK_LIMIT, listed(response));
        return Ok(reading.await.unwrap_or_default());
    }
    match errors::read(response, redaction, None).await.error {
        Error::Gateway { code: FailureCode::Rejected, .. } => Ok(None),
        error => Err(error),
    }
}

/// The models that a reply lists; `None` if it is, say, a web page with status 200.
async fn listed(response: Response) -> Option<Vec<ModelFamily>> {
    const MAX_LIST: usize = 32 * 1024 * 1024;
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_LIST {
            return None;
        }
    }
    model_list::families(&body)
}
