//! Tools that are installed through cargo and npm: the bridge to the window, the dependency check, the type checker.

use crate::run::{Result, Run, is_on_path};

/// The oldest Node that runs the tests.
const NODE_MAJOR: u32 = 20;

/// Installs the development packages of `package-lock.json` if they are not those that stand there.
pub fn node_packages() -> Result {
    let version = Run::new("node").args(["--version"]).read().unwrap_or_default();
    if major(&version).is_none_or(|major| major < NODE_MAJOR) {
        return Err(format!(
            "Node {NODE_MAJOR} or newer is needed for the tests and the packages, found: {}. See https://nodejs.org/",
            if version.is_empty() { "none" } else { version.trim() }
        )
        .into());
    }
    Run::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefer-offline"]).start()
}

/// The WebDriver bridge to a Tauri window.
pub fn tauri_driver() -> Result {
    provide("tauri-driver", "^2")
}

/// The check of licences, bans and sources.
pub fn cargo_deny() -> Result {
    provide("cargo-deny", "^0.20")
}

/// Built without optimisation: these tools wait for others most of the time, and the build is half as long.
fn provide(name: &str, version: &str) -> Result {
    if is_on_path(name) {
        return Ok(());
    }
    Run::new("cargo").args(["install", "--debug", "--locked", name, "--version", version]).start()
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major(""), None);
        assert_eq!(major("20"), None);
    }
}
