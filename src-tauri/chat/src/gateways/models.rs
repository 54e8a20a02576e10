//! The models to choose from: each gateway's own list, kept from the last time, refreshed in the background.
//!
//! Invariant: nothing waits for a list, and none is asked for before a key for the gateway is in memory (if it needs
//! one) and the window can be used; the keychain is not opened for it. Without a list, the documented models stand in.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Gateways, Target,
    inputs::{self, Refusals},
};
use crate::now_ms;
use yourouter_gateway::{
    Endpoint, KnownInputs, context_date, documented_models, price_date, snapshot_context, snapshot_price,
};
use yourouter_protocol::{
    AppEvent, GatewayKind, ModelFamily, ModelInput, ModelList, ModelPrice, ModelSource, ModelView, Result,
    Route, TypedPrice,
};
use yourouter_store::Store;

/// A list that is younger than this is not asked for again by itself.
const FRESH_MS: i64 = 60 * 60 * 1000;

/// The lists of the gateways that were looked at in this run.
#[derive(Default)]
pub(super) struct Catalogues {
    /// By base URL.
    of: HashMap<String, Catalogue>,
    /// Whether the window can be used: nothing is asked for by itself before.
    is_open: bool,
}

impl Catalogues {
    /// Forgets what was looked at.
    pub(super) fn forget(&mut self) {
        self.of.clear();
    }
}

/// The list of one gateway.
#[derive(Default)]
struct Catalogue {
    origin: String,
    listed: Option<Listed>,
    /// What its models were seen to refuse.
    refusals: Refusals,
    /// It was asked in this run and has no list.
    is_without_list: bool,
    is_refreshing: bool,
    /// Whether what was stored of it was read.
    is_loaded: bool,
}

/// A list as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct Listed {
    at_ms: i64,
    families: Vec<ModelFamily>,
}

impl Catalogues {
    /// The list as the page shows it; the documented models for a gateway that was not looked at.
    pub(super) fn view(&self, gateway: &Endpoint) -> ModelList {
        let none = Catalogue::default();
        let catalogue = self.of.get(gateway.base_url()).unwrap_or(&none);
        let (source, families) = match &catalogue.listed {
            Some(listed) => (ModelSource::Gateway, listed.families.clone()),
            None => (ModelSource::BuiltIn, documented_models()),
        };
        ModelList {
            gateway: gateway.base_url().to_owned(),
            source,
            refreshed_at_ms: catalogue.listed.as_ref().map(|listed| listed.at_ms),
            is_unavailable: catalogue.is_without_list,
            families: with_snapshot(inputs::applied(families, &catalogue.refusals)),
            price_date: price_date().to_owned(),
            context_date: context_date().to_owned(),
        }
    }

    /// Whether the list that the page shows has this id.
    pub(super) fn lists(&self, gateway: &Endpoint, id: &str) -> bool {
        let has = |families: &[ModelFamily]| {
            families.iter().flat_map(|family| &family.models).any(|model| model.id == id)
        };
        match self.listed(gateway) {
            Some(listed) => has(&listed.families),
            None => has(&documented_models()),
        }
    }

    /// What a model is known to take: what the list says, else what its family does. Refusals stay out of it.
    pub(super) fn known(&self, gateway: &Endpoint, id: &str) -> KnownInputs {
        self.model(gateway.base_url(), id).map_or_else(|| KnownInputs::of_id(id), KnownInputs::of_listed)
    }

    /// What a model was seen to refuse.
    pub(super) fn refused(&self, gateway: &Endpoint, id: &str) -> &[ModelInput] {
        let catalogue = self.of.get(gateway.base_url());
        catalogue.and_then(|catalogue| catalogue.refusals.get(id)).map_or(&[], Vec::as_slice)
    }

    /// A model as the gateway with this base URL lists it.
    fn model(&self, base_url: &str, id: &str) -> Option<&ModelView> {
        let families = &self.of.get(base_url)?.listed.as_ref()?.families;
        families.iter().flat_map(|family| &family.models).find(|model| model.id == id)
    }

    fn listed(&self, gateway: &Endpoint) -> Option<&Listed> {
        self.of.get(gateway.base_url())?.listed.as_ref()
    }

    fn entry(&mut self, gateway: &Endpoint) -> &mut Catalogue {
        let origin = gateway.origin();
        let made = || Catalogue { origin, ..Catalogue::default() };
        self.of.entry(gateway.base_url().to_owned()).or_insert_with(made)
    }
}

impl Catalogue {
    fn is_stale(&self) -> bool {
        !self.is_without_list && self.listed.as_ref().is_none_or(|listed| now_ms() - listed.at_ms > FRESH_MS)
    }
}

impl Gateways {
    /// The models of the gateway of the chats that name none.
    pub(crate) fn models(&self) -> ModelList {
        let state = self.state();
        state.models.view(&state.list.default_target().endpoint)
    }

    /// Whether the list that the page shows for a route's gateway has its model.
    pub(crate) fn lists_model(&self, route: &Route) -> bool {
        let state = self.state();
        let remote = state.list.remote(route.gateway.as_deref());
        remote.is_ok_and(|endpoint| state.models.lists(&endpoint, &route.model))
    }

    /// What a model is known to take, and what it was seen to refuse.
    pub(crate) fn known_inputs(&self, gateway: &Endpoint, id: &str) -> (KnownInputs, Vec<ModelInput>) {
        let models = &self.state().models;
        (models.known(gateway, id), models.refused(gateway, id).to_vec())
    }

    /// Tokens that a model can read and write in all: as the gateway lists it, else as it was on the day of the snapshot.
    pub(crate) fn most_tokens(&self, gateway: &Endpoint, id: &str) -> Option<u32> {
        let listed = self.state().models.model(gateway.base_url(), id).and_then(|model| model.context_tokens);
        listed.or_else(|| snapshot_context(id))
    }

    /// What a model costs at a gateway: as a person typed it, else as the gateway lists it, else as it was on the day of
    /// the snapshot. The gateway's list is read for that. Blocking.
    pub(crate) fn price(&self, typed: &[TypedPrice], base_url: &str, id: &str) -> Option<ModelPrice> {
        if let Some(typed) = typed.iter().find(|typed| typed.model == id) {
            return Some(typed.price);
        }
        let endpoint = Endpoint::parse(base_url).ok()?;
        self.load_models(&self.storage.store, &endpoint).ok()?;
        let listed = self.state().models.model(endpoint.base_url(), id).and_then(|model| model.price);
        listed.or_else(|| snapshot_price(id))
    }

    /// Reads the list of the gateway of the chats that name none. Blocking.
    pub(crate) fn load_default_models(&self, store: &Store) -> Result<bool> {
        let endpoint = self.state().list.default_target().endpoint;
        self.load_models(store, &endpoint)
    }

    /// The window can be used: what may wait for that begins. From now on lists are refreshed by themselves when they
    /// are old.
    pub(crate) fn page_ready(self: &Arc<Self>) {
        self.state().models.is_open = true;
        self.follow_models(None);
    }

    /// The models of a gateway, as they were listed last. An old list is refreshed in the background.
    ///
    /// # Errors
    /// `invalid` for a gateway that is not in the list, [`yourouter_protocol::Error::Storage`].
    pub async fn list_models(self: &Arc<Self>, gateway: Option<String>) -> Result<ModelList> {
        let target = self.state().list.target(gateway.as_deref())?;
        let (gateways, endpoint) = (Arc::clone(self), target.endpoint.clone());
        self.storage.run(move |storage| gateways.load_models(&storage.store, &endpoint)).await?;
        self.follow_models(Some(target.clone()));
        Ok(self.state().models.view(&target.endpoint))
    }

    /// Asks a gateway for its models, now.
    ///
    /// # Errors
    /// Of the key and of the request; a gateway without a list is not an error.
    pub async fn refresh_models(self: &Arc<Self>, gateway: Option<String>) -> Result<ModelList> {
        let target = self.state().list.target(gateway.as_deref())?;
        // Before the key is read, which would begin a refresh of its own.
        self.state().models.entry(&target.endpoint).is_refreshing = true;
        let refreshed = self.refresh(&target).await;
        let mut state = self.state();
        state.models.entry(&target.endpoint).is_refreshing = false;
        refreshed.map(|()| state.models.view(&target.endpoint))
    }

    async fn refresh(self: &Arc<Self>, target: &Target) -> Result<()> {
        let key = self.key_for(target).await?;
        let client = self.network.client().await?;
        if target.kind == GatewayKind::Demo {
            return Ok(());
        }
        let families = client.models(&target.endpoint, key.as_ref()).await?;
        self.keep_models(&target.endpoint, families).await
    }

    /// Shows the list of a gateway, or of the default one, and refreshes it in the background if it is old and a key is
    /// in memory, or none is needed.
    pub(super) fn follow_models(self: &Arc<Self>, target: Option<Target>) {
        let gateways = Arc::clone(self);
        let target = target.unwrap_or_else(|| self.state().list.default_target());
        if self.state().models.is_open {
            tokio::spawn(async move { gateways.follow(target).await });
        }
    }

    async fn follow(self: &Arc<Self>, target: Target) {
        let (gateways, endpoint) = (Arc::clone(self), target.endpoint.clone());
        let loaded = self.storage.run(move |storage| gateways.load_models(&storage.store, &endpoint)).await;
        if loaded.is_ok_and(|is_another| is_another) {
            self.announce_models(&target.endpoint);
        }
        let may_ask = {
            let mut state = self.state();
            let has_key = !target.needs_key || state.list.held(&target.endpoint.origin()).is_some();
            let catalogue = state.models.entry(&target.endpoint);
            let is_remote = target.kind == GatewayKind::Remote;
            let may_ask = has_key && is_remote && catalogue.is_stale() && !catalogue.is_refreshing;
            catalogue.is_refreshing |= may_ask;
            may_ask
        };
        if may_ask {
            // Nobody asked for it, so nobody is told that it failed: the next message will say why.
            let _failed = self.refresh(&target).await;
            self.state().models.entry(&target.endpoint).is_refreshing = false;
        }
    }

    /// Reads the stored list of a gateway, if it is not held; says whether it did. Blocking.
    pub(crate) fn load_models(&self, store: &Store, gateway: &Endpoint) -> Result<bool> {
        let is_demo = {
            let state = self.state();
            if state.models.of.get(gateway.base_url()).is_some_and(|held| held.is_loaded) {
                return Ok(false);
            }
            state.list.is_demo(gateway)
        };
        let stored = if is_demo { None } else { store.value(&list_name(gateway))? };
        let listed = stored.and_then(|json| serde_json::from_str(&json).ok());
        let refusals = store.refused_inputs(&gateway.origin())?;
        let mut state = self.state();
        let catalogue = state.models.entry(gateway);
        (catalogue.listed, catalogue.refusals, catalogue.is_loaded) = (listed, refusals, true);
        Ok(true)
    }

    /// Keeps what a gateway listed; `None` if it has no list, which leaves the last one be.
    pub(super) async fn keep_models(
        self: &Arc<Self>,
        gateway: &Endpoint,
        families: Option<Vec<ModelFamily>>,
    ) -> Result<()> {
        let (gateways, endpoint) = (Arc::clone(self), gateway.clone());
        self.storage.run(move |storage| gateways.load_models(&storage.store, &endpoint)).await?;
        // A list without a model is none that a person could choose from.
        let families = families.filter(|families| !families.is_empty());
        let listed = families.map(|families| Listed { at_ms: now_ms(), families });
        if let Some(json) = listed.as_ref().and_then(|listed| serde_json::to_string(listed).ok()) {
            let name = list_name(gateway);
            self.storage.run(move |storage| storage.store.set_value(&name, Some(&json))).await?;
        }
        {
            let mut state = self.state();
            let catalogue = state.models.entry(gateway);
            catalogue.is_without_list = listed.is_none();
            if listed.is_some() {
                catalogue.listed = listed;
            }
        }
        self.announce_models(gateway);
        Ok(())
    }

    /// Shows what models were seen to refuse.
    pub(super) fn show_refusals(&self, gateway: &Endpoint, refusals: &Refusals) {
        let origin = gateway.origin();
        {
            let mut state = self.state();
            for catalogue in state.models.of.values_mut().filter(|catalogue| catalogue.origin == origin) {
                catalogue.refusals.clone_from(refusals);
            }
        }
        self.announce_models(gateway);
    }

    fn announce_models(&self, gateway: &Endpoint) {
        let models = self.state().models.view(gateway);
        self.sink.app(AppEvent::ModelsChanged { models });
    }
}

/// With what the snapshot has of them, beside what the gateway lists.
fn with_snapshot(mut families: Vec<ModelFamily>) -> Vec<ModelFamily> {
    for model in families.iter_mut().flat_map(|family| &mut family.models) {
        model.snapshot_price = snapshot_price(&model.id);
        model.snapshot_context = snapshot_context(&model.id);
    }
    families
}

fn list_name(gateway: &Endpoint) -> String {
    format!("gateway.models {}", gateway.base_url())
}
