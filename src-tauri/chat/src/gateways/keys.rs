//! The API key: taken, checked, kept in the keychain, read when it is first needed, forgotten.
//!
//! Invariant: no function here gives a key to anything but a request or the keychain, and nothing writes it to a file.

use std::{collections::BTreeSet, sync::Arc};

use yourouter_gateway::KeyCheck;
use yourouter_protocol::{Error, GatewayKind, GatewayView, KeepKey, Result, Secret, StoreKey};

use crate::storage::Storage;

use super::{
    Gateways,
    list::{HINT, HeldKey, Target, hint_name},
};

impl Gateways {
    /// Takes a key for a gateway; where wanted, asks it about the key first and keeps none that it refuses.
    ///
    /// # Errors
    /// `missingKey` for an empty one; what the check found; [`Error::KeychainUnavailable`], with nothing kept.
    pub async fn store_key(self: &Arc<Self>, request: StoreKey) -> Result<GatewayView> {
        let key = Secret::from_pasted_key(&request.key);
        if key.is_empty() {
            return Err(Error::MissingKey);
        }
        let client = self.network.client().await?;
        let endpoint = self.state().list.remote(request.gateway.as_deref())?;
        if request.check
            && let KeyCheck::Accepted(families) = client.check_key(&endpoint, &key).await?
        {
            self.keep_models(&endpoint, Some(families)).await?;
        }
        let origin = endpoint.origin();
        let is_stored = request.keep == KeepKey::Keychain;
        if is_stored {
            self.keychain.store(origin.clone(), key.clone()).await?;
            self.set_hint(&origin, Some(key.hint().unwrap_or_default())).await?;
        }
        self.state().list.keys.insert(origin, HeldKey { secret: key, is_stored });
        // A key is for a real gateway; whoever gives one has seen enough of the demo.
        Ok(self.leave_demo())
    }

    /// Removes the key of a gateway, or of the default one, from the keychain and from memory.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`], with the key still in the keychain.
    pub async fn forget_key(self: &Arc<Self>, gateway: Option<String>) -> Result<GatewayView> {
        let origin = self.state().list.remote(gateway.as_deref())?.origin();
        self.forget_key_of(&origin).await?;
        Ok(self.announce())
    }

    /// Removes an origin's key. The keychain is left alone if it has none.
    pub(crate) async fn forget_key_of(self: &Arc<Self>, origin: &str) -> Result<()> {
        if self.state().list.is_stored(origin) {
            self.keychain.forget(origin.to_owned()).await?;
        }
        self.state().list.keys.remove(origin);
        self.set_hint(origin, None).await
    }

    /// Removes all keys, from the keychain and from memory; says which the keychain kept, and why.
    pub(crate) async fn forget_all_keys(&self) -> Vec<String> {
        let mut left = Vec::new();
        let stored = self.stored_hints().await.unwrap_or_default();
        let stored = stored.iter().filter_map(|(name, _)| name.strip_prefix(HINT).map(str::to_owned));
        let known: Vec<String> = self.state().list.stored_hints.keys().cloned().collect();
        let origins: BTreeSet<String> = stored.chain(known).collect();
        for origin in origins {
            if let Err(error) = self.keychain.forget(origin.clone()).await {
                left.push(format!("{origin}: {error}"));
            }
        }
        left
    }

    /// What is stored of the keychain's entries.
    pub(crate) async fn stored_hints(&self) -> Result<Vec<(String, String)>> {
        self.storage.run(|storage| storage.store.values_beginning(HINT)).await
    }

    /// Stores that in place of what is stored of them.
    pub(crate) async fn set_stored_hints(&self, hints: Vec<(String, String)>) -> Result<()> {
        self.storage
            .run(move |Storage { store, .. }| {
                for (name, _) in store.values_beginning(HINT)? {
                    store.set_value(&name, None)?;
                }
                hints.iter().try_for_each(|(name, hint)| store.set_value(name, Some(hint)))
            })
            .await
    }

    /// The key for a request: from memory, else from the keychain; `None` where none is needed.
    pub(crate) async fn key_for(self: &Arc<Self>, target: &Target) -> Result<Option<Secret>> {
        if target.kind == GatewayKind::Demo {
            return Ok(None);
        }
        let origin = target.endpoint.origin();
        let (held, is_stored) = {
            let state = self.state();
            (state.list.held(&origin), state.list.is_stored(&origin))
        };
        if held.is_some() || !(target.needs_key || is_stored) {
            return Ok(held);
        }
        let Some(secret) = self.keychain.read(origin.clone()).await? else {
            // The keychain works and says that there is none: it was removed elsewhere.
            self.set_hint(&origin, None).await?;
            self.announce();
            return if target.needs_key { Err(Error::MissingKey) } else { Ok(None) };
        };
        self.state().list.keys.insert(origin, HeldKey { secret: secret.clone(), is_stored: true });
        self.follow_models(Some(target.clone()));
        Ok(Some(secret))
    }

    /// Remembers whether the keychain has a key for this origin, and the key's last characters.
    async fn set_hint(&self, origin: &str, hint: Option<String>) -> Result<()> {
        let (name, stored) = (hint_name(origin), hint.clone());
        self.storage.run(move |storage| storage.store.set_value(&name, stored.as_deref())).await?;
        let hints = &mut self.state().list.stored_hints;
        match hint {
            Some(hint) => hints.insert(origin.to_owned(), hint),
            None => hints.remove(origin),
        };
        Ok(())
    }
}
