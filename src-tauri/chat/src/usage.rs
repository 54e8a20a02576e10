//! The scoreboard: figures of the person's own requests, by vendor, model, day, chat and folder, and the same as CSV.
//!
//! `usage/report` counts, `usage/csv` writes, `usage/limits` says what is asked about. Invariant: every figure is counted
//! from rows of this computer's database; what nothing was counted for is missing, never 0. Nothing of it is ever sent.

use std::{path::Path, sync::Arc};

use jiff::Zoned;

use yourouter_protocol::{
    ChatUsage, ConversationId, Error, Result, TrialView, UsagePeriod, UsageReport, error::StorageError,
};
use yourouter_store::{CountedRequest, Trial};

use super::{Chat, storage::Storage};
use report::Priced;

mod csv;
mod days;
mod limits;
mod report;

impl Chat {
    /// The figures of a period.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_usage(&self, period: UsagePeriod) -> Result<UsageReport> {
        let report = move |requests: &[Priced<'_>], storage: &Storage| {
            Ok(report::report(period, requests, &storage.store.counted_chats()?, &Zoned::now()))
        };
        self.counted(move |storage| storage.store.counted_requests(since(period)), report).await
    }

    /// What one chat came to, in all its branches.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_chat_usage(&self, id: ConversationId) -> Result<ChatUsage> {
        let limit = self.chat_limit(id).await?;
        let report = move |requests: &[Priced<'_>], _: &Storage| {
            Ok(ChatUsage { total: report::sum(requests.iter()), by_both: report::by_both(requests), limit })
        };
        self.counted(move |storage| storage.store.counted_requests_of(id), report).await
    }

    /// The trials so far, the newest first, with what each vendor came to.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_trials(&self) -> Result<Vec<TrialView>> {
        let (gateways, typed) =
            (Arc::clone(&self.gateways), self.settings.get(|settings| settings.prices.clone()));
        let trials = Arc::clone(&self.trials);
        let read = move |storage: &Storage| {
            let found = storage.store.trials()?;
            let view = |trial: Trial| {
                let is_running = trials.is_running(trial.id);
                report::trial_view(trial, is_running, &gateways, &typed)
            };
            Ok(found.into_iter().map(view).collect())
        };
        self.storage.run(read).await
    }

    /// Writes the figures of a period into a file, as CSV (RFC 4180): a row for each day, chat, gateway, model and vendor.
    ///
    /// # Errors
    /// [`Error::Storage`], also for a file that cannot be written.
    pub async fn export_usage(&self, period: UsagePeriod, path: &Path) -> Result<()> {
        let path = path.to_path_buf();
        let write = move |requests: &[Priced<'_>], storage: &Storage| {
            let csv = csv::csv(requests, &storage.store.counted_chats()?, &Zoned::now());
            std::fs::write(&path, csv).map_err(|error| Error::from(StorageError::io("the file", error)))
        };
        self.counted(move |storage| storage.store.counted_requests(since(period)), write).await
    }

    /// What is made of some requests and their prices.
    async fn counted<T: Send + 'static>(
        &self,
        requests: impl FnOnce(&Storage) -> Result<Vec<CountedRequest>> + Send + 'static,
        of: impl FnOnce(&[Priced<'_>], &Storage) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (gateways, typed) =
            (Arc::clone(&self.gateways), self.settings.get(|settings| settings.prices.clone()));
        let count = move |storage: &Storage| {
            let requests = requests(storage)?;
            of(&report::priced(&gateways, &typed, &requests), storage)
        };
        self.storage.run(count).await
    }
}

/// When a period began, in milliseconds since 1970 (UTC).
fn since(period: UsagePeriod) -> i64 {
    days::began(period, &Zoned::now()).unwrap_or(i64::MIN)
}
