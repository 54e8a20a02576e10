//! The API key: taken, checked, kept in the keychain, read when it is first needed, forgotten.
//!
//! Invariant: no function here gives a key to anything but a request or the keychain, and nothing writes it to a file.

use std::time::Duration;

use yourouter_gateway::KeyCheck;
use yourouter_protocol::{Error, GatewayKind, GatewayView, KeepKey, Result, Secret, StoreKey};

use super::{Chat, Inner, gateways::HeldKey};

/// How long a person may take to unlock the keychain.
const KEYCHAIN_TIMEOUT: Duration = Duration::from_secs(60);

impl Chat {
    /// Takes a key for the real gateway; where wanted, asks it about the key first and keeps none that it
    /// refuses.
    ///
    /// # Errors
    /// `missingKey` for an empty one; what the check found; [`Error::KeychainUnavailable`], with nothing kept.
    pub async fn store_key(&self, request: StoreKey) -> Result<GatewayView> {
        let key = Secret::from_pasted_key(&request.key);
        if key.is_empty() {
            return Err(Error::MissingKey);
        }
        let client = self.client().await?;
        let endpoint = self.state().gateways.remote().clone();
        if request.check
            && let KeyCheck::Accepted(families) = client.check_key(&endpoint, &key).await?
        {
            self.keep_models(&endpoint.origin(), Some(families)).await?;
        }
        let origin = endpoint.origin();
        let is_stored = request.keep == KeepKey::Keychain;
        if is_stored {
            let (origin, key, hint) = (origin.clone(), key.clone(), key.hint().unwrap_or_default());
            self.with_keychain(move |inner| inner.keychain.store(&origin, &key)).await?;
            self.set_hint(&endpoint.origin(), Some(hint)).await?;
        }
        self.state().gateways.keys.insert(origin, HeldKey { secret: key, is_stored });
        // A key is for the real gateway; whoever gives one has seen enough of the demo.
        Ok(self.leave_demo())
    }

    /// Removes the key of the gateway in use from the keychain and from memory.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`], with the key still in the keychain.
    pub async fn forget_key(&self) -> Result<GatewayView> {
        let origin = self.state().gateways.endpoint().origin();
        let asked = origin.clone();
        self.with_keychain(move |inner| inner.keychain.forget(&asked)).await?;
        self.state().gateways.keys.remove(&origin);
        self.set_hint(&origin, None).await?;
        Ok(self.announce_gateway())
    }

    /// The key for the gateway in use: from memory, else from the keychain; `None` for the demo.
    pub(super) async fn key(&self) -> Result<Option<Secret>> {
        let (origin, kind) = {
            let state = self.state();
            (state.gateways.endpoint().origin(), state.gateways.kind())
        };
        if kind == GatewayKind::Demo {
            return Ok(None);
        }
        if let Some(held) = self.state().gateways.held(&origin) {
            return Ok(Some(held));
        }
        let asked = origin.clone();
        let Some(secret) = self.with_keychain(move |inner| inner.keychain.read(&asked)).await? else {
            // The keychain works and says that there is none: it was removed elsewhere.
            self.set_hint(&origin, None).await?;
            self.announce_gateway();
            return Err(Error::MissingKey);
        };
        self.state().gateways.keys.insert(origin, HeldKey { secret: secret.clone(), is_stored: true });
        self.follow_models();
        Ok(Some(secret))
    }

    async fn set_hint(&self, origin: &str, hint: Option<String>) -> Result<()> {
        let (chat, origin) = (self.clone(), origin.to_owned());
        self.blocking(move |inner| chat.state().gateways.set_hint(&inner.store, &origin, hint.as_deref()))
            .await
    }

    pub(super) async fn with_keychain<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> Result<T> + Send + 'static,
    {
        tokio::time::timeout(KEYCHAIN_TIMEOUT, self.blocking(work))
            .await
            .unwrap_or_else(|_| Err(Error::KeychainUnavailable("it did not answer within 60 s".to_owned())))
    }
}
