//! Gateways and their keys as the page sees them. A key comes in and never goes out.

use serde::{Deserialize, Serialize};

use super::VendorView;

/// Whether requests leave the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum GatewayKind {
    /// A real gateway.
    Remote,
    /// The gateway inside the program.
    Demo,
}

/// Where the key for a gateway is. Whether the keychain really holds it is seen when it is first needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum KeyState {
    /// None was given.
    Missing,
    /// In the OS keychain.
    Keychain,
    /// In memory until the program ends.
    Run,
    /// From `YOUROUTER_API_KEY`, never stored.
    Environment,
    /// The offline demo needs none, and neither does a server that asks for none.
    NotNeeded,
}

/// The colour by which a gateway is told from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum GatewayLook {
    /// None of its own.
    #[default]
    Plain,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Violet.
    Violet,
}

/// A gateway. Its base URL names it: what has another base URL is another gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GatewayView {
    /// What to call it: what the person typed, `YouRouter`, a host name, or the demo's name.
    pub name: String,
    /// Its base URL, such as `https://api.yourouter.ai/v1`.
    pub base_url: String,
    /// Scheme, host and port: what its key is bound to.
    pub origin: String,
    /// Its host, as shown to people.
    pub host: String,
    /// Whether requests leave the program.
    pub kind: GatewayKind,
    /// Its colour.
    pub look: GatewayLook,
    /// Where its key is.
    pub key: KeyState,
    /// The key's last four characters, to tell two keys apart.
    pub key_hint: Option<String>,
    /// Whether it is asked with a key. A server on this computer may need none.
    pub needs_key: bool,
    /// The vendors that a person can choose there: `auto` first; nothing else for a server that is its own vendor.
    pub vendors: Vec<VendorView>,
    /// Where a person makes a key.
    pub dashboard_url: String,
    /// Whether chats that name no gateway go there.
    pub is_default: bool,
    /// Whether `YOUROUTER_BASE_URL` set it for this run, so that it cannot be changed here.
    pub is_fixed: bool,
    /// How many chats name it.
    pub chats: u32,
}

/// A gateway as a person adds or changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SaveGateway {
    /// The base URL of the gateway that is changed; `None` adds one.
    pub replaces: Option<String>,
    /// Its base URL, as typed.
    pub base_url: String,
    /// What to call it; empty takes the host.
    pub name: String,
    /// Its colour.
    pub look: GatewayLook,
    /// Whether it is asked with a key.
    pub needs_key: bool,
    /// The values of the `vendor` header that it takes; `None` for those that YouRouter documents.
    pub vendors: Option<Vec<String>>,
}

/// Where to keep a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum KeepKey {
    /// In the OS keychain.
    Keychain,
    /// In memory until the program ends.
    Run,
}

/// Gives the program a key.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StoreKey {
    /// The base URL of the gateway that it is for; `None` for the default one. It is bound to the origin.
    #[serde(default)]
    pub gateway: Option<String>,
    /// The key; it goes to the core and never comes back.
    pub key: String,
    /// Where to keep it.
    pub keep: KeepKey,
    /// Whether to ask the gateway about it first; a key that the gateway refuses is not kept then.
    pub check: bool,
}
