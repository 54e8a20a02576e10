//! The body of `POST /messages`, Anthropic's own API (messages page; API reference, section 4.3).

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, Sealed, SentMessage, Speaker, upload::Segment};

pub(super) fn body(request: &ChatRequest, fields: &Fields) -> Vec<Segment> {
    let mut writer = Writer::default();
    writer.raw("{\"model\":");
    writer.string(&request.route.model);
    writer.raw(",\"messages\":");
    writer.array(&request.turns(), |writer, message| write_message(writer, message, request, fields));
    if let Some(system) = request.system().filter(|_| !fields.has("system")) {
        writer.raw(",\"system\":");
        writer.string(&system);
    }
    writer.fields(&fields.list);
    writer.raw("}");
    writer.finish()
}

fn write_message(writer: &mut Writer, message: &SentMessage<'_>, request: &ChatRequest, fields: &Fields) {
    let role = if message.speaker == Speaker::Assistant { "assistant" } else { "user" };
    writer.raw("{\"role\":");
    writer.string(role);
    writer.raw(",\"content\":");
    let blocks = message.parts.iter().flat_map(|part| blocks(part, request, fields));
    writer.array(blocks, |writer, block| match block {
        Block::Part(part) => write_part(writer, part),
        Block::Sealed(block) => writer.value(block),
    });
    writer.raw("}");
}

/// What is written as one block.
enum Block<'a> {
    Part(&'a Part),
    /// Reasoning as it came.
    Sealed(&'a serde_json::Value),
}

fn blocks<'a>(part: &'a Part, request: &ChatRequest, fields: &Fields) -> Vec<Block<'a>> {
    match part {
        Part::Sealed(kept) => match fields.returned(kept, request) {
            Some(Sealed::Blocks(blocks)) => blocks.iter().map(Block::Sealed).collect(),
            _ => Vec::new(),
        },
        part => vec![Block::Part(part)],
    }
}

fn write_part(writer: &mut Writer, part: &Part) {
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
        // `blocks` has made blocks of it.
        Part::Sealed(_) => {}
    }
}
