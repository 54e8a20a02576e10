//! Files that are made, and files that are refused as they are.

use std::fs;

use rusqlite::Connection;
use yourouter_store::Store;

use crate::fixture::*;

#[test]
fn a_database_and_its_folder_are_made_where_there_is_none() {
    let place = Place::new();
    let file = place.folder.path().join("deep/er/chat.db");
    Store::open(&file).unwrap();
    assert!(file.is_file());
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let file = place.folder.path().join("data/chat.db");
    let store = Store::open(&file).unwrap();
    blank(&store);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&file.with_file_name("chat.db-wal")), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);
}

#[test]
fn a_file_name_is_a_name_and_not_an_address() {
    let place = Place::new();
    let file = place.folder.path().join("file:x?mode=memory#ü.db");
    blank(&Store::open(&file).unwrap());
    assert!(fs::metadata(&file).unwrap().len() > 0);
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let place = Place::new();
    conversation(&place.open());
    place.sql().pragma_update(None, "user_version", 9_999).unwrap();
    let before = fs::read(place.file()).unwrap();
    let detail = storage_detail(Store::open(&place.file()));
    assert!(detail.contains("newer version") && detail.contains("9999"), "{detail}");
    assert_eq!(fs::read(place.file()).unwrap(), before);
    assert!(!place.beside(".backup").exists());
}

#[test]
fn a_newer_file_with_a_log_is_refused_with_both_left_as_they_are() {
    let place = Place::new();
    let store = place.open();
    conversation(&store);
    let copy = Place::new();
    place.sql().pragma_update(None, "user_version", 9_999).unwrap();
    for suffix in ["", "-wal"] {
        fs::copy(place.beside(suffix), copy.beside(suffix)).unwrap();
    }
    let read = || ["", "-wal"].map(|suffix| fs::read(copy.beside(suffix)).unwrap());
    let before = read();
    assert!(!before[1].is_empty());
    assert!(storage_detail(Store::open(&copy.file())).contains("newer version"));
    assert_eq!(read(), before);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    for content in [&b"hello"[..], &[0; 5_000], b"SQLite format 3\0 and then nonsense"] {
        let place = Place::new();
        fs::write(place.file(), content).unwrap();
        storage_detail(Store::open(&place.file()));
        assert_eq!(fs::read(place.file()).unwrap(), content);
    }
}

#[test]
fn a_database_that_lost_its_end_is_refused_and_left_as_it_is() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    long_branch(&place, id, 50);
    drop(store);
    let mut half = fs::read(place.file()).unwrap();
    half.truncate(half.len() / 2);
    fs::write(place.file(), &half).unwrap();
    storage_detail(Store::open(&place.file()));
    assert_eq!(fs::read(place.file()).unwrap(), half);
}

#[test]
fn an_empty_file_is_refused_and_so_is_one_whose_log_is_left() {
    let place = Place::new();
    fs::write(place.file(), b"").unwrap();
    fs::write(place.beside("-wal"), b"the only copy").unwrap();
    assert!(storage_detail(Store::open(&place.file())).contains("log"));
    assert_eq!(fs::read(place.beside("-wal")).unwrap(), b"the only copy");
    fs::remove_file(place.beside("-wal")).unwrap();
    assert!(storage_detail(Store::open(&place.file())).contains("empty"));
    assert_eq!(fs::read(place.file()).unwrap(), b"");
}

#[test]
fn the_database_of_another_program_is_refused_and_left_as_it_is() {
    for prepare in ["CREATE TABLE notes (text)", "PRAGMA application_id = 7; PRAGMA user_version = 1"] {
        let place = Place::new();
        Connection::open(place.file()).unwrap().execute_batch(prepare).unwrap();
        let before = fs::read(place.file()).unwrap();
        assert!(storage_detail(Store::open(&place.file())).contains("another program"), "{prepare}");
        assert_eq!(fs::read(place.file()).unwrap(), before);
    }
}

#[test]
fn a_folder_in_place_of_the_file_is_refused() {
    let place = Place::new();
    storage_detail(Store::open(place.folder.path()));
}

#[test]
fn opening_again_changes_neither_version_nor_rows_and_makes_no_copy() {
    let place = Place::new();
    let (id, turn) = conversation(&place.open());
    let version = |place: &Place| -> i64 {
        place.sql().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    let before = version(&place);
    let store = place.open();
    assert_eq!(version(&place), before);
    assert_eq!(store.conversation(id).unwrap().head, Some(turn.answer.id));
    assert!(!place.beside(".backup").exists());
}
