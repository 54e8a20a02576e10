//! The folder in which the program keeps everything, for the person who wants to see it.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, Runtime};
use yourouter_protocol::Result;

use super::programs;

/// Where it is.
pub struct DataFolder(pub PathBuf);

/// Opens it in the system's file manager.
///
/// # Errors
/// [`yourouter_protocol::Error::NoProgram`] on a system without one.
pub async fn open<R: Runtime>(app: AppHandle<R>) -> Result<()> {
    match app.try_state::<DataFolder>().map(|folder| folder.0.clone()) {
        Some(folder) => programs::open(folder).await,
        None => Ok(()),
    }
}
