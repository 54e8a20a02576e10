//! A database that takes nothing for a while: locked by another program, on a full disk, deleted.
//!
//! Real ones: a second connection that holds SQLite's lock, a small disk in a mount namespace of its own.

use std::{fs, path::PathBuf, time::Duration};

use rusqlite::Connection;
use yourouter_protocol::{
    AppEvent, ConversationId, ConversationList, Error, FailureCode, MessageState, RetryTurn, SendMessage,
    TurnId,
    error::{StorageError, StorageProblem},
};

use crate::desk::{Desk, Setup, appended, terminal};

fn database(desk: &Desk) -> PathBuf {
    desk.folder.path().join("chat.sqlite")
}

/// Another program that writes, until this is dropped.
fn lock(desk: &Desk) -> Connection {
    let other = Connection::open(database(desk)).unwrap();
    other.busy_timeout(Duration::from_secs(5)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

async fn failure_is_said(desk: &Desk) -> FailureCode {
    let failed = |event: AppEvent| match event {
        AppEvent::SavingFailed { failure } => Some(failure.code),
        _ => None,
    };
    desk.heard.until("the notice", |heard| heard.app_events().into_iter().find_map(failed)).await
}

async fn saved(desk: &Desk) {
    let is_resumed = |event: &AppEvent| matches!(event, AppEvent::SavingResumed);
    desk.heard
        .until("the end of the notice", |heard| heard.app_events().iter().any(is_resumed).then_some(()))
        .await;
}

/// Waits until so many bytes more are on the screen.
async fn more_is_shown(desk: &Desk, bytes: usize) {
    let before = appended(&desk.heard.chat_events()).len();
    let is_more = |html: String| (html.len() >= before + bytes).then_some(());
    desk.heard.until("more text", |heard| is_more(appended(&heard.chat_events()))).await;
}

async fn another(desk: &Desk, id: ConversationId, text: &str) -> Result<TurnId, Error> {
    let turn_id = TurnId::new();
    let (conversation_id, text) = (id, text.to_owned());
    let message = SendMessage {
        turn_id,
        conversation_id,
        text,
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    };
    desk.chat.turns.send_message(message).await.map(|_| turn_id)
}

/// What is stored of an answer, read by another program.
async fn stored(desk: &Desk, id: ConversationId) -> (MessageState, String) {
    let (chat, _) = desk.restarted();
    let answer = chat.conversations.open_conversation(id, None).await.unwrap().window.messages.pop().unwrap();
    (answer.state, chat.conversations.load_source(answer.id).await.unwrap())
}

#[tokio::test]
async fn a_locked_database_in_the_middle_of_an_answer_costs_no_piece_and_does_not_slow_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/long 120 1500 5").await;
    desk.first_patch_of(turn_id).await;
    let other = lock(&desk);
    assert_eq!(failure_is_said(&desk).await, FailureCode::StorageBusy);
    more_is_shown(&desk, 5_000).await;
    assert_eq!(
        desk.chat.load_snapshot().await.unwrap().saving_failure.map(|failure| failure.code),
        Some(FailureCode::StorageBusy),
        "a page that is loaded again hears of it too"
    );
    drop(other);
    saved(&desk).await;
    assert_eq!(desk.end_of(turn_id).await.failure, None);
    assert_eq!(desk.chat.load_snapshot().await.unwrap().saving_failure, None);
    let shown = desk.answer(id).await;
    let (state, text) = stored(&desk, id).await;
    assert_eq!((shown.state, state), (MessageState::Done, MessageState::Done));
    assert_eq!(text.len(), 120_000, "each piece once");
}

#[tokio::test]
async fn an_answer_whose_end_cannot_be_written_fails_keeps_its_text_and_is_written_later() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/long 20 1000 5").await;
    desk.first_patch_of(turn_id).await;
    let other = lock(&desk);
    let failed = desk.end_of(turn_id).await;
    assert_eq!(failed.failure.map(|failure| failure.code), Some(FailureCode::StorageBusy));

    let shown = desk.answer(id).await;
    assert_eq!(shown.state, MessageState::Failed, "nothing stays as if it were being written");
    assert_eq!(desk.chat.conversations.load_source(shown.id).await.unwrap().len(), 20_000);
    assert!(matches!(
        another(&desk, id, "and now?").await,
        Err(Error::Storage(StorageError { problem: StorageProblem::Busy, .. }))
    ));
    let again = RetryTurn {
        turn_id: TurnId::new(),
        message_id: shown.id,
        route: None,
        send_as: None,
        continues: false,
    };
    assert!(matches!(desk.chat.turns.retry_turn(again.clone()).await, Err(Error::Storage(_))));

    drop(other);
    let is_saved = |event: &AppEvent| *event == AppEvent::AnswerSaved { conversation_id: id };
    desk.heard
        .until("the answer is written", |heard| heard.app_events().iter().any(is_saved).then_some(()))
        .await;
    assert_eq!(desk.answer(id).await.state, MessageState::Done, "as it ended");
    assert_eq!(stored(&desk, id).await.1.len(), 20_000);
    let next = another(&desk, id, "and now?").await.unwrap();
    assert_eq!(desk.end_of(next).await.failure, None);
    let body = desk.last_body();
    assert_eq!(body["messages"][1]["content"].as_str().map(str::len), Some(20_000));
    assert!(desk.chat.turns.retry_turn(again).await.is_ok());
}

#[tokio::test]
async fn an_answer_that_is_not_written_goes_into_the_database_before_the_next_message() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/long 5 1000 5").await;
    desk.first_patch_of(turn_id).await;
    let other = lock(&desk);
    desk.end_of(turn_id).await;
    drop(other);
    // At once, whether or not the answer was tried again by then.
    let next = another(&desk, id, "and now?").await.unwrap();
    desk.end_of(next).await;
    assert_eq!(desk.last_body()["messages"][1]["content"].as_str().map(str::len), Some(5_000));
}

#[tokio::test]
async fn what_came_of_a_running_answer_is_written_when_the_program_is_quit() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, started) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    desk.chat.close().await.unwrap();
    let shown = desk.chat.conversations.load_source(started.messages[1].id).await.unwrap();
    let reader = Connection::open(database(&desk)).unwrap();
    let stored: String =
        reader.query_row("SELECT group_concat(text, '') FROM part_chunks", [], |row| row.get(0)).unwrap();
    assert!(!stored.is_empty() && shown.starts_with(&stored), "{stored:?} of {shown:?}");
    desk.chat.turns.stop_turn(turn_id);
}

#[tokio::test]
async fn a_data_folder_that_is_deleted_is_said_and_one_that_comes_back_is_written_to() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    let (folder, away) = (desk.folder.path().to_owned(), desk.folder.path().with_extension("away"));
    fs::rename(&folder, &away).unwrap();
    assert_eq!(failure_is_said(&desk).await, FailureCode::Storage);
    let refused = desk.chat.conversations.save_draft(id, "typed".to_owned()).await;
    assert!(
        matches!(refused, Err(Error::Storage(StorageError { problem: StorageProblem::Gone, .. }))),
        "{refused:?}"
    );
    fs::rename(&away, &folder).unwrap();
    saved(&desk).await;
    desk.chat.turns.stop_turn(turn_id);
    assert_eq!(desk.end_of(turn_id).await.failure, None);
}

/// Runs a test of this file once more, with its temporary folder on a disk of its own; true inside.
#[cfg(target_os = "linux")]
fn is_on_small_disk(test: &str) -> bool {
    if std::env::var_os("YOUROUTER_SMALL_DISK").is_some() {
        return true;
    }
    let disk = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o size=3m none "$0" && TMPDIR="$0" YOUROUTER_SMALL_DISK=1 exec "$@""#;
    let ended = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(disk.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("saving::{test}"), "--nocapture"])
        .status();
    assert!(ended.unwrap().success());
    false
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_in_the_middle_of_an_answer_costs_no_piece() {
    if !is_on_small_disk("a_full_disk_in_the_middle_of_an_answer_costs_no_piece") {
        return;
    }
    let desk = Desk::with(Setup { key: Some(crate::desk::KEY), ..Setup::default() }).await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/long 400 4000 25").await;
    desk.first_patch_of(turn_id).await;
    let filler = desk.folder.path().join("filler");
    // Until nothing more goes in.
    let full = fs::write(&filler, vec![0; 8 << 20]);
    assert_eq!(full.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(failure_is_said(&desk).await, FailureCode::DiskFull);
    let failed = desk.end_of(turn_id).await;
    assert_eq!(failed.failure.map(|failure| failure.code), Some(FailureCode::DiskFull));
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);
    assert!(another(&desk, id, "and now?").await.is_err());

    fs::remove_file(&filler).unwrap();
    saved(&desk).await;
    assert_eq!(stored(&desk, id).await.1.len(), 400_000);
    let next = another(&desk, id, "and now?").await.unwrap();
    assert_eq!(desk.end_of(next).await.failure, None);
    assert!(terminal(&desk.heard, next).is_some());
    let check = Connection::open(database(&desk)).unwrap();
    let sound: String = check.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[tokio::test]
async fn several_chats_answer_at_once() {
    let desk = Desk::new().await;
    let mut turns = Vec::new();
    for _ in 0..5 {
        let id = desk.blank().await.summary.id;
        turns.push((id, desk.send(id, "/slow").await.0));
    }
    for (_, turn_id) in &turns {
        desk.first_patch_of(*turn_id).await;
    }
    let running =
        desk.chat.conversations.list_conversations(ConversationList::Chats, None).await.unwrap().rows;
    assert_eq!(running.iter().filter(|row| row.is_running).count(), 5);
    for (id, turn_id) in turns {
        desk.chat.turns.stop_turn(turn_id);
        desk.end_of(turn_id).await;
        assert_eq!(desk.answer(id).await.state, MessageState::Stopped);
    }
}

#[tokio::test]
async fn of_messages_that_are_sent_to_a_chat_at_once_one_goes_out() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let sent: Vec<_> = (0..4)
        .map(|_| {
            let chat = desk.chat.clone();
            let turn_id = TurnId::new();
            let (conversation_id, text) = (id, "/slow".to_owned());
            let message = SendMessage {
                turn_id,
                conversation_id,
                text,
                attachment_ids: Vec::new(),
                replaces: None,
                route: None,
                drafted: None,
            };
            tokio::spawn(async move { chat.turns.send_message(message).await.map(|_| turn_id) })
        })
        .collect();
    let mut begun = Vec::new();
    for one in sent {
        match one.await.unwrap() {
            Ok(turn_id) => begun.push(turn_id),
            Err(error) => assert_eq!(error, Error::AnswerRunning),
        }
    }
    let [turn_id] = begun[..] else { panic!("{} of them went out", begun.len()) };
    desk.first_patch_of(turn_id).await;
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
    let window = desk.chat.conversations.open_conversation(id, None).await.unwrap().window;
    assert_eq!(window.messages.len(), 2);
    assert_eq!(
        desk.gateway.requests().iter().filter(|request| request.path.ends_with("completions")).count(),
        1
    );
}
