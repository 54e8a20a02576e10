//! What a person set, in memory and in the database.
//!
//! Invariant: changes are made one after the other, each to the settings as they then are, and count once they are
//! written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yourouter_protocol::{AppEvent, Result, Settings};

use crate::{EventSink, storage::Storage};

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

    /// What a person set.
    pub fn current(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes the settings; values out of range are brought into it.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]
    pub async fn update_settings(&self, settings: Settings) -> Result<Settings> {
        self.change(|current| *current = settings).await
    }

    pub(crate) async fn change(&self, change: impl FnOnce(&mut Settings) + Send) -> Result<Settings> {
        let _turn = self.changing.lock().await;
        let mut settings = self.current();
        change(&mut settings);
        settings.idle_timeout_seconds = settings.idle_timeout_seconds.clamp(300, 24 * 3600);
        settings.typed_models.truncate(20);
        let saved = settings.clone();
        self.storage.run(move |storage| storage.store.save_settings(&saved)).await?;
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
