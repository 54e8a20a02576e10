//! In which form files go out: what the person chose, and how it went.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Attachment, Store, columns, context::context_changed, expect_one, unknown};
use yourouter_protocol::{AttachmentId, Result, Route, SendAs};

impl Store {
    /// One attachment, of a draft or of a message.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such attachment.
    pub fn attachment(&self, id: AttachmentId) -> Result<Attachment> {
        let sql = format!("SELECT {} FROM attachments a WHERE a.id = ?1", columns::ATTACHMENT);
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&sql)?;
            let found = statement.query_row([id], columns::attachment).optional()?;
            found.ok_or_else(|| unknown("attachment"))
        })
    }

    /// Chooses the form in which a file is sent; `None` leaves it to the model.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such attachment.
    pub fn choose_send_as(&self, id: AttachmentId, send_as: Option<SendAs>) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction
                .execute("UPDATE attachments SET send_as = ?2 WHERE id = ?1", params![id, send_as])?;
            expect_one(changed, "attachment")
        })
    }

    /// Leaves a file out of later requests, or takes it in again.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such attachment.
    pub fn leave_out(&self, id: AttachmentId, is_left_out: bool, now_ms: i64) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction
                .execute("UPDATE attachments SET is_left_out = ?2 WHERE id = ?1", params![id, is_left_out])?;
            expect_one(changed, "attachment")?;
            context_changed(transaction, "attachments", &id, now_ms)
        })
    }

    /// Where the conversation goes that a file is in.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such attachment.
    pub fn route_of(&self, id: AttachmentId) -> Result<Route> {
        let sql = format!(
            "{} {} JOIN attachments a ON a.conversation_seq = c.seq WHERE a.id = ?1",
            columns::CONVERSATION,
            columns::CONVERSATION_TABLES
        );
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&sql)?;
            let found = statement.query_row([id], columns::conversation).optional()?;
            found.map(|row| row.route).ok_or_else(|| unknown("attachment"))
        })
    }
}

/// Writes how files of earlier messages go out again.
pub(super) fn note_sent_again(transaction: &Transaction<'_>, files: &[(AttachmentId, SendAs)]) -> Result<()> {
    for (id, send_as) in files {
        transaction
            .prepare_cached("UPDATE attachments SET sent_as = ?2 WHERE id = ?1")?
            .execute(params![id, send_as])?;
    }
    Ok(())
}

/// Writes how the files of the message that the answer at `answer_seq` follows go out. One that is left out keeps the
/// form that it went out in before.
pub(super) fn note_sent(
    transaction: &Transaction<'_>,
    answer_seq: i64,
    send_options: &[SendAs],
) -> Result<()> {
    for (position, send_as) in send_options.iter().enumerate() {
        transaction
            .prepare_cached(
                "UPDATE attachments SET sent_as = ?3 WHERE position = ?2 AND NOT is_left_out
                     AND message_seq = (SELECT parent_seq FROM messages WHERE seq = ?1)",
            )?
            .execute(params![answer_seq, position, send_as])?;
    }
    Ok(())
}
