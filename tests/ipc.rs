//! The contract between page and commands, through Tauri's mock runtime: names, JSON, failures, events.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tauri::{
    Listener, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};
use tempfile::TempDir;
use yourouter_chat::{Arguments, MAIN, WindowSink, build, register};
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{Secret, TurnId};

const KEY: &str = "yr-canary-0123456789abcdef";

/// A window of the mock runtime with the whole application behind it.
struct Desk {
    window: WebviewWindow<MockRuntime>,
    gateway: MockGateway,
    _app: tauri::App<MockRuntime>,
    _folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let gateway = tauri::async_runtime::block_on(MockGateway::start(Options::with_key(KEY))).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let app = register(mock_builder()).build(mock_context(noop_assets())).unwrap();
        let arguments = Arguments {
            base_url: Some(gateway.base_url()),
            key: Some(Secret::new(KEY)),
            ..Arguments::default()
        };
        let sink = Arc::new(WindowSink::new());
        sink.connect(app.handle());
        app.manage(build(&arguments, folder.path(), sink).unwrap());
        let window = WebviewWindowBuilder::new(&app, MAIN, Default::default()).build().unwrap();
        Self { window, gateway, _app: app, _folder: folder }
    }

    fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }

    fn events(&self, name: &str) -> Receiver<Value> {
        let (send, receive) = channel();
        self.window.listen(name, move |event| {
            let _closed = send.send(serde_json::from_str(event.payload()).unwrap());
        });
        receive
    }
}

fn next(events: &Receiver<Value>) -> Value {
    events.recv_timeout(Duration::from_secs(30)).unwrap()
}

#[test]
fn the_snapshot_has_what_the_page_needs_and_no_key() {
    let desk = Desk::new();
    let snapshot = desk.call("load_snapshot", json!({})).unwrap();
    assert_eq!(snapshot["gateway"]["key"], "environment");
    assert_eq!(snapshot["conversation"]["summary"]["route"], json!({"model": "gpt-4o", "vendor": "auto"}));
    let vendors: Vec<_> =
        snapshot["vendors"].as_array().unwrap().iter().map(|v| v["value"].clone()).collect();
    let documented =
        ["auto", "openai", "anthropic", "google", "azure", "aws", "deepseek", "mistral", "volcengine", "x"];
    assert_eq!(vendors, documented);
    assert!(!snapshot.to_string().contains(KEY));
}

#[test]
fn a_message_streams_through_the_chat_event_to_one_terminal_event() {
    let desk = Desk::new();
    let events = desk.events("chat");
    let snapshot = desk.call("load_snapshot", json!({})).unwrap();
    let turn_id = TurnId::new().to_string();
    let message = json!({
        "turnId": turn_id,
        "conversationId": snapshot["conversation"]["summary"]["id"],
        "text": "/markdown",
        "attachmentIds": [],
        "replaces": null,
    });
    let started = desk.call("send_message", json!({ "message": message })).unwrap();
    assert_eq!(started["messages"][1]["state"], "streaming");
    assert!(started["messages"][1]["running"]["patch"]["ops"].is_array());
    let mut last = 0;
    loop {
        let event = next(&events);
        assert_eq!(event["turnId"], turn_id);
        assert_eq!(event["seq"], last + 1);
        last += 1;
        match event["type"].as_str().unwrap() {
            "patched" => assert!(event["patch"]["tail"].is_string()),
            "finished" => {
                assert_eq!(event["turn"]["failure"], Value::Null);
                break;
            }
            other => panic!("unexpected {other}"),
        }
    }
    assert!(!desk.gateway.requests().is_empty());
}

#[test]
fn conversations_and_messages_come_in_windows() {
    let desk = Desk::new();
    let events = desk.events("chat");
    let snapshot = desk.call("load_snapshot", json!({})).unwrap();
    assert_eq!(snapshot["conversations"], json!({"rows": [], "next": null}));
    let empty = json!({"messages": [], "hasEarlier": false, "hasLater": false});
    assert_eq!(snapshot["conversation"]["window"], empty);
    let id = snapshot["conversation"]["summary"]["id"].clone();
    let message = json!({
        "turnId": TurnId::new().to_string(),
        "conversationId": id,
        "text": "Grüße",
        "attachmentIds": [],
        "replaces": null,
    });
    let started = desk.call("send_message", json!({ "message": message })).unwrap();
    assert_eq!(started["changed"], json!([]));
    while next(&events)["type"] != "finished" {}
    let question = started["messages"][0]["id"].clone();
    let opened = desk.call("open_conversation", json!({"conversationId": id, "around": question})).unwrap();
    assert_eq!(opened["window"]["messages"].as_array().unwrap().len(), 2);
    let later = json!({"messageId": question, "direction": "later"});
    assert_eq!(desk.call("load_messages", later).unwrap()["messages"][0], opened["window"]["messages"][1]);
    assert_eq!(desk.call("load_first_messages", json!({"conversationId": id})).unwrap(), opened["window"]);
    let chats = json!({"kind": "chats"});
    let page = desk.call("list_conversations", json!({"list": chats, "cursor": null})).unwrap();
    assert_eq!(page["rows"][0]["id"], id);
    let request = json!({"text": "GRÜSSE role:user", "order": "newest", "cursor": null});
    assert_eq!(desk.call("search_chats", json!({ "request": request })).unwrap()["hits"], json!([]));
    let request = json!({"text": "GRÜß role:user", "order": "newest", "cursor": null});
    let found = desk.call("search_chats", json!({ "request": request })).unwrap();
    assert_eq!(found["hits"][0]["messageId"], question);
    assert_eq!(found["hits"][0]["snippet"][0], json!({"text": "Grüß", "isHit": true}));
    let count = json!({"hits": 1, "chats": 1, "isMore": false});
    assert_eq!(desk.call("count_hits", json!({"text": "grüße role:user"})).unwrap(), count);
    let hits = desk.call("find_in_chat", json!({"conversationId": id, "text": "GRÜß"})).unwrap();
    assert_eq!(
        (&hits[0]["messageId"], &hits[0]["count"], &hits[0]["isOnBranch"]),
        (&question, &json!(1), &json!(true))
    );
    assert!(desk.call("list_conversations", json!({"list": chats, "cursor": "forged"})).is_err());

    let events = desk.events("app");
    let ids = json!([id]);
    desk.call("delete_conversations", json!({"conversationIds": ids})).unwrap();
    let event = next(&events);
    assert_eq!(event["type"], "conversationsChanged");
    assert!(event["conversations"][0]["deletedAtMs"].is_number());
    assert_eq!(desk.call("list_conversation_ids", json!({"list": {"kind": "deleted"}})).unwrap(), ids);
}

#[test]
fn a_folder_is_saved_told_and_listed_and_a_name_that_is_taken_is_refused_in_words() {
    let desk = Desk::new();
    let events = desk.events("app");
    let defaults = json!({"route": {"model": "o3", "vendor": "aws"}, "systemPrompt": "Be brief."});
    let folder = json!({"id": null, "name": "Work", "isHiding": true, "defaults": defaults});
    let saved = desk.call("save_folder", json!({"folder": folder})).unwrap();
    assert_eq!((&saved["name"], &saved["defaults"]), (&json!("Work"), &defaults));
    assert_eq!(next(&events), json!({"type": "foldersChanged", "folders": [saved]}));
    let failure = desk.call("save_folder", json!({"folder": folder})).unwrap_err();
    assert_eq!(failure["code"], "invalid");
    let list = json!({"kind": "folder", "folderId": saved["id"]});
    assert_eq!(
        desk.call("list_conversations", json!({"list": list, "cursor": null})).unwrap()["rows"],
        json!([])
    );
    let filed = desk.call("list_filed_conversations", json!({"folderId": saved["id"]})).unwrap();
    assert_eq!(filed, json!([]));
    let begun = desk.call("new_conversation", json!({"folderId": saved["id"]})).unwrap();
    assert_eq!(begun["summary"]["route"]["model"], "o3");
    desk.call("delete_folder", json!({"folderId": saved["id"]})).unwrap();
    assert_eq!(desk.call("load_snapshot", json!({})).unwrap()["folders"], json!([]));
}

#[test]
fn a_failing_command_rejects_with_a_failure_that_the_page_has_words_for() {
    let desk = Desk::new();
    let failure = desk.call("set_gateway", json!({"baseUrl": "http://example.org/v1"})).unwrap_err();
    assert_eq!(failure["code"], "invalid");
    assert!(failure["detail"].is_string());
    let failure = desk.call("inspect_link", json!({"url": "file:///etc/passwd", "text": "x"})).unwrap_err();
    assert_eq!(failure["code"], "linkRefused");
    let failure = desk.call("open_link", json!({"url": "javascript:alert(1)"})).unwrap_err();
    assert_eq!(failure["code"], "linkRefused");
    // A path is no file that the page could name.
    assert!(desk.call("drag_attachment", json!({"attachmentId": "/etc/passwd"})).unwrap_err().is_string());
    let unknown = "01890000-0000-7000-8000-000000000000";
    let failure = desk.call("drag_attachment", json!({"attachmentId": unknown})).unwrap_err();
    assert!(failure["code"].is_string(), "{failure}");
}

#[test]
fn a_malformed_argument_is_a_bare_string_which_the_bridge_turns_into_a_failure() {
    let desk = Desk::new();
    assert!(desk.call("open_conversation", json!({"conversationId": "no-id"})).unwrap_err().is_string());
}

#[test]
fn a_chosen_route_is_announced_to_the_window() {
    let desk = Desk::new();
    let events = desk.events("app");
    let id = desk.call("new_conversation", json!({"folderId": null})).unwrap()["summary"]["id"].clone();
    let route = json!({"model": "o3-2025-04-16", "vendor": "Azure"});
    let chosen = desk.call("choose_route", json!({"conversationId": id, "route": route})).unwrap();
    let normal = json!({"model": "o3-2025-04-16", "vendor": "azure"});
    assert_eq!(chosen, normal);
    let event =
        std::iter::repeat_with(|| next(&events)).find(|event| event["type"] == "routeChosen").unwrap();
    assert_eq!(event["route"], normal);
}

#[test]
fn parameters_come_back_as_they_were_set_and_what_no_request_holds_is_refused_in_words() {
    let desk = Desk::new();
    let view = desk.call("new_conversation", json!({"folderId": null})).unwrap();
    let id = view["summary"]["id"].clone();
    let mut parameters = view["parameters"].clone();
    parameters["temperature"] = json!(0.7);
    parameters["reasoningEffort"] = json!("high");
    parameters["extraJson"] = json!("{\"top_p\": 0.9}");
    let set = |parameters: &Value| {
        desk.call("set_parameters", json!({"conversationId": id, "parameters": parameters}))
    };
    assert_eq!(set(&parameters).unwrap(), parameters);
    let again = desk.call("open_conversation", json!({"conversationId": id})).unwrap();
    assert_eq!(again["parameters"], parameters);
    parameters["extraJson"] = json!("{\"model\": \"x\"}");
    let failure = set(&parameters).unwrap_err();
    assert_eq!(failure["code"], "invalid");
    assert!(failure["detail"].as_str().unwrap().contains("“model” cannot be set here"), "{failure}");
}

#[test]
fn a_link_is_inspected_without_being_opened() {
    let desk = Desk::new();
    let link = json!({"url": "https://me@xn--bnk-6cd.example/a", "text": "https://bank.example/a"});
    assert_eq!(
        desk.call("inspect_link", link).unwrap(),
        json!({
            "url": "https://xn--bnk-6cd.example/a",
            "host": "xn--bnk-6cd.example",
            "unicodeHost": "b\u{430}nk.example",
            "warnings": ["namesAnotherHost", "encodedHost", "mixedScripts", "hasUser"],
        })
    );
}

#[test]
fn an_export_of_nothing_asks_for_no_place_and_opens_none() {
    let desk = Desk::new();
    let unknown = json!({"conversationId": "01a20912-66ae-77bf-86df-56c6dafea0f5", "format": "html"});
    assert_eq!(desk.call("export_conversation", unknown).unwrap_err()["code"], "internal");
    assert!(desk.call("export_conversations", json!({"format": "pdf"})).unwrap_err().is_string());
    for command in ["stop_import", "stop_export", "open_export", "show_export"] {
        assert_eq!(desk.call(command, json!({})).unwrap(), Value::Null, "{command}");
    }
}

#[test]
fn settings_come_back_as_they_were_set() {
    let desk = Desk::new();
    let mut settings = desk.call("load_snapshot", json!({})).unwrap()["settings"].clone();
    settings["theme"] = json!("dark");
    settings["isStreaming"] = json!(false);
    assert_eq!(
        desk.call("update_settings", json!({"change": {"isStreaming": false, "theme": "dark"}})).unwrap(),
        settings
    );
    assert_eq!(desk.call("load_snapshot", json!({})).unwrap()["settings"], settings);
}

/// The names of a list such as `a, b: B<C, D>`, with what stands behind each colon.
fn fields(list: &str) -> Vec<(&str, &str)> {
    let mut depth = 0;
    let of_list = list.split(|c| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        c == ',' && depth == 0
    });
    of_list
        .filter(|field| !field.trim().is_empty())
        .map(|field| field.split_once(':').unwrap_or((field, "")))
        .map(|(name, about)| (name.trim(), about.trim()))
        .collect()
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..])
}

/// Each command with the arguments that it takes from the page; the rest Tauri gives it.
fn commands() -> BTreeMap<String, BTreeSet<String>> {
    const GIVEN: [&str; 4] = ["State<", "WebviewWindow<", "AppHandle<", "Request<"];
    let mut commands = BTreeMap::new();
    for file in fs::read_dir("src-tauri/commands").unwrap() {
        let code = fs::read_to_string(file.unwrap().path()).unwrap();
        for command in code.split("#[tauri::command]").skip(1) {
            let (_, function) = command.split_once("fn ").unwrap();
            let (head, rest) = function.split_once('(').unwrap();
            let name = head.split('<').next().unwrap();
            let parameters = fields(rest.split(')').next().unwrap());
            let asked =
                parameters.into_iter().filter(|(_, kind)| !GIVEN.iter().any(|it| kind.starts_with(it)));
            commands.insert(name.to_owned(), asked.map(|(name, _)| camel_case(name)).collect());
        }
    }
    commands
}

#[test]
fn the_bridge_calls_every_command_and_no_other_each_with_its_arguments() {
    let rust = fs::read_to_string("src-tauri/commands.rs").unwrap();
    let bridge = fs::read_to_string("ui/backend.js").unwrap();
    let list = rust.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let registered: BTreeSet<&str> =
        list.split(',').filter_map(|path| path.trim().split("::").nth(1)).collect();
    let called: BTreeMap<String, BTreeSet<String>> = bridge
        .split("call('")
        .skip(1)
        .map(|call| {
            let (command, rest) = call.split_once('\'').unwrap();
            let object = rest.trim_start_matches([',', ' ', '\n']).strip_prefix('{');
            let keys = object.and_then(|object| object.split('}').next()).map(fields).unwrap_or_default();
            (command.to_owned(), keys.into_iter().map(|(key, _)| key.to_owned()).collect())
        })
        .collect();
    assert_eq!(called, commands());
    assert_eq!(called.keys().map(String::as_str).collect::<BTreeSet<_>>(), registered);
}

#[test]
fn gateways_are_listed_saved_and_removed_and_the_figures_are_read() {
    let desk = Desk::new();
    let listed = desk.call("load_gateways", json!({})).unwrap();
    assert_eq!((listed[0]["isDefault"].clone(), listed.as_array().unwrap().len()), (json!(true), 1));
    let gateway = json!({
        "replaces": null, "baseUrl": "127.0.0.1:11434", "name": "Ollama", "look": "green", "needsKey": false, "vendors": [],
    });
    let saved = desk.call("save_gateway", json!({ "gateway": gateway })).unwrap();
    let base_url = saved[1]["baseUrl"].clone();
    assert_eq!(
        (base_url.clone(), saved[1]["key"].clone()),
        (json!("http://127.0.0.1:11434/v1"), json!("notNeeded"))
    );
    let models = desk.call("list_models", json!({ "gateway": base_url })).unwrap();
    assert_eq!(models["gateway"], base_url);
    let refused = desk.call("save_gateway", json!({ "gateway": gateway })).unwrap_err();
    assert_eq!(refused["code"], "invalid");
    let failure = desk.call("make_default_gateway", json!({ "baseUrl": base_url })).unwrap_err();
    assert!(failure["detail"].as_str().unwrap().contains("YOUROUTER_BASE_URL"));
    let left = desk.call("remove_gateway", json!({ "baseUrl": base_url })).unwrap();
    assert_eq!(left.as_array().unwrap().len(), 1);
    for period in ["day", "week", "month", "all"] {
        let usage = desk.call("load_usage", json!({ "period": period })).unwrap();
        assert_eq!((usage["total"]["calls"].clone(), usage["period"].clone()), (json!(0), json!(period)));
    }
    let id = desk.call("load_snapshot", json!({})).unwrap()["conversation"]["summary"]["id"].clone();
    desk.call("update_settings", json!({ "change": { "chatLimit": 5, "dailyLimit": 6 } })).unwrap();
    let waive = json!({ "conversationId": id, "scopes": ["chat", "day"], "isWaived": true });
    desk.call("waive_limits", waive).unwrap();
    let limits = desk.call("load_limits", json!({ "conversationId": id })).unwrap();
    assert_eq!(limits[0], json!({ "scope": "chat", "limit": 5, "spent": 0, "isWaived": true }));
    assert_eq!(limits[1]["isWaived"], json!(true));
    let own = desk.call("load_chat_usage", json!({ "conversationId": id })).unwrap();
    assert_eq!((own["total"]["calls"].clone(), own["limit"].clone()), (json!(0), limits[0].clone()));
}

#[test]
fn an_answer_is_inspected_and_its_request_written_without_the_key() {
    let desk = Desk::new();
    let events = desk.events("chat");
    let view = desk.call("load_snapshot", json!({})).unwrap();
    let message = json!({
        "turnId": TurnId::new(),
        "conversationId": view["conversation"]["summary"]["id"],
        "text": "Hello",
        "attachmentIds": [],
        "replaces": null,
    });
    let started = desk.call("send_message", json!({ "message": message })).unwrap();
    while next(&events)["type"] != "finished" {}
    let id = &started["messages"][1]["id"];
    let inspection = desk.call("inspect_message", json!({ "messageId": id })).unwrap();
    assert_eq!(inspection["attempts"][0]["exchange"]["method"], "POST");
    let written = |language: &str| {
        desk.call("write_request", json!({ "messageId": id, "number": 1, "language": language })).unwrap()
    };
    for text in [written("curl"), written("python"), written("javaScript"), inspection["attempts"].clone()] {
        assert!(!text.to_string().contains(KEY));
    }
    let report = desk.call("write_report", json!({ "messageId": id, "hasContent": false })).unwrap();
    assert!(report.as_str().unwrap().contains("Request: 1 of 1"));
    let refused = desk.call("write_request", json!({ "messageId": id, "number": 2, "language": "curl" }));
    assert_eq!(refused.unwrap_err()["code"], "invalid");
    // Nothing was signed, so that no request could prove who answered, and none is sent.
    let check = desk.call("check_vendor", json!({ "messageId": id })).unwrap();
    assert_eq!(check["kind"], "impossible", "{check}");
    assert!(desk.call("verify_vendor", json!({ "messageId": id })).unwrap_err()["code"].is_string());
}

#[test]
fn what_the_next_message_sends_is_listed_excluded_pinned_and_included() {
    let desk = Desk::new();
    let events = desk.events("chat");
    let id = desk.call("load_snapshot", json!({})).unwrap()["conversation"]["summary"]["id"].clone();
    let message = json!({
        "turnId": TurnId::new(), "conversationId": id, "text": "Hello", "attachmentIds": [], "replaces": null,
    });
    let started = desk.call("send_message", json!({ "message": message })).unwrap();
    while next(&events)["type"] != "finished" {}
    let [question, answer] = [&started["messages"][0]["id"], &started["messages"][1]["id"]];
    let flags = || {
        let query =
            json!({ "conversationId": id, "once": null, "replaces": null, "shown": 0, "through": null });
        let view = desk.call("load_context", json!({ "query": query })).unwrap();
        let of = |message: &Value| message["flags"].clone();
        view["messages"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    let flag =
        |is_left_out: bool, is_pinned: bool| json!({ "isLeftOut": is_left_out, "isPinned": is_pinned });
    assert_eq!(flags(), [flag(false, false), flag(false, false)]);
    let query = json!({ "conversationId": id, "once": null, "replaces": null, "shown": 0, "through": null });
    let earlier = desk.call("load_earlier_context", json!({ "query": query, "before": answer })).unwrap();
    assert_eq!((earlier[0]["id"].clone(), earlier.as_array().unwrap().len()), (question.clone(), 1));
    let prompt = json!({ "conversationId": id, "isExcluded": true });
    assert_eq!(desk.call("exclude_system_prompt", prompt).unwrap(), Value::Null);
    desk.call("pin_message", json!({ "messageId": answer, "isPinned": true })).unwrap();
    let excluded = json!({ "messageId": answer, "wholeTurns": false });
    assert_eq!(desk.call("exclude_through", excluded).unwrap(), json!([question]));
    assert_eq!(flags(), [flag(true, false), flag(false, true)]);
    assert_eq!(desk.call("include_all", json!({ "conversationId": id })).unwrap(), json!([question]));
    desk.call("exclude_messages", json!({ "messageIds": [answer], "isLeftOut": true })).unwrap();
    assert_eq!(flags(), [flag(false, false), flag(true, true)]);
    let unknown = json!({ "messageIds": [TurnId::new()], "isLeftOut": true });
    assert!(desk.call("exclude_messages", unknown).unwrap_err()["code"].is_string());
}

#[test]
fn what_lies_here_is_told_backed_up_restored_and_deleted() {
    let desk = Desk::new();
    let data = desk.call("load_data", json!({})).unwrap();
    assert_eq!(
        (data["chats"].clone(), data["backups"].clone(), data["failure"].clone()),
        (json!(0), json!([]), Value::Null)
    );
    assert!(data["sizes"]["chats"].as_u64().unwrap() > 0);
    let backup = desk.call("back_up_now", json!({})).unwrap();
    assert_eq!(backup["kind"], "manual");
    let restored = desk.call("restore_backup", json!({ "id": backup["id"] })).unwrap();
    assert!(restored["conversation"].is_object());
    let refused = desk.call("restore_backup", json!({ "id": "nothing" })).unwrap_err();
    assert_eq!(refused["code"], "invalid");
    let deleted = desk.call("delete_everything", json!({})).unwrap();
    assert_eq!((deleted["keysLeft"].clone(), deleted["filesLeft"].clone()), (json!([]), json!([])));
    assert!(deleted["snapshot"]["conversation"].is_object());
    assert_eq!(desk.call("load_data", json!({})).unwrap()["backups"], json!([]));
}
