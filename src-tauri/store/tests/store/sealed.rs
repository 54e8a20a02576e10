//! Signed and encrypted reasoning: kept with its answer, found along its branch, bounded, gone with its chat.

use yourouter_protocol::{ApiFormat, MessageId, MessageState, Vendor};
use yourouter_store::{KeptReasoning, NewTurn, Outcome, Progress, Store};

use crate::fixture::{Place, blank, conversation, send};

fn kept(json: String) -> KeptReasoning {
    KeptReasoning {
        origin: "https://api.yourouter.ai".to_owned(),
        vendor: Vendor::new("aws"),
        served_by: Some("aws".to_owned()),
        model: "claude-opus-4".to_owned(),
        api_format: ApiFormat::Native,
        json,
    }
}

fn finish_sealed(store: &Store, turn: &NewTurn, json: String) {
    let progress = Progress { text: "answer".to_owned(), sealed: Some(kept(json)), ..Progress::default() };
    store.end_turn_keeping(turn.turn.id, &progress, MessageState::Done, &Outcome::default(), 9_000).unwrap();
}

fn count(place: &Place) -> (u64, u64) {
    let sql = "SELECT count(*), coalesce(sum(size_bytes), 0) FROM sealed_reasoning";
    place.sql().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn it_is_found_along_the_branch_of_its_answer_alone() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let head = |turn: &NewTurn| turn.answer.id;
    let second = send(&store, id, Some(head(&first)), "second");
    finish_sealed(&store, &second, "{\"a\":1}".to_owned());
    let other = send(&store, id, Some(head(&first)), "on another branch");
    finish_sealed(&store, &other, "{\"b\":2}".to_owned());
    drop(store);
    let store = place.open();
    let found = store.sealed_reasoning(head(&second)).unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(head(&second), kept("{\"a\":1}".to_owned()))]);
    assert_eq!(store.sealed_reasoning(head(&first)).unwrap().len(), 0);
    assert_eq!(store.sealed_reasoning_of(head(&other)).unwrap(), Some(kept("{\"b\":2}".to_owned())));
    assert_eq!(store.sealed_reasoning_of(MessageId::new()).unwrap(), None);
    store.forget_sealed(&[head(&second)]).unwrap();
    assert_eq!(store.sealed_reasoning(head(&second)).unwrap().len(), 0);
    let blank = blank(&store);
    let _unrelated = send(&store, blank, None, "elsewhere");
    assert_eq!(count(&place).0, 1);
}

#[test]
fn that_it_was_taken_back_is_noted_once_and_outlives_it() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "first");
    finish_sealed(&store, &turn, "{}".to_owned());
    let answer = turn.answer.id;
    assert_eq!(store.note_accepted(&[answer, MessageId::new()], "aws").unwrap(), [answer]);
    assert_eq!(store.note_accepted(&[answer], "aws").unwrap(), []);
    store.forget_sealed(&[answer]).unwrap();
    let found = store.branch_messages(&[answer]).unwrap().pop().unwrap();
    assert_eq!(found.turn.unwrap().outcome.signature_accepted_by.as_deref(), Some("aws"));
}

#[test]
fn a_fork_has_a_copy_of_its_own_and_the_oldest_goes_where_it_is_too_much() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "first");
    finish_sealed(&store, &turn, "{}".to_owned());
    let fork = store.fork(turn.answer.id, " (copy)", 10_000).unwrap();
    assert_eq!(store.sealed_reasoning(fork.head.unwrap()).unwrap().len(), 1);
    assert_eq!(count(&place).0, 2);
    let mut head = turn.answer.id;
    for _ in 0..40 {
        let turn = send(&store, id, Some(head), "more");
        finish_sealed(&store, &turn, format!("{{\"a\":\"{}\"}}", "x".repeat(2 * 1024 * 1024)));
        head = turn.answer.id;
    }
    let (rows, bytes) = count(&place);
    assert!(rows < 32 && bytes < 64 * 1024 * 1024, "{rows} rows of {bytes} bytes");
    let newest = store.sealed_reasoning_of(head).unwrap();
    assert!(newest.is_some(), "the newest stays");
    assert_eq!(store.sealed_reasoning(fork.head.unwrap()).unwrap().len(), 0, "the oldest does not");
}
