//! The list of gateways as it stands in memory: which one is the default, where a route leads, and which keys are held.
//!
//! Invariant: a key is bound to the origin that it was given for and is never handed out for another (attack T12).
//! While the demo is in use, every route leads to it.

use std::collections::HashMap;

use yourouter_gateway::Endpoint;
use yourouter_protocol::words::details;
use yourouter_protocol::{
    Error, GatewayKind, GatewayLook, GatewayView, KeyState, Result, SaveGateway, Secret, Vendor, VendorView,
};
use yourouter_store::{ListedGateway, Store};

use super::{BASE_URL, DASHBOARD_URL, DEFAULT_BASE_URL, vendors};

/// A name is a label, not a text.
const MAX_NAME: usize = 60;
/// A person chooses among so many vendors at most.
const MAX_VENDORS: usize = 40;

/// How the names of stored hints begin; an origin follows.
pub(super) const HINT: &str = "gateway.key_hint ";

/// The gateways of this run.
pub(super) struct List {
    /// Those of the list, with their base URLs read.
    pub(super) listed: Vec<Listed>,
    /// Where routes lead that name none: what a person set or the environment gave.
    pub(super) default: Endpoint,
    /// The demo, while it is in use.
    pub(super) demo: Option<Endpoint>,
    /// Whether the environment gave `default`.
    pub(super) is_fixed: bool,
    /// The key that the environment gave, with its origin.
    environment_key: Option<(String, Secret)>,
    /// Keys in memory, by origin: for this run only, or read from the keychain before.
    pub(super) keys: HashMap<String, HeldKey>,
    /// For which origins the keychain was told to keep a key, with the key's hint.
    pub(super) stored_hints: HashMap<String, String>,
}

pub(super) struct Listed {
    pub(super) row: ListedGateway,
    pub(super) endpoint: Endpoint,
}

/// A key in memory.
#[derive(Clone)]
pub(super) struct HeldKey {
    pub(super) secret: Secret,
    /// Whether the keychain has it too.
    pub(super) is_stored: bool,
}

/// What the database has of the list.
pub(super) struct Stored {
    rows: Vec<ListedGateway>,
    /// For which of their origins the keychain has a key, with the key's hint.
    hints: Vec<(String, String)>,
}

impl Stored {
    /// Blocking.
    pub(super) fn read(store: &Store, default: &Endpoint) -> Result<Self> {
        let rows = store.gateways()?;
        let listed = rows.iter().filter_map(|row| Endpoint::parse(&row.base_url).ok());
        let mut hints = Vec::new();
        for origin in listed.map(|endpoint| endpoint.origin()).chain([default.origin()]) {
            hints.extend(store.value(&hint_name(&origin))?.map(|hint| (origin, hint)));
        }
        Ok(Self { rows, hints })
    }
}

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) endpoint: Endpoint,
    pub(crate) kind: GatewayKind,
    pub(crate) needs_key: bool,
}

impl List {
    pub(super) fn load(store: &Store, base_url: Option<String>, key: Option<Secret>) -> Result<Self> {
        let is_fixed = base_url.is_some();
        let typed = match base_url {
            Some(url) => url,
            None => store.value(BASE_URL)?.unwrap_or_else(|| DEFAULT_BASE_URL.to_owned()),
        };
        let default = Endpoint::parse(&typed)?;
        let mut gateways = Self {
            environment_key: key.filter(|key| !key.is_empty()).map(|key| (default.origin(), key)),
            listed: Vec::new(),
            default,
            demo: None,
            is_fixed,
            keys: HashMap::new(),
            stored_hints: HashMap::new(),
        };
        gateways.take(Stored::read(store, &gateways.default)?);
        Ok(gateways)
    }

    /// As [`List::load`], after everything was replaced. What the environment gave stays, and the keys in memory unless
    /// they were deleted too.
    pub(super) fn load_again(&mut self, store: &Store, is_first_day: bool) -> Result<()> {
        let base_url = self.is_fixed.then(|| self.default.base_url().to_owned());
        let again = Self::load(store, base_url, None)?;
        let before = std::mem::replace(self, again);
        self.environment_key = before.environment_key;
        if !is_first_day {
            self.keys = before.keys;
            self.demo = before.demo;
        }
        Ok(())
    }

    /// Takes what was read of the database.
    pub(super) fn take(&mut self, stored: Stored) {
        // What cannot be read was not written here.
        let read = |row: ListedGateway| Some(Listed { endpoint: Endpoint::parse(&row.base_url).ok()?, row });
        self.listed = stored.rows.into_iter().filter_map(read).collect();
        if self.listed.iter().all(|listed| listed.endpoint != self.default) {
            // One that the environment gave is in the list for this run; YouRouter is until another is made the default.
            let row = ListedGateway {
                base_url: self.default.base_url().to_owned(),
                name: String::new(),
                look: GatewayLook::Plain,
                needs_key: true,
                vendors: None,
                chats: 0,
            };
            self.listed.insert(0, Listed { row, endpoint: self.default.clone() });
        }
        self.stored_hints.extend(stored.hints);
    }

    /// Where a route leads.
    ///
    /// # Errors
    /// `invalid`, with words, for a gateway that is not in the list any more: what is sent never goes elsewhere by
    /// itself.
    pub(super) fn target(&self, gateway: Option<&str>) -> Result<Target> {
        if let Some(demo) = &self.demo {
            return Ok(Target { endpoint: demo.clone(), kind: GatewayKind::Demo, needs_key: false });
        }
        Ok(self.find(gateway)?.target())
    }

    /// Where routes lead that name no gateway.
    pub(super) fn default_target(&self) -> Target {
        self.target(None).unwrap_or_else(|_| Target {
            endpoint: self.default.clone(),
            kind: GatewayKind::Remote,
            needs_key: true,
        })
    }

    /// Whether requests to this endpoint stay in the program.
    pub(super) fn is_demo(&self, endpoint: &Endpoint) -> bool {
        self.demo.as_ref() == Some(endpoint)
    }

    /// A gateway of the list, also while the demo is in use.
    pub(super) fn find(&self, gateway: Option<&str>) -> Result<&Listed> {
        let wanted = gateway.unwrap_or_else(|| self.default.base_url());
        self.listed
            .iter()
            .find(|listed| listed.row.base_url == wanted)
            .ok_or_else(|| Error::invalid(details::gateway_removed(wanted)))
    }

    /// The endpoint of a gateway of the list, also while the demo is in use.
    ///
    /// # Errors
    /// As [`Gateways::target`].
    pub(super) fn remote(&self, gateway: Option<&str>) -> Result<Endpoint> {
        Ok(self.find(gateway)?.endpoint.clone())
    }

    /// The key in memory for an origin.
    pub(super) fn held(&self, origin: &str) -> Option<Secret> {
        let from_environment = self.environment_key.as_ref().filter(|(bound, _)| bound == origin);
        from_environment
            .map(|(_, key)| key.clone())
            .or_else(|| self.keys.get(origin).map(|held| held.secret.clone()))
    }

    /// Whether the keychain was told to keep a key for an origin.
    pub(super) fn is_stored(&self, origin: &str) -> bool {
        self.stored_hints.contains_key(origin)
    }

    fn key_state(&self, listed: &Listed) -> (KeyState, Option<String>) {
        let origin = listed.endpoint.origin();
        if let Some((_, key)) = self.environment_key.as_ref().filter(|(bound, _)| *bound == origin) {
            return (KeyState::Environment, key.hint());
        }
        match (self.keys.get(&origin), self.stored_hints.get(&origin)) {
            (Some(held), _) if !held.is_stored => (KeyState::Run, held.secret.hint()),
            (_, Some(hint)) => (KeyState::Keychain, Some(hint.clone()).filter(|hint| !hint.is_empty())),
            _ if !listed.row.needs_key => (KeyState::NotNeeded, None),
            _ => (KeyState::Missing, None),
        }
    }

    /// The gateway of the chats that name none.
    pub(super) fn view(&self) -> GatewayView {
        if let Some(demo) = &self.demo {
            return GatewayView {
                name: "Offline demo".to_owned(),
                base_url: demo.base_url().to_owned(),
                origin: demo.origin(),
                host: demo.host(),
                kind: GatewayKind::Demo,
                look: GatewayLook::Plain,
                key: KeyState::NotNeeded,
                key_hint: None,
                needs_key: false,
                vendors: vendors(),
                dashboard_url: DASHBOARD_URL.to_owned(),
                is_default: true,
                is_fixed: self.is_fixed,
                chats: 0,
            };
        }
        let default = self.listed.iter().find(|listed| listed.endpoint == self.default);
        default.or(self.listed.first()).map(|listed| self.view_of(listed)).unwrap_or_else(|| GatewayView {
            name: self.default.host(),
            base_url: self.default.base_url().to_owned(),
            origin: self.default.origin(),
            host: self.default.host(),
            kind: GatewayKind::Remote,
            look: GatewayLook::Plain,
            key: KeyState::Missing,
            key_hint: None,
            needs_key: true,
            vendors: vendors(),
            dashboard_url: DASHBOARD_URL.to_owned(),
            is_default: true,
            is_fixed: self.is_fixed,
            chats: 0,
        })
    }

    /// All of the list.
    pub(super) fn views(&self) -> Vec<GatewayView> {
        self.listed.iter().map(|listed| self.view_of(listed)).collect()
    }

    fn view_of(&self, listed: &Listed) -> GatewayView {
        let Listed { row, endpoint } = listed;
        let (key, key_hint) = self.key_state(listed);
        let name = match row.name.trim() {
            "" if endpoint.base_url() == DEFAULT_BASE_URL => "YouRouter".to_owned(),
            "" => endpoint.host(),
            name => name.to_owned(),
        };
        let is_default = *endpoint == self.default;
        GatewayView {
            name,
            base_url: endpoint.base_url().to_owned(),
            origin: endpoint.origin(),
            host: endpoint.host(),
            kind: GatewayKind::Remote,
            look: row.look,
            key,
            key_hint,
            needs_key: row.needs_key,
            vendors: row.vendors.as_deref().map_or_else(vendors, own_vendors),
            dashboard_url: DASHBOARD_URL.to_owned(),
            is_default,
            is_fixed: is_default && self.is_fixed,
            chats: row.chats,
        }
    }
}

impl Listed {
    fn target(&self) -> Target {
        Target { endpoint: self.endpoint.clone(), kind: GatewayKind::Remote, needs_key: self.row.needs_key }
    }
}

pub(super) fn hint_name(origin: &str) -> String {
    format!("{HINT}{origin}")
}

/// `auto` and the vendors that a person named, with the names that people know them by.
fn own_vendors(values: &[String]) -> Vec<VendorView> {
    let known = vendors();
    let automatic = known.iter().filter(|vendor| vendor.value == "auto").cloned();
    let own = values.iter().map(|value| {
        let name = known.iter().find(|vendor| vendor.value == *value).map(|vendor| vendor.name.clone());
        VendorView { value: value.clone(), name: name.unwrap_or_else(|| value.clone()) }
    });
    automatic.chain(own).collect()
}

/// A gateway's row, with what a person typed made fit.
pub(super) fn row_of(saved: &SaveGateway, endpoint: &Endpoint) -> ListedGateway {
    let name: String = saved.name.trim().chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let vendors = saved.vendors.as_ref().map(|typed| {
        let mut vendors: Vec<String> = Vec::new();
        for vendor in typed.iter().map(|typed| Vendor::new(typed)).filter(|vendor| !vendor.is_auto()) {
            if vendors.len() < MAX_VENDORS && !vendors.iter().any(|known| known == vendor.as_str()) {
                vendors.push(vendor.as_str().to_owned());
            }
        }
        vendors
    });
    ListedGateway {
        base_url: endpoint.base_url().to_owned(),
        name,
        look: saved.look,
        needs_key: saved.needs_key,
        vendors,
        chats: 0,
    }
}
