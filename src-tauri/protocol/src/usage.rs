//! What the person's own requests took, by model and vendor. Counted on this computer, and never sent.

use serde::{Deserialize, Serialize};

use super::FailureCode;

/// How far back requests count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum UsagePeriod {
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// All that is kept.
    All,
}

impl UsagePeriod {
    /// How many milliseconds it reaches back; `None` for all.
    pub fn length_ms(self) -> Option<i64> {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::All => return None,
        };
        Some(days * 24 * 60 * 60 * 1000)
    }
}

/// How many requests failed in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FailureCount {
    /// In which.
    pub code: FailureCode,
    /// How many.
    pub count: u32,
}

/// The requests to one vendor, for one model, or of both. A request is one HTTP request: each attempt counts for itself,
/// under the vendor that it asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageRow {
    /// The base URL of the gateway; empty where several are taken together.
    pub gateway: String,
    /// The model; empty where several are taken together.
    pub model: String,
    /// The vendor that was asked for, `auto` included; empty where several are taken together.
    pub vendor: String,
    /// How many requests were made.
    pub calls: u32,
    /// How many of them failed, by kind, the most frequent first.
    pub failures: Vec<FailureCount>,
    /// How many were made because one before had failed.
    pub retried: u32,
    /// Milliseconds to the first token that one in twenty answers undercut.
    pub first_token_p5_ms: Option<u64>,
    /// The median.
    pub first_token_p50_ms: Option<u64>,
    /// What one in twenty exceeded.
    pub first_token_p95_ms: Option<u64>,
    /// Each of them, while there are fewer than five.
    pub first_tokens_ms: Vec<u64>,
    /// The median of tokens written a second, after the first.
    pub tokens_per_second: Option<f64>,
    /// Tokens read, as far as they were reported.
    pub tokens_in: u64,
    /// Tokens written, as far as they were reported.
    pub tokens_out: u64,
    /// Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
    pub tokens_cached: Option<u64>,
    /// What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
    pub spend: Option<u64>,
    /// How many answers told their tokens and have no price: they are not in `spend`.
    pub unpriced: u32,
    /// How many of the last five requests failed, and of how many.
    pub last_failed: u32,
    /// The last requests that are looked at: five, or all if there are fewer.
    pub last_of: u32,
}

/// One day's requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageDay {
    /// When it began, in milliseconds since 1970 (UTC); an hour in a period of 24 hours.
    pub began_at_ms: i64,
    /// How many requests.
    pub calls: u32,
    /// How many of them failed.
    pub failed: u32,
}

/// The scoreboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageReport {
    /// How far back it reaches.
    pub period: UsagePeriod,
    /// All requests taken together.
    pub total: UsageRow,
    /// How many answers failed after all attempts.
    pub failed_answers: u32,
    /// By vendor.
    pub by_vendor: Vec<UsageRow>,
    /// By model.
    pub by_model: Vec<UsageRow>,
    /// By gateway, model and vendor.
    pub by_both: Vec<UsageRow>,
    /// Day by day, those without requests included; at most 400.
    pub days: Vec<UsageDay>,
}
