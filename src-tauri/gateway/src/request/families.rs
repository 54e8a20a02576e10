//! What families of models take and refuse on Chat Completions, in one table (API reference, section 2.2).
//!
//! Invariant: a rule here saves a refusal that is known beforehand; everything else is learned from refusals.

use yourouter_protocol::Route;

/// The field for the longest answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cap {
    /// `max_tokens`, the documented one.
    MaxTokens,
    /// `max_completion_tokens`, which counts the reasoning too.
    MaxCompletionTokens,
}

impl Cap {
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}

/// What a family takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) cap: Cap,
    /// Whether any other temperature than 1 is refused.
    pub(super) has_fixed_temperature: bool,
    /// Whether tokens are counted only when `stream_options` asks for it; strict APIs refuse that field.
    pub(super) counts_when_asked: bool,
}

const USUAL: Rules = Rules { cap: Cap::MaxTokens, has_fixed_temperature: false, counts_when_asked: true };

/// A family: how its models are known, and its rules. The first that fits counts.
struct Family {
    is: fn(model: &str, vendor: &str) -> bool,
    rules: Rules,
}

const FAMILIES: [Family; 2] = [
    // `max_tokens` is refused with `unsupported_parameter`, and so is every temperature but the usual one.
    Family {
        is: |model, _| is_openai_reasoning(model),
        rules: Rules { cap: Cap::MaxCompletionTokens, has_fixed_temperature: true, ..USUAL },
    },
    // The schema is strict: unknown fields are refused with 422, and usage comes unasked.
    Family {
        is: |model, vendor| vendor == "mistral" || MISTRAL_NAMES.iter().any(|name| model.contains(name)),
        rules: Rules { counts_when_asked: false, ..USUAL },
    },
];

/// Words in the names of Mistral's models.
const MISTRAL_NAMES: [&str; 6] = ["istral", "mixtral", "codestral", "devstral", "pixtral", "voxtral"];

/// The rules for a route.
pub(super) fn rules(route: &Route) -> Rules {
    let model = route.model.to_lowercase();
    let family = FAMILIES.iter().find(|family| (family.is)(&model, route.vendor.as_str()));
    family.map_or(USUAL, |family| family.rules)
}

/// o1, o3, o4-mini and so on, and GPT-5 and later except its chat models.
fn is_openai_reasoning(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or_default();
    let is_o_series = name.strip_prefix('o').is_some_and(|rest| {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        after.len() < rest.len() && (after.is_empty() || after.starts_with('-'))
    });
    let is_new_gpt = name
        .strip_prefix("gpt-")
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| ('5'..='9').contains(&c));
    (is_o_series || is_new_gpt) && !name.contains("chat")
}

#[cfg(test)]
mod tests {
    use super::{Cap, Rules, USUAL, rules};
    use yourouter_protocol::{Route, Vendor};

    #[test]
    fn each_family_has_its_rules() {
        let reasoning = Rules { cap: Cap::MaxCompletionTokens, has_fixed_temperature: true, ..USUAL };
        let strict = Rules { counts_when_asked: false, ..USUAL };
        for (model, vendor, expected) in [
            ("gpt-4o", "auto", USUAL),
            ("gpt-4.1-2025-04-14", "azure", USUAL),
            ("o1-2024-12-17", "auto", reasoning),
            ("o3", "openai", reasoning),
            ("o3-2025-04-16", "auto", reasoning),
            ("openai/o4-mini-2025-04-16", "auto", reasoning),
            ("gpt-5", "auto", reasoning),
            ("GPT-5-mini", "azure", reasoning),
            ("gpt-5-chat-latest", "auto", USUAL),
            ("open-something", "auto", USUAL),
            ("o", "auto", USUAL),
            ("olmo-2", "auto", USUAL),
            ("mistral-large-latest", "auto", strict),
            ("Ministral-8B", "auto", strict),
            ("open-mixtral-8x7b", "aws", strict),
            ("codestral-latest", "auto", strict),
            ("gpt-4o", "mistral", strict),
            ("claude-sonnet-4-20250514", "anthropic", USUAL),
            ("gemini-2.5-pro", "google", USUAL),
            ("deepseek-r1-250528", "volcengine", USUAL),
            ("kimi-k2-250711", "auto", USUAL),
            ("doubao-seed-1-6-250615", "auto", USUAL),
            ("grok-3", "x", USUAL),
        ] {
            assert_eq!(rules(&Route::new(model, Vendor::new(vendor))), expected, "{model} {vendor}");
        }
    }
}
