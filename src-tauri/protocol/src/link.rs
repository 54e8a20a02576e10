//! What a person should know of a link before it opens.

use serde::{Deserialize, Serialize};

/// Why a link may lead elsewhere than the reader thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum LinkWarning {
    /// The text of the link names another host or another mailbox than its target.
    NamesAnotherHost,
    /// The text of the link holds marks that make its letters appear in another order.
    ReordersText,
    /// The host has letters beyond ASCII, which travel as punycode and can look like others.
    EncodedHost,
    /// A part of the host mixes letters of several scripts, as no honest name does.
    MixedScripts,
    /// Something stands before an `@` in front of the host.
    HasUser,
}

/// A link that was looked at before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// The address that will be opened: as the link has it, without a user part.
    pub url: String,
    /// The host in ASCII, as it is looked up; for a mail link the address.
    pub host: String,
    /// The host as its letters are meant to be read; the same as `host` if it has only ASCII letters.
    pub unicode_host: String,
    /// Empty if the link is what it seems.
    pub warnings: Vec<LinkWarning>,
}
