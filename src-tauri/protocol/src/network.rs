//! What left this computer, as the page shows it.

use serde::{Deserialize, Serialize};

/// What a request was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RequestPurpose {
    /// A message, with its conversation and files.
    Chat,
    /// The list of models.
    Models,
    /// Whether a key works.
    KeyCheck,
    /// A person's test of the connection.
    ConnectionTest,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RequestOutcome {
    /// A reply came, whatever its status.
    Answered,
    /// No reply came, or it broke off.
    Failed,
    /// It was given up here before a reply came.
    Stopped,
}

/// One request that this program made. What it held is not kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// Its number since the program was first used, from 1.
    pub seq: u64,
    /// What it was made for.
    pub purpose: RequestPurpose,
    /// The HTTP method.
    pub method: String,
    /// Scheme, host and port that it went to.
    pub origin: String,
    /// The path at that origin.
    pub path: String,
    /// The vendor that its header named; `None` for automatic routing, and for what no vendor is asked.
    pub vendor: Option<String>,
    /// When it began, in milliseconds since 1970 (UTC).
    pub began_at_ms: i64,
    /// How long it took, its reply included; `None` while it runs, or if the program ended first.
    pub duration_ms: Option<u64>,
    /// Bytes of its body that went out.
    pub bytes_out: u64,
    /// Bytes of the reply's body that were read.
    pub bytes_in: u64,
    /// The HTTP status, if a reply came.
    pub status: Option<u16>,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// How it ended; `None` as for `duration_ms`.
    pub outcome: Option<RequestOutcome>,
}

/// The newest requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NetworkLog {
    /// Requests made since the program was first used.
    pub total: u64,
    /// How many of them are kept.
    pub kept: u64,
    /// The newest, newest first.
    pub rows: Vec<RequestView>,
}

/// Which proxy stands between the program and gateways on other machines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ProxyMode {
    /// What the system says.
    #[default]
    System,
    /// None.
    Direct,
    /// The one that is named.
    Manual,
}

/// How gateways are reached. A password is never among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NetworkView {
    /// Which proxy.
    pub proxy: ProxyMode,
    /// The named proxy's address, such as `socks5://127.0.0.1:1080`; empty if none was named.
    pub proxy_url: String,
    /// The user name for it; empty for none.
    pub proxy_user: String,
    /// Whether a password for it is in the keychain or in memory.
    pub has_proxy_password: bool,
    /// The file name of the extra certificate authorities, if there are some.
    pub extra_ca_name: Option<String>,
}

/// Chooses the proxy.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChooseProxy {
    /// Which proxy.
    pub proxy: ProxyMode,
    /// The address, as a person typed it; kept also while another mode is chosen.
    pub proxy_url: String,
    /// The user name; empty for none.
    pub proxy_user: String,
    /// A new password, which goes to the keychain and never comes back; `None` leaves the one that is there.
    pub proxy_password: Option<String>,
}

/// A step on the way to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ConnectionStep {
    /// The proxy was reached and lets the request through.
    Proxy,
    /// The host's name was found (DNS).
    Name,
    /// The host was reached.
    Connect,
    /// The connection is secure.
    Tls,
    /// The gateway takes the key.
    Key,
    /// The gateway has the model.
    Model,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// It worked.
    Passed,
    /// It failed; the steps after it were not tried.
    Failed,
    /// The gateway does not tell.
    Unknown,
    /// It is not needed on this way.
    NotNeeded,
    /// A step before it failed.
    NotTried,
}

/// One step of a test of the connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Which.
    pub step: ConnectionStep,
    /// How it went.
    pub state: StepState,
    /// The cause of a failure, or what is not known; empty otherwise.
    pub detail: String,
}

/// What a test of the connection found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    /// The host that was asked.
    pub host: String,
    /// How long it took.
    pub duration_ms: u64,
    /// Such as `HTTP/2.0`; `None` if nothing was answered.
    pub protocol: Option<String>,
    /// Every step, in order.
    pub steps: Vec<StepView>,
}
