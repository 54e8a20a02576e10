//! Conversations, settings and small values.

use rusqlite::params;
use yourouter_protocol::{ConversationId, Settings, Theme};

use crate::fixture::*;

#[test]
fn a_conversation_is_listed_once_it_has_a_message() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    assert_eq!(store.conversations().unwrap(), []);
    send(&store, id, None, "hello");
    assert_eq!(store.conversations().unwrap(), [store.conversation(id).unwrap()]);
}

#[test]
fn the_blank_conversation_is_one_and_keeps_its_route_and_draft() {
    let place = Place::new();
    let store = place.open();
    let made = store.blank_conversation(&route("gpt-4o", "aws"), 5).unwrap();
    assert_eq!(
        (
            made.title.as_str(),
            &made.route,
            made.head,
            made.draft_text.as_str(),
            made.created_at_ms,
            made.updated_at_ms
        ),
        ("", &route("gpt-4o", "aws"), None, "", 5, 5)
    );
    store.set_draft(made.id, "half a thought").unwrap();
    let found = store.blank_conversation(&route("o3", "auto"), 9).unwrap();
    assert_eq!((found.id, found.draft_text.as_str(), found.route), (made.id, "half a thought", made.route));
}

#[test]
fn a_conversation_with_messages_is_not_blank_any_more() {
    let place = Place::new();
    let store = place.open();
    let (id, _) = conversation(&store);
    assert_ne!(blank(&store), id);
}

#[test]
fn conversations_come_latest_change_first() {
    let place = Place::new();
    let store = place.open();
    let (first, first_turn) = conversation(&store);
    let (second, _) = conversation(&store);
    let listed = |store: &yourouter_store::Store| {
        store.conversations().unwrap().into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(&store), [second, first]);

    let mut turn = question_turn(first, Some(first_turn.answer.id), "again");
    turn.answer.created_at_ms = 4_000;
    store.begin_turn(&turn).unwrap();
    assert_eq!(listed(&store), [first, second]);
    assert_eq!(store.conversation(first).unwrap().updated_at_ms, 4_000);
    finish(&store, &turn, "yes");
    assert_eq!(store.conversation(first).unwrap().updated_at_ms, 3_000);
}

#[test]
fn route_and_draft_outlive_the_program() {
    let place = Place::new();
    let id = {
        let store = place.open();
        let id = blank(&store);
        store.set_route(id, &route("claude-sonnet-4-20250514", "anthropic")).unwrap();
        store.set_draft(id, "日本語 🙂\n\0end").unwrap();
        id
    };
    let found = place.open().conversation(id).unwrap();
    assert_eq!(found.route, route("claude-sonnet-4-20250514", "anthropic"));
    assert_eq!(found.draft_text, "日本語 🙂\n\0end");
}

#[test]
fn an_unknown_conversation_is_a_bug_of_the_caller() {
    let place = Place::new();
    let store = place.open();
    let unknown = ConversationId::new();
    assert!(is_internal(store.conversation(unknown)));
    assert!(is_internal(store.set_draft(unknown, "x")));
    assert!(is_internal(store.set_route(unknown, &route("o3", "auto"))));
    assert!(is_internal(store.add_attachment(unknown, &picture("a.png"))));
    assert!(is_internal(store.begin_turn(&question_turn(unknown, None, "x"))));
}

#[test]
fn settings_outlive_the_program() {
    let place = Place::new();
    let wanted = Settings {
        theme: Theme::Dark,
        typed_models: vec!["my-model".to_owned()],
        default_route: route("o3", "azure"),
        ..Settings::default()
    };
    let store = place.open();
    assert_eq!(store.settings().unwrap(), Settings::default());
    store.save_settings(&Settings::default()).unwrap();
    store.save_settings(&wanted).unwrap();
    drop(store);
    assert_eq!(place.open().settings().unwrap(), wanted);
}

#[test]
fn settings_that_cannot_be_read_take_their_defaults_and_leave_the_others_be() {
    let place = Place::new();
    let store = place.open();
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    for (json, wanted) in [
        ("", Settings::default()),
        ("{\"theme\":", Settings::default()),
        ("[1]", Settings::default()),
        ("null", Settings::default()),
        (r#"{"theme":"dark"}"#, dark.clone()),
        (r#"{"theme":"dark","density":"roomy","idleTimeoutSeconds":-1,"new":[]}"#, dark.clone()),
        (r#"{"theme":7,"isStreaming":"yes"}"#, Settings::default()),
    ] {
        place
            .sql()
            .execute("INSERT OR REPLACE INTO settings (id, json) VALUES (1, ?1)", params![json])
            .unwrap();
        assert_eq!(store.settings().unwrap(), wanted, "{json}");
        assert_eq!(Place::open(&place).settings().unwrap(), wanted, "{json}");
    }
}

#[test]
fn small_values_are_stored_replaced_and_removed_by_name() {
    let place = Place::new();
    let store = place.open();
    assert_eq!(store.value("base_url").unwrap(), None);
    store.set_value("base_url", Some("http://127.0.0.1:1/v1")).unwrap();
    store.set_value("other", Some("")).unwrap();
    store.set_value("base_url", Some("http://127.0.0.1:2/v1")).unwrap();
    drop(store);
    let store = place.open();
    assert_eq!(store.value("base_url").unwrap().as_deref(), Some("http://127.0.0.1:2/v1"));
    assert_eq!(store.value("other").unwrap().as_deref(), Some(""));
    store.set_value("base_url", None).unwrap();
    store.set_value("base_url", None).unwrap();
    assert_eq!(store.value("base_url").unwrap(), None);
}
