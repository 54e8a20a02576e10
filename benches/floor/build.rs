//! Reads `tauri.conf.json`, as every Tauri program must.

fn main() {
    tauri_build::build();
}
