//! The body of `…:generateContent`, Google's own API (generate-content page; API reference, section 4.3).

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, SentMessage, Speaker, upload::Segment};

pub(super) fn body(request: &ChatRequest, fields: &Fields) -> Vec<Segment> {
    let mut writer = Writer::default();
    writer.raw("{\"contents\":");
    writer.array(&request.turns(), write_message);
    if let Some(system) = request.system().filter(|_| !fields.has("systemInstruction")) {
        writer.raw(",\"systemInstruction\":{\"parts\":[");
        write_text(&mut writer, &system);
        writer.raw("]}");
    }
    writer.fields(&fields.list);
    if !fields.config.is_empty() {
        let config = fields.config.iter().cloned().collect::<serde_json::Map<_, _>>();
        writer.fields(&[("generationConfig".to_owned(), config.into())]);
    }
    writer.raw("}");
    writer.finish()
}

fn write_message(writer: &mut Writer, message: &SentMessage<'_>) {
    let role = if message.speaker == Speaker::Assistant { "model" } else { "user" };
    writer.raw("{\"role\":");
    writer.string(role);
    writer.raw(",\"parts\":");
    writer.array(message.parts.iter().copied(), |writer, part| match part {
        Part::Text(text) => write_text(writer, text),
        Part::Image { media_type, bytes } => write_file(writer, media_type, bytes),
        Part::Pdf { bytes, .. } => write_file(writer, "application/pdf", bytes),
    });
    writer.raw("}");
}

fn write_text(writer: &mut Writer, text: &str) {
    writer.raw("{\"text\":");
    writer.string(text);
    writer.raw("}");
}

fn write_file(writer: &mut Writer, media_type: &str, bytes: &bytes::Bytes) {
    writer.raw("{\"inlineData\":{\"mimeType\":");
    writer.string(media_type);
    writer.raw(",\"data\":\"");
    writer.file(bytes);
    writer.raw("\"}}");
}
