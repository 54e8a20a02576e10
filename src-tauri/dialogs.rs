//! Native file dialogs.

use std::path::PathBuf;

use rfd::AsyncFileDialog;
use tauri::{Runtime, WebviewWindow};
use tokio::sync::oneshot;
use yourouter_core::protocol::ExportFormat;

/// The types that are taken, by the names that files of these types usually bear. Their content decides in the end,
/// and "All files" shows the rest: source files have any name.
const FILTERS: [(&str, &[&str]); 6] = [
    ("All files", &["*"]),
    (
        "Images, documents and text",
        &[
            "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "pdf", "docx",
            "xlsx", "pptx", "txt", "md", "csv", "json", "log", "html",
        ],
    ),
    ("Images", &["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"]),
    ("PDFs", &["pdf"]),
    ("Office documents", &["docx", "docm", "xlsx", "xlsm", "pptx", "pptm"]),
    ("Text", &["txt", "md", "csv", "json", "log", "html", "xml", "toml", "yaml", "yml"]),
];

/// Asks for files; none if the person cancels.
pub async fn pick_files<R: Runtime>(window: &WebviewWindow<R>) -> Vec<PathBuf> {
    let (send, receive) = oneshot::channel();
    let parent = window.clone();
    // The dialog has to be made on the main thread; waiting for it does not.
    let asked = window.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new().set_title("Attach files").set_parent(&parent);
        let dialog = FILTERS.iter().fold(dialog, |dialog, (name, types)| dialog.add_filter(*name, types));
        let _closed = send.send(dialog.pick_files());
    });
    if asked.is_err() {
        return Vec::new();
    }
    let Ok(dialog) = receive.await else { return Vec::new() };
    let picked = dialog.await.unwrap_or_default();
    picked.into_iter().map(|file| file.path().to_path_buf()).collect()
}

/// Asks for one file of certificates; `None` if the person cancels.
pub async fn pick_certificates<R: Runtime>(window: &WebviewWindow<R>) -> Option<PathBuf> {
    let (send, receive) = oneshot::channel();
    let parent = window.clone();
    let asked = window.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new()
            .set_title("Trust certificate authorities")
            .add_filter("Certificates (PEM)", &["pem", "crt", "cer"])
            .set_parent(&parent);
        let _closed = send.send(dialog.pick_file());
    });
    asked.ok()?;
    receive.await.ok()?.await.map(|file| file.path().to_path_buf())
}

/// Asks where to save a copy; `None` if the person cancels.
pub async fn pick_target<R: Runtime>(window: &WebviewWindow<R>, name: &str) -> Option<PathBuf> {
    let (send, receive) = oneshot::channel();
    let (parent, name) = (window.clone(), name.to_owned());
    let asked = window.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new().set_title("Save a copy").set_file_name(name).set_parent(&parent);
        let _closed = send.send(dialog.save_file());
    });
    asked.ok()?;
    Some(receive.await.ok()?.await?.path().to_path_buf())
}

/// Asks where to export a conversation to; `None` if the person cancels.
pub async fn pick_export<R: Runtime>(
    window: &WebviewWindow<R>,
    name: &str,
    format: ExportFormat,
) -> Option<PathBuf> {
    let (send, receive) = oneshot::channel();
    let (parent, name) = (window.clone(), name.to_owned());
    let (kind, extensions): (_, &[&str]) = match format {
        ExportFormat::Html => ("Web page", &["html", "htm"]),
        ExportFormat::Markdown => ("Markdown", &["md", "markdown"]),
    };
    let asked = window.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new()
            .set_title("Export chat")
            .set_file_name(name)
            .add_filter(kind, extensions)
            .set_parent(&parent);
        let _closed = send.send(dialog.save_file());
    });
    asked.ok()?;
    Some(receive.await.ok()?.await?.path().to_path_buf())
}

/// Asks for a folder; `None` if the person cancels.
pub async fn pick_folder<R: Runtime>(window: &WebviewWindow<R>, title: &'static str) -> Option<PathBuf> {
    let (send, receive) = oneshot::channel();
    let parent = window.clone();
    let asked = window.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new().set_title(title).set_parent(&parent);
        let _closed = send.send(dialog.pick_folder());
    });
    asked.ok()?;
    Some(receive.await.ok()?.await?.path().to_path_buf())
}
