//! How the list of gateways is changed: added to, edited, removed from, another default, the demo.
//!
//! Invariant: nothing here moves a key (attack T12).

use std::sync::Arc;

use yourouter_gateway::Endpoint;
use yourouter_protocol::words::details;
use yourouter_protocol::{Error, GatewayView, Result, SaveGateway};

use super::{
    BASE_URL, Gateways,
    list::{Stored, row_of},
};
use crate::now_ms;
use yourouter_store::Store;

impl Gateways {
    /// The list of gateways, with the number of chats that name each.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_gateways(self: &Arc<Self>) -> Result<Vec<GatewayView>> {
        let gateways = Arc::clone(self);
        self.storage.run(move |storage| gateways.reload(&storage.store)).await?;
        Ok(self.gateways())
    }

    /// Adds a gateway to the list or changes one. A key stays with the origin that it was given for, so a gateway that
    /// moves to another one has none there until it is given.
    ///
    /// # Errors
    /// A malformed or insecure URL, one that is in the list already, and a change of the one that the environment gave
    /// are `invalid`, with words for the person; [`Error::Storage`].
    pub(crate) async fn save_gateway(self: &Arc<Self>, saved: SaveGateway) -> Result<Vec<GatewayView>> {
        let endpoint = Endpoint::parse(&saved.base_url)?;
        let row = row_of(&saved, &endpoint);
        let replaces = saved.replaces;
        let moved = replaces.as_deref().is_some_and(|replaced| replaced != endpoint.base_url());
        {
            let state = self.state();
            let is_known = state.list.listed.iter().any(|listed| listed.endpoint == endpoint);
            if is_known && (replaces.is_none() || moved) {
                return Err(Error::invalid(details::gateway_listed()));
            }
            let is_default = replaces.as_deref() == Some(state.list.default.base_url());
            if moved && is_default && state.list.is_fixed {
                return Err(Error::invalid(details::gateway_fixed()));
            }
        }
        let gateways = Arc::clone(self);
        self.storage
            .run(move |storage| {
                storage.store.save_gateway(&row, replaces.as_deref(), now_ms())?;
                let was_default = replaces.as_deref() == Some(gateways.state().list.default.base_url());
                if was_default && moved {
                    storage.store.set_value(BASE_URL, Some(endpoint.base_url()))?;
                    gateways.state().list.default = endpoint;
                }
                gateways.reload(&storage.store)
            })
            .await?;
        self.announce();
        Ok(self.gateways())
    }

    /// Takes a gateway off the list. Its key is forgotten, unless another gateway has the same origin. Chats that name
    /// it send nothing until they are given another.
    ///
    /// # Errors
    /// `invalid` for the default one; [`Error::KeychainUnavailable`], with nothing changed; [`Error::Storage`].
    pub async fn remove_gateway(self: &Arc<Self>, base_url: String) -> Result<Vec<GatewayView>> {
        let (origin, is_shared) = {
            let state = self.state();
            let removed = state.list.find(Some(&base_url))?;
            if removed.endpoint == state.list.default {
                return Err(Error::invalid(details::gateway_is_default()));
            }
            let origin = removed.endpoint.origin();
            let same = state.list.listed.iter().filter(|listed| listed.endpoint.origin() == origin).count();
            (origin, same > 1)
        };
        if !is_shared {
            self.forget_key_of(&origin).await?;
        }
        let gateways = Arc::clone(self);
        self.storage
            .run(move |storage| {
                storage.store.remove_gateway(&base_url)?;
                gateways.reload(&storage.store)
            })
            .await?;
        self.announce();
        Ok(self.gateways())
    }

    /// Makes a gateway of the list the one that chats go to which name none.
    ///
    /// # Errors
    /// `invalid` for one that is not in the list, and where the environment gave it; [`Error::Storage`].
    pub async fn make_default_gateway(self: &Arc<Self>, base_url: String) -> Result<Vec<GatewayView>> {
        let (endpoint, before) = {
            let state = self.state();
            if state.list.is_fixed {
                return Err(Error::invalid(details::default_gateway_fixed()));
            }
            let before = state.list.find(None).map(|listed| listed.row.clone()).ok();
            (state.list.find(Some(&base_url))?.endpoint.clone(), before)
        };
        let gateways = Arc::clone(self);
        self.storage
            .run(move |storage| {
                if let Some(before) = before {
                    // One that was in the list by being the default stays in it.
                    storage.store.save_gateway(&before, None, now_ms())?;
                }
                storage.store.set_value(BASE_URL, Some(endpoint.base_url()))?;
                {
                    let list = &mut gateways.state().list;
                    list.default = endpoint;
                }
                gateways.reload(&storage.store)
            })
            .await?;
        self.announce();
        Ok(self.gateways())
    }

    /// Puts another base URL in place of the default gateway's: what a person types before there is a key. Its key is
    /// its own.
    ///
    /// # Errors
    /// A malformed or insecure URL is `invalid`, with words for the person; [`Error::Storage`].
    pub async fn set_gateway(self: &Arc<Self>, base_url: String) -> Result<GatewayView> {
        let endpoint = Endpoint::parse(&base_url)?;
        let gateways = Arc::clone(self);
        self.storage
            .run(move |storage| {
                storage.store.set_value(BASE_URL, Some(endpoint.base_url()))?;
                {
                    let list = &mut gateways.state().list;
                    list.default = endpoint;
                    list.demo = None;
                    list.is_fixed = false;
                }
                gateways.reload(&storage.store)
            })
            .await?;
        Ok(self.announce())
    }

    /// Uses the gateway inside the program until `leave_demo` or the end of the run.
    ///
    /// # Errors
    /// [`Error::Internal`] if it cannot listen.
    pub async fn open_demo(self: &Arc<Self>) -> Result<GatewayView> {
        let endpoint = Endpoint::parse(&self.demo.base_url().await?)?;
        self.state().list.demo = Some(endpoint);
        Ok(self.announce())
    }

    /// Goes back to the gateways that a person set.
    pub fn leave_demo(self: &Arc<Self>) -> GatewayView {
        self.state().list.demo = None;
        self.announce()
    }

    /// Reads the list again. Blocking.
    fn reload(&self, store: &Store) -> Result<()> {
        let default = self.state().list.default.clone();
        let stored = Stored::read(store, &default)?;
        self.state().list.take(stored);
        Ok(())
    }
}
