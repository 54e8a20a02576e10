//! Where a turn goes: the gateway that its route names, and the vendor that is asked first.
//!
//! Invariant: a route that says `only` never leads to another vendor, and one that names a gateway never to another
//! gateway; what cannot be followed so is an error before anything is sent.

use super::{Gateways, Target};
use crate::now_ms;
use yourouter_protocol::{ConversationId, Result, Route, Routing, Vendor};
use yourouter_store::Store;

/// Where a turn goes.
#[derive(Clone)]
pub(crate) struct Destination {
    /// As it was asked for.
    pub(crate) route: Route,
    /// The vendor that is asked first.
    pub(crate) vendor: Vendor,
    pub(crate) target: Target,
}

impl Destination {
    /// The route with the vendor that is asked first, as a request takes it.
    pub(crate) fn asked(&self) -> Route {
        Route { vendor: self.vendor.clone(), ..self.route.clone() }
    }
}

/// Whether a person keeps away from a vendor now. A pin says otherwise, so it is not asked for one.
fn is_avoided(store: &Store, target: &Target, model: &str, vendor: &Vendor) -> Result<bool> {
    let base_url = target.endpoint.base_url();
    let now = now_ms();
    Ok(store.settings()?.avoided.iter().any(|avoided| {
        avoided.until_ms > now
            && avoided.gateway == base_url
            && avoided.model == model
            && avoided.vendor == vendor.as_str()
    }))
}

impl Gateways {
    /// Where the next turn of a conversation goes; `once` is another route for this turn alone. Blocking.
    ///
    /// # Errors
    /// `invalid` for a gateway that was removed; `Error::Storage`.
    pub(crate) fn destination(
        &self,
        store: &Store,
        id: ConversationId,
        once: Option<&Route>,
    ) -> Result<Destination> {
        let own = store.conversation(id)?.route;
        let route = match once {
            Some(once) => Route { gateway: once.gateway.clone().or(own.gateway), ..once.clone() },
            None => own,
        };
        let route = route.consistent();
        let target = self.target(&route)?;
        let vendor = match route.routing {
            Routing::Stay => {
                let first = store.first_vendor(id, &route.model, target.endpoint.base_url())?;
                first.unwrap_or_else(Vendor::auto)
            }
            Routing::Only | Routing::First => route.vendor.clone(),
        };
        let is_avoided = !route.routing.is_only() && is_avoided(store, &target, &route.model, &vendor)?;
        let vendor = if is_avoided { Vendor::auto() } else { vendor };
        Ok(Destination { route, vendor, target })
    }
}
