//! The body of `POST /chat/completions` (API page, "Body Parameters").

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, RequestMessage, SentMessage, Speaker, merged, upload::Segment};
use yourouter_protocol::RequestOverride;

pub(super) fn body(request: &ChatRequest, fields: &Fields) -> Vec<Segment> {
    let has_data_urls = fields.overrides.contains(&RequestOverride::PdfAsDataUrl);
    let mut writer = Writer::default();
    writer.raw("{\"model\":");
    writer.string(&request.route.model);
    writer.raw(",\"messages\":");
    // Always `system`: several vendors refuse `developer` (API reference, section 2.2).
    let system = Some(request.parameters.system_prompt.trim()).filter(|prompt| !prompt.is_empty());
    let prompt = system.map(|prompt| RequestMessage {
        speaker: Speaker::System,
        parts: vec![Part::Text(prompt.to_owned())],
    });
    let messages = merged(prompt.iter().chain(&request.messages));
    writer.array(&messages, |writer, message| write_message(writer, message, has_data_urls));
    writer.fields(&fields.list);
    writer.raw("}");
    writer.finish()
}

fn write_message(writer: &mut Writer, message: &SentMessage<'_>, has_data_urls: bool) {
    writer.raw("{\"role\":");
    writer.string(match message.speaker {
        Speaker::System => "system",
        Speaker::User => "user",
        Speaker::Assistant => "assistant",
    });
    writer.raw(",\"content\":");
    let parts = &message.parts;
    match texts_only(parts) {
        Some(texts) => writer.string(&texts.join("\n\n")),
        None => writer.array(parts.iter().copied(), |writer, part| write_block(writer, part, has_data_urls)),
    }
    writer.raw("}");
}

fn texts_only<'a>(parts: &[&'a Part]) -> Option<Vec<&'a str>> {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Image { .. } | Part::Pdf { .. } => None,
        })
        .collect()
}

fn write_block(writer: &mut Writer, part: &Part, has_data_urls: bool) {
    match part {
        Part::Text(text) => {
            writer.raw("{\"type\":\"text\",\"text\":");
            writer.string(text);
            writer.raw("}");
        }
        Part::Image { media_type, bytes } => {
            writer.raw("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:");
            writer.inside_string(media_type);
            writer.raw(";base64,");
            writer.file(bytes);
            writer.raw("\"}}");
        }
        Part::Pdf { name, bytes } => {
            writer.raw("{\"type\":\"file\",\"file\":{\"filename\":");
            writer.string(name);
            writer.raw(",\"file_data\":\"");
            if has_data_urls {
                writer.raw("data:application/pdf;base64,");
            }
            writer.file(bytes);
            writer.raw("\"}}");
        }
    }
}
