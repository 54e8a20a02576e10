//! The ledger of requests: entered, completed, bounded.

use yourouter_protocol::{RequestOutcome, RequestPurpose, RequestView};
use yourouter_store::{REQUESTS_KEPT, Store};

use super::fixture::Place;

fn request(path: &str) -> RequestView {
    RequestView {
        seq: 0,
        purpose: RequestPurpose::Chat,
        method: "POST".to_owned(),
        origin: "https://api.yourouter.ai".to_owned(),
        path: path.to_owned(),
        vendor: Some("aws".to_owned()),
        began_at_ms: 1_000,
        duration_ms: None,
        bytes_out: 0,
        bytes_in: 0,
        status: None,
        request_id: None,
        outcome: None,
    }
}

fn begin(store: &Store, path: &str) -> u64 {
    store.begin_request(&request(path)).unwrap()
}

#[test]
fn a_request_is_entered_open_and_completed_later() {
    let place = Place::new();
    let store = place.open();
    let seq = begin(&store, "/v1/chat/completions");
    let entered = RequestView { seq, ..request("/v1/chat/completions") };
    assert_eq!(store.requests(10).unwrap().rows, std::slice::from_ref(&entered));
    let ended = RequestView {
        duration_ms: Some(12),
        bytes_out: 34,
        bytes_in: 56,
        status: Some(200),
        request_id: Some("req_1".to_owned()),
        outcome: Some(RequestOutcome::Answered),
        ..entered
    };
    store.end_request(&ended).unwrap();
    assert_eq!(store.requests(10).unwrap().rows, [ended]);
}

#[test]
fn the_oldest_rows_go_and_the_count_goes_on() {
    let place = Place::new();
    let store = place.open();
    begin(&store, "/first");
    // What many requests would leave, in one step.
    place
        .sql()
        .execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'requests'", [REQUESTS_KEPT])
        .unwrap();
    begin(&store, "/second");
    let log = store.requests(10).unwrap();
    assert_eq!((log.total, log.kept), (REQUESTS_KEPT + 1, 1), "the row that is {REQUESTS_KEPT} back is gone");
    assert_eq!(log.rows[0].path, "/second");
    begin(&store, "/third");
    let log = store.requests(1).unwrap();
    assert_eq!((log.total, log.kept, log.rows.len()), (REQUESTS_KEPT + 2, 2, 1), "the newest come first");
    assert_eq!(log.rows[0].path, "/third");
}
