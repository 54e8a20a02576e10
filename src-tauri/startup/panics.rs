//! A panic where nobody looks: it is logged and, where the program cannot go on, said in a native dialog.
//!
//! A panic on a thread of the core ends one turn or one command, which says so itself (`chat/turns/task.rs`). One on the
//! thread of the window ends the program: it would unwind into the toolkit's C.

use std::{
    cell::Cell,
    panic::{self, PanicHookInfo},
    thread::{self, ThreadId},
};
use yourouter_protocol::words::dialogs;

use super::dialog;

/// What the process ends with (`EX_SOFTWARE`, sysexits(3)).
pub const EXIT_CODE: u8 = 70;

thread_local! {
    static IS_REPORTING: Cell<bool> = const { Cell::new(false) };
}

/// From now on panics are logged, and one on this thread ends the program with a dialog.
pub fn install() {
    let (main, usual) = (thread::current().id(), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        usual(info);
        report(info, main);
    }));
}

fn report(info: &PanicHookInfo<'_>, main: ThreadId) {
    // What was being handled may stand in the words of a panic, so only its place is logged.
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, thread = thread::current().name().unwrap_or_default(), "panic");
    if thread::current().id() == main && !IS_REPORTING.replace(true) {
        dialog::ask(dialogs::crash_title(), dialogs::crash_body(), &[]);
        std::process::exit(EXIT_CODE.into());
    }
}
