//! Why the disk or the database failed, with its cause.

use std::{error::Error as StdError, fmt, io, sync::Arc};

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StorageProblem {
    /// The database is damaged, cut short or empty: its copy, or a new one.
    Damaged,
    /// A newer version of the program wrote the database.
    Newer,
    /// The file is the database of another program.
    Foreign,
    /// Another program has the database locked: wait, or end that program.
    Busy,
    /// The disk is full.
    Full,
    /// The system does not allow it.
    NotAllowed,
    /// The folder or the file is gone.
    Gone,
    /// The system's words say the rest.
    Other,
}

/// A failure of the disk or the database.
///
/// Its cause is for the log: two failures are the same if their problem and their words are.
#[derive(Debug, Clone)]
pub struct StorageError {
    /// What can be done about it.
    pub problem: StorageProblem,
    /// In the program's words, or the system's; never what a file or a row holds.
    pub detail: String,
    cause: Option<Arc<dyn StdError + Send + Sync>>,
}

impl StorageError {
    /// A failure that was found here.
    pub fn new(problem: StorageProblem, detail: impl Into<String>) -> Self {
        Self { problem, detail: detail.into(), cause: None }
    }

    /// A failure that another caused.
    #[must_use]
    pub fn caused_by(self, cause: impl StdError + Send + Sync + 'static) -> Self {
        Self { cause: Some(Arc::new(cause)), ..self }
    }

    /// What a file system said, after what was tried.
    pub fn io(tried: &str, error: io::Error) -> Self {
        Self::new(StorageProblem::from(error.kind()), format!("{tried}: {error}")).caused_by(error)
    }
}

impl From<io::ErrorKind> for StorageProblem {
    fn from(kind: io::ErrorKind) -> Self {
        match kind {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed,
            io::ErrorKind::NotFound => Self::Gone,
            io::ErrorKind::ResourceBusy => Self::Busy,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl StdError for StorageError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl PartialEq for StorageError {
    fn eq(&self, other: &Self) -> bool {
        (self.problem, &self.detail) == (other.problem, &other.detail)
    }
}

impl Eq for StorageError {}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn a_failure_keeps_its_cause_and_says_what_can_be_done() {
        for (kind, problem) in [
            (io::ErrorKind::StorageFull, StorageProblem::Full),
            (io::ErrorKind::PermissionDenied, StorageProblem::NotAllowed),
            (io::ErrorKind::NotFound, StorageProblem::Gone),
            (io::ErrorKind::Interrupted, StorageProblem::Other),
        ] {
            let error = crate::Error::from(StorageError::io("the folder", kind.into()));
            let crate::Error::Storage(found) = &error else { panic!("{error:?}") };
            assert_eq!(found.problem, problem);
            let cause = error.source().and_then(|storage| storage.source()).unwrap();
            assert_eq!(cause.downcast_ref::<io::Error>().unwrap().kind(), kind);
        }
    }
}
