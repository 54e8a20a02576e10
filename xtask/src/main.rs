//! `cargo xtask …`: sets up what the system lacks, then builds, runs, tests, packages or measures the application.
//!
//! Read in this order: this file names the tasks; `checks` is the list behind `cargo xtask test`; `system` and `tools`
//! install what is missing; `build` makes the release program and its packages; `run` starts programs.
//!
//! Invariant: nothing here knows how the application works. A task only starts programs, in an order that a person
//! could type by hand, and stops at the first one that fails.
#![allow(clippy::print_stdout, reason = "a command line tool talks on standard output")]

mod build;
mod checks;
mod fuzz;
mod pdf_corpus;
mod run;
mod snapshot;
mod system;
mod tools;

use std::{env, process::ExitCode};

use run::{Result, Run};

const USAGE: &str = "\
Usage: cargo xtask <task>

  run [--release] [-- args]
                         set up the system, build the program and open it (for example: run -- --demo);
                         the development build is there in a few minutes, the release build takes longer
  test [steps] [-- args] set up the system and run every check, or only the named steps;
                         args go to the window tests' runner (for example: test e2e -- --test-name-pattern=drag);
                         with --install, or where CI is set, the package is installed through apt and tried there
  bundle                 make the .deb and the .rpm
  snapshot               write anew what the program knows of models: list prices and context lengths
  bindings               rewrite ui/bindings.d.ts from the Rust types
  words                  rewrite what the program reads its words from (ui/strings) from locales/
  licences               rewrite the list of the libraries' licences (ui/licences.js) from Cargo's metadata
  sample-data DIR [--conversations N] [--longest M]
                         fill a data folder with N short conversations and one of M messages (1,000 each unless told),
                         to be opened with run -- --data-dir DIR
  screenshots            write tests/e2e/screenshots/*.png from the real window, and docs/pictures/*.png, which the README shows
  fuzz [target] [seconds] look for inputs that break what reads answers, Markdown and files, 60 seconds for each target unless told
  pdf-corpus DIR         make PDFs with some twenty programs in a folder, and compare the words that are read from them with
                         those of pdftotext and mutool; pdf-corpus compare DIR for a folder that is there
  faults                 make each write, sync, truncation and rename of a session fail in turn, and kill one 200 times
  bench [startup] [N]    measure start and idle memory beside an empty window, N times each (9 unless told)
  bench streaming [KB … | reasoning | paragraph | list | table | code] measure CPU, memory and frames of streamed answers
  bench lanes [N] [PER_SECOND] measure CPU and frames of answers that are compared side by side (6 lanes at 300 a second)
  bench picker [MODELS]  measure what a key press costs while a model is searched for (among 20,000)
  bench growth [N]       measure start, memory, opening and sending with larger and larger histories
  bench bulk [N]         measure how long many chats take to be deleted and restored, N times each (5 unless told)
  bench history [SHAPE …] measure how long answers open from history (all shapes unless told)

On a terminal, system packages are installed after a question; --yes answers it.
";

fn main() -> ExitCode {
    let (mut words, passed_on) = split(env::args().skip(1));
    words.retain(|word| word != system::YES);
    let outcome = match words.first().map(String::as_str) {
        Some("run") => open_application(words.iter().any(|word| word == "--release"), &passed_on),
        Some("test") => checks::run(words.get(1..).unwrap_or_default(), &passed_on),
        Some("bundle") => bundle(),
        Some("snapshot") => snapshot::write(),
        Some("bindings") => rewrite_bindings(),
        Some("words") => rewrite_words(),
        Some("licences") => Run::new("node").args(["xtask/licences/write.mjs"]).start(),
        Some("sample-data") => sample_data(words.get(1..).unwrap_or_default()),
        Some("screenshots") => checks::screenshots(),
        Some("fuzz") => fuzz::run(words.get(1..).unwrap_or_default()),
        Some("pdf-corpus") => pdf_corpus::run(words.get(1..).unwrap_or_default()),
        Some("faults") => faults(),
        Some("bench") => bench(words.get(1..).unwrap_or_default()),
        _ => {
            print!("{USAGE}");
            return if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("\nxtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Everything after the first `--` belongs to the program that the task starts.
fn split(arguments: impl Iterator<Item = String>) -> (Vec<String>, Vec<String>) {
    let mut words: Vec<String> = arguments.collect();
    let at = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let passed_on = words.split_off(at).into_iter().skip(1).collect();
    (words, passed_on)
}

fn open_application(is_release: bool, arguments: &[String]) -> Result {
    system::provide(system::Need::Build)?;
    let program = if is_release {
        build::release_program()?;
        build::program()
    } else {
        build::development_program()?
    };
    Run::new(program).args(arguments).start()
}

fn bundle() -> Result {
    snapshot::refuse_old()?;
    system::provide(system::Need::Build)?;
    tools::node_packages()?;
    build::release_program()?;
    for file in build::bundle()? {
        println!("{}", file.display());
    }
    Ok(())
}

/// The generator is a test of the core that rewrites the file when it is told to, so that the check and the cure
/// cannot differ.
fn rewrite_bindings() -> Result {
    Run::new("cargo")
        .args(["test", "--package", "yourouter-protocol", "--lib", "bindings_are_current"])
        .env("UPDATE_BINDINGS", "1")
        .start()
}

/// What the tests of the page compare with.
fn rewrite_words() -> Result {
    tools::node_packages()?;
    Run::new("node").args(["xtask/words/write.mjs"]).start()
}

/// Optimized, as 50,000 conversations take minutes otherwise.
fn sample_data(arguments: &[String]) -> Result {
    Run::new("cargo")
        .args(["run", "--release", "--package", "yourouter-store", "--bin", "sample-data", "--"])
        .args(arguments)
        .start()
}

/// The tests try a few of them.
fn faults() -> Result {
    system::provide(system::Need::Test)?;
    Run::new("cargo")
        .args(["test", "--package", "yourouter-chat-core", "--test", "chat", "faults", "--", "--nocapture"])
        .env("YOUROUTER_ALL_FAULTS", "1")
        .start()
}

/// Runs a measurement in the real window; what follows its name goes to it.
fn bench(words: &[String]) -> Result {
    let (name, arguments) =
        words.split_first().map_or(("startup", words), |(name, rest)| (name.as_str(), rest));
    if !["startup", "streaming", "lanes", "picker", "growth", "history", "bulk"].contains(&name) {
        return Err(format!("there is no measurement named {name}").into());
    }
    system::provide(system::Need::Test)?;
    tools::node_packages()?;
    build::release_program()?;
    let mut run = Run::new("node")
        .args([format!("benches/{name}.mjs")])
        .args(arguments)
        .env("YOUROUTER_E2E_APP", build::program())
        .env("YOUROUTER_E2E_GATEWAY", build::mock_gateway());
    match name {
        "startup" => run = run.env("YOUROUTER_FLOOR_APP", build::floor()?),
        "streaming" => {
            tools::tauri_driver()?;
            run = run.env("YOUROUTER_FLOOR_APP", build::floor()?);
        }
        "growth" | "bulk" => {
            tools::tauri_driver()?;
            run = run.env("YOUROUTER_SAMPLE_DATA", build::sample_data()?);
        }
        _ => tools::tauri_driver()?,
    }
    run.start()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_after_two_dashes_are_passed_on_untouched() {
        let all = ["test", "e2e", "--", "--demo", "--", "x"].map(String::from);
        let (words, passed_on) = split(all.into_iter());
        assert_eq!(words, ["test", "e2e"]);
        assert_eq!(passed_on, ["--demo", "--", "x"]);
    }

    #[test]
    fn without_two_dashes_nothing_is_passed_on() {
        let (words, passed_on) = split(["test".to_owned()].into_iter());
        assert_eq!(words, ["test"]);
        assert!(passed_on.is_empty());
    }
}
