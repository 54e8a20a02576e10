//! One program for each data folder: a second start hands its files to the window that is open, and ends.
//!
//! Who holds the lock on `instance.lock` is the program; it listens on the socket `instance.sock` beside it, which only
//! its owner can reach. The lock ends with its process, however that dies, so what a crash left behind is never in the
//! way. (A name on the session bus would not do: it is not bound to the folder, costs a connection at each start, and
//! loses file names that are not Unicode.) Invariant: nobody opens the database who does not hold the lock; a message
//! holds paths only, which go the way of those on the command line.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::error::StartError;

/// How long to wait for a program that is just starting, or just ending.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(50);
/// Longer messages are not read.
const MAX_MESSAGE_BYTES: u64 = 1024 * 1024;
/// Said by the program that took a message.
const TAKEN: &[u8] = b"taken\n";
/// Tokens by which a desktop lets a window come to the front (freedesktop.org, Startup Notification and XDG Activation).
const TOKENS: [&str; 2] = ["XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"];

/// What a start turned out to be.
pub enum Start {
    /// This program is the one for the data folder.
    First(Instance),
    /// Another one is, and has taken the files.
    HandedOver,
}

/// The right to use the data folder, for as long as it lives.
pub struct Instance {
    lock: File,
    #[cfg(unix)]
    listener: Option<std::os::unix::net::UnixListener>,
}

/// What a second start asks of the first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// To attach to a new chat; absolute.
    pub files: Vec<PathBuf>,
    /// What lets the window come to the front; empty if the desktop gave none.
    pub token: String,
}

/// Takes the data folder, or hands the files to the program that has it. Blocking.
///
/// # Errors
/// In words, if another program has the folder and does not answer.
pub fn begin(data_dir: &Path, files: &[PathBuf]) -> Result<Start, StartError> {
    let lock =
        open_lock(data_dir).map_err(|source| StartError::Folder { path: data_dir.to_owned(), source })?;
    let token = TOKENS.iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let wish = Wish { files: files.to_vec(), token };
    let end = Instant::now() + PATIENCE;
    loop {
        match lock.try_lock() {
            // On a file system without locks two starts are far less likely than a need to start at all.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(Start::First(Instance::new(lock, data_dir))),
            Err(TryLockError::WouldBlock) if hand_over(data_dir, &wish).is_ok() => {
                return Ok(Start::HandedOver);
            }
            Err(TryLockError::WouldBlock) if Instant::now() > end => break,
            // It may not listen yet, or not any more.
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
    Err(StartError::InUse { path: data_dir.to_owned() })
}

fn open_lock(data_dir: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(data_dir.join("instance.lock"))
}

#[cfg(unix)]
mod socket {
    use std::{
        ffi::OsString,
        fs::{self, File},
        io::{self, Read, Write},
        net::Shutdown,
        os::{
            fd::AsRawFd,
            unix::{
                ffi::{OsStrExt, OsStringExt},
                fs::PermissionsExt,
                net::{UnixListener, UnixStream},
            },
        },
        path::{Path, PathBuf},
    };

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::{Instance, MAX_MESSAGE_BYTES, PATIENCE, PAUSE, TAKEN, Wish};

    const NAME: &str = "instance.sock";
    /// What a socket's address may hold on every system, with the byte that ends it.
    const MAX_ADDRESS_BYTES: usize = 104;

    impl Instance {
        pub(super) fn new(lock: File, data_dir: &Path) -> Self {
            // Without a socket a second start says that it could not hand its files over; all else works.
            Self { lock, listener: bind(data_dir).ok() }
        }

        /// Hears every later start, until the program ends.
        pub fn listen(self, heard: impl Fn(Wish) + Send + 'static) {
            tauri::async_runtime::spawn(async move {
                // Named, so that the task holds the lock and not only what it uses.
                let Self { lock: _held, listener } = self;
                let listener = listener.and_then(|std| tokio::net::UnixListener::from_std(std).ok());
                let Some(listener) = listener else { return std::future::pending().await };
                loop {
                    let Ok((mut stream, _)) = listener.accept().await else {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    };
                    if let Ok(Ok(wish)) = tokio::time::timeout(PATIENCE, read(&mut stream)).await {
                        heard(wish);
                    }
                }
            });
        }
    }

    fn bind(data_dir: &Path) -> io::Result<UnixListener> {
        at_address(data_dir, |address| {
            // Whoever left it is gone: the lock is ours.
            let _absent = fs::remove_file(address);
            let listener = UnixListener::bind(address)?;
            fs::set_permissions(address, fs::Permissions::from_mode(0o600))?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        })
    }

    async fn read(stream: &mut tokio::net::UnixStream) -> io::Result<Wish> {
        let mut message = Vec::new();
        stream.take(MAX_MESSAGE_BYTES).read_to_end(&mut message).await?;
        let wish = decoded(&message);
        stream.write_all(TAKEN).await?;
        Ok(wish)
    }

    pub(super) fn hand_over(data_dir: &Path, wish: &Wish) -> io::Result<()> {
        let mut stream = at_address(data_dir, |address| UnixStream::connect(address))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(&encoded(wish))?;
        stream.shutdown(Shutdown::Write)?;
        let mut answer = Vec::new();
        stream.take(TAKEN.len() as u64).read_to_end(&mut answer)?;
        if answer == TAKEN { Ok(()) } else { Err(io::ErrorKind::ConnectionAborted.into()) }
    }

    /// The token and the paths, each ended by a zero byte, which neither can hold.
    pub(super) fn encoded(wish: &Wish) -> Vec<u8> {
        let paths = wish.files.iter().map(|path| path.as_os_str().as_bytes());
        let mut message = Vec::new();
        for part in [wish.token.as_bytes()].into_iter().chain(paths) {
            message.extend_from_slice(part);
            message.push(0);
        }
        message
    }

    pub(super) fn decoded(message: &[u8]) -> Wish {
        // What follows the last zero byte was cut short.
        let whole = message.iter().rposition(|byte| *byte == 0).and_then(|end| message.get(..end));
        let mut parts = whole.unwrap_or_default().split(|byte| *byte == 0);
        let token = parts.next().and_then(|token| std::str::from_utf8(token).ok()).unwrap_or_default();
        let is_token = token.len() < 1_000 && token.bytes().all(|byte| byte.is_ascii_graphic());
        let paths = parts.map(|path| PathBuf::from(OsString::from_vec(path.to_vec())));
        Wish {
            files: paths.filter(|path| path.is_absolute()).collect(),
            token: if is_token { token.to_owned() } else { String::new() },
        }
    }

    /// The socket in the data folder. An address is short; a folder whose path is long is reached through a handle to it.
    fn at_address<T>(data_dir: &Path, work: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
        let address = data_dir.join(NAME);
        if address.as_os_str().len() < MAX_ADDRESS_BYTES {
            return work(&address);
        }
        let folder = File::open(data_dir)?;
        work(&Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(NAME))
    }
}

#[cfg(unix)]
use socket::hand_over;

#[cfg(not(unix))]
impl Instance {
    fn new(lock: File, _data_dir: &Path) -> Self {
        Self { lock }
    }

    /// There is no socket here: a later start ends, saying that the folder is in use.
    pub fn listen(self, _heard: impl Fn(Wish) + Send + 'static) {
        // The lock is held until the process ends.
        std::mem::forget(self.lock);
    }
}

#[cfg(not(unix))]
fn hand_over(_data_dir: &Path, _wish: &Wish) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{
        io::Write,
        os::unix::{ffi::OsStringExt, fs::PermissionsExt, net::UnixStream},
        sync::mpsc,
    };

    use super::*;

    fn first(data_dir: &Path) -> Instance {
        match begin(data_dir, &[]).unwrap() {
            Start::First(instance) => instance,
            Start::HandedOver => panic!("nobody else is there"),
        }
    }

    /// The program of a folder, and what it hears.
    fn listening(data_dir: &Path) -> mpsc::Receiver<Wish> {
        let (send, receive) = mpsc::channel();
        first(data_dir).listen(move |wish| send.send(wish).unwrap());
        receive
    }

    fn next(heard: &mpsc::Receiver<Wish>) -> Wish {
        heard.recv_timeout(PATIENCE).unwrap()
    }

    #[test]
    fn a_second_start_hands_its_files_to_the_first_whatever_their_names_hold() {
        let folder = tempfile::tempdir().unwrap();
        let heard = listening(folder.path());
        let odd = PathBuf::from(std::ffi::OsString::from_vec(b"/tmp/caf\xe9\n.txt".to_vec()));
        let files = vec![PathBuf::from("/tmp/写真.png"), odd];
        assert!(matches!(begin(folder.path(), &files).unwrap(), Start::HandedOver));
        assert_eq!(next(&heard).files, files);
        assert!(matches!(begin(folder.path(), &[]).unwrap(), Start::HandedOver));
        assert_eq!(next(&heard).files, Vec::<PathBuf>::new());
    }

    #[test]
    fn another_data_folder_has_a_program_of_its_own_and_a_long_path_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let long = folder.path().join("a long name of a folder ".repeat(6).trim_end());
        fs::create_dir(&long).unwrap();
        let (short_heard, long_heard) = (listening(folder.path()), listening(&long));
        let files = vec![PathBuf::from("/tmp/a")];
        assert!(matches!(begin(&long, &files).unwrap(), Start::HandedOver));
        assert_eq!(next(&long_heard).files, files);
        assert!(short_heard.try_recv().is_err());
    }

    #[test]
    fn what_a_crash_left_behind_is_not_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        drop(first(folder.path()));
        assert!(folder.path().join("instance.sock").exists(), "as after a crash, nobody removes it");
        let heard = listening(folder.path());
        assert!(matches!(begin(folder.path(), &[]).unwrap(), Start::HandedOver));
        next(&heard);
    }

    #[test]
    fn a_start_waits_for_a_program_that_is_ending() {
        let folder = tempfile::tempdir().unwrap();
        let mut ending = first(folder.path());
        ending.listener = None;
        let path = folder.path().to_owned();
        let second = std::thread::spawn(move || begin(&path, &[]));
        // It can only end once this lock is gone.
        drop(ending);
        assert!(matches!(second.join().unwrap().unwrap(), Start::First(_)));
    }

    #[test]
    fn only_its_owner_reaches_the_socket_and_nonsense_on_it_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let heard = listening(folder.path());
        for name in ["instance.sock", "instance.lock"] {
            let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        for nonsense in [&b""[..], b"\0\0\0", b"no end", &[0xff; 4_000], b"t\0relative/path\0/cut"] {
            let mut stream = UnixStream::connect(folder.path().join("instance.sock")).unwrap();
            stream.write_all(nonsense).unwrap();
            drop(stream);
        }
        let files = vec![PathBuf::from("/tmp/a")];
        assert!(matches!(begin(folder.path(), &files).unwrap(), Start::HandedOver));
        // The nonsense of no bytes at all is a wish for nothing.
        let first_files = std::iter::repeat_with(|| next(&heard).files).find(|files| !files.is_empty());
        assert_eq!(first_files, Some(files));
    }

    #[test]
    fn a_message_keeps_its_token_only_if_it_is_one() {
        let wish = |token: &str| Wish { files: vec!["/a".into()], token: token.to_owned() };
        for (token, is_kept) in [("gnome-shell/1-2_TIME3", true), ("two words", false), ("\u{e9}", false)] {
            let read = socket::decoded(&socket::encoded(&wish(token)));
            assert_eq!(read, wish(if is_kept { token } else { "" }));
        }
    }
}
