//! The folder that holds attached files by content hash, beside the database.
//!
//! Invariant: a file with a hash for its name has that content or is replaced; only names of 64 hexadecimal digits,
//! and this module's own unfinished files, are ever touched.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{AttachmentWorker, MAX_FILE_BYTES, hex};
use yourouter_protocol::words::details;
use yourouter_protocol::{AttachmentProblem, Error, Result, error::StorageError};

/// A file that is being written; it gets its hash for a name once it is whole and on the disk.
const UNFINISHED: (&str, &str) = ("unfinished-", ".part");

/// The folder that holds attached files by content hash.
#[derive(Debug, Clone)]
pub struct BlobStore {
    root: PathBuf,
    /// What reads hostile bytes.
    pub(super) worker: Option<AttachmentWorker>,
}

impl BlobStore {
    /// Opens the folder, making it if need be; only its owner can read it.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn open(root: &Path) -> Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(root).map_err(storage)?;
        // One that was there may be open to others.
        #[cfg(unix)]
        fs::set_permissions(root, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(storage)?;
        Ok(Self { root: root.to_owned(), worker: None })
    }

    /// Says what reads hostile bytes. Without it PDFs are taken as they are, and nothing is known of what is in them; images
    /// and documents are refused.
    #[must_use]
    pub fn with_worker(self, worker: AttachmentWorker) -> Self {
        Self { worker: Some(worker), ..self }
    }

    /// Makes ready to read a small file at once, for when one is about to come.
    pub fn warm_up(&self) {
        if let Some(worker) = &self.worker {
            worker.warm_up();
        }
    }

    /// The bytes of a stored file. Blocking. They are hashed again, so that what is sent is what was attached.
    ///
    /// # Errors
    /// `Error::Attachment` with `unreadable` if it is gone, with `damaged` if it is not what was stored.
    pub fn read(&self, sha256: &str) -> Result<Bytes> {
        let unreadable =
            |error: &io::Error| Error::attachment(AttachmentProblem::Unreadable, error.to_string());
        let Some(path) = self.path(sha256) else {
            return Err(Error::attachment(
                AttachmentProblem::Unreadable,
                "this is not the name of a stored file",
            ));
        };
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        // Grown step by step, the buffer would end up at twice the size.
        let length = file.metadata().map_err(|error| unreadable(&error))?.len().min(MAX_FILE_BYTES);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if hex(&Sha256::digest(&bytes)) != sha256 {
            return Err(Error::attachment(AttachmentProblem::Damaged, "it changed on the disk"));
        }
        Ok(bytes.into())
    }

    /// Keeps what was kept before, as a backup has it. Blocking.
    ///
    /// # Errors
    /// `Error::Invalid` for bytes that do not have the hash, `Error::Storage`.
    pub fn restore(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        if hex(&Sha256::digest(bytes)) != sha256 {
            return Err(Error::invalid(details::backup_file_damaged()));
        }
        self.store(sha256, bytes)
    }

    /// How many files are kept. Blocking.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn count(&self) -> Result<u64> {
        let entries = fs::read_dir(&self.root).map_err(storage)?.filter_map(io::Result::ok);
        Ok(entries.filter(|entry| is_hash(&entry.file_name().to_string_lossy())).count() as u64)
    }

    /// The stored file, for a process that reads it.
    ///
    /// # Errors
    /// As [`BlobStore::read`], but for what changed.
    pub(super) fn open_stored(&self, sha256: &str) -> Result<File> {
        let gone = || Error::attachment(AttachmentProblem::Unreadable, "it is gone from the disk");
        File::open(self.path(sha256).ok_or_else(gone)?).map_err(|_| gone())
    }

    /// Whether the file is there.
    pub fn holds(&self, sha256: &str) -> bool {
        self.path(sha256).is_some_and(|path| path.is_file())
    }

    /// Removes every stored file whose hash is not used, and what a crash left unfinished. Blocking.
    ///
    /// Not to be called while a file is being prepared: it would be taken for one that nobody uses.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn sweep(&self, is_used: &dyn Fn(&str) -> Result<bool>) -> Result<()> {
        for entry in fs::read_dir(&self.root).map_err(storage)? {
            let entry = entry.map_err(storage)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_unused = is_hash(&name) && !is_used(&name)?;
            let is_unfinished = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && (is_unused || is_unfinished) {
                fs::remove_file(entry.path()).map_err(storage)?;
            }
        }
        Ok(())
    }

    /// Removes a stored file; one that is gone already is fine. Blocking.
    ///
    /// Not to be called while a file is being prepared, as [`BlobStore::sweep`].
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn remove(&self, sha256: &str) -> Result<()> {
        match self.path(sha256).map(fs::remove_file) {
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(storage(error)),
            _ => Ok(()),
        }
    }

    /// Writes the bytes under their hash, whole or not at all; does nothing if they are there. What has that name and is
    /// something else by now is replaced.
    pub(super) fn store(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path(sha256).ok_or_else(|| Error::Internal("not a content hash".to_owned()))?;
        if is_there(&path, sha256, bytes.len() as u64) {
            return Ok(());
        }
        // Readable by its owner alone, as the crate makes all its files.
        let mut file = tempfile::Builder::new()
            .prefix(UNFINISHED.0)
            .suffix(UNFINISHED.1)
            .tempfile_in(&self.root)
            .map_err(storage)?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(storage)?;
        file.persist(path).map_err(|error| storage(error.error))?;
        self.sync()
    }

    /// Puts the new name on the disk too; elsewhere than on Unix a folder cannot be opened for that.
    fn sync(&self) -> Result<()> {
        if cfg!(unix) {
            File::open(&self.root).and_then(|folder| folder.sync_all()).map_err(storage)?;
        }
        Ok(())
    }

    fn path(&self, sha256: &str) -> Option<PathBuf> {
        is_hash(sha256).then(|| self.root.join(sha256))
    }
}

/// Whether the file is there as it was stored; a disk spoils one without changing its length.
fn is_there(path: &Path, sha256: &str, length: u64) -> bool {
    let is_as_long = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == length);
    let hash = || {
        let (mut file, mut digest) = (File::open(path)?, Sha256::new());
        io::copy(&mut file, &mut digest).map(|_| hex(&digest.finalize()))
    };
    is_as_long && hash().is_ok_and(|found: String| found == sha256)
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn storage(error: io::Error) -> Error {
    StorageError::io("the folder of attached files", error).into()
}
