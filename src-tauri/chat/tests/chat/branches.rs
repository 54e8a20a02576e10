//! Versions: asked again, edited, switched between.

use yourouter_protocol::{
    AppEvent, ConversationList, Replaced, RetryTurn, Route, SendMessage, TurnId, Vendor,
};

use crate::desk::Desk;

#[tokio::test]
async fn asking_again_keeps_the_answer_before_as_a_version() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, "hello").await;
    let first = started.messages[1].id;
    let turn_id = TurnId::new();
    let route = Some(Route::new("gpt-4o", Vendor::new("azure")));
    let again = desk
        .chat
        .turns
        .retry_turn(RetryTurn { turn_id, message_id: first, route, send_as: None, continues: false })
        .await
        .unwrap();
    assert_eq!(again.messages.len(), 1);
    assert_eq!(again.messages[0].parent_id, Some(started.messages[0].id));
    let turn = desk.end_of(turn_id).await;
    assert_eq!(turn.route.vendor, Vendor::new("azure"));

    let shown = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(shown.window.messages[1].versions, [first, again.messages[0].id]);
    assert_eq!(shown.summary.route.vendor, Vendor::auto(), "one turn's route is not the conversation's");
    let switched = desk.chat.conversations.switch_version(first).await.unwrap();
    assert_eq!(switched.window.messages[1].id, first);
}

#[tokio::test]
async fn an_edited_question_is_another_version_with_an_answer_of_its_own() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (first, _) = desk.ask(id, "one").await;
    desk.ask(id, "two").await;
    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: "one, edited".to_owned(),
        attachment_ids: Vec::new(),
        replaces: Some(Replaced::whole(first.messages[0].id)),
        route: None,
        drafted: None,
    };
    let edited = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    let shown = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(shown.window.messages.len(), 2);
    assert_eq!(shown.window.messages[0].text, "one, edited");
    assert_eq!(shown.window.messages[0].versions, [first.messages[0].id, edited.messages[0].id]);
    let back = desk.chat.conversations.switch_version(first.messages[0].id).await.unwrap();
    assert_eq!(back.window.messages.len(), 4, "the newest branch through the old question is whole");
}

#[tokio::test]
async fn an_answer_that_ended_out_of_sight_is_unread_until_its_conversation_is_opened() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    let is_unread = async || {
        desk.chat.conversations.list_conversations(ConversationList::Chats, None).await.unwrap().rows[0]
            .is_unread
    };
    assert!(!is_unread().await, "it was looked at");
    let (turn, _) = desk.send(id, "/slow").await;
    desk.blank().await;
    desk.chat.turns.stop_turn(turn);
    desk.end_of(turn).await;
    let is_told = |event: &AppEvent| matches!(event, AppEvent::ConversationChanged { conversation } if conversation.is_unread);
    desk.heard.until("the row", |heard| heard.app_events().iter().any(is_told).then_some(())).await;
    assert!(is_unread().await);
    assert!(!desk.chat.conversations.open_conversation(id, None).await.unwrap().summary.is_unread);
    assert!(!is_unread().await);
}

#[tokio::test]
async fn a_message_that_this_version_cannot_show_is_said_to_be_so_and_locks_nothing_out() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, "hello").await;
    let file = desk.folder.path().join("chat.sqlite");
    let spoil =
        "DROP TRIGGER messages_settled_stay; UPDATE messages SET role = 'oracle' WHERE role = 'assistant'";
    rusqlite::Connection::open(file).unwrap().execute_batch(spoil).unwrap();
    let (chat, _) = desk.restarted();
    let shown = chat.load_snapshot().await.unwrap().conversation.window.messages;
    assert_eq!((shown[0].is_unreadable, shown[1].is_unreadable), (false, true));
    assert_eq!(shown[1].id, started.messages[1].id);
    let (next, turn) = desk.ask(id, "go on").await;
    assert_eq!((next.messages.len(), turn.failure), (2, None));
    let sent = desk.last_body();
    let [only] = &sent["messages"].as_array().unwrap()[..] else {
        panic!("what cannot be read is not sent: {sent}")
    };
    assert_eq!(only["content"], "hello\n\ngo on", "its neighbours are one message");
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    desk.chat.conversations.save_draft(id, "half a thou".to_owned()).await.unwrap();
    let route = Route::new("my-own-model", Vendor::new("mistral"));
    desk.chat.conversations.choose_route(id, route.clone()).await.unwrap();
    let before = desk.chat.conversations.open_conversation(id, None).await.unwrap();

    let (chat, _) = desk.restarted();
    let snapshot = chat.load_snapshot().await.unwrap();
    assert_eq!(snapshot.conversation, before);
    assert_eq!(snapshot.conversation.draft.text, "half a thou");
    assert_eq!(snapshot.conversation.summary.route, route);
    assert_eq!(snapshot.settings.typed_models, ["my-own-model"]);
    assert_eq!(snapshot.conversations.rows.len(), 1);
}
