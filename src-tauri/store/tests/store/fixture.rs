//! Rows and databases for the tests of the store.

use std::{collections::HashMap, path::PathBuf};

use rusqlite::{Connection, ToSql};
use tempfile::TempDir;
use yourouter_protocol::{
    AttachmentId, AttachmentKind, ConversationId, Error, FileFacts, MessageFlags, MessageId, MessageState,
    Role, Route, TurnId, Vendor,
};
use yourouter_store::{Attachment, BranchMessage, Message, NewTurn, Outcome, Store, Turn};

/// A database in a folder that goes with it.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("chat.db")
    }

    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.folder.path().join(format!("chat.db{suffix}"))
    }

    pub fn open(&self) -> Store {
        Store::open(&self.file()).unwrap()
    }

    /// A connection past the store.
    pub fn sql(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }
}

pub fn route(model: &str, vendor: &str) -> Route {
    Route::new(model, Vendor::new(vendor))
}

pub fn blank(store: &Store) -> ConversationId {
    store.blank_conversation(&route("gpt-4o", "auto"), 1_000).unwrap().id
}

/// A conversation with one finished exchange.
pub fn conversation(store: &Store) -> (ConversationId, NewTurn) {
    let id = blank(store);
    let turn = send(store, id, None, "first");
    finish(store, &turn, "first answer");
    (id, turn)
}

pub fn message(id: ConversationId, parent_id: Option<MessageId>, role: Role, text: &str) -> Message {
    Message {
        id: MessageId::new(),
        conversation_id: id,
        parent_id,
        role,
        state: if role == Role::User { MessageState::Done } else { MessageState::Streaming },
        is_unreadable: false,
        text: text.to_owned(),
        reasoning: String::new(),
        created_at_ms: 2_000,
        flags: MessageFlags::default(),
    }
}

/// The rows of a turn that asks `text` after `parent`.
pub fn question_turn(id: ConversationId, parent: Option<MessageId>, text: &str) -> NewTurn {
    let question = message(id, parent, Role::User, text);
    let answer = message(id, Some(question.id), Role::Assistant, "");
    NewTurn { title: format!("About {text}"), question: Some(question), ..answer_turn(answer) }
}

/// The rows of a turn that answers a message which is there.
pub fn answer_turn(answer: Message) -> NewTurn {
    let turn = Turn {
        id: TurnId::new(),
        message_id: answer.id,
        route: route("gpt-4o", "openai"),
        base_url: "http://127.0.0.1:1/v1".to_owned(),
        attempts: Vec::new(),
        omissions: Vec::new(),
        outcome: Outcome::default(),
    };
    NewTurn {
        question: None,
        attachment_ids: Vec::new(),
        copied_from: None,
        drafted_text: None,
        answer,
        turn,
        title: String::new(),
        sent_as: Vec::new(),
        sent_again_as: Vec::new(),
        lane: None,
    }
}

pub fn send(store: &Store, id: ConversationId, parent: Option<MessageId>, text: &str) -> NewTurn {
    let turn = question_turn(id, parent, text);
    store.begin_turn(&turn).unwrap();
    turn
}

pub fn retry(store: &Store, question: &Message) -> NewTurn {
    let turn = answer_turn(message(question.conversation_id, Some(question.id), Role::Assistant, ""));
    store.begin_turn(&turn).unwrap();
    turn
}

pub fn finish(store: &Store, turn: &NewTurn, text: &str) {
    store.end_turn(turn.turn.id, text, "", MessageState::Done, &Outcome::default(), 3_000).unwrap();
}

/// The messages from the first one to `head`, with what hangs on them.
pub fn whole_branch(store: &Store, head: MessageId) -> Vec<BranchMessage> {
    store.branch_messages(&store.branch_ids(head).unwrap()).unwrap()
}

pub fn branch(store: &Store, head: MessageId) -> Vec<Message> {
    whole_branch(store, head).into_iter().map(|it| it.message).collect()
}

pub fn versions(store: &Store, head: MessageId) -> HashMap<MessageId, Vec<MessageId>> {
    whole_branch(store, head).into_iter().map(|it| (it.message.id, it.versions)).collect()
}

pub fn turns(store: &Store, head: MessageId) -> HashMap<MessageId, Turn> {
    whole_branch(store, head).into_iter().filter_map(|it| Some((it.message.id, it.turn?))).collect()
}

pub fn question_of(turn: &NewTurn) -> &Message {
    turn.question.as_ref().unwrap()
}

pub fn picture(name: &str) -> Attachment {
    Attachment {
        id: AttachmentId::new(),
        name: name.to_owned(),
        kind: AttachmentKind::Image,
        media_type: "image/png".to_owned(),
        size_bytes: 68,
        sha256: format!("{:064x}", name.len()),
        pixels: Some((3, 2)),
        thumbnail: Some(vec![1, 0, 255]),
        pages: None,
        facts: FileFacts::default(),
        send_as: None,
        sent_as: None,
        is_left_out: false,
    }
}

pub fn pdf(name: &str) -> Attachment {
    Attachment {
        kind: AttachmentKind::Pdf,
        media_type: "application/pdf".to_owned(),
        pixels: None,
        thumbnail: None,
        pages: Some(12),
        ..picture(name)
    }
}

pub fn names(attachments: &[Attachment]) -> Vec<&str> {
    attachments.iter().map(|it| it.name.as_str()).collect()
}

pub fn texts(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|it| it.text.as_str()).collect()
}

pub fn is_internal<T: std::fmt::Debug>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Internal(_)))
}

pub fn storage_detail<T>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Storage(error)) => error.detail,
        Err(other) => panic!("another error: {other:?}"),
        Ok(_) => panic!("no error"),
    }
}

/// Writes a branch of `count` settled messages at once, past the store; gives its head.
pub fn long_branch(place: &Place, id: ConversationId, count: usize) -> MessageId {
    let mut sql = place.sql();
    let transaction = sql.transaction().unwrap();
    let mut head = None;
    for index in 0..count {
        let (role, next) = (["user", "assistant"][index % 2], MessageId::new());
        let run = |sql: &str, params: &[&dyn ToSql]| {
            transaction.prepare_cached(sql).unwrap().execute(params).unwrap();
            transaction.last_insert_rowid()
        };
        let (id, time) = (id.to_string(), index as i64);
        let seq = run(
            "INSERT INTO messages (id, conversation_seq, parent_seq, role, state, created_at_ms)
             SELECT ?1, c.seq, c.head_seq, ?3, 'done', ?4 FROM conversations c WHERE c.id = ?2",
            &[&next.to_string(), &id, &role, &time],
        );
        let text = format!("message {index} {}", "word ".repeat(120));
        run(
            "INSERT INTO parts (message_seq, position, kind, text) VALUES (?1, 0, 'text', ?2)",
            &[&seq, &text],
        );
        run(
            "UPDATE messages SET next_seq = ?2 WHERE seq = (SELECT head_seq FROM conversations WHERE id = ?1)",
            &[&id, &seq],
        );
        run("UPDATE conversations SET head_seq = ?2 WHERE id = ?1", &[&id, &seq]);
        head = Some(next);
    }
    transaction.commit().unwrap();
    head.unwrap()
}
