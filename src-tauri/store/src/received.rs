//! What comes with an answer besides its words: files, and the sources that it rests on.
//!
//! Invariant: it is written while the answer is, and does not change any more once that is settled.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Attachment, Store, attachment, parts, turn::streaming, values::Json};
use yourouter_protocol::{AttachmentId, MessageId, Result, Source};

impl Store {
    /// Adds a file to an answer that is being written, behind the words that came before it.
    ///
    /// # Errors
    /// `Error::Internal` if the message is not being written.
    pub fn add_received(&self, message: MessageId, file: &Attachment) -> Result<()> {
        self.connections.write(|transaction| {
            let seq = streaming(transaction, message)?;
            parts::fold(transaction, seq)?;
            add(transaction, seq, file)
        })
    }

    /// Writes what an answer that is being written rests on, in place of what was written before.
    ///
    /// # Errors
    /// `Error::Internal` if the message is not being written.
    pub fn set_sources(&self, message: MessageId, sources: &[Source]) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            let seq = streaming(transaction, message)?;
            replace_sources(transaction, seq, sources)
        })
    }
}

/// Writes what the message at `seq` rests on, in place of what was written before.
pub(super) fn replace_sources(transaction: &Transaction<'_>, seq: i64, sources: &[Source]) -> Result<()> {
    transaction.execute("DELETE FROM parts WHERE message_seq = ?1 AND kind = 'citation'", [seq])?;
    add_sources(transaction, seq, sources)
}

/// Adds a file to the message at `seq`.
pub(super) fn add(transaction: &Transaction<'_>, seq: i64, file: &Attachment) -> Result<()> {
    let conversation: i64 = transaction
        .prepare_cached("SELECT conversation_seq FROM messages WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?;
    let file_seq = attachment::insert(transaction, conversation, Some(seq), file)?;
    parts::insert_file(transaction, seq, file_seq)
}

/// Adds sources to the message at `seq`.
pub(super) fn add_sources(transaction: &Transaction<'_>, seq: i64, sources: &[Source]) -> Result<()> {
    for source in sources {
        transaction
            .prepare_cached(
                "INSERT INTO parts (message_seq, position, kind, json)
                 VALUES (?1, (SELECT coalesce(max(position) + 1, 0) FROM parts WHERE message_seq = ?1), 'citation', ?2)",
            )?
            .execute(params![seq, Json(source)])?;
    }
    Ok(())
}

/// The sources of the message at `seq`, in order.
pub(super) fn sources(transaction: &Transaction<'_>, seq: i64) -> Result<Vec<Source>> {
    let mut statement = transaction.prepare_cached(
        "SELECT json FROM parts WHERE message_seq = ?1 AND kind = 'citation' ORDER BY position",
    )?;
    let rows = statement.query_map([seq], |row| Ok(row.get::<_, Json<Source>>(0)?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives the answer at `seq` what came with the one that it continues.
pub(super) fn copy(transaction: &Transaction<'_>, from: MessageId, seq: i64) -> Result<()> {
    let from: Option<i64> = transaction
        .prepare_cached("SELECT seq FROM messages WHERE id = ?1")?
        .query_row([from], |row| row.get(0))
        .optional()?;
    let Some(from) = from else { return Ok(()) };
    let files: Vec<i64> = transaction
        .prepare_cached("SELECT seq FROM attachments WHERE message_seq = ?1 ORDER BY position")?
        .query_map([from], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for (position, file) in files.into_iter().enumerate() {
        let copy = attachment::copy(transaction, file, AttachmentId::new(), seq, position)?;
        parts::insert_file(transaction, seq, copy)?;
    }
    let known = sources(transaction, from)?;
    add_sources(transaction, seq, &known)
}
