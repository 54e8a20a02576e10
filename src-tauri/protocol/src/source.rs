//! What an answer rests on: the sources that a reply names, and the places in its text that lead to them.

use serde::{Deserialize, Serialize};

/// A source of an answer. They are numbered from 1, in the order in which the reply named them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Source {
    /// Its address as the reply gave it: untrusted, and empty for a document that has none.
    pub url: String,
    /// Its title; may be empty.
    pub title: String,
    /// The words of it that the answer rests on; may be empty.
    pub quote: String,
    /// Where in the answer's text a mark for it belongs, in bytes. Empty where the text has marks of its own.
    pub marks: Vec<u32>,
}

/// A source as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// Its number, from 1.
    pub number: u32,
    /// Its title, or what of its address tells most.
    pub title: String,
    /// The checked address; `None` if nothing may be opened.
    pub url: Option<String>,
    /// The host, to be seen beside the title; empty without an address.
    pub host: String,
    /// The words that the answer rests on; may be empty.
    pub quote: String,
}
