//! A damaged database put out of the way, when a person says so. Invariant: nothing is deleted, and no attached file is
//! left to the clean-up of a database that does not know it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use yourouter_chat_core::newest_backup;
use yourouter_protocol::{error::StorageError, words::startup};
use yourouter_store::salvage::{Salvaged, salvage};

/// SQLite's files beside a database, whose names follow it.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// The newest backup that this version can read, else the copy that a migration made.
pub fn backup_of(database: &Path) -> PathBuf {
    let folder = database.parent().unwrap_or(Path::new("."));
    newest_backup(folder).unwrap_or_else(|| with_suffix(database, ".backup"))
}

/// Writes what can be read of a damaged database into a new one, sets the damaged one aside, and puts the new one in its place.
///
/// # Errors
/// What the database or the file system says; before the new one is whole nothing is changed.
pub fn recover(
    database: &Path,
    attachments: &Path,
    now: &str,
) -> Result<Recovered, yourouter_protocol::Error> {
    let failed = |error| StorageError::io("the recovered database", error);
    let unfinished = with_suffix(database, ".recovered");
    absent_is_fine(fs::remove_file(&unfinished)).map_err(failed)?;
    let salvaged = salvage(database, &unfinished)?;
    let aside = set_aside(database, attachments, now).map_err(failed)?;
    fs::rename(unfinished, database).map_err(failed)?;
    Ok(Recovered { salvaged, aside })
}

/// What came of a damaged database.
pub struct Recovered {
    salvaged: Salvaged,
    /// The damaged one's new name.
    aside: PathBuf,
}

impl Recovered {
    /// How much was found, in a few words.
    pub fn title(&self) -> String {
        startup::recovered_title(self.salvaged.chats, self.salvaged.messages)
    }

    /// What was not, and where the damaged file is.
    pub fn body(&self) -> String {
        let Salvaged { empty, damaged, pages, .. } = self.salvaged;
        let missing = startup::recovered_damaged(damaged, pages);
        let emptied = if empty > 0 { format!(" {}", startup::recovered_empty(empty)) } else { String::new() };
        format!("{missing}{emptied}\n\n{}", startup::recovered_kept(&self.aside.display().to_string()))
    }
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Renames the database, and keeps the attached files under a second name; gives the database's new one.
///
/// # Errors
/// What the file system says; what was renamed before stays so.
pub fn set_aside(database: &Path, attachments: &Path, now: &str) -> io::Result<PathBuf> {
    let suffix = format!(".damaged-{now}");
    keep_copies(attachments, &with_suffix(attachments, &suffix))?;
    let aside = with_suffix(database, &suffix);
    // The log first: a database without its log is still one, the other way round nothing is.
    for companion in COMPANIONS.into_iter().rev() {
        match fs::rename(with_suffix(database, companion), with_suffix(&aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// Puts a copy of a backup in the database's place, which must be free.
///
/// # Errors
/// What the file system says.
pub fn restore_backup(backup: &Path, database: &Path) -> io::Result<()> {
    let unfinished = with_suffix(database, ".part");
    fs::copy(backup, &unfinished)?;
    fs::File::options().write(true).open(&unfinished)?.sync_all()?;
    fs::rename(unfinished, database)
}

/// A second name for each file of a folder, or a copy where the file system knows no second names.
fn keep_copies(from: &Path, to: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    fs::create_dir_all(to)?;
    #[cfg(unix)]
    fs::set_permissions(to, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let kept = to.join(entry.file_name());
            fs::hard_link(entry.path(), &kept).or_else(|_| fs::copy(entry.path(), &kept).map(drop))?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_set_aside_with_its_log_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (database, attachments) = (folder.path().join("chat.sqlite"), folder.path().join("attachments"));
        fs::create_dir(&attachments).unwrap();
        for (path, text) in [
            (database.clone(), "damaged"),
            (folder.path().join("chat.sqlite-wal"), "log"),
            (folder.path().join("chat.sqlite.backup"), "before"),
            (attachments.join("a"), "file"),
        ] {
            fs::write(path, text).unwrap();
        }
        let aside = set_aside(&database, &attachments, "1").unwrap();
        assert!(!database.exists());
        assert_eq!(fs::read_to_string(&aside).unwrap(), "damaged");
        assert_eq!(fs::read_to_string(folder.path().join("chat.sqlite.damaged-1-wal")).unwrap(), "log");
        restore_backup(&backup_of(&database), &database).unwrap();
        assert_eq!(fs::read_to_string(&database).unwrap(), "before");
        assert!(backup_of(&database).exists());
        // What a database that does not know the file would clean up.
        fs::remove_file(attachments.join("a")).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("attachments.damaged-1/a")).unwrap(), "file");
    }

    #[test]
    fn a_database_without_attachments_can_be_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("chat.sqlite");
        fs::write(&database, "").unwrap();
        set_aside(&database, &folder.path().join("attachments"), "1").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_database_is_recovered_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("chat.sqlite");
        drop(yourouter_store::Store::open(&database).unwrap());
        let mut bytes = fs::read(&database).unwrap();
        bytes[..4096].fill(0xEE);
        fs::write(&database, &bytes).unwrap();
        fs::write(with_suffix(&database, ".recovered"), "left by a crash").unwrap();
        let recovered = recover(&database, &folder.path().join("attachments"), "1").unwrap();
        assert_eq!(recovered.title(), "Recovered 0 chats with 0 messages");
        assert!(recovered.body().contains("chat.sqlite.damaged-1"), "{}", recovered.body());
        assert_eq!(fs::read(folder.path().join("chat.sqlite.damaged-1")).unwrap(), bytes);
        drop(yourouter_store::Store::open(&database).unwrap());
    }
}
