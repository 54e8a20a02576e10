//! Tauri's code generation. The page is embedded, so a change to it must rebuild the program.

fn main() {
    println!("cargo:rerun-if-changed=ui");
    tauri_build::build();
}
