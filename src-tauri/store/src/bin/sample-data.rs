//! Fills a data folder with conversations to measure with: `cargo xtask sample-data DIR --conversations N --longest M`.

use std::{env, path::PathBuf, process::ExitCode};

use yourouter_store::Store;

#[path = "sample-data/sample.rs"]
mod sample;

const USAGE: &str = "sample-data DIR [--conversations N] [--longest M]";

fn main() -> ExitCode {
    match read(env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
struct Wanted {
    folder: PathBuf,
    conversations: u32,
    /// Messages of the longest conversation.
    longest: u32,
}

fn read(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted { folder: PathBuf::new(), conversations: 1_000, longest: 1_000 };
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let number = arguments.next().and_then(|number| number.parse().ok());
            number.ok_or_else(|| format!("{argument} needs a number; {USAGE}"))
        };
        match argument.as_str() {
            "--conversations" => wanted.conversations = number()?,
            "--longest" => wanted.longest = number()?,
            folder if wanted.folder.as_os_str().is_empty() && !folder.starts_with('-') => {
                wanted.folder = folder.into()
            }
            other => return Err(format!("{other} is not understood; {USAGE}")),
        }
    }
    if wanted.folder.as_os_str().is_empty() { Err(USAGE.to_owned()) } else { Ok(wanted) }
}

fn run(wanted: Wanted) -> Result<(), String> {
    let file = wanted.folder.join("chat.sqlite");
    if file.exists() {
        return Err(format!("{} is there already", file.display()));
    }
    let store = Store::open(&file).map_err(|error| error.to_string())?;
    sample::write(&store, wanted.conversations, wanted.longest).map(drop).map_err(|error| error.to_string())
}
