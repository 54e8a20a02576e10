//! The database and the attached files. Both block, so whoever uses them runs off the async threads.
//!
//! Invariant: no lock of a part is held while one of them works: a slow disk must not hold up who only asks what is in
//! memory.

use yourouter_attachments::BlobStore;
use yourouter_protocol::{Error, Result};
use yourouter_store::Store;

/// Both; cheap to clone.
#[derive(Clone)]
pub(crate) struct Storage {
    pub(crate) store: Store,
    pub(crate) files: BlobStore,
}

impl Storage {
    /// Runs a blocking piece of work off the async threads.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T> + Send + 'static,
    {
        let storage = self.clone();
        blocking(move || work(&storage)).await
    }
}

/// Runs what blocks for another reason.
pub(crate) async fn blocking<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.map_err(|stopped| Error::Internal(stopped.to_string()))?
}
