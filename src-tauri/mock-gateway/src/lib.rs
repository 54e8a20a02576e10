//! A gateway on this machine with three users: Rust tests (in process), window tests (the binary `mock-gateway`), and
//! the offline demo inside the application.
//!
//! What it does is chosen by the last question's text, such as `/429` or `/cut`, or by the model id, such as
//! `mock/429`; see [`Behaviour`]. It records what it was sent, so that a test can say what left the program.
//! Invariant: it listens on 127.0.0.1 only, and as the demo it records nothing.

mod behaviour;
mod demo;
mod native;
mod question;
mod recorded;
mod refusal;
mod reply;
mod seal;
mod server;
mod texts;
mod trouble;
mod wire;

pub use behaviour::Behaviour;
pub use recorded::{ReceivedFile, Recorded};
pub use server::{MockGateway, Options};
