//! HTTP to an OpenAI-compatible gateway: one request out, a stream of deltas back.
//!
//! A question becomes a body of one of three APIs (`api`) in `request`, travels in `client`, and its answer comes back
//! through `answer` (bytes), `sse` (events) and `api_format` (deltas). `errors` classifies every status,
//! `transport_errors` every failure to connect, once.
//! Invariant: the key and the `vendor` header never leave the gateway's origin; redirects to another are refused.

use bytes::Bytes;
use futures_util::stream::BoxStream;

use yourouter_protocol::{ModelInput, Parameters, RequestOverride, Result, Route, SkippedKind, Usage};

mod answer;
mod api;
mod api_format;
#[doc(hidden)]
pub mod checks;
mod client;
mod connections;
mod egress;
mod end_reason;
mod endpoint;
mod errors;
mod evidence;
mod exchange;
mod headers;
mod marks;
mod model_list;
mod models;
mod probe;
mod request;
mod sealed;
mod snapshot;
mod sse;
mod transport_errors;
mod upload;

pub use answer::{AnswerDecoder, Limits};
pub use api::Api;
pub use api_format::ToolCall;
pub use client::{Client, KeyCheck, Refused, Told};
pub use connections::{ExtraRoots, ManualProxy, Network, ProxyChoice, Timeouts};
pub use egress::{Begun, Ended, RequestLog};
pub use end_reason::end_reason;
pub use endpoint::Endpoint;
pub use evidence::{Asked, claimed_vendor, is_signed_by, judge, signs};
pub use exchange::{BodyPart, Exchange, HeaderPair, KEY_VARIABLE, Seen};
pub use marks::Marks;
pub use models::{Known, KnownInputs, documented_models, most_pdf_pages};
pub use request::check_parameters;
pub use sealed::{Maker, Sealed, SealedReasoning};
pub use snapshot::{context_date, price_date, snapshot_context, snapshot_price};

/// Who wrote a message of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Instructions.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// A part of a message.
#[derive(Debug, Clone)]
pub enum Part {
    /// Plain text.
    Text(String),
    /// An image, sent as a data URL.
    Image {
        /// Such as `image/png`.
        media_type: String,
        /// The file.
        bytes: Bytes,
    },
    /// A PDF, sent as a `file` block with bare base64, as YouRouter documents it.
    Pdf {
        /// Its file name.
        name: String,
        /// The file.
        bytes: Bytes,
    },
    /// What the model thought before its text, sealed; it goes to its maker only.
    Sealed(SealedReasoning),
}

impl Part {
    /// Its words, if it is text.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The reasoning, if it is that.
    pub fn sealed(&self) -> Option<&SealedReasoning> {
        if let Self::Sealed(kept) = self { Some(kept) } else { None }
    }

    /// Sealed reasoning alone is no message.
    fn has_content(&self) -> bool {
        match self {
            Self::Text(text) => !text.trim().is_empty(),
            Self::Image { .. } | Self::Pdf { .. } => true,
            Self::Sealed(_) => false,
        }
    }
}

/// One message of the history.
#[derive(Debug, Clone)]
pub struct RequestMessage {
    /// Who wrote it.
    pub speaker: Speaker,
    /// What it holds. Files come before text (API page, "PDF File Input").
    pub parts: Vec<Part>,
}

impl RequestMessage {
    /// Claude, Kimi and GLM refuse empty messages and empty text (API reference, section 2.2).
    fn has_content(&self) -> bool {
        self.parts.iter().any(Part::has_content)
    }

    /// The parts that are sent: sealed reasoning, files (API page, "PDF File Input"), then text that is not blank.
    fn parts_in_order(&self) -> impl Iterator<Item = &Part> {
        let is_text = |part: &&Part| matches!(part, Part::Text(_));
        let sent = || self.parts.iter().filter(|part| part.has_content());
        let sealed = self.parts.iter().filter(|part| matches!(part, Part::Sealed(_)));
        sealed.chain(sent().filter(move |part| !is_text(part))).chain(sent().filter(is_text))
    }
}

/// A question with its whole history.
#[derive(Debug, Clone)]
pub struct ChatRequest {
    /// Model and vendor.
    pub route: Route,
    /// The origin that it goes to, by which sealed reasoning is known to be its own.
    pub origin: String,
    /// Oldest first. Messages without content are left out: some vendors refuse them.
    pub messages: Vec<RequestMessage>,
    /// Whether to stream the answer.
    pub is_streaming: bool,
    /// What the person set.
    pub parameters: Parameters,
    /// Whether it is sent once only: no refusal has it changed and sent again.
    pub is_final: bool,
    /// Changes that earlier refusals of the same gateway, vendor and model asked for.
    pub overrides: Vec<RequestOverride>,
}

impl ChatRequest {
    /// A streamed question with nothing set.
    pub fn new(route: Route, messages: Vec<RequestMessage>) -> Self {
        let (origin, parameters) = (String::new(), Parameters::default());
        let (is_streaming, is_final, overrides) = (true, false, Vec::new());
        Self { route, origin, messages, is_streaming, parameters, is_final, overrides }
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.messages.iter().flat_map(|message| &message.parts)
    }

    fn has_pdf(&self) -> bool {
        self.parts().any(|part| matches!(part, Part::Pdf { .. }))
    }

    /// The kinds of files that it holds.
    pub fn inputs(&self) -> Vec<ModelInput> {
        let has_image = self.parts().any(|part| matches!(part, Part::Image { .. }));
        let image = has_image.then_some(ModelInput::Image);
        image.into_iter().chain(self.has_pdf().then_some(ModelInput::Pdf)).collect()
    }

    fn has_files(&self) -> bool {
        self.parts().any(|part| matches!(part, Part::Image { .. } | Part::Pdf { .. }))
    }

    /// Sealed reasoning of the history that goes back to its maker with it.
    pub fn returned(&self) -> impl Iterator<Item = &SealedReasoning> {
        self.parts().filter_map(Part::sealed).filter(|kept| self.gives_back(kept))
    }

    /// Whether it goes to the maker of this reasoning.
    pub fn gives_back(&self, kept: &SealedReasoning) -> bool {
        kept.maker.is_asked(&self.origin, &self.route)
    }

    /// What the person and the model wrote, for APIs that have a place of its own for instructions.
    fn turns(&self) -> Vec<SentMessage<'_>> {
        merged(self.messages.iter().filter(|message| message.speaker != Speaker::System))
    }

    /// All instructions, for the same APIs.
    fn system(&self) -> Option<String> {
        let of_messages = self.messages.iter().filter(|message| message.speaker == Speaker::System);
        let texts = of_messages.flat_map(|message| &message.parts).filter_map(|part| match part {
            Part::Text(text) => Some(text.trim()),
            Part::Image { .. } | Part::Pdf { .. } | Part::Sealed(_) => None,
        });
        let prompt = self.parameters.system_prompt.trim();
        let all: Vec<&str> = [prompt].into_iter().chain(texts).filter(|text| !text.is_empty()).collect();
        (!all.is_empty()).then(|| all.join("\n\n"))
    }
}

/// A message as it is sent: one or more of the history.
struct SentMessage<'a> {
    speaker: Speaker,
    /// Of each message its files first (API page, "PDF File Input"), then its text.
    parts: Vec<&'a Part>,
}

/// The messages that have content; neighbours of one speaker, as failed and stopped answers leave them behind, are one
/// message, since strict servers refuse roles that do not alternate.
fn merged<'a>(messages: impl Iterator<Item = &'a RequestMessage>) -> Vec<SentMessage<'a>> {
    let mut merged: Vec<SentMessage<'a>> = Vec::new();
    for message in messages.filter(|message| message.has_content()) {
        let parts = message.parts_in_order();
        match merged.last_mut().filter(|last| last.speaker == message.speaker) {
            Some(last) => last.parts.extend(parts),
            None => merged.push(SentMessage { speaker: message.speaker, parts: parts.collect() }),
        }
    }
    merged
}

/// What a reply's headers said, and what it took to get it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyHead {
    /// The HTTP status.
    pub status: u16,
    /// The id to quote to support.
    pub request_id: Option<String>,
    /// The vendor that a header proves, if any.
    pub vendor: Option<String>,
    /// What was changed in the request against what was set; empty as a rule.
    pub overrides: Vec<RequestOverride>,
    /// The limit of tokens that was sent, if one was.
    pub token_limit: Option<u32>,
    /// All changes that refusals asked for, earlier ones included, if there is a new one: to be kept.
    pub learned: Vec<RequestOverride>,
}

/// What a piece of the answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Its text.
    Text,
    /// Its reasoning.
    Reasoning,
}

/// A file that came with the answer, or what claims to be one: nobody has looked at it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// What the reply says that it is.
    pub kind: SkippedKind,
    /// What the model calls it; may be empty.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Where in the text so far a source stands behind what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Here.
    Here,
    /// After so many characters.
    Characters(u64),
    /// After so many bytes.
    Bytes(u64),
}

/// What a reply says of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedSource {
    /// Its number, from 1; each is named before a later one.
    pub number: u32,
    /// Its address, of the web or empty. As all else it is empty if only a mark is told.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The words of it that the answer rests on.
    pub quote: String,
    /// A place that rests on it.
    pub mark: Option<Mark>,
}

/// A piece of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// More text.
    Text(String),
    /// More reasoning.
    Reasoning(String),
    /// All text so far was reasoning that had no opening tag.
    TextWasReasoning,
    /// All of this so far is void: the whole follows, again.
    Retracted(Channel),
    /// A file.
    Media(Media),
    /// A source, or more that is known of it.
    Source(NamedSource),
    /// A part of the reply that is not taken.
    Skipped(SkippedKind),
    /// Tokens so far; replaces what came before.
    Usage(Usage),
    /// The id of the completion, for a request id when no header gave one.
    CompletionId(String),
    /// A tool that the model asks for, complete; comes after all text.
    ToolCall(ToolCall),
    /// All reasoning that the maker signed or encrypted, for later requests; at most once, after all text.
    Sealed(Sealed),
    /// Why the model stopped, in its vendor's word; at most once, and the last delta. An answer that ends without it
    /// may be incomplete: neither a finish reason nor a failure arrived.
    Finished(String),
}

/// An answer that has begun.
pub struct Reply {
    /// Its headers.
    pub head: ReplyHead,
    /// Its pieces. Ends after the last one; an `Err` ends it too.
    pub deltas: BoxStream<'static, Result<Delta>>,
    /// What tells who served it; filled while the pieces are read.
    pub marks: Marks,
}
