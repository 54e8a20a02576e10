//! The folder of backups, beside the database. Invariant: only files that bear the names of backups are ever touched.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use tempfile::NamedTempFile;

use yourouter_protocol::words::details;
use yourouter_protocol::{BackupKind, BackupView, Error, Result};
use yourouter_store::{Store, backup::NeededFiles};

use super::{KEPT, failed};
use crate::now_ms;

/// How the name of a backup's file begins and ends; between them stand its time (UTC) and its kind.
const NAME: (&str, &str) = ("chat-", ".sqlite");
const TIME: &str = "%Y%m%d-%H%M%S%.3f";
/// The copy that the last migration made, beside the database.
const UPDATE: &str = "chat.sqlite.backup";

const KINDS: [(BackupKind, &str); 3] =
    [(BackupKind::Daily, "daily"), (BackupKind::Manual, "manual"), (BackupKind::Replaced, "replaced")];

/// Where backups are kept; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct BackupFolder {
    data_dir: PathBuf,
}

impl BackupFolder {
    /// The one in a data folder; it is made when it is first needed.
    pub(crate) fn new(data_dir: PathBuf) -> Self {
        Self { data_dir }
    }

    /// The folder that holds everything, this one too.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Those that are kept, the newest first.
    pub(crate) fn kept(&self) -> Vec<BackupView> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten().filter_map(io::Result::ok);
        let named = entries.filter_map(|entry| {
            let id = entry.file_name().into_string().ok()?;
            let (kind, made_at_ms) = read_name(&id)?;
            Some(BackupView { id, kind, made_at_ms, size_bytes: entry.metadata().ok()?.len() })
        });
        let mut kept: Vec<_> = named.chain(self.update()).collect();
        kept.sort_by_key(|backup| std::cmp::Reverse((backup.made_at_ms, backup.id.clone())));
        kept
    }

    /// Where one is.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is not kept any more.
    pub(crate) fn path_of(&self, id: &str) -> Result<PathBuf> {
        let found = self.kept().into_iter().find(|backup| backup.id == id);
        found.map(|backup| self.path(&backup)).ok_or_else(|| Error::invalid(details::backup_gone()))
    }

    /// Makes one, and removes those of its kind that are too many.
    pub(super) fn make(&self, store: &Store, kind: BackupKind) -> Result<BackupView> {
        let unfinished = self.unfinished()?;
        store.back_up(unfinished.path())?;
        let (id, made_at_ms) = self.free_name(kind);
        let path = self.folder().join(&id);
        unfinished.persist(&path).map_err(|error| failed(error.error))?;
        let size_bytes = fs::metadata(&path).map_err(failed)?.len();
        let same = self.kept().into_iter().filter(|backup| backup.kind == kind);
        for old in same.skip(KEPT) {
            fs::remove_file(self.path(&old)).map_err(failed)?;
        }
        Ok(BackupView { id, kind, made_at_ms, size_bytes })
    }

    /// A file for a copy that is not finished, which goes when it is dropped.
    pub(crate) fn unfinished(&self) -> Result<NamedTempFile> {
        let folder = self.folder();
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(failed)?;
        tempfile::Builder::new().prefix("unfinished-").tempfile_in(folder).map_err(failed)
    }

    /// Whether the database was written to after the last backup of any kind.
    pub(super) fn is_changed_since_last(&self) -> bool {
        let Some(last) = self.kept().first().and_then(|backup| written_at(&self.path(backup))) else {
            return true;
        };
        let files = ["chat.sqlite", "chat.sqlite-wal"].map(|name| self.data_dir.join(name));
        files.iter().filter_map(|path| written_at(path)).any(|written| written > last)
    }

    /// Looks up which contents of attached files the backups need. One that cannot be read needs none: nothing can be restored
    /// from it.
    pub(crate) fn needed_files(&self) -> impl Fn(&str) -> Result<bool> + use<> {
        let needed: Vec<_> =
            self.kept().iter().filter_map(|backup| NeededFiles::open(&self.path(backup)).ok()).collect();
        move |sha256| Ok(needed.iter().any(|backup| backup.has(sha256).unwrap_or(false)))
    }

    /// Removes all of them.
    pub(crate) fn remove_all(&self) -> io::Result<()> {
        for backup in self.kept() {
            fs::remove_file(self.path(&backup))?;
        }
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        self.data_dir.join("backups")
    }

    fn path(&self, backup: &BackupView) -> PathBuf {
        match backup.kind {
            BackupKind::Update => self.data_dir.join(UPDATE),
            _ => self.folder().join(&backup.id),
        }
    }

    fn update(&self) -> Option<BackupView> {
        let found = fs::metadata(self.data_dir.join(UPDATE)).ok()?;
        let made = Timestamp::try_from(found.modified().ok()?).ok()?;
        Some(BackupView {
            id: UPDATE.to_owned(),
            kind: BackupKind::Update,
            made_at_ms: made.as_millisecond(),
            size_bytes: found.len(),
        })
    }

    /// A name that no backup has: the time is that of now, or a millisecond that is free after it.
    fn free_name(&self, kind: BackupKind) -> (String, i64) {
        let word = KINDS.iter().find(|(known, _)| *known == kind).map_or("manual", |(_, word)| word);
        let mut made_at_ms = now_ms();
        loop {
            let at = Timestamp::from_millisecond(made_at_ms).unwrap_or_default();
            let id = format!("{}{}-{word}{}", NAME.0, at.strftime(TIME), NAME.1);
            if !self.folder().join(&id).exists() {
                return (id, made_at_ms);
            }
            made_at_ms += 1;
        }
    }
}

fn read_name(name: &str) -> Option<(BackupKind, i64)> {
    let (time, word) = name.strip_prefix(NAME.0)?.strip_suffix(NAME.1)?.rsplit_once('-')?;
    let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
    let at = DateTime::strptime(TIME, time).ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some((*kind, at.timestamp().as_millisecond()))
}

fn written_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_and_why() {
        let folder = tempfile::tempdir().unwrap();
        for (kind, _) in KINDS {
            let (id, made_at_ms) = BackupFolder::new(folder.path().to_owned()).free_name(kind);
            assert_eq!(read_name(&id), Some((kind, made_at_ms)), "{id}");
        }
        for other in ["chat.sqlite", "chat-20261128-daily.sqlite", "chat-20261128-212503.123-other.sqlite"] {
            assert_eq!(read_name(other), None);
        }
    }
}
