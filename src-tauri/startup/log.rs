//! The program's log: `logs/` in the data folder, a file a day, the last few kept, each of bounded size.
//!
//! Only what the program's own crates say is written: libraries may log what a request holds. Invariant: no key, no prompt,
//! no answer and no file name; identifiers, codes, figures and the system's words.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// As many days, or rather days on which the program ran.
const MAX_FILES: usize = 5;
/// What one run writes at most.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The folder of the log.
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("logs")
}

/// Begins to write. A log that cannot be written is no reason not to start.
pub fn begin(data_dir: &Path) {
    let folder = folder(data_dir);
    // The appender complains of a folder that it makes itself.
    if fs::create_dir_all(&folder).is_err() {
        return;
    }
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("yourouter-chat")
        .filename_suffix("log")
        .max_log_files(MAX_FILES)
        .build(&folder);
    let Ok(appender) = appender else { return };
    #[cfg(unix)]
    let _open_to_others = fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let layer = fmt::layer().with_ansi(false).with_target(true).with_writer(Bounded::new(appender));
    let own = ["chat", "chat_core", "attachments", "gateway", "markdown", "store", "transfer"];
    let targets =
        Targets::new().with_targets(own.map(|name| (format!("yourouter_{name}"), LevelFilter::INFO)));
    let _begun_already = tracing_subscriber::registry().with(layer.with_filter(targets)).try_init();
}

/// Writes up to a bound, and then no more.
struct Bounded {
    appender: Mutex<RollingFileAppender>,
    left: AtomicU64,
}

impl Bounded {
    fn new(appender: RollingFileAppender) -> Self {
        Self { appender: Mutex::new(appender), left: AtomicU64::new(MAX_BYTES) }
    }
}

impl<'a> MakeWriter<'a> for Bounded {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}

impl io::Write for &Bounded {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let length = line.len() as u64;
        let take = |left: u64| left.checked_sub(length);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
            self.appender.lock().unwrap_or_else(PoisonError::into_inner).write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.appender.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_log_ends_at_its_bound() {
        let data_dir = tempfile::tempdir().unwrap();
        let appender =
            RollingFileAppender::builder().filename_suffix("log").build(folder(data_dir.path())).unwrap();
        let log = Bounded::new(appender);
        let line = [vec![b'x'; 1023], b"\n".to_vec()].concat();
        for _ in 0..MAX_BYTES / 1024 + 10 {
            (&log).write_all(&line).unwrap();
        }
        let path = fs::read_dir(folder(data_dir.path())).unwrap().next().unwrap().unwrap().path();
        assert_eq!(fs::metadata(path).unwrap().len(), MAX_BYTES);
    }
}
