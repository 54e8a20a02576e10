//! Why the program cannot start: in words, with what can be done, and the code that it ends with.
//!
//! Codes are those of `sysexits.h` (BSD, sysexits(3)), so that a script can tell a wrong setting from a full disk.

use std::{io, path::PathBuf};

use yourouter_protocol::{
    Error,
    error::{StorageError, StorageProblem},
    words::startup,
};

/// Why the program cannot start. Its own words are for a terminal and the log; [`StartError::title`] and
/// [`StartError::body`] are for people.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// What was typed on the command line.
    #[error("{0}")]
    Usage(String),
    /// The system names no folder for application data.
    #[error("the system names no folder for application data")]
    NoDataDir,
    /// The data folder cannot be made or written to.
    #[error("the folder {}: {source}", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program has the data folder, and does not answer.
    #[error("YouRouter Chat is open with {} already, but does not answer", path.display())]
    InUse {
        /// Which folder.
        path: PathBuf,
    },
    /// `YOUROUTER_BASE_URL` is no address of a gateway.
    #[error("YOUROUTER_BASE_URL: {0}")]
    BaseUrl(#[source] Error),
    /// The database cannot be opened.
    #[error("{}: {source}", path.display())]
    Database {
        /// The database file.
        path: PathBuf,
        /// Whether there is a backup that this version can read.
        has_backup: bool,
        /// Whether something may be read of it if it is damaged.
        is_salvageable: bool,
        /// Why not.
        source: StorageError,
    },
    /// The folder of attached files cannot be opened.
    #[error("{}: {source}", path.display())]
    Attachments {
        /// Which folder.
        path: PathBuf,
        /// Why not.
        source: StorageError,
    },
    /// There is no display to open a window on.
    #[error("there is no display to open a window on")]
    NoDisplay,
    /// The toolkit refused the window.
    #[error("the window cannot be opened: {0}")]
    Window(#[from] tauri::Error),
    /// Something else failed in the program.
    #[error("{0}")]
    Core(#[from] Error),
}

/// A way on that a person can choose instead of ending the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing changed but the time.
    TryAgain,
    /// Another data folder, for this start.
    OtherFolder,
    /// What can be read of the present file, in a new one; the present file is kept beside it.
    Salvage,
    /// The newest backup; the present file is kept beside it.
    UseBackup,
    /// An empty database; the present file is kept beside it.
    StartEmpty,
    /// The gateway that was in use before `YOUROUTER_BASE_URL` was set.
    IgnoreBaseUrl,
}

impl StartError {
    /// What the process ends with (sysexits(3)).
    pub fn exit_code(&self) -> u8 {
        use StorageProblem::{Busy, Damaged, Foreign, Newer, NotAllowed};
        match self {
            Self::Usage(_) => 64,
            Self::Database { source, .. } | Self::Attachments { source, .. } => match source.problem {
                Damaged | Foreign | Newer => 65,
                Busy => 75,
                NotAllowed => 77,
                _ => 74,
            },
            Self::NoDisplay | Self::Window(_) => 69,
            Self::Core(_) => 70,
            Self::Folder { .. } => 73,
            Self::InUse { .. } => 75,
            Self::NoDataDir | Self::BaseUrl(_) => 78,
        }
    }

    /// The ways on, the likeliest first.
    pub fn ways(&self) -> Vec<Way> {
        use Way::{IgnoreBaseUrl, OtherFolder, Salvage, StartEmpty, TryAgain, UseBackup};
        match self {
            Self::Database { source, has_backup, is_salvageable, .. } => match source.problem {
                StorageProblem::Damaged => {
                    let offered = [
                        is_salvageable.then_some(Salvage),
                        has_backup.then_some(UseBackup),
                        Some(StartEmpty),
                        Some(OtherFolder),
                    ];
                    offered.into_iter().flatten().collect()
                }
                StorageProblem::Newer if *has_backup => vec![OtherFolder, UseBackup],
                StorageProblem::Newer | StorageProblem::Foreign => vec![OtherFolder],
                _ => vec![TryAgain, OtherFolder],
            },
            Self::Folder { .. } | Self::InUse { .. } | Self::Attachments { .. } => {
                vec![TryAgain, OtherFolder]
            }
            Self::NoDataDir => vec![OtherFolder],
            Self::BaseUrl(_) => vec![IgnoreBaseUrl],
            Self::Usage(_) | Self::NoDisplay | Self::Window(_) | Self::Core(_) => Vec::new(),
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Usage(_) => startup::usage_title(),
            Self::NoDataDir => startup::no_folder_title(),
            Self::Folder { .. } => startup::folder_failed_title(),
            Self::InUse { .. } => startup::open_title(),
            Self::BaseUrl(_) => startup::base_url_title(),
            Self::Database { source, .. } => match source.problem {
                StorageProblem::Damaged => startup::damaged_title(),
                StorageProblem::Newer => startup::newer_title(),
                StorageProblem::Foreign => startup::foreign_title(),
                StorageProblem::Busy => startup::busy_title(),
                StorageProblem::Full => startup::full_title(),
                _ => startup::database_title(),
            },
            Self::Attachments { .. } => startup::attachments_title(),
            Self::NoDisplay => startup::no_display_title(),
            Self::Window(_) | Self::Core(_) => startup::failed_title(),
        }
    }

    /// What it means and what can be done.
    pub fn body(&self) -> String {
        let shown = |path: &PathBuf| path.display().to_string();
        match self {
            Self::Usage(words) => words.clone(),
            Self::NoDataDir => startup::no_folder().to_owned(),
            Self::Folder { path, source } => startup::folder_failed(&shown(path), &source.to_string()),
            Self::InUse { path } => startup::open(&shown(path)),
            Self::BaseUrl(error) => startup::base_url(&detail(error)),
            Self::Database { path, source, .. } => database(&shown(path), source),
            Self::Attachments { path, source } => startup::attachments(&shown(path), &source.to_string()),
            Self::NoDisplay => startup::no_display().to_owned(),
            Self::Window(error) => error.to_string(),
            Self::Core(error) => detail(error),
        }
    }
}

fn database(path: &str, source: &StorageError) -> String {
    match source.problem {
        StorageProblem::Damaged => startup::damaged(path, &source.to_string()),
        StorageProblem::Newer => startup::newer(path),
        StorageProblem::Foreign => startup::foreign(path),
        StorageProblem::Busy => startup::busy(path),
        StorageProblem::Full => startup::full(path),
        _ => startup::database(path, &source.to_string()),
    }
}

/// The words of an error without what kind it is.
fn detail(error: &Error) -> String {
    let failure = yourouter_protocol::Failure::from(error.clone());
    if failure.detail.is_empty() { error.to_string() } else { failure.detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(problem: StorageProblem, has_backup: bool) -> StartError {
        let source = StorageError::new(problem, "the cause");
        let is_salvageable = false;
        StartError::Database { path: "/data/chat.sqlite".into(), has_backup, is_salvageable, source }
    }

    #[test]
    fn what_can_be_read_of_a_damaged_database_is_offered_first() {
        let source = StorageError::new(StorageProblem::Damaged, "the cause");
        let path = "/data/chat.sqlite".into();
        let error = StartError::Database { path, has_backup: true, is_salvageable: true, source };
        assert_eq!(error.ways(), [Way::Salvage, Way::UseBackup, Way::StartEmpty, Way::OtherFolder]);
    }

    #[test]
    fn a_database_is_set_aside_only_where_it_is_damaged() {
        for (problem, has_backup, ways) in [
            (StorageProblem::Damaged, true, vec![Way::UseBackup, Way::StartEmpty, Way::OtherFolder]),
            (StorageProblem::Damaged, false, vec![Way::StartEmpty, Way::OtherFolder]),
            (StorageProblem::Newer, true, vec![Way::OtherFolder, Way::UseBackup]),
            (StorageProblem::Newer, false, vec![Way::OtherFolder]),
            (StorageProblem::Foreign, true, vec![Way::OtherFolder]),
            (StorageProblem::Busy, true, vec![Way::TryAgain, Way::OtherFolder]),
            (StorageProblem::Full, true, vec![Way::TryAgain, Way::OtherFolder]),
            (StorageProblem::NotAllowed, true, vec![Way::TryAgain, Way::OtherFolder]),
        ] {
            assert_eq!(database(problem, has_backup).ways(), ways, "{problem:?}");
        }
    }

    #[test]
    fn every_failure_has_words_and_a_code_of_its_kind() {
        let folder =
            || StartError::Folder { path: "/data".into(), source: io::ErrorKind::NotADirectory.into() };
        for (error, code, words) in [
            (StartError::Usage("--dmeo".to_owned()), 64, "--dmeo"),
            (database(StorageProblem::Damaged, false), 65, "/data/chat.sqlite"),
            (database(StorageProblem::Newer, false), 65, "Update"),
            (database(StorageProblem::Foreign, false), 65, "another program"),
            (StartError::NoDisplay, 69, "graphical"),
            (StartError::Core(Error::Internal("the demo".to_owned())), 70, "the demo"),
            (folder(), 73, "/data"),
            (database(StorageProblem::Full, false), 74, "no space"),
            (database(StorageProblem::Busy, false), 75, "locked"),
            (StartError::InUse { path: "/data".into() }, 75, "/data"),
            (database(StorageProblem::NotAllowed, false), 77, "the cause"),
            (StartError::NoDataDir, 78, "--data-dir"),
            (StartError::BaseUrl(Error::invalid("The address names no host")), 78, "names no host"),
        ] {
            assert_eq!(error.exit_code(), code, "{error}");
            assert!(error.body().contains(words) && !error.title().is_empty(), "{error}: {}", error.body());
        }
    }
}
