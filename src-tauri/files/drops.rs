//! What is dragged from other programs and dropped on the window, under GTK.
//!
//! The web view's own drop takes files by name only, never the image that a browser offers; so the window takes every
//! drag from outside itself, and leaves to the page what is dragged within it. Of what a drag offers the best is taken:
//! files, then an image, then text; a link is refused by the core in words. Invariant: nothing that is dropped is
//! fetched, opened or navigated to. Look next at `attachment/dragged.rs` in the core, which reads the formats.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use gtk::{
    SelectionData, Widget,
    gdk::{Atom, DragAction, DragContext},
    glib::MainContext,
    prelude::*,
};
use tauri::WebviewWindow;
use tokio::sync::oneshot;
use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
use yourouter_protocol::{AppEvent, ConversationId};

use super::{clipboard::IMAGES, mounts};

const URI_LIST: &str = "text/uri-list";
/// A link with its title, as browsers offer one.
const LINKS: [&str; 2] = ["text/x-moz-url", "_NETSCAPE_URL"];
const HTML: &str = "text/html";
const TEXTS: [&str; 5] = ["text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING", "TEXT"];

/// The best of what was dragged.
enum Taken {
    Files(Vec<Source>),
    Text(String),
    Nothing,
}

/// Who waits for which format of which drag.
type Asked = (DragContext, Atom, oneshot::Sender<Vec<u8>>);

/// The drags over the web view.
struct Drops {
    chat: Chat,
    view: Widget,
    /// In the order of asking. Who waits for a source that is slow to answer, or has gone, must not get what the next one
    /// gives.
    asked: RefCell<VecDeque<Asked>>,
    /// The drag that is over the window now.
    over: RefCell<Option<DragContext>>,
}

/// Takes what is dropped on the window from now on.
pub fn listen(window: &WebviewWindow, chat: Chat) -> tauri::Result<()> {
    window.with_webview(move |webview| connect(webview.inner().upcast(), chat))
}

fn connect(view: Widget, chat: Chat) {
    // The toolkit hands over only formats that the widget says it knows.
    if let Some(known) = view.drag_dest_get_target_list() {
        for name in IMAGES.into_iter().chain(LINKS).chain(TEXTS).chain([URI_LIST, HTML]) {
            let atom = Atom::intern(name);
            if known.find(&atom).is_none() {
                known.add(&atom, 0, 0);
            }
        }
    }
    let drops =
        Rc::new(Drops { chat, view: view.clone(), asked: RefCell::default(), over: RefCell::default() });
    let own = Rc::clone(&drops);
    view.connect_drag_motion(move |_, drag, _, _, time| own.moved(drag, time));
    let own = Rc::clone(&drops);
    view.connect_drag_leave(move |_, drag, _| own.left(drag));
    let own = Rc::clone(&drops);
    view.connect_drag_data_received(move |_, drag, _, _, data, _, _| own.received(drag, data));
    view.connect_drag_drop(move |_, drag, _, _, time| Drops::dropped(&drops, drag, time));
}

impl Drops {
    /// Returns whether the drag is the window's and not the page's.
    fn moved(self: &Rc<Self>, drag: &DragContext, time: u32) -> bool {
        if is_of_page(drag, &self.view) {
            return false;
        }
        drag.drag_status(if is_welcome(drag) { action(drag) } else { DragAction::empty() }, time);
        if is_welcome(drag) && self.over.borrow().as_ref() != Some(drag) {
            self.over.replace(Some(drag.clone()));
            let (own, drag) = (Rc::clone(self), drag.clone());
            MainContext::default().spawn_local(async move {
                let count = own.count(&drag, time).await;
                if count > 0 && own.over.borrow().as_ref() == Some(&drag) {
                    own.chat.attachments.drag(AppEvent::DragEntered { count });
                }
            });
        }
        true
    }

    fn left(&self, drag: &DragContext) {
        if self.over.borrow().as_ref() == Some(drag) {
            self.over.replace(None);
            self.chat.attachments.drag(AppEvent::DragLeft);
        }
    }

    fn dropped(own: &Rc<Self>, drag: &DragContext, time: u32) -> bool {
        if is_of_page(drag, &own.view) || !is_welcome(drag) {
            return false;
        }
        own.left(drag);
        // Its source may be slow to answer, and another conversation be shown by then.
        let conversation = own.chat.conversations.current();
        let (own, drag) = (Rc::clone(own), drag.clone());
        MainContext::default().spawn_local(async move {
            let taken = own.take(&drag, time).await;
            drag.drag_finish(!matches!(taken, Taken::Nothing), false, time);
            own.pass_on(taken, conversation);
        });
        true
    }

    fn pass_on(&self, taken: Taken, conversation: Option<ConversationId>) {
        let chat = self.chat.clone();
        match taken {
            Taken::Nothing => {}
            Taken::Text(text) => {
                if let Some(conversation_id) = conversation {
                    chat.attachments.drag(AppEvent::TextDropped { conversation_id, text });
                }
            }
            Taken::Files(sources) => {
                tauri::async_runtime::spawn(async move {
                    if let Some(id) = conversation {
                        chat.attachments.attach(id, sources).await;
                    }
                });
            }
        }
    }

    /// How many files would be attached by a drop.
    async fn count(&self, drag: &DragContext, time: u32) -> u32 {
        let listed = mounts::listed(&self.offered(drag, URI_LIST, time).await).await;
        let files = listed.iter().filter(|source| !matches!(source, Source::Link(_))).count();
        let has_image = IMAGES.iter().any(|name| offers(drag, name));
        u32::try_from(files.max(usize::from(has_image))).unwrap_or(u32::MAX)
    }

    async fn take(&self, drag: &DragContext, time: u32) -> Taken {
        let mut listed = mounts::listed(&self.offered(drag, URI_LIST, time).await).await;
        for name in LINKS {
            if listed.is_empty() {
                listed.extend(Source::from_titled_link(&self.offered(drag, name, time).await));
            }
        }
        let is_link = |source: &Source| matches!(source, Source::Link(_));
        if listed.iter().any(|source| !is_link(source)) {
            return Taken::Files(listed);
        }
        for name in IMAGES {
            let bytes = self.offered(drag, name, time).await;
            if !bytes.is_empty() {
                return Taken::Files(vec![Source::from_image(bytes.into(), &listed)]);
            }
        }
        let has_text = TEXTS.iter().any(|name| offers(drag, name));
        if !listed.is_empty() || !has_text {
            let within = Source::from_html(&self.offered(drag, HTML, time).await);
            listed = within.map_or(listed, |image| vec![image]);
            return if listed.is_empty() { Taken::Nothing } else { Taken::Files(listed) };
        }
        for name in TEXTS {
            let bytes = self.offered(drag, name, time).await;
            if !bytes.is_empty() {
                return Taken::Text(text_of(name, &bytes));
            }
        }
        Taken::Nothing
    }

    /// What the drag's source gives in a format; nothing if it does not have it, or has gone.
    async fn offered(&self, drag: &DragContext, name: &str, time: u32) -> Vec<u8> {
        if !offers(drag, name) {
            return Vec::new();
        }
        let atom = Atom::intern(name);
        let (send, receive) = oneshot::channel();
        self.asked.borrow_mut().push_back((drag.clone(), atom, send));
        self.view.drag_get_data(drag, &atom, time);
        receive.await.unwrap_or_default()
    }

    fn received(&self, drag: &DragContext, data: &SelectionData) {
        let target = data.target();
        let mut asked = self.asked.borrow_mut();
        let is_meant = |(of, atom, _): &Asked| of == drag && *atom == target;
        let Some(place) = asked.iter().position(is_meant) else { return };
        let Some((_, _, send)) = asked.remove(place) else { return };
        let bytes = if data.length() > 0 { data.data() } else { Vec::new() };
        let _gone = send.send(bytes);
    }
}

/// A drag that began in the page, such as of selected text.
fn is_of_page(drag: &DragContext, view: &Widget) -> bool {
    drag.drag_get_source_widget().as_ref() == Some(view)
}

/// A file that is dragged out of this window is not taken back in.
fn is_welcome(drag: &DragContext) -> bool {
    let known = [URI_LIST, HTML].into_iter().chain(LINKS).chain(IMAGES).chain(TEXTS);
    drag.drag_get_source_widget().is_none() && known.into_iter().any(|name| offers(drag, name))
}

fn offers(drag: &DragContext, name: &str) -> bool {
    drag.list_targets().contains(&Atom::intern(name))
}

/// A copy where the source allows it; never a move, which would take the file away from where it is.
fn action(drag: &DragContext) -> DragAction {
    let allowed = drag.actions();
    [DragAction::COPY, DragAction::LINK]
        .into_iter()
        .find(|action| allowed.contains(*action))
        .unwrap_or(DragAction::COPY)
}

/// `STRING` is Latin-1 (X.Org, Inter-Client Communication Conventions, section 2.6.2); the other formats are UTF-8.
fn text_of(name: &str, bytes: &[u8]) -> String {
    match name {
        "STRING" => bytes.iter().copied().map(char::from).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}
