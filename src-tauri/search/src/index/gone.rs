//! Messages that are gone from the history leave the index as well, so that their words are nowhere any more.
//!
//! They are not found either way: this is about what lies on the disk.

use std::collections::HashSet;

use rusqlite::{Connection, TransactionBehavior};

use super::{Fault, History, state};

/// How many numbers are compared at once.
const CHUNK: i64 = 5_000;

/// Compares the numbers of the index with those of the history, unless there are as many.
pub(super) fn forget(connection: &mut Connection, history: &impl History) -> Result<(), Fault> {
    let through = state(connection)?.through;
    let known: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM words_docsize) + (SELECT count(*) FROM waiting)",
        [],
        |row| row.get(0),
    )?;
    if known <= history.count_through(through)? {
        return Ok(());
    }
    let mut after = 0;
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let seqs: Vec<i64> = transaction
            .prepare_cached("SELECT id FROM words_docsize WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map([after, CHUNK], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let Some(last) = seqs.last() else { break };
        let there: HashSet<i64> = history.numbers(after, *last)?.into_iter().collect();
        for seq in seqs.iter().filter(|seq| !there.contains(seq)) {
            transaction.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([seq])?;
            transaction.prepare_cached("DELETE FROM thoughts WHERE rowid = ?1")?.execute([seq])?;
        }
        after = *last;
        transaction.commit()?;
    }
    // Deleted rows are only marked so until their segments are merged.
    connection.execute_batch(
        "INSERT INTO words (words, rank) VALUES ('merge', -64); INSERT INTO thoughts (thoughts, rank) VALUES ('merge', -64);",
    )?;
    Ok(())
}
