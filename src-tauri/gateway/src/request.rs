//! A question as the body that its API takes, and what a refusal of it asks to change.
//!
//! `chat`, `anthropic` and `gemini` write bodies; `fields` has what the person set; `refused_field` reads refusals. Invariant:
//! only what the API needs and the person set is sent; files are not copied into the text. What an upstream refused
//! before is left out or sent in its other form.

use super::{Api, ChatRequest, errors::Refusal, upload::Segment};
use yourouter_protocol::RequestOverride;

mod anthropic;
mod chat;
mod extra;
mod families;
mod fields;
mod gemini;
mod inputs;
mod refused_field;
#[cfg(test)]
mod tests;
mod writer;

pub use extra::check_parameters;
pub(super) use inputs::refused_input;

use fields::Fields;

/// Changes that refusals asked for.
pub(super) type RequestOverrides = [RequestOverride];

/// The two names of the longest answer's field. It is renamed and never left out: it guards the balance.
const CAPS: [&str; 2] = ["max_tokens", "max_completion_tokens"];

/// The same of Gemini.
const GEMINI_CAP: &str = "maxOutputTokens";

/// What a refusal says that wants PDFs as data URLs.
const DATA_URL_PHRASES: [&str; 4] = ["file_data", "data url", "data uri", "data:application/pdf"];

/// What a refusal says that takes no file, or none of this kind.
const FILE_PHRASES: [&str; 16] = [
    "file_data",
    "file block",
    "'file'",
    "\"file\"",
    "`file`",
    "pdf",
    "document",
    "image_url",
    "image input",
    "images",
    "content type",
    "content block",
    "content part",
    "multimodal",
    "media type",
    "mime",
];

/// What a refusal says of reasoning that its maker does not know for its own. Sources: docs.claude.com ("Invalid
/// `signature` in `thinking` block"), platform.openai.com (`invalid_encrypted_content`), ai.google.dev ("Thought
/// signature is not valid").
const SEAL_PHRASES: [&str; 8] = [
    "signature",
    "encrypted_content",
    "encrypted content",
    "`thinking`",
    "redacted_thinking",
    "thinking_blocks",
    "reasoning_details",
    "reasoning_opaque",
];

/// A request as it goes out.
pub(super) struct Written {
    pub(super) body: Vec<Segment>,
    /// Changes against what was set, in a fixed order.
    pub(super) overrides: Vec<RequestOverride>,
    /// Whether it asks for a stream.
    pub(super) is_streaming: bool,
    /// The limit of tokens that it sets, if any.
    pub(super) token_limit: Option<u32>,
    returns_reasoning: bool,
    fields: Vec<String>,
}

/// Writes a request with the changes in `made`.
pub(super) fn write(request: &ChatRequest, made: &RequestOverrides) -> Written {
    let fields = Fields::for_request(request, made);
    let body = match Api::for_route(&request.route) {
        Api::ChatCompletions => chat::body(request, &fields),
        Api::Anthropic => anthropic::body(request, &fields),
        Api::Gemini => gemini::body(request, &fields),
    };
    Written {
        body,
        is_streaming: request.is_streaming && !fields.overrides.contains(&RequestOverride::NotStreamed),
        token_limit: fields.token_limit(),
        returns_reasoning: fields.returns_reasoning,
        fields: fields.names().map(str::to_owned).collect(),
        overrides: fields.overrides,
    }
}

/// The one change that a refusal asks for, if it names a field that can be changed (API reference, sections 2.2, 4.2).
pub(super) fn request_override(
    request: &ChatRequest,
    written: &Written,
    refusal: &Refusal,
) -> Option<RequestOverride> {
    let api = Api::for_route(&request.route);
    if api == Api::Gemini && written.is_streaming && matches!(refusal.status, 404 | 405 | 501) {
        // YouRouter documents `generateContent` only.
        return Some(RequestOverride::NotStreamed);
    }
    if !refusal.is_rejection() || !matches!(refusal.status, 400 | 422) {
        return None;
    }
    if written.returns_reasoning && refused_field::says(&refusal.words, &SEAL_PHRASES) {
        return Some(RequestOverride::WithoutReasoning);
    }
    let may_wrap = api == Api::ChatCompletions && request.has_pdf();
    if may_wrap
        && !written.overrides.contains(&RequestOverride::PdfAsDataUrl)
        && refused_field::says(&refusal.words, &DATA_URL_PHRASES)
    {
        return Some(RequestOverride::PdfAsDataUrl);
    }
    let overridable = written.fields.iter().map(String::as_str).filter(|name| *name != "stream");
    let change = match refused_field::refused(&refusal.words, overridable) {
        None | Some(GEMINI_CAP) => None,
        Some(field) if !CAPS.contains(&field) => Some(RequestOverride::Without { field: field.to_owned() }),
        Some(field) if api == Api::ChatCompletions => renamed_cap(field, written),
        Some(_) => None,
    };
    // Whatever the words: nobody set the reasoning, and no chat is to end because a maker does not take its own back.
    let may_be_reasoning = written.returns_reasoning && !is_about_files(request, refusal);
    change.or_else(|| may_be_reasoning.then_some(RequestOverride::WithoutReasoning))
}

/// Whether a refusal is about a file of the request, which another API may take.
pub(super) fn is_about_files(request: &ChatRequest, refusal: &Refusal) -> bool {
    request.has_files()
        && refusal.is_rejection()
        && matches!(refusal.status, 400 | 404 | 415 | 422 | 501)
        && refused_field::says(&refusal.words, &FILE_PHRASES)
}

/// The other name, unless this one is the other name already.
fn renamed_cap(field: &str, written: &Written) -> Option<RequestOverride> {
    let was_renamed =
        |change: &RequestOverride| matches!(change, RequestOverride::Renamed { to, .. } if to == field);
    if written.overrides.iter().any(was_renamed) {
        return None;
    }
    let to = CAPS.into_iter().find(|cap| *cap != field)?;
    Some(RequestOverride::Renamed { field: field.to_owned(), to: to.to_owned() })
}
