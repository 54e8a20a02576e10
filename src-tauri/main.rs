//! The program: chooses a renderer before any thread or toolkit starts, then hands over to the library.

// A release build on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    yourouter_chat::main()
}
