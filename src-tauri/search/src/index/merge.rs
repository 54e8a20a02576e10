//! Segments of FTS5 merged into one for each table: a term is then looked up once and not in each segment, and what was
//! deleted is not only marked so any more.
//!
//! A merge that was begun goes on where it was, also after a restart (SQLite, "the merge command" of FTS5).

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::file::TABLES;

/// Pages that are written at once.
const STEP: i64 = 256;

/// Merges, if more was written than what was merged before or something was deleted, until nothing is left to merge or
/// `time` has passed; gives whether nothing is left. The log is folded in at the end.
pub(super) fn merge_if_due(connection: &Connection, time: Duration) -> rusqlite::Result<bool> {
    let began = Instant::now();
    let is_due: bool = connection
        .prepare_cached("SELECT unmerged * 2 > through FROM state")?
        .query_row([], |row| row.get(0))?;
    if !is_due {
        return Ok(true);
    }
    for table in TABLES {
        // A negative number begins with all segments, unless that was begun; only the command itself is a change once
        // there is nothing to do.
        let mut step = connection
            .prepare_cached(&format!("INSERT INTO {table} ({table}, rank) VALUES ('merge', ?1)"))?;
        loop {
            if began.elapsed() >= time {
                return Ok(false);
            }
            let before = connection.total_changes();
            step.execute([-STEP])?;
            if connection.total_changes() - before < 2 {
                break;
            }
        }
    }
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.execute("UPDATE state SET unmerged = 0", [])?;
    Ok(true)
}
