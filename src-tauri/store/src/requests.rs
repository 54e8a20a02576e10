//! The ledger of requests: entered when they are sent, completed when they end, the newest kept.
//!
//! Invariant: a row says where, when, how much and how a request ended; never what was sent.

use rusqlite::{Row, params};

use super::Store;
use yourouter_protocol::{NetworkLog, RequestView, Result};

/// How many requests are kept.
pub const REQUESTS_KEPT: u64 = 10_000;

impl Store {
    /// Enters a request that is about to be sent, and lets the oldest go; gives its number. Its own `seq` is not read.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn begin_request(&self, request: &RequestView) -> Result<u64> {
        self.connections.write_relaxed(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO requests (purpose, method, origin, path, began_ms, vendor)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    request.purpose,
                    request.method,
                    request.origin,
                    request.path,
                    request.began_at_ms,
                    request.vendor
                ])?;
            let seq = u64::try_from(transaction.last_insert_rowid()).unwrap_or_default();
            transaction
                .prepare_cached("DELETE FROM requests WHERE seq <= ?1")?
                .execute([seq.saturating_sub(REQUESTS_KEPT)])?;
            Ok(seq)
        })
    }

    /// Completes the row `seq`.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn end_request(&self, request: &RequestView) -> Result<()> {
        self.connections.write_relaxed(|transaction| {
            transaction
                .prepare_cached(
                    "UPDATE requests SET duration_ms = ?2, bytes_out = ?3, bytes_in = ?4, status = ?5,
                    request_id = ?6, outcome = ?7 WHERE seq = ?1",
                )?
                .execute(params![
                    request.seq,
                    request.duration_ms,
                    request.bytes_out,
                    request.bytes_in,
                    request.status,
                    request.request_id,
                    request.outcome,
                ])?;
            Ok(())
        })
    }

    /// The newest requests, at most `most`, and how many there were.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn requests(&self, most: u32) -> Result<NetworkLog> {
        self.connections.read(|transaction| {
            let (total, kept) = transaction.query_row(
                "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'requests'), 0),
                    (SELECT count(*) FROM requests)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let rows = transaction
                .prepare_cached("SELECT * FROM requests ORDER BY seq DESC LIMIT ?1")?
                .query_map([most], request)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(NetworkLog { total, kept, rows })
        })
    }
}

fn request(row: &Row<'_>) -> rusqlite::Result<RequestView> {
    Ok(RequestView {
        seq: row.get("seq")?,
        purpose: row.get("purpose")?,
        method: row.get("method")?,
        origin: row.get("origin")?,
        path: row.get("path")?,
        vendor: row.get("vendor")?,
        began_at_ms: row.get("began_ms")?,
        duration_ms: row.get("duration_ms")?,
        bytes_out: row.get("bytes_out")?,
        bytes_in: row.get("bytes_in")?,
        status: row.get("status")?,
        request_id: row.get("request_id")?,
        outcome: row.get("outcome")?,
    })
}
