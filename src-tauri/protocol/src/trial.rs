//! Trials: prompts that are asked several times of one model over several vendors, to measure them.

use serde::{Deserialize, Serialize};

use super::{ConversationId, TokenRange, UsageRow, Vendor};

/// A prompt that is measured with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialPrompt {
    /// What a person calls it.
    pub name: String,
    /// What is asked.
    pub text: String,
}

/// Asks prompts several times. One prompt goes after the other, and of each one round after the other; in a round all vendors
/// are asked at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StartTrials {
    /// What is asked.
    pub prompts: Vec<TrialPrompt>,
    /// The base URL of the gateway; left out for the default one.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub gateway: Option<String>,
    /// The model.
    pub model: String,
    /// The vendors, `auto` among them; one to [`super::Lane::MOST`].
    pub vendors: Vec<Vendor>,
    /// How often each vendor is asked each prompt: 1 to [`StartTrials::MOST`].
    pub times: u32,
}

impl StartTrials {
    /// Most rounds.
    pub const MOST: u32 = 100;

    /// How many requests that comes to, retries not counted.
    pub fn requests(&self) -> u64 {
        self.prompts.len() as u64 * self.vendors.len() as u64 * u64::from(self.times)
    }
}

/// What trials will come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialsEstimate {
    /// How many requests.
    pub requests: u64,
    /// The tokens that are read, in all of them.
    pub tokens: TokenRange,
    /// What all of it costs by list prices, in millionths of a US dollar: at least and at most. `None` where no price is known.
    pub cost: Option<[u64; 2]>,
}

/// What one vendor came to in a trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialVendor {
    /// The figures, of its requests in this trial.
    pub figures: UsageRow,
    /// Tokens a second that one in twenty answers fell short of, and that one in twenty exceeded.
    pub speed_range: Option<[f64; 2]>,
    /// How many answers came, whole.
    pub answers: u32,
}

/// A trial that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialView {
    /// The conversation that holds its answers.
    pub id: ConversationId,
    /// The prompt's name.
    pub name: String,
    /// What was asked.
    pub text: String,
    /// The base URL of the gateway.
    pub base_url: String,
    /// The model.
    pub model: String,
    /// How often each vendor was to be asked.
    pub times: u32,
    /// When it began, in milliseconds since 1970 (UTC).
    pub started_at_ms: i64,
    /// Whether it goes on.
    pub is_running: bool,
    /// By vendor, in the order of their names.
    pub vendors: Vec<TrialVendor>,
}
