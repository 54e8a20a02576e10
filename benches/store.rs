//! What the database costs, and how that grows: `cargo bench -p yourouter-store`.
//!
//! The first table stands one conversation that grows from 100 to 10,000 messages, the second a list that grows from 100
//! to 50,000 conversations, each written as `cargo xtask sample-data` writes it. Behind the times stands the exponent e
//! of time ~ size^e from the smallest to the largest: 0 does not grow, 1 is linear.
//! Then an answer of 1 MB is appended in 4,000 steps, in quarters: the last must cost what the first does. Beside it, in
//! the same run, stands what writing the whole text again at each step costs for a tenth of that answer.
#![allow(clippy::print_stdout)]

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tempfile::TempDir;
use yourouter_protocol::{
    ConversationId, ConversationList, MessageFlags, MessageId, MessageState, Role, Route, TurnId,
};
use yourouter_store::{Change, Message, NewTurn, Outcome, Part, Store, Turn};

#[path = "../src-tauri/store/src/bin/sample-data/sample.rs"]
mod sample;

const MESSAGES: [u32; 3] = [100, 1_000, 10_000];
const CONVERSATIONS: [u32; 4] = [100, 1_000, 10_000, 50_000];
const STEPS: usize = 4_000;
const STEP_BYTES: usize = 250;
const RUNS: usize = 9;

type Outcomes<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcomes<()> {
    let grown: Vec<_> = MESSAGES.iter().map(|messages| Sample::new(0, *messages)).collect::<Outcomes<_>>()?;
    heading("messages of one conversation", &MESSAGES);
    row("open the file", &MESSAGES, &grown, |it| Ok(Store::open(&it.file())?))?;
    row("open at the end", &MESSAGES, &grown, |it| Ok(it.store.window(it.long, Part::Newest)?))?;
    row("open in the middle", &MESSAGES, &grown, |it| {
        it.store.show_on_branch(it.middle)?;
        Ok(it.store.window(it.long, Part::Around(it.middle))?)
    })?;
    row("words and files for a request", &MESSAGES, &grown, |it| {
        let head = it.head()?;
        Ok((it.store.history(head)?, it.store.attachments(head)?))
    })?;
    row("begin and end a turn, on the disk", &MESSAGES, &grown, |it| {
        let turn = new_turn(it.long, it.head()?);
        it.store.begin_turn(&turn)?;
        let outcome = Outcome::default();
        Ok(it.store.end_turn(turn.turn.id, "answer", "", MessageState::Done, &outcome, i64::MAX / 2)?)
    })?;
    drop(grown);

    let listed: Vec<_> = CONVERSATIONS.iter().map(|count| Sample::new(*count, 2)).collect::<Outcomes<_>>()?;
    heading("conversations", &CONVERSATIONS);
    row("open the file", &CONVERSATIONS, &listed, |it| Ok(Store::open(&it.file())?))?;
    row("the first page", &CONVERSATIONS, &listed, |it| {
        Ok(it.store.conversation_page(&ConversationList::Chats, None)?)
    })?;
    row("begin and end a turn, on the disk", &CONVERSATIONS, &listed, |it| {
        let turn = new_turn(it.long, it.head()?);
        it.store.begin_turn(&turn)?;
        let outcome = Outcome::default();
        Ok(it.store.end_turn(turn.turn.id, "answer", "", MessageState::Done, &outcome, i64::MAX / 2)?)
    })?;
    let thousand = |it: &Sample| -> Outcomes<Vec<ConversationId>> {
        let mut ids = it.store.listed_ids(&ConversationList::Chats)?;
        ids.truncate(1_000);
        Ok(ids)
    };
    row("delete and restore up to 1,000", &CONVERSATIONS, &listed, |it| {
        let ids = thousand(it)?;
        it.store.change_conversations(&ids, Change::Deleted(Some(1)))?;
        Ok(it.store.change_conversations(&ids, Change::Deleted(None))?)
    })?;
    drop(listed);
    append_to_one()
}

/// A database as `cargo xtask sample-data` makes it.
struct Sample {
    folder: TempDir,
    store: Store,
    long: ConversationId,
    middle: MessageId,
}

impl Sample {
    fn new(conversations: u32, longest: u32) -> Outcomes<Self> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(&folder.path().join("chat.sqlite"))?;
        let long = sample::write(&store, conversations, longest)?.ok_or("no conversation")?;
        let head = store.conversation(long)?.head.ok_or("no messages")?;
        let ids = store.branch_ids(head)?;
        let middle = *ids.get(ids.len() / 2).ok_or("no messages")?;
        Ok(Self { folder, store, long, middle })
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("chat.sqlite")
    }

    fn head(&self) -> Outcomes<MessageId> {
        self.store.conversation(self.long)?.head.ok_or_else(|| "no messages".into())
    }
}

fn heading(of: &str, sizes: &[u32]) {
    let sizes: String = sizes.iter().map(|size| format!("{size:>10}")).collect();
    println!("\n{:38}{sizes}   {of}", "ms");
}

fn row<T>(
    name: &str,
    sizes: &[u32],
    samples: &[Sample],
    run: impl Fn(&Sample) -> Outcomes<T>,
) -> Outcomes<()> {
    let times: Vec<Duration> =
        samples.iter().map(|sample| median(|| run(sample))).collect::<Outcomes<_>>()?;
    let cells: String = times.iter().map(|time| format!("{:>10.3}", time.as_secs_f64() * 1e3)).collect();
    let (Some((first, last)), Some((small, large))) =
        (times.first().zip(times.last()), sizes.first().zip(sizes.last()))
    else {
        return Err("nothing was measured".into());
    };
    let ratio = last.as_secs_f64() / first.as_secs_f64();
    let exponent = ratio.ln() / (f64::from(*large) / f64::from(*small)).ln();
    println!("{name:38}{cells}   x{ratio:.1}, e = {exponent:.2}");
    Ok(())
}

fn append_to_one() -> Outcomes<()> {
    let sample = Sample::new(0, 2)?;
    let Sample { store, long, .. } = &sample;
    println!();
    let turn = new_turn(*long, sample.head()?);
    store.begin_turn(&turn)?;
    let delta = "x".repeat(STEP_BYTES);
    for quarter in ["1st", "2nd", "3rd", "4th"] {
        let begun = Instant::now();
        for _ in 0..STEPS / 4 {
            store.append(turn.answer.id, &delta, "")?;
        }
        line(&format!("append, {quarter} quarter of 1 MB, each"), begun.elapsed() / (STEPS / 4) as u32);
    }
    line("read 1 MB while it comes", median(|| Ok(store.message(turn.answer.id)?))?);
    let begun = Instant::now();
    store.end_turn(turn.turn.id, "", "", MessageState::Done, &Outcome::default(), 1)?;
    line("end a turn of 1 MB, on the disk", begun.elapsed());
    line("writing all again, 1st tenth, each", rewrite(sample.folder.path())? / (STEPS / 10) as u32);
    Ok(())
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
        flags: MessageFlags::default(),
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
        omissions: Vec::new(),
    };
    NewTurn {
        question: Some(question),
        attachment_ids: Vec::new(),
        copied_from: None,
        drafted_text: None,
        answer,
        turn,
        title: String::new(),
        sent_as: Vec::new(),
        sent_again_as: Vec::new(),
        lane: None,
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
fn median<T>(mut run: impl FnMut() -> Outcomes<T>) -> Outcomes<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        run()?;
        times.push(begun.elapsed());
    }
    times.sort();
    Ok(*times.get(RUNS / 2).ok_or("no runs")?)
}

fn line(name: &str, time: Duration) {
    println!("{name:38} {:>9.3} ms", time.as_secs_f64() * 1e3);
}
