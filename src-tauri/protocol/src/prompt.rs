//! Saved prompts, inserted by their names in the composer.

use serde::{Deserialize, Serialize};

use super::PromptId;

/// A saved prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Prompt {
    /// Which one.
    pub id: PromptId,
    /// What is typed after `/`: without blanks, and no two have the same.
    pub name: String,
    /// What takes its place. `{{name}}` marks what is filled in afterwards.
    pub text: String,
}

/// A prompt that is new, or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SavePrompt {
    /// Which one; `None` makes one.
    pub id: Option<PromptId>,
    /// What to call it; blanks become hyphens.
    pub name: String,
    /// Its text.
    pub text: String,
}
