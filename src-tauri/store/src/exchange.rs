//! Requests and replies as they went over the wire, for the inspector: the newest, up to a number of bytes.
//!
//! Invariant: what stands in them is for `chat`, which makes them small; here they are opaque.

use rusqlite::{OptionalExtension, params};

use super::Store;
use yourouter_protocol::{MessageId, Result, TurnId};

/// How many requests are added before the oldest are looked through for those that are too many.
const SWEEP_EVERY: i64 = 16;

/// A request and its reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptExchange {
    /// Which request of its turn, from 1.
    pub number: u32,
    /// What is known of both, as JSON.
    pub head: String,
    /// The request's body.
    pub body: Vec<u8>,
    /// The reply's body.
    pub reply: Vec<u8>,
}

impl KeptExchange {
    fn size(&self) -> i64 {
        i64::try_from(self.head.len() + self.body.len() + self.reply.len()).unwrap_or(i64::MAX)
    }
}

impl Store {
    /// Keeps a request of a turn; the oldest go where all together are more than `most_bytes`. One whose turn is gone is
    /// not kept.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn keep_exchange(&self, turn: TurnId, kept: &KeptExchange, most_bytes: u64) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO exchanges (step_seq, number, size_bytes, head_json, body, reply)
                     SELECT max(s.seq), ?2, ?3, ?4, ?5, ?6 FROM turns t JOIN steps s ON s.turn_seq = t.seq
                     WHERE t.id = ?1 HAVING count(*) > 0",
                )?
                .execute(params![turn, kept.number, kept.size(), kept.head, kept.body, kept.reply])?;
            if transaction.last_insert_rowid() % SWEEP_EVERY == 0 {
                let most = i64::try_from(most_bytes).unwrap_or(i64::MAX);
                transaction.execute(
                    "DELETE FROM exchanges WHERE seq <= (SELECT seq FROM (
                         SELECT seq, sum(size_bytes) OVER (ORDER BY seq DESC) AS total FROM exchanges)
                     WHERE total > ?1 ORDER BY seq DESC LIMIT 1)",
                    [most],
                )?;
            }
            Ok(())
        })
    }

    /// The requests behind an answer that are kept, in order.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn exchanges(&self, message: MessageId) -> Result<Vec<KeptExchange>> {
        self.connections.read(|transaction| {
            let step: Option<i64> = transaction
                .prepare_cached(
                    "SELECT max(s.seq) FROM steps s JOIN messages m ON m.seq = s.message_seq WHERE m.id = ?1",
                )?
                .query_row([message], |row| row.get(0))
                .optional()?
                .flatten();
            let mut statement = transaction.prepare_cached(
                "SELECT number, head_json, body, reply FROM exchanges WHERE step_seq = ?1 ORDER BY number",
            )?;
            let rows = statement.query_map([step], |row| {
                Ok(KeptExchange {
                    number: row.get("number")?,
                    head: row.get("head_json")?,
                    body: row.get("body")?,
                    reply: row.get("reply")?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Forgets all of them.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn forget_exchanges(&self) -> Result<()> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM exchanges", [])?;
            Ok(())
        })
    }
}
