//! Native file dialogs.

use std::{future::Future, path::PathBuf};

use rfd::{AsyncFileDialog, FileHandle};
use tauri::{Runtime, WebviewWindow};
use yourouter_protocol::ExportFormat;

use crate::system::main_thread::asked_on_main_thread;

const IMAGES: &[&str] = &["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"];
const PDFS: &[&str] = &["pdf"];
const DOCUMENTS: &[&str] = &["docx", "docm", "xlsx", "xlsm", "pptx", "pptm"];
const BACKUPS: &[&str] = &["sqlite", "backup"];
const TEXTS: &[&str] = &["txt", "md", "csv", "json", "log", "html", "xml", "toml", "yaml", "yml"];

/// Asks for files; none if the person cancels.
///
/// They are offered by the names that files of their types usually bear. Their content decides in the end, and
/// "All files" shows the rest: source files have any name.
pub async fn pick_files<R: Runtime>(window: &WebviewWindow<R>) -> Vec<PathBuf> {
    let picked = ask(window, "Attach files", |dialog| {
        dialog
            .add_filter("All files", &["*"])
            .add_filter("Images, documents and text", &[IMAGES, PDFS, DOCUMENTS, TEXTS].concat())
            .add_filter("Images", IMAGES)
            .add_filter("PDFs", PDFS)
            .add_filter("Office documents", DOCUMENTS)
            .add_filter("Text", TEXTS)
            .pick_files()
    });
    picked.await.unwrap_or_default().into_iter().map(path).collect()
}

/// Asks for one file of certificates; `None` if the person cancels.
pub async fn pick_certificates<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, "Trust certificate authorities", |dialog| {
        dialog.add_filter("Certificates (PEM)", &["pem", "crt", "cer"]).pick_file()
    });
    picked.await.map(path)
}

/// Asks where to save a copy; `None` if the person cancels.
pub async fn pick_target<R: Runtime>(window: &WebviewWindow<R>, name: &str) -> Option<PathBuf> {
    let name = name.to_owned();
    ask(window, "Save a copy", |dialog| dialog.set_file_name(name).save_file()).await.map(path)
}

/// Asks where to write a table of figures; `None` if the person cancels.
pub async fn pick_csv<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, "Export usage", |dialog| {
        dialog.set_file_name("usage.csv").add_filter("CSV", &["csv"]).save_file()
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
        ExportFormat::Html => ("Web page", ["html", "htm"]),
        ExportFormat::Markdown => ("Markdown", ["md", "markdown"]),
        ExportFormat::Json => ("JSON", ["json", "JSON"]),
    };
    let picked = ask(window, "Export chat", move |dialog| {
        dialog.set_file_name(name).add_filter(kind, &extensions).save_file()
    });
    picked.await.map(path)
}

/// Asks where to save a backup; `None` if the person cancels.
pub async fn pick_new_backup<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, "Save a backup", |dialog| {
        dialog.set_file_name("YouRouter Chat backup.sqlite").add_filter("Backup", BACKUPS).save_file()
    });
    picked.await.map(path)
}

/// Asks for a backup to restore; `None` if the person cancels.
pub async fn pick_backup<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let picked = ask(window, "Restore a backup", |dialog| {
        dialog.add_filter("Backups", BACKUPS).add_filter("All files", &["*"]).pick_file()
    });
    picked.await.map(path)
}

/// Asks for exports to import; none if the person cancels.
pub async fn pick_imports<R: Runtime>(window: &WebviewWindow<R>) -> Vec<PathBuf> {
    let picked = ask(window, "Import chats", |dialog| {
        dialog
            .add_filter("Exports (.zip, .json)", &["zip", "json"])
            .add_filter("All files", &["*"])
            .pick_files()
    });
    picked.await.unwrap_or_default().into_iter().map(path).collect()
}

/// Asks for a folder; `None` if the person cancels.
pub async fn pick_folder<R: Runtime>(window: &WebviewWindow<R>, title: &'static str) -> Option<PathBuf> {
    ask(window, title, AsyncFileDialog::pick_folder).await.map(path)
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
