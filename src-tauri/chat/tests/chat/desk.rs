//! A whole application without a window, at a mock gateway: what the tests of this folder sit at.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use tempfile::TempDir;
use tokio::sync::Notify;
use yourouter_attachments::{BlobStore, Source};
use yourouter_chat_core::{Chat, DemoGateway, EventSink, Keychain, Parts};
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentView, ChatEvent, ConversationId, ConversationSummary, ConversationView,
    Error, MessageView, PatchOp, Result, Secret, SendMessage, Settings, StartedTurn, TurnId, TurnView,
};
use yourouter_search::Index;
use yourouter_store::Store;

use crate::held::Decoder;

/// The key that the mock gateway takes.
pub const KEY: &str = "yr-canary-0123456789abcdef";

/// Called with each `app` event.
pub type Reaction = Box<dyn Fn(&AppEvent) + Send>;

/// Everything that was told to the window, in order.
#[derive(Default)]
pub struct Heard {
    chat: Mutex<Vec<ChatEvent>>,
    app: Mutex<Vec<AppEvent>>,
    shown: Mutex<Vec<ConversationSummary>>,
    changed: Notify,
    /// What a person does at an `app` event.
    pub reaction: Mutex<Option<Reaction>>,
}

impl EventSink for Heard {
    fn chat(&self, event: ChatEvent) {
        self.chat.lock().unwrap().push(event);
        self.changed.notify_waiters();
    }

    fn app(&self, event: AppEvent) {
        if let Some(react) = &*self.reaction.lock().unwrap() {
            react(&event);
        }
        self.app.lock().unwrap().push(event);
        self.changed.notify_waiters();
    }

    fn shown(&self, conversation: &ConversationSummary) {
        self.shown.lock().unwrap().push(conversation.clone());
    }
}

impl Heard {
    pub fn chat_events(&self) -> Vec<ChatEvent> {
        self.chat.lock().unwrap().clone()
    }

    pub fn app_events(&self) -> Vec<AppEvent> {
        self.app.lock().unwrap().clone()
    }

    pub fn shown(&self) -> Vec<ConversationSummary> {
        self.shown.lock().unwrap().clone()
    }

    /// Waits until `find` finds something in what was heard.
    pub async fn until<T>(&self, what: &str, find: impl Fn(&Self) -> Option<T>) -> T {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                if let Some(found) = find(self) {
                    return found;
                }
                changed.await;
            }
        };
        match tokio::time::timeout(Duration::from_secs(30), wait).await {
            Ok(found) => found,
            Err(_) => panic!("{what} did not happen; heard {:#?}", self.chat_events()),
        }
    }
}

/// A keychain in memory that can be taken away.
#[derive(Default)]
pub struct TestKeychain {
    keys: Mutex<HashMap<String, Secret>>,
    pub is_locked: Mutex<bool>,
    pub reads: Mutex<u32>,
}

impl TestKeychain {
    pub fn holds(&self, origin: &str) -> Option<Secret> {
        self.keys.lock().unwrap().get(origin).cloned()
    }

    fn unlocked(&self) -> Result<()> {
        match *self.is_locked.lock().unwrap() {
            true => Err(Error::KeychainUnavailable("locked".into())),
            false => Ok(()),
        }
    }
}

impl Keychain for TestKeychain {
    fn read(&self, origin: &str) -> Result<Option<Secret>> {
        self.unlocked()?;
        *self.reads.lock().unwrap() += 1;
        Ok(self.holds(origin))
    }

    fn store(&self, origin: &str, key: &Secret) -> Result<()> {
        self.unlocked()?;
        self.keys.lock().unwrap().insert(origin.to_owned(), key.clone());
        Ok(())
    }

    fn forget(&self, origin: &str) -> Result<()> {
        self.unlocked()?;
        self.keys.lock().unwrap().remove(origin);
        Ok(())
    }
}

/// Stands in for the gateway inside the program.
struct NoDemo;

#[async_trait]
impl DemoGateway for NoDemo {
    async fn base_url(&self) -> Result<String> {
        Err(Error::Internal("no demo in this test".to_owned()))
    }
}

/// How a desk differs from the usual one.
#[derive(Default)]
pub struct Setup {
    pub key: Option<&'static str>,
    pub base_url: Option<String>,
    /// Whether failed attempts are tried again; most tests do not want to wait for that.
    pub is_retrying: bool,
}

/// The application, what it told, and where it keeps things.
pub struct Desk {
    pub chat: Chat,
    pub heard: Arc<Heard>,
    pub keychain: Arc<TestKeychain>,
    pub decoder: Arc<Decoder>,
    pub gateway: MockGateway,
    pub folder: TempDir,
}

impl Desk {
    /// A first start, with the key in the environment.
    pub async fn new() -> Self {
        Self::with(Setup { key: Some(KEY), ..Setup::default() }).await
    }

    pub async fn with(setup: Setup) -> Self {
        let gateway = MockGateway::start(Options::with_key(KEY)).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keychain = Arc::new(TestKeychain::default());
        let heard = Arc::new(Heard::default());
        let base_url = setup.base_url.unwrap_or_else(|| gateway.base_url());
        let settings = Settings { is_retrying: setup.is_retrying, ..Settings::default() };
        Store::open(&folder.path().join("chat.sqlite")).unwrap().save_settings(&settings).unwrap();
        let decoder = Arc::new(Decoder::default());
        let chat = start(folder.path(), &keychain, &heard, &decoder, Some(base_url), setup.key);
        Self { chat, heard, keychain, decoder, gateway, folder }
    }

    /// The same folder and keychain, started again; the key is only where it was stored.
    pub fn restarted(&self) -> (Chat, Arc<Heard>) {
        let heard = Arc::new(Heard::default());
        let base_url = Some(self.gateway.base_url());
        (start(self.folder.path(), &self.keychain, &heard, &self.decoder, base_url, None), heard)
    }

    /// As [`Desk::restarted`], with the key in the environment.
    pub fn restarted_with_key(&self) -> (Chat, Arc<Heard>) {
        let heard = Arc::new(Heard::default());
        let base_url = Some(self.gateway.base_url());
        (start(self.folder.path(), &self.keychain, &heard, &self.decoder, base_url, Some(KEY)), heard)
    }

    pub async fn blank(&self) -> ConversationView {
        self.chat.conversations.new_conversation(None).await.unwrap()
    }

    pub async fn send(&self, conversation_id: ConversationId, text: &str) -> (TurnId, StartedTurn) {
        self.send_with(conversation_id, text, Vec::new()).await
    }

    /// Sends a message with files.
    pub async fn send_with(
        &self,
        conversation_id: ConversationId,
        text: &str,
        attachment_ids: Vec<AttachmentId>,
    ) -> (TurnId, StartedTurn) {
        let turn_id = TurnId::new();
        let message = message(turn_id, conversation_id, text);
        let message = SendMessage { attachment_ids, ..message };
        (turn_id, self.chat.turns.send_message(message).await.unwrap())
    }

    /// Sends and waits for the end.
    pub async fn ask(&self, conversation_id: ConversationId, text: &str) -> (StartedTurn, TurnView) {
        let (turn_id, started) = self.send(conversation_id, text).await;
        (started, self.end_of(turn_id).await)
    }

    /// Waits for a turn's terminal event.
    pub async fn end_of(&self, turn_id: TurnId) -> TurnView {
        self.heard.until("the end of the turn", |heard| terminal(heard, turn_id)).await
    }

    /// Waits until some text of the turn was shown.
    pub async fn first_patch_of(&self, turn_id: TurnId) {
        let is_patch =
            |event: &ChatEvent| matches!(event, ChatEvent::Patched { turn_id: of, .. } if *of == turn_id);
        self.heard.until("a patch", |heard| heard.chat_events().iter().any(is_patch).then_some(())).await;
    }

    pub async fn answer(&self, conversation_id: ConversationId) -> MessageView {
        self.chat
            .conversations
            .open_conversation(conversation_id, None)
            .await
            .unwrap()
            .window
            .messages
            .pop()
            .unwrap()
    }

    pub async fn attach(&self, conversation_id: ConversationId, source: Source) -> AttachmentView {
        self.chat.attachments.attach(conversation_id, vec![source]).await;
        let ready = self.heard.app_events().into_iter().rev().find_map(|event| match event {
            AppEvent::AttachmentReady { attachment, .. } => Some(attachment),
            _ => None,
        });
        ready.unwrap()
    }

    /// Waits until the gateway has received a request.
    pub async fn gateway_was_asked(&self) {
        let mut look = tokio::time::interval(Duration::from_millis(5));
        let asked = async {
            while self.gateway.requests().is_empty() {
                look.tick().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), asked).await.unwrap();
    }

    /// How many files are kept.
    pub fn stored_files(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("attachments")).unwrap().count()
    }

    /// The body of the last chat request.
    pub fn last_body(&self) -> serde_json::Value {
        let request =
            self.gateway.requests().into_iter().rfind(|request| request.path.ends_with("/chat/completions"));
        request.unwrap().json()
    }
}

/// A message without files, on the route of its conversation.
pub fn message(turn_id: TurnId, conversation_id: ConversationId, text: &str) -> SendMessage {
    SendMessage {
        turn_id,
        conversation_id,
        text: text.to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    }
}

fn start(
    folder: &Path,
    keychain: &Arc<TestKeychain>,
    heard: &Arc<Heard>,
    decoder: &Arc<Decoder>,
    base_url: Option<String>,
    key: Option<&str>,
) -> Chat {
    try_start(folder, keychain, heard, decoder, base_url, key).unwrap()
}

/// The application in a folder, if it can be opened.
pub fn try_start(
    folder: &Path,
    keychain: &Arc<TestKeychain>,
    heard: &Arc<Heard>,
    decoder: &Arc<Decoder>,
    base_url: Option<String>,
    key: Option<&str>,
) -> Result<Chat> {
    Chat::new(Parts {
        store: Store::open(&folder.join("chat.sqlite"))?,
        data_dir: folder.to_owned(),
        index: Index::new(folder.join("search.sqlite")),
        files: BlobStore::open(&folder.join("attachments"))?.with_worker(decoder.worker(folder)),
        keychain: Arc::clone(keychain) as Arc<dyn Keychain>,
        demo: Arc::new(NoDemo),
        sink: Arc::clone(heard) as Arc<dyn EventSink>,
        base_url,
        key: key.map(Secret::new),
        version: "0.0.0".to_owned(),
    })
}

pub fn terminal(heard: &Heard, turn_id: TurnId) -> Option<TurnView> {
    heard.chat_events().into_iter().find_map(|event| match event {
        ChatEvent::Finished { turn, .. }
        | ChatEvent::Failed { turn, .. }
        | ChatEvent::Stopped { turn, .. }
            if turn.id == turn_id =>
        {
            Some(turn)
        }
        _ => None,
    })
}

/// All the HTML that events appended, tails left out: enough to see that text reached the screen.
pub fn appended(events: &[ChatEvent]) -> String {
    let mut html = String::new();
    for event in events {
        let patch = match event {
            ChatEvent::Patched { patch, .. }
            | ChatEvent::Finished { patch, .. }
            | ChatEvent::Failed { patch, .. }
            | ChatEvent::Stopped { patch, .. } => patch,
            ChatEvent::Attempted { .. } | ChatEvent::FileAdded { .. } => continue,
        };
        for op in &patch.ops {
            match op {
                PatchOp::Append { html: more } => html.push_str(more),
                PatchOp::Enter { open, .. } => html.push_str(open),
                PatchOp::Leave => {}
            }
        }
    }
    html
}
