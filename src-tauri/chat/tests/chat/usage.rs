//! The scoreboard's numbers are those of the gateway's own log, and who served an answer is told in grades.

use std::collections::BTreeMap;

use yourouter_protocol::{EvidenceGrade, FailureCode, Route, Routing, UsagePeriod, UsageRow, Vendor};

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
        let counted: BTreeMap<(String, String), u32> =
            report.by_both.iter().map(|row| ((row.model.clone(), row.vendor.clone()), row.calls)).collect();
        assert_eq!(counted, seen);
        assert_eq!(report.total.calls, seen.values().sum::<u32>());
        assert_eq!(report.days.iter().map(|day| day.calls).sum::<u32>(), report.total.calls);
        let row = |vendor: &str| report.by_vendor.iter().find(|row| row.vendor == vendor).unwrap();
        assert_eq!((failed(row("aws")), failed(row("azure")), failed(row("openai"))), (2, 2, 0));
        assert_eq!((row("azure").last_failed, row("azure").last_of), (2, 2));
        let codes: Vec<FailureCode> = row("azure").failures.iter().map(|failure| failure.code).collect();
        assert!(codes.contains(&FailureCode::RateLimited) && codes.contains(&FailureCode::Rejected));
        assert_eq!((row("auto").retried, report.failed_answers), (1, 3));
        assert!(row("openai").tokens_out > 0 && row("openai").first_token_p50_ms.is_some());
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
    let listed = desk.chat.load_usage(UsagePeriod::All).await.unwrap().total;
    assert!(listed.tokens_cached == Some(40_000) && listed.spend > Some(0) && listed.unpriced == 0);
    let typed =
        r#"{"prices":[{"model":"gpt-4o","price":{"input":3000000,"output":15000000,"cached":300000}}]}"#;
    desk.chat.settings.update_settings(serde_json::from_str(typed).unwrap()).await.unwrap();
    let total = desk.chat.load_usage(UsagePeriod::All).await.unwrap().total;
    assert_eq!((total.spend, total.unpriced), (Some(3_000 + 12_000 + 15_000 + 123_000 + 15_000), 0));
    // What was counted is there after a restart, too.
    let (chat, _) = desk.restarted_with_key();
    assert_eq!(chat.load_usage(UsagePeriod::All).await.unwrap().total, total);
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
