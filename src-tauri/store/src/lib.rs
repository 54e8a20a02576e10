//! The embedded database: conversations, messages, turns, attachments and settings.
//!
//! All calls block; `chat` makes them off the async threads. Each writing call is one transaction.
//! Invariant: messages are never overwritten; only the text of a running answer grows. Rows are this module's own
//! types, which never cross to the page. Look next at `turn` for a turn's life and at `branch` for the tree.
//!
//! # The file
//!
//! SQLite with a write-ahead log, so reads (on their own connection) never wait for an answer that is being written.
//!
//! | Table | One row is | Notes |
//! |---|---|---|
//! | `gateways` | a base URL that was used | a route without one goes to the default gateway; removed ones leave the list only |
//! | `conversations` | a conversation, or the blank one | `head_seq` is NULL for the blank one, which is not listed; `title_change` counts changes of titles, for the search; `waived_limit` is the limit of spend above which nobody wants to be asked again; with `is_prompt_excluded` no instructions are sent |
//! | `folders`, `folder_conversations` | a folder; that a conversation is in one | |
//! | `messages` | a message | `seq` is the order of writing; a trigger refuses any change but of flags once it is settled: `is_left_out` keeps it out of requests, `is_pinned` in them when others are left out |
//! | `parts` | a part of a message: words, reasoning, a file, … | in the order of `position`; settled ones do not change |
//! | `part_chunks` | what came of a running answer at one `append` | folded into `parts` at the end |
//! | `turns` | a question and its answer | `state` is `running`, or how its message ended; `lane` tells those apart that run at once |
//! | `steps` | a model call of a turn | it writes one message; `omissions_json` is what its request lacked of the chat, `lane_json` the lane that it is asked again in |
//! | `attempts` | an HTTP request of a step | in the order of `seq`; the last one brought its end |
//! | `attachments` | a file of a message, or of a draft (`message_seq` is NULL) | its bytes lie elsewhere, by `sha256` |
//! | `attachment_blobs`, `blobs` | a content that an attachment needs; how many need it | triggers count |
//! | `learned` | what refusals taught of a gateway's model | as JSON, by kind |
//! | `prompts` | a saved prompt | |
//! | `exchanges` | a request of a step and its reply as they went over the wire | the newest that fit into the inspector's room |
//! | `sealed_reasoning` | reasoning of an answer that its maker signed or encrypted, with its maker | the newest 32 MiB; goes back to its maker only, never into an export |
//! | `requests` | an HTTP request that was made | the newest 10,000 |
//! | `settings`, `stored_values` | the settings as JSON; small values by name | |
//!
//! A word of a later version (a role, a kind of part) never hides what stands around it: the message is read as one that
//! cannot be shown, and left alone.
//!
//! A row's identifier is hyphenated text, so that it can be read in any SQLite tool when somebody has to look after
//! their own data; rows refer to each other by `seq`, the order of writing, which keeps a million messages small and
//! makes each step along a branch one look-up. Times are milliseconds since 1970 (UTC).
//!
//! # What survives what
//!
//! A transaction that was committed survives the end of the process at any moment. `begin_turn`, `end_turn` and all
//! else that a person would miss are also synced to the disk before they return (`synchronous=FULL`), so that they
//! survive a loss of power. `append`, `keep_progress` and `set_draft` are not (`NORMAL`): they come several times a second, and the
//! next synced transaction takes them along.
//!
//! # Versions
//!
//! `PRAGMA user_version` counts the migrations `NNNN_name.sql`, which are never changed once released. An older file
//! is copied to `<file>.backup` and then migrated in one transaction; a newer, foreign or damaged one is refused and
//! left as it is. Programs that have the file open share the lock of `<file>.lock`: only one that is alone may call a
//! running turn interrupted.

mod archive;
mod attachment;
pub mod backup;
mod batch;
mod branch;
mod columns;
mod connections;
mod context;
mod conversation;
mod estimate;
mod exchange;
mod file;
mod folder;
mod fork;
mod gateway;
mod instance;
mod learned;
mod library;
mod listing;
mod migration;
mod parts;
mod prompt;
mod received;
mod requests;
mod rows;
pub mod salvage;
mod sealed;
mod search;
mod send_as;
mod settings;
mod trash;
mod tree;
mod trial;
mod turn;
mod usage;
mod values;
mod window;

use std::{path::Path, sync::Arc};

use connections::Connections;
use yourouter_protocol::{Error, Result};

pub use archive::Imported;
pub use batch::Batch;
pub use estimate::CountedText;
pub use exchange::KeptExchange;
pub use gateway::ListedGateway;
pub use learned::Place;
pub use library::Change;
pub use listing::ListedPage;
pub use requests::REQUESTS_KEPT;
pub use rows::{
    Attachment, Conversation, HistoryMessage, Holds, Message, NewTurn, Outcome, Progress, SearchedChat,
    SearchedFile, SearchedMessage, SearchedTexts, Turn,
};
pub use sealed::KeptReasoning;
pub use search::ChatMark;
pub use trial::Trial;
pub use usage::{CountedAnswer, CountedChat, CountedRequest};
pub use window::{BranchMessage, Part, Window};

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Store {
    connections: Arc<Connections>,
}

impl Store {
    /// Opens the file, making or migrating it; turns that were running become `interrupted`, unless another program
    /// has the file open, whose turns they may be.
    ///
    /// # Errors
    /// `Error::Storage`, also for a file of a newer version, which is left untouched.
    pub fn open(file: &Path) -> Result<Self> {
        Ok(Self { connections: Arc::new(Connections::open(file)?) })
    }

    /// Folds the write-ahead log into the file, which then holds everything: to be called when the program ends.
    ///
    /// # Errors
    /// `Error::Storage`; nothing is lost then, the log stays beside the file.
    pub fn fold_log(&self) -> Result<()> {
        self.connections.fold_log()
    }
}

/// The one row that was to be changed was there.
fn expect_one(changed: usize, what: &str) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(unknown(what)) }
}

fn unknown(what: &str) -> Error {
    Error::Internal(format!("there is no such {what}"))
}

#[cfg(test)]
mod tests;
