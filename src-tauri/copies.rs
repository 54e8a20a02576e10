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

use yourouter_core::{Error, Result, attachment::document_extension, chat::AttachedFile};

#[cfg(target_os = "linux")]
use crate::drag_out::Copy;

/// Opens a copy in the program that the system has for its type.
pub async fn open(file: AttachedFile) -> Result<()> {
    blocking(move || {
        let name = safe_name(&file);
        let folder = tempfile::Builder::new().prefix("yourouter-chat-").tempdir()?;
        let path = folder.path().join(name);
        fs::write(&path, &file.bytes)?;
        open::that_detached(&path)?;
        // The other program reads it when it likes; the system clears its folder for temporary files.
        let _kept = folder.keep();
        Ok(())
    })
    .await
}

/// Saves a copy; the dialog has asked about a file that is there already.
pub async fn save(file: AttachedFile, path: PathBuf) -> Result<()> {
    blocking(move || {
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
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
        fs::write(&path, &file.bytes)?;
        let mut only_read = fs::metadata(&path)?.permissions();
        only_read.set_readonly(true);
        fs::set_permissions(&path, only_read)?;
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
    if matches!(&*file.media_type, "image/png" | "image/jpeg" | "application/pdf") {
        return file.name.clone();
    }
    let extension = document_extension(&file.media_type).unwrap_or("txt");
    let bears = Path::new(&file.name).extension().is_some_and(|it| it.eq_ignore_ascii_case(extension));
    if bears { file.name.clone() } else { format!("{}.{extension}", file.name) }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|stopped| Error::Internal(stopped.to_string()))?
        .map_err(|error| Error::Storage(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{AttachedFile, safe_name, save};

    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

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
    fn a_copy_is_opened_under_a_name_that_runs_nothing() {
        for (name, media_type, opened) in [
            ("photo.jpg", "image/jpeg", "photo.jpg"),
            ("paper.pdf", "application/pdf", "paper.pdf"),
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
