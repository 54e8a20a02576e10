//! The inspector: what went over the wire for any answer, kept small and shown again.
//!
//! A request is kept when it has ended, beside the turn, so that nothing on the way of a message waits for it.
//! `inspector/body` makes bodies small and whole again, `inspector/written` writes a request for other programs,
//! `inspector/report` what a gateway's support needs. Invariant: the key is in none of it, and what cannot be put together
//! exactly as it was sent is said to be so.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;

use yourouter_gateway::{Exchange, HeaderPair, Seen};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    Error, ExchangeTiming, ExchangeView, HeaderView, InspectedAttempt, Inspection, MessageId,
    RequestLanguage, Result, TurnId,
};
use yourouter_store::{BranchMessage, KeptExchange, Turn};

use crate::{settings::CurrentSettings, storage::Storage};
use body::{Kept, Known};

mod body;
mod report;
mod written;

/// Bytes of all requests and replies that are kept, as they lie on the disk.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Characters of a body that are shown; copied it is whole.
const SHOWN: usize = 200_000;

/// Shows how answers came.
pub struct Inspector {
    storage: Storage,
    settings: Arc<CurrentSettings>,
    version: String,
    /// Held by each request that is being written, so that who looks sees all that ended before.
    writing: Arc<RwLock<()>>,
}

/// A request that has ended, with what its turn knows of it.
pub(crate) struct Ended {
    pub(crate) turn_id: TurnId,
    /// Which request of the turn, from 1.
    pub(crate) number: u32,
    /// The question: the last message that went out.
    pub(crate) question: MessageId,
    pub(crate) exchange: Exchange,
    pub(crate) sent_at_ms: i64,
    pub(crate) queued_ms: u64,
    pub(crate) first_token_ms: Option<u64>,
}

/// What is kept of a request as JSON.
#[derive(Serialize, Deserialize)]
struct Head {
    method: String,
    url: String,
    headers: Vec<HeaderPair>,
    status_line: String,
    reply_headers: Vec<HeaderPair>,
    left_out: u64,
    body_bytes: u64,
    body_sha256: String,
    timing: ExchangeTiming,
}

impl Inspector {
    pub(crate) fn new(storage: Storage, settings: Arc<CurrentSettings>, version: String) -> Self {
        Self { storage, settings, version, writing: Arc::default() }
    }

    /// Keeps a request, in the background. One that cannot be written is not kept.
    pub(crate) fn keep(&self, ended: Ended) {
        if !self.settings.get(|settings| settings.keeps_requests) {
            return;
        }
        let (storage, writing) = (self.storage.clone(), Arc::clone(&self.writing));
        // Taken before anybody hears of the end, unless somebody looks at this moment.
        let taken = Arc::clone(&writing).try_read_owned();
        tokio::spawn(async move {
            let _writing = match taken {
                Ok(taken) => taken,
                Err(_) => writing.read_owned().await,
            };
            let _not_kept = storage.run(move |storage| keep(storage, &ended)).await;
        });
    }

    /// How an answer came.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown message.
    pub async fn inspect_message(&self, message_id: MessageId) -> Result<Inspection> {
        let is_keeping = self.settings.get(|settings| settings.keeps_requests);
        self.with_answer(message_id, move |storage, answer| {
            let mut exchanges = HashMap::new();
            for (number, kept) in answer.exchanges(storage)? {
                exchanges.insert(number, view(&kept, &answer.known));
            }
            let Turn { route, base_url, attempts, .. } = answer.turn;
            let attempts = (1..).zip(attempts).map(|(number, attempt)| {
                let exchange = exchanges.remove(&number);
                InspectedAttempt { attempt, exchange }
            });
            let attempts = attempts.collect();
            Ok(Inspection { message_id, model: route.model, base_url, attempts, is_keeping })
        })
        .await
    }

    /// A request of an answer, written so that it can be made elsewhere with the key in `$YOUROUTER_API_KEY`.
    ///
    /// # Errors
    /// [`Error::Invalid`], with words for the person, for one that was not kept or cannot be put together any more.
    pub async fn write_request(
        &self,
        message_id: MessageId,
        number: u32,
        language: RequestLanguage,
    ) -> Result<String> {
        self.with_answer(message_id, move |storage, answer| {
            let kept = answer.exchanges(storage)?.remove(&number);
            let Unpacked { head, body, .. } =
                kept.ok_or_else(|| Error::invalid(details::request_not_kept()))?;
            written::write(language, &head, &body.whole(&answer.known)?, &answer.turn.base_url)
        })
        .await
    }

    /// What a gateway's support needs to look an answer up: ids, times and versions; what was written and answered only
    /// if the person wants that.
    ///
    /// # Errors
    /// As [`Inspector::inspect_message`].
    pub async fn write_report(&self, message_id: MessageId, has_content: bool) -> Result<String> {
        let version = self.version.clone();
        self.with_answer(message_id, move |storage, answer| {
            let exchanges = answer.exchanges(storage)?;
            Ok(report::write(&version, &answer, &exchanges, has_content))
        })
        .await
    }

    async fn with_answer<T: Send + 'static>(
        &self,
        id: MessageId,
        work: impl FnOnce(&Storage, Answer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        drop(self.writing.write().await);
        self.storage.run(move |storage| work(storage, Answer::read(storage, id)?)).await
    }
}

/// An answer, with all that its requests were made of.
struct Answer {
    id: MessageId,
    turn: Turn,
    known: Known,
}

impl Answer {
    fn read(storage: &Storage, id: MessageId) -> Result<Self> {
        let found = storage.store.branch_messages(&[id])?.pop();
        let BranchMessage { message, turn, .. } =
            found.ok_or_else(|| Error::Internal("there is no such message".to_owned()))?;
        let turn = turn.ok_or_else(|| Error::invalid(details::request_not_made()))?;
        let question = message.parent_id.unwrap_or(id);
        Ok(Self { id, turn, known: Known::read(storage, question)? })
    }

    /// Those that are kept, by their numbers; what cannot be read any more is not there.
    fn exchanges(&self, storage: &Storage) -> Result<HashMap<u32, Unpacked>> {
        let kept = storage.store.exchanges(self.id)?;
        Ok(kept.into_iter().filter_map(|kept| Some((kept.number, Unpacked::read(&kept)?))).collect())
    }
}

/// A request as it is read again.
struct Unpacked {
    head: Head,
    body: Kept,
    reply: [String; 2],
}

impl Unpacked {
    fn read(kept: &KeptExchange) -> Option<Self> {
        let head = serde_json::from_str(&kept.head).ok()?;
        let reply = serde_json::from_slice(&body::inflated(&kept.reply)?).ok()?;
        Some(Self { head, body: Kept::unpack(&kept.body)?, reply })
    }
}

/// Blocking, and not short: bodies are searched and hashed.
fn keep(storage: &Storage, ended: &Ended) -> Result<()> {
    let known = Known::read(storage, ended.question)?;
    let seen = ended.exchange.seen();
    let (kept, body_bytes, body_sha256) = Kept::from_body(&seen.body, &known);
    let Seen { method, url, headers, status_line, reply_headers, left_out, first, last, .. } = seen;
    let timing = ExchangeTiming {
        sent_at_ms: ended.sent_at_ms,
        queued_ms: ended.queued_ms,
        connect_ms: seen.connect_ms,
        first_byte_ms: seen.first_byte_ms,
        first_token_ms: ended.first_token_ms,
        end_ms: seen.end_ms,
    };
    let head =
        Head { method, url, headers, status_line, reply_headers, left_out, body_bytes, body_sha256, timing };
    let written = |error: serde_json::Error| Error::Internal(error.to_string());
    let exchange = KeptExchange {
        number: ended.number,
        head: serde_json::to_string(&head).map_err(written)?,
        body: kept.pack(),
        reply: body::deflated(&serde_json::to_vec(&[first, last]).map_err(written)?),
    };
    storage.store.keep_exchange(ended.turn_id, &exchange, MOST_BYTES)
}

fn view(kept: &Unpacked, known: &Known) -> ExchangeView {
    let Unpacked { head, body, reply: [reply, reply_end] } = kept;
    let headers = |pairs: &[HeaderPair]| {
        pairs.iter().map(|(name, value)| HeaderView { name: name.clone(), value: value.clone() }).collect()
    };
    let (shown, body_left_out, problem) = match body.shown(known, SHOWN) {
        Ok((shown, left_out)) => (shown, left_out, None),
        Err(error) => (String::new(), 0, Some(body::words_of(&error))),
    };
    ExchangeView {
        method: head.method.clone(),
        url: head.url.clone(),
        headers: headers(&head.headers),
        body: shown,
        body_left_out,
        body_bytes: head.body_bytes,
        body_problem: problem,
        is_chat_completions: head.url.ends_with("/chat/completions"),
        status_line: head.status_line.clone(),
        reply_headers: headers(&head.reply_headers),
        reply: reply.clone(),
        reply_end: reply_end.clone(),
        reply_left_out: head.left_out,
        timing: head.timing,
    }
}
