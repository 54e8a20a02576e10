//! The files that conversations are exported to: their names, and how they get where the person said.
//!
//! Invariant: a file appears under its name whole or not at all, and a failure leaves nothing behind.

use std::{
    fs,
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::english::one_line;
use yourouter_protocol::words::details;
use yourouter_protocol::words::exported;
use yourouter_protocol::{Error, ExportFormat, Result, error::StorageError};

/// What happens to a file that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwriting {
    /// It is replaced: the person was asked.
    Replaces,
    /// It stays, and the new one gets a number behind its name.
    Numbers,
}

/// Names of devices on Windows, which no file can have there, whatever its extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// A name's length in bytes, its number and extension not counted: well below what file systems take.
const MAX_STEM: usize = 120;
/// How many files of one name a folder may hold.
const MAX_NUMBERS: u32 = 10_000;

/// The name of the file for a conversation: its title as far as every file system takes it.
pub fn file_name(title: &str, format: ExportFormat) -> String {
    format!("{}.{}", stem(title), extension(format))
}

/// What a file's name ends with.
pub fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Html => "html",
        ExportFormat::Markdown => "md",
        ExportFormat::Json => "json",
    }
}

fn stem(title: &str) -> String {
    let allowed = |c: char| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => ' ',
        // What turns the direction of text would let a name show another extension (Unicode Standard Annex 9).
        '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => ' ',
        c => c,
    };
    let kept: String = one_line(title).chars().map(allowed).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = kept.floor_char_boundary(MAX_STEM);
    // A dot in front hides a file, and Windows drops one at the end.
    let kept = kept.get(..end).unwrap_or_default().trim_matches([' ', '.']);
    let device = kept.split('.').next().unwrap_or_default().trim().to_lowercase();
    let is_device = DEVICES.contains(&device.as_str())
        || ["com", "lpt"]
            .iter()
            .any(|port| device.strip_prefix(port).is_some_and(|n| n.chars().count() == 1));
    match kept {
        "" => exported::untitled().to_owned(),
        _ if is_device => format!("{kept} chat"),
        _ => kept.to_owned(),
    }
}

/// Writes a file and gives it its name once it is whole and on the disk; gives the path that it has. Blocking.
///
/// # Errors
/// [`Error::Storage`] in words, and what `write` says.
pub fn save(
    path: &Path,
    overwriting: Overwriting,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Readable by its owner alone, as the crate makes all its files.
    let unfinished = tempfile::Builder::new().prefix(".yourouter-").tempfile_in(folder).map_err(failed)?;
    let mut out = BufWriter::with_capacity(64 * 1024, unfinished);
    write(&mut out)?;
    let mut unfinished = out.into_inner().map_err(|error| failed(error.into_error()))?;
    unfinished.as_file().sync_all().map_err(failed)?;
    if overwriting == Overwriting::Replaces {
        // A file system may allow to replace a folder that is empty; nobody means that.
        if fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) {
            return Err(Error::storage(details::folder_of_this_name()));
        }
        unfinished.persist(path).map_err(|error| failed(error.error))?;
        return Ok(path.to_owned());
    }
    for number in 1..MAX_NUMBERS {
        let target = numbered(path, number);
        unfinished = match unfinished.persist_noclobber(&target) {
            Ok(_) => return Ok(target),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => error.file,
            Err(error) => return Err(failed(error.error)),
        };
    }
    Err(Error::storage(details::too_many_of_this_name()))
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem} {number}.{extension}"))
}

/// An error of the file system as one of the program, with what a person can do about it.
pub fn failed(error: io::Error) -> Error {
    StorageError::new(error.kind().into(), in_words(&error)).caused_by(error).into()
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => details::disk_full().to_owned(),
        ErrorKind::PermissionDenied => details::not_writable().to_owned(),
        ErrorKind::ReadOnlyFilesystem => details::read_only().to_owned(),
        ErrorKind::NotFound => details::folder_gone().to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_file_system_takes() {
        for (title, name) in [
            ("Queueing and latency", "Queueing and latency.html"),
            ("A/B: <what> \"is\" it?", "A B what is it.html"),
            ("../../etc/passwd", "etc passwd.html"),
            (".hidden.", "hidden.html"),
            ("photo\u{202E}gpj.exe", "photo gpj.exe.html"),
            ("line\nbreak\t\0", "line break.html"),
            ("写真 🙂", "写真 🙂.html"),
            ("CON", "CON chat.html"),
            ("nul.txt", "nul.txt chat.html"),
            ("lpt1", "lpt1 chat.html"),
            ("comet", "comet.html"),
            ("", "Untitled chat.html"),
            (" . / . ", "Untitled chat.html"),
        ] {
            assert_eq!(file_name(title, ExportFormat::Html), name, "{title:?}");
        }
        assert!(file_name(&"é".repeat(500), ExportFormat::Markdown).len() <= MAX_STEM + 3);
    }

    #[test]
    fn a_file_that_is_there_is_replaced_or_kept_as_it_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.md");
        let put = |overwriting, text: &'static str| {
            let write = |out: &mut dyn Write| {
                out.write_all(text.as_bytes()).unwrap();
                Ok(())
            };
            save(&path, overwriting, write).unwrap()
        };
        assert_eq!(put(Overwriting::Numbers, "one"), path);
        assert_eq!(put(Overwriting::Numbers, "two"), folder.path().join("chat 2.md"));
        assert_eq!(put(Overwriting::Replaces, "three"), path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(fs::read_to_string(folder.path().join("chat 2.md")).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing unfinished stays");
    }

    #[test]
    fn a_failure_is_said_in_words_and_leaves_no_half_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.html");
        fs::write(&path, "before").unwrap();
        let full = |out: &mut dyn Write| {
            out.write_all(&[0; 200_000]).unwrap();
            Err(failed(ErrorKind::StorageFull.into()))
        };
        let failure = save(&path, Overwriting::Replaces, full).unwrap_err();
        assert_eq!(failure, failed(ErrorKind::StorageFull.into()));
        assert!(failure.to_string().contains("The disk is full."));
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let gone = folder.path().join("gone").join("chat.html");
        let failure = save(&gone, Overwriting::Replaces, |_| Ok(())).unwrap_err();
        assert_eq!(failure, failed(ErrorKind::NotFound.into()));
        let failure = save(folder.path(), Overwriting::Replaces, |_| Ok(())).unwrap_err();
        assert_eq!(failure, Error::storage("There is a folder of this name."));
    }
}
