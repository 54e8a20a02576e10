//! Windows of a branch: a few consecutive messages with all that hangs on them, however long the branch is.
//!
//! Invariant: what a window costs depends on what is in it, not on how many messages stand before it.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Attachment, Message, Store, Turn, columns, received, unknown};
use yourouter_protocol::{ConversationId, Direction, MessageId, Result, Source};

/// How many messages a window has at most.
const MAX_MESSAGES: usize = 30;
/// Bytes of text after which a window takes no further message; it has at least one.
const MAX_BYTES: usize = 128 * 1024;

/// A message with all that is shown with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchMessage {
    /// Itself.
    pub message: Message,
    /// All of its versions (same parent, same role), oldest first.
    pub versions: Vec<MessageId>,
    /// The latest model call behind it.
    pub turn: Option<Turn>,
    /// Its files, in order.
    pub attachments: Vec<Attachment>,
    /// What it rests on, in order.
    pub sources: Vec<Source>,
}

/// Consecutive messages of a branch, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The messages.
    pub messages: Vec<BranchMessage>,
    /// Whether there are messages before them.
    pub has_earlier: bool,
    /// Whether there are messages after them.
    pub has_later: bool,
}

/// Which messages of the current branch a window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
    /// A message, with those before and after it.
    Around(MessageId),
    /// Those next to a message, without it.
    Beside(MessageId, Direction),
}

/// How much a stretch of a branch may still hold.
#[derive(Clone, Copy)]
struct Room {
    messages: usize,
    bytes: usize,
}

impl Room {
    const WHOLE: Self = Self { messages: MAX_MESSAGES, bytes: MAX_BYTES };
    const HALF: Self = Self { messages: MAX_MESSAGES / 2, bytes: MAX_BYTES / 2 };
}

/// Rows of consecutive messages, those next to where the walk began first.
#[derive(Default)]
struct Stretch {
    seqs: Vec<i64>,
    has_more: bool,
}

/// Bytes of the texts of a message `m`; SQLite reads their lengths without them.
const BYTES: &str =
    "(SELECT coalesce(sum(octet_length(k.text)), 0) FROM parts k WHERE k.message_seq = m.seq)";

/// At most `?2` messages from `?1` towards the root.
pub(super) fn earlier_sql() -> String {
    format!(
        "WITH RECURSIVE branch (seq, parent_seq) AS (
            SELECT seq, parent_seq FROM messages WHERE seq = ?1
            UNION ALL
            SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
            LIMIT ?2
        )
        SELECT m.seq, {BYTES} FROM branch b CROSS JOIN messages m ON m.seq = b.seq"
    )
}

/// At most `?2` messages after `?1`, where its branch goes on.
pub(super) fn later_sql() -> String {
    format!(
        "WITH RECURSIVE branch (seq, next_seq) AS (
            SELECT n.seq, n.next_seq FROM messages m CROSS JOIN messages n ON n.seq = m.next_seq WHERE m.seq = ?1
            UNION ALL
            SELECT n.seq, n.next_seq FROM branch b CROSS JOIN messages n ON n.seq = b.next_seq AND n.seq > b.seq
            LIMIT ?2
        )
        SELECT m.seq, {BYTES} FROM branch b CROSS JOIN messages m ON m.seq = b.seq"
    )
}

/// The versions of the message `?1`, oldest first.
pub(super) const VERSIONS: &str = "SELECT v.id FROM messages m CROSS JOIN messages v
    ON v.parent_seq IS m.parent_seq AND v.conversation_seq = m.conversation_seq AND v.role = m.role
    WHERE m.seq = ?1 ORDER BY v.seq";

impl Store {
    /// A part of a conversation's current branch.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation, or no such message on its current branch.
    pub fn window(&self, id: ConversationId, part: Part) -> Result<Window> {
        self.connections.read(|transaction| window(transaction, id, part))
    }

    /// Messages with all that is shown with them, in the order of `ids`; those that are not there are left out.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn branch_messages(&self, ids: &[MessageId]) -> Result<Vec<BranchMessage>> {
        self.connections.read(|transaction| {
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                if let Some(seq) = seq(transaction, *id)? {
                    found.push(branch_message(transaction, seq)?);
                }
            }
            Ok(found)
        })
    }
}

fn window(transaction: &Transaction<'_>, id: ConversationId, part: Part) -> Result<Window> {
    let head: Option<i64> = transaction
        .prepare_cached("SELECT head_seq FROM conversations WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| unknown("conversation"))?;
    let Some(head) = head else { return Ok(Window::default()) };
    let on_branch = |message: MessageId| seq(transaction, message)?.ok_or_else(|| unknown("message"));
    let (earlier, later, has_later) = match part {
        Part::Newest => (earlier(transaction, head, Room::WHOLE)?, Stretch::default(), false),
        Part::Oldest => {
            let root = root(transaction, head)?;
            let after = later(transaction, root, Room { messages: MAX_MESSAGES - 1, ..Room::WHOLE })?;
            let has_later = after.has_more;
            (earlier(transaction, root, Room::HALF)?, after, has_later)
        }
        Part::Around(message) => {
            let middle = on_branch(message)?;
            let after = later(transaction, middle, Room::HALF)?;
            let rest = Room { messages: MAX_MESSAGES - after.seqs.len(), ..Room::HALF };
            let has_later = after.has_more;
            (earlier(transaction, middle, rest)?, after, has_later)
        }
        Part::Beside(message, Direction::Earlier) => match parent(transaction, on_branch(message)?)? {
            Some(parent) => (earlier(transaction, parent, Room::WHOLE)?, Stretch::default(), true),
            None => (Stretch::default(), Stretch::default(), true),
        },
        Part::Beside(message, Direction::Later) => {
            let after = later(transaction, on_branch(message)?, Room::WHOLE)?;
            let has_later = after.has_more;
            (Stretch { has_more: true, ..Stretch::default() }, after, has_later)
        }
    };
    let seqs = earlier.seqs.iter().rev().chain(&later.seqs);
    let messages = seqs.map(|seq| branch_message(transaction, *seq)).collect::<Result<_>>()?;
    Ok(Window { messages, has_earlier: earlier.has_more, has_later })
}

fn seq(transaction: &Transaction<'_>, id: MessageId) -> Result<Option<i64>> {
    Ok(transaction
        .prepare_cached("SELECT seq FROM messages WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

fn parent(transaction: &Transaction<'_>, seq: i64) -> Result<Option<i64>> {
    Ok(transaction
        .prepare_cached("SELECT parent_seq FROM messages WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?)
}

/// From `seq` back towards the root.
fn earlier(transaction: &Transaction<'_>, seq: i64, room: Room) -> Result<Stretch> {
    stretch(transaction, &earlier_sql(), seq, room)
}

/// Where the branch to `seq` begins.
fn root(transaction: &Transaction<'_>, seq: i64) -> Result<i64> {
    Ok(transaction
        .prepare_cached(
            "WITH RECURSIVE branch (seq, parent_seq) AS (
                SELECT seq, parent_seq FROM messages WHERE seq = ?1
                UNION ALL
                SELECT p.seq, p.parent_seq FROM branch b CROSS JOIN messages p ON p.seq = b.parent_seq AND p.seq < b.seq
            )
            SELECT min(seq) FROM branch",
        )?
        .query_row([seq], |row| row.get(0))?)
}

/// What follows `seq` on its branch.
fn later(transaction: &Transaction<'_>, seq: i64, room: Room) -> Result<Stretch> {
    stretch(transaction, &later_sql(), seq, room)
}

fn stretch(transaction: &Transaction<'_>, sql: &str, seq: i64, room: Room) -> Result<Stretch> {
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map(params![seq, room.messages + 1], length)?;
    bounded(rows, room)
}

fn length(row: &Row<'_>) -> rusqlite::Result<(i64, usize)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// As many of the rows as there is room for, at least one.
fn bounded(rows: impl Iterator<Item = rusqlite::Result<(i64, usize)>>, room: Room) -> Result<Stretch> {
    let mut stretch = Stretch::default();
    let mut bytes = 0_usize;
    for row in rows {
        let (seq, length) = row?;
        bytes = bytes.saturating_add(length);
        if stretch.seqs.len() == room.messages || (bytes > room.bytes && !stretch.seqs.is_empty()) {
            stretch.has_more = true;
            break;
        }
        stretch.seqs.push(seq);
    }
    Ok(stretch)
}

fn branch_message(transaction: &Transaction<'_>, seq: i64) -> Result<BranchMessage> {
    let message = transaction.prepare_cached(&message_sql())?.query_row([seq], columns::message)?;
    let turn = turn_of(transaction, seq)?;
    let versions = transaction
        .prepare_cached(VERSIONS)?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let attachments = transaction
        .prepare_cached(&attachments_sql())?
        .query_map([seq], columns::attachment)?
        .collect::<rusqlite::Result<_>>()?;
    let sources = received::sources(transaction, seq)?;
    Ok(BranchMessage { message, versions, turn, attachments, sources })
}

/// The last model call that wrote the message at `seq`.
pub(super) fn turn_of(transaction: &Transaction<'_>, seq: i64) -> Result<Option<Turn>> {
    let turn = transaction
        .prepare_cached(&turn_sql())?
        .query_row([seq], |row| Ok((columns::turn(row)?, row.get::<_, i64>("step_seq")?)))
        .optional()?;
    match turn {
        Some((turn, step)) => {
            let mut statement = transaction.prepare_cached(&attempts_sql())?;
            let attempts = statement.query_map([step], columns::attempt)?.collect::<rusqlite::Result<_>>()?;
            Ok(Some(Turn { attempts, ..turn }))
        }
        None => Ok(None),
    }
}

pub(super) fn message_sql() -> String {
    format!("SELECT {} FROM {} WHERE m.seq = ?1", columns::MESSAGE, columns::MESSAGE_TABLES)
}

/// The last step that wrote the message `?1`, with its turn.
pub(super) fn turn_sql() -> String {
    format!(
        "SELECT {} FROM {} WHERE s.message_seq = ?1 ORDER BY s.seq DESC LIMIT 1",
        columns::TURN,
        columns::TURN_TABLES
    )
}

/// The requests of the step `?1`.
pub(super) fn attempts_sql() -> String {
    format!("SELECT {} FROM attempts p WHERE p.step_seq = ?1 ORDER BY p.seq", columns::ATTEMPT)
}

/// The files of the message `?1`.
pub(super) fn attachments_sql() -> String {
    format!("SELECT {} FROM attachments a WHERE a.message_seq = ?1 ORDER BY a.position", columns::ATTACHMENT)
}
