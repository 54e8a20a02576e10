//! Which gateway is in use, and which keys are in memory for it.
//!
//! Invariant: a key is bound to the origin that it was given for and is never handed out for another (attack T12).

use std::collections::HashMap;

use yourouter_gateway::Endpoint;
use yourouter_protocol::{GatewayKind, GatewayView, KeyState, Result, Secret};
use yourouter_store::Store;

use super::Chat;

/// The default gateway (API page, "Request").
pub const DEFAULT_BASE_URL: &str = "https://api.yourouter.ai/v1";
/// The page that leads to the dashboard, where keys are made; the dashboard's own address is not documented
/// (API reference, section 10, question 17).
pub const DASHBOARD_URL: &str = "https://docs.yourouter.ai/authentication";

const BASE_URL: &str = "gateway.base_url";

/// The gateways of this run.
pub(super) struct Gateways {
    /// The gateway that a person set or the environment gave.
    remote: Endpoint,
    /// The demo, while it is in use.
    demo: Option<Endpoint>,
    /// Whether the environment gave `remote`.
    is_fixed: bool,
    /// The key that the environment gave, with its origin.
    environment_key: Option<(String, Secret)>,
    /// Keys in memory, by origin: for this run only, or read from the keychain before.
    pub(super) keys: HashMap<String, HeldKey>,
    /// For which origins the keychain was told to keep a key, with the key's hint.
    stored_hints: HashMap<String, String>,
}

/// A key in memory.
#[derive(Clone)]
pub(super) struct HeldKey {
    pub(super) secret: Secret,
    /// Whether the keychain has it too.
    pub(super) is_stored: bool,
}

impl Gateways {
    pub(super) fn load(store: &Store, base_url: Option<String>, key: Option<Secret>) -> Result<Self> {
        let is_fixed = base_url.is_some();
        let typed = match base_url {
            Some(url) => url,
            None => store.value(BASE_URL)?.unwrap_or_else(|| DEFAULT_BASE_URL.to_owned()),
        };
        let remote = Endpoint::parse(&typed)?;
        let mut gateways = Self {
            environment_key: key.filter(|key| !key.is_empty()).map(|key| (remote.origin(), key)),
            remote,
            demo: None,
            is_fixed,
            keys: HashMap::new(),
            stored_hints: HashMap::new(),
        };
        gateways.load_hint(store)?;
        Ok(gateways)
    }

    /// Where requests go now.
    pub(super) fn endpoint(&self) -> &Endpoint {
        self.demo.as_ref().unwrap_or(&self.remote)
    }

    /// The real gateway, also while the demo is in use.
    pub(super) fn remote(&self) -> &Endpoint {
        &self.remote
    }

    pub(super) fn kind(&self) -> GatewayKind {
        if self.demo.is_some() { GatewayKind::Demo } else { GatewayKind::Remote }
    }

    /// The key in memory for an origin.
    pub(super) fn held(&self, origin: &str) -> Option<Secret> {
        let from_environment = self.environment_key.as_ref().filter(|(bound, _)| bound == origin);
        from_environment
            .map(|(_, key)| key.clone())
            .or_else(|| self.keys.get(origin).map(|held| held.secret.clone()))
    }

    pub(super) fn set_hint(&mut self, store: &Store, origin: &str, hint: Option<&str>) -> Result<()> {
        store.set_value(&hint_name(origin), hint)?;
        match hint {
            Some(hint) => self.stored_hints.insert(origin.to_owned(), hint.to_owned()),
            None => self.stored_hints.remove(origin),
        };
        Ok(())
    }

    fn load_hint(&mut self, store: &Store) -> Result<()> {
        let origin = self.remote.origin();
        if let Some(hint) = store.value(&hint_name(&origin))? {
            self.stored_hints.insert(origin, hint);
        }
        Ok(())
    }

    fn key_state(&self) -> (KeyState, Option<String>) {
        if self.demo.is_some() {
            return (KeyState::NotNeeded, None);
        }
        let origin = self.remote.origin();
        if let Some((_, key)) = self.environment_key.as_ref().filter(|(bound, _)| *bound == origin) {
            return (KeyState::Environment, key.hint());
        }
        match (self.keys.get(&origin), self.stored_hints.get(&origin)) {
            (Some(held), _) if !held.is_stored => (KeyState::Run, held.secret.hint()),
            (_, Some(hint)) => (KeyState::Keychain, Some(hint.clone()).filter(|hint| !hint.is_empty())),
            _ => (KeyState::Missing, None),
        }
    }

    pub(super) fn view(&self) -> GatewayView {
        let endpoint = self.endpoint();
        let (key, key_hint) = self.key_state();
        let name = match self.kind() {
            GatewayKind::Demo => "Offline demo".to_owned(),
            GatewayKind::Remote if endpoint.base_url() == DEFAULT_BASE_URL => "YouRouter".to_owned(),
            GatewayKind::Remote => endpoint.host(),
        };
        GatewayView {
            name,
            base_url: endpoint.base_url().to_owned(),
            host: endpoint.host(),
            kind: self.kind(),
            key,
            key_hint,
            dashboard_url: DASHBOARD_URL.to_owned(),
            is_fixed: self.is_fixed,
        }
    }
}

fn hint_name(origin: &str) -> String {
    format!("gateway.key_hint {origin}")
}

impl Chat {
    /// The gateway in use.
    pub fn gateway(&self) -> GatewayView {
        self.state().gateways.view()
    }

    /// Uses another gateway from now on. Its key is its own.
    ///
    /// # Errors
    /// A malformed or insecure URL is `invalid`, with words for the person; [`yourouter_protocol::Error::Storage`].
    pub async fn set_gateway(&self, base_url: String) -> Result<GatewayView> {
        let endpoint = Endpoint::parse(&base_url)?;
        let chat = self.clone();
        self.blocking(move |inner| {
            inner.store.set_value(BASE_URL, Some(endpoint.base_url()))?;
            let mut state = chat.state();
            state.gateways.remote = endpoint;
            state.gateways.demo = None;
            state.gateways.is_fixed = false;
            state.gateways.load_hint(&inner.store)
        })
        .await?;
        Ok(self.announce_gateway())
    }

    /// Uses the gateway inside the program until `leave_demo` or the end of the run.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Internal`] if it cannot listen.
    pub async fn open_demo(&self) -> Result<GatewayView> {
        let endpoint = Endpoint::parse(&self.inner.demo.base_url().await?)?;
        self.state().gateways.demo = Some(endpoint);
        Ok(self.announce_gateway())
    }

    /// Goes back to the gateway that a person set.
    pub fn leave_demo(&self) -> GatewayView {
        self.state().gateways.demo = None;
        self.announce_gateway()
    }

    pub(super) fn announce_gateway(&self) -> GatewayView {
        let gateway = self.gateway();
        self.inner.sink.app(yourouter_protocol::AppEvent::GatewayChanged { gateway: gateway.clone() });
        self.follow_models();
        gateway
    }
}
