//! Exports of other programs, written by hand from what is known of them: each with a tree, a file, reasoning and a defect.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write,
    path::PathBuf,
};

use serde_json::{Value, json};
use yourouter_protocol::{
    Archived, ArchivedFolder, ArchivedMessage, ArchivedPart, Error, FolderId, MessageId, Prompt, PromptId,
    Result, Role,
};
use yourouter_transfer::{Intake, JsonWriter, Landed, ReadFile, Report, import};

/// Keeps what comes in, with the bytes of its files.
#[derive(Default)]
struct Kept {
    chats: Vec<Archived>,
    files: BTreeMap<String, Option<Vec<u8>>>,
    folders: Vec<ArchivedFolder>,
    prompts: Vec<Prompt>,
    stops_after: Option<usize>,
}

impl Intake for Kept {
    fn take(&mut self, chat: Archived, files: &mut ReadFile<'_>) -> Result<Landed> {
        if chat.title == "Refused" {
            return Err(Error::Invalid("not this one".to_owned()));
        }
        for part in chat.messages.iter().flat_map(|message| &message.parts) {
            if let ArchivedPart::File(file) = part {
                self.files.insert(file.name.clone(), files(&file.sha256).map(|bytes| bytes.to_vec()));
            }
        }
        self.chats.push(chat);
        Ok(Landed::Added)
    }

    fn folder(&mut self, folder: ArchivedFolder) -> Result<bool> {
        self.folders.push(folder);
        Ok(true)
    }

    fn prompt(&mut self, prompt: Prompt) -> Result<bool> {
        self.prompts.push(prompt);
        Ok(true)
    }

    fn goes_on(&mut self, done: u64, all: u64) -> bool {
        assert!(done <= all.max(done));
        self.stops_after.is_none_or(|most| self.chats.len() < most)
    }
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn json(&self, name: &str, value: &Value) -> PathBuf {
        self.bytes(name, value.to_string().as_bytes())
    }

    fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn zip(&self, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
        let path = self.0.path().join(name);
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }
}

fn imported(paths: &[PathBuf]) -> (Kept, Report) {
    let mut kept = Kept::default();
    let report = import(paths, &mut kept).unwrap();
    (kept, report)
}

/// Who wrote a message, which one it follows, and its parts in short.
fn told(chat: &Archived) -> Vec<String> {
    let at = |id: &MessageId| chat.messages.iter().position(|message| message.id == *id).unwrap();
    let part = |part: &ArchivedPart| match part {
        ArchivedPart::Text { text } => format!("\"{}\"", text.trim()),
        ArchivedPart::Reasoning { text } => format!("({})", text.trim()),
        ArchivedPart::Citation(source) => format!("<{}>", source.url),
        ArchivedPart::File(file) => format!("[{}]", file.name),
        ArchivedPart::ToolCall { .. } | ArchivedPart::ToolResult { .. } => "tool".to_owned(),
    };
    let message = |message: &ArchivedMessage| {
        let parts: Vec<String> = message.parts.iter().map(part).collect();
        let parent = message.parent_id.as_ref().map(|id| at(id).to_string()).unwrap_or_default();
        let head = if chat.head == Some(message.id) { "*" } else { "" };
        let who = if message.role == Role::User { "you" } else { "model" };
        format!("{head}{who}<{parent}: {}", parts.join(" "))
    };
    chat.messages.iter().map(message).collect()
}

fn node(id: &str, parent: Option<&str>, role: &str, content: Value, more: Value) -> (String, Value) {
    let mut message = json!({ "id": id, "author": { "role": role }, "content": content, "create_time": 1_700_000_000.5, "weight": 1.0, "recipient": "all" });
    for (name, value) in more.as_object().unwrap() {
        message[name] = value.clone();
    }
    (id.to_owned(), json!({ "id": id, "parent": parent, "children": [], "message": message }))
}

fn said(text: &str) -> Value {
    json!({ "content_type": "text", "parts": [text] })
}

fn chatgpt(id: &str, title: &str) -> Value {
    let thoughts = json!({ "content_type": "thoughts", "thoughts": [{ "summary": "Plan", "content": "think hard", "finished": true }] });
    let image = json!({ "content_type": "multimodal_text", "parts": [{ "content_type": "image_asset_pointer", "asset_pointer": "sediment://file_0123456789", "width": 5 }, "Look"] });
    let mapping: serde_json::Map<String, Value> = [
        ("root".to_owned(), json!({ "id": "root", "parent": null, "children": ["s"], "message": null })),
        node("s", Some("root"), "system", said("You are"), json!({ "weight": 0.0 })),
        // Without metadata, as messages of people may be.
        node("q", Some("s"), "user", image, json!({})),
        node("t", Some("q"), "assistant", thoughts, json!({ "metadata": { "model_slug": "o9" } })),
        node("r", Some("t"), "assistant", json!({ "content_type": "reasoning_recap", "content": "Thought for 9s" }), json!({})),
        node("c", Some("r"), "assistant", json!({ "content_type": "code", "language": "python", "text": "1+1" }), json!({ "recipient": "python" })),
        node("o", Some("c"), "tool", json!({ "content_type": "execution_output", "text": "2" }), json!({ "create_time": null })),
        node("a", Some("o"), "assistant", said("It is 2\u{E200}cite\u{E202}turn0search0\u{E201}."), json!({ "metadata": { "content_references": [{ "type": "grouped_webpages", "items": [{ "url": "https://one.example/", "title": "One" }] }] } })),
        node("q2", Some("a"), "user", said("And 3?"), json!({ "create_time": "1700000100" })),
        node("q3", Some("a"), "user", said("And 4?"), json!({ "metadata": { "attachments": [{ "id": "file-gone", "name": "plan.pdf" }] } })),
    ]
    .into_iter()
    .collect();
    json!({ "id": id, "title": title, "create_time": 1_700_000_000.0, "update_time": 1_700_000_200.0, "mapping": mapping, "current_node": "q2", "default_model_slug": "gpt-9" })
}

const TREE: [&str; 4] = [
    "you<: [Image] \"Look\"",
    "model<0: (Plan\n\nthink hard) (Thought for 9s) (```python\n1+1\n```) (2) \"It is 2.\" <https://one.example/>",
    "you<1: [plan.pdf] \"And 4?\"",
    "*you<1: \"And 3?\"",
];

#[test]
fn chatgpt_in_one_file_or_many_in_archives_in_archives() {
    let place = Place::new();
    let broken = "{\"mapping\": {\"a\": }}";
    let list = format!("[{}, {broken}, {{\"title\": \"Empty\", \"mapping\": {{}}}}]", chatgpt("c1", "First"));
    let inner_path = place.zip(
        "inner.zip",
        &[("conversations-000.json", json!([chatgpt("c2", "Second")]).to_string().as_bytes())],
    );
    let inner = fs::read(inner_path).unwrap();
    let outer = place.zip(
        "export.zip",
        &[
            ("data/conversations-001.json", list.as_bytes()),
            ("data/file_0123456789-photo.dat", b"\x89PNG bytes"),
            ("data/user.json", b"{\"id\": \"u\", \"email\": \"e\"}"),
            (
                "data/shared_conversations.json",
                b"[{\"id\": \"s\", \"conversation_id\": \"c1\", \"title\": \"x\"}]",
            ),
            ("../../evil.json", b"[]"),
            ("more/part.zip", &inner),
        ],
    );
    let (kept, report) = imported(&[outer]);
    assert_eq!((report.added, report.left_out), (2, 2));
    let told_of: Vec<&str> = report.told.iter().map(|left| left.title.as_str()).collect();
    assert_eq!(told_of, ["conversations-001.json, no. 2", "Empty"]);
    assert_eq!(report.told[1].why, "it has no messages");
    let titles: Vec<&str> = kept.chats.iter().map(|chat| chat.title.as_str()).collect();
    assert_eq!(titles, ["First", "Second"]);
    assert_eq!(told(&kept.chats[0]), TREE);
    assert_eq!(kept.chats[0].messages[1].turn.as_ref().unwrap().route.model, "o9");
    let photo = Some(&b"\x89PNG bytes"[..]);
    assert_eq!(
        kept.files["Image"].as_deref(),
        photo,
        "the last one read has it in the archive around its own"
    );
    assert_eq!(kept.files["plan.pdf"], None);
    assert!(!place.0.path().parent().unwrap().join("evil.json").exists());

    let files = place.zip("files.zip", &[("file_0123456789-photo.dat", b"\x89PNG bytes".as_slice())]);
    let apart = place.zip("apart.zip", &[("chats.zip", &inner), ("files.zip", &fs::read(files).unwrap())]);
    let (from_apart, _) = imported(&[apart]);
    assert_eq!(from_apart.files["Image"].as_deref(), photo, "it is in the archive beside its own");

    let alone = place.zip(
        "one.zip",
        &[
            ("conversations.json", json!([chatgpt("c1", "First")]).to_string().as_bytes()),
            ("x/file_0123456789-photo.dat", b"\x89PNG bytes"),
        ],
    );
    let (again, _) = imported(&[alone]);
    assert_eq!(again.files["Image"].as_deref(), Some(&b"\x89PNG bytes"[..]));
    assert_eq!(again.chats[0].messages[0].id, kept.chats[0].messages[0].id, "the same at each import");
}

#[test]
fn claude_by_parents_whatever_the_order() {
    let message = |uuid: &str, parent: &str, sender: &str, content: Value| json!({ "uuid": uuid, "parent_message_uuid": parent, "sender": sender, "text": "", "content": content, "created_at": format!("2026-01-01T00:00:0{}.5Z", &uuid[1..]) });
    let words = |text: &str| json!([{ "type": "text", "text": text }]);
    let mut question = message("m1", "00000000-0000-4000-8000-000000000000", "human", words("Hi"));
    question["attachments"] =
        json!([{ "file_name": "notes.docx", "file_size": 9, "extracted_content": "The notes" }]);
    question["files"] = json!([{ "file_uuid": "f1", "file_name": "photo.png" }]);
    let answer = json!([
        { "type": "thinking", "thinking": "hmm", "signature": null },
        { "type": "tool_use", "name": "web", "input": { "q": "x" } },
        { "type": "tool_result", "name": "web", "content": [{ "type": "text", "text": "found" }] },
        { "type": "text", "text": "Hello", "citations": [{ "uuid": "c", "start_index": 0, "end_index": 5, "details": { "type": "web", "url": "https://one.example/" } }] },
    ]);
    let chat = json!({ "uuid": "c1", "name": "Notes", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-02T00:00:00Z", "account": { "uuid": "a" }, "chat_messages": [
        message("m4", "m2", "human", words("And?")),
        message("m2", "m1", "assistant", answer),
        question,
        message("m3", "m1", "assistant", words("Other")),
    ] });
    let place = Place::new();
    let path = place
        .json("conversations.json", &json!([chat, { "uuid": "c2", "name": "None", "chat_messages": [] }]));
    let (kept, report) = imported(&[path]);
    assert_eq!((report.added, report.left_out, &*report.told[0].title), (1, 1, "None"));
    let told = told(&kept.chats[0]);
    assert_eq!(told[0], "you<: [notes.docx.txt] [photo.png] \"Hi\"");
    assert!(
        told[1].starts_with("model<0: (hmm) (web:") && told[1].ends_with("\"Hello\" <https://one.example/>"),
        "{told:?}"
    );
    assert_eq!(told[2..], ["*you<1: \"And?\"", "model<0: \"Other\""]);
    assert_eq!(kept.files["notes.docx.txt"].as_deref(), Some(&b"The notes"[..]));
    assert_eq!(kept.files["photo.png"], None);
    assert_eq!(kept.chats[0].created_at_ms, 1_767_225_600_000);
}

#[test]
fn open_webui_with_its_reasoning_in_the_text() {
    let data = "data:image/png;base64,iVBORw0KGgo=";
    let messages = json!({
        "a": { "id": "a", "parentId": null, "childrenIds": ["b", "c"], "role": "user", "content": "Hi", "timestamp": 1_700_000_000, "files": [{ "type": "image", "url": data }] },
        "b": { "id": "b", "parentId": "a", "childrenIds": [], "role": "assistant", "model": "m1", "content": "<details type=\"reasoning\" done=\"true\">\n<summary>Thought</summary>\n> one\n> two\n</details>\nYes", "timestamp": 1_700_000_001 },
        "c": { "id": "c", "parentId": "a", "childrenIds": [], "role": "assistant", "content": "No", "timestamp": 1_700_000_002 },
    });
    let chat = json!({ "id": "o1", "user_id": "u", "title": "Hi", "chat": { "title": "Hi", "models": ["m2"], "history": { "messages": messages, "currentId": "b" } }, "created_at": 1_700_000_000, "updated_at": 1_700_000_009 });
    let defect = json!({ "id": "o2", "title": "Broken", "chat": { "history": { "messages": 5 } } });
    let place = Place::new();
    let (kept, report) = imported(&[place.json("chat-export.json", &json!([chat, defect]))]);
    assert_eq!((report.added, report.left_out), (1, 1));
    assert_eq!(
        told(&kept.chats[0]),
        ["you<: [Image] \"Hi\"", "*model<0: (one\ntwo) \"Yes\"", "model<0: \"No\""]
    );
    assert_eq!(kept.files["Image"].as_deref(), Some(&b"\x89PNG\r\n\x1a\n"[..]));
}

#[test]
fn librechat_as_a_tree() {
    let answer = json!({ "messageId": "2", "parentMessageId": "1", "isCreatedByUser": false, "model": "m", "createdAt": "2026-01-01T00:00:01Z", "content": [{ "type": "think", "think": "hmm" }, { "type": "text", "text": { "value": "Yes" } }], "children": [] });
    let other = json!({ "messageId": "3", "parentMessageId": "1", "isCreatedByUser": false, "text": ":::thinking\nold\n:::\nNo", "createdAt": "2026-01-01T00:00:02Z", "children": [] });
    let question = json!({ "messageId": "1", "parentMessageId": "00000000-0000-0000-0000-000000000000", "isCreatedByUser": true, "text": "Hi", "files": [{ "file_id": "f", "filename": "a.png" }], "createdAt": "2026-01-01T00:00:00Z", "children": [answer, other] });
    let chat = json!({ "conversationId": "l1", "endpoint": "openAI", "title": "Hi", "exportAt": "x", "branches": true, "recursive": true, "options": { "model": "m0", "apiKey": "sk-1" }, "messagesTree": [question] });
    let place = Place::new();
    let (kept, report) = imported(&[
        place.json("hi.json", &chat),
        place.json("bad.json", &json!({ "conversationId": "", "messages": [] })),
    ]);
    assert_eq!((report.added, report.left_out), (1, 1));
    assert_eq!(
        told(&kept.chats[0]),
        ["you<: [a.png] \"Hi\"", "model<0: (hmm) \"Yes\"", "*model<0: (old) \"No\""]
    );
    assert!(!serde_json::to_string(&kept.chats).unwrap().contains("sk-1"));
}

#[test]
fn openrouter_by_items() {
    let chat = json!({
        "version": "orpg.3.0", "title": "Hi",
        "characters": { "c1": { "id": "c1", "model": "a/b" } },
        "messages": {
            "m2": { "id": "m2", "characterId": "c1", "createdAt": "2026-01-01T00:00:01Z", "items": [{ "id": "i2" }, { "id": "i3" }] },
            "m1": { "id": "m1", "characterId": "USER", "createdAt": "2026-01-01T00:00:00Z", "items": [{ "id": "i1" }] },
        },
        "items": {
            "i1": { "id": "i1", "messageId": "m1", "data": { "type": "message", "role": "user", "content": [{ "type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo=" }, { "type": "input_text", "text": "Hi" }] } },
            "i2": { "id": "i2", "messageId": "m2", "data": { "type": "reasoning", "summary": [{ "type": "summary_text", "text": "hmm" }] } },
            "i3": { "id": "i3", "messageId": "m2", "data": { "type": "message", "role": "assistant", "content": [{ "type": "output_text", "text": "Yes" }] } },
        },
    });
    let place = Place::new();
    let (kept, report) = imported(&[
        place.json("chat.json", &chat),
        place.json("bad.json", &json!({ "version": "orpg.3.0", "messages": {} })),
    ]);
    assert_eq!((report.added, report.left_out), (1, 1));
    assert_eq!(told(&kept.chats[0]), ["you<: [Image] \"Hi\"", "*model<0: (hmm) \"Yes\""]);
    assert_eq!(kept.chats[0].messages[1].turn.as_ref().unwrap().route.model, "a/b");
}

#[test]
fn cherry_studio_with_blocks_apart() {
    let message = |id: &str, role: &str, ask: &str| json!({ "id": id, "role": role, "askId": ask, "topicId": "t1", "createdAt": "2026-01-01T00:00:00Z", "model": { "id": "m", "name": "M" } });
    let block = |message: &str, kind: &str, content: &str| json!({ "id": format!("{message}{kind}"), "messageId": message, "type": kind, "content": content });
    let mut image = block("u1", "image", "");
    image["file"] = json!({ "id": "0b5e7c1a", "ext": ".png", "origin_name": "photo.png" });
    let assistants = json!({ "assistants": [{ "id": "as", "apiKey": "sk-1", "topics": [{ "id": "t1", "name": "Named" }] }] }).to_string();
    let data = json!({
        "time": 1, "version": 5,
        "localStorage": { "persist:cherry-studio": json!({ "assistants": assistants }).to_string() },
        "indexedDB": {
            "topics": [{ "id": "t1", "messages": [message("u1", "user", ""), message("a1", "assistant", "u1"), message("a2", "assistant", "u1"), message("u2", "user", "")] }, { "id": "t2", "messages": [] }],
            "message_blocks": [block("u1", "main_text", "Hi"), image, block("a1", "thinking", "hmm"), block("a1", "main_text", "Yes"), block("a2", "main_text", "No"), block("u2", "main_text", "And?")],
        },
    });
    let place = Place::new();
    let path = place.zip(
        "cherry.zip",
        &[("data.json", data.to_string().as_bytes()), ("Data/Files/0b5e7c1a.png", b"\x89PNG bytes")],
    );
    let (kept, report) = imported(&[path]);
    assert_eq!((report.added, report.left_out), (1, 1));
    assert_eq!(kept.chats[0].title, "Named");
    assert_eq!(
        told(&kept.chats[0]),
        ["you<: \"Hi\" [photo.png]", "model<0: (hmm) \"Yes\"", "*you<1: \"And?\"", "model<0: \"No\""]
    );
    assert_eq!(kept.files["photo.png"].as_deref(), Some(&b"\x89PNG bytes"[..]));
}

#[test]
fn our_own_comes_back_as_it_was_and_a_hostile_one_is_left_out() {
    let place = Place::new();
    let (kept, _) = imported(&[place.json("c.json", &json!([chatgpt("c1", "First")]))]);
    let mut out = Vec::new();
    let mut writer = JsonWriter::new(&mut out).unwrap();
    writer.file("ab", b"bytes").unwrap();
    writer.conversation(&kept.chats[0]).unwrap();
    writer.conversation(&kept.chats[0]).unwrap();
    writer.finish().unwrap();
    assert!(serde_json::from_slice::<Value>(&out).is_ok(), "it is one document of JSON");
    let (again, report) = imported(&[place.bytes("own.json", &out)]);
    assert_eq!((report.added, report.left_out), (2, 0));
    assert_eq!(again.chats[0], kept.chats[0]);

    let mut hostile = serde_json::to_value(&kept.chats[0]).unwrap();
    hostile["gateway"] = json!("https://evil.example");
    let mut vendor = serde_json::to_value(&kept.chats[0]).unwrap();
    vendor["parameters"] = json!({ "extraJson": "{\"tools\": []}" });
    let document = json!({ "format": "yourouter-chat", "version": 1, "files": [], "conversations": [hostile, vendor, 5, kept.chats[0]] });
    let (left, report) = imported(&[place.json("hostile.json", &document)]);
    assert_eq!((left.chats.len(), report.left_out), (1, 3), "{:?}", report.told);
}

#[test]
fn folders_and_prompts_of_our_own_come_out_and_no_more_than_was_written_in_them() {
    let place = Place::new();
    let folder =
        json!({ "id": FolderId::new(), "name": "Work", "isHiding": true, "systemPrompt": "Be brief" });
    let with = |field: &str, value: Value| {
        let mut folder = folder.clone();
        folder[field] = value;
        folder
    };
    let prompt = json!({ "id": PromptId::new(), "name": "translate", "text": "From {{a}} to {{b}}" });
    // Another program may have written the fields in another order: all are read when the document has ended.
    for order in [["format", "folders", "prompts"], ["prompts", "folders", "format"]] {
        let folders =
            json!([folder, with("vendor", json!("evil")), with("gateway", json!("https://evil.example")), 7]);
        let fields = json!({ "format": "yourouter-chat", "folders": folders, "prompts": [prompt, { "name": "half" }] });
        let fields: Vec<String> = order.iter().map(|name| format!("\"{name}\":{}", fields[*name])).collect();
        let path = place.bytes("own.json", format!("{{{}}}", fields.join(",")).as_bytes());
        let (kept, report) = imported(&[path]);
        assert_eq!((report.folders, report.prompts, report.left_out), (1, 1, 4), "{:?}", report.told);
        assert_eq!(
            (kept.folders[0].name.as_str(), kept.folders[0].system_prompt.as_str()),
            ("Work", "Be brief")
        );
        assert_eq!(kept.prompts[0].text, "From {{a}} to {{b}}");
        assert_eq!(report.told[0].title, "Work");
    }
    let nothing =
        r#"{"format":"yourouter-chat","version":1,"files":[],"folders":[],"prompts":[],"conversations":[]}"#;
    assert!(matches!(
        import(&[place.bytes("n.json", nothing.as_bytes())], &mut Kept::default()),
        Err(Error::Invalid(_))
    ));
}

#[test]
fn a_chat_is_as_old_as_its_newest_message() {
    let place = Place::new();
    let chat = |created: Value, updated: Value, written: &[Value]| {
        let messages: Vec<Value> = written
            .iter()
            .enumerate()
            .map(|(at, date)| {
                json!({
                    "uuid": format!("m{at}"), "sender": "human", "text": "Hi", "created_at": date,
                    "parent_message_uuid": if at == 0 { Value::Null } else { json!(format!("m{}", at - 1)) },
                })
            })
            .collect();
        json!({ "uuid": "c", "name": "A chat", "created_at": created, "updated_at": updated, "chat_messages": messages })
    };
    let at = |day: i64| 1_700_000_000_000 + day * 86_400_000;
    let date = |day: i64| json!(at(day));
    let now = || jiff::Timestamp::now().as_millisecond();
    let updated = |chat: Value| imported(&[place.json("c.json", &json!([chat]))]).0.chats[0].updated_at_ms;
    assert_eq!(updated(chat(date(0), date(90), &[date(1), date(2)])), at(2), "not when it was renamed");
    assert_eq!(updated(chat(date(0), date(90), &[date(5), date(2)])), at(5), "whatever stands last");
    assert_eq!(updated(chat(date(0), date(90), &[Value::Null])), at(90));
    assert_eq!(updated(chat(date(3), Value::Null, &[Value::Null])), at(3));
    let before = now();
    let tomorrow = updated(chat(Value::Null, Value::Null, &[json!("2999-01-01T00:00:00Z")]));
    assert!((before..=now()).contains(&tomorrow));
}

#[test]
fn it_can_be_stopped_one_may_be_refused_and_what_is_no_export_is_said() {
    let place = Place::new();
    let list: Vec<Value> =
        (0..20).map(|n| chatgpt(&format!("c{n}"), if n == 1 { "Refused" } else { "Chat" })).collect();
    let path = place.json("c.json", &json!(list));
    let mut kept = Kept { stops_after: Some(3), ..Kept::default() };
    let report = import(std::slice::from_ref(&path), &mut kept).unwrap();
    assert!(report.is_stopped && kept.chats.len() == 3 && report.left_out == 1);
    assert_eq!(report.told[0].why, "not this one");
    for (name, bytes) in [
        ("a.json", &b"{\"a\": 1}"[..]),
        ("b.txt", b"words"),
        ("c.zip", b"PK\x03\x04 no archive"),
        ("d.json", b""),
    ] {
        let path = place.bytes(name, bytes);
        let outcome = import(&[path], &mut Kept::default());
        assert!(matches!(&outcome, Err(Error::Invalid(_))), "{name}: {outcome:?}");
    }
}

#[test]
fn nothing_makes_it_fail_or_hold_much() {
    let place = Place::new();
    let deep = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!(
        "[{{\"mapping\": {{}}, \"title\": \"{}\"}}, {}]",
        "x".repeat(70 * 1024 * 1024),
        chatgpt("c", "After")
    );
    let (kept, report) =
        imported(&[place.bytes("long.json", long.as_bytes()), place.bytes("deep.json", deep.as_bytes())]);
    assert_eq!((kept.chats.len(), report.told[0].why.as_str()), (1, "it is longer than 64 MB"));
    let bomb = place.zip("bomb.zip", &[("conversations.json", &vec![b'['; 50 * 1024 * 1024])]);
    let outcome = import(&[bomb], &mut Kept::default());
    assert!(outcome.is_err() || outcome.unwrap().added == 0);
}
