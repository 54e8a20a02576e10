//! What happens before the window stands: how the program was started, where its data are, whether it is the first, and
//! what is said if it cannot start.
//!
//! Invariant: nothing here knows another part of the shell.

pub mod arguments;
pub mod attempts;
pub mod data_dir;
pub mod dialog;
pub mod error;
pub mod log;
pub mod panics;
pub mod privacy;
pub mod recovery;
pub mod renderer;
pub mod single_instance;
