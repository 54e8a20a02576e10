//! The shell around `yourouter-chat-core`: the composition root, and one file for each concern of the OS.
//!
//! [`main`] reads the arguments, [`build`] puts real parts into a [`Chat`] and the commands, menus and the window
//! around it. Invariant: no logic lives here; each command is one call into the core.

mod arguments;
mod clipboard;
mod commands;
#[cfg(target_os = "linux")]
mod context_menu;
mod copies;
mod demo;
mod dialogs;
#[cfg(target_os = "linux")]
mod drag_out;
#[cfg(target_os = "linux")]
mod drops;
mod keychain;
mod links;
mod menu;
#[cfg(target_os = "linux")]
mod mounts;
mod renderer;
mod single_instance;
#[cfg(target_os = "linux")]
mod system_pictures;
mod window;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use copies::{DraggedCopies, OpenedCopies};
use single_instance::Start;
use tauri::{Manager, RunEvent, Runtime};
use window::Arrivals;
use yourouter_attachments::{BlobStore, PdfReader, read_pdf_apart};
use yourouter_chat_core::{Chat, Keychain, Parts};
use yourouter_protocol::Failure;
use yourouter_store::Store;

pub use arguments::{Arguments, Print};
pub use commands::register;
pub use window::{MAIN, WindowSink};

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
    let data_dir = data_dir(&arguments, &context.config().identifier)?;
    private_folder(&data_dir).map_err(|error| Failed(format!("{}: {error}", data_dir.display())))?;
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
            window::open(app.handle(), &data_dir)?;
            let handle = app.handle().clone();
            instance.listen(move |wish| window::fulfil(&handle, wish));
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

/// Where everything is kept: as the person says, else the system's folder for application data.
fn data_dir(arguments: &Arguments, identifier: &str) -> Result<PathBuf, Failed> {
    let own = || dirs::data_dir().map(|folder| folder.join(identifier));
    let said = arguments.data_dir.clone().or_else(own);
    said.ok_or_else(|| {
        Failed("the system names no folder for application data; give one with --data-dir".to_owned())
    })
}

/// Puts the application together from real parts in `data_dir`. Blocking.
///
/// # Errors
/// What the database, the attachment folder or a malformed base URL say.
pub fn build<R: Runtime>(arguments: Arguments, data_dir: &Path, sink: WindowSink<R>) -> Result<Chat, Failed> {
    let Arguments { key, base_url, .. } = arguments;
    let keychain: Arc<dyn Keychain> = Arc::new(keychain::OsKeychain);
    let files = BlobStore::open(&data_dir.join("attachments"))?;
    #[cfg(target_os = "linux")]
    let files = files.decoding_with(Arc::new(system_pictures::PixbufLoaders));
    let files = match own_program() {
        Some(program) => files.reading_pdfs_with(PdfReader::new(program)),
        None => files,
    };
    let chat = Chat::new(Parts {
        store: Store::open(&data_dir.join("chat.sqlite"))?,
        files,
        keychain,
        demo: Arc::new(demo::EmbeddedGateway::default()),
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

/// Why the program cannot start, in words.
#[derive(Debug)]
pub struct Failed(String);

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

impl From<yourouter_protocol::Error> for Failed {
    fn from(error: yourouter_protocol::Error) -> Self {
        Self(Failure::from(error).detail)
    }
}

/// Makes the folder, for this user only where the system can say so.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
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
