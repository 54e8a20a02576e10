//! Starts again after each way on that a person chose, until the program can start or they have had enough.

use std::{io::IsTerminal, path::Path, process::ExitCode};

use super::{
    arguments::Arguments,
    dialog::{self, Choice},
    error::{StartError, Way},
    recovery::{self, Recovered},
};

/// What `attempt` gives once it succeeds; the last error if the person quits, or if there is nobody to ask.
///
/// # Errors
/// The last of `attempt`, after it was shown.
pub fn until_started<T>(
    arguments: &mut Arguments,
    attempt: impl FnMut(&Arguments) -> Result<T, StartError>,
) -> Result<T, StartError> {
    let ask = |error: &StartError| {
        report(error);
        dialog::ask(error.title(), &error.body(), &error.ways())
    };
    until(arguments, attempt, ask, |recovered| dialog::tell(&recovered.title(), &recovered.body()))
}

/// Says why the program cannot start where there is no way on; gives what it ends with. What was typed in a terminal is
/// answered there alone.
pub fn refuse(error: &StartError) -> ExitCode {
    report(error);
    if !(matches!(error, StartError::Usage(_)) && std::io::stderr().is_terminal()) {
        dialog::ask(error.title(), &error.body(), &error.ways());
    }
    ExitCode::from(error.exit_code())
}

#[expect(clippy::print_stderr, reason = "what a person reads in a terminal")]
fn report(error: &StartError) {
    tracing::error!(code = error.exit_code(), "{}", error.title());
    eprintln!("yourouter-chat: {}. {}", error.title(), error.body().replace("\n\n", " "));
}

fn until<T>(
    arguments: &mut Arguments,
    mut attempt: impl FnMut(&Arguments) -> Result<T, StartError>,
    mut ask: impl FnMut(&StartError) -> Choice,
    mut tell: impl FnMut(&Recovered),
) -> Result<T, StartError> {
    // Why a way on led nowhere, which is asked about in turn.
    let mut stuck = None;
    loop {
        let error = match stuck.take() {
            Some(error) => error,
            None => match attempt(arguments) {
                Ok(made) => return Ok(made),
                Err(error) => error,
            },
        };
        match ask(&error) {
            Choice::Quit => return Err(error),
            Choice::Folder(folder) => arguments.data_dir = Some(folder),
            Choice::Way(Way::IgnoreBaseUrl) => arguments.base_url = None,
            Choice::Way(way @ (Way::Salvage | Way::UseBackup | Way::StartEmpty)) => {
                if let StartError::Database { path, .. } = &error {
                    match replace(path, way) {
                        Ok(recovered) => recovered.iter().for_each(&mut tell),
                        Err(error) => stuck = Some(error),
                    }
                }
            }
            Choice::Way(Way::TryAgain | Way::OtherFolder) => {}
        }
    }
}

/// Puts something else in the place of a damaged database, which is kept; gives what was recovered of it.
fn replace(database: &Path, way: Way) -> Result<Option<Recovered>, StartError> {
    let folder = database.parent().unwrap_or(Path::new("."));
    let failed = |source| StartError::Folder { path: folder.to_owned(), source };
    let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
    let attachments = folder.join("attachments");
    if way == Way::Salvage {
        return Ok(Some(recovery::recover(database, &attachments, &now)?));
    }
    // Before the folder changes, where the backups are.
    let backup = recovery::backup_of(database);
    recovery::set_aside(database, &attachments, &now).map_err(failed)?;
    if way == Way::UseBackup {
        recovery::restore_backup(&backup, database).map_err(failed)?;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use yourouter_protocol::{
        Error,
        error::{StorageError, StorageProblem},
    };

    use super::*;

    /// Starts with answers until there are no more; gives how it ended, and the titles that were shown.
    fn started(
        arguments: &mut Arguments,
        attempt: impl FnMut(&Arguments) -> Result<(), StartError>,
        answers: Vec<Choice>,
    ) -> (Result<(), StartError>, Vec<&'static str>) {
        let (mut answers, mut shown) = (answers.into_iter(), Vec::new());
        let ask = |error: &StartError| {
            shown.push(error.title());
            answers.next().unwrap_or(Choice::Quit)
        };
        let end = until(arguments, attempt, ask, |_| {});
        (end, shown)
    }

    fn damaged(path: PathBuf) -> StartError {
        let source = StorageError::new(StorageProblem::Damaged, "no database");
        StartError::Database { path, has_backup: true, is_salvageable: true, source }
    }

    #[test]
    fn each_way_on_changes_what_it_says_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("chat.sqlite");
        fs::write(&database, "damaged").unwrap();
        fs::write(recovery::backup_of(&database), "before").unwrap();
        let is_damaged = |_: &Arguments| match fs::read(&database).unwrap_or_default().as_slice() {
            b"damaged" => Err(damaged(database.clone())),
            _ => Ok(()),
        };
        let (end, shown) = started(&mut Arguments::default(), is_damaged, Vec::new());
        assert!(end.is_err() && shown.len() == 1);
        assert_eq!(fs::read(&database).unwrap(), b"damaged", "nobody chose anything");
        let (end, _) = started(&mut Arguments::default(), is_damaged, vec![Choice::Way(Way::UseBackup)]);
        assert!(end.is_ok());
        assert_eq!(fs::read(&database).unwrap(), b"before");

        fs::write(&database, "damaged").unwrap();
        let (end, _) = started(&mut Arguments::default(), is_damaged, vec![Choice::Way(Way::StartEmpty)]);
        assert!(end.is_ok() && !database.exists());
    }

    #[test]
    fn another_folder_or_gateway_is_taken_for_the_next_attempt() {
        let mut arguments = Arguments { base_url: Some("x:".to_owned()), ..Arguments::default() };
        let attempt = |arguments: &Arguments| match (&arguments.base_url, &arguments.data_dir) {
            (Some(_), _) => Err(StartError::BaseUrl(Error::invalid("no address"))),
            (None, None) => Err(StartError::NoDataDir),
            (None, Some(_)) => Ok(()),
        };
        let answers = vec![Choice::Way(Way::IgnoreBaseUrl), Choice::Folder("/elsewhere".into())];
        let (end, shown) = started(&mut arguments, attempt, answers);
        assert!(end.is_ok() && shown.len() == 2);
        assert_eq!(arguments.data_dir, Some("/elsewhere".into()));
    }
}
