//! The three APIs that a question can be written in: which one a route means, its path, and the vendor that it asks.
//!
//! Invariant: a native API is used only where the person chose it, and only for the models that it is for.

use url::Url;

use super::Endpoint;
use yourouter_protocol::{ApiFormat, Route, Vendor};

/// Where YouRouter has the models of Google's own API (API reference, section 1).
const GEMINI_MODELS: [&str; 7] =
    ["projects", "cognition", "locations", "us", "publishers", "google", "models"];

/// An API of the gateway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Api {
    /// `POST /chat/completions`, for every model.
    #[default]
    ChatCompletions,
    /// `POST /messages`, for Claude.
    Anthropic,
    /// `POST …/models/{model}:generateContent`, for Gemini.
    Gemini,
}

impl Api {
    /// The API that a route is sent through.
    pub fn for_route(route: &Route) -> Self {
        match route.api_format {
            ApiFormat::Chat => Self::ChatCompletions,
            ApiFormat::Native => Self::native(&route.model).unwrap_or_default(),
        }
    }

    /// The API of a model's own maker, if the gateway has it. Judged by the id, which may have a maker before it.
    pub fn native(model: &str) -> Option<Self> {
        let model = model.to_lowercase();
        let begins = |name: &str| model.split(['/', '.', ':']).any(|part| part.starts_with(name));
        match (begins("claude"), begins("gemini")) {
            (true, _) => Some(Self::Anthropic),
            (_, true) => Some(Self::Gemini),
            _ => None,
        }
    }

    /// The vendor that the header names. The native pages name their maker (messages and generate-content pages), so
    /// automatic routing is the maker there.
    pub fn vendor(self, chosen: &Vendor) -> Vendor {
        match self {
            Self::Anthropic if chosen.is_auto() => Vendor::new("anthropic"),
            Self::Gemini if chosen.is_auto() => Vendor::new("google"),
            _ => chosen.clone(),
        }
    }

    /// Where a question goes. Google's API has a path of its own for streams.
    pub(super) fn url(self, endpoint: &Endpoint, model: &str, is_streaming: bool) -> Url {
        match self {
            Self::ChatCompletions => endpoint.url("chat/completions"),
            Self::Anthropic => endpoint.url("messages"),
            Self::Gemini => {
                let method = if is_streaming { "streamGenerateContent" } else { "generateContent" };
                let mut url = endpoint.url("");
                if let Ok(mut path) = url.path_segments_mut() {
                    // As one segment: a slash in the id must not lead to another path.
                    path.pop_if_empty().extend(GEMINI_MODELS).push(&format!("{model}:{method}"));
                }
                url.set_query(is_streaming.then_some("alt=sse"));
                url
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Api;
    use crate::Endpoint;
    use yourouter_protocol::{ApiFormat, Route, Vendor};

    #[test]
    fn only_claude_and_gemini_have_a_native_api() {
        for (model, api) in [
            ("claude-sonnet-4-20250514", Some(Api::Anthropic)),
            ("anthropic/claude-3-5-haiku", Some(Api::Anthropic)),
            ("us.anthropic.claude-opus-4", Some(Api::Anthropic)),
            ("Gemini-2.5-pro", Some(Api::Gemini)),
            ("google/gemini-2.5-flash", Some(Api::Gemini)),
            ("gpt-4o", None),
            ("not-claude", None),
            ("", None),
        ] {
            assert_eq!(Api::native(model), api, "{model}");
            let native = Route { api_format: ApiFormat::Native, ..Route::new(model, Vendor::auto()) };
            assert_eq!(Api::for_route(&native), api.unwrap_or_default(), "{model}");
            assert_eq!(Api::for_route(&Route::new(model, Vendor::auto())), Api::ChatCompletions);
        }
    }

    #[test]
    fn the_header_names_the_maker_unless_another_vendor_is_pinned() {
        let aws = Vendor::new("aws");
        for (api, automatic) in
            [(Api::ChatCompletions, "auto"), (Api::Anthropic, "anthropic"), (Api::Gemini, "google")]
        {
            assert_eq!(api.vendor(&Vendor::auto()).as_str(), automatic);
            assert_eq!(api.vendor(&aws), aws);
        }
    }

    #[test]
    fn paths_are_the_documented_ones_and_a_model_is_one_segment() {
        let endpoint = Endpoint::parse("https://api.yourouter.ai/v1").unwrap();
        let gemini = "https://api.yourouter.ai/v1/projects/cognition/locations/us/publishers/google/models";
        for (api, model, is_streaming, url) in [
            (Api::ChatCompletions, "m", true, "https://api.yourouter.ai/v1/chat/completions".to_owned()),
            (Api::Anthropic, "m", true, "https://api.yourouter.ai/v1/messages".to_owned()),
            (Api::Gemini, "gemini-2.5-pro", false, format!("{gemini}/gemini-2.5-pro:generateContent")),
            (
                Api::Gemini,
                "gemini-2.5-pro",
                true,
                format!("{gemini}/gemini-2.5-pro:streamGenerateContent?alt=sse"),
            ),
            (Api::Gemini, "../../x?y#z", false, format!("{gemini}/..%2F..%2Fx%3Fy%23z:generateContent")),
        ] {
            assert_eq!(api.url(&endpoint, model, is_streaming).as_str(), url);
        }
    }
}
