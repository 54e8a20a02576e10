//! The API key: taken, checked, kept in the keychain, read when it is first needed, forgotten.
//!
//! Invariant: no function here gives a key to anything but a request or the keychain, and nothing writes it to a file.

use std::sync::Arc;

use yourouter_gateway::KeyCheck;
use yourouter_protocol::{Error, GatewayKind, GatewayView, KeepKey, Result, Secret, StoreKey};

use super::{Gateways, HeldKey, hint_name};

impl Gateways {
    /// Takes a key for the real gateway; where wanted, asks it about the key first and keeps none that it
    /// refuses.
    ///
    /// # Errors
    /// `missingKey` for an empty one; what the check found; [`Error::KeychainUnavailable`], with nothing kept.
    pub async fn store_key(self: &Arc<Self>, request: StoreKey) -> Result<GatewayView> {
        let key = Secret::from_pasted_key(&request.key);
        if key.is_empty() {
            return Err(Error::MissingKey);
        }
        let client = self.network.client().await?;
        let endpoint = self.state().in_use.remote().clone();
        if request.check
            && let KeyCheck::Accepted(families) = client.check_key(&endpoint, &key).await?
        {
            self.keep_models(&endpoint.origin(), Some(families)).await?;
        }
        let origin = endpoint.origin();
        let is_stored = request.keep == KeepKey::Keychain;
        if is_stored {
            self.keychain.store(origin.clone(), key.clone()).await?;
            self.set_hint(&origin, Some(key.hint().unwrap_or_default())).await?;
        }
        self.state().in_use.keys.insert(origin, HeldKey { secret: key, is_stored });
        // A key is for the real gateway; whoever gives one has seen enough of the demo.
        Ok(self.leave_demo())
    }

    /// Removes the key of the gateway in use from the keychain and from memory.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`], with the key still in the keychain.
    pub async fn forget_key(self: &Arc<Self>) -> Result<GatewayView> {
        let origin = self.state().in_use.endpoint().origin();
        self.keychain.forget(origin.clone()).await?;
        self.state().in_use.keys.remove(&origin);
        self.set_hint(&origin, None).await?;
        Ok(self.announce())
    }

    /// The key for the gateway in use: from memory, else from the keychain; `None` for the demo.
    pub(crate) async fn key(self: &Arc<Self>) -> Result<Option<Secret>> {
        let (origin, kind) = {
            let state = self.state();
            (state.in_use.endpoint().origin(), state.in_use.kind())
        };
        if kind == GatewayKind::Demo {
            return Ok(None);
        }
        if let Some(held) = self.state().in_use.held(&origin) {
            return Ok(Some(held));
        }
        let Some(secret) = self.keychain.read(origin.clone()).await? else {
            // The keychain works and says that there is none: it was removed elsewhere.
            self.set_hint(&origin, None).await?;
            self.announce();
            return Err(Error::MissingKey);
        };
        self.state().in_use.keys.insert(origin, HeldKey { secret: secret.clone(), is_stored: true });
        self.follow_models();
        Ok(Some(secret))
    }

    /// Remembers whether the keychain has a key for this origin, and the key's last characters.
    async fn set_hint(&self, origin: &str, hint: Option<String>) -> Result<()> {
        let (name, stored) = (hint_name(origin), hint.clone());
        self.storage.run(move |storage| storage.store.set_value(&name, stored.as_deref())).await?;
        let hints = &mut self.state().in_use.stored_hints;
        match hint {
            Some(hint) => hints.insert(origin.to_owned(), hint),
            None => hints.remove(origin),
        };
        Ok(())
    }
}
