//! The tree of messages: branches from the first message to a head, and switching between them.
//!
//! A branch is walked from its head to its root. Each step also demands a smaller `seq`, so the walk ends even in a
//! file whose parents form a circle. Where a branch goes on is `next_seq`: what switches it writes that for the whole
//! branch, so that a part of it is found without a walk from its head (`window`).
//! Invariant: one query for a whole branch, however long it is.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{
    Attachment, Conversation, HistoryMessage, Message, Store, columns, conversation, expect_one, parts,
    unknown, values::known,
};
use yourouter_protocol::{MessageId, Result, Role};

/// `branch(seq, parent_seq)`: the messages from `?1` to its root. It is joined with `CROSS JOIN`, which in SQLite keeps
/// the order as written: the walk first, then what hangs on it.
const WALK: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT seq, parent_seq FROM messages WHERE id = ?1
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
    )";

pub(super) fn ids_sql() -> String {
    format!("{WALK} SELECT m.id FROM branch b CROSS JOIN messages m ON m.seq = b.seq")
}

/// At most `?2` messages before `?1`, as [`WALK`].
const WALK_BEFORE: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT p.seq, p.parent_seq FROM messages m CROSS JOIN messages p ON p.seq = m.parent_seq WHERE m.id = ?1
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
        LIMIT ?2
    )";

/// One row for each part, with its text if it is words; a message without any has one without a kind.
const HISTORY: &str = "SELECT m.seq, k.position, m.id, m.role, m.is_left_out, m.is_pinned, k.kind,
         iif(k.kind = 'text', k.text, '') AS text
     FROM branch b
     CROSS JOIN messages m ON m.seq = b.seq
     LEFT JOIN parts k ON k.message_seq = m.seq";

pub(super) fn history_sql() -> String {
    format!("{WALK} {HISTORY}")
}

pub(super) fn history_before_sql() -> String {
    format!("{WALK_BEFORE} {HISTORY}")
}

pub(super) fn attachments_sql() -> String {
    format!(
        "{WALK} SELECT m.id AS message_id, {} FROM branch b
         CROSS JOIN attachments a ON a.message_seq = b.seq
         CROSS JOIN messages m ON m.seq = b.seq
         ORDER BY a.message_seq, a.position",
        columns::ATTACHMENT
    )
}

/// The files of the message of the id `?1`.
pub(super) fn attachments_of_sql() -> String {
    format!(
        "SELECT {} FROM messages m CROSS JOIN attachments a ON a.message_seq = m.seq WHERE m.id = ?1 ORDER BY a.position",
        columns::ATTACHMENT
    )
}

/// Whether any message of the conversation of `?1` has a file: most have none, and need not be walked for them.
pub(super) const HAS_FILES: &str = "SELECT EXISTS (SELECT 1 FROM attachments a
    WHERE a.conversation_seq = (SELECT conversation_seq FROM messages WHERE id = ?1) AND a.message_seq IS NOT NULL)";

pub(super) fn sealed_sql() -> String {
    format!(
        "{WALK} SELECT m.id AS message_id, r.* FROM branch b
         CROSS JOIN sealed_reasoning r ON r.message_seq = b.seq
         CROSS JOIN messages m ON m.seq = b.seq"
    )
}

/// Whether any message before `?1` may have sealed reasoning: where none has, the branch need not be walked for it.
pub(super) const HAS_SEALED: &str = "SELECT EXISTS (SELECT 1 FROM messages h
    CROSS JOIN messages m ON m.conversation_seq = h.conversation_seq
    CROSS JOIN sealed_reasoning r ON r.message_seq = m.seq WHERE h.id = ?1)";

/// The newest message under `?1` or itself: always a leaf, as a message is written after the one that it follows.
pub(super) const NEWEST_UNDER: &str = "WITH RECURSIVE under (seq) AS (
        SELECT seq FROM messages WHERE id = ?1
        UNION ALL
        SELECT c.seq FROM under u CROSS JOIN messages c ON c.parent_seq = u.seq AND c.seq > u.seq
    )
    SELECT max(seq) FROM under";

/// Lets each message of the branch to the head of conversation `?1` go on with the next one of it.
pub(super) const LEAD_TO_HEAD: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT seq, parent_seq FROM messages WHERE seq = (SELECT head_seq FROM conversations WHERE id = ?1)
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
    )
    UPDATE messages SET next_seq = b.seq FROM branch b
    WHERE messages.seq = b.parent_seq AND b.parent_seq < b.seq AND messages.next_seq IS NOT b.seq";

impl Store {
    /// The messages from the first one to `head`.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn branch_ids(&self, head: MessageId) -> Result<Vec<MessageId>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&ids_sql())?;
            let mut ids: Vec<MessageId> =
                statement.query_map([head], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if ids.is_empty() {
                return Err(unknown("message"));
            }
            ids.reverse();
            Ok(ids)
        })
    }

    /// The words of the branch to `head`, oldest first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn history(&self, head: MessageId) -> Result<Vec<HistoryMessage>> {
        self.connections.read(|transaction| history(transaction, &history_sql(), params![head]))
    }

    /// The words of the last `most` messages before one on its branch, oldest first; what stands before them is not read.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn history_before(&self, message: MessageId, most: usize) -> Result<Vec<HistoryMessage>> {
        self.connections
            .read(|transaction| history(transaction, &history_before_sql(), params![message, most]))
    }

    /// One message.
    ///
    /// # Errors
    /// `Error::Internal` if there is none.
    pub fn message(&self, id: MessageId) -> Result<Message> {
        self.connections.read(|transaction| message(transaction, id))
    }

    /// A question, given itself or an answer to it, and all its answers, oldest first.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn answered(&self, id: MessageId) -> Result<(MessageId, Vec<MessageId>)> {
        self.connections.read(|transaction| {
            let Message { role, parent_id, .. } = message(transaction, id)?;
            let question = parent_id.filter(|_| role == Role::Assistant).unwrap_or(id);
            let answers = transaction
                .prepare_cached(
                    "SELECT a.id FROM messages q CROSS JOIN messages a
                         ON a.parent_seq = q.seq AND a.conversation_seq = q.conversation_seq AND a.role = ?2
                     WHERE q.id = ?1 ORDER BY a.seq",
                )?
                .query_map(params![question, Role::Assistant], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok((question, answers))
        })
    }

    /// Makes the newest branch through `message` the current one; gives the conversation and its new head.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn switch_branch(&self, message_id: MessageId) -> Result<Conversation> {
        self.connections.write(|transaction| {
            let id = message(transaction, message_id)?.conversation_id;
            let changed = transaction.execute(
                &format!("UPDATE conversations SET head_seq = ({NEWEST_UNDER}) WHERE id = ?2"),
                params![message_id, id],
            )?;
            expect_one(changed, "conversation")?;
            transaction.execute(LEAD_TO_HEAD, [id])?;
            conversation::conversation(transaction, id)
        })
    }

    /// Makes sure that `message` is on the current branch, by switching only if it is not.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn show_on_branch(&self, message_id: MessageId) -> Result<Conversation> {
        let (row, is_on_branch) = self.connections.read(|transaction| {
            let row = conversation::conversation(transaction, message(transaction, message_id)?.conversation_id)?;
            let sql = format!(
                "{WALK} SELECT EXISTS (SELECT 1 FROM branch WHERE seq = (SELECT seq FROM messages WHERE id = ?2))"
            );
            let is_on_branch = match row.head {
                Some(head) => transaction
                    .prepare_cached(&sql)?
                    .query_row(params![head, message_id], |row| row.get(0))?,
                None => false,
            };
            Ok((row, is_on_branch))
        })?;
        if is_on_branch { Ok(row) } else { self.switch_branch(message_id) }
    }

    /// The attachments of these messages, by message, in order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn attachments_of(&self, messages: &[MessageId]) -> Result<HashMap<MessageId, Vec<Attachment>>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&attachments_of_sql())?;
            let mut found = HashMap::new();
            for id in messages {
                let files: Vec<Attachment> =
                    statement.query_map([id], columns::attachment)?.collect::<rusqlite::Result<_>>()?;
                if !files.is_empty() {
                    found.insert(*id, files);
                }
            }
            Ok(found)
        })
    }

    /// The attachments of the messages of the branch to `head`, by message, in order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn attachments(&self, head: MessageId) -> Result<HashMap<MessageId, Vec<Attachment>>> {
        self.connections.read(|transaction| {
            let has_any: bool = transaction.prepare_cached(HAS_FILES)?.query_row([head], |row| row.get(0))?;
            if !has_any {
                return Ok(HashMap::new());
            }
            let mut statement = transaction.prepare_cached(&attachments_sql())?;
            let mut rows = statement.query([head])?;
            let mut found: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
            while let Some(row) = rows.next()? {
                found.entry(row.get("message_id")?).or_default().push(columns::attachment(row)?);
            }
            Ok(found)
        })
    }
}

fn history(
    transaction: &Transaction<'_>,
    sql: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<HistoryMessage>> {
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found: Vec<(i64, Option<i64>, HistoryMessage)> = Vec::new();
    while let Some(row) = rows.next()? {
        let role: Option<Role> = known(row, "role")?;
        let text = row.get::<_, Option<String>>("text")?.unwrap_or_default();
        let mut holds = parts::holds(row.get_ref("kind")?.as_str_or_null().map_err(rusqlite::Error::from)?);
        holds.unknown |= role.is_none();
        let (id, role, flags) = (row.get("id")?, role.unwrap_or(Role::Assistant), columns::flags(row)?);
        found.push((row.get(0)?, row.get(1)?, HistoryMessage { id, role, text, flags, holds }));
    }
    // Sorted here, because there the texts would pass through a temporary table.
    found.sort_unstable_by_key(|(seq, position, _)| (*seq, *position));
    let mut messages: Vec<HistoryMessage> = Vec::with_capacity(found.len());
    for (_, _, part) in found {
        match messages.last_mut() {
            Some(message) if message.id == part.id => {
                message.text.push_str(&part.text);
                message.holds.add(part.holds);
            }
            _ => messages.push(part),
        }
    }
    Ok(messages)
}

/// One message, or `Error::Internal`.
fn message(connection: &Connection, id: MessageId) -> Result<Message> {
    let sql = format!("SELECT {} FROM {} WHERE m.id = ?1", columns::MESSAGE, columns::MESSAGE_TABLES);
    connection
        .prepare_cached(&sql)?
        .query_row([id], columns::message)
        .optional()?
        .ok_or_else(|| unknown("message"))
}

/// Lets the branch go on with `seq` after its parent, if it has one.
pub(super) fn lead_on(transaction: &Transaction<'_>, seq: i64) -> Result<()> {
    transaction
        .prepare_cached(
            "UPDATE messages SET next_seq = ?1 WHERE seq = (SELECT parent_seq FROM messages WHERE seq = ?1)",
        )?
        .execute([seq])?;
    Ok(())
}
