//! The files of a conversation's draft, and which stored files are in use at all.

use std::collections::HashSet;

use rusqlite::params;

use super::{Attachment, Store, columns, expect_one, values::Json};
use yourouter_protocol::{AttachmentId, ConversationId, FileFacts, Result};

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
            let added = transaction.execute(
                "INSERT INTO attachments (id, conversation_seq, position, name, kind, media_type, size_bytes, sha256,
                     width, height, thumbnail, pages, facts_json, form)
                 SELECT ?1, c.seq, (SELECT coalesce(max(a.position) + 1, 0) FROM attachments a
                         WHERE a.conversation_seq = c.seq AND a.message_seq IS NULL),
                     ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
                 FROM conversations c WHERE c.id = ?2",
                params![
                    attachment.id,
                    id,
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
                ],
            )?;
            expect_one(added, "conversation")
        })
    }

    /// Writes down what was found in an attachment since it was added.
    ///
    /// # Errors
    /// `Error::Internal` if it is gone.
    pub fn set_facts(&self, id: AttachmentId, facts: &FileFacts) -> Result<()> {
        self.connections.write(|transaction| {
            let changed = transaction
                .execute("UPDATE attachments SET facts_json = ?2 WHERE id = ?1", params![id, Json(facts)])?;
            expect_one(changed, "attachment")
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

    /// The content hashes of all that is kept of all attachments.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn used_hashes(&self) -> Result<HashSet<String>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT sha256, facts_json FROM attachments")?;
            let mut rows = statement.query([])?;
            let mut used = HashSet::new();
            while let Some(row) = rows.next()? {
                used.insert(row.get(0)?);
                let Json(facts) = row.get::<_, Json<FileFacts>>(1)?;
                used.extend(facts.text.map(|text| text.sha256));
                used.extend(facts.page_images.into_iter().map(|page| page.sha256));
            }
            Ok(used)
        })
    }
}
