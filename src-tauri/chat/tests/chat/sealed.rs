//! Signed and encrypted reasoning goes back to its maker only, and no chat ends because it is refused. The mock gateway
//! signs with `/sign` and refuses whatever another vendor, model or API signed.

use yourouter_protocol::{
    ApiFormat, AppEvent, ConversationId, Error, EvidenceGrade, OmissionKind, RequestOverride, Route, Routing,
    TurnView, Unverifiable, Vendor, VendorCheck,
};

use crate::desk::Desk;

const CLAUDE: &str = "claude-sonnet-4-20250514";

fn route(model: &str, vendor: &str, api_format: ApiFormat) -> Route {
    Route { api_format, ..Route::new(model, Vendor::new(vendor)) }
}

async fn choose(desk: &Desk, id: ConversationId, route: Route) {
    desk.chat.conversations.choose_route(id, route).await.unwrap();
}

/// Asks for a signed answer, which must come at once: nothing foreign was sent.
async fn signed(desk: &Desk, id: ConversationId) -> TurnView {
    let (_, turn) = desk.ask(id, "/sign").await;
    assert_eq!((turn.attempts.len(), &turn.failure), (1, &None), "{:?}", turn.attempts);
    turn
}

/// The last request's body, whichever API it went to.
fn body(desk: &Desk) -> serde_json::Value {
    desk.gateway.requests().pop().unwrap().json()
}

/// How many seals the last request gave back.
fn given_back(desk: &Desk) -> usize {
    let body = body(desk).to_string();
    body.matches("\"EqQB").count() + body.matches("\"gAAAA").count()
}

#[tokio::test]
async fn every_pair_of_vendors_takes_its_own_reasoning_back_and_none_of_the_other() {
    let vendors: Vec<&str> = Vendor::DOCUMENTED.iter().map(|(value, _)| *value).chain(["auto"]).collect();
    let desk = Desk::new().await;
    for (number, one) in vendors.iter().enumerate() {
        for other in vendors.iter().skip(number + 1) {
            let id = desk.blank().await.summary.id;
            for (vendor, own) in [(one, 0), (other, 0), (one, 1), (other, 1), (one, 2)] {
                choose(&desk, id, route("gpt-5", vendor, ApiFormat::default())).await;
                signed(&desk, id).await;
                assert_eq!(given_back(&desk), own, "{one} and {other}: to {vendor}");
            }
        }
    }
}

#[tokio::test]
async fn each_api_and_model_gets_its_own_shape_back_and_no_other() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let routes = [
        route(CLAUDE, "anthropic", ApiFormat::Native),
        route(CLAUDE, "anthropic", ApiFormat::default()),
        route(CLAUDE, "aws", ApiFormat::Native),
        route("gemini-2.5-pro", "google", ApiFormat::Native),
        route("gemini-2.5-pro", "google", ApiFormat::default()),
        route("gemini-2.5-flash", "google", ApiFormat::Native),
        route("o3", "openai", ApiFormat::default()),
        route("o3", "mistral", ApiFormat::default()),
        route("o3", "deepseek", ApiFormat::default()),
    ];
    for round in 0..3 {
        for one in &routes {
            choose(&desk, id, one.clone()).await;
            signed(&desk, id).await;
            assert_eq!(given_back(&desk), round, "{one:?}");
        }
    }
    choose(&desk, id, routes[0].clone()).await;
    signed(&desk, id).await;
    let whole = body(&desk);
    let blocks = whole["messages"][1]["content"].as_array().unwrap();
    assert_eq!((&blocks[0]["type"], &blocks[1]["type"]), (&"thinking".into(), &"text".into()));
    assert!(blocks[0]["thinking"].as_str().unwrap().contains("First I look at what is given"), "{blocks:?}");
    choose(&desk, id, routes[3].clone()).await;
    signed(&desk, id).await;
    let parts = body(&desk)["contents"][7]["parts"].clone();
    assert!(parts[0]["text"].is_string() && parts[1]["thoughtSignature"].is_string(), "{parts}");
    choose(&desk, id, routes[6].clone()).await;
    signed(&desk, id).await;
    let details = &body(&desk)["messages"][13]["reasoning_details"];
    assert_eq!(details[0]["type"], "reasoning.encrypted", "{details}");
}

#[tokio::test]
async fn an_answer_in_one_piece_is_kept_as_one_that_is_streamed() {
    let desk = Desk::new().await;
    let whole = serde_json::from_str(r#"{"isStreaming":false}"#).unwrap();
    desk.chat.settings.update_settings(whole).await.unwrap();
    for one in [
        route(CLAUDE, "anthropic", ApiFormat::Native),
        route("gemini-2.5-pro", "google", ApiFormat::Native),
        route(CLAUDE, "anthropic", ApiFormat::default()),
        route("gpt-5", "azure", ApiFormat::default()),
    ] {
        let id = desk.blank().await.summary.id;
        choose(&desk, id, one).await;
        signed(&desk, id).await;
        signed(&desk, id).await;
        assert_eq!(given_back(&desk), 1);
    }
}

#[tokio::test]
async fn what_its_maker_refuses_is_left_out_once_and_for_all_and_that_is_said() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    choose(&desk, id, route(CLAUDE, "anthropic", ApiFormat::default())).await;
    // Signed by a key that the vendor has changed since.
    let old = r#"/body {"id":"c-1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
        "content":"Hi","reasoning_details":[{"type":"reasoning.text","text":"Hm","signature":"old"}]}}]}"#;
    desk.ask(id, old).await;
    let (_, turn) = desk.ask(id, "more").await;
    assert_eq!((turn.attempts.len(), &turn.failure), (2, &None));
    assert_eq!(turn.attempts[0].status, Some(400));
    assert_eq!(turn.attempts[1].overrides, [RequestOverride::WithoutReasoning]);
    assert_eq!(given_back(&desk), 0);
    let (_, turn) = desk.ask(id, "and more").await;
    assert_eq!(turn.attempts.len(), 1, "it is not refused twice");
    signed(&desk, id).await;
    signed(&desk, id).await;
    assert_eq!(given_back(&desk), 1, "later reasoning goes back all the same");
}

#[tokio::test]
async fn a_refusal_that_names_nothing_is_tried_without_the_reasoning_too() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    choose(&desk, id, route(CLAUDE, "anthropic", ApiFormat::default())).await;
    signed(&desk, id).await;
    let (_, turn) = desk.ask(id, "/422").await;
    assert_eq!(turn.attempts.len(), 2, "{:?}", turn.attempts);
    assert!(turn.failure.is_some(), "it was something else");
    signed(&desk, id).await;
    assert_eq!(given_back(&desk), 1, "and the reasoning is still there");
}

#[tokio::test]
async fn a_fallback_is_not_given_what_the_first_vendor_sealed() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    choose(&desk, id, Route { routing: Routing::First, ..Route::new("gpt-5", Vendor::new("aws")) }).await;
    signed(&desk, id).await;
    let (_, turn) = desk.ask(id, "/flaky 1").await;
    let vendors: Vec<&str> = turn.attempts.iter().map(|attempt| attempt.vendor.as_str()).collect();
    assert_eq!((vendors, &turn.failure), (vec!["aws", "auto"], &None), "{:?}", turn.attempts);
    assert_eq!(given_back(&desk), 0);
    let left: Vec<_> = turn.omissions.iter().map(|omission| (omission.kind, omission.count)).collect();
    assert_eq!(left, [(OmissionKind::ForeignReasoning, 1)], "it is said, though it was planned to go back");
    let (_, again) = desk.ask(id, "and on").await;
    assert_eq!((again.attempts.len(), again.omissions.len(), given_back(&desk)), (1, 0, 1));
    let (chat, _) = desk.restarted();
    let stored = chat.conversations.open_conversation(id, None).await.unwrap().window.messages;
    let omissions = |at: usize| stored[at].turn.clone().unwrap().omissions;
    assert_eq!((omissions(3), omissions(5)), (turn.omissions, again.omissions), "and it is kept");
}

#[tokio::test]
async fn it_is_kept_over_a_restart_and_copied_into_a_fork_and_stands_in_no_export() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    choose(&desk, id, route(CLAUDE, "anthropic", ApiFormat::Native)).await;
    signed(&desk, id).await;
    let fork = desk.chat.conversations.fork_conversation(desk.answer(id).await.id).await.unwrap();
    signed(&desk, fork.summary.id).await;
    assert_eq!(given_back(&desk), 1);
    let (chat, heard) = desk.restarted_with_key();
    let turn_id = yourouter_protocol::TurnId::new();
    chat.turns.send_message(crate::desk::message(turn_id, id, "more")).await.unwrap();
    heard.until("the end", |heard| crate::desk::terminal(heard, turn_id)).await;
    assert_eq!(given_back(&desk), 1);
}

#[tokio::test]
async fn what_a_vendor_signed_and_took_back_in_a_pinned_turn_proves_who_it_was() {
    let desk = Desk::new().await;
    let grade = async |id| {
        let view = desk.chat.conversations.open_conversation(id, None).await.unwrap();
        view.window.messages[1].turn.clone().unwrap().evidence.unwrap().grade
    };
    for (model, vendor, proves) in [
        (CLAUDE, "anthropic", true),
        (CLAUDE, "aws", true),
        ("gemini-2.5-pro", "google", true),
        ("o3", "openai", true),
        ("gpt-5", "azure", true),
        // Nobody is known to sign these, so a seal is only what somebody wrote.
        ("deepseek-r1-250528", "deepseek", false),
        ("mistral-large", "mistral", false),
        ("grok-4", "x", false),
        ("doubao-seed-1-6-250615", "volcengine", false),
        (CLAUDE, "openai", false),
        // Nobody knows who took it.
        (CLAUDE, "auto", false),
    ] {
        let id = desk.blank().await.summary.id;
        choose(&desk, id, route(model, vendor, ApiFormat::default())).await;
        signed(&desk, id).await;
        assert_ne!(grade(id).await, EvidenceGrade::Proved, "{vendor}: one answer alone proves nothing");
        signed(&desk, id).await;
        assert_eq!(grade(id).await == EvidenceGrade::Proved, proves, "{model} of {vendor}");
        let told = |event: &AppEvent| {
            matches!(event, AppEvent::EvidenceChanged { conversation_id, answers }
            if *conversation_id == id && answers[0].1.grade == EvidenceGrade::Proved)
        };
        assert_eq!(desk.heard.app_events().iter().any(told), proves);
    }
}

#[tokio::test]
async fn verifying_sends_one_small_request_that_was_shown_before_and_raises_the_grade() {
    let desk = Desk::new().await;
    for vendor in ["anthropic", "aws"] {
        let id = desk.blank().await.summary.id;
        choose(&desk, id, route(CLAUDE, vendor, ApiFormat::default())).await;
        signed(&desk, id).await;
        let answer = desk.answer(id).await.id;
        let before = desk.gateway.requests().len();
        let check = desk.chat.turns.check_vendor(answer).await.unwrap();
        let VendorCheck::Possible { vendor: shown, tokens, cost, said, .. } = check else {
            panic!("{check:?}")
        };
        assert_eq!((shown.as_str(), tokens < 400, cost.is_some()), (vendor, true, true));
        assert_eq!(desk.gateway.requests().len(), before, "nothing is sent before it is shown");
        let evidence = desk.chat.turns.verify_vendor(answer).await.unwrap();
        assert_eq!((evidence.grade, evidence.vendors), (EvidenceGrade::Proved, vec![vendor.to_owned()]));
        let sent = desk.gateway.requests().split_off(before);
        assert_eq!((sent.len(), sent[0].header("vendor")), (1, Some(vendor)));
        let text = sent[0].json().to_string();
        assert!(said.iter().all(|said| text.contains(said.as_str())) && !text.contains("/sign"), "{text}");
        assert_eq!(given_back(&desk), 1);
        let again = desk.chat.turns.check_vendor(answer).await.unwrap();
        assert!(matches!(again, VendorCheck::Impossible { because: Unverifiable::Proved, .. }), "{again:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_verified_says_why_and_a_refusal_raises_nothing() {
    let desk = Desk::new().await;
    let old = format!(
        r#"/body {{"id":"c-1","choices":[{{"index":0,"finish_reason":"stop","message":{{"role":"assistant",
        "content":"Hi","reasoning_details":[{{"type":"reasoning.text","text":"Hm","signature":"{}"}}]}}}}]}}"#,
        "EqQBCkYI".repeat(9)
    );
    for (model, vendor, question, because) in [
        (CLAUDE, "anthropic", "hello", Unverifiable::NotSigned),
        ("deepseek-r1-250528", "deepseek", "hello", Unverifiable::NoSigner),
        ("deepseek-r1-250528", "deepseek", "/sign", Unverifiable::NoSigner),
        (CLAUDE, "auto", "/sign", Unverifiable::NobodyNamed),
    ] {
        let id = desk.blank().await.summary.id;
        choose(&desk, id, route(model, vendor, ApiFormat::default())).await;
        desk.ask(id, question).await;
        let check = desk.chat.turns.check_vendor(desk.answer(id).await.id).await.unwrap();
        let VendorCheck::Impossible { because: found, .. } = check else { panic!("{check:?}") };
        assert_eq!(found, because, "{model} of {vendor}: {question}");
    }
    let id = desk.blank().await.summary.id;
    choose(&desk, id, route(CLAUDE, "anthropic", ApiFormat::default())).await;
    desk.ask(id, &old).await;
    let answer = desk.answer(id).await;
    let before = desk.gateway.requests().len();
    let refused = desk.chat.turns.verify_vendor(answer.id).await;
    assert!(matches!(refused, Err(Error::Gateway { .. })), "{refused:?}");
    assert_eq!(desk.gateway.requests().len(), before + 1, "once, whatever comes of it");
    assert_ne!(desk.answer(id).await.turn.unwrap().evidence.unwrap().grade, EvidenceGrade::Proved);
}
