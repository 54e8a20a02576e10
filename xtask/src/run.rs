//! Starts programs: shows what is started, lets their output through, and keeps the lines that sum a run up.

use std::{
    error::Error,
    ffi::{OsStr, OsString},
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// What a task returns; the error's words are for the person who started it.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The repository's top folder: every program is started there, wherever the task was typed.
pub fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), PathBuf::from)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target")))
}

/// Whether a program of this name can be started.
pub fn is_on_path(program: &str) -> bool {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&name).is_file()))
}

/// One program with its arguments.
pub struct Run {
    command: Command,
    shown: String,
}

impl Run {
    /// A program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(root());
        Self { command, shown: program.to_string_lossy().into_owned() }
    }

    /// More arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// One more variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it with its output on the terminal; an exit code other than 0 is an error.
    pub fn start(mut self) -> Result {
        println!("$ {}", self.shown);
        let status = self.command.status().map_err(|error| format!("{}: {error}", self.shown))?;
        self.outcome(status.success())
    }

    /// As [`Run::start`], and returns the lines of standard output that `is_summary` picks.
    pub fn start_and_keep(mut self, is_summary: fn(&str) -> bool) -> Result<Vec<String>> {
        println!("$ {}", self.shown);
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", self.shown))?;
        let mut kept = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = String::from_utf8_lossy(&line?).into_owned();
                println!("{line}");
                if is_summary(&line) {
                    kept.push(line);
                }
            }
        }
        let status = child.wait()?;
        self.outcome(status.success()).map(|()| kept)
    }

    /// Runs it silently and returns its standard output.
    pub fn read(mut self) -> Result<String> {
        let output = self.command.output().map_err(|error| format!("{}: {error}", self.shown))?;
        if !output.status.success() {
            return Err(format!("{} failed: {}", self.shown, String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn outcome(&self, is_success: bool) -> Result {
        if is_success { Ok(()) } else { Err(format!("failed: {}", self.shown).into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, is_on_path};

    #[test]
    fn summary_lines_are_kept_in_order() {
        let kept =
            Run::new("cargo").args(["--version", "--verbose"]).start_and_keep(|line| line.contains(": "));
        let kept = kept.unwrap();
        assert!(kept.iter().any(|line| line.starts_with("release: ")), "{kept:?}");
    }

    #[test]
    fn an_exit_code_other_than_zero_is_an_error() {
        assert!(Run::new("cargo").args(["no-such-subcommand"]).start().is_err());
    }

    #[test]
    fn a_program_that_does_not_exist_is_named_in_the_error() {
        let error = Run::new("no-such-program").start().unwrap_err();
        assert!(error.to_string().starts_with("no-such-program"), "{error}");
        assert!(!is_on_path("no-such-program"));
    }
}
