//! The command line and the environment (ARCHITECTURE.md, "What automation and assistive technology rely on").

use std::{env, ffi::OsString, path::PathBuf};

use yourouter_protocol::Secret;

use super::{error::StartError, privacy::KEY_VARIABLE};

const HELP: &str = "\
YouRouter Chat

Usage: yourouter-chat [options] [FILE…]

  FILE…              attach these files to a new chat

  --demo             start on the embedded offline gateway; needs no key
  --data-dir FOLDER  keep the database, attachments and settings in FOLDER
  --version          print the version
  --help             print this

Environment: YOUROUTER_API_KEY, YOUROUTER_BASE_URL, YOUROUTER_DATA_DIR";

/// How the program was started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// `--demo`
    pub starts_in_demo: bool,
    /// `--data-dir`, else `YOUROUTER_DATA_DIR`; `None` is the system's place for application data.
    pub data_dir: Option<PathBuf>,
    /// `YOUROUTER_BASE_URL`
    pub base_url: Option<String>,
    /// `YOUROUTER_API_KEY`: for this run, never stored.
    pub key: Option<Secret>,
    /// Files to attach to a new chat, as absolute paths where the system gives them.
    pub files: Vec<PathBuf>,
    /// `--help` or `--version`: print and end.
    pub print: Option<Print>,
}

/// What to print instead of opening a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// How to use the program.
    Help,
    /// Which one this is.
    Version,
}

impl Arguments {
    /// Reads this process's command line and environment.
    ///
    /// # Errors
    /// [`StartError::Usage`] for an option that does not exist, or a variable that is no text.
    pub fn from_environment() -> Result<Self, StartError> {
        let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Self::read(env::args_os().skip(1), variable).map_err(StartError::Usage)
    }

    fn read(
        typed: impl Iterator<Item = OsString> + 'static,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, String> {
        use lexopt::prelude::*;
        let text = |name: &str| {
            let value = variable(name).map(OsString::into_string).transpose();
            value.map_err(|_| format!("{name} is not Unicode text"))
        };
        let mut arguments = Self {
            data_dir: variable("YOUROUTER_DATA_DIR").map(PathBuf::from),
            base_url: text("YOUROUTER_BASE_URL")?,
            key: text(KEY_VARIABLE)?.map(|key| Secret::from_pasted_key(&key)),
            ..Self::default()
        };
        let mut parser = lexopt::Parser::from_args(typed);
        let explain = |error: lexopt::Error| format!("{error}\n\n{HELP}");
        while let Some(argument) = parser.next().map_err(explain)? {
            match argument {
                Long("demo") => arguments.starts_in_demo = true,
                Long("data-dir") => arguments.data_dir = Some(parser.value().map_err(explain)?.into()),
                Short('h') | Long("help") => arguments.print = Some(Print::Help),
                Short('V') | Long("version") => arguments.print = Some(Print::Version),
                Value(file) => arguments.files.push(file_path(file)),
                _ => return Err(explain(argument.unexpected())),
            }
        }
        Ok(arguments)
    }

    /// What to print instead of opening a window, if that was asked for.
    pub fn words_to_print(&self) -> Option<String> {
        self.print.map(|print| match print {
            Print::Help => HELP.to_owned(),
            Print::Version => format!("yourouter-chat {}", env!("CARGO_PKG_VERSION")),
        })
    }
}

/// A desktop may hand a file over as an address.
fn file_path(argument: OsString) -> PathBuf {
    let address = argument.to_str().filter(|text| text.starts_with("file://"));
    let named = address.and_then(|text| tauri::Url::parse(text).ok()?.to_file_path().ok());
    let path = named.unwrap_or_else(|| argument.into());
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use std::{ffi::OsString, path::PathBuf};

    fn read(typed: &[&str], variables: &'static [(&str, &str)]) -> Result<Arguments, String> {
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        Arguments::read(typed.into_iter(), move |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        let arguments = read(&["--data-dir", "here"], &[("YOUROUTER_DATA_DIR", "there")]).unwrap();
        assert_eq!(arguments.data_dir, Some(PathBuf::from("here")));
    }

    #[test]
    fn the_environment_gives_key_and_gateway() {
        let arguments =
            read(&[], &[("YOUROUTER_API_KEY", " k\n"), ("YOUROUTER_BASE_URL", "http://[::1]/v1")]).unwrap();
        assert_eq!(arguments.key.unwrap().expose(), "k");
        assert_eq!(arguments.base_url.as_deref(), Some("http://[::1]/v1"));
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_said_and_not_ignored() {
        use std::os::unix::ffi::OsStringExt;

        for name in ["YOUROUTER_API_KEY", "YOUROUTER_BASE_URL"] {
            let variable = move |asked: &str| (asked == name).then(|| OsString::from_vec(vec![b'h', 0xff]));
            assert!(Arguments::read(std::iter::empty(), variable).unwrap_err().contains(name));
        }
    }

    #[test]
    fn an_unknown_option_is_explained() {
        assert!(read(&["--dmeo"], &[]).unwrap_err().contains("--dmeo"));
    }

    #[test]
    fn an_option_without_its_value_is_explained() {
        assert!(read(&["--data-dir"], &[]).is_err());
    }

    #[test]
    fn files_are_taken_as_paths_or_addresses() {
        let arguments = read(&["--demo", "/a/b.png", "file:///c/d%20e.pdf", "--", "-odd.txt"], &[]).unwrap();
        let wanted =
            [PathBuf::from("/a/b.png"), "/c/d e.pdf".into(), std::path::absolute("-odd.txt").unwrap()];
        assert_eq!(arguments.files, wanted);
    }

    #[test]
    fn the_demo_is_asked_for_by_its_option_alone() {
        assert!(read(&["--demo"], &[]).unwrap().starts_in_demo);
        assert!(!read(&[], &[]).unwrap().starts_in_demo);
    }
}
