//! Trials: what is asked, what came of it, and that figures are those of the gateway's own log.

use yourouter_protocol::{ConversationId, Error, StartTrials, TrialPrompt, TrialView, Vendor};

use crate::desk::Desk;

fn start(model: &str, vendors: &[&str], times: u32, prompts: &[&str]) -> StartTrials {
    StartTrials {
        prompts: prompts
            .iter()
            .map(|text| TrialPrompt { name: format!("About {text}"), text: (*text).to_owned() })
            .collect(),
        gateway: None,
        model: model.to_owned(),
        vendors: vendors.iter().map(|vendor| Vendor::new(vendor)).collect(),
        times,
    }
}

async fn trials(desk: &Desk) -> Vec<TrialView> {
    desk.chat.load_trials().await.unwrap()
}

/// Waits until no trial goes on and so many are there.
async fn ended(desk: &Desk, count: usize) -> Vec<TrialView> {
    let mut look = tokio::time::interval(std::time::Duration::from_millis(10));
    let wait = async {
        loop {
            look.tick().await;
            let found = trials(desk).await;
            if found.len() == count && found.iter().all(|trial| !trial.is_running) {
                return found;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), wait).await.unwrap()
}

#[tokio::test]
async fn every_vendor_is_asked_as_often_as_was_said_and_the_figures_are_the_gateways_own() {
    let desk = Desk::new().await;
    desk.blank().await;
    desk.chat.trials.start_trials(start("gpt-4o", &["aws", "azure"], 6, &["one", "two"])).await.unwrap();
    let found = ended(&desk, 2).await;
    let log = desk.gateway.requests();
    assert_eq!(log.len(), 24);
    for trial in &found {
        assert_eq!((trial.times, trial.vendors.len()), (6, 2));
        for vendor in &trial.vendors {
            let figures = &vendor.figures;
            let asked = log.iter().filter(|request| {
                request.header("vendor") == Some(&figures.vendor)
                    && request.json()["messages"].to_string().contains(&trial.text)
            });
            assert_eq!(figures.sum.calls as usize, asked.count());
            assert_eq!((figures.sum.calls, vendor.answers, figures.failures.len()), (6, 6, 0));
            let (p5, p50, p95) =
                (figures.first_token_p5_ms, figures.first_token_p50_ms, figures.first_token_p95_ms);
            assert!(p5.is_some() && p5 <= p50 && p50 <= p95);
            assert!(figures.sum.tokens_out > 0);
        }
    }
    let names: Vec<&str> = found.iter().map(|trial| trial.name.as_str()).collect();
    assert_eq!(names, ["About two", "About one"], "the newest first");
    assert!(log[..12].iter().all(|request| request.json()["messages"].to_string().contains("one")));
}

#[tokio::test]
async fn failures_are_counted_and_nothing_of_a_trial_is_in_the_way_of_the_chats() {
    let desk = Desk::new().await;
    let blank = desk.blank().await.summary.id;
    let id = desk.chat.trials.start_trials(start("mock/500", &["aws", "auto"], 2, &["break"])).await.unwrap();
    let found = ended(&desk, 1).await;
    for vendor in &found[0].vendors {
        let failed: u32 = vendor.figures.failures.iter().map(|failure| failure.count).sum();
        assert_eq!((vendor.figures.sum.calls, failed, vendor.answers), (2, 2, 0));
        assert_eq!(vendor.figures.first_token_p50_ms, None, "what did not come took no time");
    }
    assert_eq!(desk.blank().await.summary.id, blank);
    let opened = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert!(opened.summary.is_archived && opened.summary.title.contains("About break"));
    desk.chat.conversations.delete_conversations(vec![id]).await.unwrap();
    assert!(trials(&desk).await.is_empty(), "it goes with its chat");
}

#[tokio::test]
async fn a_trial_that_is_stopped_keeps_what_came_and_asks_nothing_more() {
    let desk = Desk::new().await;
    let id = desk
        .chat
        .trials
        .start_trials(start("mock/slow", &["aws", "azure"], 50, &["go", "never"]))
        .await
        .unwrap();
    desk.gateway_was_asked().await;
    desk.chat.trials.stop_trial(id);
    let found = ended(&desk, 1).await;
    assert_eq!(found[0].id, id);
    assert!(desk.gateway.requests().len() <= 2);
    let calls: u32 = found[0].vendors.iter().map(|vendor| vendor.figures.sum.calls).sum();
    assert!(calls <= 2);
}

#[tokio::test]
async fn what_cannot_be_started_leaves_nothing_behind() {
    let desk = Desk::new().await;
    let blank = desk.blank().await.summary.id;
    let refuse = |start: StartTrials| desk.chat.trials.start_trials(start);
    let removed = StartTrials {
        gateway: Some("https://removed.example/v1".to_owned()),
        ..start("gpt-4o", &["aws"], 1, &["x"])
    };
    assert!(refuse(removed).await.is_err());
    assert!(matches!(refuse(start("gpt-4o", &["aws"], 1, &[" "])).await, Err(Error::EmptyMessage)));
    for wrong in [
        start("gpt-4o", &[], 1, &["x"]),
        start("gpt-4o", &["aws"], 0, &["x"]),
        start("gpt-4o", &["aws"], 101, &["x"]),
        start("gpt-4o", &["aws"], 1, &[]),
    ] {
        assert!(matches!(refuse(wrong).await, Err(Error::Internal(_))));
    }
    assert!(trials(&desk).await.is_empty() && desk.gateway.requests().is_empty());
    let all: Vec<ConversationId> =
        [desk.blank().await.summary.id].into_iter().filter(|id| *id != blank).collect();
    assert!(all.is_empty());
}

#[tokio::test]
async fn the_estimate_counts_every_request() {
    let desk = Desk::new().await;
    let once = start("gpt-4o", &["aws"], 1, &["How does this work?"]);
    let many = start("gpt-4o", &["aws", "azure"], 10, &["How does this work?"]);
    let (once, many) =
        (desk.chat.estimate_trials(once).await.unwrap(), desk.chat.estimate_trials(many).await.unwrap());
    assert_eq!((once.requests, many.requests), (1, 20));
    assert_eq!((many.tokens.low, many.tokens.high), (20 * once.tokens.low, 20 * once.tokens.high));
    assert!(once.tokens.high > 0);
}
