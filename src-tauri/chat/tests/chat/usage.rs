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
