//! The bytes of a file that somebody attaches.
//!
//! Invariant: never reads further than one byte beyond the limit, whatever the file's size claims, and never opens
//! what is not a regular file: a pipe would wait for ever.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use bytes::Bytes;

use super::{MAX_FILE_BYTES, Source, Watch};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// Between two pieces it is looked whether the reading is to stop; a slow disk gives one in a moment.
const PIECE_BYTES: u64 = 1024 * 1024;

/// Reads the whole file; `received` is called for each piece.
///
/// # Errors
/// `Error::Attachment` with `link`, `folder`, `gone`, `notAllowed`, `notAFile`, `unreadable`, `tooLarge`, `empty` or
/// `stopped`.
pub(super) fn read(source: &Source, watch: &Watch<'_>, received: &dyn Fn()) -> Result<Bytes> {
    let bytes = match source {
        Source::Path(path) => read_file(path, watch, received)?,
        Source::Bytes { bytes, .. } => bytes.clone(),
        Source::Text(text) => Bytes::copy_from_slice(text.as_bytes()),
        Source::Link(_) => return Err(Error::attachment(AttachmentProblem::Link, "")),
    };
    if bytes.is_empty() {
        return Err(Error::attachment(AttachmentProblem::Empty, ""));
    }
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large());
    }
    Ok(bytes)
}

fn read_file(path: &Path, watch: &Watch<'_>, received: &dyn Fn()) -> Result<Bytes> {
    if is_link(path) {
        return Err(Error::attachment(AttachmentProblem::Link, ""));
    }
    let found = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if found.is_dir() {
        return Err(Error::attachment(AttachmentProblem::Folder, ""));
    }
    if !found.is_file() {
        return Err(Error::attachment(AttachmentProblem::NotAFile, ""));
    }
    if found.len() > MAX_FILE_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    read_pieces(file.take(MAX_FILE_BYTES + 1), &mut bytes, watch, received)?;
    Ok(bytes.into())
}

fn read_pieces(
    mut file: impl Read,
    bytes: &mut Vec<u8>,
    watch: &Watch<'_>,
    received: &dyn Fn(),
) -> Result<()> {
    loop {
        watch.check()?;
        received();
        let piece = file.by_ref().take(PIECE_BYTES).read_to_end(bytes).map_err(|error| unreadable(&error))?;
        if piece == 0 {
            return Ok(());
        }
    }
}

/// A browser drags an address; as a path it begins with its scheme.
fn is_link(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["http:/", "https:/", "ftp:/", "data:", "blob:"].iter().any(|scheme| text.starts_with(scheme))
}

fn too_large() -> Error {
    Error::attachment(AttachmentProblem::TooLarge, format!("at most {} MiB", MAX_FILE_BYTES / 1024 / 1024))
}

/// The system's words without the path, which may tell more about a person than a message should.
pub(super) fn unreadable(error: &io::Error) -> Error {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => AttachmentProblem::Gone,
        io::ErrorKind::PermissionDenied => AttachmentProblem::NotAllowed,
        _ => AttachmentProblem::Unreadable,
    };
    Error::attachment(problem, error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use tokio_util::sync::CancellationToken;

    use super::{PIECE_BYTES, Watch, read_pieces};
    use yourouter_protocol::{AttachmentProblem, Error};

    /// A file without end, of which somebody has enough after the first bytes.
    struct Unwanted<'a>(&'a CancellationToken);

    impl Read for Unwanted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.cancel();
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }

    #[test]
    fn a_file_is_read_whole_and_no_further_than_to_the_piece_in_which_it_was_stopped() {
        let stop = CancellationToken::new();
        let watch = Watch { stop: &stop, progress: &|_| {} };
        let mut bytes = Vec::new();
        let file = vec![7; 3 * usize::try_from(PIECE_BYTES).unwrap() + 1];
        let pieces = std::cell::Cell::new(0);
        read_pieces(file.as_slice(), &mut bytes, &watch, &|| pieces.set(pieces.get() + 1)).unwrap();
        assert_eq!(pieces.get(), 5, "one for each piece, and one for the end");
        assert!(bytes == file);
        bytes.clear();
        let stopped = read_pieces(Unwanted(&stop), &mut bytes, &watch, &|| {});
        assert_eq!(stopped, Err(Error::attachment(AttachmentProblem::Stopped, "")));
        assert_eq!(bytes.len() as u64, PIECE_BYTES);
    }
}
