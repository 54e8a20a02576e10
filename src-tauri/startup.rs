//! What happens before the window stands: how the program was started, where its data are, whether it is the first.
//!
//! Invariant: nothing here knows another part of the shell.

pub mod arguments;
pub mod data_dir;
pub mod error;
pub mod renderer;
pub mod single_instance;
