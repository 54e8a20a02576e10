//! What the database costs: `cargo bench -p yourouter-store`.
//!
//! Opening a conversation of 10,000 messages is what its view reads: the newest window.
//! Appending is a streamed answer of 1 MB in 4,000 steps, in quarters: the last must cost what the first does. Beside
//! it, in the same run, stands what writing the whole text again at each step costs for a tenth of that answer.
#![allow(clippy::print_stdout)]

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ToSql};
use yourouter_protocol::{ConversationId, MessageId, MessageState, Role, Route, TurnId};
use yourouter_store::{Message, NewTurn, Outcome, Part, Store, Turn};

const MESSAGES: usize = 10_000;
const STEPS: usize = 4_000;
const STEP_BYTES: usize = 250;
const RUNS: usize = 9;

type Outcomes<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcomes<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("chat.db");
    let store = Store::open(&file)?;
    let long = store.blank_conversation(&Route::default(), 0)?.id;
    let head = write_branch(&file, long)?;
    drop(store);

    report("open the file", || Ok(Store::open(&file)?))?;
    let store = Store::open(&file)?;
    report("open 10,000 messages", || Ok(store.window(long, Part::Newest)?))?;
    report("their words for a request", || Ok(store.history(head)?))?;
    report("their files", || Ok(store.attachments(head)?))?;

    let mut parent = head;
    report("begin and end a turn, on the disk", || {
        let turn = new_turn(long, parent);
        store.begin_turn(&turn)?;
        store.end_turn(turn.turn.id, "answer", "", MessageState::Done, &Outcome::default(), 1)?;
        parent = turn.answer.id;
        Ok(())
    })?;

    let turn = new_turn(long, parent);
    store.begin_turn(&turn)?;
    let delta = "x".repeat(STEP_BYTES);
    for quarter in ["1st", "2nd", "3rd", "4th"] {
        let begun = Instant::now();
        for _ in 0..STEPS / 4 {
            store.append(turn.answer.id, &delta, "")?;
        }
        line(&format!("append, {quarter} quarter of 1 MB, each"), begun.elapsed() / (STEPS / 4) as u32);
    }
    report("read 1 MB while it comes", || Ok(store.message(turn.answer.id)?))?;
    let begun = Instant::now();
    store.end_turn(turn.turn.id, "", "", MessageState::Done, &Outcome::default(), 1)?;
    line("end a turn of 1 MB, on the disk", begun.elapsed());
    line("writing all again, 1st tenth, each", rewrite(folder.path())? / (STEPS / 10) as u32);
    Ok(())
}

/// Settled messages of about 600 bytes and their turns, past the store, in one transaction.
fn write_branch(file: &Path, id: ConversationId) -> Outcomes<MessageId> {
    let mut sql = Connection::open(file)?;
    let transaction = sql.transaction()?;
    let mut head = None;
    for index in 0..MESSAGES {
        let next = MessageId::new();
        let role = if index % 2 == 0 { "user" } else { "assistant" };
        let run = |sql: &str, params: &[&dyn ToSql]| -> Outcomes<i64> {
            transaction.prepare_cached(sql)?.execute(params)?;
            Ok(transaction.last_insert_rowid())
        };
        let (id, time) = (id.to_string(), index as i64);
        let seq = run(
            "INSERT INTO messages (id, conversation_seq, parent_seq, role, state, created_at_ms)
             SELECT ?1, c.seq, c.head_seq, ?3, 'done', ?4 FROM conversations c WHERE c.id = ?2",
            &[&next.to_string(), &id, &role, &time],
        )?;
        run(
            "INSERT INTO parts (message_seq, position, kind, text) VALUES (?1, 0, 'text', ?2)",
            &[&seq, &"word ".repeat(120)],
        )?;
        run(
            "UPDATE messages SET next_seq = ?2 WHERE seq = (SELECT head_seq FROM conversations WHERE id = ?1)",
            &[&id, &seq],
        )?;
        run("UPDATE conversations SET head_seq = ?2 WHERE id = ?1", &[&id, &seq])?;
        head = Some(next);
    }
    transaction.commit()?;
    head.ok_or_else(|| "no messages".into())
}

fn new_turn(id: ConversationId, parent: MessageId) -> NewTurn {
    let message = |parent_id, role, state| Message {
        id: MessageId::new(),
        conversation_id: id,
        parent_id,
        role,
        state,
        is_unreadable: false,
        text: String::new(),
        reasoning: String::new(),
        created_at_ms: 1,
    };
    let question = message(Some(parent), Role::User, MessageState::Done);
    let answer = message(Some(question.id), Role::Assistant, MessageState::Streaming);
    let turn = Turn {
        id: TurnId::new(),
        message_id: answer.id,
        route: Route::default(),
        base_url: String::new(),
        outcome: Outcome::default(),
        attempts: Vec::new(),
    };
    NewTurn {
        question: Some(question),
        attachment_ids: Vec::new(),
        copied_from: None,
        answer,
        turn,
        title: String::new(),
        sent_as: Vec::new(),
        sent_again_as: Vec::new(),
    }
}

/// The way not taken: one row whose text grows.
fn rewrite(folder: &Path) -> Outcomes<Duration> {
    let sql = Connection::open(folder.join("naive.db"))?;
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE TABLE messages (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO messages VALUES (1, '')",
    )?;
    let begun = Instant::now();
    for step in 1..=STEPS / 10 {
        sql.prepare_cached("UPDATE messages SET text = ?1")?.execute(["x".repeat(step * STEP_BYTES)])?;
    }
    Ok(begun.elapsed())
}

/// The median of a few runs.
fn report<T>(name: &str, mut run: impl FnMut() -> Outcomes<T>) -> Outcomes<()> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        run()?;
        times.push(begun.elapsed());
    }
    times.sort();
    line(name, *times.get(RUNS / 2).ok_or("no runs")?);
    Ok(())
}

fn line(name: &str, time: Duration) {
    println!("{name:38} {:>9.3} ms", time.as_secs_f64() * 1e3);
}
