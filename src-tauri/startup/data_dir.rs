//! The folder that holds everything: the database, the attachments, the settings.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{arguments::Arguments, error::StartError};

/// Where everything is kept: as the person says, else the system's folder for application data.
///
/// # Errors
/// [`StartError::NoDataDir`]
pub fn of_this_run(arguments: &Arguments, identifier: &str) -> Result<PathBuf, StartError> {
    let own = || dirs::data_dir().map(|folder| folder.join(identifier));
    arguments.data_dir.clone().or_else(own).ok_or(StartError::NoDataDir)
}

/// Makes the folder, for this user only where the system can say so, and tries whether it can be written to: what SQLite
/// says of a folder that cannot is no help.
///
/// # Errors
/// [`StartError::Folder`]
pub fn prepare(folder: &Path) -> Result<(), StartError> {
    let tried = create(folder).and_then(|()| tempfile::tempfile_in(folder));
    tried.map(drop).map_err(|source| StartError::Folder { path: folder.to_owned(), source })
}

fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
