//! The shell around `yourouter-chat-core`: the composition root, and a folder for each concern of the OS.
//!
//! [`main`] reads the arguments, [`build`] puts real parts into a [`Chat`] and the commands, menus and the window
//! around it. Invariant: no logic lives here; each command is one call into the core.

mod commands;
mod files;
mod startup;
mod system;
mod window;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use files::copies::{DraggedCopies, OpenedCopies};
use startup::{
    data_dir, renderer,
    single_instance::{self, Start},
};
use system::{demo::EmbeddedGateway, keychain::OsKeychain};
use tauri::{Manager, RunEvent, Runtime};
use window::{
    arrivals::{self, Arrivals},
    main_window, menu,
};
use yourouter_attachments::{BlobStore, PdfReader, read_pdf_apart};
use yourouter_chat_core::{Chat, Keychain, Parts};
use yourouter_store::Store;

pub use commands::register;
pub use startup::{
    arguments::{Arguments, Print},
    error::StartError,
};
pub use window::{page::MAIN, sink::WindowSink};

/// Runs the program to its end.
pub fn main() -> ExitCode {
    // The same program, started by itself for one PDF; it needs no window.
    if let Some(code) = read_pdf_apart() {
        return code;
    }
    let arguments = match Arguments::from_environment() {
        Ok(arguments) => arguments,
        Err(words) => return tell(&words, ExitCode::from(2)),
    };
    if let Some(words) = arguments.words_to_print() {
        return tell(&words, ExitCode::SUCCESS);
    }
    renderer::choose();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => tell(&format!("yourouter-chat: {error}"), ExitCode::FAILURE),
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let context = tauri::generate_context!();
    let data_dir = data_dir::of_this_run(&arguments, &context.config().identifier)?;
    data_dir::create(&data_dir).map_err(|error| StartError(format!("{}: {error}", data_dir.display())))?;
    let instance = match single_instance::begin(&data_dir, &arguments.files)? {
        Start::First(instance) => instance,
        Start::HandedOver => return Ok(()),
    };
    let app = register(tauri::Builder::default())
        .setup(move |app| {
            let starts_in_demo = arguments.starts_in_demo;
            let arrivals = Arrivals::new(arguments.files.clone());
            let menu = menu::build(app.handle())?;
            let chat = build(arguments, &data_dir, WindowSink::new(app.handle().clone()))?;
            if starts_in_demo {
                tauri::async_runtime::block_on(chat.open_demo())?;
            }
            app.manage(chat);
            app.manage(arrivals);
            app.manage(DraggedCopies::new(data_dir.join("dragged")));
            app.manage(OpenedCopies::new(data_dir.join("opened")));
            app.set_menu(menu)?;
            app.on_menu_event(menu::chosen);
            main_window::open(app.handle(), &data_dir)?;
            let handle = app.handle().clone();
            instance.listen(move |wish| arrivals::fulfil(&handle, wish));
            Ok(())
        })
        .build(context)?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<DraggedCopies>().remove();
        }
    });
    Ok(())
}

/// Puts the application together from real parts in `data_dir`. Blocking.
///
/// # Errors
/// What the database, the attachment folder or a malformed base URL say.
pub fn build<R: Runtime>(
    arguments: Arguments,
    data_dir: &Path,
    sink: WindowSink<R>,
) -> Result<Chat, StartError> {
    let Arguments { key, base_url, .. } = arguments;
    let keychain: Arc<dyn Keychain> = Arc::new(OsKeychain);
    let files = BlobStore::open(&data_dir.join("attachments"))?;
    #[cfg(target_os = "linux")]
    let files = files.decoding_with(Arc::new(files::system_pictures::PixbufLoaders));
    let files = match own_program() {
        Some(program) => files.reading_pdfs_with(PdfReader::new(program)),
        None => files,
    };
    let chat = Chat::new(Parts {
        store: Store::open(&data_dir.join("chat.sqlite"))?,
        files,
        keychain,
        demo: Arc::new(EmbeddedGateway::default()),
        sink: Arc::new(sink),
        base_url,
        key,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })?;
    Ok(chat)
}

/// This program, also after an update replaced its file.
fn own_program() -> Option<PathBuf> {
    if cfg!(target_os = "linux") { Some("/proc/self/exe".into()) } else { std::env::current_exe().ok() }
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "what a person reads in a terminal")]
fn tell(words: &str, code: ExitCode) -> ExitCode {
    if code == ExitCode::SUCCESS {
        println!("{words}");
    } else {
        eprintln!("{words}");
    }
    code
}
