//! Gateways: which one is in use, which keys are in memory for it (`gateways/keys`), which models it has
//! (`gateways/models`) and what it was seen to refuse (`gateways/inputs`).
//!
//! Invariant: a key is bound to the origin that it was given for and is never handed out for another (attack T12).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use yourouter_gateway::Endpoint;
use yourouter_protocol::{
    AppEvent, ConnectionReport, Error, GatewayKind, GatewayView, KeyState, Result, Secret, Vendor, VendorView,
};
use yourouter_store::Store;

use crate::{EventSink, keychain::PatientKeychain, network::Network, storage::Storage};
use models::Catalogue;

mod inputs;
mod keys;
mod models;

/// The default gateway (API page, "Request").
pub const DEFAULT_BASE_URL: &str = "https://api.yourouter.ai/v1";
/// The page that leads to the dashboard, where keys are made; the dashboard's own address is not documented
/// (API reference, section 10, question 17).
pub const DASHBOARD_URL: &str = "https://docs.yourouter.ai/authentication";

const BASE_URL: &str = "gateway.base_url";

/// The gateway inside the program, started when it is first wanted.
#[async_trait]
pub trait DemoGateway: Send + Sync {
    /// Its base URL on the loopback interface.
    ///
    /// # Errors
    /// [`Error::Internal`] if it cannot listen.
    async fn base_url(&self) -> Result<String>;
}

/// The gateways of this run, with their keys and models.
pub struct Gateways {
    storage: Storage,
    keychain: PatientKeychain,
    network: Arc<Network>,
    demo: Arc<dyn DemoGateway>,
    sink: Arc<dyn EventSink>,
    state: Mutex<State>,
}

struct State {
    in_use: InUse,
    models: Catalogue,
}

/// The gateway in use, and the keys in memory.
struct InUse {
    /// The gateway that a person set or the environment gave.
    remote: Endpoint,
    /// The demo, while it is in use.
    demo: Option<Endpoint>,
    /// Whether the environment gave `remote`.
    is_fixed: bool,
    /// The key that the environment gave, with its origin.
    environment_key: Option<(String, Secret)>,
    /// Keys in memory, by origin: for this run only, or read from the keychain before.
    keys: HashMap<String, HeldKey>,
    /// For which origins the keychain was told to keep a key, with the key's hint.
    stored_hints: HashMap<String, String>,
}

/// A key in memory.
#[derive(Clone)]
struct HeldKey {
    secret: Secret,
    /// Whether the keychain has it too.
    is_stored: bool,
}

impl InUse {
    fn load(store: &Store, base_url: Option<String>, key: Option<Secret>) -> Result<Self> {
        let is_fixed = base_url.is_some();
        let typed = match base_url {
            Some(url) => url,
            None => store.value(BASE_URL)?.unwrap_or_else(|| DEFAULT_BASE_URL.to_owned()),
        };
        let remote = Endpoint::parse(&typed)?;
        let hint = stored_hint(store, &remote)?;
        Ok(Self {
            environment_key: key.filter(|key| !key.is_empty()).map(|key| (remote.origin(), key)),
            remote,
            demo: None,
            is_fixed,
            keys: HashMap::new(),
            stored_hints: hint.into_iter().collect(),
        })
    }

    /// Where requests go now.
    fn endpoint(&self) -> &Endpoint {
        self.demo.as_ref().unwrap_or(&self.remote)
    }

    /// The real gateway, also while the demo is in use.
    fn remote(&self) -> &Endpoint {
        &self.remote
    }

    fn kind(&self) -> GatewayKind {
        if self.demo.is_some() { GatewayKind::Demo } else { GatewayKind::Remote }
    }

    /// The key in memory for an origin.
    fn held(&self, origin: &str) -> Option<Secret> {
        let from_environment = self.environment_key.as_ref().filter(|(bound, _)| bound == origin);
        from_environment
            .map(|(_, key)| key.clone())
            .or_else(|| self.keys.get(origin).map(|held| held.secret.clone()))
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

    fn view(&self) -> GatewayView {
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

/// What the database says of the key that the keychain has for a gateway: the origin and the key's hint.
fn stored_hint(store: &Store, endpoint: &Endpoint) -> Result<Option<(String, String)>> {
    let origin = endpoint.origin();
    Ok(store.value(&hint_name(&origin))?.map(|hint| (origin, hint)))
}

fn hint_name(origin: &str) -> String {
    format!("gateway.key_hint {origin}")
}

impl Gateways {
    /// Reads what was stored; `base_url` and `key` are this run's own. Blocking.
    pub(crate) fn load(
        storage: Storage,
        keychain: PatientKeychain,
        network: Arc<Network>,
        demo: Arc<dyn DemoGateway>,
        sink: Arc<dyn EventSink>,
        (base_url, key): (Option<String>, Option<Secret>),
    ) -> Result<Self> {
        let in_use = InUse::load(&storage.store, base_url, key)?;
        let state = Mutex::new(State { in_use, models: Catalogue::default() });
        Ok(Self { storage, keychain, network, demo, sink, state })
    }

    /// The gateway in use.
    pub fn gateway(&self) -> GatewayView {
        self.state().in_use.view()
    }

    /// Where requests go now.
    pub(crate) fn endpoint(&self) -> Endpoint {
        self.state().in_use.endpoint().clone()
    }

    /// Uses another gateway from now on. Its key is its own.
    ///
    /// # Errors
    /// A malformed or insecure URL is `invalid`, with words for the person; [`Error::Storage`].
    pub async fn set_gateway(self: &Arc<Self>, base_url: String) -> Result<GatewayView> {
        let remote = Endpoint::parse(&base_url)?;
        let asked = remote.clone();
        let hint = self.storage.run(move |storage| {
            storage.store.set_value(BASE_URL, Some(asked.base_url()))?;
            stored_hint(&storage.store, &asked)
        });
        let hint = hint.await?;
        {
            let in_use = &mut self.state().in_use;
            in_use.remote = remote;
            in_use.demo = None;
            in_use.is_fixed = false;
            in_use.stored_hints.extend(hint);
        }
        Ok(self.announce())
    }

    /// Uses the gateway inside the program until `leave_demo` or the end of the run.
    ///
    /// # Errors
    /// [`Error::Internal`] if it cannot listen.
    pub async fn open_demo(self: &Arc<Self>) -> Result<GatewayView> {
        let endpoint = Endpoint::parse(&self.demo.base_url().await?)?;
        self.state().in_use.demo = Some(endpoint);
        Ok(self.announce())
    }

    /// Goes back to the gateway that a person set.
    pub fn leave_demo(self: &Arc<Self>) -> GatewayView {
        self.state().in_use.demo = None;
        self.announce()
    }

    /// Tries the way to the gateway in use, step by step, with this model.
    ///
    /// # Errors
    /// Of the keychain; what fails on the way is in the report.
    pub(crate) async fn test_connection(self: &Arc<Self>, model: &str) -> Result<ConnectionReport> {
        let key = match self.key().await {
            Err(Error::MissingKey) => None,
            key => key?,
        };
        let client = self.network.client().await?;
        client.probe(&self.endpoint(), key.as_ref(), model).await
    }

    fn announce(self: &Arc<Self>) -> GatewayView {
        let gateway = self.gateway();
        self.sink.app(AppEvent::GatewayChanged { gateway: gateway.clone() });
        self.follow_models();
        gateway
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `auto` and the documented vendors, in the order of the native menu.
pub fn vendors() -> Vec<VendorView> {
    let automatic = [("auto", "Automatic")];
    automatic
        .into_iter()
        .chain(Vendor::DOCUMENTED)
        .map(|(value, name)| VendorView { value: value.to_owned(), name: name.to_owned() })
        .collect()
}
