//! The tree of messages: branches from the first message to a head, versions, and what hangs on a branch's messages.
//!
//! A branch is walked from its head to its root. Each step also demands a smaller `seq`, so the walk ends even in a
//! file whose parents form a circle.
//! Invariant: one query for a whole branch, however long it is.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{Attachment, Conversation, Message, Store, Turn, columns, conversation, expect_one, unknown};
use yourouter_protocol::{MessageId, Result};

/// `branch(seq, parent_seq)`: the messages from `?1` to its root. It is joined with `CROSS JOIN`, which in SQLite keeps
/// the order as written: the walk first, then what hangs on it.
const WALK: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT seq, parent_seq FROM messages WHERE id = ?1
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
    )";

pub(super) fn branch_sql() -> String {
    format!(
        "{WALK} SELECT {}, m.seq FROM branch b CROSS JOIN {} WHERE m.seq = b.seq",
        columns::MESSAGE,
        columns::MESSAGE_TABLES
    )
}

pub(super) fn versions_sql() -> String {
    format!(
        "{WALK} SELECT m.id, v.id AS version_id FROM branch b
         CROSS JOIN messages m ON m.seq = b.seq
         CROSS JOIN messages v
             ON v.parent_seq IS m.parent_seq AND v.conversation_seq = m.conversation_seq AND v.role = m.role
         ORDER BY v.seq"
    )
}

pub(super) fn turns_sql() -> String {
    format!(
        "{WALK} SELECT {} FROM branch b
         CROSS JOIN turns t ON t.message_seq = b.seq
         CROSS JOIN messages m ON m.seq = b.seq
         ORDER BY t.seq",
        columns::TURN
    )
}

pub(super) fn attempts_sql() -> String {
    format!(
        "{WALK} SELECT {} FROM branch b
         CROSS JOIN messages m ON m.seq = b.seq
         CROSS JOIN turns t ON t.message_seq = b.seq
         CROSS JOIN attempts p ON p.turn_seq = t.seq
         ORDER BY p.seq",
        columns::ATTEMPT
    )
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

/// The newest message under `?1` or itself: always a leaf, as a message is written after the one that it follows.
pub(super) const NEWEST_UNDER: &str = "WITH RECURSIVE under (seq) AS (
        SELECT seq FROM messages WHERE id = ?1
        UNION ALL
        SELECT c.seq FROM under u CROSS JOIN messages c ON c.parent_seq = u.seq AND c.seq > u.seq
    )
    SELECT max(seq) FROM under";

impl Store {
    /// The branch from the first message to `head`, oldest first. A running answer's text is what came so far.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn branch(&self, head: MessageId) -> Result<Vec<Message>> {
        let mut messages: Vec<(i64, Message)> =
            self.on_branch(head, &branch_sql(), |row| Ok((row.get("seq")?, columns::message(row)?)))?;
        if messages.is_empty() {
            return Err(unknown("message"));
        }
        // Sorted here, because there the texts would pass through a temporary table.
        messages.sort_unstable_by_key(|(seq, _)| *seq);
        Ok(messages.into_iter().map(|(_, message)| message).collect())
    }

    /// One message.
    ///
    /// # Errors
    /// `Error::Internal` if there is none.
    pub fn message(&self, id: MessageId) -> Result<Message> {
        let sql = format!("SELECT {} FROM {} WHERE m.id = ?1", columns::MESSAGE, columns::MESSAGE_TABLES);
        self.connections.read(|transaction| {
            transaction
                .prepare_cached(&sql)?
                .query_row([id], columns::message)
                .optional()?
                .ok_or_else(|| unknown("message"))
        })
    }

    /// For each message of the branch to `head`: the ids of all its versions (same parent, same role), oldest first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn versions(&self, head: MessageId) -> Result<HashMap<MessageId, Vec<MessageId>>> {
        let pairs =
            self.on_branch(head, &versions_sql(), |row| Ok((row.get("id")?, row.get("version_id")?)))?;
        Ok(grouped(pairs))
    }

    /// Makes the newest branch through `message` the current one; gives the conversation and its new head.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn switch_branch(&self, message: MessageId) -> Result<Conversation> {
        let id = self.message(message)?.conversation_id;
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                &format!("UPDATE conversations SET head_seq = ({NEWEST_UNDER}) WHERE id = ?2"),
                params![message, id],
            )?;
            expect_one(changed, "conversation")?;
            conversation::conversation(transaction, id)
        })
    }

    /// Makes sure that `message` is on the current branch, by switching only if it is not.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such message.
    pub fn show_on_branch(&self, message: MessageId) -> Result<Conversation> {
        let id = self.message(message)?.conversation_id;
        let row = self.conversation(id)?;
        let Some(head) = row.head else { return self.switch_branch(message) };
        let sql = format!(
            "{WALK} SELECT EXISTS (SELECT 1 FROM branch WHERE seq = (SELECT seq FROM messages WHERE id = ?2))"
        );
        let is_on_branch = self
            .connections
            .read(|transaction| Ok(transaction.query_row(&sql, params![head, message], |row| row.get(0))?))?;
        if is_on_branch { Ok(row) } else { self.switch_branch(message) }
    }

    /// The turns behind the answers of the branch to `head`, by answer; the latest if an answer has several.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn turns(&self, head: MessageId) -> Result<HashMap<MessageId, Turn>> {
        let turns = self.on_branch(head, &turns_sql(), columns::turn)?;
        let mut attempts = grouped(self.on_branch(head, &attempts_sql(), columns::attempt)?);
        let with_attempts = |mut turn: Turn| {
            turn.attempts = attempts.remove(&turn.message_id).unwrap_or_default();
            (turn.message_id, turn)
        };
        Ok(turns.into_iter().map(with_attempts).collect())
    }

    /// The attachments of the messages of the branch to `head`, by message, in order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn attachments(&self, head: MessageId) -> Result<HashMap<MessageId, Vec<Attachment>>> {
        let pairs = self.on_branch(head, &attachments_sql(), |row| {
            Ok((row.get("message_id")?, columns::attachment(row)?))
        })?;
        Ok(grouped(pairs))
    }

    fn on_branch<T>(
        &self,
        head: MessageId,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(sql)?;
            let rows = statement.query_map([head], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn grouped<T>(pairs: Vec<(MessageId, T)>) -> HashMap<MessageId, Vec<T>> {
    let mut groups: HashMap<MessageId, Vec<T>> = HashMap::new();
    for (message, item) in pairs {
        groups.entry(message).or_default().push(item);
    }
    groups
}
