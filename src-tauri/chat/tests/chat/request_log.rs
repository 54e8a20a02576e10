//! Every request that the program makes is a row that its person can read.

use yourouter_protocol::{KeepKey, RequestOutcome, RequestPurpose, StoreKey};

use super::desk::{Desk, KEY};

#[tokio::test]
async fn each_request_is_a_row_with_its_purpose_place_size_and_end() {
    let desk = Desk::new().await;
    assert_eq!(desk.chat.network.load_network_log().await.unwrap().total, 0);
    let key = StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Run, check: true };
    desk.chat.gateways.store_key(key).await.unwrap();
    let conversation = desk.blank().await.summary.id;
    desk.ask(conversation, "Hello").await;
    desk.ask(conversation, "/500").await;

    let log = desk.chat.network.load_network_log().await.unwrap();
    let sent = desk.gateway.requests();
    assert_eq!((log.total, log.rows.len()), (sent.len() as u64, sent.len()), "one row for each request");
    let seen: Vec<_> = log.rows.iter().map(|row| (row.purpose, row.status, row.outcome)).collect();
    let answered = Some(RequestOutcome::Answered);
    assert_eq!(
        seen,
        [
            (RequestPurpose::Chat, Some(500), answered),
            (RequestPurpose::Chat, Some(200), answered),
            (RequestPurpose::KeyCheck, Some(200), answered),
        ]
    );
    for (row, sent) in log.rows.iter().zip(sent.iter().rev()) {
        assert_eq!(row.origin, desk.gateway.base_url().strip_suffix("/v1").unwrap());
        assert_eq!(row.path, sent.path);
        assert_eq!(row.bytes_out, sent.body.len() as u64, "{}", row.path);
        assert!(row.bytes_in > 0 && row.duration_ms.is_some() && row.began_at_ms > 0, "{row:?}");
    }
    assert!(log.rows[0].request_id.is_some());
    assert!(!serde_json::to_string(&log).unwrap().contains(KEY));
}

#[tokio::test]
async fn a_request_that_is_stopped_or_refused_by_the_network_has_its_row_too() {
    let desk = Desk::new().await;
    let conversation = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(conversation, "/hang").await;
    desk.gateway_was_asked().await;
    let running = desk.chat.network.load_network_log().await.unwrap();
    assert_eq!(
        (running.rows[0].outcome, running.rows[0].duration_ms),
        (None, None),
        "it is entered before it ends"
    );
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
    let log = desk.chat.network.load_network_log().await.unwrap();
    assert_eq!((log.rows[0].outcome, log.rows[0].status), (Some(RequestOutcome::Stopped), None));

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    desk.chat.gateways.set_gateway(nobody.clone()).await.unwrap();
    let key = StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Run, check: false };
    desk.chat.gateways.store_key(key).await.unwrap();
    desk.ask(conversation, "Hello").await;
    let log = desk.chat.network.load_network_log().await.unwrap();
    assert_eq!((log.rows[0].outcome, log.rows[0].status), (Some(RequestOutcome::Failed), None));
    assert!(nobody.starts_with(&log.rows[0].origin));
}

#[tokio::test]
async fn the_log_is_there_after_a_restart() {
    let desk = Desk::new().await;
    let conversation = desk.blank().await.summary.id;
    desk.ask(conversation, "Hello").await;
    let before = desk.chat.network.load_network_log().await.unwrap();
    let (chat, _) = desk.restarted();
    assert_eq!(chat.network.load_network_log().await.unwrap(), before);
    assert_eq!(before.total, 1);
}
