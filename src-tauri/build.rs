//! Tauri's code generation. The page is embedded, so a change to it must rebuild the program.

fn main() {
    println!("cargo:rerun-if-changed=ui");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") && cfg!(target_os = "linux") {
        // Functions that are the same byte for byte are kept once, where nobody compares their addresses.
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=safe");
    }
    tauri_build::build();
}
