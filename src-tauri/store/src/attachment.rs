//! Attached files: in a draft, bound to a message, and which kept contents they need.
//!
//! Invariant: each content that an attachment needs is in `attachment_blobs`, whose triggers count; so whether a content
//! is needed at all is one look-up, however many attachments there are.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Attachment, Message, NewTurn, Store, columns, parts, unknown, values::Json};
use yourouter_protocol::{AttachmentId, ConversationId, Error, FileFacts, Replaced, Result};

impl Store {
    /// The draft's attachments of a conversation, in order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn draft_attachments(&self, id: ConversationId) -> Result<Vec<Attachment>> {
        let sql = format!(
            "SELECT {} FROM conversations c JOIN attachments a ON a.conversation_seq = c.seq AND a.message_seq IS NULL
             WHERE c.id = ?1 ORDER BY a.position",
            columns::ATTACHMENT
        );
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(&sql)?;
            let rows = statement.query_map([id], columns::attachment)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Adds an attachment to a conversation's draft, after those that are there.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation, or the attachment is there already.
    pub fn add_attachment(&self, id: ConversationId, attachment: &Attachment) -> Result<()> {
        self.connections.write(|transaction| {
            let conversation: i64 = transaction
                .query_row("SELECT seq FROM conversations WHERE id = ?1", [id], |row| row.get(0))
                .optional()?
                .ok_or_else(|| unknown("conversation"))?;
            insert(transaction, conversation, None, attachment).map(|_| ())
        })
    }

    /// Writes down what was found in an attachment since it was added.
    ///
    /// # Errors
    /// `Error::Internal` if it is gone.
    pub fn set_facts(&self, id: AttachmentId, facts: &FileFacts) -> Result<()> {
        self.connections.write(|transaction| {
            let (seq, sha256): (i64, String) = transaction
                .query_row("SELECT seq, sha256 FROM attachments WHERE id = ?1", [id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?
                .ok_or_else(|| unknown("attachment"))?;
            transaction.execute(
                "UPDATE attachments SET facts_json = ?2 WHERE seq = ?1",
                params![seq, Json(facts)],
            )?;
            note_blobs(transaction, seq, &sha256, facts)
        })
    }

    /// Removes an attachment from a draft; one that was sent stays.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn remove_attachment(&self, id: AttachmentId) -> Result<()> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM attachments WHERE id = ?1 AND message_seq IS NULL", [id])?;
            Ok(())
        })
    }

    /// Whether an attachment needs the content.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn is_used(&self, sha256: &str) -> Result<bool> {
        self.connections.read(|transaction| {
            Ok(transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM blobs WHERE sha256 = ?1 AND refs > 0)")?
                .query_row([sha256], |row| row.get(0))?)
        })
    }

    /// Forgets a content that was removed, unless an attachment needs it again.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn forget_blob(&self, sha256: &str) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            transaction.execute("DELETE FROM blobs WHERE sha256 = ?1 AND refs <= 0", [sha256])?;
            Ok(())
        })
    }

    /// Forgets all contents that no attachment needs.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn forget_unused_blobs(&self) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            transaction.execute("DELETE FROM blobs WHERE refs <= 0", [])?;
            Ok(())
        })
    }
}

/// Adds an attachment to a message, or to the draft, after those that are there; gives its `seq`.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    conversation: i64,
    message: Option<i64>,
    attachment: &Attachment,
) -> Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO attachments (id, conversation_seq, message_seq, position, name, kind, media_type, size_bytes,
                 sha256, width, height, thumbnail, pages, facts_json, send_as, is_left_out, sent_as)
             VALUES (?1, ?2, ?3, (SELECT coalesce(max(a.position) + 1, 0) FROM attachments a
                     WHERE a.conversation_seq = ?2 AND a.message_seq IS ?3),
                 ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            attachment.id,
            conversation,
            message,
            attachment.name,
            attachment.kind,
            attachment.media_type,
            attachment.size_bytes,
            attachment.sha256,
            attachment.pixels.map(|(width, _)| width),
            attachment.pixels.map(|(_, height)| height),
            attachment.thumbnail,
            attachment.pages,
            Json(&attachment.facts),
            attachment.send_as,
            attachment.is_left_out,
            attachment.sent_as,
        ])?;
    let seq = transaction.last_insert_rowid();
    note_blobs(transaction, seq, &attachment.sha256, &attachment.facts)?;
    Ok(seq)
}

/// Adds a copy of an attachment, with an id of its own, to the message at `message`; gives its `seq`.
pub(super) fn copy(
    transaction: &Transaction<'_>,
    original: i64,
    id: AttachmentId,
    message: i64,
    position: usize,
) -> Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO attachments (id, conversation_seq, message_seq, position, name, kind, media_type,
                 size_bytes, sha256, width, height, thumbnail, pages, facts_json, send_as, sent_as, is_left_out)
             SELECT ?2, conversation_seq, ?3, ?4, name, kind, media_type, size_bytes, sha256, width, height,
                 thumbnail, pages, facts_json, send_as, sent_as, is_left_out
             FROM attachments WHERE seq = ?1",
        )?
        .execute(params![original, id, message, position])?;
    let copy = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO attachment_blobs (attachment_seq, sha256)
             SELECT ?2, sha256 FROM attachment_blobs WHERE attachment_seq = ?1",
        )?
        .execute([original, copy])?;
    Ok(copy)
}

/// Enters what is kept of an attachment, in place of what was entered before.
fn note_blobs(transaction: &Transaction<'_>, seq: i64, sha256: &str, facts: &FileFacts) -> Result<()> {
    transaction.prepare_cached("DELETE FROM attachment_blobs WHERE attachment_seq = ?1")?.execute([seq])?;
    let text = facts.text.iter().map(|text| text.sha256.as_str());
    let pages = facts.page_images.iter().map(|page| page.sha256.as_str());
    for sha256 in std::iter::once(sha256).chain(text).chain(pages) {
        transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO attachment_blobs (attachment_seq, sha256) VALUES (?1, ?2)",
            )?
            .execute(params![seq, sha256])?;
    }
    Ok(())
}

/// Gives the question at `seq` its files: those of the version that it replaces, then those of the draft.
pub(super) fn bind(
    transaction: &Transaction<'_>,
    turn: &NewTurn,
    question: &Message,
    seq: i64,
) -> Result<()> {
    let copied = copy_attachments(transaction, turn.copied_from.as_ref(), question, seq)?;
    move_attachments(transaction, &turn.attachment_ids, question, seq, copied)?;
    let files: Vec<i64> = transaction
        .prepare_cached("SELECT seq FROM attachments WHERE message_seq = ?1 ORDER BY position")?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    files.into_iter().try_for_each(|file| parts::insert_file(transaction, seq, file))
}

/// Copies another version's attachments to the question at `seq`, but for those that it drops; gives how many there are.
fn copy_attachments(
    transaction: &Transaction<'_>,
    source: Option<&Replaced>,
    question: &Message,
    seq: i64,
) -> Result<usize> {
    let Some(Replaced { message_id, dropped }) = source else {
        return Ok(0);
    };
    let mut originals: Vec<(i64, String)> = transaction
        .prepare_cached(
            "SELECT a.seq, a.id FROM messages m
             JOIN conversations c ON c.seq = m.conversation_seq
             JOIN attachments a ON a.message_seq = m.seq
             WHERE m.id = ?1 AND c.id = ?2 ORDER BY a.position",
        )?
        .query_map(params![message_id, question.conversation_id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    originals.retain(|(_, id)| dropped.iter().all(|dropped| dropped.to_string() != *id));
    for (position, (original, _)) in originals.iter().enumerate() {
        copy(transaction, *original, AttachmentId::new(), seq, position)?;
    }
    Ok(originals.len())
}

/// Binds the draft's attachments to the question at `seq`, from position `first` on.
fn move_attachments(
    transaction: &Transaction<'_>,
    ids: &[AttachmentId],
    question: &Message,
    seq: i64,
    first: usize,
) -> Result<()> {
    for (index, id) in ids.iter().enumerate() {
        let moved = transaction
            .prepare_cached(
                "UPDATE attachments SET message_seq = ?2, position = ?3
                 WHERE id = ?1 AND message_seq IS NULL
                     AND conversation_seq = (SELECT seq FROM conversations WHERE id = ?4)",
            )?
            .execute(params![id, seq, first + index, question.conversation_id])?;
        if moved != 1 {
            return Err(Error::Internal("an attachment is not in the draft".to_owned()));
        }
    }
    Ok(())
}
