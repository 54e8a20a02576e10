//! The native dialog that says why the program cannot start, before there is a window and a page.
//!
//! Under GTK it is made with the toolkit itself: the crate for native dialogs has three buttons at most, and hands the
//! words over as a format string, in which a path with a percent sign does harm.

use std::path::PathBuf;
use yourouter_protocol::words::{dialogs, startup};

use super::error::Way;

/// What a person chose.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice {
    /// One of the ways that were offered.
    Way(Way),
    /// Another data folder.
    Folder(PathBuf),
    /// To end the program.
    Quit,
}

fn label(way: Way) -> &'static str {
    match way {
        Way::TryAgain => startup::try_again(),
        Way::OtherFolder => startup::other_folder(),
        Way::Salvage => startup::salvage(),
        Way::UseBackup => startup::use_backup(),
        Way::StartEmpty => startup::start_empty(),
        Way::IgnoreBaseUrl => startup::ignore_base_url(),
    }
}

/// Says what happened and asks how to go on. Blocks until it is answered; without a display that is at once.
#[cfg(target_os = "linux")]
pub fn ask(title: &str, body: &str, ways: &[Way]) -> Choice {
    use gtk::{ButtonsType, DialogFlags, MessageDialog, MessageType, ResponseType, Window, prelude::*};

    if gtk::init().is_err() {
        return Choice::Quit;
    }
    let dialog = MessageDialog::new(
        None::<&Window>,
        DialogFlags::empty(),
        MessageType::Error,
        ButtonsType::None,
        title,
    );
    dialog.set_title(dialogs::program());
    dialog.set_secondary_text(Some(body));
    dialog.add_button(dialogs::quit(), ResponseType::Close);
    // The likeliest stands at the end, where the eye and the Enter key go.
    for (index, way) in ways.iter().enumerate().rev() {
        dialog.add_button(label(*way), ResponseType::Other(u16::try_from(index).unwrap_or_default()));
    }
    dialog.set_default_response(if ways.is_empty() { ResponseType::Close } else { ResponseType::Other(0) });
    loop {
        let way = match dialog.run() {
            ResponseType::Other(index) => ways.get(usize::from(index)).copied(),
            _ => None,
        };
        let choice = match way {
            Some(Way::OtherFolder) => match pick_folder(&dialog) {
                Some(folder) => Choice::Folder(folder),
                // Back to the question.
                None => continue,
            },
            Some(way) => Choice::Way(way),
            None => Choice::Quit,
        };
        close(&dialog);
        return choice;
    }
}

#[cfg(target_os = "linux")]
fn pick_folder(parent: &gtk::MessageDialog) -> Option<PathBuf> {
    use gtk::{FileChooserAction, FileChooserDialog, ResponseType, prelude::*};

    let buttons = [(dialogs::cancel(), ResponseType::Cancel), (dialogs::choose(), ResponseType::Accept)];
    let chooser = FileChooserDialog::with_buttons(
        Some(startup::folder_title()),
        Some(parent),
        FileChooserAction::SelectFolder,
        &buttons,
    );
    chooser.set_default_response(ResponseType::Accept);
    // Among the recent files, with which it would begin, no folder can be chosen.
    if let Some(home) = dirs::home_dir() {
        chooser.set_current_folder(home);
    }
    let folder = match chooser.run() {
        ResponseType::Accept => chooser.filename(),
        _ => None,
    };
    close(&chooser);
    folder
}

/// Says something that needs no answer. Blocks until it was read.
#[cfg(target_os = "linux")]
pub fn tell(title: &str, body: &str) {
    use gtk::{ButtonsType, DialogFlags, MessageDialog, MessageType, ResponseType, Window, prelude::*};

    if gtk::init().is_err() {
        return;
    }
    let flags = DialogFlags::empty();
    let dialog = MessageDialog::new(None::<&Window>, flags, MessageType::Info, ButtonsType::None, title);
    dialog.set_title(dialogs::program());
    dialog.set_secondary_text(Some(body));
    dialog.add_button(startup::go_on(), ResponseType::Accept);
    dialog.set_default_response(ResponseType::Accept);
    dialog.run();
    close(&dialog);
}

/// Takes a dialog from the screen before whatever follows takes its time.
#[cfg(target_os = "linux")]
fn close(dialog: &impl gtk::prelude::GtkWindowExt) {
    dialog.close();
    while gtk::events_pending() {
        gtk::main_iteration();
    }
}

/// The same with what the system has.
#[cfg(not(target_os = "linux"))]
pub fn tell(title: &str, body: &str) {
    let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Info);
    dialog.set_title(format!("{}: {title}", dialogs::program())).set_description(body).show();
}

/// The same with what the system has; of more ways than it has buttons for, the likeliest two.
#[cfg(not(target_os = "linux"))]
pub fn ask(title: &str, body: &str, ways: &[Way]) -> Choice {
    use rfd::{FileDialog, MessageButtons, MessageDialog, MessageDialogResult, MessageLevel};

    let quit = dialogs::quit().to_owned();
    let labels: Vec<String> = ways.iter().take(2).map(|way| label(*way).to_owned()).collect();
    let buttons = match labels.as_slice() {
        [first, second] => MessageButtons::YesNoCancelCustom(first.clone(), second.clone(), quit),
        [first] => MessageButtons::OkCancelCustom(first.clone(), quit),
        _ => MessageButtons::OkCustom(quit),
    };
    loop {
        let answer = MessageDialog::new()
            .set_level(MessageLevel::Error)
            .set_title(format!("{}: {title}", dialogs::program()))
            .set_description(body)
            .set_buttons(buttons.clone())
            .show();
        let MessageDialogResult::Custom(words) = answer else { return Choice::Quit };
        match ways.iter().copied().find(|way| label(*way) == words) {
            Some(Way::OtherFolder) => {
                if let Some(folder) = FileDialog::new().set_title(startup::folder_title()).pick_folder() {
                    return Choice::Folder(folder);
                }
            }
            Some(way) => return Choice::Way(way),
            None => return Choice::Quit,
        }
    }
}
