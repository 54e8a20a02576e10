//! What a conversation's next question stands on: the message that it follows, and all files that may go out with it.
//!
//! Invariant: nothing is decided here; in which form a file goes out, if at all, is for `send_options`.

use std::collections::HashMap;

use yourouter_protocol::{ConversationId, Error, MessageId, Replaced, Result};
use yourouter_store::{Attachment, BranchMessage, Conversation, Store};

/// Those rows.
pub(crate) struct Gathered {
    /// Where the question is asked.
    pub(crate) conversation: Conversation,
    /// What it follows.
    pub(crate) parent_id: Option<MessageId>,
    /// Whether the version that it replaces is pinned, as it will be then.
    pub(crate) is_pinned: bool,
    /// The files of the messages up to there, by message.
    pub(crate) earlier: HashMap<MessageId, Vec<Attachment>>,
    /// The files of the version that it replaces, but for those that it drops.
    pub(crate) kept: Vec<Attachment>,
    /// The files of the draft.
    pub(crate) drafted: Vec<Attachment>,
}

/// Looks at what is stored; `replaces` is the message of which another version is asked. Blocking.
///
/// # Errors
/// `Error::Storage`, `Error::Internal` for an unknown conversation or message.
pub(crate) fn gather(store: &Store, id: ConversationId, replaces: Option<&Replaced>) -> Result<Gathered> {
    let conversation = store.conversation(id)?;
    let (parent_id, is_pinned, kept) = match replaces {
        Some(Replaced { message_id, dropped }) => {
            let replaced = store.branch_messages(&[*message_id])?.pop();
            let BranchMessage { message, attachments: mut kept, .. } =
                replaced.ok_or_else(|| Error::Internal("there is no such message".to_owned()))?;
            kept.retain(|file| !dropped.contains(&file.id));
            (message.parent_id, message.flags.is_pinned, kept)
        }
        None => (conversation.head, false, Vec::new()),
    };
    let earlier = parent_id.map(|parent| store.attachments(parent)).transpose()?.unwrap_or_default();
    let drafted = store.draft_attachments(id)?;
    Ok(Gathered { conversation, parent_id, is_pinned, earlier, kept, drafted })
}
