//! Images on the clipboard, for systems whose web view does not hand them to the page.
//!
//! WebKitGTK gives a page the text of a paste only; the web views of macOS and Windows give files too, which the page
//! then passes on itself. Invariant: the clipboard is read only when the person pastes.

use tauri::{Runtime, WebviewWindow};

/// The types that are taken as they are, in the order of preference.
#[cfg(target_os = "linux")]
const TYPES: [&str; 6] = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff"];

/// The image on the clipboard in the bytes that its owner offers, if there is one.
#[cfg(target_os = "linux")]
pub async fn image<R: Runtime>(window: &WebviewWindow<R>) -> Option<Vec<u8>> {
    use gtk::gdk::{Atom, SELECTION_CLIPBOARD};

    for media_type in TYPES {
        let (send, receive) = tokio::sync::oneshot::channel();
        let asked = window.run_on_main_thread(move || {
            let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
            // The toolkit wants a closure that it could call again; it answers once.
            let send = std::cell::Cell::new(Some(send));
            clipboard.request_contents(&Atom::intern(media_type), move |_, contents| {
                if let Some(send) = send.take() {
                    let _gone = send.send(contents.data());
                }
            });
        });
        asked.ok()?;
        let bytes = receive.await.ok()?;
        if !bytes.is_empty() {
            return Some(bytes);
        }
    }
    None
}

/// Puts an image on the clipboard; `false` if it could not be done here.
#[cfg(target_os = "linux")]
pub async fn put_image<R: Runtime>(window: &WebviewWindow<R>, bytes: bytes::Bytes) -> bool {
    use gtk::{gdk::SELECTION_CLIPBOARD, gdk_pixbuf::PixbufLoader, prelude::*};

    let (send, receive) = tokio::sync::oneshot::channel();
    let asked = window.run_on_main_thread(move || {
        let loader = PixbufLoader::new();
        let is_read = loader.write(&bytes).and_then(|()| loader.close()).is_ok();
        let picture = loader.pixbuf().filter(|_| is_read);
        if let Some(picture) = &picture {
            gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_image(picture);
        }
        let _gone = send.send(picture.is_some());
    });
    asked.is_ok() && receive.await.unwrap_or_default()
}

/// The page's own clipboard takes images here.
#[cfg(not(target_os = "linux"))]
pub async fn put_image<R: Runtime>(_window: &WebviewWindow<R>, _bytes: bytes::Bytes) -> bool {
    false
}

/// The page has it already.
#[cfg(not(target_os = "linux"))]
pub async fn image<R: Runtime>(_window: &WebviewWindow<R>) -> Option<Vec<u8>> {
    None
}
