//! The parts of a message, in order: its text, its reasoning, its files. What comes of a running answer is kept beside
//! them as chunks, so that appending costs what was added, and is folded into parts at the end.
//!
//! Invariant: the text of a settled message does not change. A part of a kind that this version does not know stays as
//! it is, and its message is shown as one that cannot be shown.

use rusqlite::{Transaction, params};

use super::rows::Holds;
use yourouter_protocol::Result;

/// Words of a message.
pub(super) const TEXT: &str = "text";
/// What a model thought before its words.
pub(super) const REASONING: &str = "reasoning";

/// What a part of a kind adds to a message beside words and files.
pub(super) fn holds(kind: Option<&str>) -> Holds {
    Holds {
        reasoning: kind == Some(REASONING),
        tools: matches!(kind, Some("tool_call" | "tool_result")),
        unknown: !matches!(
            kind,
            None | Some(TEXT | REASONING | "tool_call" | "tool_result" | "file" | "image" | "citation")
        ),
    }
}

impl Holds {
    /// What two parts hold together.
    pub(super) fn add(&mut self, other: Self) {
        self.reasoning |= other.reasoning;
        self.tools |= other.tools;
        self.unknown |= other.unknown;
    }
}

/// Consecutive pieces of one kind.
struct Run {
    kind: String,
    text: String,
}

/// Writes the parts of a message that is new: its reasoning, then its words.
pub(super) fn insert(transaction: &Transaction<'_>, seq: i64, text: &str, reasoning: &str) -> Result<()> {
    for (kind, text) in [(REASONING, reasoning), (TEXT, text)] {
        if !text.is_empty() {
            insert_run(transaction, seq, kind, text)?;
        }
    }
    Ok(())
}

/// Puts a file of the message after the parts that are there.
pub(super) fn insert_file(transaction: &Transaction<'_>, seq: i64, attachment_seq: i64) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO parts (message_seq, position, kind, attachment_seq)
             SELECT ?1, (SELECT coalesce(max(position) + 1, 0) FROM parts WHERE message_seq = ?1),
                 iif(a.kind = 'image', 'image', 'file'), a.seq
             FROM attachments a WHERE a.seq = ?2",
        )?
        .execute([seq, attachment_seq])?;
    Ok(())
}

/// Keeps a piece of a running answer.
pub(super) fn append(transaction: &Transaction<'_>, seq: i64, text: &str, reasoning: &str) -> Result<()> {
    for (kind, text) in [(REASONING, reasoning), (TEXT, text)] {
        if !text.is_empty() {
            transaction
                .prepare_cached("INSERT INTO part_chunks (message_seq, kind, text) VALUES (?1, ?2, ?3)")?
                .execute(params![seq, kind, text])?;
        }
    }
    Ok(())
}

/// Makes parts of what came of a running answer, one of each run of pieces of a kind.
pub(super) fn fold(transaction: &Transaction<'_>, seq: i64) -> Result<()> {
    let mut runs: Vec<Run> = Vec::new();
    {
        let mut statement = transaction
            .prepare_cached("SELECT kind, text FROM part_chunks WHERE message_seq = ?1 ORDER BY seq")?;
        let mut rows = statement.query([seq])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            match runs.last_mut() {
                Some(run) if run.kind == kind => run.text.push_str(text),
                _ => runs.push(Run { kind, text: text.to_owned() }),
            }
        }
    }
    for Run { kind, text } in runs {
        insert_run(transaction, seq, &kind, &text)?;
    }
    transaction.prepare_cached("DELETE FROM part_chunks WHERE message_seq = ?1")?.execute([seq])?;
    Ok(())
}

fn insert_run(transaction: &Transaction<'_>, seq: i64, kind: &str, text: &str) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO parts (message_seq, position, kind, text)
             VALUES (?1, (SELECT coalesce(max(position) + 1, 0) FROM parts WHERE message_seq = ?1), ?2, ?3)",
        )?
        .execute(params![seq, kind, text])?;
    Ok(())
}
