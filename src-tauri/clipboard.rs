//! Images on the clipboard, for systems whose web view does not hand them to the page.
//!
//! WebKitGTK gives a page the text of a paste only; the web views of macOS and Windows give files too, which the page
//! then passes on itself. Invariant: the clipboard is read only when the person pastes.

use tauri::{Runtime, WebviewWindow};

/// The types that are taken as they are, in the order of preference.
#[cfg(target_os = "linux")]
const TYPES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

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

/// The page has it already.
#[cfg(not(target_os = "linux"))]
pub async fn image<R: Runtime>(_window: &WebviewWindow<R>) -> Option<Vec<u8>> {
    None
}
