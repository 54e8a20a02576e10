//! Copies of attached files outside the program: opened in another one, dragged into one, or saved where the person says.
//!
//! Invariant: a copy that is opened bears the extension of what its content was judged to be, and a text always `.txt`,
//! so that opening one never runs it, whatever its name says.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use yourouter_attachments::{document_extension, with_extension};
use yourouter_chat_core::AttachedFile;
use yourouter_protocol::{Error, Result, error::StorageError};

use crate::system::programs;

#[cfg(target_os = "linux")]
use super::drag_out::Copy;

/// Where copies are made that are opened in other programs.
pub struct OpenedCopies(PathBuf);

impl OpenedCopies {
    /// Copies are made in `root`. What the last run has opened is removed only now: the other program may have read it
    /// for longer than this one ran.
    pub fn new(root: PathBuf) -> Self {
        let _absent = fs::remove_dir_all(&root);
        Self(root)
    }

    /// The folder.
    pub fn root(&self) -> PathBuf {
        self.0.clone()
    }
}

/// Opens a copy, made in `root`, in the program that the system has for its type.
pub async fn open(file: AttachedFile, root: PathBuf) -> Result<()> {
    let (folder, path) = blocking(move || copied(&file, &root)).await?;
    programs::open(path).await?;
    let _kept = folder.keep();
    Ok(())
}

/// A copy under the name that it is opened under, in a folder of its own.
fn copied(file: &AttachedFile, root: &Path) -> std::io::Result<(tempfile::TempDir, PathBuf)> {
    fs::create_dir_all(root)?;
    let folder = tempfile::tempdir_in(root)?;
    let path = folder.path().join(safe_name(file));
    write_once(&path, &file.bytes)?;
    Ok((folder, path))
}

/// A copy that cannot be written to: what was changed in it would be lost with it, so the other program asks for a place.
fn write_once(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::write(path, bytes)?;
    let mut only_read = fs::metadata(path)?.permissions();
    only_read.set_readonly(true);
    fs::set_permissions(path, only_read)
}

/// Saves a copy; the dialog has asked about a file that is there already.
pub async fn save(file: AttachedFile, path: PathBuf) -> Result<()> {
    blocking(move || {
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        let mut builder = tempfile::Builder::new();
        // As any file that the person makes, and not for them alone; what is replaced stays open to whom it was.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut unfinished = builder.tempfile_in(folder)?;
        if let Ok(replaced) = fs::metadata(&path) {
            unfinished.as_file().set_permissions(replaced.permissions())?;
        }
        unfinished.write_all(&file.bytes)?;
        unfinished.persist(&path)?;
        Ok(())
    })
    .await
}

/// Makes a copy to be dragged into another program, under its own name, in a folder that only this user can enter.
#[cfg(target_os = "linux")]
pub async fn for_drag(file: AttachedFile, root: PathBuf) -> Result<Copy> {
    blocking(move || {
        fs::create_dir_all(&root)?;
        let folder = tempfile::tempdir_in(root)?;
        let path = folder.path().join(&file.name);
        write_once(&path, &file.bytes)?;
        Ok(Copy { folder, path, thumbnail: file.thumbnail })
    })
    .await
}

/// Folders of copies that were dragged into other programs, which may still be reading them.
pub struct DraggedCopies {
    root: PathBuf,
    taken: Mutex<Vec<tempfile::TempDir>>,
}

impl DraggedCopies {
    /// Copies are made in `root`; what a program that died has left there is removed.
    pub fn new(root: PathBuf) -> Self {
        let _absent = fs::remove_dir_all(&root);
        Self { root, taken: Mutex::default() }
    }

    /// Where copies are made.
    #[cfg(target_os = "linux")]
    pub fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// Keeps a folder until the program ends.
    #[cfg(target_os = "linux")]
    pub fn keep(&self, folder: tempfile::TempDir) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(folder);
    }

    /// Removes all of them.
    pub fn remove(&self) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let _absent = fs::remove_dir(&self.root);
    }
}

/// The name that a copy is opened under.
fn safe_name(file: &AttachedFile) -> String {
    // These already bear the extension of their content (`AttachedFile::name`).
    let is_medium = file.media_type.starts_with("audio/") || file.media_type.starts_with("video/");
    if is_medium || matches!(&*file.media_type, "image/png" | "image/jpeg" | "application/pdf") {
        return file.name.clone();
    }
    let extension = document_extension(&file.media_type).unwrap_or("txt");
    let bears = Path::new(&file.name).extension().is_some_and(|it| it.eq_ignore_ascii_case(extension));
    if bears { file.name.clone() } else { with_extension(&file.name, extension) }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|stopped| Error::Internal(stopped.to_string()))?
        .map_err(|error| StorageError::io("the copy", error).into())
}

#[cfg(test)]
mod tests {
    use super::{AttachedFile, OpenedCopies, copied, safe_name, save};

    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    #[test]
    fn a_copy_that_was_opened_is_removed_at_the_next_start() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("opened");
        let file = AttachedFile {
            name: "page.html".into(),
            media_type: "text/html".into(),
            bytes: bytes::Bytes::from_static(b"words"),
            thumbnail: None,
        };
        let opened = OpenedCopies::new(root.clone());
        let (folder, path) = copied(&file, &opened.root()).unwrap();
        let _kept = folder.keep();
        assert!(path.starts_with(&root) && std::fs::read(&path).unwrap() == b"words");
        assert!(
            std::fs::metadata(&path).unwrap().permissions().readonly(),
            "no change is made where it would be lost"
        );
        let _next = OpenedCopies::new(root);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_saved_copy_is_open_to_whom_the_persons_files_are() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| AttachedFile {
            name: name.into(),
            media_type: "image/png".into(),
            bytes: bytes::Bytes::from_static(b"\x89PNG"),
            thumbnail: None,
        };
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (usual, saved) = (folder.path().join("usual"), folder.path().join("saved.png"));
        std::fs::write(&usual, "as the umask says").unwrap();
        tauri::async_runtime::block_on(save(file("saved.png"), saved.clone())).unwrap();
        assert_eq!(mode(&saved), mode(&usual));
        std::fs::set_permissions(&saved, PermissionsExt::from_mode(0o640)).unwrap();
        tauri::async_runtime::block_on(save(file("saved.png"), saved.clone())).unwrap();
        assert_eq!(mode(&saved), 0o640, "what was private stays so");
    }

    #[test]
    fn a_copy_is_saved_whole_also_over_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.png");
        std::fs::write(&path, "what was there before, and longer").unwrap();
        let bytes = bytes::Bytes::from_static(b"\x89PNG");
        let file = AttachedFile {
            name: "a.png".into(),
            media_type: "image/png".into(),
            bytes: bytes.clone(),
            thumbnail: None,
        };
        tauri::async_runtime::block_on(save(file, path.clone())).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing unfinished stays");
    }

    #[test]
    fn a_file_with_the_longest_name_that_there_is_can_be_opened() {
        let place = tempfile::tempdir().unwrap();
        let name = format!("{}.log", "n".repeat(251));
        let bytes = bytes::Bytes::from_static(b"words");
        let file = AttachedFile { name, media_type: "text/plain".into(), bytes, thumbnail: None };
        let (_folder, path) = copied(&file, place.path()).unwrap();
        assert!(path.extension().is_some_and(|it| it == "txt") && path.exists());
    }

    #[test]
    fn a_copy_is_opened_under_a_name_that_runs_nothing() {
        for (name, media_type, opened) in [
            ("photo.jpg", "image/jpeg", "photo.jpg"),
            ("paper.pdf", "application/pdf", "paper.pdf"),
            ("Recording.wav", "audio/x-wav", "Recording.wav"),
            ("page.html", "text/html", "page.html.txt"),
            ("run.desktop", "text/plain", "run.desktop.txt"),
            ("Notes.TXT", "text/plain", "Notes.TXT"),
            (".txt", "text/plain", ".txt.txt"),
            ("report.docx", WORD, "report.docx"),
            ("Report.DOCX", WORD, "Report.DOCX"),
            ("table.xlsx", SHEET, "table.xlsx"),
            ("talk.pptx", SLIDES, "talk.pptx"),
            ("macros.docm", WORD, "macros.docm.docx"),
            ("run.desktop", SHEET, "run.desktop.xlsx"),
            ("report.docx", "text/plain", "report.docx.txt"),
        ] {
            let file = AttachedFile {
                name: name.into(),
                media_type: media_type.into(),
                bytes: Default::default(),
                thumbnail: None,
            };
            assert_eq!(safe_name(&file), opened);
        }
    }
}
