//! The shell around `yourouter-core`: the composition root, and one file for each concern of the OS.
//!
//! [`main`] reads the arguments, [`build`] puts real parts into a [`Chat`] and the commands, menus and the window
//! around it. Invariant: no logic lives here; each command is one call into the core.

mod arguments;
mod clipboard;
mod commands;
mod copies;
mod demo;
mod dialogs;
mod keychain;
mod links;
mod menu;
mod renderer;
#[cfg(target_os = "linux")]
mod system_pictures;
mod window;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use tauri::{Manager, Runtime};
use yourouter_core::{
    Chat, Parts,
    attachment::{Folder, PdfReader, read_pdf_apart},
    chat::Keychain,
    protocol::Failure,
    store::Store,
};

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

fn run(arguments: Arguments) -> tauri::Result<()> {
    register(tauri::Builder::default())
        .setup(move |app| {
            let starts_in_demo = arguments.starts_in_demo;
            let files = arguments.files.clone();
            let data_dir = match &arguments.data_dir {
                Some(folder) => folder.clone(),
                None => app.path().app_data_dir()?,
            };
            let menu = menu::build(app.handle())?;
            let chat = build(arguments, &data_dir, WindowSink::new(app.handle().clone()))?;
            if starts_in_demo {
                tauri::async_runtime::block_on(chat.open_demo())?;
            }
            let opened = chat.clone();
            app.manage(chat);
            app.set_menu(menu)?;
            app.on_menu_event(menu::chosen);
            window::open(app.handle(), &data_dir)?;
            window::attach_to_new_draft(opened, files);
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// Puts the application together from real parts in `data_dir`. Blocking.
///
/// # Errors
/// What the database, the attachment folder or a malformed base URL say.
pub fn build<R: Runtime>(arguments: Arguments, data_dir: &Path, sink: WindowSink<R>) -> Result<Chat, Failed> {
    let Arguments { key, base_url, .. } = arguments;
    private_folder(data_dir).map_err(|error| Failed(format!("{}: {error}", data_dir.display())))?;
    let keychain: Arc<dyn Keychain> = Arc::new(keychain::OsKeychain);
    let files = Folder::open(&data_dir.join("attachments"))?;
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

impl From<yourouter_core::Error> for Failed {
    fn from(error: yourouter_core::Error) -> Self {
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
