//! What a person does with conversations as a whole, one or a thousand: renamed, pinned, archived, filed, deleted.
//!
//! Invariant: each call is one transaction, whatever the number; the conversation without messages is never touched.

use rusqlite::{ToSql, Transaction, params};

use super::{Conversation, Store, columns, conversation, expect_one, values::Json};
use yourouter_protocol::{ConversationId, FolderId, Result};

/// What is done to conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Above the others, from this moment, or back among them.
    Pinned(Option<i64>),
    /// Put away at this moment, or brought back.
    Archived(Option<i64>),
    /// Deleted at this moment, or restored.
    Deleted(Option<i64>),
    /// Put into a folder.
    Filed(FolderId),
    /// Taken out of a folder.
    Unfiled(FolderId),
}

/// The conversations of the JSON list `?1`; the blank one is not among them.
const CHOSEN: &str = "id IN (SELECT value FROM json_each(?1)) AND head_seq IS NOT NULL";

impl Store {
    /// Changes all of `ids`, and gives their rows; those of a filing are the ones that were not there before.
    ///
    /// # Errors
    /// `Error::Internal` for a folder that is not there, `Error::Storage`.
    pub fn change_conversations(&self, ids: &[ConversationId], change: Change) -> Result<Vec<Conversation>> {
        self.connections.write(|transaction| {
            let seqs = match change {
                Change::Pinned(at_ms) => set(transaction, "pinned_at_ms", ids, at_ms)?,
                Change::Archived(at_ms) => set(transaction, "archived_at_ms", ids, at_ms)?,
                Change::Deleted(at_ms) => set(transaction, "deleted_at_ms", ids, at_ms)?,
                Change::Filed(folder) => changed(
                    transaction,
                    &format!(
                        "INSERT INTO folder_conversations (conversation_seq, folder_seq)
                         SELECT seq, (SELECT seq FROM folders WHERE id = ?2) FROM conversations WHERE {CHOSEN}
                         ON CONFLICT DO NOTHING RETURNING conversation_seq"
                    ),
                    params![Json(ids), folder],
                )?,
                Change::Unfiled(folder) => changed(
                    transaction,
                    &format!(
                        "DELETE FROM folder_conversations
                         WHERE folder_seq = (SELECT seq FROM folders WHERE id = ?2)
                             AND conversation_seq IN (SELECT seq FROM conversations WHERE {CHOSEN})
                         RETURNING conversation_seq"
                    ),
                    params![Json(ids), folder],
                )?,
            };
            let sql = format!(
                "{} {} WHERE c.seq IN (SELECT value FROM json_each(?1))",
                columns::CONVERSATION,
                columns::CONVERSATION_TABLES
            );
            let mut statement = transaction.prepare_cached(&sql)?;
            let rows = statement.query_map([Json(seqs)], columns::conversation)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Gives a conversation the title that a person chose; no other takes its place any more.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn rename_conversation(&self, id: ConversationId, title: &str) -> Result<Conversation> {
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET title = ?2, title_source = 'person' WHERE id = ?1",
                params![id, title],
            )?;
            expect_one(changed, "conversation")?;
            conversation::conversation(transaction, id)
        })
    }
}

fn set(
    transaction: &Transaction<'_>,
    column: &str,
    ids: &[ConversationId],
    at_ms: Option<i64>,
) -> Result<Vec<i64>> {
    let sql = format!("UPDATE conversations SET {column} = ?2 WHERE {CHOSEN} RETURNING seq");
    changed(transaction, &sql, params![Json(ids), at_ms])
}

/// The numbers of the conversations that a statement changed, as it returns them.
fn changed(transaction: &Transaction<'_>, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<i64>> {
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
