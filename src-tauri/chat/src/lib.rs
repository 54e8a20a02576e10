//! The use cases: what a person can do, joined from the leaves.
//!
//! [`Chat`] owns the running turns, the gateway in use and the settings; its methods bear the names of the commands
//! that call them. One turn's life is in `turn`; what a gateway is sent is put together in `history`; keys are in
//! `keys`. Everything from the outside (keychain, window, demo gateway) comes in through [`Parts`].
//!
//! Invariant: failures before a turn has begun are returned; failures after it are events, and each turn ends with
//! exactly one terminal event.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use yourouter_attachments::BlobStore;
use yourouter_gateway::{Client, RequestLog};
use yourouter_protocol::{
    AppEvent, ChatEvent, ConversationId, ConversationSummary, Error, Result, Secret, Settings, TurnId,
};
use yourouter_store::Store;

mod conversations;
mod export;
mod files;
mod gateways;
mod gathered;
mod history;
mod inputs;
mod keys;
mod live;
mod models;
mod network;
mod pace;
mod pages;
mod pending;
mod reading;
mod rendered;
mod request_log;
mod retry;
mod send;
mod send_as;
mod send_preview;
mod title;
mod turn;
mod views;

pub use conversations::vendors;
pub use files::AttachedFile;

use export::Exports;
use gateways::Gateways;
use models::Catalogue;
use network::NetworkSettings;
use pages::Work;
use pending::PendingAttachments;
use rendered::RenderedAnswers;
use request_log::StoreRequestLog;
use turn::Running;

/// Where events go: the window, or a vector in tests.
pub trait EventSink: Send + Sync {
    /// The event `chat`.
    fn chat(&self, event: ChatEvent);
    /// The event `app`.
    fn app(&self, event: AppEvent);
    /// The window shows this conversation now, or its row changed: native menus and titles follow.
    fn shown(&self, conversation: &ConversationSummary);
}

/// The OS keychain. Its calls block and may wait for a person to unlock it.
pub trait Keychain: Send + Sync {
    /// The key for an origin; `None` if the keychain works and has none.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn read(&self, origin: &str) -> Result<Option<Secret>>;
    /// Stores or replaces the key for an origin.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn store(&self, origin: &str, key: &Secret) -> Result<()>;
    /// Removes the key for an origin, if there is one.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`]
    fn forget(&self, origin: &str) -> Result<()>;
}

/// The gateway inside the program, started when it is first wanted.
#[async_trait]
pub trait DemoGateway: Send + Sync {
    /// Its base URL on the loopback interface.
    ///
    /// # Errors
    /// [`Error::Internal`] if it cannot listen.
    async fn base_url(&self) -> Result<String>;
}

/// What [`Chat`] is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The attached files.
    pub files: BlobStore,
    /// The OS keychain.
    pub keychain: Arc<dyn Keychain>,
    /// The gateway inside the program.
    pub demo: Arc<dyn DemoGateway>,
    /// Where events go.
    pub sink: Arc<dyn EventSink>,
    /// `YOUROUTER_BASE_URL`: the gateway for this run.
    pub base_url: Option<String>,
    /// `YOUROUTER_API_KEY`: the key for this run, bound to the gateway that the run starts with.
    pub key: Option<Secret>,
    /// The program's version.
    pub version: String,
}

/// The application without its window; cheap to clone.
#[derive(Clone)]
pub struct Chat {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    files: BlobStore,
    keychain: Arc<dyn Keychain>,
    demo: Arc<dyn DemoGateway>,
    sink: Arc<dyn EventSink>,
    version: String,
    request_log: Arc<StoreRequestLog>,
    exports: Exports,
    rendered: RenderedAnswers,
    /// One file is prepared at a time: what decoding needs at most is needed once.
    preparing: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

struct State {
    settings: Settings,
    client: Client,
    gateways: Gateways,
    models: Catalogue,
    reach: NetworkSettings,
    running: HashMap<TurnId, Running>,
    current: Option<ConversationId>,
    pending: PendingAttachments,
    work: Work,
}

impl Chat {
    /// Puts the application together and tidies what the last run left behind. Blocking.
    ///
    /// # Errors
    /// [`Error::Storage`]; a malformed base URL is [`Error::Invalid`].
    pub fn new(parts: Parts) -> Result<Self> {
        let Parts { store, files, keychain, demo, sink, base_url, key, version } = parts;
        let settings = store.settings()?;
        let gateways = Gateways::load(&store, base_url, key)?;
        let request_log = Arc::new(StoreRequestLog::new(store.clone()));
        let reach = NetworkSettings::load(&store)?;
        let entered = Arc::clone(&request_log) as Arc<dyn RequestLog>;
        let state = State {
            client: network::client_for(settings.idle_timeout_seconds, &reach, entered),
            settings,
            gateways,
            models: Catalogue::default(),
            reach,
            running: HashMap::new(),
            current: None,
            pending: PendingAttachments::default(),
            work: Work::default(),
        };
        let inner = Inner {
            store,
            files,
            keychain,
            demo,
            sink,
            version,
            request_log,
            exports: Exports::default(),
            rendered: RenderedAnswers::new(),
            preparing: tokio::sync::Mutex::default(),
            state: Mutex::new(state),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Leaves the database as one file that can be copied: to be called when the program ends. Blocking.
    ///
    /// # Errors
    /// [`Error::Storage`]; nothing is lost then.
    pub fn close(&self) -> Result<()> {
        self.inner.store.fold_log()
    }

    /// What a person set.
    pub fn settings(&self) -> Settings {
        self.state().settings.clone()
    }

    /// Changes the settings; values out of range are brought into it.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn update_settings(&self, mut settings: Settings) -> Result<Settings> {
        settings.idle_timeout_seconds = settings.idle_timeout_seconds.clamp(300, 24 * 3600);
        settings.typed_models.truncate(20);
        let saved = settings.clone();
        self.blocking(move |inner| inner.store.save_settings(&saved)).await?;
        let mut state = self.state();
        let is_other_limit = state.settings.idle_timeout_seconds != settings.idle_timeout_seconds;
        state.settings = settings.clone();
        drop(state);
        if is_other_limit {
            self.renew_client();
        }
        self.inner.sink.app(AppEvent::SettingsChanged { settings: settings.clone() });
        Ok(settings)
    }

    /// Runs a blocking piece of work off the async threads.
    async fn blocking<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> Result<T> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || work(&inner))
            .await
            .map_err(|stopped| Error::Internal(stopped.to_string()))?
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Milliseconds since 1970 (UTC).
fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
