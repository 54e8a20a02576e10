//! The four ways of routing, along each path that makes a turn.

use yourouter_protocol::{
    ConversationId, Replaced, RetryTurn, Route, Routing, SendMessage, TurnId, TurnView, Vendor,
};

use crate::desk::Desk;

const THINKS: &str = r#"/body {"id":"c-1","choices":[{"index":0,"finish_reason":"stop",
    "message":{"role":"assistant","content":"Hi","reasoning_content":"Hm, tea."}}]}"#;

async fn routed(vendor: &str, routing: Routing) -> (Desk, ConversationId) {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let route = Route { routing, ..Route::new("gpt-4o", Vendor::new(vendor)) };
    desk.chat.conversations.choose_route(id, route).await.unwrap();
    (desk, id)
}

/// The vendors that the gateway was asked for, request by request.
fn asked(desk: &Desk) -> Vec<String> {
    let name = |header: Option<&str>| header.unwrap_or("auto").to_owned();
    desk.gateway.requests().iter().map(|request| name(request.header("vendor"))).collect()
}

fn vendors(turn: &TurnView) -> Vec<&str> {
    turn.attempts.iter().map(|attempt| attempt.vendor.as_str()).collect()
}

async fn again(desk: &Desk, id: ConversationId, route: Option<Route>, continues: bool) -> TurnView {
    let (turn_id, message_id) = (TurnId::new(), desk.answer(id).await.id);
    desk.chat
        .turns
        .retry_turn(RetryTurn { turn_id, message_id, route, send_as: None, continues })
        .await
        .unwrap();
    desk.end_of(turn_id).await
}

#[tokio::test]
async fn a_pin_holds_on_every_path_that_makes_a_turn() {
    let (desk, id) = routed("aws", Routing::Only).await;
    let (started, _) = desk.ask(id, "hello").await;
    again(&desk, id, None, false).await;
    again(&desk, id, None, true).await;
    let edited = SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "edited".to_owned(),
        attachment_ids: Vec::new(),
        replaces: Some(Replaced::whole(started.messages[0].id)),
        route: None,
        drafted: None,
    };
    let turn_id = edited.turn_id;
    desk.chat.turns.send_message(edited).await.unwrap();
    desk.end_of(turn_id).await;
    desk.ask(id, "/500").await;
    again(&desk, id, None, false).await;
    let all = asked(&desk);
    assert!(all.len() >= 6 && all.iter().all(|vendor| vendor == "aws"), "{all:?}");
    let (chat, _) = desk.restarted();
    let view = chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(view.summary.route.vendor, Vendor::new("aws"));
}

#[tokio::test]
async fn another_route_for_one_message_leaves_the_chats_own_be() {
    let (desk, id) = routed("aws", Routing::Only).await;
    let once = SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "hello".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: Some(Route::new("o3", Vendor::new("azure"))),
        drafted: None,
    };
    let turn_id = once.turn_id;
    desk.chat.turns.send_message(once).await.unwrap();
    let turn = desk.end_of(turn_id).await;
    assert_eq!((turn.route.model.as_str(), turn.route.vendor.as_str()), ("o3", "azure"));
    desk.ask(id, "more").await;
    assert_eq!(asked(&desk), ["azure", "aws"]);
    assert_eq!(desk.last_body()["model"], "gpt-4o");
}

#[tokio::test]
async fn staying_asks_whoever_served_first_and_lets_others_take_over() {
    let (desk, id) = routed("azure", Routing::Only).await;
    desk.ask(id, "hello").await;
    let stay = Route { routing: Routing::Stay, ..Route::new("gpt-4o", Vendor::new("azure")) };
    let stay = desk.chat.conversations.choose_route(id, stay).await.unwrap();
    assert_eq!((stay.routing, stay.vendor), (Routing::Stay, Vendor::auto()));
    let (_, turn) = desk.ask(id, "again").await;
    assert_eq!(vendors(&turn), ["azure"]);
    let (_, turn) = desk.ask(id, "/flaky 1").await;
    assert_eq!((vendors(&turn), &turn.failure), (vec!["azure", "auto"], &None));
    // Another model's cache is another: nobody is known to have served it.
    let other = Route { routing: Routing::Stay, ..Route::new("o3", Vendor::auto()) };
    desk.chat.conversations.choose_route(id, other).await.unwrap();
    let (_, turn) = desk.ask(id, "new model").await;
    assert_eq!(vendors(&turn), ["auto"]);
}

#[tokio::test]
async fn the_menu_pins_and_keeps_to_first_where_that_was_chosen() {
    let (desk, id) = routed("aws", Routing::First).await;
    let route = desk.chat.conversations.pin_vendor(Vendor::new("azure")).await.unwrap();
    assert_eq!((route.vendor.as_str(), route.routing), ("azure", Routing::First));
    let route = desk.chat.conversations.pin_vendor(Vendor::auto()).await.unwrap();
    assert_eq!(route.routing, Routing::Only);
    let route = desk.chat.conversations.choose_routing(Routing::Stay).await.unwrap();
    assert_eq!((route.vendor.as_str(), route.routing), ("auto", Routing::Stay));
    desk.ask(id, "hello").await;
    assert_eq!(desk.chat.settings.current().recent_routes.first(), Some(&route));
}

#[tokio::test]
async fn no_switch_between_vendors_breaks_a_chat_or_passes_reasoning_on() {
    let (desk, id) = routed("openai", Routing::Only).await;
    let vendors: Vec<&str> = Vendor::DOCUMENTED.iter().map(|(value, _)| *value).collect();
    // A walk that makes each switch once: from the vendor `n` steps before.
    for distance in 1..vendors.len() {
        for start in 0..vendors.len() {
            for vendor in [vendors[start], vendors[(start + distance) % vendors.len()]] {
                let route = Route::new("gpt-4o", Vendor::new(vendor));
                desk.chat.conversations.choose_route(id, route).await.unwrap();
                let (_, turn) = desk.ask(id, THINKS).await;
                assert_eq!(turn.failure, None, "to {vendor}");
            }
        }
    }
    assert_eq!(desk.answer(id).await.reasoning, "Hm, tea.");
    let body = desk.last_body();
    let answers = body["messages"].as_array().unwrap().iter().filter(|one| one["role"] == "assistant");
    for answer in answers {
        assert!(!answer.to_string().contains("tea"), "only text goes: {answer}");
    }
}
