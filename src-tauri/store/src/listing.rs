//! The lists of conversations, in pages: the chats, a folder, what was archived, what was deleted.
//!
//! A cursor is the sort key and the `seq` of the last row, so a page costs the same wherever it begins.

use rusqlite::{ToSql, Transaction, params_from_iter};

use super::{Conversation, Store, columns, conversation::LISTED};
use yourouter_protocol::{ConversationId, ConversationList, Error, FolderId, Result};

/// How many conversations a page has at most, besides the pinned ones of the first.
const PAGE_ROWS: usize = 100;

/// A page of conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPage {
    /// The rows.
    pub rows: Vec<Conversation>,
    /// Where the next page begins; `None` after the last one.
    pub next: Option<String>,
}

/// Those of the chats that are pinned.
const PINNED: &str = "c.pinned_at_ms IS NOT NULL AND c.head_seq IS NOT NULL AND c.archived_at_ms IS NULL
    AND c.deleted_at_ms IS NULL";

/// Whether a folder shows the conversation, so that the list of all need not.
const HIDDEN: &str =
    "EXISTS (SELECT 1 FROM folder_conversations i CROSS JOIN folders f ON f.seq = i.folder_seq
    WHERE i.conversation_seq = c.seq AND f.is_hiding = 1)";

/// Takes a folder's id.
const IN_FOLDER: &str = "c.seq IN (SELECT i.conversation_seq FROM folders f
    CROSS JOIN folder_conversations i ON i.folder_seq = f.seq WHERE f.id = ?)";

/// Which rows of a list are not pinned, and what they are sorted by. A folder's id is its only parameter.
fn condition(list: &ConversationList) -> (String, &'static str) {
    let archived = "c.archived_at_ms IS NOT NULL AND c.deleted_at_ms IS NULL AND c.head_seq IS NOT NULL";
    match list {
        ConversationList::Chats => {
            (format!("{LISTED} AND c.pinned_at_ms IS NULL AND NOT {HIDDEN}"), "c.updated_at_ms")
        }
        ConversationList::Folder { .. } => {
            (format!("{LISTED} AND c.pinned_at_ms IS NULL AND {IN_FOLDER}"), "c.updated_at_ms")
        }
        ConversationList::Archived => (archived.to_owned(), "c.updated_at_ms"),
        ConversationList::Deleted => {
            ("c.deleted_at_ms IS NOT NULL AND c.head_seq IS NOT NULL".to_owned(), "c.deleted_at_ms")
        }
    }
}

/// The rows after the one with a sort key and a `seq`, at most so many; a folder's id comes before these three.
pub(super) fn page_sql(list: &ConversationList) -> String {
    let (condition, key) = condition(list);
    format!(
        "{}, c.seq, {key} AS sort_key {} WHERE {condition} AND ({key}, c.seq) < (?, ?)
         ORDER BY {key} DESC, c.seq DESC LIMIT ?",
        columns::CONVERSATION,
        columns::CONVERSATION_TABLES
    )
}

/// The pinned rows of the chats or of a folder.
pub(super) fn pinned_sql(list: &ConversationList) -> Option<String> {
    let which = match list {
        ConversationList::Chats => String::new(),
        ConversationList::Folder { .. } => format!("AND {IN_FOLDER}"),
        ConversationList::Archived | ConversationList::Deleted => return None,
    };
    Some(format!(
        "{} {} WHERE {PINNED} {which} ORDER BY c.updated_at_ms DESC, c.seq DESC",
        columns::CONVERSATION,
        columns::CONVERSATION_TABLES
    ))
}

impl Store {
    /// How many bytes the requests and replies take that are kept for the inspector.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn exchanged_bytes(&self) -> Result<u64> {
        self.connections.read(|transaction| {
            let sql = "SELECT coalesce(sum(size_bytes), 0) FROM exchanges";
            Ok(transaction.query_row(sql, [], |row| row.get(0))?)
        })
    }

    /// How many conversations have messages, deleted ones included that can still be restored.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn count_chats(&self) -> Result<u64> {
        self.connections.read(|transaction| {
            let sql = "SELECT count(*) FROM conversations WHERE head_seq IS NOT NULL";
            Ok(transaction.query_row(sql, [], |row| row.get(0))?)
        })
    }

    /// The page of a list that begins at `cursor`, which a page before gave; the first one without.
    ///
    /// # Errors
    /// `Error::Internal` for a cursor that no page gave, `Error::Storage`.
    pub fn conversation_page(&self, list: &ConversationList, cursor: Option<&str>) -> Result<ListedPage> {
        let after = cursor.map(|cursor| parsed(cursor).ok_or_else(malformed)).transpose()?;
        self.connections.read(|transaction| {
            let mut rows = match after {
                None => pinned(transaction, list)?,
                Some(_) => Vec::new(),
            };
            let (key, seq) = after.unwrap_or((i64::MAX, i64::MAX));
            let folder = folder(list);
            let rest: [&dyn ToSql; 3] = [&key, &seq, &(PAGE_ROWS + 1)];
            let all = folder.iter().map(|id| id as &dyn ToSql).chain(rest);
            let mut statement = transaction.prepare_cached(&page_sql(list))?;
            let found = statement.query_map(params_from_iter(all), |row| {
                Ok((columns::conversation(row)?, row.get("sort_key")?, row.get("seq")?))
            })?;
            let mut found: Vec<(Conversation, i64, i64)> = found.collect::<rusqlite::Result<_>>()?;
            let is_last = found.len() <= PAGE_ROWS;
            found.truncate(PAGE_ROWS);
            let next = found.last().filter(|_| !is_last).map(|(_, key, seq)| format!("{key} {seq}"));
            rows.extend(found.into_iter().map(|(row, ..)| row));
            Ok(ListedPage { rows, next })
        })
    }

    /// All conversations of a list, in its order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn listed_ids(&self, list: &ConversationList) -> Result<Vec<ConversationId>> {
        self.connections.read(|transaction| {
            let mut ids: Vec<ConversationId> =
                pinned(transaction, list)?.into_iter().map(|row| row.id).collect();
            let (condition, key) = condition(list);
            let sql =
                format!("SELECT c.id FROM conversations c WHERE {condition} ORDER BY {key} DESC, c.seq DESC");
            let mut statement = transaction.prepare_cached(&sql)?;
            for id in statement.query_map(params_from_iter(folder(list)), |row| row.get(0))? {
                ids.push(id?);
            }
            Ok(ids)
        })
    }
}

fn pinned(transaction: &Transaction<'_>, list: &ConversationList) -> Result<Vec<Conversation>> {
    let Some(sql) = pinned_sql(list) else { return Ok(Vec::new()) };
    let mut statement = transaction.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(folder(list)), columns::conversation)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn folder(list: &ConversationList) -> Option<FolderId> {
    match list {
        ConversationList::Folder { folder_id } => Some(*folder_id),
        _ => None,
    }
}

fn malformed() -> Error {
    Error::Internal("a malformed cursor".to_owned())
}

fn parsed(cursor: &str) -> Option<(i64, i64)> {
    let (key, seq) = cursor.split_once(' ')?;
    Some((key.parse().ok()?, seq.parse().ok()?))
}
