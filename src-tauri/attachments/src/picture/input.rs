//! Where the bytes of an image are read from while it is decoded.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom},
    sync::Arc,
};

use bytes::Bytes;

/// What every decoder reads from.
pub(super) trait Readable: BufRead + Seek {}

impl<T: BufRead + Seek> Readable for T {}

/// The bytes of an image, or where they are.
pub(super) enum Input {
    /// In memory.
    Held(Bytes),
    /// On the disk; a file that changes meanwhile is damaged at worst.
    Disk(Arc<File>),
}

impl Input {
    /// Lets go of the bytes if they can be read again.
    pub(super) fn without(bytes: Bytes, file: Option<File>) -> Self {
        match file {
            Some(file) => Self::Disk(Arc::new(file)),
            None => Self::Held(bytes),
        }
    }

    /// Reads from the start, whatever else reads from it.
    pub(super) fn open(&self) -> Box<dyn Readable> {
        match self {
            Self::Held(bytes) => Box::new(Cursor::new(bytes.clone())),
            Self::Disk(file) => {
                let reader = Reader { file: Arc::clone(file), at: 0 };
                Box::new(BufReader::with_capacity(64 * 1024, reader))
            }
        }
    }
}

/// A reader with a place of its own in a file that others read too.
struct Reader {
    file: Arc<File>,
    at: u64,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
