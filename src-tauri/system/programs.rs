//! The system's programs for files, folders and links.

use std::{
    ffi::OsStr,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use yourouter_protocol::{Error, Result};

/// A program that finds nothing to open something with says so within this time; one that opens it may run on.
const SAYS_SO_WITHIN: Duration = Duration::from_millis(1500);
const LOOKED_AT_EVERY: Duration = Duration::from_millis(20);

/// Opens a file, a folder or a checked link in the program that the system has for it; waits a moment, to learn whether
/// there is one.
///
/// # Errors
/// [`Error::NoProgram`] if there is none, or none that opens it.
pub async fn open(what: impl AsRef<OsStr>) -> Result<()> {
    let what = what.as_ref().to_owned();
    let opened = tauri::async_runtime::spawn_blocking(move || open_now(&what)).await;
    opened.unwrap_or_else(|stopped| Err(Error::Internal(stopped.to_string())))
}

fn open_now(what: &OsStr) -> Result<()> {
    let mut reason = "the system has no program for it".to_owned();
    for mut opener in open::commands(what) {
        match tried(&mut opener) {
            Ok(()) => return Ok(()),
            Err(words) => reason = words,
        }
    }
    Err(Error::NoProgram(reason))
}

/// Whether one of the system's openers took it; else why not.
fn tried(opener: &mut Command) -> std::result::Result<(), String> {
    opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let name = opener.get_program().to_string_lossy().into_owned();
    let mut child = opener.spawn().map_err(|error| format!("{name}: {error}"))?;
    let end = Instant::now() + SAYS_SO_WITHIN;
    while Instant::now() < end {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{name} ended with {status}")),
            Ok(None) => thread::sleep(LOOKED_AT_EVERY),
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
    leave(child);
    Ok(())
}

/// It runs on by itself; its end is taken notice of, so that nothing of it stays behind.
fn leave(mut child: Child) {
    thread::spawn(move || child.wait());
}

#[cfg(all(test, unix))]
mod tests {
    use std::{process::Command, time::Instant};

    use super::{SAYS_SO_WITHIN, tried};

    #[test]
    fn an_opener_that_finds_no_program_says_so_and_one_that_runs_on_is_left_alone() {
        assert_eq!(tried(&mut Command::new("true")), Ok(()));
        assert!(tried(Command::new("sh").args(["-c", "exit 3"])).unwrap_err().contains('3'));
        assert!(tried(&mut Command::new("/nowhere/opener")).unwrap_err().contains("/nowhere/opener"));
        let start = Instant::now();
        assert_eq!(tried(Command::new("sleep").arg("20")), Ok(()));
        assert!(start.elapsed() < SAYS_SO_WITHIN * 3);
    }
}
