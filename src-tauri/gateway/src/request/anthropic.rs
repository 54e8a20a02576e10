//! The body of `POST /messages`, Anthropic's own API (messages page; API reference, section 4.3).

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, SentMessage, Speaker, upload::Segment};

pub(super) fn body(request: &ChatRequest, fields: &Fields) -> Vec<Segment> {
    let mut writer = Writer::default();
    writer.raw("{\"model\":");
    writer.string(&request.route.model);
    writer.raw(",\"messages\":");
    writer.array(&request.turns(), write_message);
    if let Some(system) = request.system().filter(|_| !fields.has("system")) {
        writer.raw(",\"system\":");
        writer.string(&system);
    }
    writer.fields(&fields.list);
    writer.raw("}");
    writer.finish()
}

fn write_message(writer: &mut Writer, message: &SentMessage<'_>) {
    let role = if message.speaker == Speaker::Assistant { "assistant" } else { "user" };
    writer.raw("{\"role\":");
    writer.string(role);
    writer.raw(",\"content\":");
    writer.array(message.parts.iter().copied(), write_block);
    writer.raw("}");
}

fn write_block(writer: &mut Writer, part: &Part) {
    match part {
        Part::Text(text) => {
            writer.raw("{\"type\":\"text\",\"text\":");
            writer.string(text);
            writer.raw("}");
        }
        Part::Image { media_type, bytes } => {
            writer.raw("{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":");
            writer.string(media_type);
            writer.raw(",\"data\":\"");
            writer.file(bytes);
            writer.raw("\"}}");
        }
        Part::Pdf { bytes, .. } => {
            writer.raw("{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":");
            writer.raw("\"application/pdf\",\"data\":\"");
            writer.file(bytes);
            writer.raw("\"}}");
        }
    }
}
