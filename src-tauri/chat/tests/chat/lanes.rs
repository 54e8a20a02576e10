//! One question in several lanes: what each is sent, and that none disturbs the others.

use std::collections::HashSet;

use yourouter_protocol::{
    AskLanes, ConversationId, Error, Lane, LaneTurn, LanesQuestion, MessageId, MessageState, MessageView,
    Parameters, RetryTurn, Route, StartedTurn, TurnId, Vendor,
};

use crate::desk::{Desk, message};

fn lane(model: &str, vendor: &str) -> Lane {
    Lane { route: Route::new(model, Vendor::new(vendor)), parameters: None }
}

fn turns(lanes: &[Lane]) -> Vec<LaneTurn> {
    lanes.iter().map(|lane| LaneTurn { turn_id: TurnId::new(), lane: lane.clone() }).collect()
}

fn draft(conversation_id: ConversationId, text: &str) -> LanesQuestion {
    LanesQuestion::New { conversation_id, text: text.to_owned(), attachment_ids: Vec::new(), replaces: None }
}

async fn ask(
    desk: &Desk,
    question: LanesQuestion,
    lanes: &[Lane],
) -> Result<(Vec<TurnId>, StartedTurn), Error> {
    let lanes = turns(lanes);
    let ids = lanes.iter().map(|lane| lane.turn_id).collect();
    Ok((ids, desk.chat.turns.ask_lanes(AskLanes { question, lanes }).await?))
}

async fn lanes_of(desk: &Desk, message: MessageId) -> Vec<MessageView> {
    desk.chat.conversations.load_lanes(message).await.unwrap()
}

fn states(views: &[MessageView]) -> Vec<MessageState> {
    views.iter().skip(1).map(|answer| answer.state).collect()
}

#[tokio::test]
async fn every_lane_is_sent_the_same_but_for_its_route_and_answers_the_same_question() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.ask(id, "before").await;
    let instructions = Parameters { system_prompt: "Be brief.".to_owned(), ..Parameters::default() };
    desk.chat.conversations.set_parameters(id, instructions).await.unwrap();
    desk.gateway.clear();
    let lanes = [lane("gpt-4o", "azure"), lane("gpt-4o", "auto"), lane("deepseek-v3", "volcengine")];
    let (ids, started) = ask(&desk, draft(id, "compare"), &lanes).await.unwrap();
    for turn in &ids {
        assert_eq!(desk.end_of(*turn).await.failure, None);
    }
    let sent: HashSet<(String, String, String)> = desk
        .gateway
        .requests()
        .iter()
        .map(|request| {
            let mut body = request.json();
            let model = body.as_object_mut().unwrap().remove("model").unwrap();
            let vendor = request.header("vendor").unwrap_or("auto").to_owned();
            (model.as_str().unwrap().to_owned(), vendor, body.to_string())
        })
        .collect();
    let routes: HashSet<(&str, &str)> = sent.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect();
    let expected = [("gpt-4o", "azure"), ("gpt-4o", "auto"), ("deepseek-v3", "volcengine")];
    assert_eq!(routes, HashSet::from(expected));
    let bodies: HashSet<&str> = sent.iter().map(|one| one.2.as_str()).collect();
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
    assert!(bodies.iter().all(|body| body.contains("Be brief.") && body.contains("before")));

    assert_eq!(started.messages.len(), 4, "one question and three answers");
    let views = lanes_of(&desk, started.messages[2].id).await;
    assert_eq!(views[0].id, started.messages[0].id);
    let models: Vec<String> =
        views[1..].iter().map(|answer| answer.turn.clone().unwrap().route.model).collect();
    assert_eq!(models, ["gpt-4o", "gpt-4o", "deepseek-v3"], "in the order of the lanes");
    assert!(views[1..].iter().all(|answer| answer.versions.len() == 3));
    assert_eq!(desk.answer(id).await.id, views[1].id, "the chat shows the first lane");
}

#[tokio::test]
async fn parameters_of_a_lane_go_with_it_alone_and_the_instructions_with_all() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let own =
        Parameters { system_prompt: "Never sent.".to_owned(), max_tokens: Some(17), ..Parameters::default() };
    let common = Parameters { system_prompt: "Be brief.".to_owned(), ..Parameters::default() };
    desk.chat.conversations.set_parameters(id, common).await.unwrap();
    let lanes = [lane("gpt-4o", "aws"), Lane { parameters: Some(own), ..lane("gpt-4o", "azure") }];
    let (ids, _) = ask(&desk, draft(id, "compare"), &lanes).await.unwrap();
    for turn in ids {
        desk.end_of(turn).await;
    }
    for request in desk.gateway.requests() {
        let body = request.json();
        let is_own = request.header("vendor") == Some("azure");
        assert_eq!(body.to_string().contains("17"), is_own, "{body}");
        assert!(body.to_string().contains("Be brief.") && !body.to_string().contains("Never sent."));
    }
}

#[tokio::test]
async fn a_lane_that_fails_or_is_stopped_leaves_the_others_be_and_can_be_asked_again_meanwhile() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let lanes = [lane("mock/slow", "auto"), lane("mock/500", "auto"), lane("mock/slow", "aws")];
    let (ids, started) = ask(&desk, draft(id, "go"), &lanes).await.unwrap();
    assert!(desk.end_of(ids[1]).await.failure.is_some());
    desk.first_patch_of(ids[0]).await;
    desk.first_patch_of(ids[2]).await;
    let question = LanesQuestion::Asked { message_id: started.messages[0].id };
    let (again, _) = ask(&desk, question, &[lane("gpt-4o", "auto")]).await.unwrap();
    assert_eq!(desk.end_of(again[0]).await.failure, None);
    desk.chat.turns.stop_turn(ids[2]);
    desk.end_of(ids[2]).await;
    let views = lanes_of(&desk, started.messages[0].id).await;
    let expected = [MessageState::Streaming, MessageState::Failed, MessageState::Stopped, MessageState::Done];
    assert_eq!(states(&views), expected);
    desk.chat.turns.stop_turn(ids[0]);
    desk.end_of(ids[0]).await;
    assert_eq!(desk.gateway.requests().len(), 4, "each lane once");
}

#[tokio::test]
async fn the_chat_goes_on_from_the_lane_that_is_kept_while_others_run() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let lanes = [lane("mock/slow", "auto"), lane("gpt-4o", "aws")];
    let (ids, started) = ask(&desk, draft(id, "go"), &lanes).await.unwrap();
    desk.end_of(ids[1]).await;
    desk.first_patch_of(ids[0]).await;
    // The head is the lane that is being written: nothing follows it yet.
    let refused = desk.chat.turns.send_message(message(TurnId::new(), id, "too early")).await;
    assert!(matches!(refused, Err(Error::AnswerRunning)), "{refused:?}");
    let kept = started.messages[2].id;
    desk.chat.conversations.switch_version(kept).await.unwrap();
    let (next, _) = desk.ask(id, "and then?").await;
    assert_eq!(next.messages[0].parent_id, Some(kept));
    let views = lanes_of(&desk, started.messages[0].id).await;
    assert_eq!(states(&views), [MessageState::Streaming, MessageState::Done]);
    desk.chat.turns.stop_turn(ids[0]);
    desk.end_of(ids[0]).await;
    assert_eq!(desk.answer(id).await.id, next.messages[1].id, "a lane that ends elsewhere moves nothing");
}

#[tokio::test]
async fn lanes_that_run_when_the_program_is_killed_keep_their_text_as_versions() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let lanes = [lane("mock/slow", "auto"), lane("mock/slow", "aws"), lane("gpt-4o", "auto")];
    let (ids, started) = ask(&desk, draft(id, "go"), &lanes).await.unwrap();
    desk.end_of(ids[2]).await;
    desk.first_patch_of(ids[0]).await;
    desk.first_patch_of(ids[1]).await;
    // Database and log as they are now: what a killed process leaves.
    let stored = yourouter_store::Store::open(&desk.folder.path().join("chat.sqlite")).unwrap();
    let has_text = |message: MessageId| !stored.message(message).unwrap().text.is_empty();
    let (question, answers) = stored.answered(started.messages[1].id).unwrap();
    desk.heard.until("stored text", |_| answers.iter().all(|id| has_text(*id)).then_some(())).await;
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(desk.folder.path()).unwrap().flatten() {
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    let reopened = yourouter_store::Store::open(&copy.path().join("chat.sqlite")).unwrap();
    let after = reopened.answered(question).unwrap();
    assert_eq!(after, (started.messages[0].id, answers));
    let kept: Vec<_> = after.1.iter().map(|id| reopened.message(*id).unwrap()).collect();
    let states: Vec<MessageState> = kept.iter().map(|answer| answer.state).collect();
    assert_eq!(states, [MessageState::Interrupted, MessageState::Interrupted, MessageState::Done]);
    assert!(kept.iter().all(|answer| !answer.text.is_empty()));
    assert_eq!(desk.gateway.requests().len(), 3, "nobody is asked again by itself");
    for turn in ids.into_iter().take(2) {
        desk.chat.turns.stop_turn(turn);
        desk.end_of(turn).await;
    }
}

#[tokio::test]
async fn lanes_that_cannot_all_begin_do_not_begin_at_all() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let elsewhere = Route { gateway: Some("https://removed.example/v1".to_owned()), ..Route::default() };
    let lanes = [lane("gpt-4o", "auto"), Lane { route: elsewhere, parameters: None }];
    assert!(ask(&desk, draft(id, "go"), &lanes).await.is_err());
    assert!(matches!(ask(&desk, draft(id, "  "), &lanes[..1]).await, Err(Error::EmptyMessage)));
    assert!(ask(&desk, draft(id, "go"), &vec![lanes[0].clone(); 7]).await.is_err());
    assert!(ask(&desk, draft(id, "go"), &[]).await.is_err());
    let view = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert!(view.window.messages.is_empty());
    assert!(desk.gateway.requests().is_empty());
    assert!(ask(&desk, draft(id, "go"), &lanes[..1]).await.is_ok(), "the chat is not kept");
}

#[tokio::test]
async fn an_answer_of_a_lane_is_asked_again_where_that_was_and_not_where_the_chat_is() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let own = Parameters { max_tokens: Some(17), ..Parameters::default() };
    let lanes = [lane("gpt-4o", "aws"), Lane { parameters: Some(own), ..lane("o3", "azure") }];
    let (ids, started) = ask(&desk, draft(id, "compare"), &lanes).await.unwrap();
    for turn in ids {
        desk.end_of(turn).await;
    }
    let mut answer = started.messages[2].id;
    let asked = async |message_id: MessageId, route: Option<Route>| {
        let turn_id = TurnId::new();
        let retry = RetryTurn { turn_id, message_id, route, send_as: None, continues: false };
        let started = desk.chat.turns.retry_turn(retry).await.unwrap();
        desk.end_of(turn_id).await;
        let request = desk.gateway.requests().pop().unwrap();
        let body = request.json();
        let vendor = request.header("vendor").unwrap_or("auto").to_owned();
        let again = started.messages.last().unwrap().id;
        (again, body["model"].as_str().unwrap().to_owned(), vendor, body.to_string().contains("17"))
    };
    // The second time it is a version of the lane's that is asked again.
    for _ in 0..2 {
        let (again, model, vendor, has_own) = asked(answer, None).await;
        assert_eq!((model.as_str(), vendor.as_str(), has_own), ("o3", "azure", true));
        answer = again;
    }
    let elsewhere = Route::new("gpt-4o", Vendor::new("openai"));
    let (again, model, vendor, has_own) = asked(answer, Some(elsewhere)).await;
    assert_eq!((model.as_str(), vendor.as_str(), has_own), ("gpt-4o", "openai", false));
    let (_, model, vendor, has_own) = asked(again, None).await;
    assert_eq!((vendor.as_str(), has_own), ("auto", false), "the chat's own: {model}");
}
