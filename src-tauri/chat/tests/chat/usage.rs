//! The scoreboard's numbers are those of the gateway's own log, and who served an answer is told in grades.

use std::collections::BTreeMap;

use yourouter_protocol::{
    ConversationId, EvidenceGrade, FailureCode, LimitScope, Route, Routing, SaveFolder, UsagePeriod,
    UsageRow, UsageSum, Vendor,
};

use crate::desk::{Desk, KEY, Setup};

fn failed(row: &UsageRow) -> u32 {
    row.failures.iter().map(|failure| failure.count).sum()
}

#[tokio::test]
async fn what_is_counted_is_what_the_gateway_saw() {
    let desk = Desk::with(Setup { key: Some(KEY), ..Setup::default() }).await;
    let id = desk.blank().await.summary.id;
    for (model, vendor, routing, text) in [
        ("gpt-4o", "auto", Routing::Only, "hello"),
        ("gpt-4o", "aws", Routing::Only, "hello again"),
        ("gpt-4o", "aws", Routing::Only, "/500"),
        ("gpt-4o", "aws", Routing::First, "/flaky 1"),
        ("o3", "azure", Routing::Only, "/429"),
        ("o3", "azure", Routing::Only, "/400"),
        ("o3", "openai", Routing::Only, "/markdown"),
    ] {
        desk.chat
            .conversations
            .choose_route(id, Route { routing, ..Route::new(model, Vendor::new(vendor)) })
            .await
            .unwrap();
        desk.ask(id, text).await;
    }
    // The gateway's own log: model and vendor of each request.
    let mut seen: BTreeMap<(String, String), u32> = BTreeMap::new();
    for request in
        desk.gateway.requests().iter().filter(|request| request.path.ends_with("/chat/completions"))
    {
        let model = request.json()["model"].as_str().unwrap().to_owned();
        *seen.entry((model, request.header("vendor").unwrap_or("auto").to_owned())).or_default() += 1;
    }
    for period in [UsagePeriod::Day, UsagePeriod::All] {
        let report = desk.chat.load_usage(period).await.unwrap();
        let counted: BTreeMap<(String, String), u32> = report
            .by_both
            .iter()
            .map(|row| ((row.model.clone(), row.vendor.clone()), row.sum.calls))
            .collect();
        assert_eq!(counted, seen);
        assert_eq!(report.total.sum.calls, seen.values().sum::<u32>());
        assert_eq!(report.days.iter().map(|day| day.sum.calls).sum::<u32>(), report.total.sum.calls);
        let row = |vendor: &str| report.by_vendor.iter().find(|row| row.vendor == vendor).unwrap();
        assert_eq!((failed(row("aws")), failed(row("azure")), failed(row("openai"))), (2, 2, 0));
        assert_eq!((row("azure").last_failed, row("azure").last_of), (2, 2));
        let codes: Vec<FailureCode> = row("azure").failures.iter().map(|failure| failure.code).collect();
        assert!(codes.contains(&FailureCode::RateLimited) && codes.contains(&FailureCode::Rejected));
        assert_eq!((row("auto").retried, report.failed_answers), (1, 3));
        assert!(row("openai").sum.tokens_out > 0 && row("openai").first_token_p50_ms.is_some());
    }
    let file = desk.folder.path().join("usage.csv");
    desk.chat.export_usage(UsagePeriod::All, &file).await.unwrap();
    let csv = std::fs::read_to_string(file).unwrap();
    assert_eq!(csv.lines().count(), 1 + seen.len());
    assert!(!csv.contains(KEY));
}

#[tokio::test]
async fn each_answer_carries_its_grade_also_after_a_restart() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let grade = |answer: yourouter_protocol::MessageView| answer.turn.unwrap().evidence.unwrap();
    desk.ask(id, "hello").await;
    // The mock's ids are too short to be anybody's.
    assert_eq!(grade(desk.answer(id).await).grade, EvidenceGrade::Unknown);
    desk.chat.conversations.pin_vendor(Vendor::new("azure")).await.unwrap();
    let forged = r#"/body {"id":"msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2","model":"gpt-4o","verified":true,
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#;
    let (_, turn) = desk.ask(id, forged).await;
    let evidence = turn.evidence.unwrap();
    assert_eq!(
        (evidence.grade, evidence.vendors.clone()),
        (EvidenceGrade::Contradicts, vec!["aws".to_owned()])
    );
    let (chat, _) = desk.restarted();
    let stored = chat.conversations.open_conversation(id, None).await.unwrap().window.messages.pop().unwrap();
    assert_eq!(grade(stored), evidence);
}

#[tokio::test]
async fn cached_tokens_and_list_prices_are_counted_as_they_were_told() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let answer = |cached: u64| {
        format!(
            r#"/body {{"id":"x","model":"gpt-4o","choices":[{{"index":0,"message":{{"role":"assistant","content":"Hi"}},
            "finish_reason":"stop"}}],"usage":{{"prompt_tokens":41000,"completion_tokens":1000,
            "prompt_tokens_details":{{"cached_tokens":{cached}}},"completion_tokens_details":{{"reasoning_tokens":7}}}}}}"#
        )
    };
    let (_, turn) = desk.ask(id, &answer(40_000)).await;
    let usage = turn.usage.unwrap();
    assert_eq!((usage.cached_tokens, usage.reasoning_tokens), (Some(40_000), Some(7)));
    desk.ask(id, &answer(0)).await;
    // The snapshot that came with the program knows what it cost; what is typed wins.
    let listed = desk.chat.load_usage(UsagePeriod::All).await.unwrap().total.sum;
    assert!(listed.tokens_cached == Some(40_000) && listed.spend > Some(0) && listed.unpriced == 0);
    let typed =
        r#"{"prices":[{"model":"gpt-4o","price":{"input":3000000,"output":15000000,"cached":300000}}]}"#;
    desk.chat.settings.update_settings(serde_json::from_str(typed).unwrap()).await.unwrap();
    let total = desk.chat.load_usage(UsagePeriod::All).await.unwrap().total.sum;
    assert_eq!((total.spend, total.unpriced), (Some(3_000 + 12_000 + 15_000 + 123_000 + 15_000), 0));
    // What was counted is there after a restart, too.
    let (chat, _) = desk.restarted_with_key();
    assert_eq!(chat.load_usage(UsagePeriod::All).await.unwrap().total.sum, total);
}

#[tokio::test]
async fn a_vendor_that_is_avoided_is_not_asked_first_but_a_pin_is_kept() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let avoid = async |until_ms: i64| {
        let avoided = serde_json::json!({ "avoided": [
            { "gateway": desk.gateway.base_url(), "model": "gpt-4o", "vendor": "azure", "untilMs": until_ms },
        ] });
        desk.chat.settings.update_settings(serde_json::from_value(avoided).unwrap()).await.unwrap();
    };
    let asked = async |model: &str, vendor: &str, routing: Routing| {
        let route = Route { routing, ..Route::new(model, Vendor::new(vendor)) };
        desk.chat.conversations.choose_route(id, route).await.unwrap();
        desk.ask(id, "hello").await;
        desk.gateway.requests().last().unwrap().header("vendor").map(str::to_owned)
    };
    let azure = Some("azure".to_owned());
    avoid(i64::MAX).await;
    assert_eq!(asked("gpt-4o", "azure", Routing::First).await, None, "automatic routing is asked at once");
    assert_eq!(asked("gpt-4o", "azure", Routing::Only).await, azure, "a pin is never left");
    assert_eq!(asked("o3", "azure", Routing::First).await, azure, "for one model only");
    assert_eq!(asked("gpt-4o", "aws", Routing::First).await, Some("aws".to_owned()));
    avoid(1).await;
    assert_eq!(asked("gpt-4o", "azure", Routing::First).await, azure, "its time is over");
}

/// An answer for so many tokens.
fn counted(read: u64, written: u64, reasoning: u64) -> String {
    format!(
        r#"/body {{"id":"x","model":"gpt-4o","choices":[{{"index":0,"message":{{"role":"assistant","content":"Hi"}},
        "finish_reason":"stop"}}],"usage":{{"prompt_tokens":{read},"completion_tokens":{written},
        "completion_tokens_details":{{"reasoning_tokens":{reasoning}}}}}}}"#
    )
}

async fn set(desk: &Desk, json: &str) {
    desk.chat.settings.update_settings(serde_json::from_str(json).unwrap()).await.unwrap();
}

const PRICES: &str = r#"{"prices":[{"model":"gpt-4o","price":{"input":1000000,"output":10000000}}]}"#;

#[tokio::test]
async fn chats_folders_and_days_come_to_what_the_gateways_own_log_says() {
    let desk = Desk::new().await;
    set(&desk, PRICES).await;
    let first = desk.blank().await.summary.id;
    desk.ask(first, &counted(1000, 100, 40)).await;
    let (_, turn) = desk.ask(first, &counted(3000, 200, 0)).await;
    assert_eq!(turn.failure, None);
    let second = desk.blank().await.summary.id;
    desk.ask(second, &counted(10_000, 50, 0)).await;
    let save = SaveFolder { id: None, name: "Work".to_owned(), is_hiding: false, defaults: None };
    let folder = desk.chat.conversations.save_folder(save).await.unwrap().id;
    desk.chat.conversations.file_conversations(vec![first], folder, true).await.unwrap();
    // What the gateway was asked to report, from its own log.
    let told = |request: &yourouter_mock_gateway::Recorded| -> [u64; 3] {
        let body = request.json();
        let text =
            body["messages"].as_array().unwrap().last().unwrap()["content"].as_str().unwrap().to_owned();
        let body: serde_json::Value = serde_json::from_str(text.strip_prefix("/body ").unwrap()).unwrap();
        let usage = &body["usage"];
        [
            &usage["prompt_tokens"],
            &usage["completion_tokens"],
            &usage["completion_tokens_details"]["reasoning_tokens"],
        ]
        .map(|count| count.as_u64().unwrap())
    };
    let log: Vec<[u64; 3]> = desk.gateway.requests().iter().map(told).collect();
    let of = |log: &[[u64; 3]]| {
        let [read, written, reasoning] = [0, 1, 2].map(|at| log.iter().map(|one| one[at]).sum::<u64>());
        (log.len() as u32, read, written, Some(reasoning), Some(read + 10 * written))
    };
    let counts = |sum: &UsageSum| (sum.calls, sum.tokens_in, sum.tokens_out, sum.tokens_reasoning, sum.spend);
    let report = desk.chat.load_usage(UsagePeriod::Week).await.unwrap();
    let chats: Vec<_> = report.by_chat.iter().map(|row| (row.conversation_id, counts(&row.sum))).collect();
    assert_eq!(chats, [(second, of(&log[2..])), (first, of(&log[..2]))], "the dearest first");
    let folders: Vec<_> = report.by_folder.iter().map(|row| (row.folder_id, counts(&row.sum))).collect();
    assert_eq!(folders, [(Some(folder), of(&log[..2])), (None, of(&log[2..]))]);
    assert_eq!((counts(&report.total.sum), report.days.len()), (of(&log), 7));
    assert_eq!(counts(&report.days.last().unwrap().sum), of(&log), "all of it today");
    let chat = desk.chat.load_chat_usage(first).await.unwrap();
    assert_eq!((counts(&chat.total), chat.by_both.len(), chat.limit), (of(&log[..2]), 1, None));
    // A copy of a chat was not paid for again.
    let head = desk.answer(first).await.id;
    let copy = desk.chat.conversations.fork_conversation(head).await.unwrap().summary.id;
    assert_eq!(desk.chat.load_chat_usage(copy).await.unwrap().total.calls, 0);
    let file = desk.folder.path().join("usage.csv");
    desk.chat.export_usage(UsagePeriod::All, &file).await.unwrap();
    let csv = std::fs::read_to_string(file).unwrap();
    let spends: f64 =
        csv.lines().skip(1).map(|row| row.rsplit(',').next().unwrap().parse::<f64>().unwrap()).sum();
    assert_eq!(format!("{spends:.6}"), format!("{:.6}", of(&log).4.unwrap() as f64 / 1e6));
    assert_eq!(csv.lines().filter(|row| row.contains(",Work,")).count(), 1);
}

#[tokio::test]
async fn limits_say_what_was_spent_and_are_waived_for_one_chat_one_day_and_one_month() {
    let desk = Desk::new().await;
    set(&desk, PRICES).await;
    let first = desk.blank().await.summary.id;
    desk.ask(first, &counted(1000, 100, 0)).await;
    let second = desk.blank().await.summary.id;
    desk.ask(second, &counted(500, 0, 0)).await;
    assert_eq!(desk.chat.load_limits(Some(first)).await.unwrap(), []);
    set(&desk, r#"{"chatLimit":1000,"dailyLimit":2000,"monthlyLimit":3000}"#).await;
    let limits = async |chat: Option<ConversationId>| {
        let limits = desk.chat.load_limits(chat).await.unwrap();
        limits.iter().map(|one| (one.scope, one.limit, one.spent, one.is_waived)).collect::<Vec<_>>()
    };
    use LimitScope::{Chat, Day, Month};
    let all = |chat: u64, waived: [bool; 3]| {
        vec![(Chat, 1000, chat, waived[0]), (Day, 2000, 2500, waived[1]), (Month, 3000, 2500, waived[2])]
    };
    assert_eq!(limits(Some(first)).await, all(2000, [false; 3]));
    assert_eq!(limits(None).await, all(0, [false; 3])[1..]);
    desk.chat.waive_limits(first, vec![Chat, Day], true).await.unwrap();
    assert_eq!(limits(Some(first)).await, all(2000, [true, true, false]));
    assert_eq!(limits(Some(second)).await, all(500, [false, true, false]), "another chat, the same day");
    let (chat, _) = desk.restarted_with_key();
    assert!(chat.load_limits(Some(first)).await.unwrap()[..2].iter().all(|limit| limit.is_waived));
    assert!(chat.load_chat_usage(first).await.unwrap().limit.unwrap().is_waived);
    // Asked again: when the person says so, and when the limit is another one.
    desk.chat.waive_limits(first, vec![Chat], false).await.unwrap();
    assert_eq!(limits(Some(first)).await, all(2000, [false, true, false]));
    desk.chat.waive_limits(first, vec![Chat, Month], true).await.unwrap();
    set(&desk, r#"{"chatLimit":1500,"dailyLimit":2200,"monthlyLimit":3300}"#).await;
    assert!(limits(Some(first)).await.iter().all(|limit| !limit.3));
}
