//! What helps to find out why something failed, to be copied into a report: versions, sizes, the last lines of the log.
//!
//! Invariant: nothing of what a person wrote, attached or was answered, no key, no path and no host.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use yourouter_protocol::{GatewayKind, GatewayView, KeyState, words::diagnostics as words};

use crate::startup::log;

/// Lines of the log that are copied.
const LINES: usize = 200;

/// All of it. Blocking.
pub fn gather(data_dir: &Path, gateway: &GatewayView) -> String {
    let mut text = String::new();
    let web_view = tauri::webview_version().unwrap_or_else(|_| words::web_view_unknown().to_owned());
    let lines = [
        (words::program(), env!("CARGO_PKG_VERSION").to_owned()),
        (words::system(), format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        (words::web_view(), web_view),
        (words::gateway(), words_of(gateway)),
        (words::database(), size(&data_dir.join("chat.sqlite"))),
        (words::database_log(), size(&data_dir.join("chat.sqlite-wal"))),
        (words::attachments(), folder_size(&data_dir.join("attachments"))),
        (words::log(), format!("\n{}", last_lines(&log::folder(data_dir)))),
    ];
    for (name, value) in lines {
        let _never_fails = writeln!(text, "{}", words::line(name, &value));
    }
    text
}

fn words_of(gateway: &GatewayView) -> String {
    let kind = match gateway.kind {
        GatewayKind::Demo => words::gateway_demo(),
        GatewayKind::Remote if gateway.name == words::gateway_you_router() => words::gateway_you_router(),
        GatewayKind::Remote => words::gateway_another(),
    };
    let key = match gateway.key {
        KeyState::Missing => words::key_missing(),
        KeyState::Keychain => words::key_keychain(),
        KeyState::Run => words::key_run(),
        KeyState::Environment => words::key_environment(),
        KeyState::NotNeeded => words::key_not_needed(),
    };
    words::gateway_line(kind, key)
}

fn size(file: &Path) -> String {
    fs::metadata(file).map_or_else(|error| error.kind().to_string(), |found| words::size(found.len()))
}

fn folder_size(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else { return words::folder_unreadable().to_owned() };
    let sizes: Vec<u64> = entries.flatten().filter_map(|entry| Some(entry.metadata().ok()?.len())).collect();
    words::folder_size(sizes.len() as u64, &words::size(sizes.iter().sum()))
}

/// Of the newest file that has any; their names are in the order of their days.
fn last_lines(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    let read = |file: &PathBuf| fs::read_to_string(file).ok().filter(|text| !text.is_empty());
    let Some(text) = files.iter().rev().find_map(read) else { return words::log_empty().to_owned() };
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(LINES)).flat_map(|line| [*line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_the_last_lines_are_told_and_nothing_that_a_person_wrote() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(log::folder(folder.path())).unwrap();
        fs::create_dir_all(folder.path().join("attachments")).unwrap();
        fs::write(folder.path().join("attachments/a"), "canary").unwrap();
        fs::write(folder.path().join("chat.sqlite"), "canary").unwrap();
        let log: String = (0..300).map(|number| format!("line {number}\n")).collect();
        fs::write(log::folder(folder.path()).join("yourouter-chat.2026-01-02.log"), log).unwrap();
        fs::write(log::folder(folder.path()).join("yourouter-chat.2026-01-01.log"), "older\n").unwrap();
        let gateway = GatewayView {
            name: "canary.example".to_owned(),
            base_url: "https://canary.example/v1".to_owned(),
            origin: "https://canary.example".to_owned(),
            host: "canary.example".to_owned(),
            kind: GatewayKind::Remote,
            look: yourouter_protocol::GatewayLook::Plain,
            key: KeyState::Keychain,
            key_hint: Some("canary".to_owned()),
            needs_key: true,
            vendors: Vec::new(),
            dashboard_url: String::new(),
            is_default: true,
            is_fixed: false,
            chats: 0,
        };
        let text = gather(folder.path(), &gateway);
        assert!(
            text.contains("Database: 6 bytes") && text.contains("Attachments: 1 file, 6 bytes"),
            "{text}"
        );
        assert!(text.contains("line 299") && text.contains("line 100\n") && !text.contains("line 99\n"));
        assert!(!text.contains("canary") && !text.contains("older"), "{text}");
        assert!(!text.contains(&folder.path().display().to_string()));
    }
}
