//! What may happen to the index and to the history meanwhile.

use std::{fs, time::Duration};

use yourouter_protocol::MessageId;
use yourouter_search::Index;

use crate::memory::{Desk, LONG};

fn desk(messages: i64) -> Desk {
    let desk = Desk::new();
    let chat = desk.history.chat("Chat");
    for number in 1..=messages {
        desk.history.say(chat, &format!("word{number}x"), |_| {});
    }
    desk
}

#[test]
fn a_filling_goes_on_where_it_was_stopped() {
    let mut desk = desk(1_000);
    let mut slices = 0;
    loop {
        let progress = desk.index.catch_up(&desk.history, Duration::ZERO).unwrap();
        if progress.is_done {
            break;
        }
        assert_eq!(progress.percent(), Some((progress.through * 100 / 1_000).min(99) as u8));
        assert!(progress.through >= (slices + 1).min(3) * 256);
        slices += 1;
        desk.index = Index::new(desk.folder.path().join("search.sqlite"));
    }
    assert!(slices >= 3);
    assert_eq!(desk.found("word7x"), [7]);
}

#[test]
fn a_lost_or_damaged_index_is_made_again() {
    let desk = desk(300);
    assert_eq!(desk.found("word299x"), [299]);
    let file = desk.folder.path().join("search.sqlite");
    fs::remove_file(&file).unwrap();
    assert_eq!(desk.found("word299x"), [299]);
    for damage in [0..4096_usize, 100..40_000] {
        let desk = self::desk(300);
        desk.catch_up();
        let Desk { history, index, folder } = desk;
        // Closed, so that all of it is in the file.
        drop(index);
        let file = folder.path().join("search.sqlite");
        let mut bytes = fs::read(&file).unwrap();
        let end = damage.end.min(bytes.len());
        bytes[damage.start..end].fill(0x5a);
        fs::write(&file, bytes).unwrap();
        let desk = Desk { history, index: Index::new(file), folder };
        assert_eq!(desk.found("word299x"), [299]);
    }
}

#[test]
fn an_index_of_another_form_is_made_again() {
    let desk = desk(10);
    let file = desk.folder.path().join("search.sqlite");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE words (x); PRAGMA user_version = 99").unwrap();
    drop(other);
    assert_eq!(desk.found("word3x"), [3]);
}

#[test]
fn an_answer_is_found_once_it_is_settled() {
    let desk = desk(3);
    let chat = desk.history.titles.borrow()[0].1.seq;
    let answer = desk.history.say(chat, "", |document| document.is_settled = false);
    desk.history.say(chat, "later words", |_| {});
    assert_eq!(desk.found("later"), [5]);
    for document in desk.history.documents.borrow_mut().iter_mut().filter(|document| document.seq == answer) {
        document.is_settled = true;
        document.texts.text = "words at last".to_owned();
    }
    assert_eq!(desk.found("words"), [5, 4]);
}

#[test]
fn what_is_deleted_is_not_found_from_that_moment_on() {
    let desk = desk(5);
    assert_eq!(desk.found("word4x"), [4]);
    desk.history.documents.borrow_mut().retain(|document| document.seq != 4);
    assert_eq!(desk.found("word4x"), Vec::<i64>::new());
    desk.history.change(1, |title| title.is_deleted = true);
    assert_eq!(desk.found("word"), Vec::<i64>::new());
    desk.history.change(1, |title| title.is_deleted = false);
    assert_eq!(desk.found("word"), [5, 3, 2, 1]);
}

#[test]
fn what_is_gone_from_the_history_leaves_the_file() {
    let desk = desk(300);
    let other = desk.history.chat("Vergänglich");
    desk.history.say(other, "Unvergesslich", |document| document.texts.reasoning = "Nachgedacht".to_owned());
    desk.catch_up();
    let rows = |table: &str| -> i64 {
        let file = rusqlite::Connection::open(desk.folder.path().join("search.sqlite")).unwrap();
        file.query_row(
            &format!("SELECT count(*) FROM {table} WHERE {table} MATCH '\"ges\" OR \"nac\"'"),
            [],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert_eq!((rows("words"), rows("thoughts")), (1, 1));
    desk.index.forget_gone(&desk.history).unwrap();
    assert_eq!((rows("words"), rows("thoughts")), (1, 1));
    let has_word = || -> bool {
        let file = rusqlite::Connection::open(desk.folder.path().join("search.sqlite")).unwrap();
        file.execute_batch("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)").unwrap();
        file.query_row("SELECT EXISTS (SELECT 1 FROM temp.terms WHERE term = 'ssl')", [], |row| row.get(0))
            .unwrap()
    };
    assert!(has_word());
    let titles = || -> i64 {
        let file = rusqlite::Connection::open(desk.folder.path().join("search.sqlite")).unwrap();
        file.query_row("SELECT count(*) FROM titles_docsize", [], |row| row.get(0)).unwrap()
    };
    let before = titles();
    desk.history.titles.borrow_mut().retain(|(_, title)| title.seq != other);
    desk.history.documents.borrow_mut().retain(|document| document.seq != 301 && document.seq != 7);
    desk.history.say(1, "Something else", |document| document.seq = 302);
    desk.catch_up();
    desk.index.forget_gone(&desk.history).unwrap();
    assert_eq!((rows("words"), rows("thoughts"), titles()), (0, 0, before - 1));
    assert!(desk.index.merge(LONG).unwrap());
    assert!(!has_word());
    assert_eq!(desk.found("word8x"), [8]);
    assert_eq!(desk.found("something"), [302]);
}

#[test]
fn merging_stops_when_its_time_is_over_and_goes_on_until_there_is_one_segment() {
    let desk = desk(0);
    for number in 0..40 {
        desk.history.say(1, &format!("word{number}x"), |_| {});
        desk.catch_up();
    }
    let segments = || -> i64 {
        let file = rusqlite::Connection::open(desk.folder.path().join("search.sqlite")).unwrap();
        file.query_row("SELECT count(DISTINCT segid) FROM words_idx", [], |row| row.get(0)).unwrap()
    };
    assert!(segments() > 1);
    assert!(!desk.index.merge(Duration::ZERO).unwrap());
    assert!(segments() > 1);
    while !desk.index.merge(Duration::from_millis(1)).unwrap() {}
    assert_eq!(segments(), 1);
    assert_eq!(desk.found("word7x"), [8]);
}

#[test]
fn numbers_that_are_given_again_are_seen() {
    let desk = desk(2_500);
    assert_eq!(desk.found("word2400x"), [2_400]);
    // A backup was restored, and the chat went on differently.
    desk.history.documents.borrow_mut().truncate(1_200);
    for number in 0..1_500 {
        desk.history.say(1, &format!("other{number}y"), |document| document.id = MessageId::new());
    }
    assert_eq!(desk.found("other5y"), [1_206]);
    assert_eq!(desk.found("word1100x"), [1_100]);
    assert_eq!(desk.found("word2400x"), Vec::<i64>::new());
    desk.history.documents.borrow_mut().clear();
    assert_eq!(desk.found("word"), Vec::<i64>::new());
    desk.history.say(1, "again", |_| {});
    assert_eq!(desk.found("again"), [1]);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_no_crash() {
    let desk = desk(1);
    let index = Index::new(desk.folder.path().join("absent").join("search.sqlite"));
    assert!(index.catch_up(&desk.history, Duration::from_secs(1)).is_err());
}
