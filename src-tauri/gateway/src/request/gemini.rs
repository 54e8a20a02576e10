//! The body of `…:generateContent`, Google's own API (generate-content page; API reference, section 4.3).

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, Sealed, SentMessage, Speaker, upload::Segment};

pub(super) fn body(request: &ChatRequest, fields: &Fields) -> Vec<Segment> {
    let mut writer = Writer::default();
    writer.raw("{\"contents\":");
    writer.array(&request.turns(), |writer, message| write_message(writer, message, request, fields));
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

fn write_message(writer: &mut Writer, message: &SentMessage<'_>, request: &ChatRequest, fields: &Fields) {
    let role = if message.speaker == Speaker::Assistant { "model" } else { "user" };
    writer.raw("{\"role\":");
    writer.string(role);
    writer.raw(",\"parts\":");
    writer.array(contents(&message.parts, request, fields), |writer, content| match content {
        Content::Text(text) => write_text(writer, text),
        Content::Signed { text, signature } => write_signed(writer, text, signature),
        Content::File(media_type, bytes) => write_file(writer, media_type, bytes),
    });
    writer.raw("}");
}

/// What is written as one part.
enum Content<'a> {
    Text(&'a str),
    /// Text that bears the signature with which it came.
    Signed {
        text: &'a str,
        signature: &'a str,
    },
    File(&'a str, &'a bytes::Bytes),
}

/// The parts, each signature on the text that it came with: a signed part is not put together with another.
fn contents<'a>(parts: &[&'a Part], request: &ChatRequest, fields: &Fields) -> Vec<Content<'a>> {
    let mut contents = Vec::with_capacity(parts.len() + 1);
    let mut seals = parts.iter().filter_map(|part| match part {
        Part::Sealed(kept) => match fields.returned(kept, request)? {
            Sealed::Signature { signature, text } => Some((signature.as_str(), text.as_str())),
            _ => None,
        },
        _ => None,
    });
    for part in parts {
        match part {
            Part::Sealed(_) => {}
            Part::Image { media_type, bytes } => contents.push(Content::File(media_type, bytes)),
            Part::Pdf { bytes, .. } => contents.push(Content::File("application/pdf", bytes)),
            Part::Text(text) => match seals.next() {
                None => contents.push(Content::Text(text)),
                Some((signature, end)) => {
                    let before = text.strip_suffix(end).unwrap_or(text);
                    let signed = if before.len() < text.len() { end } else { "" };
                    contents.extend((!before.is_empty()).then_some(Content::Text(before)));
                    contents.push(Content::Signed { text: signed, signature });
                }
            },
        }
    }
    contents
}

fn write_signed(writer: &mut Writer, text: &str, signature: &str) {
    writer.raw("{\"text\":");
    writer.string(text);
    writer.raw(",\"thoughtSignature\":");
    writer.string(signature);
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
