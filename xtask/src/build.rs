//! Builds the program: for development, which is what opens soonest, and for release, once for everything that uses
//! that: the packages, the window tests, the measurements.

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

/// The program as the tests of the Rust code build it, so that whoever tries it and then tests it builds once.
pub fn development_program() -> Result<PathBuf> {
    println!("Building the program: some four minutes the first time on two cores, seconds after that.");
    Run::new("cargo").args(["build", "--bin", PROGRAM, "--features", "tauri/custom-protocol"]).start()?;
    Ok(target().join("debug").join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)))
}

/// The program and the mock gateway together, so that their common dependencies are built once. The feature makes
/// the page part of the program, as `tauri build` does.
pub fn release_program() -> Result {
    Run::new("cargo")
        .args(["build", "--release", "--bins", "--package", PROGRAM, "--package", "yourouter-mock-gateway"])
        .args(["--features", "tauri/custom-protocol"])
        .start()
}

/// The program that makes histories to measure with, built together with the others for the same reason.
pub fn sample_data() -> Result<PathBuf> {
    Run::new("cargo")
        .args(["build", "--release", "--bins", "--package", PROGRAM, "--package", "yourouter-mock-gateway"])
        .args(["--package", "yourouter-store", "--features", "tauri/custom-protocol"])
        .start()?;
    Ok(release("sample-data"))
}

/// Makes the packages from a copy of the release program, since the bundler writes into the program that it packs, and
/// that may be running. Returns their paths; those of earlier builds are removed first, so that none is taken for new.
pub fn bundle() -> Result<Vec<PathBuf>> {
    let place = target().join("packages");
    let copy = place.join("release").join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX));
    fs::create_dir_all(place.join("release"))?;
    if copy.exists() {
        fs::remove_file(&copy)?;
    }
    fs::copy(program(), &copy)?;
    let folders =
        [("deb", "deb"), ("rpm", "rpm")].map(|(folder, ending)| (package_folder().join(folder), ending));
    for (folder, _) in &folders {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    Run::new("npx")
        .args(["--no-install", "tauri", "bundle", "--bundles", "deb,rpm"])
        .env("CARGO_TARGET_DIR", &place)
        .start()?;
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

/// Where the packages are, in a folder for each kind.
pub fn package_folder() -> PathBuf {
    target().join("packages/release/bundle")
}

/// The .deb that was made last.
///
/// # Errors
/// There is none.
pub fn deb() -> Result<PathBuf> {
    fs::read_dir(package_folder().join("deb"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .ok_or_else(|| "there is no .deb; run the step bundle first".into())
}

/// Unpacks the .deb into a folder of its own and returns the program in it.
pub fn unpack() -> Result<PathBuf> {
    let root = target().join("packages/root");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    Run::new("dpkg-deb").args(["--extract".as_ref(), deb()?.as_os_str(), root.as_os_str()]).start()?;
    Ok(root.join("usr/bin").join(PROGRAM))
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
