//! The models that YouRouter's pages name, for as long as the gateway lists none; and what an id's family takes.
//!
//! A sample of mid-2025, never the catalogue: any other id can be typed. Invariant: what is inferred is marked so, and of
//! an id of no known family nothing is claimed. See `model_list` for a gateway's own list.

use yourouter_protocol::{ModelFamily, ModelInput, ModelView};

/// What a model is assumed to take.
#[derive(Clone, Copy)]
pub(super) struct Takes {
    pub vision: bool,
    pub pdf: bool,
    pub tools: bool,
    pub reasoning: bool,
}

const FILES: Takes = Takes { vision: true, pdf: true, tools: true, reasoning: false };
const FILES_AND_REASONING: Takes = Takes { reasoning: true, ..FILES };
const TEXT: Takes = Takes { vision: false, pdf: false, tools: true, reasoning: false };
const TEXT_AND_REASONING: Takes = Takes { reasoning: true, ..TEXT };
const VISION_AND_REASONING: Takes = Takes { pdf: false, ..FILES_AND_REASONING };
const REASONING_WITHOUT_TOOLS: Takes = Takes { tools: false, ..TEXT_AND_REASONING };

const NOTHING: Takes = Takes { tools: false, ..TEXT };

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

/// Families that no documented model belongs to, by a word that their ids contain, and what they take.
const OTHER_FAMILIES: [(&str, &[&str], Takes); 9] = [
    ("Qwen", &["qwen", "qwq", "qvq"], TEXT),
    ("Mistral", &["mistral", "mixtral", "magistral", "ministral", "codestral", "devstral", "pixtral"], TEXT),
    ("Llama", &["llama"], TEXT),
    ("GLM", &["glm-"], TEXT),
    ("MiniMax", &["minimax"], TEXT),
    ("Gemma", &["gemma"], NOTHING),
    ("Command", &["command-"], TEXT),
    ("Nova", &["nova-"], TEXT),
    ("Phi", &["phi-"], NOTHING),
];

/// Words in the ids of models that see, whatever the rest of their family does.
const SEEING: [&str; 18] = [
    "-vl",
    "vision",
    "omni",
    "multimodal",
    "pixtral",
    "qvq",
    "gemma-3",
    "gemma3",
    "llama-4",
    "llama4",
    "mistral-small-3",
    "mistral-small-25",
    "mistral-medium",
    "nova-lite",
    "nova-pro",
    "nova-premier",
    "kimi-k2.5",
    "minimax-01",
];

/// Where models of no known family are listed.
const OTHERS: &str = "Others";

/// The family of an id and what it is assumed to take; `Others` and nothing if it is not known.
pub(super) fn infer(id: &str) -> (&'static str, Takes) {
    let documented = FAMILIES.iter().find_map(|(family, models)| {
        models.iter().find(|(known, _)| *known == id).map(|(_, takes)| (*family, *takes))
    });
    if let Some(found) = documented {
        return found;
    }
    let lower = id.to_lowercase();
    // What stands before the last slash is an owner's name.
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let has = |word: &str| name.contains(word);
    let sees = SEEING.iter().any(|word| has(word)) || has_number_before_v(name);
    let reasons = has("thinking") || has("reason") || has("qwq") || has("magistral") || has("-r1");
    let (family, takes) = family(name);
    let takes = Takes { vision: takes.vision || sees, reasoning: takes.reasoning || reasons, ..takes };
    (family, takes)
}

/// As in `glm-4v` and `glm-4.5v-flash`.
fn has_number_before_v(name: &str) -> bool {
    name.split('-').any(|part| {
        let number = part.strip_suffix('v').unwrap_or_default();
        number.ends_with(|c: char| c.is_ascii_digit())
    })
}

fn family(name: &str) -> (&'static str, Takes) {
    let has = |word: &str| name.contains(word);
    let is_o_series =
        name.strip_prefix('o').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_small_o = has("o1-mini") || has("o1-preview") || has("o3-mini");
    match name {
        _ if is_o_series && is_small_o => ("OpenAI o-series", TEXT_AND_REASONING),
        _ if is_o_series => ("OpenAI o-series", FILES_AND_REASONING),
        _ if has("gpt-oss") => ("GPT", TEXT_AND_REASONING),
        _ if has("gpt-3.5") => ("GPT", TEXT),
        _ if has("gpt-5") => ("GPT", FILES_AND_REASONING),
        _ if has("gpt-") => ("GPT", FILES),
        _ if has("claude") => ("Claude", FILES),
        _ if has("gemini-1") || has("gemini-2.0") => ("Gemini", FILES),
        _ if has("gemini") => ("Gemini", FILES_AND_REASONING),
        _ if has("deepseek") && (has("r1") || has("reasoner")) => ("DeepSeek", REASONING_WITHOUT_TOOLS),
        _ if has("deepseek") => ("DeepSeek", TEXT),
        _ if has("grok-4") => ("Grok", VISION_AND_REASONING),
        _ if has("grok") => ("Grok", TEXT),
        _ if has("doubao-seed") => ("Doubao", VISION_AND_REASONING),
        _ if has("doubao") => ("Doubao", TEXT),
        _ if has("kimi") || has("moonshot") => ("Kimi", TEXT),
        _ => OTHER_FAMILIES
            .iter()
            .find(|(_, words, _)| words.iter().any(|word| has(word)))
            .map_or((OTHERS, NOTHING), |(family, _, takes)| (*family, *takes)),
    }
}

/// Whether a model takes a kind of input, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Whether it does.
    pub takes: bool,
    /// Whether the gateway's list says so expressly; else it is inferred.
    pub is_listed: bool,
}

/// What is known of the inputs of a model; `None` where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KnownInputs {
    /// Of images.
    pub images: Option<Known>,
    /// Of PDFs.
    pub pdfs: Option<Known>,
}

impl KnownInputs {
    /// Of an id that no list has: what its family is assumed to take.
    pub fn of_id(id: &str) -> Self {
        let (_, takes) = infer(id);
        Self::of_listed(&view(id, takes))
    }

    /// Of a model of the gateway's list. What is not made out to be refused is not: an unknown family without a word of
    /// the list leaves it open.
    pub fn of_listed(model: &ModelView) -> Self {
        let has_family = infer(&model.id).0 != OTHERS;
        let known = |takes: bool, is_listed: bool, follows: bool| {
            (takes || is_listed || has_family || follows).then_some(Known { takes, is_listed })
        };
        let lists = |input: ModelInput| model.reported_inputs.contains(&input);
        let images = known(model.has_vision, lists(ModelInput::Image), false);
        // What the list says sees no image, reads no page of a PDF either.
        let is_blind = images.is_some_and(|known| !known.takes);
        Self { images, pdfs: known(model.has_pdf, lists(ModelInput::Pdf), is_blind) }
    }
}

/// The most pages of a PDF that the vendors of a model take (API reference, section 4.2).
pub fn most_pdf_pages(id: &str) -> u32 {
    if infer(id).0 == "Gemini" { 1_000 } else { 100 }
}

/// Where a family stands in a list.
pub(super) fn rank(family: &str) -> usize {
    let documented = FAMILIES.iter().map(|(name, _)| *name);
    let mut known = documented.chain(OTHER_FAMILIES.iter().map(|(name, ..)| *name));
    known.position(|name| name == family).unwrap_or(usize::MAX)
}

/// A model that no list says anything of.
pub(super) fn view(id: &str, takes: Takes) -> ModelView {
    ModelView {
        id: id.to_owned(),
        has_vision: takes.vision,
        has_pdf: takes.pdf,
        has_tools: takes.tools,
        has_reasoning: takes.reasoning,
        context_tokens: None,
        snapshot_context: None,
        retires_on: None,
        is_reported: false,
        price: None,
        snapshot_price: None,
        reported_inputs: Vec::new(),
        refused_inputs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Known, KnownInputs, documented_models, most_pdf_pages, view};
    use yourouter_protocol::{ModelInput, Route};

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
    #[test]
    fn what_is_known_of_an_input_is_said_with_where_it_is_known_from_and_nothing_else_is() {
        let inferred = |takes| Some(Known { takes, is_listed: false });
        let listed = |takes| Some(Known { takes, is_listed: true });
        for (id, images, pdfs) in [
            ("claude-opus-5", inferred(true), inferred(true)),
            ("deepseek-chat", inferred(false), inferred(false)),
            ("grok-4", inferred(true), inferred(false)),
            ("qwen-max", inferred(false), inferred(false)),
            ("o3-mini", inferred(false), inferred(false)),
            ("openrouter/z-ai/glm-4.5v", inferred(true), inferred(false)),
            ("acme/eye-vision", inferred(true), None),
            ("acme/own-model", None, None),
        ] {
            assert_eq!(KnownInputs::of_id(id), KnownInputs { images, pdfs }, "{id}");
        }
        let mut own = view("acme/own-model", super::NOTHING);
        own.reported_inputs = vec![ModelInput::Image];
        let blind = KnownInputs { images: listed(false), pdfs: inferred(false) };
        assert_eq!(KnownInputs::of_listed(&own), blind, "without eyes it reads no pages");
        own.reported_inputs = vec![ModelInput::Pdf];
        assert_eq!(KnownInputs::of_listed(&own), KnownInputs { images: None, pdfs: listed(false) });
    }

    #[test]
    fn a_pdf_of_many_pages_is_for_gemini_alone() {
        assert_eq!(["gpt-4o", "google/gemini-2.5-pro", "x"].map(most_pdf_pages), [100, 1_000, 100]);
    }
}
