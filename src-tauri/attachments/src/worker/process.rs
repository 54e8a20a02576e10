//! The attachment worker as the program sees it, from its start to its end.
//!
//! Decoders and interpreters of large formats can be made to run for ever, to nest until the stack is gone and to ask
//! for all memory there is, which nothing inside a process can survive. So they run in one of their own: it has
//! little of the environment, bounded memory, and is ended when it is stopped, late, or no longer wanted.
//! Invariant: each process does one job, so that no file meets another one; none outlives the call that started it, but
//! for the one that waits for the next small file.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::{BufReader, Seek, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;

use super::{
    ARGUMENT,
    message::{self, Job, Message},
};
use crate::Watch;

/// How often it is looked whether it is to stop.
const TICK: Duration = Duration::from_millis(50);
/// How long a process waits for a file before it is ended.
const MAX_IDLE: Duration = Duration::from_secs(60);
/// All that it gets of the environment: what finding libraries, fonts and gdk-pixbuf's loaders takes, never a key.
const PASSED_ON: [&str; 8] = [
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "PATH",
    "SYSTEMROOT",
    "HOME",
    "USERPROFILE",
    "GDK_PIXBUF_MODULEDIR",
    "GDK_PIXBUF_MODULE_FILE",
];

/// The program that the worker is, and how long it may take.
#[derive(Debug, Clone)]
pub struct AttachmentWorker {
    program: PathBuf,
    /// How long it may be silent over a PDF: a page takes no longer.
    page_limit: Duration,
    /// How long a whole file may take, on a slow and busy machine.
    file_limit: Duration,
    /// A process that was started already, so that a small file does not wait for it.
    ready: Arc<Mutex<Option<Process>>>,
}

impl AttachmentWorker {
    /// With the usual limits; the program's `main` begins with
    /// [`run_attachment_worker`](crate::run_attachment_worker).
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            page_limit: Duration::from_secs(20),
            file_limit: Duration::from_secs(120),
            ready: Arc::default(),
        }
    }

    /// With other limits, for a page of a PDF and for a whole file.
    #[must_use]
    pub fn with_limits(self, page: Duration, file: Duration) -> Self {
        Self { page_limit: page, file_limit: file, ..self }
    }

    /// How long the worker may be silent over this job.
    pub(crate) fn limit(&self, job: Job) -> Duration {
        match job {
            Job::Prepare => self.file_limit,
            Job::LookInside { .. } | Job::Draw { .. } => self.page_limit,
        }
    }

    /// Starts a process that waits for a file, if none does; it is ended when none comes within a minute.
    pub fn warm_up(&self) {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.is_some() {
            return;
        }
        *ready = Process::start(&self.program, None, Stdio::piped());
        let Some(id) = ready.as_ref().map(|process| process.0.id()) else { return };
        let waiting = Arc::downgrade(&self.ready);
        thread::spawn(move || {
            thread::sleep(MAX_IDLE);
            let Some(waiting) = waiting.upgrade() else { return };
            let mut ready = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if ready.as_ref().is_some_and(|process| process.0.id() == id) {
                *ready = None;
            }
        });
    }

    /// A process that does this job; the file is on its way to it.
    fn start(&self, job: Job, input: &Input) -> Option<Process> {
        let job = serde_json::to_string(&job).ok()?;
        match input {
            Input::File(file) => {
                // Each process reads from the beginning, whatever one before it has read.
                let stdin = file.try_clone().and_then(|mut file| file.rewind().map(|()| file)).ok()?;
                Process::start(&self.program, Some(&job), stdin.into())
            }
            Input::Bytes(bytes) => {
                let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take();
                let is_alive = |process: &mut Process| matches!(process.0.try_wait(), Ok(None));
                let ready = ready.and_then(|mut process| is_alive(&mut process).then_some(process));
                let mut process = match ready {
                    Some(process) => process,
                    None => Process::start(&self.program, None, Stdio::piped())?,
                };
                let mut stdin = process.0.stdin.take()?;
                let bytes = bytes.clone();
                // A process that ended takes no more; that it ended is noticed by what does not come back.
                thread::spawn(move || writeln!(stdin, "{job}").and_then(|()| stdin.write_all(&bytes)));
                Some(process)
            }
        }
    }
}

/// A file for the worker.
pub(crate) enum Input {
    /// In memory; for small ones, which a waiting process takes.
    Bytes(Bytes),
    /// On the disk, from where the worker reads it.
    File(File),
}

/// How the work in the other process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It did what it could.
    Finished,
    /// It was stopped.
    Stopped,
    /// It took too long.
    Late,
    /// It ended before it was done, as one that runs out of memory does.
    Gone,
    /// It could not be started.
    NotStarted,
}

/// Runs a job; each piece that comes back goes to `take`. Blocking.
pub(crate) fn run(
    worker: &AttachmentWorker,
    job: Job,
    input: Input,
    watch: &Watch<'_>,
    mut take: impl FnMut(Message, Vec<u8>),
) -> End {
    let Some(mut process) = worker.start(job, &input) else { return End::NotStarted };
    // Small files seldom come alone.
    if let Input::Bytes(_) = input {
        worker.warm_up();
    }
    drop(input);
    let Some(stdout) = process.0.stdout.take() else { return End::NotStarted };
    // Ends by itself when the process does: its end of the pipe closes.
    let (pass, pieces) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let mut from = BufReader::new(stdout);
        while let Some(piece) = message::read(&mut from) {
            if pass.send(piece).is_err() {
                return;
            }
        }
    });
    let begun = Instant::now();
    let mut last_received = begun;
    loop {
        if watch.stop.is_cancelled() {
            return End::Stopped;
        }
        match pieces.recv_timeout(TICK) {
            Ok((Message::Finished, _)) => return End::Finished,
            Ok((message, payload)) => {
                last_received = Instant::now();
                take(message, payload);
            }
            Err(RecvTimeoutError::Disconnected) => return End::Gone,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if last_received.elapsed() > worker.limit(job) || begun.elapsed() > worker.file_limit {
            return End::Late;
        }
    }
}

/// A process that is ended when it is dropped.
#[derive(Debug)]
struct Process(Child);

impl Process {
    /// With a job, it reads the file on `stdin`; without one, it waits for both there.
    fn start(program: &Path, job: Option<&str>, stdin: Stdio) -> Option<Self> {
        let kept = PASSED_ON.iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let kept: Vec<(&&str, OsString)> = kept.collect();
        let mut command = Command::new(program);
        command
            .arg(ARGUMENT)
            .args(job)
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
