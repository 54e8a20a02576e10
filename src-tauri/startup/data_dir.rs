//! The folder that holds everything: the database, the attachments, the settings.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{arguments::Arguments, error::StartError};

/// Where everything is kept: as the person says, else the system's folder for application data.
///
/// # Errors
/// If the system names no such folder.
pub fn of_this_run(arguments: &Arguments, identifier: &str) -> Result<PathBuf, StartError> {
    let own = || dirs::data_dir().map(|folder| folder.join(identifier));
    arguments.data_dir.clone().or_else(own).ok_or_else(|| {
        StartError("the system names no folder for application data; give one with --data-dir".to_owned())
    })
}

/// Makes the folder, for this user only where the system can say so.
///
/// # Errors
/// What the file system says.
pub fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
