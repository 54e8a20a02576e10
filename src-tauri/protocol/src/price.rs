//! What tokens cost, where somebody says so, and vendors that a person keeps away from for a while.
//!
//! Invariant: a price is a list price and never a bill.

use serde::{Deserialize, Serialize};

/// What a model's tokens cost, in millionths of a US dollar for a million tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelPrice {
    /// Those that are read.
    pub input: u64,
    /// Those that are written.
    pub output: u64,
    /// Those that are read from a prompt cache; `None` costs as much as any other.
    #[serde(default)]
    pub cached: Option<u64>,
}

impl ModelPrice {
    /// What so many tokens cost, in millionths of a US dollar; `cached` of those read came from a prompt cache.
    pub fn cost(&self, read: u64, cached: u64, written: u64) -> u64 {
        let cached = cached.min(read);
        let parts = [
            (read - cached, self.input),
            (cached, self.cached.unwrap_or(self.input)),
            (written, self.output),
        ];
        let sum: u128 = parts.iter().map(|(tokens, price)| u128::from(*tokens) * u128::from(*price)).sum();
        u64::try_from(sum / 1_000_000).unwrap_or(u64::MAX)
    }
}

/// A price that a person typed for a model, which wins over what a gateway lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TypedPrice {
    /// The model's id.
    pub model: String,
    /// Its price.
    pub price: ModelPrice,
}

/// A vendor that a person keeps away from for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AvoidedVendor {
    /// The base URL of the gateway.
    pub gateway: String,
    /// The model.
    pub model: String,
    /// The vendor.
    pub vendor: String,
    /// Until when, in milliseconds since 1970 (UTC).
    pub until_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::ModelPrice;

    #[test]
    fn tokens_cost_their_list_price_and_cached_ones_their_own() {
        let price = ModelPrice { input: 3_000_000, output: 15_000_000, cached: Some(300_000) };
        assert_eq!(price.cost(1_000_000, 0, 0), 3_000_000);
        assert_eq!(price.cost(41_000, 40_000, 1_000), 3_000 + 12_000 + 15_000);
        assert_eq!(ModelPrice { cached: None, ..price }.cost(100, 50, 0), 300);
        assert_eq!(price.cost(10, 1_000, 0), price.cost(10, 10, 0), "no more is cached than is read");
        assert_eq!(price.cost(u64::MAX, 0, u64::MAX), u64::MAX);
    }
}
