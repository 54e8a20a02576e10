//! What a request lacks of the chat, and what it has in another form: decided by the same rules by which it is made
//! (`history`), told before it is sent and kept with the answer.
//!
//! Invariant: what a request leaves out, shortens, changes or puts together is counted here; nothing is trimmed silently.

use std::collections::{BTreeMap, HashMap};

use yourouter_attachments::is_document;
use yourouter_gateway::{ChatRequest, Part, SealedReasoning};
use yourouter_protocol::{AttachmentKind, MessageId, Omission, OmissionKind, Role, SendAs};
use yourouter_store::{Attachment, HistoryMessage};

use crate::{
    attachments::{Choice, page_count},
    excerpt::excerpt,
};

/// Why a message stays out of a request, if it does. The one that is asked goes out whatever was decided before.
pub(crate) fn left_out(
    message: &HistoryMessage,
    attached: &[Attachment],
    is_asked: bool,
) -> Option<OmissionKind> {
    let is_of_chat = matches!(message.role, Role::User | Role::Assistant);
    if !is_of_chat || (message.holds.unknown && !is_asked) {
        // No tools are offered, and nobody sets the model up yet.
        Some(OmissionKind::UnreadableMessages)
    } else if message.flags.is_left_out && !is_asked {
        Some(OmissionKind::ExcludedMessages)
    } else if message.text.trim().is_empty() && attached.is_empty() {
        Some(OmissionKind::EmptyMessages)
    } else {
        None
    }
}

/// What becomes of a file of a message that is sent: nothing to be said of one that goes out whole.
pub(crate) fn lacks_of_file(file: &Attachment, send_as: SendAs) -> Vec<OmissionKind> {
    if file.is_left_out {
        let is_media = file.kind == AttachmentKind::Media;
        return vec![if is_media { OmissionKind::MediaFiles } else { OmissionKind::ExcludedFiles }];
    }
    let (facts, pages) = (&file.facts, file.pages.unwrap_or_default());
    let text = facts.text.as_ref().filter(|_| send_as == SendAs::Text);
    let is_shortened = match send_as {
        SendAs::Text => {
            facts.whole_bytes > 0
                || text.is_some_and(|text| text.is_cut || text.pages.is_some_and(|read| read < pages))
        }
        SendAs::Pages => page_count(file) < pages,
        SendAs::Image => facts.frames > 1,
        SendAs::Pdf => false,
    };
    let is_flattened = file.kind == AttachmentKind::Pdf || is_document(&file.media_type);
    let found = [
        (is_shortened, OmissionKind::ShortenedFiles),
        (send_as == SendAs::Text && facts.data_bytes > 0, OmissionKind::FilesWithoutData),
        (send_as == SendAs::Text && is_flattened, OmissionKind::FilesAsText),
    ];
    found.into_iter().filter_map(|(is_so, kind)| is_so.then_some(kind)).collect()
}

/// All that a request for the last message of `branch` lacks; `prompt` are instructions that were excluded. `goes_back` says whether sealed reasoning is given back.
pub(crate) fn omissions(
    prompt: Option<String>,
    branch: &[HistoryMessage],
    attachments: &HashMap<MessageId, Vec<Attachment>>,
    sealed: &HashMap<MessageId, SealedReasoning>,
    choice: &Choice,
    goes_back: impl Fn(&SealedReasoning) -> bool,
) -> Vec<Omission> {
    let mut tally = Tally::default();
    if let Some(prompt) = prompt {
        tally.add(OmissionKind::ExcludedPrompt, || excerpt(Role::System, &prompt));
    }
    let (last, mut before) = (branch.last().map(|message| message.id), None);
    for message in branch {
        let attached = attachments.get(&message.id).map_or(&[][..], Vec::as_slice);
        let words = || excerpt(message.role, &message.text);
        if let Some(kind) = left_out(message, attached, Some(message.id) == last) {
            tally.add(kind, words);
            continue;
        }
        for file in attached {
            for kind in lacks_of_file(file, choice.send_as(file)) {
                tally.add(kind, || file.name.clone());
            }
        }
        if message.holds.tools {
            tally.add(OmissionKind::ToolCalls, words);
        }
        if sealed.get(&message.id).is_some_and(|kept| !goes_back(kept)) {
            tally.add(OmissionKind::ForeignReasoning, words);
        }
        if before.replace(message.role) == Some(message.role) {
            tally.add(OmissionKind::MergedMessages, words);
        }
    }
    tally.0.into_values().collect()
}

/// Says of a request what sealed reasoning it leaves behind, in place of what was said of the vendor that was asked before.
/// Gives whether that is something else.
pub(super) fn leave_reasoning(omissions: &mut Vec<Omission>, request: &ChatRequest) -> bool {
    let mut tally = Tally::default();
    for message in &request.messages {
        // Only answers have any.
        let text = || message.parts.iter().find_map(Part::text).unwrap_or_default();
        let words = || excerpt(Role::Assistant, text());
        let sealed = message.parts.iter().filter_map(Part::sealed);
        for _ in sealed.filter(|kept| !request.gives_back(kept)) {
            tally.add(OmissionKind::ForeignReasoning, words);
        }
    }
    let others = omissions.iter().filter(|known| known.kind != OmissionKind::ForeignReasoning).cloned();
    let mut next: Vec<Omission> = others.chain(tally.0.into_values()).collect();
    next.sort_by_key(|omission| omission.kind);
    let is_new = next != *omissions;
    *omissions = next;
    is_new
}

/// What was found, by kind.
#[derive(Default)]
struct Tally(BTreeMap<OmissionKind, Omission>);

impl Tally {
    fn add(&mut self, kind: OmissionKind, name: impl FnOnce() -> String) {
        let found = self.0.entry(kind).or_insert(Omission { kind, count: 0, names: Vec::new() });
        found.count = found.count.saturating_add(1);
        if found.names.len() < Omission::MAX_NAMED {
            found.names.extend(Some(name()).filter(|name| !name.is_empty()));
        }
    }
}

#[cfg(test)]
mod tests;
