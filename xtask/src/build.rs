//! Builds the release program, once for everything that uses it: opening it, the packages, the window tests, the
//! measurements.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::run::{Result, Run, is_on_path, root, target};

const PROGRAM: &str = "yourouter-chat";

/// The release program.
pub fn program() -> PathBuf {
    release(PROGRAM)
}

/// The mock gateway as a process.
pub fn mock_gateway() -> PathBuf {
    release("mock-gateway")
}

fn release(name: &str) -> PathBuf {
    target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The program and the mock gateway together, so that their common dependencies are built once. The feature makes
/// the page part of the program, as `tauri build` does.
pub fn release_program() -> Result {
    Run::new("cargo")
        .args(["build", "--release", "--bins", "--package", PROGRAM, "--package", "yourouter-mock-gateway"])
        .args(["--features", "tauri/custom-protocol"])
        .start()
}

/// Makes the packages from the release program and returns their paths. Those of earlier builds are removed first,
/// so that none of them is taken for a new one.
pub fn bundle() -> Result<Vec<PathBuf>> {
    let folders = [("deb", "deb"), ("rpm", "rpm")]
        .map(|(folder, ending)| (target().join("release/bundle").join(folder), ending));
    for (folder, _) in &folders {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    Run::new("npx").args(["--no-install", "tauri", "bundle", "--bundles", "deb,rpm"]).start()?;
    let mut made = Vec::new();
    for (folder, ending) in &folders {
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == *ending) {
                made.push(path);
            }
        }
    }
    if made.len() != folders.len() {
        return Err(format!("expected one package of each kind, found {made:?}").into());
    }
    for package in made.iter().filter(|path| path.extension().is_some_and(|ending| ending == "deb")) {
        pack_tightly(package)?;
    }
    Ok(made)
}

/// Packs a .deb once more with xz, which makes it a third smaller; the bundler knows gzip only. Where there is no
/// dpkg the package stays as it is, and installs as well.
fn pack_tightly(package: &Path) -> Result {
    if !is_on_path("dpkg-deb") {
        println!("{} stays packed with gzip: there is no dpkg-deb here", package.display());
        return Ok(());
    }
    let content = package.with_extension("content");
    if content.exists() {
        fs::remove_dir_all(&content)?;
    }
    let deb = || Run::new("dpkg-deb");
    deb().args(["--raw-extract".as_ref(), package.as_os_str(), content.as_os_str()]).start()?;
    deb()
        .args(["--root-owner-group", "-Zxz", "-z9", "--build"])
        .args([content.as_os_str(), package.as_os_str()])
        .start()?;
    Ok(fs::remove_dir_all(content)?)
}

/// Builds the empty window that the application is compared with.
pub fn floor() -> Result<PathBuf> {
    let manifest = root().join("benches/floor/Cargo.toml");
    Run::new("cargo")
        .args(["build", "--release", "--features", "tauri/custom-protocol", "--manifest-path"])
        .args([manifest])
        .env("CARGO_TARGET_DIR", target())
        .start()?;
    Ok(release("yourouter-floor"))
}
