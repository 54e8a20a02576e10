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
    attempts, data_dir, log, panics, privacy, recovery, renderer,
    single_instance::{self, Instance, Start},
};
use system::{data_folder::DataFolder, demo::EmbeddedGateway, keychain::OsKeychain};
use tauri::{Manager, RunEvent, Runtime};
use window::{
    arrivals::{self, Arrivals},
    main_window, menu, placement,
};
use yourouter_attachments::{AttachmentWorker, BlobStore, SystemPictures, run_attachment_worker};
use yourouter_chat_core::{Chat, Keychain, Parts};
use yourouter_gateway::Endpoint;
use yourouter_protocol::Error;
use yourouter_search::Index;
use yourouter_store::{Store, salvage::is_salvageable};

pub use commands::register;
pub use startup::{
    arguments::{Arguments, Print},
    error::StartError,
};
pub use window::{page::MAIN, sink::WindowSink};

/// What decodes, in the attachment worker, the images that this program cannot.
#[cfg(target_os = "linux")]
const SYSTEM_PICTURES: Option<&dyn SystemPictures> = Some(&files::system_pictures::PixbufLoaders);
#[cfg(not(target_os = "linux"))]
const SYSTEM_PICTURES: Option<&dyn SystemPictures> = None;

/// Runs the program to its end.
pub fn main() -> ExitCode {
    // The same program, started by itself for hostile bytes; it needs no window.
    if let Some(code) = run_attachment_worker(SYSTEM_PICTURES) {
        return code;
    }
    match Arguments::from_environment() {
        Ok(arguments) => match arguments.words_to_print() {
            Some(words) => print(&words),
            None => start(arguments),
        },
        Err(error) => attempts::refuse(&error),
    }
}

fn start(mut arguments: Arguments) -> ExitCode {
    privacy::begin();
    panics::install();
    renderer::choose();
    let context = tauri::generate_context!();
    let identifier = context.config().identifier.clone();
    let opened = attempts::until_started(&mut arguments, |arguments| open(arguments, &identifier));
    match opened {
        Ok(Opened::HandedOver) => ExitCode::SUCCESS,
        Ok(Opened::Here(application)) => match run(*application, arguments, context) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => attempts::refuse(&error),
        },
        Err(error) => ExitCode::from(error.exit_code()),
    }
}

/// What a start has opened.
enum Opened {
    /// Another program has the data folder, and took over what this start was to do.
    HandedOver,
    /// The application without its window.
    Here(Box<Application>),
}

struct Application {
    instance: Instance,
    chat: Chat,
    sink: Arc<WindowSink>,
    data_dir: PathBuf,
}

/// Opens everything that can fail for a reason that a person can mend.
fn open(arguments: &Arguments, identifier: &str) -> Result<Opened, StartError> {
    let data_dir = data_dir::of_this_run(arguments, identifier)?;
    data_dir::prepare(&data_dir)?;
    let instance = match single_instance::begin(&data_dir, &arguments.files)? {
        Start::First(instance) => instance,
        Start::HandedOver => return Ok(Opened::HandedOver),
    };
    log::begin(&data_dir);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), system = std::env::consts::OS, "start");
    let sink = Arc::new(WindowSink::new());
    let chat = build(arguments, &data_dir, Arc::clone(&sink))?;
    if arguments.starts_in_demo {
        tauri::async_runtime::block_on(chat.gateways.open_demo())?;
    }
    Ok(Opened::Here(Box::new(Application { instance, chat, sink, data_dir })))
}

/// Shows the window until it is closed.
///
/// All of it is put together before the event loop runs: what fails inside that ends in a panic of the toolkit.
fn run(application: Application, arguments: Arguments, context: tauri::Context) -> Result<(), StartError> {
    let Application { instance, chat, sink, data_dir } = application;
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|_| StartError::NoDisplay)?;
    let app = register(tauri::Builder::default()).build(context)?;
    sink.connect(app.handle());
    let menu = menu::build(app.handle())?;
    app.manage(chat);
    app.manage(Arrivals::new(arguments.files));
    app.manage(DraggedCopies::new(data_dir.join("dragged")));
    app.manage(OpenedCopies::new(data_dir.join("opened")));
    app.manage(DataFolder(data_dir.clone()));
    app.set_menu(menu)?;
    menu::show_settings(app.handle(), &app.state::<Chat>().settings.current());
    app.on_menu_event(menu::chosen);
    main_window::open(app.handle(), &data_dir)?;
    let handle = app.handle().clone();
    instance.listen(move |wish| arrivals::fulfil(&handle, wish));
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            placement::keep(app);
            app.state::<DraggedCopies>().remove();
            match tauri::async_runtime::block_on(app.state::<Chat>().close()) {
                Ok(()) => tracing::info!("end"),
                Err(error) => tracing::warn!(%error, "end, with something not written"),
            }
        }
    });
    Ok(())
}

/// Puts the application together from real parts in `data_dir`. Blocking.
///
/// # Errors
/// What the database, the attachment folder or a malformed base URL say.
pub fn build<R: Runtime>(
    arguments: &Arguments,
    data_dir: &Path,
    sink: Arc<WindowSink<R>>,
) -> Result<Chat, StartError> {
    if let Some(url) = &arguments.base_url {
        Endpoint::parse(url).map_err(StartError::BaseUrl)?;
    }
    let attachments = data_dir.join("attachments");
    let files = BlobStore::open(&attachments).map_err(|error| match error {
        Error::Storage(source) => StartError::Attachments { path: attachments, source },
        other => other.into(),
    })?;
    let files = match own_program() {
        Some(program) => files.with_worker(AttachmentWorker::new(program)),
        None => files,
    };
    let keychain: Arc<dyn Keychain> = Arc::new(OsKeychain);
    let path = data_dir.join("chat.sqlite");
    let chat = Store::open(&path).and_then(|store| {
        Chat::new(Parts {
            store,
            data_dir: data_dir.to_owned(),
            index: Index::new(data_dir.join("search.sqlite")),
            files,
            keychain,
            demo: Arc::new(EmbeddedGateway::default()),
            sink,
            base_url: arguments.base_url.clone(),
            key: arguments.key.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    });
    chat.map_err(|error| match error {
        Error::Storage(source) => {
            let has_backup = recovery::backup_of(&path).is_file();
            StartError::Database { has_backup, is_salvageable: is_salvageable(&path), path, source }
        }
        other => other.into(),
    })
}

/// This program, also after an update replaced its file.
fn own_program() -> Option<PathBuf> {
    if cfg!(target_os = "linux") { Some("/proc/self/exe".into()) } else { std::env::current_exe().ok() }
}

#[expect(clippy::print_stdout, reason = "what a person reads in a terminal")]
fn print(words: &str) -> ExitCode {
    println!("{words}");
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// How a start in a folder ends: with the code of its failure, or 0.
    fn code(data_dir: &Path, base_url: Option<&str>) -> u8 {
        let arguments = Arguments {
            data_dir: Some(data_dir.to_owned()),
            base_url: base_url.map(str::to_owned),
            ..Arguments::default()
        };
        match open(&arguments, "test") {
            Ok(_) => 0,
            Err(error) => error.exit_code(),
        }
    }

    /// A data folder in which the program has run once.
    fn used() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(code(folder.path(), None), 0);
        folder
    }

    #[test]
    fn a_database_that_cannot_be_used_ends_with_its_code_and_is_not_changed() {
        type Damage = fn(&mut Vec<u8>);
        let damages: [(Damage, u8); 5] = [
            (|bytes| bytes.fill(b'x'), 65),
            (|bytes| bytes.truncate(bytes.len() / 2 / 4096 * 4096), 65),
            (Vec::clear, 65),
            // `user_version` and `application_id` (SQLite file format, section 1.3).
            (|bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes()), 65),
            (|bytes| bytes[68..72].copy_from_slice(&7_u32.to_be_bytes()), 65),
        ];
        for (damage, wanted) in damages {
            let folder = used();
            let path = folder.path().join("chat.sqlite");
            let mut bytes = fs::read(&path).unwrap();
            damage(&mut bytes);
            fs::write(&path, &bytes).unwrap();
            assert_eq!(code(folder.path(), None), wanted);
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn folders_that_cannot_be_used_end_with_their_code() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(code(&file, None), 73);
        assert_eq!(code(&file.join("below"), None), 73);
        assert_eq!(code(Path::new("/proc/nowhere"), None), 73);

        fs::write(folder.path().join("attachments"), "").unwrap();
        assert_eq!(code(folder.path(), None), 74);
        fs::remove_file(folder.path().join("attachments")).unwrap();
        fs::create_dir(folder.path().join("chat.sqlite")).unwrap();
        assert_eq!(code(folder.path(), None), 74);
    }

    #[test]
    fn a_malformed_base_url_of_any_kind_ends_with_its_code() {
        let folder = tempfile::tempdir().unwrap();
        for url in [
            "http://",
            "ftp://a.example",
            "https://u:p@a.example",
            "https://a.example/?q",
            "http://a.example",
            "https://[::1",
            "a b",
            "https://",
            "::",
            "\u{0}",
        ] {
            assert_eq!(code(folder.path(), Some(url)), 78, "{url}");
        }
        assert_eq!(code(folder.path(), Some("http://127.0.0.1:9/v1")), 0);
    }
}
