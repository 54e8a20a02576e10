//! Every path that makes a turn keeps the pin, the parameters, the files, and what is excluded from requests or pinned: asked, edited, asked again, tried with another
//! route, in lanes, continued, begun anew from a message, after a restart, after the trash and the archive, and after its own
//! export was imported. An import elsewhere keeps all but the pin, which no file sets.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
use yourouter_mock_gateway::Recorded;
use yourouter_protocol::{
    AskLanes, ConversationId, Lane, LaneTurn, LanesQuestion, MessageFlags, MessageState, MessageView,
    Parameters, Replaced, RetryTurn, Role, Route, SendMessage, TurnId, Vendor,
};

use crate::{
    desk::{Desk, Heard, terminal},
    files::png,
};

/// What is done next; the number chooses among the messages.
#[derive(Debug, Clone)]
enum Step {
    Ask { with_file: bool },
    Edit(usize),
    Retry(usize),
    Try(usize),
    Continue(usize),
    Fork(usize),
    Restart,
    Trash,
    Archive,
    Lanes,
    Import,
    Move,
    Exclude(usize),
    Pin(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<bool>().prop_map(|with_file| Step::Ask { with_file }),
        any::<usize>().prop_map(Step::Edit),
        any::<usize>().prop_map(Step::Retry),
        any::<usize>().prop_map(Step::Try),
        any::<usize>().prop_map(Step::Continue),
        any::<usize>().prop_map(Step::Fork),
        Just(Step::Restart),
        Just(Step::Trash),
        Just(Step::Archive),
        Just(Step::Lanes),
        Just(Step::Import),
        Just(Step::Move),
        any::<usize>().prop_map(Step::Exclude),
        any::<usize>().prop_map(Step::Pin),
    ]
}

/// The application as it is now: a restart replaces it.
struct Walk {
    desk: Desk,
    chat: Chat,
    heard: Arc<Heard>,
    id: ConversationId,
    route: Route,
    /// What was decided of the questions, by their words, which are each their own.
    flags: HashMap<String, MessageFlags>,
}

fn parameters() -> Parameters {
    Parameters {
        system_prompt: "Be brief.".to_owned(),
        temperature: serde_json::Number::from_f64(0.2),
        max_tokens: Some(64),
        ..Parameters::default()
    }
}

impl Walk {
    async fn begin() -> Self {
        let desk = Desk::new().await;
        let id = desk.blank().await.summary.id;
        let route = Route::new("gpt-4o", Vendor::new("azure"));
        desk.chat.conversations.choose_route(id, route.clone()).await.unwrap();
        desk.chat.conversations.set_parameters(id, parameters()).await.unwrap();
        let (chat, heard) = (desk.chat.clone(), Arc::clone(&desk.heard));
        let mut walk = Self { desk, chat, heard, id, route, flags: HashMap::new() };
        walk.take(&Step::Ask { with_file: true }).await;
        walk
    }

    async fn messages(&self) -> Vec<MessageView> {
        self.chat.conversations.open_conversation(self.id, None).await.unwrap().window.messages
    }

    async fn take(&mut self, step: &Step) {
        let pick = |messages: &[MessageView], role: Role, at: usize| {
            let of: Vec<_> = messages.iter().filter(|message| message.role == role).cloned().collect();
            of[at % of.len()].clone()
        };
        let turn_id = TurnId::new();
        let again = |message: MessageView, route: Option<Route>, continues: bool| RetryTurn {
            turn_id,
            message_id: message.id,
            route,
            send_as: None,
            continues,
        };
        let mut message = SendMessage {
            turn_id,
            conversation_id: self.id,
            text: format!("go on {turn_id}"),
            attachment_ids: Vec::new(),
            replaces: None,
            route: None,
            drafted: None,
        };
        let messages = self.messages().await;
        let mut expected = self.route.clone();
        match step {
            Step::Ask { with_file } => {
                if *with_file {
                    let source = Source::Bytes { name: "plan.png".to_owned(), bytes: png() };
                    self.chat.attachments.attach(self.id, vec![source]).await;
                    let drafted = self
                        .chat
                        .conversations
                        .open_conversation(self.id, None)
                        .await
                        .unwrap()
                        .draft
                        .attachments;
                    message.attachment_ids = drafted.iter().map(|file| file.id).collect();
                    assert_eq!(drafted.len(), 1);
                }
                self.chat.turns.send_message(message).await.unwrap();
            }
            Step::Edit(at) => {
                let replaced = pick(&messages, Role::User, *at);
                // Another version of a pinned question is pinned; asked again, it is not excluded.
                let flags = MessageFlags { is_left_out: false, ..replaced.flags };
                self.flags.insert(message.text.clone(), flags);
                message.replaces = Some(Replaced::whole(replaced.id));
                self.chat.turns.send_message(message).await.unwrap();
            }
            Step::Retry(at) => {
                let answer = pick(&messages, Role::Assistant, *at);
                self.chat.turns.retry_turn(again(answer, None, false)).await.unwrap();
            }
            Step::Try(at) => {
                expected = Route::new("o3", Vendor::new("aws"));
                let answer = pick(&messages, Role::Assistant, *at);
                self.chat.turns.retry_turn(again(answer, Some(expected.clone()), false)).await.unwrap();
            }
            Step::Continue(at) => {
                let answer = pick(&messages, Role::Assistant, *at);
                self.chat.turns.retry_turn(again(answer, None, true)).await.unwrap();
            }
            Step::Fork(at) => {
                let answer = pick(&messages, Role::Assistant, *at);
                let fork = self.chat.conversations.fork_conversation(answer.id).await.unwrap();
                self.id = fork.summary.id;
                return;
            }
            Step::Restart => {
                (self.chat, self.heard) = self.desk.restarted_with_key();
                return;
            }
            Step::Trash => {
                self.chat.conversations.delete_conversations(vec![self.id]).await.unwrap();
                self.chat.conversations.restore_conversations(vec![self.id]).await.unwrap();
                return;
            }
            Step::Archive => {
                self.chat.conversations.archive_conversations(vec![self.id], true).await.unwrap();
                return;
            }
            Step::Exclude(at) | Step::Pin(at) => {
                // The first question stays, with its file.
                let Some(first) =
                    messages.get(1..).filter(|rest| rest.iter().any(|one| one.role == Role::User))
                else {
                    return;
                };
                let message = pick(first, Role::User, *at);
                let flags = self.flags.entry(message.text.clone()).or_default();
                if matches!(step, Step::Exclude(_)) {
                    flags.is_left_out = !flags.is_left_out;
                    let ids = vec![message.id];
                    self.chat.conversations.exclude_messages(ids, flags.is_left_out).await.unwrap();
                } else {
                    flags.is_pinned = !flags.is_pinned;
                    self.chat.conversations.pin_message(message.id, flags.is_pinned).await.unwrap();
                }
                return;
            }
            Step::Lanes => return self.ask_in_lanes().await,
            Step::Import => {
                let path = self.exported().await;
                let report = self.chat.imports.import_chats(vec![path]).await.unwrap();
                assert_eq!((report.unchanged, report.left_out), (1, 0), "{report:?}");
                return;
            }
            Step::Move => {
                let path = self.exported().await;
                let other = Desk::new().await;
                let report = other.chat.imports.import_chats(vec![path]).await.unwrap();
                assert_eq!((report.added, report.left_out), (1, 0), "{report:?}");
                (self.chat, self.heard) = (other.chat.clone(), Arc::clone(&other.heard));
                self.desk = other;
                self.route.vendor = Vendor::auto();
                return;
            }
        }
        self.heard.until("the end of the turn", |heard| terminal(heard, turn_id)).await;
        self.check(turn_id, &expected).await;
    }

    async fn exported(&self) -> PathBuf {
        let path = self.desk.folder.path().join("exported.json");
        self.chat.exports.export_json(Some(vec![self.id]), path.clone()).await.unwrap();
        path
    }

    /// Asks two at once. Each has the files and the parameters of the conversation, and its own route.
    async fn ask_in_lanes(&self) {
        let routes = [self.route.clone(), Route::new("o3", Vendor::new("aws"))];
        let lanes: Vec<LaneTurn> = routes
            .iter()
            .map(|route| LaneTurn {
                turn_id: TurnId::new(),
                lane: Lane { route: route.clone(), parameters: None },
            })
            .collect();
        let question = LanesQuestion::New {
            conversation_id: self.id,
            text: format!("go on {}", TurnId::new()),
            attachment_ids: Vec::new(),
            replaces: None,
        };
        self.chat.turns.ask_lanes(AskLanes { question, lanes: lanes.clone() }).await.unwrap();
        for LaneTurn { turn_id, .. } in lanes {
            self.heard.until("the end of a lane", |heard| terminal(heard, turn_id)).await;
        }
        let messages = self.messages().await;
        let requests = self.desk.gateway.requests();
        let asked: Vec<_> =
            requests.iter().filter(|request| request.path.ends_with("/chat/completions")).collect();
        for route in &routes {
            let is_its = |request: &&&Recorded| request.json()["model"] == route.model.as_str();
            went_out(asked.iter().rev().take(2).find(is_its).unwrap(), route, &messages);
        }
    }

    /// What went out is what the conversation says.
    async fn check(&self, turn_id: TurnId, route: &Route) {
        let view = self.chat.conversations.open_conversation(self.id, None).await.unwrap();
        assert_eq!((&view.summary.route, &view.parameters), (&self.route, &parameters()));
        let messages = view.window.messages;
        for question in messages.iter().filter(|message| message.role == Role::User) {
            let expected = self.flags.get(&question.text).copied().unwrap_or_default();
            assert_eq!(question.flags, expected, "{}", question.text);
        }
        let last = messages.last().unwrap();
        assert_eq!((last.state, last.turn.as_ref().unwrap().id), (MessageState::Done, turn_id));
        assert_eq!(&last.turn.as_ref().unwrap().route, route);

        let requests = self.desk.gateway.requests();
        let sent = requests.iter().rfind(|request| request.path.ends_with("/chat/completions")).unwrap();
        went_out(sent, route, &messages);
    }
}

/// A request has the vendor, the model and the parameters, and the files of all messages before it.
fn went_out(sent: &Recorded, route: &Route, messages: &[MessageView]) {
    let body = sent.json();
    let vendor = Some(route.vendor.as_str()).filter(|_| !route.vendor.is_auto());
    assert_eq!((sent.header("vendor"), body["model"].as_str()), (vendor, Some(route.model.as_str())));
    assert_eq!(body["messages"][0]["content"], "Be brief.");
    assert!(body["max_tokens"] == 64 || body["max_completion_tokens"] == 64, "{body}");
    let asked = messages.iter().rposition(|message| message.role == Role::User).unwrap();
    let is_sent = |at: usize| at == asked || !messages[at].flags.is_left_out;
    let asked_for = body["messages"].as_array().unwrap().iter().filter(|message| message["role"] == "user");
    let text = asked_for.map(|message| message["content"].to_string()).collect::<String>();
    for (at, question) in messages.iter().enumerate().filter(|(_, message)| message.role == Role::User) {
        assert_eq!(text.contains(&question.text), is_sent(at), "{} in {text}", question.text);
    }
    let sent_messages = messages.iter().enumerate().filter(|(at, _)| is_sent(*at));
    let files: usize = sent_messages.map(|(_, message)| message.attachments.len()).sum();
    assert!(files > 0, "the first question has a file, whatever became of it");
    assert_eq!(sent.files().len(), files, "{body}");
}

#[test]
fn the_pin_the_parameters_the_files_and_what_is_excluded_survive_every_path_that_makes_a_turn() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let config = ProptestConfig {
        cases: 12,
        max_shrink_iters: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let walk = |steps: Vec<Step>| {
        runtime.block_on(async {
            let mut walk = Walk::begin().await;
            for step in &steps {
                walk.take(step).await;
            }
            // Whatever came last, what is asked next goes out alike.
            walk.take(&Step::Ask { with_file: false }).await;
        });
    };
    // Each path once for certain, then in any order.
    walk(vec![
        Step::Ask { with_file: true },
        Step::Ask { with_file: false },
        Step::Exclude(0),
        Step::Pin(1),
        Step::Edit(2),
        Step::Retry(2),
        Step::Try(2),
        Step::Continue(2),
        Step::Fork(2),
        Step::Restart,
        Step::Trash,
        Step::Retry(1),
        Step::Archive,
        Step::Lanes,
        Step::Import,
        Step::Edit(2),
        Step::Move,
        Step::Continue(2),
        Step::Fork(2),
        Step::Exclude(1),
        Step::Edit(0),
    ]);
    TestRunner::new(config)
        .run(&vec(step(), 1..8), |steps| {
            walk(steps);
            Ok(())
        })
        .unwrap();
}
