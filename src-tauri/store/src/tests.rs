//! How SQLite carries out the queries that must stay fast in a large database, and how its connections are shared.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
    time::Duration,
};

use rusqlite::Connection;

use super::{Store, branch, connections::Connections, conversation, file, listing, search, window};
use yourouter_protocol::{ConversationList, FolderId};

fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().unwrap() {
        found.push(row.get::<_, String>("detail").unwrap());
    }
    found
}

#[test]
fn queries_over_a_branch_and_the_list_scan_no_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let _open = Connections::open(&path).unwrap();
    let connection = Connection::open_with_flags(&path, file::read_flags()).unwrap();
    for (sql, index) in [
        (branch::ids_sql(), "sqlite_autoindex_messages_1 (id=?)"),
        (branch::ids_sql(), "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)"),
        (branch::history_sql(), "parts_by_message (message_seq=?)"),
        (branch::history_before_sql(), "parts_by_message (message_seq=?)"),
        (branch::history_before_sql(), "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)"),
        (branch::attachments_of_sql(), "attachments_by_message (message_seq=?)"),
        (branch::attachments_sql(), "attachments_by_message (message_seq=?)"),
        (branch::HAS_FILES.to_owned(), "attachments_by_conversation (conversation_seq=? AND message_seq>?)"),
        (branch::NEWEST_UNDER.to_owned(), "messages_by_parent (parent_seq=?"),
        (window::earlier_sql(), "parts_by_message (message_seq=?)"),
        (window::later_sql(), "SEARCH n USING INTEGER PRIMARY KEY (rowid=?)"),
        (window::VERSIONS.to_owned(), "messages_by_parent (parent_seq=? AND conversation_seq=? AND role=?)"),
        (window::message_sql(), "part_chunks_by_message (message_seq=?)"),
        (window::turn_sql(), "steps_by_message (message_seq=?)"),
        (window::attempts_sql(), "attempts_by_step (step_seq=?)"),
        (window::attachments_sql(), "attachments_by_message (message_seq=?)"),
        (listing::page_sql(&ConversationList::Chats), "conversations_listed (updated_at_ms<?"),
        (listing::page_sql(&ConversationList::Archived), "conversations_archived (updated_at_ms<?"),
        (
            listing::page_sql(&ConversationList::Deleted),
            "conversations_deleted (deleted_at_ms>? AND deleted_at_ms<?",
        ),
        (
            listing::page_sql(&ConversationList::Folder { folder_id: FolderId::new() }),
            "folder_conversations_by_folder (folder_seq=?",
        ),
        (listing::pinned_sql(&ConversationList::Chats).unwrap_or_default(), "conversations_pinned"),
        (search::message_sql(), "steps_by_message (message_seq=?)"),
        (search::PARTS.to_owned(), "parts_by_message (message_seq=?)"),
        (search::newest_chats_sql(), "conversations_listed (updated_at_ms<?"),
        (search::newest_chats_sql(), "conversations_archived (updated_at_ms<?"),
        (search::titles_sql(), "conversations_by_title_change (title_change>?)"),
        (search::TEXTS.to_owned(), "messages_by_conversation (conversation_seq=?)"),
        (conversation::list_sql(), "conversations_listed"),
    ] {
        let plan = plan(&connection, &sql);
        assert!(plan.iter().any(|step| step.contains(index)), "{sql}\n{plan:#?}");
        for step in &plan {
            // The walk itself is read from first to last; everything else is looked up.
            let is_walk = [
                "SCAN b",
                "SCAN u",
                "SCAN branch",
                "SCAN under",
                "SCAN listed",
                "SCAN archived",
                "SCAN CONSTANT ROW",
            ]
            .contains(&step.as_str());
            assert!(!step.starts_with("SCAN") || step.contains("INDEX") || is_walk, "{sql}\n{plan:#?}");
        }
    }
}

#[test]
fn the_list_is_read_in_its_order_without_being_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let _open = Connections::open(&path).unwrap();
    let connection = Connection::open_with_flags(&path, file::read_flags()).unwrap();
    for sql in [
        conversation::list_sql(),
        listing::page_sql(&ConversationList::Chats),
        listing::page_sql(&ConversationList::Archived),
        listing::page_sql(&ConversationList::Deleted),
        window::earlier_sql(),
    ] {
        let plan = plan(&connection, &sql);
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{sql}\n{plan:#?}");
    }
}

#[test]
fn a_file_whose_log_was_folded_in_holds_everything() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("chat.sqlite"), folder.path().join("copy.sqlite"));
    let store = Store::open(&path).unwrap();
    store.set_value("a", Some("b")).unwrap();
    store.fold_log().unwrap();
    std::fs::copy(&path, &copy).unwrap();
    assert_eq!(Store::open(&copy).unwrap().value("a").unwrap().as_deref(), Some("b"));
}

#[test]
fn a_few_read_at_once_and_who_comes_later_waits_for_one_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let connections = Connections::open(&folder.path().join("chat.db")).unwrap();
    let one = |transaction: &rusqlite::Transaction<'_>| {
        Ok(transaction.query_row("SELECT 1", [], |row| row.get(0))?)
    };
    // As many as there are, one within the other: a single connection would wait for itself.
    let nested = connections.read(|_| connections.read(|_| connections.read(one)));
    assert_eq!(nested, Ok(1));
    let (read, done) = mpsc::channel();
    thread::scope(|scope| {
        let all_taken = connections.read(|_| {
            connections.read(|_| {
                connections.read(|_| {
                    let connections = &connections;
                    scope.spawn(move || read.send(connections.read(one)).unwrap());
                    assert!(done.recv_timeout(Duration::from_millis(50)).is_err(), "it waits");
                    Ok(())
                })
            })
        });
        assert_eq!((all_taken, done.recv().unwrap()), (Ok(()), Ok(1)));
    });
}

#[test]
fn a_reader_that_panicked_gives_its_connection_back() {
    let folder = tempfile::tempdir().unwrap();
    let connections = Connections::open(&folder.path().join("chat.db")).unwrap();
    for _ in 0..4 {
        let read =
            catch_unwind(AssertUnwindSafe(|| connections.read::<()>(|_| panic!("a bug of the caller"))));
        assert!(read.is_err());
    }
    connections.read(|_| Ok(())).unwrap();
}
