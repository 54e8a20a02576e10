//! Backups of the database: one on each day on which the program is used, and whenever the person wants one.
//!
//! A backup is the database alone. The contents of attached files lie beside it by their hash, and are not removed while a
//! backup needs them; one that is saved elsewhere carries them. Invariant: of each kind the newest five are kept, and an
//! older one goes only once a newer one was found sound.

use std::{
    fs,
    io::{self, Read},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::tz::TimeZone;

use yourouter_protocol::words::details;
use yourouter_protocol::{BackupKind, BackupView, Error, Failure, Result, error::StorageError};
use yourouter_store::backup;

use crate::{attachments::Attachments, now_ms, storage::Storage};
pub(crate) use folder::BackupFolder;

mod folder;

/// How many of each kind are kept.
pub const KEPT: usize = 5;
/// How long after the start the first one may begin: the start is over by then.
const FIRST_AFTER: Duration = Duration::from_secs(10);
/// How often it is asked whether a day has passed.
const LOOKED_EVERY: Duration = Duration::from_secs(30 * 60);

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The backups of this program.
pub struct Backups {
    storage: Storage,
    attachments: Arc<Attachments>,
    /// Held while one is made or put back.
    working: tokio::sync::Mutex<()>,
    /// Why the last one that was to be made is none.
    failure: Mutex<Option<Failure>>,
}

impl Backups {
    pub(crate) fn new(storage: Storage, attachments: Arc<Attachments>) -> Self {
        Self { storage, attachments, working: tokio::sync::Mutex::default(), failure: Mutex::default() }
    }

    /// Makes one now.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn back_up_now(&self) -> Result<BackupView> {
        let _turn = self.working.lock().await;
        self.make(BackupKind::Manual).await
    }

    /// Saves one where the person wants it, with the contents of attached files in it.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn save_backup(&self, target: std::path::PathBuf) -> Result<()> {
        let _turn = self.working.lock().await;
        self.storage
            .run(move |storage| {
                let unfinished = beside(&target)?;
                storage.store.back_up(unfinished.path())?;
                backup::carry_files(unfinished.path(), |sha256| {
                    storage.files.read(sha256).ok().map(|bytes| bytes.to_vec())
                })?;
                unfinished.persist(&target).map_err(|error| failed(error.error))?;
                Ok(())
            })
            .await
    }

    /// Those that are kept, the newest first.
    pub(crate) fn kept(&self) -> Vec<BackupView> {
        self.storage.backups.kept()
    }

    /// Why the last one that was to be made is none.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes one on each day on which something was written, beside all else.
    pub(crate) fn begin_daily(self: &Arc<Self>) {
        let backups = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(FIRST_AFTER).await;
            loop {
                // What fails is told by the page of data and privacy, and tried again.
                let _told = backups.make_if_due(now_ms()).await;
                tokio::time::sleep(LOOKED_EVERY).await;
            }
        });
    }

    /// Makes one unless one was made on this day by itself, or nothing was written since the last.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn make_if_due(&self, now_ms: i64) -> Result<Option<BackupView>> {
        let _turn = self.working.lock().await;
        let newest = self.kept().into_iter().find(|kept| kept.kind == BackupKind::Daily);
        if newest.is_some_and(|newest| is_same_day(newest.made_at_ms, now_ms))
            || !self.storage.backups.is_changed_since_last()
        {
            return Ok(None);
        }
        self.make(BackupKind::Daily).await.map(Some)
    }

    /// Keeps the present state, and puts a copy in the place of everything. The copy is made ready for that, and changed.
    pub(crate) async fn replace_with(&self, copy: tempfile::TempPath) -> Result<()> {
        let _turn = self.working.lock().await;
        self.make(BackupKind::Replaced).await?;
        self.storage
            .run(move |Storage { store, files, .. }| {
                backup::take_carried_files(&copy, |sha256, bytes| files.restore(sha256, bytes))?;
                store.replace_with(&copy)
            })
            .await
    }

    /// Deletes everything, backups included; gives what could not be removed.
    pub(crate) async fn delete_everything(&self) -> Result<Vec<String>> {
        // One that is being made would come after all was removed.
        let _turn = self.working.lock().await;
        self.attachments.delete_all().await
    }

    /// A copy of a backup, checked and ready to be put back.
    ///
    /// # Errors
    /// [`Error::Invalid`], in words, for what is no backup that this version can read; [`Error::Storage`].
    pub(crate) async fn prepared(&self, chosen: Chosen) -> Result<tempfile::TempPath> {
        let prepare = move |storage: &Storage| {
            let source = match chosen {
                Chosen::Kept(id) => storage.backups.path_of(&id)?,
                Chosen::File(path) => path,
            };
            if !is_database(&source).map_err(failed)? {
                return Err(Error::invalid(details::no_backup()));
            }
            let copy = storage.backups.unfinished()?;
            copied(&source, copy.path()).map_err(|error| refused(failed(error)))?;
            backup::prepare_copy(copy.path()).map_err(refused)?;
            Ok(copy.into_temp_path())
        };
        self.storage.run(prepare).await
    }

    async fn make(&self, kind: BackupKind) -> Result<BackupView> {
        let made = self.storage.run(move |storage| storage.backups.make(&storage.store, kind)).await;
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) =
            made.as_ref().err().cloned().map(Failure::from);
        let made = made.inspect_err(|error| tracing::warn!(%error, "no backup"))?;
        // What only the oldest needed can go now.
        self.attachments.remove_unused().await?;
        Ok(made)
    }
}

/// The newest backup in a data folder that this version can read.
pub fn newest_backup(data_dir: &Path) -> Option<std::path::PathBuf> {
    let folder = BackupFolder::new(data_dir.to_owned());
    let paths = folder.kept().into_iter().filter_map(|kept| folder.path_of(&kept.id).ok());
    paths.into_iter().find(|path| backup::format_of(path).is_some_and(backup::is_known_format))
}

/// What is to be put back.
pub enum Chosen {
    /// One that is kept, by its id.
    Kept(String),
    /// A file of the person's.
    File(std::path::PathBuf),
}

/// A file that is written beside another, whose place it takes once it is whole.
fn beside(target: &Path) -> Result<tempfile::NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::NamedTempFile::new_in(folder).map_err(failed)
}

/// Whether a file begins as databases do (SQLite, "Database File Format", section 1.3). An empty one was one, as far as is known.
fn is_database(path: &Path) -> io::Result<bool> {
    let mut begin = Vec::new();
    fs::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut begin)?;
    Ok(begin.is_empty() || begin == MAGIC)
}

/// Copies a database with the log that may stand beside it.
fn copied(source: &Path, copy: &Path) -> io::Result<()> {
    fs::copy(source, copy)?;
    let beside = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        std::path::PathBuf::from(name)
    };
    match fs::copy(beside(source, "-wal"), beside(copy, "-wal")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn failed(error: io::Error) -> Error {
    StorageError::io("the backup", error).into()
}

/// Words for the person who chose a file that is none.
fn refused(error: Error) -> Error {
    use yourouter_protocol::error::StorageProblem::{Damaged, Foreign, Newer};
    match error {
        Error::Storage(source) => match source.problem {
            Damaged => Error::invalid(details::backup_damaged()),
            Newer => Error::invalid(details::backup_newer()),
            Foreign => Error::invalid(details::no_backup()),
            _ => Error::Storage(source),
        },
        other => other,
    }
}

fn is_same_day(one_ms: i64, other_ms: i64) -> bool {
    let day =
        |ms: i64| jiff::Timestamp::from_millisecond(ms).ok().map(|at| at.to_zoned(TimeZone::system()).date());
    day(one_ms) == day(other_ms)
}

#[cfg(test)]
mod tests {
    use super::is_same_day;

    #[test]
    fn a_day_is_that_of_the_calendar() {
        let noon = jiff::civil::date(2026, 11, 28).at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::system());
        let ms = noon.unwrap().timestamp().as_millisecond();
        let hour = 60 * 60 * 1000;
        assert!(is_same_day(ms, ms + 11 * hour));
        assert!(!is_same_day(ms, ms + 13 * hour));
        assert!(!is_same_day(ms, ms - 13 * hour));
    }
}
