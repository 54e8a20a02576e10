//! What a person set, in memory and in the database.
//!
//! Invariant: changes are made one after the other, each to the settings as they then are, and count once they are
//! written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yourouter_protocol::{AppEvent, Lane, Parameters, Result, Settings, SettingsChange};
use yourouter_store::Store;

use crate::{EventSink, now_ms, storage::Storage};

/// The settings of this program.
pub struct CurrentSettings {
    storage: Storage,
    sink: Arc<dyn EventSink>,
    settings: Mutex<Settings>,
    /// Held while a change is written.
    changing: tokio::sync::Mutex<()>,
}

impl CurrentSettings {
    /// Reads them. Blocking.
    pub(crate) fn load(storage: Storage, sink: Arc<dyn EventSink>) -> Result<Self> {
        let settings = Mutex::new(storage.store.settings()?);
        Ok(Self { storage, sink, settings, changing: tokio::sync::Mutex::default() })
    }

    /// Reads them again, after everything was replaced.
    pub(crate) async fn read_again(&self) -> Result<()> {
        let settings = self.storage.run(|storage| storage.store.settings()).await?;
        self.lock().clone_from(&settings);
        self.sink.app(AppEvent::SettingsChanged { settings });
        Ok(())
    }

    /// What a person set.
    pub fn current(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes the fields that are named; values out of range are brought into it.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]
    pub async fn update_settings(&self, change: SettingsChange) -> Result<Settings> {
        self.change(|settings| settings.with(change).map(|changed| *settings = changed)).await
    }

    pub(crate) async fn change(
        &self,
        change: impl FnOnce(&mut Settings) -> Result<()> + Send,
    ) -> Result<Settings> {
        let _turn = self.changing.lock().await;
        let before = self.current();
        let mut settings = before.clone();
        change(&mut settings)?;
        settings.idle_timeout_seconds = settings.idle_timeout_seconds.clamp(300, 24 * 3600);
        settings.typed_models.truncate(20);
        settings.zoom_percent = settings.zoom_percent.clamp(50, 300);
        settings.favourite_models.truncate(100);
        settings.prices.truncate(500);
        settings.lanes.truncate(Lane::MOST);
        settings.avoided.truncate(100);
        let saved = settings.clone();
        let write = move |storage: &Storage| {
            storage.store.save_settings(&saved)?;
            if before.keeps_requests && !saved.keeps_requests {
                storage.store.forget_exchanges()?;
            }
            follow_default_prompt(&storage.store, &before, &saved)
        };
        self.storage.run(write).await?;
        self.lock().clone_from(&settings);
        self.sink.app(AppEvent::SettingsChanged { settings: settings.clone() });
        Ok(settings)
    }

    /// One thing of them, without a copy of all.
    pub(crate) fn get<T>(&self, look: impl FnOnce(&Settings) -> T) -> T {
        look(&self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The chat that has no message yet follows the default for new chats, unless it has another system prompt by now.
fn follow_default_prompt(store: &Store, old: &Settings, new: &Settings) -> Result<()> {
    let (old, prompt) = (&old.default_system_prompt, &new.default_system_prompt);
    if old == prompt {
        return Ok(());
    }
    let blank = store.blank_conversation(&new.default_route, now_ms())?;
    if blank.parameters.system_prompt != *old {
        return Ok(());
    }
    store.set_parameters(blank.id, &Parameters { system_prompt: prompt.clone(), ..blank.parameters })
}
