//! The models to choose from: the gateway's own list, kept from the last time, refreshed in the background.
//!
//! Invariant: nothing waits for a list, and none is asked for before a key for the gateway is in memory and the window
//! can be used; the keychain is not opened for it. Without a list, the documented models stand in.

use std::{collections::HashSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Gateways,
    inputs::{self, Refusals},
};
use crate::now_ms;
use yourouter_gateway::{KnownInputs, documented_models};
use yourouter_protocol::{AppEvent, GatewayKind, ModelFamily, ModelInput, ModelList, ModelSource, Result};
use yourouter_store::Store;

/// A list that is younger than this is not asked for again by itself.
const FRESH_MS: i64 = 60 * 60 * 1000;

/// The list of the gateway in use.
#[derive(Default)]
pub(super) struct Catalogue {
    /// Whose list it is.
    origin: Option<String>,
    listed: Option<Listed>,
    /// What its models were seen to refuse.
    refusals: Refusals,
    /// Origins that were asked in this run and have no list.
    without_list: HashSet<String>,
    /// Whether the window can be used: nothing is asked for by itself before.
    is_open: bool,
    is_refreshing: bool,
}

/// A list as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct Listed {
    at_ms: i64,
    families: Vec<ModelFamily>,
}

impl Catalogue {
    pub(super) fn view(&self) -> ModelList {
        let is_unavailable = self.origin.as_ref().is_some_and(|origin| self.without_list.contains(origin));
        match &self.listed {
            Some(listed) => ModelList {
                source: ModelSource::Gateway,
                refreshed_at_ms: Some(listed.at_ms),
                is_unavailable,
                families: inputs::applied(listed.families.clone(), &self.refusals),
            },
            None => ModelList {
                source: ModelSource::BuiltIn,
                refreshed_at_ms: None,
                is_unavailable,
                families: inputs::applied(documented_models(), &self.refusals),
            },
        }
    }

    /// Whether the list that the page shows has this id.
    pub(super) fn lists(&self, id: &str) -> bool {
        let has = |families: &[ModelFamily]| {
            families.iter().flat_map(|family| &family.models).any(|model| model.id == id)
        };
        match &self.listed {
            Some(listed) => has(&listed.families),
            None => has(&documented_models()),
        }
    }

    /// What a model is known to take: what the list says, else what its family does. Refusals stay out of it.
    pub(super) fn known(&self, id: &str) -> KnownInputs {
        let families = self.listed.iter().flat_map(|listed| &listed.families);
        let listed = families.flat_map(|family| &family.models).find(|model| model.id == id);
        listed.map_or_else(|| KnownInputs::of_id(id), KnownInputs::of_listed)
    }

    /// What a model was seen to refuse.
    pub(super) fn refused(&self, id: &str) -> &[ModelInput] {
        self.refusals.get(id).map_or(&[], Vec::as_slice)
    }

    fn is_stale(&self) -> bool {
        let is_known = self.origin.as_ref().is_some_and(|origin| self.without_list.contains(origin));
        !is_known && self.listed.as_ref().is_none_or(|listed| now_ms() - listed.at_ms > FRESH_MS)
    }
}

impl Gateways {
    /// The models to choose from.
    pub(crate) fn models(&self) -> ModelList {
        self.state().models.view()
    }

    /// Whether the list that the page shows has this id.
    pub(crate) fn lists_model(&self, id: &str) -> bool {
        self.state().models.lists(id)
    }

    /// What a model is known to take, and what it was seen to refuse.
    pub(crate) fn known_inputs(&self, id: &str) -> (KnownInputs, Vec<ModelInput>) {
        let models = &self.state().models;
        (models.known(id), models.refused(id).to_vec())
    }

    /// The window can be used. From now on the list is refreshed by itself when it is old.
    pub(crate) fn page_ready(self: &Arc<Self>) {
        self.state().models.is_open = true;
        self.follow_models();
    }

    /// Asks the gateway for its models, now.
    ///
    /// # Errors
    /// Of the key and of the request; a gateway without a list is not an error.
    pub async fn refresh_models(self: &Arc<Self>) -> Result<ModelList> {
        // Before the key is read, which would begin a refresh of its own.
        self.state().models.is_refreshing = true;
        let refreshed = self.refresh().await;
        let mut state = self.state();
        state.models.is_refreshing = false;
        refreshed.map(|()| state.models.view())
    }

    async fn refresh(self: &Arc<Self>) -> Result<()> {
        let key = self.key().await?;
        let client = self.network.client().await?;
        let (endpoint, kind) = {
            let state = self.state();
            (state.in_use.endpoint().clone(), state.in_use.kind())
        };
        if kind == GatewayKind::Demo {
            return Ok(());
        }
        let families = client.models(&endpoint, key.as_ref()).await?;
        self.keep_models(&endpoint.origin(), families).await
    }

    /// Shows the list of the gateway in use, and refreshes it in the background if it is old and a key is in memory.
    pub(super) fn follow_models(self: &Arc<Self>) {
        let gateways = Arc::clone(self);
        if self.state().models.is_open {
            tokio::spawn(async move { gateways.follow().await });
        }
    }

    async fn follow(self: &Arc<Self>) {
        let gateways = Arc::clone(self);
        let loaded = self.storage.run(move |storage| gateways.load_models(&storage.store)).await;
        if loaded.is_ok_and(|is_another| is_another) {
            self.announce_models();
        }
        let may_ask = {
            let mut state = self.state();
            let has_key = state.in_use.held(&state.in_use.endpoint().origin()).is_some();
            let is_remote = state.in_use.kind() == GatewayKind::Remote;
            let may_ask = has_key && is_remote && state.models.is_stale() && !state.models.is_refreshing;
            state.models.is_refreshing |= may_ask;
            may_ask
        };
        if may_ask {
            // Nobody asked for it, so nobody is told that it failed: the next message will say why.
            let _failed = self.refresh_models().await;
        }
    }

    /// Reads the stored list of the gateway in use, if another one's is held. Blocking; says whether it did.
    pub(crate) fn load_models(&self, store: &Store) -> Result<bool> {
        let (origin, kind) = {
            let state = self.state();
            (state.in_use.endpoint().origin(), state.in_use.kind())
        };
        if self.state().models.origin.as_ref() == Some(&origin) {
            return Ok(false);
        }
        let stored = match kind {
            GatewayKind::Demo => None,
            GatewayKind::Remote => store.value(&list_name(&origin))?,
        };
        let listed = stored.and_then(|json| serde_json::from_str(&json).ok());
        let refusals = store.refused_inputs(&origin)?;
        let mut state = self.state();
        state.models.listed = listed;
        state.models.refusals = refusals;
        state.models.origin = Some(origin);
        Ok(true)
    }

    /// Keeps what a gateway listed; `None` if it has no list, which leaves the last one be.
    pub(super) async fn keep_models(
        self: &Arc<Self>,
        origin: &str,
        families: Option<Vec<ModelFamily>>,
    ) -> Result<()> {
        // So that the list that is left be is this gateway's own, however soon after a change of gateways this comes.
        let gateways = Arc::clone(self);
        self.storage.run(move |storage| gateways.load_models(&storage.store)).await?;
        // A list without a model is none that a person could choose from.
        let families = families.filter(|families| !families.is_empty());
        let listed = families.map(|families| Listed { at_ms: now_ms(), families });
        if let Some(json) = listed.as_ref().and_then(|listed| serde_json::to_string(listed).ok()) {
            let name = list_name(origin);
            self.storage.run(move |storage| storage.store.set_value(&name, Some(&json))).await?;
        }
        {
            let mut state = self.state();
            match &listed {
                Some(_) => state.models.without_list.remove(origin),
                None => state.models.without_list.insert(origin.to_owned()),
            };
            if state.in_use.endpoint().origin() != origin {
                return Ok(());
            }
            state.models.origin = Some(origin.to_owned());
            if listed.is_some() {
                state.models.listed = listed;
            }
        }
        self.announce_models();
        Ok(())
    }

    /// Shows what models were seen to refuse, if they are those of the gateway in use.
    pub(super) fn show_refusals(&self, origin: &str, refusals: Refusals) {
        {
            let mut state = self.state();
            if state.models.origin.as_deref() != Some(origin) {
                return;
            }
            state.models.refusals = refusals;
        }
        self.announce_models();
    }

    fn announce_models(&self) {
        let models = self.models();
        self.sink.app(AppEvent::ModelsChanged { models });
    }
}

fn list_name(origin: &str) -> String {
    format!("gateway.models {origin}")
}
