//! The web view's own context menu under GTK: what works on words stays, everything that would load something goes.
//!
//! "Open Link" would go nowhere, but "Download Linked File" asks the link's host before the program can refuse the file
//! (attacks T3 and T4). Invariant: an item that is not named here is not shown. Elsewhere the page shows no menu on links
//! (`ui/wiring/links.js`).

use tauri::WebviewWindow;
use webkit2gtk::{ContextMenu, ContextMenuAction, ContextMenuExt, ContextMenuItemExt, WebViewExt};

/// Keeps the menu harmless from now on.
///
/// # Errors
/// What the runtime says if the window is gone.
pub fn restrict(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|webview| {
        webview.inner().connect_context_menu(|_, menu, _, _| {
            remove_strangers(menu);
            menu.n_items() == 0
        });
    })
}

fn remove_strangers(menu: &ContextMenu) {
    for item in menu.items().iter().filter(|item| !item.is_separator() && !is_harmless(item.stock_action())) {
        menu.remove(item);
    }
    // No line stands at an end or behind another one.
    let mut is_wanted = false;
    let items = menu.items();
    for (at, item) in items.iter().enumerate() {
        let is_last = items.get(at + 1).is_none();
        if item.is_separator() && (!is_wanted || is_last) {
            menu.remove(item);
        }
        is_wanted = !item.is_separator();
    }
}

fn is_harmless(action: ContextMenuAction) -> bool {
    use ContextMenuAction as Action;
    matches!(
        action,
        Action::Copy
            | Action::Cut
            | Action::Paste
            | Action::PasteAsPlainText
            | Action::Delete
            | Action::SelectAll
            | Action::CopyLinkToClipboard
            | Action::CopyImageToClipboard
            | Action::InputMethods
            | Action::Unicode
            | Action::InsertEmoji
            | Action::SpellingGuess
            | Action::NoGuessesFound
            | Action::IgnoreSpelling
            | Action::LearnSpelling
            | Action::InspectElement
    )
}

#[cfg(test)]
mod tests {
    use super::is_harmless;
    use webkit2gtk::ContextMenuAction as Action;

    #[test]
    fn nothing_that_opens_loads_or_leaves_is_shown() {
        for action in [
            Action::OpenLink,
            Action::OpenLinkInNewWindow,
            Action::DownloadLinkToDisk,
            Action::OpenImageInNewWindow,
            Action::DownloadImageToDisk,
            Action::OpenFrameInNewWindow,
            Action::GoBack,
            Action::Reload,
            Action::DownloadVideoToDisk,
            Action::Custom,
        ] {
            assert!(!is_harmless(action), "{action:?}");
        }
        assert!(is_harmless(Action::Copy) && is_harmless(Action::CopyLinkToClipboard));
    }
}
