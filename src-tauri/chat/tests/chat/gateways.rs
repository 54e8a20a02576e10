//! Several gateways: added, changed, removed, named by chats; each key stays with its origin.

use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{
    Error, GatewayLook, GatewayView, KeepKey, KeyState, Route, SaveGateway, StoreKey, Vendor,
};

use crate::desk::{Desk, KEY, Setup};

const OTHER_KEY: &str = "yr-other-9876543210fedcba";

fn gateway(base_url: &str, needs_key: bool) -> SaveGateway {
    SaveGateway {
        replaces: None,
        base_url: base_url.to_owned(),
        name: "Staging".to_owned(),
        look: GatewayLook::Violet,
        needs_key,
        vendors: Some(vec!["AWS".to_owned(), "aws".to_owned(), "auto".to_owned(), "own-one".to_owned()]),
    }
}

fn key(gateway: &str, key: &str) -> StoreKey {
    StoreKey { gateway: Some(gateway.to_owned()), key: key.to_owned(), keep: KeepKey::Keychain, check: true }
}

fn find<'a>(views: &'a [GatewayView], base_url: &str) -> &'a GatewayView {
    views.iter().find(|view| view.base_url == base_url).unwrap()
}

fn to(gateway: &str) -> Route {
    Route { gateway: Some(gateway.to_owned()), ..Route::new("gpt-4o", Vendor::auto()) }
}

/// The keys that a gateway was sent.
fn sent_keys(gateway: &MockGateway) -> Vec<Option<String>> {
    gateway.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect()
}

#[tokio::test]
async fn each_chat_goes_to_the_gateway_that_it_names_with_that_gateways_key() {
    let desk = Desk::new().await;
    let other = MockGateway::start(Options::with_key(OTHER_KEY)).await.unwrap();
    let url = other.base_url();
    let views = desk.chat.save_gateway(gateway(&url, true)).await.unwrap();
    assert_eq!(views.len(), 2);
    let added = find(&views, &url);
    assert_eq!((&*added.name, added.look, added.key), ("Staging", GatewayLook::Violet, KeyState::Missing));
    let vendors: Vec<&str> = added.vendors.iter().map(|vendor| vendor.value.as_str()).collect();
    assert_eq!(vendors, ["auto", "aws", "own-one"]);

    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, to(&url)).await.unwrap();
    let refused = desk.chat.turns.retry_turn(yourouter_protocol::RetryTurn {
        turn_id: yourouter_protocol::TurnId::new(),
        message_id: yourouter_protocol::MessageId::new(),
        route: None,
        send_as: None,
        continues: false,
    });
    refused.await.unwrap_err();
    desk.chat.gateways.store_key(key(&url, OTHER_KEY)).await.unwrap();
    let (_, turn) = desk.ask(id, "hello").await;
    assert_eq!((turn.failure, turn.base_url.as_str()), (None, url.as_str()));
    assert!(desk.gateway.requests().is_empty(), "nothing went to the default gateway");
    assert!(sent_keys(&other).iter().all(|sent| sent.as_deref() == Some(&format!("Bearer {OTHER_KEY}"))));

    other.clear();
    desk.chat.conversations.choose_route(id, Route::new("gpt-4o", Vendor::auto())).await.unwrap();
    let (_, turn) = desk.ask(id, "again").await;
    assert_eq!(turn.base_url, desk.gateway.base_url());
    assert_eq!(sent_keys(&desk.gateway), [Some(format!("Bearer {KEY}"))]);
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_base_url_that_changes_never_takes_its_key_along_and_its_chats_follow() {
    let desk = Desk::new().await;
    let first = MockGateway::start(Options::with_key(OTHER_KEY)).await.unwrap();
    let second = MockGateway::start(Options::with_key(OTHER_KEY)).await.unwrap();
    desk.chat.save_gateway(gateway(&first.base_url(), true)).await.unwrap();
    desk.chat.gateways.store_key(key(&first.base_url(), OTHER_KEY)).await.unwrap();
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, to(&first.base_url())).await.unwrap();
    desk.ask(id, "hello").await;

    let replaces = Some(first.base_url());
    let moved = SaveGateway { replaces, ..gateway(&second.base_url(), true) };
    let views = desk.chat.save_gateway(moved).await.unwrap();
    assert_eq!(find(&views, &second.base_url()).key, KeyState::Missing);
    assert!(views.iter().all(|view| view.base_url != first.base_url()));
    assert_eq!(desk.chat.conversations.current_route().await.unwrap().gateway, Some(second.base_url()));
    let message = yourouter_protocol::SendMessage {
        turn_id: yourouter_protocol::TurnId::new(),
        conversation_id: id,
        text: "more".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    };
    assert_eq!(desk.chat.turns.send_message(message).await.unwrap_err(), Error::MissingKey);
    assert!(second.requests().is_empty());
    // What was answered says for ever where it came from.
    let answered = desk.answer(id).await.turn.unwrap();
    assert_eq!(answered.base_url, first.base_url());
}

#[tokio::test]
async fn a_local_server_is_asked_without_a_key() {
    let desk = Desk::new().await;
    let local = MockGateway::start(Options::default()).await.unwrap();
    let views = desk.chat.save_gateway(gateway(&local.base_url(), false)).await.unwrap();
    assert_eq!(find(&views, &local.base_url()).key, KeyState::NotNeeded);
    let models = desk.chat.gateways.refresh_models(Some(local.base_url())).await.unwrap();
    assert_eq!(models.gateway, local.base_url());
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, to(&local.base_url())).await.unwrap();
    let (_, turn) = desk.ask(id, "hello").await;
    assert_eq!(turn.failure, None);
    assert!(sent_keys(&local).iter().all(Option::is_none));
    assert_eq!(*desk.keychain.reads.lock().unwrap(), 0);
}

#[tokio::test]
async fn a_gateway_that_was_removed_gets_nothing_and_its_key_is_forgotten() {
    let desk = Desk::new().await;
    let other = MockGateway::start(Options::with_key(OTHER_KEY)).await.unwrap();
    let url = other.base_url();
    desk.chat.save_gateway(gateway(&url, true)).await.unwrap();
    desk.chat.gateways.store_key(key(&url, OTHER_KEY)).await.unwrap();
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, to(&url)).await.unwrap();
    desk.ask(id, "hello").await;
    assert_eq!(find(&desk.chat.gateways.load_gateways().await.unwrap(), &url).chats, 1);

    other.clear();
    let views = desk.chat.gateways.remove_gateway(url.clone()).await.unwrap();
    assert_eq!(views.len(), 1);
    assert_eq!(desk.keychain.holds(&url.replace("/v1", "")), None);
    let answer = desk.answer(id).await;
    let retry = yourouter_protocol::RetryTurn {
        turn_id: yourouter_protocol::TurnId::new(),
        message_id: answer.id,
        route: None,
        send_as: None,
        continues: false,
    };
    let refused = desk.chat.turns.retry_turn(retry).await.unwrap_err();
    assert!(matches!(&refused, Error::Invalid(words) if words.contains("removed")), "{refused:?}");
    assert!(other.requests().is_empty());
    assert_eq!(desk.gateway.requests().len(), 0, "it did not go to another gateway instead");
    desk.chat.gateways.remove_gateway(desk.gateway.base_url()).await.unwrap_err();
}

#[tokio::test]
async fn what_is_no_gateway_is_refused_with_words_and_changes_nothing() {
    let desk = Desk::new().await;
    for typed in ["", "ftp://x", "http://example.org", "https://u:p@x.example", &desk.gateway.base_url()] {
        let refused = desk.chat.save_gateway(gateway(typed, true)).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid(words) if !words.is_empty()), "{typed}: {refused:?}");
    }
    assert_eq!(desk.chat.gateways.load_gateways().await.unwrap().len(), 1);
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, to("http://127.0.0.1:1/v1")).await.unwrap_err();
}

#[tokio::test]
async fn the_default_gateway_of_a_run_that_the_environment_set_stays() {
    let desk = Desk::with(Setup { key: Some(KEY), ..Setup::default() }).await;
    let other = MockGateway::start(Options::default()).await.unwrap();
    desk.chat.save_gateway(gateway(&other.base_url(), false)).await.unwrap();
    desk.chat.gateways.make_default_gateway(other.base_url()).await.unwrap_err();
    assert!(desk.chat.gateways.gateway().is_default && desk.chat.gateways.gateway().is_fixed);
}
