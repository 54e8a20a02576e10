//! What the person's own requests took, by model and vendor. Counted on this computer, and never sent.

use serde::{Deserialize, Serialize};

use super::{ConversationId, FailureCode, FolderId};

/// How far back requests count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum UsagePeriod {
    /// The last 24 hours.
    Day,
    /// Today and the 6 days before.
    Week,
    /// Today and the 29 days before.
    Month,
    /// All that is kept.
    All,
}

impl UsagePeriod {
    /// How many calendar days it reaches back, this one included; `None` where it is not counted in days.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Day | Self::All => None,
            Self::Week => Some(7),
            Self::Month => Some(30),
        }
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

/// What requests came to, whoever answered them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageSum {
    /// How many requests were made.
    pub calls: u32,
    /// How many of them failed.
    pub failed: u32,
    /// Tokens read, as far as they were reported.
    pub tokens_in: u64,
    /// Tokens written, reasoning included, as far as they were reported.
    pub tokens_out: u64,
    /// Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
    pub tokens_cached: Option<u64>,
    /// Of the tokens written, those of reasoning; `None` where no answer told.
    pub tokens_reasoning: Option<u64>,
    /// What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
    pub spend: Option<u64>,
    /// How many answers told their tokens and have no price: they are not in `spend`.
    pub unpriced: u32,
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
    /// What they came to.
    #[serde(flatten)]
    pub sum: UsageSum,
    /// How they failed, by kind, the most frequent first.
    pub failures: Vec<FailureCount>,
    /// How many failed on each day (or hour) of the period, the oldest first; told of one vendor with one model only, and
    /// empty where none failed.
    pub failed_by_day: Vec<u32>,
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
    /// What its requests came to.
    #[serde(flatten)]
    pub sum: UsageSum,
}

/// One chat's requests, in all its branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageOfChat {
    /// Which.
    pub conversation_id: ConversationId,
    /// What it is called.
    pub title: String,
    /// What its requests came to.
    #[serde(flatten)]
    pub sum: UsageSum,
}

/// The requests of one folder's chats. A chat that is in several counts in each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UsageOfFolder {
    /// Which; `None` for the chats that are in none.
    pub folder_id: Option<FolderId>,
    /// What it is called.
    pub name: String,
    /// What the requests came to.
    #[serde(flatten)]
    pub sum: UsageSum,
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
    /// By chat, the dearest first; at most [`UsageReport::MAX_CHATS`].
    pub by_chat: Vec<UsageOfChat>,
    /// How many chats more there are.
    pub more_chats: u32,
    /// By folder, the dearest first; empty where no chat is in one.
    pub by_folder: Vec<UsageOfFolder>,
}

impl UsageReport {
    /// Most chats that are listed.
    pub const MAX_CHATS: usize = 50;
}

/// What one chat came to so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChatUsage {
    /// All of it, in all its branches.
    pub total: UsageSum,
    /// By gateway, model and vendor.
    pub by_both: Vec<UsageRow>,
    /// The limit for each chat, if there is one.
    pub limit: Option<SpendLimit>,
}

/// What a limit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum LimitScope {
    /// One chat, as long as it lasts.
    Chat,
    /// A calendar day.
    Day,
    /// A calendar month.
    Month,
}

/// What something may come to by list prices before it is asked about. It only asks: no answer is ever cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SpendLimit {
    /// What it is for.
    pub scope: LimitScope,
    /// In millionths of a US dollar.
    pub limit: u64,
    /// What it came to so far, in millionths of a US dollar.
    pub spent: u64,
    /// Whether the person said not to be asked again, for this chat, day or month.
    pub is_waived: bool,
}
