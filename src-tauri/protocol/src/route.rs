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

/// Where a message goes: a model, a vendor or `auto`, and in which API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The model id exactly as the API takes it.
    pub model: String,
    /// The vendor mode.
    pub vendor: Vendor,
    /// Left out for Chat Completions.
    #[serde(default, skip_serializing_if = "ApiFormat::is_chat")]
    #[cfg_attr(test, ts(optional, as = "Option<ApiFormat>"))]
    pub api_format: ApiFormat,
}

impl Route {
    /// A route over Chat Completions.
    pub fn new(model: impl Into<String>, vendor: Vendor) -> Self {
        Self { model: model.into(), vendor, api_format: ApiFormat::Chat }
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
    use super::Vendor;

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
}
