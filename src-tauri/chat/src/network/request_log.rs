//! The request log behind the gateway's one way out: a thread of its own writes the rows, in order. A request leaves once
//! its row is written.
//!
//! Invariant: a log that cannot be written neither fails a request nor holds it up for longer than a moment; its row is
//! then written as soon as that works, at its end at the latest. See `gateway/egress.rs` and `store/requests.rs`.

use std::{
    collections::HashMap,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use async_trait::async_trait;
use tokio::{sync::oneshot, time::timeout};

use crate::now_ms;
use yourouter_gateway::{Begun, Ended, RequestLog};
use yourouter_protocol::RequestView;
use yourouter_store::Store;

/// The longest that a request waits for its row. A write takes far less, unless the database is locked or the disk stands.
const MAX_WAIT: Duration = Duration::from_millis(250);

/// Writes requests to the store.
pub(super) struct StoreRequestLog {
    store: Store,
    next: AtomicU64,
    /// The thread begins with the first request, not with the program.
    writer: OnceLock<Option<Sender<Entry>>>,
}

enum Entry {
    /// Answered when it is written, or cannot be.
    Begin(u64, RequestView, oneshot::Sender<()>),
    End(u64, Ended),
    /// Answered when all before it is written.
    Settle(oneshot::Sender<()>),
}

impl StoreRequestLog {
    pub(super) fn new(store: Store) -> Self {
        Self { store, next: AtomicU64::new(1), writer: OnceLock::new() }
    }

    /// Returns when all that was told so far is written.
    pub(super) async fn settle(&self) {
        let (told, written) = oneshot::channel();
        self.tell(Entry::Settle(told));
        let _thread_is_gone = written.await;
    }

    fn tell(&self, entry: Entry) {
        let begin = || {
            let (told, entries) = channel();
            let store = self.store.clone();
            let begun =
                thread::Builder::new().name("ledger".to_owned()).spawn(move || write(&store, &entries));
            begun.ok().map(|_| told)
        };
        if let Some(writer) = self.writer.get_or_init(begin) {
            let _thread_is_gone = writer.send(entry);
        }
    }
}

#[async_trait]
impl RequestLog for StoreRequestLog {
    async fn begin(&self, request: Begun) -> u64 {
        let Begun { purpose, method, origin, path, vendor } = request;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (told, written) = oneshot::channel();
        self.tell(Entry::Begin(
            number,
            RequestView {
                seq: 0,
                purpose,
                method,
                origin,
                path,
                vendor,
                began_at_ms: now_ms(),
                duration_ms: None,
                bytes_out: 0,
                bytes_in: 0,
                status: None,
                request_id: None,
                outcome: None,
            },
            told,
        ));
        let _late_or_gone = timeout(MAX_WAIT, written).await;
        number
    }

    fn end(&self, number: u64, how: Ended) {
        self.tell(Entry::End(number, how));
    }
}

/// The thread.
fn write(store: &Store, entries: &Receiver<Entry>) {
    let mut running = HashMap::new();
    for entry in entries {
        match entry {
            Entry::Begin(number, mut request, asked) => {
                // Zero stands for a row that is still to be made.
                request.seq = store.begin_request(&request).unwrap_or_default();
                running.insert(number, request);
                let _asker_is_gone = asked.send(());
            }
            Entry::End(number, how) => {
                let Some(mut request) = running.remove(&number) else { continue };
                if request.seq == 0 {
                    request.seq = store.begin_request(&request).unwrap_or_default();
                }
                let _failed = store.end_request(&completed(request, how));
            }
            Entry::Settle(asked) => {
                let _asker_is_gone = asked.send(());
            }
        }
    }
}

fn completed(request: RequestView, how: Ended) -> RequestView {
    RequestView {
        duration_ms: Some(how.duration_ms),
        bytes_out: how.bytes_out,
        bytes_in: how.bytes_in,
        status: how.status,
        request_id: how.request_id,
        outcome: Some(how.outcome),
        ..request
    }
}
