//! The clipboard, where the web view is not enough: files and images that it does not hand to the page, HTML that it
//! would rewrite.
//!
//! WebKitGTK gives a page the text of a paste only; the web views of macOS and Windows give files too, which the page
//! then passes on itself. Invariant: the clipboard is read only when the person pastes.

#[cfg(target_os = "linux")]
use gtk::{
    SelectionData,
    gdk::{Atom, SELECTION_CLIPBOARD},
};
use tauri::{Runtime, WebviewWindow};
use yourouter_attachments::Source;
use yourouter_protocol::words::{details, dialogs};
use yourouter_protocol::{ClipboardText, Error, Result};

#[cfg(target_os = "linux")]
use super::mounts;
#[cfg(target_os = "linux")]
use crate::system::main_thread::asked_on_main_thread;

/// Files that were copied, one address on each line.
#[cfg(target_os = "linux")]
const FILES: &str = "text/uri-list";
/// The images that are taken from other programs, in the order of preference: what is sent as it is comes first.
#[cfg(target_os = "linux")]
pub const IMAGES: [&str; 6] =
    ["image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp"];

/// Plain text, in the order of preference (ICCCM, section 2.6.2; freedesktop.org shared MIME types).
#[cfg(target_os = "linux")]
const TEXTS: [&str; 3] = ["UTF8_STRING", "text/plain;charset=utf-8", "text/plain"];
#[cfg(target_os = "linux")]
const HTML: &str = "text/html";

/// The words that stand beside an image, if the clipboard offers both and no file: WebKitGTK gives the page neither.
#[cfg(target_os = "linux")]
pub async fn text_beside_image<R: Runtime>(window: &WebviewWindow<R>) -> Option<ClipboardText> {
    let formats = formats(window).await;
    let has = |format: &&'static str| formats.iter().any(|name| name == format);
    if has(&FILES) || !IMAGES.iter().any(has) {
        return None;
    }
    let format = TEXTS.into_iter().find(has)?;
    let text = utf8(&offered(window, format, content).await);
    if text.trim().is_empty() {
        return None;
    }
    let html = if has(&HTML) { utf8(&offered(window, HTML, content).await) } else { String::new() };
    Some(ClipboardText { text, html })
}

#[cfg(target_os = "linux")]
fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned()
}

/// The names of what is offered. Some owners answer with what they have, whatever they are asked for.
#[cfg(target_os = "linux")]
async fn formats<R: Runtime>(window: &WebviewWindow<R>) -> Vec<gtk::glib::GString> {
    let names = |list: &SelectionData| -> Vec<_> {
        list.targets().unwrap_or_default().into_iter().map(|name| name.name()).collect()
    };
    offered(window, "TARGETS", names).await
}

/// The bytes of what is offered; nothing has a length of -1.
#[cfg(target_os = "linux")]
fn content(selection: &SelectionData) -> Vec<u8> {
    if selection.length() > 0 { selection.data() } else { Vec::new() }
}

/// What the clipboard holds besides text: the files that were copied, else an image in the bytes that its owner offers.
///
/// # Errors
/// `invalid`, with words, if what was offered is not given.
#[cfg(target_os = "linux")]
pub async fn files<R: Runtime>(window: &WebviewWindow<R>) -> Result<Vec<Source>> {
    let formats = formats(window).await;
    let has = |format: &&'static str| formats.iter().any(|name| name == format);
    let listed =
        if has(&FILES) { mounts::listed(&offered(window, FILES, content).await).await } else { Vec::new() };
    let is_link = |source: &Source| matches!(source, Source::Link(_));
    // An image that was copied in a browser may have its address beside it.
    let files = match IMAGES.into_iter().find(has) {
        Some(format) if listed.iter().all(is_link) => {
            let bytes = offered(window, format, content).await;
            let image = |bytes: Vec<u8>| Source::Bytes {
                name: dialogs::pasted_image().to_owned(),
                bytes: bytes.into(),
            };
            Some(bytes).filter(|bytes| !bytes.is_empty()).map(image).into_iter().collect()
        }
        _ => listed,
    };
    if files.is_empty() && (has(&FILES) || IMAGES.iter().any(has)) {
        return Err(Error::invalid(details::clipboard_gone()));
    }
    Ok(files)
}

/// What the clipboard's owner gives in a format; nothing if the window is going away.
#[cfg(target_os = "linux")]
async fn offered<R: Runtime, T: Default + Send + 'static>(
    window: &WebviewWindow<R>,
    format: &'static str,
    read: fn(&SelectionData) -> T,
) -> T {
    let asked = asked_on_main_thread(window, move |answer| {
        // The toolkit wants a closure that it could call again; it answers once.
        let answer = std::cell::Cell::new(Some(answer));
        let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
        clipboard.request_contents(&Atom::intern(format), move |_, content| {
            if let Some(answer) = answer.take() {
                let _gone = answer.send(read(content));
            }
        });
    });
    asked.await.unwrap_or_default()
}

/// Puts an image on the clipboard; `false` if it could not be done here.
#[cfg(target_os = "linux")]
pub async fn put_image<R: Runtime>(window: &WebviewWindow<R>, bytes: bytes::Bytes) -> bool {
    use gtk::{gdk_pixbuf::PixbufLoader, prelude::*};

    let put = asked_on_main_thread(window, move |answer| {
        let loader = PixbufLoader::new();
        let is_read = loader.write(&bytes).and_then(|()| loader.close()).is_ok();
        let picture = loader.pixbuf().filter(|_| is_read);
        if let Some(picture) = &picture {
            gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_image(picture);
        }
        let _gone = answer.send(picture.is_some());
    });
    put.await.unwrap_or_default()
}

/// The page's own clipboard takes images here.
#[cfg(not(target_os = "linux"))]
pub async fn put_image<R: Runtime>(_window: &WebviewWindow<R>, _bytes: bytes::Bytes) -> bool {
    false
}

/// The page has them already.
#[cfg(not(target_os = "linux"))]
pub async fn text_beside_image<R: Runtime>(_window: &WebviewWindow<R>) -> Option<ClipboardText> {
    None
}

/// The page has them already.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub async fn files<R: Runtime>(_window: &WebviewWindow<R>) -> Result<Vec<Source>> {
    Ok(Vec::new())
}

/// Puts text on the clipboard, with HTML beside it if there is any. WebKitGTK takes HTML from the page too, but writes every computed
/// style into it. Returns whether it was done; elsewhere the web view's own copy is good enough.
///
/// # Errors
/// [`Error::Internal`] if the window is going away.
#[cfg(target_os = "linux")]
pub fn write<R: Runtime>(window: &WebviewWindow<R>, text: String, html: String) -> Result<bool> {
    use gtk::{TargetEntry, TargetFlags, gdk};

    const HTML: u32 = 1;
    const TEXT: [&str; 4] = ["UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING"];
    let has_html = !html.is_empty();
    // Readers of HTML take Latin-1 for granted unless it says otherwise.
    let html = format!("<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">{html}");
    let put = move || {
        let mut targets = Vec::new();
        if has_html {
            targets.push(TargetEntry::new("text/html", TargetFlags::empty(), HTML));
        }
        targets.extend(TEXT.map(|name| TargetEntry::new(name, TargetFlags::empty(), 0)));
        gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_with_data(&targets, move |_, reply, info| {
            if info == HTML {
                reply.set(&gdk::Atom::intern("text/html"), 8, html.as_bytes());
            } else {
                reply.set_text(&text);
            }
        });
    };
    window.run_on_main_thread(put).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(true)
}

/// Puts text on the clipboard, also after something other than a click or a key in the page. Returns whether it was done;
/// elsewhere the page may write it then, too.
///
/// # Errors
/// [`Error::Internal`] if the window is going away.
#[cfg(target_os = "linux")]
pub fn write_text<R: Runtime>(window: &WebviewWindow<R>, text: String) -> Result<bool> {
    let put = move || gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_text(&text);
    window.run_on_main_thread(put).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(true)
}

/// The page writes it.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn write_text<R: Runtime>(_window: &WebviewWindow<R>, _text: String) -> Result<bool> {
    Ok(false)
}

/// The web view's own copy is good enough.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn write<R: Runtime>(_window: &WebviewWindow<R>, _text: String, _html: String) -> Result<bool> {
    Ok(false)
}
