//! The requests and replies that the inspector shows.

use yourouter_store::{Change, KeptExchange};

use crate::fixture::*;

fn kept(number: u32, size: usize) -> KeptExchange {
    KeptExchange { number, head: "{}".to_owned(), body: vec![7; size], reply: Vec::new() }
}

#[test]
fn those_of_an_answer_come_in_order_and_go_with_it() {
    let place = Place::new();
    let store = place.open();
    let (id, turn) = conversation(&store);
    for number in [2, 1, 2] {
        store.keep_exchange(turn.turn.id, &kept(number, 3), u64::MAX).unwrap();
    }
    let found = store.exchanges(turn.answer.id).unwrap();
    assert_eq!(found, [kept(1, 3), kept(2, 3)], "one of each number");
    assert!(store.exchanges(question_of(&turn).id).unwrap().is_empty());
    store.change_conversations(&[id], Change::Deleted(Some(1))).unwrap();
    store.purge(&[id], 2).unwrap();
    // Of a turn that is gone nothing is kept, and that is no failure.
    store.keep_exchange(turn.turn.id, &kept(3, 3), u64::MAX).unwrap();
    let left: i64 = place.sql().query_row("SELECT count(*) FROM exchanges", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn the_oldest_go_where_all_are_too_many_and_all_when_they_are_forgotten() {
    let place = Place::new();
    let store = place.open();
    let (_, turn) = conversation(&store);
    for number in 1..=64 {
        store.keep_exchange(turn.turn.id, &kept(number, 1000), 10_100).unwrap();
    }
    let left: Vec<u32> = store.exchanges(turn.answer.id).unwrap().iter().map(|one| one.number).collect();
    assert_eq!(left, (55..=64).collect::<Vec<u32>>());
    store.forget_exchanges().unwrap();
    assert!(store.exchanges(turn.answer.id).unwrap().is_empty());
}
