//! Attempts: tried again before any text, in view of the page, and failed over where that is allowed.

use yourouter_protocol::{
    Attempt, ChatEvent, FailureCode, MessageState, RetryWait, Route, Routing, TurnId, Vendor,
};

use crate::desk::{Desk, Heard, KEY, Setup};

async fn retrying() -> Desk {
    Desk::with(Setup { key: Some(KEY), is_retrying: true, ..Setup::default() }).await
}

fn waits(heard: &Heard) -> Vec<(Attempt, RetryWait)> {
    let wait = |event| match event {
        ChatEvent::Attempted { attempt, next, .. } => Some((attempt, next)),
        _ => None,
    };
    heard.chat_events().into_iter().filter_map(wait).collect()
}

/// Waits for the countdown before the attempt with this number, and cuts it short.
pub(crate) async fn hurry(desk: &Desk, turn_id: TurnId, number: u32) -> RetryWait {
    let wait = desk
        .heard
        .until("a wait", |heard| {
            waits(heard).into_iter().map(|(_, next)| next).find(|next| next.number == number)
        })
        .await;
    desk.chat.turns.retry_now(turn_id);
    wait
}

#[tokio::test]
async fn a_passing_failure_is_tried_again_and_each_attempt_is_kept() {
    let desk = retrying().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/flaky 2").await;
    let first = hurry(&desk, turn_id, 2).await;
    assert!((700..=1250).contains(&first.wait_ms) && first.most == 4, "{first:?}");
    hurry(&desk, turn_id, 3).await;
    let turn = desk.end_of(turn_id).await;
    assert_eq!(turn.failure, None);
    let statuses: Vec<_> = turn.attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(200)]);
    assert_eq!(desk.gateway.requests().len(), 3);

    let answer = desk.answer(id).await;
    assert_eq!(answer.state, MessageState::Done);
    assert_eq!(answer.turn.unwrap().attempts, turn.attempts, "attempts are stored");
}

#[tokio::test]
async fn the_server_is_asked_again_when_it_said_so() {
    let desk = retrying().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/429 30").await;
    let wait = hurry(&desk, turn_id, 2).await;
    assert!((29_000..=30_000).contains(&wait.wait_ms), "{wait:?}");
    desk.heard.until("the second attempt", |heard| (waits(heard).len() == 2).then_some(())).await;
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
}

#[tokio::test]
async fn giving_up_during_a_wait_fails_with_what_the_last_attempt_said() {
    let desk = retrying().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/500").await;
    desk.heard.until("a wait", |heard| waits(heard).pop()).await;
    desk.chat.turns.stop_turn(turn_id);
    let turn = desk.end_of(turn_id).await;
    assert_eq!(turn.failure.unwrap().status, Some(500));
    assert_eq!(desk.gateway.requests().len(), 1);
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);
}

#[tokio::test]
async fn a_page_that_comes_during_a_wait_sees_the_countdown() {
    let desk = retrying().await;
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/429 60").await;
    desk.heard.until("a wait", |heard| waits(heard).pop()).await;
    let running = desk.answer(id).await.running.unwrap();
    assert_eq!(running.seq, 1);
    assert!(running.waiting.is_some_and(|wait| wait.number == 2 && wait.wait_ms > 50_000));
    desk.chat.turns.stop_turn(turn_id);
    desk.end_of(turn_id).await;
}

#[tokio::test]
async fn a_pin_that_fails_is_never_left_and_a_first_choice_is_at_once() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.pin_vendor(Vendor::new("aws")).await.unwrap();
    let (_, turn) = desk.ask(id, "/500").await;
    assert_eq!(turn.attempts.len(), 1, "only aws was allowed");
    let first = Route { routing: Routing::First, ..desk.chat.conversations.current_route().await.unwrap() };
    desk.chat.conversations.choose_route(id, first).await.unwrap();
    let (_, turn) = desk.ask(id, "/flaky 1").await;
    assert_eq!(turn.failure, None);
    let vendors: Vec<_> = turn.attempts.iter().map(|attempt| attempt.vendor.as_str()).collect();
    assert_eq!(vendors, ["aws", "auto"]);
    let last = desk.gateway.requests().pop().unwrap();
    assert_eq!(last.header("vendor"), None);
    assert_eq!(turn.route.vendor, Vendor::new("aws"), "what was asked for stays what it was");
}

#[tokio::test]
async fn nothing_is_tried_again_after_text_or_for_what_cannot_pass() {
    let desk = retrying().await;
    let id = desk.blank().await.summary.id;
    for (command, code) in [
        ("/cut", FailureCode::StreamCut),
        ("/401", FailureCode::Unauthorized),
        ("/402", FailureCode::Balance),
        ("/400", FailureCode::Rejected),
    ] {
        let (_, turn) = desk.ask(id, command).await;
        assert_eq!(turn.failure.map(|failure| failure.code), Some(code), "{command}");
        assert_eq!(turn.attempts.len(), 1, "{command}");
    }
    assert_eq!(waits(&desk.heard), []);
}
