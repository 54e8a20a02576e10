//! A scripted session in a process of its own whose n-th write, sync, truncation or rename fails, for every n, and one that is
//! killed at any moment while answers stream: afterwards the database passes its check and nothing that was settled is missing.
//!
//! `strace` makes the system calls fail. Here a few are tried; `cargo xtask faults` tries all of them.
#![expect(clippy::print_stdout, reason = "`cargo xtask faults` shows the counts")]

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{AppEvent, ChatEvent, ConversationId, MessageId, Result, TurnId};
use yourouter_store::Store;

use crate::{
    desk::{Heard, KEY, TestKeychain, message, terminal, try_start},
    held::Decoder,
};

/// Names the folder for the program that is to fail.
const VICTIM: &str = "CHAT_TEST_VICTIM";
/// Set by `cargo xtask faults`.
const ALL: &str = "YOUROUTER_ALL_FAULTS";
/// What is made to fail, and how.
const FAULTS: [(&str, &str); 5] = [
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fsync", "EIO"),
    ("ftruncate", "EIO"),
    ("renameat", "ENOSPC"),
];
/// What is looked at together.
const WRITES: &str = "trace=pwrite64";
const OTHERS: &str = "trace=fsync,ftruncate,renameat";
/// A crash costs at most this much of a streamed answer.
const LOST: Duration = Duration::from_millis(250);

#[test]
fn a_write_that_fails_costs_nothing_whichever_it_is() {
    let name = "faults::a_write_that_fails_costs_nothing_whichever_it_is";
    if let Some(folder) = env::var_os(VICTIM) {
        alone(play(folder.as_ref()));
        return;
    }
    let calls = calls_of_a_session(name);
    let count = |call: &str| calls.get(call).copied().unwrap_or_default();
    assert!(count("pwrite64") > 20 && count("fsync") > 5 && count("renameat") > 0, "{calls:?}");
    let mut tried = 0;
    for (call, error) in FAULTS {
        let last = count(call);
        // In the short form three of each: near the start, in the middle, near the end.
        let step = if env::var_os(ALL).is_some() { 1 } else { (last / 3).max(1) };
        for number in (1..=last).step_by(step) {
            let fault = format!("{call} {number} of {last} fails with {error}");
            session_with(name, &format!("inject={call}:error={error}:when={number}"), &fault);
            tried += 1;
        }
    }
    println!("{tried} faults, nothing lost; calls: {calls:?}");
}

#[test]
fn a_kill_while_an_answer_streams_costs_a_quarter_of_a_second_at_most() {
    let name = "faults::a_kill_while_an_answer_streams_costs_a_quarter_of_a_second_at_most";
    if let Some(folder) = env::var_os(VICTIM) {
        alone(stream(folder.as_ref()));
        return;
    }
    let kills = if env::var_os(ALL).is_some() { 200 } else { 5 };
    let mut most_lost = 0;
    for kill in 0..kills {
        most_lost = most_lost.max(killed_after(name, Duration::from_millis(300 + kill * 7 % 1200)));
    }
    println!(
        "{kills} kills; of what came more than 250 ms before, nothing was lost; at most {most_lost} bytes of the rest"
    );
}

/// Runs the session under `strace`; gives how often each call was made.
fn calls_of_a_session(name: &str) -> BTreeMap<String, usize> {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let mut calls = BTreeMap::new();
    for kind in [WRITES, OTHERS] {
        let output = traced(name, folder.path(), kind, &["-o", log.to_str().unwrap()]);
        assert!(output.contains("said: end"), "{output}");
        for line in fs::read_to_string(&log).unwrap().lines() {
            let call = line.split_whitespace().nth(1).and_then(|rest| rest.split('(').next());
            *calls.entry(call.unwrap_or_default().to_owned()).or_default() += 1;
        }
        fs::remove_dir_all(folder.path().join("data")).unwrap();
    }
    calls
}

/// Runs the session with a fault, and looks at what it left.
fn session_with(name: &str, inject: &str, fault: &str) {
    let folder = tempfile::tempdir().unwrap();
    let kind = if inject.contains("write") { WRITES } else { OTHERS };
    let output = traced(name, folder.path(), kind, &["-o", "/dev/null", "-e", inject]);
    assert!(output.contains("said: end") || output.contains("said: refused"), "{fault}: {output}");
    look(folder.path(), &output, fault);
}

/// Runs this test as the victim under `strace`, which sees its calls on files; gives what it said.
fn traced(name: &str, folder: &Path, calls: &str, options: &[&str]) -> String {
    let data = folder.join("data");
    fs::create_dir_all(&data).unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", calls]).args(options);
    if calls == WRITES {
        // Others write to files of their own.
        for name in ["chat.sqlite", "chat.sqlite-wal", "chat.sqlite-journal"] {
            strace.arg("-P").arg(data.join(name));
        }
    }
    let output = strace
        .arg(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(VICTIM, &data)
        .output()
        .unwrap_or_else(|error| panic!("strace, which `cargo xtask test` installs: {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The database passes its check, no turn runs, and each settled message is there with all its text.
fn look(folder: &Path, output: &str, fault: &str) {
    let path = folder.join("data/chat.sqlite");
    drop(Store::open(&path).unwrap_or_else(|error| panic!("{fault}: {error}: {output}")));
    let sql = Connection::open(&path).unwrap();
    let verdict: String = sql.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok", "{fault}");
    let count = |query: &str| sql.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0, "{fault}");
    assert_eq!(count("SELECT count(*) FROM messages WHERE state = 'streaming'"), 0, "{fault}");
    for settled in output.lines().filter_map(|line| line.strip_prefix("said: settled ")) {
        let (id, length) = settled.split_once(' ').unwrap();
        let stored = stored_length(&sql, id);
        assert_eq!(stored, length.trim().parse::<i64>().unwrap(), "{fault}: {id} is not whole: {output}");
    }
}

fn stored_length(sql: &Connection, id: &str) -> i64 {
    let query = "SELECT coalesce(sum(length(CAST(p.text AS BLOB))), 0) FROM messages m
        JOIN parts p ON p.message_seq = m.seq AND p.kind = 'text' WHERE m.id = ?1";
    sql.query_row(query, [id], |row| row.get(0)).unwrap()
}

/// Kills the victim some time after its answer began; gives how many bytes of its answer were lost.
fn killed_after(name: &str, time: Duration) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(VICTIM, &data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(|line| line.ok());
    let (mut began, mut output, mut came) = (None, String::new(), Vec::new());
    for line in lines {
        if let Some(length) = line.strip_prefix("said: came ") {
            let length: i64 = length.parse().unwrap();
            came.push((Instant::now(), length));
            if length > 0 && began.get_or_insert_with(Instant::now).elapsed() > time {
                break;
            }
        }
        output += &(line + "\n");
    }
    victim.kill().unwrap();
    let killed = Instant::now();
    victim.wait().unwrap();
    look(folder.path(), &output, "a kill");
    let id = output.lines().find_map(|line| line.strip_prefix("said: answer ")).unwrap();
    let stored = stored_length(&Connection::open(data.join("chat.sqlite")).unwrap(), id);
    let due =
        came.iter().rfind(|(at, _)| killed.duration_since(*at) >= LOST).map_or(0, |(_, length)| *length);
    assert!(stored >= due, "{stored} of {due} bytes that came {LOST:?} before the kill");
    came.last().map_or(0, |(_, length)| length - stored)
}

/// All that blocks on one thread, so that its calls have an order.
fn alone(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build();
    runtime.unwrap().block_on(work);
}

fn say(words: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "said: {words}").and_then(|()| out.flush()).unwrap();
}

/// The application at a gateway; none if it cannot be opened, which is said.
async fn opened(folder: &Path) -> Option<(Chat, Arc<Heard>, MockGateway)> {
    let gateway = MockGateway::start(Options::with_key(KEY)).await.unwrap();
    let (keychain, heard) = (Arc::new(TestKeychain::default()), Arc::new(Heard::default()));
    let decoder = Arc::new(Decoder::default());
    match try_start(folder, &keychain, &heard, &decoder, Some(gateway.base_url()), Some(KEY)) {
        Ok(chat) => Some((chat, heard, gateway)),
        Err(error) => {
            say(&format!("refused: {error}"));
            None
        }
    }
}

/// Does it again until it works, as a person would.
async fn insisted<T>(mut work: impl AsyncFnMut() -> Result<T>) -> T {
    for _ in 0..20 {
        match work().await {
            Ok(done) => return done,
            Err(error) => say(&format!("again: {error}")),
        }
    }
    panic!("it never works");
}

/// The session: three answers, one of them long, and a file.
async fn play(folder: &Path) {
    let Some((chat, heard, _gateway)) = opened(folder).await else { return };
    let id = insisted(async || chat.conversations.new_conversation(None).await).await.summary.id;
    let file = Source::Bytes { name: "a.txt".to_owned(), bytes: b"words in a file".to_vec().into() };
    chat.attachments.attach(id, vec![file]).await;
    for text in ["first", "/long 8 0 64", "third"] {
        let (turn_id, answer, question) = begun(&chat, id, text).await;
        heard.until("the end of the turn", |heard| terminal(heard, turn_id)).await;
        let is_written = |heard: &Heard| {
            let is_done = |event: &ChatEvent| matches!(event, ChatEvent::Finished { turn_id: of, .. } if *of == turn_id);
            let is_saved = |event: &AppEvent| matches!(event, AppEvent::AnswerSaved { .. });
            (heard.chat_events().iter().any(is_done) || heard.app_events().iter().any(is_saved)).then_some(())
        };
        heard.until("the answer to be written", is_written).await;
        for message in [question, answer] {
            let length = insisted(async || chat.conversations.load_source(message).await).await.len();
            say(&format!("settled {message} {length}"));
        }
    }
    insisted(async || chat.close().await).await;
    say("end");
}

/// A settled answer, then one that streams until the kill.
async fn stream(folder: &Path) {
    let Some((chat, heard, _gateway)) = opened(folder).await else { return };
    let id = chat.conversations.new_conversation(None).await.unwrap().summary.id;
    let (turn_id, answer, question) = begun(&chat, id, "first").await;
    heard.until("the end of the turn", |heard| terminal(heard, turn_id)).await;
    for message in [question, answer] {
        let length = chat.conversations.load_source(message).await.unwrap().len();
        say(&format!("settled {message} {length}"));
    }
    let (_, answer, _) = begun(&chat, id, "/long 400 200 40").await;
    say(&format!("answer {answer}"));
    loop {
        say(&format!("came {}", chat.conversations.load_source(answer).await.unwrap().len()));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A turn, its answer and its question.
async fn begun(chat: &Chat, conversation_id: ConversationId, text: &str) -> (TurnId, MessageId, MessageId) {
    insisted(async || {
        let turn_id = TurnId::new();
        let started = chat.turns.send_message(message(turn_id, conversation_id, text)).await?;
        match started.messages.as_slice() {
            [.., question, answer] => Ok((turn_id, answer.id, question.id)),
            _ => panic!("no messages"),
        }
    })
    .await
}
