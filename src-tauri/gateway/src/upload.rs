//! A request's body on its way out: JSON text and files, encoded to base64 while they are sent.
//!
//! Invariant: a file is held once, as the caller gave it; beside it there is never more than one encoded piece.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::Instant;

use yourouter_protocol::millis;

/// Bytes of a file that are encoded at a time; a multiple of three, so that only the last piece is padded.
const PIECE: usize = 48 * 1024;

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Sent as it is.
    Text(Bytes),
    /// Sent as base64 (RFC 4648, section 4).
    Base64(Bytes),
}

impl Segment {
    fn sent_len(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Base64(bytes) => (bytes.len() as u64).div_ceil(3) * 4,
        }
    }
}

/// When bytes last went out: an upload that moves is not idle.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    started: Instant,
    last_ms: Arc<AtomicU64>,
    sent: Arc<AtomicU64>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { started: Instant::now(), last_ms: Arc::default(), sent: Arc::default() }
    }

    /// How many bytes of the body were handed out so far.
    pub(super) fn sent_bytes(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    fn touch(&self) {
        self.last_ms.store(millis(self.started.elapsed()), Ordering::Relaxed);
    }

    /// Returns when nothing has gone out for `idle`.
    pub(super) async fn until_idle(&self, idle: Duration) {
        loop {
            let last = Duration::from_millis(self.last_ms.load(Ordering::Relaxed));
            let deadline = self.started + last + idle;
            if Instant::now() >= deadline {
                return;
            }
            tokio::time::sleep_until(deadline).await;
        }
    }
}

/// The body, with its exact length, so that it goes out with `Content-Length`: some servers refuse chunked requests.
#[derive(Debug)]
pub(super) struct Upload {
    segments: VecDeque<Segment>,
    left: u64,
    progress: Progress,
}

impl Upload {
    pub(super) fn new(segments: Vec<Segment>, progress: Progress) -> Self {
        Self { left: segments.iter().map(Segment::sent_len).sum(), segments: segments.into(), progress }
    }

    fn next_piece(&mut self) -> Option<Bytes> {
        match self.segments.front_mut()? {
            Segment::Base64(bytes) if bytes.len() > PIECE => {
                Some(STANDARD.encode(bytes.split_to(PIECE)).into())
            }
            _ => match self.segments.pop_front()? {
                Segment::Text(text) => Some(text),
                Segment::Base64(bytes) => Some(STANDARD.encode(bytes).into()),
            },
        }
    }
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.progress.touch();
        let piece = self.next_piece();
        let size = piece.as_ref().map_or(0, |piece| piece.len() as u64);
        self.left = self.left.saturating_sub(size);
        self.progress.sent.fetch_add(size, Ordering::Relaxed);
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
