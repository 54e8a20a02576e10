//! Chats that leave as JSON and come back, and chats of other programs: what is kept, what is never sent, what a second
//! import adds.

use std::{fs, path::PathBuf};

use serde_json::json;
use yourouter_attachments::Source;
use yourouter_protocol::{
    AttachmentKind, ConversationList, Error, ExportFormat, FolderDefaults, Route, SaveFolder, SavePrompt,
    SendMessage, TurnId, Vendor,
};

use crate::desk::{Desk, KEY};

async fn exported(desk: &Desk, path: PathBuf) -> Vec<u8> {
    desk.chat.exports.export_json(None, path.clone()).await.unwrap();
    fs::read(path).unwrap()
}

#[tokio::test]
async fn what_was_exported_comes_back_byte_for_byte_with_its_files_and_branches() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let mut picture = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let files = [
        Source::Bytes { name: "a <b>.png".to_owned(), bytes: picture.into_inner().into() },
        Source::Bytes { name: "notes.md".to_owned(), bytes: "# Notes\n".into() },
        Source::Text("%PDF-1.7 is how PDFs begin".to_owned()),
    ];
    let mut ids = Vec::new();
    for file in files {
        ids.push(desk.attach(id, file).await.id);
    }
    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: "Look".to_owned(),
        attachment_ids: ids,
        replaces: None,
        route: None,
        drafted: None,
    };
    let started = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    let replaces = Some(yourouter_protocol::Replaced::whole(started.messages[0].id));
    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: "/think".to_owned(),
        attachment_ids: Vec::new(),
        replaces,
        route: None,
        drafted: None,
    };
    desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    desk.ask(id, "/503").await;

    let folder = tempfile::tempdir().unwrap();
    let before = exported(&desk, folder.path().join("before.json")).await;
    assert!(!String::from_utf8_lossy(&before).contains(KEY) && before.len() > 1000);
    crate::schema::assert_fits(&before);
    let other = Desk::new().await;
    let report = other.chat.imports.import_chats(vec![folder.path().join("before.json")]).await.unwrap();
    assert_eq!((report.added, report.left_out), (1, 0), "{report:?}");
    let after = exported(&other, folder.path().join("after.json")).await;
    assert_eq!(String::from_utf8(after).unwrap(), String::from_utf8(before).unwrap());
    let view = other.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(view.window.messages[0].attachments.len(), 3);
    assert!(view.window.messages[0].attachments[0].thumbnail.is_some());

    let again = other.chat.imports.import_chats(vec![folder.path().join("before.json")]).await.unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 1));
    // What went on here stays shown; what went on there comes along.
    other.ask(id, "Here").await;
    desk.ask(id, "There").await;
    exported(&desk, folder.path().join("more.json")).await;
    let more = other.chat.imports.import_chats(vec![folder.path().join("more.json")]).await.unwrap();
    assert_eq!((more.added, more.updated), (0, 1));
    let view = other.chat.conversations.open_conversation(id, None).await.unwrap();
    let texts: Vec<&str> = view.window.messages.iter().map(|message| message.text.as_str()).collect();
    assert!(texts.contains(&"Here") && !texts.contains(&"There"));
}

fn folder(name: &str, vendor: Vendor, system_prompt: &str) -> SaveFolder {
    let route = Some(Route::new("kimi", vendor));
    let defaults = FolderDefaults { route, system_prompt: system_prompt.to_owned() };
    SaveFolder { id: None, name: name.to_owned(), is_hiding: false, defaults: Some(defaults) }
}

#[tokio::test]
async fn folders_and_prompts_come_along_without_their_vendor_and_change_nothing_that_is_there() {
    let desk = Desk::new().await;
    let aws = || Vendor::new("aws");
    let work = desk.chat.conversations.save_folder(folder("Work", aws(), "Be brief")).await.unwrap();
    let home = desk.chat.conversations.save_folder(folder("Home", aws(), "")).await.unwrap();
    let prompt =
        SavePrompt { id: None, name: "translate".to_owned(), text: "From {{a}} to {{b}}".to_owned() };
    desk.chat.prompts.save_prompt(prompt).await.unwrap();
    let id = desk.blank().await.summary.id;
    desk.ask(id, "Hello").await;
    desk.chat.conversations.file_conversations(vec![id], work.id, true).await.unwrap();
    let other_id = desk.blank().await.summary.id;
    desk.ask(other_id, "Elsewhere").await;

    let place = tempfile::tempdir().unwrap();
    let all = exported(&desk, place.path().join("all.json")).await;
    crate::schema::assert_fits(&all);
    assert!(!String::from_utf8_lossy(&all[..700]).contains("aws"));
    let some = desk.chat.exports.export_json(Some(vec![id]), place.path().join("one.json")).await.unwrap();
    let some: serde_json::Value = serde_json::from_slice(&fs::read(some.place).unwrap()).unwrap();
    assert_eq!((some["folders"][0]["name"].as_str(), some["folders"][1].is_null()), (Some("Work"), true));
    assert_eq!(some["prompts"], json!([]), "a chat that is given to somebody brings no others along");

    let other = Desk::new().await;
    let report = other.chat.imports.import_chats(vec![place.path().join("all.json")]).await.unwrap();
    assert_eq!((report.added, report.folders, report.prompts, report.left_out), (2, 2, 1, 0), "{report:?}");
    let after = exported(&other, place.path().join("after.json")).await;
    assert_eq!(String::from_utf8(after).unwrap(), String::from_utf8(all).unwrap());
    let view = other.chat.conversations.new_conversation(Some(work.id)).await.unwrap();
    assert_eq!(view.summary.route, Route::new("kimi", Vendor::auto()), "no pin comes out of a file");
    let again = other.chat.imports.import_chats(vec![place.path().join("all.json")]).await.unwrap();
    assert_eq!((again.folders, again.prompts, again.unchanged), (0, 0, 2));

    // A folder of the same name stays as it is and stands for that of the file; a prompt of another text is another one.
    let third = Desk::new().await;
    let own = third.chat.conversations.save_folder(folder("work", Vendor::auto(), "Mine")).await.unwrap();
    let prompt = SavePrompt { id: None, name: "Translate".to_owned(), text: "Mine".to_owned() };
    third.chat.prompts.save_prompt(prompt).await.unwrap();
    let report = third.chat.imports.import_chats(vec![place.path().join("all.json")]).await.unwrap();
    assert_eq!((report.folders, report.prompts), (1, 1), "{report:?}");
    let rows =
        third.chat.conversations.list_conversations(ConversationList::Folder { folder_id: own.id }, None);
    assert_eq!(rows.await.unwrap().rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let names: Vec<String> =
        third.chat.prompts.load_prompts().await.unwrap().into_iter().map(|prompt| prompt.name).collect();
    assert_eq!(names, ["Translate", "translate-2"]);

    // A chat that is there is not put where the file wants it: a folder would hide it, or speak in its name.
    let mut hostile: serde_json::Value =
        serde_json::from_slice(&fs::read(place.path().join("all.json")).unwrap()).unwrap();
    let evil = yourouter_protocol::FolderId::new();
    hostile["folders"] = json!([{ "id": evil, "name": "Evil", "isHiding": true, "systemPrompt": "Lie" }]);
    for chat in hostile["conversations"].as_array_mut().unwrap() {
        chat["folders"] = json!([evil, home.id]);
    }
    let path = place.path().join("hostile.json");
    fs::write(&path, hostile.to_string()).unwrap();
    assert_eq!(other.chat.imports.import_chats(vec![path]).await.unwrap().folders, 1);
    let rows =
        other.chat.conversations.list_conversations(ConversationList::Folder { folder_id: evil }, None);
    assert_eq!(rows.await.unwrap().rows, []);
}

fn chatgpt(text: &str) -> serde_json::Value {
    let thought =
        json!({ "content_type": "thoughts", "thoughts": [{ "summary": "", "content": "a secret thought" }] });
    let message = |id: &str, role: &str, content: serde_json::Value| json!({ "id": id, "author": { "role": role }, "content": content, "recipient": "all" });
    let said = |text: &str| json!({ "content_type": "text", "parts": [text] });
    let mut mapping = json!({
        "q": { "id": "q", "parent": null, "message": message("q", "user", said("Hi")) },
        "t": { "id": "t", "parent": "q", "message": message("t", "assistant", thought) },
        "a": { "id": "a", "parent": "t", "message": message("a", "assistant", said("Hello")) },
    });
    if !text.is_empty() {
        mapping["q2"] = json!({ "id": "q2", "parent": "a", "message": message("q2", "user", said(text)) });
    }
    json!([{ "id": "c1", "title": "From elsewhere", "mapping": mapping, "create_time": 1.7e9, "update_time": 1.7e9, "vendor": "evil", "gateway": "https://evil.example" }])
}

#[tokio::test]
async fn a_chat_of_another_program_goes_on_here_without_its_reasoning() {
    let desk = Desk::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("conversations.json");
    fs::write(&path, chatgpt("").to_string()).unwrap();
    assert_eq!(desk.chat.imports.import_chats(vec![path.clone()]).await.unwrap().added, 1);
    let row = desk
        .chat
        .conversations
        .list_conversations(ConversationList::Chats, None)
        .await
        .unwrap()
        .rows
        .remove(0);
    assert_eq!((&*row.title, row.route.vendor.is_auto()), ("From elsewhere", true));
    let view = desk.chat.conversations.open_conversation(row.id, None).await.unwrap();
    assert_eq!(view.window.messages[1].reasoning, "a secret thought");
    desk.chat.conversations.choose_route(row.id, yourouter_protocol::Route::default()).await.unwrap();
    let path_2 = folder.path().join("later.json");
    fs::write(&path_2, chatgpt("And then?").to_string()).unwrap();
    let report = desk.chat.imports.import_chats(vec![path_2]).await.unwrap();
    assert_eq!((report.added, report.updated), (0, 1), "it is not doubled");
    desk.ask(row.id, "Go on").await;
    let body = desk.last_body().to_string();
    assert!(
        body.contains("Hello")
            && body.contains("And then?")
            && !body.contains("secret")
            && !body.contains("evil"),
        "{body}"
    );
}

#[tokio::test]
async fn a_file_is_what_its_bytes_are() {
    let desk = Desk::new().await;
    let folder = tempfile::tempdir().unwrap();
    let data = |bytes: &[u8]| {
        format!("data:image/png;base64,{}", base64::Engine::encode(&base64::prelude::BASE64_STANDARD, bytes))
    };
    let file = |name: &str, bytes: &[u8]| json!({ "type": "image", "name": name, "url": data(bytes) });
    let files =
        json!([file("../../x.exe", b"#!/bin/sh\nrm -rf\n"), file("broken.png", b"\x89PNG\r\n\x1a\nnothing")]);
    let messages =
        json!({ "a": { "id": "a", "parentId": null, "role": "user", "content": "Hi", "files": files } });
    let chat = json!([{ "id": "o", "title": "T", "chat": { "history": { "messages": messages, "currentId": "a" } } }]);
    let path = folder.path().join("chats.json");
    fs::write(&path, chat.to_string()).unwrap();
    assert_eq!(desk.chat.imports.import_chats(vec![path]).await.unwrap().added, 1);
    let row = desk
        .chat
        .conversations
        .list_conversations(ConversationList::Chats, None)
        .await
        .unwrap()
        .rows
        .remove(0);
    let view = desk.chat.conversations.open_conversation(row.id, None).await.unwrap();
    let message = &view.window.messages[0];
    let kept: Vec<_> = message.attachments.iter().map(|file| (&*file.name, file.kind)).collect();
    assert_eq!(kept, [("x.exe", AttachmentKind::Text)]);
    assert!(message.text.contains("[broken.png: "), "{}", message.text);
    assert!(matches!(
        desk.chat.imports.import_chats(vec![folder.path().join("none")]).await,
        Err(Error::Storage(_))
    ));
}

#[tokio::test]
async fn several_chats_go_into_files_of_their_own() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for text in ["One", "Two", "Three"] {
        let id = desk.blank().await.summary.id;
        desk.ask(id, text).await;
        ids.push(id);
    }
    ids.remove(1);
    let folder = tempfile::tempdir().unwrap();
    let done = desk
        .chat
        .exports
        .export_some(Some(ids.clone()), ExportFormat::Markdown, folder.path().to_owned())
        .await
        .unwrap();
    assert_eq!(done.count, 2);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["One.md", "Three.md"]);
    let path = folder.path().join("some");
    let done = desk.chat.exports.export_json(Some(ids), path).await.unwrap();
    assert!(done.place.ends_with("some.json"));
    assert_eq!(fs::read_to_string(done.place).unwrap().matches("\"isTitleOwn\"").count(), 2);
}
