//! Damaged databases: what stands in their undamaged pages is found again.

use std::{collections::HashSet, fs};

use proptest::{prelude::*, test_runner::Config};
use rusqlite::Connection;
use yourouter_store::{
    Store,
    salvage::{Salvaged, is_salvageable, salvage},
};

use crate::fixture::*;

const PAGE: usize = 4096;

/// A history of many short chats and a long one, in one file.
fn history() -> (Place, Vec<u8>) {
    let place = Place::new();
    let store = place.open();
    for at in 0..120 {
        let id = blank(&store);
        let turn = send(&store, id, None, &format!("question {at}"));
        // Some are longer than a page.
        finish(&store, &turn, &format!("answer {at} {}", "word ".repeat(at * 17)));
    }
    let id = blank(&store);
    drop(store);
    long_branch(&place, id, 600);
    let store = place.open();
    store.fold_log().unwrap();
    drop(store);
    let bytes = fs::read(place.file()).unwrap();
    (place, bytes)
}

fn salvaged(bytes: &[u8]) -> (Place, Salvaged) {
    let place = Place::new();
    let damaged = place.beside(".damaged");
    fs::write(&damaged, bytes).unwrap();
    let found = salvage(&damaged, &place.file()).unwrap();
    assert_eq!(fs::read(&damaged).unwrap(), bytes, "it is only read");
    let verdict: String = place.sql().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    (place, found)
}

fn texts_of(sql: &Connection) -> HashSet<String> {
    let mut statement = sql.prepare("SELECT text FROM parts WHERE kind = 'text'").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// How many rows of a table stand in some pages, themselves or a part of them, as SQLite tells.
fn rows_in(sql: &Connection, table: &str, damaged: &[usize]) -> i64 {
    let list = damaged.iter().map(|page| (page + 1).to_string()).collect::<Vec<_>>().join(",");
    let query = format!(
        "SELECT coalesce(sum(CASE pagetype WHEN 'leaf' THEN ncell WHEN 'overflow' THEN 1 ELSE 0 END), 0)
         FROM dbstat WHERE name = '{table}' AND pageno IN ({list})"
    );
    sql.query_row(&query, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_sound_database_is_found_whole() {
    let (place, bytes) = history();
    let (new, found) = salvaged(&bytes);
    assert_eq!((found.chats, found.messages, found.empty, found.damaged), (121, 840, 0, 0));
    for table in
        ["conversations", "messages", "parts", "turns", "steps", "gateways", "attachments", "settings"]
    {
        let rows = |sql: &Connection| -> Vec<String> {
            let mut statement = sql.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
            let columns = statement.column_count();
            let row = |row: &rusqlite::Row<'_>| {
                let values = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
                Ok(values.collect::<String>())
            };
            statement.query_map([], row).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(rows(&new.sql()), rows(&place.sql()), "{table}");
    }
}

#[test]
fn what_stands_in_undamaged_pages_is_found_wherever_the_damage_is() {
    let (place, bytes) = history();
    let before = texts_of(&place.sql());
    let pages = bytes.len() / PAGE;
    let damages = (prop::collection::btree_set(0..pages, 1..12), any::<[u8; 32]>(), any::<bool>());
    let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
    proptest!(config, |((damaged, noise, is_zero) in damages)| {
        let mut bytes = bytes.clone();
        let damaged: Vec<usize> = damaged.into_iter().collect();
        for page in &damaged {
            for (at, byte) in bytes[page * PAGE..(page + 1) * PAGE].iter_mut().enumerate() {
                *byte = if is_zero { 0 } else { noise[at % 32] ^ (at / 32) as u8 };
            }
        }
        let (new, found) = salvaged(&bytes);
        let after = texts_of(&new.sql());
        let lost = before.difference(&after).count() as i64;
        let may_be_lost = rows_in(&place.sql(), "parts", &damaged);
        prop_assert!(lost <= may_be_lost, "{lost} lost, {may_be_lost} stood in {damaged:?}");
        prop_assert!(found.messages >= 840 - rows_in(&place.sql(), "messages", &damaged) as u64);
        // Each can be shown, and it goes on.
        let store = new.open();
        for chat in store.conversations().unwrap() {
            let Some(head) = chat.head else { continue };
            prop_assert!(!branch(&store, head).is_empty());
        }
        conversation(&store);
    });
}

#[test]
fn what_was_only_in_the_log_is_found_too() {
    let place = Place::new();
    let store = place.open();
    conversation(&store);
    let copy = Place::new();
    for suffix in ["", "-wal"] {
        fs::copy(place.beside(suffix), copy.beside(suffix)).unwrap();
    }
    let new = Place::new();
    let found = salvage(&copy.file(), &new.file()).unwrap();
    assert_eq!((found.chats, found.messages), (1, 2));
}

#[test]
fn what_was_deleted_stays_deleted() {
    let (place, _) = history();
    let gone = "PRAGMA foreign_keys = ON; DELETE FROM conversations WHERE seq % 2 = 1";
    place.sql().execute_batch(gone).unwrap();
    Store::open(&place.file()).unwrap().fold_log().unwrap();
    let (new, _) = salvaged(&fs::read(place.file()).unwrap());
    assert!(texts_of(&new.sql()) == texts_of(&place.sql()), "more or less than was left");
}

#[test]
fn a_message_whose_chat_is_lost_gets_one_of_its_own() {
    let (place, bytes) = history();
    let sql = place.sql();
    let pages: Vec<usize> = sql
        .prepare("SELECT pageno - 1 FROM dbstat WHERE name = 'conversations'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut bytes = bytes;
    pages.iter().for_each(|page| bytes[page * PAGE..(page + 1) * PAGE].fill(0xEE));
    let (new, found) = salvaged(&bytes);
    assert_eq!((found.chats, found.messages), (121, 840));
    assert!(found.damaged > 0);
    let titles: Vec<String> =
        new.open().conversations().unwrap().into_iter().map(|chat| chat.title).collect();
    assert!(titles.contains(&"question 7".to_owned()), "{titles:?}");
}

#[test]
fn noise_and_letters_are_no_database_and_do_no_harm() {
    let place = Place::new();
    let file = place.beside(".noise");
    for bytes in [b"no database at all ".repeat(1000), Vec::new()] {
        fs::write(&file, bytes).unwrap();
        assert!(!is_salvageable(&file));
    }
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    proptest!(config, |(noise in prop::collection::vec(any::<u8>(), 1..3 * PAGE), kind in 0..5_usize)| {
        let mut bytes = noise.repeat(4);
        bytes.truncate(4 * PAGE);
        bytes.resize(4 * PAGE, 0);
        for page in 0..4 {
            bytes[page * PAGE] = [2, 5, 10, 13, 0][kind];
        }
        let target = Place::new();
        fs::write(&file, &bytes).unwrap();
        salvage(&file, &target.file()).unwrap();
        drop(target.open());
    });
}
