//! Copies of the database: taken while it is written, refused when they are not fit, put back whole.

use std::{fs, path::PathBuf};

use rusqlite::Connection;
use yourouter_protocol::{Error, MessageState, error::StorageProblem};
use yourouter_store::{Store, backup};

use crate::fixture::*;

fn copy_of(store: &Store, place: &Place) -> PathBuf {
    let copy = place.folder.path().join("copy # 100%?.sqlite");
    store.back_up(&copy).unwrap();
    copy
}

fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> StorageProblem {
    match result {
        Err(Error::Storage(error)) => error.problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_taken_while_others_write_is_one_sound_file_and_takes_the_place_of_all() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let running = send(&store, id, Some(first.answer.id), "second");
    store.append(running.answer.id, "half", "").unwrap();
    let writer = store.clone();
    let copy = std::thread::scope(|scope| {
        scope.spawn(move || (0..200).for_each(|_| writer.append(running.answer.id, " more", "").unwrap()));
        copy_of(&store, &place)
    });
    let beside: Vec<_> = fs::read_dir(place.folder.path())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("copy"))
        .collect();
    assert_eq!(beside.len(), 1, "{beside:?}");

    store.end_turn(running.turn.id, "", "", MessageState::Done, &Default::default(), 1).unwrap();
    let (later, _) = conversation(&store);
    backup::prepare_copy(&copy).unwrap();
    store.replace_with(&copy).unwrap();
    assert!(is_internal(store.conversation(later)), "it was made after the copy");
    let branch = branch(&store, store.conversation(id).unwrap().head.unwrap());
    assert_eq!(texts(&branch[..3]), ["first", "first answer", "second"]);
    assert!(branch[3].text.starts_with("half"));
    assert_eq!(branch[3].state, MessageState::Interrupted);
    // It goes on as any other, for this program and the next.
    conversation(&store);
    drop(store);
    conversation(&place.open());
    let verdict: String = place.sql().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn what_is_not_fit_is_refused_and_says_why() {
    let place = Place::new();
    let store = place.open();
    conversation(&store);
    for _ in 0..50 {
        conversation(&store);
    }
    let copy = copy_of(&store, &place);
    let sound = fs::read(&copy).unwrap();
    let changed = |sql: &str| {
        fs::write(&copy, &sound).unwrap();
        Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
        problem(backup::prepare_copy(&copy))
    };
    assert_eq!(changed("PRAGMA user_version = 99"), StorageProblem::Newer);
    assert_eq!(changed("PRAGMA application_id = 5"), StorageProblem::Foreign);
    assert_eq!(changed("CREATE TABLE more (x)"), StorageProblem::Foreign);
    let trigger = "CREATE TRIGGER evil AFTER UPDATE ON turns BEGIN DELETE FROM messages; END";
    assert_eq!(changed(trigger), StorageProblem::Foreign);
    let other = "DROP TRIGGER parts_settled_stay;
        CREATE TRIGGER parts_settled_stay BEFORE UPDATE ON parts BEGIN DELETE FROM messages; END";
    assert_eq!(changed(other), StorageProblem::Foreign);
    let orphan = "PRAGMA foreign_keys = OFF; DELETE FROM conversations WHERE seq = 1";
    assert_eq!(changed(orphan), StorageProblem::Damaged);

    for at in [3, 7, 11] {
        let mut bytes = sound.clone();
        bytes[at * 4096..(at + 1) * 4096].fill(0xEE);
        fs::write(&copy, &bytes).unwrap();
        assert_eq!(problem(backup::prepare_copy(&copy)), StorageProblem::Damaged, "page {at}");
    }
    fs::write(&copy, &sound[..sound.len() / 2 / 4096 * 4096]).unwrap();
    assert_eq!(problem(backup::prepare_copy(&copy)), StorageProblem::Damaged);
    fs::write(&copy, "").unwrap();
    assert_eq!(problem(backup::prepare_copy(&copy)), StorageProblem::Damaged);
    fs::write(&copy, "a letter to a friend").unwrap();
    assert!(matches!(
        problem(backup::prepare_copy(&copy)),
        StorageProblem::Damaged | StorageProblem::Foreign
    ));
}

#[test]
fn a_damaged_database_is_not_backed_up_as_if_it_were_sound() {
    let place = Place::new();
    let store = place.open();
    (0..50).for_each(|_| drop(conversation(&store)));
    store.fold_log().unwrap();
    drop(store);
    let mut bytes = fs::read(place.file()).unwrap();
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4096].fill(0xEE);
    fs::write(place.file(), bytes).unwrap();
    let store = place.open();
    assert_eq!(problem(store.back_up(&place.folder.path().join("copy"))), StorageProblem::Damaged);
}

#[test]
fn a_copy_carries_the_contents_of_files_and_hands_them_over() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let file = picture("a.png");
    store.add_attachment(id, &file).unwrap();
    let copy = copy_of(&store, &place);
    assert!(backup::NeededFiles::open(&copy).unwrap().has(&file.sha256).unwrap());
    assert!(!backup::NeededFiles::open(&copy).unwrap().has("other").unwrap());
    backup::carry_files(&copy, |sha256| (sha256 == file.sha256).then(|| b"bytes".to_vec())).unwrap();
    backup::prepare_copy(&copy).unwrap();
    let handed = std::cell::RefCell::new(Vec::new());
    let keep = |sha256: &str, bytes: &[u8]| {
        handed.borrow_mut().push((sha256.to_owned(), bytes.to_vec()));
        Ok(())
    };
    backup::take_carried_files(&copy, keep).unwrap();
    assert_eq!(handed.into_inner(), [(file.sha256.clone(), b"bytes".to_vec())]);
    store.replace_with(&copy).unwrap();
    drop(store);
    drop(place.open());
    assert_eq!(backup::format_of(&place.file()), Some(1));
    backup::take_carried_files(&copy, |_, _| panic!("nothing is carried any more")).unwrap();
}
