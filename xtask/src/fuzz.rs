//! Coverage-guided fuzzing with cargo-fuzz, which needs a nightly toolchain; the same checks run bounded in the tests.
//!
//! Invariant: nothing is installed here. What is missing is named, with the command that installs it.

use crate::run::{Result, Run, is_on_path, root, target};

/// Answers of every known shape.
const ANSWERS: &str = "src-tauri/gateway/tests/fixtures/gateway";

/// The targets in the order in which they run, each with the folder that it begins with.
const TARGETS: [(&str, &str); 7] = [
    ("sse", ANSWERS),
    ("wire", ANSWERS),
    ("error_body", ANSWERS),
    ("markdown", "src-tauri/markdown/tests/fixtures/markdown"),
    ("picture", "fuzz/seeds/picture"),
    ("pdf", "fuzz/seeds/pdf"),
    ("office", "fuzz/seeds/office"),
];

/// Runs one target, or all, for so many seconds each.
pub fn run(words: &[String]) -> Result {
    let (named, seconds) = match words {
        [] => (None, "60"),
        [only] if only.parse::<u32>().is_ok() => (None, only.as_str()),
        [target] => (Some(target.as_str()), "60"),
        [target, seconds, ..] => (Some(target.as_str()), seconds.as_str()),
    };
    let targets: Vec<(&str, &str)> =
        TARGETS.into_iter().filter(|(name, _)| named.is_none_or(|wanted| wanted == *name)).collect();
    if targets.is_empty() {
        return Err(format!("the targets are {}", TARGETS.map(|(name, _)| name).join(", ")).into());
    }
    seconds.parse::<u32>().map_err(|_| format!("{seconds} is no number of seconds"))?;
    require_tools()?;
    for (name, seeds) in targets {
        let corpus = root().join("fuzz/corpus").join(name);
        std::fs::create_dir_all(&corpus)?;
        Run::new("cargo")
            .args(["+nightly", "fuzz", "run", name])
            .args([corpus.as_os_str(), root().join(seeds).as_os_str()])
            .args(["--", "-max_len=4096", "-timeout=20", "-rss_limit_mb=1536", "-print_final_stats=1"])
            // A thread of the JPEG decoder may be ending while the search for leaks looks at it.
            .args(["-detect_leaks=0".to_owned(), format!("-max_total_time={seconds}")])
            .env("CARGO_TARGET_DIR", target().join("fuzz"))
            .start()?;
    }
    Ok(())
}

fn require_tools() -> Result {
    if Run::new("cargo").args(["+nightly", "--version"]).read().is_err() {
        return Err(
            "fuzzing needs a nightly toolchain: rustup toolchain install nightly --profile minimal".into()
        );
    }
    if !is_on_path("cargo-fuzz") {
        return Err("fuzzing needs cargo-fuzz: cargo install cargo-fuzz --locked".into());
    }
    Ok(())
}
