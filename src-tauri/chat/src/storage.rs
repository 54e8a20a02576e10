//! The database, the attached files and the backups. All block, so whoever uses them runs off the async threads.
//!
//! Invariant: no lock of a part is held while one of them works: a slow disk must not hold up who only asks what is in
//! memory.

use std::{fmt::Display, sync::Arc};

use tokio::sync::{Notify, oneshot};

use yourouter_attachments::BlobStore;
use yourouter_protocol::{Error, Result};
use yourouter_store::Store;

use crate::backups::BackupFolder;

/// All of them; cheap to clone.
#[derive(Clone)]
pub(crate) struct Storage {
    pub(crate) store: Store,
    pub(crate) files: BlobStore,
    pub(crate) backups: BackupFolder,
    /// Told when messages were removed for good.
    pub(crate) removed: Arc<Notify>,
}

impl Storage {
    /// Looks up which contents of attached files an attachment needs, or a backup that is kept. Blocking.
    pub(crate) fn needed_files(&self) -> impl Fn(&str) -> Result<bool> {
        let needed_by_backup = self.backups.needed_files();
        move |sha256| Ok(self.store.is_used(sha256)? || needed_by_backup(sha256)?)
    }

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
    let (sender, result) = oneshot::channel();
    // Of one type: what a task needs is compiled anew for each type, which made up a twentieth of the program.
    let task: Box<dyn FnOnce() + Send> = Box::new(move || drop(sender.send(work())));
    let stopped = |reason: &dyn Display| Error::Internal(reason.to_string());
    tokio::task::spawn_blocking(task).await.map_err(|error| stopped(&error))?;
    result.await.map_err(|error| stopped(&error))?
}
