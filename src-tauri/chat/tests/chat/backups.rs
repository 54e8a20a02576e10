//! Backups, and everything replaced or deleted while the program runs.

use std::{fs, path::PathBuf, time::Duration};

use yourouter_attachments::Source;
use yourouter_chat_core::{BACKUPS_KEPT, Chosen};
use yourouter_protocol::{
    BackupKind, ConversationId, ConversationList, Error, KeepKey, KeyState, MessageState, SearchOrder,
    SearchRequest, SettingsChange, StoreKey, Theme,
};

use crate::desk::{Desk, KEY, Setup};

/// A chat with one answer.
async fn chat(desk: &Desk, text: &str) -> ConversationId {
    let id = desk.blank().await.summary.id;
    desk.ask(id, text).await;
    id
}

async fn titles(desk: &Desk) -> Vec<String> {
    let page = desk.chat.conversations.list_conversations(ConversationList::Chats, None).await.unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

/// What a search finds, once it has caught up.
async fn found(desk: &Desk, text: &str) -> usize {
    loop {
        let request = SearchRequest { text: text.to_owned(), order: SearchOrder::Newest, cursor: None };
        let page = desk.chat.search.search_chats(request).await.unwrap();
        if page.indexed_percent.is_none() {
            return page.hits.len();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn text_file() -> Source {
    Source::Bytes { name: "note.txt".to_owned(), bytes: b"words in a file".to_vec().into() }
}

#[tokio::test]
async fn the_newest_five_backups_are_kept_and_each_can_be_restored() {
    let desk = Desk::new().await;
    for at in 0..BACKUPS_KEPT + 2 {
        chat(&desk, &format!("chat{at}")).await;
        desk.chat.backups.back_up_now().await.unwrap();
    }
    let data = desk.chat.load_data().await.unwrap();
    assert_eq!(data.backups.len(), BACKUPS_KEPT);
    assert!(data.backups.is_sorted_by_key(|backup| std::cmp::Reverse(backup.made_at_ms)));
    assert!(data.backups.iter().all(|backup| backup.kind == BackupKind::Manual && backup.size_bytes > 0));
    assert_eq!(data.chats as usize, BACKUPS_KEPT + 2);
    assert!(data.sizes.backups >= data.backups.iter().map(|backup| backup.size_bytes).sum());

    assert_eq!(found(&desk, "chat6").await, 2, "the title and the question");
    let oldest = data.backups.last().unwrap().id.clone();
    desk.chat.restore_backup(Chosen::Kept(oldest)).await.unwrap();
    assert_eq!(titles(&desk).await, ["chat2", "chat1", "chat0"]);
    assert_eq!(found(&desk, "chat6").await, 0);
    assert!(found(&desk, "chat1").await > 0);

    // What was there before can be had back, and it goes on.
    let before = desk.chat.load_data().await.unwrap().backups.remove(0);
    assert_eq!(before.kind, BackupKind::Replaced);
    desk.chat.restore_backup(Chosen::Kept(before.id)).await.unwrap();
    assert_eq!(titles(&desk).await.len(), BACKUPS_KEPT + 2);
    chat(&desk, "one more").await;
    let (again, _) = desk.restarted();
    assert_eq!(again.load_data().await.unwrap().chats as usize, BACKUPS_KEPT + 3);
}

#[tokio::test]
async fn one_is_made_on_each_day_on_which_something_was_written() {
    let desk = Desk::new().await;
    let day = 24 * 60 * 60 * 1000;
    let today = jiff::Timestamp::now().as_millisecond();
    let made = async |now_ms| desk.chat.backups.make_if_due(now_ms).await.unwrap().is_some();
    chat(&desk, "first").await;
    assert!(made(today).await);
    assert!(!made(today).await, "there is one of today");
    // What an answer leaves behind is written a moment after its end.
    let mut today = today;
    for _ in 0..3 {
        if made(today + day).await {
            today += day;
        }
    }
    assert!(!made(today + day).await, "nothing was written since");
    for at in 1..=BACKUPS_KEPT as i64 + 1 {
        // The clock of files is coarser than a short test.
        until_newer(&desk, &format!("later {at}")).await;
        assert!(made(today + at * day).await);
    }
    let backups = desk.chat.load_data().await.unwrap().backups;
    assert_eq!(backups.len(), BACKUPS_KEPT);
    assert!(backups.iter().all(|backup| backup.kind == BackupKind::Daily));
}

/// Writes until the database is newer than its backups.
async fn until_newer(desk: &Desk, text: &str) {
    let written = |path: PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let newest = fs::read_dir(desk.folder.path().join("backups")).unwrap();
    let newest = newest.map(|entry| written(entry.unwrap().path())).max();
    loop {
        chat(desk, text).await;
        if Some(written(desk.folder.path().join("chat.sqlite-wal"))) > newest {
            return;
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_being_written_is_stopped_and_is_whole_in_what_is_kept() {
    let desk = Desk::new().await;
    chat(&desk, "before").await;
    let backup = desk.chat.backups.back_up_now().await.unwrap();
    let id = desk.blank().await.summary.id;
    let (turn_id, _) = desk.send(id, "/slow").await;
    desk.first_patch_of(turn_id).await;
    desk.chat.restore_backup(Chosen::Kept(backup.id)).await.unwrap();
    assert_eq!(titles(&desk).await, ["before"]);
    assert!(desk.chat.load_snapshot().await.unwrap().conversations.rows.iter().all(|row| !row.is_running));
    let kept = desk.chat.load_data().await.unwrap().backups.remove(0);
    desk.chat.restore_backup(Chosen::Kept(kept.id)).await.unwrap();
    let answer = desk.answer(id).await;
    assert_eq!(answer.state, MessageState::Stopped);
}

#[tokio::test]
async fn what_is_no_backup_is_refused_in_words_and_changes_nothing() {
    let desk = Desk::new().await;
    chat(&desk, "mine").await;
    let saved = desk.folder.path().join("saved.sqlite");
    desk.chat.backups.save_backup(saved.clone()).await.unwrap();
    let sound = fs::read(&saved).unwrap();
    let refused = async |bytes: &[u8]| {
        fs::write(&saved, bytes).unwrap();
        match desk.chat.restore_backup(Chosen::File(saved.clone())).await {
            Err(Error::Invalid(words)) => words,
            other => panic!("{other:?}"),
        }
    };
    assert!(refused(b"SQLite, I believe").await.contains("not a backup"));
    assert!(refused(&sound[..sound.len() / 2 / 4096 * 4096]).await.contains("damaged"));
    let mut newer = sound.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    assert!(refused(&newer).await.contains("newer version"));
    let mut damaged = sound.clone();
    damaged[4096 * 5..4096 * 6].fill(0xEE);
    assert!(refused(&damaged).await.contains("damaged"));
    assert!(desk.chat.restore_backup(Chosen::Kept("../chat.sqlite".to_owned())).await.is_err());
    let gone = desk.folder.path().join("nowhere.sqlite");
    assert!(matches!(desk.chat.restore_backup(Chosen::File(gone)).await, Err(Error::Storage(_))));
    assert_eq!(titles(&desk).await, ["mine"]);
    let kept = fs::read_dir(desk.folder.path().join("backups")).unwrap().count();
    assert_eq!(kept, 0, "nothing is left of what was refused");
}

#[tokio::test]
async fn the_files_that_a_backup_needs_are_kept_until_it_goes() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, text_file()).await;
    desk.chat.backups.back_up_now().await.unwrap();
    desk.chat.attachments.remove_attachment(file.id).await.unwrap();
    // Another file's removal waits for this one's, and takes its own away.
    let other = Source::Bytes { name: "other.txt".to_owned(), bytes: b"other words".to_vec().into() };
    let other = desk.attach(id, other).await;
    desk.chat.attachments.remove_attachment(other.id).await.unwrap();
    until("the other file is gone", || desk.stored_files() == 1).await;

    let backup = desk.chat.load_data().await.unwrap().backups.remove(0);
    desk.chat.restore_backup(Chosen::Kept(backup.id)).await.unwrap();
    assert_eq!(&desk.chat.attachments.attached_file(file.id).await.unwrap().bytes[..], b"words in a file");
    desk.chat.attachments.remove_attachment(file.id).await.unwrap();
    // Each backup that knew it is followed by five that do not.
    for _ in 0..BACKUPS_KEPT {
        desk.chat.backups.back_up_now().await.unwrap();
    }
    assert_eq!(desk.stored_files(), 0);
}

#[tokio::test]
async fn a_backup_that_is_saved_elsewhere_has_the_files_in_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, text_file()).await;
    let (turn_id, _) = desk.send(id, "about a file").await;
    desk.end_of(turn_id).await;
    let saved = desk.folder.path().join("saved.sqlite");
    desk.chat.backups.save_backup(saved.clone()).await.unwrap();

    let other = Desk::new().await;
    other.chat.restore_backup(Chosen::File(saved.clone())).await.unwrap();
    assert_eq!(titles(&other).await, ["about a file"]);
    assert_eq!(&other.chat.attachments.attached_file(file.id).await.unwrap().bytes[..], b"words in a file");
    let canary = fs::read(&saved).unwrap();
    assert!(!canary.windows(KEY.len()).any(|part| part == KEY.as_bytes()), "no key in a backup");
}

#[tokio::test]
async fn everything_is_deleted_and_the_program_stands_as_on_the_first_day() {
    let desk = Desk::with(Setup::default()).await;
    let key = StoreKey { key: KEY.to_owned(), gateway: None, check: false, keep: KeepKey::Keychain };
    let origin = desk.chat.gateways.store_key(key).await.unwrap().origin;
    assert!(desk.keychain.holds(&origin).is_some());
    let id = desk.blank().await.summary.id;
    desk.attach(id, text_file()).await;
    let (turn_id, _) = desk.send(id, "secretword").await;
    desk.end_of(turn_id).await;
    desk.chat.backups.back_up_now().await.unwrap();
    let dark: SettingsChange = serde_json::from_value(serde_json::json!({ "theme": "dark" })).unwrap();
    desk.chat.settings.update_settings(dark).await.unwrap();
    let place = |name: &str| desk.folder.path().join(name);
    fs::create_dir(place("logs")).unwrap();
    for name in ["logs/today.log", "chat.sqlite.damaged-1", "chat.sqlite.backup", "of-the-person.txt"] {
        fs::write(place(name), "secretword").unwrap();
    }
    assert_eq!(found(&desk, "secretword").await, 2);

    let deleted = desk.chat.delete_everything().await.unwrap();
    assert_eq!((deleted.keys_left, deleted.files_left), (Vec::new(), Vec::new()));
    assert!(deleted.snapshot.conversations.rows.is_empty());
    assert_eq!(deleted.snapshot.gateway.key, KeyState::Missing);
    assert_eq!(deleted.snapshot.settings.theme, Theme::System);
    assert!(desk.keychain.holds(&origin).is_none());
    assert_eq!(found(&desk, "secretword").await, 0);
    assert_eq!(desk.stored_files(), 0);
    assert!(desk.chat.load_data().await.unwrap().backups.is_empty());
    let with_word: Vec<PathBuf> = files_below(desk.folder.path())
        .into_iter()
        .filter(|path| fs::read(path).unwrap().windows(10).any(|part| part == b"secretword"))
        .collect();
    assert_eq!(with_word, [place("of-the-person.txt")], "what is the person's own stays");

    // It can be used at once, and is found so again.
    chat_without_key(&desk).await;
    let (again, _) = desk.restarted();
    assert_eq!(again.load_data().await.unwrap().chats, 0);
}

#[tokio::test]
async fn what_the_keychain_keeps_is_told_and_all_else_goes() {
    let desk = Desk::with(Setup::default()).await;
    let key = StoreKey { key: KEY.to_owned(), gateway: None, check: false, keep: KeepKey::Keychain };
    let origin = desk.chat.gateways.store_key(key).await.unwrap().origin;
    chat(&desk, "mine").await;
    *desk.keychain.is_locked.lock().unwrap() = true;
    let deleted = desk.chat.delete_everything().await.unwrap();
    assert!(deleted.keys_left[0].contains(&origin), "{:?}", deleted.keys_left);
    assert!(deleted.snapshot.conversations.rows.is_empty());
}

#[tokio::test]
async fn a_backup_says_nothing_of_the_keychain() {
    let desk = Desk::with(Setup::default()).await;
    let backup = desk.chat.backups.back_up_now().await.unwrap();
    let key = StoreKey { key: KEY.to_owned(), gateway: None, check: false, keep: KeepKey::Keychain };
    desk.chat.gateways.store_key(key).await.unwrap();
    desk.chat.restore_backup(Chosen::Kept(backup.id)).await.unwrap();
    assert_eq!(desk.chat.gateways.gateway().key, KeyState::Keychain);
    chat(&desk, "with the key").await;
}

async fn chat_without_key(desk: &Desk) {
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.save_draft(id, "a draft".to_owned()).await.unwrap();
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.unwrap_or_else(|_| panic!("{what}"));
}

fn files_below(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}
