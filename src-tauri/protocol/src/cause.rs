//! Words for a person, with the error of a library behind them.

use std::{error::Error as StdError, fmt, sync::Arc};

/// What is said of a failure, and what caused it.
///
/// The cause is for whoever looks for its kind: two are the same if their words are.
#[derive(Debug, Clone)]
pub struct Cause {
    /// In the program's words, or the system's; never a key, a prompt or an answer.
    pub detail: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Cause {
    /// Words of the program for an error of a library.
    pub fn new(detail: impl Into<String>, source: Arc<dyn StdError + Send + Sync>) -> Self {
        Self { detail: detail.into(), source: Some(source) }
    }
}

/// A failure that was found here.
impl<S: Into<String>> From<S> for Cause {
    fn from(detail: S) -> Self {
        Self { detail: detail.into(), source: None }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.detail == other.detail
    }
}

impl Eq for Cause {}
