//! The search, joined to the history: what was said is found at once, whichever branch it is on.

use std::time::Duration;

use rusqlite::Connection;
use yourouter_chat_core::Search;
use yourouter_protocol::{
    ConversationId, MessageId, Replaced, SearchHit, SearchOrder, SearchPage, SearchPlace, SearchRequest,
    SendMessage, TurnId,
};

use crate::desk::Desk;

/// What is found when all is indexed: a busy machine may not be so far within the moment that a search waits.
async fn whole(search: &Search, text: &str) -> SearchPage {
    loop {
        let request = SearchRequest { text: text.to_owned(), order: SearchOrder::Newest, cursor: None };
        let page = search.search_chats(request).await.unwrap();
        if page.indexed_percent.is_none() {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn page(desk: &Desk, text: &str) -> SearchPage {
    whole(&desk.chat.search, text).await
}

/// Where each hit is, in order.
async fn found(desk: &Desk, text: &str) -> Vec<MessageId> {
    page(desk, text).await.hits.into_iter().map(|hit| hit.message_id).collect()
}

fn title(hit: &SearchHit) -> String {
    hit.title.iter().map(|piece| piece.text.as_str()).collect()
}

async fn edited(desk: &Desk, id: ConversationId, message: MessageId, text: &str) -> MessageId {
    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: text.to_owned(),
        attachment_ids: Vec::new(),
        replaces: Some(Replaced::whole(message)),
        route: None,
        drafted: None,
    };
    let edited = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    edited.messages[0].id
}

#[tokio::test]
async fn what_was_said_is_found_at_once_and_opened_in_its_branch() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, turn) = desk.ask(id, "Wie heißt die Stadt? 文件").await;
    let first = started.messages[0].id;
    let other = edited(&desk, id, first, "Something else").await;
    let hits = page(&desk, "HEISST").await.hits;
    assert!(hits.is_empty(), "ß is no ss");
    assert_eq!(found(&desk, "heißt role:user").await, [first]);
    assert_eq!(found(&desk, "件").await.last(), Some(&first));
    assert_eq!(found(&desk, "\"something else\" role:user").await, [other]);
    let model = turn.route.model.to_uppercase();
    assert_eq!(found(&desk, &format!("model:{model}")).await.len(), 2);
    assert_eq!(found(&desk, "vendor:auto -role:user").await.len(), 2);

    let shown = desk.chat.conversations.open_conversation(id, Some(first)).await.unwrap();
    assert_eq!(shown.window.messages[0].id, first);
    let counted = desk.chat.search.count_hits("role:user".to_owned()).await.unwrap();
    assert_eq!((counted.hits, counted.chats, counted.is_more), (2, 1, false));
}

#[tokio::test]
async fn a_title_is_found_as_it_is_now_and_nothing_that_is_in_the_trash() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    let sql = Connection::open(desk.folder.path().join("chat.sqlite")).unwrap();
    sql.execute("UPDATE conversations SET title = 'Lübeck und die Hanse'", []).unwrap();
    let hits = page(&desk, "hanse LÜBECK").await.hits;
    assert_eq!(
        hits.iter().map(|hit| (hit.place, title(hit))).collect::<Vec<_>>(),
        [(SearchPlace::Title, "Lübeck und die Hanse".to_owned())]
    );
    assert_eq!(found(&desk, "hello in:title").await, []);
    sql.execute("UPDATE conversations SET pinned_at_ms = 1", []).unwrap();
    assert_eq!(found(&desk, "hello is:pinned role:user").await.len(), 1);
    assert_eq!(found(&desk, "hello is:archived").await, []);
    sql.execute("UPDATE conversations SET deleted_at_ms = 1", []).unwrap();
    assert_eq!(found(&desk, "hanse").await, []);
    assert_eq!(found(&desk, "hello").await, []);
}

#[tokio::test]
async fn what_is_removed_for_good_leaves_the_index_too() {
    let desk = Desk::new().await;
    desk.chat.page_ready();
    desk.ask(desk.blank().await.summary.id, "stays").await;
    let removed = desk.blank().await.summary.id;
    let (started, _) = desk.ask(removed, "unforgettable").await;
    assert_eq!(found(&desk, "unforgettable role:user").await, [started.messages[0].id]);
    let index = Connection::open(desk.folder.path().join("search.sqlite")).unwrap();
    let indexed = || -> (i64, i64) {
        let count = |table: &str| {
            index.query_row(&format!("SELECT count(*) FROM {table}_docsize"), [], |row| row.get(0)).unwrap()
        };
        (count("words"), count("titles"))
    };
    assert_eq!(indexed(), (4, 2));
    desk.chat.conversations.delete_conversations(vec![removed]).await.unwrap();
    desk.chat.conversations.purge_conversations(vec![removed]).await.unwrap();
    assert_eq!(found(&desk, "unforgettable").await, []);
    let gone = async {
        while indexed() != (2, 1) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .expect("the removed messages to leave the index");
    assert_eq!(found(&desk, "stays role:user").await.len(), 1);
}

#[tokio::test]
async fn a_history_that_was_there_before_its_index_is_indexed_in_the_background() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, "needle").await;
    assert_eq!(found(&desk, "needle role:user").await, [started.messages[0].id]);
    std::fs::remove_file(desk.folder.path().join("search.sqlite")).unwrap();
    let (chat, _) = desk.restarted();
    chat.search.begin_indexing();
    let hits = whole(&chat.search, "needle role:user").await.hits;
    assert_eq!(hits.iter().map(|hit| hit.message_id).collect::<Vec<_>>(), [started.messages[0].id]);
}

#[tokio::test]
async fn all_messages_of_a_chat_are_looked_through_those_of_its_branch_first() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (first, _) = desk.ask(id, "tides and Tides").await;
    let (second, _) = desk.ask(id, "ＴＩＤＥＳ again").await;
    let other = edited(&desk, id, first.messages[0].id, "riptides").await;
    let hits = desk.chat.search.find_in_chat(id, "tides".to_owned()).await.unwrap();
    let of_user =
        |id: MessageId| hits.iter().find(|hit| hit.message_id == id).map(|hit| (hit.count, hit.is_on_branch));
    assert_eq!(of_user(first.messages[0].id), Some((2, false)));
    assert_eq!(of_user(second.messages[0].id), Some((1, false)));
    assert_eq!(of_user(other), Some((1, true)));
    assert_eq!(hits[0].message_id, other);
    assert_eq!(desk.chat.search.find_in_chat(id, String::new()).await.unwrap(), []);
    let elsewhere = desk.blank().await.summary.id;
    assert_eq!(desk.chat.search.find_in_chat(elsewhere, "tides".to_owned()).await.unwrap(), []);
}
