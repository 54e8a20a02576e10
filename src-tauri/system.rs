//! What the operating system gives beside windows and files: its keychain, its programs for links, the loopback interface,
//! its main thread. Invariant: nothing here knows another part of the shell.

pub mod data_folder;
pub mod demo;
pub mod keychain;
pub mod links;
pub mod main_thread;
pub mod programs;
