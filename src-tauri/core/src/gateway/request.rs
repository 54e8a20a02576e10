//! A question as the JSON body of `POST /chat/completions` (API page, "Body Parameters").
//!
//! Invariant: only what the API documents and the person set is sent; files are not copied into the text. What an
//! upstream refused before is left out or sent in its other form.

use std::collections::HashSet;

use bytes::Bytes;

use super::{Adjustment, ChatRequest, Part, RequestMessage, Speaker, errors::Refusal, upload::Segment};

/// Words in the names of Mistral's models: its API refuses fields that it does not know, and counts tokens unasked.
const MISTRAL_NAMES: [&str; 5] = ["istral", "mixtral", "codestral", "devstral", "pixtral"];

/// Changes that refusals asked for.
pub(super) type Adjustments = HashSet<Adjustment>;

/// Writes the body.
pub(super) fn body(request: &ChatRequest, adjustments: &Adjustments) -> Vec<Segment> {
    let mut writer = Writer::default();
    writer.raw("{\"model\":");
    writer.string(&request.route.model);
    writer.raw(",\"messages\":[");
    for (position, message) in request.messages.iter().filter(|message| has_content(message)).enumerate() {
        writer.raw(if position == 0 { "" } else { "," });
        writer.message(message, adjustments);
    }
    writer.raw("],\"stream\":");
    writer.raw(if request.is_streaming { "true" } else { "false" });
    if wants_usage(request) && !adjustments.contains(&Adjustment::WithoutStreamOptions) {
        writer.raw(",\"stream_options\":{\"include_usage\":true}");
    }
    writer.raw("}");
    writer.finish()
}

/// The one change that a refusal asks for, if it names a field that can be changed (API reference, sections 2.2, 4.2).
pub(super) fn adjustment(request: &ChatRequest, made: &Adjustments, refusal: &Refusal) -> Option<Adjustment> {
    if !matches!(refusal.status, 400 | 422) {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|word| refusal.words.contains(word));
    let asked_for = if wants_usage(request) && says(&["stream_options", "include_usage"]) {
        Adjustment::WithoutStreamOptions
    } else if has_pdf(request) && says(&["file_data", "data url", "data uri", "data:application/pdf"]) {
        Adjustment::PdfAsDataUrl
    } else {
        return None;
    };
    (!made.contains(&asked_for)).then_some(asked_for)
}

/// Those of `adjustments` that make a difference to this request, in a fixed order.
pub(super) fn applied(request: &ChatRequest, adjustments: &Adjustments) -> Vec<Adjustment> {
    let mut applied: Vec<Adjustment> = adjustments
        .iter()
        .copied()
        .filter(|adjustment| match adjustment {
            Adjustment::WithoutStreamOptions => wants_usage(request),
            Adjustment::PdfAsDataUrl => has_pdf(request),
        })
        .collect();
    applied.sort_unstable();
    applied
}

fn has_pdf(request: &ChatRequest) -> bool {
    request.messages.iter().flat_map(|message| &message.parts).any(|part| matches!(part, Part::Pdf { .. }))
}

fn wants_usage(request: &ChatRequest) -> bool {
    let model = request.route.model.to_lowercase();
    request.is_streaming
        && request.route.vendor.as_str() != "mistral"
        && !MISTRAL_NAMES.iter().any(|name| model.contains(name))
}

/// Claude, Kimi and GLM refuse empty messages and empty text.
fn has_content(message: &RequestMessage) -> bool {
    message.parts.iter().any(part_has_content)
}

fn part_has_content(part: &Part) -> bool {
    match part {
        Part::Text(text) => !text.trim().is_empty(),
        Part::Image { .. } | Part::Pdf { .. } => true,
    }
}

#[derive(Default)]
struct Writer {
    segments: Vec<Segment>,
    text: String,
}

impl Writer {
    fn finish(mut self) -> Vec<Segment> {
        self.end_text();
        self.segments
    }

    fn message(&mut self, message: &RequestMessage, adjustments: &Adjustments) {
        self.raw("{\"role\":");
        self.string(match message.speaker {
            Speaker::System => "system",
            Speaker::User => "user",
            Speaker::Assistant => "assistant",
        });
        self.raw(",\"content\":");
        let (texts, files): (Vec<&Part>, Vec<&Part>) = message
            .parts
            .iter()
            .filter(|part| part_has_content(part))
            .partition(|part| matches!(part, Part::Text(_)));
        if files.is_empty() {
            self.string(&joined(&texts));
        } else {
            self.blocks(files.into_iter().chain(texts), adjustments);
        }
        self.raw("}");
    }

    fn blocks<'a>(&mut self, parts: impl Iterator<Item = &'a Part>, adjustments: &Adjustments) {
        for (position, part) in parts.enumerate() {
            self.raw(if position == 0 { "[" } else { "," });
            self.block(part, adjustments);
        }
        self.raw("]");
    }

    fn block(&mut self, part: &Part, adjustments: &Adjustments) {
        match part {
            Part::Text(text) => {
                self.raw("{\"type\":\"text\",\"text\":");
                self.string(text);
                self.raw("}");
            }
            Part::Image { media_type, bytes } => {
                self.raw("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:");
                self.inside_string(media_type);
                self.raw(";base64,");
                self.file(bytes);
                self.raw("\"}}");
            }
            Part::Pdf { name, bytes } => {
                self.raw("{\"type\":\"file\",\"file\":{\"filename\":");
                self.string(name);
                self.raw(",\"file_data\":\"");
                if adjustments.contains(&Adjustment::PdfAsDataUrl) {
                    self.raw("data:application/pdf;base64,");
                }
                self.file(bytes);
                self.raw("\"}}");
            }
        }
    }

    fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    fn string(&mut self, text: &str) {
        self.raw("\"");
        self.inside_string(text);
        self.raw("\"");
    }

    /// `text` with the escapes of a JSON string (RFC 8259, section 7), without its quotes.
    fn inside_string(&mut self, text: &str) {
        let quoted = serde_json::Value::from(text).to_string();
        self.raw(quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default());
    }

    fn file(&mut self, bytes: &Bytes) {
        self.end_text();
        self.segments.push(Segment::Base64(bytes.clone()));
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.segments.push(Segment::Text(std::mem::take(&mut self.text).into()));
        }
    }
}

fn joined(texts: &[&Part]) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Image { .. } | Part::Pdf { .. } => None,
        })
        .collect();
    texts.join("\n\n")
}

#[cfg(test)]
mod tests;
