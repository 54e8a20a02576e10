//! A decoder of the system that takes as long as a test says, and the file that it decodes.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Condvar, Mutex},
    thread,
};

use yourouter_attachments::{AttachmentWorker, Source};

/// Decodes at once, unless it is held.
#[derive(Debug, Default)]
pub struct Decoder {
    is_held: Mutex<bool>,
    is_asked: tokio::sync::Notify,
    changed: Condvar,
}

/// For as long as it lives, nothing is decoded; a test that fails does not wait for ever either.
pub struct Hold(Arc<Decoder>);

impl Decoder {
    pub fn hold(self: &Arc<Self>) -> Hold {
        *self.is_held.lock().unwrap() = true;
        Hold(Arc::clone(self))
    }

    /// Waits until it is asked for an image.
    pub async fn asked(&self) {
        self.is_asked.notified().await;
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        *self.0.is_held.lock().unwrap() = false;
        self.0.changed.notify_all();
    }
}

impl Decoder {
    /// The program of a worker in this folder, whose decoder asks this one.
    pub fn worker(self: &Arc<Self>, folder: &Path) -> AttachmentWorker {
        let program = folder.join("attachment-worker");
        if !program.exists() {
            let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
            fs::write(folder.join("decoder-port"), listener.local_addr().unwrap().port().to_string())
                .unwrap();
            let worker = env!("CARGO_BIN_EXE_chat-attachment-worker");
            #[cfg(unix)]
            std::os::unix::fs::symlink(worker, &program).unwrap();
            #[cfg(not(unix))]
            fs::copy(worker, &program).unwrap();
            let decoder = Arc::clone(self);
            thread::spawn(move || {
                for worker in listener.incoming().flatten() {
                    let decoder = Arc::clone(&decoder);
                    thread::spawn(move || decoder.answer(worker));
                }
            });
        }
        AttachmentWorker::new(program)
    }

    /// Until the worker ends.
    fn answer(&self, mut worker: TcpStream) {
        while worker.read_exact(&mut [0]).is_ok() {
            self.is_asked.notify_one();
            let held = self.is_held.lock().unwrap();
            drop(self.changed.wait_while(held, |is_held| *is_held).unwrap());
            if worker.write_all(b"!").is_err() {
                return;
            }
        }
    }
}

/// What the decoder is asked for: as much of a HEIC file as says how large it is.
pub fn photo(name: &str) -> Source {
    let bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0\0\0\0\x14\0\0\0\x0a";
    Source::Bytes { name: name.to_owned(), bytes: bytes.to_vec().into() }
}
