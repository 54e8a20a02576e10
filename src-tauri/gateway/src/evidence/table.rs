//! Which marks are kept, which vendors write them, and how that is known.
//!
//! `docs/evidence.md` has the same table in words. Vendors are named by the values of the `vendor` header.

use yourouter_protocol::{Mark, MarkPlace};

/// How much a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// The gateway says who served.
    Claim,
    /// A form that these vendors do not share with others.
    Own,
    /// A form that gateways and other vendors write, too: it can fit a vendor, and contradicts none.
    Shared,
}

/// One form of a mark.
#[derive(Debug)]
pub(super) struct Row {
    place: MarkPlace,
    name: &'static str,
    form: Form,
    vendors: &'static [&'static str],
    pub(super) weight: Weight,
    pub(super) source: &'static str,
}

/// What the value has to be like.
#[derive(Debug)]
enum Form {
    /// Anything.
    Any,
    /// It begins so, and letters and digits follow, at least so many.
    Begins(&'static str, usize),
    /// So many hexadecimal digits.
    Hex(usize),
    /// So many digits or more.
    Digits(usize),
    /// It contains this.
    Holds(&'static str),
    /// It is itself the name of a vendor, which the gateway writes.
    Names,
}

use Form::{Any, Begins, Digits, Hex, Holds, Names};
use MarkPlace::{Field, Header};
use Weight::{Claim, Own, Shared};

const REFERENCE: &str = "API reference, section 7.5";
const CHECKER: &str = "Tencent/AI-Infra-Guard, services/api_checker (2026-09)";
const AZURE: &str = "learn.microsoft.com, Azure OpenAI reference";
const BEDROCK: &str = "docs.aws.amazon.com, Bedrock runtime";
const ANTHROPIC: &str = "docs.claude.com, API: errors and rate limits";

const fn row(
    place: MarkPlace,
    name: &'static str,
    form: Form,
    vendors: &'static [&'static str],
    weight: Weight,
    source: &'static str,
) -> Row {
    Row { place, name, form, vendors, weight, source }
}

/// The forms; the first that fits a mark counts.
static TABLE: &[Row] = &[
    row(Header, "x-vendor-messages-id", Begins("msg_bdrk_", 16), &["aws"], Claim, REFERENCE),
    row(Header, "x-vendor-messages-id", Begins("msg_vrtx_", 16), &["google"], Claim, REFERENCE),
    row(Header, "x-vendor-messages-id", Begins("msg_01", 16), &["anthropic"], Claim, REFERENCE),
    row(Header, "x-vendor", Names, &[], Claim, "A gateway's own header"),
    row(Header, "x-portkey-provider", Names, &[], Claim, "portkey.ai/docs, response headers"),
    row(Field, "provider", Names, &[], Claim, "openrouter.ai/docs, response schema"),
    row(Header, "openai-processing-ms", Any, &["openai", "azure"], Own, CHECKER),
    row(Header, "openai-version", Any, &["openai"], Own, CHECKER),
    row(Header, "openai-organization", Any, &["openai"], Own, CHECKER),
    row(Header, "apim-request-id", Any, &["azure"], Own, AZURE),
    row(Header, "x-ms-region", Any, &["azure"], Own, AZURE),
    row(Header, "x-ms-deployment-name", Any, &["azure"], Own, AZURE),
    row(Header, "azureml-model-session", Any, &["azure"], Own, AZURE),
    row(Header, "anthropic-organization-id", Any, &["anthropic"], Own, ANTHROPIC),
    row(Header, "anthropic-ratelimit-requests-remaining", Any, &["anthropic"], Own, ANTHROPIC),
    row(Header, "request-id", Begins("req_vrtx_", 8), &["google"], Own, CHECKER),
    row(Header, "request-id", Begins("req_01", 8), &["anthropic"], Shared, ANTHROPIC),
    row(Header, "x-amzn-bedrock-invocation-latency", Any, &["aws"], Own, BEDROCK),
    row(Header, "x-amzn-requestid", Any, &["aws"], Shared, BEDROCK),
    row(Header, "x-ds-trace-id", Any, &["deepseek"], Own, REFERENCE),
    row(Header, "x-tt-logid", Any, &["volcengine"], Shared, CHECKER),
    row(Header, "mistral-correlation-id", Any, &["mistral"], Own, "docs.mistral.ai, API"),
    row(Header, "server-timing", Holds("gfet4t7"), &["google"], Own, "ai.google.dev, as served"),
    row(Field, "id", Begins("msg_bdrk_", 16), &["aws"], Own, CHECKER),
    row(Field, "id", Begins("msg_vrtx_", 16), &["google"], Own, CHECKER),
    row(Field, "id", Begins("msg_01", 16), &["anthropic"], Shared, CHECKER),
    row(Field, "id", Begins("gen-", 10), &["openrouter"], Shared, "openrouter.ai/docs, response schema"),
    row(Field, "id", Begins("02", 40), &["volcengine"], Shared, "volcengine.com, Ark chat API"),
    row(Field, "id", Hex(32), &["mistral"], Shared, "docs.mistral.ai, API"),
    row(Field, "id", Begins("chatcmpl-", 20), &["openai", "azure"], Shared, CHECKER),
    row(Field, "tool id", Begins("toolu_bdrk_", 8), &["aws"], Own, CHECKER),
    row(Field, "tool id", Begins("toolu_vrtx_", 8), &["google"], Own, CHECKER),
    row(Field, "tool id", Begins("tooluse_", 8), &["aws"], Own, CHECKER),
    row(Field, "tool id", Begins("toolu_01", 8), &["anthropic"], Shared, CHECKER),
    row(Field, "prompt_filter_results", Any, &["azure"], Own, AZURE),
    row(Field, "content_filter_results", Any, &["azure"], Own, AZURE),
    row(
        Field,
        "system_fingerprint",
        Begins("fp_", 6),
        &["openai", "azure", "x", "deepseek"],
        Shared,
        CHECKER,
    ),
    row(Field, "service_tier", Any, &["openai", "anthropic"], Shared, CHECKER),
    row(Field, "usage.inference_geo", Any, &["anthropic"], Shared, CHECKER),
    row(Field, "usage.cache_creation", Any, &["anthropic"], Shared, CHECKER),
    row(
        Field,
        "usage.prompt_cache_hit_tokens",
        Any,
        &["deepseek"],
        Shared,
        "api-docs.deepseek.com, context caching",
    ),
    row(Field, "usage.num_sources_used", Any, &["x"], Shared, "docs.x.ai, API reference"),
    row(Field, "created", Digits(16), &[], Shared, CHECKER),
];

/// What the makers' ids begin with; two different ones are two makers' models.
pub(super) const FAMILIES: [&str; 12] = [
    "gpt", "claude", "gemini", "deepseek", "mistral", "grok", "doubao", "kimi", "qwen", "glm", "llama",
    "command",
];

/// Fields whose value is kept; of all others only that they were there.
const KEPT_VALUES: [&str; 6] = ["id", "model", "provider", "system_fingerprint", "service_tier", "tool id"];

/// A row that a mark fits, with the vendors that the mark names.
pub(super) type Found = (&'static Row, Vec<String>);

/// The row for a mark.
pub(super) fn find(mark: &Mark) -> Option<Found> {
    let mut rows = TABLE.iter().filter(|row| row.place == mark.place && row.name == mark.name);
    let row = rows.find(|row| row.form.fits(&mark.value))?;
    let named = || vendor_named(&mark.value).map(str::to_owned).into_iter().collect();
    let vendors: Vec<String> = match row.form {
        Names => named(),
        _ => row.vendors.iter().map(|vendor| (*vendor).to_owned()).collect(),
    };
    (!vendors.is_empty()).then_some((row, vendors))
}

impl Form {
    fn fits(&self, value: &str) -> bool {
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        match self {
            Any => !value.is_empty(),
            Names => vendor_named(value).is_some(),
            Holds(part) => value.contains(part),
            Hex(length) => value.len() == *length && value.bytes().all(|byte| byte.is_ascii_hexdigit()),
            Digits(least) => value.len() >= *least && value.bytes().all(|byte| byte.is_ascii_digit()),
            Begins(start, least) => {
                value.strip_prefix(start).is_some_and(|rest| rest.len() >= *least && is_plain(rest))
            }
        }
    }
}

/// The vendor that a gateway means by a name.
fn vendor_named(name: &str) -> Option<&'static str> {
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let known = [
        ("openai", "openai"),
        ("azure", "azure"),
        ("azureopenai", "azure"),
        ("anthropic", "anthropic"),
        ("google", "google"),
        ("googleaistudio", "google"),
        ("vertexai", "google"),
        ("googlevertex", "google"),
        ("amazonbedrock", "aws"),
        ("bedrock", "aws"),
        ("aws", "aws"),
        ("deepseek", "deepseek"),
        ("mistral", "mistral"),
        ("mistralai", "mistral"),
        ("volcengine", "volcengine"),
        ("xai", "x"),
        ("x", "x"),
    ];
    known.iter().find(|(known, _)| *known == name).map(|(_, vendor)| *vendor)
}

/// Whether a header of a reply is kept as a mark. The masked key in `X-Vendor-Api-Key` never is.
pub(crate) fn is_kept_header(name: &str) -> bool {
    TABLE.iter().any(|row| row.place == Header && row.name == name)
}

/// What is kept of a field: its value, or only that it was there.
pub(crate) fn kept_field(name: &str, value: &serde_json::Value) -> Option<String> {
    if value.is_null() {
        return None;
    }
    if !KEPT_VALUES.contains(&name) {
        return Some("present".to_owned());
    }
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
