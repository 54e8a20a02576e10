//! What a gateway is sent: the branch up to the question, with its files.

use std::collections::HashMap;

use crate::{
    Result,
    attachment::Folder,
    gateway::{Part, RequestMessage, Speaker},
    protocol::{AttachmentKind, MessageId, Role},
    store::{Attachment, Message},
};

/// Turns a branch into request messages, reading the files. Answers without text (failed ones) are left out, since
/// some vendors refuse empty messages (API reference, section 2.2). Blocking.
///
/// # Errors
/// `Error::Attachment` if a file is gone.
pub fn request_messages(
    files: &Folder,
    branch: &[Message],
    attachments: &HashMap<MessageId, Vec<Attachment>>,
) -> Result<Vec<RequestMessage>> {
    let mut messages = Vec::with_capacity(branch.len());
    for message in branch {
        let attached = attachments.get(&message.id).map_or(&[][..], Vec::as_slice);
        let mut parts = attached.iter().map(|file| part(files, file)).collect::<Result<Vec<_>>>()?;
        if !message.text.trim().is_empty() {
            parts.push(Part::Text(message.text.clone()));
        }
        if parts.is_empty() {
            continue;
        }
        let speaker = match message.role {
            Role::User => Speaker::User,
            Role::Assistant => Speaker::Assistant,
        };
        messages.push(RequestMessage { speaker, parts });
    }
    Ok(messages)
}

fn part(files: &Folder, file: &Attachment) -> Result<Part> {
    let bytes = files.read(&file.sha256)?;
    Ok(match file.kind {
        AttachmentKind::Image => Part::Image { media_type: file.media_type.clone(), bytes },
        AttachmentKind::Pdf => Part::Pdf { name: file.name.clone(), bytes },
    })
}
