//! Which renderer WebKitGTK uses. It must be chosen before GTK starts.
//!
//! Without a usable GPU the default renderer costs four times the CPU and twice the memory of the plain one
//! (ARCHITECTURE.md, "What painting costs"), which is also the known cure for blank windows on some drivers.
//! `std::env::set_var` is unsafe in edition 2024; glib's own call is not, and it costs nothing, where executing the
//! program again with the variable set would load WebKit's libraries twice.

#[cfg(target_os = "linux")]
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Chooses the renderer. To be called while the program still has one thread: the environment belongs to all of them.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::env;

    let is_software =
        env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value != "0" && value != "false");
    if is_software || !has_render_node("/dev/dri".as_ref()) {
        // What a person has set stays; if it cannot be set, the default renderer has to do.
        let _failed = gtk::glib::setenv(VARIABLE, "1", false);
    }
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
