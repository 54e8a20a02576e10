//! Messages and titles that are gone from the history leave the index as well, so that their words are nowhere any more.
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
    // Titles first: while messages are left over, they are looked at again.
    forget_in(connection, &["titles"], |seqs| {
        Ok(history.titles(seqs)?.into_iter().map(|title| title.seq).collect())
    })?;
    forget_in(connection, &["words", "thoughts"], |seqs| {
        let (Some(first), Some(last)) = (seqs.first(), seqs.last()) else { return Ok(HashSet::new()) };
        Ok(history.numbers(first - 1, *last)?.into_iter().collect())
    })?;
    connection.execute("UPDATE state SET unmerged = through + 1", [])?;
    Ok(())
}

/// Takes out of tables of the same numbers those that are not there any more.
fn forget_in(
    connection: &mut Connection,
    tables: &[&str],
    there: impl Fn(&[i64]) -> Result<HashSet<i64>, Fault>,
) -> Result<(), Fault> {
    let Some(first) = tables.first() else { return Ok(()) };
    let mut after = 0;
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let seqs: Vec<i64> = transaction
            .prepare_cached(&format!("SELECT id FROM {first}_docsize WHERE id > ?1 ORDER BY id LIMIT ?2"))?
            .query_map([after, CHUNK], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let Some(last) = seqs.last() else { break };
        let there = there(&seqs)?;
        for seq in seqs.iter().filter(|seq| !there.contains(seq)) {
            for table in tables {
                transaction
                    .prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?
                    .execute([seq])?;
            }
        }
        after = *last;
        transaction.commit()?;
    }
    Ok(())
}
