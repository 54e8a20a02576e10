//! How conversations are kept: folders, the lists of the sidebar, what is told when many change at once.

use serde::{Deserialize, Serialize};

use super::{FolderId, MessageId, Role, Route};

/// A list that the sidebar shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConversationList {
    /// Pinned ones first, then the others, latest change first; without those that only their folder shows.
    #[default]
    Chats,
    /// Those of a folder, in the same order.
    Folder {
        /// Which one.
        folder_id: FolderId,
    },
    /// Archived ones, latest change first.
    Archived,
    /// Deleted ones that can still be restored, the last deleted first.
    Deleted,
}

/// A folder of conversations. A conversation may be in several; one that is deleted leaves its conversations be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FolderView {
    /// Which one.
    pub id: FolderId,
    /// What it is called; no two have the same name.
    pub name: String,
    /// Whether its conversations are listed in the folder only.
    pub is_hiding: bool,
    /// What goes for its conversations; `None` if it cannot be read, and then nothing is sent from them.
    pub defaults: Option<FolderDefaults>,
}

/// What a person set for the conversations of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FolderDefaults {
    /// Where messages of a conversation go that is begun in it.
    pub route: Option<Route>,
    /// Instructions for its conversations that have none of their own; empty for none.
    pub system_prompt: String,
}

/// A change of a folder, or a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SaveFolder {
    /// Which one; `None` makes one.
    pub id: Option<FolderId>,
    /// What to call it.
    pub name: String,
    /// Whether its conversations are listed in the folder only.
    pub is_hiding: bool,
    /// What goes for its conversations; `None` leaves that as it is.
    pub defaults: Option<FolderDefaults>,
}

/// A branching point, a first message or the end of a branch: what the tree of a conversation shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BranchNode {
    /// The message.
    pub id: MessageId,
    /// The node that it follows; `None` for a first message.
    pub parent_id: Option<MessageId>,
    /// Who wrote it.
    pub role: Role,
    /// Its first words.
    pub excerpt: String,
    /// The model that was asked, of an answer.
    pub model: Option<String>,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// How many messages stand between the node that it follows and it.
    pub skipped: u32,
    /// Whether it is on the branch that is shown.
    pub is_shown: bool,
}
