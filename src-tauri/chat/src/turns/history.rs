//! What a gateway is sent: the branch up to the question, with its files.

use std::collections::HashMap;

use super::omissions::left_out;
use crate::attachments::{Choice, named, read_text};
use yourouter_attachments::{BlobStore, fenced, is_document};
use yourouter_gateway::{Part, RequestMessage, SealedReasoning, Speaker};
use yourouter_protocol::{Error, MessageId, OmissionKind, Result, Role, SendAs};
use yourouter_store::{Attachment, HistoryMessage};

/// Stands first where what an answer answered is left out: some vendors refuse a request that begins with an answer.
const LEFT_OUT: &str = "[earlier messages are left out]";

/// Turns a branch into request messages, reading the files. What `omissions` names is left out, such as answers without
/// text, since some vendors refuse empty messages (API reference, section 2.2); a question of which nothing but files that
/// are left out would remain names them instead. Blocking.
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
    let (asked, mut is_whole) = (branch.last().map(|message| message.id), true);
    for message in branch {
        let attached = attachments.get(&message.id).map_or(&[][..], Vec::as_slice);
        if let Some(kind) = left_out(message, attached, Some(message.id) == asked) {
            is_whole &= kind == OmissionKind::EmptyMessages;
            continue;
        }
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
        let speaker = if is_answer { Speaker::Assistant } else { Speaker::User };
        if is_answer && messages.is_empty() && !is_whole {
            messages.push(RequestMessage {
                speaker: Speaker::User,
                parts: vec![Part::Text(LEFT_OUT.to_owned())],
            });
        }
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
