//! The HTTP clients: time limits, certificates and proxies, built when they are first needed.
//!
//! Invariant: this is the only place that makes a client; requests are sent by `egress` alone. What stays on this
//! machine takes no proxy, and no setting ever turns the checks of certificates off.

use std::{
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use reqwest::{
    Certificate, ClientBuilder, Proxy,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
use tower_layer::layer_fn;
use tower_service::Service;
use url::Url;
use zeroize::Zeroizing;

use super::Endpoint;
use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Result, Secret};

pub(super) const USER_AGENT: &str = concat!("YourouterChat/", env!("CARGO_PKG_VERSION"));

/// Headers of a reply that are taken; hyper's own limit is 100.
const MAX_HEADERS: usize = 1024;

/// Bytes of a reply's headers that are taken over HTTP/2 (RFC 9113, section 6.5.2); the usual limit is 16 kB.
const MAX_HEADER_BYTES: u32 = 1024 * 1024;

/// Time limits. There is no limit on the whole request: reasoning models take as long as they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To connect.
    pub connect: Duration,
    /// Without a single byte, before and during the answer.
    pub idle: Duration,
}

impl Default for Timeouts {
    /// As advised (API reference, section 5.3).
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), idle: Duration::from_secs(300) }
    }
}

/// Which proxy stands between the program and gateways on other machines.
#[derive(Debug, Clone, Default)]
pub enum ProxyChoice {
    /// What the system says.
    #[default]
    System,
    /// None, whatever the system says.
    Direct,
    /// This one.
    Manual(ManualProxy),
}

/// A proxy that a person named.
#[derive(Debug, Clone)]
pub struct ManualProxy {
    url: Url,
    credentials: Option<(String, Secret)>,
}

impl ManualProxy {
    /// Reads an address such as `http://proxy.example:3128` or `socks5://127.0.0.1:1080`; a missing scheme is `http`.
    /// A SOCKS proxy looks names up itself, so that they are not told to the local network.
    ///
    /// # Errors
    /// `Error::Invalid`, with words for the person.
    pub fn parse(typed: &str, credentials: Option<(String, Secret)>) -> Result<Self> {
        let typed = typed.trim();
        let typed = if typed.contains("://") { typed.to_owned() } else { format!("http://{typed}") };
        let typed = typed.replacen("socks5://", "socks5h://", 1);
        let url = Url::parse(&typed).map_err(|_| Error::invalid(details::proxy_broken()))?;
        if !matches!(url.scheme(), "http" | "https" | "socks5h") {
            return Err(Error::invalid(details::proxy_scheme()));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Error::invalid(details::proxy_hostless()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::invalid(details::proxy_with_user()));
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(Error::invalid(details::proxy_with_path()));
        }
        Ok(Self { url, credentials })
    }

    /// Scheme, host and port: what a password is bound to.
    pub fn origin(&self) -> String {
        let scheme = if self.url.scheme() == "socks5h" { "socks5" } else { self.url.scheme() };
        let port = self.url.port_or_known_default().unwrap_or(1080);
        format!("{scheme}://{}:{port}", self.url.host_str().unwrap_or_default())
    }

    fn proxy(&self) -> reqwest::Result<Proxy> {
        let proxy = Proxy::all(self.url.clone())?;
        Ok(match &self.credentials {
            Some((user, password)) => proxy.basic_auth(user, &Zeroizing::new(password.expose().to_owned())),
            None => proxy,
        })
    }
}

/// Certificate authorities that are trusted beside the system's own.
#[derive(Debug, Clone, Default)]
pub struct ExtraRoots {
    certificates: Vec<Certificate>,
}

impl ExtraRoots {
    /// Reads a PEM file of one or more certificates. What they hold is not looked at yet.
    ///
    /// # Errors
    /// `Error::Invalid`, with words for the person, if the file holds none or is broken.
    pub fn from_pem(pem: &[u8]) -> Result<Self> {
        let certificates = Certificate::from_pem_bundle(pem).map_err(broken)?;
        if certificates.is_empty() {
            return Err(Error::invalid(details::certificates_missing()));
        }
        Ok(Self { certificates })
    }

    /// Looks at what the certificates hold, which takes longer than a start may.
    ///
    /// # Errors
    /// `Error::Invalid`, with words for the person.
    pub fn check(&self) -> Result<()> {
        client_builder()
            .no_proxy()
            .tls_certs_only(self.certificates.iter().cloned())
            .build()
            .map(drop)
            .map_err(broken)
    }
}

/// A builder of clients, which take their cryptography from the process (rustls, `CryptoProvider`).
fn client_builder() -> ClientBuilder {
    // An error says that it was chosen before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}

fn broken(_cause: reqwest::Error) -> Error {
    Error::invalid(details::certificate_broken())
}

/// How gateways are reached.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Time limits.
    pub timeouts: Timeouts,
    /// The proxy.
    pub proxy: ProxyChoice,
    /// More certificate authorities.
    pub extra_roots: ExtraRoots,
}

impl From<Timeouts> for Network {
    fn from(timeouts: Timeouts) -> Self {
        Self { timeouts, ..Self::default() }
    }
}

/// The clients. Both are built when first needed: reading the system's certificates takes time that a start has no
/// use for.
pub(super) struct Connections {
    network: Network,
    direct: OnceLock<std::result::Result<reqwest::Client, String>>,
    proxied: OnceLock<std::result::Result<reqwest::Client, String>>,
}

impl Connections {
    pub(super) fn new(network: Network) -> Self {
        Self { network, direct: OnceLock::new(), proxied: OnceLock::new() }
    }

    pub(super) fn timeouts(&self) -> &Timeouts {
        &self.network.timeouts
    }

    /// Whether requests to an endpoint go through a proxy that a person named.
    pub(super) fn has_manual_proxy(&self, endpoint: &Endpoint) -> bool {
        !endpoint.is_loopback() && matches!(self.network.proxy, ProxyChoice::Manual(_))
    }

    /// A client without a connection, which says when it has found a name's addresses.
    pub(super) fn fresh(
        &self,
        endpoint: &Endpoint,
        was_resolved: Arc<AtomicBool>,
    ) -> Result<reqwest::Client> {
        let builder = self.builder().dns_resolver(Arc::new(Watched(was_resolved)));
        let built = self.through_proxy(builder, endpoint.is_loopback()).and_then(ClientBuilder::build);
        built.map_err(|error| Error::Internal(error.to_string()))
    }

    /// The client for an endpoint.
    pub(super) fn to(&self, endpoint: &Endpoint) -> Result<&reqwest::Client> {
        let is_direct = endpoint.is_loopback();
        let slot = if is_direct { &self.direct } else { &self.proxied };
        let built = slot.get_or_init(|| self.build(is_direct).map_err(|error| error.to_string()));
        built.as_ref().map_err(|words| Error::Internal(words.clone()))
    }

    fn build(&self, is_direct: bool) -> reqwest::Result<reqwest::Client> {
        self.through_proxy(self.builder(), is_direct)?.build()
    }

    fn builder(&self) -> ClientBuilder {
        client_builder()
            .user_agent(USER_AGENT)
            .connect_timeout(self.network.timeouts.connect)
            .redirect(Policy::none())
            .referer(false)
            .connector_layer(layer_fn(Timed))
            // Tracing, policies and cookies of several proxies add up; each header costs nothing once it was read.
            .http1_max_headers(MAX_HEADERS)
            .http2_max_header_list_size(MAX_HEADER_BYTES)
            .tls_certs_merge(self.network.extra_roots.certificates.iter().cloned())
    }

    fn through_proxy(&self, builder: ClientBuilder, is_direct: bool) -> reqwest::Result<ClientBuilder> {
        Ok(match &self.network.proxy {
            _ if is_direct => builder.no_proxy(),
            ProxyChoice::System => builder,
            ProxyChoice::Direct => builder.no_proxy(),
            ProxyChoice::Manual(manual) => builder.no_proxy().proxy(manual.proxy()?),
        })
    }
}

tokio::task_local! {
    /// How long the connection of the request took that this task makes; empty while it takes one that is there.
    pub(super) static CONNECTED: Arc<OnceLock<Duration>>;
}

/// What connects, which says how long that took.
#[derive(Clone)]
struct Timed<S>(S);

impl<S, R> Service<R> for Timed<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<std::result::Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let (began, connecting) = (Instant::now(), self.0.call(request));
        Box::pin(async move {
            let connected = connecting.await;
            // A connection that is made for later is nobody's.
            let _nobody_asks = CONNECTED.try_with(|took| took.set(began.elapsed()));
            connected
        })
    }
}

/// The system's resolver, which says when it has found something.
struct Watched(Arc<AtomicBool>);

impl Resolve for Watched {
    fn resolve(&self, name: Name) -> Resolving {
        let found = Arc::clone(&self.0);
        Box::pin(async move {
            // The port is filled in by the caller.
            let addresses: Vec<_> = tokio::net::lookup_host((name.as_str(), 0))
                .await
                .map_err(|error| format!("dns error: {error}"))?
                .collect();
            found.store(true, Ordering::Relaxed);
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
