//! What the search reads: messages and titles by their numbers, with all that can be asked about them.
//!
//! Invariant: what is in the trash is given too, and says so; whoever searches decides.

use rusqlite::{OptionalExtension, Row, Statement, params};

use super::{
    Store, columns,
    conversation::LISTED,
    rows::{SearchedChat, SearchedFile, SearchedMessage, SearchedTexts},
    values::known,
};
use yourouter_protocol::{ConversationId, MessageId, MessageState, Result, Role};

/// Bytes of text after which [`Store::searched_after`] takes no further message; it has at least one.
const MAX_BYTES: usize = 1024 * 1024;

const CHAT: &str =
    "c.seq AS chat_seq, c.id AS chat_id, c.title, c.model, c.vendor, c.routing, c.api_format, h.id AS head_id,
    c.updated_at_ms, c.pinned_at_ms IS NOT NULL AS is_pinned, c.archived_at_ms IS NOT NULL AS is_archived,
    c.deleted_at_ms IS NOT NULL AS is_deleted";
const CHAT_TABLES: &str = "conversations c LEFT JOIN messages h ON h.seq = c.head_seq";

/// What a person did with a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatMark {
    /// It is pinned.
    Pinned,
    /// It is archived.
    Archived,
}

/// The message `?1` with the last step that wrote it.
pub(super) fn message_sql() -> String {
    format!(
        "SELECT m.seq, m.id, m.role, m.state, m.created_at_ms, s.model AS step_model, s.vendor AS step_vendor,
             s.vendor_reported, {CHAT}
         FROM messages m CROSS JOIN conversations c ON c.seq = m.conversation_seq
         LEFT JOIN messages h ON h.seq = c.head_seq
         LEFT JOIN steps s ON s.seq = (SELECT max(seq) FROM steps WHERE message_seq = m.seq)
         WHERE m.seq = ?1"
    )
}

/// The parts of the message `?1` that can be searched, in order; of results of tools those that are not too long.
pub(super) const PARTS: &str = "SELECT k.kind, k.text, a.name, a.kind AS file_kind
    FROM parts k LEFT JOIN attachments a ON a.seq = k.attachment_seq
    WHERE k.message_seq = ?1 AND (k.kind <> 'tool_result' OR octet_length(k.text) <= ?2) ORDER BY k.position";

/// The `?2` conversations that changed last before `?1`, without those in the trash: from the indexes of the two lists.
pub(super) fn newest_chats_sql() -> String {
    let list = |name: &str, which: &str| {
        format!(
            "SELECT seq FROM (SELECT c.seq FROM conversations c WHERE {which}
                 AND c.updated_at_ms < ?1 ORDER BY c.updated_at_ms DESC, c.seq DESC LIMIT ?2) AS {name}"
        )
    };
    let archived = list("archived", "c.archived_at_ms IS NOT NULL AND c.deleted_at_ms IS NULL");
    format!(
        "SELECT {CHAT} FROM {CHAT_TABLES} WHERE c.seq IN ({} UNION ALL {archived})
         ORDER BY c.updated_at_ms DESC, c.seq DESC LIMIT ?2",
        list("listed", LISTED)
    )
}

/// The titles that changed after `?1`.
pub(super) fn titles_sql() -> String {
    format!(
        "SELECT c.title_change, {CHAT} FROM {CHAT_TABLES} WHERE c.title_change > ?1 ORDER BY c.title_change LIMIT ?2"
    )
}

impl Store {
    /// The number of the newest message, in the order of writing; 0 if there is none.
    ///
    /// # Errors
    /// `Error::Storage`, as of the other methods.
    pub fn newest_message_seq(&self) -> Result<i64> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT coalesce(max(seq), 0) FROM messages")?;
            Ok(statement.query_row([], |row| row.get(0))?)
        })
    }

    /// The message with a number.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn message_id_at(&self, seq: i64) -> Result<Option<MessageId>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT id FROM messages WHERE seq = ?1")?;
            Ok(statement.query_row([seq], |row| row.get(0)).optional()?)
        })
    }

    /// How many messages have this number or a lower one.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn count_messages_through(&self, seq: i64) -> Result<i64> {
        self.connections.read(|transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT count(*) FROM messages WHERE seq <= ?1")?;
            Ok(statement.query_row([seq], |row| row.get(0))?)
        })
    }

    /// The numbers of messages after one and up to another.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn message_seqs(&self, after: i64, through: i64) -> Result<Vec<i64>> {
        self.connections.read(|transaction| {
            let sql = "SELECT seq FROM messages WHERE seq > ?1 AND seq <= ?2";
            let mut statement = transaction.prepare_cached(sql)?;
            Ok(statement.query_map([after, through], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
    }

    /// At most `most` messages after a number, in the order of writing; fewer if they are long.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched_after(
        &self,
        seq: i64,
        most: usize,
        max_result: usize,
    ) -> Result<Vec<(SearchedMessage, SearchedTexts)>> {
        self.connections.read(|transaction| {
            let mut statement = transaction
                .prepare_cached("SELECT seq FROM messages WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
            let mut rows = statement.query(params![seq, most])?;
            let mut parts = transaction.prepare_cached(PARTS)?;
            let mut message_statement = transaction.prepare_cached(&message_sql())?;
            let (mut found, mut bytes) = (Vec::new(), 0_usize);
            while let Some(row) = rows.next()? {
                let seq = row.get(0)?;
                let texts = searched_texts(&mut parts, seq, max_result)?;
                bytes += texts.text.len() + texts.reasoning.len();
                let read = message_statement.query_row([seq], message).optional()?;
                found.extend(read.map(|message| (message, texts)));
                if bytes > MAX_BYTES {
                    break;
                }
            }
            Ok(found)
        })
    }

    /// The messages with these numbers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched(&self, seqs: &[i64]) -> Result<Vec<SearchedMessage>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&message_sql())?;
            let read = |seq: &i64| statement.query_row([seq], message).optional().transpose();
            let found = seqs.iter().filter_map(read);
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The texts of the messages with these numbers, for each one; without results of tools over `max_result` bytes.
    /// Where a message is gone, there is no text.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched_texts(&self, seqs: &[i64], max_result: usize) -> Result<Vec<SearchedTexts>> {
        self.connections.read(|transaction| {
            let mut parts = transaction.prepare_cached(PARTS)?;
            let found = seqs.iter().map(|seq| searched_texts(&mut parts, *seq, max_result));
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// At most `most` conversations whose title changed after the change with a number, in the order of the changes,
    /// with the number of each.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched_titles_after(&self, change: i64, most: usize) -> Result<Vec<(i64, SearchedChat)>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&titles_sql())?;
            let rows = statement
                .query_map(params![change, most], |row| Ok((row.get("title_change")?, chat(row)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The conversations with these numbers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched_chats(&self, seqs: &[i64]) -> Result<Vec<SearchedChat>> {
        self.connections.read(|transaction| {
            let sql = format!("SELECT {CHAT} FROM {CHAT_TABLES} WHERE c.seq = ?1");
            let mut statement = transaction.prepare_cached(&sql)?;
            let mut found = Vec::with_capacity(seqs.len());
            for seq in seqs {
                found.extend(statement.query_row([seq], chat).optional()?);
            }
            Ok(found)
        })
    }

    /// The conversations that changed last before a time, `most` at most, the last one first; without those in the
    /// trash.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn searched_newest_chats(&self, before_ms: i64, most: usize) -> Result<Vec<SearchedChat>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&newest_chats_sql())?;
            Ok(statement.query_map(params![before_ms, most], chat)?.collect::<Result<_, _>>()?)
        })
    }

    /// The numbers of at most `most` conversations that bear a mark.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn marked_chats(&self, mark: ChatMark, most: usize) -> Result<Vec<i64>> {
        let column = match mark {
            ChatMark::Pinned => "pinned_at_ms",
            ChatMark::Archived => "archived_at_ms",
        };
        self.connections.read(|transaction| {
            let sql = format!("SELECT seq FROM conversations WHERE {column} IS NOT NULL LIMIT ?1");
            let mut statement = transaction.prepare_cached(&sql)?;
            Ok(statement.query_map([most], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
    }

    /// Calls `take` with the words of each message of a conversation, whichever branch it is on, in the order of
    /// writing, with its number in that order and whether it is on the current branch.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn each_text(
        &self,
        id: ConversationId,
        mut take: impl FnMut(MessageId, i64, bool, &str),
    ) -> Result<()> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(TEXTS)?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                take(row.get(0)?, row.get(1)?, row.get(2)?, row.get_ref(3)?.as_str().unwrap_or_default());
            }
            Ok(())
        })
    }
}

/// The words of each message of the conversation `?1`.
pub(super) const TEXTS: &str = "WITH RECURSIVE branch (seq, parent_seq) AS (
        SELECT m.seq, m.parent_seq FROM conversations c CROSS JOIN messages m ON m.seq = c.head_seq WHERE c.id = ?1
        UNION ALL
        SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
    )
    SELECT m.id, m.seq, m.seq IN (SELECT seq FROM branch), group_concat(k.text, '' ORDER BY k.position)
    FROM conversations c
    CROSS JOIN messages m ON m.conversation_seq = c.seq
    CROSS JOIN parts k ON k.message_seq = m.seq AND k.kind = 'text'
    WHERE c.id = ?1 GROUP BY m.seq";

/// `parts` is [`PARTS`].
fn searched_texts(parts: &mut Statement<'_>, seq: i64, max_result: usize) -> rusqlite::Result<SearchedTexts> {
    let mut texts = SearchedTexts::default();
    let mut rows = parts.query(params![seq, max_result])?;
    while let Some(row) = rows.next()? {
        // By their places: thousands are read for one question.
        let text = row.get_ref(1)?.as_str().unwrap_or_default();
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "text" => texts.text.push_str(text),
            "reasoning" => texts.reasoning.push_str(text),
            "tool_result" => texts.results.push(text.to_owned()),
            _ => {}
        }
        if let Some(name) = row.get(2)? {
            let is_image = row.get_ref(3)?.as_str().is_ok_and(|kind| kind == "image");
            texts.files.push(SearchedFile { name, is_image });
        }
    }
    Ok(texts)
}

fn message(row: &Row<'_>) -> rusqlite::Result<SearchedMessage> {
    let vendors: [Option<String>; 2] = [row.get("step_vendor")?, row.get("vendor_reported")?];
    Ok(SearchedMessage {
        seq: row.get("seq")?,
        id: row.get("id")?,
        chat: chat(row)?,
        role: known(row, "role")?.unwrap_or(Role::Assistant),
        is_settled: known(row, "state")? != Some(MessageState::Streaming),
        created_at_ms: row.get("created_at_ms")?,
        model: row.get::<_, Option<String>>("step_model")?.unwrap_or_default(),
        vendors: vendors.into_iter().flatten().collect(),
    })
}

fn chat(row: &Row<'_>) -> rusqlite::Result<SearchedChat> {
    Ok(SearchedChat {
        seq: row.get("chat_seq")?,
        id: row.get("chat_id")?,
        title: row.get("title")?,
        head: row.get("head_id")?,
        route: columns::route(row)?,
        updated_at_ms: row.get("updated_at_ms")?,
        is_pinned: row.get("is_pinned")?,
        is_archived: row.get("is_archived")?,
        is_deleted: row.get("is_deleted")?,
    })
}
