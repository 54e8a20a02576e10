//! What a conversation's next question stands on: the message that it follows, and all files that may go out with it.
//!
//! Invariant: nothing is decided here; in which form a file goes out, if at all, is for `send_options`.

use std::collections::HashMap;

use super::Inner;
use yourouter_protocol::{ConversationId, Error, MessageId, Replaced, Result};
use yourouter_store::{Attachment, BranchMessage, Conversation};

/// Those rows.
pub(super) struct Gathered {
    /// Where the question is asked.
    pub(super) conversation: Conversation,
    /// What it follows.
    pub(super) parent_id: Option<MessageId>,
    /// The files of the messages up to there, by message.
    pub(super) earlier: HashMap<MessageId, Vec<Attachment>>,
    /// The files of the version that it replaces, but for those that it drops.
    pub(super) kept: Vec<Attachment>,
    /// The files of the draft.
    pub(super) drafted: Vec<Attachment>,
}

/// Looks at what is stored; `replaces` is the message of which another version is asked. Blocking.
///
/// # Errors
/// `Error::Storage`, `Error::Internal` for an unknown conversation or message.
pub(super) fn gather(inner: &Inner, id: ConversationId, replaces: Option<&Replaced>) -> Result<Gathered> {
    let store = &inner.store;
    let conversation = store.conversation(id)?;
    let (parent_id, kept) = match replaces {
        Some(Replaced { message_id, dropped }) => {
            let replaced = store.branch_messages(&[*message_id])?.pop();
            let BranchMessage { message, attachments: mut kept, .. } =
                replaced.ok_or_else(|| Error::Internal("there is no such message".to_owned()))?;
            kept.retain(|file| !dropped.contains(&file.id));
            (message.parent_id, kept)
        }
        None => (conversation.head, Vec::new()),
    };
    let earlier = parent_id.map(|parent| store.attachments(parent)).transpose()?.unwrap_or_default();
    Ok(Gathered { drafted: store.draft_attachments(id)?, conversation, parent_id, earlier, kept })
}
