//! The tree of a conversation's branches, without the messages between two branching points.

use std::collections::HashMap;

use rusqlite::params;
use yourouter_protocol::{BranchNode, ConversationId, MessageId, Result, Role};

use super::{Store, values::known};

/// How many characters of a message stand in the tree.
const EXCERPT: usize = 1_000;

struct Row {
    id: MessageId,
    parent: Option<i64>,
    role: Role,
    created_at_ms: i64,
}

impl Store {
    /// The first messages, the versions where branches part, and the ends of the branches; parents first.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation, `Error::Storage`.
    pub fn branch_tree(&self, id: ConversationId) -> Result<Vec<BranchNode>> {
        self.connections.read(|transaction| {
            let (conversation, head): (i64, Option<i64>) = transaction.query_row(
                "SELECT seq, head_seq FROM conversations WHERE id = ?1",
                [id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let mut order = Vec::new();
            let mut rows = HashMap::new();
            let mut children: HashMap<Option<i64>, u32> = HashMap::new();
            let mut statement = transaction.prepare_cached(
                "SELECT seq, id, parent_seq, role, created_at_ms FROM messages WHERE conversation_seq = ?1 ORDER BY seq",
            )?;
            let mut found = statement.query([conversation])?;
            while let Some(row) = found.next()? {
                let (seq, parent): (i64, Option<i64>) = (row.get("seq")?, row.get("parent_seq")?);
                *children.entry(parent).or_default() += 1;
                let role = known(row, "role")?.unwrap_or(Role::Assistant);
                let message = Row { id: row.get("id")?, parent, role, created_at_ms: row.get("created_at_ms")? };
                order.push(seq);
                rows.insert(seq, message);
            }
            let mut shown = std::collections::HashSet::new();
            let mut at = head;
            while let Some(seq) = at.filter(|seq| shown.insert(*seq)) {
                at = rows.get(&seq).and_then(|row| row.parent);
            }
            let count = |parent: Option<i64>| children.get(&parent).copied().unwrap_or_default();
            // For each message: the node at or above it, and how many messages stand between that and it.
            let mut above: HashMap<i64, (Option<MessageId>, u32)> = HashMap::new();
            let mut nodes = Vec::new();
            let mut words = transaction.prepare_cached(
                "SELECT substr((SELECT text FROM parts WHERE message_seq = ?1 AND kind = 'text' ORDER BY position LIMIT 1),
                         1, ?2),
                     (SELECT model FROM steps WHERE message_seq = ?1 ORDER BY seq DESC LIMIT 1)",
            )?;
            for seq in order {
                let Some(row) = rows.get(&seq) else { continue };
                let (parent_id, skipped) =
                    row.parent.and_then(|parent| above.get(&parent).copied()).unwrap_or((None, 0));
                let is_node = row.parent.is_none() || count(row.parent) > 1 || count(Some(seq)) == 0;
                if !is_node {
                    above.insert(seq, (parent_id, skipped + 1));
                    continue;
                }
                let (excerpt, model): (Option<String>, Option<String>) =
                    words.query_row(params![seq, EXCERPT], |row| Ok((row.get(0)?, row.get(1)?)))?;
                above.insert(seq, (Some(row.id), 0));
                nodes.push(BranchNode {
                    id: row.id,
                    parent_id,
                    role: row.role,
                    excerpt: excerpt.unwrap_or_default(),
                    model,
                    created_at_ms: row.created_at_ms,
                    skipped,
                    is_shown: shown.contains(&seq),
                });
            }
            Ok(nodes)
        })
    }
}
