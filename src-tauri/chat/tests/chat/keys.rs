//! Keys: taken, checked, kept, read late, bound to their origin, forgotten.

use yourouter_protocol::{Error, FailureCode, KeepKey, KeyState, SendMessage, StoreKey, TurnId};

use crate::desk::{Desk, KEY, Setup};

fn request(key: &str, keep: KeepKey, check: bool) -> StoreKey {
    StoreKey { gateway: None, key: key.to_owned(), keep, check }
}

fn hello(desk: &Desk, id: yourouter_protocol::ConversationId) -> SendMessage {
    let _ = desk;
    SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "hello".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    }
}

#[tokio::test]
async fn a_checked_key_is_kept_in_the_keychain_for_its_origin_and_read_when_first_needed() {
    let desk = Desk::with(Setup::default()).await;
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Missing);
    let view =
        desk.chat.gateways.store_key(request(&format!(" {KEY}\n"), KeepKey::Keychain, true)).await.unwrap();
    assert_eq!((view.key, view.key_hint.as_deref()), (KeyState::Keychain, Some("cdef")));
    let origin = desk.gateway.base_url().replace("/v1", "");
    assert_eq!(desk.keychain.holds(&origin).unwrap().expose(), KEY);

    let (chat, heard) = desk.restarted();
    let snapshot = chat.load_snapshot().await.unwrap();
    assert_eq!(snapshot.gateway.key, KeyState::Keychain);
    assert_eq!(*desk.keychain.reads.lock().unwrap(), 0, "the start asks the keychain nothing");
    let message = hello(&desk, snapshot.conversation.summary.id);
    let turn_id = message.turn_id;
    chat.turns.send_message(message).await.unwrap();
    heard.until("the end", |heard| heard.chat_events().len().checked_sub(1)).await;
    assert_eq!(*desk.keychain.reads.lock().unwrap(), 1);
    chat.turns.stop_turn(turn_id);
}

#[tokio::test]
async fn a_refused_key_is_not_kept() {
    let desk = Desk::with(Setup::default()).await;
    let refused = desk
        .chat
        .gateways
        .store_key(request("yr-wrong-0123456789", KeepKey::Keychain, true))
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Gateway { code: FailureCode::Unauthorized, .. }), "{refused:?}");
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Missing);
    assert_eq!(desk.keychain.holds(&desk.gateway.base_url().replace("/v1", "")), None);
}

#[tokio::test]
async fn without_a_keychain_the_key_lives_for_this_run_only_and_in_no_file() {
    let desk = Desk::with(Setup::default()).await;
    *desk.keychain.is_locked.lock().unwrap() = true;
    let unavailable = desk.chat.gateways.store_key(request(KEY, KeepKey::Keychain, false)).await.unwrap_err();
    assert!(matches!(unavailable, Error::KeychainUnavailable(_)));
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Missing);
    let view = desk.chat.gateways.store_key(request(KEY, KeepKey::Run, false)).await.unwrap();
    assert_eq!(view.key, KeyState::Run);
    let id = desk.blank().await.summary.id;
    let (_, turn) = desk.ask(id, "hello").await;
    assert_eq!(turn.failure, None);
    for entry in std::fs::read_dir(desk.folder.path()).unwrap().flatten() {
        if entry.file_type().unwrap().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            let key = KEY.as_bytes();
            assert!(!bytes.windows(key.len()).any(|window| window == key), "{:?}", entry.path());
        }
    }
    let (chat, _) = desk.restarted();
    assert_eq!(chat.gateways.gateway().key, KeyState::Missing);
}

#[tokio::test]
async fn a_key_never_goes_to_another_origin() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let other = Desk::new().await;
    desk.chat.gateways.set_gateway(other.gateway.base_url()).await.unwrap();
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Missing);
    let refused = desk.chat.turns.send_message(hello(&desk, id)).await.unwrap_err();
    assert_eq!(refused, Error::MissingKey);
    assert!(other.gateway.requests().is_empty());
}

#[tokio::test]
async fn a_message_without_a_key_is_refused_and_nothing_is_written() {
    let desk = Desk::with(Setup::default()).await;
    let id = desk.blank().await.summary.id;
    assert_eq!(desk.chat.turns.send_message(hello(&desk, id)).await.unwrap_err(), Error::MissingKey);
    assert!(desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages.is_empty());
}

#[tokio::test]
async fn a_key_that_was_removed_elsewhere_is_asked_for_again() {
    let desk = Desk::with(Setup::default()).await;
    desk.chat.gateways.store_key(request(KEY, KeepKey::Keychain, false)).await.unwrap();
    let (chat, _) = desk.restarted();
    yourouter_chat_core::Keychain::forget(&*desk.keychain, &desk.gateway.base_url().replace("/v1", ""))
        .unwrap();
    let id = chat.conversations.new_conversation(None).await.unwrap().summary.id;
    assert_eq!(chat.turns.send_message(hello(&desk, id)).await.unwrap_err(), Error::MissingKey);
    assert_eq!(chat.gateways.gateway().key, KeyState::Missing);
}

#[tokio::test]
async fn a_locked_keychain_is_not_taken_for_a_missing_key() {
    let desk = Desk::with(Setup::default()).await;
    desk.chat.gateways.store_key(request(KEY, KeepKey::Keychain, false)).await.unwrap();
    let (chat, _) = desk.restarted();
    *desk.keychain.is_locked.lock().unwrap() = true;
    let id = chat.conversations.new_conversation(None).await.unwrap().summary.id;
    assert!(matches!(chat.turns.send_message(hello(&desk, id)).await, Err(Error::KeychainUnavailable(_))));
    assert_eq!(chat.gateways.gateway().key, KeyState::Keychain);
}

#[tokio::test]
async fn forgetting_removes_the_key_from_everywhere() {
    let desk = Desk::with(Setup::default()).await;
    desk.chat.gateways.store_key(request(KEY, KeepKey::Keychain, false)).await.unwrap();
    assert_eq!(desk.chat.gateways.forget_key(None).await.unwrap().key, KeyState::Missing);
    let id = desk.blank().await.summary.id;
    assert_eq!(desk.chat.turns.send_message(hello(&desk, id)).await.unwrap_err(), Error::MissingKey);
}

#[tokio::test]
async fn the_environment_key_wins_and_is_never_stored() {
    let desk = Desk::new().await;
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Environment);
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    assert_eq!(*desk.keychain.reads.lock().unwrap(), 0);
    let (chat, _) = desk.restarted();
    assert_eq!(chat.gateways.gateway().key, KeyState::Missing);
}
