//! The attachment worker as the tests of this crate start it: its system decodes HEIC files when the test lets it.
//!
//! It finds the test by the number of a port in the file `decoder-port` beside it, and connects before its fence stands.

use std::{
    env, fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::ExitCode,
    sync::Mutex,
};

use yourouter_attachments::{
    SystemPicture, SystemPictures, SystemRefusal, SystemType, run_attachment_worker,
};

#[cfg(unix)]
type Connection = fs::File;
#[cfg(not(unix))]
type Connection = TcpStream;

/// Asks the test with one byte, and waits for another one.
#[derive(Debug)]
struct Asking(Mutex<Connection>);

impl SystemPictures for Asking {
    fn decode(
        &self,
        _: &[u8],
        _: SystemType,
        _: fn(u32, u32) -> bool,
    ) -> Result<SystemPicture, SystemRefusal> {
        let mut test = self.0.lock().map_err(|_| SystemRefusal::NoDecoder)?;
        let asked = test.write_all(b"?").and_then(|()| test.read_exact(&mut [0]));
        asked.map_err(|error| SystemRefusal::Damaged(error.to_string()))?;
        let pixels = vec![120; 20 * 10 * 3];
        Ok(SystemPicture { width: 20, height: 10, has_alpha: false, pixels, profile: None })
    }
}

fn test() -> Option<Asking> {
    let program = env::args_os().next()?;
    let port = fs::read_to_string(Path::new(&program).with_file_name("decoder-port")).ok()?;
    let stream = TcpStream::connect(("127.0.0.1", port.parse().ok()?)).ok()?;
    // Behind the fence a connection can be read and written as a file only.
    #[cfg(unix)]
    let stream = fs::File::from(std::os::fd::OwnedFd::from(stream));
    Some(Asking(Mutex::new(stream)))
}

fn main() -> ExitCode {
    let test = test();
    let system = test.as_ref().map(|test| test as &dyn SystemPictures);
    run_attachment_worker(system).unwrap_or(ExitCode::FAILURE)
}
