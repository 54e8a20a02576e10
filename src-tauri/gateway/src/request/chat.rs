//! The body of `POST /chat/completions` (API page, "Body Parameters").

use super::{fields::Fields, writer::Writer};
use crate::{ChatRequest, Part, RequestMessage, Sealed, SentMessage, Speaker, merged, upload::Segment};
use serde_json::{Map, Value};
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
    writer.array(&messages, |writer, message| {
        let sealed = message.parts.iter().find_map(|part| match part {
            Part::Sealed(kept) => fields.returned(kept, request),
            _ => None,
        });
        let returned = match sealed {
            Some(Sealed::Fields(fields)) => Some(fields),
            _ => None,
        };
        write_message(writer, message, has_data_urls, returned);
    });
    writer.fields(&fields.list);
    writer.raw("}");
    writer.finish()
}

/// `returned` is sealed reasoning, which stands in fields beside the text, or in parts before it.
fn write_message(
    writer: &mut Writer,
    message: &SentMessage<'_>,
    has_data_urls: bool,
    returned: Option<&Map<String, Value>>,
) {
    writer.raw("{\"role\":");
    writer.string(match message.speaker {
        Speaker::System => "system",
        Speaker::User => "user",
        Speaker::Assistant => "assistant",
    });
    writer.raw(",\"content\":");
    let parts: Vec<&Part> =
        message.parts.iter().copied().filter(|part| !matches!(part, Part::Sealed(_))).collect();
    let before = returned.and_then(|fields| fields.get("content")).and_then(Value::as_array);
    match (texts_only(&parts), before) {
        (Some(texts), None) => writer.string(&texts.join("\n\n")),
        (_, before) => {
            let sealed = before.into_iter().flatten().map(Err);
            writer.array(sealed.chain(parts.into_iter().map(Ok)), |writer, part| match part {
                Ok(part) => write_block(writer, part, has_data_urls),
                Err(sealed) => writer.value(sealed),
            });
        }
    }
    for (name, value) in returned.into_iter().flatten().filter(|(name, _)| *name != "content") {
        writer.fields(&[(name.clone(), value.clone())]);
    }
    writer.raw("}");
}

fn texts_only<'a>(parts: &[&'a Part]) -> Option<Vec<&'a str>> {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Image { .. } | Part::Pdf { .. } | Part::Sealed(_) => None,
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
        // In fields of the message, or before its parts.
        Part::Sealed(_) => {}
    }
}
