//! The process that reads one PDF for this program, from its start to its end.
//!
//! Decoders and interpreters of a format as large as PDF can be made to run for ever, to nest until the stack is gone
//! and to ask for all memory there is, which nothing inside a process can survive. So they run apart: the process has
//! little of the environment, bounded memory, and is ended when it is stopped, late, or no longer wanted.
//! Invariant: no process outlives the call that started it.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::{BufReader, Seek},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use super::told::{self, Job, Told};
use crate::Watch;

/// How often it is looked whether it is to stop.
const TICK: Duration = Duration::from_millis(50);
/// The first argument of the process.
pub(super) const ARGUMENT: &str = "--read-pdf";
/// All that it gets of the environment: what finding libraries and fonts takes, never a key.
const PASSED_ON: [&str; 6] =
    ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PATH", "SYSTEMROOT", "HOME", "USERPROFILE"];

/// Who reads PDFs, and how long it may take.
#[derive(Debug, Clone)]
pub struct PdfReader {
    /// A program whose `main` begins with [`read_pdf_apart`](super::read_pdf_apart).
    pub program: PathBuf,
    /// How long it may be silent: a page takes no longer.
    pub page_limit: Duration,
    /// How long a whole file may take.
    pub file_limit: Duration,
}

impl PdfReader {
    /// With the usual limits.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        let (page_limit, file_limit) = (Duration::from_secs(20), Duration::from_secs(120));
        Self { program: program.into(), page_limit, file_limit }
    }
}

/// How the work in the other process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It did what it could.
    Finished,
    /// It was told to stop.
    Stopped,
    /// It took too long.
    Late,
    /// It ended before it was done, as one that runs out of memory does, or could not be started.
    Gone,
}

/// Runs a job; each piece that comes back goes to `take`. Blocking.
pub(super) fn run(
    reader: &PdfReader,
    job: Job,
    file: &File,
    watch: &Watch<'_>,
    mut take: impl FnMut(Told, Vec<u8>),
) -> End {
    // Each process reads from the beginning, whatever one before it has read.
    let stdin = file.try_clone().and_then(|mut file| file.rewind().map(|()| file));
    let Some(mut process) = stdin.ok().and_then(|stdin| Process::start(&reader.program, job, stdin)) else {
        return End::Gone;
    };
    let Some(stdout) = process.0.stdout.take() else { return End::Gone };
    // Ends by itself when the process does: its end of the pipe closes.
    let (pass, pieces) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let mut from = BufReader::new(stdout);
        while let Some(piece) = told::read(&mut from) {
            if pass.send(piece).is_err() {
                return;
            }
        }
    });
    let begun = Instant::now();
    let mut heard = begun;
    loop {
        if watch.stop.is_cancelled() {
            return End::Stopped;
        }
        match pieces.recv_timeout(TICK) {
            Ok((Told::Finished, _)) => return End::Finished,
            Ok((told, payload)) => {
                heard = Instant::now();
                take(told, payload);
            }
            Err(RecvTimeoutError::Disconnected) => return End::Gone,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if heard.elapsed() > reader.page_limit || begun.elapsed() > reader.file_limit {
            return End::Late;
        }
    }
}

/// A process that is ended when it is dropped.
struct Process(Child);

impl Process {
    fn start(program: &Path, job: Job, stdin: File) -> Option<Self> {
        let kept = PASSED_ON.iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let kept: Vec<(&&str, OsString)> = kept.collect();
        let mut command = Command::new(program);
        command
            .arg(ARGUMENT)
            .arg(serde_json::to_string(&job).ok()?)
            .env_clear()
            .envs(kept)
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        // No console of its own.
        #[cfg(windows)]
        std::os::windows::process::CommandExt::creation_flags(&mut command, 0x0800_0000);
        command.spawn().ok().map(Self)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that ended already cannot be ended, which is just as well.
        let _ended = self.0.kill();
        let _status = self.0.wait();
    }
}
