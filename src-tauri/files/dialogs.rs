//! Native file dialogs.

use std::{future::Future, path::PathBuf};

use rfd::{AsyncFileDialog, FileHandle};
use tauri::{Runtime, WebviewWindow};
use yourouter_protocol::ExportFormat;
use yourouter_protocol::words::dialogs;

use crate::system::main_thread::asked_on_main_thread;

const IMAGES: &[&str] = &["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"];
const PDFS: &[&str] = &["pdf"];
const DOCUMENTS: &[&str] = &["docx", "docm", "xlsx", "xlsm", "pptx", "pptm"];
const BACKUPS: &[&str] = &["sqlite", "backup"];
const TEXTS: &[&str] = &["txt", "md", "csv", "json", "log", "html", "xml", "toml", "yaml", "yml"];

/// Asks for files; none if the person cancels.
///
/// They are offered by the names that files of their types usually bear. Their content decides in the end, and
/// dialogs::all_files() shows the rest: source files have any name.
pub async fn pick_files<R: Runtime>(window: &WebviewWindow<R>) -> Vec<PathBuf> {
    let picked = ask(window, dialogs::attach(), |dialog| {
        dialog
            .add_filter(dialogs::all_files(), &["*"])
            .add_filter(dialogs::attachable(), &[IMAGES, PDFS, DOCUMENTS, TEXTS].concat())
            .add_filter(dialogs::images(), IMAGES)
            .add_filter(dialogs::pdfs(), PDFS)
            .add_filter(dialogs::office_documents(), DOCUMENTS)
            .add_filter(dialogs::texts(), TEXTS)
            .pick_files()
    });
    picked.await.unwrap_or_default().into_iter().map(path).collect()
}

/// Asks for one file of certificates; `None` if the person cancels.
pub async fn pick_certificates<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, dialogs::trust(), |dialog| {
        dialog.add_filter(dialogs::certificates(), &["pem", "crt", "cer"]).pick_file()
    });
    picked.await.map(path)
}

/// Asks where to save a copy; `None` if the person cancels.
pub async fn pick_target<R: Runtime>(window: &WebviewWindow<R>, name: &str) -> Option<PathBuf> {
    let name = name.to_owned();
    ask(window, dialogs::save_copy(), |dialog| dialog.set_file_name(name).save_file()).await.map(path)
}

/// Asks where to write a table of figures; `None` if the person cancels.
pub async fn pick_csv<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, dialogs::export_usage(), |dialog| {
        dialog.set_file_name("usage.csv").add_filter(dialogs::csv(), &["csv"]).save_file()
    });
    picked.await.map(path)
}

/// Asks where to export a conversation to; `None` if the person cancels.
pub async fn pick_export<R: Runtime>(
    window: &WebviewWindow<R>,
    name: &str,
    format: ExportFormat,
) -> Option<PathBuf> {
    let name = name.to_owned();
    let (kind, extensions) = match format {
        ExportFormat::Html => (dialogs::web_page(), ["html", "htm"]),
        ExportFormat::Markdown => (dialogs::markdown(), ["md", "markdown"]),
        ExportFormat::Json => (dialogs::json(), ["json", "JSON"]),
    };
    let picked = ask(window, dialogs::export_chat(), move |dialog| {
        dialog.set_file_name(name).add_filter(kind, &extensions).save_file()
    });
    picked.await.map(path)
}

/// Asks where to save a backup; `None` if the person cancels.
pub async fn pick_new_backup<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, dialogs::save_backup(), |dialog| {
        let name = format!("{}.sqlite", dialogs::backup_name());
        dialog.set_file_name(name).add_filter(dialogs::backup(), BACKUPS).save_file()
    });
    picked.await.map(path)
}

/// Asks for a backup to restore; `None` if the person cancels.
pub async fn pick_backup<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, dialogs::restore_backup(), |dialog| {
        dialog.add_filter(dialogs::backups(), BACKUPS).add_filter(dialogs::all_files(), &["*"]).pick_file()
    });
    picked.await.map(path)
}

/// Asks for exports to import; none if the person cancels.
pub async fn pick_imports<R: Runtime>(window: &WebviewWindow<R>) -> Vec<PathBuf> {
    let picked = ask(window, dialogs::import_chats(), |dialog| {
        dialog
            .add_filter(dialogs::importable(), &["zip", "json"])
            .add_filter(dialogs::all_files(), &["*"])
            .pick_files()
    });
    picked.await.unwrap_or_default().into_iter().map(path).collect()
}

/// Asks for a folder; `None` if the person cancels.
pub async fn pick_folder<R: Runtime>(window: &WebviewWindow<R>, title: &'static str) -> Option<PathBuf> {
    let open = |dialog: AsyncFileDialog| {
        // GTK would begin with the files used last, among which no folder can be chosen.
        let home = std::env::home_dir().filter(|_| cfg!(target_os = "linux"));
        home.map_or(dialog.clone(), |home| dialog.set_directory(home)).pick_folder()
    };
    ask(window, title, open).await.map(path)
}

/// What the person picks in the dialog that `open` opens; `None` if they cancel, or the window is going away.
async fn ask<R, T, F>(
    window: &WebviewWindow<R>,
    title: &'static str,
    open: impl FnOnce(AsyncFileDialog) -> F + Send + 'static,
) -> Option<T>
where
    R: Runtime,
    F: Future<Output = Option<T>> + Send + 'static,
{
    let parent = window.clone();
    // The dialog has to be made on the main thread; waiting for it does not.
    let opened = asked_on_main_thread(window, move |answer| {
        let dialog = AsyncFileDialog::new().set_title(title).set_parent(&parent);
        let _gone = answer.send(open(dialog));
    });
    opened.await?.await
}

fn path(picked: FileHandle) -> PathBuf {
    picked.path().to_path_buf()
}
