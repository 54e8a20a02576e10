//! Which renderer WebKitGTK uses. It must be chosen before GTK starts.
//!
//! Without a usable GPU the default renderer costs four times the CPU and twice the memory of the plain one
//! (ARCHITECTURE.md, "What painting costs"), which is also the known cure for blank windows on some drivers.
//! `std::env::set_var` is unsafe in edition 2024, so the program executes itself again with the variable set, while
//! it still has one thread.

#[cfg(target_os = "linux")]
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Chooses the renderer; does not return if the program has to start again.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::{env, os::unix::process::CommandExt, process::Command};

    let is_chosen = env::var_os(VARIABLE).is_some();
    let is_software =
        env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value != "0" && value != "false");
    if is_chosen || (has_render_node("/dev/dri".as_ref()) && !is_software) {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    // `exec` only returns if it failed; then the default renderer has to do.
    let _failed = Command::new(program).args(env::args_os().skip(1)).env(VARIABLE, "1").exec();
}

/// Nothing to choose on other systems.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}

#[cfg(target_os = "linux")]
fn has_render_node(folder: &std::path::Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::has_render_node;

    #[test]
    fn a_render_node_is_told_from_a_mere_display() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_render_node(&folder.path().join("absent")));
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_render_node(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_render_node(folder.path()));
    }
}
