//! What is left after the program dies, and two programs on one file.

use std::{
    fs,
    io::{BufRead, BufReader, Write, stdout},
    process::{Command, Stdio},
    thread,
};

use yourouter_protocol::MessageState;
use yourouter_store::{Outcome, Store};

use crate::fixture::*;

/// The database and its log as a kill at this moment leaves them.
fn killed(place: &Place) -> Place {
    let copy = Place::new();
    for suffix in ["", "-wal"] {
        fs::copy(place.beside(suffix), copy.beside(suffix)).unwrap();
    }
    copy
}

#[test]
fn a_kill_in_the_middle_of_an_answer_keeps_its_text_and_calls_it_interrupted() {
    let place = Place::new();
    let store = place.open();
    let (id, settled) = conversation(&store);
    let running = send(&store, id, Some(settled.answer.id), "second");
    store.append(running.answer.id, "half ", "hm").unwrap();
    store.append(running.answer.id, "an answer", "").unwrap();

    let copy = killed(&place);
    let reopened = copy.open();
    let branch = branch(&reopened, running.answer.id);
    assert_eq!(texts(&branch), ["first", "first answer", "second", "half an answer"]);
    assert_eq!(branch[3].reasoning, "hm");
    assert_eq!(
        branch.iter().map(|it| it.state).collect::<Vec<_>>(),
        [MessageState::Done, MessageState::Done, MessageState::Done, MessageState::Interrupted]
    );
    assert_eq!(reopened.conversation(id).unwrap().head, Some(running.answer.id));
    assert!(is_internal(reopened.append(running.answer.id, "more", "")));
    let sql = copy.sql();
    let count = |query: &str| sql.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM turns WHERE state = 'interrupted'"), 1);
    assert_eq!(count("SELECT count(*) FROM turns WHERE state = 'running'"), 0);
    assert_eq!(count("SELECT count(*) FROM part_chunks"), 0);
}

#[test]
fn a_kill_right_after_a_turn_ended_loses_nothing() {
    let place = Place::new();
    let store = place.open();
    let (_, turn) = conversation(&store);
    let before = branch(&store, turn.answer.id);
    assert_eq!(branch(&killed(&place).open(), turn.answer.id), before);
}

#[test]
fn an_answer_left_running_at_the_programs_end_is_interrupted_at_its_next_start() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "x");
    store.append(turn.answer.id, "so far", "").unwrap();
    drop(store);
    for _ in 0..2 {
        let found = place.open().message(turn.answer.id).unwrap();
        assert_eq!((found.text.as_str(), found.state), ("so far", MessageState::Interrupted));
    }
}

#[test]
fn an_interrupted_answer_can_be_asked_for_again() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "x");
    drop(store);
    let store = place.open();
    let again = retry(&store, question_of(&turn));
    finish(&store, &again, "whole");
    assert_eq!(versions(&store, again.answer.id)[&again.answer.id], [turn.answer.id, again.answer.id]);
}

#[test]
fn a_second_program_leaves_the_firsts_running_answer_alone() {
    let place = Place::new();
    let first = place.open();
    let id = blank(&first);
    let turn = send(&first, id, None, "x");
    first.append(turn.answer.id, "one ", "").unwrap();

    let second = place.open();
    assert_eq!(second.message(turn.answer.id).unwrap().state, MessageState::Streaming);
    first.append(turn.answer.id, "two", "").unwrap();
    assert_eq!(second.message(turn.answer.id).unwrap().text, "one two");
    first.end_turn(turn.turn.id, ".", "", MessageState::Done, &Outcome::default(), 1).unwrap();
    assert_eq!(second.message(turn.answer.id).unwrap().text, "one two.");

    // While the second is still there, a third does not take its turns for dead either.
    drop(first);
    let again = retry(&second, question_of(&turn));
    let third = place.open();
    assert_eq!(third.message(again.answer.id).unwrap().state, MessageState::Streaming);
}

#[test]
fn two_programs_that_write_at_once_both_get_through_and_the_file_stays_sound() {
    let place = Place::new();
    let stores = [place.open(), place.open()];
    let ids: Vec<_> = stores.iter().map(conversation).collect();
    thread::scope(|scope| {
        for (store, (id, first)) in stores.iter().zip(&ids) {
            scope.spawn(move || {
                let turn = send(store, *id, Some(first.answer.id), "both");
                for _ in 0..100 {
                    store.append(turn.answer.id, "word ", "").unwrap();
                    store.conversations().unwrap();
                }
                finish(store, &turn, "end");
            });
        }
    });
    for (store, (id, _)) in stores.iter().rev().zip(&ids) {
        let head = store.conversation(*id).unwrap().head.unwrap();
        assert_eq!(store.message(head).unwrap().text, format!("{}end", "word ".repeat(100)));
    }
    let verdict: String = place.sql().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn clones_of_a_store_serve_many_threads() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let turn = send(&store, id, Some(first.answer.id), "x");
    thread::scope(|scope| {
        let (writer, reader) = (store.clone(), store.clone());
        scope.spawn(move || (0..200).for_each(|_| writer.append(turn.answer.id, "ab", "").unwrap()));
        scope.spawn(move || {
            for _ in 0..200 {
                let text = reader.message(turn.answer.id).unwrap().text;
                assert_eq!(text.replace("ab", ""), "");
            }
        });
    });
    assert_eq!(store.message(turn.answer.id).unwrap().text.len(), 400);
}

/// Names the database for the program that is to be killed.
const VICTIM: &str = "STORE_TEST_VICTIM";

#[test]
fn a_program_killed_while_it_appends_loses_nothing_that_was_appended() {
    if let Some(file) = std::env::var_os(VICTIM) {
        append_until_killed(&Store::open(file.as_ref()).unwrap());
    }
    let place = Place::new();
    let name = "recovery::a_program_killed_while_it_appends_loses_nothing_that_was_appended";
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(VICTIM, place.file())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let appended = lines.map_while(Result::ok).filter(|line| line == "appended").take(200).count();
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(appended, 200);

    let store = place.open();
    let head = store.conversations().unwrap()[0].head.unwrap();
    let branch = branch(&store, head);
    assert_eq!(texts(&branch[..2]), ["first", "first answer"]);
    assert_eq!(branch[3].state, MessageState::Interrupted);
    let text = &branch[3].text;
    assert!(text.len() >= 200 * "word ".len() && text.replace("word ", "").is_empty(), "{text}");
}

fn append_until_killed(store: &Store) -> ! {
    let (id, settled) = conversation(store);
    let turn = send(store, id, Some(settled.answer.id), "second");
    loop {
        store.append(turn.answer.id, "word ", "").unwrap();
        // Once the parent is gone there is nobody left to kill this program.
        writeln!(stdout(), "appended").unwrap();
    }
}
