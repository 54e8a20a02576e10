//! From one form to the next, with a copy of the older one.

use std::{fs, path::Path};

use rusqlite::Connection;

use yourouter_protocol::Error;

use super::*;
use crate::file;

const SECOND: &str = "ALTER TABLE conversations ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0;
    UPDATE conversations SET title = title || ' (moved)';";

fn connection(path: &Path) -> Connection {
    file::make_if_absent(path).unwrap();
    Connection::open_with_flags(path, file::write_flags()).unwrap()
}

/// A file of form 1 with one conversation.
fn default_send_as(path: &Path) -> Connection {
    let mut connection = connection(path);
    migrate(&mut connection, path, &ALL[..1]).unwrap();
    connection
        .execute_batch(
            "INSERT INTO conversations (id, title, model, vendor, created_at_ms, updated_at_ms)
             VALUES ('c1', 'Old', 'gpt-4o', 'auto', 1, 2)",
        )
        .unwrap();
    connection
}

fn title(connection: &Connection) -> String {
    connection.query_row("SELECT title FROM conversations", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_older_file_is_copied_and_then_brought_to_the_newest_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let mut connection = default_send_as(&path);
    fs::write(beside(&path, ".backup"), "an older copy").unwrap();
    fs::write(beside(&path, ".backup.part"), "left by a crash").unwrap();
    migrate(&mut connection, &path, &[ALL[0], SECOND]).unwrap();
    assert_eq!((user_version(&connection).unwrap(), title(&connection).as_str()), (2, "Old (moved)"));

    let copy = Connection::open(beside(&path, ".backup")).unwrap();
    assert_eq!((user_version(&copy).unwrap(), title(&copy).as_str()), (1, "Old"));
    assert!(!beside(&path, ".backup.part").exists());
    let files = fs::read_dir(folder.path()).unwrap().filter_map(Result::ok);
    assert_eq!(files.filter(|it| it.file_name().to_string_lossy().contains("backup")).count(), 1);
}

#[test]
fn several_migrations_that_are_due_are_applied_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let mut connection = default_send_as(&path);
    let third = "UPDATE conversations SET title = title || '!'";
    migrate(&mut connection, &path, &[ALL[0], SECOND, third]).unwrap();
    assert_eq!((user_version(&connection).unwrap(), title(&connection).as_str()), (3, "Old (moved)!"));
    migrate(&mut connection, &path, &[ALL[0], SECOND, third]).unwrap();
    assert_eq!(title(&connection), "Old (moved)!");
}

#[test]
fn a_migration_that_fails_leaves_the_older_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let mut connection = default_send_as(&path);
    let orphan = "INSERT INTO part_chunks VALUES (1, 7, 'text', '')";
    for broken in ["UPDATE nowhere SET x = 1", orphan] {
        let error = migrate(&mut connection, &path, &[ALL[0], SECOND, broken]).unwrap_err();
        assert!(matches!(error, Error::Storage(_)), "{error}");
        assert_eq!((user_version(&connection).unwrap(), title(&connection).as_str()), (1, "Old"));
    }
}

#[test]
fn a_damaged_file_is_not_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    drop(default_send_as(&path));
    let mut bytes = fs::read(&path).unwrap();
    let page = bytes.len() - 4096;
    bytes[page..].fill(0xEE);
    fs::write(&path, &bytes).unwrap();
    let mut connection = connection(&path);
    let error = migrate(&mut connection, &path, &[ALL[0], SECOND]).unwrap_err();
    assert!(matches!(error, Error::Storage(_)), "{error}");
    drop(connection);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_new_file_is_marked_and_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.db");
    let connection = default_send_as(&path);
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
    assert_eq!(id, APPLICATION_ID);
    assert!(!beside(&path, ".backup").exists());
}
