//! Which model is asked, and whether YouRouter chooses the vendor.

use serde::{Deserialize, Serialize};

/// The value of the `vendor` header: `auto`, one of the documented vendors, or any other that a person typed.
///
/// Always lower case and fit for a header (API page, "Headers"; reference, section 10, question 14).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
#[serde(from = "String", into = "String")]
pub struct Vendor(String);

impl Vendor {
    /// The vendors that YouRouter documents, with the names that people know them by (Router guide).
    pub const DOCUMENTED: [(&'static str, &'static str); 9] = [
        ("openai", "OpenAI"),
        ("anthropic", "Anthropic"),
        ("google", "Google"),
        ("azure", "Azure OpenAI"),
        ("aws", "AWS Bedrock"),
        ("deepseek", "DeepSeek"),
        ("mistral", "Mistral AI"),
        ("volcengine", "Volcengine"),
        ("x", "xAI"),
    ];

    /// Automatic routing: YouRouter chooses, and fails over.
    pub fn auto() -> Self {
        Self("auto".to_owned())
    }

    /// Reads what a person typed: lower case, ASCII letters, digits, `-`, `_` and `.` only, at most 64 of them.
    /// Nothing left means automatic.
    pub fn new(typed: &str) -> Self {
        let kept: String = typed
            .trim()
            .to_lowercase()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .take(64)
            .collect();
        if kept.is_empty() { Self::auto() } else { Self(kept) }
    }

    /// Whether YouRouter chooses.
    pub fn is_auto(&self) -> bool {
        self.0 == "auto"
    }

    /// The text as it stands in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The header's value: `None` for automatic routing, where the header is left out (API page, "Headers").
    pub fn header(&self) -> Option<&str> {
        (!self.is_auto()).then_some(self.as_str())
    }
}

impl From<String> for Vendor {
    fn from(typed: String) -> Self {
        Self::new(&typed)
    }
}

impl From<Vendor> for String {
    fn from(vendor: Vendor) -> Self {
        vendor.0
    }
}

/// The API that a request is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ApiFormat {
    /// Chat Completions, which YouRouter has for every model.
    #[default]
    Chat,
    /// The API of the model's own maker, which YouRouter has for Claude and Gemini (multimodal guide).
    Native,
}

impl ApiFormat {
    /// Whether it is Chat Completions.
    pub fn is_chat(&self) -> bool {
        *self == Self::Chat
    }
}

/// How strictly a vendor is meant. With `auto` as vendor, all but `Stay` mean automatic routing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Routing {
    /// Only this vendor, never another: a pin.
    #[default]
    Only,
    /// This vendor first; automatic routing takes over if it fails before the first token.
    First,
    /// Whoever served the first answer of this chat, first; the route's own vendor is `auto`. Its prompt cache stays
    /// warm so.
    Stay,
}

impl Routing {
    /// Whether it is the one that a vendor alone means.
    pub fn is_only(&self) -> bool {
        *self == Self::Only
    }
}

/// Where a message goes: a gateway, a model, a vendor or `auto`, and in which API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The model id exactly as the API takes it.
    pub model: String,
    /// The vendor.
    pub vendor: Vendor,
    /// How strictly that is meant. Left out for `only`.
    #[serde(default, skip_serializing_if = "Routing::is_only")]
    #[cfg_attr(test, ts(optional, as = "Option<Routing>"))]
    pub routing: Routing,
    /// The base URL of the gateway; left out for the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub gateway: Option<String>,
    /// Left out for Chat Completions.
    #[serde(default, skip_serializing_if = "ApiFormat::is_chat")]
    #[cfg_attr(test, ts(optional, as = "Option<ApiFormat>"))]
    pub api_format: ApiFormat,
}

impl Route {
    /// A route over Chat Completions.
    pub fn new(model: impl Into<String>, vendor: Vendor) -> Self {
        let (routing, gateway) = (Routing::Only, None);
        Self { model: model.into(), vendor, routing, gateway, api_format: ApiFormat::Chat }
    }

    /// The same route with what contradicts itself put right: an unnamed vendor cannot be first, and whoever served is
    /// not named.
    #[must_use]
    pub fn consistent(mut self) -> Self {
        match self.routing {
            Routing::First if self.vendor.is_auto() => self.routing = Routing::Only,
            Routing::Stay => self.vendor = Vendor::auto(),
            Routing::Only | Routing::First => {}
        }
        self
    }
}

impl Default for Route {
    /// The documentation's own first example, routed automatically.
    fn default() -> Self {
        Self::new("gpt-4o", Vendor::auto())
    }
}

#[cfg(test)]
mod tests {
    use super::{Route, Routing, Vendor};

    #[test]
    fn a_typed_vendor_becomes_a_safe_header_value() {
        for (typed, kept) in [
            ("OpenAI", "openai"),
            ("  x ", "x"),
            ("", "auto"),
            ("AUTO", "auto"),
            ("a\r\nEvil: 1", "aevil1"),
            ("fire-works_1.0", "fire-works_1.0"),
            ("日本", "auto"),
        ] {
            assert_eq!(Vendor::new(typed).as_str(), kept, "{typed:?}");
        }
    }

    #[test]
    fn automatic_routing_sends_no_header() {
        assert_eq!(Vendor::auto().header(), None);
        assert_eq!(Vendor::new("aws").header(), Some("aws"));
    }

    #[test]
    fn no_route_contradicts_itself_and_the_plain_one_is_written_as_before() {
        let aws = Vendor::new("aws");
        for (vendor, routing, expected) in [
            (Vendor::auto(), Routing::First, (Vendor::auto(), Routing::Only)),
            (aws.clone(), Routing::Stay, (Vendor::auto(), Routing::Stay)),
            (aws.clone(), Routing::First, (aws.clone(), Routing::First)),
        ] {
            let route = Route { routing, ..Route::new("m", vendor) }.consistent();
            assert_eq!((route.vendor, route.routing), expected);
        }
        let plain = serde_json::to_string(&Route::new("m", aws)).unwrap();
        assert_eq!(plain, r#"{"model":"m","vendor":"aws"}"#);
        let old: Route = serde_json::from_str(r#"{"model":"m","vendor":"auto"}"#).unwrap();
        assert_eq!(old, Route::new("m", Vendor::auto()));
    }
}
