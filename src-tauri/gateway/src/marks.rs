//! The marks of a reply, filled while it is read and looked at when it has ended.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::header::HeaderMap;

use super::{
    errors::Redaction,
    evidence::{is_kept_header, mark},
};
use yourouter_protocol::{Mark, MarkPlace};

/// Shared between a reply's reader and whoever asked for it.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    all: Arc<Mutex<Vec<Mark>>>,
}

impl Marks {
    /// Those of a reply's headers.
    pub(super) fn of_headers(headers: &HeaderMap, redaction: &Redaction) -> Self {
        let kept = headers.iter().filter(|(name, _)| is_kept_header(name.as_str()));
        let marks = kept.filter_map(|(name, value)| {
            let text = redaction.clean(value.to_str().ok()?);
            Some(mark(MarkPlace::Header, name.as_str(), &text))
        });
        Self { all: Arc::new(Mutex::new(marks.collect())) }
    }

    /// Those of the headers and what is known of the body now.
    pub(super) fn set_fields(&self, fields: &[Mark]) {
        let mut all = self.locked();
        all.retain(|mark| mark.place == MarkPlace::Header);
        all.extend_from_slice(fields);
    }

    /// All so far.
    pub fn so_far(&self) -> Vec<Mark> {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Mark>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
