//! Conversations into files: what stands in them, how they are named, what happens to a folder that takes no more.

use std::{fs, path::Path};

use yourouter_attachments::Source;
use yourouter_protocol::{
    AppEvent, Error, ExportFormat, Replaced, SendMessage, TurnId,
    error::{StorageError, StorageProblem},
};

use crate::desk::{Desk, KEY};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_conversation_becomes_a_page_and_a_text_with_its_files_and_figures() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let mut picture = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let source = Source::Bytes { name: "a <b>.png".to_owned(), bytes: picture.into_inner().into() };
    let file = desk.attach(id, source).await;
    let message = SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "Look & tell".to_owned(),
        attachment_ids: vec![file.id],
        replaces: None,
        route: None,
        drafted: None,
    };
    let turn_id = message.turn_id;
    desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    desk.ask(id, "/markdown").await;

    let folder = tempfile::tempdir().unwrap();
    assert_eq!(desk.chat.exports.export_name(id, ExportFormat::Html).await.unwrap(), "Look & tell.html");
    let path = folder.path().join("chat.html");
    let done = desk.chat.exports.export_conversation(id, ExportFormat::Html, path.clone()).await.unwrap();
    assert_eq!((done.place.as_str(), done.count), (path.to_str().unwrap(), 1));
    assert_eq!(desk.chat.exports.last_export().as_ref(), Some(&path));
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.contains("<title>Look &amp; tell</title>") && page.ends_with("</main></body></html>\n"));
    assert_eq!(page.matches("<article ").count(), 4);
    assert_eq!(page.matches("<img src=\"data:image/png;base64,iVBORw0KGgo").count(), 1);
    assert!(
        page.contains("alt=\"a &lt;b&gt;.png\"") && page.contains("<table>") && !page.contains("<script")
    );

    // A name without an extension gets one, and takes no other file's place.
    let bare = folder.path().join("notes");
    fs::write(folder.path().join("notes.md"), "mine").unwrap();
    let done = desk.chat.exports.export_conversation(id, ExportFormat::Markdown, bare).await.unwrap();
    assert!(done.place.ends_with("notes 2.md"), "{}", done.place);
    let text = fs::read_to_string(&done.place).unwrap();
    let answer = desk.chat.conversations.load_source(desk.answer(id).await.id).await.unwrap();
    assert!(!page.contains(KEY) && !text.contains(KEY));
    assert!(text.contains(&answer) && text.contains("- File: a \\<b\\>.png (8 × 8,"), "{text}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), "mine");
}

#[tokio::test]
async fn only_the_branch_that_is_shown_is_exported_and_says_that_there_are_others() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (started, _) = desk.ask(id, "The first words").await;
    let message = SendMessage {
        turn_id: TurnId::new(),
        conversation_id: id,
        text: "Other words".to_owned(),
        attachment_ids: Vec::new(),
        replaces: Some(Replaced::whole(started.messages[0].id)),
        route: None,
        drafted: None,
    };
    let turn_id = message.turn_id;
    desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chat.md");
    desk.chat.exports.export_conversation(id, ExportFormat::Markdown, path.clone()).await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("Other words") && text.contains("version 2 of 2"), "{text}");
    assert!(!text.contains("\nThe first words\n"), "{text}");
}

#[tokio::test]
async fn all_conversations_get_a_file_each_and_no_file_is_replaced() {
    let desk = Desk::new().await;
    for words in ["Same words", "Same words", "SAME words", "a/b: c?"] {
        let id = desk.blank().await.summary.id;
        desk.ask(id, words).await;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a b c.html"), "mine").unwrap();
    let done = desk.chat.exports.export_all(ExportFormat::Html, folder.path().to_owned()).await.unwrap();
    assert_eq!((done.count, done.is_stopped), (4, false));
    let found = names(folder.path());
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(
        ["Same words.html", "Same words 2.html", "a b c 2.html"]
            .iter()
            .all(|name| found.contains(&(*name).to_owned())),
        "{found:?}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("a b c.html")).unwrap(), "mine");
    assert_eq!(desk.chat.exports.last_export().as_deref(), Some(folder.path()));
}

#[tokio::test]
async fn a_folder_that_is_gone_is_a_failure_in_words() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "Words").await;
    let folder = tempfile::tempdir().unwrap().path().join("gone");
    let gone =
        Error::from(StorageError::new(StorageProblem::Gone, "The folder is gone. Choose another one."));
    let failure = desk.chat.exports.export_all(ExportFormat::Markdown, folder.clone()).await.unwrap_err();
    assert_eq!(failure, gone);
    let failure = desk
        .chat
        .exports
        .export_conversation(id, ExportFormat::Markdown, folder.join("x.md"))
        .await
        .unwrap_err();
    assert_eq!(failure, gone);
    assert_eq!(desk.chat.exports.last_export(), None);
}

#[tokio::test]
async fn an_export_of_all_stops_before_the_next_conversation() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "Words").await;
    let chat = desk.chat.clone();
    *desk.heard.reaction.lock().unwrap() = Some(Box::new(move |event| {
        if matches!(event, AppEvent::ExportProgressed { done: 0, all: 1 }) {
            chat.exports.stop_export();
        }
    }));
    let folder = tempfile::tempdir().unwrap();
    let done = desk.chat.exports.export_all(ExportFormat::Html, folder.path().to_owned()).await.unwrap();
    assert_eq!((done.count, done.is_stopped), (0, true));
    assert_eq!(names(folder.path()), Vec::<String>::new());
    *desk.heard.reaction.lock().unwrap() = None;
    let done = desk.chat.exports.export_all(ExportFormat::Html, folder.path().to_owned()).await.unwrap();
    assert_eq!((done.count, done.is_stopped), (1, false), "the next one is not stopped");
}
