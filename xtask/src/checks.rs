//! The list behind `cargo xtask test`: every check, in the order of what fails soonest, and what each of them needs.
//! The first failure ends it. At the end stand the times, and the test runners' own summaries again.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    build,
    run::{Result, Run, root, target},
    system::{self, Need},
    tools,
};

/// Where the .deb puts the program.
const INSTALLED: &str = "/usr/bin/yourouter-chat";
/// Installs the package in place of unpacking it.
const INSTALL: &str = "--install";
/// How long one file of node's tests may take, in milliseconds: ten times what the longest needs. What hangs is then a
/// failure that is named, and the run goes on.
const FILE_LIMIT_MS: u32 = 300_000;
/// How many files of node's tests run at once: each has a display, a bus, a keychain and folders of its own, and waits most
/// of its time.
const FILES_AT_ONCE: u32 = 2;

/// What a step needs before it can run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Provide {
    /// Only Rust.
    Nothing,
    /// The headers of the system.
    Headers,
    /// The development packages of npm.
    NodePackages,
    /// Both.
    Packaging,
    /// cargo-deny.
    Deny,
    /// Everything that drives a window.
    Window,
}

/// What a run leaves behind for the end.
#[derive(Default)]
struct Report {
    times: Vec<(&'static str, Duration)>,
    summaries: Vec<String>,
    /// The program out of the package, once there is one.
    packaged: Option<PathBuf>,
    is_installing: bool,
    passed_on: Vec<String>,
}

struct Step {
    name: &'static str,
    needs: Provide,
    run: fn(&mut Report) -> Result,
}

const STEPS: [Step; 12] = [
    Step { name: "fmt", needs: Provide::Nothing, run: |_| cargo(&["fmt", "--all", "--check"]) },
    Step { name: "layers", needs: Provide::Nothing, run: |_| layers() },
    Step {
        name: "deny",
        needs: Provide::Deny,
        run: |_| cargo(&["deny", "check", "bans", "licenses", "sources"]),
    },
    Step { name: "types", needs: Provide::NodePackages, run: |_| types() },
    Step {
        name: "lint",
        needs: Provide::NodePackages,
        run: |_| Run::new("npx").args(["--no-install", "oxlint"]).start(),
    },
    Step { name: "ui", needs: Provide::NodePackages, run: page_tests },
    Step { name: "clippy", needs: Provide::Headers, run: |_| clippy() },
    Step { name: "bindings", needs: Provide::Headers, run: |_| bindings() },
    // Node runs the page's copying for `markdown/tests/markdown/copied.rs`.
    Step { name: "unit", needs: Provide::Packaging, run: rust_tests },
    Step { name: "bundle", needs: Provide::Packaging, run: |_| bundle() },
    Step { name: "package", needs: Provide::Packaging, run: package },
    Step { name: "e2e", needs: Provide::Window, run: window_tests },
];

/// Runs all steps, or those that are named.
pub fn run(words: &[String], passed_on: &[String]) -> Result {
    let (flags, names): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.starts_with("--"));
    if words.iter().any(|word| matches!(word.as_str(), "help" | "--help" | "-h")) {
        println!("The steps, in their order: {}", STEPS.map(|step| step.name).join(" "));
        return Ok(());
    }
    if let Some(unknown) = flags.iter().find(|flag| **flag != INSTALL) {
        return Err(format!("there is no flag {unknown}").into());
    }
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("there is no step named {unknown}; there are: {}", known.join(" ")).into());
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name.as_str() == step.name))
        .collect();
    let is_installing = flags.iter().any(|flag| *flag == INSTALL) || std::env::var_os("CI").is_some();
    let mut report = Report { passed_on: passed_on.to_vec(), is_installing, ..Report::default() };

    timed(&mut report, "set-up", |_| provide(&chosen))?;
    for step in &chosen {
        timed(&mut report, step.name, step.run)?;
    }
    conclude(&report);
    Ok(())
}

/// Takes the pictures that whoever changes the page looks at, and makes those of the README out of them.
pub fn screenshots() -> Result {
    provide(&STEPS.iter().filter(|step| step.name == "e2e").collect::<Vec<_>>())?;
    build::release_program()?;
    node_tests(vec![root().join("tests/e2e/screenshots.test.mjs")], &build::program(), &[])?;
    for name in ["chat-light", "chat-dark", "picker-light", "picker-dark"] {
        // With few colours, and without the time, so that the same window makes the same small file.
        Run::new("convert")
            .args([format!("tests/e2e/screenshots/readme-{name}.png")])
            .args(["-strip", "-dither", "None", "-colors", "200", "-define", "png:exclude-chunks=date,time"])
            .args([format!("PNG8:docs/pictures/{name}.png")])
            .start()?;
    }
    Ok(())
}

fn timed(report: &mut Report, name: &'static str, step: impl FnOnce(&mut Report) -> Result) -> Result {
    println!("\n=== {name}");
    let start = Instant::now();
    let outcome = step(report);
    let elapsed = start.elapsed();
    println!(
        "=== {name}: {} after {:.1} s",
        if outcome.is_ok() { "passed" } else { "FAILED" },
        elapsed.as_secs_f64()
    );
    report.times.push((name, elapsed));
    outcome.map_err(|error| format!("step {name}: {error}").into())
}

fn provide(steps: &[&Step]) -> Result {
    let any = |kinds: &[Provide]| steps.iter().any(|step| kinds.contains(&step.needs));
    if any(&[Provide::Window]) {
        system::provide(Need::Test)?;
    } else if any(&[Provide::Headers, Provide::Packaging]) {
        system::provide(Need::Build)?;
    }
    if any(&[Provide::NodePackages, Provide::Packaging, Provide::Window]) {
        tools::node_packages()?;
    }
    if any(&[Provide::Window]) {
        tools::tauri_driver()?;
    }
    if any(&[Provide::Deny]) {
        tools::cargo_deny()?;
    }
    Ok(())
}

fn conclude(report: &Report) {
    println!("\n=== all passed");
    let total: Duration = report.times.iter().map(|(_, elapsed)| *elapsed).sum();
    for (name, elapsed) in &report.times {
        println!("{name:>10} {:7.1} s", elapsed.as_secs_f64());
    }
    println!("{:>10} {:7.1} s", "total", total.as_secs_f64());
    for line in &report.summaries {
        println!("{line}");
    }
}

fn cargo(arguments: &[&str]) -> Result {
    Run::new("cargo").args(arguments).start()
}

/// The page knows only the browser; its tests and the benchmarks know Node, too.
fn types() -> Result {
    for project in [".", "tests"] {
        Run::new("npx").args(["--no-install", "tsc", "--noEmit", "--project", project]).start()?;
    }
    Ok(())
}

fn clippy() -> Result {
    cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])
}

/// The core must not know the window or the system's keychain and dialogs (ARCHITECTURE.md, "Who may import whom").
fn layers() -> Result {
    let tree = Run::new("cargo")
        .args([
            "tree",
            "--package",
            "yourouter-chat-core",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(["--target", "all", "--locked"])
        .read()?;
    let offending = strangers(&tree);
    if offending.is_empty() {
        Ok(())
    } else {
        Err(format!("the chat crate depends on {}", offending.join(", ")).into())
    }
}

/// The crates of a `cargo tree` listing that the core must not contain.
fn strangers(tree: &str) -> Vec<&str> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| {
            matches!(
                *name,
                "tauri" | "wry" | "tao" | "keyring" | "keyring-core" | "rfd" | "yourouter-mock-gateway"
            ) || name.starts_with("tauri-")
        })
        .collect()
}

/// The same packages and features as in the step `unit`, so that nothing is compiled twice.
fn bindings() -> Result {
    let kept = Run::new("cargo")
        .args(["test", "--workspace", "--locked", "bindings_are_current"])
        .start_and_keep(|line| line.ends_with("bindings_are_current ... ok"))?;
    if kept.is_empty() { Err("the test bindings_are_current did not run".into()) } else { Ok(()) }
}

fn rust_tests(report: &mut Report) -> Result {
    let mut kept = Run::new("cargo")
        .args(["test", "--workspace", "--locked"])
        .start_and_keep(|line| line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed"))?;
    report.summaries.append(&mut kept);
    Ok(())
}

fn page_tests(report: &mut Report) -> Result {
    let files = test_files(&root().join("tests/ui"))?;
    let mut kept = node_tests(files, Path::new(""), &[])?;
    report.summaries.append(&mut kept);
    Ok(())
}

fn bundle() -> Result {
    build::release_program()?;
    build::bundle().map(drop)
}

/// Takes the program out of the .deb: unpacked beside it, or installed with apt, as a person would.
fn package(report: &mut Report) -> Result {
    if !report.is_installing {
        report.packaged = Some(build::unpack()?);
        return Ok(());
    }
    // The same version may be there from an earlier run, with other contents.
    system::apt(&[
        "install",
        "--yes",
        "--no-install-recommends",
        "--reinstall",
        "--allow-downgrades",
        &build::deb()?.to_string_lossy(),
    ])?;
    report.packaged = Some(PathBuf::from(INSTALLED));
    Ok(())
}

fn window_tests(report: &mut Report) -> Result {
    let application = match report.packaged.clone() {
        Some(program) => program,
        None => {
            build::release_program()?;
            build::program()
        }
    };
    let files = test_files(&root().join("tests/e2e"))?;
    let mut kept = node_tests(files, &application, &report.passed_on)?;
    report.summaries.append(&mut kept);
    Ok(())
}

/// Runs node's test runner with two reporters: one to read along, and one whose closing counts are kept.
fn node_tests(files: Vec<PathBuf>, application: &Path, passed_on: &[String]) -> Result<Vec<String>> {
    let counts = target().join("node-tests.tap");
    fs::create_dir_all(target())?;
    Run::new("node")
        .args([
            "--test",
            &format!("--test-concurrency={FILES_AT_ONCE}"),
            &format!("--test-timeout={FILE_LIMIT_MS}"),
        ])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .args([format!("--test-reporter-destination={}", counts.display())])
        .args(passed_on)
        .args(files)
        .env("YOUROUTER_E2E_APP", application)
        .env("YOUROUTER_E2E_GATEWAY", build::mock_gateway())
        .start()?;
    Ok(closing_counts(&fs::read_to_string(counts)?))
}

/// The last lines of a TAP report, such as `# pass 12`.
fn closing_counts(tap: &str) -> Vec<String> {
    tap.lines()
        .filter(|line| ["# tests ", "# pass ", "# fail "].iter().any(|start| line.starts_with(start)))
        .map(str::to_owned)
        .collect()
}

/// Every `*.test.js` and `*.test.mjs` below a folder, in a steady order.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))? {
            let path = entry?.path();
            let name = path.to_string_lossy();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() { Err(format!("no tests in {}", folder.display()).into()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::{closing_counts, run, strangers};

    #[test]
    fn a_window_crate_in_the_core_is_found() {
        let tree = "yourouter-chat-core v0.1.0 (/x)\ntokio v1.0.0\ntauri-utils v2.0.0\nkeyring v4.0.0 (*)\n";
        assert_eq!(strangers(tree), ["tauri-utils", "keyring"]);
    }

    #[test]
    fn crates_that_only_sound_alike_are_let_through() {
        assert!(strangers("rfdx v1.0.0\ntaurine v1.0.0\n\n").is_empty());
    }

    #[test]
    fn only_the_counts_of_the_whole_run_are_kept() {
        let tap = "TAP version 13\n    # pass 1\nok 1 - x\n# tests 3\n# suites 0\n# pass 2\n# fail 1\n# duration_ms 5\n";
        assert_eq!(closing_counts(tap), ["# tests 3", "# pass 2", "# fail 1"]);
    }

    #[test]
    fn an_unknown_step_is_refused_before_anything_is_set_up() {
        let error = run(&["fmtt".to_owned()], &[]).unwrap_err();
        assert!(error.to_string().contains("fmtt"), "{error}");
    }
}
