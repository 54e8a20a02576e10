//! Conversations named, pinned, archived, filed, deleted, restored, and gone for good.

use std::collections::HashSet;

use rusqlite::params;
use yourouter_protocol::{
    ConversationId, ConversationList, FolderDefaults, FolderId, Route, SaveFolder, Vendor,
};
use yourouter_store::{Change, Store};

use crate::fixture::*;

/// All pages of a list.
fn listed(store: &Store, list: ConversationList) -> Vec<ConversationId> {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.conversation_page(&list, cursor.as_deref()).unwrap();
        ids.extend(page.rows.into_iter().map(|row| row.id));
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(ids, store.listed_ids(&list).unwrap(), "all at once are all pages");
    ids
}

fn folder(store: &Store, name: &str) -> FolderId {
    let save = SaveFolder { id: None, name: name.to_owned(), is_hiding: false, defaults: None };
    store.save_folder(&save).unwrap()
}

const CHATS: ConversationList = ConversationList::Chats;
const ARCHIVED: ConversationList = ConversationList::Archived;
const DELETED: ConversationList = ConversationList::Deleted;

#[test]
fn a_persons_title_wins_for_good() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    assert_eq!(store.conversation(id).unwrap().title, "About first");
    assert_eq!(store.rename_conversation(id, "Mine").unwrap().title, "Mine");
    let next = send(&store, id, Some(first.answer.id), "second");
    finish(&store, &next, "answer");
    assert_eq!(place.open().conversation(id).unwrap().title, "Mine");
    assert!(is_internal(store.rename_conversation(ConversationId::new(), "none")));
}

#[test]
fn each_list_has_its_own_and_none_has_one_twice() {
    let place = Place::new();
    let store = place.open();
    let ids: Vec<_> = (0..250).map(|_| conversation(&store).0).collect();
    for (at, id) in ids.iter().enumerate() {
        let time = at as i64;
        place
            .sql()
            .execute("UPDATE conversations SET updated_at_ms = ?2 WHERE id = ?1", params![id, time])
            .unwrap();
    }
    let newest_first: Vec<_> = ids.iter().rev().copied().collect();
    assert_eq!(listed(&store, CHATS), newest_first);

    let (pinned, archived, deleted) = (&ids[..3], &ids[3..123], &ids[123..126]);
    store.change_conversations(pinned, Change::Pinned(Some(9))).unwrap();
    store.change_conversations(archived, Change::Archived(Some(9))).unwrap();
    for (at, id) in deleted.iter().enumerate() {
        store.change_conversations(&[*id], Change::Deleted(Some(at as i64))).unwrap();
    }
    let backwards = |ids: &[ConversationId]| ids.iter().rev().copied().collect::<Vec<_>>();
    assert_eq!(listed(&store, CHATS), [backwards(pinned), backwards(&ids[126..])].concat());
    assert_eq!(listed(&store, ARCHIVED), backwards(archived));
    assert_eq!(listed(&store, DELETED), backwards(deleted), "the last deleted first");

    store.change_conversations(&ids, Change::Deleted(None)).unwrap();
    store.change_conversations(&ids, Change::Archived(None)).unwrap();
    store.change_conversations(&ids, Change::Pinned(None)).unwrap();
    assert_eq!(listed(&store, CHATS), newest_first);
}

#[test]
fn the_conversation_without_messages_is_neither_deleted_nor_archived() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    for change in [Change::Deleted(Some(1)), Change::Archived(Some(1)), Change::Pinned(Some(1))] {
        assert_eq!(store.change_conversations(&[id], change).unwrap(), []);
    }
    assert_eq!(blank(&store), id);
}

#[test]
fn writing_in_a_chat_that_was_put_away_brings_it_back() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    store.change_conversations(&[id], Change::Archived(Some(1))).unwrap();
    store.change_conversations(&[id], Change::Deleted(Some(1))).unwrap();
    send(&store, id, Some(first.answer.id), "again");
    let row = store.conversation(id).unwrap();
    assert_eq!((row.is_archived, row.deleted_at_ms), (false, None));
}

#[test]
fn a_conversation_is_in_several_folders_and_outlives_them() {
    let place = Place::new();
    let store = place.open();
    let (id, _) = conversation(&store);
    let (other, _) = conversation(&store);
    let (work, home) = (folder(&store, "Work"), folder(&store, "Home"));
    for one in [work, home] {
        assert_eq!(store.change_conversations(&[id], Change::Filed(one)).unwrap().len(), 1);
        assert_eq!(store.change_conversations(&[id], Change::Filed(one)).unwrap(), [], "it is there already");
        assert_eq!(listed(&store, ConversationList::Folder { folder_id: one }), [id]);
    }
    let folders: HashSet<_> = store.conversation(id).unwrap().folders.into_iter().collect();
    assert_eq!(folders, HashSet::from([work, home]));
    let names: Vec<_> = store.folders().unwrap().into_iter().map(|folder| folder.name).collect();
    assert_eq!(names, ["Home", "Work"]);

    for one in [id, other] {
        store.change_conversations(&[one], Change::Filed(work)).unwrap();
    }
    store.change_conversations(&[id], Change::Archived(Some(1))).unwrap();
    store.change_conversations(&[other], Change::Deleted(Some(1))).unwrap();
    assert_eq!(listed(&store, ConversationList::Folder { folder_id: work }), []);
    assert_eq!(
        store.filed_ids(work).unwrap(),
        [id],
        "what is archived is in it still, what is deleted is not"
    );
    store.change_conversations(&[id], Change::Archived(None)).unwrap();
    store.change_conversations(&[other], Change::Deleted(None)).unwrap();
    store.change_conversations(&[other], Change::Unfiled(work)).unwrap();

    let hiding = SaveFolder { id: Some(work), name: "Work".to_owned(), is_hiding: true, defaults: None };
    store.save_folder(&hiding).unwrap();
    assert_eq!(listed(&store, CHATS), [other], "its folder alone shows it");
    let rows = store.delete_folder(work).unwrap();
    assert_eq!(rows.iter().map(|row| (row.id, row.folders.clone())).collect::<Vec<_>>(), [(id, vec![home])]);
    assert_eq!(listed(&store, CHATS).len(), 2);
    assert_eq!(store.change_conversations(&[id], Change::Unfiled(home)).unwrap()[0].folders, []);
    assert!(is_internal(store.change_conversations(&[id], Change::Filed(work))));
}

#[test]
fn a_folders_name_is_its_own_and_not_empty() {
    let place = Place::new();
    let store = place.open();
    folder(&store, "  Tax   2026 ");
    for name in ["", " \n", "TAX 2026", "ｔａｘ 2026"] {
        let save = SaveFolder { id: None, name: name.to_owned(), is_hiding: false, defaults: None };
        assert!(matches!(store.save_folder(&save), Err(yourouter_protocol::Error::Invalid(_))), "{name:?}");
    }
    let [only] = &store.folders().unwrap()[..] else { panic!("one folder") };
    assert_eq!(only.name, "Tax 2026");
    let same =
        SaveFolder { id: Some(only.id), name: "tax 2026".to_owned(), is_hiding: false, defaults: None };
    assert_eq!(store.save_folder(&same).unwrap(), only.id, "its own name is not taken");
}

#[test]
fn what_is_set_for_a_folder_is_read_whole_or_not_at_all() {
    let place = Place::new();
    let store = place.open();
    let id = folder(&store, "Work");
    assert_eq!(store.folder_defaults(id).unwrap(), FolderDefaults::default());
    let defaults = FolderDefaults {
        route: Some(Route::new("o3", Vendor::new("azure"))),
        system_prompt: "Answer in French.".to_owned(),
    };
    let save = SaveFolder {
        id: Some(id),
        name: "Work".to_owned(),
        is_hiding: false,
        defaults: Some(defaults.clone()),
    };
    store.save_folder(&save).unwrap();
    store.save_folder(&SaveFolder { name: "Works".to_owned(), defaults: None, ..save }).unwrap();
    assert_eq!(store.folder_defaults(id).unwrap(), defaults, "another name leaves them be");
    for spoilt in
        ["", "{}", "[]", r#"{"route":null,"systemPrompt":"x","tone":"later"}"#, r#"{"systemPrompt":7}"#]
    {
        place.sql().execute("UPDATE folders SET defaults_json = ?1", [spoilt]).unwrap();
        assert!(storage_detail(store.folder_defaults(id)).contains("Works"), "{spoilt}");
        assert_eq!(store.folders().unwrap()[0].defaults, None, "it is listed all the same");
    }
}

#[test]
fn what_was_deleted_long_ago_goes_with_its_files_and_nothing_else_does() {
    let place = Place::new();
    let store = place.open();
    let with_file = |text: &str, name: &str| {
        let id = blank(&store);
        let file = picture(name);
        store.add_attachment(id, &file).unwrap();
        let mut turn = question_turn(id, None, text);
        turn.attachment_ids = vec![file.id];
        store.begin_turn(&turn).unwrap();
        finish(&store, &turn, "answer");
        (id, file.sha256)
    };
    let (old, own) = with_file("old", "a.png");
    let (old_too, shared) = with_file("old too", "bb.png");
    let (recent, same) = with_file("recent", "cc.png");
    assert_eq!(shared, same);
    store.change_conversations(&[old, old_too], Change::Deleted(Some(10))).unwrap();
    store.change_conversations(&[recent], Change::Deleted(Some(20))).unwrap();
    let due = store.deleted_before(20).unwrap();
    assert_eq!(due.len(), 2);
    let gone: HashSet<_> = store.purge(&[old, old_too, recent], 20).unwrap().into_iter().collect();
    assert_eq!(gone, HashSet::from([old, old_too]));
    assert_eq!(store.unused_blobs().unwrap(), [own]);
    let counted = |table: &str| -> i64 {
        place.sql().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!(["conversations", "messages", "turns", "steps", "attachments"].map(counted), [1, 2, 1, 1, 1]);
    assert_eq!(listed(&store, DELETED), [recent]);
}

#[test]
fn a_long_branch_is_removed_whole() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    long_branch(&place, id, 3_000);
    store.change_conversations(&[id], Change::Deleted(Some(1))).unwrap();
    assert_eq!(store.purge(&[id], 2).unwrap(), [id]);
    let left: i64 = place.sql().query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}
