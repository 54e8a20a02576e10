//! A damaged database put out of the way, when a person says so. Invariant: nothing is deleted, and no attached file is
//! left to the clean-up of a database that does not know it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// SQLite's files beside a database, whose names follow it.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// The copy that a migration made.
pub fn backup_of(database: &Path) -> PathBuf {
    with_suffix(database, ".backup")
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

/// Puts the copy in the database's place, which must be free; the copy stays.
///
/// # Errors
/// What the file system says.
pub fn restore_backup(database: &Path) -> io::Result<()> {
    let unfinished = with_suffix(database, ".part");
    fs::copy(backup_of(database), &unfinished)?;
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
        restore_backup(&database).unwrap();
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
}
