//! Conversations as a whole: named, deleted while they answer, removed with their files, filed, and begun from a message.

use yourouter_attachments::Source;
use yourouter_protocol::{
    AppEvent, ConversationId, ConversationList, Error, FolderDefaults, FolderId, Route, SaveFolder,
    SendMessage, TurnId, Vendor,
};

use crate::{desk::Desk, files::png};

const CHATS: ConversationList = ConversationList::Chats;

async fn listed(desk: &Desk, list: ConversationList) -> Vec<ConversationId> {
    desk.chat.conversations.list_conversation_ids(list).await.unwrap()
}

fn changed_at_once(desk: &Desk) -> Vec<usize> {
    let rows = |event: AppEvent| match event {
        AppEvent::ConversationsChanged { conversations } => Some(conversations.len()),
        _ => None,
    };
    desk.heard.app_events().into_iter().filter_map(rows).collect()
}

async fn folder(desk: &Desk, name: &str, defaults: FolderDefaults) -> FolderId {
    let save = SaveFolder { id: None, name: name.to_owned(), is_hiding: false, defaults: Some(defaults) };
    desk.chat.conversations.save_folder(save).await.unwrap().id
}

#[tokio::test]
async fn a_title_is_tidied_and_stays_and_an_empty_one_is_refused() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    for empty in ["", " \n\t", "\u{7}"] {
        let refused = desk.chat.conversations.rename_conversation(id, empty.to_owned()).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{empty:?}");
    }
    let renamed =
        desk.chat.conversations.rename_conversation(id, "  My \n own\u{0} ".to_owned()).await.unwrap();
    assert_eq!(renamed.title, "My own");
    let long = desk.chat.conversations.rename_conversation(id, "x".repeat(5_000)).await.unwrap();
    assert_eq!(long.title.len(), 200);
    desk.chat.conversations.rename_conversation(id, "Mine".to_owned()).await.unwrap();
    desk.ask(id, "something else entirely").await;
    assert_eq!(desk.chat.conversations.open_conversation(id, None).await.unwrap().summary.title, "Mine");
}

#[tokio::test]
async fn a_hundred_chats_are_deleted_and_restored_in_one_event_each() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for _ in 0..100 {
        let id = desk.blank().await.summary.id;
        desk.ask(id, "hello").await;
        ids.push(id);
    }
    desk.chat.conversations.delete_conversations(ids.clone()).await.unwrap();
    assert_eq!(
        (listed(&desk, CHATS).await.len(), listed(&desk, ConversationList::Deleted).await.len()),
        (0, 100)
    );
    desk.chat.conversations.restore_conversations(ids).await.unwrap();
    assert_eq!(listed(&desk, CHATS).await.len(), 100);
    assert_eq!(changed_at_once(&desk), [100, 100]);
}

#[tokio::test]
async fn deleting_a_chat_stops_its_answer_and_a_restart_does_not_open_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (turn, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn).await;
    desk.chat.conversations.delete_conversations(vec![id]).await.unwrap();
    desk.end_of(turn).await;
    let (chat, _) = desk.restarted();
    let snapshot = chat.load_snapshot().await.unwrap();
    assert_eq!(snapshot.conversations.rows, []);
    assert_ne!(snapshot.conversation.summary.id, id);
    chat.conversations.restore_conversations(vec![id]).await.unwrap();
    assert_eq!(
        chat.conversations.open_conversation(id, None).await.unwrap().window.messages.len(),
        2,
        "its text is kept"
    );
}

#[tokio::test]
async fn what_is_removed_for_good_takes_the_files_along_that_no_other_needs() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = desk.blank().await.summary.id;
        let file = desk.attach(id, Source::Bytes { name: "a.png".to_owned(), bytes: png() }).await;
        let (turn_id, _) = desk.send_with(id, "look", vec![file.id]).await;
        desk.end_of(turn_id).await;
        ids.push(id);
    }
    let kept = desk.stored_files();
    desk.chat.conversations.purge_conversations(ids.clone()).await.unwrap();
    assert_eq!(listed(&desk, CHATS).await.len(), 2, "what was not deleted is not removed");
    for (id, left) in ids.iter().zip([kept, 0]) {
        desk.chat.conversations.delete_conversations(vec![*id]).await.unwrap();
        desk.chat.conversations.purge_conversations(vec![*id]).await.unwrap();
        assert_eq!(desk.stored_files(), left);
        assert!(desk.chat.conversations.open_conversation(*id, None).await.is_err());
    }
}

#[tokio::test]
async fn what_was_deleted_thirty_days_ago_is_gone_once_the_window_stands() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = desk.blank().await.summary.id;
        desk.ask(id, "hello").await;
        ids.push(id);
    }
    desk.chat.conversations.delete_conversations(ids.clone()).await.unwrap();
    let day_ms = 24 * 60 * 60 * 1000_i64;
    let file = desk.folder.path().join("chat.sqlite");
    for (id, days) in ids.iter().zip([31, 29]) {
        rusqlite::Connection::open(&file)
            .unwrap()
            .execute(
                "UPDATE conversations SET deleted_at_ms = deleted_at_ms - ?2 WHERE id = ?1",
                rusqlite::params![id.to_string(), days * day_ms],
            )
            .unwrap();
    }
    desk.chat.page_ready();
    let is_gone =
        |event: &AppEvent| *event == AppEvent::ConversationsRemoved { conversation_ids: vec![ids[0]] };
    desk.heard.until("the removal", |heard| heard.app_events().iter().any(is_gone).then_some(())).await;
    assert_eq!(listed(&desk, ConversationList::Deleted).await, [ids[1]]);
}

#[tokio::test]
async fn a_chat_begun_in_a_folder_takes_its_route_and_goes_out_with_its_instructions() {
    let desk = Desk::new().await;
    let route = Route::new("o3", Vendor::new("azure"));
    let defaults =
        FolderDefaults { route: Some(route.clone()), system_prompt: "Answer in French.".to_owned() };
    let work = folder(&desk, "Work", defaults).await;
    let begun = desk.chat.conversations.new_conversation(Some(work)).await.unwrap();
    assert_eq!((&begun.summary.route, begun.summary.folders.as_slice()), (&route, &[work][..]));
    let elsewhere = desk.chat.conversations.new_conversation(None).await.unwrap();
    assert_eq!((elsewhere.summary.route, elsewhere.summary.folders), (Route::default(), Vec::new()));

    let id = desk.chat.conversations.new_conversation(Some(work)).await.unwrap().summary.id;
    desk.ask(id, "hello").await;
    assert_eq!(desk.last_body()["messages"][0]["content"], "Answer in French.");
    assert_eq!(desk.last_body()["model"], "o3");
    assert_eq!(listed(&desk, ConversationList::Folder { folder_id: work }).await, [id]);

    let own = yourouter_protocol::Parameters { system_prompt: "Be brief.".to_owned(), ..Default::default() };
    desk.chat.conversations.set_parameters(id, own).await.unwrap();
    desk.ask(id, "again").await;
    assert_eq!(desk.last_body()["messages"][0]["content"], "Be brief.", "its own instructions win");
}

#[tokio::test]
async fn nothing_goes_out_while_the_instructions_of_a_folder_cannot_be_read() {
    let desk = Desk::new().await;
    let defaults = FolderDefaults { route: None, system_prompt: "Never name the client.".to_owned() };
    let work = folder(&desk, "Work", defaults).await;
    let id = desk.chat.conversations.new_conversation(Some(work)).await.unwrap().summary.id;
    let file = desk.folder.path().join("chat.sqlite");
    let spoil = "UPDATE folders SET defaults_json = '{\"systemPrompt\":'";
    rusqlite::Connection::open(file).unwrap().execute_batch(spoil).unwrap();
    let message = SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "hello".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    };
    let Err(Error::Storage(error)) = desk.chat.turns.send_message(message).await else {
        panic!("it was sent")
    };
    assert!(error.detail.contains("Work"), "{}", error.detail);
    assert!(desk.gateway.requests().iter().all(|request| !request.path.ends_with("/chat/completions")));
    assert_eq!(desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages.len(), 0);

    desk.chat.conversations.file_conversations(vec![id], work, false).await.unwrap();
    let folders = desk.chat.load_snapshot().await.unwrap().folders;
    assert_eq!(folders[0].defaults, None);
    let defaults = Some(FolderDefaults { route: None, system_prompt: "Set again.".to_owned() });
    let save = SaveFolder { id: Some(work), name: "Work".to_owned(), is_hiding: false, defaults };
    desk.chat.conversations.save_folder(save).await.unwrap();
    desk.ask(id, "hello").await;
    assert_eq!(desk.last_body()["messages"][0]["content"], "Set again.");
}

#[tokio::test]
async fn a_fork_is_shown_and_goes_on_by_itself() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (first, _) = desk.ask(id, "one").await;
    desk.ask(id, "two").await;
    let fork = desk.chat.conversations.fork_conversation(first.messages[1].id).await.unwrap();
    assert_eq!((fork.window.messages.len(), desk.chat.conversations.current()), (2, Some(fork.summary.id)));
    desk.ask(fork.summary.id, "elsewhere").await;
    assert_eq!(desk.last_body()["messages"].as_array().unwrap().len(), 3);
    assert_eq!(desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages.len(), 4);
    let tree = desk.chat.conversations.load_branches(id).await.unwrap();
    assert_eq!(tree.len(), 2);
}
