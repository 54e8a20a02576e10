//! Gateways: the list and the default one (`gateways/list`), how it is changed (`gateways/changes`), their keys
//! (`gateways/keys`), their models (`gateways/models`) and what those were seen to refuse (`gateways/inputs`).
//!
//! Invariant: a key is bound to the origin that it was given for and is never handed out for another (attack T12).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use yourouter_protocol::{
    AppEvent, ConnectionReport, Error, GatewayView, Result, Route, Secret, Vendor, VendorView,
};

use crate::{EventSink, keychain::PatientKeychain, network::Network, storage::Storage};
use list::List;
use models::Catalogues;

mod changes;
mod inputs;
mod keys;
mod list;
mod models;
mod routing;

pub(crate) use list::Target;
pub(crate) use routing::Destination;

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
    list: List,
    models: Catalogues,
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
        let list = List::load(&storage.store, base_url, key)?;
        let state = Mutex::new(State { list, models: Catalogues::default() });
        Ok(Self { storage, keychain, network, demo, sink, state })
    }

    /// The gateway of the chats that name none.
    pub fn gateway(&self) -> GatewayView {
        self.state().list.view()
    }

    /// All gateways of the list.
    pub fn gateways(&self) -> Vec<GatewayView> {
        self.state().list.views()
    }

    /// Where a route leads.
    ///
    /// # Errors
    /// `invalid`, with words, for a gateway that is not in the list any more.
    pub(crate) fn target(&self, route: &Route) -> Result<Target> {
        self.state().list.target(route.gateway.as_deref())
    }

    /// Refuses a gateway that is not in the list.
    ///
    /// # Errors
    /// As [`Gateways::target`].
    pub(crate) fn check(&self, route: &Route) -> Result<()> {
        self.state().list.remote(route.gateway.as_deref()).map(drop)
    }

    /// Tries the way to the gateway that a route leads to, step by step, with its model.
    ///
    /// # Errors
    /// Of the keychain; what fails on the way is in the report.
    pub(crate) async fn test_connection(self: &Arc<Self>, route: &Route) -> Result<ConnectionReport> {
        let target = self.target(route)?;
        let key = match self.key_for(&target).await {
            Err(Error::MissingKey) => None,
            key => key?,
        };
        let client = self.network.client().await?;
        client.probe(&target.endpoint, key.as_ref(), &route.model).await
    }

    /// Reads what was stored again, after everything was replaced.
    pub(crate) async fn read_again(self: &Arc<Self>, is_first_day: bool) -> Result<()> {
        let gateways = Arc::clone(self);
        self.storage
            .run(move |storage| {
                let mut state = gateways.state();
                state.models.forget();
                state.list.load_again(&storage.store, is_first_day)
            })
            .await?;
        self.announce();
        Ok(())
    }

    fn announce(self: &Arc<Self>) -> GatewayView {
        let (gateway, gateways) = (self.gateway(), self.gateways());
        self.sink.app(AppEvent::GatewayChanged { gateway: gateway.clone(), gateways });
        self.follow_models(None);
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
