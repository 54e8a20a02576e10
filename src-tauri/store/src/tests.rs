//! How SQLite carries out the queries that must stay fast in a large database.

use rusqlite::Connection;

use super::{branch, connections::Connections, conversation, file};

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
        (branch::branch_sql(), "sqlite_autoindex_messages_1 (id=?)"),
        (branch::branch_sql(), "message_chunks_by_message (message_seq=?)"),
        (branch::branch_sql(), "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)"),
        (branch::versions_sql(), "messages_by_parent (parent_seq=? AND conversation_seq=? AND role=?)"),
        (branch::turns_sql(), "turns_by_message (message_seq=?)"),
        (branch::attachments_sql(), "attachments_by_message (message_seq=?)"),
        (branch::NEWEST_UNDER.to_owned(), "messages_by_parent (parent_seq=?"),
        (conversation::list_sql(), "conversations_by_change"),
    ] {
        let plan = plan(&connection, &sql);
        assert!(plan.iter().any(|step| step.contains(index)), "{sql}\n{plan:#?}");
        for step in &plan {
            // The walk itself is read from first to last; everything else is looked up.
            let is_walk = ["SCAN b", "SCAN u", "SCAN branch", "SCAN under", "SCAN CONSTANT ROW"]
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
    let plan = plan(&connection, &conversation::list_sql());
    assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
}
