//! The HTML of settled answers, kept so that a conversation that is opened again is not rendered again.
//!
//! Invariant: at most `MAX_BYTES` are kept, those that were shown last; as the text of a settled answer never changes,
//! nothing of it is ever out of date.

use std::sync::{Arc, Mutex, PoisonError};

use hashlink::LruCache;

use yourouter_markdown as markdown;
use yourouter_protocol::MessageId;

/// Bytes of HTML that are kept.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What is kept.
pub(super) struct RenderedAnswers(Mutex<Kept>);

struct Kept {
    html: LruCache<MessageId, Arc<str>>,
    bytes: usize,
}

impl RenderedAnswers {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept { html: LruCache::new_unbounded(), bytes: 0 }))
    }

    /// The HTML of a settled answer, rendered if it is not there.
    pub(super) fn html(&self, id: MessageId, source: &str) -> String {
        if let Some(html) = self.kept().html.get(&id) {
            return (**html).to_owned();
        }
        // Without the lock: a long answer must not hold up the others.
        let html = markdown::render(source);
        self.keep(id, &html);
        html
    }

    /// Forgets all of it.
    pub(super) fn clear(&self) {
        let mut kept = self.kept();
        kept.html.clear();
        kept.bytes = 0;
    }

    fn keep(&self, id: MessageId, html: &str) {
        if html.len() > MAX_BYTES {
            return;
        }
        let mut kept = self.kept();
        kept.bytes += html.len();
        if let Some(before) = kept.html.insert(id, html.into()) {
            kept.bytes -= before.len();
        }
        while kept.bytes > MAX_BYTES {
            let Some((_, oldest)) = kept.html.remove_lru() else { break };
            kept.bytes -= oldest.len();
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, RenderedAnswers};
    use yourouter_protocol::MessageId;

    #[test]
    fn an_answer_is_rendered_once_while_there_is_room_for_it() {
        let rendered = RenderedAnswers::new();
        let (first, second) = (MessageId::new(), MessageId::new());
        let html = rendered.html(first, "*a*");
        assert!(html.contains("<em>a</em>"));
        // A settled answer has no other source, so what comes back tells that it was kept.
        assert_eq!(rendered.html(first, "other"), html);
        let long = "x".repeat(MAX_BYTES / 3);
        for _ in 0..3 {
            rendered.html(MessageId::new(), &long);
            rendered.html(first, "other");
        }
        assert_eq!(rendered.html(first, "other"), html, "what is shown again stays");
        assert!(rendered.kept().bytes <= MAX_BYTES);
        for _ in 0..4 {
            rendered.html(MessageId::new(), &long);
        }
        assert!(rendered.html(first, "other").contains("other"), "the oldest goes");
        rendered.html(second, &"y".repeat(MAX_BYTES + 1));
        let kept = rendered.kept();
        assert!(!kept.html.contains_key(&second));
        assert_eq!(kept.bytes, kept.html.iter().map(|(_, html)| html.len()).sum::<usize>());
    }
}
