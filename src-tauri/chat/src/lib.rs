//! The use cases: what a person can do, joined from the leaves.
//!
//! [`Chat`] is a thin face: what a person can do is done by its parts, each with a state and a lock of its own, each
//! knowing only those before it that it needs:
//!
//! | Part | Keeps | Knows |
//! |---|---|---|
//! | [`CurrentSettings`] | what a person set | |
//! | [`Network`] | proxy, certificates, the client, the request log | settings |
//! | [`Gateways`] | the list of gateways, their keys and models | network |
//! | [`Attachments`] | files of drafts that are under way | gateways |
//! | `RunningTurns` | the turns that run, with what the page has of them | |
//! | [`Conversations`] | which one is shown, the HTML of settled answers | settings, gateways, attachments, running turns |
//! | [`Inspector`] | which requests are being written down | settings, attachments |
//! | [`Turns`] | nothing of its own | all of these |
//! | [`Trials`] | which prompts are being measured | gateways, conversations, turns |
//! | [`Prompts`] | nothing of its own | |
//! | [`Exports`] | the export that runs | |
//! | [`Search`] | the index of all messages | |
//! | [`Imports`] | the import that runs | attachments |
//! | [`Backups`] | why the last backup failed, if it did | attachments |
//!
//! All of them have `Storage`, and the sink that events go to. Methods bear the names of the commands that call them;
//! what takes several parts is a method of [`Chat`] itself. Everything from the outside (keychain, window, demo gateway)
//! comes in through [`Parts`].
//!
//! Invariant: no part holds its lock while it waits, for the disk, the network or another part.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use yourouter_attachments::BlobStore;
use yourouter_gateway::Endpoint;
use yourouter_protocol::{
    AppEvent, ChatEvent, ConnectionReport, ConversationList, ConversationSummary, GatewayView, Result,
    SaveGateway, Secret, Settings, Snapshot,
};
use yourouter_search::Index;
use yourouter_store::Store;

mod attachments;
mod backups;
mod context;
mod conversations;
mod data;
mod estimate;
mod excerpt;
mod export;
mod gateways;
mod import;
mod inspector;
mod keychain;
mod network;
mod prompts;
mod running;
mod search;
mod settings;
mod storage;
mod trials;
mod turns;
mod usage;

pub use attachments::{AttachedFile, Attachments};
pub use backups::{Backups, Chosen, KEPT as BACKUPS_KEPT, newest_backup};
pub use conversations::Conversations;
pub use export::Exports;
pub use gateways::{DemoGateway, Gateways, vendors};
pub use import::Imports;
pub use inspector::Inspector;
pub use keychain::Keychain;
pub use network::Network;
pub use prompts::Prompts;
pub use search::Search;
pub use settings::CurrentSettings;
pub use trials::Trials;
pub use turns::Turns;

use backups::BackupFolder;
use keychain::PatientKeychain;
use running::RunningTurns;
use storage::Storage;

/// Where events go: the window, or a vector in tests.
pub trait EventSink: Send + Sync {
    /// The event `chat`.
    fn chat(&self, event: ChatEvent);
    /// The event `app`.
    fn app(&self, event: AppEvent);
    /// The window shows this conversation now, or its row changed: native menus and titles follow.
    fn shown(&self, conversation: &ConversationSummary);
}

/// What [`Chat`] is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The folder that holds everything.
    pub data_dir: PathBuf,
    /// The index of the search, which need not have a file yet.
    pub index: Index,
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
    /// What a person set.
    pub settings: Arc<CurrentSettings>,
    /// How gateways are reached, and what left this computer.
    pub network: Arc<Network>,
    /// Gateways, keys and models.
    pub gateways: Arc<Gateways>,
    /// Files of drafts and messages.
    pub attachments: Arc<Attachments>,
    /// What the sidebar lists, and what the transcript shows of it.
    pub conversations: Arc<Conversations>,
    /// How answers came over the wire.
    pub inspector: Arc<Inspector>,
    /// Questions and their answers.
    pub turns: Arc<Turns>,
    /// Prompts that are measured.
    pub trials: Arc<Trials>,
    /// Saved prompts.
    pub prompts: Arc<Prompts>,
    /// Conversations in files of their own.
    pub exports: Arc<Exports>,
    /// The search over all of them, and within one.
    pub search: Arc<Search>,
    /// Conversations out of files, of this program or another.
    pub imports: Arc<Imports>,
    /// Copies of all of it.
    pub backups: Arc<Backups>,
    /// Whether what goes on beside all else was begun.
    is_begun: Arc<AtomicBool>,
    storage: Storage,
    version: String,
}

impl Chat {
    /// Puts the application together from what the last run left behind. Blocking.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]; a malformed base URL is [`yourouter_protocol::Error::Invalid`].
    pub fn new(parts: Parts) -> Result<Self> {
        let Parts { store, data_dir, index, files, keychain, demo, sink, base_url, key, version } = parts;
        let storage = Storage { store, files, backups: BackupFolder::new(data_dir), removed: Arc::default() };
        let keychain = PatientKeychain::new(keychain);
        let settings = Arc::new(CurrentSettings::load(storage.clone(), Arc::clone(&sink))?);
        let network = Arc::new(Network::load(storage.clone(), keychain.clone(), Arc::clone(&settings))?);
        let gateways = Arc::new(Gateways::load(
            storage.clone(),
            keychain,
            Arc::clone(&network),
            demo,
            Arc::clone(&sink),
            (base_url, key),
        )?);
        let attachments =
            Arc::new(Attachments::new(storage.clone(), Arc::clone(&gateways), Arc::clone(&sink)));
        let running = Arc::new(RunningTurns::new(Arc::clone(&sink)));
        let conversations = Arc::new(Conversations::new(
            storage.clone(),
            Arc::clone(&settings),
            Arc::clone(&gateways),
            Arc::clone(&attachments),
            Arc::clone(&running),
            Arc::clone(&sink),
        ));
        let inspector = Arc::new(Inspector::new(storage.clone(), Arc::clone(&settings), version.clone()));
        let turns = Arc::new(Turns {
            storage: storage.clone(),
            settings: Arc::clone(&settings),
            network: Arc::clone(&network),
            gateways: Arc::clone(&gateways),
            attachments: Arc::clone(&attachments),
            conversations: Arc::clone(&conversations),
            inspector: Arc::clone(&inspector),
            running,
            sink: Arc::clone(&sink),
        });
        let imports = Arc::new(Imports::new(storage.clone(), Arc::clone(&attachments), Arc::clone(&sink)));
        let trials = Arc::new(Trials::new(
            storage.clone(),
            Arc::clone(&gateways),
            Arc::clone(&conversations),
            Arc::clone(&turns),
            Arc::clone(&sink),
        ));
        let prompts = Arc::new(Prompts { storage: storage.clone() });
        let exports = Arc::new(Exports::new(storage.clone(), sink, version.clone()));
        let backups = Arc::new(Backups::new(storage.clone(), Arc::clone(&attachments)));
        let search = Arc::new(Search::new(storage.clone(), index));
        Ok(Self {
            settings,
            network,
            gateways,
            attachments,
            conversations,
            inspector,
            turns,
            trials,
            prompts,
            exports,
            search,
            imports,
            backups,
            is_begun: Arc::default(),
            storage,
            version,
        })
    }

    /// All that the page needs to show itself, running answers included.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]
    pub async fn load_snapshot(&self) -> Result<Snapshot> {
        let gateways = Arc::clone(&self.gateways);
        self.storage.run(move |storage| gateways.load_default_models(&storage.store)).await?;
        let conversations = self.conversations.list_conversations(ConversationList::Chats, None).await?;
        let folders = self.storage.run(|storage| storage.store.folders()).await?;
        let conversation = self.conversations.open_last().await?;
        Ok(Snapshot {
            version: self.version.clone(),
            gateway: self.gateways.gateway(),
            gateways: self.gateways.gateways(),
            settings: self.settings.current(),
            conversations,
            folders,
            conversation,
            models: self.gateways.models(),
            saving_failure: self.turns.running.unsaved.failure(),
            vendors: vendors(),
        })
    }

    /// The window can be used: what may wait for that begins.
    pub fn page_ready(&self) {
        self.gateways.page_ready();
        // A page that was loaded again finds it begun.
        if !self.is_begun.swap(true, Ordering::Relaxed) {
            self.attachments.tidy_files();
            self.conversations.purge_in_time();
            self.backups.begin_daily();
            self.search.forget_removed();
        }
        self.search.begin_indexing();
    }

    /// Tries the way to the gateway in use, step by step, with the model of the conversation that is shown.
    ///
    /// # Errors
    /// Of the keychain; what fails on the way is in the report.
    pub async fn test_connection(&self) -> Result<ConnectionReport> {
        let route = match self.conversations.current() {
            Some(_) => self.conversations.current_route().await?,
            None => self.settings.current().default_route,
        };
        self.gateways.test_connection(&route).await
    }

    /// Adds a gateway to the list or changes one; the chats and routes that name it follow.
    ///
    /// # Errors
    /// As the list of gateways has them: `invalid`, with words for the person; [`yourouter_protocol::Error::Storage`].
    pub async fn save_gateway(&self, saved: SaveGateway) -> Result<Vec<GatewayView>> {
        let (from, to) = (saved.replaces.clone(), Endpoint::parse(&saved.base_url)?);
        let gateways = self.gateways.save_gateway(saved).await?;
        let Some(from) = from.filter(|from| from != to.base_url()) else { return Ok(gateways) };
        let follow = |settings: &mut Settings| {
            let lanes = settings.lanes.iter_mut().map(|lane| &mut lane.route);
            let routes = settings.recent_routes.iter_mut().chain(lanes).chain([&mut settings.default_route]);
            for route in routes.filter(|route| route.gateway.as_ref() == Some(&from)) {
                route.gateway = Some(to.base_url().to_owned());
            }
            Ok(())
        };
        self.settings.change(follow).await?;
        self.conversations.announce_shown().await?;
        Ok(gateways)
    }

    /// Writes what came of running answers and leaves the database as one file that can be copied: to be called when
    /// the program ends.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]
    pub async fn close(&self) -> Result<()> {
        let written = self.turns.running.write_all().await;
        let folded = self.storage.run(|storage| storage.store.fold_log()).await;
        written.and(folded)
    }
}

/// Milliseconds since 1970 (UTC).
fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
