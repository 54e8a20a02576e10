//! A decoder of the system that takes as long as a test says, and the file that it decodes.

use std::sync::{Arc, Condvar, Mutex};

use yourouter_attachments::{Heif, Source, SystemPicture, SystemPictures, SystemRefusal};

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

impl SystemPictures for Decoder {
    fn decode(&self, _: &[u8], _: Heif, _: fn(u32, u32) -> bool) -> Result<SystemPicture, SystemRefusal> {
        self.is_asked.notify_one();
        let held = self.is_held.lock().unwrap();
        drop(self.changed.wait_while(held, |is_held| *is_held).unwrap());
        let pixels = vec![120; 20 * 10 * 3];
        Ok(SystemPicture { width: 20, height: 10, has_alpha: false, pixels, profile: None })
    }
}

/// What the decoder is asked for: as much of a HEIC file as says how large it is.
pub fn photo(name: &str) -> Source {
    let bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0\0\0\0\x14\0\0\0\x0a";
    Source::Bytes { name: name.to_owned(), bytes: bytes.to_vec().into() }
}
