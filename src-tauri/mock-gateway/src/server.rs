//! The server: receives, records, checks the key, and hands the question to the behaviour that it names.

use std::{
    collections::HashMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Json, Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::{
    behaviour::Behaviour,
    demo,
    native::{self, Api, Native},
    question::{self, Question},
    recorded::Recorded,
    refusal,
    reply::{self, Answer},
    seal, texts, trouble,
    wire::Completion,
};

/// Largest request that is read.
const LARGEST_BODY: usize = 512 * 1024 * 1024;

/// How the gateway behaves as a whole.
#[derive(Debug, Clone)]
pub struct Options {
    /// The keys that are taken; with none, every request is answered, with or without a key.
    pub keys: Vec<String>,
    /// Gives the demo's answers at a human pace, and records nothing.
    pub is_demo: bool,
    /// Whether `GET /v1/models` exists.
    pub has_models: bool,
    /// 0 lets the system choose.
    pub port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { keys: Vec::new(), is_demo: false, has_models: true, port: 0 }
    }
}

impl Options {
    /// The offline demo inside the application.
    pub fn demo() -> Self {
        Self { is_demo: true, ..Self::default() }
    }

    /// Takes one key and refuses every other.
    pub fn with_key(key: impl Into<String>) -> Self {
        Self { keys: vec![key.into()], ..Self::default() }
    }
}

/// A running gateway; it takes no more requests once it is dropped.
#[derive(Debug)]
pub struct MockGateway {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Dropping it ends the server.
    _stop: oneshot::Sender<()>,
}

#[derive(Debug)]
struct Shared {
    options: Options,
    recorded: Mutex<Vec<Recorded>>,
    /// Requests so far for each `/flaky` question.
    flaky: Mutex<HashMap<String, usize>>,
    served: AtomicU64,
}

impl MockGateway {
    /// Listens on 127.0.0.1 and answers in a task of the current runtime.
    ///
    /// # Errors
    /// If the port cannot be had.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            options,
            recorded: Mutex::default(),
            flaky: Mutex::default(),
            served: AtomicU64::new(0),
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let server = axum::serve(listener, router).with_graceful_shutdown(async move {
            // Ends when the sender is dropped; nothing is ever sent.
            let _ = stopped.await;
        });
        tokio::spawn(async move { server.await });
        Ok(Self { address, shared, _stop: stop })
    }

    /// Such as `http://127.0.0.1:4711/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Every request so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        locked(&self.shared.recorded).clone()
    }

    /// Forgets them.
    pub fn clear(&self) {
        locked(&self.shared.recorded).clear();
        locked(&self.shared.flaky).clear();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let number = shared.served.fetch_add(1, Ordering::Relaxed) + 1;
    let mut response = route(&shared, request, number).await;
    let prefix = if shared.options.is_demo { demo::REQUEST_ID } else { "req_mock_" };
    if let Ok(id) = HeaderValue::from_str(&format!("{prefix}{number}")) {
        response.headers_mut().entry("x-request-id").or_insert(id);
    }
    response
}

async fn route(shared: &Shared, request: Request, number: u64) -> Response {
    let (head, body) = request.into_parts();
    let path = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    match (&head.method, path.as_str()) {
        (&Method::GET, "/__requests") => {
            let recorded: Vec<Value> = locked(&shared.recorded).iter().map(Recorded::to_json).collect();
            return Json(recorded).into_response();
        }
        (&Method::POST, "/__clear") => {
            locked(&shared.recorded).clear();
            locked(&shared.flaky).clear();
            return StatusCode::NO_CONTENT.into_response();
        }
        _ => {}
    }
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return refusal::status(413, None);
    };
    if !shared.options.is_demo {
        let recorded = Recorded {
            method: head.method.to_string(),
            path: path.clone(),
            headers: pairs(&head.headers),
            body: body.clone(),
            at_ms: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis(),
        };
        locked(&shared.recorded).push(recorded);
    }
    let native = native::request(&head.method, &path);
    if !shared.takes_key(&head.headers) {
        return match native {
            Some(Native { api, .. }) => refusal::native(api, 401, "invalid x-api-key"),
            None => refusal::status(401, None),
        };
    }
    let vendor = head.headers.get("vendor").and_then(|value| value.to_str().ok());
    if let Some(native) = native {
        let json = serde_json::from_slice::<Value>(&body).unwrap_or_default();
        return shared.native(&native, &head.headers, vendor, &json, number).await;
    }
    match (&head.method, path.as_str()) {
        (&Method::GET, "/v1/models") if shared.options.has_models => Json(texts::models()).into_response(),
        // The second path is where a redirect within the origin can lead.
        (&Method::POST, "/v1/chat/completions" | "/moved/chat/completions") => {
            match serde_json::from_slice::<Value>(&body) {
                Ok(json) if !question::alternates(&json) => refusal::roles(),
                Ok(json) => {
                    let question = Question::read(&json, vendor);
                    if seal::is_foreign(&json, vendor, &question.model, Api::Chat) {
                        return refusal::seal();
                    }
                    let id = format!("chatcmpl-mock-{number}");
                    let (model, vendor) = (question.model.clone(), question.vendor.clone());
                    let completion = Completion { id, model, vendor, api: Api::Chat };
                    shared.chat(&question, completion, &path, &json).await
                }
                Err(_) => refusal::status(400, None),
            }
        }
        _ => (StatusCode::NOT_FOUND, Json(json!({ "error": { "message": "Unknown path" } }))).into_response(),
    }
}

impl Shared {
    fn takes_key(&self, headers: &HeaderMap) -> bool {
        let sent =
            headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        self.options.keys.is_empty() || self.options.keys.iter().any(|key| Some(key.as_str()) == sent)
    }

    async fn native(
        &self,
        native: &Native<'_>,
        headers: &HeaderMap,
        vendor: Option<&str>,
        json: &Value,
        number: u64,
    ) -> Response {
        let Native { api, model, is_streaming } = *native;
        if let Some(words) = native::fault(api, headers, json) {
            return refusal::native(api, 400, words);
        }
        let mut question = Question::read(json, vendor);
        question.model = model.map_or(question.model, str::to_owned);
        question.is_streaming = is_streaming.unwrap_or(question.is_streaming);
        let id = format!("msg_mock_{number}");
        if seal::is_foreign(json, vendor, &question.model, api) {
            return refusal::native(api, 400, seal::refusal(api));
        }
        let completion =
            Completion { id, model: question.model.clone(), vendor: question.vendor.clone(), api };
        match Behaviour::from_question(&question.text, &question.model) {
            Behaviour::Status { status, .. } => refusal::native(api, status, "The mock refuses this."),
            Behaviour::Refuse(fields) => {
                refusal::of_native(api, &fields, &question, json).unwrap_or_else(|| {
                    Answer::new(texts::echo(&question)).send(&question, &completion, reply::QUICK)
                })
            }
            Behaviour::Split => {
                Answer::new(texts::echo(&question)).send(&question, &completion, reply::QUICK)
            }
            _ => self.chat(&question, completion, "", json).await,
        }
    }

    async fn chat(&self, question: &Question, completion: Completion, path: &str, json: &Value) -> Response {
        let answer = |text: String| Answer::new(text).send(question, &completion, reply::QUICK);
        match Behaviour::from_question(&question.text, &question.model) {
            Behaviour::Answer if self.options.is_demo => {
                demo::answer(question).send(question, &completion, demo::PACE)
            }
            Behaviour::Answer => answer(texts::echo(question)),
            Behaviour::Help => answer(texts::HELP.to_owned()),
            Behaviour::Hostile => answer(texts::HOSTILE.to_owned()),
            Behaviour::Markdown => answer(texts::MARKDOWN.to_owned()),
            Behaviour::Echo => answer(texts::described(question)),
            Behaviour::Think => texts::reasoned().send(question, &completion, 100),
            Behaviour::Sign => {
                Answer { is_signed: true, ..texts::reasoned() }.send(question, &completion, reply::QUICK)
            }
            Behaviour::Json => Answer::new(texts::echo(question)).send_whole(question, &completion),
            Behaviour::Slow => reply::slow(completion),
            Behaviour::Long { kilobytes, per_second, piece, kind } => {
                reply::long(&completion, kilobytes * 1000, piece, per_second, kind)
            }
            Behaviour::Status { status, retry_after } => refusal::status(status, retry_after),
            Behaviour::Page => refusal::page(),
            Behaviour::Cut => trouble::cut(&completion),
            Behaviour::Eof => trouble::eof(&completion),
            Behaviour::Silent => trouble::silent(),
            Behaviour::Hang => std::future::pending().await,
            Behaviour::ErrorInStream => trouble::error_in_stream(&completion),
            Behaviour::Empty => trouble::empty(),
            Behaviour::Data(lines) => trouble::data(&lines),
            Behaviour::Body(body) => reply::events(body.into()),
            Behaviour::Redirect(_) if path.starts_with("/moved") => answer(texts::echo(question)),
            Behaviour::Redirect(target) => trouble::redirect(&target),
            Behaviour::Split => trouble::split(&completion),
            Behaviour::Flaky(failures) if self.is_still_flaky(&question.text, failures) => {
                refusal::status(503, None)
            }
            Behaviour::Flaky(_) => answer(texts::echo(question)),
            Behaviour::Refuse(fields) => {
                refusal::of_chat(&fields, question, json).unwrap_or_else(|| answer(texts::echo(question)))
            }
        }
    }

    fn is_still_flaky(&self, text: &str, failures: usize) -> bool {
        let mut flaky = locked(&self.flaky);
        let count = flaky.entry(text.to_owned()).or_default();
        *count += 1;
        *count <= failures
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
