//! Whether another program has the database open, told by a lock on `<file>.lock` that ends with its process.
//!
//! Invariant: the database file itself is never locked here: closing a handle to it would drop SQLite's own locks.

use std::{
    fs::{self, File},
    path::Path,
};

use super::file;
use yourouter_protocol::{Result, error::StorageError};

/// This program's share in the database.
pub(super) struct Instance {
    lock: File,
    is_alone: bool,
}

impl Instance {
    /// Takes the lock alone if nobody has it, else shares it.
    pub(super) fn begin(database: &Path) -> Result<Self> {
        let path = file::beside(database, ".lock");
        let lock = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| StorageError::io("the database's lock cannot be opened", error))?;
        let is_alone = match lock.try_lock() {
            Ok(()) => true,
            Err(fs::TryLockError::WouldBlock) => false,
            // A file system without locks: two programs on it are far less likely than one that died.
            Err(fs::TryLockError::Error(_)) => true,
        };
        Ok(Self { lock, is_alone })
    }

    /// Whether no other program has the database open.
    pub(super) fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// Lets others in. Another program may be alone for a moment in between, which harms nothing: no turn runs yet.
    pub(super) fn share(&mut self) -> Result<()> {
        let shared =
            if self.is_alone { self.lock.unlock() } else { Ok(()) }.and_then(|()| self.lock.lock_shared());
        match shared {
            Err(error) if error.kind() != std::io::ErrorKind::Unsupported => {
                Err(StorageError::io("the database's lock", error).into())
            }
            _ => Ok(()),
        }
    }
}
