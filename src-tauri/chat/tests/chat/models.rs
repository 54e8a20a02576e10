//! The list of models: asked for when it may be, kept, and never waited for.

use yourouter_protocol::{AppEvent, KeepKey, ModelList, ModelSource, StoreKey};

use super::desk::{Desk, Heard, KEY, Setup};

/// Waits for a list from the gateway.
async fn announced(heard: &Heard) -> ModelList {
    let from_gateway = |event: AppEvent| match event {
        AppEvent::ModelsChanged { models } if models.source == ModelSource::Gateway => Some(models),
        _ => None,
    };
    heard.until("a list of models", |heard| heard.app_events().into_iter().find_map(from_gateway)).await
}

fn asked(desk: &Desk) -> usize {
    desk.gateway.requests().iter().filter(|request| request.path == "/v1/models").count()
}

#[tokio::test]
async fn the_built_in_families_stand_in_until_the_window_is_ready_and_the_gateway_has_listed_its_own() {
    let desk = Desk::new().await;
    let first = desk.chat.load_snapshot().await.unwrap().models;
    assert_eq!((first.source, first.refreshed_at_ms), (ModelSource::BuiltIn, None));
    assert!(!first.families.is_empty());
    assert_eq!(asked(&desk), 0, "a start asks for nothing");

    desk.chat.page_ready();
    let listed = announced(&desk.heard).await;
    assert!(listed.refreshed_at_ms.is_some() && !listed.families.is_empty());
    let (chat, heard) = desk.restarted();
    let kept = chat.load_snapshot().await.unwrap().models;
    assert_eq!(kept, listed, "the next start shows it at once");
    chat.page_ready();
    chat.gateways.refresh_models(None).await.unwrap_err();
    assert!(heard.app_events().iter().all(|event| !matches!(event, AppEvent::ModelsChanged { .. })));
    assert_eq!(asked(&desk), 1, "without a key nothing is asked for");
}

#[tokio::test]
async fn a_key_that_was_checked_brings_the_list_with_it() {
    let desk = Desk::with(Setup::default()).await;
    desk.chat.page_ready();
    let key = StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Keychain, check: true };
    desk.chat.gateways.store_key(key).await.unwrap();
    announced(&desk.heard).await;
    assert_eq!(asked(&desk), 1, "the check is the only request");
}

#[tokio::test]
async fn the_keychain_is_not_opened_for_a_list_but_a_message_that_opens_it_brings_one() {
    let desk = Desk::with(Setup::default()).await;
    let key = StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Keychain, check: false };
    desk.chat.gateways.store_key(key).await.unwrap();
    let (chat, heard) = desk.restarted();
    chat.load_snapshot().await.unwrap();
    chat.page_ready();
    assert_eq!((*desk.keychain.reads.lock().unwrap(), asked(&desk)), (0, 0));
    let conversation = chat.conversations.new_conversation(None).await.unwrap().summary.id;
    let message = yourouter_protocol::SendMessage {
        turn_id: yourouter_protocol::TurnId::new(),
        conversation_id: conversation,
        text: "Hello".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    };
    chat.turns.send_message(message).await.unwrap();
    announced(&heard).await;
    assert_eq!((*desk.keychain.reads.lock().unwrap(), asked(&desk)), (1, 1));
}

#[tokio::test]
async fn another_gateway_has_another_list_and_one_without_a_list_is_said_to_have_none() {
    use yourouter_mock_gateway::{MockGateway, Options};
    let desk = Desk::new().await;
    desk.chat.page_ready();
    announced(&desk.heard).await;
    let other = MockGateway::start(Options { has_models: false, ..Options::default() }).await.unwrap();
    desk.chat.gateways.set_gateway(other.base_url()).await.unwrap();
    let key = StoreKey { gateway: None, key: "another".to_owned(), keep: KeepKey::Run, check: false };
    desk.chat.gateways.store_key(key).await.unwrap();
    let models = desk.chat.gateways.refresh_models(None).await.unwrap();
    assert_eq!((models.source, models.is_unavailable), (ModelSource::BuiltIn, true));
    desk.chat.gateways.set_gateway(desk.gateway.base_url()).await.unwrap();
    let models = desk.chat.load_snapshot().await.unwrap().models;
    assert_eq!(models.source, ModelSource::Gateway, "the first gateway's list was kept");
}
