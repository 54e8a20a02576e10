//! How gateways are reached: the proxy with its password, extra certificate authorities, the client made of them, and
//! the log of what left this computer.
//!
//! Invariant: a proxy's password is in the keychain and in memory only, bound to the proxy's address, and no function
//! here gives it back. Certificates are public and lie in the database.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use yourouter_gateway::{
    self as gateway, Client, ExtraRoots, ManualProxy, ProxyChoice, RequestLog, Timeouts,
};
use yourouter_protocol::words::details;
use yourouter_protocol::{ChooseProxy, Error, NetworkLog, NetworkView, ProxyMode, Result, Secret};
use yourouter_store::Store;

use crate::{
    keychain::PatientKeychain,
    settings::CurrentSettings,
    storage::{Storage, blocking},
};
use request_log::StoreRequestLog;

mod request_log;

const PROXY: &str = "network.proxy";
const AUTHORITIES: &str = "network.authorities";

/// A file of certificates is a few hundred kilobytes at most.
const MAX_FILE: u64 = 4 * 1024 * 1024;

/// How many rows of the request log the page is shown.
const SHOWN: u32 = 2_000;

/// How gateways are reached in this program.
pub struct Network {
    storage: Storage,
    keychain: PatientKeychain,
    settings: Arc<CurrentSettings>,
    request_log: Arc<StoreRequestLog>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    settings: NetworkSettings,
    /// Made when it is first needed, and anew when what it is made of changed.
    client: Option<(Timeouts, Client)>,
}

/// How gateways are reached, as it is stored, and what is held of it in memory.
#[derive(Default)]
struct NetworkSettings {
    proxy: ProxySettings,
    authorities: Option<Authorities>,
    /// The password of the chosen proxy, once it was given or read.
    password: Option<Secret>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct ProxySettings {
    mode: ProxyMode,
    url: String,
    user: String,
    /// Whether the keychain was told to keep a password.
    is_password_stored: bool,
}

#[derive(Clone, Serialize, Deserialize)]
struct Authorities {
    name: String,
    pem: String,
}

impl NetworkSettings {
    /// Reads what was stored; what cannot be read takes its default, so that the program starts.
    fn load(store: &Store) -> Result<Self> {
        Ok(Self {
            proxy: store.json_value(PROXY)?.unwrap_or_default(),
            authorities: store.json_value(AUTHORITIES)?,
            password: None,
        })
    }

    fn network(&self, timeouts: Timeouts) -> gateway::Network {
        let proxy = match self.proxy.mode {
            ProxyMode::System => ProxyChoice::System,
            ProxyMode::Direct => ProxyChoice::Direct,
            // It was read when it was chosen.
            ProxyMode::Manual => self.manual().map_or(ProxyChoice::System, ProxyChoice::Manual),
        };
        let authorities = self.authorities.as_ref();
        let extra_roots = authorities.and_then(|file| ExtraRoots::from_pem(file.pem.as_bytes()).ok());
        gateway::Network { timeouts, proxy, extra_roots: extra_roots.unwrap_or_default() }
    }

    fn manual(&self) -> Result<ManualProxy> {
        let ProxySettings { url, user, .. } = &self.proxy;
        let password = self.password.clone().unwrap_or_else(|| Secret::new(""));
        ManualProxy::parse(url, (!user.is_empty()).then(|| (user.clone(), password)))
    }

    /// The keychain's name for a password that is needed and not in memory.
    fn wanted(&self) -> Option<String> {
        let ProxySettings { mode, user, is_password_stored, .. } = &self.proxy;
        let is_wanted =
            *mode == ProxyMode::Manual && !user.is_empty() && *is_password_stored && self.password.is_none();
        self.manual().ok().filter(|_| is_wanted).map(|proxy| keychain_name(&proxy))
    }

    fn view(&self) -> NetworkView {
        let ProxySettings { mode, url, user, is_password_stored } = self.proxy.clone();
        NetworkView {
            proxy: mode,
            proxy_url: url,
            proxy_user: user,
            has_proxy_password: is_password_stored || self.password.is_some(),
            extra_ca_name: self.authorities.as_ref().map(|file| file.name.clone()),
        }
    }
}

impl Network {
    /// Reads what was stored. Blocking.
    pub(crate) fn load(
        storage: Storage,
        keychain: PatientKeychain,
        settings: Arc<CurrentSettings>,
    ) -> Result<Self> {
        let state = State { settings: NetworkSettings::load(&storage.store)?, client: None };
        let request_log = Arc::new(StoreRequestLog::new(storage.store.clone()));
        Ok(Self { storage, keychain, settings, request_log, state: Mutex::new(state) })
    }

    /// Reads what was stored again, after everything was replaced.
    pub(crate) async fn read_again(&self) -> Result<()> {
        let settings = self.storage.run(|storage| NetworkSettings::load(&storage.store)).await?;
        *self.state() = State { settings, client: None };
        Ok(())
    }

    /// Takes the proxy's password out of the keychain; says what the keychain kept, and why.
    pub(crate) async fn forget_password(&self) -> Option<String> {
        let proxy = {
            let state = self.state();
            let stored = state.settings.manual().ok();
            stored.filter(|_| state.settings.proxy.is_password_stored)
        };
        let name = keychain_name(&proxy?);
        let forgotten = self.keychain.forget(name.clone()).await;
        forgotten.err().map(|error| format!("{name}: {error}"))
    }

    /// How gateways are reached.
    pub fn view(&self) -> NetworkView {
        self.state().settings.view()
    }

    /// The newest requests of this program, those that run now included.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_network_log(&self) -> Result<NetworkLog> {
        self.request_log.settle().await;
        self.storage.run(|storage| storage.store.requests(SHOWN)).await
    }

    /// Chooses the proxy. A new password goes to the keychain first.
    ///
    /// # Errors
    /// `rejected` for an address that is none, with words for the person; [`Error::KeychainUnavailable`], with
    /// nothing changed; [`Error::Storage`].
    pub async fn choose_proxy(&self, chosen: ChooseProxy) -> Result<NetworkView> {
        let ChooseProxy { proxy: mode, proxy_url, proxy_user, proxy_password } = chosen;
        let (url, user) = (proxy_url.trim().to_owned(), proxy_user.trim().to_owned());
        let parsed = match mode {
            ProxyMode::Manual => Some(ManualProxy::parse(&url, None)?),
            ProxyMode::System | ProxyMode::Direct => ManualProxy::parse(&url, None).ok(),
        };
        let (before, held) = {
            let state = self.state();
            (state.settings.proxy.clone(), state.settings.password.clone())
        };
        let given = proxy_password.map(|text| Secret::new(&text)).filter(|secret| !secret.is_empty());
        // A password belongs to one proxy and one user; it is never offered to another.
        let same_origin = ManualProxy::parse(&before.url, None).ok().map(|proxy| proxy.origin())
            == parsed.as_ref().map(ManualProxy::origin);
        let is_same = same_origin && before.user == user;
        let chosen = ProxySettings {
            mode,
            url,
            user,
            is_password_stored: given.is_some() || (is_same && before.is_password_stored),
        };
        if let (Some(secret), Some(proxy)) = (&given, &parsed) {
            self.keychain.store(keychain_name(proxy), secret.clone()).await?;
        }
        let kept = chosen.clone();
        self.storage.run(move |storage| storage.store.set_json_value(PROXY, Some(&kept))).await?;
        Ok(self.change(|settings| {
            settings.proxy = chosen;
            settings.password = given.or_else(|| held.filter(|_| is_same));
        }))
    }

    /// Trusts the certificate authorities of a PEM file beside the system's.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a file that holds none, with words for the person; [`Error::Storage`].
    pub async fn trust_authorities(&self, file: &Path) -> Result<NetworkView> {
        let path = file.to_path_buf();
        let authorities = blocking(move || read_authorities(&path)).await?;
        self.keep_authorities(Some(authorities)).await
    }

    /// Trusts the system's certificate authorities only.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn forget_authorities(&self) -> Result<NetworkView> {
        self.keep_authorities(None).await
    }

    /// The client, with the proxy's password read from the keychain if it is needed.
    pub(crate) async fn client(&self) -> Result<Client> {
        let wanted = self.state().settings.wanted();
        if let Some(name) = wanted {
            let read = self.keychain.read(name).await?;
            self.change(|settings| settings.password = Some(read.unwrap_or_else(|| Secret::new(""))));
        }
        let idle = self.settings.get(|settings| settings.idle_timeout_seconds);
        let timeouts = Timeouts { connect: Duration::from_secs(15), idle: Duration::from_secs(idle.into()) };
        let mut state = self.state();
        if let Some((made_with, client)) = &state.client
            && *made_with == timeouts
        {
            return Ok(client.clone());
        }
        let request_log = Arc::clone(&self.request_log) as Arc<dyn RequestLog>;
        let client = Client::with_request_log(state.settings.network(timeouts), request_log);
        state.client = Some((timeouts, client.clone()));
        Ok(client)
    }

    async fn keep_authorities(&self, authorities: Option<Authorities>) -> Result<NetworkView> {
        let kept = authorities.clone();
        self.storage.run(move |storage| storage.store.set_json_value(AUTHORITIES, kept.as_ref())).await?;
        Ok(self.change(|settings| settings.authorities = authorities))
    }

    /// Changes what the client is made of.
    fn change(&self, change: impl FnOnce(&mut NetworkSettings)) -> NetworkView {
        let mut state = self.state();
        change(&mut state.settings);
        state.client = None;
        state.settings.view()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keychain_name(proxy: &ManualProxy) -> String {
    format!("proxy:{}", proxy.origin())
}

fn read_authorities(path: &Path) -> Result<Authorities> {
    let unreadable =
        |error: std::io::Error| Error::invalid(details::file_unreadable(&error.kind().to_string()));
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() || about.len() > MAX_FILE {
        return Err(Error::invalid(details::certificates_too_large()));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    ExtraRoots::from_pem(&bytes)?.check()?;
    let name = path.file_name().map(|name| name.to_string_lossy().chars().take(120).collect());
    Ok(Authorities { name: name.unwrap_or_default(), pem: String::from_utf8_lossy(&bytes).into_owned() })
}
