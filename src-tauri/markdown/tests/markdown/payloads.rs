//! The attacks and the places of Markdown in which they stand, as `fixtures/markdown/hostile/` lists them.

use std::collections::BTreeMap;

/// Name → source. In a place, `§` stands for the payload.
type Table<T> = BTreeMap<String, T>;

pub fn payloads() -> Vec<(String, String)> {
    let groups: Table<Vec<String>> =
        serde_json::from_str(include_str!("../fixtures/markdown/hostile/payloads.json")).unwrap();
    let named = |(group, payloads): (String, Vec<String>)| {
        payloads.into_iter().enumerate().map(move |(n, payload)| (format!("{group} {n}"), payload))
    };
    groups.into_iter().flat_map(named).collect()
}

pub fn places() -> Vec<(String, String)> {
    let places: Table<String> =
        serde_json::from_str(include_str!("../fixtures/markdown/hostile/places.json")).unwrap();
    places.into_iter().collect()
}
