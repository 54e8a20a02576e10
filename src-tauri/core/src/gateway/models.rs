//! The models that YouRouter's pages name, for as long as the gateway lists none.
//!
//! A sample of mid-2025, never the catalogue: any other id can be typed. What each takes is inferred from its family.

use crate::protocol::{ModelFamily, ModelView};

/// What a model is assumed to take.
#[derive(Clone, Copy)]
struct Takes {
    vision: bool,
    pdf: bool,
    tools: bool,
    reasoning: bool,
}

const FILES: Takes = Takes { vision: true, pdf: true, tools: true, reasoning: false };
const FILES_AND_REASONING: Takes = Takes { reasoning: true, ..FILES };
const TEXT: Takes = Takes { vision: false, pdf: false, tools: true, reasoning: false };
const TEXT_AND_REASONING: Takes = Takes { reasoning: true, ..TEXT };
const VISION_AND_REASONING: Takes = Takes { pdf: false, ..FILES_AND_REASONING };
const REASONING_WITHOUT_TOOLS: Takes = Takes { tools: false, ..TEXT_AND_REASONING };

type Family = (&'static str, &'static [(&'static str, Takes)]);

const FAMILIES: [Family; 8] = [
    ("GPT", &[("gpt-4o", FILES), ("gpt-4o-mini-2024-07-18", FILES), ("gpt-4.1-2025-04-14", FILES)]),
    (
        "OpenAI o-series",
        &[
            ("o3-2025-04-16", FILES_AND_REASONING),
            ("o4-mini-2025-04-16", FILES_AND_REASONING),
            ("o1-2024-12-17", FILES_AND_REASONING),
        ],
    ),
    (
        "Claude",
        &[
            ("claude-sonnet-4-20250514", FILES),
            ("claude-opus-4-20250514", FILES),
            ("claude-3-7-sonnet-20250219", FILES),
            ("claude-3-5-sonnet-20240620", FILES),
        ],
    ),
    (
        "Gemini",
        &[
            ("gemini-2.5-pro", FILES_AND_REASONING),
            ("gemini-2.5-flash", FILES_AND_REASONING),
            ("gemini-1.5-pro-latest", FILES),
        ],
    ),
    ("DeepSeek", &[("deepseek-r1-250528", REASONING_WITHOUT_TOOLS), ("deepseek-v3-250324", TEXT)]),
    ("Grok", &[("grok-3", TEXT), ("grok-3-mini", TEXT_AND_REASONING), ("grok-3-fast", TEXT)]),
    (
        "Doubao",
        &[
            ("doubao-seed-1-6-250615", VISION_AND_REASONING),
            ("doubao-seed-1-6-thinking-250615", VISION_AND_REASONING),
            ("doubao-1-5-pro-32k-250115", TEXT),
        ],
    ),
    ("Kimi", &[("kimi-k2-250711", TEXT)]),
];

/// The documented chat models by family (API reference, section 8), with what each is assumed to take.
pub fn documented_models() -> Vec<ModelFamily> {
    FAMILIES
        .iter()
        .map(|(name, models)| ModelFamily {
            name: (*name).to_owned(),
            models: models.iter().map(|(id, takes)| view(id, *takes)).collect(),
        })
        .collect()
}

fn view(id: &str, takes: Takes) -> ModelView {
    ModelView {
        id: id.to_owned(),
        has_vision: takes.vision,
        has_pdf: takes.pdf,
        has_tools: takes.tools,
        has_reasoning: takes.reasoning,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::documented_models;
    use crate::protocol::Route;

    #[test]
    fn every_id_is_listed_once_and_the_default_model_is_among_them() {
        let ids: Vec<String> =
            documented_models().into_iter().flat_map(|family| family.models).map(|model| model.id).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        assert!(ids.contains(&Route::default().model));
        assert!(
            !ids.iter().any(|id| id.contains("embedding") || id.contains("seedance")),
            "chat models only"
        );
    }

    #[test]
    fn text_only_families_take_no_files() {
        for family in documented_models() {
            let takes_files = family.models.iter().any(|model| model.has_pdf);
            assert_eq!(
                takes_files,
                !matches!(&*family.name, "DeepSeek" | "Grok" | "Doubao" | "Kimi"),
                "{}",
                family.name
            );
        }
    }
}
