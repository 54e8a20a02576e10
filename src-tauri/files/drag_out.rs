//! A sent file that is dragged out of the window, into a file manager or another program, under GTK.
//!
//! The page says only which file it is. What is handed over is the address of a read-only copy that was made for this
//! drag. The well-known crate for this hands over addresses that are not escaped, so that a name with a percent sign
//! does not arrive, and it stops the program when there is no pointer; the toolkit's own calls are as few.
//! Invariant: a copy that nobody took is removed at once, all others when the program ends.

use std::{cell::RefCell, path::PathBuf, rc::Rc};

use gtk::{
    TargetList, Widget,
    gdk::{Device, DragAction, Event, EventButton, EventType, ModifierType},
    gdk_pixbuf::PixbufLoader,
    glib::{self, SignalHandlerId, translate::ToGlibPtr},
    prelude::*,
};
use tauri::{Runtime, WebviewWindow};
use tempfile::TempDir;

/// The icon under the pointer is this large at most.
const ICON_PIXELS: i32 = 96;
/// The left button, by X's count.
const LEFT: i32 = 1;

/// A copy that was made to be dragged.
pub struct Copy {
    /// Removed with it, if nobody takes it.
    pub folder: TempDir,
    /// The file in it.
    pub path: PathBuf,
    /// A small picture of it.
    pub thumbnail: Option<Vec<u8>>,
}

/// Begins the drag, if the button is still held; `kept` gets the folder of a copy that was taken.
///
/// # Errors
/// If the window is going away.
pub fn begin<R: Runtime>(
    window: &WebviewWindow<R>,
    copy: Copy,
    kept: impl Fn(TempDir) + 'static + Send,
) -> tauri::Result<()> {
    window.with_webview(move |webview| {
        let view: Widget = webview.inner().upcast();
        if let Some(window) = view.toplevel() {
            begin_here(&window, &view, copy, kept);
        }
    })
}

fn begin_here(window: &Widget, view: &Widget, copy: Copy, kept: impl Fn(TempDir) + 'static) {
    let Copy { folder, path, thumbnail } = copy;
    let Ok(address) = glib::filename_to_uri(&path, None) else { return };
    let Some(pointer) = pointer(view).filter(|pointer| is_held(view, pointer)) else { return };
    let targets = TargetList::new(&[]);
    targets.add_uri_targets(0);
    let begun = window.drag_begin_with_coordinates(&targets, DragAction::COPY, LEFT, None, -1, -1);
    let Some(drag) = begun else { return };
    let _unheard = release(view, &pointer);
    match thumbnail.as_deref().and_then(icon) {
        Some(icon) => drag.drag_set_icon_pixbuf(&icon, -8, -8),
        None => drag.drag_set_icon_name("text-x-generic", -8, -8),
    }

    let folder = Rc::new(RefCell::new(Some(folder)));
    let listening: Rc<RefCell<Vec<SignalHandlerId>>> = Rc::default();
    let give = window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[address.as_str()]);
    });
    let unsupported = Rc::clone(&folder);
    let fail = window.connect_drag_failed(move |_, _, _| {
        unsupported.take();
        glib::Propagation::Proceed
    });
    let connected = Rc::clone(&listening);
    let end = window.connect_drag_end(move |window, _| {
        if let Some(folder) = folder.take() {
            kept(folder);
        }
        for handler in connected.take() {
            window.disconnect(handler);
        }
    });
    listening.borrow_mut().extend([give, fail, end]);
}

/// Making the copy takes a moment, in which the person may have let go.
fn is_held(view: &Widget, pointer: &Device) -> bool {
    let state = view.window().map(|surface| surface.device_position(pointer).3);
    state.is_some_and(|state| state.contains(ModifierType::BUTTON1_MASK))
}

fn pointer(view: &Widget) -> Option<Device> {
    view.display().default_seat()?.pointer()
}

/// Tells the web view that the button was let go: from now on the toolkit has the pointer, and the page would take the
/// button for held until the next click.
fn release(view: &Widget, pointer: &Device) -> Option<bool> {
    let surface = view.window()?;
    let (_, x, y, _) = surface.device_position(pointer);
    let (_, left, top) = surface.origin();
    let mut event = Event::new(EventType::ButtonRelease);
    event.set_device(Some(pointer));
    let mut event = event.downcast::<EventButton>().ok()?;
    let fields = event.as_mut();
    fields.window = surface.to_glib_full();
    fields.time = gtk::current_event_time();
    (fields.x, fields.y) = (x.into(), y.into());
    (fields.x_root, fields.y_root) = ((left + x).into(), (top + y).into());
    fields.state = ModifierType::BUTTON1_MASK.bits();
    fields.button = 1;
    Some(view.event(&event))
}

fn icon(picture: &[u8]) -> Option<gtk::gdk_pixbuf::Pixbuf> {
    let loader = PixbufLoader::new();
    loader.connect_size_prepared(|loader, width, height| {
        let longest = width.max(height).max(1);
        if longest > ICON_PIXELS {
            loader.set_size((width * ICON_PIXELS / longest).max(1), (height * ICON_PIXELS / longest).max(1));
        }
    });
    loader.write(picture).and_then(|()| loader.close()).ok()?;
    loader.pixbuf()
}
