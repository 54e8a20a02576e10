//! What a gateway is sent: the branch up to the question, with its files.

use std::collections::HashMap;

use crate::attachments::{Choice, named, read_text};
use yourouter_attachments::{BlobStore, fenced, is_document};
use yourouter_gateway::{Part, RequestMessage, SealedReasoning, Speaker};
use yourouter_protocol::{Error, MessageId, Result, Role, SendAs};
use yourouter_store::{Attachment, HistoryMessage};

/// Turns a branch into request messages, reading the files. Answers without text (failed ones) are left out, since
/// some vendors refuse empty messages (API reference, section 2.2); a question of which nothing but files that are left
/// out would remain names them instead. Blocking.
///
/// # Errors
/// `Error::Attachment` if a file is gone.
pub fn request_messages(
    files: &BlobStore,
    branch: &[HistoryMessage],
    attachments: &HashMap<MessageId, Vec<Attachment>>,
    sealed: &mut HashMap<MessageId, SealedReasoning>,
    choice: &Choice,
) -> Result<Vec<RequestMessage>> {
    let mut messages = Vec::with_capacity(branch.len());
    // Most vendors take files from the person only: those of an answer go with what is said next.
    let mut carried = Vec::new();
    for message in branch {
        let attached = attachments.get(&message.id).map_or(&[][..], Vec::as_slice);
        let mut parts = Vec::new();
        for file in attached.iter().filter(|file| !file.is_left_out) {
            add_file(files, file, choice.send_as(file), &mut parts)?;
        }
        let is_answer = message.role == Role::Assistant;
        let names = || attached.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
        if is_answer && !parts.is_empty() {
            carried.append(&mut parts);
            carried.push(Part::Text(format!("[from your answer: {}]", names())));
        }
        if message.role == Role::User {
            parts.splice(0..0, carried.drain(..));
        }
        if !message.text.trim().is_empty() {
            parts.push(Part::Text(message.text.clone()));
        } else if is_answer && !attached.is_empty() {
            parts.push(Part::Text(format!("[{}]", names())));
        } else if parts.is_empty() && !attached.is_empty() {
            parts.push(Part::Text(format!("[left out: {}]", names())));
        }
        if parts.is_empty() {
            continue;
        }
        let speaker = match message.role {
            Role::User => Speaker::User,
            Role::Assistant => Speaker::Assistant,
            // No tools are offered, and nobody sets the model up yet.
            Role::System | Role::Tool => continue,
        };
        parts.extend(sealed.remove(&message.id).filter(|_| is_answer).map(Part::Sealed));
        messages.push(RequestMessage { speaker, parts });
    }
    Ok(messages)
}

fn add_file(files: &BlobStore, file: &Attachment, send_as: SendAs, parts: &mut Vec<Part>) -> Result<()> {
    let read = |sha256: &str| files.read(sha256).map_err(|error| named(error, &file.name));
    match send_as {
        SendAs::Image => {
            let bytes = read(&file.sha256)?;
            parts.push(Part::Image { media_type: file.media_type.clone(), bytes });
        }
        SendAs::Pdf => parts.push(Part::Pdf { name: file.name.clone(), bytes: read(&file.sha256)? }),
        SendAs::Text => {
            let layer = file.facts.text.as_ref();
            let text = read_text(files, file)?;
            let note = match file.pages {
                Some(pages) => layer.map(|text| text.extent(pages, file.facts.picture_pages)),
                None if is_document(&file.media_type) => Some("text of the document".to_owned()),
                None => None,
            };
            parts.push(Part::Text(fenced(&file.name, note.as_deref(), &text)));
        }
        SendAs::Pages => {
            if file.facts.page_images.is_empty() {
                // Nobody would see that the file is not in the request.
                return Err(Error::Internal(format!("the pages of {} are not drawn", file.name)));
            }
            for page in &file.facts.page_images {
                parts.push(Part::Image { media_type: page.media_type.clone(), bytes: read(&page.sha256)? });
            }
        }
    }
    Ok(())
}
