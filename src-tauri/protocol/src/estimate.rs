//! What a message will come to before it is sent: an interval, measured where that is possible.

use serde::{Deserialize, Serialize};

use super::Route;

/// About how many tokens something has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TokenRange {
    /// At least, as a rule.
    pub low: u64,
    /// At most, as a rule.
    pub high: u64,
    /// Whether it comes from what the model counted in earlier answers; else it is a guess.
    pub is_measured: bool,
}

/// What a draft will come to if it is sent now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendEstimate {
    /// The tokens that will be read: the chat so far, the draft and its files.
    pub tokens: TokenRange,
    /// What they cost by list prices, with an answer as long as the model's last ones, in millionths of a US dollar: at
    /// least and at most. `None` where no price is known.
    pub cost: Option<[u64; 2]>,
    /// Who made the last answer, if its reasoning stays behind: it was signed or encrypted there, and the message goes
    /// elsewhere.
    pub reasoning_left: Option<Route>,
    /// Tokens that the model can read and write in all, if the gateway says so.
    #[serde(default)]
    pub most_tokens: Option<u32>,
}
