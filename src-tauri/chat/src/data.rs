//! All that lies on this computer: how much there is, put back as a backup has it, deleted.
//!
//! What takes the place of everything takes it in one transaction of the database in use, so nothing is ever half of one
//! and half of the other; after it, what the parts had in memory is read again. Invariant: what the keychain holds is
//! told by the state before, whatever a backup says of it.

use std::{fs, io, path::Path};

use yourouter_protocol::{DataReport, DataSizes, Deleted, Failure, Result};
use yourouter_store::backup;

use crate::{Chat, backups::Chosen, storage::Storage};

/// Copies of files that the program made for others: dragged out, opened.
const COPIES: [&str; 2] = ["dragged", "opened"];
/// How the names begin of what stands beside a database or a folder that was set aside.
const SET_ASIDE: [&str; 2] = ["chat.sqlite.damaged-", "attachments.damaged-"];
const LOGS: &str = "logs";

impl Chat {
    /// What lies where, how large it is, and the backups.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`]
    pub async fn load_data(&self) -> Result<DataReport> {
        let (backups, failure) = (self.backups.kept(), self.backups.failure().map(words));
        self.storage
            .run(move |Storage { store, files, backups: folder, .. }| {
                Ok(DataReport {
                    folder: folder.data_dir().display().to_string(),
                    chats: store.count_chats()?,
                    files: files.count()?,
                    sizes: DataSizes { requests: store.exchanged_bytes()?, ..sizes(folder.data_dir()) },
                    backups,
                    failure,
                })
            })
            .await
    }

    /// Puts a backup in the place of everything; the present state is kept as a backup first. Answers that are being
    /// written are stopped.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Invalid`], in words, for what is no backup that this version can read; [`yourouter_protocol::Error::Storage`]. Nothing has changed then.
    pub async fn restore_backup(&self, chosen: Chosen) -> Result<()> {
        let copy = self.backups.prepared(chosen).await?;
        self.stop_all().await;
        let hints = self.gateways.stored_hints().await?;
        self.backups.replace_with(copy).await?;
        self.gateways.set_stored_hints(hints).await?;
        self.read_again(false).await
    }

    /// Deletes everything: chats, files, settings, backups, the log, the search's index, and the keychain's entries. The program
    /// then stands as on the first day.
    ///
    /// # Errors
    /// [`yourouter_protocol::Error::Storage`] if the database cannot be emptied, with nothing deleted but keys. What else cannot be deleted is told.
    pub async fn delete_everything(&self) -> Result<Deleted> {
        self.stop_all().await;
        let mut keys_left = self.gateways.forget_all_keys().await;
        keys_left.extend(self.network.forget_password().await);
        let files_left = self.backups.delete_everything().await?;
        self.read_again(true).await?;
        tracing::info!("everything was deleted");
        Ok(Deleted { snapshot: self.load_snapshot().await?, keys_left, files_left })
    }

    /// Stops what runs, and waits for its end.
    async fn stop_all(&self) {
        self.imports.stop_import();
        self.exports.stop_export();
        self.turns.running.stop_all().await;
    }

    /// Reads what is held in memory again, after everything was replaced.
    async fn read_again(&self, is_first_day: bool) -> Result<()> {
        self.attachments.forget_work();
        self.conversations.forget_shown();
        self.search.begin_again();
        self.settings.read_again().await?;
        self.network.read_again().await?;
        self.gateways.read_again(is_first_day).await
    }
}

/// Empties the data folder. Blocking. Gives what could not be removed.
pub(crate) fn empty(Storage { store, files, backups, .. }: &Storage) -> Result<Vec<String>> {
    let nothing = backups.unfinished()?;
    backup::make_empty(nothing.path())?;
    store.replace_with(nothing.path())?;
    // Else what was deleted would stand in the log until it is written over.
    let mut left = Vec::new();
    let mut note = |what: &str, done: io::Result<()>| {
        if let Err(error) = done {
            left.push(format!("{what}: {error}"));
        }
    };
    note("chat.sqlite", store.fold_log().map_err(io::Error::other));
    note("attachments", files.sweep(&|_| Ok(false)).map_err(io::Error::other));
    note("backups", backups.remove_all());
    let data_dir = backups.data_dir();
    for name in COPIES {
        note(name, absent_is_fine(fs::remove_dir_all(data_dir.join(name))));
    }
    for (name, path) in set_aside(data_dir) {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        note(&name, removed);
    }
    note(LOGS, emptied(&data_dir.join(LOGS)));
    Ok(left)
}

/// The program goes on writing to the newest of them.
fn emptied(logs: &Path) -> io::Result<()> {
    for entry in entries(logs) {
        fs::File::options().write(true).truncate(true).open(entry.path())?;
    }
    Ok(())
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn sizes(data_dir: &Path) -> DataSizes {
    let file = |name: String| fs::metadata(data_dir.join(name)).map_or(0, |found| found.len());
    let database = |name: &str| ["", "-wal", "-shm"].iter().map(|end| file(format!("{name}{end}"))).sum();
    DataSizes {
        chats: database("chat.sqlite"),
        requests: 0,
        files: size_of(&data_dir.join("attachments")),
        search: database("search.sqlite"),
        backups: size_of(&data_dir.join("backups")) + file("chat.sqlite.backup".to_owned()),
        log: size_of(&data_dir.join(LOGS)),
        set_aside: set_aside(data_dir).map(|(_, path)| size_of(&path)).sum(),
    }
}

fn set_aside(data_dir: &Path) -> impl Iterator<Item = (String, std::path::PathBuf)> + use<> {
    entries(data_dir).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        SET_ASIDE.iter().any(|begin| name.starts_with(begin)).then(|| (name, entry.path()))
    })
}

/// The bytes of a file, or of the files of a folder.
fn size_of(path: &Path) -> u64 {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            entries(path).filter_map(|entry| entry.metadata().ok()).map(|found| found.len()).sum()
        }
        Ok(found) => found.len(),
        Err(_) => 0,
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = fs::DirEntry> + use<> {
    fs::read_dir(folder).into_iter().flatten().filter_map(io::Result::ok)
}

fn words(failure: Failure) -> String {
    failure.detail
}
