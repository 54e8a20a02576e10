//! The way to the OS keychain, which may wait for a person to unlock it.

use std::{sync::Arc, time::Duration};

use yourouter_protocol::{Error, Result, Secret};

use crate::storage::blocking;

/// How long a person may take to unlock the keychain.
const PATIENCE: Duration = Duration::from_secs(60);

/// The OS keychain. Its calls block and may wait for a person to unlock it.
pub trait Keychain: Send + Sync {
    /// The key for an origin; `None` if the keychain works and has none.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn read(&self, origin: &str) -> Result<Option<Secret>>;
    /// Stores or replaces the key for an origin.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn store(&self, origin: &str, key: &Secret) -> Result<()>;
    /// Removes the key for an origin, if there is one.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn forget(&self, origin: &str) -> Result<()>;
}

/// The keychain, off the async threads and not waited for without end; cheap to clone.
#[derive(Clone)]
pub(crate) struct PatientKeychain(Arc<dyn Keychain>);

impl PatientKeychain {
    pub(crate) fn new(keychain: Arc<dyn Keychain>) -> Self {
        Self(keychain)
    }

    pub(crate) async fn read(&self, name: String) -> Result<Option<Secret>> {
        self.ask(move |keychain| keychain.read(&name)).await
    }

    pub(crate) async fn store(&self, name: String, secret: Secret) -> Result<()> {
        self.ask(move |keychain| keychain.store(&name, &secret)).await
    }

    pub(crate) async fn forget(&self, name: String) -> Result<()> {
        self.ask(move |keychain| keychain.forget(&name)).await
    }

    async fn ask<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&dyn Keychain) -> Result<T> + Send + 'static,
    {
        let keychain = Arc::clone(&self.0);
        tokio::time::timeout(PATIENCE, blocking(move || work(&*keychain)))
            .await
            .unwrap_or_else(|_| Err(Error::KeychainUnavailable("it did not answer within 60 s".into())))
    }
}
